//! Screens through the real session loop: bytes in, pictures out.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::sync::{Arc, LazyLock};

use hustings::app::{App, Options};
use hustings::corpus::Corpus;
use hustings::search::Index;
use hustings::session::Session;
use hustings::term::input::Event;
use hustings::view::{Look, Palette};
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

static CORPUS: LazyLock<Arc<Corpus>> = LazyLock::new(|| Arc::new(Corpus::bundled()));
static INDEX: LazyLock<Arc<Index>> = LazyLock::new(|| Arc::new(Index::build(&CORPUS)));

fn session(width: u16, height: u16) -> Session<TestBackend> {
    let app = App::new(Arc::clone(&CORPUS), Size::new(width, height), Options::default());
    let look = Look::new(Palette::Auto, false, false);
    let mut session = Session::new(app, look, TestBackend::new(width, height));
    session.app_mut().set_index(Arc::clone(&INDEX));
    session
}

/// Types bytes as a terminal sends them, a pause after each part, and draws.
fn type_in(session: &mut Session<TestBackend>, parts: &[&str]) {
    typing::type_in(session, parts);
    session.draw().unwrap();
}

fn resize(session: &mut Session<TestBackend>, width: u16, height: u16) {
    session.backend_mut().resize(width, height);
    session.handle(Event::Resize(Size::new(width, height)));
}

const KEYS: [&str; 34] = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\x1b", "\t", "\x1b[Z", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F",
    "\x1bOP", "\x1b[20~", "c", "f", "r", "m", "s", "o", "/", ":", "n", "]", "[", "x", "V", "w", "e", "digital", "2",
    "4", "6", "\x7f",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_key_at_any_size_panics(
        sizes in prop::collection::vec((1u16..=250, 1u16..=80), 1..5),
        keys in prop::collection::vec(prop::sample::select(&KEYS[..]), 1..60),
    ) {
        let (width, height) = sizes[0];
        let mut session = session(width, height);
        for (at, key) in keys.iter().enumerate() {
            let (width, height) = sizes[at % sizes.len()];
            resize(&mut session, width, height);
            type_in(&mut session, &[key]);
        }
    }
}

fn picture(session: &Session<TestBackend>) -> String {
    session.backend().to_string().lines().map(|line| line.trim_matches('"').trim_end()).collect::<Vec<_>>().join("\n")
}

/// The screen after these keys, at 80×24.
fn after(keys: &[&str]) -> String {
    let mut session = session(80, 24);
    type_in(&mut session, keys);
    picture(&session)
}

#[test]
fn every_tab_at_three_sizes() {
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for tab in hustings::keymap::Tab::ALL {
            let mut session = session(width, height);
            let digit = (tab.index() + 1).to_string();
            type_in(&mut session, &[&digit]);
            let typed: &[&str] = match tab {
                hustings::keymap::Tab::Search => &["digital divide"],
                hustings::keymap::Tab::Candidates => &["j", "j", "l"],
                hustings::keymap::Tab::Priorities | hustings::keymap::Tab::Documents => &["l", "j"],
                _ => &[],
            };
            type_in(&mut session, typed);
            insta::assert_snapshot!(format!("{}_{width}x{height}", tab.name().to_lowercase()), picture(&session));
        }
    }
}

#[test]
fn candidates_stand_side_by_side_from_100_columns_and_stacked_below() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut session = session(width, height);
        type_in(&mut session, &["j", "c", "]", "]"]);
        insta::assert_snapshot!(format!("compare_{width}x{height}"), picture(&session));
    }
}

#[test]
fn a_question_that_was_not_asked_reads_so() {
    let mut session = session(120, 40);
    type_in(&mut session, &["j", "c", "]", "]", "]", "]", "]", "]"]);
    let screen = picture(&session);
    assert!(screen.contains("7/7") && screen.contains("not asked"), "{screen}");
    assert!(screen.contains("They stand for different posts."), "{screen}");
}

#[test]
fn a_hit_is_opened_in_its_document_and_esc_comes_back_to_it() {
    let hit = after(&["4", "wtpf-21 consensus", "\x1b[B", "\x1b[B"]);
    let opened = after(&["4", "wtpf-21 consensus", "\x1b[B", "\x1b[B", "\r"]);
    let back = after(&["4", "wtpf-21 consensus", "\x1b[B", "\x1b[B", "\r", "\x1b"]);
    assert!(opened.contains("▸   1 Introduction") || opened.contains("▸   2 Analysis"), "{opened}");
    assert_eq!(back, hit);
}

#[test]
fn enter_on_a_cell_of_the_grid_lists_the_passages_behind_it() {
    let screen = after(&["2", "l", "j", "\x1b[C", "\r"]);
    assert!(screen.contains("Security and trust · Rashid Ismailov") && screen.contains("ismailov.1.8"), "{screen}");
    let back = after(&["2", "l", "j", "\x1b[C", "\r", "\x1b"]);
    assert!(back.contains("Security and trust · Rashid Ismailov: "), "{back}");
}

#[test]
fn find_in_page_counts_and_goes_round() {
    let typed = after(&["5", "l", "/", "platform"]);
    assert!(typed.contains("Find: platform   "), "{typed}");
    let first = after(&["5", "l", "/", "platform", "\r"]);
    let next = after(&["5", "l", "/", "platform", "\r", "n"]);
    let previous = after(&["5", "l", "/", "platform", "\r", "n", "N"]);
    assert!(first.contains(" 1/") && next.contains(" 2/") && first == previous, "{first}\n{next}");
}

#[test]
fn words_are_found_in_answers_side_by_side() {
    let mut session = session(120, 40);
    type_in(&mut session, &["j", "c", "/", "digital"]);
    let typed = picture(&session);
    assert!(typed.contains("Find: digital   ") && typed.contains(" found"), "{typed}");
    type_in(&mut session, &["\r", "n"]);
    let next = picture(&session);
    assert!(next.contains(" 3/5 digital"), "from the answer on, which the heading stands over\n{next}");
}

#[test]
fn results_are_hidden_everywhere_and_said_to_be() {
    let screen = after(&["x", "6"]);
    assert!(
        screen.contains("results hidden (") && screen.contains("x shows them") && !screen.contains('█'),
        "{screen}"
    );
    let profile = after(&["x", "2", "1", "1"]);
    assert!(!profile.contains("elected"), "{profile}");
    let search = after(&["x", "2", "4", "139 votes"]);
    assert!(!search.contains("ballot:"), "{search}");
}

#[test]
fn a_kept_passage_is_marked_wherever_it_is_shown() {
    let kept = after(&["3", "m", "5", "\x1b[B", "l", "\x1b[B", "\x1b[B", "\x1b[B"]);
    assert!(kept.contains("1 in brief") && kept.contains("◆"), "{kept}");
}

#[test]
fn letters_in_the_list_of_hits_are_verbs_or_go_on_with_the_query() {
    let screen = after(&["4", "digital", "\x1b[B", " divide"]);
    assert!(screen.contains("Search: digital divide"), "{screen}");
    let mut session = session(80, 24);
    type_in(&mut session, &["4", "digital", "\x1b[B", "s"]);
    assert!(picture(&session).contains("Source and rights"));
}

#[test]
fn a_reference_is_gone_to_and_an_unknown_one_names_the_nearest() {
    let screen = after(&[":", "lee 3 2", "\r"]);
    assert!(screen.contains("▸  “My vision"), "{screen}");
    assert!(after(&[":", "lee.33", "\r"]).contains("there is no `lee.33`"));
}

#[test]
fn below_the_smallest_size_the_screen_says_so() {
    let mut session = session(19, 4);
    type_in(&mut session, &["j"]);
    assert!(picture(&session).contains("20×5"));
}

#[test]
fn copying_hands_out_the_text_and_not_the_screen() {
    use hustings::app::Effect;
    let mut session = session(40, 12);
    let effects = typing::type_in(&mut session, &["3", "Y"]);
    let words = "The COVID-19 pandemic has highlighted the critical importance of ICTs.";
    assert_eq!(effects, [Effect::Copy(words.to_owned())]);
}

#[test]
fn the_picture_in_the_readme_is_the_real_screen() {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("<!-- picture -->\n```text\n").unwrap();
    let (shown, _) = rest.split_once("\n```\n<!-- /picture -->").unwrap();
    let screen = after(&["j"]);
    assert!(shown == screen, "README.md's picture is not the screen; it should read:\n{screen}");
}
