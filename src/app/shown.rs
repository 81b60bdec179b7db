//! The pages on the screen: made and laid out anew when what they depend on has changed, so that drawing reads and never computes.

use std::ops::Range;

use super::list::Entry;
use super::page::{Block, Layout, Page, Shown};
use super::reader::Reader;
use super::{App, Reading, brief, candidates, compare, documents, passages, priorities, quotes, votes};
use crate::corpus::Place;
use crate::keymap::Tab;

/// What the pages on the screen depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownKey {
    tab: Tab,
    entry: Option<Entry>,
    cell: bool,
    question: Option<usize>,
    find: Option<String>,
    widths: Vec<u16>,
    /// What is said where there is nothing yet.
    waiting: Option<Reading>,
    revision: u64,
}

impl App {
    /// Makes and lays out the pages on the screen, if what they depend on has changed.
    pub(super) fn refresh(&mut self) {
        let panes = self.panes();
        let widths: Vec<u16> = (0..panes.pages.len().max(1))
            .map(|page| panes.text_width(page, if self.wide { u16::MAX } else { self.prose }))
            .collect();
        let key = ShownKey {
            tab: self.tab,
            entry: self.list().current(),
            cell: self.cell,
            question: self.compare.as_ref().map(|compare| compare.question),
            find: self.readers[self.tab.index()].find.as_ref().map(|find| find.words.clone()),
            widths,
            waiting: self.reading.filter(|_| self.list().current().is_none()),
            revision: self.revision,
        };
        if self.shown_key.as_ref() != Some(&key) {
            let made = self.make_pages(key.widths.len());
            let find = key.find.as_deref();
            let show = |(page, width): (Page, &u16)| Shown {
                layout: Layout::of(&page, *width),
                found: find.map(|words| found(&page, words)).unwrap_or_default(),
                page,
            };
            self.shown = made.into_iter().zip(&key.widths).map(show).collect();
            self.shown_key = Some(key);
        }
        self.settle_readers();
    }

    fn make_pages(&self, columns: usize) -> Vec<Page> {
        let mut pages = match &self.compare {
            Some(compare) if self.tab == Tab::Candidates => compare::pages(&self.corpus, compare, columns),
            _ => vec![self.make_page()],
        };
        for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
            let Some(place) = block.place.filter(|_| block.stop) else { continue };
            block.kept = self.is_kept(place);
            if let Some((lit, marks)) = &self.lit
                && *lit == place
                && block.text == self.corpus.item(place).text
            {
                block.marks.clone_from(marks);
            }
        }
        pages
    }

    fn make_page(&self) -> Page {
        let corpus = &self.corpus;
        match (self.tab, self.list().current()) {
            (Tab::Candidates | Tab::Priorities | Tab::Quotes | Tab::Documents, None) => self.waiting_page(),
            (Tab::Brief, None) => brief::empty_page(&self.keeping),
            (_, Some(Entry::Candidacy(at))) => candidates::page(corpus, at),
            (_, Some(Entry::Grid)) if self.cell => priorities::cell_page(corpus, self.grid),
            (_, None | Some(Entry::Grid | Entry::Group(_))) => Page::default(),
            (Tab::Documents, Some(Entry::Place(place))) => documents::page(corpus, place),
            (Tab::Votes, Some(Entry::Place(place))) => votes::page(corpus, place),
            (Tab::Priorities, Some(Entry::Place(place))) => priorities::page(corpus, place),
            (_, Some(Entry::Place(place))) => quotes::page(corpus, place),
            (_, Some(Entry::Hit(rank))) => self.hit_page(rank),
            (_, Some(Entry::Timeline)) => votes::timeline_page(corpus),
            (_, Some(Entry::Facts)) => votes::facts_page(corpus),
            (_, Some(Entry::Kept(at))) => {
                self.keeping.get(at).map(|(kept, anchor)| brief::page(corpus, kept, anchor)).unwrap_or_default()
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

    /// Sets readers to where their rows point to, and keeps them on blocks that exist.
    fn settle_readers(&mut self) {
        let height = self.page_height();
        let tab = self.tab.index();
        if self.tab == Tab::Candidates
            && let Some(compare) = &mut self.compare
        {
            compare.settle(&self.shown, height);
            return;
        }
        if std::mem::take(&mut self.fresh[tab]) {
            let target = self.target().and_then(|place| self.shown[0].page.position(place));
            self.readers[tab] = Reader { find: self.readers[tab].find.take(), ..Reader::at(target.unwrap_or(0)) };
        }
        let Shown { page, layout, found } = &self.shown[0];
        let reader = &mut self.readers[tab];
        let sought = reader.seeks.is_some();
        reader.settle(page, layout, height);
        if let Some(find) = reader.find.as_mut().filter(|find| sought || find.at >= found.len()) {
            find.at = found.iter().position(|(block, _)| *block >= reader.block).unwrap_or(0);
        }
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

/// The places in a page at which words are found.
fn found(page: &Page, words: &str) -> Vec<(usize, Range<usize>)> {
    let readable = page.blocks.iter().enumerate();
    readable
        .flat_map(|(at, block)| crate::search::find(&block.text, words).into_iter().map(move |range| (at, range)))
        .collect()
}
