//! Pages of any length: what is seen does not depend on how much of them is rolled out.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::sync::{Arc, LazyLock};

use hustings::app::{App, Options};
use hustings::corpus::{Corpus, CorpusFile, Document, Passage, PassageKind, Section, Theme};
use hustings::session::Session;
use hustings::term::input::Event;
use hustings::view::{Look, Palette};
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

fn passages(count: u32) -> Vec<Passage> {
    let text = |number: u32| {
        let rest = "and the harbour master has his say, as he had the evening before. ".repeat(number as usize % 4);
        format!("Number {number} is called. {rest}")
    };
    let note = |number: u32| number.is_multiple_of(7).then(|| "A remark.".to_owned());
    let themes = |number: u32| if number.is_multiple_of(2) { vec!["harbour".to_owned()] } else { Vec::new() };
    let kind = |number: u32| if number.is_multiple_of(3) { PassageKind::Quote } else { PassageKind::Point };
    let passage = |number| Passage {
        number,
        text: text(number).trim().to_owned(),
        note: note(number),
        themes: themes(number),
        kind: kind(number),
        ..Passage::default()
    };
    (1..=count).map(passage).collect()
}

/// Two long documents: one section of many passages, and many sections of few.
static CORPUS: LazyLock<Arc<Corpus>> = LazyLock::new(|| {
    let section = |number, count| Section {
        number,
        heading: format!("Part {number}"),
        passages: passages(count).into(),
        ..Section::default()
    };
    let document = |id: &str, sections| Document {
        id: id.to_owned(),
        title: format!("All of {id}"),
        publisher: Some("The harbour".into()),
        sections,
        ..Document::default()
    };
    let documents = vec![
        document("whole", vec![section(1, 3_000)]),
        document("parts", (1..=200).map(|number| section(number, number % 23)).collect()),
    ];
    let theme = Theme { id: "harbour".into(), label: "Harbour".into(), description: "Ships.".into() };
    Arc::new(Corpus::from(CorpusFile { documents, themes: vec![theme], ..CorpusFile::default() }))
});

fn session(width: u16, height: u16) -> Session<TestBackend> {
    let app = App::new(Arc::clone(&CORPUS), Size::new(width, height), Options::default());
    let look = Look::new(Palette::Mono, false, false);
    let mut session = Session::new(app, look, TestBackend::new(width, height));
    while session.prepare() {}
    session
}

fn type_in(session: &mut Session<TestBackend>, parts: &[&str]) {
    typing::type_in(session, parts);
    while session.prepare() {}
}

fn screen(session: &mut Session<TestBackend>) -> String {
    session.draw().unwrap();
    session.backend().to_string()
}

/// The numbers of the passages that are called on the screen.
fn called(screen: &str) -> Vec<u32> {
    let numbers = screen.split("Number ").skip(1);
    numbers.filter_map(|rest| rest.split(' ').next()?.parse().ok()).collect()
}

#[test]
fn nothing_is_left_out_from_the_first_line_to_the_last() {
    let mut session = session(100, 24);
    type_in(&mut session, &["5", "l"]);
    let mut seen = Vec::new();
    let mut last = 0;
    loop {
        let screen = screen(&mut session);
        let here = called(&screen);
        assert!(here.windows(2).all(|pair| pair[1] == pair[0] + 1), "{screen}");
        assert!(here.first().is_none_or(|first| *first <= last + 1), "{last} is followed by\n{screen}");
        last = here.last().copied().unwrap_or(last);
        if seen.last() == Some(&screen) {
            break;
        }
        seen.push(screen);
        type_in(&mut session, &["\x1b[6~"]);
    }
    assert_eq!(last, 3_000);
    assert!(seen.last().unwrap().contains("Where it comes from"), "{}", seen.last().unwrap());
}

#[test]
fn a_passage_is_seen_in_the_same_place_whichever_way_it_was_come_to() {
    let mut session = session(80, 24);
    type_in(&mut session, &["5", "l", ":", "whole.1.900", "\r"]);
    let mut down = Vec::new();
    for _ in 0..150 {
        down.push(screen(&mut session));
        type_in(&mut session, &["j"]);
    }
    for before in down.iter().rev() {
        type_in(&mut session, &["k"]);
        assert_eq!(screen(&mut session), *before);
    }
    type_in(&mut session, &["G", ":", "whole.1.900", "\r"]);
    assert_eq!(screen(&mut session), down[0]);
}

#[test]
fn the_ends_and_the_sections_are_gone_to_however_far_they_are() {
    let mut session = session(100, 24);
    type_in(&mut session, &["5", "l", "G"]);
    assert!(screen(&mut session).contains("Number 3000 is called"));
    type_in(&mut session, &["g"]);
    assert!(screen(&mut session).contains("All of whole"));
    type_in(&mut session, &["h", "\x1b[B", "\x1b[B", "l", "g"]);
    for section in [1, 2, 3] {
        type_in(&mut session, &["]"]);
        assert!(screen(&mut session).contains(&format!("parts.{section}.1")), "{section}");
    }
    type_in(&mut session, &["G", "["]);
    let here = screen(&mut session);
    assert!(here.contains("Part 199"), "{here}");
}

#[test]
fn a_reference_that_is_not_there_names_the_nearest_in_a_large_corpus_too() {
    let mut file = CORPUS.file().clone();
    let section = Section { number: 1, passages: passages(30_000).into(), ..Section::default() };
    file.documents.push(Document { id: "longest".into(), sections: vec![section], ..Document::default() });
    let corpus = Corpus::from(file);
    for (given, nearest) in [("partz.20", "parts.20"), ("longst.1.2", "longest.1.2"), ("theme:harbor", "theme:harbour")]
    {
        assert_eq!(corpus.resolve(given).unwrap_err().nearest.as_deref(), Some(nearest), "{given}");
    }
}

#[test]
fn what_is_looked_for_is_found_in_all_of_it() {
    let mut session = session(100, 24);
    type_in(&mut session, &["5", "l", ":", "whole.1.1500", "\r", "/", "number 2", "\r"]);
    let first = screen(&mut session);
    assert!(first.contains("Number 2000 is called") && first.contains("112/1111"), "{first}");
    type_in(&mut session, &["n"]);
    assert!(screen(&mut session).contains("113/1111"));
    type_in(&mut session, &["N", "N"]);
    let before = screen(&mut session);
    assert!(before.contains("Number 299 is called") && before.contains("111/1111"), "{before}");
    type_in(&mut session, &["w", "n"]);
    assert!(screen(&mut session).contains("112/1111"), "what was found stays found when lines break elsewhere");
}

#[test]
fn while_it_is_looked_for_nobody_is_told_that_it_is_not_there() {
    let mut session = session(100, 24);
    type_in(&mut session, &["5", "l", "/"]);
    session.handle(Event::Paste("number 2999".into()));
    let question = session.app().wants_answer().unwrap().clone();
    let waiting = screen(&mut session);
    assert!(waiting.contains("Find: number 2999") && !waiting.contains("not found"), "{waiting}");
    assert!(session.app_mut().wait_on());
    assert!(screen(&mut session).contains("searching"));
    session.handle(Event::Paste("9".into()));
    assert!(!session.app_mut().set_answer(question.answer()), "it was typed over");
    while session.prepare() {}
    assert!(screen(&mut session).contains("not found"));
}

#[test]
fn looking_is_given_up_when_nobody_wants_to_know() {
    let mut session = session(100, 24);
    type_in(&mut session, &["5", "l", "/"]);
    session.handle(Event::Paste("harbour".into()));
    let question = session.app().wants_answer().unwrap();
    assert!(question.answer_while(&|| false).is_none());
    type_in(&mut session, &["\x1b", "\x1b"]);
    assert!(session.app().wants_answer().is_none());
}

#[test]
fn a_hit_a_cell_and_a_kept_passage_deep_in_a_long_page_are_seen() {
    let mut session = session(100, 24);
    type_in(&mut session, &["4", "number 2345", "\x1b[B"]);
    let hit = screen(&mut session);
    assert_eq!(hit.matches("Number 2345 is").count(), 2, "in the list and in its surroundings\n{hit}");
    assert!(hit.contains("Number 2344 is") && hit.contains("Number 2346 is"), "{hit}");
    type_in(&mut session, &["\r", "m"]);
    let opened = screen(&mut session);
    assert!(opened.contains("◆▸“Number 2345 is") || opened.contains("◆▸· Number 2345 is"), "{opened}");
    type_in(&mut session, &["2", "l", "\r", "G"]);
    let cell = screen(&mut session);
    assert!(cell.contains("Number 3000 is called") && cell.contains("Number 2998 is called"), "{cell}");
}

const KEYS: [&str; 26] = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\x1b", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "g", "G", "[", "]",
    "n", "N", "/", "harbour", "w", "m", "5", "2", "x", "\x15", ":", "parts 77",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_key_on_a_long_page_panics_at_any_size(
        sizes in prop::collection::vec((20u16..=200, 5u16..=120), 1..4),
        keys in prop::collection::vec(prop::sample::select(&KEYS[..]), 1..40),
    ) {
        let mut session = session(sizes[0].0, sizes[0].1);
        type_in(&mut session, &["5", "l"]);
        for (at, key) in keys.iter().enumerate() {
            let (width, height) = sizes[at % sizes.len()];
            session.backend_mut().resize(width, height);
            session.handle(Event::Resize(Size::new(width, height)));
            type_in(&mut session, &[key]);
            screen(&mut session);
        }
    }
}
