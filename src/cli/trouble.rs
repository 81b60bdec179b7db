//! How a command ends when it does not end well.

use std::io;

use crate::corpus::UnknownReference;

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Whoever read the output has gone: nothing is wrong, and nothing is left to do.
    #[error("the reader of the output has gone")]
    Closed,
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Write(io::Error),
    /// What was asked cannot be done; the message says why and what could be done instead.
    #[error("{0}")]
    Said(String),
}

impl Trouble {
    /// Trouble with a message of its own.
    pub fn said(message: impl Into<String>) -> Self {
        Self::Said(message.into())
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Write(error) }
    }
}

impl From<UnknownReference> for Trouble {
    fn from(error: UnknownReference) -> Self {
        Self::Said(error.to_string())
    }
}

impl From<crate::brief::store::Error> for Trouble {
    fn from(error: crate::brief::store::Error) -> Self {
        Self::Said(error.to_string())
    }
}

/// The candidate that is most like a word, by Damerau-Levenshtein similarity, if one is like it at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= 0.4)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
