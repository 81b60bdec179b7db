//! The one way in which records come out of JSON: from its text, every text through a gate that makes it safe.
//!
//! There is one kind of reader and no other: a second one would bring the code of all the records' types once more.

mod gate;

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

pub use gate::{Gate, MOST_BESIDE};

/// Records of any type from their JSON.
///
/// # Errors
/// If it is no JSON or not of their shape.
pub fn records<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    let mut reader = Deserializer::from_str(json);
    let records = T::deserialize(Gate::new(usize::MAX).before(&mut reader))?;
    reader.end().map(|()| records)
}
