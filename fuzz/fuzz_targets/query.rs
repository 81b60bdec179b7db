//! Any text as a query.
#![no_main]

#[allow(dead_code, reason = "each target uses its own part")]
#[path = "../../tests/hostile/holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|typed: &str| holds::query(typed));
