//! Comparing a large file with the schema as it is read, keeping nothing of it but what was found. Mending would take a value of the whole file; so
//! the rules are tried only where the shape is right.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::shape::{Shape, has_length, is_other_version, reference, schema, unknown};
use super::{Findings, Path, shown, strict};
use crate::corpus::CorpusFile;
use crate::corpus::records::records;

/// The file in its types; `None`, reported, where its shape is not right.
pub fn read(text: &str, found: &mut Findings) -> Option<CorpusFile> {
    let schema = schema();
    let shape = Shape { definitions: &schema["$defs"] };
    let root = Path::ROOT;
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Seed { shape: &shape, schema: shape.resolve(&schema), path: &root, id: "", found };
    let compared = seed.deserialize(&mut reader).and_then(|_| reader.end());
    match compared {
        // What was found before the reading was broken off says why.
        Err(_) if found.overflows() => None,
        Err(error) if error.to_string().starts_with(ENOUGH) => None,
        Err(error) => {
            found.add(&root, &"", strict::syntax(&error));
            None
        }
        Ok(()) if !found.is_empty() => None,
        Ok(()) => match records(text) {
            Ok(file) => Some(file),
            Err(error) => {
                found.add(&root, &"", format!("the file cannot be read: {error}; compare it with the schema"));
                None
            }
        },
    }
}

/// What breaks the reading off where more need not be known.
const ENOUGH: &str = "enough is known";

/// Compares one value with its schema. A text or a number comes back, a list or an object does not.
struct Seed<'a, 's> {
    shape: &'a Shape<'s>,
    schema: &'s Value,
    path: &'a Path<'a>,
    id: &'a str,
    found: &'a mut Findings,
}

impl Seed<'_, '_> {
    /// A value that holds no others is compared as one of a small file.
    fn leaf<E: Error>(self, value: Value) -> Result<Option<Value>, E> {
        let mended = self.shape.mend(self.schema, value, self.path, self.id, self.found);
        if self.found.overflows() { Err(E::custom(ENOUGH)) } else { Ok(mended) }
    }

    fn is(&self, expected: &str) -> bool {
        self.schema["type"] == expected
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Value>, E> {
        self.leaf(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Option<Value>, E> {
        self.leaf(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Option<Value>, E> {
        self.leaf(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Option<Value>, E> {
        self.leaf(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<Value>, E> {
        self.leaf(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Option<Value>, E> {
        self.leaf(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Value>, A::Error> {
        if !self.is("array") {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return self.leaf(Value::Array(Vec::new()));
        }
        let items = self.shape.resolve(&self.schema["items"]);
        let mut count = 0;
        loop {
            let path = self.path.at(count);
            let seed = Seed { shape: self.shape, schema: items, path: &path, id: self.id, found: &mut *self.found };
            if list.next_element_seed(seed)?.is_none() {
                break;
            }
            count += 1;
        }
        has_length(self.schema, count, self.path, self.id, self.found);
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Value>, A::Error> {
        let (true, Some(known)) = (self.is("object"), self.schema["properties"].as_object()) else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return self.leaf(Value::Object(Map::new()));
        };
        let mut own = self.id.to_owned();
        // What names the record, and which of its keys were there.
        let mut names = Map::new();
        let mut given: Vec<&str> = Vec::with_capacity(known.len());
        while let Some(key) = map.next_key::<String>()? {
            let path = self.path.key(&key);
            let Some((known_key, schema)) = known.get_key_value(&key) else {
                unknown(&key, known, self.path, &own, self.found);
                map.next_value::<IgnoredAny>()?;
                if self.found.overflows() {
                    return Err(A::Error::custom(ENOUGH));
                }
                continue;
            };
            let schema = self.shape.resolve(schema);
            let seed = Seed { shape: self.shape, schema, path: &path, id: &own, found: &mut *self.found };
            let value = map.next_value_seed(seed)?;
            if given.contains(&known_key.as_str()) {
                self.found.add(&path, &own, format!("the key {} stands here twice; keep one of them", shown(&key)));
            }
            given.push(known_key);
            match value {
                Some(version) if key == "schema_version" && is_other_version(&version, self.found) => {
                    return Err(A::Error::custom(ENOUGH));
                }
                Some(value) if matches!(key.as_str(), "id" | "number" | "post" | "round") => {
                    names.insert(key, value);
                    own = reference(&names, self.path, self.id);
                }
                _ => {}
            }
            if given.len() > 4 * known.len() {
                return Err(A::Error::custom(ENOUGH));
            }
        }
        for key in self.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !given.contains(&key) {
                self.shape.miss(&known[key], key, &self.path.key(key), &own, self.found);
            }
        }
        if self.found.overflows() { Err(A::Error::custom(ENOUGH)) } else { Ok(None) }
    }
}
