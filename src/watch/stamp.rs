//! What tells one state of a file from another without reading it.

use std::ffi::OsString;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The state of a file, or of the files in a directory, as the file system tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stamp {
    /// There is nothing.
    Missing,
    /// A file.
    File(Mark),
    /// The files of a directory that are not hidden, by name; of directories in it only that they are there.
    Directory(Vec<(OsString, Mark)>),
}

/// Device, number, size in bytes, and the times of the last change of content and of anything else, in seconds and nanoseconds: a file of
/// the same size put in the place of another has another number, one written over in the same tick another time of change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark([u64; 3], [i64; 4]);

impl Mark {
    fn of(metadata: &Metadata) -> Mark {
        let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
        Mark([metadata.dev(), metadata.ino(), metadata.len()], times)
    }
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Stamp {
        let Ok(metadata) = std::fs::metadata(path) else { return Stamp::Missing };
        if !metadata.is_dir() {
            return Stamp::File(Mark::of(&metadata));
        }
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        let mut files: Vec<(OsString, Mark)> = entries
            // A name that begins with a dot is that of a file that is still being written.
            .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
            .filter_map(|entry| {
                let metadata = std::fs::metadata(entry.path()).ok()?;
                let mark = if metadata.is_dir() { Mark([0; 3], [0; 4]) } else { Mark::of(&metadata) };
                Some((entry.file_name(), mark))
            })
            .collect();
        files.sort_unstable();
        Stamp::Directory(files)
    }

    /// Whether the file that was there `before` is not, or there is nothing in it yet: so it is for a moment while another is put in its place.
    pub(super) fn is_away(&self, before: &Stamp) -> bool {
        match self {
            Stamp::Missing => *before != Stamp::Missing,
            Stamp::File(Mark([_, _, size], _)) => *size == 0,
            Stamp::Directory(_) => false,
        }
    }
}
