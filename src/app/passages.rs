//! The sections of a document and their passages, as blocks of a page.

use super::page::{Block, Page};
use crate::corpus::{Corpus, Place};

/// The sections of a document with their passages.
pub(crate) fn answers(corpus: &Corpus, document: u32, page: &mut Page) {
    for place in corpus.places_in(document) {
        match place {
            Place::Section { .. } => page.push(section_heading(corpus, place)),
            Place::Passage { document, section, passage } => {
                page.push_item(corpus, &corpus.item(place));
                let passages = &corpus.documents[document as usize].sections[section as usize].passages;
                if passage as usize + 1 == passages.len() {
                    page.push(Block::blank());
                }
            }
            _ => {}
        }
    }
}

/// The heading of a section with its number and reference.
pub(crate) fn section_heading(corpus: &Corpus, place: Place) -> Block {
    let item = corpus.item(place);
    let number = item.section.map_or(0, |section| section.number);
    let heading = Block::heading(format!("{number}  {}", item.title));
    Block { place: Some(place), ..heading }.labelled(corpus.reference(place).to_string())
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
