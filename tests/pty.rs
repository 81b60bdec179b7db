//! The real program in a pseudo-terminal: every way out of it leaves the terminal as it was found.
//!
//! Nothing here goes by the clock: each step waits for what it is about, and a wait that is never over is a failure.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "pty/seat.rs"]
mod seat;

use std::env;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use hustings::term::canvas::Canvas;
use hustings::term::host::{Guest, Host, Wish};
use hustings::term::input::Event;
use hustings::term::outbox::Outbox;
use hustings::term::screen::Screen;
use hustings::tui;
use portable_pty::{PtyPair, PtySize, native_pty_system};
use ratatui::Terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::process::Signal;
use seat::{PROGRAM, READY, Seat, assert_ended_by};

#[test]
fn quitting_leaves_the_terminal_as_it_was_found() {
    for key in ["q", "\x1b[21~", "\x03"] {
        let mut seat = Seat::dashboard().ready();
        seat.press(key);
        assert!(seat.end().success(), "{key:?}");
        seat.assert_restored();
    }
}

#[test]
fn the_prompt_says_goodbye_on_a_line_of_its_own_when_its_input_ends() {
    let mut seat = Seat::take(&[PROGRAM, "--linear"], true);
    seat.wait_for("hustings> ");
    seat.press("\x04");
    assert!(seat.end().success());
    seat.wait_for("\nGoodbye.");
}

#[test]
fn the_prompt_breaks_lines_for_the_width_that_the_terminal_has_by_now() {
    let mut seat = Seat::take(&[PROGRAM, "--linear"], true);
    seat.wait_for("hustings> ");
    let size = PtySize { rows: 24, cols: 40, ..PtySize::default() };
    seat.master.as_ref().unwrap().resize(size).unwrap();
    seat.press("nonsense\r");
    seat.wait_for("and\nthere is no");
}

#[test]
fn quitting_with_the_mouse_on_turns_it_off() {
    let mut seat = Seat::dashboard().ready();
    seat.press("M");
    seat.wait("the mouse", |seen| seen.screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    seat.press("q");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn each_signal_ends_it_as_its_sender_expects() {
    for (signal, name) in
        [(Signal::TERM, "Terminated"), (Signal::INT, "Interrupt"), (Signal::HUP, "Hangup"), (Signal::QUIT, "Quit")]
    {
        let seat = Seat::dashboard().ready();
        seat.signal(signal);
        assert_ended_by(&seat, name);
        seat.assert_restored();
    }
}

#[test]
fn an_answer_under_way_is_taken_in_before_the_shell_has_the_terminal_again() {
    let mut seat =
        Seat::take(&["bash", "-c", "\"$0\"; IFS= read -r left; printf 'left <%q>' \"$left\"", PROGRAM], true).ready();
    // A terminal that has answered before is waited for.
    seat.press("\x1b[B");
    seat.wait("the question", |seen| seen.count("\x1b[5n") == 1);
    seat.press("\x1b[0n\x1b[A");
    seat.wait("another question", |seen| seen.count("\x1b[5n") == 2);
    seat.press("q");
    seat.press("\x1b[0n");
    seat.wait("the main screen", |seen| seen.count("\x1b[?1049l") == 1);
    seat.press("next\n");
    seat.wait_for("left <next>");
    assert!(seat.end().success());
}

#[test]
fn leaving_a_terminal_that_never_answers_takes_nothing_from_the_shell_behind_it() {
    for way in ["q", "\x1b[21~", "\x03"] {
        let command = ["bash", "-c", "\"$0\"; IFS= read -r left; printf 'left <%q>' \"$left\"", PROGRAM];
        let mut seat = Seat::take(&command, true).ready();
        seat.press("\x1b[B");
        seat.wait("the question", |seen| seen.count("\x1b[5n") == 1);
        seat.press(way);
        seat.wait("the main screen", |seen| seen.count("\x1b[?1049l") == 1);
        seat.press("next\n");
        seat.wait_for("left <next>");
        assert!(seat.end().success());
    }
}

/// The device that programs in a pseudo-terminal have for theirs.
fn far_end(pair: &PtyPair) -> File {
    let name = pair.master.tty_name().unwrap();
    File::options().read(true).write(true).custom_flags(OFlags::NOCTTY.bits().cast_signed()).open(name).unwrap()
}

/// Waits for input as long as `timeout` says, for ever without one; says whether there is some.
fn has_input(terminal: &File, timeout: Option<&Timespec>) -> bool {
    let mut fds = [PollFd::new(terminal, PollFlags::IN)];
    poll(&mut fds, timeout).unwrap() > 0
}

#[test]
fn an_answer_that_nobody_waits_for_any_longer_is_dropped_on_leaving() {
    for dropped in [false, true] {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let terminal = far_end(&pair);
        let outbox = Outbox::new(terminal.as_fd()).unwrap();
        let screen = Screen::new(&terminal, &outbox, "xterm").unwrap();
        screen.enter().unwrap();
        pair.master.take_writer().unwrap().write_all(b"\x1b[0n\n").unwrap();
        assert!(has_input(&terminal, None));
        if dropped {
            screen.drop_input();
        }
        screen.leave();
        assert_eq!(has_input(&terminal, Some(&Timespec::default())), !dropped);
    }
}

#[test]
fn a_job_that_is_stopped_gives_the_terminal_back_and_paints_it_anew_in_front() {
    for outside in [false, true] {
        let mut seat = Seat::under_a_shell().ready();
        if outside {
            let stop = format!("pkill -TSTP -P {}", seat.pid.as_raw_nonzero());
            assert!(std::process::Command::new("sh").args(["-c", &stop]).status().unwrap().success());
        } else {
            seat.press("\x1a");
        }
        seat.wait_for("it stopped");
        seat.assert_restored();
        seat.press("\n");
        let mut seat = seat.ready();
        seat.press("q");
        seat.wait_for("it ended with 0");
        assert!(seat.end().success());
        seat.assert_restored();
    }
}

#[test]
fn a_job_that_is_continued_though_it_was_not_stopped_leaves_as_often_as_it_enters() {
    let mut seat = Seat::dashboard().ready();
    for entered in 2..4 {
        seat.signal(Signal::CONT);
        seat.wait("the screen anew", |seen| {
            seen.count("\x1b[?1049h") == entered && seen.count("\x1b[?1049l") == entered - 1
        });
    }
    seat.press("q");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn a_job_that_comes_back_has_the_mouse_that_it_had() {
    let mut seat = Seat::under_a_shell().ready();
    seat.press("M");
    seat.wait("the mouse", |seen| seen.screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    seat.press("\x1a");
    seat.wait_for("it stopped");
    seat.assert_restored();
    seat.press("\n");
    seat.wait("the mouse again", |seen| seen.screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    seat.press("q");
    seat.wait_for("it ended with 0");
    seat.assert_restored();
}

#[test]
fn a_screen_is_entered_and_left_once_whoever_asks_how_often() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let terminal = far_end(&pair);
    let outbox = Outbox::new(terminal.as_fd()).unwrap();
    let screen = Screen::new(&terminal, &outbox, "xterm").unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    for _ in 0..2 {
        let entering = screen.enter().unwrap();
        assert_eq!(screen.enter().unwrap(), "", "what enters is on its way");
        screen.sent();
        screen.leave();
        screen.leave();
        (&terminal).write_all(b"|").unwrap();
        let leaving: Vec<u8> = std::iter::from_fn(|| {
            let mut byte = [0];
            reader.read_exact(&mut byte).unwrap();
            (byte != *b"|").then_some(byte[0])
        })
        .collect();
        let leaving = String::from_utf8(leaving).unwrap();
        for (enters, leaves) in [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[>1u", "\x1b[<u")] {
            assert_eq!((entering.matches(enters).count(), leaving.matches(leaves).count()), (1, 1));
        }
    }
}

#[test]
fn ctrl_z_does_nothing_where_nobody_could_bring_it_back() {
    let mut seat = Seat::dashboard().ready();
    seat.press("\x1a");
    seat.press("?");
    seat.wait("the help", |seen| seen.screen.screen().contents().contains("Help"));
    seat.press("\x03");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn it_ends_when_the_terminal_goes_away() {
    let mut seat = Seat::take(&[PROGRAM], false);
    read_until_ready(&seat);
    (seat.writer, seat.master) = (None, None);
    assert_ended_by(&seat, "Hangup");
}

#[test]
fn it_ends_when_the_terminal_goes_away_and_nobody_says_so() {
    // The shell leads the session and is the one that is told.
    let mut seat = Seat::take(&["bash", "-c", "trap '' HUP; \"$0\"; exit $?", PROGRAM], false);
    read_until_ready(&seat);
    (seat.writer, seat.master) = (None, None);
    assert_eq!(seat.end().exit_code(), 128 + 1);
}

#[test]
fn a_terminal_that_does_not_drain_holds_no_signal_up() {
    let mut seat = Seat::take(&[PROGRAM], false);
    read_until_ready(&seat);
    for _ in 0..100 {
        seat.press("\x1b[B\x1b[18~\x1b[12~");
    }
    seat.signal(Signal::TERM);
    assert_ended_by(&seat, "Terminated");
}

/// Reads until the dashboard is there, and not a byte more than needed.
fn read_until_ready(seat: &Seat) {
    let mut reader = seat.master.as_ref().unwrap().try_clone_reader().unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 512];
    while !bytes.windows(READY.len()).any(|window| window == READY.as_bytes()) {
        let read = reader.read(&mut buffer).unwrap();
        bytes.extend_from_slice(&buffer[..read]);
    }
}

#[test]
fn a_resize_paints_the_whole_of_the_new_screen() {
    let seat = Seat::dashboard().ready();
    let size = PtySize { rows: 40, cols: 120, ..PtySize::default() };
    {
        let mut seen = seat.seen.0.lock().unwrap();
        seen.screen.screen_mut().set_size(NonZeroU16::new(40).unwrap(), NonZeroU16::new(120).unwrap());
    }
    seat.master.as_ref().unwrap().resize(size).unwrap();
    seat.wait("the footer in the last row", |seen| {
        seen.screen.screen().rows(0, 120).nth(39).is_some_and(|row| row.contains("quit"))
    });
    seat.signal(Signal::TERM);
    assert_ended_by(&seat, "Terminated");
    seat.assert_restored();
}

#[test]
fn without_a_terminal_for_input_it_says_so_and_touches_nothing() {
    let seat = Seat::take(&["sh", "-c", "\"$0\" < /dev/null; echo \"it ended with $?\"", PROGRAM], true);
    seat.wait_for("it ended with 2");
    let seen = seat.seen.0.lock().unwrap();
    assert!(seen.screen.screen().contents().contains("hustings: "));
    assert_eq!(seen.count("\x1b"), 0);
}

#[test]
fn a_paste_that_is_not_marked_as_one_is_no_command() {
    let mut seat = Seat::dashboard().ready();
    seat.press("quit\nquit\n\x1b[B?");
    seat.wait_for("Help");
    seat.press("\x03");
    assert!(seat.end().success());
    seat.assert_restored();
}

/// What makes this test program itself the guest of a terminal.
const GUEST: &str = "HUSTINGS_TEST_GUEST";

/// A guest that panics when it is told to.
struct Panicking {
    terminal: Terminal<Canvas<Outbox>>,
    drawn: bool,
    when: String,
}

impl Guest for Panicking {
    fn handle(&mut self, event: Event) -> Vec<Wish> {
        assert!(self.when != "update", "a panic in update, at {event:?}");
        if self.when == "thread" {
            thread::spawn(|| panic!("a panic in thread"));
        }
        self.drawn = false;
        Vec::new()
    }

    fn woken(&mut self) -> Vec<Wish> {
        Vec::new()
    }

    fn is_changed(&self) -> bool {
        !self.drawn
    }

    fn draw(&mut self) -> std::io::Result<()> {
        let when = &self.when;
        self.terminal.draw(|frame| {
            frame.render_widget(READY, frame.area());
            assert!(!(when == "draw" && frame.count() > 0), "a panic in draw");
            assert!(when != "start", "a panic in start");
        })?;
        self.drawn = true;
        Ok(())
    }

    fn canvas(&mut self) -> &mut Canvas<Outbox> {
        self.terminal.backend_mut()
    }
}

#[test]
fn a_panic_is_told_on_a_terminal_that_has_been_put_right() {
    if let Ok(when) = env::var(GUEST) {
        let outbox = Outbox::new(std::io::stdout().as_fd()).unwrap();
        let screen = Arc::new(Screen::new(&std::io::stdin(), &outbox, "xterm").unwrap());
        tui::restore_on_panic(Arc::clone(&screen));
        let host = Host::new(screen).unwrap();
        let terminal = Terminal::new(Canvas::new(outbox, host.size())).unwrap();
        host.run(&mut Panicking { terminal, drawn: false, when }).unwrap();
        return;
    }
    let program = env::current_exe().unwrap();
    for when in ["update", "draw", "start", "thread"] {
        let script = format!(
            "{GUEST}={when} RUST_BACKTRACE=0 \"$0\" --exact a_panic_is_told_on_a_terminal_that_has_been_put_right --nocapture"
        );
        let mut seat = Seat::take(&["sh", "-c", &script, path(&program)], true);
        if when != "start" {
            seat = seat.ready();
            seat.press("x");
        }
        seat.wait("the panic", |seen| seen.screen.screen().contents().contains(&format!("a panic in {when}")));
        assert!(!seat.end().success());
        seat.assert_restored();
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
