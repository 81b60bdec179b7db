use std::collections::HashSet;
use std::fs;
use std::path::Path;

use hustings::corpus::check::source::Source;
use hustings::corpus::check::verify_quotes;
use hustings::corpus::load::BUNDLED;
use hustings::corpus::{Corpus, Document, PassageKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::source_files;

#[test]
fn every_quote_stands_verbatim_in_its_source() {
    let Some(sources) = source_files() else { return };
    let report = verify_quotes(&Corpus::bundled(), &sources);
    assert_eq!(report.problems, []);
    assert_eq!(report.checked, report.verified);
    assert!(report.checked >= 45);
}

/// The bundled corpus with a piece of its text replaced once.
fn altered(from: &str, to: &str) -> Corpus {
    let text = BUNDLED;
    assert!(text.contains(from), "{from}");
    Corpus::from_bytes(text.replacen(from, to, 1).as_bytes()).unwrap()
}

fn first_quote(document: &Document) -> (String, String) {
    let passages = document.sections.iter().flat_map(|section| &section.passages);
    let quote =
        passages.into_iter().find(|passage| passage.kind == PassageKind::Quote && passage.text.split(' ').count() > 5);
    let quote = quote.unwrap();
    (quote.text.clone(), quote.prefix.clone().unwrap_or_default())
}

#[test]
fn a_quote_altered_by_one_word_is_caught_and_the_nearest_text_shown() {
    let Some(sources) = source_files() else { return };
    for document in &Corpus::bundled().documents {
        let (quote, _) = first_quote(document);
        let words: Vec<&str> = quote.split(' ').collect();
        for at in [0, 2, words.len() - 1] {
            let mut changed = words.clone();
            changed[at] = "otherwise";
            let corpus = altered(&format!("\"{}", json(&quote)), &format!("\"{}", json(&changed.join(" "))));
            let report = verify_quotes(&corpus, &sources);
            assert_eq!(report.verified + 1, report.checked, "{}", document.id);
            let said = report.problems[0].to_string();
            let left: String = words[3..words.len() - 2].join(" ").chars().map(straight).collect();
            assert!(said.contains("the nearest there are “") && said.contains(&left), "{said}");
            assert!(said.contains(&format!("({}.", document.id)), "{said}");
        }
    }
}

fn straight(c: char) -> char {
    match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        other => other,
    }
}

/// A text as it stands in a JSON string.
fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

#[test]
fn a_quote_out_of_its_place_is_caught() {
    let Some(sources) = source_files() else { return };
    let (_, prefix) = first_quote(Corpus::bundled().document("zhao").unwrap());
    let report = verify_quotes(&altered(&json(&prefix), "something else"), &sources);
    assert_eq!(report.verified + 1, report.checked);
    assert!(report.problems[0].message.contains("not between this prefix and suffix"), "{}", report.problems[0]);
}

#[test]
fn a_source_file_that_is_missing_or_another_is_told() {
    let empty = tempfile::tempdir().unwrap();
    let report = verify_quotes(&Corpus::bundled(), empty.path());
    assert_eq!((report.verified, report.problems.len()), (0, 5));
    assert!(report.checked >= 45);
    assert!(report.problems[0].message.contains("cannot be read in"), "{}", report.problems[0]);
    for document in &Corpus::bundled().documents {
        fs::write(empty.path().join(&document.source.as_ref().unwrap().file), "Quite another text.").unwrap();
    }
    let report = verify_quotes(&Corpus::bundled(), empty.path());
    assert_eq!((report.verified, report.problems.len()), (0, 5 + report.checked));
    assert!(report.problems[0].path.ends_with(".source.sha256"), "{}", report.problems[0]);
}

/// The body of a document's source: the cleaned lines that are sentences or parts of them, without questions, titles, the press contact and the licence.
fn body(document: &Document, sources: &Path) -> Vec<String> {
    let raw = fs::read_to_string(sources.join(&document.source.as_ref().unwrap().file)).unwrap();
    let source = Source::clean(&raw);
    let is_body = |line: &String| {
        (line.ends_with(['.', ';', ':', ')', ',']) || line.ends_with(" and"))
            && !["For further information", "KOGL"].iter().any(|start| line.starts_with(start))
    };
    source.lines.into_iter().filter(is_body).chain(source.notes).collect()
}

/// Words without case, accents and what surrounds them; a possessive or plural ending is cut.
fn words(text: &str) -> Vec<String> {
    let folded: String = text.nfkd().filter(|&c| !is_combining_mark(c)).map(straight).collect();
    let parts = folded.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    parts.filter(|word| !word.is_empty()).map(|word| word.trim_matches('\'').to_owned()).collect()
}

fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    lower.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(lower).to_owned()
}

#[test]
fn quotes_are_at_most_a_quarter_of_the_words_of_each_body() {
    let Some(sources) = source_files() else { return };
    for document in &Corpus::bundled().documents {
        let body: usize = body(document, &sources).iter().map(|line| line.split_whitespace().count()).sum();
        let passages = document.sections.iter().flat_map(|section| &section.passages);
        let quotes = passages.filter(|passage| passage.kind == PassageKind::Quote);
        let length: usize = quotes.map(|quote| quote.text.split_whitespace().count()).sum();
        assert!(length * 4 <= body, "{}: {length} of {body}", document.id);
    }
}

#[test]
fn points_are_in_words_of_their_own() {
    let Some(sources) = source_files() else { return };
    for document in &Corpus::bundled().documents {
        let lower = |text: &str| words(&text.to_lowercase());
        let body = lower(&body(document, &sources).join(" "));
        let runs: HashSet<&[String]> = body.windows(8).collect();
        for section in &document.sections {
            for passage in section.passages.iter().filter(|passage| passage.kind == PassageKind::Point) {
                for run in lower(&passage.text).windows(8) {
                    assert!(!runs.contains(run), "{}.{}.{}: {run:?}", document.id, section.number, passage.number);
                }
            }
        }
    }
}

/// Whether a token counts the parts of a list: `2.` or `(2)`.
fn is_list_mark(token: &str) -> bool {
    let inside = token.trim_start_matches('(');
    let counted = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    counted.len() < inside.len() && matches!((inside.len() < token.len(), counted), (true, ")") | (false, "."))
}

#[test]
fn every_name_number_and_abbreviation_of_a_source_is_in_the_points_of_its_document() {
    let Some(sources) = source_files() else { return };
    let mut missing = Vec::new();
    for document in &Corpus::bundled().documents {
        let passages = document.sections.iter().flat_map(|section| &section.passages);
        let points = passages.filter(|passage| passage.kind == PassageKind::Point);
        let known: HashSet<String> = points.flat_map(|point| words(&point.text)).map(|word| stem(&word)).collect();
        for line in body(document, &sources) {
            // A capital at the beginning of a sentence says nothing.
            let mut begins = true;
            for token in line.split_whitespace() {
                if is_list_mark(token) {
                    begins = true;
                    continue;
                }
                for (at, word) in words(token).iter().enumerate() {
                    let named = word.chars().any(|c| c.is_ascii_digit())
                        || word.chars().filter(|c| c.is_uppercase()).count() > 1
                        || (word.starts_with(char::is_uppercase) && word != "I" && !(begins && at == 0));
                    if named && !known.contains(&stem(word)) {
                        missing.push(format!("{}: {word}", document.id));
                    }
                }
                begins = token.ends_with(['.', '?', '!', ':', '·', '-', '–', '”', '"']);
            }
        }
    }
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}
