//! What a large corpus costs: until it is there, in memory, and at every key.
//!
//!     cargo bench --bench large [-- PASSAGES [PASSAGES_A_SECTION SECTIONS_A_DOCUMENT]]        (100000 without arguments)
//!
//! Writes a generated corpus to a file and reads it as the dashboard does. Prints when the head of the file, the first passages and the whole were
//! there, how long the index over the whole took, the memory of the process at its peak, and for each tab what its keys cost: the time from
//! the key to the bytes of the frame, median and longest, beside the same keys over the bundled corpus. A key in the search box does not wait for the
//! answer; how long that takes is told by itself.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "generator.rs"]
mod generator;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use generator::Shape;
use hustings::app::{App, Options, Question};
use hustings::corpus::Corpus;
use hustings::corpus::load::Source;
use hustings::search::Index;
use hustings::session::Session;
use hustings::term::canvas::Canvas;
use hustings::term::input::{Decoder, Event};
use hustings::view::{Look, Palette};
use ratatui::layout::Size;

const SIZE: Size = Size::new(120, 40);

/// What is done in each tab: how to get there, and the keys that are measured.
const TABS: [(&str, &[&str], &[&str]); 10] = [
    ("Candidates", &["\x1bOQ"], &["j", "j", "j", "k", "G", "g", "l", "j", "\x1b[6~", "G", "]", "["]),
    ("Candidates, compared", &["\x1bOQ", "j", "c"], &["j", "]", "[", "\x1b[C", "\x1b[6~", "c", "\x1b"]),
    ("Priorities, grid", &["\x1bOR", "l"], &["j", "j", "\x1b[C", "\x1b[C", "G", "g", "\r", "j", "\x1b"]),
    ("Quotes", &["\x1bOS"], &["j", "j", "\x1b[6~", "G", "g", "r", "r", "l", "h"]),
    ("Quotes, filter", &["\x1bOS"], &["f", "j", "j", "\r", "\x1b[F", "\r", "\x1b"]),
    ("Search, list", &["\x1b[15~", "digital"], &["\x1b[B", "\x1b[B", "\x1b[6~", "\x1b[F", "\x1b[H", "\r", "\x1b"]),
    ("Documents, list", &["\x1b[17~"], &["j", "j", "\x1b[6~", "\x1b[F", "k", "k", "\x1b[H", "j"]),
    ("Documents, read", &["\x1b[17~", "\x1b[F", "l"], &["j", "\x1b[6~", "\x1b[6~", "]", "[", "G", "g", "m", "m", "w"]),
    ("Documents, find", &["\x1b[17~", "\x1b[F", "l"], &["/", "t", "o", " ", "t", "\r", "n", "n", "N", "\x1b"]),
    ("Votes", &["\x1b[18~"], &["j", "j", "l", "j", "h", "G", "g", ":", "l", "e", "e", "\r"]),
];

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (passages, shape) = match numbers[..] {
        [passages] => (passages, Shape::MANY),
        [passages, section, document] => (passages, Shape { section, document }),
        _ => (100_000, Shape::MANY),
    };
    let path = write(passages, shape);
    let corpus = read(&path);
    fs::remove_file(&path).unwrap();
    let start = Instant::now();
    let index = Arc::new(Index::build(&corpus));
    println!("index over the whole  {:>9.1?}", start.elapsed());
    println!("memory at its peak    {:>9} MB", memory("VmHWM") / 1024);
    keys(&corpus, &index);
}

/// The generated corpus as a file. Its memory is given back before anything is measured.
fn write(passages: usize, shape: Shape) -> PathBuf {
    let path = std::env::temp_dir().join(format!("hustings-bench-{}.json", std::process::id()));
    let corpus =
        if shape == Shape::MANY { generator::corpus(passages, 22) } else { generator::shaped(passages, 22, shape) };
    let mut out = BufWriter::new(File::create(&path).unwrap());
    serde_json::to_writer(&mut out, corpus.file()).unwrap();
    out.flush().unwrap();
    let size = fs::metadata(&path).unwrap().len();
    println!("{passages} passages, {} in a section: {} MB", shape.section, size >> 20);
    drop(corpus);
    let _ = fs::write("/proc/self/clear_refs", "5");
    path
}

fn read(path: &Path) -> Arc<Corpus> {
    let mut parts: Vec<(Duration, usize)> = Vec::new();
    let mut app: Option<App> = None;
    let mut exchanges: Vec<Duration> = Vec::new();
    // A dashboard shows each part as it comes.
    let mut show = |corpus: Arc<Corpus>| {
        let start = Instant::now();
        match &mut app {
            Some(app) => app.exchange(corpus),
            None => app = Some(App::new(corpus, SIZE, Options::default())),
        }
        exchanges.push(start.elapsed());
    };
    let start = Instant::now();
    let mut part = |part: Corpus| {
        parts.push((start.elapsed(), part.places().count()));
        show(Arc::new(part));
    };
    let whole = Arc::new(Source::open(path).unwrap().read(&|_| {}, &mut part).unwrap());
    let took = start.elapsed();
    show(Arc::clone(&whole));
    println!("head of the file      {:>9.1?}", parts[0].0);
    if let Some((at, things)) = parts.get(1) {
        println!("first passages        {at:>9.1?} ({things} things to be found)");
    }
    println!("the whole             {took:>9.1?} ({} parts before it)", parts.len());
    let longest = exchanges.iter().max().copied().unwrap_or_default();
    println!("showing a part        {longest:>9.1?} at the longest");
    whole
}

fn keys(corpus: &Arc<Corpus>, index: &Arc<Index>) {
    let bundled = Arc::new(Corpus::bundled());
    let own = Arc::new(Index::build(&bundled));
    println!("\n{:22} {:>9} {:>9}   {:>9} {:>9}", "", "median", "longest", "bundled", "");
    for (name, way, keys) in TABS {
        let (large, answers, slowest) = measure(corpus, index, way, keys);
        let (small, ..) = measure(&bundled, &own, way, keys);
        let (median, longest) = (large[large.len() / 2], large[large.len() - 1]);
        let (small_median, small_longest) = (small[small.len() / 2], small[small.len() - 1]);
        println!("{name:22} {median:>9.1?} {longest:>9.1?}   {small_median:>9.1?} {small_longest:>9.1?}   {slowest}");
        if let Some(longest) = answers.iter().max() {
            println!("{:22} {longest:>9.1?} to answer what was typed", "");
        }
    }
}

/// The time of each key, sorted, that of each answer, and the slowest key.
fn measure(
    corpus: &Arc<Corpus>,
    index: &Arc<Index>,
    way: &[&str],
    keys: &[&str],
) -> (Vec<Duration>, Vec<Duration>, String) {
    let mut app = App::new(Arc::clone(corpus), SIZE, Options::default());
    app.set_index(Arc::clone(index));
    let canvas = Canvas::new(io::sink(), SIZE);
    let mut session = Session::new(app, Look::new(Palette::Auto, false, false), canvas);
    let mut answers = Vec::new();
    let mut press = |key: &str| {
        let mut events: Vec<Event> = Vec::new();
        let mut decoder = Decoder::default();
        decoder.feed(key.as_bytes(), Instant::now(), &mut events);
        decoder.lapse(Instant::now() + Duration::from_secs(9), &mut events);
        let start = Instant::now();
        for event in events {
            session.handle(event);
        }
        session.draw().unwrap();
        let took = start.elapsed();
        let start = Instant::now();
        if let Some(answer) = session.app().wants_answer().map(Question::answer) {
            answers.push(start.elapsed());
            session.app_mut().set_answer(answer);
        }
        took
    };
    for key in way {
        press(key);
    }
    let mut times: Vec<(Duration, String)> = keys.iter().map(|key| (press(key), format!("{key:?}"))).collect();
    times.sort();
    let slowest = times.last().map(|(_, key)| key.clone()).unwrap_or_default();
    (times.into_iter().map(|(time, _)| time).collect(), answers, slowest)
}

/// A figure of this process in KiB, where the system tells.
fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
