//! The pages on the screen: made, rolled out and laid out anew when what they depend on has changed, so that drawing reads and never computes.

use std::sync::Arc;

use super::list::Entry;
use super::page::{Block, Page};
use super::reader::Reader;
use super::scroll::Scroll;
use super::window::Shown;
use super::{App, Reading, brief, candidates, compare, documents, passages, priorities, quotes, votes};
use crate::corpus::Place;
use crate::keymap::Tab;

/// What the pages on the screen depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownKey {
    tab: Tab,
    entry: Option<Entry>,
    cell: Option<(usize, usize)>,
    question: Option<usize>,
    find: Option<String>,
    edition: u64,
    widths: Vec<u16>,
    /// What is said where there is nothing yet.
    waiting: Option<Reading>,
    revision: u64,
}

impl ShownKey {
    /// Whether the same words are found at the same places of a long page.
    fn finds_the_same(&self, other: &ShownKey) -> bool {
        let key = |key: &ShownKey| (key.tab, key.entry, key.cell, key.question, key.find.clone(), key.edition);
        key(self) == key(other)
    }
}

impl App {
    /// Makes and lays out the pages on the screen, if what they depend on has changed.
    pub(super) fn refresh(&mut self) {
        if self.tab == Tab::Search {
            self.mark_hits(self.list_rows());
        }
        let panes = self.panes();
        let widths: Vec<u16> = (0..panes.pages.len().max(1))
            .map(|page| panes.text_width(page, if self.wide { u16::MAX } else { self.prose }))
            .collect();
        let key = ShownKey {
            tab: self.tab,
            entry: self.list().current(),
            cell: self.cell.then_some(self.grid),
            question: self.compare.as_ref().map(|compare| compare.question),
            find: self.reader().find.as_ref().map(|find| find.words.clone()),
            edition: self.edition,
            widths,
            waiting: self.reading.filter(|_| self.list().current().is_none()),
            revision: self.revision,
        };
        let changed = self.shown_key.as_ref() != Some(&key);
        if changed {
            let made = self.make_pages(key.widths.len()).into_iter().zip(&key.widths);
            let before =
                std::mem::replace(&mut self.shown, made.map(|(page, width)| Shown::of(page, *width)).collect());
            let same = self.shown_key.as_ref().is_some_and(|other| other.finds_the_same(&key));
            self.find_in_pages(&before, same);
            self.shown_key = Some(key);
        }
        self.settle_readers(changed);
    }

    /// Finds in the pages what is looked for, or has it found where that takes its time.
    fn find_in_pages(&mut self, before: &[Shown], same: bool) {
        let words = self.reader().find.as_ref().map(|find| find.words.clone());
        if !same {
            self.finding = None;
        }
        let Some(words) = words else { return };
        let column = self.column();
        for at in 0..self.shown.len() {
            let shown = &self.shown[at];
            if !shown.is_long() {
                self.shown[at].found = shown.scroll.find(&self.corpus, &words, &|| true).unwrap_or_default();
            } else if let Some(before) = before.get(at).filter(|_| same) {
                self.shown[at].found = Arc::clone(&before.found);
            } else if at == column {
                self.have_found(words.clone());
            }
        }
    }

    fn make_pages(&self, columns: usize) -> Vec<Scroll> {
        match &self.compare {
            Some(compare) if self.tab == Tab::Candidates => compare::pages(&self.corpus, compare, columns),
            _ => vec![self.make_page()],
        }
    }

    /// Marks a block that is in the brief, or that a search found.
    fn dress(&self) -> impl Fn(&mut Block) {
        let hit = match self.list().current() {
            Some(Entry::Hit(rank)) => self.search.hit(rank),
            _ => None,
        };
        let marks = hit.map(|hit| (hit.place, hit.text_marks()));
        move |block| {
            let Some(place) = block.place else { return };
            block.kept = block.stop && self.is_kept(place);
            let lit = self.lit.as_ref().filter(|_| block.stop);
            let marks = [marks.as_ref(), lit].into_iter().flatten().find(|(marked, _)| *marked == place);
            if let Some((_, marks)) = marks.filter(|_| block.text == self.corpus.item(place).text) {
                block.marks.clone_from(marks);
            }
        }
    }

    fn make_page(&self) -> Scroll {
        let corpus = &self.corpus;
        match (self.tab, self.list().current()) {
            (Tab::Candidates | Tab::Priorities | Tab::Quotes | Tab::Documents, None) => self.waiting_page().into(),
            (Tab::Brief, None) => brief::empty_page(&self.keeping).into(),
            (_, Some(Entry::Candidacy(at))) => candidates::page(corpus, at),
            (_, Some(Entry::Grid)) if self.cell => priorities::cell_page(corpus, self.grid),
            (_, None | Some(Entry::Grid | Entry::Group(_))) => Scroll::default(),
            (Tab::Documents, Some(Entry::Place(place))) => documents::page(corpus, place),
            (Tab::Votes, Some(Entry::Place(place))) => votes::page(corpus, place).into(),
            (Tab::Priorities, Some(Entry::Place(place))) => priorities::page(corpus, place).into(),
            (_, Some(Entry::Place(place))) => quotes::page(corpus, place).into(),
            (_, Some(Entry::Hit(rank))) => self.hit_page(rank),
            (_, Some(Entry::Timeline)) => votes::timeline_page(corpus).into(),
            (_, Some(Entry::Facts)) => votes::facts_page(corpus).into(),
            (_, Some(Entry::Kept(at))) => {
                let page = self.keeping.get(at).map(|(kept, anchor)| brief::page(corpus, kept, anchor));
                page.unwrap_or_default().into()
            }
        }
    }

    /// What is read where nothing is listed: how far it is, while there may be something yet.
    fn waiting_page(&self) -> Page {
        let mut page = Page::default();
        if let Some(reading) = self.reading.filter(|_| self.corpus.so_far().is_some()) {
            page.push(Block::plain(format!("The corpus is being read: {}.", reading.describe())));
            page.push(Block::plain("What has been read can be listed, read and searched meanwhile."));
        }
        page
    }

    /// Sets readers to where their rows point to, rolls out what is around them, and keeps them on blocks that exist.
    fn settle_readers(&mut self, changed: bool) {
        let tab = self.tab.index();
        let heights: Vec<usize> =
            self.panes().pages.iter().map(|area| usize::from(area.height.max(1))).chain([1]).collect();
        let mut shown = std::mem::take(&mut self.shown);
        if self.tab == Tab::Candidates
            && let Some(mut compare) = self.compare.take()
        {
            compare.column = compare.column.min(compare.people.len().saturating_sub(1));
            for (at, (reader, shown)) in compare.readers.iter_mut().zip(&mut shown).enumerate() {
                self.settle_reader(reader, shown, heights[at.min(heights.len() - 1)], changed);
            }
            self.compare = Some(compare);
        } else {
            let fresh = std::mem::take(&mut self.fresh[tab]);
            let mut reader = std::mem::take(&mut self.readers[tab]);
            if fresh {
                let target = self.target().filter(|place| shown[0].scroll.position(*place).is_some());
                reader = Reader { find: reader.find.take(), seeks: target, ..Reader::default() };
            }
            self.settle_reader(&mut reader, &mut shown[0], heights[0], changed || fresh);
            self.readers[tab] = reader;
        }
        self.shown = shown;
    }

    fn settle_reader(&self, reader: &mut Reader, shown: &mut Shown, height: usize, changed: bool) {
        let dress = self.dress();
        let sought = reader.seeks.is_some();
        if !shown.is_long() {
            shown.roll_to(0, height, &self.corpus, &dress);
        } else if changed || sought {
            let position = |place: Option<Place>| place.and_then(|place| shown.scroll.position(place));
            let piece = position(reader.seeks).or_else(|| position(reader.place)).unwrap_or(reader.piece);
            shown.roll_to(piece, height, &self.corpus, &dress);
            reader.block = shown.page.block_of(piece);
        } else {
            shown.follow(reader, height, &self.corpus, &dress);
        }
        reader.settle(&shown.page, &shown.layout, height);
        if let Some(find) = &mut reader.find
            && (sought || find.at >= shown.found.len())
        {
            find.at = shown.found_from(reader.block);
        }
    }

    /// Rolls out what is around a piece of the page that has the keys. Its reader is to be set to a block of it.
    pub(super) fn roll_to(&mut self, piece: usize) {
        let (column, height) = (self.column().min(self.shown.len() - 1), self.page_height());
        let mut shown = std::mem::take(&mut self.shown[column]);
        shown.roll_to(piece, height, &self.corpus, &self.dress());
        self.shown[column] = shown;
    }

    /// The place that the page of the selected row is to be read from.
    fn target(&self) -> Option<Place> {
        match self.list().current()? {
            Entry::Place(place) => Some(passages::first_in(&self.corpus, place)),
            Entry::Hit(rank) => self.search.hit(rank).map(|hit| passages::first_in(&self.corpus, hit.place)),
            _ => None,
        }
    }
}
