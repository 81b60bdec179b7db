//! What a key costs: every keystroke of every labelled query, over the bundled corpus and over generated ones.
//!
//!     cargo bench --bench search [-- PASSAGES…]        (10000 100000 without arguments; 0 is the bundled corpus alone)
//!
//! Prints for each size the time to build the index, the memory it takes beside the texts and at its peak, and the time of a keystroke, from the
//! text typed to twenty hits with their marks: median, 99th in a hundred, and the slowest. One thread, but for the build.

#[path = "generator.rs"]
mod generator;

use std::time::{Duration, Instant};

use hustings::corpus::Corpus;
use hustings::search::{Index, Query};
use serde_json::Value;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![0, 10_000, 100_000];
    }
    let queries = queries();
    println!(
        "{:>10} {:>9} {:>9} {:>9} {:>10} {:>9} {:>9} {:>9}  slowest",
        "passages", "build ms", "index MB", "peak MB", "keystrokes", "p50 ms", "p99 ms", "max ms"
    );
    for size in sizes {
        measure(size, &queries);
    }
}

/// All labelled queries at hand: our own, and those beside the checkout.
fn queries() -> Vec<String> {
    let own = include_str!("../tests/search/queries.json").to_owned();
    let shared = std::env::var("HUSTINGS_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let files = [Some(own), std::fs::read_to_string(format!("{shared}/search/queries.json")).ok()];
    let mut queries = Vec::new();
    for file in files.into_iter().flatten() {
        let labelled: Value = serde_json::from_str(&file).unwrap_or_default();
        let rows = labelled["queries"].as_array().cloned().unwrap_or_default();
        queries.extend(rows.iter().filter_map(|row| row["query"].as_str().map(str::to_owned)));
    }
    queries
}

fn measure(size: usize, queries: &[String]) {
    let corpus = if size == 0 { Corpus::bundled() } else { generator::corpus(size, 22) };
    let before = memory("VmRSS");
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    // The bundled corpus is built several times: a single time is mostly the cost of first touching the memory.
    let mut build = Duration::MAX;
    let mut index = None;
    for _ in 0..if size == 0 { 5 } else { 1 } {
        let start = Instant::now();
        index = Some(Index::build(&corpus));
        build = build.min(start.elapsed());
    }
    let Some(index) = index else { return };
    let (after, peak) = (memory("VmRSS"), memory("VmHWM"));
    let mut times: Vec<(Duration, String)> = Vec::new();
    let mut found = 0;
    for typed in queries {
        for (at, c) in typed.char_indices() {
            let typed = &typed[..at + c.len_utf8()];
            let start = Instant::now();
            let query = Query::parse(&index, &corpus, typed);
            found += index.search(&corpus, &query, 20).hits.len();
            times.push((start.elapsed(), typed.to_owned()));
        }
    }
    assert!(found > 0, "the labelled queries find something");
    times.sort();
    let at = |share: usize| times[(times.len() * share / 1000).min(times.len() - 1)].0.as_secs_f64() * 1e3;
    let slowest: Vec<&str> = times.iter().rev().take(3).map(|(_, typed)| typed.as_str()).collect();
    println!(
        "{:>10} {:>9.1} {:>9} {:>9} {:>10} {:>9.3} {:>9.3} {:>9.3}  {}",
        corpus.places().count(),
        build.as_secs_f64() * 1e3,
        after.saturating_sub(before) / 1024,
        peak.saturating_sub(before) / 1024,
        times.len(),
        at(500),
        at(990),
        at(1000),
        slowest.join(" | ")
    );
}

/// A figure of this process in KiB, where the system tells.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
