//! A line being typed, edited by grapheme.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::sanitize::sanitize;

/// The longest line that is taken, in bytes: what is typed or pasted beyond it is left out.
const LIMIT: usize = 1024;

/// The text and the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Input {
    pub text: String,
    /// Byte offset, always on a grapheme border.
    pub cursor: usize,
}

impl Input {
    /// An input that holds a text, the cursor behind it.
    pub(crate) fn new(text: impl Into<String>) -> Input {
        let text = text.into();
        Input { cursor: text.len(), text }
    }

    /// Types a text at the cursor, white space of any kind as a space. What could steer a terminal is not typed at all, nor are marks without end.
    pub(crate) fn insert(&mut self, typed: &str) {
        let typed: String = typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let typed = sanitize(&typed);
        let room = LIMIT.saturating_sub(self.text.len());
        let ends = typed.grapheme_indices(true).map(|(start, grapheme)| start + grapheme.len());
        let taken = ends.take_while(|end| *end <= room).last().unwrap_or(0);
        let (before, after) = self.text.split_at(self.cursor);
        let before = format!("{before}{}", &typed[..taken]);
        let cursor = sanitize(&before).len();
        let text = sanitize(&format!("{before}{after}")).into_owned();
        if text.len() <= LIMIT {
            self.text = text;
            // A combining mark joins the letter before it, so the border is looked for anew.
            self.cursor = self.border_from(cursor);
        }
    }

    fn border_from(&self, at: usize) -> usize {
        self.text.grapheme_indices(true).map(|(start, _)| start).find(|start| *start >= at).unwrap_or(self.text.len())
    }

    fn left(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    pub(crate) fn cursor_left(&mut self) {
        self.cursor = self.left();
    }

    pub(crate) fn cursor_right(&mut self) {
        self.cursor = self.right();
    }

    pub(crate) fn cursor_start(&mut self) {
        self.cursor = 0;
    }

    pub(crate) fn cursor_end(&mut self) {
        self.cursor = self.text.len();
    }

    fn delete_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = self.border_from(start);
    }

    pub(crate) fn backspace(&mut self) {
        self.delete_from(self.left());
    }

    pub(crate) fn delete(&mut self) {
        let end = self.right();
        self.text.replace_range(self.cursor..end, "");
        self.cursor = self.border_from(self.cursor);
    }

    pub(crate) fn delete_line(&mut self) {
        self.delete_from(0);
    }

    pub(crate) fn delete_word(&mut self) {
        let before = self.text[..self.cursor].trim_end();
        let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
        self.delete_from(start);
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, LIMIT};
    use proptest::prelude::*;

    #[test]
    fn a_letter_is_deleted_whole() {
        let mut input = Input::new("Sarmas\u{327}");
        input.backspace();
        assert_eq!(input.text, "Sarma");
        let mut input = Input::new("two-term limit  ");
        input.delete_word();
        assert_eq!(input.text, "two-term ");
    }

    #[test]
    fn a_paragraph_that_is_too_long_is_taken_as_far_as_it_goes() {
        let mut input = Input::new("by:lee ");
        input.insert(&"gap é ".repeat(1000));
        assert!(input.text.starts_with("by:lee gap é gap é") && input.text.len() <= LIMIT);
        assert!(input.text.len() > LIMIT - 4 && input.cursor == input.text.len());
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_on_a_border(steps in prop::collection::vec((0u8..9, "\\PC{0,3}"), 0..40)) {
            let mut input = Input::default();
            for (step, typed) in steps {
                match step {
                    0 => input.backspace(),
                    1 => input.delete(),
                    2 => input.cursor_left(),
                    3 => input.cursor_right(),
                    4 => input.delete_word(),
                    5 => input.cursor_start(),
                    _ => input.insert(&typed),
                }
                prop_assert!(input.text.is_char_boundary(input.cursor));
            }
        }
    }
}
