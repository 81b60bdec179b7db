//! Texts that are compiled into the program packed. `build.rs` lists and packs them.

use std::io::{self, Read};

/// A packed text, by the name of its file.
macro_rules! packed {
    ($name:literal) => {
        $crate::text::packed::Packed::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflate")))
    };
}
pub(crate) use packed;

/// A text that is compiled into the program.
#[derive(Debug, Clone, Copy)]
pub struct Packed(&'static [u8]);

impl Packed {
    /// A text that was packed with deflate.
    #[must_use]
    pub const fn new(bytes: &'static [u8]) -> Packed {
        Packed(bytes)
    }

    /// The bytes of the text, one after the other.
    #[must_use]
    pub fn reader(self) -> impl Read {
        flate2::read::DeflateDecoder::new(self.0)
    }

    /// The whole text.
    ///
    /// # Panics
    /// Never: what was packed is a text.
    #[must_use]
    pub fn text(self) -> String {
        io::read_to_string(self.reader()).expect("what was packed is a text")
    }
}
