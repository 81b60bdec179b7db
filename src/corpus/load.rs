//! From the bytes of a file to a [`Corpus`].
//!
//! A sound file takes the short way: it is read straight into its types, and only what the program relies on is looked at. When anything
//! is amiss there, the whole of [`check`] is run, so that the reader of the message sees all that is wrong at once.
//! Whatever a file holds, no text that could steer a terminal leaves this module.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::check::{Findings, Problem, check, rules};
use super::{Corpus, CorpusFile};
use crate::text::sanitize::{first_unsafe, sanitize};

/// The corpus that is compiled into the program.
pub const BUNDLED: &[u8] = include_bytes!("../../data/pp22.json");

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 512 << 20;

/// The most passages of a corpus.
pub use super::check::rules::MOST_PASSAGES;

/// A smaller file cannot hold [`MOST_PASSAGES`]: the shortest passage, with its comma, has 37 bytes.
const TOO_SMALL_TO_COUNT: usize = MOST_PASSAGES * 32;

/// Why a corpus could not be loaded. Each kind says what to do about it.
#[derive(Debug)]
pub enum LoadError {
    /// The file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// It is a directory, a device or the like.
    NotAFile {
        /// What was given.
        path: PathBuf,
    },
    /// It has more than [`MOST_BYTES`].
    TooLarge {
        /// The file.
        path: Option<PathBuf>,
        /// Its size in bytes.
        bytes: u64,
    },
    /// It has more than [`MOST_PASSAGES`], or twice as many records in all.
    TooMany {
        /// The file.
        path: Option<PathBuf>,
    },
    /// It breaks the rules of a corpus.
    Invalid {
        /// The file.
        path: Option<PathBuf>,
        /// All that is wrong with it.
        problems: Vec<Problem>,
    },
}

impl LoadError {
    fn of(mut self, file: &Path) -> Self {
        if let Self::TooLarge { path, .. } | Self::TooMany { path } | Self::Invalid { path, .. } = &mut self {
            *path = Some(file.to_owned());
        }
        self
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// More problems than this are counted: a screen or two is what anybody reads.
        const SHOWN: usize = 50;
        let name = |path: &Path| sanitize(&path.to_string_lossy()).into_owned();
        let named = |path: &Option<PathBuf>| path.as_deref().map_or_else(|| "the corpus".to_owned(), name);
        match self {
            Self::Unreadable { path, error } => write!(f, "{}: cannot be read: {error}", name(path)),
            Self::NotAFile { path } => {
                write!(f, "{}: is not a regular file; name a corpus file in JSON", name(path))
            }
            Self::TooLarge { path, bytes } => {
                let (size, most) = (bytes.div_ceil(1 << 20), MOST_BYTES >> 20);
                write!(f, "{}: has {size} MiB; the limit is {most} MiB: divide it into several corpora", named(path))
            }
            Self::TooMany { path } => {
                write!(
                    f,
                    "{}: has more than {MOST_PASSAGES} passages, or twice as many records in all, which is the limit; divide it into several corpora",
                    named(path)
                )
            }
            Self::Invalid { path, problems } => {
                let count = problems.len();
                let s = if count == 1 { "" } else { "s" };
                write!(f, "{}: not a sound corpus, {count} problem{s}:", named(path))?;
                for problem in problems.iter().take(SHOWN) {
                    write!(f, "\n  {problem}")?;
                }
                if count > SHOWN {
                    write!(f, "\n  and {} more; `hustings check` lists them", count - SHOWN)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl Corpus {
    /// The corpus that is compiled into the program. Its texts are known to be safe, so they are not looked through at every start.
    ///
    /// # Panics
    /// Never: a test loads the bundled corpus as any other and checks it.
    #[must_use]
    pub fn bundled() -> Corpus {
        let file = serde_json::from_slice(BUNDLED).ok().filter(is_sound);
        Corpus::from(file.expect("the bundled corpus is checked by a test"))
    }

    /// A corpus from the bytes of its file.
    ///
    /// # Errors
    /// If they are no sound corpus: the error holds all that is wrong, not the first thing only. If they are beyond the limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Corpus, LoadError> {
        within_limits(bytes)?;
        match serde_json::from_slice::<CorpusFile>(bytes) {
            Ok(file) if is_sound(&file) => {
                if holds_only_safe_text(bytes) {
                    return Ok(Corpus::from(file));
                }
                drop(file);
                cleaned(bytes).map(Corpus::from)
            }
            _ => Err(invalid(bytes)),
        }
    }

    /// A corpus from a file.
    ///
    /// # Errors
    /// If it cannot be read, is no regular file, is beyond the limits (which is found before it is read), or is no sound corpus.
    pub fn open(path: &Path) -> Result<Corpus, LoadError> {
        Corpus::from_bytes(&read(path)?).map_err(|error| error.of(path))
    }
}

/// The bytes of a corpus file.
///
/// # Errors
/// If it cannot be read, is no regular file or has more than [`MOST_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
    // A pipe or a device is refused before it is opened: opening one may never return.
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: path.to_owned() });
    }
    let too_large = |bytes| Err(LoadError::TooLarge { path: Some(path.to_owned()), bytes });
    if metadata.len() > MOST_BYTES {
        return too_large(metadata.len());
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // The file may grow while it is read.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES { too_large(bytes.len() as u64) } else { Ok(bytes) }
}

/// Refuses what is beyond the limits before it is taken into memory as records.
///
/// # Errors
/// If it is.
pub fn within_limits(bytes: &[u8]) -> Result<(), LoadError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(LoadError::TooLarge { path: None, bytes: bytes.len() as u64 });
    }
    if bytes.len() > TOO_SMALL_TO_COUNT {
        let (mut records, mut passages) = (0, 0);
        let count = Count { records: &mut records, passages: &mut passages, in_passages: false };
        // Whatever else is wrong is said by those who read it in earnest.
        let _ = count.deserialize(&mut serde_json::Deserializer::from_slice(bytes));
        if passages > MOST_PASSAGES || records > 2 * MOST_PASSAGES {
            return Err(LoadError::TooMany { path: None });
        }
    }
    Ok(())
}

/// Whether the program can rely on the file.
fn is_sound(file: &CorpusFile) -> bool {
    let mut found = Findings::default();
    rules::essential(file, &mut found);
    found.is_empty()
}

/// All that is wrong with a file that the short way refused.
fn invalid(bytes: &[u8]) -> LoadError {
    LoadError::Invalid { path: None, problems: check(bytes) }
}

/// Whether no string of a JSON file can hold a character that [`sanitize`] would take out; `false` where that is not plain to see.
fn holds_only_safe_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        if !matches!(rest.as_bytes().get(at + 1), Some(b'"' | b'\\' | b'/')) {
            return false;
        }
        rest = &rest[at + 2..];
    }
    // Line breaks and tabs stand between the values of a file, never inside a string, where they are written as escapes.
    text.split(['\n', '\r', '\t']).all(|line| first_unsafe(line).is_none())
}

/// The file with every string made safe. What it holds has been read as JSON before; it is rewritten as text, since its values would take
/// many times the memory.
fn cleaned(bytes: &[u8]) -> Result<CorpusFile, LoadError> {
    let safe = std::str::from_utf8(bytes).ok().and_then(safe_json).ok_or_else(|| invalid(bytes))?;
    match serde_json::from_str(&safe) {
        Ok(file) if is_sound(&file) => Ok(file),
        _ => Err(invalid(bytes)),
    }
}

/// A JSON text with every string in it made safe; `None` where it is not JSON.
fn safe_json(text: &str) -> Option<String> {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let string = &rest[start..];
        let end = end_of_string(string)?;
        let (string, after) = string.split_at(end);
        safe.push_str(&rest[..start]);
        if string.contains('\\') || first_unsafe(string).is_some() {
            let value: String = serde_json::from_str(string).ok()?;
            safe.push_str(&serde_json::to_string(&sanitize(&value)).ok()?);
        } else {
            safe.push_str(string);
        }
        rest = after;
    }
    safe.push_str(rest);
    Some(safe)
}

/// The length in bytes of the string that a text begins with, quotation marks included.
fn end_of_string(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Counts the objects of a file, and those among them that stand in a list of passages, keeping nothing.
struct Count<'a> {
    records: &'a mut usize,
    passages: &'a mut usize,
    in_passages: bool,
}

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let in_passages = self.in_passages;
        loop {
            let count = Count { records: &mut *self.records, passages: &mut *self.passages, in_passages };
            if list.next_element_seed(count)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        *self.records += 1;
        *self.passages += usize::from(self.in_passages);
        while let Some(key) = map.next_key::<String>()? {
            let in_passages = key == "passages";
            map.next_value_seed(Count { records: &mut *self.records, passages: &mut *self.passages, in_passages })?;
        }
        Ok(())
    }
}
