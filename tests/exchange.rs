//! Another corpus under a running dashboard: every tab keeps its place, and nothing that is under way is lost.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::sync::{Arc, LazyLock};

use hustings::app::{App, Options};
use hustings::corpus::{Candidacy, Corpus, CorpusFile, Document, Person, Post, Theme};
use hustings::session::Session;
use hustings::view::{Look, Palette};
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use typing::type_in;

static BUNDLED: LazyLock<Arc<Corpus>> = LazyLock::new(|| Arc::new(Corpus::bundled()));

/// The bundled corpus with more of everything before what was there, so that nothing stands where it stood.
static LONGER: LazyLock<Arc<Corpus>> = LazyLock::new(|| {
    let mut file = BUNDLED.file().clone();
    let text = || "New here".to_owned();
    file.people.insert(0, Person { id: "new".into(), name: text(), sort_name: text(), ..Person::default() });
    file.posts.insert(0, Post { id: "new".into(), label: text(), seats: 1, order: 1, ..Post::default() });
    let candidacy =
        Candidacy { id: "new".into(), post: "new".into(), person: Some("new".into()), ..Candidacy::default() };
    file.candidacies.insert(0, candidacy);
    file.themes.insert(0, Theme { id: "new".into(), label: text(), description: text() });
    let sections = file.documents[0].sections.clone();
    file.documents.insert(0, Document { id: "new".into(), title: text(), sections, ..Document::default() });
    Arc::new(Corpus::from(file))
});

/// The beginning of the bundled corpus, as it is while it is being read.
static BEGINNING: LazyLock<Arc<Corpus>> = LazyLock::new(|| {
    let file = BUNDLED.file().clone();
    let mut beginning = CorpusFile { priorities: Vec::new(), sources: Vec::new(), ..file };
    beginning.documents.truncate(2);
    beginning.documents[1].sections.truncate(1);
    Arc::new(Corpus::from(beginning))
});

fn session() -> Session<TestBackend> {
    let size = Size::new(100, 30);
    let app = App::new(Arc::clone(&BUNDLED), size, Options::default());
    let look = Look::new(Palette::Mono, false, false);
    let mut session = Session::new(app, look, TestBackend::new(size.width, size.height));
    session.prepare();
    session
}

fn exchange(session: &mut Session<TestBackend>, corpus: &Arc<Corpus>) {
    session.app_mut().exchange(Arc::clone(corpus));
    while session.prepare() {}
}

fn screen(session: &mut Session<TestBackend>) -> String {
    session.draw().unwrap();
    session.backend().to_string()
}

/// What is selected, in whichever pane and line.
fn marked(screen: &str) -> Vec<String> {
    let panes = screen.lines().flat_map(|line| line.trim_matches('"').split('│'));
    let mut marked: Vec<String> = panes.filter(|pane| pane.contains('▸')).map(|pane| pane.trim().to_owned()).collect();
    marked.sort();
    marked
}

#[test]
fn every_tab_keeps_its_place_when_all_has_moved() {
    for keys in [
        &["1", "j", "j", "l", "j", "j"][..],
        &["2", "j", "j", "l"],
        &["2", "l", "j", "\x1b[C", "\r", "j"],
        &["3", "j", "j", "j"],
        &["4", "digital divide", "\x1b[B", "\x1b[B"],
        &["5", "j", "j", "l", "j", "j", "j"],
        &["6", "j", "l"],
        &["3", "j", "m", "j", "m", "7", "j"],
        &["1", "j", "c", "]", "]", "j"],
    ] {
        let mut session = session();
        type_in(&mut session, keys);
        let before = marked(&screen(&mut session));
        assert!(!before.is_empty(), "{keys:?}");
        for corpus in [&*LONGER, &*BUNDLED] {
            exchange(&mut session, corpus);
            let after = screen(&mut session);
            assert_eq!(marked(&after), before, "{keys:?}\n{after}");
        }
    }
}

#[test]
fn a_tab_that_is_not_open_keeps_its_place_too() {
    let mut session = session();
    type_in(&mut session, &["5", "j", "j", "l", "j", "j", "j"]);
    let before = marked(&screen(&mut session));
    type_in(&mut session, &["1"]);
    exchange(&mut session, &LONGER);
    type_in(&mut session, &["5"]);
    assert_eq!(marked(&screen(&mut session)), before);
}

#[test]
fn the_cell_of_the_grid_stays_the_same_theme_and_document() {
    let mut session = session();
    type_in(&mut session, &["2", "l", "j", "\x1b[C"]);
    let foot = |screen: String| screen.lines().find(|line| line.contains("Rashid Ismailov: ")).unwrap().to_owned();
    let before = foot(screen(&mut session));
    exchange(&mut session, &LONGER);
    assert_eq!(foot(screen(&mut session)).split('│').next_back(), before.split('│').next_back());
}

#[test]
fn a_choice_stays_open_on_the_same_row() {
    for keys in [&["3", "f", "j", "j", "j"][..], &["1", "j", "c", "c", "j", "j"]] {
        let ticked = |corpus: &Arc<Corpus>| {
            let mut session = session();
            type_in(&mut session, keys);
            exchange(&mut session, corpus);
            type_in(&mut session, &["\r"]);
            let screen = screen(&mut session);
            let ticked = screen.lines().filter(|line| line.contains("[x]"));
            ticked.map(|line| line.split("[x]").nth(1).unwrap()[..20].to_owned()).collect::<Vec<_>>()
        };
        let before = ticked(&BUNDLED);
        assert!(!before.is_empty());
        assert_eq!(ticked(&LONGER), before, "{keys:?}");
    }
}

#[test]
fn what_is_found_in_a_page_is_found_in_the_next() {
    let mut session = session();
    type_in(&mut session, &["5", "l", "/", "platform", "\r", "n"]);
    assert!(screen(&mut session).contains(" 2/"));
    let mut file = BUNDLED.file().clone();
    file.documents[0].sections[0].passages.edit(|passages| passages[0].text.insert_str(0, "platform "));
    exchange(&mut session, &Arc::new(Corpus::from(file)));
    let screen = screen(&mut session);
    assert!(screen.contains(" 3/"), "the place found is the same one, and one more stands before it\n{screen}");
}

#[test]
fn a_query_is_asked_again_and_the_hits_stay_until_it_is_answered() {
    let mut session = session();
    type_in(&mut session, &["4", "universal connectivity", "\x1b[B"]);
    let before = marked(&screen(&mut session));
    session.app_mut().exchange(Arc::clone(&LONGER));
    assert_eq!(marked(&screen(&mut session)), before);
    let mut file = LONGER.file().clone();
    let text = "Universal connectivity, universal connectivity";
    file.documents[0].sections[0].passages.edit(|passages| passages[0].text = text.into());
    exchange(&mut session, &Arc::new(Corpus::from(file)));
    let screen = screen(&mut session);
    assert_eq!(marked(&screen), before);
    assert!(screen.contains("new.1.1"), "{screen}");
}

#[test]
fn what_is_gone_gives_way_to_what_stands_in_its_row() {
    let mut session = session();
    type_in(&mut session, &["5", "G", "l", "G"]);
    exchange(&mut session, &BEGINNING);
    let shrunk = screen(&mut session);
    assert_eq!(marked(&shrunk).len(), 2, "{shrunk}");
    type_in(&mut session, &["4", "strategic goals", "\x1b[B", "\r"]);
    exchange(&mut session, &BUNDLED);
    assert!(!marked(&screen(&mut session)).is_empty());
}

#[test]
fn hidden_results_stay_hidden() {
    let mut session = session();
    type_in(&mut session, &["x", "6", "j"]);
    exchange(&mut session, &LONGER);
    let hidden = screen(&mut session);
    assert!(hidden.contains("results hidden (") && !hidden.contains('█'), "{hidden}");
    type_in(&mut session, &["x"]);
    assert!(!screen(&mut session).contains("results hidden ("));
}

#[test]
fn a_note_that_is_being_written_stays_open() {
    let mut session = session();
    type_in(&mut session, &["3", "j", "e", "ask him"]);
    exchange(&mut session, &BEGINNING);
    let writing = screen(&mut session);
    assert!(writing.contains("Note on") && writing.contains("ask him"), "{writing}");
    type_in(&mut session, &[" twice", "\x1b", "7"]);
    let kept = screen(&mut session);
    assert!(kept.contains("1 in brief") && kept.contains("ask him twice"), "{kept}");
}

const KEYS: [&str; 36] = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\x1b", "\t", "\x1b[Z", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F",
    "\x1b[20~", "c", "f", "r", "m", "s", "o", "/", ":", "n", "]", "[", "x", "V", "e", "digital", "by:", "2", "3", "4",
    "5", "6", "7", "\x7f",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_key_after_any_exchange_panics(steps in prop::collection::vec((prop::sample::select(&KEYS[..]), 0usize..6), 1..40)) {
        let mut session = session();
        for (key, to) in steps {
            type_in(&mut session, &[key]);
            if let Some(corpus) = [&BUNDLED, &LONGER, &BEGINNING].get(to) {
                session.app_mut().exchange(Arc::clone(corpus));
                screen(&mut session);
            } else if to == 3 {
                session.prepare();
            }
            screen(&mut session);
        }
    }
}
