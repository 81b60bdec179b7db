//! Words that stand one after the other: phrases, compounds in their parts, aliases of several words.

use std::ops::Range;
use std::sync::Arc;

use super::How;
use super::index::Index;
use super::segment::{Occurrence, Occurrences, Segment, Spot, TEXT_FROM, Wanted};

/// A sequence of words that answers one or more words of the query, and the items that have it.
#[derive(Debug, Clone)]
pub(super) struct Sequence {
    /// The words of the query that it answers.
    pub slots: Range<usize>,
    /// The folded words.
    pub words: Vec<String>,
    /// Whether the last may go on.
    pub unfinished: bool,
    /// From 0 to 1.
    pub weight: f32,
    pub how: How,
    /// What is to be said of it.
    pub label: Option<String>,
    /// The items that have it, by number, in order.
    pub items: Arc<[Occurrence]>,
}

/// More items than these are not looked into.
const MOST_ITEMS: usize = 20_000;

/// The words of a part that is one word, or none if there is no such word.
pub(super) fn exactly(index: &Index, word: &str) -> Range<u32> {
    index.dictionary.number(word).map_or(0..0, only)
}

/// One word as a range.
pub(super) fn only(number: u32) -> Range<u32> {
    number..number + 1
}

/// The items (by their number in the index) in which a word of each part follows one of the part before.
pub(super) fn find(index: &Index, parts: Vec<Range<u32>>) -> Arc<[Occurrence]> {
    if parts.is_empty() || parts.iter().any(Range::is_empty) {
        return Arc::default();
    }
    index.recall.rows.get(parts, |parts| look_up(index, parts))
}

fn look_up(index: &Index, parts: &[Range<u32>]) -> Vec<Occurrence> {
    let postings = |words: &Range<u32>| words.clone().map(|word| u64::from(index.dictionary.occurs(word))).sum::<u64>();
    let Some(rarest) = parts.iter().min_by_key(|words| postings(words)) else { return Vec::new() };
    let (mut found, mut spots) = (Vec::new(), Vec::new());
    let mut left = MOST_ITEMS;
    for segment in &index.segments {
        let in_index = |occurrence: Occurrence| Occurrence { item: occurrence.item + segment.first, ..occurrence };
        let may = any_of(segment, rarest);
        if parts.len() == 1 {
            found.extend(may.into_iter().map(in_index));
            continue;
        }
        // A part that may be many words is looked for in the item itself.
        let others = parts.iter().filter(|words| *words != rarest && words.len() == 1);
        let mut others: Vec<Occurrences<'_>> = others.map(|words| segment.occurrences(words.start)).collect();
        let wanted: Vec<Wanted> = parts.iter().map(|words| segment.wanted(words.clone())).collect();
        let has_all = |occurrence: &Occurrence| others.iter_mut().all(|other| other.has(occurrence.item));
        for occurrence in may.into_iter().filter(has_all).take(left) {
            left -= 1;
            let (count, in_title) = count(segment, occurrence.item, &wanted, &mut spots);
            if count > 0 {
                found.push(in_index(Occurrence { count, in_title, ..occurrence }));
            }
        }
    }
    found
}

/// The items that have any of some words, in order.
fn any_of(segment: &Segment, words: &Range<u32>) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = words.clone().flat_map(|word| segment.occurrences(word)).collect();
    if words.len() > 1 {
        all.sort_by_key(|occurrence| occurrence.item);
        all.dedup_by(|b, a| {
            let same = a.item == b.item;
            if same {
                a.count = a.count.saturating_add(b.count).min(0x7F);
                a.in_title |= b.in_title;
            }
            same
        });
    }
    all
}

/// How often an item of a segment has the parts in a row, and whether in its title. `spots` is room to work in.
fn count(segment: &Segment, item: u32, parts: &[Wanted], spots: &mut Vec<Spot>) -> (u8, bool) {
    spots.clear();
    segment.local_spots(item, |spot| spots.push(spot));
    let (mut times, mut in_title) = (0u8, false);
    for (at, first) in spots.iter().enumerate().filter(|(_, spot)| parts[0].has(spot.word)) {
        // A compound stands at the place of its first part, so that several words may stand at one place.
        let (mut part, mut place) = (1, first.position);
        for spot in &spots[at + 1..] {
            if part == parts.len() || spot.position > place + 1 {
                break;
            }
            if spot.position == place + 1 && parts[part].has(spot.word) {
                (part, place) = (part + 1, spot.position);
            }
        }
        if part == parts.len() {
            times = times.saturating_add(1).min(0x7F);
            in_title |= first.position < TEXT_FROM && segment.has_title(item);
        }
    }
    (times, in_title)
}
