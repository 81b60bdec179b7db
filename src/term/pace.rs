//! Frames held back while the line is still busy with the one before.
//!
//! Pseudo-terminals and ssh take in far more than a slow line can carry, so that frames written for a held key queue up for seconds. The
//! terminal itself says when it has taken a frame in: each frame ends with the question `CSI 5 n`, and the next one is drawn when the answer has
//! come. No frame waits for a terminal that has never answered, and one that falls silent is given up after three seconds.

use std::time::{Duration, Instant};

/// How long a terminal that used to answer may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long leaving waits for an answer, so that it is not typed at the shell.
const LEAVING: Duration = Duration::from_secs(1);
/// How long the first answer may be on its way, from a terminal on this machine and from one behind a network.
const NEAR: Duration = Duration::from_millis(100);
const FAR: Duration = Duration::from_secs(1);

/// What was asked and what was answered.
#[derive(Debug, Default)]
pub struct Pace {
    /// The terminal is behind a network.
    far: bool,
    frames: u32,
    asked: Option<Instant>,
    answered: bool,
    mute: bool,
}

impl Pace {
    /// The pace of a terminal of which nothing is known but whether it is `far`, behind a network.
    #[must_use]
    pub fn new(far: bool) -> Self {
        Self { far, ..Self::default() }
    }

    /// Whether the frame that is written at `now` should ask. The first frame does not (a program that is gone at once would leave the answer
    /// to its shell), nor does any once the terminal has proved mute; one question at a time is enough.
    pub fn frame(&mut self, now: Instant) -> bool {
        self.frames = self.frames.saturating_add(1);
        self.tire(now);
        let ask = self.frames > 1 && !self.mute && self.asked.is_none();
        if ask {
            self.asked = Some(now);
        }
        ask
    }

    /// The terminal has answered.
    pub fn answer(&mut self) {
        self.asked = None;
        self.answered = true;
        self.mute = false;
    }

    /// Whether the next frame may be drawn at `now`.
    pub fn is_clear(&mut self, now: Instant) -> bool {
        self.tire(now);
        !(self.answered && self.asked.is_some())
    }

    /// Until when a frame that was held back has to wait at most.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.asked.filter(|_| self.answered).map(|asked| asked + PATIENCE)
    }

    /// Whether the terminal owes an answer.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Until when leaving at `now` has to wait for an answer under way; `None` if there is none to wait for. A terminal that has never answered
    /// would have done so before it sent the key that ends the program, but for the time of one way: it is waited for only as long after it was
    /// asked.
    #[must_use]
    pub fn owed(&self, now: Instant) -> Option<Instant> {
        let asked = self.asked?;
        let until = match (self.answered, self.far) {
            (true, _) => (now + LEAVING).min(asked + PATIENCE),
            (false, true) => asked + FAR,
            (false, false) => asked + NEAR,
        };
        (until > now).then_some(until)
    }

    /// Whether an answer may come yet that nobody waits for any longer at `now`: what has come by then is not for the shell.
    #[must_use]
    pub fn is_doubtful(&self, now: Instant) -> bool {
        self.asked.is_some_and(|asked| now < asked + if self.answered { PATIENCE } else { FAR })
    }

    /// No longer expects an answer: somebody else has had the terminal.
    pub fn forget(&mut self) {
        self.asked = None;
    }

    fn tire(&mut self, now: Instant) {
        if self.asked.is_some_and(|asked| now >= asked + PATIENCE) {
            self.asked = None;
            self.answered = false;
            self.mute = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_once() -> (Pace, Instant) {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert!(!pace.frame(now));
        assert!(pace.frame(now));
        (pace, now)
    }

    #[test]
    fn nothing_waits_before_the_first_answer() {
        let (mut pace, now) = asked_once();
        assert!(pace.is_clear(now));
        assert_eq!(pace.deadline(), None);
    }

    #[test]
    fn a_frame_waits_for_the_answer_to_the_one_before() {
        let (mut pace, now) = asked_once();
        pace.answer();
        assert!(pace.is_clear(now));
        assert!(pace.frame(now));
        assert!(!pace.is_clear(now));
        pace.answer();
        assert!(pace.is_clear(now));
    }

    #[test]
    fn a_terminal_that_falls_silent_is_given_up() {
        let (mut pace, now) = asked_once();
        pace.answer();
        pace.frame(now);
        let later = now + PATIENCE;
        assert_eq!(pace.deadline(), Some(later));
        assert!(!pace.is_clear(now));
        assert!(pace.is_clear(later));
        assert!(!pace.frame(later), "it is not asked again");
        pace.answer();
        assert!(pace.frame(later), "until it speaks");
    }

    #[test]
    fn leaving_waits_a_second_at_most_for_a_terminal_that_answers() {
        let (mut pace, now) = asked_once();
        pace.answer();
        assert_eq!(pace.owed(now), None);
        pace.frame(now);
        assert_eq!(pace.owed(now), Some(now + LEAVING));
        let later = now + Duration::from_millis(2500);
        assert_eq!(pace.owed(later), Some(now + PATIENCE));
    }

    #[test]
    fn leaving_waits_for_a_mute_terminal_no_longer_than_an_answer_takes() {
        let (pace, now) = asked_once();
        assert_eq!(pace.owed(now), Some(now + NEAR));
        assert_eq!(pace.owed(now + NEAR), None);
        assert!(pace.is_doubtful(now + NEAR), "what comes all the same is dropped");
        assert!(!pace.is_doubtful(now + FAR), "what is typed later is the shell's");
    }

    #[test]
    fn behind_a_network_the_first_answer_may_take_longer() {
        let (mut pace, now) = (Pace::new(true), Instant::now());
        pace.frame(now);
        assert!(pace.frame(now));
        assert_eq!(pace.owed(now + NEAR), Some(now + FAR));
        assert_eq!(pace.owed(now + FAR), None);
    }

    #[test]
    fn an_answer_that_somebody_else_may_have_had_holds_no_frame_back() {
        let (mut pace, now) = asked_once();
        pace.answer();
        pace.frame(now);
        assert!(!pace.is_clear(now));
        pace.forget();
        assert!(pace.is_clear(now) && !pace.is_doubtful(now));
    }
}
