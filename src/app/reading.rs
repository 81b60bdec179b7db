//! How far the reading of a large corpus has come, for the header and for panes that have nothing to show yet.

use std::time::Duration;

/// What has to be done until the whole of a large corpus can be used, and how much of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What is being done.
    pub stage: Stage,
    /// How much of it, from 0 to 100.
    pub percent: u8,
    /// Whole seconds until it is done, once that can be told.
    pub left: Option<u64>,
}

/// The two things that take their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The file is read.
    Reading,
    /// The index over all of it is built.
    Indexing,
}

/// Before so long nothing is said of the time that is left: the first steps tell too little.
const TOO_EARLY: Duration = Duration::from_millis(300);

impl Reading {
    /// How far it is after `spent` with so much done of all there is.
    #[must_use]
    pub fn after(stage: Stage, spent: Duration, done: u64, all: u64) -> Reading {
        let done = done.min(all);
        // What is not over is never said to be.
        let percent = u8::try_from((done * 100).checked_div(all).unwrap_or(0)).unwrap_or(100).min(99);
        let left = (spent >= TOO_EARLY && percent > 0).then(|| {
            let millis = spent.as_millis() * u128::from(all - done) / u128::from(done.max(1));
            u64::try_from(millis.div_ceil(1000)).unwrap_or(u64::MAX)
        });
        Reading { stage, percent, left }
    }

    /// What is being done, in a word.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        match self.stage {
            Stage::Reading => "reading",
            Stage::Indexing => "indexing",
        }
    }

    /// How much is done and how long it still takes.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.left {
            Some(left @ 0..100) => format!("{} %, {left} s left", self.percent),
            Some(left) => format!("{} %, {} min left", self.percent, left.div_ceil(60)),
            None => format!("{} %", self.percent),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Reading, Stage};

    fn told(millis: u64, done: u64, all: u64) -> String {
        Reading::after(Stage::Reading, Duration::from_millis(millis), done, all).describe()
    }

    #[test]
    fn an_estimate_is_given_once_it_can_be() {
        assert_eq!(told(10, 40, 100), "40 %");
        assert_eq!(told(1_000, 0, 100), "0 %");
        assert_eq!(told(1_000, 25, 100), "25 %, 3 s left");
        assert_eq!(told(60_000, 10, 100), "10 %, 9 min left");
    }

    #[test]
    fn what_is_not_over_is_never_said_to_be() {
        assert_eq!(told(500, 100, 100), "99 %, 0 s left");
        assert_eq!(told(500, 120, 100), "99 %, 0 s left", "a file that grew");
        assert_eq!(told(500, 0, 0), "0 %");
    }
}
