//! How far the building of an index has come, and whether anybody still wants it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Items that are gone through between two looks.
const STEP: usize = 1024;

/// Units of work that the reading of an item takes.
pub(super) const READ: usize = 7;
/// Units that it takes to turn an item about, which is done twice.
pub(super) const TURN: usize = 1;

/// Watches over what several threads do.
pub(super) struct Watch<'a> {
    done: AtomicUsize,
    all: usize,
    stopped: AtomicBool,
    go_on: &'a (dyn Fn(usize, usize) -> bool + Sync),
}

impl<'a> Watch<'a> {
    /// A watch over the work on so many items. `go_on` is told how many units of it are done, and of how many, and says whether to go on.
    pub fn new(items: usize, go_on: &'a (dyn Fn(usize, usize) -> bool + Sync)) -> Watch<'a> {
        Watch { done: AtomicUsize::new(0), all: items * (READ + 2 * TURN), stopped: AtomicBool::new(false), go_on }
    }

    /// Whether the work is to be given up.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Has another item been gone through, the one at this index, each of so many units. False if it is the last that anybody wants.
    #[inline]
    pub fn passes(&self, at: usize, units: usize) -> bool {
        if at % STEP != STEP - 1 {
            return true;
        }
        let done = self.done.fetch_add(STEP * units, Ordering::Relaxed) + STEP * units;
        if !self.is_stopped() && !(self.go_on)(done, self.all) {
            self.stopped.store(true, Ordering::Relaxed);
        }
        !self.is_stopped()
    }
}
