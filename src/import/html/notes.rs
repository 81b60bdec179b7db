//! Footnotes of web pages: what begins with a link back to its mark, or is the item of a list of notes.

use std::collections::HashSet;

use super::Piece;
use super::tokens::Tag;
use crate::import::block::{Shape, marks};

/// What may be a footnote: the number it is shown under, which the text of the block begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The words of the link that the block begins with.
    words: String,
    /// Whether that link is still open.
    open: bool,
    /// The number of the item, where it is one of a list of notes.
    item: Option<String>,
}

impl Lead {
    /// A link begins; `fresh` says whether nothing stands before it in the block.
    pub(super) fn begin_link(&mut self, tag: &Tag, fresh: bool) {
        self.open = fresh && tag.attribute("href").is_some_and(|href| href.starts_with('#'));
    }

    pub(super) fn characters(&mut self, text: &str) {
        if self.open {
            self.words.push_str(text);
        }
    }

    pub(super) fn end_link(&mut self) {
        self.open = false;
    }

    /// An item of a list begins, with that number.
    pub(super) fn begin_item(&mut self, tag: &Tag, number: Option<&str>) {
        let id = tag.attribute("id").unwrap_or_default().to_ascii_lowercase();
        let is_note = ["fn", "footnote", "endnote", "cite_note"].iter().any(|name| id.starts_with(name));
        self.item = number.filter(|_| is_note).map(|number| number.trim_end_matches('.').to_owned());
    }

    /// The number of the note that the block is, if it is one.
    pub(super) fn take(&mut self) -> Option<String> {
        let Lead { words, item, .. } = std::mem::take(self);
        let digits = words.trim_matches(|c: char| c.is_whitespace() || "[]().^".contains(c));
        let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.to_owned()).or(item)
    }
}

/// Makes notes of the blocks that may be some, if the text before them refers to them.
pub(super) fn settle(pieces: &mut [Piece]) {
    let mut known: HashSet<String> = HashSet::new();
    for piece in pieces {
        let note = piece.note.take().filter(|number| known.contains(number));
        known.extend(marks(&piece.block.text).map(str::to_owned));
        let Some(number) = note else { continue };
        let text = piece.block.text.trim_start_matches(['[', '(', '^']);
        let text = text.strip_prefix(number.as_str()).unwrap_or(text);
        let text = text.trim_start_matches([']', ')', '.', ' ']).trim_end_matches(['↩', '↑', '^', '\u{fe0e}', ' ']);
        piece.block.text = format!("{number}: {text}");
        piece.block.shape = Shape::Note;
    }
}
