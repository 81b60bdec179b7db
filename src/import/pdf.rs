//! PDF: characters at places on pages, put together to lines and paragraphs again.
//!
//! A file is looked at before any parser of PDF sees it: packed streams must unpack to a bounded size. What repeats at the edges of pages is
//! left out, page numbers apart from their digits.

mod cmap;
mod drawing;
mod encoding;
mod font;
mod metrics;
mod notes;

use std::collections::{HashMap, HashSet};
use std::io::Read;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use drawing::{Drawing, Endless, Matrix};

use super::block::{Block, Reading, Shape, spaced};
use super::lines::counted;
use super::tidy::{count, ends_sentence};
use super::{Did, MOST_UNPACKED, Remark, Unread};
use crate::text::sanitize::sanitize;

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let damaged = |what: &str| Unread::Damaged { format: "PDF", what: what.to_owned() };
    unpacks(bytes)?;
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm)) => {
            return Err(Unread::Encrypted);
        }
        Err(_) => return Err(damaged("its objects cannot be found")),
    };
    let mut pages = Pages::default();
    let mut drawing = Drawing::new(&mut pages);
    for page in pdf.pages().iter() {
        drawing.page(page).map_err(|Endless| damaged("it draws without end"))?;
    }
    pages.end_line();
    let letters =
        pages.lines.iter().map(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>();
    if letters < 20 {
        return Err(Unread::Scanned);
    }
    let mut reading = Reading { unit: "page", ..Reading::default() };
    reading.meta.title = pdf.metadata().title.as_deref().and_then(title);
    let lines = without_edges(pages.lines, pages.count, &mut reading.remarks);
    let usual = Usual::of(&lines);
    let (lines, notes) = notes::take(lines, &usual);
    reading.blocks = paragraphs(&lines, &usual, &mut reading.remarks);
    reading.blocks.extend(notes);
    Ok(reading)
}

/// The title that the file gives itself; programs often write something else there.
fn title(bytes: &[u8]) -> Option<String> {
    Some(spaced(&sanitize(&encoding::document_text(bytes)))).filter(|text| count(text) > 1 && !text.contains("://"))
}

/// Refuses a file whose packed streams are out of proportion.
fn unpacks(bytes: &[u8]) -> Result<(), Unread> {
    const MARK: &[u8] = b"stream";
    let mut total = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(MARK.len()).position(|window| window == MARK) {
        at += found + MARK.len();
        let body = &bytes[at..];
        let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or_default();
        // The two bytes that zlib begins with.
        if body.len() > 2 && body[0] & 0x0f == 8 && (u16::from(body[0]) << 8 | u16::from(body[1])) % 31 == 0 {
            let mut unpacked = flate2::read::ZlibDecoder::new(body).take(MOST_UNPACKED + 1);
            let length = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or(0);
            total += length;
            if length > MOST_UNPACKED || total > 4 * MOST_UNPACKED {
                return Err(Unread::Bomb);
            }
        }
    }
    Ok(())
}

/// A line of a page. Lengths are in points, from the lower left corner.
#[derive(Debug, Clone, Default)]
struct Line {
    page: u32,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: String,
    is_row: bool,
    /// The sizes of its characters, added up, and how many they are.
    sizes: (f64, f64),
}

/// The pages, as they are drawn.
#[derive(Debug, Default)]
struct Pages {
    count: u32,
    lines: Vec<Line>,
    line: Line,
    /// Where in the line a raised number began.
    raised: Option<usize>,
}

impl Pages {
    fn lower(&mut self) {
        let Some(start) = self.raised.take() else { return };
        let number = self.line.text.split_off(start);
        let digits = number.trim();
        let is_mark = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        self.line.text.extend(if is_mark { ["[", digits, "]"] } else { ["", &number, ""] });
    }

    fn end_line(&mut self) {
        self.lower();
        let mut line = std::mem::take(&mut self.line);
        line.size = line.sizes.0 / line.sizes.1.max(1.0);
        line.text = spaced(&sanitize(&line.text));
        if !line.text.is_empty() {
            self.lines.push(line);
        }
    }
}

impl drawing::Reader for Pages {
    fn begin_page(&mut self) {
        self.end_line();
        self.count += 1;
    }

    fn show(&mut self, place: Matrix, width: f64, size: f64, text: &str) {
        /// A gap as wide as so many letters parts the cells of a table.
        const CELL: f64 = 3.0;
        let size = size * place.scale();
        let Matrix([.., x, y]) = place;
        let line = &self.line;
        let near = (y - line.y).abs() < 0.6 * line.size.max(size);
        let goes_on = !line.text.is_empty() && near && x > line.right - line.size && line.page == self.count;
        if !goes_on {
            self.end_line();
            self.line = Line { page: self.count, left: x, right: x, y, size, ..Line::default() };
        }
        let is_raised = goes_on && y - self.line.y > 0.2 * self.line.size && size < 0.85 * self.line.size;
        let gap = x - self.line.right;
        if !self.line.text.is_empty() && gap > 0.18 * size {
            let is_cell = gap > CELL * size;
            self.lower();
            self.line.text.push_str(if is_cell { " | " } else { " " });
            self.line.is_row |= is_cell;
        }
        if is_raised && self.raised.is_none() {
            self.raised = Some(self.line.text.len());
        } else if !is_raised {
            self.lower();
        }
        self.line.text.push_str(text);
        self.line.sizes = (self.line.sizes.0 + size, self.line.sizes.1 + 1.0);
        self.line.right = x + width * size;
    }
}

/// The lines without what stands at the edge of several pages.
fn without_edges(lines: Vec<Line>, pages: u32, remarks: &mut Vec<Remark>) -> Vec<Line> {
    const EDGE: usize = 3;
    /// What repeats is short; a sentence at the top of two pages is no running head.
    const LONGEST: usize = 12;
    // The same words at the same height, figures apart.
    let masked = |line: &Line| -> (String, i64) {
        let text = line.text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        (text, key(line.y / 2.0))
    };
    let mut edges: HashSet<usize> = HashSet::new();
    for page in 1..=pages {
        let mut on: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].page == page).collect();
        on.sort_unstable_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y).then(a.cmp(b)));
        edges.extend(on.iter().take(EDGE).chain(on.iter().rev().take(EDGE)));
    }
    let mut times: HashMap<(String, i64), HashSet<u32>> = HashMap::new();
    for &at in &edges {
        times.entry(masked(&lines[at])).or_default().insert(lines[at].page);
    }
    let mut kept = Vec::with_capacity(lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        let is_number = line.text.len() <= 12 && line.text.bytes().any(|byte| byte.is_ascii_digit()) && {
            let bare = line.text.to_lowercase().replace("page", "").replace("of", "");
            bare.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-–/|.".contains(c))
        };
        let often = |on: &HashSet<u32>| on.len() > 1 && on.len() * 5 >= pages as usize * 2;
        let repeats = count(&line.text) <= LONGEST && times.get(&masked(&line)).is_some_and(often);
        if edges.contains(&at) && (is_number || repeats) {
            let why = if is_number { "number of the page" } else { "running header or footer of the pages" };
            remarks.push(Remark { at: line.page, did: Did::Dropped, why: why.to_owned(), words: line.text });
        } else {
            kept.push(line);
        }
    }
    kept
}

/// A length in halves of points.
#[expect(clippy::cast_possible_truncation, reason = "a length on a page is small")]
fn key(length: f64) -> i64 {
    (length * 2.0).round() as i64
}

/// Lengths in halves of points, each with its weight. One that is rounded now up, now down counts as one.
struct Weights(HashMap<i64, usize>);

impl Weights {
    fn of(lengths: impl Iterator<Item = (f64, usize)>) -> Weights {
        let mut weights: HashMap<i64, usize> = HashMap::new();
        for (length, weight) in lengths {
            *weights.entry(key(length)).or_default() += weight;
        }
        Weights(weights)
    }

    fn near(&self, length: i64) -> usize {
        (length - 1..=length + 1).filter_map(|length| self.0.get(&length)).sum()
    }

    fn length(key: i64) -> f64 {
        f64::from(i32::try_from(key).unwrap_or(0)) / 2.0
    }

    /// The commonest length.
    fn commonest(&self) -> f64 {
        let best = self.0.iter().max_by_key(|(length, weight)| (self.near(**length), **weight, -**length));
        best.map_or(0.0, |(length, _)| Weights::length(*length))
    }

    /// The least length that is not rare, and at least so long.
    fn least(&self, from: f64) -> Option<f64> {
        let most = self.0.keys().map(|length| self.near(*length)).max().unwrap_or(0);
        let common =
            self.0.keys().filter(|length| Weights::length(**length) >= from && 4 * self.near(**length) >= most);
        // Of those that count as one the commonest is it.
        let least = common.min()?;
        let best = (*least..=least + 1).max_by_key(|length| self.0.get(length).copied().unwrap_or(0));
        best.map(Weights::length)
    }
}

/// What is usual in a file, in points.
struct Usual {
    size: f64,
    leading: f64,
    /// How far the lines go that begin at one place, by that place.
    rights: HashMap<i64, (f64, usize)>,
    right: f64,
    /// Whether most lines go to the same margin.
    justified: bool,
}

impl Usual {
    /// A line that ends so near the margin, in sizes of the text, goes to it.
    const RAGGED: f64 = 0.25;

    fn of(lines: &[Line]) -> Usual {
        let down = lines.windows(2).filter(|pair| pair[0].page == pair[1].page && pair[0].y > pair[1].y);
        let mut rights: HashMap<i64, (f64, usize)> = HashMap::new();
        for line in lines {
            let (right, lines) = rights.entry(key(line.left / 4.0)).or_default();
            *right = right.max(line.right);
            *lines += 1;
        }
        let size = Weights::of(lines.iter().map(|line| (line.size, line.text.len()))).commonest();
        // Where paragraphs are short there is more space between them than lines that follow each other. Small print has a distance of its own.
        let is_text = |pair: &&[Line]| pair.iter().all(|line| (line.size - size).abs() < 0.08 * size);
        let text = Weights::of(down.clone().filter(is_text).map(|pair| (pair[0].y - pair[1].y, 1)));
        let all = Weights::of(down.map(|pair| (pair[0].y - pair[1].y, 1)));
        let mut usual = Usual {
            size,
            justified: false,
            leading: text.least(0.8 * size).unwrap_or_else(|| all.commonest()).max(1.0),
            rights,
            right: lines.iter().map(|line| line.right).fold(0.0, f64::max),
        };
        let full = lines.iter().filter(|line| line.right > usual.right_of(line) - Usual::RAGGED * size).count();
        usual.justified = full * 2 > lines.len();
        usual
    }

    /// Whether a line ends long before others do that begin where it begins: a paragraph ends with it.
    fn is_short(&self, line: &Line) -> bool {
        let right = self.right_of(line);
        line.right < right - 0.25 * (right - line.left)
    }

    /// How far the lines go that begin where a line begins.
    fn right_of(&self, line: &Line) -> f64 {
        const FEW: usize = 4;
        let own = self.rights.get(&key(line.left / 4.0)).filter(|(_, lines)| *lines >= FEW);
        own.map_or(self.right, |(right, _)| *right)
    }

    /// Whether a line goes on with the paragraph whose last line is `before` and whose text is `text`.
    fn goes_on(&self, text: &str, before: &Line, line: &Line, next: Option<&Line>) -> bool {
        let same = (before.size - line.size).abs() < 0.08 * self.size.max(1.0);
        if line.is_row || before.is_row || !same {
            return false;
        }
        let lower = line.text.starts_with(char::is_lowercase);
        if before.page != line.page || line.y > before.y {
            // In a text whose lines all go to the margin, one that does is not the last of its paragraph.
            let full = self.justified
                && before.right > self.right_of(before) - Usual::RAGGED * self.size
                && line.page > before.page;
            let returns = line.left < before.left + 0.8 * self.size;
            return (!ends_sentence(text) && (lower || text.ends_with('-'))) || (full && returns);
        }
        let close = before.y - line.y < 1.35 * (before.size / self.size).max(1.0) * self.leading;
        // The first line of a paragraph may begin further in than the rest; that of an item further out.
        let returns = next.is_none_or(|next| next.left < line.left - 0.5 * self.size || next.page != line.page);
        let indented = line.left > before.left + 0.8 * self.size && returns && !lower;
        let ended = self.is_short(before) && !lower && before.size < 1.12 * self.size;
        close && !indented && !ended
    }
}

/// Lines put together to paragraphs, by the space between them, their size, and where they begin and end.
fn paragraphs(lines: &[Line], usual: &Usual, remarks: &mut Vec<Remark>) -> Vec<Block> {
    let known: HashSet<String> =
        lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase)).collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut titled = false;
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &lines[at]);
        let is_large = line.size > 1.12 * usual.size && count(&line.text) <= 25;
        let bullet = ["• ", "· ", "- ", "– ", "▪ ", "● ", "○ ", "◦ ", "* "]
            .iter()
            .find_map(|bullet| line.text.strip_prefix(bullet));
        let is_item = bullet.is_some() || counted(&line.text).is_some();
        let text = blocks.last().map_or("", |block| block.text.as_str());
        let goes_on = !is_item && before.is_some_and(|before| usual.goes_on(text, before, line, lines.get(at + 1)));
        if let Some(last) = blocks.last_mut().filter(|_| goes_on) {
            if before.is_some_and(|before| before.page != line.page) {
                let words = line.text.clone();
                remarks.push(Remark { at: line.page, did: Did::Joined, why: "with the page before".to_owned(), words });
            }
            hang(last, line, &known, remarks);
        } else {
            let shape = if line.is_row {
                Shape::Row
            } else if is_item {
                Shape::Item
            } else if is_large {
                if std::mem::replace(&mut titled, true) { Shape::Heading } else { Shape::Title }
            } else {
                Shape::Paragraph
            };
            blocks.push(Block::new(shape, bullet.unwrap_or(&line.text), line.page));
        }
    }
    blocks
}

/// Hangs a line on a paragraph; a word that was broken at the end of the line is whole again if the text has it elsewhere.
fn hang(block: &mut Block, line: &Line, known: &HashSet<String>, remarks: &mut Vec<Remark>) {
    let Some(begun) = block.text.strip_suffix('-').filter(|_| line.text.starts_with(char::is_lowercase)) else {
        block.text.push(' ');
        block.text.push_str(&line.text);
        return;
    };
    let head = begun.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let tail = line.text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let whole = format!("{head}{tail}");
    if known.contains(&whole.to_lowercase()) {
        remarks.push(Remark {
            at: line.page,
            did: Did::Joined,
            why: "a word that was broken at the end of its line".to_owned(),
            words: whole,
        });
        block.text.pop();
    }
    block.text.push_str(&line.text);
}
