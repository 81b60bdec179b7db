//! The rules that a corpus obeys beyond its shape.
//!
//! [`essential`] is what the program relies on and tries at every start: ids are unique and can be typed, numbers have no gaps, and
//! whatever names a record names one that exists. [`rest`] is what makes a corpus true and fair as far as a program can tell: real dates,
//! votes that add up, neutral order, quotes that are short and have an author, facts that have a source.

mod figures;
mod names;
mod order;
mod words;

use super::{Findings, Path, shown};
use crate::corpus::CorpusFile;

pub use names::{Names, is_document_id};

/// The most passages a corpus may have.
pub const MOST_PASSAGES: usize = 2_000_000;

/// Tries the rules that the program relies on, and gives the names found on the way.
pub fn essential<'f>(file: &'f CorpusFile, found: &mut Findings) -> Names<'f> {
    if file.schema_version != crate::corpus::SCHEMA_VERSION {
        let message = format!(
            "the version is {}; this program reads version {}",
            file.schema_version,
            crate::corpus::SCHEMA_VERSION
        );
        found.add(&Path::ROOT.key("schema_version"), &"", message);
    }
    names::namespaces(file, found);
    let names = Names::gather(file, found);
    names::numbers(file, found);
    names::resolve(file, &names, found);
    names
}

/// Tries all other rules.
pub fn rest(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    names::parts(file, found);
    words::dates(file, found);
    words::quotes(file, found);
    words::standing(file, found);
    words::forms(file, found);
    figures::ballots(file, names, found);
    figures::outcomes(file, names, found);
    order::neutral(file, names, found);
    order::questions(file, names, found);
    order::priorities(file, names, found);
}
