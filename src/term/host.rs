//! The loop of a program in a terminal: one poll over input, signals and wake-ups.
//!
//! While nothing happens nothing is done: no tick, no wake-up, no byte. All input there is gets read before a frame is drawn, so that a held key
//! costs one frame and not one for each repeat; a frame waits until the one before has been taken in ([`Pace`](super::pace::Pace)).

mod guest;

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Instant;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpgid, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

pub use guest::{End, Guest, Waker, Wish};

use super::input::{Decoder, Event, gather};
use super::outbox::{Outbox, timespec};
use super::screen::{Screen, mouse};

/// As much as is read between two frames, in bytes: input without an end must not keep the screen from being drawn.
const GULP: usize = 64 * 1024;

/// A terminal, with all that a guest in it can be interrupted by.
#[derive(Debug)]
pub struct Host {
    screen: Arc<Screen>,
    signals: SignalDelivery<UnixStream, SignalOnly>,
    woken: UnixStream,
    waker: Waker,
    decoder: Decoder,
    size: Size,
    /// The mouse is reported.
    mouse: bool,
    /// The screen has to be painted, whether the guest has changed or not.
    stale: bool,
}

impl Host {
    /// A host in this terminal. Signals are kept from here on until [`Host::run`] looks at them.
    ///
    /// # Errors
    ///
    /// When no more files can be opened.
    pub fn new(screen: Arc<Screen>) -> io::Result<Self> {
        let (read, write) = UnixStream::pair()?;
        let caught = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, caught)?;
        let (woken, waker) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        let size = screen.size();
        Ok(Self {
            screen,
            signals,
            woken,
            waker: Waker(Arc::new(waker)),
            decoder: Decoder::default(),
            size,
            mouse: false,
            stale: false,
        })
    }

    /// The size of the screen in cells, as the guest knows it.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// What interrupts the wait from another thread.
    #[must_use]
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Enters the terminal, lets the guest live in it, and leaves it.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be entered or polled. It is left in that case too.
    pub fn run(mut self, guest: &mut impl Guest) -> io::Result<End> {
        let screen = Arc::clone(&self.screen);
        let end = screen.enter().and_then(|modes| {
            guest.canvas().send_first(modes.as_bytes());
            self.live(guest)
        });
        screen.leave();
        end
    }

    fn live(&mut self, guest: &mut impl Guest) -> io::Result<End> {
        let mut buffer = [0; 4096];
        loop {
            let now = Instant::now();
            let clear =
                guest.canvas().writer().is_empty() && guest.canvas().pace().is_none_or(|pace| pace.is_clear(now));
            if clear && (guest.is_changed() || self.stale) {
                self.stale = false;
                if guest.draw().is_err() {
                    return Ok(End::Gone);
                }
                self.screen.sent();
            }
            let asked = guest.canvas().pace().is_some_and(|pace| pace.is_asked());
            self.decoder.expect_answer(asked);
            let held_back = if guest.is_changed() || self.stale {
                guest.canvas().pace().and_then(|pace| pace.deadline())
            } else {
                None
            };
            let deadline = [self.decoder.deadline(), held_back, guest.deadline()].into_iter().flatten().min();

            let ready = self.wait(guest.canvas().writer(), deadline)?;
            if let Some(end) = self.heed_signals(guest)? {
                return Ok(end);
            }
            if ready.gone || (ready.output && guest.canvas().writer().push_on().is_err()) {
                return Ok(End::Gone);
            }
            let mut wishes = Vec::new();
            if ready.woken {
                while matches!(io::Read::read(&mut &self.woken, &mut buffer), Ok(1..)) {}
            }
            if ready.woken || guest.deadline().is_some_and(|deadline| deadline <= Instant::now()) {
                wishes.extend(guest.woken());
            }
            if ready.input {
                match self.read_all(&mut buffer, guest, &mut wishes) {
                    Ok(true) => {}
                    Ok(false) | Err(_) => return Ok(End::Gone),
                }
            }
            let mut events = Vec::new();
            self.decoder.lapse(Instant::now(), &mut events);
            hand_over(events, guest, &mut wishes);
            if let Some(end) = self.grant(wishes, guest)? {
                return Ok(end);
            }
        }
    }

    /// Waits until something happens or the deadline has come.
    fn wait(&self, outbox: &Outbox, deadline: Option<Instant>) -> io::Result<Ready> {
        let output = if outbox.is_empty() { PollFlags::empty() } else { PollFlags::OUT };
        let mut fds = [
            PollFd::from_borrowed_fd(self.screen.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.signals.get_read().as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.woken.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(outbox.as_fd(), output),
        ];
        let timeout = deadline.map(|deadline| timespec(deadline.saturating_duration_since(Instant::now())));
        match poll(&mut fds, timeout.as_ref()) {
            Err(Errno::INTR) => return Ok(Ready::default()),
            polled => polled?,
        };
        let lost = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ok(Ready {
            input: fds[0].revents().contains(PollFlags::IN),
            signal: fds[1].revents().contains(PollFlags::IN),
            woken: fds[2].revents().contains(PollFlags::IN),
            output: fds[3].revents().contains(PollFlags::OUT),
            gone: fds[0].revents().intersects(lost) || fds[3].revents().intersects(lost),
        })
    }

    /// Reads and hands over all the input there is; `false` at its end.
    fn read_all(&mut self, buffer: &mut [u8], guest: &mut impl Guest, wishes: &mut Vec<Wish>) -> io::Result<bool> {
        let mut total = 0;
        while total < GULP {
            let read = match rustix::io::read(self.screen.as_fd(), &mut *buffer) {
                Err(Errno::INTR | Errno::AGAIN) => return Ok(true),
                read => read?,
            };
            if read == 0 {
                return Ok(false);
            }
            total += read;
            let mut events = Vec::new();
            self.decoder.feed(&buffer[..read], Instant::now(), &mut events);
            hand_over(gather(events), guest, wishes);
            let mut more = [PollFd::from_borrowed_fd(self.screen.as_fd(), PollFlags::IN)];
            // A wish to be over or to be stopped is granted before anything behind it is taken for input.
            let granted_first = wishes.iter().any(|wish| matches!(wish, Wish::Quit | Wish::Suspend));
            if granted_first || poll(&mut more, Some(&timespec(std::time::Duration::ZERO))).unwrap_or(0) == 0 {
                return Ok(true);
            }
        }
        Ok(true)
    }

    fn heed_signals(&mut self, guest: &mut impl Guest) -> io::Result<Option<End>> {
        for signal in self.signals.pending().collect::<Vec<_>>() {
            match signal {
                SIGWINCH => self.resize(guest),
                SIGTSTP => self.suspend(guest)?,
                SIGCONT => self.come_back(guest)?,
                SIGHUP => return Ok(Some(End::Signal(SIGHUP))),
                signal => {
                    self.settle(guest);
                    return Ok(Some(End::Signal(signal)));
                }
            }
        }
        Ok(None)
    }

    fn resize(&mut self, guest: &mut impl Guest) {
        let size = self.screen.size();
        if size != self.size {
            self.size = size;
            guest.canvas().resize(size);
            guest.handle(Event::Resize(size));
        }
    }

    fn grant(&mut self, wishes: Vec<Wish>, guest: &mut impl Guest) -> io::Result<Option<End>> {
        for wish in wishes {
            match wish {
                Wish::Quit => {
                    self.settle(guest);
                    return Ok(Some(End::Quit));
                }
                Wish::Suspend => self.suspend(guest)?,
                Wish::Redraw => self.repaint(guest),
                Wish::Mouse(on) => {
                    self.mouse = on;
                    guest.canvas().writer().write_all(mouse(on).as_bytes())?;
                }
                Wish::Send(bytes) => guest.canvas().writer().write_all(&bytes)?,
            }
        }
        Ok(None)
    }

    /// Gives the terminal back to the shell until it is brought back. Where there is no shell to do that nothing happens.
    fn suspend(&mut self, guest: &mut impl Guest) -> io::Result<()> {
        if !is_looked_after() {
            return Ok(());
        }
        self.settle(guest);
        // The rest of a frame that was not taken must not turn up when the terminal is somebody else's.
        guest.canvas().writer().finish(Instant::now());
        self.screen.leave();
        let others = self.stop()?;
        self.come_back(guest)?;
        if let Some(&signal) = others.iter().find(|&&signal| signal != SIGWINCH) {
            signal_hook::low_level::raise(signal)?;
        }
        Ok(())
    }

    /// Stops this process and its group until they are continued; returns the other signals that came. That it runs on does not say that it was
    /// continued, nor even stopped: with several threads the one that asked for it may be the last to be stopped and the first to go on. Only
    /// the signal itself says so, and it is taken in here, or it would have the terminal entered twice.
    fn stop(&mut self) -> io::Result<Vec<i32>> {
        let mut others: Vec<_> = self.signals.pending().filter(|&signal| signal != SIGCONT).collect();
        kill_current_process_group(Signal::STOP)?;
        while !others.contains(&SIGCONT) {
            match poll(&mut [PollFd::new(self.signals.get_read(), PollFlags::IN)], None) {
                Err(Errno::INTR) => {}
                ready => drop(ready?),
            }
            others.extend(self.signals.pending());
        }
        others.retain(|&signal| signal != SIGCONT && signal != SIGTSTP);
        Ok(others)
    }

    /// Takes the terminal again after somebody else has had it.
    fn come_back(&mut self, guest: &mut impl Guest) -> io::Result<()> {
        self.decoder = Decoder::default();
        if let Some(pace) = guest.canvas().pace() {
            pace.forget();
        }
        let modes = self.screen.enter()?;
        guest.canvas().send_first(modes.as_bytes());
        if self.mouse {
            guest.canvas().send_first(mouse(true).as_bytes());
        }
        self.resize(guest);
        self.repaint(guest);
        Ok(())
    }

    fn repaint(&mut self, guest: &mut impl Guest) {
        guest.canvas().forget();
        self.stale = true;
    }

    /// Waits for an answer of the terminal that is under way, or the shell would find it in its input; and for what it has yet to take.
    fn settle(&mut self, guest: &mut impl Guest) {
        self.await_answer(guest);
        if guest.canvas().pace().is_some_and(|pace| pace.is_doubtful(Instant::now())) {
            self.screen.drop_input();
        }
    }

    fn await_answer(&mut self, guest: &mut impl Guest) {
        let Some(until) = guest.canvas().pace().and_then(|pace| pace.owed(Instant::now())) else { return };
        let mut buffer = [0; 4096];
        while guest.canvas().pace().is_some_and(|pace| pace.is_asked()) && Instant::now() < until {
            let Ok(ready) = self.wait(guest.canvas().writer(), Some(until)) else { return };
            if ready.gone || ready.signal || (ready.output && guest.canvas().writer().push_on().is_err()) {
                return;
            }
            if ready.input {
                let Ok(1..) = rustix::io::read(self.screen.as_fd(), &mut buffer[..1]) else { return };
                let mut events = Vec::new();
                self.decoder.feed(&buffer[..1], Instant::now(), &mut events);
                if events.contains(&Event::Ack)
                    && let Some(pace) = guest.canvas().pace()
                {
                    pace.answer();
                }
            }
        }
    }
}

/// What a wait ended with.
#[allow(clippy::struct_excessive_bools, reason = "the answers of one poll, each by itself")]
#[derive(Debug, Default)]
struct Ready {
    input: bool,
    signal: bool,
    woken: bool,
    output: bool,
    gone: bool,
}

/// Whether a shell with job control looks after this process, so that it may be stopped: such a shell puts what it starts into groups apart from
/// its own, which has the number of the session.
fn is_looked_after() -> bool {
    matches!((getpgid(None), getsid(None)), (Ok(group), Ok(session)) if group != session)
}

/// Hands events over to the guest, but for the answers, which are the canvas's.
fn hand_over(events: Vec<Event>, guest: &mut impl Guest, wishes: &mut Vec<Wish>) {
    for event in events {
        if event == Event::Ack {
            if let Some(pace) = guest.canvas().pace() {
                pace.answer();
            }
        } else {
            wishes.extend(guest.handle(event));
        }
    }
}
