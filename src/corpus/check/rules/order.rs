//! Neutral order: nobody is first because they won.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::{Findings, Path};
use super::{Names, shown};
use crate::corpus::{CorpusFile, DocumentKind};

/// A name as it is sorted: without accents and case.
fn sorted(name: &str) -> String {
    name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect()
}

/// Posts by `order`, people by `sort_name`, candidacies by post and name, ballots by post and round, the timeline by date.
pub fn neutral(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let root = Path::ROOT;
    let list = root.key("posts");
    for (at, pair) in file.posts.windows(2).enumerate() {
        if pair[1].order <= pair[0].order {
            let message = format!(
                "order {} comes after {}; number the posts upwards as they stand",
                pair[1].order, pair[0].order
            );
            found.add(&list.at(at + 1).key("order"), &format_args!("post:{}", pair[1].id), message);
        }
    }
    let list = root.key("people");
    for (at, pair) in file.people.windows(2).enumerate() {
        if sorted(&pair[1].sort_name) < sorted(&pair[0].sort_name) {
            let message = format!(
                "{} comes after {}; put people in the order of sort_name",
                shown(&pair[1].sort_name),
                shown(&pair[0].sort_name)
            );
            found.add(&list.at(at + 1).key("sort_name"), &format_args!("person:{}", pair[1].id), message);
        }
    }
    let post = |id: &str| names.posts.get(id).copied();
    let list = root.key("candidacies");
    let key = |candidacy: &crate::corpus::Candidacy| {
        let person =
            candidacy.person.as_deref().and_then(|id| names.people.get(id)).map(|&at| &file.people[at].sort_name);
        let name = person.or(candidacy.nominated_by.as_ref().map(|state| &state.name));
        (post(&candidacy.post), name.map(|name| sorted(name)).unwrap_or_default())
    };
    for (at, pair) in file.candidacies.windows(2).enumerate() {
        if key(&pair[1]) < key(&pair[0]) {
            let message =
                format!("it comes after {}; put candidacies in the order of posts, then of names", shown(&pair[0].id));
            found.add(&list.at(at + 1), &pair[1].id, message);
        }
    }
    let list = root.key("ballots");
    for (at, pair) in file.ballots.windows(2).enumerate() {
        let key = |ballot: &crate::corpus::Ballot| (post(&ballot.post), ballot.round);
        if key(&pair[1]) < key(&pair[0]) {
            let id = format!("ballot:{}.{}", pair[1].post, pair[1].round);
            found.add(&list.at(at + 1), &id, "it comes too late; put ballots in the order of posts, then of rounds");
        }
    }
    for (at, ballot) in file.ballots.iter().enumerate() {
        let path = list.at(at);
        let place = |vote: &crate::corpus::Vote| names.candidacies.get(vote.candidacy.as_str()).copied();
        for (at, pair) in ballot.votes.windows(2).enumerate() {
            if place(&pair[1]) < place(&pair[0]) {
                let id = format!("ballot:{}.{}", ballot.post, ballot.round);
                let message =
                    format!("{} comes too late; put votes in the order of the candidacies", shown(&pair[1].candidacy));
                found.add(&path.key("votes").at(at + 1), &id, message);
            }
        }
    }
    let list = root.key("timeline");
    for (at, pair) in file.timeline.windows(2).enumerate() {
        let common = pair[0].date.len().min(pair[1].date.len());
        if pair[1].date.get(..common) < pair[0].date.get(..common) {
            let message = format!(
                "{} comes after {}; put the timeline in the order of time",
                shown(&pair[1].date),
                shown(&pair[0].date)
            );
            found.add(&list.at(at + 1).key("date"), &format_args!("timeline:{}", at + 2), message);
        }
    }
    rounds(file, found);
}

/// The rounds of a post are counted from 1.
fn rounds(file: &CorpusFile, found: &mut Findings) {
    let mut next: HashMap<&str, u32> = HashMap::new();
    let list = Path::ROOT.key("ballots");
    for (at, ballot) in file.ballots.iter().enumerate() {
        let expected = next.entry(&ballot.post).or_insert(1);
        if ballot.round > *expected {
            let message = format!(
                "round {} comes where round {expected} should; count the rounds of a post from 1",
                ballot.round
            );
            found.add(&list.at(at).key("round"), &format_args!("ballot:{}.{}", ballot.post, ballot.round), message);
        }
        *expected = ballot.round.saturating_add(1);
    }
}

/// Questions are counted from 1, and an interview answers each at most once.
pub fn questions(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let list = Path::ROOT.key("questions");
    for (at, (question, expected)) in file.questions.iter().zip(1..).enumerate() {
        if question.number != expected {
            let message = format!("the question has number {}; counted from 1 it is {expected}", question.number);
            found.add(&list.at(at).key("number"), &question.id, message);
        }
    }
    let list = Path::ROOT.key("documents");
    for (at, document) in file.documents.iter().enumerate() {
        let path = list.at(at);
        let path = path.key("sections");
        let mut answered: HashMap<&str, u32> = HashMap::new();
        for (at, section) in document.sections.iter().enumerate() {
            let Some(question) = section.question.as_deref().filter(|id| names.questions.contains_key(id)) else {
                continue;
            };
            let id = format_args!("{}.{}", document.id, section.number);
            if let Some(first) = answered.insert(question, section.number) {
                let message = format!("{} is answered in section {first} already; join the two", shown(question));
                found.add(&path.at(at).key("question"), &id, message);
            }
            if document.kind != DocumentKind::Interview {
                let message = "only an interview answers questions; take it out, or call the document an interview";
                found.add(&path.at(at).key("question"), &id, message);
            }
        }
    }
}

/// A priority belongs to the speaker of its document and rests on passages of that document.
pub fn priorities(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let list = Path::ROOT.key("priorities");
    for (at, priority) in file.priorities.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("priority:{}", priority.id));
        if priority.evidence.is_empty() {
            found.add(&path.key("evidence"), &id, "no passage stands behind it; name at least one");
        }
        let Some(document) = names.documents.get(priority.document.as_str()).map(|&at| &file.documents[at]) else {
            continue;
        };
        if priority.holder != document.speaker {
            let message = match &document.speaker {
                Some(speaker) => format!("its document is by {}; the holder is the same", shown(speaker)),
                None => "its document names no speaker; leave the holder out".to_owned(),
            };
            found.add(&path.key("holder"), &id, message);
        }
        for (at, reference) in priority.evidence.iter().enumerate() {
            if reference.split('.').next() != Some(priority.document.as_str()) {
                let message = format!(
                    "{} is of another document; name passages of {}",
                    shown(reference),
                    shown(&priority.document)
                );
                found.add(&path.key("evidence").at(at), &id, message);
            }
        }
    }
}
