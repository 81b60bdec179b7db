//! A citation in one line of text, and its parts.

use super::{Collection, Entry, Origin};
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

/// [`who`], and that a point is told in our words, not theirs.
#[must_use]
pub fn whose(entry: &Entry) -> Option<String> {
    let who = who(entry)?;
    let named = entry.speaker.is_some() || entry.document.as_ref().is_some_and(|document| document.publisher.is_some());
    Some(match entry.kind {
        Kind::Point if named => format!("in our words, after {who}"),
        Kind::Point => format!("in our words, {who}"),
        _ => who,
    })
}

/// How the parts of a citation are written, so that they stand in the same order everywhere.
pub(super) trait Markup {
    /// Words that mean themselves.
    fn text(&self, text: &str) -> String;
    /// The title of a document or source, and the way to it where a title can carry one.
    fn title(&self, title: &str, url: Option<&str>) -> String;
    /// An address in its own right, where a title cannot carry it.
    fn address(&self, url: &str) -> Option<String>;
    /// A reference.
    fn reference(&self, reference: &str) -> String;
}

struct Plain;

impl Markup for Plain {
    fn text(&self, text: &str) -> String {
        text.to_owned()
    }

    fn title(&self, title: &str, _url: Option<&str>) -> String {
        title.to_owned()
    }

    fn address(&self, url: &str) -> Option<String> {
        Some(url.to_owned())
    }

    fn reference(&self, reference: &str) -> String {
        reference.to_owned()
    }
}

/// A document or source in a few words: title, publisher, date, address, as far as known. `but` is a publisher that need not be named again.
#[must_use]
pub fn origin(origin: &Origin, but: Option<&str>) -> String {
    origin_in(&Plain, origin, but)
}

fn origin_in(markup: &impl Markup, origin: &Origin, but: Option<&str>) -> String {
    let url = origin.url.as_deref();
    let publisher = origin.publisher.as_deref().filter(|publisher| Some(*publisher) != but);
    let day = origin.date.as_deref().map_or_else(|| "undated".to_owned(), date::long);
    let parts = [
        Some(markup.title(&origin.title, url)),
        publisher.map(|publisher| markup.text(publisher)),
        Some(markup.text(&day)),
        url.and_then(|url| markup.address(url)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What stands behind the dash: who, in what, when, where, the reference and the edition of the corpus.
#[must_use]
pub fn attribution(entry: &Entry) -> String {
    attribution_in(&Plain, entry)
}

pub(super) fn attribution_in(markup: &impl Markup, entry: &Entry) -> String {
    let mut parts: Vec<String> = whose(entry).map(|whose| markup.text(&whose)).into_iter().collect();
    let author = if entry.speaker.is_none() { entry.author() } else { None };
    parts.extend(entry.document.as_ref().map(|document| origin_in(markup, document, author)));
    let sources: Vec<String> = entry.sources.iter().map(|source| origin_in(markup, source, None)).collect();
    if !sources.is_empty() {
        let label = if sources.len() == 1 { "source" } else { "sources" };
        parts.push(format!("{label}: {}", sources.join("; ")));
    }
    parts.extend(entry.caution.as_ref().map(|caution| format!("({})", markup.text(caution))));
    parts.push(markup.reference(&entry.reference));
    parts.push(markup.text(&format!("{}, edition {}", entry.edition.title, entry.edition.edition)));
    parts.join(", ")
}

/// The citation in one line: the words, a dash, and where they come from.
#[must_use]
pub fn plain(entry: &Entry) -> String {
    format!("{} — {}", words(entry), attribution(entry))
}

/// A collection in plain text: each citation on a line of its own, the reader's note indented under it.
#[must_use]
pub fn collection(collection: &Collection<'_>) -> String {
    let edition = &collection.edition;
    let mut text = format!(
        "{}\n{}, edition {}, {}\n",
        collection.title,
        edition.title,
        edition.edition,
        date::long(collection.date)
    );
    for entry in collection.entries {
        text.push('\n');
        text.push_str(&plain(entry));
        text.push('\n');
        for line in entry.note.iter().flat_map(|note| note.trim().lines()) {
            let indent = if line.trim().is_empty() { "" } else { "    " };
            text.push_str(indent);
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}
