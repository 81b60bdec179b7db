//! The building of an index on a thread of its own: neither the first frame nor a signal ever waits for it, however large the corpus is.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::reading::PACE;
use crate::app::{App, Reading, Stage};
use crate::corpus::Corpus;
use crate::search::Index;
use crate::term::host::Waker;

/// A corpus, and the index over it, if it was not given up.
type Built = (Arc<Corpus>, Option<Index>);

/// Has indexes built, one after the other.
#[derive(Debug)]
pub(super) struct Indexing {
    waker: Waker,
    tell: Sender<Built>,
    built: Receiver<Built>,
    under_way: Option<UnderWay>,
}

/// An index that is being built.
#[derive(Debug)]
struct UnderWay {
    corpus: Arc<Corpus>,
    since: Instant,
    shared: Arc<Shared>,
}

/// What the dashboard and the builder tell each other.
#[derive(Debug, Default)]
struct Shared {
    /// Units of work done.
    done: AtomicUsize,
    /// All units of work; 0 until there is something to tell.
    all: AtomicUsize,
    given_up: AtomicBool,
}

impl Indexing {
    pub fn new(waker: Waker) -> Indexing {
        let (tell, built) = mpsc::channel();
        Indexing { waker, tell, built, under_way: None }
    }

    /// Has the index built that the app wants, if there is one that it wants.
    pub fn prepare(&mut self, app: &App) {
        let Some(wanted) = app.wants_index() else { return };
        let Some(under_way) = &self.under_way else {
            self.begin(wanted);
            return;
        };
        // Of a corpus that is being read there is soon more: what was begun is of use until then. Any other is wanted at once.
        let of_use = wanted.so_far().is_some() && wanted.hides_results() == under_way.corpus.hides_results();
        if !of_use && !Arc::ptr_eq(&wanted, &under_way.corpus) {
            under_way.shared.given_up.store(true, Ordering::Relaxed);
        }
    }

    /// Hands over what has been built. True if that changes the screen.
    pub fn hand_over(&mut self, app: &mut App) -> bool {
        let mut changed = false;
        for (corpus, index) in self.built.try_iter() {
            self.under_way = None;
            changed |= index.is_some_and(|index| app.set_index_over(corpus, Arc::new(index)));
        }
        changed
    }

    /// How far it is, where it takes long enough to be told.
    pub fn reading(&self) -> Option<Reading> {
        let UnderWay { since, shared, .. } = self.under_way.as_ref()?;
        let (done, all) = (shared.done.load(Ordering::Relaxed), shared.all.load(Ordering::Relaxed));
        (all > 0).then(|| Reading::after(Stage::Indexing, since.elapsed(), done as u64, all as u64))
    }

    fn begin(&mut self, corpus: Arc<Corpus>) {
        let (since, shared) = (Instant::now(), Arc::new(Shared::default()));
        let (tell, waker) = (self.tell.clone(), self.waker.clone());
        self.under_way = Some(UnderWay { corpus: Arc::clone(&corpus), since, shared: Arc::clone(&shared) });
        thread::spawn(move || {
            let woken = Mutex::new(since);
            let go_on = |done, all| {
                let mut woken = woken.lock().unwrap_or_else(PoisonError::into_inner);
                if woken.elapsed() >= PACE {
                    shared.done.store(done, Ordering::Relaxed);
                    shared.all.store(all, Ordering::Relaxed);
                    *woken = Instant::now();
                    waker.wake();
                }
                !shared.given_up.load(Ordering::Relaxed)
            };
            let index = Index::build_while(&corpus, &go_on);
            // Nobody waits for it any more once the dashboard is over.
            if tell.send((corpus, index)).is_ok() {
                waker.wake();
            }
        });
    }
}
