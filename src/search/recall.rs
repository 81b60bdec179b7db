//! What was found for the words typed so far: the next letter changes the last of them only, and the others need not be looked up again.
//!
//! Nothing here changes an answer. What is kept is bounded: when it gets too much all of it is forgotten.

use std::hash::Hash;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::segment::Occurrence;
use super::term::Term;

/// How much is kept of each: about 8 MB of occurrences.
const MOST: usize = 1 << 20;
/// What an answer costs beyond what it holds.
const EACH: usize = 64;

/// The answers of an index to the lookups that take the longest.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// Words like one that was typed.
    pub like: Kept<(String, Likeness), Term>,
    /// Items that have words in a row.
    pub rows: Kept<Vec<Range<u32>>, Occurrence>,
}

/// In what way words are like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Likeness {
    /// Within so many edits; whether they may go on after it.
    Edits(usize, bool),
    /// With its letters scattered in them.
    Scattered,
}

/// Answers by question.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    answers: Mutex<Answers<K, V>>,
}

#[derive(Debug)]
struct Answers<K, V> {
    known: FxHashMap<K, Arc<[V]>>,
    size: usize,
}

impl<K, V> Default for Answers<K, V> {
    fn default() -> Answers<K, V> {
        Answers { known: FxHashMap::default(), size: 0 }
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Kept<K, V> {
        Kept { answers: Mutex::default() }
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// The answer to a question, found now if it is not known.
    pub fn get(&self, question: K, find: impl FnOnce(&K) -> Vec<V>) -> Arc<[V]> {
        let lock = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().known.get(&question) {
            return Arc::clone(known);
        }
        let found: Arc<[V]> = find(&question).into();
        let mut kept = lock();
        if kept.size > MOST {
            *kept = Answers::default();
        }
        kept.size += found.len() + EACH;
        kept.known.insert(question, Arc::clone(&found));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{EACH, Kept, MOST};

    #[test]
    fn a_question_is_looked_up_once_until_too_much_is_kept() {
        let kept: Kept<usize, u8> = Kept::default();
        assert_eq!(&*kept.get(1, |_| vec![7]), [7]);
        assert_eq!(&*kept.get(1, |_| unreachable!("it is known")), [7]);
        for question in 2..MOST / EACH + 3 {
            kept.get(question, |_| Vec::new());
        }
        assert_eq!(&*kept.get(1, |_| vec![8]), [8]);
    }
}
