//! What the user kept, in the order it was kept.

use super::list::Entry;
use super::page::{Block, Page};
use super::{App, quotes};
use crate::corpus::{Corpus, Place, Reference};
use crate::keymap::Tab;

/// One row for each passage kept.
pub(crate) fn entries(kept: &[Reference]) -> Vec<Entry> {
    (0..).zip(kept).map(|(at, _)| Entry::Kept(at)).collect()
}

/// A passage that was kept, as the corpus at hand has it.
pub(crate) fn page(corpus: &Corpus, kept: &Reference) -> Page {
    match corpus.find(kept) {
        Some(place) => quotes::page(corpus, place),
        None => {
            Page { blocks: vec![Block::plain(format!("{kept} is not in this corpus, or its results are hidden."))] }
        }
    }
}

/// What stands where nothing has been kept.
pub(crate) fn empty_page() -> Page {
    Page { blocks: vec![Block::plain("Nothing kept. With a passage selected, in any tab, m keeps it here.")] }
}

impl App {
    /// Whether the thing at a place is in the brief.
    pub(crate) fn is_kept(&self, place: Place) -> bool {
        !self.kept.is_empty() && self.kept.contains(&self.corpus.reference(place))
    }

    /// Keeps the thing at a place, or lets it go.
    pub(super) fn toggle_kept(&mut self, place: Place) {
        let reference = self.corpus.reference(place);
        if let Some(at) = self.kept.iter().position(|kept| *kept == reference) {
            self.kept.remove(at);
            self.say(format!("{reference} let go"));
        } else {
            self.say(format!("{reference} kept, {} in brief", self.kept.len() + 1));
            self.kept.push(reference);
        }
        let list = &mut self.lists[Tab::Brief.index()];
        list.entries = entries(&self.kept);
        list.settle();
        self.changed();
    }
}
