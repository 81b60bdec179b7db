//! A brief in a file, so that nothing is lost: not by another copy of the program, not by a crash, not by a full disk.
//!
//! Every change is made on the file as it then is: read, changed and written within a lock on a file of its own (`brief.lock`), so that many writers at
//! once lose nothing of each other's. The new file is written beside the old one, flushed, and takes its name; whoever is killed leaves the one
//! or the other. What cannot be written stays in memory and is tried again with the next change. A damaged file is set aside as
//! `brief.json.damaged-N`, a file of a newer program is not touched.

mod format;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Brief, Change};
use crate::paths;

/// The largest file that is read, in bytes: tens of thousands of passages, more than anybody reads out.
const MOST_BYTES: u64 = 16 << 20;

/// Why a brief could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system does not allow it.
    #[error("the brief could not be {what} ({}): {source}", path.display())]
    Io {
        /// What was being done: `read`, `written`, `locked`, `set aside`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is of a newer version of the program, and is left as it is.
    #[error("the brief ({}) was written by a newer hustings (format {version}); it is left as it is", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its format.
        version: u64,
    },
    /// Somebody else has held the lock all the time.
    #[error("another hustings keeps the brief locked ({}); try again", path.display())]
    Busy {
        /// The lock file.
        path: PathBuf,
    },
}

/// A damaged file that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Where it is now.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl std::fmt::Display for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the brief was damaged ({}) and is set aside as {}", self.why, self.path.display())
    }
}

/// What tells one state of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    inode: u64,
}

/// A brief and its file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// What the file was last known to hold.
    saved: Brief,
    /// The same with what could not be written yet.
    brief: Brief,
    pending: Vec<Change>,
    /// The file that `saved` was read from, or written to; `None` where there is none.
    seen: Option<Stamp>,
}

/// What a file holds.
struct Read {
    brief: Brief,
    seen: Option<Stamp>,
}

/// What reading a file can come to, short of the system's refusal.
enum Found {
    Sound(Read),
    Damaged(String),
}

impl Store {
    /// A store in that file. Nothing is read or created.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Store {
        Store { path: path.into(), saved: Brief::default(), brief: Brief::default(), pending: Vec::new(), seen: None }
    }

    /// The brief as it was last read or changed.
    #[must_use]
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file. One that does not exist is an empty brief. One that is damaged is set aside, and the brief is then what it was, so that a
    /// dashboard that runs loses nothing.
    ///
    /// # Errors
    /// If the file cannot be read, or is of a newer format. The brief stays as it was.
    pub fn read(&mut self) -> Result<Option<Aside>, Error> {
        match self.find()? {
            Found::Sound(read) => {
                self.take(read);
                Ok(None)
            }
            Found::Damaged(_) => {
                let _lock = self.lock()?;
                let (read, aside) = self.find_sound()?;
                self.take(read);
                if !self.brief.items.is_empty() && aside.is_some() {
                    // What is known of it takes the place of what was damaged.
                    self.seen = Some(self.write()?);
                }
                Ok(aside)
            }
        }
    }

    /// What is wrong with what stands in the file, if anything is. It is only looked at.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn damage(&self) -> Result<Option<String>, Error> {
        Ok(match self.find()? {
            Found::Sound(_) => None,
            Found::Damaged(why) => Some(why),
        })
    }

    /// Reads the file if it is not the one that was last seen. True if the brief is another one now.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn refresh(&mut self) -> Result<(bool, Option<Aside>), Error> {
        let now = fs::metadata(&self.path).ok().map(|metadata| Stamp::of(&metadata));
        if now == self.seen {
            return Ok((false, None));
        }
        let before = self.brief.clone();
        let aside = self.read()?;
        Ok((self.brief != before, aside))
    }

    /// Carries changes out, in the file and in memory. Back comes the damaged file that was set aside, if there was one.
    ///
    /// # Errors
    /// If the file cannot be read or written. The changes are then made in memory alone, and tried again with the next.
    pub fn change(&mut self, changes: Vec<Change>) -> Result<Option<Aside>, Error> {
        let now = jiff::Timestamp::now();
        let now = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string();
        self.pending.extend(changes.into_iter().map(|mut change| {
            if let Change::Add { kept, .. } | Change::Note { kept, .. } = &mut change
                && kept.kept_at.is_empty()
            {
                kept.kept_at.clone_from(&now);
            }
            change
        }));
        let written = self.write_pending();
        if written.is_err() {
            self.rebuild();
        }
        written
    }

    fn write_pending(&mut self) -> Result<Option<Aside>, Error> {
        let _lock = self.lock()?;
        let (read, aside) = self.find_sound()?;
        self.take(read);
        if self.brief != self.saved || aside.is_some() {
            self.seen = Some(self.write()?);
            self.saved = self.brief.clone();
        }
        self.pending.clear();
        Ok(aside)
    }

    fn take(&mut self, read: Read) {
        self.saved = read.brief;
        self.seen = read.seen;
        self.rebuild();
    }

    fn rebuild(&mut self) {
        self.brief = self.saved.clone();
        for change in &self.pending {
            self.brief.apply(change.clone());
        }
    }

    /// What is in the file, whatever it is.
    fn find(&self) -> Result<Found, Error> {
        let failed = |source| Error::Io { what: "read", path: self.path.clone(), source };
        // What it is is looked at before what it says: read the other way round, a change in between would not be noticed.
        let read = fs::metadata(&self.path)
            .and_then(|metadata| Ok((Some(Stamp::of(&metadata)), paths::read_within(&self.path, MOST_BYTES)?)));
        let (seen, bytes) = match read {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Found::Sound(Read { brief: Brief::default(), seen: None }));
            }
            Err(error) => return Err(failed(error)),
        };
        match format::read(&bytes) {
            Ok(brief) => Ok(Found::Sound(Read { brief, seen })),
            Err(format::Unreadable::Damaged(why)) => Ok(Found::Damaged(why)),
            Err(format::Unreadable::Newer(version)) => Err(Error::Newer { path: self.path.clone(), version }),
        }
    }

    /// What is in the file; a damaged one is set aside. The lock is held.
    fn find_sound(&self) -> Result<(Read, Option<Aside>), Error> {
        let why = match self.find()? {
            Found::Sound(read) => return Ok((read, None)),
            Found::Damaged(why) => why,
        };
        let free = (1..).map(|number: u32| beside(&self.path, &format!(".damaged-{number}")));
        let path = free.into_iter().find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_default();
        fs::rename(&self.path, &path).map_err(|source| Error::Io {
            what: "set aside",
            path: self.path.clone(),
            source,
        })?;
        Ok((Read { brief: self.saved.clone(), seen: None }, Some(Aside { path, why })))
    }

    /// Waits until nobody else is changing the brief. The lock is given up when the file that comes back is dropped.
    fn lock(&self) -> Result<File, Error> {
        let path = self.path.with_extension("lock");
        paths::lock(&path).map_err(|source| {
            if source.kind() == io::ErrorKind::TimedOut {
                Error::Busy { path }
            } else {
                Error::Io { what: "locked", path, source }
            }
        })
    }

    /// Writes the brief: all of it to another file first, which then takes the place of the old one. The lock is held, so there is one writer
    /// at a time, and what one that was killed left behind can go.
    fn write(&self) -> Result<Stamp, Error> {
        let failed = |source| Error::Io { what: "written", path: self.path.clone(), source };
        // Where the file is a link to a file elsewhere, that one is written.
        let target = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let fresh = beside(&target, ".new");
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let written = (|| {
            let mut file = paths::private().create_new(true).write(true).open(&fresh)?;
            file.write_all(&format::write(&self.brief)?)?;
            file.sync_all()?;
            let stamp = Stamp::of(&file.metadata()?);
            fs::rename(&fresh, &target)?;
            // The new name is safe once the directory is; a system that cannot flush one has done what it can.
            let _ = File::open(paths::directory_of(&target)).and_then(|directory| directory.sync_all());
            Ok(stamp)
        })();
        written.map_err(|error| {
            let _ = fs::remove_file(&fresh);
            failed(error)
        })
    }
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Stamp {
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Stamp { modified: metadata.modified().ok(), length: metadata.len(), inode }
    }
}

/// The file whose name is that of another with something behind it.
fn beside(path: &Path, behind: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(behind);
    path.with_file_name(name)
}
