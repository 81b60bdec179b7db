//! What the records of a corpus are called and what they name, so that ids can be put into a namespace wherever they stand.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::corpus::{
    Ballot, Candidacy, Conference, Document, Fact, Person, Post, Priority, Question, Reference, Source, Standing,
    Theme, TimelineEntry,
};

/// A list of records with ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Source,
    Theme,
    Question,
    Person,
    Post,
    Document,
    Candidacy,
    Priority,
    Fact,
}

impl Kind {
    /// What a record is referred to as; what cannot be cited has a name that nothing else has.
    pub(super) fn reference(self, id: &str) -> String {
        let id = id.to_owned();
        match self {
            Kind::Source => format!("source:{id}"),
            Kind::Question => format!("question:{id}"),
            Kind::Candidacy => format!("candidacy:{id}"),
            Kind::Theme => Reference::Theme(id).to_string(),
            Kind::Person => Reference::Person(id).to_string(),
            Kind::Post => Reference::Post(id).to_string(),
            Kind::Document => Reference::Document(id).to_string(),
            Kind::Priority => Reference::Priority(id).to_string(),
            Kind::Fact => Reference::Fact(id).to_string(),
        }
    }
}

/// The ids of the second corpus that are in its namespace.
#[derive(Debug, Default)]
pub(super) struct Renames {
    namespace: String,
    /// What tells its posts from others of that name.
    mark: String,
    ids: HashSet<(Kind, String)>,
}

impl Renames {
    pub(super) fn new(namespace: &str, mark: &str) -> Renames {
        Renames { namespace: namespace.to_owned(), mark: mark.to_owned(), ids: HashSet::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Puts an id into the namespace; `false` if it was there already.
    pub(super) fn insert(&mut self, kind: Kind, id: &str) -> bool {
        self.ids.insert((kind, id.to_owned()))
    }

    /// Whether an id is in the namespace.
    pub(super) fn has(&self, kind: Kind, id: &str) -> bool {
        !self.ids.is_empty() && self.ids.contains(&(kind, id.to_owned()))
    }

    /// What an id is in the whole.
    pub(super) fn id<'i>(&self, kind: Kind, id: &'i str) -> Cow<'i, str> {
        if self.has(kind, id) { Cow::Owned(format!("{}/{id}", self.namespace)) } else { Cow::Borrowed(id) }
    }

    fn follow(&self, kind: Kind, id: &mut String) {
        if let Cow::Owned(renamed) = self.id(kind, id) {
            *id = renamed;
        }
    }

    fn follow_all<'i>(&self, kind: Kind, ids: impl IntoIterator<Item = &'i mut String>) {
        ids.into_iter().for_each(|id| self.follow(kind, id));
    }

    fn sources(&self, ids: &mut [String]) {
        for id in ids {
            match id.strip_prefix("document:") {
                Some(document) => *id = format!("document:{}", self.id(Kind::Document, document)),
                None => self.follow(Kind::Source, id),
            }
        }
    }

    fn standing(&self, standing: &mut Standing) {
        self.sources(&mut standing.sources);
    }

    /// A reference in the whole. Entries of the timeline and conferences have names of another kind.
    pub(super) fn reference(&self, own: &Reference) -> Reference {
        let id = |kind, id: &str| self.id(kind, id).into_owned();
        match own {
            Reference::Document(own) => Reference::Document(id(Kind::Document, own)),
            Reference::Section { document, .. } | Reference::Passage { document, .. } => {
                own.within(Reference::Document(id(Kind::Document, document)))
            }
            Reference::Person(own) => Reference::Person(id(Kind::Person, own)),
            Reference::Post(own) => Reference::Post(id(Kind::Post, own)),
            Reference::Ballot { post, round } => Reference::Ballot { post: id(Kind::Post, post), round: *round },
            Reference::Priority(own) => Reference::Priority(id(Kind::Priority, own)),
            Reference::Theme(own) => Reference::Theme(id(Kind::Theme, own)),
            Reference::Fact(own) => Reference::Fact(id(Kind::Fact, own)),
            Reference::Conference(_) | Reference::Timeline { .. } => own.clone(),
        }
    }

    /// A conference, its sources as they are called in the whole.
    pub(super) fn conference(&self, conference: &Conference) -> Conference {
        let mut conference = conference.clone();
        self.sources(&mut conference.sources);
        conference
    }

    /// An entry of the timeline as it is in the whole, but for its number.
    pub(super) fn entry(&self, entry: &TimelineEntry) -> TimelineEntry {
        let mut entry = TimelineEntry { number: 0, fixed: None, ..entry.clone() };
        self.follow_all(Kind::Post, &mut entry.posts);
        self.standing(&mut entry.standing);
        entry
    }

    /// A ballot as it is in the whole.
    pub(super) fn ballot(&self, ballot: &Ballot) -> Ballot {
        let mut ballot = ballot.clone();
        self.follow(Kind::Post, &mut ballot.post);
        for vote in &mut ballot.votes {
            self.follow(Kind::Candidacy, &mut vote.candidacy);
            vote.standing.as_mut().into_iter().for_each(|standing| self.standing(standing));
        }
        self.standing(&mut ballot.standing);
        ballot
    }
}

/// A record with an id.
pub(super) trait Record: Clone + PartialEq {
    const KIND: Kind;

    fn id(&self) -> &str;
    fn id_mut(&mut self) -> &mut String;
    /// Has what it names named as in the whole.
    fn follow(&mut self, renames: &Renames);

    /// It as it is in the whole.
    fn renamed(&self, renames: &Renames) -> Self {
        let mut own = self.clone();
        if !renames.is_empty() {
            own.follow(renames);
            renames.follow(Self::KIND, own.id_mut());
        }
        own
    }

    /// Whether it is the same thing; where it stands among others does not matter.
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }
}

macro_rules! has_id {
    ($kind:ident) => {
        const KIND: Kind = Kind::$kind;

        fn id(&self) -> &str {
            &self.id
        }

        fn id_mut(&mut self) -> &mut String {
            &mut self.id
        }
    };
}

impl Record for Source {
    has_id!(Source);

    fn follow(&mut self, _: &Renames) {}
}

impl Record for Theme {
    has_id!(Theme);

    fn follow(&mut self, _: &Renames) {}
}

impl Record for Question {
    has_id!(Question);

    fn follow(&mut self, _: &Renames) {}

    fn says_the_same(&self, other: &Self) -> bool {
        Question { number: 0, ..self.clone() } == Question { number: 0, ..other.clone() }
    }
}

impl Record for Person {
    has_id!(Person);

    fn follow(&mut self, renames: &Renames) {
        renames.sources(&mut self.sources);
        self.roles.iter_mut().for_each(|role| renames.standing(&mut role.standing));
    }
}

impl Record for Post {
    has_id!(Post);

    fn follow(&mut self, renames: &Renames) {
        renames.standing(&mut self.standing);
        // Two posts of one name are told apart wherever they are read.
        if renames.has(Kind::Post, &self.id) {
            self.label = format!("{} ({})", self.label, renames.mark);
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        Post { order: 0, ..self.clone() } == Post { order: 0, ..other.clone() }
    }
}

impl Record for Document {
    has_id!(Document);

    fn follow(&mut self, renames: &Renames) {
        renames.follow_all(Kind::Person, &mut self.speaker);
        for section in &mut self.sections {
            renames.follow_all(Kind::Question, &mut section.question);
            let themed = section.passages.iter().flat_map(|passage| &passage.themes);
            if !themed.into_iter().any(|theme| renames.has(Kind::Theme, theme)) {
                continue;
            }
            section.passages = std::mem::take(&mut section.passages)
                .into_iter()
                .map(|mut passage| {
                    renames.follow_all(Kind::Theme, &mut passage.themes);
                    passage
                })
                .collect();
        }
    }
}

impl Record for Candidacy {
    has_id!(Candidacy);

    fn follow(&mut self, renames: &Renames) {
        renames.follow(Kind::Post, &mut self.post);
        renames.follow_all(Kind::Person, &mut self.person);
        renames.follow_all(Kind::Document, &mut self.document);
        renames.standing(&mut self.standing);
    }
}

impl Record for Priority {
    has_id!(Priority);

    fn follow(&mut self, renames: &Renames) {
        renames.follow(Kind::Document, &mut self.document);
        renames.follow_all(Kind::Person, &mut self.holder);
        renames.follow_all(Kind::Theme, &mut self.themes);
        for reference in &mut self.evidence {
            if let Some(own) = Reference::parse(reference) {
                *reference = renames.reference(&own).to_string();
            }
        }
    }
}

impl Record for Fact {
    has_id!(Fact);

    fn follow(&mut self, renames: &Renames) {
        renames.follow_all(Kind::Theme, &mut self.themes);
        renames.standing(&mut self.standing);
    }
}
