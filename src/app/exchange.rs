//! Another corpus under a dashboard that goes on: the rest of a file that was still being read, an edited file, the same without results.
//!
//! Nobody loses the place. What every tab had selected is looked up by its reference, or its id, in the corpus that comes: rows of lists, blocks of
//! pages, hits, the cell of the grid, the candidates compared. What is not there any more gives way to what stands in its row now. What is
//! being written or chosen stays open.

use std::sync::Arc;

use super::list::Entry;
use super::overlay::{Overlay, Pick};
use super::reader::Reader;
use super::{App, Focus, compare};
use crate::corpus::{Corpus, Place};
use crate::keymap::Tab;
use crate::search::{Hit, Results};

/// From the places of one corpus to those of another.
pub(super) struct Move<'c> {
    pub from: &'c Corpus,
    pub to: &'c Corpus,
}

impl Move<'_> {
    /// Where the thing at a place is now.
    fn place(&self, place: Place) -> Option<Place> {
        self.to.find(&self.from.reference(place))
    }

    /// What a row of a list stands for now; `None` for what is found in another way, or not any more.
    fn entry(&self, entry: Entry) -> Option<Entry> {
        match entry {
            Entry::Place(place) => self.place(place).map(Entry::Place),
            Entry::Candidacy(at) => {
                let id = &self.from.candidacies.get(at as usize)?.id;
                let at = self.to.candidacies.iter().position(|candidacy| candidacy.id == *id)?;
                u32::try_from(at).ok().map(Entry::Candidacy)
            }
            Entry::Grid | Entry::Timeline | Entry::Facts => Some(entry),
            Entry::Group(_) | Entry::Hit(_) | Entry::Kept(_) => None,
        }
    }

    /// Whether a thing says the same here and there, so that what was marked in it can be marked again.
    fn says_the_same(&self, here: Place, there: Place) -> bool {
        let (here, there) = (self.from.item(here), self.to.item(there));
        here.text == there.text && here.title == there.title
    }

    fn hit(&self, hit: &Hit) -> Option<Hit> {
        let place = self.place(hit.place)?;
        let matches = if self.says_the_same(hit.place, place) { hit.matches.clone() } else { Vec::new() };
        Some(Hit { place, matches, ..hit.clone() })
    }

    /// The hits that are still there, where they are now.
    pub fn results(&self, results: &mut Results) {
        let hits: Vec<Hit> = results.hits.iter().filter_map(|hit| self.hit(hit)).collect();
        let gone = results.hits.len() - hits.len();
        results.total -= gone.min(results.total);
        results.hits = hits;
    }

    fn reader(&self, reader: &mut Reader) {
        reader.seeks = reader.place.take().and_then(|place| self.place(place));
        // Without a place of its own it is looked after by its number.
        reader.part = if reader.seeks.is_some() { reader.part } else { 0 };
    }

    /// The cell of the grid for the same theme and document; false if there is none.
    fn cell(&self, (theme, document): &mut (usize, usize)) -> bool {
        let index = |at: &usize| u32::try_from(*at).unwrap_or(u32::MAX);
        let (row, column) = (Place::Theme(index(theme)), Place::Document(index(document)));
        let has = *theme < self.from.themes.len() && *document < self.from.documents.len();
        let found = |place: Place| if has { self.place(place) } else { None };
        if let (Some(Place::Theme(row)), Some(Place::Document(column))) = (found(row), found(column)) {
            (*theme, *document) = (row as usize, column as usize);
            return true;
        }
        *theme = (*theme).min(self.to.themes.len().saturating_sub(1));
        *document = (*document).min(self.to.documents.len().saturating_sub(1));
        false
    }
}

impl App {
    /// Puts another corpus under the dashboard, its results hidden if they are. Every tab keeps its place. An index over it is wanted
    /// ([`App::wants_index`]); until it is there searches are answered over the corpus before.
    pub fn exchange(&mut self, corpus: Arc<Corpus>) {
        let shown = if self.corpus.hides_results() { Arc::new(corpus.without_results()) } else { Arc::clone(&corpus) };
        self.loaded = corpus;
        self.show(shown);
        self.refresh();
    }

    /// Shows or hides the results of votes.
    pub(super) fn toggle_results(&mut self) {
        let hide = !self.corpus.hides_results();
        let shown = if hide { Arc::new(self.loaded.without_results()) } else { Arc::clone(&self.loaded) };
        self.show(shown);
        let hidden = self.corpus.hidden();
        self.say(if hide { format!("Results hidden: {hidden} records") } else { "Results shown".to_owned() });
    }

    /// Shows a corpus in place of the one that is shown. The index over that one serves until there is another, unless it would tell what is hidden.
    fn show(&mut self, corpus: Arc<Corpus>) {
        let before = std::mem::replace(&mut self.corpus, corpus);
        let after = Arc::clone(&self.corpus);
        let moved = Move { from: &before, to: &after };
        if before.hides_results() != after.hides_results() {
            self.indexed = None;
            self.search.awaited = None;
        }
        let selected = self.lists.each_ref().map(|list| (list.selected, list.current()));
        self.lit = self.lit.take().and_then(|(place, marks)| {
            let there = moved.place(place).filter(|there| moved.says_the_same(place, *there))?;
            Some((there, marks))
        });
        self.filter.document = self.filter.document.take().filter(|id| after.document(id).is_some());
        self.filter.theme = self.filter.theme.take().filter(|id| after.theme(id).is_some());
        self.cell &= moved.cell(&mut self.grid);
        for reader in &mut self.readers {
            moved.reader(reader);
        }
        self.fill_lists();
        self.move_hits(&moved);
        for (tab, (row, entry)) in Tab::ALL.into_iter().zip(selected) {
            if matches!(tab, Tab::Search | Tab::Brief) {
                continue;
            }
            let list = &mut self.lists[tab.index()];
            if !entry.and_then(|entry| moved.entry(entry)).is_some_and(|entry| list.select(entry)) {
                list.selected = row;
                list.settle();
                self.fresh[tab.index()] = true;
            }
        }
        self.move_comparison(&moved);
        for tab in Tab::ALL {
            if self.lists[tab.index()].current().is_none() {
                let alone = if tab == Tab::Search { Focus::Input } else { Focus::List };
                self.focus[tab.index()] = alone;
            }
        }
        self.edition += 1;
        self.finding = None;
        self.changed();
        self.reopen_choice();
    }

    /// The hits of the last search that are still there stay, until there is an index to search again.
    fn move_hits(&mut self, moved: &Move<'_>) {
        let list = &self.lists[Tab::Search.index()];
        let (row, current) = (list.selected, list.current());
        let place = match current {
            Some(Entry::Hit(rank)) => self.search.hit(rank).and_then(|hit| moved.place(hit.place)),
            _ => None,
        };
        moved.results(&mut self.search.results);
        let at = self.search.results.hits.iter().position(|hit| Some(hit.place) == place);
        self.list_hits();
        let list = &mut self.lists[Tab::Search.index()];
        list.selected = at.unwrap_or(row);
        list.settle();
        self.fresh[Tab::Search.index()] |= at.is_none() && current.is_some();
    }

    fn move_comparison(&mut self, moved: &Move<'_>) {
        let Some(mut compare) = self.compare.take() else { return };
        let question = moved.from.questions.get(compare.question);
        let question = question.and_then(|asked| moved.to.questions.iter().position(|other| other.id == asked.id));
        let known: Vec<&str> = compare::people(moved.to).collect();
        let stays: Vec<bool> = compare.people.iter().map(|id| known.contains(&id.as_str())).collect();
        if stays.iter().all(|stays| *stays) {
            for reader in &mut compare.readers {
                moved.reader(reader);
            }
        } else {
            let column = stays[..compare.column.min(stays.len())].iter().filter(|stays| **stays).count();
            let mut stays = stays.into_iter();
            compare.people.retain(|_| stays.next().unwrap_or(false));
            if compare.people.is_empty() {
                return;
            }
            let people = std::mem::take(&mut compare.people);
            compare = compare::Compare { column, question: compare.question, ..compare::Compare::new(people) };
        }
        compare.question = question.unwrap_or(0);
        self.compare = Some(compare);
    }

    /// A choice of people, speakers or themes is made anew, the same row selected.
    fn reopen_choice(&mut self) {
        let Some(Overlay::Choice(choice)) = &self.overlay else { return };
        let (selected, pick) = (choice.selected, choice.rows.get(choice.selected).map(|row| row.pick.clone()));
        match pick {
            None | Some(Pick::Do(_)) => return,
            Some(Pick::Author(_) | Pick::Theme(_)) => self.open_filter(),
            Some(Pick::Person(_)) if self.compare.is_some() => self.open_comparison(),
            Some(Pick::Person(_)) => self.overlay = None,
        }
        if let Some(Overlay::Choice(choice)) = &mut self.overlay {
            let same = choice.rows.iter().position(|row| Some(&row.pick) == pick.as_ref());
            choice.selected = same.unwrap_or(selected.min(choice.rows.len().saturating_sub(1)));
        }
    }
}
