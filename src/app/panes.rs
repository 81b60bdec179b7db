//! Where things are on a screen of a given size: a pure function that moving (which needs heights) and drawing both call.
//!
//! From 64 columns list and reader stand side by side; below, the one that has the focus has the screen. Rules are drawn from 16 rows up. Below
//! 20×5 there is only a notice.

use ratatui::layout::{Rect, Size};

use super::page::MARGIN;

/// The smallest screen that is more than a notice, in cells.
pub(crate) const SMALLEST: Size = Size { width: 20, height: 5 };

/// Widest line of prose that is comfortable to read, in cells.
pub(crate) const PROSE: u16 = 72;

/// What shape the body of a tab has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A list of short names beside a page.
    Names,
    /// A list of passages, two lines each, beside a page.
    Passages,
    /// A line of input over a list of passages beside a page.
    Search,
    /// Pages side by side, this many.
    Columns(u16),
}

/// The areas of the screen; an area that is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Panes {
    /// The line of the title.
    pub header: Rect,
    /// The row of tabs.
    pub tabs: Rect,
    /// The rule under the tabs, where there is room.
    pub upper_rule: Rect,
    /// The search box and the line that says what was found.
    pub input: Rect,
    /// The list.
    pub list: Rect,
    /// Columns of rules between panes.
    pub dividers: Vec<Rect>,
    /// The pages; one but for [`Shape::Columns`].
    pub pages: Vec<Rect>,
    /// The rule over the footer, where there is room.
    pub lower_rule: Rect,
    /// Hints, messages, a prompt.
    pub footer: Rect,
}

/// Whether the screen is too small for anything but a notice.
pub(crate) fn too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}

/// Columns a comparison of so many candidates has on a screen: side by side from 100 columns, stacked in one below.
pub(crate) fn columns(size: Size, candidates: usize) -> u16 {
    let side_by_side = size.width >= 100 && usize::from(size.width) / candidates.max(1) >= 30;
    if side_by_side { u16::try_from(candidates.max(1)).unwrap_or(1) } else { 1 }
}

/// The area that an overlay takes on a screen: centred, at most 76 cells wide, its frame included.
pub(crate) fn overlay(size: Size, rows: usize) -> Rect {
    let width = size.width.min(76);
    let height = u16::try_from(rows + 2).unwrap_or(u16::MAX).min(size.height.saturating_sub(1)).max(size.height.min(3));
    Rect::new((size.width - width) / 2, (size.height - height) / 2, width, height)
}

/// Where things are. `reading` says which pane is seen where there is room for one only.
pub(crate) fn panes(size: Size, shape: Shape, reading: bool) -> Panes {
    let Size { width, height } = size;
    if too_small(size) {
        return Panes::default();
    }
    let mut panes = Panes::default();
    let roomy = height >= 16;
    let mut top = 0;
    let mut take = |rows: u16| {
        let area = Rect::new(0, top, width, rows);
        top += rows;
        area
    };
    if height >= 8 {
        panes.header = take(1);
    }
    panes.tabs = take(1);
    if roomy {
        panes.upper_rule = take(1);
    }
    if matches!(shape, Shape::Search | Shape::Columns(_)) {
        panes.input = take(if height >= 10 { 2 } else { 1 });
    }
    let bottom = height - 1 - u16::from(roomy);
    if roomy {
        panes.lower_rule = Rect::new(0, bottom, width, 1);
    }
    panes.footer = Rect::new(0, height - 1, width, 1);
    let body = Rect::new(0, top, width, bottom.saturating_sub(top));
    if let Shape::Columns(columns) = shape {
        panes.columns(body, columns.max(1));
        return panes;
    }
    if width < 64 {
        if reading {
            panes.pages.push(body);
        } else {
            panes.list = body;
            panes.pages.push(Rect::new(body.right(), body.y, 0, 0));
        }
        return panes;
    }
    let list = match shape {
        Shape::Names | Shape::Columns(_) => (width / 3).clamp(26, 40),
        Shape::Passages | Shape::Search => (width * 9 / 20).clamp(30, 56),
    };
    panes.list = Rect { width: list, ..body };
    panes.dividers.push(Rect { x: list, width: 1, ..body });
    panes.pages.push(Rect { x: list + 1, width: width - list - 1, ..body });
    panes
}

impl Panes {
    fn columns(&mut self, body: Rect, columns: u16) {
        let mut x = body.x;
        for column in 0..columns {
            let rest = columns - column;
            let width = (body.right() - x - (rest - 1)) / rest;
            self.pages.push(Rect { x, width, ..body });
            x += width;
            if rest > 1 {
                self.dividers.push(Rect { x, width: 1, ..body });
                x += 1;
            }
        }
    }

    /// Cells that the text of a page may take: the pane less the margin and a space at the right, and no more than `widest`.
    pub(crate) fn text_width(&self, page: usize, widest: u16) -> u16 {
        let width = self.pages.get(page).map_or(0, |area| area.width).saturating_sub(MARGIN + 1).max(1);
        width.min(widest)
    }
}
