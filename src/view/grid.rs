//! The grid of themes by documents: shades and numbers.
//!
//! ```text
//!                       lee  ismai…   zhao   msit  goals
//!  Digital divide      ▒  9   ░  3   ░  4   ░  3   ░  2
//!  Security and trust  ▓ 14 [ ▒  8 ] …
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, put, put_right, restyle};
use crate::app::{App, Focus};
use crate::text::wrap;

/// Narrowest cell, in screen cells: a shade and three digits.
const NARROWEST: u16 = 6;

/// Draws the grid; returns where the selected cell is.
pub(super) fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let corpus = &*app.corpus;
    if area.width < 12 || area.height < 3 {
        return None;
    }
    let theme = &look.theme;
    let widest = corpus.themes.iter().map(|theme| wrap::width(&theme.label)).max().unwrap_or(0);
    // All documents are seen if that leaves the themes 14 cells.
    let documents = u16::try_from(corpus.documents.len()).unwrap_or(u16::MAX);
    let left = area.width.saturating_sub(documents.saturating_mul(NARROWEST) + 3).max(14).min(area.width * 2 / 5);
    let label = u16::try_from(widest).unwrap_or(u16::MAX).min(left);
    let room = area.width.saturating_sub(label + 3);
    let columns = corpus.documents.len().min(usize::from(room / NARROWEST)).max(1);
    let width = (room / u16::try_from(columns).unwrap_or(1)).min(12);
    let rows = usize::from(area.height - 3);
    let (row, column) = app.grid;
    let first_row = (row + 1).saturating_sub(rows);
    let first_column = (column + 1).saturating_sub(columns);
    let left = area.x + 2 + label;
    let cell = |at: usize, y: u16| Rect::new(left + width * u16::try_from(at).unwrap_or(0), y, width, 1);

    for (at, document) in corpus.documents.iter().skip(first_column).take(columns).enumerate() {
        let head = cell(at, area.y);
        let name = wrap::clip(&document.id, usize::from(width - 1));
        put_right(buffer, head, &name, theme.heading);
    }
    let themes = corpus.themes.iter().enumerate().skip(first_row).take(rows);
    let counts: Vec<Vec<usize>> = themes
        .clone()
        .map(|(theme, _)| {
            let shown = first_column..(first_column + columns).min(corpus.documents.len());
            shown.map(|document| corpus.count_on(theme, document)).collect()
        })
        .collect();
    let most = counts.iter().flatten().max().copied().unwrap_or(1).max(1);
    let mut cursor = None;
    for (((at, record), counts), y) in themes.zip(&counts).zip(area.y + 1..) {
        put(buffer, Position::new(area.x + 1, y), label, &record.label, theme.text);
        for (column_at, number) in counts.iter().enumerate() {
            let cell = cell(column_at, y);
            if *number > 0 {
                let shade = look.glyphs.shades[(number * look.glyphs.shades.len() / (most + 1)).min(3)];
                let shades = cell.width.saturating_sub(4).min(3);
                for x in 0..shades {
                    put(buffer, Position::new(cell.x + 1 + x, y), 1, shade, theme.bar);
                }
            }
            let figure = if *number > 0 { number.to_string() } else { look.glyphs.bullet.to_owned() };
            put_right(buffer, cell, &figure, theme.text);
            if (at, first_column + column_at) == (row, column) {
                let focused = app.focus() == Focus::Page;
                restyle(buffer, cell.as_position(), width, if focused { theme.selected } else { theme.resting });
                cursor = Some(cell.as_position());
            }
        }
    }
    let foot = Position::new(area.x + 1, area.bottom() - 1);
    put(buffer, foot, area.width.saturating_sub(2), &describe(app), theme.note);
    cursor
}

/// The selected cell in words.
fn describe(app: &App) -> String {
    let (row, column) = app.grid;
    let corpus = &*app.corpus;
    let (Some(theme), Some(document)) = (corpus.themes.get(row), corpus.documents.get(column)) else {
        return String::new();
    };
    let passages = match corpus.count_on(row, column) {
        0 => "nothing".to_owned(),
        1 => "1 passage".to_owned(),
        number => format!("{number} passages"),
    };
    format!("{} · {}: {passages}", theme.label, corpus.author_name(document))
}
