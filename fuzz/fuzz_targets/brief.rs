//! Any bytes as a brief.
#![no_main]

#[allow(dead_code, reason = "each target uses its own part")]
#[path = "../../tests/hostile/holds.rs"]
mod holds;

use std::sync::LazyLock;

use tempfile::TempDir;

static DIR: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a directory for temporary files"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::brief(bytes, DIR.path()));
