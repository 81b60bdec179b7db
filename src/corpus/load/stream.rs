//! Reading a corpus from front to back and once: what has been read stands in its records already, so that it can be shown while the rest is still
//! to come.
//!
//! The head, whatever is small, is read by the types themselves; documents, their sections and their passages are followed one by one. What is
//! handed out in between is a corpus that can be listed, read and searched, though it may name records that are still to come. A file that
//! cannot be one any more is given up at once.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::corpus::check::rules::is_document_id;
use crate::corpus::records::Gate;
use crate::corpus::{Corpus, CorpusFile, Document, Passage, PassageKind, Section};

/// After so many passages what is there is handed out for the first time after the head; then whenever it has grown by three quarters.
const FIRST_PART: usize = 2_000;

/// A corpus in the making.
pub struct Draft<'t> {
    file: CorpusFile,
    /// The document and the section that are being read.
    document: Document,
    section: Section,
    /// Whether enough is known of them to be shown.
    document_is_open: bool,
    section_is_open: bool,
    ids: HashSet<String>,
    passages: usize,
    most: usize,
    next: usize,
    tell: Option<&'t mut dyn FnMut(Corpus)>,
}

impl<'t> Draft<'t> {
    /// A draft of at most so many passages, of which parts are handed to `tell`, if there is anybody to be told, as they are ready, at first without
    /// a passage.
    pub fn new(most: usize, tell: Option<&'t mut dyn FnMut(Corpus)>) -> Draft<'t> {
        Draft {
            file: CorpusFile::default(),
            document: Document::default(),
            section: Section::default(),
            document_is_open: false,
            section_is_open: false,
            ids: HashSet::new(),
            passages: 0,
            most,
            next: 0,
            tell,
        }
    }

    /// Reads a whole file. Whether its records name each other rightly is for the caller to see.
    ///
    /// # Errors
    /// If it is no JSON, not of the shape of a corpus, beyond the limits, or plainly unsound.
    pub fn read<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
        gate: &Gate<'_>,
    ) -> Result<CorpusFile, D::Error> {
        Object::<CorpusFile>::of(self).deserialize(gate.before(deserializer))?;
        Ok(std::mem::take(&mut self.file))
    }

    /// Whether there are more passages than a corpus may have.
    pub fn is_overrun(&self) -> bool {
        self.passages > self.most
    }

    /// Hands out what there is, if it is much more than the last time.
    fn hand_out(&mut self) {
        let Some(tell) = self.tell.as_mut().filter(|_| self.passages >= self.next) else { return };
        self.next = FIRST_PART.max(self.passages + self.passages / 4 * 3);
        let mut file = self.file.clone();
        if self.document_is_open {
            let mut document = self.document.clone();
            if self.section_is_open {
                document.sections.push(self.section.clone());
            }
            file.documents.push(document);
        }
        tell(Corpus::from(file));
    }
}

/// What is followed field by field.
trait Followed: Sized {
    /// What is expected where it stands, in words.
    const WHAT: &str;

    /// Reads an object into the draft.
    fn read<'de, A: MapAccess<'de>>(draft: &mut Draft<'_>, object: A) -> Result<(), A::Error>;
}

/// One object that is followed.
struct Object<'d, 't, T> {
    draft: &'d mut Draft<'t>,
    of: PhantomData<T>,
}

impl<'d, 't, T> Object<'d, 't, T> {
    fn of(draft: &'d mut Draft<'t>) -> Object<'d, 't, T> {
        Object { draft, of: PhantomData }
    }
}

impl<'de, T: Followed> DeserializeSeed<'de> for Object<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Followed> Visitor<'de> for Object<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        T::read(self.draft, object)
    }
}

/// A list of objects that are followed.
struct List<'d, 't, T>(Object<'d, 't, T>);

impl<'de, T: Followed> DeserializeSeed<'de> for List<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Followed> Visitor<'de> for List<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of which each element is {}", T::WHAT)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let draft = self.0.draft;
        draft.hand_out();
        while list.next_element_seed(Object::<T>::of(draft))?.is_some() {}
        Ok(())
    }
}

/// The fields of an object that have been read.
#[derive(Default)]
struct Seen(Vec<&'static str>);

impl Seen {
    fn once<E: Error>(&mut self, name: &'static str) -> Result<(), E> {
        if self.0.contains(&name) {
            return Err(E::duplicate_field(name));
        }
        self.0.push(name);
        Ok(())
    }

    fn all<E: Error>(&self, names: &[&'static str]) -> Result<(), E> {
        match names.iter().find(|name| !self.0.contains(name)) {
            Some(name) => Err(E::missing_field(name)),
            None => Ok(()),
        }
    }
}

/// Reads an object into a record of the draft, field by field, and its last list in a way of its own, which is told whether all that has to
/// stand in the record came before.
macro_rules! follow {
    ($object:ident, $record:expr, $type:ident { $($required:ident)*; $($optional:ident)*; $list:ident }, $read:expr) => {{
        // A field of the type that is not read here is an error of the compiler's.
        let $type { $($required: _,)* $($optional: _,)* $list: _ } = &$record;
        let required = [$(stringify!($required)),*];
        let mut seen = Seen::default();
        while let Some(key) = $object.next_key::<String>()? {
            match &*key {
                $(stringify!($required) => {
                    seen.once(stringify!($required))?;
                    $record.$required = $object.next_value()?;
                })*
                $(stringify!($optional) => {
                    seen.once(stringify!($optional))?;
                    $record.$optional = $object.next_value()?;
                })*
                stringify!($list) => {
                    seen.once(stringify!($list))?;
                    $read(seen.all::<A::Error>(&required).is_ok())?;
                }
                _ => {
                    $object.next_value::<IgnoredAny>()?;
                }
            }
        }
        seen.all(&required)?;
    }};
}

impl Followed for CorpusFile {
    const WHAT: &str = "a corpus";

    fn read<'de, A: MapAccess<'de>>(draft: &mut Draft<'_>, mut object: A) -> Result<(), A::Error> {
        follow!(
            object,
            draft.file,
            CorpusFile {
                schema_version id title short_title edition language conference;
                timeline posts people candidacies ballots questions facts themes priorities aliases sources parts;
                documents
            },
            |_| object.next_value_seed(List(Object::<Document>::of(draft)))
        );
        Ok(())
    }
}

impl Followed for Document {
    const WHAT: &str = "a document";

    fn read<'de, A: MapAccess<'de>>(draft: &mut Draft<'_>, mut object: A) -> Result<(), A::Error> {
        follow!(
            object,
            draft.document,
            Document {
                id kind title language rights;
                speaker capacity publisher date url source note;
                sections
            },
            |is_known: bool| {
                draft.document_is_open = is_known && is_document_id(&draft.document.id);
                object.next_value_seed(List(Object::<Section>::of(draft)))
            }
        );
        draft.document_is_open = false;
        let mut document = std::mem::take(&mut draft.document);
        if !is_document_id(&document.id) || !draft.ids.insert(document.id.clone()) {
            return Err(A::Error::custom("a document cannot have this id"));
        }
        document.sections.shrink_to_fit();
        draft.file.documents.push(document);
        Ok(())
    }
}

impl Followed for Section {
    const WHAT: &str = "a section";

    fn read<'de, A: MapAccess<'de>>(draft: &mut Draft<'_>, mut object: A) -> Result<(), A::Error> {
        follow!(
            object,
            draft.section,
            Section { number heading; question; passages },
            |is_known: bool| {
                draft.section_is_open = is_known;
                object.next_value_seed(PassageList { draft })
            }
        );
        draft.section_is_open = false;
        let mut section = std::mem::take(&mut draft.section);
        if section.number as usize != draft.document.sections.len() + 1 {
            return Err(A::Error::custom("a section cannot have this number"));
        }
        section.passages.shrink();
        draft.document.sections.push(section);
        Ok(())
    }
}

/// The passages of the section that is being read.
struct PassageList<'d, 't> {
    draft: &'d mut Draft<'t>,
}

impl<'de> DeserializeSeed<'de> for PassageList<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for PassageList<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of passages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let draft = self.draft;
        let (mut number, mut text_number) = (0, 0);
        while let Some(passage) = list.next_element::<Passage>()? {
            let before = if passage.kind == PassageKind::Text { &mut text_number } else { &mut number };
            *before += 1;
            if passage.number != *before {
                return Err(A::Error::custom("a passage cannot have this number"));
            }
            draft.section.passages.push(passage);
            draft.passages += 1;
            if draft.is_overrun() {
                return Err(A::Error::custom("there are more passages than a corpus may have"));
            }
            draft.hand_out();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Gate};
    use crate::corpus::load::BUNDLED;

    #[test]
    fn more_passages_than_there_may_be_end_the_reading() {
        for (most, fits) in [(1_000, true), (100, false)] {
            let mut draft = Draft::new(most, None);
            let read = draft.read(&mut serde_json::Deserializer::from_str(BUNDLED), &Gate::new(10_000));
            assert_eq!((read.is_ok(), draft.is_overrun()), (fits, !fits));
        }
    }
}
