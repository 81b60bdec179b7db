//! What to look for: each word of a query with the words of the dictionary that may be meant by it.
//!
//! A [`Slot`] is one word of the query; its [`Term`]s are single words that answer it, its sequences (phrases, compounds, aliases of several
//! words) are items that were found to have them. How much each is worth is set here, and in `like` for the words that are not the one typed.

use std::ops::Range;

use super::How;
use super::index::Index;
use super::like::{inflected, scattered, typos};
use super::query::{MOST_WORDS, Query, Word};
use super::sequence::{self, Sequence};
use super::term::Term;

/// A query as it will be looked for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub slots: Vec<Slot>,
    pub sequences: Vec<Sequence>,
}

/// One word of the query.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// As it was typed.
    pub typed: String,
    /// The folded word; of a phrase or a run of pairs, nothing.
    pub word: String,
    /// Whether it is one of the small words that questions are made of, and others say more.
    pub small: bool,
    /// Words that answer it, but for those that begin with it.
    pub terms: Vec<Term>,
    /// The words that begin with it, where these answer it.
    pub prefix: Option<Prefix>,
    /// Items whose name has its letters scattered in it, with how well.
    pub names: Vec<(u32, f32)>,
    /// How much it tells.
    pub rarity: f32,
}

/// The words that begin with what was typed.
#[derive(Debug, Clone)]
pub(super) struct Prefix {
    pub words: Range<u32>,
    /// What a word is worth that is hardly longer; and what is taken off it as it gets longer.
    full: f32,
    off: f32,
    /// Bytes typed.
    bytes: u8,
}

/// One letter at the beginning of a word in a million passages would mean millions of postings: the commonest words come first, up to here.
const MOST_POSTINGS: u64 = 40_000;
/// From how many items on a word that is met exactly, but is very rare, may itself be a slip.
const SLIPS_FROM: u32 = 5_000;

const WITHOUT_S: f32 = 0.75;
const IN_PARTS: f32 = 0.95;
const ALIAS: f32 = 0.9;
/// What a small word tells, against another as rare, where there are others.
const SMALL_WORTH: f32 = 0.05;

/// Words that ask rather than say: where nothing has all words, these are the first to be missed.
const SMALL: &[&str] = &[
    "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "by", "can", "could",
    "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "hers", "him", "his", "how", "i", "if",
    "in", "into", "is", "it", "its", "many", "me", "much", "my", "of", "on", "or", "our", "said", "say", "says", "she",
    "should", "so", "some", "tell", "than", "that", "the", "their", "them", "there", "they", "this", "those", "to",
    "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with",
    "would", "you", "your",
];

/// Words that begin a question.
const ASKING: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "is", "was", "were", "what", "when",
    "where", "which", "who", "whom", "whose", "why", "will", "would",
];

impl Prefix {
    /// What a word that begins so is worth.
    pub fn weight(&self, length: u8) -> f32 {
        self.full - self.off * (1.0 - f32::from(self.bytes) / f32::from(length.max(self.bytes).max(1)))
    }
}

impl Slot {
    /// Whether anything answers it by itself.
    fn is_met(&self) -> bool {
        !self.terms.is_empty() || self.prefix.is_some() || !self.names.is_empty()
    }
}

impl Plan {
    pub fn new(index: &Index, query: &Query) -> Plan {
        let mut plan = Plan::default();
        let mut words: Vec<Word> = Vec::with_capacity(query.words.len());
        for word in &query.words {
            if word.quoted || word.parts.len() == 1 || holds_together(index, word) {
                words.push(word.clone());
            } else {
                // Nothing has it in one piece: its parts may be found by themselves. Those of a compound are words that somebody typed, pairs of
                // characters are not.
                let typed = |part: &String| if word.joined.is_some() { part.clone() } else { word.typed.clone() };
                words.extend(word.parts.iter().enumerate().map(|(at, part)| Word {
                    typed: typed(part),
                    parts: vec![part.clone()],
                    unfinished: word.unfinished && at + 1 == word.parts.len(),
                    ..Word::default()
                }));
            }
        }
        words.truncate(MOST_WORDS);
        for word in &words {
            plan.add(index, word);
        }
        plan.join_neighbours(index, &words);
        plan.add_aliases(index, &words);
        plan.scatter(index, &words);
        plan.sequences.retain(|sequence| !sequence.items.is_empty());
        plan.weigh(index);
        plan
    }

    /// The slots that something answers, one bit each.
    pub fn live(&self) -> u32 {
        let met = |at: usize, slot: &Slot| {
            slot.is_met() || self.sequences.iter().any(|sequence| sequence.slots.contains(&at))
        };
        self.slots.iter().enumerate().filter(|(at, slot)| met(*at, slot)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Whether it is a question: its small words are not looked for in the answer, then.
    pub fn asks(&self) -> bool {
        self.slots.first().is_some_and(|slot| slot.small && ASKING.contains(&slot.word.as_str()))
    }

    /// The slots that say something, one bit each: all but the small words, or all if there is nothing else.
    pub fn telling(&self) -> u32 {
        let telling =
            self.slots.iter().enumerate().filter(|(_, slot)| !slot.small).fold(0, |bits, (at, _)| bits | 1 << at);
        let live = self.live();
        if telling & live == 0 && telling == 0 { live } else { telling & live }
    }

    /// Adds a slot for a word.
    fn add(&mut self, index: &Index, word: &Word) {
        let at = self.slots.len();
        let mut slot = Slot { typed: word.typed.clone(), ..Slot::default() };
        let single = word.joined.as_deref().or(if let [part] = &word.parts[..] { Some(part.as_str()) } else { None });
        if let Some(single) = single {
            single.clone_into(&mut slot.word);
            slot.small = !word.quoted && SMALL.contains(&single);
            let alone = at == 0 && word.unfinished;
            expand(index, &mut slot, word, alone);
        }
        if word.parts.len() > 1 {
            let items = sequence::find(index, parts_of(index, word));
            self.sequences.push(Sequence {
                slots: at..at + 1,
                words: word.parts.clone(),
                unfinished: word.unfinished,
                weight: if word.joined.is_some() { IN_PARTS } else { 1.0 },
                how: How::Exact,
                label: None,
                items,
            });
        } else if let Some(halves) = single.filter(|_| !word.quoted).and_then(|single| split(index, &slot, single)) {
            let items = sequence::find(index, halves.iter().map(|half| sequence::exactly(index, half)).collect());
            self.sequences.push(Sequence {
                slots: at..at + 1,
                words: halves,
                unfinished: false,
                weight: IN_PARTS,
                how: How::Exact,
                label: None,
                items,
            });
        }
        self.slots.push(slot);
    }

    /// Two words that stand as one elsewhere (`round table`, `roundtable`).
    fn join_neighbours(&mut self, index: &Index, words: &[Word]) {
        for (at, pair) in words.windows(2).enumerate() {
            let ([first], [second]) = (&pair[0].parts[..], &pair[1].parts[..]) else { continue };
            if pair.iter().any(|word| word.quoted) {
                continue;
            }
            let joined = format!("{first}{second}");
            if let Some(number) = index.dictionary.number(&joined) {
                let items = sequence::find(index, vec![sequence::only(number)]);
                self.sequences.push(Sequence {
                    slots: at..at + 2,
                    words: vec![joined],
                    unfinished: false,
                    weight: 1.0,
                    how: How::Exact,
                    label: None,
                    items,
                });
            }
        }
    }

    /// Other names of the same thing.
    fn add_aliases(&mut self, index: &Index, words: &[Word]) {
        let letters: Vec<String> = words.iter().map(|word| word.parts.concat()).collect();
        for (slots, stretch) in index.aliases.stretches(&letters) {
            if words[slots.clone()].iter().any(|word| word.quoted) {
                // These very words are meant.
                continue;
            }
            for (same, other) in index.aliases.others(&stretch) {
                let parts = other.words.iter().map(|word| sequence::exactly(index, word)).collect();
                self.sequences.push(Sequence {
                    slots: slots.clone(),
                    words: other.words.clone(),
                    unfinished: false,
                    weight: ALIAS,
                    how: How::Alias,
                    label: Some(format!("{} = {}", same.written, other.written)),
                    items: sequence::find(index, parts),
                });
            }
        }
    }

    /// Last, where nothing else answers a word: its letters, scattered in a name or in a word that begins alike.
    fn scatter(&mut self, index: &Index, words: &[Word]) {
        for (at, word) in words.iter().enumerate() {
            let other =
                self.sequences.iter().any(|sequence| sequence.slots.contains(&at) && !sequence.items.is_empty());
            let slot = &mut self.slots[at];
            if !other && !word.quoted && !slot.is_met() && !slot.word.is_empty() {
                slot.names = index.names.scattered(&slot.word);
                slot.terms = scattered(index, &slot.word).to_vec();
            }
        }
    }

    /// How much each word tells: by the commonest thing that it may mean.
    fn weigh(&mut self, index: &Index) {
        let tells = self.slots.iter().any(|slot| !slot.small);
        for at in 0..self.slots.len() {
            let slot = &self.slots[at];
            let exact =
                slot.terms.iter().find(|term| term.how == How::Exact).map(|term| index.dictionary.occurs(term.number));
            let commonest = || {
                let terms = slot.terms.iter().map(|term| index.dictionary.occurs(term.number));
                let prefix = slot
                    .prefix
                    .iter()
                    .flat_map(|prefix| prefix.words.clone())
                    .map(|word| index.dictionary.occurs(word));
                let sequences = self.sequences.iter().filter(|sequence| sequence.slots.contains(&at));
                let items = sequences.map(|sequence| u32::try_from(sequence.items.len()).unwrap_or(u32::MAX));
                terms.chain(prefix).chain(items).max().unwrap_or(0)
            };
            let rarity = rarity(exact.filter(|occurs| *occurs > 0).unwrap_or_else(commonest), index.len());
            self.slots[at].rarity = if slot.small && tells { rarity * SMALL_WORTH } else { rarity };
        }
    }
}

/// Whether a compound or a run is found in one piece anywhere.
fn holds_together(index: &Index, word: &Word) -> bool {
    let joined = word.joined.as_deref().is_some_and(|joined| {
        index.dictionary.number(joined).is_some()
            || (word.unfinished && !index.dictionary.prefix(joined).is_empty())
            || (joined.chars().count() >= 4 && !typos(index, joined, 1, false).is_empty())
    });
    joined || !sequence::find(index, parts_of(index, word)).is_empty()
}

/// The inverse document frequency of BM25.
#[expect(clippy::cast_precision_loss, reason = "a logarithm of counts of at most a few millions")]
fn rarity(occurs: u32, items: usize) -> f32 {
    let (occurs, items) = (occurs as f32, items as f32);
    // Not `ln`: it would bring in the system's library of mathematics, half a megabyte of memory for one logarithm.
    libm::logf(1.0 + (items - occurs + 0.5).max(0.0) / (occurs + 0.5))
}

/// The words at each place of a phrase or compound.
fn parts_of(index: &Index, word: &Word) -> Vec<Range<u32>> {
    let last = word.parts.len() - 1;
    let part = |(at, part): (usize, &String)| {
        if word.unfinished && at == last { index.dictionary.prefix(part) } else { sequence::exactly(index, part) }
    };
    word.parts.iter().enumerate().map(part).collect()
}

/// Finds the words that answer one.
fn expand(index: &Index, slot: &mut Slot, word: &Word, alone: bool) {
    let typed = slot.word.clone();
    let exact = index.dictionary.number(&typed);
    if let Some(number) = exact {
        slot.terms.push(Term { number, weight: 1.0, how: How::Exact, written: None });
    }
    let letters = typed.chars().count();
    let digits = typed.bytes().any(|byte| byte.is_ascii_digit());
    if word.unfinished || (!word.quoted && !slot.small && !digits && (letters >= 4 || exact.is_none())) {
        let words = index.dictionary.prefix(&typed);
        let (full, off) = if word.unfinished { (0.9, 0.2) } else { (0.75, 0.25) };
        let longer = words.len() > usize::from(exact.is_some());
        let bytes = u8::try_from(typed.len()).unwrap_or(u8::MAX);
        // A small word by itself may be the beginning of any word; among others it is what it is.
        slot.small &= !(alone && longer);
        slot.prefix = longer.then_some(Prefix { words, full, off, bytes });
    }
    if word.quoted || slot.small {
        return;
    }
    if letters >= 4
        && !typed.ends_with("ss")
        && let Some(stem) = typed.strip_suffix('s')
        && let Some(number) = index.dictionary.number(stem)
    {
        slot.terms.push(Term { number, weight: WITHOUT_S, how: How::Typo, written: Some(stem.to_owned()) });
    }
    let slip = exact.is_some_and(|number| {
        let items = u32::try_from(index.len()).unwrap_or(u32::MAX);
        letters >= 5 && items >= SLIPS_FROM && index.dictionary.occurs(number) <= 1 + items / 50_000
    });
    if (exact.is_none() || slip) && letters >= 4 {
        let known: Vec<u32> = slot.terms.iter().map(|term| term.number).collect();
        let mut near = typos(index, &typed, 1, false).to_vec();
        if near.is_empty() && exact.is_none() && slot.prefix.is_none() && slot.terms.is_empty() {
            if letters >= 8 {
                near = typos(index, &typed, 2, false).to_vec();
            }
            if near.is_empty() {
                near = inflected(index, &typed);
            }
            if near.is_empty() && word.unfinished && letters >= 5 {
                near = typos(index, &typed, 1, true).to_vec();
            }
        }
        near.retain(|term| !known.contains(&term.number));
        if slip {
            near.retain(|term| {
                index.dictionary.occurs(term.number) >= 50 * exact.map_or(1, |exact| index.dictionary.occurs(exact))
            });
        }
        slot.terms.extend(near);
    }
}

/// Two words of the dictionary that a word is made of, each at least two letters long: the most even cut first.
fn split(index: &Index, slot: &Slot, typed: &str) -> Option<Vec<String>> {
    if typed.len() < 5 || slot.terms.iter().any(|term| term.how == How::Exact) {
        return None;
    }
    let cuts = typed.char_indices().map(|(at, _)| at).filter(|at| *at >= 2 && typed.len() - at >= 2);
    let known = |cut: &usize| {
        let (a, b) = typed.split_at(*cut);
        [a, b].iter().all(|half| half.chars().count() >= 2 && index.dictionary.number(half).is_some())
    };
    let cut = cuts.filter(known).min_by_key(|cut| cut.abs_diff(typed.len() / 2))?;
    Some(vec![typed[..cut].to_owned(), typed[cut..].to_owned()])
}

impl Slot {
    /// The terms that begin with what was typed: all, or the commonest if they are more than are worth reading.
    pub fn prefix_terms(&self, index: &Index) -> Vec<(u32, f32)> {
        let Some(prefix) = &self.prefix else { return Vec::new() };
        let mut words: Vec<u32> = prefix.words.clone().filter(|word| index.dictionary.occurs(*word) > 0).collect();
        // By the logarithm of how common they are, so that hardly anything has to be sorted: the rarest that are still read.
        let mut sums = [0u64; 32];
        let occurs = |word: &u32| index.dictionary.occurs(*word);
        let class = |word: &u32| occurs(word).ilog2() as usize;
        for word in &words {
            sums[class(word)] += u64::from(occurs(word));
        }
        let (mut read, mut rarest) = (0, 32);
        while rarest > 0 && read + sums[rarest - 1] <= MOST_POSTINGS {
            rarest -= 1;
            read += sums[rarest];
        }
        if read == 0 {
            words.sort_unstable_by_key(|word| (std::cmp::Reverse(occurs(word)), *word));
            let within = words.iter().take_while(|word| {
                let before = read < MOST_POSTINGS;
                read += u64::from(occurs(word));
                before
            });
            let within = within.count();
            words.truncate(within);
            words.sort_unstable();
        } else {
            words.retain(|word| class(word) >= rarest);
        }
        words.into_iter().map(|word| (word, prefix.weight(index.dictionary.length(word)))).collect()
    }
}
