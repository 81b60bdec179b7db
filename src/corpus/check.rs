//! Whether a corpus file may say what it says.
//!
//! [`check`] reads a file as bytes and reports everything that is wrong with it, not the first thing only: it is parsed strictly
//! (`strict`), its shape is compared with the published schema and mended where it is broken (`shape`; a large file is not mended, `stream`), and
//! the rules are tried on what is left (`rules`). A problem that is a mere consequence of a mended one is not reported again. [`verify_quotes`] compares
//! quotes with the files they were taken from.

mod findings;
mod path;
pub mod quotes;
pub(super) mod rules;
mod shape;
pub mod source;
mod stream;
mod strict;

use serde::Serialize;

use super::CorpusFile;
pub(super) use findings::Findings;
pub use quotes::{QuoteReport, verify_quotes};
pub use shape::SCHEMA;

use path::Path;

/// A file of more bytes is compared with the schema as it is read, for as values it could fill the memory: a number of two bytes takes eighty.
const LARGE: usize = 8 << 20;

/// Something that is wrong with a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where in the file: a JSON path such as `$.documents[0].sections[2].heading`.
    pub path: String,
    /// The reference or id of the record, where it has one.
    pub id: Option<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.id {
            Some(id) => write!(f, "{} ({id}): {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Everything that is wrong with a corpus file, in the order of the file as far as it is one of shape, then by rule. Empty for a sound file.
/// Of more than 10,000 problems the last says that there are others. Of a file of more than 8 MiB with problems of shape these are told alone.
#[must_use]
pub fn check(bytes: &[u8]) -> Vec<Problem> {
    let mut found = Findings::default();
    let file = strict::text(bytes, &mut found).and_then(|text| {
        if text.len() > LARGE {
            return stream::read(&text, &mut found);
        }
        strict::read(&text, &mut found).and_then(|value| shape::mend(value, &mut found))
    });
    if let Some(file) = file.filter(|_| !found.overflows()) {
        let names = rules::essential(&file, &mut found);
        rules::rest(&file, &names, &mut found);
    }
    found.into_problems()
}

/// Everything that is wrong with records that are in their types already: what several corpora are when they are joined.
#[must_use]
pub fn check_records(file: &CorpusFile) -> Vec<Problem> {
    let mut found = Findings::default();
    let names = rules::essential(file, &mut found);
    rules::rest(file, &names, &mut found);
    found.into_problems()
}

/// What stands before an id in the references to the records of a list.
fn kind_of(list: &str) -> &'static str {
    match list {
        "people" => "person:",
        "posts" => "post:",
        "priorities" => "priority:",
        "themes" => "theme:",
        "facts" => "fact:",
        _ => "",
    }
}

/// What is said of a text in a message: in backquotes, safe to print, and no longer than a line.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let safe = crate::text::sanitize::sanitize(text);
    let mut short: String = safe.chars().take(LONGEST).collect();
    if safe.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("`{short}`")
}

/// `; did you mean …?` with the candidate nearest to a name, if one is near enough.
fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    if given.len() > 200 {
        return String::new();
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 200)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(given, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= 0.4)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map_or_else(String::new, |(_, candidate)| format!("; the nearest is {}", shown(candidate)))
}
