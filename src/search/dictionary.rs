//! The words of an index, sorted: a word's number is its place in the order of the alphabet, so that a prefix is a range of numbers.

use std::ops::Range;
use std::sync::LazyLock;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder, SINK_STATE};

/// The automata for one and for two edits, a transposition being one. Tables, computed once and never changed.
static EDITS: [LazyLock<LevenshteinAutomatonBuilder>; 2] = [
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true)),
];

/// All words of an index.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// The words, one behind the other.
    letters: String,
    /// Where each of them ends there, in bytes.
    ends: Vec<u32>,
    /// In how many items each word occurs.
    pub occurs: Vec<u32>,
}

impl Dictionary {
    /// Takes words in the order of their bytes, without duplicates, each with the number of items it occurs in.
    pub fn new(words: &[(&str, u32)]) -> Dictionary {
        let mut dictionary = Dictionary::default();
        dictionary.letters.reserve_exact(words.iter().map(|(word, _)| word.len()).sum());
        dictionary.ends.reserve_exact(words.len());
        for (word, _) in words {
            dictionary.letters.push_str(word);
            dictionary.ends.push(u32::try_from(dictionary.letters.len()).unwrap_or(u32::MAX));
        }
        dictionary.occurs = words.iter().map(|(_, occurs)| *occurs).collect();
        dictionary
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[number] as usize]
    }

    /// The first word from `from` on for which `holds` does not hold; it holds for all before that and for none after it. Steps that double find
    /// what is near in little time and what is far in hardly more.
    fn skip(&self, from: u32, holds: impl Fn(&str) -> bool) -> u32 {
        let end = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let (mut low, mut step) = (from, 1);
        while low + step < end && holds(self.word(low + step)) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(end);
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The number of a word.
    pub fn number(&self, word: &str) -> Option<u32> {
        let at = self.skip(0, |other| other < word);
        ((at as usize) < self.ends.len() && self.word(at) == word).then_some(at)
    }

    /// The numbers of the words that begin so.
    pub fn prefix(&self, prefix: &str) -> Range<u32> {
        let start = self.skip(0, |word| word < prefix);
        start..self.skip(start, |word| word.starts_with(prefix))
    }

    /// How many bytes a word has, at most 255.
    pub fn length(&self, number: u32) -> u8 {
        u8::try_from(self.word(number).len()).unwrap_or(u8::MAX)
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
        // The states after each byte of the word that is looked at: the next one mostly begins in the same way.
        let mut states = vec![automaton.initial_state()];
        let (mut number, mut before) = (0, "");
        while (number as usize) < self.ends.len() {
            let found = self.word(number);
            let same = before.bytes().zip(found.bytes()).take_while(|(a, b)| a == b).count();
            states.truncate(same + 1);
            before = found;
            let rest = found.as_bytes().iter().skip(states.len() - 1);
            for byte in rest {
                states.push(automaton.transition(states[states.len() - 1], *byte));
                if states.ends_with(&[SINK_STATE]) {
                    break;
                }
            }
            if states.ends_with(&[SINK_STATE]) {
                // Nothing that begins so is near.
                let lost = &found.as_bytes()[..states.len() - 1];
                number = self.skip(number, |word| word.as_bytes().starts_with(lost));
                states.pop();
                continue;
            }
            if let Distance::Exact(distance) = automaton.distance(states[states.len() - 1])
                && distance > 0
            {
                near.push((number, found.to_owned(), distance));
            }
            number += 1;
        }
        near
    }

    /// Calls `f` with each word that begins so, and its number.
    pub fn each_from(&self, prefix: &str, mut f: impl FnMut(u32, &str)) {
        self.prefix(prefix).for_each(|number| f(number, self.word(number)));
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
