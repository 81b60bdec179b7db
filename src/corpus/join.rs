//! Several corpora as one.
//!
//! What two corpora have in common (the same id, the same content) is there once. Where one id stands for two different things, that of the
//! corpus that comes later goes into its namespace (`pp26/lee`), and with it all that names it: what named a thing that was moved is another
//! thing now, so that this goes on until nothing changes any more. The first keeps every reference it has.

mod order;
mod part;
mod record;

use std::collections::{HashMap, HashSet};

use super::reference::KINDS;
use super::{Conference, CorpusFile, CorpusPart, Outcome, Reference};
use order::Numbered;
use part::{is_same, parts, title};
use record::{Kind, Record, Renames};

/// An id in the namespace of the corpus that comes later would stand for two different things too.
#[derive(Debug)]
struct Clash;

/// What one corpus is to another.
struct Joining<'f> {
    first: &'f CorpusFile,
    second: &'f CorpusFile,
}

/// Two corpora as one. What the first has stays as it is, and so do its references.
#[must_use]
pub fn join(mut first: CorpusFile, second: &CorpusFile) -> CorpusFile {
    order::number(&mut first);
    let joining = Joining { first: &first, second };
    let Some(Named { renames, entries, parts }) = joining.name() else { return first };
    let mut whole = first.clone();
    let mut added = joining.add(&mut whole, &renames);
    order::add_timeline(&mut whole, second, &renames, &entries);
    added.extend(entries.iter().filter(|entry| entry.new).map(|entry| entry.reference().to_string()));
    part::tell(&mut whole, parts, &added);
    if !added.is_empty() {
        order::put_in_order(&mut whole);
    }
    title(&mut whole);
    whole
}

/// What the second is called, and what it calls things.
struct Named {
    renames: Renames,
    entries: Vec<Numbered>,
    parts: Vec<CorpusPart>,
}

impl Joining<'_> {
    /// The first namespace in which nothing stands for two things, and what has to be in it.
    fn name(&self) -> Option<Named> {
        let names = (1..=u32::MAX).map(|number| part::numbered_id(&self.second.id, number));
        names.filter(|name| self.may_be(name)).find_map(|namespace| {
            let renames = self.renames(&namespace).ok()?;
            let entries = order::numbered(self.first, self.second, &renames);
            let parts = part::named(self.first, self.second, &namespace, &renames, &entries)?;
            Some(Named { renames, entries, parts })
        })
    }

    /// Whether no other corpus is called so.
    fn may_be(&self, namespace: &str) -> bool {
        let second = &parts(self.second)[0];
        let free = parts(self.first).iter().all(|part| part.id != namespace || is_same(part, second));
        free && !KINDS.contains(&namespace)
    }

    /// The ids that have to be in the namespace.
    fn renames(&self, namespace: &str) -> Result<Renames, Clash> {
        let Joining { first, second } = self;
        let conference = &second.conference;
        let mark = conference.abbreviation.as_ref().unwrap_or(&second.short_title);
        let mut renames = Renames::new(namespace, mark);
        self.part_posts(&mut renames);
        loop {
            let before = renames.len();
            collide(&first.sources, &second.sources, &mut renames)?;
            collide(&first.themes, &second.themes, &mut renames)?;
            collide(&first.questions, &second.questions, &mut renames)?;
            collide(&first.people, &second.people, &mut renames)?;
            collide(&first.posts, &second.posts, &mut renames)?;
            collide(&first.documents, &second.documents, &mut renames)?;
            collide(&first.candidacies, &second.candidacies, &mut renames)?;
            collide(&first.priorities, &second.priorities, &mut renames)?;
            collide(&first.facts, &second.facts, &mut renames)?;
            self.ballots(&mut renames)?;
            self.accounts(&mut renames);
            if renames.len() == before {
                return Ok(renames);
            }
        }
    }

    /// A post of one conference is not that of another, whatever it is called: who stood for it then does not stand for it now.
    fn part_posts(&self, renames: &mut Renames) {
        let (here, there) = (part::meetings(self.first), part::meetings(self.second));
        let same = |one: &Conference, other: &Conference| one.name == other.name && one.start_date == other.start_date;
        let known: HashSet<&str> = self.first.posts.iter().map(|post| post.id.as_str()).collect();
        for post in self.second.posts.iter().filter(|post| known.contains(post.id.as_str())) {
            let reference = Reference::Post(post.id.clone()).to_string();
            let conference = here.get(&reference).unwrap_or(&self.first.conference);
            if !same(conference, there.get(&reference).unwrap_or(&self.second.conference)) {
                renames.insert(Kind::Post, &post.id);
            }
        }
    }

    /// A round of voting has the id of its post.
    fn ballots(&self, renames: &mut Renames) -> Result<(), Clash> {
        let first = &self.first.ballots;
        let known: HashMap<(&str, u32), usize> =
            (0..).zip(first).map(|(at, ballot)| ((ballot.post.as_str(), ballot.round), at)).collect();
        for ballot in &self.second.ballots {
            let own = renames.ballot(ballot);
            let differs = known.get(&(own.post.as_str(), own.round)).is_some_and(|&other| first[other] != own);
            if differs && !renames.insert(Kind::Post, &ballot.post) {
                return Err(Clash);
            }
        }
        Ok(())
    }

    /// A post, who stands for it and how that ended is one account: two that differ are not mixed, nor are more elected than there are seats.
    fn accounts(&self, renames: &mut Renames) {
        for candidacy in &self.second.candidacies {
            if renames.has(Kind::Candidacy, &candidacy.id) {
                renames.insert(Kind::Post, &candidacy.post);
            }
        }
        let elected = |file: &CorpusFile| {
            let mut by_post: HashMap<String, HashSet<String>> = HashMap::new();
            for candidacy in file.candidacies.iter().filter(|one| one.outcome == Some(Outcome::Elected)) {
                by_post.entry(candidacy.post.clone()).or_default().insert(candidacy.id.clone());
            }
            by_post
        };
        let (here, there) = (elected(self.first), elected(self.second));
        for post in &self.second.posts {
            let (Some(here), Some(there)) = (here.get(&post.id), there.get(&post.id)) else { continue };
            if here.union(there).count() > post.seats as usize {
                renames.insert(Kind::Post, &post.id);
            }
        }
    }

    /// Adds what the first lacks; the references of what was added come back.
    fn add(&self, whole: &mut CorpusFile, renames: &Renames) -> HashSet<String> {
        let second = self.second;
        let mut added = HashSet::new();
        add(&mut whole.sources, &second.sources, renames, &mut added);
        add(&mut whole.themes, &second.themes, renames, &mut added);
        add(&mut whole.questions, &second.questions, renames, &mut added);
        add(&mut whole.people, &second.people, renames, &mut added);
        add(&mut whole.posts, &second.posts, renames, &mut added);
        add(&mut whole.documents, &second.documents, renames, &mut added);
        add(&mut whole.candidacies, &second.candidacies, renames, &mut added);
        add(&mut whole.priorities, &second.priorities, renames, &mut added);
        add(&mut whole.facts, &second.facts, renames, &mut added);
        let known: HashSet<(String, u32)> =
            whole.ballots.iter().map(|ballot| (ballot.post.clone(), ballot.round)).collect();
        let ballots = second.ballots.iter().map(|ballot| renames.ballot(ballot));
        for ballot in ballots.filter(|ballot| !known.contains(&(ballot.post.clone(), ballot.round))) {
            added.insert(Reference::Ballot { post: ballot.post.clone(), round: ballot.round }.to_string());
            whole.ballots.push(ballot);
        }
        for group in second.aliases.iter().filter(|group| !self.first.aliases.contains(group)) {
            whole.aliases.push(group.clone());
        }
        added
    }
}

/// Finds the records that have an id of the first's and say something else.
fn collide<R: Record>(first: &[R], second: &[R], renames: &mut Renames) -> Result<(), Clash> {
    let known: HashMap<&str, usize> = (0..).zip(first).map(|(at, record)| (record.id(), at)).collect();
    for record in second {
        let Some(&other) = known.get(renames.id(R::KIND, record.id()).as_ref()) else { continue };
        if !record.renamed(renames).says_the_same(&first[other]) && !renames.insert(R::KIND, record.id()) {
            return Err(Clash);
        }
    }
    Ok(())
}

/// Adds the records whose ids are new.
fn add<R: Record>(whole: &mut Vec<R>, second: &[R], renames: &Renames, added: &mut HashSet<String>) {
    let known: HashSet<String> = whole.iter().map(|record| record.id().to_owned()).collect();
    for record in second {
        let record = record.renamed(renames);
        if !known.contains(record.id()) {
            added.insert(R::KIND.reference(record.id()));
            whole.push(record);
        }
    }
}
