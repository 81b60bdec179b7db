//! The corpus: the bundled one is sound and true to its sources, and a broken one says what is wrong with it.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "corpus/broken.rs"]
mod broken;
#[path = "corpus/bundled.rs"]
mod bundled;
#[path = "common/harbour.rs"]
mod harbour;
#[path = "corpus/hostile.rs"]
mod hostile;
#[path = "corpus/join.rs"]
mod join;
#[path = "corpus/schema.rs"]
mod schema;
#[path = "corpus/sources.rs"]
mod sources;
#[path = "corpus/stream.rs"]
mod stream;

use std::path::PathBuf;

use harbour::SMALL;
use serde_json::Value;

/// The small corpus, changed.
fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value: Value = serde_json::from_str(SMALL).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

/// The directory of the source files; `None`, said aloud, where they are not at hand.
fn source_files() -> Option<PathBuf> {
    let shared = std::env::var_os("HUSTINGS_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let directory = shared.join("sources");
    if directory.is_dir() {
        return Some(directory);
    }
    println!("skipped: the source files are not in {}", directory.display());
    None
}
