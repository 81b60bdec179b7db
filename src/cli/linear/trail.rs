//! What was shown, in which order, and where in it the reader stands.

use std::mem::discriminant;

use crate::corpus::{Corpus, Place};

/// Steps back that are remembered.
const REMEMBERED: usize = 1000;

/// A row of places, and how far the reader has come in it; 0 is before the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Stand {
    row: Vec<Place>,
    read: usize,
}

/// Where a reader is, and where they were.
#[derive(Debug, Default)]
pub struct Trail {
    now: Stand,
    before: Vec<Stand>,
}

/// What a step leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// A place, the `number`th of so many.
    Here {
        /// What to read.
        place: Place,
        /// Its number in the row, from 1.
        number: usize,
        /// How long the row is.
        of: usize,
    },
    /// The beginning of a row of which nothing is read yet.
    Before {
        /// How long the row is.
        of: usize,
    },
    /// There is no such step, and why.
    No(&'static str),
}

impl Trail {
    fn turn_to(&mut self, stand: Stand) {
        if !self.now.row.is_empty() {
            if self.before.len() == REMEMBERED {
                self.before.remove(0);
            }
            self.before.push(std::mem::take(&mut self.now));
        }
        self.now = stand;
    }

    /// Offers a row of hits; the next step reads the first.
    pub fn offer(&mut self, row: Vec<Place>) {
        self.turn_to(Stand { row, read: 0 });
    }

    /// Notes what was read. One place stands among its like: a passage among those of its document, a person among people.
    pub fn visit(&mut self, corpus: &Corpus, shown: Vec<Place>) {
        let stand = match shown[..] {
            [place] => {
                let row = like(corpus, place);
                let read = row.iter().position(|other| *other == place).map_or(0, |at| at + 1);
                Stand { row, read }
            }
            _ => Stand { read: shown.len(), row: shown },
        };
        self.turn_to(stand);
    }

    fn here(&self) -> Step {
        match self.now.read.checked_sub(1).and_then(|at| self.now.row.get(at)) {
            Some(place) => Step::Here { place: *place, number: self.now.read, of: self.now.row.len() },
            None => Step::Before { of: self.now.row.len() },
        }
    }

    fn move_to(&mut self, read: usize) -> Step {
        self.turn_to(Stand { read, ..self.now.clone() });
        self.here()
    }

    /// One further in the row.
    pub fn next(&mut self) -> Step {
        match self.now.row.len() {
            0 => Step::No("Nothing to go on from: search for something or show something first."),
            of if self.now.read >= of => Step::No("This was the last."),
            _ => self.move_to(self.now.read + 1),
        }
    }

    /// One before in the row.
    pub fn previous(&mut self) -> Step {
        match self.now.read {
            _ if self.now.row.is_empty() => {
                Step::No("Nothing to go back from: search for something or show something first.")
            }
            0 | 1 => Step::No("This was the first."),
            read => self.move_to(read - 1),
        }
    }

    /// To what was read before.
    pub fn back(&mut self) -> Step {
        match self.before.pop() {
            Some(stand) => {
                self.now = stand;
                self.here()
            }
            None => Step::No("Nothing was read before this."),
        }
    }
}

/// The places that a reader would go through from this one: the passages or sections of its document, or all of its kind.
fn like(corpus: &Corpus, place: Place) -> Vec<Place> {
    let same = |other: &Place| discriminant(other) == discriminant(&place);
    match place {
        Place::Passage { document, .. } | Place::Section { document, .. } => {
            corpus.places_in(document).filter(same).collect()
        }
        _ => corpus.places().filter(same).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, Trail};
    use crate::corpus::Place;

    #[test]
    fn back_returns_the_way_one_came() {
        let (a, b) = (Place::Fact(0), Place::Fact(1));
        let mut trail = Trail::default();
        assert!(matches!(trail.next(), Step::No(_)));
        assert!(matches!(trail.back(), Step::No(_)));
        trail.offer(vec![a, b]);
        assert_eq!(trail.next(), Step::Here { place: a, number: 1, of: 2 });
        assert_eq!(trail.next(), Step::Here { place: b, number: 2, of: 2 });
        assert!(matches!(trail.next(), Step::No(_)));
        assert_eq!(trail.back(), Step::Here { place: a, number: 1, of: 2 });
        assert!(matches!(trail.previous(), Step::No(_)));
        assert_eq!(trail.back(), Step::Before { of: 2 });
        assert!(matches!(trail.back(), Step::No(_)));
    }
}
