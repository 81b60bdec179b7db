//! A large corpus in the real program: it is shown, listed and searched while it is being read, and nobody waits for it.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "pty/seat.rs"]
mod seat;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use seat::{PROGRAM, Seat, assert_ended_by};
use serde_json::{Value, json};

const SMALL: &str = include_str!("corpora/small.json");

/// The text of a file of so many documents of a thousand passages each, after those of the small corpus.
fn large(documents: usize) -> String {
    let mut small: Value = serde_json::from_str(SMALL).unwrap();
    small["documents"].as_array_mut().unwrap().push(json!("the rest"));
    let mut rest = String::new();
    for document in 1..=documents {
        let comma = if document > 1 { "," } else { "" };
        let head = r#""kind": "proposal", "title": "Minutes", "publisher": "The harbour", "language": "en", "rights": {"statement": "Nobody's."}"#;
        write!(rest, r#"{comma}{{"id": "minutes-{document}", {head}, "sections": [{{"number": 1, "heading": "On and on", "passages": ["#)
            .unwrap();
        for number in 1..=1_000 {
            let comma = if number > 1 { "," } else { "" };
            let text = "The harbour master reads the minutes of the evening before, and nobody objects.";
            write!(rest, r#"{comma}{{"number": {number}, "kind": "point", "text": "{text}"}}"#).unwrap();
        }
        rest.push_str("]}]}");
    }
    small.to_string().replace(r#""the rest""#, &rest)
}

fn written(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

fn dashboard(path: &Path) -> Seat {
    Seat::take(&[PROGRAM, "--corpus", path.to_str().unwrap()], true)
}

/// The selected row of the list, once it is another than the one before.
fn selected(seat: &Seat, before: Option<&String>) -> String {
    let row = |contents: &str| {
        let panes = contents.lines().filter_map(|line| line.split('│').next());
        panes.filter(|pane| pane.contains('▸')).map(str::to_owned).next()
    };
    seat.wait("another row", |seen| {
        let row = row(&seen.screen.screen().contents());
        row.is_some() && row.as_ref() != before
    });
    row(&seat.contents()).unwrap()
}

#[test]
fn the_first_frame_is_there_before_the_corpus_and_the_place_is_kept_when_it_comes() {
    let mut seat = dashboard(&written("shown.json", &large(30)));
    seat.wait_for("reading ░");
    let title = serde_json::from_str::<Value>(SMALL).unwrap()["short_title"].as_str().unwrap().to_owned();
    assert!(seat.contents().contains(&title), "{}", seat.contents());
    seat.press("\x1b[17~");
    let mut row = selected(&seat, None);
    for _ in 0..3 {
        seat.press("\x1b[B");
        row = selected(&seat, Some(&row));
    }
    seat.wait("the whole", |seen| !seen.screen.screen().contents().contains("reading "));
    assert_eq!(selected(&seat, None), row);
    seat.press("\x1b[F");
    seat.wait_for("On and on");
    seat.press("q");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn what_has_been_read_is_searched_and_it_is_said_how_much_that_is() {
    let mut seat = dashboard(&written("searched.json", &large(300)));
    seat.wait_for("reading ");
    seat.press("\x1b[15~harbour master");
    seat.wait_for("% of the corpus so far");
    seat.wait_for("minutes-1.1.1");
    seat.press("\x03");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn a_corpus_that_is_still_being_read_holds_no_end_up() {
    let path = written("left.json", &large(500));
    for keys in ["\x03", "q", "\x1b[21~"] {
        let mut seat = dashboard(&path);
        seat.wait_for("reading ");
        seat.press(keys);
        assert!(seat.end().success());
        seat.assert_restored();
    }
    let seat = dashboard(&path);
    seat.wait_for("reading ");
    seat.signal(Signal::TERM);
    assert_ended_by(&seat, "Terminated");
    seat.assert_restored();
}

#[test]
fn a_large_file_that_is_no_corpus_is_told_in_full_on_a_terminal_that_has_been_put_right() {
    let text = large(40);
    let broken = [
        ("cut.json", text[..text.len() - 2].to_owned(), "EOF while parsing"),
        (
            "unsound.json",
            text.replace(r#""publisher": "The harbour""#, r#""speaker": "nobody""#),
            "there is no person `nobody`",
        ),
    ];
    for (name, text, problem) in broken {
        let seat = dashboard(&written(name, &text));
        seat.wait_for(problem);
        assert_eq!(seat.end().exit_code(), 2);
        seat.assert_restored();
        let seen = seat.seen.0.lock().unwrap();
        assert_eq!(seen.count("\x1b[?1049h"), 1, "the dashboard was there");
        assert!(String::from_utf8_lossy(&seen.bytes).contains("not a sound corpus"));
    }
}

#[test]
fn a_note_that_is_being_written_when_the_file_turns_out_to_be_none_is_kept() {
    let text = large(60);
    let path = written("noted.json", &text[..text.len() - 2]);
    let data = tempfile::tempdir().unwrap();
    let own = format!("HUSTINGS_DATA_DIR={}", data.path().display());
    let mut seat = Seat::take(&["env", &own, PROGRAM, "--corpus", path.to_str().unwrap()], true);
    seat.wait_for("reading ");
    seat.press("e");
    seat.wait_for("Note on");
    seat.press("ask them");
    seat.wait_for("not a sound corpus");
    assert_eq!(seat.end().exit_code(), 2);
    seat.assert_restored();
    let brief = fs::read_to_string(data.path().join("brief.json")).unwrap();
    assert!(brief.contains("ask them"), "{brief}");
}

#[test]
fn no_text_of_a_file_steers_the_terminal_while_it_is_being_read() {
    let evil = r#""heading": "\u001b]0;owned\u0007On \u001b[31mand\u202e on\u009b""#;
    let text = large(30).replace(r#""heading": "On and on""#, evil);
    let mut seat = dashboard(&written("evil.json", &text));
    seat.wait_for("reading ");
    seat.press("\x1b[17~\x1b[F");
    seat.wait("the whole", |seen| !seen.screen.screen().contents().contains("reading "));
    seat.press("\x1b[F");
    seat.wait_for("On and on");
    seat.press("q");
    assert!(seat.end().success());
    let seen = seat.seen.0.lock().unwrap();
    assert_eq!(seen.count("owned") + seen.count("\x1b[31mand") + seen.count("\u{202e}") + seen.count("\u{9b}"), 0);
}
