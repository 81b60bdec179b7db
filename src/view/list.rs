//! The list of a tab.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, put, put_right, restyle};
use crate::app::row::Row;
use crate::app::{App, Focus};
use crate::text::wrap;

/// Cells before the text of a row: a space, the mark of the selected row, the mark of a kept one.
const MARGIN: u16 = 3;

/// Draws the visible rows; returns where the selected one is.
pub(super) fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let list = app.list();
    let height = app.row_height();
    let rows = app.list_rows();
    let first = list.first(rows);
    let mut cursor = None;
    for (at, entry) in list.entries.iter().enumerate().skip(first).take(rows) {
        let y = area.y + u16::try_from(at - first).unwrap_or(0) * height;
        let lines = Rect { y, height: height.min(area.bottom() - y), ..area };
        let selected = at == list.selected && entry.is_item();
        draw_row(look, lines, &app.row(*entry), buffer);
        if selected {
            let mark = Position::new(area.x + 1, y);
            put(buffer, mark, 1, look.glyphs.selected, look.theme.mark);
            let focused = app.focus() == Focus::List;
            let style = if focused { look.theme.selected } else { look.theme.resting };
            restyle(buffer, Position::new(area.x, y), area.width, style);
            cursor = Some(mark);
        }
    }
    cursor
}

fn draw_row(look: &Look, area: Rect, row: &Row, buffer: &mut Buffer) {
    let theme = &look.theme;
    if row.heading {
        let room = area.width.saturating_sub(2);
        put(buffer, Position::new(area.x + 1, area.y), room, &row.text, theme.heading);
        return;
    }
    if row.kept {
        put(buffer, Position::new(area.x + 2, area.y), 1, look.glyphs.kept, theme.mark);
    }
    let line = Rect { x: area.x + MARGIN, width: area.width.saturating_sub(MARGIN + 1), height: 1, ..area };
    let tail = put_right(buffer, line, &row.tail, theme.note);
    let room = line.width.saturating_sub(row.indent + if tail > 0 { tail + 1 } else { 0 });
    put(buffer, Position::new(line.x + row.indent, line.y), room, &row.text, theme.text);
    if area.height < 2 || row.second.is_empty() {
        return;
    }
    let below = Position::new(line.x, line.y + 1);
    put(buffer, below, line.width, &row.second, theme.text);
    for mark in &row.marks {
        let before = wrap::width(&row.second[..mark.start]);
        let width = wrap::width(&row.second[mark.clone()]);
        // The last cell holds the ellipsis of a line that was cut.
        let cut = wrap::width(&row.second) > usize::from(line.width);
        let end = usize::from(line.width) - usize::from(cut);
        if before < end {
            let x = line.x + u16::try_from(before).unwrap_or(0);
            let width = u16::try_from(width.min(end - before)).unwrap_or(0);
            restyle(buffer, Position::new(x, below.y), width, theme.found);
        }
    }
}
