//! One user's dashboard on one screen: events in, frames and effects out.
//!
//! A session owns the app and a ratatui terminal over any backend, so that a local terminal, a remote one and a test run the same loop: [`Session::handle`]
//! what has happened, then [`Session::draw`] once. Effects are carried out by the session's owner, which may refuse them.

use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::Backend;
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
    terminal: Terminal<B>,
}

impl<B: Backend> Session<B> {
    /// A session that draws an app on a backend. Nothing is drawn yet.
    ///
    /// # Errors
    /// If the backend cannot tell its size.
    pub fn new(app: App, look: Look, backend: B) -> Result<Session<B>, B::Error> {
        Ok(Session { app, look, terminal: Terminal::new(backend)? })
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
        self.terminal.backend()
    }

    /// The backend, to resize it before [`Event::Resize`] is handled.
    pub fn backend_mut(&mut self) -> &mut B {
        self.terminal.backend_mut()
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

    /// Draws what has changed since the last frame.
    ///
    /// # Errors
    /// If the backend cannot be written to.
    pub fn draw(&mut self) -> Result<(), B::Error> {
        let Session { app, look, terminal } = self;
        terminal.draw(|frame| view::draw(app, look, frame))?;
        Ok(())
    }

    /// Forgets what the screen shows, so that the next frame paints all of it.
    ///
    /// # Errors
    /// If the backend cannot be written to.
    pub fn forget(&mut self) -> Result<(), B::Error> {
        self.terminal.clear()
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
