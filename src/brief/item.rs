//! A passage that was kept: its words and its source as they were, and what stood around it, so that it can be found again.

use serde::Serialize;

use crate::corpus::{Corpus, Place};
use crate::export::Entry;

/// How much of what stands before and after a passage is kept with it, in characters.
const SURROUNDINGS: usize = 80;

/// One passage of a brief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kept {
    /// An id of its own, which stays when the reference changes.
    pub id: String,
    /// When it was kept, RFC 3339 in UTC; empty as long as it is not stored.
    pub kept_at: String,
    /// Its reference, words, source and note as they were when it was kept.
    #[serde(flatten)]
    pub entry: Entry,
    /// The end of what stands before it, or the heading above it.
    pub prefix: String,
    /// The beginning of what stands behind it.
    pub suffix: String,
}

impl Kept {
    /// The thing at a place of a corpus, to be kept under an id.
    ///
    /// # Panics
    /// If the place is not one of this corpus.
    #[must_use]
    pub fn of(corpus: &Corpus, place: Place, id: impl Into<String>) -> Kept {
        let (prefix, suffix) = surroundings(corpus, place);
        Kept { id: id.into(), kept_at: String::new(), entry: Entry::of(corpus, &corpus.item(place)), prefix, suffix }
    }

    /// The reader's note.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.entry.note.as_deref()
    }

    /// The same with a note.
    #[must_use]
    pub fn noted(self, note: Option<String>) -> Kept {
        Kept { entry: self.entry.noted(note), ..self }
    }

    /// Whether it is the same words under the same reference.
    #[must_use]
    pub fn is_same(&self, other: &Kept) -> bool {
        self.entry.reference == other.entry.reference && same_words(&self.entry.text, &other.entry.text)
    }
}

/// Whether two texts have the same words; how they are spaced does not matter.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}

/// What stands before and after a passage in its document. Nothing for what stands in no document.
pub(super) fn surroundings(corpus: &Corpus, place: Place) -> (String, String) {
    let Place::Passage { document, section, passage } = place else { return Default::default() };
    let record = &corpus.documents[document as usize].sections[section as usize];
    let at = passage as usize;
    let before = at.checked_sub(1).map_or(record.heading.as_str(), |before| &record.passages[before].text);
    let after = record.passages.get(at + 1).map_or("", |after| &after.text);
    let skipped = before.chars().count().saturating_sub(SURROUNDINGS);
    (before.chars().skip(skipped).collect(), after.chars().take(SURROUNDINGS).collect())
}
