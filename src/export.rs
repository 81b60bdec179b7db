//! What leaves the program: citations, and a reader's own passages or the whole corpus in the forms that other tools take.
//!
//! There is one model for all of them: an [`Entry`] is a passage (or a person, a ballot, a fact …) with all that a citation of it needs and,
//! perhaps, a reader's note. It owns its words, so that it can also stand for something that the corpus at hand no longer has.

pub mod bibtex;
pub mod cite;
pub mod csl_json;
pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod popolo;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, CorpusPart, Country, DocumentKind, Item, Kind, PRINTED_HEADING, Place, Standing};

/// One thing that is cited or exported, with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Canonical reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// What it says, without quotation marks.
    pub text: String,
    /// Whose words they are, if that is known.
    pub speaker: Option<Speaker>,
    /// The document it stands in.
    pub document: Option<Origin>,
    /// Where a fact was read.
    #[serde(default)]
    pub sources: Vec<Origin>,
    /// Labels of its themes.
    #[serde(default)]
    pub themes: Vec<String>,
    /// `derived` or `one secondary source`, where a reader is to be told.
    pub caution: Option<String>,
    /// The corpus it comes from.
    pub edition: Edition,
    /// The reader's own note.
    pub note: Option<String>,
}

/// Entries with a title: what a reader takes along.
#[derive(Debug, Clone)]
pub struct Collection<'a> {
    /// Title of the whole.
    pub title: &'a str,
    /// Language of the corpus' own words, BCP 47.
    pub language: &'a str,
    /// The day it is made, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The corpus at hand.
    pub edition: Edition,
    /// The entries, in the reader's order.
    pub entries: &'a [Entry],
}

/// Who speaks, and in what capacity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Id of the person.
    pub id: String,
    /// Name as it is written.
    pub name: String,
    /// Family name first, as bibliographies want it.
    pub sort_name: String,
    /// The state the person is of.
    pub country: Option<Country>,
    /// In what capacity (`candidate for Secretary-General`).
    pub capacity: Option<String>,
}

/// A document or a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Its id in the corpus.
    pub id: String,
    /// What kind of document it is, if it is one.
    pub kind: Option<DocumentKind>,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, ISO 8601 to as much as is known.
    pub date: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Language, BCP 47.
    pub language: Option<String>,
}

/// Which edition of which corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Id of the corpus.
    pub id: String,
    /// Title of the corpus.
    pub title: String,
    /// Its edition, an ISO 8601 date.
    pub edition: String,
}

impl Edition {
    /// The edition of a corpus.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Edition {
        Edition { id: corpus.id.clone(), title: corpus.title.clone(), edition: corpus.edition.clone() }
    }

    /// The edition of what is at a place: of a corpus that was joined of several, of the part that it is from.
    #[must_use]
    pub fn at(corpus: &Corpus, place: Place) -> Edition {
        let of = |part: &CorpusPart| Edition {
            id: part.id.clone(),
            title: part.title.clone(),
            edition: part.edition.clone(),
        };
        corpus.part_at(place).map_or_else(|| Edition::of(corpus), of)
    }
}

impl Entry {
    /// The entry of an item of a corpus.
    #[must_use]
    pub fn of(corpus: &Corpus, item: &Item<'_>) -> Entry {
        let owned = |text: Option<&String>| text.cloned();
        let speaker = item.speaker.map(|person| Speaker {
            id: person.id.clone(),
            name: person.name.clone(),
            sort_name: person.sort_name.clone(),
            country: person.country.clone(),
            capacity: capacity(item),
        });
        let document = item.document.map(|document| Origin {
            id: document.id.clone(),
            kind: Some(document.kind),
            title: document.title.clone(),
            publisher: owned(document.publisher.as_ref()),
            date: owned(document.date.as_ref()),
            url: owned(document.url.as_ref()),
            language: Some(document.language.clone()),
        });
        let printed =
            (item.note == Some(PRINTED_HEADING)).then_some("question or heading as printed, not the speaker’s words");
        Entry {
            reference: corpus.reference(item.place).to_string(),
            kind: item.kind,
            title: item.title.to_string(),
            text: item.text.to_string(),
            speaker,
            document,
            sources: source_ids(corpus, item).iter().map(|id| origin(corpus, id)).collect(),
            themes: item.themes.iter().filter_map(|id| corpus.theme(id)).map(|theme| theme.label.clone()).collect(),
            caution: item.standing.and_then(Standing::caution).or(printed).map(str::to_owned),
            edition: Edition::at(corpus, item.place),
            note: None,
        }
    }

    /// Whether these are a speaker's own words, to stand between quotation marks.
    #[must_use]
    pub fn is_quote(&self) -> bool {
        self.kind == Kind::Quote
    }

    /// The same entry with a reader's note.
    #[must_use]
    pub fn noted(self, note: Option<String>) -> Entry {
        Entry { note: note.filter(|note| !note.trim().is_empty()), ..self }
    }

    /// The name it stands under: the speaker, else who published it, else "author not named"; nothing for what no document says.
    #[must_use]
    pub fn author(&self) -> Option<&str> {
        let document = self.document.as_ref()?;
        let speaker = self.speaker.as_ref().map(|speaker| speaker.name.as_str());
        Some(speaker.or(document.publisher.as_deref()).unwrap_or("author not named"))
    }
}

/// In what capacity the words of an item are spoken: as a candidate for the post it is about, else as the document says.
#[must_use]
pub fn capacity(item: &Item<'_>) -> Option<String> {
    let document = item.document?;
    item.post.map(|post| format!("candidate for {}", post.label)).or_else(|| document.capacity.clone())
}

/// Ids of the sources that an item rests on.
fn source_ids<'a>(corpus: &'a Corpus, item: &Item<'a>) -> &'a [String] {
    match (item.kind, item.standing) {
        (_, Some(standing)) => &standing.sources,
        (Kind::Person, None) => item.speaker.map_or(&[][..], |person| &person.sources),
        (Kind::Conference, None) => match item.place {
            Place::Conference(at) => &corpus.conference_at(at).sources,
            _ => &[],
        },
        _ => &[],
    }
}

/// A source by its id; `document:ID` names a document of the corpus.
#[must_use]
pub fn origin(corpus: &Corpus, id: &str) -> Origin {
    let document = id.strip_prefix("document:").and_then(|id| corpus.document(id));
    if let Some(document) = document {
        return Origin {
            id: id.to_owned(),
            kind: Some(document.kind),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            date: document.date.clone(),
            url: document.url.clone(),
            language: Some(document.language.clone()),
        };
    }
    let source = corpus.source(id);
    Origin {
        id: id.to_owned(),
        kind: None,
        title: source.map_or_else(|| id.to_owned(), |source| source.title.clone()),
        publisher: source.and_then(|source| source.publisher.clone()),
        date: source.and_then(|source| source.date.clone()),
        url: source.and_then(|source| source.url.clone()),
        language: None,
    }
}
