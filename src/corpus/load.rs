//! From the bytes of a file to a [`Corpus`].
//!
//! A sound file takes the short way: it is read straight into its types, every text through a gate that makes it safe, and only what the program
//! relies on is looked at. When anything is amiss there, the whole of [`check`] is run, so that the reader of the message sees all
//! that is wrong at once. Whatever a file holds, no text that could steer a terminal leaves this module.

mod stream;

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::check::{Findings, Problem, check, rules};
use super::records::{Gate, MOST_BESIDE};
use super::{Corpus, CorpusFile};
use crate::text::sanitize::sanitize;
use stream::Draft;

/// The file of the corpus that is compiled into the program, without the white space between its values.
pub const BUNDLED: &str = include_str!(concat!(env!("OUT_DIR"), "/pp22.json"));

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 512 << 20;

/// The most passages of a corpus.
pub use super::check::rules::MOST_PASSAGES;

/// How much of a file is read at once, in bytes.
const BLOCK: u64 = 1 << 18;

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
    /// It has more than [`MOST_PASSAGES`], or twice as many records in all, or more texts and lists than go with those.
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
    /// The same of the file at a path.
    #[must_use]
    pub fn of(mut self, file: &Path) -> Self {
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
                    "{}: has more than {MOST_PASSAGES} passages, twice as many records in all, or {MOST_BESIDE} texts and lists for each of those, which is the limit; divide it into several corpora",
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
    /// The corpus that is compiled into the program.
    ///
    /// # Panics
    /// Never: what other corpora are asked at each start, a test has asked this one.
    #[must_use]
    pub fn bundled() -> Corpus {
        let mut reader = serde_json::Deserializer::from_str(BUNDLED);
        let file = Draft::new(MOST_PASSAGES, None).read(&mut reader, &Gate::open());
        Corpus::from(file.expect("the bundled corpus is checked by a test"))
    }

    /// A corpus from the bytes of its file.
    ///
    /// # Errors
    /// If they are no sound corpus: the error holds all that is wrong, not the first thing only. If they are beyond the limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Corpus, LoadError> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(LoadError::TooLarge { path: None, bytes: bytes.len() as u64 });
        }
        draft(bytes, &|_| {}, None)
    }

    /// A corpus from a file.
    ///
    /// # Errors
    /// If it cannot be read, is no regular file, is beyond the limits (of size before it is read), or is no sound corpus.
    pub fn open(path: &Path) -> Result<Corpus, LoadError> {
        Source::open(path)?.read_with(&|_| {}, None)
    }
}

/// A corpus file that has been found and opened, but not yet read.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl Source {
    /// Opens a file.
    ///
    /// # Errors
    /// If it cannot be opened, is no regular file or has more than [`MOST_BYTES`].
    pub fn open(path: &Path) -> Result<Source, LoadError> {
        let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
        // A pipe or a device is refused before it is opened: opening one may never return.
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(LoadError::NotAFile { path: path.to_owned() });
        }
        let bytes = metadata.len();
        if bytes > MOST_BYTES {
            return Err(LoadError::TooLarge { path: Some(path.to_owned()), bytes });
        }
        Ok(Source { path: path.to_owned(), file: File::open(path).map_err(unreadable)?, bytes })
    }

    /// Its size in bytes when it was opened.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its name.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it. `progress` is told how far it is, several times a megabyte, as a number of its bytes: a sixteenth of the way is to have them all in
    /// memory. `part` gets what is ready at growing intervals, the head of the file first: sound but for what it names that is still to come.
    ///
    /// # Errors
    /// If it cannot be read, is beyond the limits, or is no sound corpus: the error holds all that is wrong.
    pub fn read(self, progress: &dyn Fn(u64), part: &mut dyn FnMut(Corpus)) -> Result<Corpus, LoadError> {
        self.read_with(progress, Some(part))
    }

    fn read_with(self, progress: &dyn Fn(u64), part: Option<&mut dyn FnMut(Corpus)>) -> Result<Corpus, LoadError> {
        let path = self.path.clone();
        let bytes = self.load(&|read| progress(read / 16))?;
        let all = bytes.len() as u64;
        draft(&bytes, &|read| progress(all / 16 + read as u64 * 15 / 16), part)
            .inspect(|_| progress(all))
            .map_err(|error| error.of(&path))
    }

    /// All its bytes. `progress` is told how many there are.
    fn load(self, progress: &dyn Fn(u64)) -> Result<Vec<u8>, LoadError> {
        let Source { path, mut file, bytes: expected } = self;
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        loop {
            match file.by_ref().take(BLOCK).read_to_end(&mut bytes) {
                Ok(0) => return Ok(bytes),
                Ok(_) => progress(bytes.len() as u64),
                Err(error) => return Err(LoadError::Unreadable { path, error }),
            }
            // The file may grow while it is read.
            let known = file.metadata().map_or(0, |metadata| metadata.len()).max(bytes.len() as u64);
            if known > MOST_BYTES {
                return Err(LoadError::TooLarge { path: Some(path), bytes: known });
            }
        }
    }
}

/// The corpus that bytes hold; `progress` is told how many of them have been read.
fn draft(bytes: &[u8], progress: &dyn Fn(usize), part: Option<&mut dyn FnMut(Corpus)>) -> Result<Corpus, LoadError> {
    let gate = Gate::new(2 * MOST_PASSAGES).telling(bytes, progress);
    let mut draft = Draft::new(MOST_PASSAGES, part);
    let file = std::str::from_utf8(bytes).ok().and_then(|text| {
        let mut reader = serde_json::Deserializer::from_str(text);
        let file = draft.read(&mut reader, &gate).ok()?;
        reader.end().ok().map(|()| file)
    });
    match file {
        Some(file) if is_sound(&file) => Ok(Corpus::from(file)),
        None if gate.is_overrun() || draft.is_overrun() => Err(LoadError::TooMany { path: None }),
        // All that is wrong is told by those who look at the whole.
        _ => Err(LoadError::Invalid { path: None, problems: check(bytes) }),
    }
}

/// The bytes of a corpus file.
///
/// # Errors
/// If it cannot be read, is no regular file or has more than [`MOST_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    Source::open(path)?.load(&|_| {})
}

/// Refuses what is beyond the limits before it is taken into memory as records.
///
/// # Errors
/// If it is.
pub fn within_limits(bytes: &[u8]) -> Result<(), LoadError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(LoadError::TooLarge { path: None, bytes: bytes.len() as u64 });
    }
    if bytes.len() > TOO_SMALL_TO_COUNT
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let mut counts = Counts::default();
        let count = Count { counts: &mut counts, in_passages: false };
        // Whatever else is wrong is said by those who read it in earnest.
        let _ = count.deserialize(&mut serde_json::Deserializer::from_str(text));
        let Counts { records, passages, beside } = counts;
        let most = 2 * MOST_PASSAGES;
        if passages > MOST_PASSAGES || records > most || beside > most * MOST_BESIDE {
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

/// What there is in a file.
#[derive(Default)]
struct Counts {
    records: usize,
    /// Those records that stand in a list of passages.
    passages: usize,
    /// Texts and lists.
    beside: usize,
}

/// Counts what is in a file, keeping nothing.
struct Count<'a> {
    counts: &'a mut Counts,
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
        self.counts.beside += 1;
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Count { counts, in_passages } = self;
        counts.beside += 1;
        while list.next_element_seed(Count { counts: &mut *counts, in_passages })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Count { counts, in_passages } = self;
        counts.records += 1;
        counts.passages += usize::from(in_passages);
        while let Some(key) = map.next_key::<String>()? {
            let in_passages = key == "passages";
            map.next_value_seed(Count { counts: &mut *counts, in_passages })?;
        }
        Ok(())
    }
}
