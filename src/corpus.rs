//! The election: its people, posts, documents and ballots, how they are referred to, and the rules they obey.
//!
//! [`Corpus`] is a loaded file with the look-ups that the rest of the program needs. It knows nothing of screens, searches or command lines.
//! Everything in it that can be cited has a [`Place`] (where it is, small and `Copy`), a [`Reference`] (what a person types) and an [`Item`]
//! (what it says).

pub mod check;
pub mod compare;
pub mod item;
pub mod join;
pub mod load;
pub mod model;
mod parts;
pub mod passages;
pub mod place;
pub(crate) mod records;
pub mod reference;
mod tables;
mod tally;

use std::ops::Deref;
use std::sync::Arc;

pub use compare::Answer;
pub use item::{Item, Kind};
pub use model::*;
pub use passages::Passages;
pub use place::Place;
pub use reference::{Reference, UnknownReference};
use tables::{Tables, members, named};
use tally::Tally;

/// A loaded corpus: the records of its file, and where each of them is.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    file: CorpusFile,
    tables: Tables,
    /// What there is in the documents, which a corpus without results shares.
    tally: Arc<Tally>,
    /// What the parts of a joined corpus call things, and which part a thing is of.
    naming: parts::Naming,
    /// How many records results were, where they have been taken out.
    hidden: Option<usize>,
    /// Of a corpus that is still being read, how much of it this is, from 0 to 100.
    so_far: Option<u8>,
}

impl Deref for Corpus {
    type Target = CorpusFile;

    fn deref(&self) -> &CorpusFile {
        &self.file
    }
}

impl From<CorpusFile> for Corpus {
    fn from(file: CorpusFile) -> Self {
        let tally = Arc::new(Tally::of(&file));
        Corpus::with(file, tally)
    }
}

impl Corpus {
    /// The corpus of a file whose documents have been counted.
    fn with(mut file: CorpusFile, tally: Arc<Tally>) -> Corpus {
        // Entries that were numbered before keep their numbers, whatever has been taken out since.
        if file.timeline.iter().any(|entry| entry.number == 0) {
            let entries = file.timeline.iter_mut().zip(1..);
            entries.for_each(|(entry, number)| entry.number = entry.fixed.unwrap_or(number));
        }
        let (tables, naming) = (Tables::of(&file), parts::Naming::of(&file.parts));
        Corpus { file, tables, tally, naming, hidden: None, so_far: None }
    }
}

impl Corpus {
    /// The records as they stand in the file.
    #[must_use]
    pub fn file(&self) -> &CorpusFile {
        &self.file
    }

    /// This corpus and another as one; what this one has stays as it is, and so do its references.
    #[must_use]
    pub fn joined_with(self, other: &Corpus) -> Corpus {
        Corpus::from(join::join(self.file, &other.file))
    }

    /// How many records [`Corpus::without_results`] took out; 0 for a corpus as it was loaded.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.hidden.unwrap_or(0)
    }

    /// Whether this is a corpus [`Corpus::without_results`], even if there were none to take out.
    #[must_use]
    pub fn hides_results(&self) -> bool {
        self.hidden.is_some()
    }

    /// The corpus as the beginning of one that is still being read: so much of it, from 0 to 100.
    #[must_use]
    pub fn into_so_far(self, percent: u8) -> Corpus {
        Corpus { so_far: Some(percent), ..self }
    }

    /// How much of a corpus that is still being read this is, from 0 to 100; `None` for a whole one. What a part names may be still to come.
    #[must_use]
    pub fn so_far(&self) -> Option<u8> {
        self.so_far
    }

    /// The person of that id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        named(&self.people, &self.tables.people, id)
    }

    /// The post of that id.
    #[must_use]
    pub fn post(&self, id: &str) -> Option<&Post> {
        named(&self.posts, &self.tables.posts, id)
    }

    /// The document of that id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        named(&self.documents, &self.tables.documents, id)
    }

    /// The theme of that id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        named(&self.themes, &self.tables.themes, id)
    }

    /// The candidacy of that id.
    #[must_use]
    pub fn candidacy(&self, id: &str) -> Option<&Candidacy> {
        named(&self.candidacies, &self.tables.candidacies, id)
    }

    /// The source of that id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        named(&self.sources, &self.tables.sources, id)
    }

    /// The question of that id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        named(&self.questions, &self.tables.questions, id)
    }

    /// The candidacies for a post, in neutral order.
    pub fn candidacies_for<'a>(&'a self, post: &'a str) -> impl Iterator<Item = &'a Candidacy> {
        members(&self.candidacies, &self.tables.candidacies_for, post)
    }

    /// The candidacies of a person, in the order of the posts.
    pub fn candidacies_of<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Candidacy> {
        members(&self.candidacies, &self.tables.candidacies_of, person)
    }

    /// The candidacies that have a document, in the order of the posts: one, as a rule.
    pub fn candidacies_with<'a>(&'a self, document: &'a str) -> impl Iterator<Item = &'a Candidacy> {
        members(&self.candidacies, &self.tables.candidacies_with, document)
    }

    /// The ballots for a post, in the order of the rounds.
    #[must_use]
    pub fn ballots_for<'a>(&'a self, post: &'a str) -> impl DoubleEndedIterator<Item = &'a Ballot> {
        members(&self.ballots, &self.tables.ballots_for, post)
    }

    /// The name a candidacy stands under: the person's, or the state's where a state stands or the name is not known.
    #[must_use]
    pub fn candidate_name<'a>(&'a self, candidacy: &'a Candidacy) -> &'a str {
        let person = candidacy.person.as_deref().and_then(|id| self.person(id)).map(|person| person.name.as_str());
        person.or(candidacy.nominated_by.as_ref().map(|state| state.name.as_str())).unwrap_or(&candidacy.id)
    }

    /// The name a document's words stand under: the speaker, else the publisher, else "author not named".
    #[must_use]
    pub fn author_name<'a>(&'a self, document: &'a Document) -> &'a str {
        let speaker = document.speaker.as_deref().and_then(|id| self.person(id)).map(|person| person.name.as_str());
        speaker.or(document.publisher.as_deref()).unwrap_or("author not named")
    }

    /// The same corpus without anything that gives away how a vote ended: ballots, outcomes, and the facts, roles and timeline
    /// entries marked `result`. [`Corpus::hidden`] of the new corpus says how many records that were.
    #[must_use]
    pub fn without_results(&self) -> Corpus {
        let mut file = self.file.clone();
        let mut hidden = file.ballots.len();
        file.ballots.clear();
        let mut drop_results = |result: bool| {
            hidden += usize::from(result);
            !result
        };
        file.facts.retain(|fact| drop_results(fact.result));
        file.timeline.retain(|entry| drop_results(entry.result));
        for person in &mut file.people {
            person.roles.retain(|role| drop_results(role.result));
        }
        for candidacy in &mut file.candidacies {
            candidacy.note = None;
            hidden += usize::from(candidacy.outcome.take().is_some());
        }
        for post in &mut file.posts {
            post.note = None;
        }
        // A headline of the day of a vote or later gives its result away, as does the address of its page.
        let first_vote = self.ballots.iter().filter_map(|ballot| ballot.date.as_ref()).min();
        for source in &mut file.sources {
            // A date without its day may be one of the day of the vote: `2022-09` is not before `2022-09-29`, `2021` is.
            let known = source.date.as_ref().zip(first_vote);
            let before = known.is_some_and(|(date, vote)| date < vote && !vote.starts_with(date.as_str()));
            if !before {
                source.title = source.publisher.clone().unwrap_or_else(|| source.id.clone());
                source.url = None;
            }
        }
        Corpus { hidden: Some(hidden), so_far: self.so_far, ..Corpus::with(file, Arc::clone(&self.tally)) }
    }
}
