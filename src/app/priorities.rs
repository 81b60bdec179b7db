//! What each declared, and how much each document says on each theme.

use std::collections::HashMap;

use super::list::{Entry, Group};
use super::page::{Block, Page};
use super::scroll::Scroll;
use crate::corpus::{Corpus, Place};

/// The grid, then the priorities under those who declared them.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry> {
    let mut entries = Vec::new();
    if !corpus.themes.is_empty() && !corpus.documents.is_empty() {
        entries.push(Entry::Grid);
    }
    let mut declared: HashMap<&str, Vec<Entry>> = HashMap::new();
    for (priority, at) in corpus.priorities.iter().zip(0..) {
        declared.entry(&priority.document).or_default().push(Entry::Place(Place::Priority(at)));
    }
    for (document, at) in corpus.documents.iter().zip(0..) {
        if let Some(declared) = declared.remove(&*document.id) {
            entries.push(Entry::Group(Group::Holder(at)));
            entries.extend(declared);
        }
    }
    entries
}

/// A priority with its summary and the passages behind it.
pub(crate) fn page(corpus: &Corpus, place: Place) -> Page {
    let Place::Priority(at) = place else { return Page::default() };
    let priority = &corpus.priorities[at as usize];
    let item = corpus.item(place);
    let mut page = Page::default();
    page.push(Block { section: true, ..Block::title(priority.title.as_str()) });
    let rank =
        priority.rank.map_or("declared without a rank".to_owned(), |rank| format!("priority {rank} as declared"));
    let holder = item.document.map_or("", |document| corpus.author_name(document));
    page.push(Block::note(format!("{holder} · {rank}")));
    page.push(Block::blank());
    page.push(Block::item(corpus, &item));
    if !item.themes.is_empty() {
        page.push(Block::note(format!("Themes: {}", labels(corpus, item.themes))));
    }
    page.push(Block::blank());
    page.push(Block::heading("The passages behind it"));
    for place in priority.evidence.iter().filter_map(|reference| corpus.resolve(reference).ok()) {
        page.push_item(corpus, &corpus.item(place));
    }
    page
}

/// The passages behind a cell of the grid: (index of the theme, index of the document).
pub(crate) fn cell_page(corpus: &Corpus, (theme, document): (usize, usize)) -> Scroll {
    let mut page = Page::default();
    let (Some(theme), Some(record)) = (corpus.themes.get(theme), corpus.documents.get(document)) else {
        return page.into();
    };
    page.push(Block::title(format!("{} · {}", theme.label, corpus.author_name(record))));
    page.push(Block::note(theme.description.as_str()));
    page.push(Block::blank());
    let places: Vec<Place> = corpus.passages_on(&theme.id, index(document)).collect();
    if places.is_empty() {
        page.push(Block::plain("Nothing on this theme."));
    }
    let mut scroll = Scroll::from(page);
    scroll.push_places(places);
    scroll
}

fn index(document: usize) -> u32 {
    u32::try_from(document).unwrap_or(u32::MAX)
}

/// The labels of themes, joined by commas.
pub(crate) fn labels(corpus: &Corpus, themes: &[String]) -> String {
    let labels: Vec<&str> =
        themes.iter().map(|id| corpus.theme(id).map_or(id.as_str(), |theme| theme.label.as_str())).collect();
    labels.join(", ")
}
