//! Making one screen of another in few bytes: only what differs, row by row, each row by the shortest of three ways.

use std::cmp::Reverse;

use super::grid::{Grid, Spot};
use super::pen::{Mark, Pen};

/// A gap longer than this, in cells, is never written through: a move is shorter.
const BRIDGE: usize = 24;
/// No move to the right within a row takes fewer bytes than this.
const SHORTEST_MOVE: usize = 3;
/// A frame of fewer bytes than this is not worth a search for rows that have only moved.
const WORTH_SCROLLING: usize = 100;

/// Writes what makes `wanted` of an empty screen.
pub fn afresh(pen: &mut Pen, wanted: &Grid) {
    let blank = wanted.blank_row();
    for y in 0..wanted.height() {
        row(pen, &blank, wanted.row(y), cell(y));
    }
}

/// Writes what makes `wanted` of `shown`.
pub fn paint(pen: &mut Pen, shown: &Grid, wanted: &Grid) {
    let start = pen.mark();
    rows(pen, shown, wanted, usize::MAX);
    if pen.len() - start.len() < WORTH_SCROLLING {
        return;
    }
    let mut best_end = pen.mark();
    let mut best = pen.rewind(start);
    for (top, bottom, by) in moved(shown, wanted) {
        pen.scroll(top, bottom, by);
        rows(pen, &shown.scrolled(top, bottom, by), wanted, start.len() + best.len());
        let end = pen.mark();
        let bytes = pen.rewind(start);
        if bytes.len() < best.len() {
            (best, best_end) = (bytes, end);
        }
    }
    pen.replay(&best, best_end);
}

/// Writes the rows that differ; no more of them once the pen has written `most` bytes.
fn rows(pen: &mut Pen, shown: &Grid, wanted: &Grid, most: usize) {
    for y in 0..wanted.height() {
        let (before, after) = (shown.row(y), wanted.row(y));
        if before != after && pen.len() < most {
            row(pen, before, after, cell(y));
        }
    }
}

/// Bands of rows that look as if they had only moved: first and last row and by how many they went up. The likeliest four.
fn moved(shown: &Grid, wanted: &Grid) -> Vec<(usize, usize, isize)> {
    let differ: Vec<usize> = (0..wanted.height()).filter(|&y| shown.row(y) != wanted.row(y)).collect();
    let (Some(&top), Some(&bottom)) = (differ.first(), differ.last()) else { return Vec::new() };
    let farthest = ((bottom - top) / 2 + 1).cast_signed();
    let mut bands: Vec<(Reverse<usize>, usize, isize)> = Vec::new();
    for by in (-farthest..=farthest).filter(|&by| by != 0) {
        let hits = differ.iter().filter(|&&y| {
            let from = y.checked_add_signed(by).filter(|from| (top..=bottom).contains(from));
            from.is_some_and(|from| shown.row(from) == wanted.row(y)) && !wanted.row(y).iter().all(Spot::is_erased)
        });
        let hits = hits.count();
        if hits >= 2 {
            let band = (Reverse(hits), by.unsigned_abs(), by);
            bands.insert(bands.partition_point(|likelier| *likelier < band), band);
            bands.truncate(4);
        }
    }
    bands.into_iter().map(|(.., by)| (top, bottom, by)).collect()
}

/// One row: as it is, with its end erased, or erased from the first difference on and written anew.
fn row(pen: &mut Pen, before: &[Spot], after: &[Spot], y: u16) {
    let changed = changes(before, after);
    let Some(&first) = changed.first() else { return };
    let end = after.len() - after.iter().rev().take_while(|spot| spot.is_erased()).count();
    let start = pen.mark();
    let mut best: Option<(Vec<u8>, Mark)> = None;
    let mut consider = |pen: &mut Pen| {
        let end = pen.mark();
        let bytes = pen.rewind(start);
        if best.as_ref().is_none_or(|(shortest, _)| bytes.len() < shortest.len()) {
            best = Some((bytes, end));
        }
    };

    spans(pen, after, &changed, y);
    consider(pen);
    let body = changed.partition_point(|&x| x < end);
    if body < changed.len() {
        spans(pen, after, &changed[..body], y);
        pen.move_to(cell(end), y);
        pen.erase_line();
        consider(pen);
    }
    // What a grapheme of doubtful width spills over has to be written after it, not before.
    if before[first..].iter().any(|spot| !spot.is_erased()) && after[first..].iter().all(|spot| spot.sure) {
        pen.move_to(cell(first), y);
        pen.erase_line();
        let all: Vec<usize> = (first..end).filter(|&x| !after[x].is_erased() && !after[x].is_behind()).collect();
        spans(pen, after, &all, y);
        consider(pen);
    }
    if let Some((bytes, end)) = best {
        pen.replay(&bytes, end);
    }
}

/// The columns to write: those that a grapheme starts in, and all that one of doubtful width may have touched.
fn changes(before: &[Spot], after: &[Spot]) -> Vec<usize> {
    let mut changed = Vec::with_capacity(after.len());
    let mut touched = 0;
    for x in 0..after.len() {
        if after[x].is_behind() {
            continue;
        }
        let width = width(after, x);
        let differs = before[x] != after[x] || width > 1 && before[x + 1..x + width] != after[x + 1..x + width];
        if x < touched || differs {
            changed.push(x);
            for spot in [&before[x], &after[x]] {
                if !spot.sure {
                    touched = touched.max(x + usize::from(spot.reach));
                }
            }
        }
    }
    changed
}

/// Writes these columns, going over a gap by whichever is shorter: a move, or the cells in it once more.
fn spans(pen: &mut Pen, row: &[Spot], columns: &[usize], y: u16) {
    let mut at: Option<usize> = None;
    for &x in columns {
        let bridge = at.filter(|&at| at < x && x - at <= BRIDGE && row[at..x].iter().all(|spot| spot.sure));
        let short =
            bridge.filter(|at| x - at <= SHORTEST_MOVE && row[*at..x].iter().all(|spot| pen.writes_a_byte(spot)));
        if let Some(at) = short {
            write(pen, row, at, x);
        } else if at != Some(x) {
            let start = pen.mark();
            pen.move_to(cell(x), y);
            pen.ink_for(&row[x]);
            let jump = pen.len();
            if let Some(at) = bridge {
                let jumped_to = pen.mark();
                let jumped = pen.rewind(start);
                write(pen, row, at, x);
                pen.ink_for(&row[x]);
                if pen.len() > jump {
                    pen.rewind(start);
                    pen.replay(&jumped, jumped_to);
                }
            }
        }
        write(pen, row, x, x + 1);
        at = Some(x + width(row, x));
    }
}

/// Writes the graphemes that start in `from..to`.
fn write(pen: &mut Pen, row: &[Spot], from: usize, to: usize) {
    for x in (from..to).filter(|&x| !row[x].is_behind()) {
        pen.write(&row[x], cell(width(row, x)));
    }
}

/// The cells a grapheme takes on this row.
fn width(row: &[Spot], x: usize) -> usize {
    1 + row[x + 1..].iter().take_while(|spot| spot.is_behind()).count()
}

/// A column or row as the terminal counts; there are never more than its numbers.
fn cell(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
