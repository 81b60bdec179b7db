//! What stands on a cell, in four bytes: a character, or the number of a grapheme of several.
//!
//! Cells are compared and copied by the thousand for each frame; graphemes that are more than one character are rare, and kept in a table.

use std::collections::HashMap;

/// What stands on a cell: the number of a character or, above all of those, of a grapheme by its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph(u32);

impl Glyph {
    /// A blank.
    pub const BLANK: Glyph = Glyph(b' ' as u32);

    /// The number of the first grapheme in the table.
    const FIRST_CLUSTER: u32 = char::MAX as u32 + 1;

    /// Whether it is written with one byte.
    pub fn is_a_byte(self) -> bool {
        self.0 < 0x80
    }

    /// Its place in the table, unless it is a character.
    fn place(self) -> Option<usize> {
        self.0.checked_sub(Glyph::FIRST_CLUSTER).map(|place| place as usize)
    }
}

impl From<char> for Glyph {
    fn from(c: char) -> Glyph {
        Glyph(u32::from(c))
    }
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
            return c.into();
        }
        let place = self.places.get(symbol).copied().or_else(|| {
            let place = u16::try_from(self.texts.len()).ok()?;
            self.texts.push(symbol.into());
            self.places.insert(symbol.into(), place);
            Some(place)
        });
        place.map_or(Glyph::BLANK, |place| Glyph(Glyph::FIRST_CLUSTER + u32::from(place)))
    }

    /// Whether so many have gathered that those no longer on the screen should go.
    pub fn is_crowded(&self) -> bool {
        self.texts.len() > 1024
    }

    /// Writes a glyph out.
    pub fn write(&self, glyph: Glyph, out: &mut Vec<u8>) {
        match char::from_u32(glyph.0) {
            Some(c) if glyph.is_a_byte() => out.push(c as u8),
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => out.extend_from_slice(self.text(glyph).as_bytes()),
        }
    }

    /// The same glyph in another table.
    pub fn moved_to(&self, glyph: Glyph, other: &mut Clusters) -> Glyph {
        if glyph.place().is_some() { other.glyph(self.text(glyph)) } else { glyph }
    }

    /// The grapheme that is in the table; empty for a character.
    fn text(&self, glyph: Glyph) -> &str {
        glyph.place().map_or("", |place| &self.texts[place])
    }
}
