//! Where things are in a corpus: positions in the lists of its file, small and `Copy`.

use super::{Conference, Corpus, Item, Kind, Passage, PassageKind, Reference};

/// The position of one citable thing: 0-based indices into the lists of the [`super::CorpusFile`] that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The conference: 0, or that of another of the parts that a corpus was joined of, by its index.
    Conference(u32),
    /// A post.
    Post(u32),
    /// A person.
    Person(u32),
    /// A round of voting.
    Ballot(u32),
    /// A declared priority.
    Priority(u32),
    /// A theme.
    Theme(u32),
    /// A fact.
    Fact(u32),
    /// An entry of the timeline.
    Timeline(u32),
    /// A document.
    Document(u32),
    /// A section of a document.
    Section {
        /// Index of the document.
        document: u32,
        /// Index of the section in the document.
        section: u32,
    },
    /// A passage of a section.
    Passage {
        /// Index of the document.
        document: u32,
        /// Index of the section in the document.
        section: u32,
        /// Index of the passage in the section.
        passage: u32,
    },
}

fn indices<T>(records: &[T]) -> impl Iterator<Item = u32> + use<T> {
    count(records.len())
}

/// The indices of so many records.
fn count(records: usize) -> impl Iterator<Item = u32> {
    0..u32::try_from(records).unwrap_or(u32::MAX)
}

/// Where of so many records the one wanted stands. It is looked for from where its number, counted from 1 without gaps, says: of points and
/// texts that stand in one section each are numbered by themselves, so that it is there or, as a rule, not far behind.
fn position(records: usize, number: u32, is_it: impl Fn(usize) -> bool) -> Option<usize> {
    let likely = (number as usize).saturating_sub(1).min(records);
    (likely..records).find(|at| is_it(*at)).or_else(|| (0..likely).find(|at| is_it(*at)))
}

impl Corpus {
    /// The places of all that can be cited, in the neutral order of the corpus; a document is followed by its sections, a
    /// section by its passages.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.places_outside().chain(indices(&self.documents).flat_map(|document| self.places_in(document)))
    }

    /// The places of all that stands in no document.
    pub fn places_outside(&self) -> impl Iterator<Item = Place> + use<'_> {
        self.conferences()
            .map(|(at, _)| Place::Conference(at))
            .chain(indices(&self.posts).map(Place::Post))
            .chain(indices(&self.people).map(Place::Person))
            .chain(indices(&self.ballots).map(Place::Ballot))
            .chain(indices(&self.priorities).map(Place::Priority))
            .chain(indices(&self.themes).map(Place::Theme))
            .chain(indices(&self.facts).map(Place::Fact))
            .chain(indices(&self.timeline).map(Place::Timeline))
    }

    /// The place of a document by its index, then those of its sections and passages in reading order.
    pub fn places_in(&self, document: u32) -> impl Iterator<Item = Place> + '_ {
        let sections = self.documents.get(document as usize).map_or(&[][..], |found| &found.sections[..]);
        std::iter::once(Place::Document(document)).chain(sections.iter().zip(0..).flat_map(move |(record, section)| {
            std::iter::once(Place::Section { document, section })
                .chain(count(record.passages.len()).map(move |passage| Place::Passage { document, section, passage }))
        }))
    }

    /// The place that a reference names, if this corpus has it. Of a corpus that was joined of several each part is a namespace of its own, in
    /// which all its references are what they were; so is the whole under its own id.
    #[must_use]
    pub fn find(&self, reference: &Reference) -> Option<Place> {
        self.find_as_named(reference).or_else(|| {
            let (namespace, own) = reference.divide()?;
            self.find_as_named(&self.named_in(&namespace, &own)?)
        })
    }

    fn find_as_named(&self, reference: &Reference) -> Option<Place> {
        match reference {
            Reference::Section { document, section } => {
                let (document, section) = self.find_section(document, *section)?;
                Some(Place::Section { document, section })
            }
            Reference::Passage { document, section, text, passage } => {
                let (document, section) = self.find_section(document, *section)?;
                let is_text = |record: &Passage| record.kind == PassageKind::Text;
                let passages = &self.documents[document as usize].sections[section as usize].passages;
                let is_it = |at: usize| passages[at].number == *passage && is_text(&passages[at]) == *text;
                let at = position(passages.len(), *passage, is_it)?;
                Some(Place::Passage { document, section, passage: u32::try_from(at).ok()? })
            }
            Reference::Conference(namespace) if namespace.is_empty() => Some(Place::Conference(0)),
            Reference::Conference(namespace) => {
                let has_own = |(at, _): &(u32, &Conference)| *at > 0 && self.parts[*at as usize].id == *namespace;
                self.conferences().find(has_own).map(|(at, _)| Place::Conference(at))
            }
            Reference::Document(id) => self.tables.documents.get(id).copied().map(Place::Document),
            Reference::Person(id) => self.tables.people.get(id).copied().map(Place::Person),
            Reference::Post(id) => self.tables.posts.get(id).copied().map(Place::Post),
            Reference::Priority(id) => self.tables.priorities.get(id).copied().map(Place::Priority),
            Reference::Theme(id) => self.tables.themes.get(id).copied().map(Place::Theme),
            Reference::Fact(id) => self.tables.facts.get(id).copied().map(Place::Fact),
            Reference::Ballot { post, round } => {
                let ballots = self.tables.ballots_for.get(post)?;
                let is_it = |at: usize| self.ballots[ballots[at] as usize].round == *round;
                position(ballots.len(), *round, is_it).map(|at| Place::Ballot(ballots[at]))
            }
            Reference::Timeline { namespace, number } if namespace.is_empty() => {
                self.tables.timeline.get(number).copied().map(Place::Timeline)
            }
            Reference::Timeline { .. } => None,
        }
    }

    fn find_section(&self, document: &str, number: u32) -> Option<(u32, u32)> {
        let at = *self.tables.documents.get(document)?;
        let sections = &self.documents[at as usize].sections;
        let section = position(sections.len(), number, |at| sections[at].number == number)?;
        Some((at, u32::try_from(section).ok()?))
    }

    /// The reference of a place of this corpus.
    ///
    /// # Panics
    /// If the place is not one of this corpus.
    #[must_use]
    pub fn reference(&self, place: Place) -> Reference {
        match place {
            Place::Conference(0) => Reference::Conference(String::new()),
            Place::Conference(at) => Reference::Conference(self.parts[at as usize].id.clone()),
            Place::Post(at) => Reference::Post(self.posts[at as usize].id.clone()),
            Place::Person(at) => Reference::Person(self.people[at as usize].id.clone()),
            Place::Ballot(at) => {
                let ballot = &self.ballots[at as usize];
                Reference::Ballot { post: ballot.post.clone(), round: ballot.round }
            }
            Place::Priority(at) => Reference::Priority(self.priorities[at as usize].id.clone()),
            Place::Theme(at) => Reference::Theme(self.themes[at as usize].id.clone()),
            Place::Fact(at) => Reference::Fact(self.facts[at as usize].id.clone()),
            Place::Timeline(at) => {
                Reference::Timeline { namespace: String::new(), number: self.timeline[at as usize].number }
            }
            Place::Document(at) => Reference::Document(self.documents[at as usize].id.clone()),
            Place::Section { document, section } => {
                let record = &self.documents[document as usize];
                Reference::Section { document: record.id.clone(), section: record.sections[section as usize].number }
            }
            Place::Passage { document, section, passage } => {
                let record = &self.documents[document as usize];
                let section = &record.sections[section as usize];
                let passage = &section.passages[passage as usize];
                Reference::Passage {
                    document: record.id.clone(),
                    section: section.number,
                    text: passage.kind == PassageKind::Text,
                    passage: passage.number,
                }
            }
        }
    }

    /// What kind of thing is at a place of this corpus.
    ///
    /// # Panics
    /// If the place is not one of this corpus.
    #[must_use]
    pub fn kind(&self, place: Place) -> Kind {
        match place {
            Place::Conference(_) => Kind::Conference,
            Place::Post(_) => Kind::Post,
            Place::Person(_) => Kind::Person,
            Place::Ballot(_) => Kind::Ballot,
            Place::Priority(_) => Kind::Priority,
            Place::Theme(_) => Kind::Theme,
            Place::Fact(_) => Kind::Fact,
            Place::Timeline(_) => Kind::Timeline,
            Place::Document(_) => Kind::Document,
            Place::Section { .. } => Kind::Section,
            Place::Passage { document, section, passage } => {
                self.documents[document as usize].sections[section as usize].passages[passage as usize].kind.into()
            }
        }
    }

    /// What the thing at a place says.
    ///
    /// # Panics
    /// If the place is not one of this corpus.
    #[must_use]
    pub fn item(&self, place: Place) -> Item<'_> {
        Item::at(self, place)
    }
}
