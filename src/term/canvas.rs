//! A ratatui [`Backend`] that is a writer and a known size, and sends the fewest bytes.
//!
//! It never asks a terminal anything by itself, so that it serves the local terminal, a remote session and a test alike. It keeps a shadow of the
//! screen: a frame is what differs between the shadow and what is wanted, encoded with care, in one write, between the marks of a synchronized
//! update. A frame that changes nothing writes nothing.

mod clusters;
mod grid;
mod ink;
mod paint;
mod pen;
mod sgr;
mod trust;
mod way;

use std::io::{self, Write};
use std::time::Instant;

use grid::Grid;
use pen::Pen;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::pace::Pace;

const SYNC_ON: &str = "\x1b[?2026h";
const SYNC_OFF: &str = "\x1b[?2026l";

/// The screen of a terminal behind a writer.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    writer: W,
    size: Size,
    /// What the screen shows; where that is not known it has to be emptied first.
    shown: Option<Grid>,
    wanted: Grid,
    pen: Pen,
    cursor: Option<Position>,
    cursor_shown: Option<bool>,
    last_position: Position,
    preface: Vec<u8>,
    sync: bool,
    pace: Option<Pace>,
}

impl<W: Write> Canvas<W> {
    /// A canvas of this size in cells. Nothing is taken for granted about the screen: the first frame empties it.
    pub fn new(writer: W, size: Size) -> Self {
        Self {
            writer,
            size,
            shown: None,
            wanted: Grid::blank(size.width, size.height),
            pen: Pen::new(size.width),
            cursor: None,
            cursor_shown: None,
            last_position: Position::ORIGIN,
            preface: Vec::new(),
            sync: true,
            pace: None,
        }
    }

    /// Whether a frame is bracketed by the marks of a synchronized update; it is unless this says otherwise.
    #[must_use]
    pub fn with_sync(mut self, sync: bool) -> Self {
        self.sync = sync;
        self
    }

    /// Lets frames be paced by the terminal's own answers: see [`Pace`]. Whoever reads the input then calls [`Canvas::pace`]'s `answer` for
    /// each [`Event::Ack`](super::input::Event::Ack), and draws only when it is clear.
    #[must_use]
    pub fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = Some(pace);
        self
    }

    /// The pace of the frames, if they are paced.
    pub fn pace(&mut self) -> Option<&mut Pace> {
        self.pace.as_mut()
    }

    /// The writer behind the canvas.
    pub fn writer(&mut self) -> &mut W {
        &mut self.writer
    }

    /// Has bytes sent along with the next frame, in front of it: what prepares the terminal, and does not touch the screen.
    pub fn send_first(&mut self, bytes: &[u8]) {
        self.preface.extend_from_slice(bytes);
    }

    /// Takes another size, in cells. The next frame is painted in full.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.wanted = Grid::blank(size.width, size.height);
        self.forget();
    }

    /// Forgets what the screen shows, after something else has written on it: the next frame is painted in full.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor_shown = None;
        self.pen.forget(self.size.width);
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.wanted.erase(from, to);
    }

    fn index(&self, position: Position) -> usize {
        usize::from(position.y) * usize::from(self.size.width) + usize::from(position.x)
    }

    /// Encodes the frame; empty if there is nothing to say.
    fn encode(&mut self) -> Vec<u8> {
        if self.sync {
            self.pen.raw(SYNC_ON);
        }
        let start = self.pen.len();
        if self.shown.is_none() {
            self.pen.clear();
        }
        if self.cursor.is_none() && self.cursor_shown != Some(false) {
            self.pen.raw("\x1b[?25l");
            self.cursor_shown = Some(false);
        }
        match &self.shown {
            Some(shown) => paint::paint(&mut self.pen, shown, &self.wanted),
            None => paint::afresh(&mut self.pen, &self.wanted),
        }
        if let Some(Position { x, y }) = self.cursor {
            self.pen.move_to(x, y);
            if self.cursor_shown != Some(true) {
                self.pen.raw("\x1b[?25h");
                self.cursor_shown = Some(true);
            }
        }
        if self.pen.len() == start {
            self.pen.take();
            return Vec::new();
        }
        if self.sync {
            self.pen.raw(SYNC_OFF);
        }
        if self.pace.as_mut().is_some_and(|pace| pace.frame(Instant::now())) {
            self.pen.raw("\x1b[5n");
        }
        self.pen.take()
    }
}

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // The cells that a wide grapheme covers are handed over too. Only what has been drawn over them on purpose, the frame of an overlay, counts.
        let mut covered = (0, 0..0);
        for (x, y, cell) in content {
            if covered.0 == y && covered.1.contains(&x) && matches!(cell.symbol(), " " | "") {
                continue;
            }
            let width = self.wanted.set(x, y, cell, &mut self.pen.clusters);
            covered = (y, x + 1..x.saturating_add(width));
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = Some(self.last_position);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.last_position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        let (last_x, last_y) = (self.size.width.saturating_sub(1), self.size.height.saturating_sub(1));
        self.last_position = Position { x: x.min(last_x), y: y.min(last_y) };
        self.cursor = self.cursor.map(|_| self.last_position);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let (here, width) = (self.index(self.last_position), usize::from(self.size.width));
        let line = usize::from(self.last_position.y) * width;
        match region {
            ClearType::All => self.erase(0, usize::MAX),
            ClearType::AfterCursor => self.erase(here, usize::MAX),
            ClearType::BeforeCursor => self.erase(0, here + 1),
            ClearType::CurrentLine => self.erase(line, line + width),
            ClearType::UntilNewLine => self.erase(here, line + width),
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    /// Writes the frame, in one write.
    fn flush(&mut self) -> io::Result<()> {
        let mut frame = std::mem::take(&mut self.preface);
        frame.append(&mut self.encode());
        if frame.is_empty() {
            return Ok(());
        }
        let written = self.writer.write_all(&frame).and_then(|()| self.writer.flush());
        if self.pen.clusters.is_crowded() {
            self.wanted.tidy(&mut self.pen.clusters);
        }
        match &mut self.shown {
            // Half a frame may stand on the screen now.
            _ if written.is_err() => self.forget(),
            Some(shown) => shown.copy_from(&self.wanted),
            None => self.shown = Some(self.wanted.clone()),
        }
        written
    }
}
