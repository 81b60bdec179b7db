//! Footnotes of a page: small print that begins with a number to which a raised mark on the same page refers.

use std::collections::HashSet;

use super::{Line, Usual};
use crate::import::block::{Block, Shape, marks};

/// Small print is at most so large, in sizes of the text.
const SMALL: f64 = 0.95;

/// The number that a line of small print begins with, and what stands behind it.
fn numbered(text: &str) -> Option<(&str, &str)> {
    // The number may be raised, and is a mark itself then.
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (number, rest) = bare.or_else(|| text.split_once(' '))?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let rest = rest.trim_start();
    (is_number && rest.starts_with(char::is_alphanumeric)).then_some((number, rest))
}

/// Takes the footnotes out of the lines: the lines without them, and the notes, each with its number and a colon.
pub(super) fn take(lines: Vec<Line>, usual: &Usual) -> (Vec<Line>, Vec<Block>) {
    let small = |line: &Line| line.size < SMALL * usual.size && !line.is_row;
    let text = lines.iter().filter(|line| !small(line));
    let referred: HashSet<(u32, String)> =
        text.flat_map(|line| marks(&line.text).map(|number| (line.page, number.to_owned()))).collect();
    let mut notes: Vec<Block> = Vec::new();
    // The last line of the note that is being read.
    let mut last: Option<usize> = None;
    let mut is_note = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| small(line)) {
        if let Some((number, rest)) =
            numbered(&line.text).filter(|(number, _)| referred.contains(&(line.page, (*number).to_owned())))
        {
            notes.push(Block::new(Shape::Note, format!("{number}: {rest}"), line.page));
        } else if let Some(note) = notes.last_mut()
            && last.is_some_and(|last| last + 1 == at && lines[last].page == line.page && lines[last].y > line.y)
        {
            note.text.push(' ');
            note.text.push_str(&line.text);
        } else {
            continue;
        }
        is_note[at] = true;
        last = Some(at);
    }
    let kept = lines.into_iter().zip(is_note).filter(|(_, is_note)| !is_note).map(|(line, _)| line);
    (kept.collect(), notes)
}
