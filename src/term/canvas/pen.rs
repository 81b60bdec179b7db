//! The terminal's pen: where it is, what ink it holds, and the shortest way to another place and another ink.
//!
//! Only sequences that every terminal knows, the Linux console and `PuTTY` among them: nothing is repeated by a count, no tabs, no side margins.

use std::io::Write;

use super::clusters::Clusters;
use super::grid::Spot;
use super::ink::Ink;
use super::sgr::change;
use super::way::{Across, digits, relative};

/// Room for the parameters of a change of ink, in bytes: few take more.
const CHANGE_ROOM: usize = 64;

/// What was written and what the terminal's state is after it.
#[derive(Debug)]
pub struct Pen {
    out: Vec<u8>,
    state: State,
    width: u16,
    /// The table of the glyphs it writes.
    pub clusters: Clusters,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Column and row; the column is the screen's width where the last one was just written and the next character would wrap.
    at: Option<(u16, u16)>,
    ink: Option<Ink>,
}

/// A point to come back to, so that a way can be tried out and measured.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    len: usize,
    state: State,
}

impl Mark {
    /// Bytes written before it.
    pub fn len(self) -> usize {
        self.len
    }
}

impl Pen {
    /// A pen on a screen of `width` cells, of which nothing is known yet.
    pub fn new(width: u16) -> Self {
        Self { out: Vec::new(), state: State::default(), width, clusters: Clusters::default() }
    }

    /// What was written since the last time; the state stays.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    pub fn mark(&self) -> Mark {
        Mark { len: self.out.len(), state: self.state }
    }

    /// Goes back to a mark; returns what was written since.
    pub fn rewind(&mut self, mark: Mark) -> Vec<u8> {
        self.state = mark.state;
        self.out.split_off(mark.len)
    }

    /// Writes what [`Pen::rewind`] returned once more, with the state that it led to.
    pub fn replay(&mut self, bytes: &[u8], end: Mark) {
        self.out.extend_from_slice(bytes);
        self.state = end.state;
    }

    /// Writes a sequence that neither moves the pen nor changes its ink.
    pub fn raw(&mut self, sequence: &str) {
        self.out.extend_from_slice(sequence.as_bytes());
    }

    /// Forgets where the pen is and what it holds.
    pub fn forget(&mut self, width: u16) {
        self.state = State::default();
        self.width = width;
    }

    /// Empties the whole screen.
    pub fn clear(&mut self) {
        self.set_ink(Ink::NONE);
        self.raw("\x1b[H\x1b[2J");
        self.state.at = Some((0, 0));
    }

    /// Moves rows `top..=bottom` up by `by`, down where it is negative. By inserted and deleted lines, since the Linux console has no SU and SD;
    /// inside a scroll region, so that the rows below do not even flicker.
    pub fn scroll(&mut self, top: usize, bottom: usize, by: isize) {
        self.set_ink(Ink::NONE);
        let _ = write!(self.out, "\x1b[{};{}r", top + 1, bottom + 1);
        if top > 0 {
            let _ = write!(self.out, "\x1b[{}H", top + 1);
        }
        match by.unsigned_abs() {
            1 => self.raw("\x1b["),
            lines => {
                let _ = write!(self.out, "\x1b[{lines}");
            }
        }
        self.raw(if by > 0 { "M\x1b[r" } else { "L\x1b[r" });
        self.state.at = Some((0, 0));
    }

    /// Goes to a cell.
    pub fn move_to(&mut self, x: u16, y: u16) {
        if self.state.at == Some((x, y)) {
            return;
        }
        let absolute = 3 + digits(y + 1) * usize::from(y > 0) + (1 + digits(x + 1)) * usize::from(x > 0);
        let relative = self.state.at.map(|from| relative(from, (x, y), self.width));
        match relative {
            Some((across, along)) if across.cost() + along.cost() < absolute => {
                across.write(&mut self.out);
                along.write(&mut self.out);
            }
            _ => {
                let _ = match (x, y) {
                    (0, 0) => write!(self.out, "\x1b[H"),
                    (0, _) => write!(self.out, "\x1b[{}H", y + 1),
                    (_, 0) => write!(self.out, "\x1b[;{}H", x + 1),
                    _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
                };
            }
        }
        self.state.at = Some((x, y));
    }

    /// Erases from here to the end of the line.
    pub fn erase_line(&mut self) {
        if !self.state.ink.is_some_and(|ink| ink.leaves_blank(Ink::NONE.bg)) {
            self.set_ink(Ink::NONE);
        }
        self.raw("\x1b[K");
    }

    /// Takes the ink for a cell. A plain blank can be written with any ink that shows nothing but its background.
    pub fn ink_for(&mut self, spot: &Spot) {
        if !self.has_ink_for(spot) {
            self.set_ink(spot.ink());
        }
    }

    /// Whether nothing but one byte has to be written for a cell.
    pub fn writes_a_byte(&self, spot: &Spot) -> bool {
        spot.glyph().is_a_byte() && self.has_ink_for(spot)
    }

    fn has_ink_for(&self, spot: &Spot) -> bool {
        let ink = spot.ink();
        self.state.ink.is_some_and(|held| held == ink || spot.is_plain_blank() && held.leaves_blank(ink.bg))
    }

    /// Writes a cell that takes `width` cells where the pen is.
    pub fn write(&mut self, spot: &Spot, width: u16) {
        self.ink_for(spot);
        if spot.sure {
            self.clusters.write(spot.glyph(), &mut self.out);
            self.state.at = self.state.at.map(|(x, y)| (x + width, y));
            return;
        }
        let Some((x, y)) = self.state.at else { return };
        // A terminal that makes less of it leaves a cell as it was: it is emptied first. One that makes more of it must not wrap.
        if width > 1 {
            for _ in 0..width {
                self.raw(" ");
            }
            self.state.at = Some((x + width, y));
            self.move_to(x, y);
        }
        let may_wrap = x + u16::from(spot.reach) > self.width;
        if may_wrap {
            self.raw("\x1b[?7l");
        }
        self.clusters.write(spot.glyph(), &mut self.out);
        if may_wrap {
            self.raw("\x1b[?7h");
        }
        self.state.at = None;
        if x + width < self.width {
            Across::Column(x + width).write(&mut self.out);
            self.state.at = Some((x + width, y));
        }
    }

    /// Takes an ink by the shortest change that leads to it.
    fn set_ink(&mut self, ink: Ink) {
        if self.state.ink == Some(ink) {
            return;
        }
        let mut afresh = Vec::with_capacity(CHANGE_ROOM);
        if ink != Ink::NONE {
            afresh.push(b';');
            change(Ink::NONE, ink, &mut afresh);
        }
        let mut shortest = afresh;
        if let Some(held) = self.state.ink {
            let mut changed = Vec::with_capacity(CHANGE_ROOM);
            change(held, ink, &mut changed);
            if changed.len() < shortest.len() {
                shortest = changed;
            }
        }
        self.raw("\x1b[");
        self.out.extend_from_slice(&shortest);
        self.raw("m");
        self.state.ink = Some(ink);
    }
}
