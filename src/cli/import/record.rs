//! The records that a document of one's own needs: what the file says of itself, what the options say, and what is there already.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::super::args::Import;
use super::super::trouble::Trouble;
use crate::corpus::{Candidacy, Corpus, Country, Person, Post, Reference, Standing};
use crate::import::join::{self, Record};
use crate::import::shelf::Addition;
use crate::import::{Did, Draft, Remark, states};
use crate::text::latin::latin;
use crate::text::sanitize::sanitize;

/// A document of its own, with its speaker, post and candidacy where the corpus lacks them.
///
/// # Errors
/// If neither the file nor the options say what has to be known; the message names the option.
pub fn addition(draft: &mut Draft, corpus: &Corpus, asked: &Import, file: &str) -> Result<Addition, Trouble> {
    let said = |option: &Option<String>, own: &Option<String>| {
        option.as_deref().map(|text| sanitize(text.trim()).into_owned()).or_else(|| own.clone())
    };
    let front = draft.front.clone();
    let trouble = |message: String| Err(Trouble::Said(format!("{file}: {message}")));
    let (speaker, publisher) = (said(&asked.speaker, &front.speaker), said(&asked.publisher, &front.publisher));
    let (post, state) = (said(&asked.post, &front.post), said(&asked.state, &front.state));
    if speaker.is_none() && publisher.is_none() {
        return trouble(
            "it does not say who speaks or who published it; give --speaker NAME or --publisher NAME".to_owned(),
        );
    }
    let mut guess = |why: &str, words: &str| {
        draft.remarks.push(Remark { at: 0, did: Did::Guessed, why: why.to_owned(), words: words.to_owned() });
    };
    let title = match (said(&asked.title, &front.title), &speaker, &post) {
        (Some(title), ..) => title,
        (None, Some(speaker), Some(post)) => {
            let title = format!("{speaker}, candidate for {post}");
            guess("the title: the file has none", &title);
            title
        }
        _ => return trouble("it does not say its title; give --title TEXT".to_owned()),
    };
    let known = speaker.as_deref().and_then(|speaker| person(corpus, speaker));
    let id = if let Some(id) = &asked.document {
        id.clone()
    } else {
        let from = known.map(|person| person.id.clone()).or_else(|| speaker.as_deref().map(family));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let id = first_id([from.as_deref().unwrap_or(&title), &title, stem])
            .unwrap_or_else(|| format!("document-{}", corpus.documents.len() + 1));
        guess("the id of the document; --as gives another", &id);
        id
    };
    if !is_document_id(&id) {
        return trouble(format!(
            "`{id}` cannot be an id; give one with --as: lower-case letters, digits and single hyphens"
        ));
    }
    if corpus.document(&id).is_some_and(|own| {
        own.source.as_ref().is_none_or(|source| source.sha256 != draft.sha256 && source.file != file)
    }) {
        return trouble(format!(
            "there is a document `{id}` already, and this is not it; give another id with --as ID"
        ));
    }
    let country = match state.as_deref() {
        Some(state) => match country(corpus, state) {
            None if asked.state.is_some() => {
                return trouble(format!("`{state}` is no state by an ISO 3166 name; give its code of two letters"));
            }
            None => {
                guess("not a state that is known by this name; --state gives one", state);
                None
            }
            known => known,
        },
        None => None,
    };
    let date = match &asked.date {
        Some(date) => Some(iso(date)?),
        None => front.date,
    };
    let Some(language) = draft.language.clone() else {
        return trouble("its language cannot be told from so few words; give --language TAG, such as en".to_owned());
    };
    let source = Standing { sources: vec![format!("document:{id}")], ..Standing::default() };
    let person = speaker.as_deref().filter(|_| known.is_none()).map(|name| new_person(corpus, name, country.clone()));
    let speaker_id = known.map(|person| person.id.clone()).or_else(|| person.as_ref().map(|person| person.id.clone()));
    let found = post.as_deref().and_then(|name| self::post(corpus, name));
    let new_post = post.as_deref().filter(|_| found.is_none()).map(|label| new_post(corpus, label, &source));
    if let Some(post) = &new_post {
        guess("a post that the corpus did not have, with one seat", &post.label);
    }
    let post_id = found.map(|post| post.id.clone()).or_else(|| new_post.as_ref().map(|post| post.id.clone()));
    let candidacy = post_id.zip(speaker_id.clone()).map(|(post, person)| Candidacy {
        id: format!("{post}-{person}"),
        post,
        person: Some(person),
        nominated_by: country,
        document: Some(id.clone()),
        standing: source,
        ..Candidacy::default()
    });
    let record = Record {
        id,
        title,
        speaker: speaker_id,
        capacity: front.capacity,
        publisher,
        date,
        language,
        file: file.to_owned(),
    };
    Ok(Addition { document: join::document(draft, record), person, post: new_post, candidacy })
}

/// A state by one of its names, called as the corpus calls it.
fn country(corpus: &Corpus, state: &str) -> Option<Country> {
    let (code, name) = states::named(state)?;
    let own = corpus.candidacies.iter().filter_map(|candidacy| candidacy.nominated_by.as_ref());
    let own = own.chain(corpus.people.iter().filter_map(|person| person.country.as_ref())).find(|own| own.code == code);
    Some(own.cloned().unwrap_or_else(|| Country { code: code.to_owned(), name: name.to_owned() }))
}

/// Letters and digits in lower case, joined by hyphens; accents gone, and other scripts in Latin letters where they can be.
fn slug(text: &str) -> String {
    let ascii: String = latin(text).nfkd().filter(char::is_ascii).collect::<String>().to_lowercase();
    let words: Vec<&str> = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").trim_start_matches(|c: char| !c.is_ascii_lowercase()).to_owned()
}

/// The family name: in capitals where one is, else the last word.
fn family(name: &str) -> String {
    let capital = name
        .split_whitespace()
        .find(|word| word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || "-'’".contains(c)));
    capital.or_else(|| name.split_whitespace().last()).unwrap_or(name).to_owned()
}

fn person<'c>(corpus: &'c Corpus, name: &str) -> Option<&'c Person> {
    let wanted = slug(name);
    corpus
        .person(name)
        .or_else(|| corpus.people.iter().find(|person| !wanted.is_empty() && slug(&person.name) == wanted))
}

fn new_person(corpus: &Corpus, name: &str, country: Option<Country>) -> Person {
    let family = family(name);
    let given: Vec<&str> = name.split_whitespace().filter(|word| *word != family).collect();
    let sort_name = if given.is_empty() { name.to_owned() } else { format!("{family}, {}", given.join(" ")) };
    let mut id = slug(&family);
    if id.is_empty() || corpus.person(&id).is_some() {
        id = slug(name);
    }
    if id.is_empty() {
        // A name in another script has no letters for an id; people are counted then.
        id = format!("person-{}", corpus.people.len() + 1);
    }
    Person { id, name: name.to_owned(), sort_name, country, ..Person::default() }
}

fn new_post(corpus: &Corpus, label: &str, source: &Standing) -> Post {
    let id = Some(slug(label)).filter(|id| !id.is_empty());
    let id = id.unwrap_or_else(|| format!("post-{}", corpus.posts.len() + 1));
    Post { id, label: label.to_owned(), seats: 1, standing: source.clone(), ..Post::default() }
}

/// The post of that id, abbreviation or name; else the one with the longest name whose words are all among those given.
fn post<'c>(corpus: &'c Corpus, name: &str) -> Option<&'c Post> {
    let wanted = slug(name);
    let exact = corpus.posts.iter().find(|post| {
        let short = post.abbreviation.as_deref().is_some_and(|short| slug(short) == wanted);
        post.id == wanted || short || slug(&post.label) == wanted
    });
    let given: HashSet<&str> = wanted.split('-').collect();
    let within =
        |post: &&Post| !slug(&post.label).is_empty() && slug(&post.label).split('-').all(|word| given.contains(word));
    exact.or_else(|| corpus.posts.iter().filter(within).max_by_key(|post| slug(&post.label).split('-').count()))
}

/// A date that an option gives.
fn iso(date: &str) -> Result<String, Trouble> {
    let date = date.trim();
    let full = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    if full.len() == 10 && full.parse::<jiff::civil::Date>().is_ok() {
        return Ok(date.to_owned());
    }
    Err(Trouble::Said(format!("`{date}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD")))
}

/// Whether a document can be called so.
fn is_document_id(id: &str) -> bool {
    id == slug(id) && matches!(Reference::parse(&format!("{id} 1")), Some(Reference::Section { .. }))
}

/// The id that the first of some texts gives which gives any.
fn first_id<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<String> {
    texts.into_iter().map(short).find(|id| is_document_id(id))
}

/// An id from the first words of a text.
fn short(text: &str) -> String {
    slug(text).split('-').take(4).collect::<Vec<_>>().join("-")
}
