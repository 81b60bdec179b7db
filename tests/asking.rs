//! Searching a large corpus: typing waits for nothing, and nobody gets the answer to another question.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use hustings::app::{App, Effect, Options, Question};
use hustings::corpus::{Corpus, Document, Passage, Section};
use hustings::search::{Index, Query};
use hustings::session::Session;
use hustings::view::{Look, Palette};
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use typing::type_in;

/// The bundled corpus with so many passages more that an answer may take its time.
static CORPUS: LazyLock<Arc<Corpus>> = LazyLock::new(|| {
    let mut file = Corpus::bundled().file().clone();
    let words = ["harbour", "harvest", "herring", "lighthouse", "lantern", "anchor", "ferry"];
    let text = |number: u32| format!("{} {number}", words[number as usize % words.len()]);
    let passages = (1..=20_000).map(|number| Passage { number, text: text(number), ..Passage::default() }).collect();
    let section = Section { number: 1, heading: "Words".into(), passages, ..Section::default() };
    let title = "Words and numbers".into();
    file.documents.push(Document { id: "words".into(), title, sections: vec![section], ..Document::default() });
    Arc::new(Corpus::from(file))
});
static INDEX: LazyLock<Arc<Index>> = LazyLock::new(|| Arc::new(Index::build(&CORPUS)));

fn session() -> Session<TestBackend> {
    let size = Size::new(100, 30);
    let app = App::new(Arc::clone(&CORPUS), size, Options::default());
    let look = Look::new(Palette::Mono, false, false);
    let mut session = Session::new(app, look, TestBackend::new(size.width, size.height));
    session.app_mut().set_index(Arc::clone(&INDEX));
    session
}

fn screen(session: &mut Session<TestBackend>) -> String {
    session.draw().unwrap();
    session.backend().to_string()
}

fn question(session: &Session<TestBackend>) -> Question {
    session.app().wants_answer().unwrap().clone()
}

#[test]
fn the_hits_stay_until_the_answer_is_there() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    assert!(screen(&mut session).contains("Search: ferry"), "the letters are there at once");
    assert!(!screen(&mut session).contains("nothing found"));
    assert!(session.prepare());
    let ferry = screen(&mut session);
    assert!(ferry.contains("words.1.6") && ferry.contains("1/2857"), "{ferry}");
    type_in(&mut session, &[" 13"]);
    let waiting = screen(&mut session);
    assert!(waiting.contains("Search: ferry 13") && waiting.contains("words.1.6"), "{waiting}");
    assert!(session.prepare());
    let one = screen(&mut session);
    assert!(one.contains("words.1.13") && !one.contains("1/2857"), "{one}");
    assert!(session.app().wants_answer().is_none() && !session.prepare());
}

#[test]
fn an_answer_to_what_has_been_typed_over_is_dropped() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    let overtaken = question(&session);
    type_in(&mut session, &["\x15anchor"]);
    let current = question(&session);
    assert!(overtaken.number() < current.number());
    assert!(session.app_mut().set_answer(current.answer()));
    assert!(!session.app_mut().set_answer(overtaken.answer()));
    assert!(screen(&mut session).contains("words.1.5"));
    type_in(&mut session, &["\x15"]);
    assert!(!session.app_mut().set_answer(current.answer()));
    assert!(!screen(&mut session).contains("words.1.5"), "an empty box has no hits");
}

#[test]
fn whoever_presses_enter_before_the_answer_opens_what_was_typed() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    session.prepare();
    type_in(&mut session, &["\x15anchor", "\r"]);
    let opened = screen(&mut session);
    assert!(opened.contains("anchor 5") && opened.contains("▸"), "{opened}");
    let marked: Vec<&str> = opened.lines().filter(|line| line.contains("▸")).collect();
    assert!(marked.iter().any(|line| line.contains("anchor 5")), "{marked:?}");
}

#[test]
fn what_is_copied_from_the_list_is_what_was_typed_for() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    session.prepare();
    let effects = type_in(&mut session, &["\x15lantern", "\x1b[B", "Y"]);
    assert_eq!(effects, [Effect::Copy("lantern 4".to_owned())]);
}

#[test]
fn that_an_answer_is_awaited_is_said_once_it_takes_long() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    assert!(!screen(&mut session).contains("searching"));
    assert!(session.app_mut().wait_on());
    assert!(screen(&mut session).contains("searching"));
    assert!(!session.app_mut().wait_on(), "nothing new");
    session.prepare();
    assert!(!screen(&mut session).contains("searching") && !session.app_mut().wait_on());
}

#[test]
fn the_box_lists_what_the_index_answers_in_its_order() {
    for typed in ["ferry", "harb", "lightouse 3", "type:quote digital", "lee.3"] {
        let mut session = session();
        type_in(&mut session, &["4", typed]);
        session.prepare();
        let results = INDEX.search(&CORPUS, &Query::parse(&INDEX, &CORPUS, typed), 5);
        let screen = screen(&mut session);
        let mut rest = &*screen;
        for hit in results.hits {
            let reference = CORPUS.reference(hit.place).to_string();
            let at = rest.find(&reference).unwrap_or_else(|| panic!("{typed}: {reference} is not there\n{screen}"));
            rest = &rest[at + reference.len()..];
        }
    }
}

#[test]
fn a_question_to_a_corpus_that_has_been_exchanged_is_answered_where_its_hits_are_now() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    let asked = question(&session);
    let mut file = CORPUS.file().clone();
    let title = "New".into();
    file.documents.insert(0, Document { id: "new".into(), title, ..Document::default() });
    session.app_mut().exchange(Arc::new(Corpus::from(file)));
    assert!(session.app_mut().set_answer(asked.answer()));
    assert!(screen(&mut session).contains("words.1.6"));
}

#[test]
fn a_question_that_would_tell_what_is_hidden_by_now_is_not_asked_any_more() {
    let mut session = session();
    type_in(&mut session, &["4", "ferry"]);
    let asked = question(&session);
    type_in(&mut session, &["\x1bOQ", "x"]);
    assert!(session.app().wants_answer().is_none());
    assert!(!session.app_mut().set_answer(asked.answer()));
}

#[test]
fn an_index_that_nobody_wants_any_more_is_given_up() {
    assert!(Index::build_while(&CORPUS, &|_, _| false).is_none());
    let steps = AtomicUsize::new(0);
    assert!(Index::build_while(&CORPUS, &|_, _| steps.fetch_add(1, Ordering::Relaxed) < 25).is_none());
    assert!(steps.into_inner() < 40, "it ends soon after");
}

#[test]
fn the_building_of_an_index_tells_how_far_it_is() {
    let told = Mutex::new(Vec::new());
    let index = Index::build_while(&CORPUS, &|done, all| {
        told.lock().unwrap().push((done, all));
        true
    });
    assert_eq!(index.unwrap().len(), INDEX.len());
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    let (last, all) = *told.last().unwrap();
    assert!(told.len() > 40 && told.iter().all(|(_, each)| *each == all));
    assert!(last <= all && last > all / 10 * 8, "{last} of {all}");
}
