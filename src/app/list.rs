//! A list with a selection: which rows there are, which is selected, which is the first one seen.

use crate::corpus::Place;

/// What a row of a list stands for. What it says is made when it is drawn, so that a list of any length costs only what is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A heading, which the selection passes over.
    Group(Group),
    /// A candidacy, by its index.
    Candidacy(u32),
    /// Something citable.
    Place(Place),
    /// The grid of themes by documents.
    Grid,
    /// A hit of the search, by its rank from 0.
    Hit(u32),
    /// The timeline.
    Timeline,
    /// Rules and other facts.
    Facts,
    /// Something kept, by its position.
    Kept(u32),
}

/// A heading of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// The post of this index.
    Post(u32),
    /// The holder of the priorities of this document.
    Holder(u32),
    /// A few words.
    Words(&'static str),
}

impl Entry {
    /// Whether it can be selected.
    pub(crate) fn is_item(self) -> bool {
        !matches!(self, Entry::Group(_))
    }
}

/// Rows and the selected one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub entries: Vec<Entry>,
    pub selected: usize,
}

impl List {
    pub(crate) fn new(entries: Vec<Entry>) -> List {
        let mut list = List { entries, selected: 0 };
        list.settle();
        list
    }

    /// The selected entry, if there is one.
    pub(crate) fn current(&self) -> Option<Entry> {
        self.entries.get(self.selected).copied().filter(|entry| entry.is_item())
    }

    /// Selects an entry, if the list has it.
    pub(crate) fn select(&mut self, entry: Entry) -> bool {
        let found = self.entries.iter().position(|other| *other == entry);
        self.selected = found.unwrap_or(self.selected);
        found.is_some()
    }

    /// Moves by a number of rows, over headings, as far as there are rows.
    pub(crate) fn step(&mut self, rows: usize, forward: bool) {
        if self.entries.is_empty() {
            return;
        }
        let target = if forward {
            (self.selected + rows).min(self.entries.len().saturating_sub(1))
        } else {
            self.selected.saturating_sub(rows)
        };
        let item = |at: &usize| self.entries[*at].is_item();
        let found = if forward {
            (target..self.entries.len()).find(item).or_else(|| (self.selected..target).rev().find(item))
        } else {
            (0..=target).rev().find(item).or_else(|| (target..self.selected).find(item))
        };
        self.selected = found.unwrap_or(self.selected);
    }

    /// To the first or the last row.
    pub(crate) fn go_to_end(&mut self, forward: bool) {
        self.step(self.entries.len(), forward);
    }

    /// Keeps the selection on a row that exists and is no heading.
    pub(crate) fn settle(&mut self) {
        self.selected = self.selected.min(self.entries.len().saturating_sub(1));
        if self.entries.get(self.selected).is_some_and(|entry| !entry.is_item()) {
            self.step(1, true);
        }
    }

    /// Index of the first visible row where `rows` are seen. Derived, and moving by half screens: between two of them a step changes two rows only.
    pub(crate) fn first(&self, rows: usize) -> usize {
        let rows = rows.max(1);
        let step = (rows / 2).max(1);
        let stepped = self.selected.saturating_sub(rows / 4) / step * step;
        stepped.max((self.selected + 1).saturating_sub(rows)).min(self.entries.len().saturating_sub(rows))
    }
}
