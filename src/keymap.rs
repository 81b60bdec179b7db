//! Which key does what, where: one table that dispatch, the footer, the help screen, the menu, the README and the manual page
//! all read.
//!
//! A screen is in several [`Context`]s at once, the innermost first; the first that binds a key decides. Printable keys are never bound in an
//! input, and all that has only a letter is in the menu (F9), so that no keyboard layout keeps anything from anybody.

mod key;
mod names;
mod remap;
mod table;

use std::fmt::Write;

pub use key::Key;
pub use remap::{Bound, Conflict, Keymap, is_changeable};
pub use table::TABLE;

/// The tabs of the dashboard, in their order on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// Who stands for what, and what they answered.
    Candidates,
    /// What each declared, and themes by document.
    Priorities,
    /// All quotes.
    Quotes,
    /// Search over everything.
    Search,
    /// The documents from top to end.
    Documents,
    /// Ballots, regions, the timeline.
    Votes,
    /// What the user kept.
    Brief,
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Tab; 7] =
        [Tab::Candidates, Tab::Priorities, Tab::Quotes, Tab::Search, Tab::Documents, Tab::Votes, Tab::Brief];

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tab::Candidates => "Candidates",
            Tab::Priorities => "Priorities",
            Tab::Quotes => "Quotes",
            Tab::Search => "Search",
            Tab::Documents => "Documents",
            Tab::Votes => "Votes",
            Tab::Brief => "Brief",
        }
    }

    /// Its place in the row of tabs, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What a key can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Show what the keys do here.
    Help,
    /// Show all that can be done here.
    Menu,
    /// Go to a tab.
    OpenTab(Tab),
    /// Go to the tab to the right.
    NextTab,
    /// Go to the tab to the left.
    PreviousTab,
    /// One row or passage up.
    Up,
    /// One row or passage down.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// Half a screen up.
    HalfUp,
    /// Half a screen down.
    HalfDown,
    /// To the first row or passage.
    First,
    /// To the last row or passage.
    Last,
    /// Into what is selected.
    Enter,
    /// To the right, or into what is selected.
    Right,
    /// To the left, or out.
    Left,
    /// One step back.
    Back,
    /// To the next section or question.
    NextSection,
    /// To the previous section or question.
    PreviousSection,
    /// Put candidates side by side.
    Compare,
    /// Choose what the list shows.
    Filter,
    /// Go to a random quote.
    Random,
    /// Open the search tab's box.
    Search,
    /// Find in the page.
    Find,
    /// To the next place found.
    FindNext,
    /// To the previous place found.
    FindPrevious,
    /// Go to a reference.
    GoTo,
    /// Copy the selected passage with its citation.
    Copy,
    /// Copy the words alone.
    CopyWords,
    /// Keep the selected passage in the brief, or let it go.
    Keep,
    /// Write a note on the selected passage, which keeps it.
    Note,
    /// Write the selected passage with its citation to a file.
    Write,
    /// In the brief: further to the front.
    MoveEarlier,
    /// In the brief: further to the back.
    MoveLater,
    /// In the brief: let the passage go.
    Remove,
    /// In the brief: undo the last change.
    Undo,
    /// Open the selected passage in its document.
    OpenDocument,
    /// Show source and rights of the selected passage.
    ShowSource,
    /// Show the words alone on a plain screen, to select by hand.
    ShowWords,
    /// Hide or show the results of votes.
    ToggleResults,
    /// Turn the mouse on or off.
    ToggleMouse,
    /// Let prose be as wide as the screen, or not.
    Widen,
    /// Paint the screen anew.
    Redraw,
    /// Stop, and give the terminal back to the shell.
    Suspend,
    /// In an input: take what was typed.
    Accept,
    /// In an input: complete a filter.
    Complete,
    /// In an input or a note: delete, or move the cursor.
    Edit(Edit),
    /// In a note: a new line.
    NewLine,
    /// In an input: to an earlier search, or up.
    Earlier,
    /// In an input: to a later search, or down into the list.
    Later,
}

/// What a key can do to a text being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Delete to the left.
    Backspace,
    /// Delete to the right.
    Delete,
    /// Delete the word to the left.
    DeleteWord,
    /// Delete all to the left.
    DeleteLine,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the start.
    Start,
    /// To the end.
    End,
}

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere, also in an input.
    Always,
    /// A line being typed.
    Input,
    /// A menu, a choice, a page laid over the screen.
    Overlay,
    /// Everywhere but in an input: keys that print nothing.
    Move,
    /// Everywhere but in an input and a list of hits: letters and digits.
    Browse,
    /// The list of hits, where other letters go on with the query.
    Hits,
    /// A passage or record is selected.
    Passage,
    /// A page is being read.
    Reader,
    /// The list of candidates or a profile.
    Candidates,
    /// Candidates side by side.
    Compare,
    /// The list of quotes.
    Quotes,
    /// What the user kept.
    Brief,
    /// A note being written.
    Note,
}

impl Context {
    /// All contexts, as the help screen orders them.
    pub const ALL: [Context; 13] = [
        Context::Move,
        Context::Browse,
        Context::Passage,
        Context::Reader,
        Context::Candidates,
        Context::Compare,
        Context::Quotes,
        Context::Brief,
        Context::Hits,
        Context::Input,
        Context::Note,
        Context::Overlay,
        Context::Always,
    ];

    /// The heading that its bindings stand under.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Context::Always => "Everywhere, also while typing",
            Context::Input => "While typing a line",
            Context::Overlay => "In a menu or a page laid over the screen",
            Context::Move => "Moving about",
            Context::Browse => "Moving about, by letters and digits",
            Context::Hits => "In the list of hits (other letters go on with the query)",
            Context::Passage => "With a passage selected",
            Context::Reader => "While reading",
            Context::Candidates => "Candidates",
            Context::Compare => "Candidates side by side",
            Context::Quotes => "Quotes",
            Context::Brief => "Brief",
            Context::Note => "While writing a note",
        }
    }
}

/// One row of the table: in this context, these keys do this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// What it does in a sentence, for help and menu.
    pub help: &'static str,
    /// What it does in a word, for the footer; empty where the footer leaves it out.
    pub hint: &'static str,
}

/// The key table as Markdown, as it stands in the README.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        let _ = writeln!(text, "\n**{}**\n\n| keys | what they do |\n|---|---|", context.title());
        for row in TABLE.iter().filter(|row| row.context == context) {
            let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`").replace('|', "\\|")).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), row.help);
        }
    }
    text
}
