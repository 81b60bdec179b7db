//! What is laid over the screen: a framed choice or page, or words alone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::{Look, cut, page, put, put_right, restyle};
use crate::app::App;
use crate::app::note::NoteEditor;
use crate::app::overlay::{Choice, Overlay};
use crate::app::panes;
use crate::text::wrap;

/// Draws a choice or a page in a frame; returns where its selection is.
pub(super) fn draw(app: &App, look: &Look, overlay: &Overlay, buffer: &mut Buffer) -> Option<Position> {
    let size = Size::new(buffer.area.width, buffer.area.height);
    let height = app.overlay_height();
    match overlay {
        Overlay::Choice(choice) => {
            let inner = frame(look, panes::overlay(size, height), choice.title, buffer);
            draw_choice(look, inner, choice, buffer)
        }
        Overlay::Page { title, shown, reader } => {
            let inner = frame(look, panes::overlay(size, height), title, buffer);
            page::draw_one(look, inner, shown, reader, true, buffer)
        }
        Overlay::Note(editor) => {
            let title = format!("Note on {}", editor.kept.entry.reference);
            let inner = frame(look, NoteEditor::area(size), &title, buffer);
            Some(draw_note(look, inner, editor, NoteEditor::width(size), buffer))
        }
        Overlay::Words(_) => None,
    }
}

/// Words from the first column on, nothing beside them, to be selected by hand.
pub(super) fn words(buffer: &mut Buffer, look: &Look, words: &str) {
    let area = buffer.area;
    for (line, y) in wrap::wrap(words, usize::from(area.width)).into_iter().zip(area.top()..area.bottom()) {
        put(buffer, Position::new(area.x, y), area.width, &words[line], look.theme.text);
    }
}

/// Clears an area and draws a frame with a title; returns what is within.
fn frame(look: &Look, area: Rect, title: &str, buffer: &mut Buffer) -> Rect {
    let (glyphs, style) = (&look.glyphs, look.theme.rule);
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        cut(buffer, Position::new(area.left(), y));
        cut(buffer, Position::new(area.right(), y));
        for x in area.left()..area.right() {
            let (top, bottom) = (y == area.top(), y + 1 == area.bottom());
            let (left, right) = (x == area.left(), x + 1 == area.right());
            let symbol = match (top, bottom, left, right) {
                (true, _, true, _) => glyphs.corners[0],
                (true, _, _, true) => glyphs.corners[1],
                (_, true, true, _) => glyphs.corners[2],
                (_, true, _, true) => glyphs.corners[3],
                (true, ..) | (_, true, ..) => glyphs.horizontal,
                (_, _, true, _) | (_, _, _, true) => glyphs.vertical,
                _ => " ",
            };
            buffer[(x, y)].reset();
            buffer[(x, y)].set_symbol(symbol).set_style(style);
        }
    }
    put(
        buffer,
        Position::new(area.x + 2, area.y),
        area.width.saturating_sub(4),
        &format!(" {title} "),
        look.theme.title,
    );
    Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2))
}

fn draw_choice(look: &Look, area: Rect, choice: &Choice, buffer: &mut Buffer) -> Option<Position> {
    let theme = &look.theme;
    let rows = usize::from(area.height);
    let first = (choice.selected + 1).saturating_sub(rows);
    let mut cursor = None;
    for ((at, row), y) in choice.rows.iter().enumerate().skip(first).zip(area.top()..area.bottom()) {
        let line = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
        let tail = put_right(buffer, line, &row.tail, theme.key);
        let check = match row.checked {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let room = line.width.saturating_sub(tail + 1);
        put(buffer, line.as_position(), room, &format!("{check}{}", row.label), theme.text);
        if at == choice.selected {
            restyle(buffer, Position::new(area.x, y), area.width, theme.selected);
            cursor = Some(line.as_position());
        }
    }
    cursor
}

/// The lines of a note around its cursor; returns where that is.
fn draw_note(look: &Look, area: Rect, editor: &NoteEditor, width: usize, buffer: &mut Buffer) -> Position {
    let rows = editor.rows(width);
    let cursor = editor.cursor_in(&rows, width);
    let top = (cursor.y + 1).saturating_sub(area.height);
    for (row, y) in rows.iter().skip(usize::from(top)).zip(area.top()..area.bottom()) {
        let text = &editor.lines()[row.line][row.text.clone()];
        put(buffer, Position::new(area.x + 1, y), area.width.saturating_sub(1), text, look.theme.text);
    }
    Position::new(area.x + 1 + cursor.x, area.y + cursor.y - top)
}
