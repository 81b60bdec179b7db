//! The brief: kept passages, their file, and what becomes of them when the corpus changes.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock};

use hustings::app::{App, Options};
use hustings::brief::{Anchor, Anchors, Brief, Change, Kept, Status, Store, store};
use hustings::corpus::{Corpus, CorpusFile, Passage};
use hustings::paths::Paths;
use hustings::session::Session;
use hustings::tui::home::Home;
use hustings::view::{Look, Palette};
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use serde_json::{Value, json};
use typing::type_in;

static CORPUS: LazyLock<Corpus> = LazyLock::new(Corpus::bundled);

/// A user's directories, empty at first.
struct User {
    home: tempfile::TempDir,
}

impl User {
    fn new() -> User {
        User { home: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    fn file(&self) -> PathBuf {
        self.data().join("brief.json")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(arguments).stdin(Stdio::null()).env_clear();
        command.env("HUSTINGS_DATA_DIR", self.data()).env("HUSTINGS_CONFIG_DIR", self.home.path().join("config"));
        command.env("HUSTINGS_STATE_DIR", self.home.path().join("state")).env("LANG", "C.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command prints that does what it is asked.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The message of a command that cannot do what it is asked.
    fn trouble(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }

    fn items(&self) -> Vec<Value> {
        let output = self.run(&["brief", "list", "--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["schema_version"], 1);
        let items = answer["items"].as_array().unwrap().clone();
        assert_eq!(output.status.code(), Some(i32::from(items.is_empty())));
        items
    }

    fn references(&self) -> Vec<String> {
        self.items().iter().map(|item| item["ref"].as_str().unwrap().to_owned()).collect()
    }

    fn store(&self) -> Store {
        let mut store = Store::new(self.file());
        assert_eq!(store.read().unwrap(), None);
        store
    }
}

fn kept(reference: &str) -> Kept {
    Kept::of(&CORPUS, CORPUS.resolve(reference).unwrap(), format!("id of {reference}"))
}

fn add(reference: &str) -> Change {
    Change::Add { kept: Box::new(kept(reference)), at: None }
}

fn order(brief: &Brief) -> Vec<&str> {
    brief.items.iter().map(|kept| kept.entry.reference.as_str()).collect()
}

#[test]
fn what_is_added_is_listed_in_order_with_its_words_and_speaker() {
    let user = User::new();
    user.done(&["brief", "add", "lee", "3", "2", "ismailov.6.3", "ballot:bdt.2", "--note", "ask about this"]);
    let items = user.items();
    assert_eq!(user.references(), ["lee.3.2", "ismailov.6.3", "ballot:bdt.2"]);
    let item = &items[1];
    let quote = CORPUS.item(CORPUS.resolve("ismailov.6.3").unwrap());
    assert_eq!(item["text"], *quote.text);
    assert_eq!((&item["kind"], &item["status"]), (&json!("quote"), &json!("found")));
    assert_eq!(item["speaker_name"], "Rashid Ismailov");
    assert_eq!(item["note"], "ask about this");
    let kept_at: jiff::Timestamp = item["kept_at"].as_str().unwrap().parse().unwrap();
    assert!(kept_at.as_second() > 0);
    let text = user.done(&["brief"]);
    assert!(text.contains("2. Rashid Ismailov  ismailov.6.3") && text.contains("Note: ask about this"), "{text}");
}

#[test]
fn what_is_kept_can_be_noted_moved_and_let_go() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "lee.4.1", "zhao.3.1"]);
    user.done(&["brief", "move", "zhao.3.1", "1"]);
    assert_eq!(user.references(), ["zhao.3.1", "lee.3.2", "lee.4.1"]);
    user.done(&["brief", "note", "lee 3 2", "two", "words"]);
    assert_eq!(user.items()[1]["note"], "two words");
    user.done(&["brief", "note", "lee.3.2", ""]);
    assert_eq!(user.items()[1]["note"], Value::Null);
    user.done(&["brief", "remove", "lee.3.2", "zhao.3.1"]);
    assert_eq!(user.references(), ["lee.4.1"]);
    user.done(&["brief", "add", "lee.4.1"]);
    assert_eq!(user.references(), ["lee.4.1"]);
}

#[test]
fn a_reference_that_is_not_kept_is_trouble_and_names_the_nearest() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2"]);
    for arguments in
        [&["brief", "remove", "lee.3.3"][..], &["brief", "note", "lee.3.3", "x"], &["brief", "move", "lee.3.3", "1"]]
    {
        assert!(user.trouble(arguments).contains("`lee.3.2`"));
    }
    assert!(user.trouble(&["brief", "add", "lee.3.1", "nobody.1.1"]).contains("nobody.1.1"));
    assert!(user.trouble(&["brief", "remove", "lee.3.2", "lee.9.9"]).contains("lee.9.9"));
    assert_eq!(user.references(), ["lee.3.2"]);
}

#[test]
fn the_brief_is_exported_in_order_with_its_notes_in_every_form() {
    let user = User::new();
    user.done(&["brief", "add", "ismailov.6.3", "lee.3.2"]);
    user.done(&["brief", "note", "lee.3.2", "my own remark"]);
    for format in ["plain", "markdown", "html", "json", "csl-json", "bibtex"] {
        let text = user.done(&["brief", "export", "--format", format]);
        let (first, second) = (text.find("ismailov.6.3").unwrap(), text.rfind("lee.3.2").unwrap());
        assert!(first < second, "{format}: {text}");
        assert!(text.contains("my own remark"), "{format}: {text}");
    }
    let path = user.home.path().join("brief.html");
    let path = path.to_str().unwrap();
    user.done(&["brief", "export", "--format", "html", "-o", path]);
    assert!(user.trouble(&["brief", "export", "--format", "html", "-o", path]).contains("--force"));
    user.done(&["brief", "export", "--format", "plain", "-o", path, "--force"]);
    assert!(!fs::read_to_string(path).unwrap().contains("<html"));
}

#[test]
fn hidden_results_are_left_out_and_counted() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "ballot:bdt.2", "person:bogdan-martin"]);
    let output = user.run(&["brief", "list", "--json", "--no-results"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["items"].as_array().unwrap().len(), 1);
    assert_eq!(answer["hidden"], 2);
    assert!(user.done(&["brief", "--no-results"]).contains("2 of the brief hidden"));
    let exported = user.done(&["brief", "export", "--no-results"]);
    assert!(exported.contains("lee.3.2") && !exported.contains("bdt"), "{exported}");
}

#[test]
fn a_person_kept_while_results_were_hidden_is_found_when_they_are_shown() {
    let user = User::new();
    user.done(&["brief", "add", "person:bogdan-martin", "--no-results"]);
    assert_eq!(user.items()[0]["status"], "found");
}

#[test]
fn fifty_writers_at_once_lose_nothing() {
    let user = User::new();
    let references: Vec<String> = CORPUS.places().map(|place| CORPUS.reference(place).to_string()).collect();
    let references = &references[references.len() - 50..];
    let writers: Vec<_> = references
        .iter()
        .map(|reference| user.command(&["brief", "add", reference]).stdout(Stdio::null()).spawn().unwrap())
        .collect();
    let mut here = user.store();
    for (at, reference) in ["lee.1", "lee.2", "lee.3"].iter().enumerate() {
        here.change(vec![add(reference), Change::Move { id: format!("id of {reference}"), to: at }]).unwrap();
    }
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let mut expected: Vec<String> = references.to_vec();
    expected.extend(["lee.1", "lee.2", "lee.3"].map(str::to_owned));
    let mut found = user.references();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let mut names: Vec<_> =
        fs::read_dir(user.data()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["brief.json", "brief.lock"]);
}

#[test]
fn a_writer_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let user = User::new();
    let references: Vec<String> = CORPUS.places().map(|place| CORPUS.reference(place).to_string()).take(40).collect();
    let mut before = 0;
    for (at, reference) in references.iter().enumerate() {
        let mut writer = user.command(&["brief", "add", reference]).stdout(Stdio::null()).spawn().unwrap();
        // From at once to when it is done: each at another point of its work.
        std::thread::sleep(std::time::Duration::from_micros(at as u64 * 700));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let now = user.store().brief().items.len();
        assert!(now == before || now == before + 1, "{before} became {now}");
        before = now;
    }
    user.done(&["brief", "add", "lee.3.2"]);
    assert_eq!(user.store().brief().items.len(), before + 1);
}

#[test]
fn two_dashboards_see_and_keep_what_the_other_does() {
    let user = User::new();
    let (mut one, mut other) = (user.store(), user.store());
    one.change(vec![add("lee.3.2"), add("lee.4.1")]).unwrap();
    assert!(other.refresh().unwrap().0);
    assert_eq!(order(other.brief()), ["lee.3.2", "lee.4.1"]);
    // Both write a note on the same passage without having seen the other's.
    let seen = Box::new(other.brief().items[0].clone());
    other.change(vec![Change::Note { kept: seen.clone(), note: Some("theirs".into()) }]).unwrap();
    one.change(vec![Change::Note { kept: seen.clone(), note: Some("ours".into()) }]).unwrap();
    assert_eq!(one.brief().items[0].note(), Some("theirs\nours"));
    // One lets go what the other writes a note on: the words of the note are not lost.
    other.change(vec![Change::Remove(seen.id.clone())]).unwrap();
    one.change(vec![Change::Note { kept: seen, note: Some("late".into()) }]).unwrap();
    assert!(other.refresh().unwrap().0);
    assert_eq!(order(other.brief()), ["lee.4.1", "lee.3.2"]);
    assert_eq!(other.brief().items[1].note(), Some("late"));
    assert!(!other.refresh().unwrap().0);
}

#[test]
fn undoing_a_change_is_a_change_that_restores_what_was() {
    let mut brief = Brief::default();
    for reference in ["lee.3.2", "lee.4.1", "zhao.3.1"] {
        brief.apply(add(reference));
    }
    let noted = Change::Note { kept: Box::new(brief.items[1].clone()), note: Some("a\nb".into()) };
    let id = |brief: &Brief, at: usize| brief.items[at].id.clone();
    let changes = [
        noted,
        Change::Remove(id(&brief, 1)),
        Change::Move { id: id(&brief, 0), to: 2 },
        Change::Move { id: id(&brief, 2), to: 0 },
        add("lee.5.1"),
        Change::Add { kept: Box::new(kept("lee.3.2").noted(Some("again".into()))), at: None },
    ];
    for change in changes {
        let before = brief.clone();
        let undo = brief.apply(change.clone());
        assert_ne!(brief, before, "{change:?}");
        for change in undo {
            brief.apply(change);
        }
        assert_eq!(brief, before, "{change:?}");
    }
}

fn aside(user: &User) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(user.data()).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.to_string_lossy().contains(".damaged-"));
    found.sort();
    found
}

#[test]
fn a_damaged_file_is_set_aside_and_the_program_goes_on() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2"]);
    let sound = fs::read_to_string(user.file()).unwrap();
    let damaged =
        [&sound[..sound.len() / 2], "", "[]", "{\"version\":2,\"items\":[{}]}", "{\"items\":[]}", "\u{0}\u{0}"];
    for (number, text) in damaged.iter().enumerate() {
        fs::write(user.file(), text).unwrap();
        let output = user.run(&["brief", "add", "lee.4.1"]);
        assert_eq!(output.status.code(), Some(0));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(&format!("brief.json.damaged-{}", number + 1)), "{message}");
        assert_eq!(user.references(), ["lee.4.1"]);
    }
    let kept: Vec<String> = aside(&user).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(kept, damaged);
}

#[test]
fn a_dashboard_loses_nothing_when_the_file_under_it_is_damaged() {
    let user = User::new();
    let mut store = user.store();
    store.change(vec![add("lee.3.2")]).unwrap();
    fs::write(user.file(), "nonsense").unwrap();
    let (_, set_aside) = store.refresh().unwrap();
    assert_eq!(set_aside.unwrap().path, aside(&user)[0]);
    assert_eq!(order(store.brief()), ["lee.3.2"]);
    store.change(vec![add("lee.4.1")]).unwrap();
    assert_eq!(user.references(), ["lee.3.2", "lee.4.1"]);
}

#[test]
fn a_file_of_a_newer_program_is_not_touched() {
    let user = User::new();
    fs::create_dir_all(user.data()).unwrap();
    let newer = "{\"version\": 3, \"items\": {\"new\": true}}";
    fs::write(user.file(), newer).unwrap();
    assert!(user.trouble(&["brief"]).contains("newer"));
    assert!(user.trouble(&["brief", "add", "lee.3.2"]).contains("newer"));
    let mut store = Store::new(user.file());
    assert!(matches!(store.read(), Err(store::Error::Newer { version: 3, .. })));
    assert!(store.change(vec![add("lee.3.2")]).is_err());
    assert_eq!(order(store.brief()), ["lee.3.2"]);
    assert_eq!(fs::read_to_string(user.file()).unwrap(), newer);
}

#[test]
fn a_brief_of_the_older_form_is_read_and_written_anew() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "ismailov.6.3", "--note", "mine"]);
    let listed = user.done(&["brief", "list", "--json"]);
    let items = user.items();
    fs::write(user.file(), &listed).unwrap();
    assert_eq!(user.items(), items);
    user.done(&["brief", "move", "ismailov.6.3", "1"]);
    let file: Value = serde_json::from_slice(&fs::read(user.file()).unwrap()).unwrap();
    assert_eq!(file["version"], 2);
    assert_eq!(user.references(), ["ismailov.6.3", "lee.3.2"]);
    assert!(aside(&user).is_empty());
}

#[cfg(unix)]
#[test]
fn files_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2"]);
    user.done(&["brief", "add", "lee.4.1"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&user.data()), 0o700);
    assert_eq!((mode(&user.file()), mode(&user.data().join("brief.lock"))), (0o600, 0o600));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_stays_in_memory_and_is_written_later() {
    let user = User::new();
    let mut store = user.store();
    store.change(vec![add("lee.3.2")]).unwrap();
    // Where the lock should be there is a directory: nothing can be written, whoever runs this.
    let lock = user.data().join("brief.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let error = store.change(vec![add("lee.4.1")]).unwrap_err().to_string();
    assert!(error.contains("brief.lock"), "{error}");
    assert!(user.trouble(&["brief", "add", "zhao.3.1"]).contains("could not be locked"));
    assert_eq!(order(store.brief()), ["lee.3.2", "lee.4.1"]);
    assert_eq!(user.references(), ["lee.3.2"]);
    fs::remove_dir(&lock).unwrap();
    store.change(vec![add("lee.5.1")]).unwrap();
    assert_eq!(user.references(), ["lee.3.2", "lee.4.1", "lee.5.1"]);
}

#[cfg(unix)]
#[test]
fn a_directory_that_may_not_be_written_to_is_said_and_nothing_is_lost() {
    use std::os::unix::fs::PermissionsExt;
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2"]);
    let before = fs::read(user.file()).unwrap();
    fs::set_permissions(user.data(), fs::Permissions::from_mode(0o500)).unwrap();
    let may_write_anywhere = fs::write(user.data().join("probe"), "").is_ok();
    if may_write_anywhere {
        println!("skipped: this user may write to any directory");
    } else {
        assert!(user.trouble(&["brief", "add", "lee.4.1"]).contains("could not be"));
        assert_eq!(fs::read(user.file()).unwrap(), before);
    }
    fs::set_permissions(user.data(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn nothing_in_a_file_can_steer_a_terminal() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "--note", "one\u{1b}[2Jtwo"]);
    let text = fs::read_to_string(user.file()).unwrap().replace("one", "\\u001b]0;title\\u0007\\nthree\\u202e");
    fs::write(user.file(), text).unwrap();
    let text = user.done(&["brief"]);
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
    assert!(text.contains("three") && text.contains("two"), "{text:?}");
}

/// The bundled corpus with a document's section edited.
fn edited(document: &str, section: u32, edit: impl FnOnce(&mut Vec<Passage>)) -> Corpus {
    let mut file: CorpusFile = CORPUS.file().clone();
    let record = file.documents.iter_mut().find(|record| record.id == document).unwrap();
    let section = record.sections.iter_mut().find(|record| record.number == section).unwrap();
    section.passages.edit(edit);
    Corpus::from(file)
}

fn anchored(corpus: &Corpus, kept: &Kept) -> (Anchor, Option<String>) {
    let anchor = Anchors::new(corpus).find(kept);
    (anchor, anchor.place.map(|place| corpus.reference(place).to_string()))
}

#[test]
fn everything_kept_from_a_corpus_is_found_in_it() {
    for place in CORPUS.places() {
        let kept = Kept::of(&CORPUS, place, "id");
        assert_eq!(Anchors::new(&CORPUS).find(&kept), Anchor { status: Status::Found, place: Some(place) }, "{kept:?}");
    }
}

#[test]
fn a_passage_that_was_renumbered_is_found_and_said_to_have_moved() {
    let corpus = edited("lee", 3, |passages| {
        let fresh = Passage { text: "A point of the new edition.".into(), ..passages[0].clone() };
        passages.insert(0, fresh);
        for (passage, number) in passages.iter_mut().zip(1..) {
            passage.number = number;
        }
    });
    let kept = kept("lee.3.2");
    let (anchor, reference) = anchored(&corpus, &kept);
    assert_eq!((anchor.status, reference.as_deref()), (Status::Moved, Some("lee.3.3")));
    assert_eq!(anchor.reference(&corpus, &kept), "lee.3.3");
    assert_eq!(anchor.entry(&corpus, &kept).text, kept.entry.text);
}

#[test]
fn what_is_kept_is_found_all_at_once_as_one_by_one() {
    let corpus = edited("lee", 3, |passages| {
        let fresh = Passage { text: "A point of the new edition.".into(), ..passages[0].clone() };
        passages.insert(0, fresh);
        passages[4].text.push_str(" And one thing more.");
        passages.truncate(6);
        for (passage, number) in passages.iter_mut().zip(1..) {
            passage.number = number;
        }
    });
    let all: Vec<Kept> = CORPUS.places().map(|place| Kept::of(&CORPUS, place, format!("{place:?}"))).collect();
    let anchors = Anchors::new(&corpus);
    let together = anchors.find_all(&all);
    assert_eq!(together, all.iter().map(|kept| anchors.find(kept)).collect::<Vec<_>>());
    for status in [Status::Found, Status::Moved, Status::Changed] {
        assert!(together.iter().any(|anchor| anchor.status == status), "{status}");
    }
}

#[test]
fn a_passage_whose_words_changed_is_said_to_have_changed() {
    let corpus = edited("lee", 3, |passages| passages[1].text.push_str(" And one thing more."));
    let kept = kept("lee.3.2");
    let (anchor, reference) = anchored(&corpus, &kept);
    assert_eq!((anchor.status, reference.as_deref()), (Status::Changed, Some("lee.3.2")));
    assert_eq!(anchor.entry(&corpus, &kept), kept.entry);
}

#[test]
fn a_passage_that_was_renumbered_and_changed_is_said_to_have_changed_where_it_is_now() {
    let corpus = edited("lee", 3, |passages| {
        passages[1].text.push_str(" So.");
        let fresh = Passage { text: "A point of the new edition.".into(), ..passages[0].clone() };
        passages.insert(0, fresh);
        for (passage, number) in passages.iter_mut().zip(1..) {
            passage.number = number;
        }
    });
    let (anchor, reference) = anchored(&corpus, &kept("lee.3.2"));
    assert_eq!((anchor.status, reference.as_deref()), (Status::Changed, Some("lee.3.3")));
}

#[test]
fn a_passage_that_was_taken_out_is_gone_and_keeps_its_words() {
    let kept = kept("lee.3.2");
    let mut file = CORPUS.file().clone();
    file.documents.retain(|document| document.id != "lee");
    let corpus = Corpus::from(file);
    let (anchor, _) = anchored(&corpus, &kept);
    assert_eq!(anchor, Anchor { status: Status::Gone, place: None });
    assert_eq!(anchor.entry(&corpus, &kept), kept.entry);
}

#[test]
fn the_same_words_in_another_mouth_are_not_taken_for_the_passage() {
    let words = kept("lee.3.2").entry.text;
    let mut file = edited("zhao", 3, |passages| passages[0].text.clone_from(&words)).file().clone();
    file.documents.retain(|document| document.id != "lee");
    let (anchor, _) = anchored(&Corpus::from(file), &kept("lee.3.2"));
    assert_eq!(anchor.status, Status::Gone);
}

#[test]
fn of_several_passages_with_the_same_words_the_one_in_the_same_surroundings_is_found() {
    let corpus = edited("lee", 3, |passages| passages[1].text = "Yes.".into());
    let kept = Kept::of(&corpus, corpus.resolve("lee.3.2").unwrap(), "id");
    let mut file = corpus.file().clone();
    let lee = file.documents.iter_mut().find(|document| document.id == "lee").unwrap();
    // Elsewhere he says yes as well, and the answers are numbered from 11 on.
    let mut same = lee.sections[0].passages[0].clone();
    same.text = "Yes.".into();
    same.kind = lee.sections.iter().find(|section| section.number == 3).unwrap().passages[1].kind;
    lee.sections[0].passages.edit(|passages| passages.insert(0, same));
    for section in &mut lee.sections {
        section.number += 10;
    }
    let (anchor, reference) = anchored(&Corpus::from(file), &kept);
    assert_eq!((anchor.status, reference.as_deref()), (Status::Moved, Some("lee.13.2")));
}

#[test]
fn each_passage_of_a_brief_is_told_what_became_of_it_in_another_edition() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.1", "lee.3.2", "zhao.3.1"]);
    let words = kept("lee.3.1").entry.text;
    let mut file = edited("lee", 3, |passages| {
        passages[0].text = words + " Changed.";
        passages[1].number = 9;
    })
    .file()
    .clone();
    file.documents.iter_mut().find(|document| document.id == "zhao").unwrap().sections.retain(|s| s.number != 3);
    let brief = user.store();
    let corpus = Corpus::from(file);
    let statuses: Vec<Status> =
        brief.brief().items.iter().map(|kept| Anchors::new(&corpus).find(kept).status).collect();
    assert_eq!(statuses, [Status::Changed, Status::Moved, Status::Gone]);
}

#[test]
fn the_command_line_shows_both_texts_of_a_passage_that_changed() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2"]);
    let corpus = edited("lee", 3, |passages| passages[1].text = "He says something else altogether now.".into());
    let path = user.home.path().join("edited.json");
    fs::write(&path, serde_json::to_vec(corpus.file()).unwrap()).unwrap();
    let text = user.done(&["--corpus", path.to_str().unwrap(), "brief"]);
    assert!(text.contains(&kept("lee.3.2").entry.text) && text.contains("something else altogether"), "{text}");
    let listed = user.done(&["--corpus", path.to_str().unwrap(), "brief", "list", "--json"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["items"][0]["status"], "changed");
    assert_eq!(listed["items"][0]["now_text"], "He says something else altogether now.");
}

/// A dashboard of a user, as the terminal face has it but for the terminal.
struct Dashboard {
    session: Session<TestBackend>,
    home: Home,
}

impl Dashboard {
    fn of(user: &User) -> Dashboard {
        Dashboard::with(user, Options::default())
    }

    fn with(user: &User, options: Options) -> Dashboard {
        let size = Size::new(100, 30);
        let app = App::new(Arc::new(CORPUS.clone()), size, options);
        let look = Look::new(Palette::Mono, false, false);
        let mut session = Session::new(app, look, TestBackend::new(size.width, size.height));
        let state = user.home.path().join("state");
        let paths = Paths { config: state.join("config.toml"), brief: user.file(), history: state.join("history") };
        let mut home = Home::new(Some(&paths), true, user.home.path());
        home.open(session.app_mut());
        while session.prepare() {}
        Dashboard { session, home }
    }

    /// Types keys as a terminal sends them, a pause after each part.
    fn keys(&mut self, parts: &[&str]) {
        for part in parts {
            for effect in type_in(&mut self.session, &[part]) {
                self.home.carry_out(effect, self.session.app_mut());
            }
            self.home.refresh(self.session.app_mut());
        }
    }

    /// What is on the screen, a line of it on each line.
    fn screen(&mut self) -> String {
        self.session.draw().unwrap();
        let buffer = self.session.backend().buffer();
        let line = |y: u16| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| line(y).trim_end().to_owned() + "\n").collect()
    }

    fn go(&mut self, reference: &str) {
        self.keys(&[":"]);
        self.keys(&[reference]);
        self.keys(&["\r"]);
    }

    fn sees(&mut self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "{words:?} is not on the screen:\n{screen}");
    }

    fn sees_no(&mut self, words: &str) {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} is on the screen:\n{screen}");
    }
}

const ESC: &str = "\u{1b}";
const ENTER: &str = "\r";
const F8: &str = "\u{1b}[19~";

#[test]
fn m_keeps_a_passage_and_lets_it_go_and_u_brings_it_back() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    dashboard.go("lee.3.2");
    dashboard.keys(&["m"]);
    assert_eq!(user.references(), ["lee.3.2"]);
    dashboard.sees("1 in brief");
    dashboard.sees("◆");
    dashboard.keys(&["m"]);
    assert!(user.references().is_empty());
    dashboard.sees_no("◆");
    dashboard.keys(&[F8, "u"]);
    assert_eq!(user.references(), ["lee.3.2"]);
    dashboard.keys(&["u"]);
    assert!(user.references().is_empty());
}

#[test]
fn the_brief_is_put_in_an_order_of_ones_own() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "zhao.3.1", "ismailov.6.3"]);
    let mut dashboard = Dashboard::of(&user);
    dashboard.keys(&[F8, "J"]);
    assert_eq!(user.references(), ["zhao.3.1", "lee.3.2", "ismailov.6.3"]);
    // The selection has gone with the passage.
    dashboard.keys(&["J", "J"]);
    assert_eq!(user.references(), ["zhao.3.1", "ismailov.6.3", "lee.3.2"]);
    dashboard.keys(&["K", "u"]);
    assert_eq!(user.references(), ["zhao.3.1", "ismailov.6.3", "lee.3.2"]);
    dashboard.keys(&["\u{1b}[3~"]);
    assert_eq!(user.references(), ["zhao.3.1", "ismailov.6.3"]);
    dashboard.keys(&["u"]);
    assert_eq!(user.references(), ["zhao.3.1", "ismailov.6.3", "lee.3.2"]);
}

#[test]
fn everything_can_be_done_from_the_menu_without_a_letter() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "zhao.3.1"]);
    let mut dashboard = Dashboard::of(&user);
    dashboard.keys(&[F8, "J", "\u{1b}[20~"]);
    for words in ["further to the back", "let it go", "undo the last", "write a note", "only what some words"] {
        dashboard.sees(words);
    }
}

#[test]
fn a_note_is_written_in_lines_and_kept_by_esc() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    dashboard.go("lee.3.2");
    dashboard
        .keys(&["e", "qj", ENTER, "Sarmas", "\u{327}", "x", "\u{7f}", "\u{1b}[D", "-", "\u{1b}[A", "\u{1b}[H", ">"]);
    dashboard.sees("Note on lee.3.2");
    dashboard.keys(&[ESC]);
    assert_eq!(user.items()[0]["note"], ">qj\nSarma-s\u{327}");
    dashboard.keys(&[F8, "e", "!", "\u{1b}[200~pasted words\u{1b}[201~", ESC]);
    assert_eq!(user.items()[0]["note"], ">qj\nSarma-s\u{327}!pasted words");
    dashboard.sees("Note: >qj");
    dashboard.keys(&["u"]);
    assert_eq!(user.items()[0]["note"], ">qj\nSarma-s\u{327}");
}

#[test]
fn a_note_is_corrected_by_words_lines_and_letters() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    dashboard.go("lee.3.2");
    let noted = |user: &User| user.items()[0]["note"].as_str().unwrap().to_owned();
    // By words, over the end of a line; a mark is a word of its own.
    dashboard.keys(&["e", "one, ", ENTER, "two", "\u{17}", "\u{17}", "three", ESC]);
    assert_eq!(noted(&user), "one, three");
    dashboard.keys(&["e", "\u{17}", "\u{17}", ESC]);
    assert_eq!(noted(&user), "one");
    // By lines, then forwards, where the next line is joined.
    dashboard.keys(&[
        "e",
        ENTER,
        "xyz",
        "\u{15}",
        "b",
        "\u{1b}[H",
        "\u{1b}[D",
        "\u{1b}[3~",
        "\u{1b}[C",
        "\u{1b}[C",
        "!",
        ESC,
    ]);
    assert_eq!(noted(&user), "oneb!");
    dashboard.keys(&["e", "\u{15}", "\u{15}", "\u{17}", "\u{7f}", "\u{1b}[3~", "é", ESC]);
    assert_eq!(noted(&user), "é");
}

#[test]
fn nothing_that_leads_away_from_a_note_loses_it() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    // To another tab, to the help, out by F10 and by Ctrl-C.
    for (number, key) in ["\u{1b}OQ", "\u{1b}OP", "\u{1b}[21~", "\u{3}"].iter().enumerate() {
        dashboard.keys(&[ESC, ESC]);
        dashboard.go("lee.3.2");
        dashboard.keys(&["e", "x", key]);
        assert_eq!(user.items()[0]["note"], "x".repeat(number + 1), "{key:?}");
    }
    dashboard.keys(&[ESC, ESC]);
    dashboard.go("lee.3.2");
    dashboard.keys(&["e", "y"]);
    for effect in dashboard.session.app_mut().leave() {
        dashboard.home.carry_out(effect, dashboard.session.app_mut());
    }
    assert_eq!(user.items()[0]["note"], "xxxxy");
}

#[test]
fn a_long_note_is_moved_through_as_it_is_seen() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    dashboard.go("lee.3.2");
    dashboard.keys(&["e", &"word ".repeat(40), "\u{1b}[A", "\u{1b}[A", "X", ESC]);
    let note = user.items()[0]["note"].as_str().unwrap().to_owned();
    let at = note.find('X').unwrap();
    assert!(at > 20 && at < 100, "{at}: {note}");
}

#[test]
fn the_brief_can_be_searched_for_words() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "zhao.3.1", "ismailov.6.3"]);
    user.done(&["brief", "note", "zhao.3.1", "ask about Geneva"]);
    let mut dashboard = Dashboard::of(&user);
    dashboard.keys(&[F8, "f", "geneva"]);
    dashboard.sees("zhao.3.1");
    dashboard.sees_no("lee.3.2");
    dashboard.keys(&[ESC]);
    dashboard.sees("only “geneva”");
    dashboard.keys(&["f", "\u{15}", ENTER]);
    dashboard.sees("lee.3.2");
}

#[test]
fn a_passage_is_opened_in_its_document_and_the_way_back_leads_to_the_brief() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "zhao.3.1"]);
    let mut dashboard = Dashboard::of(&user);
    dashboard.keys(&[F8, "j", "o"]);
    dashboard.sees("Zhao");
    dashboard.sees_no("let go");
    dashboard.keys(&[ESC]);
    dashboard.sees("let go");
    dashboard.keys(&["J", "K"]);
    assert_eq!(user.references(), ["zhao.3.1", "lee.3.2"]);
}

#[test]
fn what_another_copy_does_is_seen_at_the_next_key() {
    let user = User::new();
    let (mut one, mut other) = (Dashboard::of(&user), Dashboard::of(&user));
    one.go("lee.3.2");
    one.keys(&["m"]);
    other.keys(&[F8]);
    other.sees("1 in brief");
    user.done(&["brief", "add", "zhao.3.1"]);
    other.keys(&["j", "d"]);
    assert_eq!(user.references(), ["zhao.3.1"]);
    one.keys(&["k"]);
    one.sees("1 in brief");
}

#[test]
fn what_became_of_a_passage_is_shown_in_words_with_both_texts() {
    let user = User::new();
    user.done(&["brief", "add", "lee.3.2", "zhao.3.1"]);
    let file = fs::read_to_string(user.file()).unwrap();
    let words = |reference: &str| kept(reference).entry.text;
    // As if they had been kept from an edition with other words, and from a document that is no longer there.
    let file = file
        .replace(&words("lee.3.2"), "Old words of his.")
        .replace("zhao", "someone")
        .replace(&words("zhao.3.1"), "Lost words.");
    fs::write(user.file(), file).unwrap();
    let mut dashboard = Dashboard::of(&user);
    dashboard.keys(&[F8]);
    dashboard.sees("text changed");
    dashboard.sees("Old words of his.");
    dashboard.sees("What lee.3.2 says now:");
    dashboard.keys(&["j"]);
    dashboard.sees("· gone");
    dashboard.sees("Gone: this corpus does not have it.");
    dashboard.sees("Lost words.");
    dashboard.keys(&["e", "still mine", ESC]);
    assert_eq!(user.items()[1]["note"], "still mine");
    dashboard.keys(&["m"]);
    assert_eq!(user.references(), ["lee.3.2"]);
}

#[test]
fn hidden_results_hide_what_is_kept_of_them() {
    let user = User::new();
    user.done(&["brief", "add", "ballot:bdt.2", "lee.3.2"]);
    let mut dashboard = Dashboard::with(&user, Options { hide_results: true, ..Options::default() });
    dashboard.keys(&[F8]);
    dashboard.sees("2 in brief, 1 hidden");
    dashboard.sees_no("ballot:bdt.2");
    dashboard.keys(&["x"]);
    dashboard.sees("ballot:bdt.2");
}

#[test]
fn a_passage_is_written_to_a_new_file_each_time() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    dashboard.go("lee.3.2");
    dashboard.keys(&["W", "W"]);
    dashboard.sees("hustings-lee.3.2-2.txt");
    for name in ["hustings-lee.3.2.txt", "hustings-lee.3.2-2.txt"] {
        let text = fs::read_to_string(user.home.path().join(name)).unwrap();
        assert!(text.contains(&kept("lee.3.2").entry.text) && text.contains("lee.3.2"), "{text}");
    }
}

#[test]
fn searches_are_remembered_by_the_next_dashboard() {
    let user = User::new();
    let mut dashboard = Dashboard::of(&user);
    for words in ["term limits", "geneva", "term limits"] {
        dashboard.keys(&["\u{1b}[15~", "\u{15}", words, "\r"]);
    }
    let path = user.home.path().join("state/history");
    assert_eq!(fs::read_to_string(&path).unwrap(), "geneva\nterm limits\n");
    let mut next = Dashboard::of(&user);
    next.keys(&["\u{1b}[15~", "\u{1b}[A"]);
    next.sees("term limits");
    next.keys(&["\u{1b}[A"]);
    next.sees("geneva");
}
