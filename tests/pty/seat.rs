//! A pseudo-terminal with the real program in it, as the person before it sees it.
//!
//! Nothing here goes by the clock: each step waits for what it is about, and a wait that is never over is a failure.
#![allow(dead_code, reason = "each test program uses its part of it")]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_hustings");
pub const READY: &str = "Candidates";
/// After this a wait is taken to be never over.
pub const NEVER: Duration = Duration::from_mins(1);

/// A terminal, as the person before it sees it.
pub struct Seat {
    pub master: Option<Box<dyn MasterPty + Send>>,
    pub writer: Option<Box<dyn Write + Send>>,
    pub seen: Arc<(Mutex<Seen>, Condvar)>,
    found: String,
    pub pid: Pid,
    ended: Receiver<ExitStatus>,
}

pub struct Seen {
    pub screen: vt100::Parser,
    pub bytes: Vec<u8>,
}

impl Seen {
    pub fn count(&self, sequence: &str) -> usize {
        self.bytes.windows(sequence.len()).filter(|bytes| *bytes == sequence.as_bytes()).count()
    }
}

impl Seat {
    /// The dashboard in a terminal of its own.
    pub fn dashboard() -> Seat {
        Seat::take(&[PROGRAM], true)
    }

    /// The same, started by a shell with job control, which reads a line after the program has stopped and then brings it back.
    pub fn under_a_shell() -> Seat {
        Seat::take(
            &["bash", "-c", "set -m; \"$0\"; echo it stopped; read -r; fg; echo \"it ended with $?\"", PROGRAM],
            true,
        )
    }

    /// `read` says whether what is written is read; without, the terminal does not drain.
    pub fn take(command: &[&str], read: bool) -> Seat {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let found = format!("{:?}", pair.master.get_termios().unwrap());
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        for name in ["TMUX", "NO_COLOR", "ACCESSIBLE", "HUSTINGS_CORPUS"] {
            builder.env_remove(name);
        }
        // Nobody's own brief and settings are touched.
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"] {
            builder.env(name, env!("CARGO_TARGET_TMPDIR"));
        }
        builder.env("TERM", "xterm-256color");
        builder.env("LC_ALL", "C.UTF-8");
        let mut child = pair.slave.spawn_command(builder).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap().cast_signed()).unwrap();
        let cells = |n| NonZeroU16::new(n).unwrap();
        let screen = vt100::Parser::new(cells(24), cells(80), 0);
        let seen = Arc::new((Mutex::new(Seen { screen, bytes: Vec::new() }), Condvar::new()));
        if read {
            let (mut reader, seen) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&seen));
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = reader.read(&mut buffer) {
                    let mut now = seen.0.lock().unwrap();
                    now.bytes.extend_from_slice(&buffer[..read]);
                    now.screen.process(&buffer[..read]);
                    seen.1.notify_all();
                }
            });
        }
        let (tell, ended) = mpsc::channel();
        thread::spawn(move || tell.send(child.wait().unwrap()));
        let writer = pair.master.take_writer().unwrap();
        Seat { master: Some(pair.master), writer: Some(writer), seen, found, pid, ended }
    }

    /// Waits until the terminal is as `expected`.
    pub fn wait(&self, what: &str, expected: impl Fn(&Seen) -> bool) {
        let seen = self.seen.0.lock().unwrap();
        let (seen, timeout) = self.seen.1.wait_timeout_while(seen, NEVER, |seen| !expected(seen)).unwrap();
        assert!(!timeout.timed_out(), "waited for {what} in vain; the screen:\n{}", seen.screen.screen().contents());
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        self.seen.0.lock().unwrap().screen.screen().contents()
    }

    pub fn wait_for(&self, text: &str) {
        self.wait(text, |seen| seen.screen.screen().contents().contains(text));
    }

    pub fn ready(self) -> Seat {
        self.wait_for(READY);
        self.wait("the alternate screen", |seen| seen.screen.screen().alternate_screen());
        self
    }

    pub fn press(&mut self, keys: &str) {
        self.writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    pub fn end(&self) -> ExitStatus {
        self.ended.recv_timeout(NEVER).expect("the program ends")
    }

    /// The terminal is as it was before: its settings, its screen, its modes; each was set and undone as often.
    pub fn assert_restored(&self) {
        let settings = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap());
        assert_eq!(settings, self.found);
        // What the program says last may still be on its way when the shell has already spoken.
        self.wait("the main screen, left as often as entered", |seen| {
            !seen.screen.screen().alternate_screen() && seen.count("\x1b[?1049h") == seen.count("\x1b[?1049l")
        });
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste() && !screen.application_cursor());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(
            (screen.fgcolor(), screen.bgcolor(), screen.inverse()),
            (vt100::Color::Default, vt100::Color::Default, false)
        );
        assert_eq!(seen.count("\x1b[>1u"), seen.count("\x1b[<u"), "the keys are popped as often as they were pushed");
        let last = |sequence: &str| seen.bytes.windows(sequence.len()).rposition(|bytes| bytes == sequence.as_bytes());
        assert!(last("\x1b[?2026l") >= last("\x1b[?2026h"), "no synchronized update is left open");
    }
}

pub fn assert_ended_by(seat: &Seat, signal: &str) {
    let status = seat.end();
    assert!(status.signal().is_some_and(|name| name.contains(signal)), "{status:?}");
}
