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

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

use crate::app::overlay::Overlay;
use crate::app::panes::{self, Panes, Shape};
use crate::app::{App, Focus};
use crate::text::wrap;
pub use theme::{Look, Palette};

/// What stands in the cells that a wide grapheme takes beside its first. It is not a blank, so that a blank that follows it there is seen to
/// be something else.
const HIDDEN: &str = "";

/// Draws the whole screen, of this size in cells, on a buffer that becomes the screen. Returns where the cursor is to be seen.
pub fn draw(app: &App, look: &Look, size: Size, buffer: &mut Buffer) -> Option<Position> {
    let area = Rect::from((Position::ORIGIN, size));
    let mut blank = Cell::EMPTY;
    blank.set_style(look.theme.text);
    buffer.area = area;
    buffer.content.clear();
    buffer.content.resize(usize::from(size.width) * usize::from(size.height), blank);
    if panes::too_small(size) {
        let needed = panes::SMALLEST;
        let notice = format!("{}×{} at least", needed.width, needed.height);
        for (line, y) in wrap::wrap(&notice, usize::from(area.width)).into_iter().zip(0..area.height) {
            put(buffer, Position::new(0, y), area.width, &notice[line], look.theme.text);
        }
        return None;
    }
    if let Some(Overlay::Words(words)) = &app.overlay {
        overlay::words(buffer, look, words);
        return None;
    }
    let panes = app.panes();
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
    cursor.filter(|cursor| area.contains(*cursor))
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
    let start = buffer.index_of(at.x, at.y);
    let cells = &mut buffer.content[start..][..usize::from(width.min(buffer.area.right() - at.x))];
    let mut taken = 0;
    for (_, grapheme) in wrap::graphemes(&clipped) {
        // Most of a frame is this: no table says anything about it.
        if let [b' '..=b'~'] = grapheme.as_bytes()
            && taken < cells.len()
        {
            cells[taken].set_symbol(grapheme).set_style(style).set_diff_option(CellDiffOption::None);
            taken += 1;
            continue;
        }
        if grapheme.contains(char::is_control) {
            continue;
        }
        let Some(width) = u16::try_from(wrap::grapheme_width(grapheme)).ok().and_then(NonZeroU16::new) else {
            continue;
        };
        let Some((first, hidden)) =
            cells[taken..].split_at_mut_checked(usize::from(width.get())).and_then(|(own, _)| own.split_first_mut())
        else {
            break;
        };
        // The terminal's side is told the width only where it would find another one by itself.
        let told = grapheme.cell_width() != width.get();
        let option = if told { CellDiffOption::ForcedWidth(width) } else { CellDiffOption::None };
        first.set_symbol(grapheme).set_style(style).set_diff_option(option);
        for cell in hidden {
            cell.set_symbol(HIDDEN).set_style(style).set_diff_option(CellDiffOption::None);
        }
        taken += usize::from(width.get());
    }
    u16::try_from(taken).unwrap_or(width)
}

/// Makes blanks of what reaches from the left over a cell's left edge, so that what is put there is not hidden.
fn cut(buffer: &mut Buffer, at: Position) {
    let line = buffer.area;
    if !line.contains(at) || buffer[at].symbol() != HIDDEN {
        return;
    }
    let mut x = at.x;
    while x < line.right() && buffer[(x, at.y)].symbol() == HIDDEN {
        buffer[(x, at.y)].set_symbol(" ");
        x += 1;
    }
    for x in (line.left()..at.x).rev() {
        let was_hidden = buffer[(x, at.y)].symbol() == HIDDEN;
        buffer[(x, at.y)].set_symbol(" ").set_diff_option(CellDiffOption::None);
        if !was_hidden {
            break;
        }
    }
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
