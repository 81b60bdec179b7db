//! Words like another: with a letter or two wrong, without an ending, with letters left out, spelled by ear.
//!
//! The next letter changes only the last word of a query, so that what was found for the others is kept in the index.

use std::cmp::Reverse;
use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::How;
use super::index::Index;
use super::recall::Likeness;
use super::term::{ONE_EDIT, Term};

/// So many other words for a mistyped one are plenty.
const MOST_TYPOS: usize = 24;
/// Words with fewer consonants sound like too many others.
const MANY_CONSONANTS: usize = 5;

const TWO_EDITS: f32 = 0.4;
const OTHER_FIRST_LETTER: f32 = 0.75;
const INFLECTED: f32 = 0.5;
const SCATTERED: f32 = 0.4;

/// Endings that a word may have in the question and not in the answer.
const ENDINGS: &[(&str, &str)] = &[
    ("ied", "y"),
    ("ies", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("ers", ""),
    ("er", ""),
    ("ly", ""),
    ("s", ""),
];

/// The words within one or two edits, nearest first, then commonest. Digits are never taken for slips.
pub(super) fn typos(index: &Index, typed: &str, edits: usize, unfinished: bool) -> Arc<[Term]> {
    let likeness = Likeness::Edits(edits, unfinished);
    index.recall.like.get((typed.to_owned(), likeness), |_| within_edits(index, typed, edits, unfinished))
}

fn within_edits(index: &Index, typed: &str, edits: usize, unfinished: bool) -> Vec<Term> {
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (first, wanted) = (typed.chars().next(), digits(typed));
    let mut near = index.dictionary.near(typed, edits, unfinished);
    near.retain(|(_, word, _)| {
        let same = word.chars().next() == first;
        digits(word) == wanted && (same || (edits == 1 && !unfinished)) && word.chars().count() >= 3
    });
    let term = |(number, word, distance): (u32, String, u8)| {
        let weight = if distance == 1 { ONE_EDIT } else { TWO_EDITS };
        let first = if word.chars().next() == first { 1.0 } else { OTHER_FIRST_LETTER };
        let weight = if unfinished { weight - 0.1 } else { weight };
        let score = (Reverse(distance), i64::from(index.dictionary.occurs(number)));
        (score, Term { number, weight: weight * first, how: How::Typo, written: Some(word) })
    };
    highest(near.into_iter().map(term).collect(), MOST_TYPOS)
}

/// The word without its ending (`chaired`, chair).
pub(super) fn inflected(index: &Index, typed: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (ending, instead) in ENDINGS {
        let Some(stem) = typed.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3) else { continue };
        let word = format!("{stem}{instead}");
        if let Some(number) = index.dictionary.number(&word)
            && terms.iter().all(|term| term.number != number)
        {
            terms.push(Term { number, weight: INFLECTED, how: How::Fuzzy, written: Some(word) });
        }
    }
    terms
}

/// Words of the dictionary that begin with the same letter and have all the others in order, and are not too much longer; or if there are
/// none such, those with the same consonants.
pub(super) fn scattered(index: &Index, typed: &str) -> Arc<[Term]> {
    index.recall.like.get((typed.to_owned(), Likeness::Scattered), |_| scattered_in(index, typed))
}

fn scattered_in(index: &Index, typed: &str) -> Vec<Term> {
    let letters = typed.chars().count();
    if letters < 4 || !typed.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let Some(first) = typed.chars().next() else { return Vec::new() };
    let matcher = SkimMatcherV2::default();
    let frame = consonants(typed);
    let term = |number, word: &str| Term { number, weight: SCATTERED, how: How::Fuzzy, written: Some(word.to_owned()) };
    let (mut found, mut sounding) = (Vec::new(), Vec::new());
    index.dictionary.each_from(first.encode_utf8(&mut [0; 4]), |number, word| {
        let length = word.chars().count();
        if length > letters && length * 2 <= letters * 5 && has_in_order(word, typed) {
            found.extend(matcher.fuzzy_match(word, typed).map(|score| ((Reverse(0), score), term(number, word))));
        } else if frame.chars().count() >= MANY_CONSONANTS && length.abs_diff(letters) <= 2 && consonants(word) == frame
        {
            sounding.push(((Reverse(0), 0), term(number, word)));
        }
    });
    if found.is_empty() {
        found = sounding;
    }
    highest(found, MOST_TYPOS / 3)
}

/// The terms that score highest, at most so many; of equals the one that comes first in the dictionary.
fn highest(mut terms: Vec<((Reverse<u8>, i64), Term)>, most: usize) -> Vec<Term> {
    terms.sort_unstable_by_key(|(score, term)| (Reverse(*score), term.number));
    terms.truncate(most);
    terms.into_iter().map(|(_, term)| term).collect()
}

/// A word without its vowels and doublings: what is left of it where it is spelled by ear (`beaurocracy`).
fn consonants(word: &str) -> String {
    let mut consonants = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w')) {
        if !consonants.ends_with(c) {
            consonants.push(c);
        }
    }
    consonants
}

fn has_in_order(word: &str, letters: &str) -> bool {
    let mut rest = word.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}
