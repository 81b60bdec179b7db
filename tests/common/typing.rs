//! Typing as a terminal sends it.

use std::time::{Duration, Instant};

use hustings::app::Effect;
use hustings::session::Session;
use hustings::term::input::Decoder;
use ratatui::backend::Backend;

/// Types bytes, a pause after each part, and says what is to be done; nothing is drawn.
pub fn type_in<B: Backend>(session: &mut Session<B>, parts: &[&str]) -> Vec<Effect> {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for part in parts {
        decoder.feed(part.as_bytes(), Instant::now(), &mut events);
        decoder.lapse(Instant::now() + Duration::from_secs(9), &mut events);
    }
    events.into_iter().flat_map(|event| session.handle(event)).collect()
}
