//! A stretch of the items of an index: their words in order, and for each word the items it occurs in.
//!
//! A large corpus is cut into one segment a core, each made by its own thread. Everything that grows with the texts is packed into bytes:
//! the words of an item as numbers of seven bits a byte, in the order in which the segment first met them (the commonest come early and
//! take one byte), and the items of a word as differences, with a count only where a word occurs more than once or in the title.

use rustc_hash::FxHashMap;

use super::tokens::{Shape, Tokenizer};
use super::watch::{TURN, Watch};
use crate::corpus::{Corpus, Place};

/// Says that the next word does not move on: it is a compound, and its first part stands at the same place.
const STAY: u32 = 0;
/// Parts the words of the title from those of the text.
const BREAK: u32 = 1;
/// What is added to the number of a word.
const FIRST: u32 = 2;
/// No such word in this segment.
const NONE: u32 = u32::MAX;
/// Set in the count of an occurrence if one of them is in the title.
const IN_TITLE: u8 = 0x80;
/// Every so many bytes of the postings of a word can be gone to directly.
const STRIDE: usize = 512;

/// A stretch of items.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// Number of the first item in the index.
    pub first: u32,
    /// How many words each text has, at most 255; and all together.
    pub lengths: Vec<u8>,
    pub length: u64,
    words: Vec<u8>,
    words_at: Vec<u32>,
    postings: Vec<u8>,
    postings_at: Vec<u32>,
    /// For words of more than [`STRIDE`] bytes of postings, by number in the segment, where their steps begin in `steps`.
    steps_at: Vec<(u32, u32)>,
    steps: Vec<Step>,
    /// Number in the dictionary by number in the segment, and the reverse.
    global: Vec<u32>,
    local: Vec<u32>,
}

/// A place among the postings of a word that can be gone to directly.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// All items before it are less than this.
    item: u32,
    /// Byte among the postings of the word.
    at: u32,
}

/// One item that a word occurs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Number of the item in the segment.
    pub item: u32,
    /// How often, at most 127.
    pub count: u8,
    /// Whether in the title.
    pub in_title: bool,
}

/// One word of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Number of the word, in the dictionary if nothing else is said.
    pub word: u32,
    /// Its place among the words; the text begins at 1,000 after the title, so that nothing stands across the two.
    pub position: u32,
}

/// Where the words of a text are counted from, after those of the title.
pub(super) const TEXT_FROM: u32 = 1000;

/// A segment being gathered: the words have numbers of their own until all segments are.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    pub segment: Segment,
    /// Numbers by word.
    pub numbers: FxHashMap<Box<str>, u32>,
    /// In how many items each word occurs.
    pub occurs: Vec<u32>,
    last: Vec<u32>,
}

fn put(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7F).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

#[inline]
fn get(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return number;
        }
        shift += 7;
    }
}

fn size(number: u32) -> u32 {
    (38 - number.max(1).leading_zeros()) / 7
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a segment packs into 4 GiB: a corpus has at most 2,000,000 passages")
}

impl Gathering {
    /// Reads the items of these places; `first` is the number of the first.
    pub fn read(corpus: &Corpus, places: impl Iterator<Item = Place>, first: u32) -> Gathering {
        let mut gathering = Gathering { segment: Segment { first, ..Segment::default() }, ..Gathering::default() };
        let mut tokenizer = Tokenizer::default();
        for place in places {
            gathering.segment.words_at.push(offset(gathering.segment.words.len()));
            let length = if let Place::Passage { document, section, passage } = place {
                // The heading of its section is its title: it is found through the section.
                let section = &corpus.documents[document as usize].sections[section as usize];
                gathering.add(&mut tokenizer, &section.passages[passage as usize].text)
            } else {
                let item = corpus.item(place);
                gathering.add(&mut tokenizer, &item.title);
                put(BREAK, &mut gathering.segment.words);
                gathering.add(&mut tokenizer, &item.text)
            };
            gathering.segment.lengths.push(u8::try_from(length).unwrap_or(u8::MAX));
            gathering.segment.length += length as u64;
        }
        gathering.segment.words_at.push(offset(gathering.segment.words.len()));
        gathering
    }

    /// Adds the words of a title or text to the item under way; returns how many.
    fn add(&mut self, tokenizer: &mut Tokenizer, text: &str) -> usize {
        let item = offset(self.segment.lengths.len()) + 1;
        let mut length = 0;
        tokenizer.each(text, |token| {
            let number = self.number(token.word);
            if token.shape == Shape::Joined {
                put(STAY, &mut self.segment.words);
            } else {
                length += 1;
            }
            put(number + FIRST, &mut self.segment.words);
            let number = number as usize;
            if self.last[number] != item {
                self.last[number] = item;
                self.occurs[number] += 1;
            }
        });
        length
    }

    /// The number of a word, a new one if it is new.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = offset(self.occurs.len());
        self.numbers.insert(word.into(), number);
        self.occurs.push(0);
        self.last.push(0);
        number
    }

    /// Turns the texts about, once the dictionary is known: `global` gives the number there of each word here.
    pub fn finish(self, global: Vec<u32>, dictionary: usize, watch: &Watch<'_>) -> Segment {
        let mut segment = self.segment;
        segment.words.shrink_to_fit();
        segment.local = vec![NONE; dictionary];
        for (number, local) in global.iter().zip(0..) {
            segment.local[*number as usize] = local;
        }
        segment.global = global;
        segment.invert(watch);
        if !watch.is_stopped() {
            segment.place_steps();
        }
        segment
    }
}

impl Segment {
    /// How many items.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Writes the postings: once to measure, once to fill.
    fn invert(&mut self, watch: &Watch<'_>) {
        let words = self.global.len();
        let mut sizes = vec![0u32; words];
        let mut last = vec![0u32; words];
        self.each_occurrence(watch, |word, item, tail| {
            sizes[word] += size((item + 1 - last[word]) << 1 | 1) + u32::from(tail.is_some());
            last[word] = item + 1;
        });
        let mut total = 0;
        self.postings_at = Vec::with_capacity(words + 1);
        for size in &sizes {
            self.postings_at.push(offset(total));
            total += *size as usize;
        }
        self.postings_at.push(offset(total));
        let mut postings = vec![0u8; total];
        let mut at: Vec<u32> = self.postings_at[..words].to_vec();
        last.fill(0);
        self.each_occurrence(watch, |word, item, tail| {
            let mut number = (item + 1 - last[word]) << 1 | u32::from(tail.is_some());
            last[word] = item + 1;
            let mut place = at[word] as usize;
            while number >= 0x80 {
                postings[place] = u8::try_from(number & 0x7F).unwrap_or(0) | 0x80;
                number >>= 7;
                place += 1;
            }
            postings[place] = u8::try_from(number).unwrap_or(0);
            place += 1;
            if let Some(tail) = tail {
                postings[place] = tail;
                place += 1;
            }
            at[word] = offset(place);
        });
        self.postings = postings;
    }

    /// Notes for the long postings where they can be gone to directly.
    fn place_steps(&mut self) {
        let (mut steps_at, mut steps) = (Vec::new(), Vec::new());
        for (word, ends) in (0u32..).zip(self.postings_at.windows(2)) {
            let bytes = &self.postings[ends[0] as usize..ends[1] as usize];
            if bytes.len() <= STRIDE {
                continue;
            }
            steps_at.push((word, offset(steps.len())));
            let mut all = Occurrences { bytes, steps: &[], at: 0, item: 0 };
            let mut next = STRIDE;
            while all.next().is_some() {
                if all.at >= next {
                    steps.push(Step { item: all.item, at: offset(all.at) });
                    next = all.at + STRIDE;
                }
            }
        }
        steps_at.shrink_to_fit();
        steps.shrink_to_fit();
        (self.steps_at, self.steps) = (steps_at, steps);
    }

    /// The steps of a word, by its number in the segment.
    fn steps(&self, local: u32) -> &[Step] {
        let Ok(at) = self.steps_at.binary_search_by_key(&local, |(word, _)| *word) else { return &[] };
        let from = self.steps_at[at].1 as usize;
        let to = self.steps_at.get(at + 1).map_or(self.steps.len(), |(_, to)| *to as usize);
        &self.steps[from..to]
    }

    /// Calls `f` once for each word of each item: the word's number here, the item, and what is to be said of it beyond "once, in the text".
    fn each_occurrence(&self, watch: &Watch<'_>, mut f: impl FnMut(usize, u32, Option<u8>)) {
        let mut counts = vec![0u8; self.global.len()];
        let mut met: Vec<u32> = Vec::new();
        for item in (0..self.len()).take_while(|item| watch.passes(*item, TURN)) {
            let (mut at, end) = (self.words_at[item] as usize, self.words_at[item + 1] as usize);
            while at < end {
                match get(&self.words, &mut at) {
                    STAY => {}
                    BREAK => met.iter().for_each(|word| counts[*word as usize] |= IN_TITLE),
                    number => {
                        let count = &mut counts[(number - FIRST) as usize];
                        if *count == 0 {
                            met.push(number - FIRST);
                        }
                        if *count & !IN_TITLE < !IN_TITLE {
                            *count += 1;
                        }
                    }
                }
            }
            for word in met.drain(..) {
                let count = std::mem::take(&mut counts[word as usize]);
                f(word as usize, offset(item), (count != 1).then_some(count));
            }
        }
    }

    /// The items that a word (by its number in the dictionary) occurs in, in order.
    #[inline]
    pub fn occurrences(&self, word: u32) -> Occurrences<'_> {
        let local = self.local[word as usize];
        if local == NONE {
            return Occurrences { bytes: &[], steps: &[], at: 0, item: 0 };
        }
        let (from, to) = (self.postings_at[local as usize], self.postings_at[local as usize + 1]);
        let bytes = &self.postings[from as usize..to as usize];
        let steps = if bytes.len() > STRIDE { self.steps(local) } else { &[] };
        Occurrences { bytes, steps, at: 0, item: 0 }
    }

    /// The words of an item, in order.
    #[inline]
    pub fn spots(&self, item: u32, mut f: impl FnMut(Spot)) {
        self.local_spots(item, |spot| f(Spot { word: self.global[spot.word as usize], ..spot }));
    }

    /// The words of an item, in order, by their numbers in the segment.
    #[inline]
    pub fn local_spots(&self, item: u32, mut f: impl FnMut(Spot)) {
        let (mut at, end) = (self.words_at[item as usize] as usize, self.words_at[item as usize + 1] as usize);
        let mut position = 0;
        let mut stay = false;
        while at < end {
            match get(&self.words, &mut at) {
                STAY => stay = true,
                BREAK => position = TEXT_FROM,
                number => {
                    f(Spot { word: number - FIRST, position });
                    position += u32::from(!stay);
                    stay = false;
                }
            }
        }
    }

    /// How often an item has each of the words that are wanted, by number in the segment, in the order in which it has them.
    pub fn count(&self, item: u32, wanted: &Wanted, counts: &mut Vec<(u32, Occurrence)>) {
        let (mut at, end) = (self.words_at[item as usize] as usize, self.words_at[item as usize + 1] as usize);
        counts.clear();
        while at < end {
            match get(&self.words, &mut at) {
                STAY => {}
                BREAK => counts.iter_mut().for_each(|(_, occurrence)| occurrence.in_title = true),
                number if wanted.has(number - FIRST) => {
                    match counts.iter_mut().find(|(word, _)| *word == number - FIRST) {
                        Some((_, occurrence)) => occurrence.count = occurrence.count.saturating_add(1).min(!IN_TITLE),
                        None => counts.push((number - FIRST, Occurrence { item, count: 1, in_title: false })),
                    }
                }
                _ => {}
            }
        }
    }

    /// The number in the segment of a word of the dictionary, if the segment has it.
    pub fn local(&self, word: u32) -> Option<u32> {
        Some(self.local[word as usize]).filter(|local| *local != NONE)
    }

    /// The words of this segment among some of the dictionary.
    pub fn wanted(&self, words: impl Iterator<Item = u32>) -> Wanted {
        let mut wanted = Wanted { bits: vec![0; self.global.len().div_ceil(64)] };
        for local in words.filter_map(|word| self.local(word)) {
            wanted.bits[local as usize / 64] |= 1 << (local % 64);
        }
        wanted
    }

    /// Whether an item has a title of its own: if not, its text is counted from 0.
    pub fn has_title(&self, item: u32) -> bool {
        let mut at = self.words_at[item as usize] as usize;
        let end = self.words_at[item as usize + 1] as usize;
        while at < end {
            if get(&self.words, &mut at) == BREAK {
                return true;
            }
        }
        false
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.words.capacity()
            + self.postings.capacity()
            + self.lengths.capacity()
            + 4 * (self.words_at.capacity()
                + self.postings_at.capacity()
                + 2 * self.steps.capacity()
                + 2 * self.steps_at.capacity()
                + self.global.capacity()
                + self.local.capacity())
    }
}

/// A set of the words of a segment.
#[derive(Debug)]
pub(super) struct Wanted {
    bits: Vec<u64>,
}

impl Wanted {
    /// Whether it has a word, by its number in the segment.
    #[inline]
    pub fn has(&self, local: u32) -> bool {
        self.bits[local as usize / 64] >> (local % 64) & 1 == 1
    }
}

/// The items that a word occurs in.
#[derive(Debug, Clone)]
pub(super) struct Occurrences<'a> {
    bytes: &'a [u8],
    steps: &'a [Step],
    at: usize,
    item: u32,
}

impl Occurrences<'_> {
    /// Whether there are none (left).
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Passes over the items before this one; some of them may be left.
    #[inline]
    pub fn seek(&mut self, item: u32) {
        let ahead = self.steps.partition_point(|step| step.item <= item);
        if let Some(step) = ahead.checked_sub(1).map(|last| self.steps[last])
            && step.at as usize > self.at
        {
            (self.at, self.item) = (step.at as usize, step.item);
        }
        self.steps = &self.steps[ahead..];
    }

    /// Whether an item is among those that are left; those before it are passed over.
    pub fn has(&mut self, item: u32) -> bool {
        self.seek(item);
        let mut has = false;
        self.before(item + 1, |occurrence| has = occurrence.item == item);
        has
    }

    /// Calls `f` with those of items before `end`, and stays there.
    #[inline]
    pub fn before(&mut self, end: u32, mut f: impl FnMut(Occurrence)) {
        // Most of a search is spent here: what changes is kept out of memory.
        let Occurrences { bytes, mut at, mut item, .. } = *self;
        while at < bytes.len() {
            let mut next = at;
            let number = get(bytes, &mut next);
            let after = item + (number >> 1);
            if after > end {
                break;
            }
            let mut tail = 1;
            if number & 1 == 1 {
                tail = bytes[next];
                next += 1;
            }
            (at, item) = (next, after);
            f(Occurrence { item: item - 1, count: tail & !IN_TITLE, in_title: tail & IN_TITLE != 0 });
        }
        (self.at, self.item) = (at, item);
    }
}

impl Iterator for Occurrences<'_> {
    type Item = Occurrence;

    #[inline]
    fn next(&mut self) -> Option<Occurrence> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let number = get(self.bytes, &mut self.at);
        self.item += number >> 1;
        let mut tail = 1;
        if number & 1 == 1 {
            tail = self.bytes[self.at];
            self.at += 1;
        }
        Some(Occurrence { item: self.item - 1, count: tail & !IN_TITLE, in_title: tail & IN_TITLE != 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::{get, put, size};

    #[test]
    fn numbers_come_back_as_they_were_put() {
        for number in [0, 1, 127, 128, 300, 16_383, 16_384, 2_000_000, u32::MAX] {
            let mut bytes = Vec::new();
            put(number, &mut bytes);
            assert_eq!(bytes.len(), size(number) as usize, "{number}");
            assert_eq!(get(&bytes, &mut 0), number);
        }
    }
}
