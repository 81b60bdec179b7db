//! Candidates: which items answer a plan, how well, and how completely.
//!
//! Items are looked at in windows that fit the processor's cache. The best answer (never the sum) to each word of the query counts,
//! scored by BM25. Words that stand in very many items, beside others that stand in few, are not read from their postings: the few items
//! found are asked whether they have them.

use super::filter::Sieve;
use super::index::{Index, Source};
use super::plan::{Plan, Prefix};
use super::segment::{Occurrence, Occurrences, Segment};
use crate::corpus::Kind;

/// Items in a window: few enough for the cache, enough for a prefix of many rare words not to be taken up again and again.
const WINDOW: usize = 1 << 16;
/// More names and headings than these are not looked through for the words of a prefix: it is the first letter or two in a large corpus.
const MOST_CONTEXTS: usize = 20_000;
/// BM25: how soon more of a word is no more news, and how much a long text is held against it.
const K1: f32 = 0.25;
const B: f32 = 0.5;
/// Words with more occurrences than this, and [`TIMES_MORE`] times those of all rarer words, are asked for item by item.
const MANY: u64 = 20_000;
const TIMES_MORE: u64 = 15;

/// An item that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub item: u32,
    pub score: f32,
    pub tier: Tier,
    /// How many of the telling words it answers.
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

/// What one word of one segment brings.
struct Cursor<'a> {
    slot: usize,
    weight: f32,
    as_it_stands: bool,
    occurrences: Occurrences<'a>,
}

/// The state of the items of a window.
struct Window {
    /// How many items.
    size: usize,
    /// The best answer to each slot, slot by slot.
    best: Vec<f32>,
    any: Vec<u32>,
    as_they_stand: Vec<u32>,
    touched: Vec<u16>,
    /// Whether items that no other word has met may come in.
    open: bool,
}

impl Window {
    #[inline]
    fn touch(&mut self, slot: usize, at: usize, value: f32, as_it_stands: bool) {
        if self.any[at] == 0 {
            if !self.open {
                return;
            }
            self.touched.push(u16::try_from(at).unwrap_or(u16::MAX));
        }
        self.any[at] |= 1 << slot;
        self.as_they_stand[at] |= u32::from(as_it_stands) << slot;
        let best = &mut self.best[slot * self.size + at];
        if value > *best {
            *best = value;
        }
    }
}

/// What is the same for all items.
struct Scales<'a> {
    plan: &'a Plan,
    /// Length normalization by length in words, up to 255.
    lengths: [f32; 256],
    /// The words that an item has to have to have all: of a question, those that tell something.
    all: u32,
    telling: u32,
    /// Whether a word that tells something is answered by nothing.
    missing: bool,
    rarity: f32,
}

impl Scales<'_> {
    #[inline]
    fn value(&self, slot: usize, weight: f32, occurrence: Occurrence, length: u16, kind: Kind) -> f32 {
        let count = f32::from(occurrence.count);
        let norm = self.lengths[usize::from(length.min(255))];
        let value = self.plan.slots[slot].rarity * weight * count * (K1 + 1.0) / (count + norm);
        if occurrence.in_title { value * title_worth(kind) } else { value }
    }
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
    let mut lengths = [0.0; 256];
    for (length, norm) in (0u8..=255).zip(&mut lengths) {
        *norm = K1 * (1.0 - B + B * f32::from(length) / index.mean_length);
    }
    let slots = plan.slots.iter().enumerate();
    let rarity: f32 = slots.filter(|(at, _)| live >> at & 1 == 1).map(|(_, slot)| slot.rarity).sum();
    let missing = plan.slots.iter().enumerate().any(|(at, slot)| !slot.small && live >> at & 1 == 0);
    let scales = Scales { plan, lengths, all: if plan.asks() { telling } else { live }, telling, missing, rarity };
    let terms = terms(index, plan);
    let asked = asked(index, &terms, plan);
    let size = index.len().min(WINDOW);
    let mut window = Window {
        size,
        best: vec![0.0; plan.slots.len() * size],
        any: vec![0; size],
        as_they_stand: vec![0; size],
        touched: Vec::new(),
        open: true,
    };
    let mut tally = Tally { kept: Vec::new(), most, floor: None, counts: [0; 4], by_met: [0; 33] };
    for segment in &index.segments {
        let mut cursors = cursors(segment, &terms, asked);
        for first in (0..segment.len()).step_by(WINDOW) {
            let end = (first + WINDOW).min(segment.len());
            window.open = true;
            for cursor in &mut cursors {
                let (slot, weight, as_it_stands) = (cursor.slot, cursor.weight, cursor.as_it_stands);
                cursor.occurrences.before(u32::try_from(end).unwrap_or(u32::MAX), |occurrence| {
                    let item = occurrence.item as usize;
                    let kind = index.items.kind(segment.first + occurrence.item);
                    let value = scales.value(slot, weight, occurrence, segment.lengths[item], kind);
                    window.touch(slot, item - first, value, as_it_stands);
                });
            }
            others(index, &scales, &mut window, segment, first..end, !asked);
            window.open = false;
            others(index, &scales, &mut window, segment, first..end, asked);
            if asked != 0 {
                ask(index, &scales, &mut window, segment, first, &terms, asked);
            }
            settle(index, &scales, &mut window, segment.first as usize + first, sieve, excluded, &mut tally);
        }
    }
    tally.finish(telling)
}

/// All single words of a plan: slot, number, weight, whether as it stands.
fn terms(index: &Index, plan: &Plan) -> Vec<(usize, u32, f32, bool)> {
    let mut terms = Vec::new();
    for (at, slot) in plan.slots.iter().enumerate() {
        terms.extend(slot.terms.iter().map(|term| (at, term.number, term.weight, term.as_it_stands())));
        terms.extend(slot.prefix_terms(index).into_iter().map(|(number, weight)| (at, number, weight, true)));
    }
    terms
}

/// The slots whose words are too common to be read, one bit each.
fn asked(index: &Index, terms: &[(usize, u32, f32, bool)], plan: &Plan) -> u32 {
    let cost = |at: usize| -> u64 {
        terms
            .iter()
            .filter(|(slot, ..)| *slot == at)
            .map(|(_, number, ..)| u64::from(index.dictionary.occurs(*number)))
            .sum()
    };
    let live = plan.live();
    let mut costs: Vec<(u64, usize)> =
        (0..plan.slots.len()).filter(|at| live >> at & 1 == 1).map(|at| (cost(at), at)).collect();
    costs.sort_unstable();
    let mut read = 0;
    let mut asked = 0;
    for (cost, at) in costs {
        if read > 0 && cost > MANY && cost > TIMES_MORE * read {
            asked |= 1 << at;
        } else {
            read += cost;
        }
    }
    asked
}

fn cursors<'a>(segment: &'a Segment, terms: &[(usize, u32, f32, bool)], asked: u32) -> Vec<Cursor<'a>> {
    let read = terms.iter().filter(|(slot, ..)| asked >> slot & 1 == 0);
    let cursor = |(slot, number, weight, as_it_stands): &(usize, u32, f32, bool)| {
        let occurrences = segment.occurrences(*number);
        Cursor { slot: *slot, weight: *weight, as_it_stands: *as_it_stands, occurrences }
    };
    read.map(cursor).filter(|cursor| !cursor.occurrences.is_empty()).collect()
}

/// Sequences, names and contexts, for the slots of a mask.
fn others(
    index: &Index,
    scales: &Scales<'_>,
    window: &mut Window,
    segment: &Segment,
    items: std::ops::Range<usize>,
    mask: u32,
) {
    let first = segment.first as usize + items.start;
    let end = segment.first as usize + items.end;
    for sequence in &scales.plan.sequences {
        let from = sequence.items.partition_point(|occurrence| (occurrence.item as usize) < first);
        for occurrence in sequence.items[from..].iter().take_while(|occurrence| (occurrence.item as usize) < end) {
            let length = segment.lengths[(occurrence.item - segment.first) as usize];
            for slot in sequence.slots.clone().filter(|slot| mask >> slot & 1 == 1) {
                let value = scales.value(slot, sequence.weight, *occurrence, length, index.items.kind(occurrence.item));
                window.touch(slot, occurrence.item as usize - first, value, true);
            }
        }
    }
    for (at, slot) in scales.plan.slots.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1) {
        for (item, fit) in slot.names.iter().filter(|(item, _)| (first..end).contains(&(*item as usize))) {
            window.touch(at, *item as usize - first, slot.rarity * fit, false);
        }
        let exact = slot.terms.iter().map(|term| (term.number..term.number + 1, term.weight, term.as_it_stands()));
        let prefix = slot.prefix.iter().map(|prefix| (prefix.words.clone(), prefix.weight(u8::MAX), true));
        for (words, weight, as_it_stands) in exact.chain(prefix) {
            let contexts = index.contexts_of(words);
            if contexts.len() > MOST_CONTEXTS {
                continue;
            }
            for context in contexts {
                let value = slot.rarity * weight * context_worth(context.source);
                let from = (context.items.start as usize).max(first);
                for item in from..(context.items.end as usize).min(end) {
                    window.touch(at, item - first, value, as_it_stands);
                }
            }
        }
    }
}

/// Asks the items met so far whether they have the words of the slots that are too common to be read.
fn ask(
    index: &Index,
    scales: &Scales<'_>,
    window: &mut Window,
    segment: &Segment,
    first: usize,
    terms: &[(usize, u32, f32, bool)],
    asked: u32,
) {
    let is_asked = |slot: usize| asked >> slot & 1 == 1;
    let single = terms.iter().filter(|(slot, number, ..)| is_asked(*slot) && !in_prefix(scales.plan, *slot, *number));
    let mut wanted: Vec<(u32, usize, f32, bool)> =
        single.map(|(slot, number, weight, stands)| (*number, *slot, *weight, *stands)).collect();
    wanted.sort_unstable_by_key(|(number, slot, ..)| (*number, *slot));
    let prefixes: Vec<(usize, &Prefix)> = (0..scales.plan.slots.len())
        .filter(|slot| is_asked(*slot))
        .filter_map(|slot| Some((slot, scales.plan.slots[slot].prefix.as_ref()?)))
        .collect();
    for touched in 0..window.touched.len() {
        let at = usize::from(window.touched[touched]);
        let item = first + at;
        let length = segment.lengths[item];
        segment.spots(u32::try_from(item).unwrap_or(u32::MAX), |spot| {
            let once = Occurrence { item: 0, count: 1, in_title: false };
            for (slot, prefix) in prefixes.iter().filter(|(_, prefix)| prefix.words.contains(&spot.word)) {
                let weight = prefix.weight(index.dictionary.length(spot.word));
                window.touch(*slot, at, scales.value(*slot, weight, once, length, Kind::Text), true);
            }
            let from = wanted.partition_point(|(number, ..)| *number < spot.word);
            for (_, slot, weight, as_it_stands) in wanted[from..].iter().take_while(|(number, ..)| *number == spot.word)
            {
                window.touch(*slot, at, scales.value(*slot, *weight, once, length, Kind::Text), *as_it_stands);
            }
        });
    }
}

/// Whether a word is one of those that begin with what was typed, but not that itself.
fn in_prefix(plan: &Plan, slot: usize, number: u32) -> bool {
    let slot = &plan.slots[slot];
    let exact = || slot.terms.iter().any(|term| term.number == number);
    slot.prefix.as_ref().is_some_and(|prefix| prefix.words.contains(&number)) && !exact()
}

/// Adds up the items of a window and empties it.
fn settle(
    index: &Index,
    scales: &Scales<'_>,
    window: &mut Window,
    first: usize,
    sieve: &Sieve<'_>,
    excluded: &[u32],
    tally: &mut Tally,
) {
    let plan = scales.plan;
    for touched in std::mem::take(&mut window.touched) {
        let at = usize::from(touched);
        let (any, as_they_stand) = (std::mem::take(&mut window.any[at]), std::mem::take(&mut window.as_they_stand[at]));
        let (mut score, mut rarity) = (0.0, 0.0);
        let mut bits = any;
        while bits != 0 {
            let slot = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            score += std::mem::take(&mut window.best[slot * window.size + at]);
            rarity += plan.slots[slot].rarity;
        }
        let item = u32::try_from(first + at).unwrap_or(u32::MAX);
        let met = (any & scales.telling).count_ones();
        // Beside a word that nothing answers, a guess at another is no answer.
        let guessed = scales.missing && as_they_stand & scales.telling == 0;
        if met == 0 || guessed || excluded.binary_search(&item).is_ok() || !sieve.admits(item) {
            continue;
        }
        let tier = if as_they_stand & scales.all == scales.all {
            Tier::All
        } else if as_they_stand & scales.telling == scales.telling {
            Tier::Telling
        } else if any & scales.telling == scales.telling {
            Tier::Nearly
        } else {
            Tier::Some
        };
        let share = rarity / scales.rarity.max(f32::MIN_POSITIVE);
        let score = score * share * share * worth(index.items.kind(item));
        tally.add(Found { item, score, tier, met });
    }
}

/// The best so far.
struct Tally {
    kept: Vec<Found>,
    most: usize,
    /// Nothing that is not better than this is let in.
    floor: Option<Found>,
    counts: [usize; 4],
    by_met: [usize; 33],
}

impl Tally {
    #[inline]
    fn add(&mut self, found: Found) {
        self.counts[found.tier as usize] += 1;
        if found.tier == Tier::Some {
            self.by_met[found.met as usize] += 1;
        }
        if self.floor.is_some_and(|floor| better(&found, &floor).is_gt()) {
            return;
        }
        self.kept.push(found);
        // Twice as many as are wanted are let in before the worse half goes, so that an item costs hardly more than its look.
        if self.kept.len() >= self.most.saturating_mul(2).saturating_add(64) {
            let (_, floor, _) = self.kept.select_nth_unstable_by(self.most, better);
            self.floor = Some(*floor);
            self.kept.truncate(self.most);
        }
    }

    fn finish(mut self, telling: u32) -> Gathered {
        self.kept.sort_unstable_by(better);
        let Some(tier) = self.kept.first().map(|found| found.tier) else { return Gathered::default() };
        let of = telling.count_ones();
        let most = if tier == Tier::Some { self.kept.iter().map(|found| found.met).max().unwrap_or(0) } else { of };
        let enough = most.div_ceil(2);
        self.kept.retain(|found| found.tier == tier && (tier != Tier::Some || found.met >= enough));
        self.kept.truncate(self.most);
        let total = match tier {
            Tier::Some => self.by_met[enough as usize..].iter().sum(),
            tier => self.counts[tier as usize],
        };
        Gathered { best: self.kept, total, met: (most, of) }
    }
}

/// Better first; of equals, the one that comes first in the corpus.
pub(super) fn better(a: &Found, b: &Found) -> std::cmp::Ordering {
    b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)).then(a.item.cmp(&b.item))
}
