//! What of a scroll is rolled out, laid out and seen in one pane, and what was found in it.

use std::ops::Range;
use std::sync::Arc;

use super::page::{Block, Layout, Page};
use super::reader::Reader;
use super::scroll::Scroll;
use crate::corpus::Corpus;

/// A scroll of no more pieces is rolled out whole.
const SHORT: usize = 128;
/// Of a longer one so many pieces are rolled out at a time, from one border to the next.
const STRETCH: usize = 32;

/// A place at which words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Number of the piece in the scroll, and of the block in it.
    pub piece: usize,
    pub block: usize,
    /// The bytes of the block's text.
    pub text: Range<usize>,
}

/// A page on the screen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    pub scroll: Scroll,
    pub page: Page,
    pub layout: Layout,
    /// The places found, in order.
    pub found: Arc<[Found]>,
    /// Cells that text may take.
    width: u16,
    /// The stretch around which it is rolled out, for a pane of so many lines; `None` for a scroll that is rolled out whole.
    around: Option<(usize, usize)>,
}

impl Shown {
    /// A scroll of which nothing is rolled out yet.
    pub(crate) fn of(scroll: Scroll, width: u16) -> Shown {
        Shown { scroll, width, ..Shown::default() }
    }

    /// A page that is rolled out whole.
    pub(crate) fn page(page: Page, width: u16) -> Shown {
        Shown { layout: Layout::of(&page, width), page, width, ..Shown::default() }
    }

    /// Whether only a part of it is rolled out at a time.
    pub(crate) fn is_long(&self) -> bool {
        self.scroll.len() > SHORT
    }

    /// Rolls out what is around a piece, unless it is rolled out already. `dress` does to the blocks what depends on the reader's doings.
    pub(crate) fn roll_to(&mut self, piece: usize, height: usize, corpus: &Corpus, dress: &dyn Fn(&mut Block)) {
        let (len, long) = (self.scroll.len(), self.is_long());
        if !long && !self.layout.starts.is_empty() {
            return;
        }
        let stretch = if long { piece.min(len - 1) / STRETCH } else { 0 };
        if long && self.around.is_some_and(|(around, lines)| around == stretch && lines >= height) {
            return;
        }
        let mut pieces =
            if long { stretch.saturating_sub(1) * STRETCH..((stretch + 2) * STRETCH).min(len) } else { 0..len };
        loop {
            self.page = self.scroll.roll_out(corpus, pieces.clone());
            self.page.blocks.iter_mut().for_each(dress);
            self.layout = Layout::of(&self.page, self.width);
            if !long {
                return;
            }
            self.layout.anchors = pieces.clone().step_by(STRETCH).map(|piece| self.page.block_of(piece)).collect();
            // There is a screenful on either side of the stretch, or the end of the scroll.
            let line = |piece: usize| self.layout.starts[self.page.block_of(piece)];
            let before = line(stretch * STRETCH);
            let after = self.layout.lines.len() - line(((stretch + 1) * STRETCH).min(len));
            let (more_before, more_after) = (before < height && pieces.start > 0, after < height && pieces.end < len);
            if !more_before && !more_after {
                break;
            }
            pieces.start -= if more_before { STRETCH } else { 0 };
            pieces.end = if more_after { (pieces.end + STRETCH).min(len) } else { pieces.end };
        }
        self.around = Some((stretch, height));
    }

    /// Rolls out what is around a reader, who stays on the block.
    pub(crate) fn follow(&mut self, reader: &mut Reader, height: usize, corpus: &Corpus, dress: &dyn Fn(&mut Block)) {
        let Some(block) = self.page.blocks.get(reader.block).filter(|_| self.is_long()) else { return };
        let (piece, within) = (block.piece, reader.block - self.page.block_of(block.piece));
        self.roll_to(piece, height, corpus, dress);
        reader.block = self.page.block_of(piece) + within;
    }

    /// The places found in what is rolled out: the number of each, and the index of its block.
    pub(crate) fn found_here(&self) -> impl Iterator<Item = (usize, usize, &Range<usize>)> {
        let (first, last) = (self.page.blocks.first(), self.page.blocks.last());
        let from = first.map_or(0, |block| self.found.partition_point(|found| found.piece < block.piece));
        let to = last.map_or(0, |block| self.found.partition_point(|found| found.piece <= block.piece));
        let here = from..to.max(from);
        here.map(|at| (at, self.page.block_of(self.found[at].piece) + self.found[at].block, &self.found[at].text))
    }

    /// The first place found at or after a block.
    pub(crate) fn found_from(&self, block: usize) -> usize {
        let (piece, within) = match self.page.blocks.get(block) {
            Some(at) => (at.piece, block - self.page.block_of(at.piece)),
            None => (0, 0),
        };
        let at = self.found.partition_point(|found| (found.piece, found.block) < (piece, within));
        if at < self.found.len() { at } else { 0 }
    }
}

impl Scroll {
    /// The places at which words are found, in order, for as long as anybody wants to know.
    pub(crate) fn find(&self, corpus: &Corpus, words: &str, go_on: &dyn Fn() -> bool) -> Option<Arc<[Found]>> {
        let mut all = Vec::new();
        for first in (0..self.len()).step_by(STRETCH) {
            if !go_on() {
                return None;
            }
            let page = self.roll_out(corpus, first..(first + STRETCH).min(self.len()));
            let (mut piece, mut block) = (usize::MAX, 0);
            for each in &page.blocks {
                block = if each.piece == piece { block + 1 } else { 0 };
                piece = each.piece;
                let found = crate::search::find(&each.text, words).into_iter();
                all.extend(found.map(|text| Found { piece, block, text }));
            }
        }
        Some(all.into())
    }
}
