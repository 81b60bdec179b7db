//! What the user kept, in an order of their own: the list, its filter, what can be done with it and undone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::list::{Entry, List};
use super::page::{Block, Page, Role};
use super::row::Row;
use super::{App, Effect, Focus, quotes};
use crate::brief::{Anchor, Anchors, Brief, Change, Kept, Status};
use crate::corpus::{Corpus, Kind, Place};
use crate::export::{Entry as Citable, cite};
use crate::keymap::{Action, Tab};
use crate::text::date;

/// How many changes can be undone.
const UNDO: usize = 100;

/// The brief as this dashboard has it.
#[derive(Debug)]
pub(crate) struct Keeping {
    pub brief: Brief,
    /// Where each item is in the corpus at hand.
    anchors: Vec<Anchor>,
    /// The items that these are for, and the corpus.
    anchored: Vec<Kept>,
    corpus: Option<Arc<Corpus>>,
    /// The places whose words are in the brief.
    places: HashSet<Place>,
    /// Positions of the items that tell results, while those are hidden.
    hidden: HashSet<usize>,
    /// Ids of the items, as they were when they were last listed.
    listed: Vec<String>,
    /// Only what these words are found in is listed.
    pub filter: String,
    /// What undoes the changes made here, the latest last.
    undo: Vec<Vec<Change>>,
    /// Where ids for what is kept come from.
    ids: fastrand::Rng,
}

impl Keeping {
    pub(super) fn new(seed: u64) -> Keeping {
        Keeping {
            brief: Brief::default(),
            anchors: Vec::new(),
            anchored: Vec::new(),
            corpus: None,
            places: HashSet::new(),
            hidden: HashSet::new(),
            listed: Vec::new(),
            filter: String::new(),
            undo: Vec::new(),
            ids: fastrand::Rng::with_seed(seed),
        }
    }

    /// An item and where it is, by its position.
    pub(crate) fn get(&self, at: u32) -> Option<(&Kept, Anchor)> {
        Some((self.brief.items.get(at as usize)?, *self.anchors.get(at as usize)?))
    }

    /// Whether there is a change to undo.
    pub(crate) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// The header's words: how many are kept, and how many of them are hidden.
    pub(crate) fn describe(&self) -> Option<String> {
        match (self.brief.items.len(), self.hidden.len()) {
            (0, _) => None,
            (kept, 0) => Some(format!("{kept} in brief")),
            (kept, hidden) => Some(format!("{kept} in brief, {hidden} hidden")),
        }
    }

    /// Finds where each item is in a corpus. What was found in it before is not looked for again: the corpus may be large.
    fn anchor(&mut self, corpus: &Arc<Corpus>) {
        let same = self.corpus.as_ref().is_some_and(|before| Arc::ptr_eq(before, corpus));
        let before = self.anchored.iter().zip(&self.anchors).filter(|_| same);
        let known: HashMap<&str, (&Kept, Anchor)> =
            before.map(|(kept, anchor)| (kept.id.as_str(), (kept, *anchor))).collect();
        let find = |kept: &Kept| {
            let (before, anchor) = known.get(kept.id.as_str())?;
            let same = before.entry.reference == kept.entry.reference && before.entry.text == kept.entry.text;
            (same && before.prefix == kept.prefix && before.suffix == kept.suffix).then_some(*anchor)
        };
        let items = &self.brief.items;
        let mut anchors: Vec<Option<Anchor>> = items.iter().map(find).collect();
        let missing: Vec<&Kept> =
            items.iter().zip(&anchors).filter(|(_, anchor)| anchor.is_none()).map(|(kept, _)| kept).collect();
        let mut found = Anchors::new(corpus).find_all(&missing).into_iter();
        for anchor in anchors.iter_mut().filter(|anchor| anchor.is_none()) {
            *anchor = found.next();
        }
        self.anchors = anchors.into_iter().flatten().collect();
        self.anchored.clone_from(&self.brief.items);
        self.corpus = Some(Arc::clone(corpus));
    }

    fn is_listed(&self, at: usize) -> bool {
        let kept = &self.brief.items[at];
        let entry = &kept.entry;
        let author = entry.author().unwrap_or_default();
        let fields = [&entry.text, &entry.title, author, &entry.reference, kept.note().unwrap_or_default()];
        let found = |word: &str| fields.iter().any(|field| !crate::search::find(field, word).is_empty());
        !self.hidden.contains(&at) && self.filter.split_whitespace().all(found)
    }

    fn entries(&self) -> Vec<Entry> {
        (0..)
            .zip(0..self.brief.items.len())
            .filter(|(_, at)| self.is_listed(*at))
            .map(|(row, _)| Entry::Kept(row))
            .collect()
    }
}

/// What stands where nothing is listed.
pub(crate) fn empty_page(keeping: &Keeping) -> Page {
    let text = if keeping.brief.items.is_empty() {
        "Nothing kept. With a passage selected, in any tab, m keeps it here and e writes a note on it."
    } else if keeping.filter.is_empty() {
        "What is kept tells results, and results are hidden; x shows them."
    } else {
        "Nothing that is kept has these words; f changes them."
    };
    Page { blocks: vec![Block::plain(text)] }
}

/// A passage that was kept: as it is now, or as it was, with what has become of it, and the note.
pub(crate) fn page(corpus: &Corpus, kept: &Kept, anchor: Anchor) -> Page {
    let then = date::long(kept.kept_at.get(..10).unwrap_or_default());
    let since = if then.is_empty() { String::new() } else { format!("Kept on {then}.") };
    let mut about: Vec<Block> = Vec::new();
    let mut page = match (anchor.status, anchor.place) {
        (Status::Found | Status::Moved, Some(place)) => quotes::page(corpus, place),
        (Status::Changed, Some(place)) => {
            let mut page = quotes::page(corpus, place);
            page.blocks.insert(0, Block::heading("Text changed. What was kept:"));
            page.blocks.insert(1, words(kept));
            page.blocks.insert(2, Block::heading(format!("What {} says now:", corpus.reference(place))));
            page
        }
        _ => {
            let why = match corpus.so_far() {
                Some(_) => "Not read yet. What was kept:",
                None => "Gone: this corpus does not have it. What was kept:",
            };
            Page { blocks: vec![Block::heading(why), words(kept)] }
        }
    };
    if anchor.status == Status::Moved {
        about.push(Block::note(format!("Moved: it was kept as {}, with the same words.", kept.entry.reference)));
    }
    for (at, line) in kept.note().unwrap_or_default().lines().enumerate() {
        about.push(Block::plain(if at == 0 { format!("Note: {line}") } else { line.to_owned() }));
    }
    let words_end = page.blocks.iter().position(|block| block.stop).map_or(page.blocks.len(), |at| at + 1);
    page.blocks.splice(words_end..words_end, about);
    if !since.is_empty() {
        page.push(Block::note(since));
    }
    page
}

/// The words as they were kept.
fn words(kept: &Kept) -> Block {
    let entry = &kept.entry;
    let role = match entry.kind {
        Kind::Quote => Role::Quote,
        Kind::Point => Role::Point,
        _ => Role::Plain,
    };
    let text = if entry.text.is_empty() { entry.title.clone() } else { entry.text.clone() };
    Block { role, stop: true, ..Block::plain(text) }.labelled(entry.reference.as_str())
}

impl App {
    /// Takes the brief as it is now. Every tab keeps its place.
    pub fn set_brief(&mut self, brief: Brief) {
        self.keeping.brief = brief;
        self.read_brief(None);
        self.refresh();
    }

    /// The brief.
    #[must_use]
    pub fn brief(&self) -> &Brief {
        &self.keeping.brief
    }

    /// Finds what is kept in the corpus at hand and lists it. The selection stays on its item, or goes to the one of an id.
    pub(super) fn read_brief(&mut self, select: Option<&str>) {
        let selected = |app: &App| match app.lists[Tab::Brief.index()].current() {
            Some(Entry::Kept(at)) => app.keeping.listed.get(at as usize).cloned(),
            _ => None,
        };
        let before = selected(self);
        let hides = self.corpus.hides_results();
        let keeping = &mut self.keeping;
        keeping.anchor(&self.corpus);
        let all = || keeping.brief.items.iter().zip(&keeping.anchors);
        let tells = |(_, (kept, anchor)): &(usize, (&Kept, &Anchor))| hides && anchor.may_tell_results(kept);
        keeping.hidden = all().enumerate().filter(tells).map(|(at, _)| at).collect();
        let same = |anchor: &&Anchor| matches!(anchor.status, Status::Found | Status::Moved);
        keeping.places = keeping.anchors.iter().filter(same).filter_map(|anchor| anchor.place).collect();
        keeping.listed = keeping.brief.items.iter().map(|kept| kept.id.clone()).collect();
        let wanted = select.or(before.as_deref());
        let position = wanted.and_then(|id| keeping.brief.position(id)).and_then(|at| u32::try_from(at).ok());
        let list = &mut self.lists[Tab::Brief.index()];
        let row = list.selected;
        *list = List { entries: keeping.entries(), selected: row };
        list.settle();
        if let Some(at) = position {
            list.select(Entry::Kept(at));
        }
        if selected(self) != before {
            self.fresh[Tab::Brief.index()] = true;
        }
        self.changed();
    }

    /// Whether the words at a place are in the brief.
    pub(crate) fn is_kept(&self, place: Place) -> bool {
        self.keeping.places.contains(&place)
    }

    /// The kept item that verbs act on: in the brief's list the selected one, on its page the words that were kept.
    pub(crate) fn selected_kept(&self) -> Option<(&Kept, Anchor)> {
        let Some(Entry::Kept(at)) = self.list().current().filter(|_| self.tab == Tab::Brief) else { return None };
        let (kept, anchor) = self.keeping.get(at)?;
        let block = self.page().page.blocks.get(self.reader().block);
        let other = block
            .and_then(|block| block.place)
            .is_some_and(|place| anchor.status == Status::Changed || Some(place) != anchor.place);
        (self.focus() != Focus::Page || !other).then_some((kept, anchor))
    }

    /// What is selected, to be cited: as it was kept where the corpus has it no more.
    pub(crate) fn selected_entry(&self) -> Option<Citable> {
        match self.selected_kept() {
            Some((kept, anchor)) => Some(anchor.entry(&self.corpus, kept)),
            None => self.selected().map(|place| Citable::of(&self.corpus, &self.corpus.item(place))),
        }
    }

    /// What is selected, as it is kept, or as it would be.
    pub(super) fn kept_or_new(&mut self) -> Option<Kept> {
        if let Some((kept, _)) = self.selected_kept() {
            return Some(kept.clone());
        }
        let place = self.selected()?;
        let at =
            self.keeping.anchors.iter().position(|anchor| {
                anchor.place == Some(place) && matches!(anchor.status, Status::Found | Status::Moved)
            });
        let known = at.and_then(|at| self.keeping.brief.items.get(at)).cloned();
        let id = format!("{:016x}", self.keeping.ids.u64(..));
        Some(known.unwrap_or_else(|| Kept::of(&self.corpus, place, id)))
    }

    /// Makes a change, here and, as an effect, wherever the brief is stored. It can be undone.
    pub(super) fn change_brief(&mut self, change: Change) -> Vec<Effect> {
        let undo = self.make_change(change.clone());
        if undo.is_empty() {
            return Vec::new();
        }
        self.keeping.undo.push(undo);
        if self.keeping.undo.len() > UNDO {
            self.keeping.undo.remove(0);
        }
        vec![Effect::Brief(vec![change])]
    }

    fn make_change(&mut self, change: Change) -> Vec<Change> {
        let id = match &change {
            Change::Add { kept, .. } | Change::Note { kept, .. } => Some(kept.id.clone()),
            Change::Move { id, .. } => Some(id.clone()),
            Change::Remove(_) => None,
        };
        let undo = self.keeping.brief.apply(change);
        self.read_brief(id.as_deref());
        undo
    }

    /// Keeps what is selected, or lets it go.
    pub(super) fn toggle_kept(&mut self) -> Vec<Effect> {
        let Some(kept) = self.kept_or_new() else { return Vec::new() };
        let reference = kept.entry.reference.clone();
        if self.keeping.brief.position(&kept.id).is_some() {
            return self.let_go(kept.id, &reference);
        }
        let effects = self.change_brief(Change::Add { kept: Box::new(kept), at: None });
        self.say(format!("{reference} kept, {} in brief", self.keeping.brief.items.len()));
        effects
    }

    fn let_go(&mut self, id: String, reference: &str) -> Vec<Effect> {
        let effects = self.change_brief(Change::Remove(id));
        self.say(format!("{reference} let go; undo (in the Brief tab) brings it back"));
        effects
    }

    /// Carries out an action of the brief's own.
    pub(super) fn update_brief(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Undo {
            return self.undo_brief();
        }
        let Some((id, reference)) = self.selected_item().map(|kept| (kept.id.clone(), kept.entry.reference.clone()))
        else {
            return Vec::new();
        };
        match action {
            Action::Remove => self.let_go(id, &reference),
            _ => self.move_kept(id, action == Action::MoveLater),
        }
    }

    /// The item of the selected row.
    fn selected_item(&self) -> Option<&Kept> {
        match self.list().current()? {
            Entry::Kept(at) => self.keeping.get(at).map(|(kept, _)| kept),
            _ => None,
        }
    }

    /// Puts an item past the next one that is listed.
    fn move_kept(&mut self, id: String, later: bool) -> Vec<Effect> {
        let list = &self.lists[Tab::Brief.index()];
        let row = if later { list.selected + 1 } else { list.selected.wrapping_sub(1) };
        match list.entries.get(row) {
            Some(Entry::Kept(to)) => {
                let to = *to as usize;
                self.change_brief(Change::Move { id, to })
            }
            _ => Vec::new(),
        }
    }

    fn undo_brief(&mut self) -> Vec<Effect> {
        let Some(changes) = self.keeping.undo.pop() else {
            self.say("Nothing to undo.");
            return Vec::new();
        };
        for change in changes.clone() {
            self.make_change(change);
        }
        self.say("Undone.");
        vec![Effect::Brief(changes)]
    }

    /// Lists only what the words of the prompt are found in.
    pub(super) fn filter_brief(&mut self, words: &str) {
        if self.keeping.filter != words {
            words.clone_into(&mut self.keeping.filter);
            self.read_brief(None);
            self.selection_moved();
        }
    }

    /// A kept item in two lines: whose it is and what has become of it, then how it begins.
    pub(super) fn kept_row(&self, at: u32) -> Row {
        let Some((kept, anchor)) = self.keeping.get(at) else { return Row::default() };
        let same = anchor.place.filter(|_| matches!(anchor.status, Status::Found | Status::Moved));
        let entry = &kept.entry;
        let mut row = same.map_or_else(
            || Row {
                text: entry.author().unwrap_or(&entry.title).to_owned(),
                tail: entry.reference.clone(),
                second: cite::words(entry),
                kept: true,
                ..Row::default()
            },
            |place| self.passage_row(place),
        );
        match anchor.status {
            Status::Found => {}
            Status::Changed => row.text.push_str(" · text changed"),
            Status::Moved => row.text.push_str(" · moved"),
            Status::Gone if self.corpus.so_far().is_some() => row.text.push_str(" · not read yet"),
            Status::Gone => row.text.push_str(" · gone"),
        }
        if kept.note().is_some() {
            row.text.push_str(" · note");
        }
        row
    }
}
