//! The table of bindings.

use ratatui::crossterm::event::KeyCode as Code;

use super::{Action, Binding, Context, Edit, Key, Tab};

const fn row(
    context: Context,
    keys: &'static [Key],
    action: Action,
    help: &'static str,
    hint: &'static str,
) -> Binding {
    Binding { context, keys, action, help, hint }
}

const fn key(c: char) -> Key {
    Key::char(c)
}

const UP: Key = Key::of(Code::Up);
const DOWN: Key = Key::of(Code::Down);
const LEFT: Key = Key::of(Code::Left);
const RIGHT: Key = Key::of(Code::Right);
const ENTER: Key = Key::of(Code::Enter);
const ESC: Key = Key::of(Code::Esc);
const TAB: Key = Key::of(Code::Tab);
const BACK_TAB: Key = Key::of(Code::BackTab);
const PAGE_UP: Key = Key::of(Code::PageUp);
const PAGE_DOWN: Key = Key::of(Code::PageDown);
const HOME: Key = Key::of(Code::Home);
const END: Key = Key::of(Code::End);
const BACKSPACE: Key = Key::of(Code::Backspace);
const DELETE: Key = Key::of(Code::Delete);

/// Every binding there is. Within a context the order is that of the footer.
pub const TABLE: &[Binding] = &[
    // With a passage selected: the verbs.
    row(Context::Passage, &[key('y')], Action::Copy, "copy with the citation", "copy"),
    row(Context::Passage, &[key('m')], Action::Keep, "keep in the brief, or let go", "keep"),
    row(Context::Passage, &[key('o')], Action::OpenDocument, "open in its document", "document"),
    row(Context::Passage, &[key('s')], Action::ShowSource, "show source and rights", "source"),
    row(Context::Passage, &[key('e')], Action::Note, "write a note, which keeps it in the brief", "note"),
    row(Context::Passage, &[key('Y')], Action::CopyWords, "copy the words alone", ""),
    row(
        Context::Passage,
        &[key('V')],
        Action::ShowWords,
        "show the words alone on a plain screen, to select by hand",
        "",
    ),
    row(
        Context::Passage,
        &[key('W')],
        Action::Write,
        "write it with its citation to a file in the working directory",
        "",
    ),
    // Where reading is done.
    row(Context::Reader, &[key('/')], Action::Find, "find in this page", "find"),
    row(Context::Reader, &[key('n')], Action::FindNext, "next place found", "next"),
    row(Context::Reader, &[key('N')], Action::FindPrevious, "previous place found", ""),
    row(Context::Reader, &[key(']')], Action::NextSection, "next section", "section"),
    row(Context::Reader, &[key('[')], Action::PreviousSection, "previous section", ""),
    // Tabs with keys of their own.
    row(Context::Candidates, &[key('c')], Action::Compare, "compare candidates, question by question", "compare"),
    row(Context::Compare, &[key(']')], Action::NextSection, "next question", "question"),
    row(Context::Compare, &[key('[')], Action::PreviousSection, "previous question", ""),
    row(Context::Compare, &[key('c')], Action::Compare, "choose the candidates to compare", "choose"),
    row(Context::Quotes, &[key('f')], Action::Filter, "choose speaker and theme", "filter"),
    row(Context::Quotes, &[key('r')], Action::Random, "a random quote", "random"),
    row(Context::Brief, &[key('K')], Action::MoveEarlier, "put it further to the front", "move"),
    row(Context::Brief, &[key('J')], Action::MoveLater, "put it further to the back", ""),
    row(Context::Brief, &[DELETE, key('d')], Action::Remove, "let it go", "let go"),
    row(Context::Brief, &[key('u')], Action::Undo, "undo the last change of the brief", "undo"),
    row(Context::Brief, &[key('f')], Action::Filter, "list only what some words are found in", "filter"),
    // The list of hits: `/` goes back to the box.
    row(Context::Hits, &[key('/')], Action::Search, "back to the search box", "query"),
    row(Context::Hits, &[BACKSPACE], Action::Edit(Edit::Backspace), "back to the search box, deleting a character", ""),
    row(Context::Hits, &[key('?')], Action::Help, "what the keys do here", "help"),
    row(Context::Hits, &[key('q')], Action::Quit, "quit", ""),
    // Moving about.
    row(Context::Move, &[UP], Action::Up, "up", ""),
    row(Context::Move, &[DOWN], Action::Down, "down", ""),
    row(Context::Move, &[ENTER], Action::Enter, "go in; on a passage: the menu", "read"),
    row(Context::Move, &[RIGHT], Action::Right, "go in, or to the right", ""),
    row(Context::Move, &[LEFT], Action::Left, "go out, or to the left", ""),
    row(Context::Move, &[ESC], Action::Back, "one step back; loses nothing", ""),
    row(Context::Move, &[PAGE_UP], Action::PageUp, "one screen up", ""),
    row(Context::Move, &[PAGE_DOWN], Action::PageDown, "one screen down", ""),
    row(Context::Move, &[HOME], Action::First, "to the first", ""),
    row(Context::Move, &[END], Action::Last, "to the last", ""),
    row(Context::Move, &[TAB], Action::NextTab, "next tab", ""),
    row(Context::Move, &[BACK_TAB], Action::PreviousTab, "previous tab", ""),
    row(Context::Browse, &[key('k')], Action::Up, "up", ""),
    row(Context::Browse, &[key('j')], Action::Down, "down", ""),
    row(Context::Browse, &[key('h')], Action::Left, "go out, or to the left", ""),
    row(Context::Browse, &[key('l')], Action::Right, "go in, or to the right", ""),
    row(Context::Browse, &[key('g')], Action::First, "to the first", ""),
    row(Context::Browse, &[key('G')], Action::Last, "to the last", ""),
    row(Context::Browse, &[key(' ')], Action::PageDown, "one screen down", ""),
    row(Context::Browse, &[key('b')], Action::PageUp, "one screen up", ""),
    row(Context::Browse, &[key('/')], Action::Search, "search everything", "search"),
    row(Context::Browse, &[key('?')], Action::Help, "what the keys do here", "help"),
    row(Context::Browse, &[key('q')], Action::Quit, "quit", "quit"),
    row(Context::Browse, &[key(':')], Action::GoTo, "go to a reference (lee 3)", ""),
    row(Context::Browse, &[key('x')], Action::ToggleResults, "hide or show the results of votes", ""),
    row(Context::Browse, &[key('w')], Action::Widen, "prose as wide as the screen, or 72 columns", ""),
    row(Context::Browse, &[key('M')], Action::ToggleMouse, "mouse on or off", ""),
    row(Context::Browse, &[key('1')], Action::OpenTab(Tab::Candidates), "Candidates", ""),
    row(Context::Browse, &[key('2')], Action::OpenTab(Tab::Priorities), "Priorities", ""),
    row(Context::Browse, &[key('3')], Action::OpenTab(Tab::Quotes), "Quotes", ""),
    row(Context::Browse, &[key('4')], Action::OpenTab(Tab::Search), "Search", ""),
    row(Context::Browse, &[key('5')], Action::OpenTab(Tab::Documents), "Documents", ""),
    row(Context::Browse, &[key('6')], Action::OpenTab(Tab::Votes), "Votes", ""),
    row(Context::Browse, &[key('7')], Action::OpenTab(Tab::Brief), "Brief", ""),
    // A line being typed.
    row(Context::Input, &[ENTER], Action::Accept, "take what was typed; in the search box: open the hit", "open"),
    row(Context::Input, &[DOWN], Action::Later, "into the list; through earlier searches: a later one", "list"),
    row(Context::Input, &[UP], Action::Earlier, "in an empty search box: an earlier search", ""),
    row(Context::Input, &[BACK_TAB], Action::PreviousTab, "previous tab", ""),
    row(Context::Input, &[TAB], Action::Complete, "complete a filter (by: type: theme: in: post:), else next tab", ""),
    row(Context::Input, &[ESC], Action::Back, "one step back; what was typed stays", "back"),
    row(Context::Input, &[LEFT], Action::Edit(Edit::Left), "to the left", ""),
    row(Context::Input, &[RIGHT], Action::Edit(Edit::Right), "to the right", ""),
    row(Context::Input, &[HOME, Key::ctrl('a')], Action::Edit(Edit::Start), "to the start", ""),
    row(Context::Input, &[END, Key::ctrl('e')], Action::Edit(Edit::End), "to the end", ""),
    row(Context::Input, &[BACKSPACE, Key::ctrl('h')], Action::Edit(Edit::Backspace), "delete to the left", ""),
    row(Context::Input, &[DELETE], Action::Edit(Edit::Delete), "delete to the right", ""),
    row(Context::Input, &[Key::ctrl('w')], Action::Edit(Edit::DeleteWord), "delete the word to the left", ""),
    row(Context::Input, &[Key::ctrl('u')], Action::Edit(Edit::DeleteLine), "delete all to the left", ""),
    row(Context::Input, &[PAGE_UP], Action::PageUp, "one screen up in the list", ""),
    row(Context::Input, &[PAGE_DOWN], Action::PageDown, "one screen down in the list", ""),
    // A note being written.
    row(Context::Note, &[ESC], Action::Back, "keep the note and close", "keep and close"),
    row(Context::Note, &[ENTER], Action::NewLine, "a new line", "new line"),
    row(Context::Note, &[UP], Action::Up, "a line up", ""),
    row(Context::Note, &[DOWN], Action::Down, "a line down", ""),
    row(Context::Note, &[LEFT], Action::Edit(Edit::Left), "to the left", ""),
    row(Context::Note, &[RIGHT], Action::Edit(Edit::Right), "to the right", ""),
    row(Context::Note, &[HOME, Key::ctrl('a')], Action::Edit(Edit::Start), "to the start of the line", ""),
    row(Context::Note, &[END, Key::ctrl('e')], Action::Edit(Edit::End), "to the end of the line", ""),
    row(Context::Note, &[BACKSPACE, Key::ctrl('h')], Action::Edit(Edit::Backspace), "delete to the left", ""),
    row(Context::Note, &[DELETE], Action::Edit(Edit::Delete), "delete to the right", ""),
    row(Context::Note, &[Key::ctrl('w')], Action::Edit(Edit::DeleteWord), "delete the word to the left", ""),
    row(Context::Note, &[Key::ctrl('u')], Action::Edit(Edit::DeleteLine), "delete to the start of the line", ""),
    // A menu, a choice, a page laid over the screen.
    row(Context::Overlay, &[UP, key('k')], Action::Up, "up", ""),
    row(Context::Overlay, &[DOWN, key('j')], Action::Down, "down", ""),
    row(Context::Overlay, &[ENTER, RIGHT, key('l')], Action::Enter, "do or choose it", "choose"),
    row(Context::Overlay, &[ESC, LEFT, key('h'), key('q')], Action::Back, "close", "close"),
    row(Context::Overlay, &[PAGE_UP, key('b')], Action::PageUp, "one screen up", ""),
    row(Context::Overlay, &[PAGE_DOWN, key(' ')], Action::PageDown, "one screen down", ""),
    row(Context::Overlay, &[HOME, key('g')], Action::First, "to the first", ""),
    row(Context::Overlay, &[END, key('G')], Action::Last, "to the last", ""),
    // Everywhere.
    row(Context::Always, &[Key::f(1)], Action::Help, "what the keys do here", ""),
    row(Context::Always, &[Key::f(2)], Action::OpenTab(Tab::Candidates), "Candidates", ""),
    row(Context::Always, &[Key::f(3)], Action::OpenTab(Tab::Priorities), "Priorities", ""),
    row(Context::Always, &[Key::f(4)], Action::OpenTab(Tab::Quotes), "Quotes", ""),
    row(Context::Always, &[Key::f(5)], Action::OpenTab(Tab::Search), "Search", ""),
    row(Context::Always, &[Key::f(6)], Action::OpenTab(Tab::Documents), "Documents", ""),
    row(Context::Always, &[Key::f(7)], Action::OpenTab(Tab::Votes), "Votes", ""),
    row(Context::Always, &[Key::f(8)], Action::OpenTab(Tab::Brief), "Brief", ""),
    row(Context::Always, &[Key::f(9)], Action::Menu, "all that can be done here", ""),
    row(Context::Always, &[Key::f(10), Key::ctrl('c')], Action::Quit, "quit", ""),
    row(Context::Always, &[Key::ctrl('d')], Action::HalfDown, "half a screen down", ""),
    row(Context::Always, &[Key::ctrl('u')], Action::HalfUp, "half a screen up (in an input: delete to the start)", ""),
    row(Context::Always, &[Key::ctrl('l')], Action::Redraw, "paint the screen anew", ""),
    row(Context::Always, &[Key::ctrl('z')], Action::Suspend, "stop, and give the terminal back to the shell", ""),
];
