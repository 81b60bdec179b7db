//! Reading a file as JSON, strictly: what a lenient reader passes over in silence (a key given twice, half of a surrogate pair) is
//! reported with its place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Findings, Path, shown};

/// The file as a text that holds no half of a surrogate pair; `None`, with the reason reported, where it is no text.
pub fn text<'b>(bytes: &'b [u8], found: &mut Findings) -> Option<Cow<'b, str>> {
    let root = Path::ROOT;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        found.add(&root, &"", "the file is empty; a corpus is a JSON object");
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (line, column) = place(bytes, error.valid_up_to());
            found.add(
                &root,
                &"",
                format!("line {line}, column {column}: these bytes are not UTF-8; save the file as UTF-8"),
            );
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        found.add(&root, &"", "the file begins with a byte order mark; save it as UTF-8 without one");
    }
    Some(without_lone_surrogates(text.trim_start_matches('\u{feff}'), found))
}

/// The text as a JSON value; `None`, with the reason reported, where it is not JSON at all.
pub fn read(text: &str, found: &mut Findings) -> Option<Value> {
    let root = Path::ROOT;
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Seed { path: &root, found }.deserialize(&mut reader);
    match read.and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => Some(value),
        Err(error) => {
            found.add(&root, &"", syntax(&error));
            None
        }
    }
}

/// What a syntax error says, with its place first.
pub fn syntax(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let way_out = match said {
        "recursion limit exceeded" => "lists and objects are nested more than 128 deep; a corpus needs fewer than ten",
        "number out of range" => "this number is too large to be one; write a figure that is known, or leave it out",
        _ => "mend the JSON there",
    };
    format!("line {}, column {}: {said}: {way_out}", error.line(), error.column())
}

/// Line and column, both counted from 1, of an offset; columns in characters.
fn place(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset];
    let line = before.split(|&byte| byte == b'\n').count();
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// The text with each lone surrogate escape replaced by that of U+FFFD, so that reading can go on behind it.
fn without_lone_surrogates<'a>(text: &'a str, found: &mut Findings) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'\\')) {
        at += next;
        match unit(bytes, at) {
            Some(0xd800..=0xdbff) => {
                if matches!(unit(bytes, at + 6), Some(0xdc00..=0xdfff)) {
                    at += 12;
                } else {
                    halves.push(at);
                    at += 6;
                }
            }
            Some(0xdc00..=0xdfff) => {
                halves.push(at);
                at += 6;
            }
            _ => at += 2,
        }
    }
    if halves.is_empty() {
        return text.into();
    }
    let mut mended = text.to_owned();
    for &at in halves.iter().rev() {
        mended.replace_range(at..at + 6, "\\ufffd");
    }
    let (mut line, mut start, mut before) = (1, 0, 0);
    for &at in halves.iter().take(100) {
        // From one to the next: the text is gone through once, however long it is.
        for (newline, _) in text[before..at].match_indices('\n') {
            line += 1;
            start = before + newline + 1;
        }
        before = at;
        let column = text[start..at].chars().count() + 1;
        let escape = &text[at..at + 6];
        found.add(
            &Path::ROOT,
            &"",
            format!("line {line}, column {column}: {escape} is half of a surrogate pair; write both halves or the character itself"),
        );
    }
    mended.into()
}

/// The UTF-16 unit that a `\uXXXX` escape at an offset stands for.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let escape = bytes.get(at..at + 6)?;
    let digits = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Builds a value and reports every key that an object has twice.
struct Seed<'a> {
    path: &'a Path<'a>,
    found: &'a mut Findings,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let path = self.path.at(values.len());
            let seed = Seed { path: &path, found: &mut *self.found };
            match list.next_element_seed(seed)? {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let path = self.path.key(&key);
            let seed = Seed { path: &path, found: &mut *self.found };
            let value = map.next_value_seed(seed)?;
            if values.contains_key(&key) {
                let id = values.get("id").and_then(Value::as_str).unwrap_or_default();
                self.found.add(&path, &id, format!("the key {} stands here twice; keep one of them", shown(&key)));
            }
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }
}
