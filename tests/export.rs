//! What leaves the program: whatever the words are, they come out as words, and other tools can read the whole.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashSet;

use hustings::corpus::Corpus;
use hustings::export::{Collection, Edition, Entry, bibtex, cite, csl_json, csv, html, json, markdown, popolo};
use serde_json::Value;

const NASTY: &str = "=1+1 <script>alert('x')</script> | `code` & *stars*\n\n- second & \"third\" \\ {brace} 50% #1";

fn entry(corpus: &Corpus, reference: &str) -> Entry {
    Entry::of(corpus, &corpus.item(corpus.resolve(reference).unwrap()))
}

fn all(corpus: &Corpus) -> Vec<Entry> {
    corpus.places().map(|place| Entry::of(corpus, &corpus.item(place))).collect()
}

fn with_collection<T>(look: impl FnOnce(&Collection<'_>) -> T) -> T {
    let corpus = Corpus::bundled();
    let entries = [
        entry(&corpus, "ismailov.6.3"),
        entry(&corpus, "msit.1.1").noted(Some(NASTY.to_owned())),
        entry(&corpus, "ballot:sg.1"),
    ];
    look(&Collection {
        title: NASTY,
        language: &corpus.language,
        date: "2022-09-29",
        edition: Edition::of(&corpus),
        entries: &entries,
    })
}

#[test]
fn a_quote_is_cited_with_all_that_is_known_of_it() {
    let corpus = Corpus::bundled();
    let quote = entry(&corpus, "ismailov.6.3");
    assert!(quote.is_quote());
    let text = cite::plain(&quote);
    assert!(text.starts_with(&format!(
        "“{}” — Rashid Ismailov (Russian Federation), candidate for Secretary-General, ",
        quote.text
    )));
    for part in ["ismailov.6.3", &corpus.edition, &corpus.title, "undated"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let release = cite::plain(&entry(&corpus, "msit"));
    assert!(
        release.contains("Ministry of Science and ICT") && release.contains("https://www.msit.go.kr/"),
        "{release}"
    );
    let unnamed = cite::plain(&entry(&corpus, "goals.1.1"));
    assert!(unnamed.contains("author not named"), "{unnamed}");
}

#[test]
fn a_point_is_never_cited_as_somebodys_words() {
    let corpus = Corpus::bundled();
    for entry in all(&corpus) {
        let text = cite::plain(&entry);
        assert_eq!(entry.is_quote(), text.starts_with('“') && text.contains("” — "), "{text}");
        if entry.kind == hustings::corpus::Kind::Point {
            assert!(text.contains("in our words"), "{text}");
        }
    }
}

#[test]
fn markup_in_a_note_comes_out_as_text_in_html() {
    let page = with_collection(html::collection);
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("=1+1 &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; | `code` &amp; *stars*"));
    for wanted in ["@page{size:A4", "@media print", "prefers-color-scheme:dark", "name=\"viewport\"", "lang=\"en\""] {
        assert!(page.contains(wanted), "{wanted}");
    }
    let fetched = ["src=", "<link", "@import", "url("];
    assert!(!fetched.iter().any(|loader| page.contains(loader)), "the page fetches something");
}

#[test]
fn elements_of_the_page_are_closed_in_order() {
    let page = with_collection(html::collection);
    let body = &page[page.find("<body>").unwrap()..];
    let mut open: Vec<&str> = Vec::new();
    for tag in body.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        match tag.strip_prefix('/') {
            Some("html") => {}
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn markup_in_a_note_comes_out_as_text_in_markdown() {
    let text = with_collection(markdown::collection);
    assert!(text.starts_with("---\ntitle: \"=1+1 <script>"), "{text}");
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    assert!(
        body.contains("\\=1+1 \\<script\\>alert('x')\\</script\\> \\| \\`code\\` \\& \\*stars\\*\n\n\\- second"),
        "{body}"
    );
    assert!(!body.replace("\\<", "").contains("<script"));
    assert!(body.contains("> “"));
}

#[test]
fn json_and_plain_text_keep_every_word() {
    let value: Value = serde_json::from_str(&with_collection(json::collection)).unwrap();
    assert_eq!(value["schema_version"], 1);
    assert_eq!(value["items"][0]["ref"], "ismailov.6.3");
    assert_eq!(value["items"][1]["note"], NASTY);
    let text = with_collection(cite::collection);
    assert!(text.contains("    - second & \"third\" \\ {brace} 50% #1"), "{text}");
}

#[test]
fn every_citation_is_an_item_of_csl() {
    let corpus = Corpus::bundled();
    let items = csl_json::items(&all(&corpus));
    let mut ids = HashSet::new();
    // From the schema of CSL-JSON, version 1.0.2.
    let types = ["article", "webpage", "report", "speech", "document"];
    let strings = ["id", "type", "title", "publisher", "URL", "language", "genre", "abstract", "note"];
    for item in items.as_array().unwrap() {
        let item = item.as_object().unwrap();
        assert!(types.contains(&item["type"].as_str().unwrap()));
        assert!(ids.insert(item["id"].as_str().unwrap().to_owned()), "{} twice", item["id"]);
        for (key, value) in item {
            match key.as_str() {
                "author" => assert!(value[0]["family"].is_string() || value[0]["literal"].is_string(), "{value}"),
                "issued" => assert!(value["date-parts"][0][0].is_u64(), "{value}"),
                key => assert!(strings.contains(&key) && value.is_string(), "{key}: {value}"),
            }
        }
    }
}

#[test]
fn braces_of_bibtex_match_and_keys_are_unique() {
    let corpus = Corpus::bundled();
    let mut entries = all(&corpus);
    entries[0].note = Some(NASTY.to_owned());
    let mut keys = HashSet::new();
    for entry in &entries {
        let text = bibtex::entry(entry);
        let mut depth = 0_i32;
        for c in text.chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            assert!(depth >= 0, "{text}");
        }
        assert_eq!(depth, 0, "{text}");
        let key = text[text.find('{').unwrap() + 1..text.find(',').unwrap()].to_owned();
        assert!(!key.contains(char::is_whitespace));
        assert!(keys.insert(key));
    }
}

#[test]
fn pandoc_reads_the_citations_where_there_is_one() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    if Command::new("pandoc").arg("--version").output().is_err() {
        println!("skipped: there is no pandoc here");
        return;
    }
    let pandoc = |arguments: &[&str], text: String| -> String {
        let mut running = Command::new("pandoc")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = running.stdin.take().unwrap();
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = running.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && complaints.is_empty(), "{arguments:?}: {complaints}");
        String::from_utf8(output.stdout).unwrap()
    };
    let entries = all(&Corpus::bundled());
    let directory = tempfile::tempdir().unwrap();
    for (format, text) in [("csljson", csl_json::file(&entries)), ("bibtex", bibtex::file(&entries))] {
        let read: Value = serde_json::from_str(&pandoc(&["--from", format, "--to", "csljson"], text.clone())).unwrap();
        assert_eq!(read.as_array().unwrap().len(), entries.len(), "{format}");
        let file = directory.path().join(if format == "bibtex" { "all.bib" } else { "all.json" });
        std::fs::write(&file, text).unwrap();
        let cited = "---\nnocite: '@*'\n---\n".to_owned();
        let list = pandoc(&["--citeproc", "--bibliography", file.to_str().unwrap(), "--to", "plain"], cited);
        assert!(list.contains("Lee, Chaesub") && list.contains("Ministry of Science and ICT"), "{list}");
    }
}

#[test]
fn every_id_in_popolo_names_something() {
    let value: Value = serde_json::from_str(&popolo::document(&Corpus::bundled())).unwrap();
    let ids = |class: &str| -> HashSet<&str> {
        let records = value[class].as_array().unwrap();
        let ids: HashSet<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), records.len(), "an id twice in {class}");
        ids
    };
    let fields = [
        ("posts", "organization_id", "organizations"),
        ("posts", "area_id", "areas"),
        ("memberships", "person_id", "persons"),
        ("memberships", "member_id", "organizations"),
        ("memberships", "organization_id", "organizations"),
        ("memberships", "on_behalf_of_id", "organizations"),
        ("memberships", "post_id", "posts"),
        ("memberships", "area_id", "areas"),
        ("events", "parent_id", "events"),
        ("candidacies", "post_id", "posts"),
        ("candidacies", "person_id", "persons"),
        ("candidacies", "nominated_by_id", "organizations"),
        ("ballots", "post_id", "posts"),
    ];
    for (class, field, named) in fields {
        let named = ids(named);
        for record in value[class].as_array().unwrap() {
            let id = &record[field];
            assert!(id.is_null() || named.contains(id.as_str().unwrap()), "{class}.{field}: {id}");
        }
    }
    let candidacies = ids("candidacies");
    let votes = value["ballots"].as_array().unwrap().iter().flat_map(|ballot| ballot["votes"].as_array().unwrap());
    assert!(votes.into_iter().all(|vote| candidacies.contains(vote["candidacy_id"].as_str().unwrap())));
    for membership in value["memberships"].as_array().unwrap() {
        assert!(membership["person_id"].is_string() || membership["member_id"].is_string(), "{membership}");
    }
}

#[test]
fn hidden_results_are_in_no_export() {
    let corpus = Corpus::bundled().without_results();
    let value: Value = serde_json::from_str(&popolo::document(&corpus)).unwrap();
    assert!(value["memberships"].as_array().unwrap().is_empty());
    assert!(value["ballots"].as_array().unwrap().is_empty());
    let files = csv::package(&corpus).unwrap();
    let votes = &files.iter().find(|(name, _)| name == "votes.csv").unwrap().1;
    assert_eq!(String::from_utf8_lossy(votes).lines().count(), 1);
}

#[test]
fn the_tables_are_as_the_package_describes_them() {
    let corpus = Corpus::bundled();
    let files = csv::package(&corpus).unwrap();
    let (name, package) = files.last().unwrap();
    assert_eq!(name, "datapackage.json");
    let package: Value = serde_json::from_slice(package).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len() + 1, files.len());
    for (resource, (name, bytes)) in resources.iter().zip(&files) {
        assert_eq!(resource["path"], *name);
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut reader = ::csv::Reader::from_reader(&bytes[..]);
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let described: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(header, described, "{name}");
        for row in reader.records() {
            let row = row.unwrap();
            for (cell, field) in row.iter().zip(fields) {
                let fits = match field["type"].as_str().unwrap() {
                    "integer" => cell.is_empty() || cell.parse::<u32>().is_ok(),
                    "boolean" => cell == "true" || cell == "false",
                    _ => !cell.starts_with(['=', '+', '-', '@']),
                };
                assert!(fits, "{name}: {cell} is no {}", field["type"]);
            }
        }
    }
    let passages = &files.iter().find(|(name, _)| name == "passages.csv").unwrap().1;
    let number =
        corpus.documents.iter().flat_map(|document| &document.sections).flat_map(|section| &section.passages).count();
    assert_eq!(::csv::Reader::from_reader(&passages[..]).records().count(), number);
}
