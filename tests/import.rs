//! Documents that a user brings: every form that is read, what is reported, what is refused, and what becomes of it in the corpus.
#![allow(clippy::unwrap_used, missing_docs)]

mod import {
    mod forms;
    mod refused;
    mod shelf;
    mod sources;
}

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use hustings::import::{Did, Draft};
use serde_json::Value;

/// The words of a text, without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// All words of a draft, headings and footnotes among them, in order.
fn result(draft: &Draft) -> Vec<String> {
    let mut all = Vec::new();
    for part in &draft.parts {
        all.extend(words(part.heading.as_deref().unwrap_or_default()));
        for text in &part.texts {
            all.extend(words(&text.text));
            all.extend(text.notes.iter().flat_map(|note| words(note)));
        }
    }
    all
}

/// Whether a remark says that words are no longer in the text.
fn is_out(did: Did, why: &str) -> bool {
    matches!(did, Did::Dropped | Did::Taken) || why.starts_with("title")
}

/// Takes the first occurrence of some words out of others.
fn take_out(line: &mut Vec<String>, out: &[String]) -> bool {
    if out.is_empty() {
        return true;
    }
    let Some(at) = line.windows(out.len()).position(|window| window == out) else { return false };
    line.drain(at..at + out.len());
    true
}

/// The words of a text of lines less those that the report names, line by line.
fn less_the_report(raw: &str, draft: &Draft) -> Vec<String> {
    let mut left = Vec::new();
    for (line, number) in raw.lines().zip(1..) {
        let mut line = words(line);
        for remark in draft.remarks.iter().filter(|remark| remark.at == number && is_out(remark.did, &remark.why)) {
            assert!(take_out(&mut line, &words(&remark.words)), "line {number} does not have {:?}", remark.words);
        }
        left.extend(line);
    }
    left
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var("HUSTINGS_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join(path);
    if !root.exists() {
        println!("skipped: {} is not there", root.display());
        return None;
    }
    Some(root)
}

/// Runs the program with a data directory of its own.
fn hustings(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["HUSTINGS_CORPUS", "NO_COLOR", "ACCESSIBLE", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    for name in ["HUSTINGS_DATA_DIR", "HUSTINGS_STATE_DIR", "HUSTINGS_CONFIG_DIR"] {
        command.env(name, data);
    }
    command.env("LANG", "C.UTF-8").env("TERM", "xterm").output().unwrap()
}

fn found(data: &Path, arguments: &[&str]) -> String {
    let output = hustings(data, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(data: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&found(data, &[arguments, &["--json"]].concat())).unwrap()
}

/// The message of a command that could not do what was asked; it prints nothing else.
fn trouble(data: &Path, arguments: &[&str]) -> String {
    let output = hustings(data, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}
