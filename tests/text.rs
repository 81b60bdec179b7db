//! Whatever a text holds, no part of it steers a terminal or breaks a column: in the dashboard, in the output of commands, in exports.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/kinds.rs"]
mod kinds;
#[path = "common/typing.rs"]
mod typing;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use hustings::app::{App, Effect, Options};
use hustings::corpus::Corpus;
use hustings::search::Index;
use hustings::session::Session;
use hustings::term::input::Event;
use hustings::text::sanitize::first_unsafe;
use hustings::text::wrap::{grapheme_width, width as width_of};
use hustings::view::{Look, Palette};
use kinds::kinds;
use ratatui::backend::TestBackend;
use ratatui::buffer::CellWidth;
use ratatui::layout::Size;
use serde_json::Value;
use typing::type_in;
use unicode_segmentation::UnicodeSegmentation;

const SMALL: &str = include_str!("corpora/small.json");

/// What is written in the languages of the world, and stays as it is.
const TRUE: &str = "Sarmaș Türkiye 이종호 العربية שָׁלוֹם ภาษาไทย 電気通信 स्त्री বাংলা நாடு ខ្មែរ हिन्दी 👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️ 🇷🇴 e\u{301}";

/// What must never reach a terminal.
const FALSE: &str = "\u{0}\u{1}\u{7}\u{8}\r\n\t\u{7f}\u{85}\u{9b}31m\u{1b}[2J\u{1b}]0;title\u{7}\u{1b}]52;c;aGk=\u{1b}\\\u{90}q\u{9c}\u{1b}(0\u{1b}c\
    \u{202e}\u{2066}\u{2069}\u{200f}\u{61c}\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}\u{e000}\u{f0000}\u{fdd0}\u{ffff}\u{fe0f}\u{e0041}\u{115f}\u{3164}\u{2028}";

/// Everything at once: the words of every field are in the midst of it.
fn hostile(text: &str) -> String {
    format!("{text} {FALSE}{TRUE} {}x{} {FALSE}", "\u{301}".repeat(10_000), "W".repeat(300))
}

/// The small corpus with that in all its texts. What names and dates things keeps its form, or it would not be loaded at all.
fn spoilt() -> Vec<u8> {
    const NAMES: [&str; 28] = [
        "id",
        "edition",
        "language",
        "date",
        "start_date",
        "end_date",
        "time",
        "term",
        "code",
        "kind",
        "confidence",
        "support",
        "outcome",
        "post",
        "posts",
        "person",
        "document",
        "speaker",
        "question",
        "candidacy",
        "holder",
        "themes",
        "sources",
        "evidence",
        "url",
        "file",
        "sha256",
        "relation",
    ];
    fn spoil(value: &mut Value) {
        match value {
            Value::String(text) => *text = hostile(text),
            Value::Array(values) => values.iter_mut().for_each(spoil),
            Value::Object(fields) => {
                let texts = fields.iter_mut().filter(|(key, _)| !NAMES.contains(&key.as_str()));
                texts.for_each(|(_, value)| spoil(value));
            }
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(SMALL).unwrap();
    spoil(&mut value);
    for list in ["themes", "sources"] {
        value[list].as_array_mut().unwrap().iter_mut().for_each(spoil);
    }
    let section = &mut value["documents"][0]["sections"][0];
    let word = format!("{} {}", "x".repeat(100_000), section["passages"][0]["text"].as_str().unwrap());
    section["passages"][0]["text"] = word.into();
    serde_json::to_vec(&value).unwrap()
}

/// Fails if a text holds what a terminal should never see, but for the ends of its lines.
fn assert_safe(what: &str, text: &str) {
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some((at, c)) = first_unsafe(line) {
            let before: String = line[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{what}: U+{:04X} stands behind {before:?}", u32::from(c));
        }
    }
}

/// A user's directories, and the spoilt corpus.
struct User {
    home: tempfile::TempDir,
}

impl User {
    fn new() -> User {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("spoilt.json"), spoilt()).unwrap();
        User { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(arguments).stdin(Stdio::null()).env_clear().current_dir(self.home.path());
        for directory in ["CONFIG", "DATA", "STATE"] {
            command.env(format!("HUSTINGS_{directory}_DIR"), self.path(directory));
        }
        command.env("HUSTINGS_CORPUS", self.path("spoilt.json")).env("LANG", "C.UTF-8").env("TERM", "xterm");
        command.output().unwrap()
    }

    /// What a command prints, on both streams, which has to be safe.
    fn safe(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_safe(&format!("{arguments:?}"), &text);
        assert_safe(&format!("{arguments:?} on standard error"), &String::from_utf8(output.stderr).unwrap());
        (output.status.code(), text)
    }
}

/// A call of each command, but for the lists.
const COMMANDS: &[&[&str]] = &[
    &["search", "harbour"],
    &["search", "Sarmaș"],
    &["quotes"],
    &["show", "roe"],
    &["show", "roe.1.1", "-A", "2"],
    &["show", "person:roe"],
    &["show", "post:pilot"],
    &["show", "ballot:pilot.1"],
    &["show", "timeline:1"],
    &["show", "conference"],
    &["compare", "roe", "poe"],
    &["cite", "roe.1.1", "roe.1.2"],
    &["brief", "list"],
];

#[test]
fn no_command_prints_what_steers_a_terminal_or_a_line_that_is_too_wide() {
    let user = User::new();
    assert_eq!(
        user.safe(&["brief", "add", "roe.1.1", "roe.1.2", "person:roe", "--note", "a\u{1b}[31m\nb\u{202e}"]).0,
        Some(0)
    );
    let kinds = kinds();
    let lists: Vec<[&str; 2]> = kinds.iter().map(|kind| ["list", kind]).collect();
    for command in COMMANDS.iter().copied().chain(lists.iter().map(|list| &list[..])) {
        for width in ["24", "40", "80"] {
            let (status, text) = user.safe(&[command, &["--width", width][..]].concat());
            assert_eq!(status, Some(0), "{command:?}");
            // A citation is one line, to be pasted; addresses are never broken.
            let broken = text.lines().filter(|line| command[0] != "cite" && !line.contains("https://"));
            let widest = broken.max_by_key(|line| width_of(line)).unwrap_or_default();
            let cells = width_of(widest);
            assert!(cells <= width.parse().unwrap(), "{command:?} at {width}: {cells} cells: {widest}");
        }
        let (status, text) = user.safe(&[command, &["--json"][..]].concat());
        assert_eq!(status, Some(0), "{command:?}");
        let value: Value = serde_json::from_str(&text).unwrap();
        every_text(&value, &mut |text| assert_safe(&format!("{command:?} as JSON"), text));
    }
}

fn every_text(value: &Value, tell: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => tell(text),
        Value::Array(values) => values.iter().for_each(|value| every_text(value, tell)),
        Value::Object(fields) => fields.values().for_each(|value| every_text(value, tell)),
        _ => {}
    }
}

#[test]
fn no_export_holds_what_steers_a_terminal_and_true_characters_stay() {
    let user = User::new();
    user.safe(&["brief", "add", "roe.1.1", "roe.1.2", "person:roe", "--note", FALSE_NOTE]);
    for format in ["plain", "markdown", "html", "json", "csl-json", "bibtex"] {
        let (status, text) = user.safe(&["brief", "export", "--format", format]);
        assert_eq!(status, Some(0), "{format}");
        assert!(text.contains("이종호") && text.contains("العربية"), "{format} lacks true characters");
    }
    for style in ["plain", "markdown", "bibtex", "csl-json"] {
        assert_eq!(user.safe(&["cite", "roe.1.2", "--style", style]).0, Some(0), "{style}");
    }
    for format in ["json", "popolo"] {
        let (status, text) = user.safe(&["export", "--format", format]);
        assert!(status == Some(0) && text.contains("ภาษาไทย"), "{format}");
    }
    assert_eq!(user.safe(&["export", "--format", "csv", "-o", "tables"]).0, Some(0));
    for entry in fs::read_dir(user.path("tables")).unwrap() {
        let path = entry.unwrap().path();
        assert_safe(&path.display().to_string(), &fs::read_to_string(&path).unwrap());
    }
}

/// A note, without the NUL that no argument can hold.
const FALSE_NOTE: &str = "note \u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}\u{e000} 이종호";

#[test]
fn what_is_typed_on_a_command_line_comes_back_safe() {
    let user = User::new();
    let typed = hostile("x").replace('\0', "");
    let short: String = typed.chars().take(60).collect();
    for argument in [typed.as_str(), short.as_str()] {
        for command in [
            &["search", argument][..],
            &["search", "by:roe", argument],
            &["quotes", "--by", argument],
            &["quotes", "--theme", argument],
            &["show", argument],
            &["compare", "roe", argument],
            &["list", argument],
            &["cite", argument],
            &["brief", "remove", argument],
            &["brief", "note", argument, argument],
            &["export", "--format", argument],
            &["check", argument],
            &["check", "--sources", argument],
            &["--corpus", argument, "list", "people"],
            &["--palette", argument],
            &[argument],
        ] {
            let (status, _) = user.safe(command);
            assert!(matches!(status, Some(0..=2)), "{:?}: {status:?}", command[0]);
        }
    }
    user.safe(&["search", argument_of_half_a_character(), "harbour"]);
    let raw = OsStr::from_bytes(b"\xff\x1b[31m\xc2\x9b");
    for command in [[OsStr::new("check"), raw], [OsStr::new("search"), raw], [OsStr::new("--corpus"), raw]] {
        let output = user.run(&command);
        assert_safe("bytes that are no text", &String::from_utf8(output.stderr).unwrap());
    }
}

fn argument_of_half_a_character() -> &'static str {
    "\u{301}"
}

#[test]
fn file_names_and_files_of_no_corpus_come_back_safe() {
    let user = User::new();
    let name = "\u{1b}[31m\u{202e}\u{9b}.json";
    fs::write(user.path(name), "{\"\u{1b}\u{202e}\": \"\\ud800\", \"a\": \"\u{9d}").unwrap();
    assert_eq!(user.safe(&["check", name]).0, Some(2));
    assert_eq!(user.safe(&["--corpus", name, "list", "people"]).0, Some(2));
    fs::write(user.path(name), SMALL.replacen("\"gazette\"", "\"\\u001b[31m\\u202e\\ud800\"", 1)).unwrap();
    let (status, text) = user.safe(&["check", name]);
    assert!(status == Some(2) && text.contains("half of a surrogate pair"), "{text}");
    assert_eq!(user.safe(&["export", "-o", name]).0, Some(2), "the file exists");
}

#[test]
fn a_pipe_a_device_or_a_huge_file_in_place_of_the_brief_is_refused_at_once() {
    let user = User::new();
    fs::create_dir(user.path("DATA")).unwrap();
    let brief = user.path("DATA").join("brief.json");
    let refused = |what: &str| {
        let output = user.run(&["brief", "list"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("brief"), "{what}: {said}");
        said
    };
    assert!(Command::new("mkfifo").arg(&brief).status().unwrap().success());
    assert!(refused("a pipe").contains("no regular file"));
    fs::remove_file(&brief).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &brief).unwrap();
    assert!(refused("a device").contains("no regular file"));
    fs::remove_file(&brief).unwrap();
    fs::create_dir(&brief).unwrap();
    assert!(refused("a directory").contains("no regular file"));
    fs::remove_dir(&brief).unwrap();
    fs::File::create(&brief).unwrap().set_len(1 << 30).unwrap();
    assert!(refused("a gibibyte").contains("the limit is"));
    assert!(Path::new(&brief).exists(), "what is refused is left alone");
    fs::write(&brief, "[".repeat(100_000)).unwrap();
    let output = user.run(&["brief", "list"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("set aside"), "{said}");
}

#[test]
fn a_configuration_that_is_a_pipe_or_nested_without_end_is_refused_at_once() {
    let user = User::new();
    fs::create_dir(user.path("CONFIG")).unwrap();
    let config = user.path("CONFIG").join("config.toml");
    assert!(Command::new("mkfifo").arg(&config).status().unwrap().success());
    let refused = |what: &str| {
        let output = user.run(&["list", "posts"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("config.toml"), "{what}: {said}");
        assert_safe(what, &said);
    };
    refused("a pipe");
    fs::remove_file(&config).unwrap();
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        fs::write(&config, format!("palette = {}0{}", open.repeat(100_000), close.repeat(100_000))).unwrap();
        refused("nesting");
    }
    fs::write(&config, "palette = \"\u{1b}[31m\u{202e}\"\n\u{9b} = 1").unwrap();
    refused("control characters");
}

fn session(width: u16, height: u16) -> Session<TestBackend> {
    let corpus = Arc::new(Corpus::from_bytes(&spoilt()).unwrap());
    let app = App::new(Arc::clone(&corpus), Size::new(width, height), Options::default());
    let mut session = Session::new(app, Look::new(Palette::Auto, false, false), TestBackend::new(width, height));
    session.app_mut().set_index(Arc::new(Index::build(&corpus)));
    session
}

/// Draws, and fails where a cell holds what it should not or a row is not as wide as the screen.
fn look_at(session: &mut Session<TestBackend>, what: &str) {
    session.draw().unwrap();
    let buffer = session.backend().buffer();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            assert_safe(&format!("{what}, row {y}"), symbol);
            assert_eq!(symbol.graphemes(true).count(), 1, "{what}, row {y}: {symbol:?}");
            let cells = buffer[(x, y)].cell_width();
            assert_eq!(usize::from(cells), grapheme_width(symbol), "{what}, row {y}: {symbol:?}");
            // A syllable of Devanagari may take more than two.
            assert!((1..=4).contains(&cells), "{what}, row {y}: {symbol:?} is {cells} cells wide");
            x += cells;
        }
        assert_eq!(x, buffer.area.width, "{what}, row {y}: a character is cut by the edge");
    }
}

#[test]
fn no_text_breaks_a_column_of_any_tab_at_any_size() {
    let mut session = session(80, 24);
    for (width, height) in [(80, 24), (120, 40), (63, 20), (41, 12), (20, 5)] {
        session.backend_mut().resize(width, height);
        session.handle(Event::Resize(Size::new(width, height)));
        for tab in ["1", "2", "3", "4", "5", "6", "7"] {
            type_in(&mut session, &[&format!("\x1b\x1b\x1b{tab}")]);
            for key in ["\x1b[B", "\x1b[B", "\r", "\x1b[6~", "\x1b[C", "s", "\x1b", "m", "\x1b[F", "\x1b[20~", "\x1b"] {
                type_in(&mut session, &[key]);
                look_at(&mut session, &format!("{width}x{height}, tab {tab}, {key:?}"));
            }
        }
    }
}

#[test]
fn what_is_pasted_into_an_input_breaks_nothing() {
    let mut session = session(80, 24);
    for text in [hostile("harbour"), "\u{301}".repeat(20_000), "W".repeat(100_000), format!("by:{FALSE}")] {
        for open in ["4/", "2/", ":"] {
            type_in(&mut session, &[&format!("\x1b\x1b\x1b{open}")]);
            session.handle(Event::Paste(text.clone()));
            look_at(&mut session, open);
            type_in(&mut session, &["\x1b[D\x7f"]);
            look_at(&mut session, open);
        }
    }
}

#[test]
fn copying_takes_the_true_characters_and_none_of_the_others() {
    let mut session = session(80, 24);
    type_in(&mut session, &["3"]);
    let mut copied = 0;
    for key in ["y", "Y"] {
        for effect in type_in(&mut session, &[key]) {
            if let Effect::Copy(text) = effect {
                assert_safe("what is copied", &text);
                assert!(
                    text.contains("이종호 العربية שָׁלוֹם ภาษาไทย 電気通信 स्त्री বাংলা நாடு ខ្មែរ हिन्दी 👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️ 🇷🇴"),
                    "{text}"
                );
                copied += 1;
            }
        }
    }
    assert_eq!(copied, 2);
}
