//! What an answer is worth: BM25, by kind, by where the word stands.

use crate::corpus::Kind;
use crate::search::index::{Index, Source};
use crate::search::plan::Plan;
use crate::search::segment::Occurrence;

/// BM25: how soon more of a word is no more news, and how much a long text is held against it.
const K1: f32 = 0.25;
const B: f32 = 0.5;

/// What is the same for all items.
pub(super) struct Scales<'a> {
    pub plan: &'a Plan,
    /// Length normalization by length in words, up to 255, and what a word is worth that occurs once in such a text.
    lengths: [f32; 256],
    once: [f32; 256],
    /// The words that an item has to have to have all: of a question, those that tell something.
    pub all: u32,
    pub telling: u32,
    /// Whether a word that tells something is answered by nothing.
    pub missing: bool,
    /// What all words tell together that anything answers.
    pub all_rarity: f32,
}

impl<'a> Scales<'a> {
    pub fn new(index: &Index, plan: &'a Plan) -> Scales<'a> {
        let (live, telling) = (plan.live(), plan.telling());
        let norm =
            |length: usize| K1 * (1.0 - B + B * f32::from(u8::try_from(length).unwrap_or(u8::MAX)) / index.mean_length);
        let lengths: [f32; 256] = std::array::from_fn(norm);
        let once = lengths.map(|norm| often(1, norm));
        let missing = plan.slots.iter().enumerate().any(|(at, slot)| !slot.small && live >> at & 1 == 0);
        let all = if plan.asks() { telling } else { live };
        let mut scales = Scales { plan, lengths, once, all, telling, missing, all_rarity: 0.0 };
        scales.all_rarity = scales.rarity(live);
        scales
    }

    /// What these words, one bit each, tell together.
    #[inline]
    pub fn rarity(&self, mut bits: u32) -> f32 {
        let mut sum = 0.0;
        while bits != 0 {
            sum += self.plan.slots[bits.trailing_zeros() as usize].rarity;
            bits &= bits - 1;
        }
        sum
    }

    /// What an occurrence in a text of a length is worth; `telling` is how much the word tells, times its weight.
    #[inline]
    pub fn value(&self, telling: f32, occurrence: Occurrence, length: u8, kind: impl Fn() -> Kind) -> f32 {
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
pub(super) fn worth(kind: Kind) -> f32 {
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
pub(super) fn context_worth(source: Source) -> f32 {
    match source {
        Source::Author => 0.35,
        Source::Heading => 0.3,
        Source::Document | Source::Post => 0.2,
    }
}
