//! What lives in a terminal, and what passes between it and its host.

use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Instant;

use super::super::canvas::Canvas;
use super::super::input::Event;
use super::super::outbox::Outbox;

/// What a guest asks of the terminal it lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To be over.
    Quit,
    /// To be stopped until the shell brings it back.
    Suspend,
    /// That the screen is painted anew.
    Redraw,
    /// Reports of the mouse's buttons and wheel, or none.
    Mouse(bool),
    /// That these bytes, a sequence that does not touch the screen, are sent.
    Send(Vec<u8>),
}

/// What lives in a terminal.
pub trait Guest {
    /// Takes an event in. [`Event::Ack`] never comes here.
    fn handle(&mut self, event: Event) -> Vec<Wish>;
    /// Looks after what other threads have done, after [`Waker::wake`] or when [`Guest::deadline`] has come.
    fn woken(&mut self) -> Vec<Wish>;
    /// When it wants to be woken even if nobody does so.
    fn deadline(&self) -> Option<Instant> {
        None
    }
    /// Whether what is on the screen is not what is to be there.
    fn is_changed(&self) -> bool;
    /// Draws a frame.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    fn draw(&mut self) -> io::Result<()>;
    /// The canvas it is drawn on.
    fn canvas(&mut self) -> &mut Canvas<Outbox>;
}

/// Why a guest is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It wished so.
    Quit,
    /// This signal came, and nothing but ending was left to do.
    Signal(i32),
    /// The terminal went away.
    Gone,
}

/// Lets another thread interrupt the wait for input.
#[derive(Debug, Clone)]
pub struct Waker(pub(super) Arc<UnixStream>);

impl Waker {
    /// Has [`Guest::woken`] called soon. Several calls may become one.
    pub fn wake(&self) {
        // A full pipe wakes already.
        let _ = (&*self.0).write(&[0]);
    }
}
