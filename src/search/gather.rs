//! Candidates: which items answer a plan, how well, and how completely.
//!
//! Items are looked at in windows that fit the processor's cache. The best answer (never the sum) to each word of the query counts,
//! scored by BM25. First it is seen whether any item answers all words: the rarest word says which may, and the commoner ones are read
//! only where some are left, or, where few are left, these are asked whether they have them. Only if none has all are those with some of
//! the words looked for. What is found does not depend on any of this, nor on the windows or segments.

use std::ops::Range;

use super::filter::Sieve;
use super::index::{Index, Source};
use super::plan::{Plan, Slot};
use super::segment::{Occurrence, Occurrences, Segment, Wanted};
use crate::corpus::Kind;

/// Items in a window: few enough for the cache, enough for a prefix of many rare words not to be taken up again and again.
const WINDOW: usize = 1 << 16;
/// The names and headings with a word are passed over if they stand over more items than this: it is a small word, or the first letter or two
/// of one, in a large corpus.
const MOST_CONTEXTS: u64 = 200_000;
/// BM25: how soon more of a word is no more news, and how much a long text is held against it.
const K1: f32 = 0.25;
const B: f32 = 0.5;
/// Of the items that answer everything so many are looked at: more have nothing to say but small words, or a letter or two.
pub(super) const PLENTY: usize = 200_000;
/// To ask an item for its words takes as long as to read so many postings.
const ASKING: u64 = 100;

/// An item that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub item: u32,
    pub score: f32,
    pub tier: Tier,
    /// How many of the telling words it answers, if not all.
    pub met: u32,
}

/// How completely an item answers, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Some of the words.
    Some,
    /// All that tell something, some of them by typos or scattered letters.
    Nearly,
    /// All that tell something, as they stand.
    Telling,
    /// All, as they stand.
    All,
}

/// All that answered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The best, best first.
    pub best: Vec<Found>,
    /// How many there are of the best tier.
    pub total: usize,
    /// Of how many telling words the best has how many.
    pub met: (u32, u32),
}

/// The state of the items of a window.
struct Window {
    /// How many items.
    size: usize,
    /// The best answer to each slot, slot by slot.
    best: Vec<f32>,
    /// For each item the slots that are answered, one bit each; 32 bits further on those that are answered as they stand.
    met: Vec<u64>,
    touched: Vec<u16>,
    /// Whether items that no other word has met may come in.
    open: bool,
}

impl Window {
    /// Leaves only the items that answer a word.
    fn keep(&mut self, slot: usize) {
        let mut touched = std::mem::take(&mut self.touched);
        touched.retain(|at| {
            let at = usize::from(*at);
            let keeps = self.met[at] >> slot & 1 == 1;
            if !keeps {
                self.take(at);
            }
            keeps
        });
        self.touched = touched;
    }

    /// Empties an item: which words it answers, which as they stand, and the sum of their values.
    #[inline]
    fn take(&mut self, at: usize) -> (u32, u32, f32) {
        let met = std::mem::take(&mut self.met[at]);
        let any = u32::try_from(met & u64::from(u32::MAX)).unwrap_or(0);
        let as_they_stand = u32::try_from(met >> 32).unwrap_or(0);
        let (mut sum, mut bits) = (0.0, any);
        while bits != 0 {
            let slot = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            sum += std::mem::take(&mut self.best[slot * self.size + at]);
        }
        (any, as_they_stand, sum)
    }

    /// Where answers to a slot go, as they stand or not.
    fn of(&mut self, slot: usize, as_it_stands: bool) -> Answered<'_> {
        Answered {
            best: &mut self.best[slot * self.size..(slot + 1) * self.size],
            met: &mut self.met,
            touched: &mut self.touched,
            bits: (1 | u64::from(as_it_stands) << 32) << slot,
            open: self.open,
        }
    }
}

/// The answers to a slot, of the items of a window.
struct Answered<'a> {
    best: &'a mut [f32],
    met: &'a mut [u64],
    touched: &'a mut Vec<u16>,
    bits: u64,
    open: bool,
}

impl Answered<'_> {
    /// Notes an answer, if it is of any use; `value` is only called if it is.
    #[inline]
    fn touch(&mut self, at: usize, value: impl FnOnce() -> f32) {
        let met = &mut self.met[at];
        if *met == 0 {
            if !self.open {
                return;
            }
            self.touched.push(u16::try_from(at).unwrap_or(u16::MAX));
        }
        *met |= self.bits;
        let best = &mut self.best[at];
        *best = best.max(value());
    }
}

/// What is the same for all items.
struct Scales<'a> {
    plan: &'a Plan,
    /// Length normalization by length in words, up to 255, and what a word is worth that occurs once in such a text.
    lengths: [f32; 256],
    once: [f32; 256],
    /// The words that an item has to have to have all: of a question, those that tell something.
    all: u32,
    telling: u32,
    /// Whether a word that tells something is answered by nothing.
    missing: bool,
    /// What all words tell together that anything answers.
    all_rarity: f32,
}

impl Scales<'_> {
    /// What these words, one bit each, tell together.
    #[inline]
    fn rarity(&self, mut bits: u32) -> f32 {
        let mut sum = 0.0;
        while bits != 0 {
            sum += self.plan.slots[bits.trailing_zeros() as usize].rarity;
            bits &= bits - 1;
        }
        sum
    }

    /// What an occurrence in a text of a length is worth; `telling` is how much the word tells, times its weight.
    #[inline]
    fn value(&self, telling: f32, occurrence: Occurrence, length: u8, kind: impl Fn() -> Kind) -> f32 {
        let length = usize::from(length);
        let often =
            if occurrence.count == 1 { self.once[length] } else { often(occurrence.count, self.lengths[length]) };
        let value = telling * often;
        if occurrence.in_title { value * title_worth(kind()) } else { value }
    }
}

/// What a word is worth that occurs so often, by BM25.
fn often(count: u8, norm: f32) -> f32 {
    let count = f32::from(count);
    count * (K1 + 1.0) / (count + norm)
}

/// What a kind of item is worth, other things being equal: quotes over points over full text, and what was said over the labels that we put
/// on it.
fn worth(kind: Kind) -> f32 {
    match kind {
        Kind::Quote => 1.1,
        Kind::Point | Kind::Fact | Kind::Post | Kind::Ballot | Kind::Conference => 1.0,
        Kind::Person | Kind::Text => 0.95,
        Kind::Document | Kind::Timeline => 0.9,
        Kind::Section => 0.6,
        Kind::Theme | Kind::Priority => 0.5,
    }
}

/// What a word in the title is worth, against one in the text: a name is what the thing is, a heading only what it is about.
fn title_worth(kind: Kind) -> f32 {
    match kind {
        Kind::Person | Kind::Post | Kind::Conference => 1.5,
        _ => 1.2,
    }
}

/// What a word is worth to an item that it only belongs to.
fn context_worth(source: Source) -> f32 {
    match source {
        Source::Author => 0.35,
        Source::Heading => 0.3,
        Source::Document | Source::Post => 0.2,
    }
}

/// The best items of a plan, at least as many as asked for if there are as many.
pub(super) fn gather(index: &Index, plan: &Plan, sieve: &Sieve<'_>, excluded: &[u32], most: usize) -> Gathered {
    let (live, telling) = (plan.live(), plan.telling());
    if telling == 0 {
        return Gathered::default();
    }
    let norm =
        |length: usize| K1 * (1.0 - B + B * f32::from(u8::try_from(length).unwrap_or(u8::MAX)) / index.mean_length);
    let lengths: [f32; 256] = std::array::from_fn(norm);
    let once = lengths.map(|norm| often(1, norm));
    let missing = plan.slots.iter().enumerate().any(|(at, slot)| !slot.small && live >> at & 1 == 0);
    let all = if plan.asks() { telling } else { live };
    let mut scales = Scales { plan, lengths, once, all, telling, missing, all_rarity: 0.0 };
    scales.all_rarity = scales.rarity(live);
    let size = index.len().min(WINDOW);
    let mut window =
        Window { size, best: vec![0.0; plan.slots.len() * size], met: vec![0; size], touched: Vec::new(), open: true };
    let mut sweep = |pass: Pass| {
        let answers = answers(index, plan, live, telling, pass)?;
        let mut tally = Tally::new(most);
        let admits = |item| excluded.binary_search(&item).is_err() && sieve.admits(item);
        for segment in &index.segments {
            let whole = pass != Pass::Some;
            Sweep { index, scales: &scales, segment, answers: &answers, window: &mut window, whole }
                .run(&mut tally, admits);
        }
        tally.finish(telling)
    };
    let nearly = sweep(Pass::AsTheyStand).or_else(|| sweep(Pass::Nearly));
    nearly.or_else(|| sweep(Pass::Some)).unwrap_or_default()
}

/// What is looked for: as long as there are items of one pass, those of the next would not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Items that answer all words that tell something, as they stand.
    AsTheyStand,
    /// Those that answer all of them in one way or another.
    Nearly,
    /// Those that answer some.
    Some,
}

/// All that answers one word of the query.
struct Answer {
    slot: usize,
    /// Whether it is one of those that tell something.
    tells: bool,
    /// Single words: number in the dictionary, how much it tells times its weight, whether as it stands.
    terms: Vec<(u32, f32, bool)>,
    /// Names and headings by the items they stand over, in order of the first: with the value, and whether as it stands.
    contexts: Vec<(Range<u32>, f32, bool)>,
    /// How many postings and items there are to read.
    cost: u64,
}

/// The answers to the words of a plan: those that tell something first, and of these the quickest read first. None if they cannot be all
/// that the pass wants.
fn answers(index: &Index, plan: &Plan, live: u32, telling: u32, pass: Pass) -> Option<Vec<Answer>> {
    let strict = pass == Pass::AsTheyStand;
    // Of one word there is no part.
    if pass == Pass::Some && telling.is_power_of_two() {
        return None;
    }
    let slots = plan.slots.iter().enumerate().filter(|(at, _)| live >> at & 1 == 1);
    let mut answers: Vec<Answer> = slots
        .map(|(at, slot)| {
            let mut terms: Vec<(u32, f32, bool)> =
                slot.terms.iter().map(|term| (term.number, slot.rarity * term.weight, term.as_it_stands())).collect();
            let prefix = slot.prefix_terms(index).into_iter();
            terms.extend(prefix.map(|(number, weight)| (number, slot.rarity * weight, true)));
            let mut contexts = contexts(index, slot);
            if strict {
                terms.retain(|(.., as_it_stands)| *as_it_stands);
                contexts.retain(|(.., as_it_stands)| *as_it_stands);
            }
            let postings: u64 = terms.iter().map(|(number, ..)| u64::from(index.dictionary.occurs(*number))).sum();
            let items: usize =
                plan.sequences.iter().filter(|all| all.slots.contains(&at)).map(|all| all.items.len()).sum();
            let names = if strict { 0 } else { slot.names.len() };
            let cost = postings + (items + names) as u64 + over(&contexts);
            Answer { slot: at, tells: telling >> at & 1 == 1, terms, contexts, cost }
        })
        .collect();
    if pass != Pass::Some && answers.iter().any(|answer| answer.tells && answer.cost == 0) {
        return None;
    }
    answers.sort_by_key(|answer| (!answer.tells, answer.cost, answer.slot));
    Some(answers)
}

/// The names and headings that answer a word, in order of the items they stand over.
fn contexts(index: &Index, slot: &Slot) -> Vec<(Range<u32>, f32, bool)> {
    let exact = slot.terms.iter().map(|term| (term.number..term.number + 1, term.weight, term.as_it_stands()));
    let prefix = slot.prefix.iter().map(|prefix| (prefix.words.clone(), prefix.weight(u8::MAX), true));
    let mut all: Vec<(Range<u32>, f32, bool)> = Vec::new();
    for (words, weight, as_it_stands) in exact.chain(prefix) {
        let value = |source| slot.rarity * weight * context_worth(source);
        let found = index.contexts_of(words).iter();
        let before = all.len();
        let mut items = 0;
        for context in found {
            items += u64::from(context.items.end - context.items.start);
            if items > MOST_CONTEXTS {
                all.truncate(before);
                break;
            }
            all.push((context.items.clone(), value(context.source), as_it_stands));
        }
    }
    all.sort_unstable_by_key(|(items, ..)| items.start);
    all
}

/// Over how many items names and headings stand.
fn over(contexts: &[(Range<u32>, f32, bool)]) -> u64 {
    contexts.iter().map(|(items, ..)| u64::from(items.end - items.start)).sum()
}

/// One way through the items of a segment.
struct Sweep<'a> {
    index: &'a Index,
    scales: &'a Scales<'a>,
    segment: &'a Segment,
    answers: &'a [Answer],
    window: &'a mut Window,
    /// Whether only items count that answer all words that tell something.
    whole: bool,
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
    fn run(mut self, tally: &mut Tally, admits: impl Fn(u32) -> bool + Copy) {
        let mut readings: Vec<Reading<'a>> = self.answers.iter().map(|answer| self.reading(answer)).collect();
        let telling = self.answers.iter().filter(|answer| answer.tells).count();
        let mut asked: Option<Asked> = None;
        let mut first = 0;
        while first < self.segment.len() {
            // Windows begin where they would if there were one segment only, so that it makes no difference how many there are.
            let into = (self.segment.first as usize + first) % WINDOW;
            if into == 0 && tally.whole[Tier::All as usize].count > PLENTY {
                return;
            }
            let items = first..(first + WINDOW - into).min(self.segment.len());
            // An item that has only the commonest words cannot have half as many as the best so far.
            let openers = if self.whole { 1 } else { telling - tally.enough().1.saturating_sub(1).min(telling - 1) };
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
                if self.whole && reading.answer.tells && at > 0 {
                    self.window.keep(reading.answer.slot);
                }
            }
            settle(
                self.index,
                self.scales,
                self.window,
                self.segment.first as usize + first,
                admits,
                self.whole,
                tally,
            );
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

/// Adds up the items of a window and empties it.
fn settle(
    index: &Index,
    scales: &Scales<'_>,
    window: &mut Window,
    first: usize,
    admits: impl Fn(u32) -> bool,
    whole: bool,
    tally: &mut Tally,
) {
    // Many items answer the same words: what these tell is added up when they change.
    let (mut last, mut share) = (0, 0.0);
    let mut items = std::mem::take(&mut window.touched);
    for touched in items.drain(..) {
        let at = usize::from(touched);
        let (any, as_they_stand, score) = window.take(at);
        let tells = any & scales.telling;
        // Beside a word that nothing answers, a guess at another is no answer.
        let guessed = scales.missing && as_they_stand & scales.telling == 0;
        let item = u32::try_from(first + at).unwrap_or(u32::MAX);
        if tells == 0 || (whole && tells != scales.telling) || guessed || !admits(item) {
            continue;
        }
        let tier = if as_they_stand & scales.all == scales.all {
            Tier::All
        } else if as_they_stand & scales.telling == scales.telling {
            Tier::Telling
        } else if tells == scales.telling {
            Tier::Nearly
        } else {
            Tier::Some
        };
        if any != last {
            (last, share) = (any, (scales.rarity(any) / scales.all_rarity.max(f32::MIN_POSITIVE)).powi(2));
        }
        let score = score * share * worth(index.items.kind(item));
        let met = if tier == Tier::Some { tells.count_ones() } else { 0 };
        tally.add(Found { item, score, tier, met });
    }
    window.touched = items;
}

/// The best so far: of those with all words by tier, of those with some by how many they have.
struct Tally {
    some: [Class; 33],
    whole: [Class; 4],
    most: usize,
}

/// Items that answer as many words.
#[derive(Default)]
struct Class {
    count: usize,
    kept: Vec<Found>,
    /// Nothing that is not better than this is let in.
    floor: Option<Found>,
}

impl Class {
    #[inline]
    fn add(&mut self, found: Found, most: usize) {
        self.count += 1;
        if self.floor.is_some_and(|floor| found.score < floor.score || better(&found, &floor).is_gt()) {
            return;
        }
        self.kept.push(found);
        // Twice as many as are wanted are let in before the worse half goes, so that an item costs hardly more than its look.
        if self.kept.len() >= most.saturating_mul(2).saturating_add(64) {
            let (_, floor, _) = self.kept.select_nth_unstable_by(most, better);
            self.floor = Some(*floor);
            self.kept.truncate(most);
        }
    }
}

impl Tally {
    fn new(most: usize) -> Tally {
        Tally { some: std::array::from_fn(|_| Class::default()), whole: Default::default(), most }
    }

    #[inline]
    fn add(&mut self, found: Found) {
        let class = match found.tier {
            Tier::Some => &mut self.some[found.met as usize],
            tier => &mut self.whole[tier as usize],
        };
        class.add(found, self.most);
    }

    /// How many words the best of those with some have, and how many an item needs beside it: half as many.
    fn enough(&self) -> (usize, usize) {
        let most = self.some.iter().rposition(|class| class.count > 0).unwrap_or(0);
        (most, most.div_ceil(2))
    }

    /// The best, if there are any.
    fn finish(self, telling: u32) -> Option<Gathered> {
        let of = telling.count_ones();
        let (some, enough) = self.enough();
        let (met, classes) = match self.whole.iter().rposition(|class| class.count > 0) {
            Some(tier) => (of, &self.whole[tier..=tier]),
            None => (u32::try_from(some).unwrap_or(of), &self.some[enough.max(1)..]),
        };
        let mut best: Vec<Found> = classes.iter().flat_map(|class| &class.kept).copied().collect();
        best.sort_unstable_by(better);
        best.truncate(self.most);
        let total = classes.iter().map(|class| class.count).sum();
        (total > 0).then_some(Gathered { best, total, met: (met, of) })
    }
}

/// Better first; of equals, the one that comes first in the corpus.
pub(super) fn better(a: &Found, b: &Found) -> std::cmp::Ordering {
    b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)).then(a.item.cmp(&b.item))
}
