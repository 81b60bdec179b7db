//! Files that somebody else changes: when one is other than it was, and at rest again.
//!
//! A [`Watch`] compares what the file system says of files; the system's notices (`notices`) only say when to look. So no notice that is lost,
//! doubled or about a neighbour leads astray. Directories are watched and not the files in them: editors write a new file and give it the old
//! name. While nothing happens nothing is done.

mod notices;
mod stamp;

use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use notices::{Notices, Woken};
use stamp::Stamp;

/// So long nothing may happen before files are taken to be at rest: several writes in a row are one change.
const REST: Duration = Duration::from_millis(100);
/// So long a file may be away, or empty, while an editor puts another in its place.
const AWAY: Duration = Duration::from_secs(1);
/// A file that is never at rest is looked at all the same.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a wait ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// At least one of the files is other than it was.
    Changed,
    /// Nobody waits for news any more.
    Unwanted,
}

/// Files under watch.
#[derive(Debug)]
pub struct Watch {
    paths: Vec<PathBuf>,
    seen: Vec<Stamp>,
    notices: Notices,
}

impl Watch {
    /// Watches files, which need not exist, and directories with the files that are in them. What changes from here on is news.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>) -> Watch {
        let mut notices = Notices::new();
        notices.heed(&paths);
        let seen = stamps(&paths);
        Watch { paths, seen, notices }
    }

    /// Waits until one of the files has changed and all are at rest, or until the other end of `listener`, a pipe or a socket, is closed.
    /// A file that is away is news once it has not come back within a second.
    pub fn wait(&mut self, listener: BorrowedFd<'_>) -> News {
        loop {
            // First the directories, then the look: what happens in between is told by both.
            self.notices.heed(&self.paths);
            let now = stamps(&self.paths);
            if now != self.seen {
                let Some(settled) = self.settle(now, listener) else { return News::Unwanted };
                if settled != self.seen {
                    self.seen = settled;
                    return News::Changed;
                }
            }
            if self.notices.wait(listener, None) == Woken::Unwanted {
                return News::Unwanted;
            }
        }
    }

    /// What the files are when they have come to rest; `None` if nobody waits for it any more.
    fn settle(&mut self, mut now: Vec<Stamp>, listener: BorrowedFd<'_>) -> Option<Vec<Stamp>> {
        let since = Instant::now();
        loop {
            let away = now.iter().zip(&self.seen).any(|(now, before)| now.is_away(before));
            let woken = self.notices.wait(listener, Some(if away { AWAY } else { REST }));
            self.notices.heed(&self.paths);
            let next = stamps(&self.paths);
            match woken {
                Woken::Unwanted => return None,
                Woken::Not if next == now => return Some(now),
                _ if since.elapsed() > PATIENCE => return Some(next),
                Woken::Not | Woken::Noticed => now = next,
            }
        }
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    paths.iter().map(|path| Stamp::of(path)).collect()
}
