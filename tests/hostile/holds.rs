//! What holds for any bytes as a corpus, a config or a brief, and for any text as a query. The tests try it on files that are nearly sound; the
//! fuzzers in `fuzz/` on whatever they come upon.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use hustings::brief::{Anchors, Change, Store};
use hustings::config::Config;
use hustings::corpus::check::check;
use hustings::corpus::{Corpus, Place, Reference};
use hustings::export::{Collection, Edition, Entry, bibtex, cite, csl_json, csv, html, json, markdown, popolo};
use hustings::keymap::{Key, TABLE, is_changeable};
use hustings::search::{Field, Index, Query, complete, find};
use hustings::text::sanitize::first_unsafe;

static BUNDLED: LazyLock<(Corpus, Index)> = LazyLock::new(|| {
    let corpus = Corpus::bundled();
    let index = Index::build(&corpus);
    (corpus, index)
});

/// A corpus of every kind of record.
static SMALL: LazyLock<Corpus> = LazyLock::new(|| {
    Corpus::from_bytes(include_bytes!("../corpora/small.json")).unwrap_or_else(|error| panic!("{error}"))
});

/// Some of its texts, one after the other.
static TEXT: LazyLock<String> =
    LazyLock::new(|| BUNDLED.0.places().take(10).map(|place| BUNDLED.0.item(place).text.into_owned()).collect());

fn assert_safe(what: &str, text: &str) {
    let lines = text.split(['\n', '\t']).find(|line| first_unsafe(line).is_some());
    assert_eq!(lines, None, "{what} lets through what could steer a terminal");
}

/// A corpus loads or tells at least one problem; what it holds can be listed, found, searched, written and joined with another; no text steers a
/// terminal.
pub fn corpus(bytes: &[u8]) {
    match Corpus::from_bytes(bytes) {
        Ok(corpus) => {
            let index = Index::build(&corpus);
            let mut first = String::new();
            for place in corpus.places().take(2_000) {
                let item = corpus.item(place);
                assert_safe("a title", &item.title);
                assert_safe("a text", &item.text);
                let reference = corpus.reference(place).to_string();
                assert_eq!(
                    Reference::parse(&reference).and_then(|parsed| corpus.find(&parsed)),
                    Some(place),
                    "{reference}"
                );
                if first.is_empty() {
                    first = item.text.chars().take(40).collect();
                }
            }
            for typed in [first.as_str(), "a", "by:a type:quote -b", "\"c d"] {
                results(&corpus, &index, typed);
            }
            read_again(&corpus);
            assert_safe("Popolo", &popolo::document(&corpus));
            for (name, table) in csv::package(&corpus).expect("tables are written") {
                let table = String::from_utf8(table).expect("tables are text");
                assert_safe(&name, &table.replace("\r\n", "\n"));
            }
            read_again(&corpus.clone().without_results());
            read_again(&SMALL.clone().joined_with(&corpus));
            read_again(&corpus.joined_with(&SMALL));
        }
        Err(error) => {
            let said = error.to_string();
            assert!(!said.is_empty());
            assert_safe("an error", &said);
            let problems = check(bytes);
            assert!(!problems.is_empty(), "a file that is not opened has nothing wrong with it: {said}");
            for problem in problems {
                assert_safe("a problem", &problem.to_string());
            }
        }
    }
}

fn read_again(corpus: &Corpus) {
    let written = json::corpus(corpus.file()).expect("a corpus is written");
    match Corpus::from_bytes(written.as_bytes()) {
        Ok(again) => assert!(again.file() == corpus.file(), "what was written is read as something else"),
        Err(error) => panic!("what was written is not read: {error}"),
    }
}

/// A config is read, or what is wrong is told with its line. No key steers the terminal that names it, and those that cannot be taken away stay.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Config::read(text, Path::new("config.toml")) {
        Ok(config) => {
            let rows = config.keymap.rows();
            for key in rows.iter().flat_map(|bound| &bound.keys) {
                assert_safe("a key", &key.to_string());
            }
            for row in TABLE {
                let mut kept = row.keys.iter().filter(|key| !is_changeable(**key));
                let bound: Vec<Key> =
                    rows.iter().filter(|bound| bound.row == row).flat_map(|bound| bound.keys.clone()).collect();
                assert!(kept.all(|key| bound.contains(key)), "{row:?} has {bound:?}");
            }
        }
        Err(error) => assert_safe("an error", &error.to_string()),
    }
}

/// A brief is read, or set aside and never lost; what is read finds its places in a corpus or says that it does not, leaves in every form, and
/// is the same when a note has been written and it is read again.
pub fn brief(bytes: &[u8], dir: &Path) {
    let path = dir.join("brief.json");
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let _ = fs::remove_file(entry.path());
    }
    if fs::write(&path, bytes).is_err() {
        return;
    }
    let mut store = Store::new(&path);
    match store.read() {
        Ok(Some(aside)) => {
            assert_eq!(fs::read(&aside.path).ok().as_deref(), Some(bytes), "what is set aside is what was there");
        }
        Ok(None) | Err(_) => {
            assert_eq!(fs::read(&path).ok().as_deref(), Some(bytes), "what is only read stays as it is");
        }
    }
    let corpus = &BUNDLED.0;
    let anchors = Anchors::new(corpus);
    for kept in &store.brief().items {
        let anchor = anchors.find(kept);
        assert_safe("a reference", &anchor.reference(corpus, kept));
        assert_safe("a kept text", &kept.entry.text);
    }
    let Some(first) = store.brief().items.first().cloned() else { return };
    let entries: Vec<Entry> = store.brief().items.iter().map(|kept| kept.entry.clone()).collect();
    let edition = Edition::of(corpus);
    let whole = Collection { title: "Brief", language: "en", date: "2022-10-01", edition, entries: &entries };
    assert_safe("plain text", &cite::collection(&whole));
    assert_safe("Markdown", &markdown::collection(&whole));
    assert_safe("HTML", &html::collection(&whole));
    assert_safe("JSON", &json::collection(&whole));
    assert_safe("BibTeX", &bibtex::file(&entries));
    assert_safe("CSL-JSON", &csl_json::file(&entries));
    if store.change(vec![Change::Note { kept: Box::new(first), note: Some("Ask.".to_owned()) }]).is_ok() {
        let mut again = Store::new(&path);
        assert!(matches!(again.read(), Ok(None)), "what was written is not read");
        assert!(again.brief() == store.brief(), "what was written is read as something else");
    }
}

/// A query never fails; its hits exist, each once, and what is marked are whole characters of them.
pub fn query(typed: &str) {
    let (corpus, index) = &*BUNDLED;
    results(corpus, index, typed);
    let borders = (0..=typed.len()).filter(|at| typed.is_char_boundary(*at));
    for cursor in borders.take(200) {
        if let Some(completion) = complete(index, corpus, typed, cursor) {
            assert!(typed.get(completion.range).is_some());
        }
    }
    for range in find(&TEXT, typed) {
        assert!(TEXT.get(range).is_some());
    }
    if let Some(reference) = Reference::parse(typed) {
        let _ = corpus.find(&reference);
    }
}

fn results(corpus: &Corpus, index: &Index, typed: &str) {
    let query = Query::parse(index, corpus, typed);
    let results = index.search(corpus, &query, 50);
    assert!(results.hits.len() <= 50 && results.hits.len() <= results.total);
    let mut places: Vec<Place> = results.hits.iter().map(|hit| hit.place).collect();
    places.dedup();
    assert_eq!(places.len(), results.hits.len());
    for hit in &results.hits {
        let item = corpus.item(hit.place);
        for found in &hit.matches {
            let text = if found.field == Field::Title { &item.title } else { &item.text };
            assert!(found.start < found.end && text.get(found.start..found.end).is_some());
        }
    }
}
