//! One way through the items: window by window, the words that lead first, the others where anything is left.

use std::ops::Range;

use super::answer::{Answer, Pass};
use super::scales::{Scales, worth};
use super::tally::{Found, Tally, Tier};
use super::window::Window;
use crate::search::index::Index;
use crate::search::segment::{Occurrences, Segment, Wanted};

/// Items in a window: few enough for the cache, enough for a prefix of many rare words not to be taken up again and again.
pub(super) const WINDOW: usize = 1 << 16;
/// Of the items that answer everything so many are looked at: more have nothing to say but small words, or a letter or two.
pub(in crate::search) const PLENTY: usize = 200_000;
/// To ask an item for its words takes as long as to read so many postings.
const ASKING: u64 = 100;

/// One way through the items of a segment.
pub(super) struct Sweep<'a> {
    pub index: &'a Index,
    pub scales: &'a Scales<'a>,
    pub segment: &'a Segment,
    pub answers: &'a [Answer],
    pub window: &'a mut Window,
    pub pass: Pass,
}

/// How far the answer to a word has been read.
struct Reading<'a> {
    answer: &'a Answer,
    /// One for each word that the segment has: what is left of it, how much it tells times its weight, whether as it stands.
    words: Vec<(Occurrences<'a>, f32, bool)>,
    /// The contexts that begin in or before the windows read so far are those before this; those that go on are `open`.
    next: usize,
    open: Vec<usize>,
}

impl<'a> Sweep<'a> {
    pub fn run(mut self, tally: &mut Tally, admits: impl Fn(u32) -> bool + Copy) {
        let mut readings: Vec<Reading<'a>> = self.answers.iter().map(|answer| self.reading(answer)).collect();
        let telling = self.answers.iter().filter(|answer| answer.tells).count();
        let whole = self.pass != Pass::Some;
        let mut asked: Option<Asked> = None;
        let mut first = 0;
        while first < self.segment.len() {
            // Windows begin where they would if there were one segment only, so that it makes no difference how many there are.
            let into = (self.segment.first as usize + first) % WINDOW;
            if into == 0 && tally.perfect() > PLENTY {
                return;
            }
            let items = first..(first + WINDOW - into).min(self.segment.len());
            // An item that has only the commonest words cannot have half as many as the best so far.
            let openers = if whole { 1 } else { telling - tally.enough().1.saturating_sub(1).min(telling - 1) };
            for (at, reading) in readings.iter_mut().enumerate() {
                self.window.open = at < openers;
                let left = self.window.touched.len() as u64;
                if !self.window.open && left == 0 {
                    break;
                }
                let share = reading.answer.cost * items.len() as u64 / self.segment.len() as u64;
                if !self.window.open && share > ASKING * left {
                    let asked = asked.get_or_insert_with(|| Asked::new(self.segment, self.answers));
                    self.ask(asked, at, first);
                    for answer in &self.answers[at..] {
                        self.others(answer.slot, items.clone());
                    }
                    for reading in &mut readings[at..] {
                        self.contexts(reading, items.clone());
                    }
                    break;
                }
                self.read(reading, items.clone());
                if whole && reading.answer.tells && at > 0 {
                    self.window.keep(reading.answer.slot);
                }
            }
            self.settle(self.segment.first as usize + first, admits, tally);
            first = items.end;
        }
    }

    fn reading(&self, answer: &'a Answer) -> Reading<'a> {
        let word =
            |(number, telling, stands): &(u32, f32, bool)| (self.segment.occurrences(*number), *telling, *stands);
        let words = answer.terms.iter().map(word).filter(|(occurrences, ..)| !occurrences.is_empty()).collect();
        Reading { answer, words, next: 0, open: Vec::new() }
    }

    /// Reads the postings of a word for the items of a window.
    fn read(&mut self, reading: &mut Reading<'_>, items: Range<usize>) {
        let slot = reading.answer.slot;
        let end = u32::try_from(items.end).unwrap_or(u32::MAX);
        let lengths = &self.segment.lengths[items.clone()];
        for (occurrences, telling, as_it_stands) in &mut reading.words {
            let mut answered = self.window.of(slot, *as_it_stands);
            occurrences.seek(u32::try_from(items.start).unwrap_or(u32::MAX));
            occurrences.before(end, |occurrence| {
                // A word that was passed over for a window may have some of its items left.
                let Some(at) = (occurrence.item as usize).checked_sub(items.start) else { return };
                let kind = || self.index.items.kind(self.segment.first + occurrence.item);
                answered.touch(at, || self.scales.value(*telling, occurrence, lengths[at], kind));
            });
        }
        self.others(slot, items.clone());
        self.contexts(reading, items);
    }

    /// Adds up the items of a window and empties it.
    fn settle(&mut self, first: usize, admits: impl Fn(u32) -> bool, tally: &mut Tally) {
        let Sweep { scales, window, .. } = self;
        let telling = scales.telling;
        // Many items answer the same words: what these tell is added up when they change.
        let (mut last, mut share) = (0, 0.0);
        let mut items = std::mem::take(&mut window.touched);
        for touched in items.drain(..) {
            let at = usize::from(touched);
            let (any, as_they_stand, score) = window.take(at);
            let tells = any & telling;
            let looked_for = match self.pass {
                Pass::AsTheyStand => as_they_stand & telling == telling,
                Pass::Nearly => tells == telling,
                Pass::Some => tells != 0,
            };
            // Beside a word that nothing answers, a guess at another is no answer.
            let guessed = scales.missing && as_they_stand & telling == 0;
            let item = u32::try_from(first + at).unwrap_or(u32::MAX);
            if !looked_for || guessed || !admits(item) {
                continue;
            }
            let tier = if as_they_stand & scales.all == scales.all {
                Tier::All
            } else if as_they_stand & telling == telling {
                Tier::Telling
            } else if tells == telling {
                Tier::Nearly
            } else {
                Tier::Some
            };
            if any != last {
                (last, share) = (any, (scales.rarity(any) / scales.all_rarity.max(f32::MIN_POSITIVE)).powi(2));
            }
            let score = score * share * worth(self.index.items.kind(item));
            let met = if tier == Tier::Some { tells.count_ones() } else { 0 };
            tally.add(Found { item, score, tier, met });
        }
        window.touched = items;
    }

    /// Sequences and names.
    fn others(&mut self, slot: usize, items: Range<usize>) {
        let (first, end) = (self.segment.first as usize + items.start, self.segment.first as usize + items.end);
        let plan = &self.scales.plan.slots[slot];
        for sequence in self.scales.plan.sequences.iter().filter(|sequence| sequence.slots.contains(&slot)) {
            let mut answered = self.window.of(slot, true);
            let from = sequence.items.partition_point(|occurrence| (occurrence.item as usize) < first);
            for occurrence in sequence.items[from..].iter().take_while(|occurrence| (occurrence.item as usize) < end) {
                let length = self.segment.lengths[(occurrence.item - self.segment.first) as usize];
                let kind = || self.index.items.kind(occurrence.item);
                let value = || self.scales.value(plan.rarity * sequence.weight, *occurrence, length, kind);
                answered.touch(occurrence.item as usize - first, value);
            }
        }
        let mut answered = self.window.of(slot, false);
        for (item, fit) in plan.names.iter().filter(|(item, _)| (first..end).contains(&(*item as usize))) {
            answered.touch(*item as usize - first, || plan.rarity * fit);
        }
    }

    /// Names and headings that items of a window stand under.
    fn contexts(&mut self, reading: &mut Reading<'_>, items: Range<usize>) {
        let all = &reading.answer.contexts;
        let (first, end) = (self.segment.first as usize + items.start, self.segment.first as usize + items.end);
        while all.get(reading.next).is_some_and(|(items, ..)| (items.start as usize) < end) {
            reading.open.push(reading.next);
            reading.next += 1;
        }
        reading.open.retain(|context| all[*context].0.end as usize > first);
        for context in &reading.open {
            let (items, value, as_it_stands) = &all[*context];
            let mut answered = self.window.of(reading.answer.slot, *as_it_stands);
            for item in (items.start as usize).max(first)..(items.end as usize).min(end) {
                answered.touch(item - first, || *value);
            }
        }
    }

    /// Asks the items of a window that are left whether they have the words of the answers from this one on.
    fn ask(&mut self, asked: &Asked, from: usize, first: usize) {
        let mut counts = Vec::new();
        for touched in 0..self.window.touched.len() {
            let at = usize::from(self.window.touched[touched]);
            let item = u32::try_from(first + at).unwrap_or(u32::MAX);
            let length = self.segment.lengths[first + at];
            let kind = || self.index.items.kind(self.segment.first + item);
            self.segment.count(item, &asked.wanted, &mut counts);
            for (word, occurrence) in &counts {
                let words = &asked.words[asked.words.partition_point(|(local, ..)| local < word)..];
                for (_, answer, telling, as_it_stands) in words.iter().take_while(|(local, ..)| local == word) {
                    if *answer >= from {
                        let value = || self.scales.value(*telling, *occurrence, length, kind);
                        self.window.of(self.answers[*answer].slot, *as_it_stands).touch(at, value);
                    }
                }
            }
        }
    }
}

/// The words that items are asked for.
struct Asked {
    wanted: Wanted,
    /// In order: number in the segment, place of the answer, how much it tells times its weight, whether as it stands.
    words: Vec<(u32, usize, f32, bool)>,
}

impl Asked {
    fn new(segment: &Segment, answers: &[Answer]) -> Asked {
        let mut words = Vec::new();
        for (at, answer) in answers.iter().enumerate().skip(1) {
            let known =
                |(number, telling, stands): &(u32, f32, bool)| Some((segment.local(*number)?, at, *telling, *stands));
            words.extend(answer.terms.iter().filter_map(known));
        }
        words.sort_unstable_by_key(|(local, at, ..)| (*local, *at));
        let wanted =
            segment.wanted(answers.iter().skip(1).flat_map(|answer| &answer.terms).map(|(number, ..)| *number));
        Asked { wanted, words }
    }
}
