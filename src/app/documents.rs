//! The documents, read from top to end.

use super::list::Entry;
use super::page::{Block, Page};
use super::scroll::Scroll;
use super::{naming, source};
use crate::corpus::{Corpus, Place};

/// Every document with its sections beneath it.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry> {
    (0..)
        .zip(&corpus.documents)
        .flat_map(|(at, _)| corpus.places_in(at))
        .filter(|place| !matches!(place, Place::Passage { .. }))
        .map(Entry::Place)
        .collect()
}

/// The whole document that a place stands in.
pub(crate) fn page(corpus: &Corpus, place: Place) -> Scroll {
    let (Place::Document(at) | Place::Section { document: at, .. } | Place::Passage { document: at, .. }) = place
    else {
        return Scroll::default();
    };
    let document = &corpus.documents[at as usize];
    let mut page = Page::default();
    let title = Block { section: true, ..Block::title(document.title.as_str()) };
    page.push(title.labelled(document.id.as_str()).at(Place::Document(at)));
    page.push(Block::plain(naming::byline(corpus, document)));
    if let Some(note) = &document.note {
        page.push(Block::note(note.as_str()));
    }
    if !corpus.has_full_text(at as usize) {
        page.push(Block::note("Points and quotes, not the full text."));
    }
    page.push(Block::blank());
    let mut scroll = Scroll::from(page);
    scroll.push_document(corpus, at);
    let mut end = Page::default();
    end.push(Block::heading("Where it comes from"));
    for line in source::lines(corpus, &corpus.item(Place::Document(at))) {
        end.push(Block::note(line));
    }
    scroll.push_page(end);
    scroll
}
