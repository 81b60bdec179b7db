//! The headings of sections, and where they lead.

use super::page::Block;
use crate::corpus::{Corpus, Place};

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
