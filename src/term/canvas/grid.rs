//! A screen as cells: what stands on it, or what is to stand on it.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::Modifier;

use super::clusters::{Clusters, Glyph};
use super::ink::{Ink, Paint};
use super::trust;

/// One cell: a grapheme, or nothing where one to the left of it is several cells wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    glyph: Glyph,
    fg: Paint,
    bg: Paint,
    modifier: Modifier,
    /// Cells that a terminal may use for the grapheme, at most; 0 in the cells of a wide one behind its first.
    pub reach: u8,
    /// Whether all terminals agree about the width.
    pub sure: bool,
}

impl Spot {
    const BLANK: Spot = {
        let Ink { fg, bg, modifier } = Ink::NONE;
        Spot { glyph: Glyph::BLANK, fg, bg, modifier, reach: 1, sure: true }
    };

    pub fn glyph(&self) -> Glyph {
        self.glyph
    }

    pub fn ink(&self) -> Ink {
        Ink { fg: self.fg, bg: self.bg, modifier: self.modifier }
    }

    pub fn is_behind(&self) -> bool {
        self.reach == 0
    }

    /// Whether erasing to the end of the line leaves this.
    pub fn is_erased(&self) -> bool {
        *self == Spot::BLANK
    }

    /// Whether nothing but the background shows.
    pub fn is_plain_blank(&self) -> bool {
        self.glyph == Glyph::BLANK && self.ink().leaves_blank(self.bg)
    }
}

/// A rectangle of cells.
#[derive(Debug, Clone)]
pub struct Grid {
    width: usize,
    height: usize,
    spots: Vec<Spot>,
}

impl Grid {
    /// An empty screen of this size in cells.
    pub fn blank(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self { width, height, spots: vec![Spot::BLANK; width * height] }
    }

    pub fn height(&self) -> usize {
        self.height
    }

    pub fn row(&self, y: usize) -> &[Spot] {
        &self.spots[y * self.width..(y + 1) * self.width]
    }

    /// A row with nothing on it.
    pub fn blank_row(&self) -> Vec<Spot> {
        vec![Spot::BLANK; self.width]
    }

    /// Empties the cells `from..to`, counted row by row.
    pub fn erase(&mut self, from: usize, to: usize) {
        let to = to.min(self.spots.len());
        for index in from..to {
            self.put(index, Spot::BLANK);
        }
    }

    /// Puts a cell of a frame at a place; what is outside the screen is ignored. Returns how many cells it takes.
    pub fn set(&mut self, x: u16, y: u16, cell: &Cell, clusters: &mut Clusters) -> u16 {
        let (column, row) = (usize::from(x), usize::from(y));
        if column >= self.width || row >= self.height {
            return 1;
        }
        let index = row * self.width + column;
        let (symbol, width) = (cell.symbol(), cell.cell_width());
        let mut spot = Spot { fg: cell.fg.into(), bg: cell.bg.into(), modifier: cell.modifier, ..Spot::BLANK };
        // Most of a frame is this: no table says anything about it.
        let plain = match symbol.as_bytes() {
            [byte @ b' '..=b'~'] if width == 1 => Some(Glyph::from(char::from(*byte))),
            _ => None,
        };
        // What has no width, controls the terminal or does not fit is not written; blanks stand in all the cells that it was to take, since
        // nothing else is sent for them.
        let fits = width > 0 && column + usize::from(width) <= self.width;
        let written = plain.is_some() || fits && trust::is_harmless(symbol);
        if let Some(plain) = plain {
            spot.glyph = plain;
        } else if written {
            spot.glyph = clusters.glyph(symbol);
            spot.sure = trust::is_sure(symbol, width);
            let cells = u8::try_from(width).unwrap_or(u8::MAX);
            spot.reach = if spot.sure { cells } else { trust::reach(symbol).max(cells) };
        }
        if spot.is_plain_blank() {
            (spot.fg, spot.modifier) = (Paint::NONE, Modifier::empty());
        }
        self.put(index, spot);
        let rest = if written { Spot { glyph: Glyph::BLANK, reach: 0, ..spot } } else { spot };
        for other in index + 1..index + usize::from(width).min(self.width - column) {
            self.put(other, rest);
        }
        width.max(1)
    }

    /// Puts a spot in place. Of a wide grapheme that is cut by it the other cells become blanks. No row begins in the midst of one.
    fn put(&mut self, index: usize, spot: Spot) {
        let is_cut = self.spots[index].is_behind() || self.spots.get(index + 1).is_some_and(Spot::is_behind);
        if is_cut {
            self.cut(index);
        }
        self.spots[index] = spot;
    }

    /// Makes blanks of all cells of the wide grapheme that one cell is of.
    fn cut(&mut self, index: usize) {
        let before = self.spots[..=index].iter().rev().take_while(|spot| spot.is_behind()).count();
        let behind = self.spots[index + 1..].iter().take_while(|spot| spot.is_behind()).count();
        self.spots[index - before..=index + behind].fill(Spot::BLANK);
    }

    /// The same screen after rows `top..=bottom` have moved up by `by` (down, where it is negative), with blank rows coming in.
    pub fn scrolled(&self, top: usize, bottom: usize, by: isize) -> Self {
        let mut grid = self.clone();
        for y in top..=bottom {
            let from = y.checked_add_signed(by).filter(|from| (top..=bottom).contains(from));
            for x in 0..self.width {
                grid.spots[y * self.width + x] = from.map_or(Spot::BLANK, |from| self.row(from)[x]);
            }
        }
        grid
    }

    /// Takes over what stands on a grid of the same size.
    pub fn copy_from(&mut self, other: &Grid) {
        self.spots.copy_from_slice(&other.spots);
    }

    /// Keeps of the clusters only those that stand here.
    pub fn tidy(&mut self, clusters: &mut Clusters) {
        let mut live = Clusters::default();
        for spot in &mut self.spots {
            spot.glyph = clusters.moved_to(spot.glyph, &mut live);
        }
        *clusters = live;
    }
}
