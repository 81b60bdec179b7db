//! What a frame costs: the time from a key to the bytes, and the bytes, with the program's own canvas and with the stock backend.
//!
//!     cargo bench --bench frame
#![allow(clippy::unwrap_used, missing_docs)]

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hustings::app::{App, Options};
use hustings::corpus::Corpus;
use hustings::search::Index;
use hustings::term::canvas::Canvas;
use hustings::view::{self, Look, Palette};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

const SIZE: Size = Size::new(120, 40);
const ROUNDS: usize = 30;

/// Counts what is written.
#[derive(Clone, Default)]
struct Line(Rc<Cell<usize>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The keys of one kind of step, repeated for each round.
fn steps() -> [(&'static str, Vec<KeyCode>); 4] {
    [
        ("a move", vec![KeyCode::Down; 6]),
        ("a tab", (2..=8).map(KeyCode::F).collect()),
        ("a letter", [KeyCode::F(5)].into_iter().chain("digital divide".chars().map(KeyCode::Char)).collect()),
        ("a page", [KeyCode::F(6), KeyCode::Right].into_iter().chain([KeyCode::PageDown; 5]).collect()),
    ]
}

fn measure<B: Backend<Error = io::Error>>(
    name: &str,
    written: &Line,
    backend: impl Fn() -> B,
    corpus: &Arc<Corpus>,
    index: &Arc<Index>,
) {
    let look = Look::new(Palette::Auto, false, false);
    let mut first = Vec::new();
    let mut rows: Vec<(&str, Vec<Duration>, Vec<usize>)> = Vec::new();
    for (step, keys) in steps() {
        let (mut times, mut bytes) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let mut app = App::new(Arc::clone(corpus), SIZE, Options::default());
            app.set_index(Arc::clone(index));
            let viewport = Viewport::Fixed(Rect::from((ratatui::layout::Position::ORIGIN, SIZE)));
            let mut terminal = Terminal::with_options(backend(), TerminalOptions { viewport }).unwrap();
            written.0.set(0);
            terminal.draw(|frame| draw(&app, &look, frame)).unwrap();
            first.push(written.0.take());
            for &key in &keys {
                let started = Instant::now();
                app.key(KeyEvent::new(key, KeyModifiers::NONE));
                terminal.draw(|frame| draw(&app, &look, frame)).unwrap();
                times.push(started.elapsed());
                bytes.push(written.0.take());
            }
        }
        rows.push((step, times, bytes));
    }
    println!("{name}: first frame {} bytes", median(first));
    for (step, times, bytes) in rows {
        println!("    {step:<9} {:>8.1?} {:>6} bytes at the median", median(times), median(bytes));
    }
}

fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    if let Some(cursor) = view::draw(app, look, SIZE, frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
}

fn median<T: Copy + Ord>(mut values: Vec<T>) -> T {
    values.sort();
    values[values.len() / 2]
}

fn main() {
    let corpus = Arc::new(Corpus::bundled());
    let index = Arc::new(Index::build(&corpus));
    let written = Line::default();
    measure("canvas", &written, || Canvas::new(written.clone(), SIZE), &corpus, &index);
    measure("stock backend", &written, || CrosstermBackend::new(written.clone()), &corpus, &index);
}
