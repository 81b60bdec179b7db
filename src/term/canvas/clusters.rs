//! What stands on a cell, in four bytes: a character, or the number of a grapheme of several.
//!
//! Cells are compared and copied by the thousand for each frame; graphemes that are more than one character are rare, and kept in a table.

use std::collections::HashMap;

/// What stands on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A single character.
    Char(char),
    /// A grapheme of several characters: its place in the table.
    Cluster(u16),
}

/// The graphemes of several characters.
#[derive(Debug, Default)]
pub struct Clusters {
    texts: Vec<Box<str>>,
    places: HashMap<Box<str>, u16>,
}

impl Clusters {
    /// The glyph of a grapheme. With the table full, which no screen can fill, it is a blank.
    pub fn glyph(&mut self, symbol: &str) -> Glyph {
        let mut chars = symbol.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Glyph::Char(c);
        }
        if let Some(&place) = self.places.get(symbol) {
            return Glyph::Cluster(place);
        }
        let Ok(place) = u16::try_from(self.texts.len()) else { return Glyph::Char(' ') };
        self.texts.push(symbol.into());
        self.places.insert(symbol.into(), place);
        Glyph::Cluster(place)
    }

    /// Whether so many have gathered that those no longer on the screen should go.
    pub fn is_crowded(&self) -> bool {
        self.texts.len() > 1024
    }

    /// Writes a glyph out.
    pub fn write(&self, glyph: Glyph, out: &mut Vec<u8>) {
        match glyph {
            Glyph::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Glyph::Cluster(place) => out.extend_from_slice(self.texts[usize::from(place)].as_bytes()),
        }
    }

    /// The same glyph in another table.
    pub fn moved_to(&self, glyph: Glyph, other: &mut Clusters) -> Glyph {
        match glyph {
            Glyph::Char(_) => glyph,
            Glyph::Cluster(place) => other.glyph(&self.texts[usize::from(place)]),
        }
    }
}
