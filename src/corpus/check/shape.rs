//! Whether the values of a file have the shapes that the published schema describes.
//!
//! `data/corpus.schema.json` is read here as well, so that what is published and what is checked cannot differ. Of JSON Schema only what that
//! file uses is understood: `$ref` into `$defs`, `type`, `properties`, `required`, `items`, `enum`, and bounds; the forms of strings (`pattern`) are
//! left to the rules, which can say more. What is broken is replaced by something of the right shape and remembered, so that the rules
//! can be tried on the rest.

use serde_json::{Map, Value, json};

use super::{Findings, Path, kind_of, nearest, shown};
use crate::corpus::records::records;
use crate::corpus::{CorpusFile, SCHEMA_VERSION};
use crate::text::packed::{Packed, packed};
use crate::text::sanitize::first_unsafe;

/// The schema, as it is published.
pub const SCHEMA: Packed = packed!("corpus.schema.json");

/// The file in its types, broken places mended. `None`, reported, where it is of another version or no object.
pub fn mend(value: Value, found: &mut Findings) -> Option<CorpusFile> {
    let root = Path::ROOT;
    if value.get("schema_version").is_some_and(|version| is_other_version(version, found)) {
        return None;
    }
    if !value.is_object() {
        found.add(&root, &"", format!("here stands {}; a corpus is an object", what(&value)));
        return None;
    }
    let schema = schema();
    let shape = Shape { definitions: &schema["$defs"] };
    let mended = shape.mend(&schema, value, &root, "", found).filter(|_| !found.overflows())?;
    // By way of the bytes: reading the types from values as well would bring all their code twice.
    match serde_json::to_string(&mended).and_then(|json| records(&json)) {
        Ok(file) => Some(file),
        Err(error) => {
            found.add(&root, &"", format!("the file cannot be read: {error}; compare it with the schema"));
            None
        }
    }
}

/// The published schema as a value.
pub(super) fn schema() -> Value {
    serde_json::from_str(&SCHEMA.text()).unwrap_or_default()
}

/// Whether a file is of another version than the one that is read, which is then all that is said of it.
pub(super) fn is_other_version(version: &Value, found: &mut Findings) -> bool {
    let other = version.is_number() && *version != json!(SCHEMA_VERSION);
    if other {
        let message = format!(
            "the file is of version {version}, this program reads version {SCHEMA_VERSION}; take a program of its age, or rewrite the file for version {SCHEMA_VERSION}"
        );
        found.add(&Path::ROOT.key("schema_version"), &"", message);
    }
    other
}

/// What a schema says, its references resolved.
pub(super) struct Shape<'s> {
    pub(super) definitions: &'s Value,
}

impl<'s> Shape<'s> {
    pub(super) fn resolve(&self, schema: &'s Value) -> &'s Value {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
        name.and_then(|name| self.definitions.get(name)).unwrap_or(schema)
    }

    /// The value, mended inside; `None`, reported, where it is of another shape altogether.
    pub(super) fn mend(
        &self,
        schema: &'s Value,
        value: Value,
        path: &Path<'_>,
        id: &str,
        found: &mut Findings,
    ) -> Option<Value> {
        if found.overflows() {
            return None;
        }
        let schema = self.resolve(schema);
        match (schema["type"].as_str().unwrap_or_default(), value) {
            ("object", Value::Object(fields)) => Some(self.mend_object(schema, fields, path, id, found)),
            ("array", Value::Array(values)) => self.mend_list(schema, values, path, id, found),
            ("string", Value::String(text)) => mend_text(schema, text, path, id, found),
            ("integer", Value::Number(number)) => mend_number(schema, &number, path, id, found),
            ("boolean", value @ Value::Bool(_)) => Some(value),
            (_, Value::Null) => {
                found.mend(path, &id, "here stands null; leave the key out where a thing is not known");
                None
            }
            (expected, value) => {
                let message = format!("here stands {}; it must be {}", what(&value), called(expected));
                found.mend(path, &id, message);
                None
            }
        }
    }

    fn mend_object(
        &self,
        schema: &'s Value,
        mut fields: Map<String, Value>,
        path: &Path<'_>,
        id: &str,
        found: &mut Findings,
    ) -> Value {
        let own = reference(&fields, path, id);
        let (Some(known), required) = (schema["properties"].as_object(), &schema["required"]) else {
            return Value::Object(fields);
        };
        let is_required = |key: &str| required.as_array().is_some_and(|keys| keys.iter().any(|other| other == key));
        let mut mended = Map::new();
        for (key, schema) in known {
            if found.overflows() {
                break;
            }
            let path = path.key(key);
            let value = match fields.remove(key) {
                Some(value) => self.mend(schema, value, &path, &own, found),
                None if is_required(key) => {
                    self.miss(schema, key, &path, &own, found);
                    None
                }
                None => continue,
            };
            match value {
                Some(value) => {
                    mended.insert(key.clone(), value);
                }
                None if is_required(key) => {
                    mended.insert(key.clone(), self.stand_in(schema));
                }
                None => {}
            }
        }
        for key in fields.keys() {
            if found.overflows() {
                break;
            }
            unknown(key, known, path, &own, found);
        }
        Value::Object(mended)
    }

    /// Reports a required key that is missing.
    pub(super) fn miss(&self, schema: &'s Value, key: &str, path: &Path<'_>, id: &str, found: &mut Findings) {
        let description = self.resolve(schema)["description"].as_str().unwrap_or_default();
        let description = schema["description"].as_str().unwrap_or(description);
        let description = description.trim_end_matches('.');
        found.mend(path, &id, format!("`{key}` is missing; give it ({description})"));
    }

    fn mend_list(
        &self,
        schema: &'s Value,
        values: Vec<Value>,
        path: &Path<'_>,
        id: &str,
        found: &mut Findings,
    ) -> Option<Value> {
        if !has_length(schema, values.len(), path, id, found) {
            return None;
        }
        let items = &schema["items"];
        let mut mended = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            let value = self.mend(items, value, &path.at(at), id, found);
            if found.overflows() {
                return None;
            }
            mended.push(value.unwrap_or_else(|| self.stand_in(items)));
        }
        Some(Value::Array(mended))
    }

    /// The least value of a shape.
    fn stand_in(&self, schema: &'s Value) -> Value {
        let schema = self.resolve(schema);
        match schema["type"].as_str().unwrap_or_default() {
            "object" => {
                let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
                Value::Object(required.map(|key| (key.to_owned(), self.stand_in(&schema["properties"][key]))).collect())
            }
            "array" => json!([]),
            "integer" => schema.get("const").or(schema.get("minimum")).cloned().unwrap_or_else(|| json!(0)),
            "boolean" => json!(false),
            _ => schema["enum"].get(0).cloned().unwrap_or_else(|| json!("")),
        }
    }
}

/// Reports a key that the schema does not know.
pub(super) fn unknown(key: &str, known: &Map<String, Value>, path: &Path<'_>, id: &str, found: &mut Findings) {
    let near = nearest(key, known.keys().map(String::as_str));
    found.add(&path.key(key), &id, format!("no key of that name is known here{near}; rename it or take it out"));
}

/// Whether a list has as many elements as it may have; it is reported if not.
pub(super) fn has_length(schema: &Value, count: usize, path: &Path<'_>, id: &str, found: &mut Findings) -> bool {
    let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
    let length = count as u64;
    let right = least.is_none_or(|least| length >= least) && most.is_none_or(|most| length <= most);
    if !right {
        let expected = match (least, most) {
            (Some(least), Some(most)) if least == most => format!("exactly {least}"),
            (Some(least), _) if length < least => format!("at least {least}"),
            _ => format!("at most {}", most.unwrap_or_default()),
        };
        found.mend(path, &id, format!("the list has {count} elements; it must have {expected}"));
    }
    right
}

/// What an object is called: its reference as far as it can be told from what it holds, else that of what it is part of.
pub(super) fn reference(fields: &Map<String, Value>, path: &Path<'_>, within: &str) -> String {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let number = |key: &str| fields.get(key).and_then(Value::as_u64);
    let own = path.element().and_then(|(list, at)| match list {
        "timeline" => Some(format!("timeline:{}", at + 1)),
        "ballots" => Some(format!("ballot:{}.{}", text("post")?, number("round")?)),
        "sections" | "passages" => Some(format!("{within}.{}", number("number")?)),
        _ => Some(format!("{}{}", kind_of(list), text("id")?)),
    });
    own.unwrap_or_else(|| within.to_owned())
}

fn mend_text(schema: &Value, text: String, path: &Path<'_>, id: &str, found: &mut Findings) -> Option<Value> {
    if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.iter().any(|value| value == &text)) {
        let allowed: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
        let near = nearest(&text, allowed.iter().copied());
        found.mend(path, &id, format!("{} is none of {}{near}", shown(&text), allowed.join(", ")));
        return None;
    }
    if text.trim().is_empty() && schema["minLength"] == 1 {
        found.mend(path, &id, "the text is empty; write it, or leave the key out where it may be");
    }
    if let Some((at, c)) = first_unsafe(&text) {
        let (place, code) = (text[..at].chars().count() + 1, u32::from(c));
        found.add(path, &id, format!("character {place} is U+{code:04X}, which no text may hold; take it out"));
    }
    Some(Value::String(text))
}

fn mend_number(
    schema: &Value,
    number: &serde_json::Number,
    path: &Path<'_>,
    id: &str,
    found: &mut Findings,
) -> Option<Value> {
    let (least, most) =
        (schema["minimum"].as_u64().unwrap_or(0), schema["maximum"].as_u64().unwrap_or(u32::MAX.into()));
    match number.as_u64() {
        Some(value) if (least..=most).contains(&value) => Some(json!(value)),
        _ => {
            let given = number.to_string();
            found.mend(path, &id, format!("{} is no whole number from {least} to {most}", shown(&given)));
            None
        }
    }
}

/// What a value is, in words.
fn what(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", shown(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// What a type of the schema is called, in words.
fn called(expected: &str) -> &'static str {
    match expected {
        "object" => "an object",
        "array" => "a list",
        "integer" => "a whole number",
        "boolean" => "true or false",
        _ => "a text in quotation marks",
    }
}
