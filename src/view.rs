//! What the dashboard looks like: reads the app, changes nothing, knows no terminal.
//!
//! ```text
//! hustings · PP-22 Bucharest 2022                      3 in brief    header
//!  Candidates  Priorities  Quotes  Search  Documents  Votes  Brief   tabs
//! ─────────────────────────┬──────────────────────────────────────
//!  list                    │ page, grid or columns
//! ─────────────────────────┴──────────────────────────────────────
//!  hints, a message or a prompt                                      footer
//! ```

mod footer;
mod grid;
mod header;
mod list;
mod overlay;
mod page;
mod search;
pub mod theme;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

use crate::app::overlay::Overlay;
use crate::app::panes::{self, Panes, Shape};
use crate::app::{App, Focus};
use crate::text::wrap;
pub use theme::{Look, Palette};

/// Draws the whole screen.
pub fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, look.theme.text);
    if panes::too_small(Size::new(area.width, area.height)) {
        let needed = panes::SMALLEST;
        let notice = format!("{}×{} at least", needed.width, needed.height);
        for (line, y) in wrap::wrap(&notice, usize::from(area.width)).into_iter().zip(0..area.height) {
            put(frame.buffer_mut(), Position::new(0, y), area.width, &notice[line], look.theme.text);
        }
        return;
    }
    if let Some(Overlay::Words(words)) = &app.overlay {
        overlay::words(frame, look, words);
        return;
    }
    let panes = app.panes();
    let buffer = frame.buffer_mut();
    header::draw(app, look, &panes, buffer);
    rules(look, &panes, buffer);
    let mut cursor = None;
    if panes.list.area() > 0 {
        cursor = list::draw(app, look, panes.list, buffer);
    }
    if panes.input.area() > 0 {
        cursor = search::draw(app, look, panes.input, buffer).or(cursor);
    }
    let on_page = if app.in_grid() {
        grid::draw(app, look, panes.pages[0], buffer)
    } else {
        page::draw(app, look, &panes, buffer)
    };
    if app.focus() == Focus::Page || matches!(app.shape(), Shape::Columns(_)) {
        cursor = on_page;
    }
    cursor = footer::draw(app, look, panes.footer, buffer).or(cursor);
    if let Some(overlay) = &app.overlay {
        cursor = overlay::draw(app, look, overlay, buffer);
    }
    if let Some(cursor) = cursor.filter(|cursor| area.contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}

fn rules(look: &Look, panes: &Panes, buffer: &mut Buffer) {
    let (glyphs, style) = (&look.glyphs, look.theme.rule);
    for rule in [panes.upper_rule, panes.lower_rule] {
        for x in rule.left()..rule.right() {
            buffer[(x, rule.y)].set_symbol(glyphs.horizontal).set_style(style);
        }
    }
    for divider in &panes.dividers {
        for y in divider.top()..divider.bottom() {
            buffer[(divider.x, y)].set_symbol(glyphs.vertical).set_style(style);
        }
        if panes.upper_rule.area() > 0 && panes.upper_rule.bottom() == divider.top() {
            buffer[(divider.x, panes.upper_rule.y)].set_symbol(glyphs.tee_down).set_style(style);
        }
        if panes.lower_rule.area() > 0 {
            buffer[(divider.x, panes.lower_rule.y)].set_symbol(glyphs.tee_up).set_style(style);
        }
    }
}

/// Writes a text from a cell on, cut with an ellipsis where it is wider than `width` cells. Returns the cells it took.
fn put(buffer: &mut Buffer, at: Position, width: u16, text: &str, style: Style) -> u16 {
    if width == 0 || !buffer.area.contains(at) {
        return 0;
    }
    let clipped = wrap::clip(text, usize::from(width));
    let (end, _) = buffer.set_stringn(at.x, at.y, clipped, usize::from(width), style);
    end - at.x
}

/// Writes a text so that it ends at the right edge of an area's line. Returns the cells it took.
fn put_right(buffer: &mut Buffer, line: Rect, text: &str, style: Style) -> u16 {
    let width = u16::try_from(wrap::width(text)).unwrap_or(u16::MAX).min(line.width);
    put(buffer, Position::new(line.right() - width, line.y), width, text, style);
    width
}

/// Gives the cells of a line from `x` on, `width` of them, a style over the one they have.
fn restyle(buffer: &mut Buffer, at: Position, width: u16, style: Style) {
    let line = Rect::new(at.x, at.y, width, 1).intersection(buffer.area);
    buffer.set_style(line, style);
}
