//! How well search finds what people ask for, by a file of labelled queries, on the bundled corpus.
//!
//!     cargo run --release --example relevance -- FILE [--all]
//!
//! FILE is JSON: `{"queries": [{"type", "query", "want": [REFERENCE or the beginning of one, …]}]}`; with nothing wanted, nothing may be found.
//! Prints the mean reciprocal rank among ten (MRR@10) and how often the first, or one of the first five, is right (S@1, S@5), by type of
//! query, and then each miss: each query whose first hit is not right, with what came first. `--all` prints what came first for the others too.

use std::collections::BTreeMap;
use std::error::Error;

use hustings::corpus::Corpus;
use hustings::search::{Index, Query};
use serde_json::Value;

#[derive(Default)]
struct Score {
    queries: u32,
    reciprocal: f64,
    first: u32,
    five: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.iter().find(|argument| !argument.starts_with("--")).ok_or("which file of queries?")?;
    let everything = arguments.iter().any(|argument| argument == "--all");
    let labelled: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let corpus = Corpus::bundled();
    let index = Index::build(&corpus);
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let (mut absent, mut found_absent) = (0, 0);
    let mut misses = Vec::new();
    for row in labelled["queries"].as_array().ok_or("no list of queries")? {
        let (kind, typed) =
            (row["type"].as_str().unwrap_or("?"), row["query"].as_str().ok_or("a query without words")?);
        let want: Vec<&str> = row["want"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let results = index.search(&corpus, &Query::parse(&index, &corpus, typed), 10);
        let hits: Vec<String> = results.hits.iter().map(|hit| corpus.reference(hit.place).to_string()).collect();
        if want.is_empty() {
            absent += 1;
            found_absent += results.total;
            if results.total > 0 {
                misses.push(format!("{kind:14} {typed}: {} hits, {}", results.total, hits.join(" ")));
            }
            continue;
        }
        let rank = hits.iter().position(|hit| want.iter().any(|want| is_within(hit, want)));
        for kind in [kind, "all"] {
            let score = scores.entry(kind.to_owned()).or_default();
            score.queries += 1;
            score.first += u32::from(rank == Some(0));
            score.five += u32::from(rank.is_some_and(|rank| rank < 5));
            #[expect(clippy::cast_precision_loss, reason = "a rank of at most ten")]
            let reciprocal = rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
            score.reciprocal += reciprocal;
        }
        if rank != Some(0) || everything {
            let rank = rank.map_or("-".to_owned(), |rank| (rank + 1).to_string());
            misses.push(format!("{kind:14} {typed}: rank {rank}, wanted {}; {}", want.join(" "), hits.join(" ")));
        }
    }
    println!("{:14} {:>7} {:>7} {:>6} {:>6}", "type", "queries", "MRR@10", "S@1", "S@5");
    for (kind, score) in &scores {
        let of = |count: u32| f64::from(count) / f64::from(score.queries);
        let mean = score.reciprocal / f64::from(score.queries);
        println!("{kind:14} {:7} {mean:7.3} {:6.2} {:6.2}", score.queries, of(score.first), of(score.five));
    }
    println!("absent: {absent} queries, {found_absent} hits");
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}

/// Whether a reference is the wanted one or stands within it: `lee.3.2` within `lee.3`, `fact:chair` within `fact`.
fn is_within(hit: &str, want: &str) -> bool {
    hit.strip_prefix(want).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
}
