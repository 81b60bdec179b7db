//! The second look at the best items: do the words stand near each other, in the order in which they were typed, early?

use super::gather::{Found, better};
use super::index::Index;
use super::plan::Plan;
use super::segment::{Segment, TEXT_FROM};
use super::sequence::Sequence;
use crate::corpus::Kind;

/// How many of the best are looked at again.
pub(super) const AGAIN: usize = 200;
/// What an unbroken row of all words is worth, and what words near each other are, as a share of the score.
const NEAR: f32 = 0.6;
const ROW: f32 = 0.4;
/// What standing at the very beginning is worth.
const EARLY: f32 = 0.1;
/// What a name that is met as a whole is worth.
const WHOLE: f32 = 0.5;
/// Words further apart than this are not near.
const REACH: u32 = 12;

/// The words of a plan by number in the dictionary.
struct Meant {
    words: Vec<(u32, u32)>,
    prefixes: Vec<(std::ops::Range<u32>, u32)>,
}

impl Meant {
    fn new(plan: &Plan) -> Meant {
        let slots = || plan.slots.iter().enumerate();
        let mut words: Vec<(u32, u32)> =
            slots().flat_map(|(at, slot)| slot.terms.iter().map(move |term| (term.number, 1u32 << at))).collect();
        words.sort_unstable();
        let prefixes = slots().filter_map(|(at, slot)| Some((slot.prefix.as_ref()?.words.clone(), 1 << at))).collect();
        Meant { words, prefixes }
    }

    /// The slots that a word answers, one bit each.
    #[inline]
    fn slots(&self, word: u32) -> u32 {
        let from = self.words.partition_point(|(number, _)| *number < word);
        let exact =
            self.words[from..].iter().take_while(|(number, _)| *number == word).fold(0, |bits, (_, bit)| bits | bit);
        self.prefixes.iter().filter(|(words, _)| words.contains(&word)).fold(exact, |bits, (_, bit)| bits | bit)
    }
}

/// Looks again at the best, and puts them in order.
pub(super) fn rerank(index: &Index, plan: &Plan, best: &mut [Found]) {
    let again = best.len().min(AGAIN);
    let meant = Meant::new(plan);
    let mut spots: Vec<(u32, u32)> = Vec::new();
    for found in &mut best[..again] {
        let Some((segment, item)) = index.segment_of(found.item) else { continue };
        spots.clear();
        segment.spots(item, |spot| {
            let answered = meant.slots(spot.word);
            if answered != 0 {
                spots.push((spot.position, answered));
            }
        });
        let whole = if is_name(index.items.kind(found.item)) {
            WHOLE * wholeness(segment, item, plan, found.item, &spots)
        } else {
            0.0
        };
        found.score *= 1.0 + nearness(&spots, plan.slots.len()) + EARLY * earliness(&spots) + whole;
    }
    best[..again].sort_unstable_by(better);
    // What was not looked at again stands after what was, whatever its score.
    if let Some(last) = best[..again].last().map(|found| found.score) {
        best[again..].iter_mut().for_each(|found| found.score = found.score.min(last));
    }
}

/// Whether the title of a thing of this kind is its name.
fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Post | Kind::Conference)
}

/// How much of a name is met, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "numbers of words in a name")]
fn wholeness(segment: &Segment, item: u32, plan: &Plan, number: u32, spots: &[(u32, u32)]) -> f32 {
    let mut words = 0;
    segment.spots(item, |spot| {
        if spot.position < TEXT_FROM {
            words = spot.position + 1;
        }
    });
    let mut met: Vec<u32> =
        spots.iter().map(|(position, _)| *position).filter(|position| *position < TEXT_FROM).collect();
    met.dedup();
    let by_sequence = |sequence: &Sequence| {
        let at = sequence.items.binary_search_by_key(&number, |occurrence| occurrence.item);
        at.is_ok_and(|at| sequence.items[at].in_title).then_some(sequence.words.len())
    };
    let in_row = plan.sequences.iter().filter_map(by_sequence).max().unwrap_or(0);
    met.len().max(in_row).min(words as usize) as f32 / words.max(1) as f32
}

/// From 0 to `NEAR` + `ROW`: how near each word stands to the one typed before it, and whether all stand in a row.
#[expect(clippy::cast_precision_loss, reason = "numbers of words and distances of at most a few")]
fn nearness(spots: &[(u32, u32)], words: usize) -> f32 {
    if words < 2 || spots.len() < 2 {
        return 0.0;
    }
    let mut sum = 0.0;
    let mut row = true;
    for slot in 1..words {
        let (before, this) = (1u32 << (slot - 1), 1u32 << slot);
        let mut best = 0.0f32;
        let mut next_to = false;
        for (at, (position, bits)) in spots.iter().enumerate() {
            if bits & (before | this) == 0 {
                continue;
            }
            for (other, others) in &spots[at + 1..] {
                let distance = other - position;
                if distance > REACH {
                    break;
                }
                if distance == 0 {
                    continue;
                }
                let near = 1.0 / distance as f32;
                if bits & before != 0 && others & this != 0 {
                    best = best.max(near);
                    next_to |= distance == 1;
                } else if bits & this != 0 && others & before != 0 {
                    best = best.max(near * 0.7);
                }
            }
        }
        row &= next_to;
        sum += best;
    }
    NEAR * sum / (words - 1) as f32 + if row { ROW } else { 0.0 }
}

/// 1 if the words met open the title or the text, less the later the last of them comes in.
#[expect(clippy::cast_precision_loss, reason = "a place in a text")]
fn earliness(spots: &[(u32, u32)]) -> f32 {
    let (mut met, mut place) = (0, TEXT_FROM);
    for (position, bits) in spots {
        if bits & !met != 0 {
            met |= bits;
            place = position % TEXT_FROM;
        }
    }
    1.0 / (1.0 + place as f32 / 8.0)
}
