//! The state machine from bytes to events.

use std::mem;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::paste::Paste;
use super::{Event, keys, mouse};

/// After so much quiet an Esc was the key and not the start of a sequence.
const ESC_QUIET: Duration = Duration::from_millis(60);
/// The same while an answer of the terminal is under way, which starts with an Esc too and may have been cut behind it.
const ESC_QUIET_ASKED: Duration = Duration::from_millis(200);
/// After so much quiet a sequence that was started is not going to be finished.
const SEQUENCE_QUIET: Duration = Duration::from_secs(1);
/// After so much quiet a paste that was started has lost its end.
const PASTE_QUIET: Duration = Duration::from_secs(5);
/// How long after an Esc was given out the rest of its sequence may still turn up.
const LATE: Duration = Duration::from_secs(2);
/// As much of a sequence's parameters as is kept, in bytes; a longer one is none that is known.
const PARAMS: usize = 64;

#[derive(Debug)]
enum State {
    /// Between events.
    Ground,
    /// Some bytes of a character.
    Utf8 { bytes: [u8; 4], len: usize, want: usize },
    /// An Esc.
    Esc,
    /// A `[` or `O` that may be typed, or the rest of a sequence whose Esc was already given out.
    Late { opened: u8 },
    /// `CSI` and some parameters.
    Csi,
    /// `CSI [`, as the Linux console starts its function keys.
    Linux,
    /// `ESC O`, with the digit of a modifier.
    Ss3 { modifier: Option<u8> },
    /// `CSI M`: three raw bytes follow.
    X10 { report: [u8; 3], len: usize },
    /// The body of an OSC, DCS or APC: never a key, swallowed to its end.
    Text { escaped: bool },
    /// Between the two marks of a bracketed paste.
    Paste(Paste),
}

/// Bytes in, [`Event`]s out, however the bytes were cut.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    params: Vec<u8>,
    /// The Esc of the sequence under way was given out as a key: what it turns out to be must not become a key as well.
    orphan: bool,
    asked: bool,
    since: Option<Instant>,
    late_until: Option<Instant>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { state: State::Ground, params: Vec::new(), orphan: false, asked: false, since: None, late_until: None }
    }
}

impl Decoder {
    /// Says whether the terminal was asked something and has not answered: an Esc is then given more time to become the answer.
    pub fn expect_answer(&mut self, asked: bool) {
        self.asked = asked;
    }

    /// Takes in what was read at `now` and appends the events that are complete.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        if bytes.is_empty() {
            return;
        }
        if self.late_until.is_some_and(|until| until < now) {
            self.late_until = None;
        }
        for &byte in bytes {
            self.byte(byte, events);
        }
        self.since = Some(now);
    }

    /// When [`Decoder::lapse`] wants to be called if nothing else comes before; `None` while nothing is pending.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        let quiet = match self.state {
            State::Ground => return None,
            State::Esc if self.asked => ESC_QUIET_ASKED,
            State::Esc | State::Late { .. } => ESC_QUIET,
            State::Paste(_) => PASTE_QUIET,
            _ => SEQUENCE_QUIET,
        };
        self.since.map(|since| since + quiet)
    }

    /// Gives out what has waited long enough at `now`: an Esc that stayed alone is the key, a sequence without an end is nothing.
    pub fn lapse(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        match mem::replace(&mut self.state, State::Ground) {
            State::Esc => {
                events.push(Event::Key(keys::plain(KeyCode::Esc)));
                self.late_until = Some(now + LATE);
            }
            State::Late { opened } => events.push(Event::Key(keys::char(char::from(opened)))),
            State::Paste(paste) => events.push(Event::Paste(paste.into_text())),
            _ => {}
        }
        self.reset();
    }

    fn reset(&mut self) {
        self.state = State::Ground;
        self.params.clear();
        self.orphan = false;
    }

    fn key(&mut self, key: KeyEvent, events: &mut Vec<Event>) {
        if !self.orphan {
            events.push(Event::Key(key));
        }
        self.reset();
    }

    fn byte(&mut self, byte: u8, events: &mut Vec<Event>) {
        match &mut self.state {
            State::Ground => self.ground(byte, events),
            State::Utf8 { bytes, len, want } => {
                if !matches!(byte, 0x80..=0xbf) {
                    self.reset();
                    return self.byte(byte, events);
                }
                bytes[*len] = byte;
                *len += 1;
                if len == want {
                    let decoded = std::str::from_utf8(&bytes[..*len]).ok().and_then(|text| text.chars().next());
                    self.reset();
                    match decoded {
                        // A C1 control character, written in UTF-8.
                        Some(c @ '\u{80}'..='\u{9f}') => self.open(c as u8 - 0x40),
                        Some(c) => self.key(keys::char(c), events),
                        None => {}
                    }
                }
            }
            State::Esc => self.esc(byte, events),
            State::Late { opened } => {
                let opened = *opened;
                self.late(opened, byte, events);
            }
            State::Csi => self.csi(byte, events),
            State::Linux => match keys::linux(byte) {
                Some(key) => self.key(key, events),
                None => self.give_up(byte, events),
            },
            State::Ss3 { modifier } => match byte {
                b'1'..=b'9' if modifier.is_none() => *modifier = Some(byte),
                _ => match keys::ss3(*modifier, byte) {
                    Some(key) => self.key(key, events),
                    None => self.give_up(byte, events),
                },
            },
            State::X10 { report, len } => {
                report[*len] = byte;
                *len += 1;
                if *len == report.len() {
                    events.extend(mouse::x10(*report).map(Event::Mouse));
                    self.reset();
                }
            }
            State::Text { escaped } => match (byte, *escaped) {
                (b'\\', true) | (0x07 | 0x18 | 0x1a, _) => self.reset(),
                (0x1b, _) => *escaped = true,
                // An Esc that is not the end of this text starts something of its own.
                (_, true) => {
                    self.reset();
                    self.esc(byte, events);
                }
                (_, false) => {}
            },
            State::Paste(paste) => {
                if paste.push(byte) {
                    if let State::Paste(paste) = mem::replace(&mut self.state, State::Ground) {
                        events.push(Event::Paste(paste.into_text()));
                    }
                    self.reset();
                }
            }
        }
    }

    /// A byte between events.
    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        let want = match byte {
            b'[' | b'O' if self.late_until.is_some() => {
                self.state = State::Late { opened: byte };
                return;
            }
            0x1b => {
                self.state = State::Esc;
                return;
            }
            0x80..=0x9f => return self.open(byte - 0x40),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            0xa0..=0xff => return self.reset(),
            _ => return self.key(keys::char(char::from(byte)), events),
        };
        self.state = State::Utf8 { bytes: [byte, 0, 0, 0], len: 1, want };
    }

    /// The byte behind an Esc. A key that comes with an Esc in front of it was pressed with Alt, or just after the Esc key: tmux holds an Esc back
    /// for half a second, and a slow line may bring both at once. No key needs Alt, so that it is taken for the two.
    fn esc(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'[' | b'O' | b']' | b'P' | b'_' => self.open(byte),
            // The end of a text of which the rest was given up.
            b'\\' => self.reset(),
            _ => {
                events.push(Event::Key(keys::plain(KeyCode::Esc)));
                self.reset();
                self.ground(byte, events);
            }
        }
    }

    /// Starts what a C1 control character starts; `byte` is the one that stands for it behind an Esc.
    fn open(&mut self, byte: u8) {
        self.params.clear();
        self.state = match byte {
            b'[' => State::Csi,
            b'O' => State::Ss3 { modifier: None },
            b']' | b'P' | b'X' | b'^' | b'_' => State::Text { escaped: false },
            _ => State::Ground,
        };
    }

    /// The byte behind a `[` or `O` that came when an Esc had just been given out. A `[` that is typed stands alone or is followed by text;
    /// only what reads as a sequence is the rest of one.
    fn late(&mut self, opened: u8, byte: u8, events: &mut Vec<Event>) {
        let continues = match opened {
            b'[' => matches!(byte, b'0'..=b'?' | b'A'..=b'F' | b'H' | b'I' | b'M' | b'O'..=b'S' | b'Z' | b'['),
            _ => keys::ss3(None, byte).is_some(),
        };
        self.late_until = None;
        if continues {
            self.orphan = true;
            self.open(opened);
            self.byte(byte, events);
        } else {
            self.state = State::Ground;
            self.key(keys::char(char::from(opened)), events);
            self.byte(byte, events);
        }
    }

    fn csi(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'[' if self.params.is_empty() => self.state = State::Linux,
            b'M' if self.params.is_empty() => self.state = State::X10 { report: [0; 3], len: 0 },
            // rxvt ends a key with Shift in what is an intermediate byte everywhere else.
            b'$' if !self.params.is_empty() && self.params.iter().all(u8::is_ascii_digit) => self.finish(byte, events),
            0x20..=0x3f => {
                // One byte more than fits is kept, as the sign that this is too long to be known.
                if self.params.len() <= PARAMS {
                    self.params.push(byte);
                }
            }
            0x40..=0x7e => self.finish(byte, events),
            _ => self.give_up(byte, events),
        }
    }

    /// A sequence that breaks off: a control character or the start of another one is still itself, the rest is swallowed.
    fn give_up(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.reset();
        if !matches!(byte, 0x18 | 0x1a | 0x20..=0x7e) {
            self.byte(byte, events);
        }
    }

    /// `CSI params end` is complete.
    fn finish(&mut self, end: u8, events: &mut Vec<Event>) {
        let params = mem::take(&mut self.params);
        let simple = match (params.as_slice(), end) {
            (b"0", b'n') => Some(Event::Ack),
            (b"", b'I') => Some(Event::Focus(true)),
            (b"", b'O') => Some(Event::Focus(false)),
            ([b'<', report @ ..], b'M' | b'm') => mouse::sgr(report, end == b'm').map(Event::Mouse),
            (b"200", b'~') => {
                self.reset();
                self.state = State::Paste(Paste::default());
                return;
            }
            _ => None,
        };
        match simple {
            Some(event) => {
                events.push(event);
                self.reset();
            }
            None if params.len() > PARAMS => self.reset(),
            None => match keys::csi(&params, end) {
                Some(key) => self.key(key, events),
                None => self.reset(),
            },
        }
    }
}
