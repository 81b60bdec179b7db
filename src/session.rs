//! One user's dashboard on one screen: events in, frames and effects out.
//!
//! A session owns the app and any backend of ratatui, so that a local terminal, a remote one and a test run the same loop: [`Session::handle`] what
//! has happened, then [`Session::draw`] once. Effects are carried out by the session's owner, which may refuse them.
//!
//! Each frame is handed to the backend whole. What of it is new is seen there, by the [canvas](crate::term::canvas) that knows what the screen shows:
//! ratatui's own terminal would keep, fill and compare a second frame for nothing.

use std::sync::Arc;

use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyEventKind;

use crate::app::{App, Effect, Question};
use crate::search::Index;
use crate::term::input::Event;
use crate::view::{self, Look};

/// A dashboard on a screen.
#[derive(Debug)]
pub struct Session<B: Backend> {
    app: App,
    look: Look,
    backend: B,
    frame: Buffer,
}

impl<B: Backend> Session<B> {
    /// A session that draws an app on a backend. Nothing is drawn yet.
    pub fn new(app: App, look: Look, backend: B) -> Session<B> {
        Session { app, look, backend, frame: Buffer::default() }
    }

    /// The app.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The app, to tell it what became of an effect.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// The backend.
    pub fn backend(&self) -> &B {
        &self.backend
    }

    /// The backend, to resize it before [`Event::Resize`] is handled.
    pub fn backend_mut(&mut self) -> &mut B {
        &mut self.backend
    }

    /// Takes an event. What has to happen outside comes back; nothing is drawn.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => return self.app.key(key),
            Event::Mouse(mouse) => return self.app.mouse(mouse),
            Event::Paste(text) => self.app.paste(&text),
            Event::Resize(size) => self.app.resize(size),
            Event::Key(_) | Event::Focus(_) | Event::Ack => {}
        }
        Vec::new()
    }

    /// Draws the screen as it is now.
    ///
    /// # Errors
    /// If the backend cannot tell its size or cannot be written to.
    pub fn draw(&mut self) -> Result<(), B::Error> {
        let Session { app, look, backend, frame } = self;
        let size = backend.size()?;
        let cursor = view::draw(app, look, size, frame);
        let rows = frame.content.chunks(usize::from(size.width).max(1)).zip(0..);
        backend.draw(rows.flat_map(|(row, y)| row.iter().zip(0..).map(move |(cell, x)| (x, y, cell))))?;
        match cursor {
            Some(cursor) => {
                backend.show_cursor()?;
                backend.set_cursor_position(cursor)?;
            }
            None => backend.hide_cursor()?,
        }
        backend.flush()
    }

    /// Does here what a terminal's dashboard has other threads do: builds the index that is wanted, answers the question that is asked. Called
    /// after a frame, so that the first one never waits for it. True if the screen has to be drawn again.
    pub fn prepare(&mut self) -> bool {
        if let Some(corpus) = self.app.wants_index() {
            return self.app.set_index(Arc::new(Index::build(&corpus)));
        }
        let answer = self.app.wants_answer().map(Question::answer);
        answer.is_some_and(|answer| self.app.set_answer(answer))
    }
}
