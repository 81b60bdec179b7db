//! `quotes`: the speakers' words, all of them or those that match, or one drawn by lot.

use serde_json::{Value, json};

use super::args;
use super::card;
use super::desk::{Desk, Ending};
use super::trouble::Trouble;
use crate::corpus::{Corpus, Item, Kind, Place};
use crate::export::{self, Entry};
use crate::search::Query;

/// Lists quotes: in the order of the corpus, or by rank where something is searched for.
///
/// # Errors
/// If the person or the theme is unknown, or the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Quotes) -> Result<Ending, Trouble> {
    let by: Option<Vec<String>> = match &asked.by {
        Some(word) => Some(authors(desk, word)?),
        None => None,
    };
    let theme = asked.theme.as_deref().map(|word| desk.theme(word).map(str::to_owned)).transpose()?;
    let query = asked.query.join(" ");
    let places = if query.trim().is_empty() {
        desk.corpus.places().filter(|place| desk.corpus.kind(*place) == Kind::Quote).collect()
    } else {
        found(desk, &query)?
    };
    let corpus = desk.corpus;
    let mut quotes: Vec<Place> = places
        .into_iter()
        .filter(|place| {
            let item = corpus.item(*place);
            let document = item.document.map(|document| document.id.as_str());
            by.as_ref().is_none_or(|documents| documents.iter().any(|id| Some(id.as_str()) == document))
                && theme.as_ref().is_none_or(|theme| item.themes.contains(theme))
        })
        .collect();
    if asked.random && !quotes.is_empty() {
        let mut lot = asked.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        quotes = vec![quotes[lot.usize(..quotes.len())]];
    }
    let ending = Ending::found(!quotes.is_empty());
    desk.shown.clone_from(&quotes);
    if desk.json {
        let quotes: Vec<Value> = quotes.iter().map(|place| quote(corpus, &corpus.item(*place))).collect();
        let answer = json!({"schema_version": 1, "hidden": desk.hidden(), "quotes": quotes});
        desk.out.json(&answer)?;
        return Ok(ending);
    }
    if quotes.is_empty() {
        desk.out.note("no quote found");
    }
    for (at, place) in quotes.iter().enumerate() {
        if at > 0 {
            desk.out.gap()?;
        }
        let item = desk.corpus.item(*place);
        let words = desk.out.quoted(&item.text);
        desk.out.prose(0, &words)?;
        card::source_line(&mut desk.out, &Entry::of(desk.corpus, &item))?;
        let printed = if item.passage.is_some_and(|passage| passage.pull_quote) { "pull quote" } else { "" };
        let indent = desk.out.dash().chars().count() + 1;
        let behind =
            format!("{}{}{printed}", desk.corpus.reference(*place), if printed.is_empty() { "" } else { ", " });
        desk.out.prose(indent, &behind)?;
    }
    desk.say_hidden()?;
    Ok(ending)
}

/// Ids of the documents whose words are those of the one that a word means: a person, or who published a document without a speaker.
fn authors(desk: &mut Desk<'_>, word: &str) -> Result<Vec<String>, Trouble> {
    let (ids, several) = match desk.people(word) {
        Ok(people) => {
            let ids: Vec<String> = people.iter().map(|person| person.id.clone()).collect();
            let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
            let several =
                (names.len() > 1).then(|| format!("`{word}` is a part of {} names: {}", names.len(), names.join(", ")));
            (ids, several)
        }
        Err(unknown) => {
            let wanted = word.trim().to_lowercase();
            let unsigned: Vec<String> = desk
                .corpus
                .documents
                .iter()
                .filter(|document| document.speaker.is_none() && !wanted.is_empty())
                .filter(|document| {
                    document.id == wanted || desk.corpus.author_name(document).to_lowercase().contains(&wanted)
                })
                .map(|document| document.id.clone())
                .collect();
            return if unsigned.is_empty() { Err(unknown) } else { Ok(unsigned) };
        }
    };
    if let Some(note) = several {
        desk.out.note(&note);
    }
    let spoken = |speaker: &Option<String>| speaker.as_ref().is_some_and(|speaker| ids.contains(speaker));
    Ok(desk.corpus.documents.iter().filter(|own| spoken(&own.speaker)).map(|own| own.id.clone()).collect())
}

/// Quotes that answer a query, best first.
fn found(desk: &mut Desk<'_>, typed: &str) -> Result<Vec<Place>, Trouble> {
    let query = Query::parse(desk.index(), desk.corpus, typed);
    if let Some(unknown) = query.unknown() {
        return Err(Trouble::said(unknown));
    }
    let results = desk.index().search(desk.corpus, &query, usize::MAX);
    for note in &results.notes {
        desk.out.note(note);
    }
    let places = results.hits.iter().map(|hit| hit.place);
    Ok(places.filter(|place| desk.corpus.kind(*place) == Kind::Quote).collect())
}

/// A quote as JSON.
fn quote(corpus: &Corpus, item: &Item<'_>) -> Value {
    let document = item.document;
    json!({
        "ref": corpus.reference(item.place).to_string(),
        "text": item.text,
        "speaker": item.speaker.map(|person| &person.id),
        "speaker_name": item.speaker.map(|person| &person.name),
        "author": document.map(|document| corpus.author_name(document)),
        "capacity": export::capacity(item),
        "document": document.map(|document| &document.id),
        "document_title": document.map(|document| &document.title),
        "date": item.date,
        "themes": item.themes,
        "pull_quote": item.passage.map(|passage| passage.pull_quote),
        "publisher": document.and_then(|document| document.publisher.as_ref()),
        "url": document.and_then(|document| document.url.as_ref()),
        "note": item.note,
    })
}
