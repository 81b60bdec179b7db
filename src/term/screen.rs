//! Entering a terminal and leaving it as it was found, exactly once, from wherever the end comes.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

use super::outbox::Outbox;

/// The alternate screen, and a paste that says it is one.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
/// Keys that can be told apart, as kitty has them. They are asked for without asking whether they exist, inside the alternate screen, which has
/// a stack of its own for them.
const PUSH_KEYS: &str = "\x1b[>1u";
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Undoes every mode that was or may have been set, a frame that was cut off included: synchronized update, scroll region, wrapping, colours,
/// mouse, paste, keys, cursor. The alternate screen is left last and once: a second time would move the cursor.
const LEAVE: &str = "\x1b[?2026l\x1b[r\x1b[?7h\x1b[m\x1b[?1006l\x1b[?1000l\x1b[?2004l";
const POP_KEYS: &str = "\x1b[<u";
const LEAVE_SCREEN: &str = "\x1b[?25h\x1b[?1049l";

/// How long a terminal may take for the restoring sequences.
const LEAVING: Duration = Duration::from_millis(500);

/// The size that is taken for granted where a terminal does not know its own.
const FALLBACK: Size = Size::new(80, 24);

/// A terminal that can be entered and left. It can be shared with a panic hook: whoever leaves first has left.
#[derive(Debug)]
pub struct Screen {
    input: OwnedFd,
    keys: bool,
    inside: Mutex<Inside>,
}

#[derive(Debug)]
struct Inside {
    found: Option<Termios>,
    /// What [`Screen::enter`] returned was sent.
    sent: bool,
    /// What has come and was not read by then is dropped on leaving.
    drop_input: bool,
    outbox: Outbox,
}

impl Screen {
    /// The terminal behind `input`, written to through `outbox`. `kind` is the value of TERM: the Linux console prints the sequence for kitty's
    /// keys in its older versions, so that it is spared them.
    ///
    /// # Errors
    ///
    /// When no more files can be opened.
    pub fn new(input: &impl AsFd, outbox: &Outbox, kind: &str) -> io::Result<Self> {
        let input = input.as_fd().try_clone_to_owned()?;
        let inside = Mutex::new(Inside { found: None, sent: false, drop_input: false, outbox: outbox.another()? });
        Ok(Self { input, keys: !matches!(kind, "linux" | "dumb"), inside })
    }

    /// Its size in cells.
    #[must_use]
    pub fn size(&self) -> Size {
        match tcgetwinsize(&self.input) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
            _ => FALLBACK,
        }
    }

    /// Enters: raw mode at once; the alternate screen, marked pastes and distinct keys with what is returned, which has to be sent to the
    /// terminal ([`Screen::sent`]). Entering once more sets all of it anew, after somebody else has had the terminal, and keeps what was found the
    /// first time: nothing is returned while what was is still to be sent, and after that what leaves and enters, so that each is done as often
    /// as the other.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn enter(&self) -> io::Result<String> {
        let mut inside = self.lock();
        let again = inside.found.is_some();
        let found = match inside.found.take() {
            Some(found) => found,
            None => tcgetattr(&self.input)?,
        };
        let mut raw = found.clone();
        raw.make_raw();
        // From here on leaving puts things right, even if entering fails half way.
        inside.found = Some(found);
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        let keys = if self.keys { PUSH_KEYS } else { "" };
        Ok(match (again, inside.sent) {
            (false, _) => format!("{ENTER}{keys}"),
            (true, false) => String::new(),
            (true, true) => format!("{}{ENTER}{keys}", self.undoing()),
        })
    }

    /// What undoes all that [`Screen::enter`] returned.
    fn undoing(&self) -> String {
        let keys = if self.keys { POP_KEYS } else { "" };
        format!("{LEAVE}{keys}{LEAVE_SCREEN}")
    }

    /// Takes note that what [`Screen::enter`] returned was sent: only then leaving undoes it.
    pub fn sent(&self) {
        self.lock().sent = true;
    }

    /// Has leaving drop what has come by then and was not read: the terminal may have answered something that the shell did not ask.
    pub fn drop_input(&self) {
        self.lock().drop_input = true;
    }

    /// Leaves, if it was entered and not left yet: every mode as it was found, the main screen with the cursor where it was.
    pub fn leave(&self) {
        let mut inside = self.lock();
        let Some(found) = inside.found.take() else { return };
        // Before the main screen is seen: what is typed in front of that is the shell's.
        if std::mem::take(&mut inside.drop_input) {
            let _ = tcflush(&self.input, QueueSelector::IFlush);
        }
        if std::mem::take(&mut inside.sent) {
            // A terminal that is gone has nothing to restore, and its settings are put back all the same.
            let _ = inside.outbox.write_all(self.undoing().as_bytes());
            inside.outbox.finish(Instant::now() + LEAVING);
        }
        let _ = tcsetattr(&self.input, OptionalActions::Now, &found);
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsFd for Screen {
    /// Where its input comes from.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }
}

/// What turns reports of the mouse's buttons and wheel on or off.
#[must_use]
pub fn mouse(on: bool) -> &'static str {
    if on { MOUSE_ON } else { MOUSE_OFF }
}
