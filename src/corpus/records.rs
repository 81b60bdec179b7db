//! The one way in which records come out of JSON: as a stream, every text through a gate that makes it safe.
//!
//! There is one kind of reader and no other: a second one would bring the code of all the records' types once more.

mod gate;

use std::io::{BufReader, Read};

use serde::de::DeserializeOwned;
use serde_json::de::IoRead;

pub use gate::Gate;

/// How much is read at once, in bytes.
const BLOCK: usize = 1 << 16;

/// A reader of JSON.
pub type Reader<'r> = serde_json::Deserializer<IoRead<BufReader<&'r mut dyn Read>>>;

/// The reader of what comes from somewhere.
pub fn reader(from: &mut dyn Read) -> Reader<'_> {
    serde_json::Deserializer::from_reader(BufReader::with_capacity(BLOCK, from))
}

/// Records of any type from their JSON.
///
/// # Errors
/// If it is no JSON or not of their shape.
pub fn records<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let from: &mut dyn Read = &mut &*bytes;
    let mut reader = reader(from);
    let records = T::deserialize(Gate::new(usize::MAX).before(&mut reader))?;
    reader.end().map(|()| records)
}
