//! Neutral order, once there are more records than before.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::record::Renames;
use crate::corpus::{CorpusFile, Reference, TimelineEntry};

/// Entries of the timeline keep the numbers they have had.
pub(super) fn number(file: &mut CorpusFile) {
    for (entry, number) in file.timeline.iter_mut().zip(1..) {
        if entry.number == 0 {
            entry.number = entry.fixed.unwrap_or(number);
        }
    }
}

/// What became of an entry of the second corpus.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered {
    /// Its number there.
    pub own: u32,
    /// Its number in the whole.
    pub here: u32,
    /// Whether the first lacks it.
    pub new: bool,
}

impl Numbered {
    pub(super) fn reference(self) -> Reference {
        Reference::Timeline { namespace: String::new(), number: self.here }
    }
}

/// The numbers of the entries of the second corpus: those that the first has too keep its, others get those behind all that are taken.
pub(super) fn numbered(first: &CorpusFile, second: &CorpusFile, renames: &Renames) -> Vec<Numbered> {
    let known: Vec<(TimelineEntry, u32)> =
        first.timeline.iter().map(|entry| (Renames::default().entry(entry), entry.number)).collect();
    let mut next = first.timeline.iter().map(|entry| entry.number).max().unwrap_or(0);
    let entries = second.timeline.iter().zip(1..).map(|(entry, position)| {
        let own = if entry.number == 0 { entry.fixed.unwrap_or(position) } else { entry.number };
        let entry = renames.entry(entry);
        if let Some((_, here)) = known.iter().find(|(other, _)| *other == entry) {
            return Numbered { own, here: *here, new: false };
        }
        next += 1;
        Numbered { own, here: next, new: true }
    });
    entries.collect()
}

/// Adds the entries that the first lacks, each where its date has it.
pub(super) fn add_timeline(whole: &mut CorpusFile, second: &CorpusFile, renames: &Renames, numbered: &[Numbered]) {
    let entries = second.timeline.iter().zip(numbered).filter(|(_, numbered)| numbered.new);
    let mut new =
        entries.map(|(entry, numbered)| TimelineEntry { number: numbered.here, ..renames.entry(entry) }).peekable();
    let mut merged = Vec::with_capacity(whole.timeline.len() + second.timeline.len());
    for entry in std::mem::take(&mut whole.timeline) {
        while let Some(earlier) = new.next_if(|other| is_before(&other.date, &entry.date)) {
            merged.push(earlier);
        }
        merged.push(entry);
    }
    merged.extend(new);
    whole.timeline = merged;
}

/// Whether a date is before another, as far as both say: `2022` is not before `2022-09-29`.
fn is_before(one: &str, other: &str) -> bool {
    let common = one.len().min(other.len());
    one.get(..common) < other.get(..common)
}

/// A name as it is sorted: without accents and case.
fn sorted(name: &str) -> String {
    name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// Posts and questions are counted on; people, candidacies, ballots and votes go where the neutral order has them.
pub(super) fn put_in_order(whole: &mut CorpusFile) {
    let mut last = 0;
    for post in &mut whole.posts {
        post.order = if post.order > last { post.order } else { last + 1 };
        last = post.order;
    }
    whole.questions.iter_mut().zip(1..).for_each(|(question, number)| question.number = number);
    sort_by(&mut whole.people, |person| (None, 0, sorted(&person.sort_name)));
    let posts: HashMap<String, usize> =
        whole.posts.iter().enumerate().map(|(at, post)| (post.id.clone(), at)).collect();
    let names: HashMap<String, String> =
        whole.people.iter().map(|person| (person.id.clone(), sorted(&person.sort_name))).collect();
    sort_by(&mut whole.candidacies, |candidacy| {
        let person = candidacy.person.as_ref().and_then(|person| names.get(person).cloned());
        let state = || candidacy.nominated_by.as_ref().map(|state| sorted(&state.name));
        (posts.get(&candidacy.post).copied(), 0, person.or_else(state).unwrap_or_default())
    });
    sort_by(&mut whole.ballots, |ballot| (posts.get(&ballot.post).copied(), ballot.round, String::new()));
    let candidacies: HashMap<String, usize> =
        whole.candidacies.iter().enumerate().map(|(at, candidacy)| (candidacy.id.clone(), at)).collect();
    for ballot in &mut whole.ballots {
        sort_by(&mut ballot.votes, |vote| (candidacies.get(&vote.candidacy).copied(), 0, String::new()));
    }
}

/// Sorts records by where something of theirs stands, by a number and by a name: one key for all, so that the sort is compiled once.
fn sort_by<R>(records: &mut [R], key: impl Fn(&R) -> (Option<usize>, u32, String)) {
    records.sort_by_cached_key(key);
}
