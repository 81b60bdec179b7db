//! Documents that a user brings: from the bytes of a file to a [`Draft`] that can join a corpus.
//!
//! [`read`] finds out what a file is by what it holds, has the reader of that form take it apart into [`Block`]s, and has what
//! printing, pages and sites added taken off again. Nothing is lost in silence: the words of the draft, in order, are the words
//! of the file less those that a [`Remark`] names. [`known`] tells which document of a corpus a draft is, [`join`] puts it there, and [`shelf`]
//! keeps what was joined for later starts.

mod block;
mod bytes;
mod dates;
mod front;
mod html;
pub mod join;
pub mod known;
mod language;
mod lines;
mod markdown;
mod number;
mod page;
mod parts;
mod pdf;
mod question;
pub mod shelf;
pub mod states;
mod tidy;
mod weave;
mod word;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;
use std::{panic, thread};

use serde::Serialize;

pub use block::{Block, Meta, Reading, Shape};
pub use bytes::Format;
pub use front::Front;
pub use parts::{Part, Text};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 64 << 20;
/// The most that a packed part of a file may unpack to, in bytes.
const MOST_UNPACKED: u64 = 64 << 20;
/// The most blocks that are taken from a file.
const MOST_BLOCKS: usize = 200_000;
/// How long a reader may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What became of words that are not where the file had them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// Left out.
    Dropped,
    /// Taken for a part of the record: the title, the speaker, the date.
    Taken,
    /// Put together with what goes on elsewhere.
    Joined,
    /// Understood as something that the file does not say outright.
    Guessed,
}

impl Did {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Did::Dropped => "dropped",
            Did::Taken => "taken",
            Did::Joined => "joined",
            Did::Guessed => "guessed",
        }
    }
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line, paragraph or page of the file, from 1; 0 for the file as a whole.
    pub at: u32,
    /// What was done.
    pub did: Did,
    /// As what, or why.
    pub why: String,
    /// The words it was done to.
    pub words: String,
}

/// A file, read: what it says of itself, its text in parts, and what was done on the way.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What the file is.
    pub format: Format,
    /// The encoding of its text, where that is not UTF-8.
    pub encoding: Option<String>,
    /// What [`Remark::at`] counts.
    pub unit: &'static str,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Title, speaker, post and the like, as far as the file names them.
    pub front: Front,
    /// Language of the text, BCP 47; `None` where it cannot be told.
    pub language: Option<String>,
    /// The text.
    pub parts: Vec<Part>,
    /// What was dropped, taken, joined and guessed, in the order of the file.
    pub remarks: Vec<Remark>,
}

/// Why a file could not be read. Each kind says what could be done instead.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Unread {
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("{}: is not a regular file", path.display())]
    NotAFile { path: PathBuf },
    #[error("the file has {} MiB; at most {} MiB are read: divide it", bytes.div_ceil(1 << 20), MOST_BYTES >> 20)]
    TooLarge { bytes: u64 },
    #[error("the file unpacks to more than {} MiB; it is refused", MOST_UNPACKED >> 20)]
    Bomb,
    #[error("the file has more than {MOST_BLOCKS} paragraphs; divide it")]
    TooMany,
    #[error("there is nothing in the file to read")]
    Empty,
    #[error("the file is {0}; plain text, Markdown, HTML, Word (.docx) and PDF are read")]
    Foreign(&'static str),
    #[error("the file is encrypted; save it without a password and import that")]
    Encrypted,
    #[error("the PDF holds pictures of pages and no text; run it through text recognition (OCR) first")]
    Scanned,
    #[error("the {format} is damaged: {what}")]
    Damaged { format: &'static str, what: String },
    #[error("the file took longer than {} s to read; it is given up", PATIENCE.as_secs())]
    TooSlow,
}

/// Reads a file.
///
/// # Errors
/// If it cannot be read, is of no form that is understood, or is beyond the limits; always in bounded time.
pub fn open(path: &Path) -> Result<Draft, Unread> {
    use std::io::Read;
    let unreadable = |error| Unread::Unreadable { path: path.to_owned(), error };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Unread::NotAFile { path: path.to_owned() });
    }
    if metadata.len() > MOST_BYTES {
        return Err(Unread::TooLarge { bytes: metadata.len() });
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(unreadable)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    read(bytes)
}

/// Reads the bytes of a file.
///
/// # Errors
/// As [`open`].
pub fn read(bytes: Vec<u8>) -> Result<Draft, Unread> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unread::TooLarge { bytes: bytes.len() as u64 });
    }
    let format = bytes::sniff(&bytes)?;
    guarded(format, move || draft(format, &bytes))
}

/// Has the reader of a form take a file apart, and puts it together as a draft.
fn draft(format: Format, bytes: &[u8]) -> Result<Draft, Unread> {
    let reading = match format {
        Format::Plain => lines::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Html => html::read(bytes),
        Format::Word => word::read(bytes),
        Format::Pdf => pdf::read(bytes),
    }?;
    if reading.blocks.len() > MOST_BLOCKS {
        return Err(Unread::TooMany);
    }
    let Reading { mut blocks, meta, mut remarks, encoding, unit } = reading;
    tidy::tidy(&mut blocks, &mut remarks);
    let front = front::take(&mut blocks, &meta, &mut remarks);
    let parts = parts::divide(blocks, front.speaker.as_deref(), &mut remarks);
    if parts.is_empty() {
        return Err(Unread::Empty);
    }
    let language = language(&parts, meta.language.as_deref());
    remarks.sort_by_key(|remark| remark.at);
    Ok(Draft { format, encoding, unit, sha256: bytes::sha256(bytes), front, language, parts, remarks })
}

/// What a reader hands over: a draft, or why there is none; nothing if it panicked.
type Read = Option<Result<Draft, Unread>>;

thread_local! {
    /// Where the reader that has this thread is awaited.
    static AWAITED: RefCell<Option<Sender<Read>>> = const { RefCell::new(None) };
}

/// For a panic hook: a reader that panics has given its file up, which whoever waits for it is told. Its thread goes no further, so that a program
/// in which a panic is the end goes on without it. Comes back if the thread is no reader's.
pub fn give_up() {
    if let Some(awaited) = AWAITED.take() {
        let _ = awaited.send(None);
        loop {
            thread::park();
        }
    }
}

/// Has a reader work in a thread of its own: what panics or never ends in there is told as an error.
fn guarded(
    format: Format,
    work: impl FnOnce() -> Result<Draft, Unread> + panic::UnwindSafe + Send + 'static,
) -> Result<Draft, Unread> {
    let (done, finished) = mpsc::channel();
    let reader = move || {
        AWAITED.set(Some(done.clone()));
        let read = panic::catch_unwind(work);
        // Nobody waits for a reader that took too long.
        let _ = done.send(read.ok());
    };
    let roomy = thread::Builder::new().stack_size(64 << 20);
    let damaged = |what: &str| Unread::Damaged { format: format.name(), what: what.to_owned() };
    roomy.spawn(reader).map_err(|error| damaged(&error.to_string()))?;
    match finished.recv_timeout(PATIENCE) {
        Ok(Some(read)) => read,
        Ok(None) | Err(RecvTimeoutError::Disconnected) => {
            Err(damaged("its reader gave up on it; save it anew, or as text"))
        }
        Err(RecvTimeoutError::Timeout) => Err(Unread::TooSlow),
    }
}

/// The language of a text: what the file says, unless the text plainly says otherwise.
fn language(parts: &[Part], said: Option<&str>) -> Option<String> {
    let text: String = parts.iter().flat_map(|part| &part.texts).flat_map(|text| [text.text.as_str(), " "]).collect();
    match (said, language::of(&text)) {
        (Some(said), Some(found)) if said.split('-').next() == Some(found) => Some(said.to_owned()),
        (said, found) => found.or(said).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Format, Unread, give_up, guarded};

    #[test]
    fn a_reader_that_panics_is_told_of_whether_or_not_the_panic_can_be_caught() {
        let panics = || -> Result<Draft, Unread> { panic!("on purpose") };
        assert!(matches!(guarded(Format::Pdf, panics), Err(Unread::Damaged { .. })));
        // What the hook of a panic does, which comes before all else.
        let gives_up = || {
            give_up();
            Err(Unread::Empty)
        };
        assert!(matches!(guarded(Format::Pdf, gives_up), Err(Unread::Damaged { .. })));
    }
}
