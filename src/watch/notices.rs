//! When to look: inotify where there is such a thing, else once a second.

use std::collections::BTreeMap;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// Where the system tells nothing, files are looked at so often.
const PERIOD: Duration = Duration::from_secs(1);
/// A chain of symbolic links is followed so far, as the system does.
const LINKS: usize = 40;

/// What a wait for a notice ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Woken {
    /// It is time to look.
    Noticed,
    /// The time is over.
    Not,
    /// Nobody waits any more.
    Unwanted,
}

/// The notices of the system.
#[derive(Debug)]
pub(super) struct Notices {
    told: Option<told::Told>,
}

impl Notices {
    pub(super) fn new() -> Notices {
        Notices { told: told::Told::new() }
    }

    /// Has changes of these files noticed, wherever their names lead by now.
    pub(super) fn heed(&mut self, paths: &[PathBuf]) {
        let mut directories: BTreeMap<PathBuf, Extent> = BTreeMap::new();
        for (directory, extent) in paths.iter().flat_map(|path| self::directories(path)) {
            let known = directories.entry(directory).or_insert(extent);
            *known = extent.max(*known);
        }
        if self.told.as_mut().is_some_and(|told| told.heed(&directories).is_err()) {
            // There are no more watches to be had, or the directory is not to be read.
            self.told = None;
        }
    }

    /// Waits for a notice, at most so long, until the other end of `listener` is closed.
    pub(super) fn wait(&mut self, listener: BorrowedFd<'_>, most: Option<Duration>) -> Woken {
        let period = if self.told.is_none() { Some(PERIOD) } else { None };
        let period_ends_first = period.is_some_and(|period| most.is_none_or(|most| period <= most));
        let until = most.into_iter().chain(period).min().map(|wait| Instant::now() + wait);
        loop {
            // Of the listener nothing is asked but whether it is still there, which is always told.
            let mut fds = vec![PollFd::from_borrowed_fd(listener, PollFlags::empty())];
            fds.extend(self.told.as_ref().map(|told| PollFd::from_borrowed_fd(told.as_fd(), PollFlags::IN)));
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let left = left.map(|left| Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            });
            match poll(&mut fds, left.as_ref()) {
                Err(Errno::INTR) => continue,
                Err(_) => return Woken::Unwanted,
                Ok(0) => return if period_ends_first { Woken::Noticed } else { Woken::Not },
                Ok(_) => {}
            }
            if !fds[0].revents().is_empty() {
                return Woken::Unwanted;
            }
            if let Some(told) = &self.told {
                told.drain();
            }
            return Woken::Noticed;
        }
    }
}

/// What is to be noticed in a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    /// That something comes to be in it.
    Arrivals,
    /// All that happens to the files in it.
    All,
}

/// The directories in which something happens when a file changes, or what its name leads to: those of each link of a chain, or the nearest
/// above that exists.
fn directories(path: &Path) -> Vec<(PathBuf, Extent)> {
    let mut found = Vec::new();
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let mut above = path.ancestors().skip(1).map(in_words).zip(0..);
        if let Some((directory, steps)) = above.find(|(above, _)| above.is_dir()) {
            // Of a directory it is known by itself what happens in it.
            let extent = if steps > 0 || path.is_dir() { Extent::Arrivals } else { Extent::All };
            found.push((directory, extent));
        }
        match std::fs::read_link(&path) {
            Ok(target) => path = path.parent().map_or(target.clone(), |parent| parent.join(&target)),
            Err(_) => break,
        }
    }
    if path.is_dir() {
        found.push((path, Extent::All));
    }
    found
}

/// The directory of a name without one is the one the program stands in.
fn in_words(directory: &Path) -> PathBuf {
    if directory.as_os_str().is_empty() { PathBuf::from(".") } else { directory.to_owned() }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod told {
    //! inotify.

    use std::collections::{BTreeMap, BTreeSet};
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::path::PathBuf;

    use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
    use rustix::io;

    use super::Extent;

    /// Something has come, or the directory itself is not what it was. Of two names of one directory both count.
    const ARRIVALS: WatchFlags = WatchFlags::CREATE
        .union(WatchFlags::MOVED_TO)
        .union(WatchFlags::DELETE_SELF)
        .union(WatchFlags::MOVE_SELF)
        .union(WatchFlags::ONLYDIR)
        .union(WatchFlags::MASK_ADD);
    /// A file has come, gone or been closed after writing, or may be read by others; not each write to it, after which more will come.
    const ALL: WatchFlags = ARRIVALS
        .union(WatchFlags::CLOSE_WRITE)
        .union(WatchFlags::DELETE)
        .union(WatchFlags::MOVED_FROM)
        .union(WatchFlags::ATTRIB);

    #[derive(Debug)]
    pub(super) struct Told {
        fd: OwnedFd,
        watches: BTreeSet<i32>,
    }

    impl Told {
        pub(super) fn new() -> Option<Told> {
            let fd = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
            Some(Told { fd, watches: BTreeSet::new() })
        }

        /// Watches these directories and no others. One that is gone again has been told of by the one above it.
        pub(super) fn heed(&mut self, directories: &BTreeMap<PathBuf, Extent>) -> io::Result<()> {
            let mut watches = BTreeSet::new();
            for (directory, extent) in directories {
                let what = if *extent == Extent::All { ALL } else { ARRIVALS };
                match inotify::add_watch(&self.fd, directory, what) {
                    Ok(watch) => drop(watches.insert(watch)),
                    Err(io::Errno::NOENT | io::Errno::NOTDIR) => {}
                    Err(error) => return Err(error),
                }
            }
            for gone in self.watches.difference(&watches) {
                // A directory that does not exist any more has taken its watch along.
                let _ = inotify::remove_watch(&self.fd, *gone);
            }
            self.watches = watches;
            Ok(())
        }

        pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
            self.fd.as_fd()
        }

        /// Reads the notices there are: what they say is looked at and not believed.
        pub(super) fn drain(&self) {
            let mut buffer = [0; 4096];
            while matches!(io::read(&self.fd, &mut buffer), Ok(1..)) {}
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod told {
    //! A system of which nothing is asked.

    use std::collections::BTreeMap;
    use std::os::fd::BorrowedFd;
    use std::path::PathBuf;

    use super::Extent;

    /// There is never one of these.
    #[derive(Debug)]
    pub(super) enum Told {}

    impl Told {
        pub(super) fn new() -> Option<Told> {
            None
        }

        pub(super) fn heed(&mut self, _: &BTreeMap<PathBuf, Extent>) -> rustix::io::Result<()> {
            match *self {}
        }

        pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
            match *self {}
        }

        pub(super) fn drain(&self) {
            match *self {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    use super::*;

    #[test]
    fn without_notices_files_are_looked_at_now_and_then() {
        let mut notices = Notices { told: None };
        let (listener, _other) = UnixStream::pair().unwrap();
        assert_eq!(notices.wait(listener.as_fd(), Some(Duration::ZERO)), Woken::Not);
        assert_eq!(notices.wait(listener.as_fd(), None), Woken::Noticed);
    }

    #[test]
    fn every_directory_on_the_way_to_a_file_is_watched() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        std::fs::create_dir_all(at("real")).unwrap();
        std::fs::create_dir_all(at("shown")).unwrap();
        std::os::unix::fs::symlink("../real/corpus.json", at("shown/corpus.json")).unwrap();
        let (all, arrivals) = (Extent::All, Extent::Arrivals);
        assert_eq!(directories(&at("shown/corpus.json")), [(at("shown"), all), (at("shown/../real"), all)]);
        assert_eq!(directories(&at("none/at/all.json")), [(home.path().to_owned(), arrivals)]);
        assert_eq!(directories(&at("real")), [(home.path().to_owned(), arrivals), (at("real"), all)]);
        assert_eq!(directories(Path::new("corpus.json")), [(PathBuf::from("."), all)]);
    }
}
