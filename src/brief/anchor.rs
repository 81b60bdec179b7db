//! Finding kept passages in the corpus at hand, which may be another edition than the one they were kept from.
//!
//! The words decide, then what stands around them. A passage is never taken for another without saying so: that it has moved, or that its text has
//! changed, is a [`Status`] that is shown.

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

use serde::Serialize;

use super::item::{Kept, same_words, surroundings};
use crate::corpus::{Corpus, Item, Kind, Place, Reference};
use crate::export::Entry;

/// At most so many passages are compared with one that is not where it was.
const COMPARED: usize = 400;

/// So many bytes of a text, white space left out, tell it from nearly all others.
const BEGINNING: usize = 16;

/// How alike two texts have to be to be taken for two versions of one passage, where the reference does not say so: 0 to 1.
const ALIKE: f64 = 0.6;

/// How a kept passage stands in the corpus at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The same words under the same reference.
    Found,
    /// The same words under another reference.
    Moved,
    /// Other words in its place.
    Changed,
    /// Nothing in its place.
    Gone,
}

impl Status {
    /// The status in a word, as JSON has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Found => "found",
            Status::Moved => "moved",
            Status::Changed => "changed",
            Status::Gone => "gone",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Where a kept passage is in a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// How it stands.
    pub status: Status,
    /// Where it is, or where its other words are; `None` for what is gone.
    pub place: Option<Place>,
}

impl Anchor {
    /// The passage as it is to be cited: as the corpus has it where the words are the same, else as it was kept.
    ///
    /// # Panics
    /// If the anchor is not one of this corpus.
    #[must_use]
    pub fn entry(self, corpus: &Corpus, kept: &Kept) -> Entry {
        match (self.status, self.place) {
            (Status::Found | Status::Moved, Some(place)) => {
                Entry::of(corpus, &corpus.item(place)).noted(kept.entry.note.clone())
            }
            _ => kept.entry.clone(),
        }
    }

    /// Whether what was kept may give away how a vote ended, where the corpus is one without results: a record that such a corpus does not have
    /// in the words that were kept.
    #[must_use]
    pub fn may_tell_results(self, kept: &Kept) -> bool {
        let record = matches!(kept.entry.kind, Kind::Ballot | Kind::Fact | Kind::Timeline | Kind::Person | Kind::Post);
        record && matches!(self.status, Status::Changed | Status::Gone)
    }

    /// The reference it has in a corpus: its own where it is gone.
    ///
    /// # Panics
    /// If the anchor is not one of this corpus.
    #[must_use]
    pub fn reference(self, corpus: &Corpus, kept: &Kept) -> String {
        match (self.status, self.place) {
            (Status::Found | Status::Moved, Some(place)) => corpus.reference(place).to_string(),
            _ => kept.entry.reference.clone(),
        }
    }
}

/// Finds passages in one corpus.
#[derive(Debug)]
pub struct Anchors<'c> {
    corpus: &'c Corpus,
    /// The corpus without results, made when it is first needed.
    without_results: OnceCell<Corpus>,
}

impl<'c> Anchors<'c> {
    /// Finds passages in a corpus.
    #[must_use]
    pub fn new(corpus: &'c Corpus) -> Anchors<'c> {
        Anchors { corpus, without_results: OnceCell::new() }
    }

    /// Where a kept passage is.
    #[must_use]
    pub fn find(&self, kept: &Kept) -> Anchor {
        self.find_all(&[kept])[0]
    }

    /// Where each of some kept passages is. The corpus is gone through once, whatever their number, and only if one is not where it was.
    #[must_use]
    pub fn find_all<K: Borrow<Kept>>(&self, all: &[K]) -> Vec<Anchor> {
        let all: Vec<&Kept> = all.iter().map(Borrow::borrow).collect();
        let named: Vec<Option<Place>> = all
            .iter()
            .map(|kept| Reference::parse(&kept.entry.reference).and_then(|reference| self.named(kept, &reference)))
            .collect();
        let there = |(kept, named): (&&Kept, &Option<Place>)| named.filter(|place| self.says(*place, kept));
        let found: Vec<Option<Place>> = all.iter().zip(&named).map(there).collect();
        // What is still being read may hold them yet.
        let whole = self.corpus.so_far().is_none();
        let mut missing: Vec<(usize, &Kept)> = all.iter().copied().enumerate().collect();
        missing.retain(|(at, _)| whole && found[*at].is_none());
        let elsewhere = self.same_words_elsewhere(&missing);
        let anchor = |at: usize| {
            if found[at].is_some() {
                return Anchor { status: Status::Found, place: found[at] };
            }
            if let Some(place) = elsewhere.get(&at) {
                return Anchor { status: Status::Moved, place: Some(*place) };
            }
            match self.other_words(all[at], named[at]).filter(|_| whole) {
                Some(place) => Anchor { status: Status::Changed, place: Some(place) },
                None => Anchor { status: Status::Gone, place: None },
            }
        };
        (0..all.len()).map(anchor).collect()
    }

    /// What a reference names that was written in the corpus that a passage was kept from, which may be one of several now.
    fn named(&self, kept: &Kept, reference: &Reference) -> Option<Place> {
        self.corpus.find_from(&kept.entry.edition.id, reference)
    }

    /// Whether the thing at a place is of the kind that was kept and says the same.
    fn says(&self, place: Place, kept: &Kept) -> bool {
        let entry = &kept.entry;
        if self.corpus.kind(place) != entry.kind {
            return false;
        }
        let item = self.corpus.item(place);
        if same_words(&item.text, &entry.text) && (!item.text.is_empty() || item.title == entry.title) {
            return true;
        }
        // What was kept of a person or post while results were hidden does not tell them; that is no other text.
        matches!(place, Place::Person(_) | Place::Post(_)) && {
            let reference = self.corpus.reference(place);
            let hidden = self.without_results.get_or_init(|| self.corpus.without_results());
            hidden.item_of(&reference).is_some_and(|item| same_words(&item.text, &entry.text))
        }
    }

    /// For each of some passages, by its number, the place that has the same words by the same author; of several the one with the same
    /// surroundings.
    fn same_words_elsewhere(&self, missing: &[(usize, &Kept)]) -> HashMap<usize, Place> {
        let corpus = self.corpus;
        let mut wanted: HashMap<[u8; BEGINNING], Vec<(usize, &Kept)>> = HashMap::new();
        for (at, kept) in missing.iter().filter(|(_, kept)| !kept.entry.text.trim().is_empty()) {
            wanted.entry(beginning(&kept.entry.text)).or_default().push((*at, kept));
        }
        let mut best: HashMap<usize, (Reverse<(bool, usize)>, Place)> = HashMap::new();
        if wanted.is_empty() {
            return HashMap::new();
        }
        for place in corpus.places() {
            let beginning = match place {
                // Nearly all are passages, and hardly any of them is one of those: its text is all that is looked at.
                Place::Passage { document, section, passage } => {
                    let section = &corpus.documents[document as usize].sections[section as usize];
                    beginning(&section.passages[passage as usize].text)
                }
                place => beginning(&corpus.item(place).text),
            };
            let Some(alike) = wanted.get(&beginning) else { continue };
            let item = corpus.item(place);
            for (at, kept) in alike {
                let same = item.kind == kept.entry.kind
                    && same_words(&item.text, &kept.entry.text)
                    && same_author(&item, &kept.entry);
                if !same {
                    continue;
                }
                let worth = Reverse((self.same_document(place, kept), self.same_surroundings(place, kept)));
                // The first of those that are equally good stays.
                if best.get(at).is_none_or(|(other, _)| worth < *other) {
                    best.insert(*at, (worth, place));
                }
            }
        }
        best.into_iter().map(|(at, (_, place))| (at, place)).collect()
    }

    fn same_document(&self, place: Place, kept: &Kept) -> bool {
        let document = self.corpus.item(place).document.map(|document| &document.id);
        document == document_of(&kept.entry).as_ref()
    }

    /// How many of the two sides of a passage are as they were.
    fn same_surroundings(&self, place: Place, kept: &Kept) -> usize {
        let (prefix, suffix) = surroundings(self.corpus, place);
        let same = |now: &str, then: &str| usize::from(!then.is_empty() && same_words(now, then));
        same(&prefix, &kept.prefix) + same(&suffix, &kept.suffix)
    }

    /// The place that has other words now: the one that the reference names, unless the document has one that is plainly more alike.
    fn other_words(&self, kept: &Kept, named: Option<Place>) -> Option<Place> {
        let alike = |place: Place| {
            let text = self.corpus.item(place).text;
            let sides = u8::try_from(self.same_surroundings(place, kept)).unwrap_or(0);
            likeness(&text, &kept.entry.text) + 0.2 * f64::from(sides)
        };
        let document = document_of(&kept.entry).and_then(|id| self.named(kept, &Reference::Document(id)));
        let kind = |place: &Place| self.corpus.kind(*place) == kept.entry.kind;
        let places: Vec<Place> = match document {
            Some(Place::Document(at)) => self.corpus.places_in(at).filter(kind).collect(),
            _ => Vec::new(),
        };
        // Of a long document only what stands around is compared: a comparison takes its time.
        let middle = named.and_then(|named| places.iter().position(|place| *place == named)).unwrap_or(0);
        let around = middle.saturating_sub(COMPARED / 2).min(places.len().saturating_sub(COMPARED));
        let others = places.into_iter().skip(around).take(COMPARED);
        let best = others.map(|place| (alike(place), place)).max_by(|one, other| one.0.total_cmp(&other.0));
        match (best, named) {
            (Some((alikeness, place)), Some(named)) if alikeness >= ALIKE && alikeness > alike(named) => Some(place),
            (Some((alikeness, place)), None) if alikeness >= ALIKE => Some(place),
            (_, named) => named,
        }
    }
}

/// How a text begins, white space left out; zeros where it is shorter.
fn beginning(text: &str) -> [u8; BEGINNING] {
    let mut beginning = [0; BEGINNING];
    let bytes = text.chars().filter(|c| !c.is_whitespace()).flat_map(|c| {
        let mut utf8 = [0; 4];
        let length = c.encode_utf8(&mut utf8).len();
        utf8.into_iter().take(length)
    });
    beginning.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    beginning
}

/// The id of the document that a kept passage stands in; a brief of the older form has it in its reference alone.
fn document_of(entry: &Entry) -> Option<String> {
    let recorded = entry.document.as_ref().map(|document| document.id.clone());
    recorded.or_else(|| match Reference::parse(&entry.reference)? {
        Reference::Passage { document, .. } => Some(document),
        _ => None,
    })
}

/// Whether an item is by whom the kept words are by; what stands in no document is by nobody.
fn same_author(item: &Item<'_>, entry: &Entry) -> bool {
    let speaker = item.speaker.map(|person| person.id.as_str());
    let same_speaker = speaker.is_some() && speaker == entry.speaker.as_ref().map(|speaker| speaker.id.as_str());
    match (item.document, document_of(entry)) {
        (None, None) => true,
        (Some(document), Some(id)) => {
            document.id == id
                || same_speaker
                || entry.document.as_ref().is_some_and(|kept| kept.title == document.title)
        }
        // In the older form the document of a section or priority is not recorded.
        (Some(_), None) => same_speaker || entry.document.is_none(),
        (None, Some(_)) => false,
    }
}

/// How alike two texts are, 0 to 1. Texts of very different length are not compared: they are not alike.
fn likeness(one: &str, other: &str) -> f64 {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if short * 3 < long { 0.0 } else { strsim::normalized_levenshtein(one, other) }
}
