//! Items as JSON. Ids are bare (`lee`), `ref` is the full reference (`person:lee`, `lee.3.2`); what is not known is null and never left out.

use serde::Serialize;
use serde_json::{Value, json};

use crate::corpus::{Candidacy, Corpus, Document, Item, Kind, Passage, Place, Section};
use crate::export::{self, Origin};

/// What every item has, with what only its kind has behind it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    r#ref: String,
    kind: Kind,
    title: &'a str,
    text: &'a str,
    speaker: Option<&'a str>,
    speaker_name: Option<&'a str>,
    author: Option<&'a str>,
    capacity: Option<String>,
    document: Option<&'a str>,
    document_title: Option<&'a str>,
    section: Option<u32>,
    post: Option<&'a str>,
    themes: &'a [String],
    date: Option<&'a str>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    confidence: Option<crate::corpus::Confidence>,
    support: Option<crate::corpus::Support>,
    sources: Vec<Origin>,
    note: Option<&'a str>,
    #[serde(flatten)]
    own: Value,
}

/// An item as JSON. A document has its `sections`, a section its `passages`, each of them items in the order of the source.
pub fn of<'a>(corpus: &'a Corpus, item: &'a Item<'a>) -> Record<'a> {
    let entry = export::Entry::of(corpus, item);
    Record {
        r#ref: entry.reference,
        kind: item.kind,
        title: &item.title,
        text: &item.text,
        speaker: item.speaker.map(|person| person.id.as_str()),
        speaker_name: item.speaker.map(|person| person.name.as_str()),
        author: item.document.map(|document| corpus.author_name(document)),
        capacity: export::capacity(item),
        document: item.document.map(|document| document.id.as_str()),
        document_title: item.document.map(|document| document.title.as_str()),
        section: item.section.map(|section| section.number),
        post: item.post.map(|post| post.id.as_str()),
        themes: item.themes,
        date: item.date,
        publisher: item.document.and_then(|document| document.publisher.as_deref()),
        url: item.document.and_then(|document| document.url.as_deref()),
        confidence: item.standing.map(|standing| standing.confidence),
        support: item.standing.and_then(|standing| standing.support),
        sources: entry.sources,
        note: item.note,
        own: own(corpus, item),
    }
}

/// The item at a place as a JSON value.
pub fn at(corpus: &Corpus, place: Place) -> Value {
    let item = corpus.item(place);
    // The shape above holds nothing that JSON cannot.
    serde_json::to_value(of(corpus, &item)).unwrap_or_default()
}

/// What only this kind of item has.
fn own(corpus: &Corpus, item: &Item<'_>) -> Value {
    match item.place {
        Place::Conference(at) => {
            let conference = corpus.conference_at(at);
            json!({
                "name": conference.name, "abbreviation": conference.abbreviation, "organization": conference.organization,
                "place": conference.place, "venue": conference.venue, "start_date": conference.start_date,
                "end_date": conference.end_date, "theme": conference.theme, "chair": conference.chair,
                "summary": conference.summary,
            })
        }
        Place::Post(at) => post(corpus, &corpus.posts[at as usize]),
        Place::Person(at) => person(corpus, &corpus.people[at as usize]),
        Place::Ballot(at) => ballot(corpus, &corpus.ballots[at as usize]),
        Place::Priority(at) => {
            let priority = &corpus.priorities[at as usize];
            json!({
                "id": priority.id, "holder": priority.holder, "rank": priority.rank, "summary": priority.summary,
                "evidence": priority.evidence,
            })
        }
        Place::Theme(at) => {
            let theme = &corpus.themes[at as usize];
            json!({"id": theme.id, "label": theme.label, "description": theme.description, "passages": on_theme(corpus, &theme.id)})
        }
        Place::Fact(at) => json!({"id": corpus.facts[at as usize].id}),
        Place::Timeline(at) => {
            let entry = &corpus.timeline[at as usize];
            json!({"id": entry.number, "label": entry.label, "posts": entry.posts})
        }
        Place::Document(at) => {
            let own = &corpus.documents[at as usize];
            let sections: Vec<Value> = places(&own.sections)
                .map(|section| self::at(corpus, Place::Section { document: at, section }))
                .collect();
            with(document(own), "sections", sections.into())
        }
        Place::Section { document, section } => {
            let own: &Section = &corpus.documents[document as usize].sections[section as usize];
            let passages: Vec<Value> = (0..)
                .take(own.passages.len())
                .map(|passage| self::at(corpus, Place::Passage { document, section, passage }))
                .collect();
            json!({"number": own.number, "heading": own.heading, "question": own.question, "passages": passages})
        }
        Place::Passage { .. } => {
            let passage: Option<&Passage> = item.passage;
            json!({
                "number": passage.map(|passage| passage.number), "pull_quote": passage.map(|passage| passage.pull_quote),
                "prefix": passage.and_then(|passage| passage.prefix.as_deref()),
                "suffix": passage.and_then(|passage| passage.suffix.as_deref()),
            })
        }
    }
}

fn places<T>(records: &[T]) -> impl Iterator<Item = u32> {
    (0..).take(records.len())
}

fn with(mut record: Value, key: &str, value: Value) -> Value {
    record[key] = value;
    record
}

/// References of the points and quotes on a theme, in the order of the corpus.
pub fn on_theme(corpus: &Corpus, theme: &str) -> Vec<String> {
    corpus
        .places()
        .filter(|place| matches!(place, Place::Passage { .. }))
        .filter(|place| corpus.item(*place).themes.iter().any(|id| id == theme))
        .map(|place| corpus.reference(place).to_string())
        .collect()
}

/// A person's own fields.
pub fn person(corpus: &Corpus, person: &crate::corpus::Person) -> Value {
    let candidacies: Vec<Value> = corpus.candidacies_of(&person.id).map(|own| candidacy(corpus, own)).collect();
    let documents: Vec<&str> = corpus
        .documents
        .iter()
        .filter(|document| document.speaker.as_deref() == Some(&person.id))
        .map(|document| document.id.as_str())
        .collect();
    let roles: Vec<Value> = person
        .roles
        .iter()
        .map(|role| {
            json!({
                "label": role.label, "confidence": role.standing.confidence, "support": role.standing.support,
                "sources": role.standing.sources,
            })
        })
        .collect();
    json!({
        "id": person.id, "name": person.name, "sort_name": person.sort_name, "country": person.country,
        "roles": roles, "candidacies": candidacies, "documents": documents,
    })
}

/// A post's own fields.
pub fn post(corpus: &Corpus, post: &crate::corpus::Post) -> Value {
    let candidacies: Vec<Value> = corpus.candidacies_for(&post.id).map(|own| candidacy(corpus, own)).collect();
    let ballots: Vec<String> = corpus.ballots_for(&post.id).map(ballot_id).collect();
    json!({
        "id": post.id, "label": post.label, "abbreviation": post.abbreviation, "organization": post.organization,
        "area": post.area, "seats": post.seats, "order": post.order, "term": post.term, "candidacies": candidacies,
        "ballots": ballots,
    })
}

/// A candidacy. It has no reference of its own; its person and its post have.
pub fn candidacy(corpus: &Corpus, candidacy: &Candidacy) -> Value {
    json!({
        "id": candidacy.id, "post": candidacy.post, "person": candidacy.person,
        "name": corpus.candidate_name(candidacy), "nominated_by": candidacy.nominated_by, "outcome": candidacy.outcome,
        "document": candidacy.document, "note": candidacy.note, "confidence": candidacy.standing.confidence,
        "support": candidacy.standing.support, "sources": candidacy.standing.sources,
    })
}

fn ballot_id(ballot: &crate::corpus::Ballot) -> String {
    format!("{}.{}", ballot.post, ballot.round)
}

/// A ballot's own fields.
pub fn ballot(corpus: &Corpus, ballot: &crate::corpus::Ballot) -> Value {
    let votes: Vec<Value> = ballot
        .votes
        .iter()
        .map(|vote| {
            let standing = vote.standing.as_ref().unwrap_or(&ballot.standing);
            let candidacy = corpus.candidacy(&vote.candidacy);
            json!({
                "candidacy": vote.candidacy, "person": candidacy.and_then(|candidacy| candidacy.person.as_deref()),
                "name": candidacy.map(|candidacy| corpus.candidate_name(candidacy)), "votes": vote.votes,
                "confidence": standing.confidence, "support": standing.support, "sources": standing.sources,
            })
        })
        .collect();
    json!({
        "id": ballot_id(ballot), "round": ballot.round, "time": ballot.time,
        "present_and_voting": ballot.present_and_voting, "counted": ballot.counted,
        "required_majority": ballot.required_majority, "votes": votes,
    })
}

/// A document's own fields, without its sections.
pub fn document(document: &Document) -> Value {
    json!({
        "id": document.id, "document_kind": document.kind, "language": document.language,
        "rights": {
            "holder": document.rights.holder, "licence": document.rights.licence,
            "statement": document.rights.statement,
        },
        "source_file": document.source.as_ref().map(|source| &source.file),
        "sha256": document.source.as_ref().map(|source| &source.sha256),
    })
}
