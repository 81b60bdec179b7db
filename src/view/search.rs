//! The search box with what was found; over a comparison, the question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, put};
use crate::app::panes::Shape;
use crate::app::{App, Focus, compare};
use crate::text::wrap;

/// Draws the lines over the panes; returns the cursor of the box if it has the keys.
pub(super) fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = &look.theme;
    let room = area.width.saturating_sub(2);
    let (first, second) = (Position::new(area.x + 1, area.y), Position::new(area.x + 1, area.y + 1));
    if let (Shape::Columns(_), Some(compare)) = (app.shape(), &app.compare) {
        put(buffer, first, room, &compare::title(&app.corpus, compare), theme.title);
        if let Some(caution) = compare::caution(&app.corpus, compare).filter(|_| area.height > 1) {
            put(buffer, second, room, &caution, theme.note);
        }
        return None;
    }
    let input = &app.search.input;
    let label = put(buffer, first, room, "Search: ", theme.heading);
    let field = room.saturating_sub(label);
    // A line longer than its field is shown from where the cursor can be seen.
    let mut start = 0;
    while wrap::width(&input.text[start..input.cursor]) >= usize::from(field.max(1)) {
        start += input.text[start..].chars().next().map_or(1, char::len_utf8);
    }
    put(buffer, Position::new(first.x + label, first.y), field, &input.text[start..], theme.text);
    put(buffer, second, room, &app.search_status(), theme.note);
    let before = u16::try_from(wrap::width(&input.text[start..input.cursor])).unwrap_or(0);
    (app.focus() == Focus::Input && app.prompt.is_none()).then(|| Position::new(first.x + label + before, first.y))
}
