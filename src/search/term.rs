//! A word of the dictionary that answers a word of the query.

use super::How;

/// What a word with one wrong letter is worth.
pub(super) const ONE_EDIT: f32 = 0.6;

/// A word of the dictionary that answers a word of the query.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub number: u32,
    /// From 0 to 1.
    pub weight: f32,
    pub how: How,
    /// The word, where it is not the one that was typed.
    pub written: Option<String>,
}

impl Term {
    /// Whether it is the word as it was typed, but for an s.
    pub fn as_it_stands(&self) -> bool {
        self.how == How::Exact || self.weight > ONE_EDIT
    }
}
