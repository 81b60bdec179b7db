//! The line at the foot: a prompt, else a message, else what the keys do here and now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, put};
use crate::app::{App, PromptKind};
use crate::keymap::{Action, Bound};
use crate::text::wrap;

pub(super) fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let line = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if let Some(prompt) = &app.prompt {
        let label = match prompt.kind {
            PromptKind::Find => "Find: ",
            PromptKind::GoTo => "Go to: ",
            PromptKind::Brief => "Only: ",
        };
        let finding = app.finding.as_ref().map(|finding| finding.slow);
        let count = match (prompt.kind, app.reader().find.is_some(), app.page().found.len()) {
            (PromptKind::Find, true, _) if finding == Some(true) => "   searching".to_owned(),
            (PromptKind::Find, true, _) if finding == Some(false) => String::new(),
            (PromptKind::Find, true, 0) => "   not found".to_owned(),
            (PromptKind::Find, true, found) => format!("   {found} found"),
            _ => String::new(),
        };
        put(buffer, line.as_position(), line.width, &format!("{label}{}{count}", prompt.input.text), look.theme.text);
        let before = label.len() + wrap::width(&prompt.input.text[..prompt.input.cursor]);
        let x = line.x + u16::try_from(before).unwrap_or(u16::MAX).min(line.width);
        return Some(Position::new(x, line.y));
    }
    if let Some(message) = &app.message {
        put(buffer, line.as_position(), line.width, message, look.theme.text);
        return None;
    }
    let mut x = line.x;
    if app.overlay.is_none()
        && let Some(find) = &app.reader().find
    {
        let found = app.page().found.len();
        let place = format!("{}/{found} {}  ", if found == 0 { 0 } else { find.at + 1 }, find.words);
        x += put(buffer, Position::new(x, line.y), line.width, &place, look.theme.text);
    }
    for (key, hint) in hints(app, usize::from(line.right() - x)) {
        x += put(buffer, Position::new(x, line.y), line.right() - x, &key, look.theme.key);
        x += put(buffer, Position::new(x, line.y), line.right() - x, &format!(" {hint}  "), look.theme.text);
    }
    None
}

/// Keys and what they do, as many as `cells` hold; menu, help and quit are always among them.
fn hints(app: &App, cells: usize) -> Vec<(String, &'static str)> {
    let contexts = app.contexts();
    let rows: Vec<&Bound> = app.keymap.bindings(&contexts).into_iter().filter(|row| !row.keys.is_empty()).collect();
    let hint = |bound: &Bound| {
        let hint = match bound.row.action {
            Action::Menu => "menu",
            Action::Help => "help",
            Action::Quit => "quit",
            _ => bound.row.hint,
        };
        (bound.keys[0].to_string(), hint)
    };
    let last = |action: Action| rows.iter().find(|bound| bound.row.action == action).map(|row| hint(row));
    let ending: Vec<_> = [Action::Menu, Action::Help, Action::Quit].into_iter().filter_map(last).collect();
    let width = |(key, hint): &(String, &str)| wrap::width(key) + 1 + hint.len() + 2;
    let mut room = cells.saturating_sub(ending.iter().map(width).sum());
    let mut shown = Vec::new();
    let offered = rows.iter().filter(|bound| {
        let row = bound.row;
        !row.hint.is_empty() && !matches!(row.action, Action::Help | Action::Quit) && app.can(row.action)
    });
    for hint in offered.map(|row| hint(row)) {
        let taken = width(&hint);
        if taken <= room {
            room -= taken;
            shown.push(hint);
        }
    }
    shown.extend(ending);
    shown
}
