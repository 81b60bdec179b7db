//! Pages: text in its roles, marks, bars.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Look, put, put_right, restyle};
use crate::app::page::{Bar, Block, Line, MARGIN, Role};
use crate::app::panes::{Panes, Shape};
use crate::app::reader::Reader;
use crate::app::window::Shown;
use crate::app::{App, Focus};
use crate::keymap::Tab;
use crate::text::wrap;

/// Draws the page, or the pages side by side; returns where the selected block of the one with the keys begins.
pub(super) fn draw(app: &App, look: &Look, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let columns = matches!(app.shape(), Shape::Columns(_));
    let mut cursor = None;
    for (at, (shown, area)) in app.shown().iter().zip(&panes.pages).enumerate() {
        let has_keys = at == app.column();
        let reader = match &app.compare {
            Some(compare) if columns => compare.readers.get(at).unwrap_or(app.reader()),
            _ => app.reader(),
        };
        let focused = has_keys && (columns || app.focus() == Focus::Page);
        let marked = focused || app.tab == Tab::Search;
        let found = draw_one(look, *area, shown, reader, marked, buffer);
        if focused {
            cursor = found;
        }
    }
    cursor
}

/// Draws one page in an area, its selected block marked if `marked`; returns where that begins.
pub(super) fn draw_one(
    look: &Look,
    area: Rect,
    shown: &Shown,
    reader: &Reader,
    marked: bool,
    buffer: &mut Buffer,
) -> Option<Position> {
    let Shown { page, layout, .. } = shown;
    let found: Vec<_> = shown.found_here().collect();
    let top = reader.top(layout, usize::from(area.height));
    let current = reader.find.as_ref().map(|find| find.at);
    let mut cursor = None;
    for (line, y) in layout.lines.iter().skip(top).zip(area.top()..area.bottom()) {
        let block = &page.blocks[line.block];
        let first = layout.lines[layout.starts[line.block]] == *line;
        let row = Rect { y, height: 1, ..area };
        if marked && line.block == reader.block && block.stop {
            let glyph = if first { look.glyphs.selected } else { look.glyphs.selected_more };
            let mark = Position::new(area.x + 1, y);
            put(buffer, mark, 1, glyph, look.theme.mark);
            cursor = cursor.or(Some(mark));
        }
        if first && block.kept {
            put(buffer, Position::new(area.x, y), 1, look.glyphs.kept, look.theme.mark);
        }
        draw_line(look, row, layout.width, block, line, first, buffer);
        let start = text_start(block.role, area.x);
        let mark = |buffer: &mut Buffer, range: &Range<usize>, style: Style| {
            let (from, to) = (range.start.max(line.text.start), range.end.min(line.text.end));
            if from < to {
                let before = u16::try_from(wrap::width(&block.text[line.text.start..from])).unwrap_or(u16::MAX);
                let width = u16::try_from(wrap::width(&block.text[from..to])).unwrap_or(u16::MAX);
                restyle(buffer, Position::new(start.saturating_add(before), y), width, style);
            }
        };
        for range in &block.marks {
            mark(buffer, range, look.theme.found);
        }
        for (at, _, text) in found.iter().filter(|(_, block, _)| *block == line.block) {
            let style = if Some(*at) == current { look.theme.selected } else { look.theme.found };
            mark(buffer, text, style);
        }
    }
    cursor
}

/// The column that the text of a role begins in.
fn text_start(role: Role, x: u16) -> u16 {
    match role {
        Role::Title | Role::Heading => x + MARGIN - 1,
        Role::Quote | Role::Headline => x + MARGIN + 1,
        _ => x + MARGIN,
    }
}

fn draw_line(look: &Look, row: Rect, width: u16, block: &Block, line: &Line, first: bool, buffer: &mut Buffer) {
    let (theme, glyphs) = (&look.theme, &look.glyphs);
    let style = match block.role {
        Role::Title | Role::Headline => theme.title,
        Role::Heading => theme.heading,
        Role::Note => theme.note,
        _ => theme.text,
    };
    if let Role::Bar(bar) = block.role {
        draw_bar(
            look,
            Rect { x: row.x + MARGIN, width: width.min(row.width.saturating_sub(MARGIN)), ..row },
            block,
            bar,
            buffer,
        );
        return;
    }
    let x = text_start(block.role, row.x);
    let text = &block.text[line.text.clone()];
    if first && block.role == Role::Point {
        put(buffer, Position::new(row.x + 2, row.y), 1, glyphs.bullet, theme.text);
    }
    if first && block.role.is_quote() {
        put(buffer, Position::new(x - 1, row.y), 1, glyphs.quotes[0], theme.text);
    }
    let end = x + put(buffer, Position::new(x, row.y), row.right().saturating_sub(x), text, style);
    let last_of_text = line.text.end == block.text.len() && (block.text.is_empty() || !line.text.is_empty());
    if block.role.is_quote() && last_of_text {
        put(buffer, Position::new(end, row.y), 1, glyphs.quotes[1], theme.text);
    }
    if line.label {
        let labelled = Rect { width: (MARGIN + width).min(row.width), ..row };
        put_right(buffer, labelled, &block.label, theme.note);
    }
}

/// A label, a bar with the place of the majority in it, and the number of votes.
fn draw_bar(look: &Look, row: Rect, block: &Block, bar: Bar, buffer: &mut Buffer) {
    const NUMBER: u16 = 5;
    let (theme, glyphs) = (&look.theme, &look.glyphs);
    if bar.elected {
        put(buffer, Position::new(row.x.saturating_sub(2), row.y), 1, glyphs.elected, theme.mark);
    }
    let label = bar.label_width.min(row.width * 2 / 5);
    put(buffer, Position::new(row.x, row.y), label, &block.text, theme.text);
    let x = row.x + label + 1;
    let room = row.width.saturating_sub(label + 1 + NUMBER);
    let cells = |votes: u32| {
        let share = u64::from(votes) * u64::from(room) / u64::from(bar.full.max(1));
        u16::try_from(share).unwrap_or(room).min(room)
    };
    let Some(votes) = bar.votes else {
        put(buffer, Position::new(x, row.y), row.right().saturating_sub(x), "votes not known", theme.note);
        return;
    };
    for cell in 0..cells(votes) {
        put(buffer, Position::new(x + cell, row.y), 1, glyphs.bar, theme.bar);
    }
    if let Some(majority) = bar.majority.filter(|_| room > 0) {
        let at = cells(majority).min(room - 1);
        put(buffer, Position::new(x + at, row.y), 1, glyphs.majority, theme.heading);
    }
    let number = Rect { x: x + room, width: NUMBER, ..row };
    put_right(buffer, number.intersection(row), &votes.to_string(), theme.title);
}
