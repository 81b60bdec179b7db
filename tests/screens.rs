//! Screens through the real session loop: bytes in, pictures out.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use hustings::app::{App, Options};
use hustings::corpus::Corpus;
use hustings::search::Index;
use hustings::session::Session;
use hustings::term::input::{Decoder, Event};
use hustings::view::{Look, Palette};
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

static CORPUS: LazyLock<Arc<Corpus>> = LazyLock::new(|| Arc::new(Corpus::bundled()));
static INDEX: LazyLock<Arc<Index>> = LazyLock::new(|| Arc::new(Index::build(&CORPUS)));

fn session(width: u16, height: u16) -> Session<TestBackend> {
    let app = App::new(Arc::clone(&CORPUS), Size::new(width, height), Options::default());
    let look = Look::new(Palette::Auto, false, false);
    let mut session = Session::new(app, look, TestBackend::new(width, height)).unwrap();
    session.app_mut().set_index(Arc::clone(&INDEX));
    session
}

/// Types bytes as a terminal sends them, a pause after each part, and draws.
fn type_in(session: &mut Session<TestBackend>, parts: &[&str]) {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for part in parts {
        decoder.feed(part.as_bytes(), Instant::now(), &mut events);
        decoder.lapse(Instant::now() + Duration::from_secs(9), &mut events);
    }
    for event in events {
        session.handle(event);
    }
    session.draw().unwrap();
}

fn resize(session: &mut Session<TestBackend>, width: u16, height: u16) {
    session.backend_mut().resize(width, height);
    session.handle(Event::Resize(Size::new(width, height)));
}

const KEYS: [&str; 34] = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\x1b", "\t", "\x1b[Z", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F",
    "\x1bOP", "\x1b[20~", "c", "f", "r", "m", "s", "o", "/", ":", "n", "]", "[", "x", "V", "w", "e", "digital", "2",
    "4", "6", "\x7f",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_key_at_any_size_panics(
        sizes in prop::collection::vec((1u16..=250, 1u16..=80), 1..5),
        keys in prop::collection::vec(prop::sample::select(&KEYS[..]), 1..60),
    ) {
        let (width, height) = sizes[0];
        let mut session = session(width, height);
        for (at, key) in keys.iter().enumerate() {
            let (width, height) = sizes[at % sizes.len()];
            resize(&mut session, width, height);
            type_in(&mut session, &[key]);
        }
    }
}
