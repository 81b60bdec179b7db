//! What a keystroke costs, here and elsewhere: hustings, tantivy's own fuzzy query, frizbee, nucleo-matcher and fuzzy-matcher, over the same
//! hundred thousand generated passages, for the same sixty keystrokes, in one run and on one thread.
//!
//!     cd benches/peers && cargo run --release [-- PASSAGES]
//!
//! Prints the median and the 99th of a hundred for each, and how many times longer than hustings the median takes. Every engine is given
//! the folded text and asked for its best twenty, in the way that its own documentation shows; those that match one string look through all.

#[path = "../../generator.rs"]
mod generator;

use std::error::Error;
use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use hustings::corpus::{Corpus, Place};
use hustings::search::{Index, Query};
use hustings::text::fold::fold;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use serde_json::Value;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query as TantivyQuery};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Term, doc};

const KEYSTROKES: usize = 60;
const BEST: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let size = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let corpus = generator::corpus(size, 22);
    let typed = keystrokes()?;
    let passages = corpus.places().filter(|place| matches!(place, Place::Passage { .. }));
    let texts: Vec<String> = passages.map(|place| fold(&corpus.item(place).text)).collect();
    println!("{} passages, {} keystrokes", texts.len(), typed.len());
    println!("{:32} {:>10} {:>10} {:>8}", "", "p50 ms", "p99 ms", "times");

    let mut all = vec![("hustings", ours(&corpus, &typed))];
    all.push(("tantivy, its fuzzy query", tantivy(&texts, &typed)?));
    all.push(("frizbee", timed(&typed, |typed| frizbee_best(&texts, typed))));
    all.push(("nucleo-matcher", nucleo(&texts, &typed)));
    all.push(("fuzzy-matcher, whole passages", timed(&typed, |typed| fuzzy_best(&texts, typed))));
    let ours = middle(&all[0].1);
    for (name, times) in &all {
        let (p50, p99) = (middle(times), times[times.len() * 99 / 100]);
        let ratio = p50.as_secs_f64() / ours.as_secs_f64();
        println!("{name:32} {:>10.3} {:>10.3} {ratio:>8.0}", p50.as_secs_f64() * 1e3, p99.as_secs_f64() * 1e3);
    }
    Ok(())
}

fn middle(times: &[Duration]) -> Duration {
    times[times.len() / 2]
}

/// A seeded choice of the keystrokes of all our labelled queries that are nothing but words.
fn keystrokes() -> Result<Vec<String>, Box<dyn Error>> {
    let labelled: Value = serde_json::from_str(include_str!("../../../tests/search/queries.json"))?;
    let queries =
        labelled["queries"].as_array().ok_or("no list of queries")?.iter().filter_map(|row| row["query"].as_str());
    let words = queries.filter(|query| !query.contains([':', '"', '-']));
    let mut all: Vec<String> = words
        .flat_map(|query| query.char_indices().map(move |(at, c)| query[..at + c.len_utf8()].to_owned()))
        .collect();
    fastrand::Rng::with_seed(7).shuffle(&mut all);
    all.truncate(KEYSTROKES);
    Ok(all)
}

/// The times of all keystrokes, in order of length.
fn timed<T>(typed: &[String], mut search: impl FnMut(&str) -> T) -> Vec<Duration> {
    let mut times: Vec<Duration> = typed
        .iter()
        .map(|typed| {
            let start = Instant::now();
            std::hint::black_box(search(typed));
            start.elapsed()
        })
        .collect();
    times.sort();
    times
}

fn ours(corpus: &Corpus, typed: &[String]) -> Vec<Duration> {
    let index = Index::build(corpus);
    timed(typed, |typed| index.search(corpus, &Query::parse(&index, corpus, typed), BEST))
}

/// Words as fuzzy terms, the last as a fuzzy prefix; one edit, a transposition being one.
fn tantivy(texts: &[String], typed: &[String]) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let number = schema.add_u64_field("number", STORED);
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 200_000_000)?;
    for (at, passage) in (0u64..).zip(texts) {
        writer.add_document(doc!(text => passage.as_str(), number => at))?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    Ok(timed(typed, |typed| {
        let folded = fold(typed);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let query = |(at, word): (usize, &&str)| -> (Occur, Box<dyn TantivyQuery>) {
            let (term, edits) = (Term::from_field_text(text, word), u8::from(word.chars().count() >= 4));
            let unfinished = at + 1 == words.len() && !folded.ends_with(' ');
            let query = if unfinished {
                FuzzyTermQuery::new_prefix(term, edits, true)
            } else {
                FuzzyTermQuery::new(term, edits, true)
            };
            (Occur::Should, Box::new(query))
        };
        let query = BooleanQuery::new(words.iter().enumerate().map(query).collect());
        searcher.search(&query, &TopDocs::with_limit(BEST).order_by_score()).expect("tantivy answers").len()
    }))
}

fn frizbee_best(texts: &[String], typed: &str) -> usize {
    let config = frizbee::Config { max_typos: Some(1), ..frizbee::Config::default() };
    frizbee::Matcher::new(fold(typed).as_str(), &config).match_list(texts).into_iter().take(BEST).count()
}

fn nucleo(texts: &[String], typed: &[String]) -> Vec<Duration> {
    let mut matcher = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
    timed(typed, |typed| {
        let pattern = Pattern::parse(&fold(typed), CaseMatching::Ignore, Normalization::Smart);
        pattern.match_list(texts, &mut matcher).into_iter().take(BEST).count()
    })
}

fn fuzzy_best(texts: &[String], typed: &str) -> usize {
    let matcher = SkimMatcherV2::default();
    let folded = fold(typed);
    let scored = texts.iter().filter_map(|text| matcher.fuzzy_match(text, &folded));
    let mut scores: Vec<i64> = scored.collect();
    scores.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
    scores.truncate(BEST);
    scores.len()
}
