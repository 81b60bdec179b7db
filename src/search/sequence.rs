//! Words that stand one after the other: phrases, compounds in their parts, aliases of several words.

use std::ops::Range;

use super::How;
use super::index::Index;
use super::segment::{Occurrence, Segment, Spot, TEXT_FROM};

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
    pub items: Vec<Occurrence>,
}

/// More items than these are not looked into.
const MOST_ITEMS: usize = 10_000;
/// The items of a part that may be more words than these are not listed beforehand.
const FEW: usize = 8;

/// The words of a part that is one word, or none if there is no such word.
pub(super) fn exactly(index: &Index, word: &str) -> Range<u32> {
    index.dictionary.number(word).map_or(0..0, |number| number..number + 1)
}

/// The items (by their number in the index) in which a word of each part follows one of the part before.
pub(super) fn find(index: &Index, parts: &[Range<u32>]) -> Vec<Occurrence> {
    if parts.is_empty() || parts.iter().any(Range::is_empty) {
        return Vec::new();
    }
    let (mut found, mut spots) = (Vec::new(), Vec::new());
    for segment in &index.segments {
        if let [words] = parts {
            let list = any_of(segment, words);
            found.extend(
                list.into_iter().map(|occurrence| Occurrence { item: occurrence.item + segment.first, ..occurrence }),
            );
            continue;
        }
        let few = parts.iter().enumerate().filter(|(at, words)| *at == 0 || words.len() <= FEW);
        let mut lists: Vec<Vec<Occurrence>> = few.map(|(_, words)| any_of(segment, words)).collect();
        lists.sort_by_key(Vec::len);
        let mut both: Vec<u32> = lists[0].iter().map(|occurrence| occurrence.item).collect();
        for list in &lists[1..] {
            let mut others = list.iter().map(|occurrence| occurrence.item).peekable();
            both.retain(|item| {
                while others.next_if(|other| other < item).is_some() {}
                others.peek() == Some(item)
            });
        }
        for item in both.into_iter().take(MOST_ITEMS) {
            let (count, in_title) = count(segment, item, parts, &mut spots);
            if count > 0 {
                found.push(Occurrence { item: item + segment.first, count, in_title });
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
fn count(segment: &Segment, item: u32, parts: &[Range<u32>], spots: &mut Vec<Spot>) -> (u8, bool) {
    spots.clear();
    segment.spots(item, |spot| spots.push(spot));
    let (mut times, mut in_title) = (0u8, false);
    for (at, first) in spots.iter().enumerate().filter(|(_, spot)| parts[0].contains(&spot.word)) {
        // A compound stands at the place of its first part, so that several words may stand at one place.
        let (mut part, mut place) = (1, first.position);
        for spot in &spots[at + 1..] {
            if part == parts.len() || spot.position > place + 1 {
                break;
            }
            if spot.position == place + 1 && parts[part].contains(&spot.word) {
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
