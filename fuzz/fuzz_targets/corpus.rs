//! Any bytes as a corpus.
#![no_main]

#[allow(dead_code, reason = "each target uses its own part")]
#[path = "../../tests/hostile/holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::corpus(bytes));
