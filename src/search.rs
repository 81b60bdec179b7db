//! The line, while it is being typed: a query, an index of what a corpus says, and the ranked hits.
//!
//! [`Query::parse`] reads what was typed and never fails; [`Index::search`] answers it. The box, the command line and JSON all come through
//! here, so they show the same hits in the same order.

mod find;

use std::ops::Range;

use serde::Serialize;

pub use find::find;

use crate::corpus::{Corpus, Place};
use crate::text::fold::fold;

/// The query language, as told to people: what to type, and what it does.
pub const SYNTAX: &[(&str, &str)] = &[
    ("digital divide", "both words; together, in a title or in a quote first"),
    ("cybers", "the last word may be unfinished; a space ends it"),
    ("\"one country\"", "exactly these words in this order"),
    ("-word", "without that word; also -\"a phrase\", -by:…, -type:…"),
    ("by:lee", "whose words: a person's id, or any part of a name"),
    ("type:quote", "one kind: point quote fact person post ballot priority document section timeline theme conference"),
    ("theme:security", "what a passage is about"),
    ("in:zhao", "in that document"),
    ("post:dsg", "about that post"),
    ("lee.3, lee 3", "a reference goes first"),
    ("digtal, cybsec", "a letter wrong, letters left out: found, and said so"),
];

/// An index of all that a corpus says.
#[derive(Debug)]
pub struct Index {
    texts: Vec<(Place, String)>,
}

/// A query as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    words: Vec<String>,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The best hits, best first, at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// What is to be said above the hits: words that were not found, how something odd was read. Whole sentences without a stop.
    pub notes: Vec<String>,
}

/// One hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it is.
    pub place: Place,
    /// How good it is; comparable within one answer only.
    pub score: f32,
    /// What to mark, in the title and in the text; sorted and disjoint in each.
    pub matches: Vec<Match>,
    /// Why it was found, where that is not plain (`digital ← digtal`).
    pub why: Vec<String>,
}

/// A stretch of an item's title or text that answers the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// In which of the two.
    pub field: Field,
    /// First byte, on the border of a grapheme.
    pub start: usize,
    /// Byte after the last, on the border of a grapheme.
    pub end: usize,
    /// How it answers.
    pub how: How,
}

/// Which string of an item a match lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// [`crate::corpus::Item::title`]
    Title,
    /// [`crate::corpus::Item::text`]
    Text,
}

/// How a word of the text answers a word of the query, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The same word.
    Exact,
    /// The word begins so.
    Prefix,
    /// Another word for it.
    Alias,
    /// A letter or two are different.
    Typo,
    /// The letters occur in this order.
    Fuzzy,
}

/// What Tab offers inside a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of what was typed that a choice replaces.
    pub range: Range<usize>,
    /// The values that fit, with a label for people, in the order of the corpus.
    pub choices: Vec<(String, String)>,
}

/// What Tab offers at a cursor (a byte of what was typed), if it stands in the value of a filter.
#[must_use]
pub fn complete(corpus: &Corpus, typed: &str, cursor: usize) -> Option<Completion> {
    let before = typed.get(..cursor)?;
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let value = before[start..].strip_prefix("by:")?;
    let wanted = fold(value);
    let choices = corpus.people.iter().filter(|person| fold(&person.name).contains(&wanted));
    Some(Completion {
        range: start + 3..cursor,
        choices: choices.map(|person| (person.id.clone(), person.name.clone())).collect(),
    })
}

impl Query {
    /// Reads what was typed; what makes no sense is read the kindest way, and [`Results::notes`] says so.
    #[must_use]
    pub fn parse(_corpus: &Corpus, typed: &str) -> Query {
        Query { words: fold(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// A filter value that the corpus does not have, as a sentence that names the nearest: a command line takes it for trouble.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        None
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Index {
    /// Reads the whole corpus.
    #[must_use]
    pub fn build(corpus: &Corpus) -> Index {
        let text = |place| {
            let item = corpus.item(place);
            fold(&format!("{} {}", item.title, item.text))
        };
        Index { texts: corpus.places().map(|place| (place, text(place))).collect() }
    }

    /// The hits for a query, at most `limit` of them; the same whatever the limit is, but for where they end.
    #[must_use]
    pub fn search(&self, corpus: &Corpus, query: &Query, limit: usize) -> Results {
        let mut results = Results::default();
        if query.is_empty() {
            return results;
        }
        for (place, text) in &self.texts {
            if query.words.iter().all(|word| text.contains(word)) {
                results.total += 1;
                if results.hits.len() < limit {
                    let item = corpus.item(*place);
                    let in_field = |field, text: &str| -> Vec<Match> {
                        let found = query.words.iter().flat_map(|word| find(text, word));
                        found.map(|Range { start, end }| Match { field, start, end, how: How::Exact }).collect()
                    };
                    let mut matches = in_field(Field::Title, &item.title);
                    matches.extend(in_field(Field::Text, &item.text));
                    matches.sort_by_key(|found| (found.field, found.start));
                    matches.dedup_by(|b, a| a.field == b.field && b.start < a.end);
                    results.hits.push(Hit { place: *place, score: 1.0, matches, why: Vec::new() });
                }
            }
        }
        results
    }
}
