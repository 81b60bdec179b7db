//! Where the records of a corpus are, by their ids, and which of them belong together.

use std::collections::HashMap;

use super::{CorpusFile, compare};

/// Indices by an id.
type At = HashMap<String, u32>;

/// Indices by the id that several records share, in their order. Each of many records is looked up by another, so that they cannot be looked
/// through.
type Group = HashMap<String, Vec<u32>>;

/// The tables of a corpus. Passages and sections are found by their numbers; only what has an id of its own needs one.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub posts: At,
    pub people: At,
    pub candidacies: At,
    pub questions: At,
    pub facts: At,
    pub themes: At,
    pub documents: At,
    pub priorities: At,
    pub sources: At,
    /// By their numbers.
    pub timeline: HashMap<u32, u32>,
    /// By post, by person and by document: which candidacies.
    pub candidacies_for: Group,
    pub candidacies_of: Group,
    pub candidacies_with: Group,
    /// By post: which ballots.
    pub ballots_for: Group,
    /// By the id of a person: the first document with answers of which that is the speaker.
    pub answers_of: At,
}

impl Tables {
    pub(super) fn of(file: &CorpusFile) -> Tables {
        let mut answers_of = At::new();
        for (document, at) in file.documents.iter().zip(0..) {
            if let Some(speaker) = document.speaker.as_ref().filter(|_| compare::has_answers(document)) {
                answers_of.entry(speaker.clone()).or_insert(at);
            }
        }
        Tables {
            posts: index(&file.posts, |post| &post.id),
            people: index(&file.people, |person| &person.id),
            candidacies: index(&file.candidacies, |candidacy| &candidacy.id),
            questions: index(&file.questions, |question| &question.id),
            facts: index(&file.facts, |fact| &fact.id),
            themes: index(&file.themes, |theme| &theme.id),
            documents: index(&file.documents, |document| &document.id),
            priorities: index(&file.priorities, |priority| &priority.id),
            sources: index(&file.sources, |source| &source.id),
            timeline: file.timeline.iter().map(|entry| entry.number).zip(0..).collect(),
            candidacies_for: group(&file.candidacies, |candidacy| Some(&candidacy.post)),
            candidacies_of: group(&file.candidacies, |candidacy| candidacy.person.as_ref()),
            candidacies_with: group(&file.candidacies, |candidacy| candidacy.document.as_ref()),
            ballots_for: group(&file.ballots, |ballot| Some(&ballot.post)),
            answers_of,
        }
    }
}

fn index<T>(records: &[T], id: impl Fn(&T) -> &String) -> At {
    records.iter().map(|record| id(record).clone()).zip(0..).collect()
}

fn group<T>(records: &[T], key: impl Fn(&T) -> Option<&String>) -> Group {
    let mut groups = Group::new();
    for (record, at) in records.iter().zip(0..) {
        let Some(key) = key(record) else { continue };
        match groups.get_mut(key) {
            Some(group) => group.push(at),
            None => drop(groups.insert(key.clone(), vec![at])),
        }
    }
    groups
}

/// The record of an id.
pub(super) fn named<'a, T>(records: &'a [T], table: &At, id: &str) -> Option<&'a T> {
    records.get(*table.get(id)? as usize)
}

/// The records of a group, in their order.
pub(super) fn members<'a, T>(
    records: &'a [T],
    groups: &'a Group,
    key: &str,
) -> impl DoubleEndedIterator<Item = &'a T> + use<'a, T> {
    groups.get(key).map_or(&[][..], Vec::as_slice).iter().map(|at| &records[*at as usize])
}
