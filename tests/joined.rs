//! Several corpora at once, on the command line and in the dashboard.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/harbour.rs"]
mod harbour;
#[path = "common/typing.rs"]
mod typing;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use harbour::{SMALL, later};
use hustings::app::{App, Effect, Options};
use hustings::corpus::{Corpus, CorpusFile};
use hustings::session::Session;
use hustings::view::{Look, Palette};
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use serde_json::Value;
use tempfile::TempDir;
use typing::type_in;

/// A directory with a corpus, `a.json`, and one of the next election, `b.json`, in which the same ids stand for other things.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.json"), SMALL).unwrap();
    fs::write(home.path().join("b.json"), serde_json::to_vec(&later()).unwrap()).unwrap();
    home
}

fn hustings(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments).output().unwrap()
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).current_dir(home).stdin(Stdio::null()).env_remove("HUSTINGS_CORPUS").env("LANG", "C.UTF-8");
    for name in ["HUSTINGS_CONFIG_DIR", "HUSTINGS_DATA_DIR", "HUSTINGS_STATE_DIR"] {
        command.env(name, home);
    }
    command
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command says of both corpora.
fn of_both(home: &Path, arguments: &[&str]) -> String {
    stdout(&hustings(home, &[&["--corpus", "a.json", "--corpus", "b.json"], arguments].concat()))
}

#[test]
fn several_corpora_are_one_wherever_they_are_named() {
    let home = home();
    let home = home.path();
    let expected = of_both(home, &["list", "documents"]);
    assert!(expected.contains("\nlater/roe "), "{expected}");
    for arguments in [
        &["--corpus", "a.json", "list", "documents", "--corpus", "b.json"][..],
        &["list", "--corpus=a.json", "documents", "--corpus", "b.json"],
    ] {
        assert_eq!(stdout(&hustings(home, arguments)), expected);
    }
    let output = command(home, &["list", "documents"]).env("HUSTINGS_CORPUS", "a.json:b.json").output().unwrap();
    assert_eq!(stdout(&output), expected);
    fs::write(home.join("config.toml"), "corpus = ['a.json', 'b.json']\n").unwrap();
    assert_eq!(stdout(&hustings(home, &["list", "documents"])), expected);
    let alone = stdout(&hustings(home, &["--corpus", "bundled", "list", "documents"]));
    assert!(alone.contains("\nzhao ") && !alone.contains("roe "), "{alone}");
    let both = stdout(&hustings(home, &["--corpus", "bundled", "--corpus", "a.json", "list", "documents"]));
    assert!(both.contains("\nzhao ") && both.contains("\nroe "), "{both}");
    let output = hustings(home, &["list", "documents", "--corpus", "a.json", "--corpus", "none.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("none.json: cannot be read"));
}

#[test]
fn a_reference_in_a_namespace_is_one_in_every_command() {
    let home = home();
    let home = home.path();
    for written in ["later/roe.1.2", "LATER/Roe 1 2", "later/roe/1/2"] {
        let shown = of_both(home, &["show", written]);
        assert!(shown.starts_with("later/roe.1.2 ") && shown.contains("brings ships in, still."), "{shown}");
    }
    // The other corpus has it under its own name, and that is still its name.
    assert_eq!(of_both(home, &["show", "small/roe.1.2"]), of_both(home, &["show", "roe.1.2"]));
    let cited = of_both(home, &["cite", "later/roe.1.2"]);
    assert!(cited.contains("later/roe.1.2, Election of the next harbour board, edition 2032-05-01"), "{cited}");
    let cited = of_both(home, &["cite", "roe.1.2", "--style", "bibtex"]);
    assert!(cited.contains("Election of a harbour board, edition 2030-05-01"), "{cited}");
    let hits = of_both(home, &["search", "in:later/roe", "ships", "--json"]);
    let hits: Value = serde_json::from_str(&hits).unwrap();
    let references: Vec<&str> =
        hits["hits"].as_array().unwrap().iter().map(|hit| hit["ref"].as_str().unwrap()).collect();
    assert!(
        !references.is_empty() && references.iter().all(|reference| reference.starts_with("later/roe.")),
        "{references:?}"
    );
    let first = of_both(home, &["search", "later/roe 1"]);
    assert!(first.starts_with("later/roe.1 "), "{first}");
    assert!(of_both(home, &["show", "later/ballot:pilot.1"]).contains("ballot:later/pilot.1"));
    let output = hustings(home, &["--corpus", "a.json", "--corpus", "b.json", "show", "later/row.1"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("the nearest is `later/roe.1`"));
    let posts = of_both(home, &["list", "posts"]);
    assert!(posts.contains("Pilot (GM-32)"), "{posts}");
}

#[test]
fn what_was_kept_of_one_corpus_is_found_when_others_are_joined_and_the_other_way() {
    let home = home();
    let home = home.path();
    let later = |arguments: &[&str]| stdout(&hustings(home, &[&["--corpus", "b.json"], arguments].concat()));
    later(&["brief", "add", "roe.1.2", "timeline:1"]);
    let kept = |listed: String| -> Vec<(String, String)> {
        let listed: Value = serde_json::from_str(&listed).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        listed["items"].as_array().unwrap().iter().map(|item| (text(&item["ref"]), text(&item["status"]))).collect()
    };
    let alone = kept(later(&["brief", "list", "--json"]));
    assert_eq!(alone[0], ("roe.1.2".to_owned(), "found".to_owned()));
    let both = kept(of_both(home, &["brief", "list", "--json"]));
    assert_eq!(both[0], ("later/roe.1.2".to_owned(), "found".to_owned()));
    assert_eq!(both[1].1, "found");
    of_both(home, &["brief", "add", "later/roe.2.1"]);
    assert_eq!(kept(later(&["brief", "list", "--json"]))[2], ("roe.2.1".to_owned(), "found".to_owned()));
    of_both(home, &["brief", "remove", "later/roe.1.2"]);
    assert_eq!(kept(later(&["brief", "list", "--json"])).len(), 2);
}

#[test]
fn what_comes_out_of_several_corpora_goes_in_as_one() {
    let home = home();
    let home = home.path();
    fs::write(home.join("both.json"), of_both(home, &["export", "--format", "json"])).unwrap();
    assert!(stdout(&hustings(home, &["check", "both.json"])).contains("obeys its rules"));
    for arguments in [
        &["list", "documents"][..],
        &["list", "timeline"],
        &["show", "later/timeline:2", "later/conference", "small/roe.1", "later/person:roe"],
        &["cite", "later/roe.1.2"],
    ] {
        let again = stdout(&hustings(home, &[&["--corpus", "both.json"], arguments].concat()));
        assert_eq!(again, of_both(home, arguments));
    }
    let popolo: Value = serde_json::from_str(&of_both(home, &["export", "--format", "popolo"])).unwrap();
    let events = popolo["events"].as_array().unwrap();
    assert!(events.iter().any(|event| event["id"] == "conference-later"), "{events:?}");
    of_both(home, &["export", "--format", "csv", "-o", "tables"]);
    assert!(fs::read_to_string(home.join("tables/documents.csv")).unwrap().contains("later/roe"));
}

#[test]
fn check_tells_of_each_file_and_of_all_as_one() {
    let home = home();
    let home = home.path();
    let report = stdout(&hustings(home, &["check", "a.json", "b.json"]));
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(
        lines[..3],
        ["a.json obeys its rules", "b.json obeys its rules", "all of it as one corpus obeys its rules"]
    );
    assert!(lines[3].contains("later: ") && lines[3].contains("post:later/pilot"), "{report}");
    fs::write(home.join("b.json"), "{}").unwrap();
    let output = hustings(home, &["check", "a.json", "b.json", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["ok"], &report["files"][0]["ok"], &report["files"][1]["ok"]),
        (&false.into(), &true.into(), &false.into())
    );
    assert_eq!((&report["files"][1]["file"], &report["joined"]), (&"b.json".into(), &Value::Null));
}

#[test]
fn an_import_goes_to_the_corpus_that_knows_its_words() {
    let home = home();
    let home = home.path();
    fs::write(home.join("own.txt"), "Nobody has said a word of this before, anywhere, to anyone.\n").unwrap();
    let both = ["--corpus", "a.json", "--corpus", "b.json"];
    let output = hustings(home, &[&both[..], &["import", "own.txt"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("say with one --corpus which of them it is for"));
    stdout(&hustings(
        home,
        &["--corpus", "b.json", "import", "own.txt", "--as", "own", "--title", "Ours", "--publisher", "Us"],
    ));
    assert!(of_both(home, &["show", "later/own.1.t1"]).starts_with("own.1.t1 "), "it is there when both are read");
}

fn session(corpus: Corpus) -> Session<TestBackend> {
    let size = Size::new(80, 24);
    let app = App::new(Arc::new(corpus), size, Options::default());
    let look = Look::new(Palette::Mono, false, false);
    let mut session = Session::new(app, look, TestBackend::new(size.width, size.height));
    session.prepare();
    session
}

#[test]
fn the_dashboard_shows_both_elections_and_tells_them_apart() {
    let first = Corpus::from(serde_json::from_str::<CorpusFile>(SMALL).unwrap());
    let mut session = session(first.joined_with(&Corpus::from(later())));
    session.draw().unwrap();
    let screen = session.backend().to_string();
    assert!(screen.contains("hustings · Harbour 2030 + Harbour 2032"), "{screen}");
    assert!(screen.contains("PILOT ") && screen.contains("PILOT (GM-32)"), "{screen}");
    type_in(&mut session, &[":later/roe 1 2\r"]);
    session.draw().unwrap();
    let screen = session.backend().to_string();
    assert!(screen.contains("later/roe.1.2") && screen.contains("still"), "{screen}");
    type_in(&mut session, &["s"]);
    session.draw().unwrap();
    let screen = session.backend().to_string();
    assert!(screen.contains("corpus later, edition 2032-05-01"), "{screen}");
    type_in(&mut session, &["\x1b"]);
    let written = type_in(&mut session, &["W"]);
    assert!(
        matches!(&written[..], [Effect::Write { name, .. }] if name == "hustings-later-roe.1.2.txt"),
        "{written:?}"
    );
}
