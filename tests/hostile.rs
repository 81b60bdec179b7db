//! Files that are nearly sound, and queries that are nearly sense: a short run of what the fuzzers in `fuzz/` look for at length.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "hostile/holds.rs"]
mod holds;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

/// What a change puts into a file: what such files are made of, what they must not hold, and what breaks them.
const PIECES: &[&[u8]] = &[
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"0.5",
    b"\"\"",
    b"[]",
    b"{}",
    b"[[[[[[[[",
    b"}",
    b",",
    b":",
    b"\"",
    b"\\",
    b"\n",
    b"=",
    b"\"id\":",
    b"\"id\": \"lee\",",
    b"\"number\": 2",
    b"\\ud800",
    b"\\u001b[2J",
    b"\\u202e",
    b"\xff",
    b"\xe2\x80\xae",
    b"\x1b[31m",
    b"\0",
    b"lee.1.1",
    b"2022-02-30",
    b"Ctrl-",
    b"#",
    b"'''",
    b"schema_version",
    b"version",
    b"exact",
];

/// A change to a file: from where, to where (both as shares of its length), and what comes instead.
type Edit = (f64, f64, Option<usize>);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0.0..1.0f64, 0.0..0.02f64, prop::option::of(0..PIECES.len()));
    prop::collection::vec(edit, 1..5)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a small file"
)]
fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for (from, length, piece) in edits {
        let at = (from * bytes.len() as f64) as usize;
        let end = (at + (length * bytes.len() as f64) as usize).min(bytes.len());
        bytes.splice(at..end, piece.map_or(&[][..], |piece| PIECES[piece]).iter().copied());
    }
    bytes
}

fn seeds(target: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has seeds");
    files
}

fn seed(target: &'static str) -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(seeds(target)).prop_map(|path| fs::read(path).unwrap())
}

#[test]
fn what_the_fuzzers_start_from_and_have_found_holds() {
    let dir = tempfile::tempdir().unwrap();
    for path in seeds("corpus") {
        holds::corpus(&fs::read(path).unwrap());
    }
    for path in seeds("config") {
        holds::config(&fs::read(path).unwrap());
    }
    for path in seeds("brief") {
        holds::brief(&fs::read(path).unwrap(), dir.path());
    }
    for path in seeds("query") {
        holds::query(&String::from_utf8_lossy(&fs::read(path).unwrap()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_corpus_that_was_tampered_with_is_read_or_refused(bytes in seed("corpus"), edits in edits()) {
        holds::corpus(&edited(bytes, &edits));
    }

    #[test]
    fn a_config_that_was_tampered_with_is_read_or_refused(bytes in seed("config"), edits in edits()) {
        holds::config(&edited(bytes, &edits));
    }

    #[test]
    fn a_brief_that_was_tampered_with_is_read_or_kept_as_it_was(bytes in seed("brief"), edits in edits()) {
        let dir = tempfile::tempdir().unwrap();
        holds::brief(&edited(bytes, &edits), dir.path());
    }

    #[test]
    fn a_query_never_fails(bytes in seed("query"), edits in edits()) {
        holds::query(&String::from_utf8_lossy(&edited(bytes, &edits)));
    }
}
