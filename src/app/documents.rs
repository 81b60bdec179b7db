//! The documents, read from top to end.

use super::candidates::answers;
use super::list::Entry;
use super::page::{Block, Page};
use crate::corpus::{Corpus, Document, PassageKind, Place};
use crate::text::date;

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
pub(crate) fn page(corpus: &Corpus, place: Place) -> Page {
    let (Place::Document(at) | Place::Section { document: at, .. } | Place::Passage { document: at, .. }) = place
    else {
        return Page::default();
    };
    let document = &corpus.documents[at as usize];
    let mut page = Page::default();
    let title = Block { section: true, ..Block::title(document.title.as_str()) };
    page.push(title.labelled(document.id.as_str()).at(Place::Document(at)));
    page.push(Block::plain(byline(corpus, document)));
    if let Some(note) = &document.note {
        page.push(Block::note(note.as_str()));
    }
    if !has_full_text(document) {
        page.push(Block::note("Points and quotes, not the full text."));
    }
    page.push(Block::blank());
    answers(corpus, at, &mut page);
    page
}

/// What a document goes by in a list: its author, or its title where none is named.
pub(crate) fn name<'a>(corpus: &'a Corpus, document: &'a Document) -> &'a str {
    let named = document.speaker.is_some() || document.publisher.is_some();
    if named { corpus.author_name(document) } else { &document.title }
}

/// Whose words a document holds, in what capacity, when and where they were published.
pub(crate) fn byline(corpus: &Corpus, document: &Document) -> String {
    let author = corpus.author_name(document);
    let publisher = document.publisher.as_deref().filter(|publisher| *publisher != author);
    let date = document.date.as_deref().map(date::long);
    [Some(author), document.capacity.as_deref(), publisher, date.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whether the user has loaded the text itself.
fn has_full_text(document: &Document) -> bool {
    let mut passages = document.sections.iter().flat_map(|section| &section.passages);
    passages.any(|passage| passage.kind == PassageKind::Text)
}

/// The first thing that can be selected at a place: of a section its first passage.
pub(crate) fn first_in(corpus: &Corpus, place: Place) -> Place {
    match place {
        Place::Section { document, section }
            if !corpus.documents[document as usize].sections[section as usize].passages.is_empty() =>
        {
            Place::Passage { document, section, passage: 0 }
        }
        _ => place,
    }
}
