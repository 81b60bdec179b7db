//! A page of any length, of which only what is around the reader is rolled out.
//!
//! A document may have a hundred thousand passages, and a screen shows ten. A scroll knows of each piece where it is, and makes its blocks when they
//! are wanted: a heading, a passage with what belongs to it, anything else that was written out beforehand.

use std::ops::Range;

use super::page::{Block, Page};
use super::passages::section_heading;
use crate::corpus::{Corpus, Place};

/// The pieces of a page, one run after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scroll {
    /// Each with the number of its first piece.
    runs: Vec<(usize, Run)>,
    len: usize,
}

/// Pieces that are made in one way.
#[derive(Debug, Clone)]
enum Run {
    /// Blocks, each a piece.
    Blocks(Vec<Block>),
    /// The sections of a document, each a heading and its passages; with the numbers of the headings, and at the end that of all pieces.
    Document { document: u32, headings: Vec<usize> },
    /// Things that can be cited.
    Places(Vec<Place>),
    /// The passages of a section.
    Section { document: u32, section: u32, len: usize },
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Run {
    fn len(&self) -> usize {
        match self {
            Run::Blocks(blocks) => blocks.len(),
            Run::Document { headings, .. } => headings.last().copied().unwrap_or(0),
            Run::Places(places) => places.len(),
            Run::Section { len, .. } => *len,
        }
    }

    /// The place of a piece.
    fn place(&self, at: usize) -> Option<Place> {
        match self {
            Run::Blocks(blocks) => blocks.get(at)?.place,
            Run::Document { document, headings } => {
                let section = headings.partition_point(|heading| *heading <= at).checked_sub(1)?;
                let (document, section) = (*document, index(section));
                Some(match at - headings[section as usize] {
                    0 => Place::Section { document, section },
                    passage => Place::Passage { document, section, passage: index(passage - 1) },
                })
            }
            Run::Places(places) => places.get(at).copied(),
            Run::Section { document, section, .. } => {
                Some(Place::Passage { document: *document, section: *section, passage: index(at) })
            }
        }
    }

    /// The piece that stands for a place.
    fn position(&self, place: Place) -> Option<usize> {
        match (self, place) {
            (Run::Blocks(blocks), _) => blocks.iter().position(|block| block.place == Some(place) && block.stop),
            (Run::Places(places), _) => places.iter().position(|other| *other == place),
            (Run::Document { document, headings }, Place::Section { document: of, section }) if of == *document => {
                headings.get(section as usize).copied()
            }
            (Run::Document { document, headings }, Place::Passage { document: of, section, passage })
                if of == *document =>
            {
                Some(headings.get(section as usize)? + 1 + passage as usize)
            }
            (Run::Section { document, section, len }, Place::Passage { document: of, section: within, passage })
                if (of, within) == (*document, *section) && (passage as usize) < *len =>
            {
                Some(passage as usize)
            }
            _ => None,
        }
    }

    /// Where the last section begins that does so at or before a piece.
    fn section_before(&self, at: usize) -> Option<usize> {
        match self {
            Run::Blocks(blocks) => (0..=at.min(blocks.len().checked_sub(1)?)).rev().find(|at| blocks[*at].section),
            Run::Document { headings, .. } => {
                let sections = &headings[..headings.len() - 1];
                sections.partition_point(|heading| *heading <= at).checked_sub(1).map(|section| sections[section])
            }
            Run::Places(_) | Run::Section { .. } => None,
        }
    }

    /// Where the first section begins that does so at or after a piece.
    fn section_from(&self, at: usize) -> Option<usize> {
        match self {
            Run::Blocks(blocks) => (at..blocks.len()).find(|at| blocks[*at].section),
            Run::Document { headings, .. } => {
                let sections = &headings[..headings.len() - 1];
                sections.get(sections.partition_point(|heading| *heading < at)).copied()
            }
            Run::Places(_) | Run::Section { .. } => None,
        }
    }

    fn roll_out(&self, corpus: &Corpus, at: usize, page: &mut Page) {
        if let Run::Blocks(blocks) = self {
            page.blocks.extend(blocks.get(at).cloned());
            return;
        }
        match self.place(at) {
            Some(place @ Place::Section { .. }) => page.push(section_heading(corpus, place)),
            Some(place) => page.push_item(corpus, &corpus.item(place)),
            None => {}
        }
        let ends =
            |headings: &[usize]| headings.binary_search(&(at + 1)).is_ok() && headings.binary_search(&at).is_err();
        if matches!(self, Run::Document { headings, .. } if ends(headings)) {
            page.push(Block::blank());
        }
    }
}

impl From<Page> for Scroll {
    fn from(page: Page) -> Scroll {
        let mut scroll = Scroll::default();
        scroll.push_page(page);
        scroll
    }
}

impl Scroll {
    fn push_run(&mut self, run: Run) {
        let len = run.len();
        if len > 0 {
            self.runs.push((self.len, run));
            self.len += len;
        }
    }

    /// Adds what is written out already.
    pub(crate) fn push_page(&mut self, page: Page) {
        self.push_run(Run::Blocks(page.blocks));
    }

    /// Adds the sections of a document with their passages.
    pub(crate) fn push_document(&mut self, corpus: &Corpus, document: u32) {
        let mut end = 0;
        let mut headings: Vec<usize> = Vec::new();
        for section in &corpus.documents[document as usize].sections {
            headings.push(end);
            end += 1 + section.passages.len();
        }
        headings.push(end);
        self.push_run(Run::Document { document, headings });
    }

    /// Adds the passages of a section.
    pub(crate) fn push_section(&mut self, corpus: &Corpus, document: u32, section: u32) {
        let len = corpus.documents[document as usize].sections[section as usize].passages.len();
        self.push_run(Run::Section { document, section, len });
    }

    /// Adds things that can be cited.
    pub(crate) fn push_places(&mut self, places: Vec<Place>) {
        self.push_run(Run::Places(places));
    }

    /// Adds another scroll.
    pub(crate) fn push_scroll(&mut self, other: Scroll) {
        other.runs.into_iter().for_each(|(_, run)| self.push_run(run));
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    fn run(&self, piece: usize) -> Option<&(usize, Run)> {
        let at = self.runs.partition_point(|(first, _)| *first <= piece).checked_sub(1)?;
        self.runs.get(at)
    }

    /// The piece that stands for a place.
    pub(crate) fn position(&self, place: Place) -> Option<usize> {
        self.runs.iter().find_map(|(first, run)| Some(first + run.position(place)?))
    }

    /// Where the section that a piece is in begins.
    fn section_at(&self, piece: usize) -> Option<usize> {
        let runs = self.runs.iter().rev().filter(|(first, _)| *first <= piece);
        runs.into_iter().find_map(|(first, run)| Some(first + run.section_before(piece - first)?))
    }

    /// Where the next section begins, or this or the previous one.
    pub(crate) fn step_section(&self, piece: usize, forward: bool) -> Option<usize> {
        if forward {
            let from = |first: usize| (piece + 1).saturating_sub(first);
            return self.runs.iter().find_map(|(first, run)| Some(first + run.section_from(from(*first))?));
        }
        let here = self.section_at(piece)?;
        here.checked_sub(1).and_then(|before| self.section_at(before)).or(Some(here))
    }

    /// Whether there are several sections to step through.
    pub(crate) fn has_sections(&self) -> bool {
        self.step_section(0, true).and_then(|first| self.step_section(first, true)).is_some()
            || (self.section_at(0) == Some(0) && self.step_section(0, true).is_some())
    }

    /// The blocks of some pieces, each with the number of its piece.
    pub(crate) fn roll_out(&self, corpus: &Corpus, pieces: Range<usize>) -> Page {
        let mut page = Page::default();
        for piece in pieces {
            let Some((first, run)) = self.run(piece) else { break };
            let before = page.blocks.len();
            run.roll_out(corpus, piece - first, &mut page);
            page.blocks[before..].iter_mut().for_each(|block| block.piece = piece);
        }
        page
    }
}
