//! Scripts whose letters join in clusters of several cells: they are read whole, and nothing around them breaks.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/typing.rs"]
mod typing;

use std::num::NonZeroU16;
use std::sync::Arc;

use hustings::app::{App, Options};
use hustings::corpus::Corpus;
use hustings::search::Index;
use hustings::session::Session;
use hustings::term::canvas::Canvas;
use hustings::term::input::Event;
use hustings::view::{Look, Palette};
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Size;
use serde_json::{Value, json};
use typing::type_in;

const SMALL: &str = include_str!("corpora/small.json");

const TEXTS: [&str; 7] = [
    "स्त्री और पुरुष दोनों उम्मीदवारों के लिए समान अवसर; लक्ष्मी, क्ष्मा, कार्त्स्न्य।",
    "নির্বাচন কর্তৃপক্ষ জানিয়েছে যে বাংলাদেশের নাগরিক স্ত্রী শিক্ষা চান।",
    "தமிழ்நாடு அரசு தொலைத்தொடர்பு சேவைகளை அறிவித்தது.",
    "ព្រះរាជាណាចក្រកម្ពុជា គាំទ្រការអភិវឌ្ឍន៍ ស្ត្រីនិងកុមារ",
    "བོད་སྐད་ཀྱི་ཡི་གེ་འདི་ནི་བརྒྱུད་འཕྲིན་གྱི་ལས་དོན་ལ་གལ་ཆེན་པོ་ཡིན།",
    "การเลือกตั้งครั้งนี้มีความสำคัญต่ออนาคต น้ำใจและกำลังใจ",
    "Plain words between 電気通信 and 이종호, العربية too",
];

/// The small corpus, its people and one of its documents in those scripts.
fn corpus() -> Arc<Corpus> {
    let mut corpus: Value = serde_json::from_str(SMALL).unwrap();
    for (person, name) in corpus["people"].as_array_mut().unwrap().iter_mut().zip(["स्त्री", "이종호"].iter().cycle())
    {
        person["name"] = format!("A{}", name.repeat(20)).into();
    }
    let passages = (1..).zip(TEXTS.iter().cycle()).take(35);
    let passages: Vec<Value> = passages
        .map(|(number, text)| json!({"number": number, "kind": "quote", "text": text, "themes": ["rules"]}))
        .collect();
    corpus["documents"][1]["sections"][0]["passages"] = passages.into();
    Arc::new(Corpus::from_bytes(&serde_json::to_vec(&corpus).unwrap()).unwrap())
}

fn session<B: Backend>(backend: B, palette: Palette) -> Session<B>
where
    B::Error: std::fmt::Debug,
{
    let corpus = corpus();
    let app = App::new(Arc::clone(&corpus), backend.size().unwrap(), Options::default());
    let mut session = Session::new(app, Look::new(palette, false, false), backend);
    session.app_mut().set_index(Arc::new(Index::build(&corpus)));
    session
}

#[test]
fn a_frame_laid_over_wide_characters_and_clusters_is_whole() {
    let mut session = session(TestBackend::new(80, 24), Palette::Auto);
    for width in 78..=120 {
        session.backend_mut().resize(width, 24);
        session.handle(Event::Resize(Size::new(width, 24)));
        session.draw().unwrap();
        type_in(&mut session, &["?"]);
        session.draw().unwrap();
        let buffer = session.backend().buffer();
        let find = |corner: &str| buffer.content.iter().position(|cell| cell.symbol() == corner).unwrap();
        let (from, to) = (buffer.pos_of(find("┌")), buffer.pos_of(find("┘")));
        for y in from.1 + 1..to.1 {
            let sides = [from.0, to.0].map(|x| buffer[(x, y)].symbol());
            assert_eq!(sides, ["│", "│"], "row {y} at {width} columns");
        }
        type_in(&mut session, &["\x1b"]);
    }
}

/// What a terminal shows, cell by cell; of a blank only what is seen of it.
fn shown(far: &vt100::Parser) -> Vec<(String, String)> {
    let screen = far.screen();
    let (rows, columns) = screen.size();
    let places = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
    let cell = |(y, x)| {
        let cell = screen.cell(y, x).unwrap();
        let text = if cell.contents().is_empty() { " " } else { cell.contents() };
        let blank = format!("{:?} {} {}", cell.bgcolor(), cell.inverse(), cell.underline());
        let look = if text == " " { blank } else { format!("{blank} {:?} {}", cell.fgcolor(), cell.bold()) };
        (text.to_owned(), look)
    };
    places.map(cell).collect()
}

#[test]
fn nothing_is_left_behind_by_scrolling_selecting_and_searching() {
    let new_far = |width, height| {
        let cells = |n| NonZeroU16::new(n).unwrap();
        vt100::Parser::new(cells(height), cells(width), 0)
    };
    for (width, height, palette) in [(80, 24, Palette::Auto), (40, 12, Palette::Dark), (83, 24, Palette::Dark)] {
        let mut session = session(Canvas::new(Vec::new(), Size::new(width, height)), palette);
        let mut far = new_far(width, height);
        session.draw().unwrap();
        let keys = "5 \x1b[B \x1b[B \x1b[B \x1b[B \r \x1b[B \x1b[B ? \x1b \x1b[6~ ? \x1b \x1b[6~ ? \x1b \x1b[A ? \x1b \x1b[5~ m ? \x1b / ক্ষ \r n N \x1b \
            / क्ष \r n \x1b V \x1b 4 স্ত্রী \x1b[B \r \x1b[B ? \x1b 1 \x1b[B ? \x1b c ? \x1b \x1b 7 3 ? \x1b \x1b[B r ? \x1b";
        for (step, key) in keys.split(' ').enumerate() {
            type_in(&mut session, &[key]);
            session.draw().unwrap();
            far.process(&std::mem::take(session.backend_mut().writer()));
            let after = shown(&far);
            session.backend_mut().forget();
            session.draw().unwrap();
            let mut anew = new_far(width, height);
            let bytes = std::mem::take(session.backend_mut().writer());
            anew.process(&bytes);
            far.process(&bytes);
            assert_eq!(after, shown(&anew), "{width}x{height}, step {step}: {key:?}");
        }
    }
}
