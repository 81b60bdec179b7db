//! The editor of a note: a few lines of text over the screen, moved through as they are seen, edited by grapheme.

use std::ops::Range;

use ratatui::layout::{Position, Rect, Size};
use unicode_segmentation::UnicodeSegmentation;

use super::{App, Effect, Overlay};
use crate::brief::{Change, Kept};
use crate::keymap::{Action, Edit};
use crate::text::sanitize::sanitize;
use crate::text::wrap;

/// The longest note that is taken, in bytes: beyond it typing and pasting do nothing.
const LIMIT: usize = 16 * 1024;

/// A note being written.
#[derive(Debug, Clone)]
pub(crate) struct NoteEditor {
    /// What it is about: as it is kept, or to be kept with the note.
    pub kept: Box<Kept>,
    lines: Vec<String>,
    /// Where the cursor is: the line, and the byte in it.
    cursor: (usize, usize),
}

/// A line on the screen: the line of the note that it is a part of, and the bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub line: usize,
    pub text: Range<usize>,
}

impl NoteEditor {
    fn new(kept: Kept) -> NoteEditor {
        let lines: Vec<String> = kept.note().unwrap_or_default().split('\n').map(str::to_owned).collect();
        let last = lines.len() - 1;
        let cursor = (last, lines[last].len());
        NoteEditor { kept: Box::new(kept), lines, cursor }
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
        &self.lines
    }

    /// The lines as they are broken at a width in cells.
    pub(crate) fn rows(&self, width: usize) -> Vec<Row> {
        let broken =
            |(line, text): (usize, &String)| wrap::wrap(text, width).into_iter().map(move |text| Row { line, text });
        self.lines().iter().enumerate().flat_map(broken).collect()
    }

    /// Where the cursor is among rows: cells from the left, rows from the top.
    pub(crate) fn cursor_in(&self, rows: &[Row], width: usize) -> Position {
        let (line, at) = self.cursor;
        let row = rows.iter().rposition(|row| row.line == line && row.text.start <= at).unwrap_or(0);
        let before = rows.get(row).map_or("", |row| &self.lines()[line][row.text.start.min(at)..at]);
        let x = wrap::width(before).min(width.saturating_sub(1));
        Position::new(u16::try_from(x).unwrap_or(u16::MAX), u16::try_from(row).unwrap_or(u16::MAX))
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
        self.cursor = (row.line, row.text.start + offset);
    }

    /// The place one grapheme further to the left, the end of the line before among them.
    fn left(&self) -> (usize, usize) {
        let (line, at) = self.cursor;
        match self.lines[line][..at].graphemes(true).next_back() {
            Some(grapheme) => (line, at - grapheme.len()),
            None if line > 0 => (line - 1, self.lines[line - 1].len()),
            None => (line, at),
        }
    }

    /// The place one grapheme further to the right.
    fn right(&self) -> (usize, usize) {
        let (line, at) = self.cursor;
        match self.lines[line][at..].graphemes(true).next() {
            Some(grapheme) => (line, at + grapheme.len()),
            None if line + 1 < self.lines.len() => (line + 1, 0),
            None => (line, at),
        }
    }

    /// Where the word before the cursor begins; at the start of a line that is the end of the line before.
    fn word(&self) -> (usize, usize) {
        let kind = |c: char| if c.is_whitespace() { 0 } else { 1 + u8::from(c.is_ascii_punctuation()) };
        let (line, at) = self.cursor;
        let before = &self.lines[line][..at];
        let word = before.trim_end();
        match word.chars().next_back() {
            Some(last) => (line, word.trim_end_matches(|c| kind(c) == kind(last)).len()),
            None if at > 0 => (line, 0),
            None => self.left(),
        }
    }

    /// Takes out what lies between two places, in their order.
    fn delete(&mut self, from: (usize, usize), to: (usize, usize)) {
        let rest = self.lines[to.0].split_off(to.1);
        self.lines.drain(from.0 + 1..=to.0);
        self.lines[from.0].truncate(from.1);
        self.lines[from.0].push_str(&rest);
        self.cursor = from;
    }

    fn edit(&mut self, action: Action, width: usize) {
        let (line, at) = self.cursor;
        match action {
            Action::Up | Action::Down => self.step(width, action == Action::Down),
            Action::NewLine => {
                let rest = self.lines[line].split_off(at);
                self.lines.insert(line + 1, rest);
                self.cursor = (line + 1, 0);
            }
            Action::Edit(Edit::Start) => self.cursor = (line, 0),
            Action::Edit(Edit::End) => self.cursor = (line, self.lines[line].len()),
            Action::Edit(Edit::Left) => self.cursor = self.left(),
            Action::Edit(Edit::Right) => self.cursor = self.right(),
            Action::Edit(Edit::DeleteWord) => self.delete(self.word(), (line, at)),
            Action::Edit(Edit::DeleteLine) if at > 0 => self.delete((line, 0), (line, at)),
            Action::Edit(Edit::DeleteLine | Edit::Backspace) => self.delete(self.left(), (line, at)),
            Action::Edit(Edit::Delete) => self.delete((line, at), self.right()),
            _ => {}
        }
    }

    /// Types a text at the cursor, without what a terminal should never see.
    pub(super) fn insert(&mut self, typed: &str) {
        let length: usize = self.lines().iter().map(|line| line.len() + 1).sum();
        if length + typed.len() <= LIMIT {
            let typed = sanitize(typed);
            let (line, at) = self.cursor;
            self.lines[line].insert_str(at, &typed);
            self.cursor = (line, at + typed.len());
        }
    }

    /// The change that writes the note, if it is another one than before.
    fn change(self) -> Option<Change> {
        let lines: Vec<_> = self.lines.iter().map(|line| sanitize(line.trim_end())).collect();
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
