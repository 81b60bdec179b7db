//! The gate that every text of a file passes on its way into a record, whatever field of whatever record it is for.
//!
//! It stands between the reader of JSON and the types: a deserializer that hands everything on as it is, but strings made safe, and that counts
//! the objects, so that a file of millions of them ends before the memory does. It also sees how far the reading is.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use crate::text::sanitize::sanitize;

/// As many texts and lists go through with each object that may. A passage has some seven, but only half of the objects are passages at most.
pub const MOST_BESIDE: usize = 6;

/// After so many bytes it is told how far the reading is.
const STEP: usize = 1 << 18;

/// What has gone through.
pub struct Gate<'p> {
    records: Cell<usize>,
    most: usize,
    /// Texts and lists.
    beside: Cell<usize>,
    /// Whether texts go through as they are.
    open: bool,
    progress: &'p dyn Fn(usize),
    /// Where in memory the bytes begin, and from where on it is told again how far it is.
    start: usize,
    next: Cell<usize>,
}

impl<'p> Gate<'p> {
    /// A gate that lets so many objects through and no more, nor more than [`MOST_BESIDE`] times as many texts and lists.
    pub fn new(most: usize) -> Gate<'p> {
        let (records, beside, next) = (Cell::new(0), Cell::new(0), Cell::new(usize::MAX));
        Gate { records, most, beside, open: false, progress: &|_| {}, start: 0, next }
    }

    /// A gate that stands open, for a file whose texts are known to be safe.
    pub fn open() -> Gate<'p> {
        Gate { open: true, ..Gate::new(usize::MAX) }
    }

    /// The same, in the way of who reads these bytes; `progress` is told from time to time how many of them have been read.
    pub fn telling(self, bytes: &[u8], progress: &'p dyn Fn(usize)) -> Gate<'p> {
        let start = bytes.as_ptr().addr();
        Gate { progress, start, next: Cell::new(start + STEP), ..self }
    }

    /// A text stands where it was read.
    fn pass(&self, text: &str) {
        let at = text.as_ptr().addr();
        if at >= self.next.get() {
            self.next.set(at + STEP);
            (self.progress)(at - self.start);
        }
    }

    /// Whether there were more.
    pub fn is_overrun(&self) -> bool {
        self.records.get() > self.most || self.beside.get() > self.most.saturating_mul(MOST_BESIDE)
    }

    /// Something of serde's, this side of the gate.
    pub fn before<T>(&'p self, inner: T) -> Gated<'p, T> {
        Gated { inner, gate: self }
    }

    fn count<E: Error>(&self, what: &Cell<usize>) -> Result<(), E> {
        what.set(what.get() + 1);
        if self.is_overrun() { Err(E::custom("there are more records than a corpus may have")) } else { Ok(()) }
    }
}

/// A deserializer, a visitor, or what they hand each other, with the gate before it.
pub struct Gated<'g, T> {
    inner: T,
    gate: &'g Gate<'g>,
}

/// The methods of a deserializer that take a visitor and nothing else.
macro_rules! hand_on {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(self.gate.before(visitor))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Gated<'_, D> {
    type Error = D::Error;

    hand_on! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq deserialize_map deserialize_identifier
        deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_unit_struct(name, self.gate.before(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_newtype_struct(name, self.gate.before(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple(length, self.gate.before(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple_struct(name, length, self.gate.before(visitor))
    }

    /// A record is an object and nothing else. serde would take a list of its fields as well, which is not counted here.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_enum(name, variants, self.gate.before(visitor))
    }
}

/// The methods of a visitor that take a value without text in it.
macro_rules! let_through {
    ($($method:ident: $type:ty)*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.inner.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Gated<'_, V> {
    type Value = V::Value;

    let_through! { visit_bool: bool visit_i64: i64 visit_u64: u64 visit_f64: f64 }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.gate.count(&self.gate.beside)?;
        if self.gate.open { self.inner.visit_str(text) } else { self.inner.visit_str(&sanitize(text)) }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        self.gate.pass(text);
        self.visit_str(text)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(self.gate.before(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(self.gate.before(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<V::Value, A::Error> {
        self.gate.count(&self.gate.beside)?;
        self.inner.visit_seq(self.gate.before(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<V::Value, A::Error> {
        self.gate.count(&self.gate.records)?;
        self.inner.visit_map(self.gate.before(object))
    }

    /// A variant is one of those known: no text of the file's own comes in.
    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(variant)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Gated<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(self.gate.before(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Gated<'_, A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.inner.next_element_seed(self.gate.before(seed))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Gated<'_, A> {
    type Error = A::Error;

    /// A key is compared with those that are known, and goes nowhere.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.inner.next_key_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.inner.next_value_seed(self.gate.before(seed))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::Gate;

    fn gated<T: for<'de> Deserialize<'de>>(json: &str, most: usize) -> (Result<T, serde_json::Error>, bool) {
        let gate = Gate::new(most);
        let mut reader = serde_json::Deserializer::from_str(json);
        let read = T::deserialize(gate.before(&mut reader));
        (read, gate.is_overrun())
    }

    #[test]
    fn a_text_is_safe_wherever_it_stands() {
        let evil = r#"{"a": "\u001b[31mred", "b": ["\u202ex", {"c": "two\nlines"}], "n": [1, -2, 0.5, true, null]}"#;
        let safe = json!({"a": "red", "b": ["x", {"c": "two lines"}], "n": [1, -2, 0.5, true, null]});
        assert_eq!(gated::<Value>(evil, 2).0.ok(), Some(safe));
    }

    #[test]
    fn a_text_is_safe_in_a_record_of_any_make() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Inner {
            text: Option<String>,
            pair: (String, String),
        }
        #[derive(Debug, PartialEq, Deserialize)]
        struct Outer {
            #[serde(flatten)]
            inner: Inner,
            list: Vec<String>,
        }
        let evil = r#"{"text": "a\u0007b", "pair": ["\u001b]0;x\u0007y", "z"], "list": ["\u009b1mq"]}"#;
        let inner = Inner { text: Some("ab".into()), pair: ("y".into(), "z".into()) };
        let outer = Outer { inner, list: vec!["q".into()] };
        assert_eq!(gated::<Outer>(evil, 1).0.ok(), Some(outer));
    }

    #[test]
    fn a_record_is_no_list_of_its_fields() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Named {
            name: String,
        }
        assert_eq!(gated(r#"{"name": "a"}"#, 1).0.ok(), Some(Named { name: "a".into() }));
        let error = gated::<Named>(r#"["a"]"#, 1).0.map_err(|error| error.to_string());
        assert!(error.is_err_and(|said| said.starts_with("invalid type: sequence, expected struct Named")));
    }

    #[test]
    fn more_objects_than_are_let_through_end_the_reading() {
        let (read, overrun) = gated::<Value>(r#"[{}, {"a": {}}, {}]"#, 3);
        assert!(read.is_err() && overrun);
        let (read, overrun) = gated::<Value>(r#"[{}, {"a": {}}]"#, 3);
        assert!(read.is_ok() && !overrun);
    }

    #[test]
    fn more_texts_and_lists_than_go_with_the_objects_end_the_reading() {
        for (value, number, fits) in [("[]", 4, true), ("[]", 5, false), ("\"\"", 4, true), ("\"\"", 5, false)] {
            let (read, overrun) = gated::<Value>(&format!("[[{}]]", [value].repeat(number).join(",")), 1);
            assert_eq!((read.is_ok(), overrun), (fits, !fits), "{number} of {value}");
        }
    }
}
