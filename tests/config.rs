//! The settings: what a file may say, and what is said of a file that is wrong.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use hustings::app::{App, Options};
use hustings::config::{self, Config, Palette};
use hustings::corpus::Corpus;
use hustings::keymap::{Action, Context, Keymap};
use hustings::session::Session;
use hustings::view::{self, Look};
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

fn read(text: &str) -> Result<Config, config::Error> {
    Config::read(text, Path::new("/home/user/config.toml"))
}

/// The line that an error names, and what it says.
fn wrong(text: &str) -> (usize, String) {
    match read(text) {
        Err(config::Error::Wrong { line, message, .. }) => (line, message),
        other => panic!("{text:?} gave {other:?}"),
    }
}

fn key(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

#[test]
fn the_example_says_nothing_and_without_its_marks_says_what_the_program_has() {
    let example = config::example();
    assert_eq!(read(&example).unwrap(), Config::default());
    let is_setting = |line: &&str| line.split_once(" = ").is_some_and(|(name, _)| !name[2..].contains(' '));
    let uncommented: Vec<&str> = example
        .lines()
        .map(|line| if line.starts_with("# ") && is_setting(&line) { &line[2..] } else { line })
        .collect();
    let config = read(&uncommented.join("\n")).unwrap();
    assert_eq!(config.palette, Some(Palette::Auto));
    assert_eq!(
        (config.corpus, config.prose, config.hide_results, config.no_history),
        (vec!["bundled".into()], Some(72), false, false)
    );
    for (given, own) in config.keymap.rows().iter().zip(Keymap::default().rows()) {
        assert!(own.keys.iter().all(|key| given.keys.contains(key)), "{own:?} became {given:?}");
    }
    for name in ["palette", "corpus", "prose", "hide-results", "history", "copy", "note", "move-earlier", "half-down"] {
        assert!(uncommented.iter().any(|line| line.starts_with(&format!("{name} = "))), "{name}");
    }
}

#[test]
fn every_setting_is_read() {
    let config = read(
        "palette = 'dark'\ncorpus = 'mine.json'\nprose = 90\nhide-results = true\nhistory = false\n[keys]\ncopy = 'c'\n",
    );
    let (line, message) = wrong("prose = 90\n[keys]\ncopy = 'm'\n");
    assert_eq!((line, message.as_str()), (3, "the key m is bound to both `copy` and `keep`"));
    // `c` compares candidates, where copying is possible as well.
    assert!(config.unwrap_err().to_string().starts_with("/home/user/config.toml:7: the key c is bound to both"));
    let config =
        read("palette = 'dark'\ncorpus = 'mine.json'\nprose = 90\nhide-results = true\nhistory = false\n").unwrap();
    assert_eq!(config.palette, Some(Palette::Dark));
    assert_eq!(config.corpus, [Path::new("/home/user/mine.json")]);
    let several = read("corpus = ['bundled', 'mine.json', '/else/where.json']\n").unwrap();
    assert_eq!(several.corpus, ["bundled", "/home/user/mine.json", "/else/where.json"].map(Path::new));
    assert!(read("corpus = ''\n").unwrap().corpus.is_empty());
    assert_eq!((config.prose, config.hide_results, config.no_history), (Some(90), true, true));
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_was_meant() {
    for (text, line, words) in [
        ("\npalete = 'dark'", 2, "there is no setting `palete`; the nearest is `palette`"),
        ("palette = 'drak'", 1, "there is no palette `drak`; the nearest is `dark`"),
        ("history = 'no'", 1, "history: this has to be true or false"),
        ("prose = 5", 1, "from 20 to 500"),
        ("corpus = 3", 1, "between quotation marks"),
        ("[keys]\ncopi = 'y'", 2, "there is no action `copi`; the nearest is `copy`"),
        ("[keys]\n\ncopy = 'yy'", 3, "`yy` is no key"),
        ("[keys]\ncopy = '\u{202e}'", 2, "is no key"),
        ("[keys]\ncopy = ['z', 'Ctrl-C']", 2, "the key Ctrl-C stays as it is"),
        ("[keys]\ndelete-word = 'w'", 2, "is typed there"),
        ("[keys]\nkeep = 'z'\ncopy = 'z'", 3, "the key z is bound to both `keep` and `copy`"),
        ("[keys]\ncopy = 'q'", 2, "`copy` and `quit`"),
        ("keys = 3", 1, "[keys]"),
        ("prose = 80\npalette = ", 2, ""),
    ] {
        let (found, message) = wrong(text);
        assert_eq!(found, line, "{text:?}: {message}");
        assert!(message.contains(words), "{text:?}: {message}");
    }
}

#[test]
fn a_key_given_to_an_action_takes_the_place_of_the_ones_it_had() {
    let keymap = read("[keys]\nkeep = ['z', 'Ctrl-k']\nup = 'i'\nquit = []\n").unwrap().keymap;
    let contexts = [Context::Passage, Context::Move, Context::Browse, Context::Always];
    assert_eq!(keymap.action(&contexts, key('z')), Some(Action::Keep));
    assert_eq!(keymap.action(&contexts, key('m')), None);
    let ctrl_k = KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL);
    assert_eq!(keymap.action(&contexts, ctrl_k), Some(Action::Keep));
    assert_eq!(keymap.action(&contexts, key('i')), Some(Action::Up));
    assert_eq!(keymap.action(&contexts, KeyEvent::from(KeyCode::Up)), Some(Action::Up));
    assert_eq!(keymap.action(&[Context::Overlay, Context::Always], key('i')), Some(Action::Up));
    assert_eq!(keymap.action(&contexts, key('q')), None);
    assert_eq!(keymap.action(&contexts, KeyEvent::from(KeyCode::F(10))), Some(Action::Quit));
}

#[test]
fn two_actions_can_change_keys() {
    let keymap = read("[keys]\ncopy = 'm'\nkeep = 'y'\n").unwrap().keymap;
    assert_eq!(keymap.action(&[Context::Passage], key('m')), Some(Action::Copy));
    assert_eq!(keymap.action(&[Context::Passage], key('y')), Some(Action::Keep));
}

#[test]
fn the_screen_names_the_keys_as_they_are() {
    let mut app = App::new(Arc::new(Corpus::bundled()), Size::new(100, 24), Options::default());
    app.configure(&read("prose = 30\n[keys]\nrandom = 'z'\nfilter = []\n").unwrap());
    let look = Look::new(view::Palette::Mono, false, false);
    let mut session = Session::new(app, look, TestBackend::new(100, 24));
    let keys = |session: &mut Session<TestBackend>, codes: &[KeyCode]| {
        for code in codes {
            session.app_mut().key(KeyEvent::from(*code));
        }
        session.draw().unwrap();
        let buffer = session.backend().buffer();
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    let screen = keys(&mut session, &[KeyCode::F(4)]);
    assert!(screen.contains("z random") && !screen.contains("f filter"), "{screen}");
    // What has no key any more is in the menu.
    let screen = keys(&mut session, &[KeyCode::F(9)]);
    assert!(screen.contains("choose speaker and theme"), "{screen}");
    let screen = keys(&mut session, &[KeyCode::F(1), KeyCode::End]);
    assert!(!screen.contains("r              a random quote"), "{screen}");
}

fn hustings(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).stdin(Stdio::null()).env_clear().env("LANG", "C.UTF-8");
    command.env("HUSTINGS_CONFIG_DIR", directory).env("HUSTINGS_DATA_DIR", directory);
    command.output().unwrap()
}

#[test]
fn the_command_line_obeys_the_settings_and_options_come_first() {
    let directory = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| hustings(directory.path(), arguments);
    assert_eq!(run(&["config"]).status.code(), Some(0));
    let mut corpus = Corpus::bundled().file().clone();
    corpus.people[0].name = "Somebody Else".into();
    fs::write(directory.path().join("mine.json"), serde_json::to_vec(&corpus).unwrap()).unwrap();
    fs::write(directory.path().join("config.toml"), "corpus = 'mine.json'\nhide-results = true\n").unwrap();
    let text = String::from_utf8(run(&["list", "people"]).stdout).unwrap();
    assert!(text.contains("Somebody Else"), "{text}");
    assert_eq!(run(&["list", "ballots"]).status.code(), Some(1));
    assert_eq!(run(&["--corpus", "/nowhere.json", "list", "people"]).status.code(), Some(2));
}

#[test]
fn settings_that_are_wrong_are_trouble_but_the_example_can_still_be_had() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("config.toml"), "colour = 'dark'\n").unwrap();
    for arguments in [&["list", "people"][..], &["brief"], &["config"], &["--linear"]] {
        let output = hustings(directory.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() || arguments == ["--linear"]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("config.toml:1: there is no setting `colour`"), "{message}");
    }
    let output = hustings(directory.path(), &["doctor"]);
    assert_eq!(output.status.code(), Some(2), "nothing starts with them");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("there is no setting `colour`"), "{report}");
    let output = hustings(directory.path(), &["config", "--example"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), config::example());
}

#[test]
fn the_readme_names_every_setting() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let example = config::example();
    let (settings, _) = example.split_once("[keys]").unwrap();
    let names: Vec<&str> =
        settings.lines().filter_map(|line| Some(line.strip_prefix("# ")?.split_once(" = ")?.0)).collect();
    assert!(names.len() > 4, "{names:?}");
    for name in names {
        assert!(readme.contains(&format!("| `{name}` |")), "README.md does not name `{name}`");
    }
    // What it shows of keys can be said.
    let shown = ["copy = \"z\"", "half-down = [\"D\", \"Ctrl-D\"]", "random = []"];
    assert!(shown.iter().all(|line| readme.contains(line)));
    read(&format!("[keys]\n{}\n", shown.join("\n"))).unwrap();
}
