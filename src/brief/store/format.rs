//! What stands in a brief's file: JSON with a version.
//!
//! Version 2 has `{"version": 2, "items": […]}`, an item being a [`Kept`] field by field. Version 1 is the flat form that `hustings brief list --json`
//! prints (`schema_version` 1, items of `ref`, `kind`, `text`, `speaker_name`, `note` and `kept_at`): a list that somebody saved can be used as a brief.

use std::collections::{HashMap, HashSet};
use std::io;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::brief::{Brief, Kept};
use crate::corpus::Kind;
use crate::export::{Edition, Entry, Speaker};
use crate::text::sanitize::sanitize;

/// The version that is written.
const VERSION: u64 = 2;

/// Why what is in a file cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is no brief; this is wrong.
    Damaged(String),
    /// It is of a newer version.
    Newer(u64),
}

#[derive(Serialize)]
struct Written<'b> {
    version: u64,
    items: &'b [Kept],
}

/// The bytes of a file.
pub(super) fn write(brief: &Brief) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&Written { version: VERSION, items: &brief.items })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What stands around the entry of an item.
#[derive(Deserialize)]
struct Frame {
    id: String,
    #[serde(default)]
    kept_at: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
}

/// An item of version 1.
#[derive(Deserialize)]
struct Flat {
    #[serde(rename = "ref")]
    reference: String,
    kind: Kind,
    text: String,
    speaker_name: Option<String>,
    note: Option<String>,
    #[serde(default)]
    kept_at: String,
}

impl Flat {
    fn kept(self, number: usize) -> Kept {
        let speaker = self.speaker_name.map(|name| Speaker {
            id: String::new(),
            sort_name: name.clone(),
            name,
            country: None,
            capacity: None,
        });
        let unknown = || "not recorded".to_owned();
        let entry = Entry {
            title: self.reference.clone(),
            reference: self.reference,
            kind: self.kind,
            text: self.text,
            speaker,
            document: None,
            sources: Vec::new(),
            themes: Vec::new(),
            caution: None,
            edition: Edition { id: String::new(), title: "corpus".to_owned(), edition: unknown() },
            note: self.note,
        };
        Kept { id: format!("v1-{number}"), kept_at: self.kept_at, entry, prefix: String::new(), suffix: String::new() }
    }
}

/// The brief in the bytes of a file, of this version or an older one. No text in it can steer a terminal.
pub(super) fn read(bytes: &[u8]) -> Result<Brief, Unreadable> {
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    let text = std::str::from_utf8(bytes).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let mut file: Value = serde_json::from_str(text).map_err(damaged)?;
    let number = |name: &str| file.get(name).and_then(Value::as_u64);
    let version = number("version").or_else(|| number("schema_version"));
    clean(&mut file);
    let items = file.get_mut("items").map(Value::take);
    let (version, items) = match (version, items) {
        (Some(newer), _) if newer > VERSION => return Err(Unreadable::Newer(newer)),
        (Some(version @ 1..), Some(items)) => (version, items),
        _ => return Err(Unreadable::Damaged("it has no version or no items".to_owned())),
    };
    let items: Vec<Kept> = if version == 1 {
        let flat: Vec<Flat> = typed(&items).map_err(damaged)?;
        flat.into_iter().zip(1..).map(|(flat, number)| flat.kept(number)).collect()
    } else {
        // The two stand in one object; each is read past the fields of the other.
        let frames: Vec<Frame> = typed(&items).map_err(damaged)?;
        let entries: Vec<Entry> = typed(&items).map_err(damaged)?;
        let both = frames.into_iter().zip(entries);
        both.map(|(Frame { id, kept_at, prefix, suffix }, entry)| Kept { id, kept_at, entry, prefix, suffix }).collect()
    };
    Ok(Brief { items: with_ids_of_their_own(items) })
}

/// A value in its type, by way of its JSON: all files are read by the same code.
fn typed<T: DeserializeOwned>(value: &Value) -> serde_json::Result<T> {
    serde_json::from_str(&serde_json::to_string(value)?)
}

/// The items, those whose id is missing or taken with another. Somebody may have copied an item by hand; it is theirs all the same.
fn with_ids_of_their_own(mut items: Vec<Kept>) -> Vec<Kept> {
    let mut taken: HashSet<String> = HashSet::with_capacity(items.len());
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for kept in &mut items {
        let wanted = if kept.id.is_empty() { "item".to_owned() } else { kept.id.clone() };
        kept.id.clone_from(&wanted);
        while !taken.insert(kept.id.clone()) {
            let number = numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            kept.id = format!("{wanted}-{number}");
        }
    }
    items
}

/// Takes out of every text what a terminal should never see. A note keeps its lines.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = sanitize(text).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(note) if name == "note" => {
                        *note = note.split('\n').map(sanitize).collect::<Vec<_>>().join("\n");
                    }
                    value => clean(value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
