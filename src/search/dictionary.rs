//! The words of an index, sorted: a word's number is its place in the order of the alphabet, so that a prefix is a range of numbers.

use std::ops::Range;
use std::sync::LazyLock;

use fst::{IntoStreamer, Streamer};
use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder};

/// The automata for one and for two edits, a transposition being one. Tables, computed once and never changed.
static EDITS: [LazyLock<LevenshteinAutomatonBuilder>; 2] = [
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true)),
];

/// All words of an index.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: fst::Map<Vec<u8>>,
    /// In how many items each word occurs.
    pub occurs: Vec<u32>,
    /// How many bytes each word has, at most 255.
    lengths: Vec<u8>,
}

impl Dictionary {
    /// Takes words in the order of their bytes, without duplicates, each with the number of items it occurs in.
    pub fn new(words: &[(&str, u32)]) -> Dictionary {
        let map = fst::Map::from_iter(words.iter().zip(0u64..).map(|((word, _), number)| (word, number)));
        Dictionary {
            words: map.unwrap_or_default(),
            occurs: words.iter().map(|(_, occurs)| *occurs).collect(),
            lengths: words.iter().map(|(word, _)| u8::try_from(word.len()).unwrap_or(u8::MAX)).collect(),
        }
    }

    /// The number of a word.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.words.get(word).and_then(|number| u32::try_from(number).ok())
    }

    /// The numbers of the words that begin so.
    pub fn prefix(&self, prefix: &str) -> Range<u32> {
        let start = self.first_from(prefix.as_bytes());
        let mut after = prefix.as_bytes().to_vec();
        // UTF-8 never holds the byte 255, so the last byte can always be raised.
        if let Some(last) = after.last_mut() {
            *last += 1;
        }
        start..self.first_from(&after)
    }

    fn first_from(&self, bytes: &[u8]) -> u32 {
        let all = u32::try_from(self.occurs.len()).unwrap_or(u32::MAX);
        let first = self.words.range().ge(bytes).into_stream().next().map(|(_, number)| number);
        first.and_then(|number| u32::try_from(number).ok()).unwrap_or(all)
    }

    /// How many bytes a word has, at most 255.
    pub fn length(&self, number: u32) -> u8 {
        self.lengths[number as usize]
    }

    /// In how many items a word occurs.
    pub fn occurs(&self, number: u32) -> u32 {
        self.occurs[number as usize]
    }

    /// The words within `edits` (1 or 2) of a word, itself left out, with the distance; with `unfinished` also those that go on after it.
    pub fn near(&self, word: &str, edits: usize, unfinished: bool) -> Vec<(u32, String, u8)> {
        let builder = &EDITS[edits.clamp(1, 2) - 1];
        let automaton = if unfinished { builder.build_prefix_dfa(word) } else { builder.build_dfa(word) };
        let mut near = Vec::new();
        let mut stream = self.words.search(&automaton).into_stream();
        while let Some((key, number)) = stream.next() {
            let (Ok(found), Ok(number)) = (std::str::from_utf8(key), u32::try_from(number)) else { continue };
            if let Distance::Exact(distance) = automaton.eval(key)
                && distance > 0
            {
                near.push((number, found.to_owned(), distance));
            }
        }
        near
    }

    /// Calls `f` with each word that begins so, and its number.
    pub fn each_from(&self, prefix: &str, mut f: impl FnMut(u32, &str)) {
        let range = self.prefix(prefix);
        let mut stream = self.words.range().ge(prefix).into_stream();
        for number in range {
            let Some((key, _)) = stream.next() else { return };
            if let Ok(word) = std::str::from_utf8(key) {
                f(number, word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn a_prefix_is_a_range_and_an_edit_is_near() {
        let words = ["cyber", "cybersecurity", "digital", "divide", "état", "ü"];
        let dictionary = Dictionary::new(&words.map(|word| (word, 1)));
        assert_eq!(dictionary.prefix("cyb"), 0..2);
        assert_eq!(dictionary.prefix("x"), 4..4);
        assert_eq!(dictionary.prefix("ü"), 5..6);
        assert_eq!(dictionary.number("divide"), Some(3));
        let near = |word: &str, edits, unfinished| -> Vec<String> {
            dictionary.near(word, edits, unfinished).into_iter().map(|(_, word, _)| word).collect()
        };
        assert_eq!(near("digtal", 1, false), ["digital"]);
        assert_eq!(near("dgiital", 1, false), ["digital"]);
        assert_eq!(near("cybresec", 1, true), ["cybersecurity"]);
    }
}
