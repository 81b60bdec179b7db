//! Ids, numbers and what refers to them.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use super::super::{Findings, Path, kind_of, nearest, shown};
use super::MOST_PASSAGES;
use crate::corpus::{CorpusFile, PassageKind, Reference, Standing};

/// The ids of a file, each with the position of its record in its list.
#[derive(Debug, Default)]
pub struct Names<'f> {
    /// Posts by id.
    pub posts: HashMap<&'f str, usize>,
    /// People by id.
    pub people: HashMap<&'f str, usize>,
    /// Candidacies by id.
    pub candidacies: HashMap<&'f str, usize>,
    /// Questions by id.
    pub questions: HashMap<&'f str, usize>,
    /// Themes by id.
    pub themes: HashMap<&'f str, usize>,
    /// Documents by id.
    pub documents: HashMap<&'f str, usize>,
    /// Sources by id.
    pub sources: HashMap<&'f str, usize>,
}

impl<'f> Names<'f> {
    /// Gathers the ids of a file and reports those that cannot be ids or are there twice.
    pub fn gather(file: &'f CorpusFile, found: &mut Findings) -> Names<'f> {
        let names = Names {
            posts: gather(file, "posts", file.posts.iter().map(|record| &record.id), found),
            people: gather(file, "people", file.people.iter().map(|record| &record.id), found),
            candidacies: gather(file, "candidacies", file.candidacies.iter().map(|record| &record.id), found),
            questions: gather(file, "questions", file.questions.iter().map(|record| &record.id), found),
            themes: gather(file, "themes", file.themes.iter().map(|record| &record.id), found),
            documents: gather(file, "documents", file.documents.iter().map(|record| &record.id), found),
            sources: gather(file, "sources", file.sources.iter().map(|record| &record.id), found),
        };
        gather(file, "facts", file.facts.iter().map(|record| &record.id), found);
        gather(file, "priorities", file.priorities.iter().map(|record| &record.id), found);
        // A document's id is the first part of its references; a word that begins another kind of reference would never be read as one.
        let documents = Path::ROOT.key("documents");
        for (at, document) in file.documents.iter().enumerate() {
            if is_record_id(file, &document.id) && !is_document_id(&document.id) {
                let message = format!("{} begins another kind of reference; choose another id", shown(&document.id));
                found.add(&documents.at(at).key("id"), &document.id, message);
            }
        }
        let mut rounds = HashMap::new();
        let ballots = Path::ROOT.key("ballots");
        for (at, ballot) in file.ballots.iter().enumerate() {
            if let Some(first) = rounds.insert((ballot.post.as_str(), ballot.round), at) {
                let id = Reference::Ballot { post: ballot.post.clone(), round: ballot.round };
                let message = format!("this round is told twice (first as $.ballots[{first}]); keep one");
                found.add(&ballots.at(at).key("round"), &id, message);
            }
        }
        names
    }
}

fn gather<'f>(
    file: &CorpusFile,
    list: &'static str,
    ids: impl Iterator<Item = &'f String>,
    found: &mut Findings,
) -> HashMap<&'f str, usize> {
    let kind = kind_of(list);
    let list = Path::ROOT.key(list);
    let mut seen = HashMap::with_capacity(ids.size_hint().0);
    for (at, id) in ids.enumerate() {
        if !is_record_id(file, id) {
            let message = format!(
                "{} cannot be an id; use lower-case letters, digits and single hyphens, beginning with a letter",
                shown(id)
            );
            found.add(&list.at(at).key("id"), &format_args!("{kind}{id}"), message);
        }
        match seen.entry(id.as_str()) {
            Entry::Vacant(place) => {
                place.insert(at);
            }
            Entry::Occupied(first) => {
                let message = format!("the id {} is taken by {}; choose another", shown(id), list.at(*first.get()));
                found.add(&list.at(at).key("id"), &format_args!("{kind}{id}"), message);
            }
        }
    }
    seen
}

/// Whether a text can be typed as part of a reference and is read back as it was written.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Whether a text can be the id of a document: one that begins no other kind of reference.
pub fn is_document_id(text: &str) -> bool {
    text.split('/').all(is_id) && matches!(Reference::parse(&format!("{text} 1")), Some(Reference::Section { .. }))
}

/// Whether a text can be the id of a record: in a corpus that was joined of several it may stand in the namespace of one of them.
fn is_record_id(file: &CorpusFile, text: &str) -> bool {
    match text.split_once('/') {
        Some((namespace, id)) => {
            file.parts.iter().any(|part| part.id == namespace) && is_id(namespace) && id.split('/').all(is_id)
        }
        None => is_id(text),
    }
}

/// A corpus and its parts have ids that others can stand behind, and parts can be told apart: where corpora are joined these are namespaces.
pub fn namespaces(file: &CorpusFile, found: &mut Findings) {
    let unfit = |id: &str| {
        let message = || format!("{} cannot be an id; use lower-case letters, digits and single hyphens", shown(id));
        (!is_id(id)).then(message)
    };
    if let Some(message) = unfit(&file.id) {
        found.add(&Path::ROOT.key("id"), &"", message);
    }
    let list = Path::ROOT.key("parts");
    let mut seen = HashSet::new();
    for (at, part) in file.parts.iter().enumerate() {
        let path = list.at(at);
        let path = path.key("id");
        if let Some(message) = unfit(&part.id) {
            found.add(&path, &part.id, message);
        }
        if !seen.insert(&part.id) {
            found.add(&path, &part.id, format!("the id {} is taken; choose another", shown(&part.id)));
        }
    }
}

/// The parts of a corpus that was joined of several call things what can be found.
pub fn parts(file: &CorpusFile, found: &mut Findings) {
    let list = Path::ROOT.key("parts");
    let references: HashSet<String> =
        if file.parts.is_empty() { HashSet::new() } else { crate::corpus::parts::references(file).collect() };
    for (at, part) in file.parts.iter().enumerate() {
        let path = list.at(at);
        let path = path.key("names");
        for (at, (own, here)) in part.names.iter().enumerate() {
            if Reference::parse(own).is_none_or(|own| own.divide().is_some()) {
                found.add(&path.at(at), &part.id, format!("{} is no reference in the part", shown(own)));
            }
            if !references.contains(here) {
                found.add(&path.at(at), &part.id, format!("there is no {}; name a record of the whole", shown(here)));
            }
        }
    }
}

/// Sections, points and quotes, and texts are numbered from 1 without gaps.
pub fn numbers(file: &CorpusFile, found: &mut Findings) {
    let documents = Path::ROOT.key("documents");
    let mut passages = 0;
    for (at, document) in file.documents.iter().enumerate() {
        let (path, sections) = (documents.at(at), "sections");
        let path = path.key(sections);
        for (at, (section, expected)) in document.sections.iter().zip(1..).enumerate() {
            let path = path.at(at);
            if section.number != expected {
                let message = format!("the section has number {}; counted from 1 it is {expected}", section.number);
                found.add(&path.key("number"), &format_args!("{}.{}", document.id, section.number), message);
            }
            passages += section.passages.len();
            let (mut next, mut next_text) = (1, 1);
            let path = path.key("passages");
            for (at, passage) in section.passages.iter().enumerate() {
                let text = passage.kind == PassageKind::Text;
                let expected = if text { &mut next_text } else { &mut next };
                if passage.number != *expected {
                    let among = if text { "the texts" } else { "points and quotes" };
                    let message = format!(
                        "the passage has number {}; counted from 1 among {among} of its section it is {expected}",
                        passage.number
                    );
                    let id = format_args!("{}.{}.{}", document.id, section.number, passage.number);
                    found.add(&path.at(at).key("number"), &id, message);
                }
                *expected += 1;
            }
        }
    }
    if passages > MOST_PASSAGES {
        let message = format!("there are {passages} passages; the limit is {MOST_PASSAGES}");
        found.add(&documents, &"", message);
    }
}

/// A name that may or may not be in a table.
struct Wanted<'a> {
    name: &'a str,
    kind: &'a str,
    list: &'a str,
}

fn want(wanted: &Wanted<'_>, table: &HashMap<&str, usize>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    let Wanted { name, kind, list } = wanted;
    if !table.contains_key(name) && !found.names_are_broken(list) && !found.overflows() {
        let near = if found.may_compare(table.len()) { nearest(name, table.keys().copied()) } else { String::new() };
        found.add(path, id, format!("there is no {kind} {}{near}; name one of $.{list}, or add it there", shown(name)));
    }
}

impl Names<'_> {
    fn post(&self, name: &str, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        want(&Wanted { name, kind: "post", list: "posts" }, &self.posts, path, id, found);
    }

    fn person(&self, name: Option<&String>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        if let Some(name) = name {
            want(&Wanted { name, kind: "person", list: "people" }, &self.people, path, id, found);
        }
    }

    fn document(&self, name: &str, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        want(&Wanted { name, kind: "document", list: "documents" }, &self.documents, path, id, found);
    }

    fn themes(&self, names: &[String], path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        let path = path.key("themes");
        for (at, name) in names.iter().enumerate() {
            want(&Wanted { name, kind: "theme", list: "themes" }, &self.themes, &path.at(at), id, found);
        }
    }

    fn sources(&self, names: &[String], path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        let path = path.key("sources");
        for (at, name) in names.iter().enumerate() {
            if let Some(document) = name.strip_prefix("document:") {
                self.document(document, &path.at(at), id, found);
            } else {
                want(&Wanted { name, kind: "source", list: "sources" }, &self.sources, &path.at(at), id, found);
            }
        }
    }

    fn standing(&self, standing: &Standing, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
        self.sources(&standing.sources, path, id, found);
    }
}

/// Whatever names a record names one that exists.
pub fn resolve(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let root = Path::ROOT;
    names.sources(&file.conference.sources, &root.key("conference"), &"conference", found);
    let list = root.key("timeline");
    for (at, entry) in file.timeline.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("timeline:{}", at + 1));
        for (at, post) in entry.posts.iter().enumerate() {
            names.post(post, &path.key("posts").at(at), &id, found);
        }
        names.standing(&entry.standing, &path, &id, found);
    }
    let list = root.key("posts");
    for (at, post) in file.posts.iter().enumerate() {
        names.standing(&post.standing, &list.at(at), &format_args!("post:{}", post.id), found);
    }
    let list = root.key("people");
    for (at, person) in file.people.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("person:{}", person.id));
        names.sources(&person.sources, &path, &id, found);
        for (at, role) in person.roles.iter().enumerate() {
            names.standing(&role.standing, &path.key("roles").at(at), &id, found);
        }
    }
    let list = root.key("facts");
    for (at, fact) in file.facts.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("fact:{}", fact.id));
        names.themes(&fact.themes, &path, &id, found);
        names.standing(&fact.standing, &path, &id, found);
    }
    votes(file, names, found);
    documents(file, names, found);
}

fn votes(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let list = Path::ROOT.key("candidacies");
    for (at, candidacy) in file.candidacies.iter().enumerate() {
        let (path, id) = (list.at(at), &candidacy.id);
        names.post(&candidacy.post, &path.key("post"), id, found);
        names.person(candidacy.person.as_ref(), &path.key("person"), id, found);
        if let Some(document) = &candidacy.document {
            names.document(document, &path.key("document"), id, found);
        }
        names.standing(&candidacy.standing, &path, id, found);
    }
    let list = Path::ROOT.key("ballots");
    for (at, ballot) in file.ballots.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("ballot:{}.{}", ballot.post, ballot.round));
        names.post(&ballot.post, &path.key("post"), &id, found);
        names.standing(&ballot.standing, &path, &id, found);
        let votes = path.key("votes");
        for (at, vote) in ballot.votes.iter().enumerate() {
            let path = votes.at(at);
            let wanted = Wanted { name: &vote.candidacy, kind: "candidacy", list: "candidacies" };
            want(&wanted, &names.candidacies, &path.key("candidacy"), &id, found);
            if let Some(standing) = &vote.standing {
                names.standing(standing, &path.key("standing"), &id, found);
            }
        }
    }
}

fn documents(file: &CorpusFile, names: &Names<'_>, found: &mut Findings) {
    let list = Path::ROOT.key("documents");
    for (at, document) in file.documents.iter().enumerate() {
        let path = list.at(at);
        names.person(document.speaker.as_ref(), &path.key("speaker"), &document.id, found);
        let sections = path.key("sections");
        for (at, section) in document.sections.iter().enumerate() {
            let (path, id) = (sections.at(at), format_args!("{}.{}", document.id, section.number));
            if let Some(question) = &section.question {
                let wanted = Wanted { name: question, kind: "question", list: "questions" };
                want(&wanted, &names.questions, &path.key("question"), &id, found);
            }
            let passages = path.key("passages");
            for (at, passage) in section.passages.iter().enumerate() {
                let id = format_args!("{}.{}.{}", document.id, section.number, passage.number);
                names.themes(&passage.themes, &passages.at(at), &id, found);
            }
        }
    }
    let mut evidence = Evidence { file, names, sections: HashMap::new(), passages: HashMap::new() };
    let list = Path::ROOT.key("priorities");
    for (at, priority) in file.priorities.iter().enumerate() {
        let (path, id) = (list.at(at), format_args!("priority:{}", priority.id));
        names.document(&priority.document, &path.key("document"), &id, found);
        names.person(priority.holder.as_ref(), &path.key("holder"), &id, found);
        names.themes(&priority.themes, &path, &id, found);
        let path = path.key("evidence");
        for (at, reference) in priority.evidence.iter().enumerate() {
            if !evidence.holds(reference) && !found.names_are_broken("documents") {
                let message = format!(
                    "there is no passage {}; name one as DOCUMENT.SECTION.PASSAGE, as it is written in lists",
                    shown(reference)
                );
                found.add(&path.at(at), &id, message);
            }
        }
    }
}

/// The sections and passages that evidence may name, by their numbers; each document and section is looked through once at most.
struct Evidence<'f> {
    file: &'f CorpusFile,
    names: &'f Names<'f>,
    /// By document, then by number: the index of the section.
    sections: HashMap<usize, HashMap<u32, usize>>,
    /// By document and section: whether it is a text, and the number of the passage.
    passages: HashMap<(usize, usize), HashSet<(bool, u32)>>,
}

impl Evidence<'_> {
    /// Whether a reference, written canonically, names a section or a passage of the file.
    fn holds(&mut self, reference: &str) -> bool {
        let parsed = Reference::parse(reference).filter(|parsed| parsed.to_string() == reference);
        match parsed {
            Some(Reference::Section { document, section }) => self.section(&document, section).is_some(),
            Some(Reference::Passage { document, section, text, passage }) => {
                let Some((document, section)) = self.section(&document, section) else { return false };
                let file = self.file;
                let passages = self.passages.entry((document, section)).or_insert_with(|| {
                    let passages = &file.documents[document].sections[section].passages;
                    passages.iter().map(|passage| (passage.kind == PassageKind::Text, passage.number)).collect()
                });
                passages.contains(&(text, passage))
            }
            _ => false,
        }
    }

    fn section(&mut self, document: &str, number: u32) -> Option<(usize, usize)> {
        let document = *self.names.documents.get(document)?;
        let file = self.file;
        let sections = self.sections.entry(document).or_insert_with(|| {
            // Of two sections with one number the first counts.
            let sections = file.documents[document].sections.iter().enumerate().rev();
            sections.map(|(at, section)| (section.number, at)).collect()
        });
        Some((document, *sections.get(&number)?))
    }
}
