//! Writing to a terminal without ever waiting for it.
//!
//! A terminal that does not drain (a stopped connection, a suspended multiplexer) would hold a blocking write for ever, and with it every signal.
//! What it does not take at once is kept here and written when it can be; nothing else is drawn meanwhile.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::termios::ttyname;

/// As much as a terminal that cannot be written to without waiting is given at once, in bytes: what the kernel keeps free behind "writable".
const SIP: usize = 256;

/// A terminal's output, and what it has not taken yet.
#[derive(Debug)]
pub struct Outbox {
    terminal: OwnedFd,
    /// Writes to it never wait, since it was opened anew for that: the mode belongs to the opening, which is otherwise shared with the shell.
    own: bool,
    pending: Vec<u8>,
}

impl Outbox {
    /// An outbox for the terminal that `output` is.
    ///
    /// # Errors
    ///
    /// When `output` is no open file.
    pub fn new(output: BorrowedFd<'_>) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let anew = ttyname(output, Vec::new()).and_then(|name| open(name.as_c_str(), flags, Mode::empty()));
        let own = anew.is_ok();
        let terminal = anew.or_else(|_| rustix::io::fcntl_dupfd_cloexec(output, 3))?;
        Ok(Self { terminal, own, pending: Vec::new() })
    }

    /// Another outbox for the same terminal, with nothing pending.
    ///
    /// # Errors
    ///
    /// When no more files can be opened.
    pub fn another(&self) -> io::Result<Self> {
        Ok(Self { terminal: self.terminal.try_clone()?, own: self.own, pending: Vec::new() })
    }

    /// Whether everything was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Gives the terminal as much of what is pending as it takes.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn push_on(&mut self) -> io::Result<()> {
        while !self.pending.is_empty() {
            let taken = self.offer(&self.pending)?;
            if taken == 0 {
                break;
            }
            self.pending.drain(..taken);
        }
        Ok(())
    }

    /// Waits until everything is taken or `deadline` has come; what is pending then is dropped. Returns whether everything was taken.
    pub fn finish(&mut self, deadline: Instant) -> bool {
        loop {
            if self.push_on().is_err() {
                self.pending.clear();
                return false;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if self.is_empty() || left.is_zero() {
                break;
            }
            let mut fds = [PollFd::new(&self.terminal, PollFlags::OUT)];
            if poll(&mut fds, Some(&timespec(left))).is_err_and(|error| error != Errno::INTR) {
                break;
            }
        }
        let finished = self.is_empty();
        self.pending.clear();
        finished
    }

    /// Offers bytes once; returns how many were taken, 0 if none can be at the moment.
    fn offer(&self, bytes: &[u8]) -> io::Result<usize> {
        let offered = if self.own {
            bytes
        } else {
            let mut fds = [PollFd::new(&self.terminal, PollFlags::OUT)];
            let ready = poll(&mut fds, Some(&Timespec::default()))? > 0;
            if !ready {
                return Ok(0);
            }
            &bytes[..bytes.len().min(SIP)]
        };
        match rustix::io::write(&self.terminal, offered) {
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            taken => Ok(taken?),
        }
    }
}

impl Write for Outbox {
    /// Takes everything, at once or for later.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = if self.is_empty() { self.offer(bytes)? } else { 0 };
        self.pending.extend_from_slice(&bytes[taken..]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsFd for Outbox {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.terminal.as_fd()
    }
}

/// A duration as `poll` wants it.
pub(super) fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX), tv_nsec: duration.subsec_nanos().into() }
}
