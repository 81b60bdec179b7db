//! From the bytes of a file to a [`Corpus`].

use super::{Corpus, CorpusFile};

/// The corpus that is compiled into the program.
pub const BUNDLED: &[u8] = include_bytes!("../../data/pp22.json");

impl Corpus {
    /// The corpus that is compiled into the program.
    ///
    /// # Panics
    /// Never: a test loads and checks the bundled corpus.
    #[must_use]
    pub fn bundled() -> Corpus {
        let file: CorpusFile = serde_json::from_slice(BUNDLED).expect("the bundled corpus is checked by a test");
        Corpus::from(file)
    }
}
