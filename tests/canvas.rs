//! What the canvas writes, read back by a terminal: always the screen that was wanted, and few bytes.
#![allow(clippy::unwrap_used, missing_docs)]

use std::num::NonZeroU16;
use std::time::Instant;

use hustings::term::canvas::Canvas;
use hustings::term::pace::Pace;
use hustings::text::wrap::grapheme_width;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

/// How many cells a terminal makes of a grapheme of several characters.
type Measure = fn(&str) -> usize;

/// What there is in terminals, from the thriftiest to the most wasteful.
const MEASURES: [Measure; 5] = [
    |_| 1,
    |grapheme| grapheme.width().min(2),
    UnicodeWidthStr::width,
    grapheme_width,
    |grapheme| grapheme.chars().count() + 1,
];

/// A canvas and the terminal that reads what it writes.
struct Screen {
    canvas: Canvas<Vec<u8>>,
    far: vt100::Parser,
    /// The far terminal makes so many crosses of a grapheme of several characters. Without, it does what it does.
    measure: Option<Measure>,
}

impl Screen {
    fn new(width: u16, height: u16) -> Self {
        let canvas = Canvas::new(Vec::new(), Size::new(width, height));
        let far = vt100::Parser::new(size(height), size(width), 0);
        Self { canvas, far, measure: None }
    }

    /// Lets the far terminal read.
    fn read(&mut self, bytes: &[u8]) {
        let Some(measure) = self.measure else { return self.far.process(bytes) };
        let text = str::from_utf8(bytes).unwrap();
        for (at, part) in text.split_inclusive("\x1b[?7").enumerate() {
            let wraps = at == 0 || part.starts_with('h');
            for grapheme in part.graphemes(true) {
                if grapheme.is_ascii() || grapheme.chars().count() == 1 {
                    self.far.process(grapheme.as_bytes());
                    continue;
                }
                let (_, width) = self.far.screen().size();
                let room = usize::from(width.get() - self.far.screen().cursor_position().1);
                let cells = if wraps { measure(grapheme) } else { measure(grapheme).min(room) };
                self.far.process("#".repeat(cells).as_bytes());
            }
        }
    }

    /// Hands a frame over whole, as a session does; returns what it cost.
    fn hand_over(&mut self, cursor: Option<Position>, wanted: &Buffer) -> Vec<u8> {
        let cells = wanted.content.iter().zip(0..).map(|(cell, index)| (wanted.pos_of(index), cell));
        self.canvas.draw(cells.map(|((x, y), cell)| (x, y, cell))).unwrap();
        match cursor {
            Some(cursor) => {
                self.canvas.show_cursor().unwrap();
                self.canvas.set_cursor_position(cursor).unwrap();
            }
            None => self.canvas.hide_cursor().unwrap(),
        }
        self.canvas.flush().unwrap();
        std::mem::take(self.canvas.writer())
    }

    /// Draws a frame; returns what it cost, and checks that the far screen is the one that was wanted.
    fn draw(&mut self, cursor: Option<Position>, paint: impl FnOnce(&mut Buffer)) -> Vec<u8> {
        let mut wanted = Buffer::empty((Position::ORIGIN, self.canvas.size().unwrap()).into());
        paint(&mut wanted);
        let bytes = self.hand_over(cursor, &wanted);
        self.read(&bytes);
        assert_same(&wanted, self.far.screen(), self.measure.is_some());
        assert_eq!(self.far.screen().hide_cursor(), cursor.is_none());
        if let Some(Position { x, y }) = cursor {
            assert_eq!(self.far.screen().cursor_position(), (y, x));
        }
        bytes
    }

    fn text(&mut self, lines: &[&str]) -> Vec<u8> {
        self.draw(None, |buffer| {
            for (y, line) in (0..).zip(lines) {
                buffer.set_string(0, y, line, Style::new());
            }
        })
    }
}

fn assert_same(wanted: &Buffer, shown: &vt100::Screen, crosses: bool) {
    for y in 0..wanted.area.height {
        let mut x = 0;
        while x < wanted.area.width {
            let (cell, far) = (&wanted[(x, y)], shown.cell(y, x).unwrap());
            // This terminal puts together less than Unicode does: what it made of a cluster is its own affair, what stands around it is not.
            if cell.symbol().chars().count() > 1 {
                let end = x + cell.cell_width().max(1);
                assert!(!crosses || far.contents() == "#", "{:?} is not seen at {x},{y}", cell.symbol());
                for x in if crosses { x..end } else { end..end } {
                    let far = shown.cell(y, x).unwrap();
                    assert!(matches!(far.contents(), "#" | " " | ""), "{:?} at {x},{y}", far.contents());
                    assert_eq!(far.bgcolor(), colour(cell.bg), "background of {:?} at {x},{y}", cell.symbol());
                    let reversed = cell.modifier.contains(Modifier::REVERSED);
                    assert_eq!(far.inverse(), reversed, "reverse of {:?} at {x},{y}", cell.symbol());
                }
                x = end;
                continue;
            }
            let contents = if far.contents().is_empty() { " " } else { far.contents() };
            assert_eq!(contents, cell.symbol(), "at {x},{y}");
            assert_eq!(far.bgcolor(), colour(cell.bg), "background of {contents:?} at {x},{y}");
            let has = |modifier| cell.modifier.contains(modifier);
            assert_eq!(far.inverse(), has(Modifier::REVERSED), "reverse of {contents:?} at {x},{y}");
            assert_eq!(far.underline(), has(Modifier::UNDERLINED), "underline of {contents:?} at {x},{y}");
            if contents != " " {
                assert_eq!(far.fgcolor(), colour(cell.fg), "colour of {contents:?} at {x},{y}");
                assert_eq!(far.bold(), has(Modifier::BOLD), "bold of {contents:?} at {x},{y}");
                assert_eq!(far.dim(), has(Modifier::DIM), "dim of {contents:?} at {x},{y}");
                assert_eq!(far.italic(), has(Modifier::ITALIC), "italic of {contents:?} at {x},{y}");
            }
            x += cell.cell_width().max(1);
        }
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => panic!("{other:?} is not used here"),
    }
}

fn ink() -> impl Strategy<Value = Style> {
    let colours = proptest::sample::select(vec![
        Color::Reset,
        Color::Red,
        Color::LightBlue,
        Color::Indexed(200),
        Color::Rgb(1, 2, 3),
    ]);
    let modifiers = proptest::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED,
        Modifier::ITALIC,
        Modifier::REVERSED,
    ]);
    (colours.clone(), colours, modifiers)
        .prop_map(|(fg, bg, modifier)| Style::reset().fg(fg).bg(bg).add_modifier(modifier))
}

type Strokes = Vec<(u16, u16, String, Style)>;

fn strokes(width: u16, height: u16) -> impl Strategy<Value = Strokes> {
    let words = vec![
        "a",
        "digital divide",
        "          ",
        "│",
        "────────",
        "Sarmaș",
        "이종호",
        "العربية",
        "e\u{301}tat",
        "\u{1f5f3}",
        "👨‍👩‍👧‍👦",
        "▸ Lee",
        "❤️ love",
        "x",
        "ไทย",
    ];
    let stroke = (0..width, 0..height, proptest::sample::select(words), ink());
    // This terminal wraps whether it is told to or not, so that what it makes eight cells of has to stay away from the edge.
    let place = move |x, word: &str| if word.contains('\u{200d}') { x % (width - 15) } else { x };
    proptest::collection::vec(
        stroke.prop_map(move |(x, y, word, ink)| (place(x, word), y, word.to_owned(), ink)),
        0..25,
    )
}

/// Words whose letters join in clusters of many widths, beside such that do not.
fn clusters(width: u16, height: u16) -> impl Strategy<Value = Strokes> {
    let words = vec![
        "स्त्री",
        "क्ष्म",
        "र्त्स्न्य",
        "की हिन्दी",
        "বাংলা",
        "কর্তৃপক্ষ",
        "தமிழ்நாடு",
        "ប្រទេសកម្ពុជា",
        "བོད་སྐད་བརྒྱུད",
        "👨‍👩‍👧‍👦",
        "e\u{301}tat",
        "이종호",
        "│",
        "plain words",
        "      ",
    ];
    let stroke = (0..width, 0..height, proptest::sample::select(words), ink());
    proptest::collection::vec(stroke.prop_map(|(x, y, word, ink)| (x, y, word.to_owned(), ink)), 0..20)
}

/// Writes a text as the dashboard does: with the cells that it may take, and nothing left of what it cuts.
fn put(buffer: &mut Buffer, mut x: u16, y: u16, text: &str, style: Style) {
    for grapheme in text.graphemes(true) {
        let cells = u16::try_from(grapheme_width(grapheme)).unwrap();
        let covered = x..x + cells;
        if covered.end > buffer.area.width {
            return;
        }
        let mut begin = 0;
        while begin < covered.end {
            let width = buffer[(begin, y)].cell_width().max(1);
            if begin + width > covered.start {
                (begin..begin + width).for_each(|x| buffer[(x, y)].reset());
            }
            begin += width;
        }
        let forced = CellDiffOption::ForcedWidth(size(cells));
        buffer[(x, y)].set_symbol(grapheme).set_style(style).set_diff_option(forced);
        covered.skip(1).for_each(|x| _ = buffer[(x, y)].set_symbol("").set_style(style));
        x += cells;
    }
}

proptest! {
    #[test]
    fn the_screen_is_always_the_one_that_was_wanted(
        frames in proptest::collection::vec((strokes(40, 8), 0..3u16), 1..6),
        cursor in proptest::option::of((0..40u16, 0..8u16)),
    ) {
        let mut screen = Screen::new(40, 8);
        for (strokes, shift) in frames {
            screen.draw(cursor.map(Position::from), |buffer| {
                for (x, y, word, ink) in &strokes {
                    put(buffer, *x, (*y + shift) % 8, word, *ink);
                }
            });
        }
    }

    #[test]
    fn a_cluster_is_seen_and_breaks_no_column_however_wide_the_terminal_draws_it(
        frames in proptest::collection::vec((clusters(40, 6), 0..3u16), 1..6),
        measure in 0..MEASURES.len(),
    ) {
        let mut screen = Screen::new(40, 6);
        screen.measure = Some(MEASURES[measure]);
        for (strokes, shift) in frames {
            screen.draw(None, |buffer| {
                for (x, y, text, ink) in &strokes {
                    put(buffer, *x, (*y + shift) % 6, text, *ink);
                }
            });
        }
    }

    #[test]
    fn rows_that_only_moved_arrive_where_they_should(moves in proptest::collection::vec(0..40usize, 1..8)) {
        let lines: Vec<String> = (0..60).map(|n| format!("{n} {}", "words of a paragraph ".repeat(1 + n % 2))).collect();
        let mut screen = Screen::new(50, 14);
        for first in moves {
            screen.draw(None, |buffer| {
                buffer.set_string(0, 0, "a header that stays", Style::new().bold());
                for (y, line) in (1..13).zip(&lines[first..]) {
                    buffer.set_string(0, y, line, Style::new());
                }
                buffer.set_string(0, 13, "a footer that stays", Style::new().reversed());
            });
        }
    }
}

#[test]
fn a_frame_that_changes_nothing_writes_nothing() {
    let mut screen = Screen::new(20, 3);
    assert!(!screen.text(&["one", "two"]).is_empty());
    assert_eq!(screen.text(&["one", "two"]), b"");
}

#[test]
fn a_changed_letter_costs_a_letter_a_way_and_the_marks() {
    let mut screen = Screen::new(40, 3);
    screen.text(&["the digital divide", "", ""]);
    let bytes = screen.text(&["the digital divine", "", ""]);
    assert_eq!(bytes, b"\x1b[?2026h\x08\x08n\x1b[?2026l");
}

#[test]
fn the_end_of_a_line_is_erased_and_not_overwritten() {
    let mut screen = Screen::new(40, 1);
    screen.text(&["the digital divide is a divide"]);
    let bytes = screen.text(&["the"]);
    assert_eq!(bytes, b"\x1b[?2026h\x1b[4G\x1b[K\x1b[?2026l");
}

#[test]
fn rows_that_move_together_are_not_sent_again() {
    let lines: Vec<String> =
        (0..40).map(|n| format!("{n}: {}", "a line of prose that fills the row ".repeat(2))).collect();
    let mut screen = Screen::new(80, 20);
    let all: Vec<&str> = lines.iter().map(String::as_str).collect();
    let first = screen.text(&all[..20]).len();
    let moved = screen.text(&all[1..21]).len();
    assert!(moved < first / 8, "{moved} bytes for one new row, {first} for all");
}

#[test]
fn a_resize_repaints_in_full() {
    let mut screen = Screen::new(20, 3);
    screen.text(&["one", "two", "three"]);
    screen.canvas.resize(Size::new(10, 2));
    screen.far.screen_mut().set_size(size(2), size(10));
    screen.far.process(b"\x1b[Hgarbage\r\ngarbage");
    screen.text(&["one", "two"]);
}

#[test]
fn a_screen_that_something_else_wrote_on_is_painted_again() {
    let mut screen = Screen::new(20, 2);
    screen.text(&["one", "two"]);
    screen.far.process(b"\x1b[41mgarbage\r\n\x1b[?25h");
    screen.canvas.forget();
    screen.text(&["one", "two"]);
}

#[test]
fn the_marks_of_a_synchronized_update_can_be_left_out() {
    let mut terminal = Terminal::new(Canvas::new(Vec::new(), Size::new(9, 1)).with_sync(false)).unwrap();
    terminal.draw(|frame| frame.render_widget("x", frame.area())).unwrap();
    assert!(!terminal.backend_mut().writer().windows(5).any(|bytes| bytes == b"?2026"));
}

#[test]
fn a_grapheme_that_terminals_measure_differently_is_followed_by_a_place() {
    let mut screen = Screen::new(30, 1);
    let bytes = screen.text(&["a 👨‍👩‍👧‍👦 family"]);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("👨‍👩‍👧‍👦\x1b[5G"), "{text:?}");
    // A terminal that made eight cells of it has written over the words behind, so that a change of it sends them again.
    let text = String::from_utf8(screen.text(&["a b family"])).unwrap();
    assert!(text.contains("b family"), "{text:?}");
}

#[test]
fn clusters_of_three_and_more_cells_are_written_with_their_cells_set_aside() {
    for measure in MEASURES {
        let mut screen = Screen::new(30, 1);
        screen.measure = Some(measure);
        screen.text(&["│स्त्री│क्ष्म│र्त्स्न्य│"]);
        let shown = screen.far.screen();
        let drawn = |from: u16, to: u16| (from..to).map(|x| shown.cell(0, x).unwrap().contents()).collect::<String>();
        for (from, to) in [(1, 5), (6, 9), (10, 15)] {
            assert!(drawn(from, to).starts_with('#'), "{:?}", drawn(0, 30));
            assert_eq!((drawn(from - 1, from), drawn(to, to + 1)), ("│".to_owned(), "│".to_owned()));
        }
    }
}

#[test]
fn a_cluster_that_something_is_written_into_is_gone() {
    let mut canvas = Canvas::new(Vec::new(), Size::new(12, 1));
    let mut far = vt100::Parser::new(size(1), size(12), 0);
    for (x, text) in [(0, "स्त्री"), (5, "─"), (2, "│")] {
        let mut cell = Cell::default();
        cell.set_symbol(text);
        canvas.draw([(x, 0, &cell)].into_iter()).unwrap();
        Backend::flush(&mut canvas).unwrap();
        far.process(&std::mem::take(canvas.writer()));
    }
    assert_eq!(far.screen().contents().trim_end(), "  │  ─");
}

#[test]
fn of_a_cluster_that_is_too_long_blanks_stand_in_all_its_cells() {
    let mut screen = Screen::new(30, 1);
    screen.text(&["words that stood here"]);
    let monster = "क्".repeat(12);
    assert!(monster.len() > 64 && monster.graphemes(true).count() == 1);
    let mut frame = Buffer::empty((Position::ORIGIN, screen.canvas.size().unwrap()).into());
    put(&mut frame, 0, 0, "words that stood here", Style::new());
    put(&mut frame, 2, 0, &monster, Style::new());
    let bytes = screen.hand_over(None, &frame);
    screen.far.process(&bytes);
    assert_eq!(screen.far.screen().rows(0, 30).next().unwrap(), "wo            od here");
}

#[test]
fn control_characters_and_monsters_never_reach_the_terminal() {
    let mut terminal = Terminal::new(Canvas::new(Vec::new(), Size::new(9, 1))).unwrap();
    let monster = format!("e{}", "\u{301}".repeat(10_000));
    terminal
        .draw(|frame| {
            for (x, symbol) in (0..).zip(["\u{1b}]0;title\u{7}", "\u{9b}2J", "\n", &monster, "", "ok"]) {
                frame.buffer_mut()[(x, 0)].set_symbol(symbol);
            }
        })
        .unwrap();
    let bytes = std::mem::take(terminal.backend_mut().writer());
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        !text.contains("title") && !text.contains('\u{9b}') && !text.contains('\n') && !text.contains('\u{301}'),
        "{text:?}"
    );
}

#[test]
fn a_paced_canvas_asks_from_the_second_frame_on_and_once_at_a_time() {
    let mut terminal = Terminal::new(Canvas::new(Vec::new(), Size::new(9, 1)).with_pace(Pace::default())).unwrap();
    let mut asked = Vec::new();
    for (step, word) in ["a", "b", "c", "d"].into_iter().enumerate() {
        terminal.draw(|frame| frame.render_widget(word, frame.area())).unwrap();
        asked.push(std::mem::take(terminal.backend_mut().writer()).ends_with(b"\x1b[5n"));
        if step == 2 {
            terminal.backend_mut().pace().unwrap().answer();
        }
    }
    assert_eq!(asked, [false, true, false, true]);
    assert!(!terminal.backend_mut().pace().unwrap().is_clear(Instant::now()));
}
