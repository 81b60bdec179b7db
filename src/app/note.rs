//! The editor of a note: a few lines of text over the screen, moved through as they are seen, edited by grapheme.

use std::ops::Range;

use ratatui::layout::{Position, Rect, Size};
use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use super::{App, Effect, Overlay};
use crate::brief::{Change, Kept};
use crate::keymap::Action;
use crate::text::sanitize::sanitize;
use crate::text::wrap;

/// The longest note that is taken, in bytes: beyond it typing and pasting do nothing.
const LIMIT: usize = 16 * 1024;

/// A note being written.
#[derive(Debug, Clone)]
pub(crate) struct NoteEditor {
    /// What it is about: as it is kept, or to be kept with the note.
    pub kept: Box<Kept>,
    text: TextArea<'static>,
}

/// A line on the screen: the line of the note that it is a part of, and the bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub line: usize,
    pub text: Range<usize>,
}

impl NoteEditor {
    fn new(kept: Kept) -> NoteEditor {
        let lines = kept.note().unwrap_or_default().split('\n').map(str::to_owned).collect();
        let mut text = TextArea::new(lines);
        text.move_cursor(CursorMove::Bottom);
        text.move_cursor(CursorMove::End);
        NoteEditor { kept: Box::new(kept), text }
    }

    /// The area of the editor on a screen, its frame included.
    pub(crate) fn area(size: Size) -> Rect {
        super::panes::overlay(size, usize::from(size.height / 2).max(3))
    }

    /// Cells that a line has on a screen.
    pub(crate) fn width(size: Size) -> usize {
        usize::from(NoteEditor::area(size).width.saturating_sub(4)).max(1)
    }

    /// The lines of the note.
    pub(crate) fn lines(&self) -> &[String] {
        self.text.lines()
    }

    /// The lines as they are broken at a width in cells.
    pub(crate) fn rows(&self, width: usize) -> Vec<Row> {
        let broken =
            |(line, text): (usize, &String)| wrap::wrap(text, width).into_iter().map(move |text| Row { line, text });
        self.lines().iter().enumerate().flat_map(broken).collect()
    }

    /// The line that the cursor is in and its byte offset there.
    fn cursor(&self) -> (usize, usize) {
        let cursor = self.text.cursor();
        let line = &self.lines()[cursor.0];
        (cursor.0, line.char_indices().nth(cursor.1).map_or(line.len(), |(at, _)| at))
    }

    /// Where the cursor is among rows: cells from the left, rows from the top.
    pub(crate) fn cursor_in(&self, rows: &[Row], width: usize) -> Position {
        let (line, at) = self.cursor();
        let row = rows.iter().rposition(|row| row.line == line && row.text.start <= at).unwrap_or(0);
        let before = rows.get(row).map_or("", |row| &self.lines()[line][row.text.start.min(at)..at]);
        let x = wrap::width(before).min(width.saturating_sub(1));
        Position::new(u16::try_from(x).unwrap_or(u16::MAX), u16::try_from(row).unwrap_or(u16::MAX))
    }

    fn jump(&mut self, line: usize, at: usize) {
        let column = self.lines()[line][..at].chars().count();
        let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.text.move_cursor(CursorMove::Jump(short(line), short(column)));
    }

    /// To the row above or below, as near to the same column as its graphemes allow.
    fn step(&mut self, width: usize, forward: bool) {
        let rows = self.rows(width);
        let at = self.cursor_in(&rows, width);
        let next = if forward { usize::from(at.y) + 1 } else { usize::from(at.y).wrapping_sub(1) };
        let Some(row) = rows.get(next) else { return };
        let text = &self.lines()[row.line][row.text.clone()];
        let mut cells = 0;
        let mut offset = 0;
        for grapheme in text.graphemes(true) {
            if cells >= usize::from(at.x) {
                break;
            }
            cells += wrap::grapheme_width(grapheme);
            offset += grapheme.len();
        }
        self.jump(row.line, row.text.start + offset);
    }

    /// How many characters the grapheme before the cursor has, or behind it.
    fn grapheme(&self, forward: bool) -> usize {
        let (line, at) = self.cursor();
        let text = &self.lines()[line];
        let grapheme = if forward { text[at..].graphemes(true).next() } else { text[..at].graphemes(true).next_back() };
        grapheme.map_or(1, |grapheme| grapheme.chars().count())
    }

    fn edit(&mut self, action: Action, width: usize) {
        let text = &mut self.text;
        match action {
            Action::Up | Action::Down => self.step(width, action == Action::Down),
            Action::NewLine => text.insert_newline(),
            Action::CursorStart => text.move_cursor(CursorMove::Head),
            Action::CursorEnd => text.move_cursor(CursorMove::End),
            Action::DeleteWord => drop(text.delete_word()),
            Action::DeleteLine => drop(text.delete_line_by_head()),
            Action::CursorLeft | Action::Backspace => {
                for _ in 0..self.grapheme(false) {
                    if action == Action::Backspace {
                        self.text.delete_char();
                    } else {
                        self.text.move_cursor(CursorMove::Back);
                    }
                }
            }
            Action::CursorRight | Action::Delete => {
                for _ in 0..self.grapheme(true) {
                    if action == Action::Delete {
                        self.text.delete_next_char();
                    } else {
                        self.text.move_cursor(CursorMove::Forward);
                    }
                }
            }
            _ => {}
        }
    }

    /// Types a text at the cursor, without what a terminal should never see.
    pub(super) fn insert(&mut self, typed: &str) {
        let length: usize = self.lines().iter().map(|line| line.len() + 1).sum();
        if length + typed.len() <= LIMIT {
            self.text.insert_str(sanitize(typed));
        }
    }

    /// The change that writes the note, if it is another one than before.
    fn change(self) -> Option<Change> {
        let lines: Vec<_> = self.text.lines().iter().map(|line| sanitize(line.trim_end())).collect();
        let note = Some(lines.join("\n").trim_end().to_owned()).filter(|note| !note.trim().is_empty());
        (note.as_deref() != self.kept.note()).then_some(Change::Note { kept: self.kept, note })
    }
}

impl App {
    /// Opens the editor on the note of what is selected.
    pub(super) fn open_note(&mut self) {
        if let Some(kept) = self.kept_or_new() {
            self.overlay = Some(Overlay::Note(Box::new(NoteEditor::new(kept))));
        }
    }

    /// Closes the editor, if it is open. The note is kept.
    pub(super) fn close_note(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Note(editor)) => {
                let reference = editor.kept.entry.reference.clone();
                let Some(change) = editor.change() else { return Vec::new() };
                let effects = self.change_brief(change);
                self.say(format!("{reference}: noted"));
                effects
            }
            other => {
                self.overlay = other;
                Vec::new()
            }
        }
    }

    /// Carries out an action in the editor.
    pub(super) fn update_note(&mut self, mut editor: Box<NoteEditor>, action: Action) {
        editor.edit(action, NoteEditor::width(self.size));
        self.overlay = Some(Overlay::Note(editor));
    }
}
