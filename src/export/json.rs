//! JSON: a collection, or the corpus as its file has it.

use serde_json::{Value, json};

use super::Collection;
use crate::corpus::CorpusFile;

/// The version of the form of a collection.
const SCHEMA_VERSION: u32 = 1;

/// A collection: its title, the edition of the corpus, the entries.
#[must_use]
pub fn collection(collection: &Collection<'_>) -> String {
    let value: Value = json!({
        "schema_version": SCHEMA_VERSION,
        "title": collection.title,
        "date": collection.date,
        "corpus": collection.edition,
        "items": collection.entries,
    });
    format!("{value:#}\n")
}

/// The corpus as a file that can be loaded again.
///
/// # Errors
/// Never for a corpus that was loaded: it holds nothing that JSON cannot.
pub fn corpus(file: &CorpusFile) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(file)? + "\n")
}
