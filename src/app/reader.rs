//! Reading a page: which block is selected, which lines are seen, what was looked for.
//!
//! The first visible line is derived from the selection, so that no offset can go stale when the screen changes its size. It moves by half screens:
//! between two of them a step changes two marks and not the whole pane, which a slow line is grateful for.

use super::page::{Layout, Page};
use crate::corpus::Place;

/// What is selected on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Index of the selected block.
    pub block: usize,
    /// Which screenful of the block, for one taller than the pane.
    pub part: usize,
    /// The words looked for, and which of the places found is the current one.
    pub find: Option<Find>,
    /// What the selected block stands for, and the number of its piece in the scroll.
    pub place: Option<Place>,
    pub piece: usize,
    /// Where what was selected is to be found when the page is made from another corpus.
    pub seeks: Option<Place>,
}

/// A search within the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Find {
    pub words: String,
    /// Index of the current place among those found.
    pub at: usize,
}

impl Reader {
    /// A reader at a block.
    pub(crate) fn at(block: usize) -> Reader {
        Reader { block, ..Reader::default() }
    }

    /// Index of the first visible line.
    pub(crate) fn top(&self, layout: &Layout, height: usize) -> usize {
        let height = height.max(1);
        let lines = layout.lines_of(self.block);
        let at = (lines.start + self.part * part_step(height)).min(lines.end.saturating_sub(1)).max(lines.start);
        let last_top = layout.lines.len().saturating_sub(height);
        let step = (height / 2).max(1);
        let quarter = height / 4;
        let anchor = layout.anchor_of(self.block);
        let stepped = match (at - anchor).checked_sub(quarter) {
            Some(below) => anchor + below / step * step,
            // Before the first line that is counted by as many steps as it takes.
            None => anchor.saturating_sub((quarter - (at - anchor)).div_ceil(step) * step),
        };
        // The block is seen whole where it fits, and from its start where it does not.
        let lowest = if self.part == 0 { (lines.end).saturating_sub(height).min(at) } else { at };
        stepped.max(lowest).min(last_top).min(at)
    }

    /// One block or, in a block taller than the pane, most of a screen down or up. False if there is nowhere to go.
    pub(crate) fn step(&mut self, page: &Page, layout: &Layout, height: usize, forward: bool) -> bool {
        let height = height.max(1);
        let parts = parts(layout, self.block, height);
        if forward && self.part + 1 < parts {
            self.part += 1;
            return true;
        }
        if !forward && self.part > 0 {
            self.part -= 1;
            return true;
        }
        let Some(next) = page.next_stop(self.block, forward) else { return false };
        self.block = next;
        self.part = if forward { 0 } else { self::parts(layout, next, height) - 1 };
        true
    }

    /// Moves by about `lines` lines down or up, at least by one step, and by no more than a screenful: what comes follows on what was seen.
    pub(crate) fn scroll(&mut self, page: &Page, layout: &Layout, height: usize, lines: usize, forward: bool) {
        let line = |reader: &Reader| layout.lines_of(reader.block).start + reader.part * part_step(height.max(1));
        let (from, top) = (line(self), self.top(layout, height));
        let mut before = self.clone();
        while self.step(page, layout, height, forward) {
            if self.top(layout, height).abs_diff(top) > height && line(&before) != from {
                *self = before;
                return;
            }
            if line(self).abs_diff(from) >= lines {
                return;
            }
            before = self.clone();
        }
    }

    /// To the first or the last block that can be selected.
    pub(crate) fn go_to_end(&mut self, page: &Page, layout: &Layout, height: usize, forward: bool) {
        let target = if forward { page.next_stop(page.blocks.len(), false) } else { page.stop_from(0) };
        if let Some(block) = target {
            self.block = block;
            self.part = if forward { parts(layout, block, height.max(1)) - 1 } else { 0 };
        }
    }

    /// Keeps the selection on a block that exists and can be selected.
    pub(crate) fn settle(&mut self, page: &Page, layout: &Layout, height: usize) {
        if let Some(place) = self.seeks.take()
            && page.blocks.get(self.block).is_none_or(|block| block.place != Some(place) || !block.stop)
        {
            match page.position(place) {
                Some(block) => self.block = block,
                None => self.part = 0,
            }
        }
        if !page.blocks.get(self.block).is_some_and(|block| block.stop) {
            self.block = page.stop_from(self.block).unwrap_or(0);
            self.part = 0;
        }
        self.part = self.part.min(parts(layout, self.block, height.max(1)) - 1);
        let block = page.blocks.get(self.block);
        (self.place, self.piece) = block.map_or((None, 0), |block| (block.place, block.piece));
    }
}

/// Lines between the starts of two parts of a tall block: a screen less one line, so that the eye finds its place.
fn part_step(height: usize) -> usize {
    height.saturating_sub(1).max(1)
}

/// How many screenfuls a block takes, at least 1.
fn parts(layout: &Layout, block: usize, height: usize) -> usize {
    let lines = layout.lines_of(block).len();
    if lines <= height { 1 } else { 1 + (lines - height).div_ceil(part_step(height)) }
}
