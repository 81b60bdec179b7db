//! Texts that are compiled into the program packed. `build.rs` lists and packs them.

use std::io::Read;

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

    /// The bytes of the text.
    ///
    /// # Panics
    /// Never: what was packed can be unpacked.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let unpacked = flate2::read::DeflateDecoder::new(self.0).read_to_end(&mut bytes);
        unpacked.expect("what was packed can be unpacked");
        bytes
    }

    /// The whole text.
    ///
    /// # Panics
    /// Never: what was packed is a text.
    #[must_use]
    pub fn text(self) -> String {
        String::from_utf8(self.bytes()).expect("what was packed is a text")
    }
}
