//! A large corpus, read on a thread of its own, while the dashboard shows what there is of it.
//!
//! The thread hands over parts at growing intervals and wakes the dashboard, ten times a second at most, to say how far it is. Nobody waits for
//! it: when the dashboard is over, so is the program.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{Reading, Stage};
use crate::corpus::Corpus;
use crate::corpus::load::{LoadError, Source};
use crate::term::host::Waker;

/// What the dashboard is to show.
#[derive(Debug)]
pub enum Opening {
    /// A corpus that is there.
    Whole(Arc<Corpus>),
    /// One that is still to be read.
    File {
        /// Its file.
        source: Source,
        /// What is to be joined to it.
        join: Join,
    },
}

/// Joins to a corpus, once all of it is there, what the user has imported; what could not be joined is to be said.
pub struct Join(pub Box<dyn FnOnce(Corpus) -> (Corpus, Vec<String>) + Send>);

impl fmt::Debug for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Join")
    }
}

/// What comes of reading.
#[derive(Debug)]
pub(super) enum News {
    /// There is so much of the corpus.
    Part(Arc<Corpus>),
    /// There is all of it, and this is to be said.
    Whole(Arc<Corpus>, Vec<String>),
    /// It is no corpus.
    Failed(LoadError),
}

/// A corpus that is being read.
#[derive(Debug)]
pub(super) struct Reader {
    news: Receiver<News>,
    /// What came when the head was expected.
    early: Option<News>,
    read: Arc<AtomicU64>,
    bytes: u64,
    since: Instant,
}

/// How often the dashboard is woken to say how far it is.
pub(super) const PACE: Duration = Duration::from_millis(100);
/// How long the first frame waits for the head of the file, which is there at once unless the file begins in an odd way.
const HEAD: Duration = Duration::from_millis(20);

impl Reader {
    /// Begins to read.
    pub fn start(source: Source, join: Join, waker: Waker) -> Reader {
        let (tell, news) = mpsc::channel();
        let (read, bytes, since) = (Arc::new(AtomicU64::new(0)), source.bytes(), Instant::now());
        let counter = Arc::clone(&read);
        thread::spawn(move || {
            let woken = Cell::new(since);
            let progress = |read| {
                counter.store(read, Ordering::Relaxed);
                if woken.get().elapsed() >= PACE {
                    woken.set(Instant::now());
                    waker.wake();
                }
            };
            // Nobody listens any more once the dashboard is over.
            let hand_over = |news| {
                let _ = tell.send(news);
                waker.wake();
            };
            let mut part = |part: Corpus| {
                let percent = percent(counter.load(Ordering::Relaxed), bytes);
                hand_over(News::Part(Arc::new(part.into_so_far(percent))));
            };
            match source.read(&progress, &mut part) {
                Ok(corpus) => {
                    let (corpus, told) = (join.0)(corpus);
                    hand_over(News::Whole(Arc::new(corpus), told));
                }
                Err(error) => hand_over(News::Failed(error)),
            }
        });
        Reader { news, early: None, read, bytes, since }
    }

    /// The head of the file, if it is there soon: an empty corpus if not.
    ///
    /// # Errors
    /// If by then it is known to be no corpus.
    pub fn head(&mut self) -> Result<Arc<Corpus>, LoadError> {
        match self.news.recv_timeout(HEAD).ok() {
            Some(News::Part(corpus)) => return Ok(corpus),
            Some(News::Failed(error)) => return Err(error),
            other => self.early = other,
        }
        Ok(Arc::new(Corpus::default().into_so_far(0)))
    }

    /// What has come since the last time, the latest part alone.
    pub fn news(&mut self) -> Option<News> {
        self.news.try_iter().last().or(self.early.take())
    }

    /// How far it is.
    pub fn reading(&self) -> Reading {
        Reading::after(Stage::Reading, self.since.elapsed(), self.read.load(Ordering::Relaxed), self.bytes)
    }
}

fn percent(read: u64, bytes: u64) -> u8 {
    u8::try_from((read * 100).checked_div(bytes).unwrap_or(0)).unwrap_or(99).min(99)
}
