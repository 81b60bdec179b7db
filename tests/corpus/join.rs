//! Several corpora as one: nothing is lost, nothing changes its reference that need not, and nothing stands for two things.

use hustings::corpus::check::check_records;
use hustings::corpus::join::join;
use hustings::corpus::{Corpus, CorpusFile, Kind, Place, Reference};
use hustings::export::{Edition, json};
use proptest::prelude::*;

use super::harbour::{SMALL, later};

const NEW: &str = include_str!("../../data/new/corpus.json");

fn small() -> CorpusFile {
    serde_json::from_str(SMALL).unwrap()
}

fn bundled() -> CorpusFile {
    Corpus::bundled().file().clone()
}

/// What may differ between two files that have ids in common.
const CHANGES: [fn(&mut CorpusFile); 16] = [
    |file| file.sources.iter_mut().take(1).for_each(|source| source.title.push_str(" anew")),
    |file| file.people.iter_mut().take(1).for_each(|person| person.roles.clear()),
    |file| file.people.iter_mut().skip(1).for_each(|person| person.country = None),
    |file| file.themes.iter_mut().take(1).for_each(|theme| theme.description.push_str(" anew")),
    |file| file.questions.iter_mut().for_each(|question| question.text.push_str(" Really?")),
    |file| file.documents.iter_mut().take(1).for_each(|document| document.title.push_str(" anew")),
    |file| file.documents.iter_mut().take(1).for_each(|document| document.note = Some("Read again.".to_owned())),
    |file| file.posts.iter_mut().take(1).for_each(|post| post.note = Some("Since always.".to_owned())),
    |file| file.facts.iter_mut().take(1).for_each(|fact| fact.text.push_str(" Anew.")),
    |file| file.timeline.iter_mut().take(1).for_each(|entry| entry.label.push_str(" Anew.")),
    |file| file.priorities.iter_mut().take(1).for_each(|priority| priority.summary.push_str(" Anew.")),
    |file| file.conference.name.push_str(" anew"),
    |file| "2031-01-01".clone_into(&mut file.edition),
    |file| file.id.push_str("-x"),
    |file| file.ballots.clear(),
    |file| file.timeline.clear(),
];

/// One of three corpora, with some of the changes: what is drawn by lot, short enough to be read when a test fails.
#[derive(Debug, Clone)]
struct Drawn {
    base: usize,
    changes: Vec<usize>,
}

impl Drawn {
    fn file(&self) -> CorpusFile {
        let mut file = [small, later, || serde_json::from_str(NEW).unwrap()][self.base]();
        self.changes.iter().for_each(|change| CHANGES[*change](&mut file));
        file
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let base = prop_oneof![4 => Just(0), 2 => Just(1), 1 => Just(2)];
    (base, proptest::collection::vec(0..CHANGES.len(), 0..4)).prop_map(|(base, changes)| Drawn { base, changes })
}

/// What a thing says, apart from what others say of it.
fn says(corpus: &Corpus, place: Place) -> Option<(String, String)> {
    let item = corpus.item(place);
    let alone = !matches!(item.kind, Kind::Person | Kind::Post | Kind::Ballot | Kind::Document | Kind::Section);
    alone.then(|| (item.title.into_owned(), item.text.into_owned()))
}

/// The namespace in which a whole has a corpus; nothing if that corpus is the whole.
fn namespace(whole: &Corpus, of: &Corpus) -> String {
    let is_it = |part: &&hustings::corpus::CorpusPart| {
        let name = part.id.strip_prefix(of.id.as_str());
        name.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            && part.edition == of.edition
            && part.title == of.title
    };
    let mut parts = whole.parts.iter().filter(is_it);
    // Of two that say the same of themselves the one that came later.
    parts.next_back().map_or_else(|| whole.id.clone(), |part| part.id.clone())
}

/// The first line in which two corpora differ, as it is written.
fn difference(one: &CorpusFile, other: &CorpusFile) -> String {
    let written = |file: &CorpusFile| json::corpus(file).unwrap();
    let (one, other) = (written(one), written(other));
    let lines = one.lines().zip(other.lines()).enumerate().find(|(_, (one, other))| one != other);
    format!("{lines:?}; {} and {} lines", one.lines().count(), other.lines().count())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_corpus_joined_with_itself_is_itself(drawn in drawn()) {
        let file = drawn.file();
        let (whole, alone) = (Corpus::from(join(file.clone(), &file)), Corpus::from(file));
        prop_assert!(whole.file() == alone.file(), "{}", difference(whole.file(), alone.file()));
    }

    #[test]
    fn what_is_there_already_is_not_added_again(first in drawn(), second in drawn()) {
        let (first, second) = (first.file(), second.file());
        let once = join(first.clone(), &second);
        let twice = join(once.clone(), &second);
        prop_assert!(once == twice, "{}", difference(&once, &twice));
        let again = join(once.clone(), &first);
        prop_assert!(once == again, "{}", difference(&once, &again));
    }

    #[test]
    fn what_is_sound_apart_is_sound_together(first in drawn(), second in drawn(), third in drawn()) {
        let whole = join(join(first.file(), &second.file()), &third.file());
        let problems = check_records(&whole);
        prop_assert!(problems.is_empty(), "{:#?}", problems);
        let whole = Corpus::from(whole);
        let again = Corpus::from_bytes(json::corpus(whole.file()).unwrap().as_bytes()).unwrap();
        prop_assert!(again.file() == whole.file(), "{}", difference(again.file(), whole.file()));
    }

    #[test]
    fn every_reference_of_either_names_what_it_named(first in drawn(), second in drawn()) {
        let (first, second) = (Corpus::from(first.file()), Corpus::from(second.file()));
        let whole = first.clone().joined_with(&second);
        for place in first.places() {
            let reference = first.reference(place).to_string();
            let there = whole.resolve(&reference).unwrap();
            prop_assert_eq!(says(&first, place), says(&whole, there), "{}", reference);
        }
        let namespace = namespace(&whole, &second);
        for place in second.places() {
            let reference = format!("{namespace}/{}", second.reference(place));
            let there = whole.resolve(&reference).unwrap();
            prop_assert_eq!(says(&second, place), says(&whole, there), "{}", reference);
        }
        for place in whole.places() {
            let reference = whole.reference(place);
            prop_assert_eq!(Reference::parse(&reference.to_string()), Some(reference.clone()));
            prop_assert_eq!(whole.find(&reference), Some(place));
        }
    }
}

#[test]
fn of_two_elections_nothing_is_taken_for_the_other() {
    let whole = Corpus::from(join(small(), &later()));
    let documents: Vec<&str> = whole.documents.iter().map(|document| document.id.as_str()).collect();
    let first = &small().documents[0].id;
    assert!(
        documents.contains(&first.as_str()) && documents.contains(&format!("later/{first}").as_str()),
        "{documents:?}"
    );
    // The same people stand, for other posts.
    assert_eq!(whole.people.len(), small().people.len());
    assert_eq!(whole.posts.len(), 2 * small().posts.len());
    let post = whole.post("later/pilot").unwrap();
    assert_eq!(post.label, format!("{} (GM-32)", whole.post("pilot").unwrap().label));
    assert_eq!(whole.ballots_for("later/pilot").count(), whole.ballots_for("pilot").count());
    for ballot in whole.ballots_for("later/pilot") {
        assert!(ballot.votes.iter().all(|vote| vote.candidacy.starts_with("later/")));
    }
    assert_eq!(whole.short_title, "Harbour 2030 + Harbour 2032");
    // Both conferences can be read, and each thing is cited as of the corpus it is from.
    let conference = whole.resolve("later/conference").unwrap();
    assert_eq!(whole.item(conference).title, later().conference.name);
    let quote = |document: &str| whole.resolve(&format!("{document}.1.1")).unwrap();
    assert_eq!(Edition::at(&whole, quote(first)).id, "small");
    assert_eq!(Edition::at(&whole, quote(&format!("later/{first}"))).title, later().title);
}

#[test]
fn the_corpus_on_board_and_one_s_own_are_one() {
    let own: CorpusFile = serde_json::from_str(NEW).unwrap();
    let whole = Corpus::from(join(bundled(), &own));
    assert_eq!(check_records(whole.file()), []);
    // Nothing stands in a namespace that need not.
    for document in &own.documents {
        assert!(whole.document(&document.id).is_some());
        assert_eq!(whole.resolve(&format!("{}/{}", own.id, document.id)), whole.resolve(&document.id));
    }
    assert_eq!(whole.resolve("pp22/lee 3 2"), whole.resolve("lee.3.2"));
    assert!(whole.resolve(&format!("{}/lee.3.2", own.id)).is_err(), "that corpus has no such document");
    let back = Corpus::from(join(own.clone(), &bundled()));
    assert_eq!(back.reference(back.resolve("pp22/lee.3.2").unwrap()).to_string(), "lee.3.2");
    assert_eq!(back.places().count(), whole.places().count());
}

#[test]
fn a_corpus_or_a_part_of_one_that_nothing_can_stand_behind_is_not_loaded() {
    let loaded = |file: &CorpusFile| Corpus::from_bytes(json::corpus(file).unwrap().as_bytes()).map(|_| ());
    let whole = join(small(), &later());
    assert!(loaded(&whole).is_ok());
    for (change, path) in [
        (|file: &mut CorpusFile| "smal%".clone_into(&mut file.id), "$.id"),
        (|file| "lat%".clone_into(&mut file.parts[1].id), "$.parts[1].id"),
        (|file| "small".clone_into(&mut file.parts[1].id), "$.parts[1].id"),
    ] as [(fn(&mut CorpusFile), &str); 3]
    {
        let mut file = whole.clone();
        change(&mut file);
        let refused = loaded(&file).unwrap_err().to_string();
        assert!(refused.contains(path), "{refused}");
    }
}

#[test]
fn a_corpus_alone_is_its_own_namespace() {
    let corpus = Corpus::bundled();
    assert_eq!(corpus.resolve("PP22/lee 3"), corpus.resolve("lee.3"));
    assert_eq!(corpus.resolve("pp22/person:lee"), corpus.resolve("person:lee"));
    assert!(corpus.resolve("pp26/lee.3").is_err());
}
