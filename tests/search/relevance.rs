//! What comes first, for labelled queries.

use serde_json::Value;

use crate::corpora::{BUNDLED, search};

struct Measured {
    reciprocal: f64,
    five: f64,
    found_absent: Vec<String>,
}

/// Runs a file of labelled queries over the bundled corpus.
fn measure(file: &str) -> Measured {
    let (corpus, index) = &*BUNDLED;
    let labelled: Value = serde_json::from_str(file).unwrap();
    let mut measured = Measured { reciprocal: 0.0, five: 0.0, found_absent: Vec::new() };
    let mut queries = 0.0;
    for row in labelled["queries"].as_array().unwrap() {
        let typed = row["query"].as_str().unwrap();
        let want: Vec<&str> = row["want"].as_array().unwrap().iter().map(|want| want.as_str().unwrap()).collect();
        let results = search(corpus, index, typed);
        if want.is_empty() {
            if results.total > 0 {
                measured.found_absent.push(typed.to_owned());
            }
            continue;
        }
        queries += 1.0;
        let right = |reference: &str| {
            let within = |want: &&str| {
                reference.strip_prefix(want).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
            };
            want.iter().any(within)
        };
        let rank = results.hits.iter().take(10).position(|hit| right(&corpus.reference(hit.place).to_string()));
        if let Some(rank) = rank {
            measured.reciprocal += 1.0 / f64::from(u32::try_from(rank).unwrap() + 1);
            measured.five += f64::from(u8::from(rank < 5));
        }
    }
    measured.reciprocal /= queries;
    measured.five /= queries;
    measured
}

fn holds(measured: &Measured) {
    assert!(measured.reciprocal >= 0.95, "MRR@10 {}", measured.reciprocal);
    assert!(measured.five >= 0.95, "success@5 {}", measured.five);
    assert!(measured.found_absent.is_empty(), "found what is not there: {:?}", measured.found_absent);
}

#[test]
fn what_people_ask_for_comes_first() {
    holds(&measure(include_str!("queries.json")));
}

#[test]
fn what_delegates_ask_for_comes_first() {
    let shared = std::env::var("HUSTINGS_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    match std::fs::read_to_string(format!("{shared}/search/queries.json")) {
        Ok(file) => holds(&measure(&file)),
        Err(error) => println!("skipped: the labelled queries are not at hand ({error})"),
    }
}
