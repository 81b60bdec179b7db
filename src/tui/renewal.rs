//! A dashboard over files that change: they are read anew beside it, and take the place of what it shows once they are sound.
//!
//! The thread sleeps until something happens to a file; it reads, and wakes the dashboard only with something new to show or to say. What is not
//! sound takes nobody's place: the dashboard goes on with what it has, and says what is wrong.

use std::fmt;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::corpus::Corpus;
use crate::term::host::Waker;
use crate::watch::{self, Watch};

/// The files behind a dashboard, and how they are read.
pub struct Files {
    /// They are watched from before they were read for the first time, so that no change is missed.
    pub watch: Watch,
    /// Reads them. What is to be said beside comes with the corpus; in its place comes what is wrong, in a line.
    pub read: Box<Read>,
}

/// Reads files.
pub type Read = dyn Fn() -> Result<(Corpus, Vec<String>), String> + Send;

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("watch", &self.watch).finish_non_exhaustive()
    }
}

/// What came of a change.
#[derive(Debug)]
pub(super) enum News {
    /// Another corpus, and what is to be said beside.
    Corpus(Arc<Corpus>, Vec<String>),
    /// The files hold what the dashboard shows, as before something was wrong.
    Mended,
    /// What is wrong.
    Wrong(String),
}

/// The thread that looks after the files. Dropping this ends it.
#[derive(Debug)]
pub(super) struct Renewal {
    news: Receiver<News>,
    _listener: UnixStream,
}

impl Renewal {
    /// Begins to look after files; `shown` is what has been read of them, if all of it has.
    ///
    /// # Errors
    /// When no more files can be opened.
    pub(super) fn start(files: Files, mut shown: Option<Arc<Corpus>>, waker: Waker) -> io::Result<Renewal> {
        let (listener, other) = UnixStream::pair()?;
        let (tell, news) = mpsc::channel();
        thread::spawn(move || {
            let Files { mut watch, read } = files;
            let mut wrong = false;
            while watch.wait(other.as_fd()) == watch::News::Changed {
                let news = match read() {
                    Err(what) => {
                        wrong = true;
                        News::Wrong(what)
                    }
                    Ok((corpus, _)) if shown.as_ref().is_some_and(|shown| shown.file() == corpus.file()) => {
                        // Touched, or changed and changed back: nobody has to be told.
                        if !std::mem::take(&mut wrong) {
                            continue;
                        }
                        News::Mended
                    }
                    Ok((corpus, told)) => {
                        wrong = false;
                        let corpus = Arc::new(corpus);
                        shown = Some(Arc::clone(&corpus));
                        News::Corpus(corpus, told)
                    }
                };
                if tell.send(news).is_err() {
                    break;
                }
                waker.wake();
            }
        });
        Ok(Renewal { news, _listener: listener })
    }

    /// What has come since the last time, in order.
    pub(super) fn news(&self) -> Vec<News> {
        self.news.try_iter().collect()
    }
}
