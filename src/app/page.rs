//! What is read in a pane: blocks of text, and how they fall into lines at a width.
//!
//! A [`Page`] says what is there and in what role, not what it looks like; a [`Layout`] says where its lines break, so that moving, finding and
//! drawing agree on what is where.

use std::ops::Range;

use crate::corpus::{Corpus, Item, Kind, Place};
use crate::text::wrap;

/// Cells before the text of every line: the mark of a kept block, the mark of the selected one, a bullet, and a space.
pub(crate) const MARGIN: u16 = 4;

/// What a block is, which decides its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The name of what the page is about.
    Title,
    /// A question or heading, with the reference of its section.
    Heading,
    /// A passage in our words.
    Point,
    /// Somebody's own words, between quotation marks.
    Quote,
    /// The same as the main thing on its page.
    Headline,
    /// Anything else that is read.
    Plain,
    /// A remark on what stands above: a source, a caution.
    Note,
    /// The votes of one candidacy.
    Bar(Bar),
    /// Space.
    Blank,
}

impl Role {
    /// Whether the text stands between quotation marks.
    pub(crate) fn is_quote(self) -> bool {
        matches!(self, Role::Quote | Role::Headline)
    }
}

/// The figures of a bar; its label is the block's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    /// Votes, if known.
    pub votes: Option<u32>,
    /// The number that a bar of full length stands for.
    pub full: u32,
    /// Votes needed to win, if known.
    pub majority: Option<u32>,
    /// Whether the bar is of someone elected.
    pub elected: bool,
    /// Cells that the longest label of the chart takes.
    pub label_width: u16,
}

/// A run of text with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub role: Role,
    pub text: String,
    /// What a verb acts on when this block is selected.
    pub place: Option<Place>,
    /// Whether the selection stops here.
    pub stop: bool,
    /// Whether a section begins here, for `]` and `[`.
    pub section: bool,
    /// What stands at the right end: a reference.
    pub label: String,
    /// Whether it is in the brief.
    pub kept: bool,
    /// Byte ranges of the text to be marked.
    pub marks: Vec<Range<usize>>,
    /// Number of the piece of its scroll that it is of.
    pub piece: usize,
}

impl Block {
    fn new(role: Role, text: impl Into<String>) -> Block {
        Block {
            role,
            text: text.into(),
            place: None,
            stop: false,
            section: false,
            label: String::new(),
            kept: false,
            marks: Vec::new(),
            piece: 0,
        }
    }

    pub(crate) fn title(text: impl Into<String>) -> Block {
        Block::new(Role::Title, text)
    }

    pub(crate) fn plain(text: impl Into<String>) -> Block {
        Block::new(Role::Plain, text)
    }

    pub(crate) fn note(text: impl Into<String>) -> Block {
        Block::new(Role::Note, text)
    }

    pub(crate) fn blank() -> Block {
        Block::new(Role::Blank, "")
    }

    pub(crate) fn bar(text: impl Into<String>, bar: Bar) -> Block {
        Block::new(Role::Bar(bar), text)
    }

    /// A heading at which a section begins.
    pub(crate) fn heading(text: impl Into<String>) -> Block {
        Block { section: true, ..Block::new(Role::Heading, text) }
    }

    /// The block as one that can be selected, standing for a place of the corpus.
    pub(crate) fn at(self, place: Place) -> Block {
        Block { place: Some(place), stop: true, ..self }
    }

    /// The block with what stands at its right end.
    pub(crate) fn labelled(self, label: impl Into<String>) -> Block {
        Block { label: label.into(), ..self }
    }

    /// The block of a citable thing: its text in the role of its kind, with its reference.
    pub(crate) fn item(corpus: &Corpus, item: &Item<'_>) -> Block {
        let role = match item.kind {
            Kind::Point => Role::Point,
            Kind::Quote => Role::Quote,
            _ => Role::Plain,
        };
        Block::new(role, item.text.clone()).labelled(corpus.reference(item.place).to_string()).at(item.place)
    }
}

/// All that is read in one pane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    pub blocks: Vec<Block>,
}

impl Page {
    /// Adds a citable thing, and what a reader should know of it.
    pub(crate) fn push_item(&mut self, corpus: &Corpus, item: &Item<'_>) {
        self.blocks.push(Block::item(corpus, item));
        if let Some(note) = item.note.filter(|_| item.passage.is_some()) {
            self.blocks.push(Block::note(note));
        }
    }

    pub(crate) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The first block that can be selected at or after an index, else the last before it.
    pub(crate) fn stop_from(&self, at: usize) -> Option<usize> {
        let after = (at..self.blocks.len()).find(|at| self.blocks[*at].stop);
        after.or_else(|| (0..at.min(self.blocks.len())).rev().find(|at| self.blocks[*at].stop))
    }

    /// The next block that can be selected after an index (`forward`) or before it.
    pub(crate) fn next_stop(&self, at: usize, forward: bool) -> Option<usize> {
        let is_stop = |at: &usize| self.blocks[*at].stop;
        if forward { (at + 1..self.blocks.len()).find(is_stop) } else { (0..at).rev().find(is_stop) }
    }

    /// The block that stands for a place.
    pub(crate) fn position(&self, place: Place) -> Option<usize> {
        self.blocks.iter().position(|block| block.place == Some(place) && block.stop)
    }

    /// The first block of a piece of the scroll, or where it would stand.
    pub(crate) fn block_of(&self, piece: usize) -> usize {
        self.blocks.partition_point(|block| block.piece < piece)
    }
}

/// One line on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Index of its block.
    pub block: usize,
    /// The bytes of the block's text on it.
    pub text: Range<usize>,
    /// Whether the block's label stands at its right end.
    pub label: bool,
}

/// Where the lines of a page break at a width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    pub lines: Vec<Line>,
    /// Index of the first line of each block, and at the end the number of lines.
    pub starts: Vec<usize>,
    /// Cells that text may take, without the margin.
    pub width: u16,
    /// Indices of the blocks from which lines are counted: what is seen around a block is the same whatever else is rolled out.
    pub anchors: Vec<usize>,
}

impl Layout {
    /// Breaks a page into lines of at most `width` cells, [`MARGIN`] not counted.
    pub(crate) fn of(page: &Page, width: u16) -> Layout {
        let mut layout = Layout { width, ..Layout::default() };
        for (at, block) in page.blocks.iter().enumerate() {
            layout.starts.push(layout.lines.len());
            layout.push(at, block);
        }
        layout.starts.push(layout.lines.len());
        layout
    }

    fn push(&mut self, at: usize, block: &Block) {
        let width = usize::from(self.width.max(1));
        if matches!(block.role, Role::Bar(_) | Role::Blank) {
            self.lines.push(Line { block: at, text: 0..block.text.len(), label: false });
            return;
        }
        // A quotation mark takes a cell on either side.
        let room = if block.role.is_quote() { width.saturating_sub(2) } else { width };
        let ranges = wrap::wrap(&block.text, room);
        let last = ranges.last().map_or(0, |range| wrap::width(&block.text[range.clone()]));
        self.lines.extend(ranges.into_iter().map(|text| Line { block: at, text, label: false }));
        if block.label.is_empty() {
            return;
        }
        let quoted = if block.role.is_quote() { 2 } else { 0 };
        let fits = last + quoted + 2 + wrap::width(&block.label) <= width;
        if !fits {
            self.lines.push(Line { block: at, text: block.text.len()..block.text.len(), label: false });
        }
        if let Some(line) = self.lines.last_mut() {
            line.label = true;
        }
    }

    /// The line from which those around a block are counted.
    pub(crate) fn anchor_of(&self, block: usize) -> usize {
        let at = self.anchors.partition_point(|anchor| *anchor <= block).checked_sub(1);
        at.and_then(|at| self.starts.get(self.anchors[at])).copied().unwrap_or(0)
    }

    /// The lines of a block.
    pub(crate) fn lines_of(&self, block: usize) -> Range<usize> {
        match (self.starts.get(block), self.starts.get(block + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }
}
