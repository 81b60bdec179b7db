//! Plain text: lines, empty lines between them, and the marks that lists and emphasis leave when something else becomes text.

use super::block::{Block, Reading, Shape, spaced};
use super::{Did, Remark, Unread, bytes};
use crate::text::sanitize::sanitize;

/// Reads plain text.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let (text, encoding) = bytes::decode(bytes)?;
    let mut reading = Reading { encoding, unit: "line", ..Reading::default() };
    let mut gap = 0;
    for (line, at) in text.lines().zip(1..) {
        if line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            gap += 1;
            continue;
        }
        let mut block = block(&sanitize(line), at);
        block.gap = std::mem::take(&mut gap);
        reading.blocks.push(block);
    }
    unwrap(&mut reading);
    Ok(reading)
}

/// A line as a block: bullets make it an item, numbers too.
fn block(line: &str, at: u32) -> Block {
    let trimmed = line.trim();
    let (shape, text) = match list_mark(trimmed) {
        Some(0) => (Shape::Item, trimmed),
        Some(length) => (Shape::Item, trimmed[length..].trim_start()),
        None => match trimmed.strip_prefix("> ") {
            Some(quoted) => (Shape::Quotation, quoted),
            None => (Shape::Paragraph, trimmed),
        },
    };
    let is_ornament = |c: char| matches!(c, '\u{25a0}'..='\u{25ff}' | '★' | '☆' | '❖') || c.is_whitespace();
    let bare = text.trim_start_matches(is_ornament);
    let strong =
        bare.len() > 4 && bare.starts_with("**") && bare.ends_with("**") && !bare[3..bare.len() - 3].contains("**");
    Block { strong, ..Block::new(shape, spaced(text), at) }
}

/// How many bytes of a bullet begin a line; 0 for a number, which stays.
fn list_mark(line: &str) -> Option<usize> {
    for bullet in ["- ", "* ", "+ ", "• ", "· ", "‣ ", "▪ ", "– ", "— "] {
        if line.starts_with(bullet) {
            return Some(bullet.len() - 1);
        }
    }
    counted(line).map(|_| 0)
}

/// The number that counts an item (`3.`, `3)`, `(3)`, `b)`), with what stands behind it.
pub fn counted(line: &str) -> Option<(&str, &str)> {
    let (mark, rest) = line.split_once(' ')?;
    let inside = mark.trim_start_matches('(');
    let count = inside.strip_suffix([')', '.'])?;
    let digits = !count.is_empty() && count.len() <= 2 && count.bytes().all(|byte| byte.is_ascii_digit());
    let letter = count.len() == 1 && count.bytes().all(|byte| byte.is_ascii_lowercase()) && inside.ends_with(')');
    (digits || letter).then_some((count, rest))
}

/// Puts the lines of a paragraph together again where the file was broken at a width.
fn unwrap(reading: &mut Reading) {
    /// Nobody breaks lines wider than this.
    const WIDEST: usize = 120;
    const NARROWEST: usize = 40;
    let width = |block: &Block| block.text.chars().count();
    let widest = reading.blocks.iter().map(width).max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return;
    }
    // A line is full if the first word of the next had no room in it.
    let is_full = |block: &Block, next: &Block| {
        next.gap == 0 && width(block) + 1 + next.text.split(' ').next().map_or(0, |word| word.chars().count()) > widest
    };
    let pairs: Vec<bool> =
        reading.blocks.windows(2).filter(|pair| pair[1].gap == 0).map(|pair| is_full(&pair[0], &pair[1])).collect();
    let full = pairs.iter().filter(|full| **full).count();
    if full < 3 || full * 2 < pairs.len() {
        return;
    }
    let mut joined: Vec<Block> = Vec::new();
    let mut lines = 0;
    let mut before_full = false;
    let blocks = std::mem::take(&mut reading.blocks);
    for (at, block) in blocks.iter().enumerate() {
        let full = blocks.get(at + 1).is_some_and(|next| is_full(block, next));
        match joined.last_mut() {
            Some(last) if before_full && block.gap == 0 && block.shape == Shape::Paragraph => {
                last.text.push(' ');
                last.text.push_str(&block.text);
                lines += 1;
            }
            _ => joined.push(block.clone()),
        }
        before_full = full;
    }
    reading.blocks = joined;
    let why = format!("{lines} lines with the line before: the file is broken at {widest} characters");
    reading.remarks.push(Remark { at: 0, did: Did::Joined, why, words: String::new() });
}
