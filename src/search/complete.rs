//! Tab inside a filter.

use std::ops::Range;

use super::filter::{Key, parts, squeeze};
use super::index::Index;
use crate::corpus::Corpus;

/// What Tab offers inside a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of what was typed that a choice replaces.
    pub range: Range<usize>,
    /// The values that fit, each with a label for people; in the order of the corpus.
    pub choices: Vec<(String, String)>,
}

/// What Tab offers at a cursor (a byte of what was typed), if it stands in the value of a filter.
#[must_use]
pub fn complete(index: &Index, corpus: &Corpus, typed: &str, cursor: usize) -> Option<Completion> {
    let before = typed.get(..cursor)?;
    let start = before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let word = before[start..].trim_start_matches('-');
    let (key, value) = word.split_once(':')?;
    let key = Key::named(key)?;
    let fitting = parts(index.values.of(corpus, key), &squeeze(value));
    let choices: Vec<_> = fitting.into_iter().map(|(_, value)| (value.id.clone(), value.label.clone())).collect();
    (!choices.is_empty()).then_some(Completion { range: cursor - value.len()..cursor, choices })
}
