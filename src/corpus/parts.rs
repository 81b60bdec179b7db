//! What the parts of a corpus that was joined of several call things, and from which part a thing is.

use std::collections::{HashMap, HashSet};

use super::{Conference, Corpus, CorpusFile, CorpusPart, Place, Reference};

/// The references of all records that can be cited and stand in no other.
pub(super) fn references(file: &CorpusFile) -> impl Iterator<Item = String> + '_ {
    let parts = file.parts.iter().skip(1).filter(|part| part.conference.is_some());
    let conferences = std::iter::once(String::new()).chain(parts.map(|part| part.id.clone()));
    let ballots = file.ballots.iter();
    let timeline = file.timeline.iter().zip(1..);
    let numbered = timeline.map(|(entry, at)| match (entry.number, entry.fixed) {
        (0, fixed) => fixed.unwrap_or(at),
        (number, _) => number,
    });
    let all = conferences.map(Reference::Conference);
    let all = all.chain(file.posts.iter().map(|record| Reference::Post(record.id.clone())));
    let all = all.chain(file.people.iter().map(|record| Reference::Person(record.id.clone())));
    let all = all.chain(ballots.map(|own| Reference::Ballot { post: own.post.clone(), round: own.round }));
    let all = all.chain(file.priorities.iter().map(|record| Reference::Priority(record.id.clone())));
    let all = all.chain(file.themes.iter().map(|record| Reference::Theme(record.id.clone())));
    let all = all.chain(file.facts.iter().map(|record| Reference::Fact(record.id.clone())));
    let all = all.chain(numbered.map(|number| Reference::Timeline { namespace: String::new(), number }));
    let all = all.chain(file.documents.iter().map(|record| Reference::Document(record.id.clone())));
    all.map(|reference| reference.to_string())
}

/// The tables of a joined corpus; of any other there is nothing in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming {
    /// For each part: its references, and what they are in the whole.
    names: Vec<HashMap<Reference, Reference>>,
    /// The part that a record is from, where that is not the first.
    of: HashMap<Reference, u32>,
}

impl Naming {
    pub(super) fn of(parts: &[CorpusPart]) -> Naming {
        let mut found = Naming::default();
        for (part, at) in parts.iter().zip(0..) {
            let pairs = part.names.iter();
            let pairs = pairs.filter_map(|(own, here)| Some((Reference::parse(own)?, Reference::parse(here)?)));
            let names: HashMap<Reference, Reference> = pairs.collect();
            let shared: HashSet<&str> = part.shared.iter().map(String::as_str).collect();
            for here in names.values().filter(|here| at > 0 && !shared.contains(here.to_string().as_str())) {
                found.of.entry(here.clone()).or_insert(at);
            }
            found.names.push(names);
        }
        found
    }
}

impl Corpus {
    /// The part that what is at a place is from; `None` for a corpus that was not joined of several.
    #[must_use]
    pub fn part_at(&self, place: Place) -> Option<&CorpusPart> {
        self.file.parts.get(self.part_index(place))
    }

    fn part_index(&self, place: Place) -> usize {
        if self.file.parts.is_empty() {
            return 0;
        }
        if let Place::Conference(at) = place {
            return at as usize;
        }
        let record = match place {
            Place::Section { document, .. } | Place::Passage { document, .. } => {
                self.reference(Place::Document(document))
            }
            place => self.reference(place),
        };
        self.naming.of.get(&record).map_or(0, |at| *at as usize)
    }

    /// All conferences: the corpus' own, and those of the parts that have another, each by its number in [`Place::Conference`].
    pub fn conferences(&self) -> impl Iterator<Item = (u32, &Conference)> {
        let parts = self.file.parts.iter().zip(0..).skip(1);
        let others = parts.filter_map(|(part, at)| part.conference.as_ref().map(|conference| (at, conference)));
        let first = (0, &self.file.conference);
        std::iter::once(first).chain(others.filter(|(at, conference)| self.first_with(conference) == *at))
    }

    /// The number of the first part that has this conference.
    fn first_with(&self, conference: &Conference) -> u32 {
        if *conference == self.file.conference {
            return 0;
        }
        let at = self.file.parts.iter().position(|part| part.conference.as_ref() == Some(conference));
        at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
    }

    /// The conference of that number, else the corpus' own.
    #[must_use]
    pub fn conference_at(&self, at: u32) -> &Conference {
        let part = self.file.parts.get(at as usize).filter(|_| at > 0);
        part.and_then(|part| part.conference.as_ref()).unwrap_or(&self.file.conference)
    }

    /// The number of the conference that what is at a place belongs to.
    #[must_use]
    pub fn conference_of(&self, place: Place) -> u32 {
        let part = self.file.parts.get(self.part_index(place));
        part.and_then(|part| part.conference.as_ref()).map_or(0, |conference| self.first_with(conference))
    }

    /// What something is called here that one of the parts calls so; the whole counts as a part if it was not joined of several.
    pub(super) fn named_in(&self, part: &str, own: &Reference) -> Option<Reference> {
        if self.file.parts.is_empty() {
            return (part == self.file.id).then(|| own.clone());
        }
        let at = self.file.parts.iter().position(|other| other.id == part)?;
        let record = own.record();
        if at == 0 {
            return (!self.naming.of.contains_key(&record)).then(|| own.clone());
        }
        self.naming.names.get(at)?.get(&record).map(|here| own.within(here.clone()))
    }

    /// The place that a reference names which was written where the corpus of that id was at hand: by itself, or joined with others.
    #[must_use]
    pub fn find_from(&self, corpus: &str, reference: &Reference) -> Option<Place> {
        let named = if self.file.parts.is_empty() { None } else { self.named_in(corpus, reference) };
        named.and_then(|named| self.find(&named)).or_else(|| self.find(reference))
    }
}
