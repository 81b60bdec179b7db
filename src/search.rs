//! The line, while it is being typed: a query, an index of what a corpus says, and the ranked hits.
//!
//! [`Query::parse`] reads what was typed and never fails; [`Index::search`] answers it. The box, the command line and JSON all come through
//! here, so they show the same hits in the same order. The rooms, in the order in which a query passes through them: `query` and `filter` read
//! it, `plan` finds the words that may be meant, `gather` the items that have them, `rerank` looks at the best again, `highlight` marks them.

mod aliases;
mod complete;
mod dictionary;
mod filter;
mod find;
mod gather;
mod highlight;
mod index;
mod items;
mod like;
mod names;
mod plan;
mod query;
mod recall;
mod rerank;
mod segment;
mod sequence;
mod term;
mod tokens;
mod watch;

use std::ops::Range;

use serde::Serialize;

pub use complete::{Completion, complete};
pub use find::find;
pub use index::Index;
pub use query::{Query, SYNTAX};

use crate::corpus::{Corpus, Place};
use filter::Sieve;
use gather::Gathered;
use plan::Plan;
use query::Word;

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

impl Hit {
    /// The bytes of the item's text that match.
    #[must_use]
    pub fn text_marks(&self) -> Vec<Range<usize>> {
        self.matches.iter().filter(|found| found.field == Field::Text).map(|found| found.start..found.end).collect()
    }
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

impl Index {
    /// The hits for a query, at most `limit` of them; the same whatever the limit is, but for where they end.
    #[must_use]
    pub fn search(&self, corpus: &Corpus, query: &Query, limit: usize) -> Results {
        self.search_marking(corpus, query, limit, limit)
    }

    /// The same, but only the first hits, so many of them, are marked: the others have neither matches nor reasons before [`Index::mark`].
    #[must_use]
    pub fn search_marking(&self, corpus: &Corpus, query: &Query, limit: usize, marked: usize) -> Results {
        let mut results = Results { notes: query.notes.clone(), ..Results::default() };
        if query.is_empty() {
            return results;
        }
        let sieve = Sieve::new(corpus, &self.items, &query.filters);
        let excluded = self.excluded(query);
        let plan = Plan::new(self, query);
        let most = limit.max(rerank::AGAIN);
        let gathered = if query.words.is_empty() {
            self.all(query, &sieve, &excluded, most)
        } else {
            let mut gathered = gather::gather(self, &plan, &sieve, &excluded, most);
            rerank::rerank(self, &plan, &mut gathered.best);
            gathered
        };
        note_what_is_missing(&plan, query, &gathered, &mut results.notes);
        results.total = gathered.total;
        let mut order: Vec<(u32, f32)> = gathered.best.iter().map(|found| (found.item, found.score)).collect();
        if let Some(number) = query.reference.and_then(|place| self.items.number(corpus, place)) {
            let best = order.first().map_or(1.0, |(_, score)| score + 1.0);
            let before = order.len();
            order.retain(|(item, _)| *item != number);
            results.total += usize::from(before == order.len());
            order.insert(0, (number, best));
        }
        order.truncate(limit);
        let hits = order.into_iter().zip(0..).map(|((item, score), rank)| {
            if rank < marked {
                self.marked(corpus, query, &plan, item, score)
            } else {
                Hit { place: self.items.place(item), score, matches: Vec::new(), why: Vec::new() }
            }
        });
        results.hits = hits.collect();
        results
    }

    /// Marks hits of this query, and says why they were found.
    pub fn mark(&self, corpus: &Corpus, query: &Query, hits: &mut [Hit]) {
        let plan = Plan::new(self, query);
        for hit in hits {
            if let Some(item) = self.items.number(corpus, hit.place) {
                *hit = self.marked(corpus, query, &plan, item, hit.score);
            }
        }
    }

    /// A hit with its marks. What is named by its reference needs no other reason.
    fn marked(&self, corpus: &Corpus, query: &Query, plan: &Plan, item: u32, score: f32) -> Hit {
        let mut hit = highlight::mark(self, corpus, plan, item, score);
        if query.reference == Some(hit.place) {
            hit.why.clear();
        }
        hit
    }

    /// The items that a query with a minus leaves out, in order.
    fn excluded(&self, query: &Query) -> Vec<u32> {
        let mut excluded = Vec::new();
        for word in &query.excluded {
            let parts = word.parts.iter().map(|part| sequence::exactly(self, part)).collect();
            excluded.extend(sequence::find(self, parts).iter().map(|occurrence| occurrence.item));
            if let Some(joined) = &word.joined {
                let joined = vec![sequence::exactly(self, joined)];
                excluded.extend(sequence::find(self, joined).iter().map(|occurrence| occurrence.item));
            }
        }
        excluded.sort_unstable();
        excluded.dedup();
        excluded
    }

    /// All items that filters and exclusions let through, in the order of the corpus; none if there is only a reference.
    fn all(&self, query: &Query, sieve: &Sieve<'_>, excluded: &[u32], most: usize) -> Gathered {
        let mut gathered = Gathered::default();
        if query.filters.is_empty() && query.excluded.is_empty() {
            return gathered;
        }
        let mut excluded = excluded.iter().peekable();
        let mut next = 0;
        while (next as usize) < self.len() {
            let item = next;
            next = sieve.passed_over(item).unwrap_or(item + 1);
            while excluded.next_if(|other| **other < item).is_some() {}
            if sieve.admits(item) && excluded.peek() != Some(&&item) {
                gathered.total += 1;
                if gathered.best.len() < most {
                    gathered.best.push(gather::Found { item, score: 1.0, tier: gather::Tier::All, met: 0 });
                }
            }
        }
        gathered
    }
}

/// Says which words nothing answers, that filters let nothing through, or that nothing has all of the words.
fn note_what_is_missing(plan: &Plan, query: &Query, gathered: &Gathered, notes: &mut Vec<String>) {
    if query.reference.is_some() {
        // What was asked for is there.
        return;
    }
    let live = plan.live();
    let all_small = plan.slots.iter().all(|slot| slot.small);
    let missing = plan.slots.iter().enumerate().filter(|(at, slot)| live >> at & 1 == 0 && (all_small || !slot.small));
    let mut all_there = true;
    for (at, slot) in missing {
        all_there = false;
        let quoted = query.words.get(at).is_some_and(|word: &Word| word.quoted && word.typed == slot.typed);
        let note = if quoted {
            format!("nothing has “{}” in these words", slot.typed)
        } else {
            format!("no `{}` found", slot.typed)
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if gathered.total > gather::PLENTY && !query.words.is_empty() {
        notes.push(format!("more than {} answer; those further on in the corpus are not looked at", gather::PLENTY));
    }
    if gathered.total == 0 && all_there && query.unknown().is_none() {
        let sifted = match (query.words.is_empty(), query.filters.is_empty(), query.excluded.is_empty()) {
            (true, ..) => "nothing passes all of this",
            (false, false, _) => "the corpus has this, but nothing of it passes the filters",
            (false, true, false) => "the corpus has this, but only with what is excluded",
            (false, true, true) => return,
        };
        notes.push(sifted.to_owned());
    }
    let (met, of) = gathered.met;
    if met < of {
        notes.push(format!("nothing has all of these words; the best have {met} of {of}"));
    }
}
