//! What one user is looking at: pure state, changed by actions, read by the view.
//!
//! [`App::key`] finds the action of a key and [`App::update`] carries it out; neither touches a terminal, a clock or a file. What has to happen outside is returned as
//! [`Effect`]s. After every change the pages on screen are made and laid out anew if what they depend on has changed, so that drawing reads and never computes.

mod asking;
pub(crate) mod brief;
pub(crate) mod candidates;
pub(crate) mod compare;
pub(crate) mod documents;
mod exchange;
pub(crate) mod input;
pub(crate) mod list;
pub(crate) mod mouse;
pub(crate) mod moves;
pub(crate) mod naming;
pub(crate) mod note;
pub(crate) mod open;
pub(crate) mod overlay;
pub(crate) mod page;
pub(crate) mod panes;
pub(crate) mod passages;
pub(crate) mod priorities;
pub(crate) mod prompt;
pub(crate) mod quotes;
pub(crate) mod reader;
pub(crate) mod reading;
pub(crate) mod row;
pub(crate) mod scroll;
pub(crate) mod search;
pub(crate) mod shown;
pub(crate) mod source;
pub(crate) mod update;
pub(crate) mod verbs;
pub(crate) mod votes;
pub(crate) mod window;

use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Size;

use crate::brief::Change;
use crate::config::Config;
use crate::corpus::{Corpus, Place};
use crate::keymap::{Context, Keymap, Tab};
use crate::search::Index;
use crate::text::sanitize::sanitize;
use asking::Finding;
pub use asking::{Answer, Question};
use compare::Compare;
use input::Input;
use list::{Entry, List};
use overlay::Overlay;
use panes::{Panes, Shape};
use reader::Reader;
pub use reading::{Reading, Stage};
use search::SearchBox;
use shown::ShownKey;
use window::Shown;

/// What an action asks of the world outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Stop and give the terminal back to the shell.
    Suspend,
    /// Paint the whole screen anew.
    Redraw,
    /// Put a text on the clipboard; the answer goes to [`App::say`].
    Copy(String),
    /// Make these changes in the brief where it is stored; what it is then goes to [`App::set_brief`].
    Brief(Vec<Change>),
    /// Remember a search.
    Remember(String),
    /// Write a text to a new file of this name; where it went is to be said.
    Write {
        /// A name for the file.
        name: String,
        /// What is to stand in it.
        text: String,
    },
    /// Turn mouse reports on or off.
    Mouse(bool),
}

/// How a dashboard starts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether results of votes are hidden at first.
    pub hide_results: bool,
    /// Where the random quotes begin.
    pub seed: u64,
}

/// Which pane of a tab has the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    /// The line of input (the search tab only).
    Input,
    /// The list.
    #[default]
    List,
    /// The page, or the grid in its place.
    Page,
}

/// A line asked for at the foot of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prompt {
    pub kind: PromptKind,
    pub input: Input,
}

/// What a prompt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PromptKind {
    /// Words to find in the page.
    Find,
    /// A reference to go to.
    GoTo,
    /// Words to be found in what is kept.
    Brief,
}

/// An index, and the corpus it was built over: the one that is shown, or one before it.
#[derive(Debug, Clone)]
pub(crate) struct Indexed {
    pub corpus: Arc<Corpus>,
    pub index: Arc<Index>,
}

/// Where the user was before something was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stop {
    tab: Tab,
    focus: Focus,
    /// The tab that was opened from there: going back from another one is not this step.
    opened: Tab,
}

/// The state of one dashboard.
#[derive(Debug)]
pub struct App {
    pub(crate) corpus: Arc<Corpus>,
    /// The corpus with its results, whatever is hidden in `corpus`.
    loaded: Arc<Corpus>,
    pub(crate) indexed: Option<Indexed>,
    /// How far it is, while a large corpus is being read.
    pub(crate) reading: Option<Reading>,
    pub(crate) size: Size,
    pub(crate) tab: Tab,
    pub(crate) lists: [List; 7],
    pub(crate) readers: [Reader; 7],
    pub(crate) focus: [Focus; 7],
    pub(crate) search: SearchBox,
    pub(crate) filter: quotes::Filter,
    /// Selected row (theme) and column (document) of the grid.
    pub(crate) grid: (usize, usize),
    /// Whether the passages behind the selected cell are listed.
    pub(crate) cell: bool,
    pub(crate) compare: Option<Compare>,
    pub(crate) keeping: brief::Keeping,
    pub(crate) overlay: Option<Overlay>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) message: Option<String>,
    pub(crate) keymap: Keymap,
    /// Widest line of prose, in cells, unless it is as wide as the pane.
    pub(crate) prose: u16,
    pub(crate) wide: bool,
    pub(crate) mouse: bool,
    /// What a hit that was opened matched, to be marked in its document.
    lit: Option<(Place, Vec<Range<usize>>)>,
    trail: Vec<Stop>,
    random: u64,
    /// Tabs whose reader has yet to find its block on a new page.
    fresh: [bool; 7],
    shown: Vec<Shown>,
    shown_key: Option<ShownKey>,
    revision: u64,
    /// How often the corpus has been exchanged.
    edition: u64,
    /// What is looked for in a long page, as long as it has not been found.
    pub(crate) finding: Option<Finding>,
}

impl App {
    /// A dashboard over a corpus on a screen of that size in cells.
    #[must_use]
    pub fn new(corpus: Arc<Corpus>, size: Size, options: Options) -> App {
        let mut app = App {
            corpus: Arc::clone(&corpus),
            loaded: corpus,
            indexed: None,
            reading: None,
            size,
            tab: Tab::Candidates,
            lists: Default::default(),
            readers: Default::default(),
            focus: Default::default(),
            search: SearchBox::default(),
            filter: quotes::Filter::default(),
            grid: (0, 0),
            cell: false,
            compare: None,
            keeping: brief::Keeping::new(options.seed),
            overlay: None,
            prompt: None,
            message: None,
            keymap: Keymap::default(),
            prose: panes::PROSE,
            wide: false,
            mouse: false,
            lit: None,
            trail: Vec::new(),
            random: options.seed,
            fresh: [true; 7],
            shown: Vec::new(),
            shown_key: None,
            revision: 0,
            edition: 0,
            finding: None,
        };
        app.focus[Tab::Search.index()] = Focus::Input;
        if options.hide_results {
            app.corpus = Arc::new(app.loaded.without_results());
        }
        app.fill_lists();
        app.refresh();
        app
    }

    /// Takes the keys and the width of prose that the user has chosen.
    pub fn configure(&mut self, config: &Config) {
        self.keymap = config.keymap.clone();
        self.prose = config.prose.unwrap_or(panes::PROSE);
        self.refresh();
    }

    /// The corpus that an index is to be built over, as long as there is none over it.
    #[must_use]
    pub fn wants_index(&self) -> Option<Arc<Corpus>> {
        let has = self.indexed.as_ref().is_some_and(|indexed| Arc::ptr_eq(&indexed.corpus, &self.corpus));
        (!has).then(|| Arc::clone(&self.corpus))
    }

    /// Takes the index over [`App::wants_index`]'s corpus. True if that changes the screen.
    pub fn set_index(&mut self, index: Arc<Index>) -> bool {
        self.set_index_over(Arc::clone(&self.corpus), index)
    }

    /// Takes the index over a corpus that was wanted, and may have been exchanged since: it serves until there is one over the other. True if that
    /// changes the screen.
    pub fn set_index_over(&mut self, corpus: Arc<Corpus>, index: Arc<Index>) -> bool {
        // An index over what is hidden by now would tell it.
        if corpus.hides_results() != self.corpus.hides_results() {
            return false;
        }
        self.indexed = Some(Indexed { corpus, index });
        let waiting = !self.search.input.text.is_empty();
        self.search_again();
        self.refresh();
        waiting
    }

    /// Takes how far the reading of a large corpus is; `None` when it is over. True if that changes the screen.
    pub fn set_reading(&mut self, reading: Option<Reading>) -> bool {
        let changed = self.reading != reading;
        self.reading = reading;
        self.refresh();
        changed
    }

    /// Says something in the footer, until the next key.
    pub fn say(&mut self, message: impl Into<String>) {
        // A file name in it, or what the system says, may hold anything.
        self.message = Some(sanitize(&message.into()).into_owned());
    }

    /// Ends what is under way, because the dashboard is about to end without a key: a note that is being written is kept.
    pub fn leave(&mut self) -> Vec<Effect> {
        self.close_note()
    }

    /// Takes a new size of the screen, in cells.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.refresh();
    }

    /// The contexts that keys are looked up in, the innermost first.
    #[must_use]
    pub fn contexts(&self) -> Vec<Context> {
        if matches!(self.overlay, Some(Overlay::Note(_))) {
            return vec![Context::Note, Context::Always];
        }
        if self.overlay.is_some() {
            return vec![Context::Overlay, Context::Always];
        }
        if self.prompt.is_some() {
            return vec![Context::Input, Context::Always];
        }
        let focus = self.focus();
        let mut contexts = match (self.tab, focus) {
            (Tab::Search, Focus::Input) => return vec![Context::Input, Context::Always],
            (Tab::Search, Focus::List) => {
                return vec![Context::Hits, Context::Passage, Context::Move, Context::Always];
            }
            (Tab::Candidates, _) if self.compare.is_some() => vec![Context::Compare, Context::Reader],
            (Tab::Candidates, Focus::Page) => vec![Context::Candidates, Context::Reader],
            (Tab::Candidates, _) => vec![Context::Candidates],
            (Tab::Quotes, Focus::Page) => vec![Context::Quotes, Context::Reader],
            (Tab::Quotes, _) => vec![Context::Quotes],
            (Tab::Brief, Focus::Page) => vec![Context::Brief, Context::Reader],
            (Tab::Brief, _) => vec![Context::Brief],
            (Tab::Priorities, Focus::Page) if self.in_grid() => Vec::new(),
            (_, Focus::Page) => vec![Context::Reader],
            _ => Vec::new(),
        };
        if self.selected().is_some() || self.selected_kept().is_some() {
            contexts.push(Context::Passage);
        }
        contexts.extend([Context::Move, Context::Browse, Context::Always]);
        contexts
    }

    /// The pane that has the keys in the open tab.
    pub(crate) fn focus(&self) -> Focus {
        self.focus[self.tab.index()]
    }

    pub(crate) fn set_focus(&mut self, focus: Focus) {
        self.focus[self.tab.index()] = focus;
    }

    pub(crate) fn list(&self) -> &List {
        &self.lists[self.tab.index()]
    }

    pub(crate) fn list_mut(&mut self) -> &mut List {
        &mut self.lists[self.tab.index()]
    }

    /// The reader of the page that has the keys.
    pub(crate) fn reader(&self) -> &Reader {
        match &self.compare {
            Some(compare) if self.tab == Tab::Candidates => &compare.readers[compare.reader_index(self.shown.len())],
            _ => &self.readers[self.tab.index()],
        }
    }

    pub(crate) fn reader_mut(&mut self) -> &mut Reader {
        let columns = self.shown.len();
        match &mut self.compare {
            Some(compare) if self.tab == Tab::Candidates => {
                let index = compare.reader_index(columns);
                &mut compare.readers[index]
            }
            _ => &mut self.readers[self.tab.index()],
        }
    }

    /// The pages on the screen.
    pub(crate) fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// The page that has the keys.
    pub(crate) fn page(&self) -> &Shown {
        &self.shown[self.column().min(self.shown.len() - 1)]
    }

    /// Which of the pages side by side has the keys.
    pub(crate) fn column(&self) -> usize {
        match &self.compare {
            Some(compare) if self.tab == Tab::Candidates && self.shown.len() > 1 => compare.column,
            _ => 0,
        }
    }

    /// Whether the grid of themes by documents is seen, and not the passages behind one of its cells.
    pub(crate) fn in_grid(&self) -> bool {
        self.tab == Tab::Priorities && !self.cell && self.list().current() == Some(Entry::Grid)
    }

    /// The shape of the open tab.
    pub(crate) fn shape(&self) -> Shape {
        match self.tab {
            Tab::Candidates => match &self.compare {
                Some(compare) => Shape::Columns(panes::columns(self.size, compare.people.len())),
                None => Shape::Names,
            },
            Tab::Priorities | Tab::Documents | Tab::Votes => Shape::Names,
            Tab::Quotes | Tab::Brief => Shape::Passages,
            Tab::Search => Shape::Search,
        }
    }

    /// Where things are on the screen.
    pub(crate) fn panes(&self) -> Panes {
        panes::panes(self.size, self.shape(), self.focus() == Focus::Page)
    }

    /// Lines that the page with the keys has room for.
    pub(crate) fn page_height(&self) -> usize {
        self.panes().pages.get(self.column()).map_or(1, |area| usize::from(area.height.max(1)))
    }

    /// Rows that the list has room for.
    pub(crate) fn list_rows(&self) -> usize {
        (usize::from(self.panes().list.height) / usize::from(self.row_height())).max(1)
    }

    /// Lines that a row of the list takes.
    pub(crate) fn row_height(&self) -> u16 {
        if matches!(self.shape(), Shape::Passages | Shape::Search) { 2 } else { 1 }
    }

    /// Makes the lists of all tabs anew from the corpus.
    fn fill_lists(&mut self) {
        let corpus = Arc::clone(&self.corpus);
        self.lists[Tab::Candidates.index()] = List::new(candidates::entries(&corpus));
        self.lists[Tab::Priorities.index()] = List::new(priorities::entries(&corpus));
        self.lists[Tab::Quotes.index()] = List::new(quotes::entries(&corpus, &self.filter));
        self.lists[Tab::Documents.index()] = List::new(documents::entries(&corpus));
        self.lists[Tab::Votes.index()] = List::new(votes::entries(&corpus));
        self.read_brief(None);
    }

    /// Notes that what pages say has changed.
    pub(crate) fn changed(&mut self) {
        self.revision += 1;
    }

    /// Another row is selected in the open tab: its page is read from where the row points to.
    pub(crate) fn selection_moved(&mut self) {
        self.fresh[self.tab.index()] = true;
    }
}
