//! A citation in one line of text, and its parts.

use super::{Entry, Origin};
use crate::corpus::Kind;
use crate::text::date;

/// The words of an entry as they are cited: a quote between quotation marks, all else as it is, a heading in front where the words alone
/// would not say what they are about.
#[must_use]
pub fn words(entry: &Entry) -> String {
    match entry.kind {
        Kind::Quote => format!("“{}”", entry.text),
        Kind::Point | Kind::Text | Kind::Fact => entry.text.clone(),
        _ if entry.text.is_empty() => entry.title.clone(),
        _ => format!("{}: {}", entry.title, entry.text),
    }
}

/// Who speaks: name, state and capacity (`Chaesub Lee (Republic of Korea), candidate for Deputy Secretary-General`); else who published it, or
/// that the author is not named. `None` for what no document says.
#[must_use]
pub fn who(entry: &Entry) -> Option<String> {
    let Some(speaker) = &entry.speaker else { return entry.author().map(str::to_owned) };
    entry.document.as_ref()?;
    let country = speaker.country.as_ref().map(|country| format!(" ({})", country.name)).unwrap_or_default();
    let capacity = speaker.capacity.as_ref().map(|capacity| format!(", {capacity}")).unwrap_or_default();
    Some(format!("{}{country}{capacity}", speaker.name))
}

/// A document or source in a few words: title, publisher, date, address, as far as known. `but` is a publisher that need not be named again.
#[must_use]
pub fn origin(origin: &Origin, but: Option<&str>) -> String {
    let publisher = origin.publisher.as_deref().filter(|publisher| Some(*publisher) != but);
    let date = origin.date.as_deref().map(date::long);
    let parts =
        [Some(origin.title.as_str()), publisher, Some(date.as_deref().unwrap_or("undated")), origin.url.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What stands behind the dash: who, in what, when, where, the reference and the edition of the corpus.
#[must_use]
pub fn attribution(entry: &Entry) -> String {
    let who = who(entry);
    let mut parts: Vec<String> = Vec::new();
    if let (Some(who), Kind::Point) = (&who, entry.kind) {
        parts.push(format!("after {who}"));
    } else {
        parts.extend(who);
    }
    if let Some(document) = &entry.document {
        parts.push(origin(document, if entry.speaker.is_none() { entry.author() } else { None }));
    }
    if !entry.sources.is_empty() {
        let sources: Vec<String> = entry.sources.iter().map(|source| origin(source, None)).collect();
        parts.push(format!("{}: {}", if sources.len() == 1 { "source" } else { "sources" }, sources.join("; ")));
    }
    parts.extend(entry.caution.as_ref().map(|caution| format!("({caution})")));
    parts.push(entry.reference.clone());
    parts.push(format!("{}, edition {}", entry.edition.title, entry.edition.edition));
    parts.join(", ")
}

/// The citation in one line: the words, a dash, and where they come from.
#[must_use]
pub fn plain(entry: &Entry) -> String {
    format!("{} — {}", words(entry), attribution(entry))
}
