//! `search`: the same hits in the same order as in the search box.

use std::ops::Range;

use serde_json::{Value, json};

use super::args;
use super::desk::{Desk, Ending};
use super::out::Out;
use super::trouble::Trouble;
use crate::corpus::{Corpus, Kind};
use crate::search::{Field, Hit, Query, Results};
use crate::text::sanitize::sanitize;

/// Searches the corpus.
///
/// # Errors
/// If a filter has a value that the corpus does not have, or the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Search) -> Result<Ending, Trouble> {
    let typed = sanitize(&asked.query.join(" ")).into_owned();
    let query = Query::parse(desk.index(), desk.corpus, &typed);
    if let Some(unknown) = query.unknown() {
        return Err(Trouble::said(unknown));
    }
    let results = desk.index().search(desk.corpus, &query, asked.limit);
    let ending = Ending::found(results.total > 0);
    desk.shown = results.hits.iter().map(|hit| hit.place).collect();
    if desk.json {
        let hits: Vec<Value> = results.hits.iter().map(|hit| hit_json(desk.corpus, hit)).collect();
        let answer = json!({
            "schema_version": 1, "hidden": desk.hidden(), "query": typed, "total": results.total, "notes": results.notes,
            "hits": hits,
        });
        desk.out.json(&answer)?;
        return Ok(ending);
    }
    if query.is_empty() && results.notes.is_empty() {
        desk.out.note("there is no word in this to look for");
    }
    print(desk, &results, asked.limit)?;
    desk.say_hidden()?;
    Ok(ending)
}

fn hit_json(corpus: &Corpus, hit: &Hit) -> Value {
    let item = corpus.item(hit.place);
    json!({
        "ref": corpus.reference(hit.place).to_string(),
        "kind": item.kind,
        "title": item.title,
        "speaker": item.speaker.map(|person| &person.id),
        "speaker_name": item.speaker.map(|person| &person.name),
        "document": item.document.map(|document| &document.id),
        "text": item.text,
        "score": hit.score,
        "matches": hit.matches,
        "why": hit.why,
    })
}

fn print(desk: &mut Desk<'_>, results: &Results, limit: usize) -> Result<(), Trouble> {
    for note in &results.notes {
        desk.out.note(note);
    }
    if results.total == 0 {
        desk.out.note("nothing found");
    }
    for hit in &results.hits {
        let item = desk.corpus.item(hit.place);
        let reference = desk.corpus.reference(hit.place).to_string();
        let author = item.document.map(|document| desk.corpus.author_name(document));
        let dot = format!(" {} ", desk.out.dot());
        let title = if item.title.is_empty() { item.kind.name() } else { &item.title };
        let mut behind: Vec<&str> = vec![item.kind.name()];
        behind.extend(author.filter(|author| *author != title));
        behind.push(title);
        desk.out.heading(&reference, &behind.join(&dot))?;
        print_text(&mut desk.out, &item.text, item.kind, hit)?;
        if !hit.why.is_empty() {
            desk.out.prose(2, &format!("({})", hit.why.join("; ")))?;
        }
    }
    if results.total > results.hits.len() {
        let more = format!(
            "{} of {}; --limit {} shows more",
            results.hits.len(),
            results.total,
            limit.saturating_mul(2).max(1)
        );
        desk.out.note(&more);
    }
    Ok(())
}

/// The text of a hit with what answers the query in bold type.
fn print_text(out: &mut Out<'_>, text: &str, kind: Kind, hit: &Hit) -> Result<(), Trouble> {
    if text.is_empty() {
        return Ok(());
    }
    let marks = hit.matches.iter().filter(|found| found.field == Field::Text).map(|found| found.start..found.end);
    let (text, marks) = if kind == Kind::Quote {
        let quoted = out.quoted(text);
        // Both quotation marks are as long as each other, so all marks move by the one in front.
        let shift = (quoted.len() - text.len()) / 2;
        (quoted, marks.map(|mark| mark.start + shift..mark.end + shift).collect())
    } else {
        (text.to_owned(), marks.collect::<Vec<Range<usize>>>())
    };
    out.marked(2, &text, &marks)?;
    Ok(())
}
