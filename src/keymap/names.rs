//! What actions are called in a configuration.

use super::{Action, Edit, TABLE, Tab};

impl Action {
    /// Its name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Action::Quit => "quit",
            Action::Help => "help",
            Action::Menu => "menu",
            Action::OpenTab(Tab::Candidates) => "candidates",
            Action::OpenTab(Tab::Priorities) => "priorities",
            Action::OpenTab(Tab::Quotes) => "quotes",
            Action::OpenTab(Tab::Search) => "search-tab",
            Action::OpenTab(Tab::Documents) => "documents",
            Action::OpenTab(Tab::Votes) => "votes",
            Action::OpenTab(Tab::Brief) => "brief",
            Action::NextTab => "next-tab",
            Action::PreviousTab => "previous-tab",
            Action::Up => "up",
            Action::Down => "down",
            Action::PageUp => "page-up",
            Action::PageDown => "page-down",
            Action::HalfUp => "half-up",
            Action::HalfDown => "half-down",
            Action::First => "first",
            Action::Last => "last",
            Action::Enter => "enter",
            Action::Right => "right",
            Action::Left => "left",
            Action::Back => "back",
            Action::NextSection => "next-section",
            Action::PreviousSection => "previous-section",
            Action::Compare => "compare",
            Action::Filter => "filter",
            Action::Random => "random",
            Action::Search => "search",
            Action::Find => "find",
            Action::FindNext => "find-next",
            Action::FindPrevious => "find-previous",
            Action::GoTo => "go-to",
            Action::Copy => "copy",
            Action::CopyWords => "copy-words",
            Action::Keep => "keep",
            Action::Note => "note",
            Action::Write => "write",
            Action::MoveEarlier => "move-earlier",
            Action::MoveLater => "move-later",
            Action::Remove => "remove",
            Action::Undo => "undo",
            Action::OpenDocument => "open-document",
            Action::ShowSource => "show-source",
            Action::ShowWords => "show-words",
            Action::ToggleResults => "toggle-results",
            Action::ToggleMouse => "toggle-mouse",
            Action::Widen => "widen",
            Action::Redraw => "redraw",
            Action::Suspend => "suspend",
            Action::Accept => "accept",
            Action::Complete => "complete",
            Action::Edit(Edit::Backspace) => "backspace",
            Action::Edit(Edit::Delete) => "delete",
            Action::Edit(Edit::DeleteWord) => "delete-word",
            Action::Edit(Edit::DeleteLine) => "delete-line",
            Action::Edit(Edit::Left) => "cursor-left",
            Action::Edit(Edit::Right) => "cursor-right",
            Action::Edit(Edit::Start) => "cursor-start",
            Action::Edit(Edit::End) => "cursor-end",
            Action::NewLine => "new-line",
            Action::Earlier => "earlier",
            Action::Later => "later",
        }
    }

    /// All actions of the table, each once, in its order.
    #[must_use]
    pub fn all() -> Vec<Action> {
        let mut all: Vec<Action> = Vec::new();
        for row in TABLE {
            if !all.contains(&row.action) {
                all.push(row.action);
            }
        }
        all
    }
}
