//! The items of an index by number: all places of the corpus in its own order, packed.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, Kind, Place};

/// The places of a corpus, numbered from 0.
#[derive(Debug)]
pub(super) struct Items {
    /// Places that follow each other with nothing but their last number different are one run: its first number and place.
    runs: Vec<(u32, Place)>,
    kinds: Vec<Kind>,
    /// For each item the position of its document in the corpus, or [`NO_DOCUMENT`].
    document: Vec<u32>,
    /// For each item which of `theme_sets` it has; nothing if the corpus has no themes.
    themes: Vec<u16>,
    /// A bit for each theme, by position in the corpus, those beyond 63 over again. What there is no number left for is taken to have all.
    theme_sets: Vec<u64>,
    themes_told: bool,
    pub documents: Vec<Range<u32>>,
    priorities: Range<u32>,
}

/// Of an item that stands in no document.
const NO_DOCUMENT: u32 = u32::MAX;

fn next(place: Place) -> Option<Place> {
    Some(match place {
        Place::Document(_) => return None,
        Place::Conference(at) => Place::Conference(at + 1),
        Place::Post(at) => Place::Post(at + 1),
        Place::Person(at) => Place::Person(at + 1),
        Place::Ballot(at) => Place::Ballot(at + 1),
        Place::Priority(at) => Place::Priority(at + 1),
        Place::Theme(at) => Place::Theme(at + 1),
        Place::Fact(at) => Place::Fact(at + 1),
        Place::Timeline(at) => Place::Timeline(at + 1),
        Place::Section { document, section } => Place::Section { document, section: section + 1 },
        Place::Passage { document, section, passage } => Place::Passage { document, section, passage: passage + 1 },
    })
}

fn advance(place: Place, by: u32) -> Place {
    match place {
        Place::Conference(at) => Place::Conference(at + by),
        Place::Document(at) => Place::Document(at + by),
        Place::Post(at) => Place::Post(at + by),
        Place::Person(at) => Place::Person(at + by),
        Place::Ballot(at) => Place::Ballot(at + by),
        Place::Priority(at) => Place::Priority(at + by),
        Place::Theme(at) => Place::Theme(at + by),
        Place::Fact(at) => Place::Fact(at + by),
        Place::Timeline(at) => Place::Timeline(at + by),
        Place::Section { document, section } => Place::Section { document, section: section + by },
        Place::Passage { document, section, passage } => Place::Passage { document, section, passage: passage + by },
    }
}

/// The ids of the themes of what is at a place.
pub(super) fn themes_of(corpus: &Corpus, place: Place) -> &[String] {
    match place {
        Place::Passage { document, section, passage } => {
            &corpus.documents[document as usize].sections[section as usize].passages[passage as usize].themes
        }
        Place::Fact(at) => &corpus.facts[at as usize].themes,
        Place::Priority(at) => &corpus.priorities[at as usize].themes,
        Place::Theme(at) => std::slice::from_ref(&corpus.themes[at as usize].id),
        _ => &[],
    }
}

impl Items {
    pub fn new(corpus: &Corpus) -> Items {
        let mut items = Items {
            runs: Vec::new(),
            kinds: Vec::new(),
            document: Vec::new(),
            themes: Vec::new(),
            theme_sets: vec![u64::MAX],
            themes_told: corpus.themes.len() <= 64,
            documents: Vec::new(),
            priorities: 0..0,
        };
        let bits: FxHashMap<&str, u64> =
            (0..).zip(&corpus.themes).map(|(at, theme): (u32, _)| (&*theme.id, 1 << (at % 64))).collect();
        let mut sets: FxHashMap<u64, u16> = FxHashMap::default();
        let mut expected = None;
        for (place, number) in corpus.places().zip(0u32..) {
            if expected != Some(place) {
                items.runs.push((number, place));
            }
            expected = next(place);
            items.kinds.push(corpus.kind(place));
            items.document.push(match place {
                Place::Document(document) | Place::Section { document, .. } | Place::Passage { document, .. } => {
                    document
                }
                _ => NO_DOCUMENT,
            });
            if !bits.is_empty() {
                let themes = themes_of(corpus, place).iter().filter_map(|theme| bits.get(&**theme));
                let set = themes.fold(0, |all, bit| all | bit);
                let number = *sets.entry(set).or_insert_with(|| {
                    let number = u16::try_from(items.theme_sets.len()).unwrap_or(0);
                    if number > 0 {
                        items.theme_sets.push(set);
                    } else {
                        items.themes_told = false;
                    }
                    number
                });
                items.themes.push(number);
            }
            match place {
                Place::Document(_) => items.documents.push(number..number + 1),
                Place::Section { .. } | Place::Passage { .. } => {
                    if let Some(document) = items.documents.last_mut() {
                        document.end = number + 1;
                    }
                }
                Place::Priority(0) => items.priorities = number..number + 1,
                Place::Priority(_) => items.priorities.end = number + 1,
                _ => {}
            }
        }
        items
    }

    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The place of an item.
    pub fn place(&self, item: u32) -> Place {
        let run = self.runs.partition_point(|(first, _)| *first <= item).saturating_sub(1);
        self.runs.get(run).map_or(Place::Conference(0), |(first, place)| advance(*place, item - first))
    }

    /// The number of a place.
    pub fn number(&self, corpus: &Corpus, place: Place) -> Option<u32> {
        if let Place::Document(at) | Place::Section { document: at, .. } | Place::Passage { document: at, .. } = place {
            let whole = self.documents.get(at as usize)?;
            let at = corpus.places_in(at).position(|other| other == place)?;
            return Some(whole.start + u32::try_from(at).ok()?);
        }
        let (first, start) =
            self.runs.iter().find(|(_, start)| std::mem::discriminant(start) == std::mem::discriminant(&place))?;
        (*first..u32::try_from(self.len()).ok()?).find(|item| advance(*start, item - first) == place)
    }

    pub fn kind(&self, item: u32) -> Kind {
        self.kinds[item as usize]
    }

    /// The position in the corpus of the document that an item is or stands in.
    #[inline]
    pub fn document(&self, item: u32) -> Option<u32> {
        Some(self.document[item as usize]).filter(|document| *document != NO_DOCUMENT)
    }

    /// Whether an item that may have a theme has it: where there are more than 64 themes, or too many sets of them, it takes a second look.
    pub fn tells_themes(&self) -> bool {
        self.themes_told
    }

    /// Whether an item may have one of the themes whose bits are set, by position in the corpus modulo 64.
    #[inline]
    pub fn may_have_theme(&self, item: u32, bits: u64) -> bool {
        self.themes.get(item as usize).is_some_and(|set| self.theme_sets[usize::from(*set)] & bits != 0)
    }

    /// The stretch of each document, itself first.
    pub fn documents(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        self.documents.iter().cloned()
    }

    /// The numbers of the priorities.
    pub fn priorities(&self) -> Range<u32> {
        self.priorities.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Items;
    use crate::corpus::Corpus;

    #[test]
    fn a_number_leads_to_its_place_and_back() {
        let corpus = Corpus::bundled();
        let items = Items::new(&corpus);
        assert_eq!(items.len(), corpus.places().count());
        for (place, number) in corpus.places().zip(0..) {
            assert_eq!(items.place(number), place);
            assert_eq!(items.number(&corpus, place), Some(number));
        }
    }
}
