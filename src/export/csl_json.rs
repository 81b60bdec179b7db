//! CSL-JSON: items for Zotero, pandoc and whatever else reads the Citation Style Language.

use serde_json::{Map, Value, json};

use super::{Entry, Origin, cite};
use crate::corpus::DocumentKind;

/// The entries as a CSL-JSON array, one item each.
#[must_use]
pub fn items(entries: &[Entry]) -> Value {
    entries.iter().map(item).collect()
}

/// The text of a CSL-JSON file.
#[must_use]
pub fn file(entries: &[Entry]) -> String {
    format!("{:#}\n", items(entries))
}

/// One entry. Its id is its reference; `abstract` holds the words, `note` the reference, the edition and the reader's note.
fn item(entry: &Entry) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            item.insert(key.to_owned(), value);
        }
    };
    put("id", entry.reference.clone().into());
    if let Some(document) = &entry.document {
        put("type", kind(document).into());
        put("title", document.title.clone().into());
        put("author", author(entry));
        put("publisher", document.publisher.clone().into());
        put("issued", document.date.as_deref().map_or(Value::Null, date));
        put("URL", document.url.clone().into());
        put("language", document.language.clone().into());
        put("genre", document.kind.map_or(Value::Null, |kind| kind.label().into()));
    } else {
        // What no document says is published by the corpus itself.
        put("type", "document".into());
        put("title", entry.title.clone().into());
        put("publisher", entry.edition.title.clone().into());
        put("issued", date(&entry.edition.edition));
        put("URL", entry.sources.first().and_then(|source| source.url.clone()).into());
    }
    put("abstract", cite::words(entry).into());
    put("note", note(entry).into());
    Value::Object(item)
}

fn kind(document: &Origin) -> &'static str {
    match document.kind {
        Some(DocumentKind::Article) => "article",
        Some(DocumentKind::PressRelease) => "webpage",
        Some(DocumentKind::Proposal) => "report",
        Some(DocumentKind::Statement) => "speech",
        // "interview" would be the word, but styles that take interviews for private letters print nothing for it.
        Some(DocumentKind::Interview) | None => "document",
    }
}

/// The speaker by family and given name; else the publisher as it stands; nothing where the author is not named.
fn author(entry: &Entry) -> Value {
    if let Some(speaker) = &entry.speaker {
        return match speaker.sort_name.split_once(", ") {
            Some((family, given)) => json!([{"family": family, "given": given}]),
            None => json!([{"literal": speaker.name}]),
        };
    }
    let publisher = entry.document.as_ref().and_then(|document| document.publisher.as_ref());
    publisher.map_or(Value::Null, |publisher| json!([{"literal": publisher}]))
}

/// A date of ISO 8601 form as CSL has it: as many parts as are known.
fn date(date: &str) -> Value {
    let parts: Option<Vec<u32>> = date.split('-').map(|part| part.parse().ok()).collect();
    parts.map_or(Value::Null, |parts| json!({"date-parts": [parts]}))
}

/// Where exactly the words stand, and what else is to be known.
pub(super) fn note(entry: &Entry) -> String {
    let capacity = entry.speaker.as_ref().and_then(|speaker| speaker.capacity.clone());
    let corpus = format!("{}, edition {}", entry.edition.title, entry.edition.edition);
    let sources: Vec<String> = entry.sources.iter().map(|source| cite::origin(source, None)).collect();
    let sources = (!sources.is_empty()).then(|| format!("Sources: {}", sources.join("; ")));
    let parts =
        [Some(entry.reference.clone()), capacity, Some(corpus), sources, entry.caution.clone(), entry.note.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}
