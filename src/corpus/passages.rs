//! The passages of a section, in chunks that corpora share.
//!
//! A corpus is copied while it is being read (what is there so far), when results are hidden and when documents are joined to it. The texts are
//! nearly all of it, so they are not copied with it; and a section that is still growing moves no passage that it has.

use std::iter::FlatMap;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Passage;

/// Passages in a chunk: every one but the last is full. Few enough to be copied in no time, as the last of a growing section is.
const CHUNK: usize = 256;

/// The passages of a section. A clone shares them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passages {
    chunks: Vec<Arc<Vec<Passage>>>,
}

/// Goes through the passages of a section.
pub type Iter<'a> = FlatMap<
    slice::Iter<'a, Arc<Vec<Passage>>>,
    slice::Iter<'a, Passage>,
    fn(&'a Arc<Vec<Passage>>) -> slice::Iter<'a, Passage>,
>;

impl Passages {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The passage at an index.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Passage> {
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// All of them, in order.
    pub fn iter(&self) -> Iter<'_> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// Adds one at the end.
    pub fn push(&mut self, passage: Passage) {
        match self.chunks.last_mut().filter(|last| last.len() < CHUNK) {
            Some(last) => Arc::make_mut(last).push(passage),
            None => self.chunks.push(Arc::new(vec![passage])),
        }
    }

    /// Changes them in any way; those that another corpus shares are copied.
    pub fn edit(&mut self, change: impl FnOnce(&mut Vec<Passage>)) {
        let mut passages: Vec<Passage> = std::mem::take(self).into_iter().collect();
        change(&mut passages);
        *self = passages.into();
    }

    /// Gives back the room that growing took in advance.
    pub fn shrink(&mut self) {
        self.chunks.shrink_to_fit();
        if let Some(last) = self.chunks.last_mut().and_then(Arc::get_mut) {
            last.shrink_to_fit();
        }
    }
}

impl Index<usize> for Passages {
    type Output = Passage;

    fn index(&self, at: usize) -> &Passage {
        &self.chunks[at / CHUNK][at % CHUNK]
    }
}

impl<'a> IntoIterator for &'a Passages {
    type Item = &'a Passage;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl IntoIterator for Passages {
    type Item = Passage;
    type IntoIter = FlatMap<std::vec::IntoIter<Arc<Vec<Passage>>>, Vec<Passage>, fn(Arc<Vec<Passage>>) -> Vec<Passage>>;

    fn into_iter(self) -> Self::IntoIter {
        self.chunks.into_iter().flat_map(Arc::unwrap_or_clone)
    }
}

impl FromIterator<Passage> for Passages {
    fn from_iter<I: IntoIterator<Item = Passage>>(passages: I) -> Passages {
        let mut all = Passages::default();
        passages.into_iter().for_each(|passage| all.push(passage));
        all.shrink();
        all
    }
}

impl From<Vec<Passage>> for Passages {
    fn from(passages: Vec<Passage>) -> Passages {
        passages.into_iter().collect()
    }
}

impl Serialize for Passages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Passages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Passages, D::Error> {
        Vec::deserialize(deserializer).map(Passages::from)
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Passages};
    use crate::corpus::Passage;

    fn passages(count: u32) -> Passages {
        (1..=count).map(|number| Passage { number, ..Passage::default() }).collect()
    }

    #[test]
    fn they_are_counted_found_and_gone_through_whatever_their_number() {
        let chunk = 256;
        assert_eq!(CHUNK, chunk as usize);
        for count in [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7] {
            let all = passages(count);
            let size = count as usize;
            assert_eq!((all.len(), all.is_empty(), all.get(size)), (size, count == 0, None));
            assert!((0..size).zip(1..).all(|(at, number)| all[at].number == number && all.get(at) == Some(&all[at])));
            assert!(all.iter().map(|passage| passage.number).eq(1..=count));
            assert_eq!(all.clone().into_iter().collect::<Passages>(), all);
        }
    }

    #[test]
    fn a_clone_keeps_what_it_has_while_the_other_grows() {
        let mut growing = passages(300);
        let before = growing.clone();
        growing.push(Passage::default());
        growing.edit(|passages| passages[0].text = "changed".to_owned());
        assert_eq!(before, passages(300));
        assert_eq!((growing.len(), &*growing[0].text), (301, "changed"));
    }
}
