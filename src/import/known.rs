//! Which document of a corpus a draft is: by its checksum, or else by its words.
//!
//! A corpus holds no full texts, but it holds quotes and what stands around them. A file that has nearly all of these, word for word, is
//! the document, whatever became of its spaces and pages.

use std::collections::HashSet;

use super::Draft;
use crate::corpus::{Corpus, Document, PassageKind};

/// How a document was recognized.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum By {
    /// The file is the one that the quotes were verified against.
    Checksum,
    /// So many of so many runs of five words in the quotes and their surroundings are in the file.
    Words {
        /// Found.
        found: usize,
        /// In all.
        of: usize,
    },
}

/// How many words a run has.
const RUN: usize = 5;
/// Fewer runs than this prove nothing.
const FEWEST: usize = 12;

/// The document of the corpus that a draft is, if it is one.
#[must_use]
pub fn recognize<'c>(draft: &Draft, corpus: &'c Corpus) -> Option<(&'c Document, By)> {
    let of_file = |document: &&Document| document.source.as_ref().is_some_and(|source| source.sha256 == draft.sha256);
    if let Some(document) = corpus.documents.iter().find(of_file) {
        return Some((document, By::Checksum));
    }
    let text: String = draft.words().collect::<Vec<_>>().join(" ");
    let words = words(&text);
    let there: HashSet<&[String]> = words.windows(RUN).collect();
    let best = corpus.documents.iter().map(|document| {
        let (found, of) = compare(document, &there);
        (document, found, of)
    });
    let (document, found, of) =
        best.filter(|(_, _, of)| *of >= FEWEST).max_by_key(|(_, found, of)| found * 1000 / of)?;
    (found * 10 >= of * 9).then_some((document, By::Words { found, of }))
}

fn compare(document: &Document, there: &HashSet<&[String]>) -> (usize, usize) {
    let quotes = document
        .sections
        .iter()
        .flat_map(|section| &section.passages)
        .filter(|passage| passage.kind == PassageKind::Quote && !passage.pull_quote);
    let (mut found, mut of) = (0, 0);
    for quote in quotes {
        let around =
            [quote.prefix.as_deref().unwrap_or_default(), &quote.text, quote.suffix.as_deref().unwrap_or_default()]
                .concat();
        let mut words = words(&around);
        // What surrounds a quote is cut by characters: the outermost words may be halves.
        words.pop();
        if !words.is_empty() {
            words.remove(0);
        }
        for run in words.windows(RUN) {
            of += 1;
            found += usize::from(there.contains(run));
        }
    }
    (found, of)
}

/// The words of a text in small letters, without marks.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

impl Draft {
    /// All its text in order: headings and passages.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| {
            part.heading.as_deref().into_iter().chain(part.texts.iter().map(|text| text.text.as_str()))
        })
    }
}
