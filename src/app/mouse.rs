//! The mouse, where it has been turned on: the wheel moves, a click opens a tab or selects a row or passage.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::{App, Effect, Focus};
use crate::keymap::{Action, Tab};
use crate::text::wrap;

/// Where the names of the tabs stand in a row of that area: the open one always whole, scrolled where there is no room for all.
pub(crate) fn tab_areas(row: Rect, open: Tab) -> Vec<(Tab, Rect)> {
    let widths = Tab::ALL.map(|tab| u16::try_from(wrap::width(tab.name())).unwrap_or(0) + 2);
    let upto = |tab: Tab| -> u16 { widths[..=tab.index()].iter().sum() };
    // The first tab shown is the leftmost from which the open one ends within the row.
    let first = (0..=open.index())
        .find(|first| upto(open) - widths[..*first].iter().sum::<u16>() <= row.width)
        .unwrap_or(open.index());
    let mut x = row.x;
    let mut areas = Vec::new();
    for tab in &Tab::ALL[first..] {
        let width = widths[tab.index()];
        if x + width > row.right() && *tab != open {
            break;
        }
        areas.push((*tab, Rect { x, width: width.min(row.right().saturating_sub(x)), ..row }));
        x += width;
    }
    areas
}

impl App {
    /// Takes a mouse event.
    pub fn mouse(&mut self, event: MouseEvent) -> Vec<Effect> {
        match event.kind {
            MouseEventKind::ScrollUp => self.update(Action::Up),
            MouseEventKind::ScrollDown => self.update(Action::Down),
            MouseEventKind::Down(MouseButton::Left) => {
                self.click(Position::new(event.column, event.row));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn click(&mut self, at: Position) {
        self.answer_now();
        let panes = self.panes();
        if self.overlay.is_some() || self.prompt.is_some() {
            return;
        }
        if let Some((tab, _)) = tab_areas(panes.tabs, self.tab).into_iter().find(|(_, area)| area.contains(at)) {
            self.update(Action::OpenTab(tab));
        } else if panes.input.contains(at) {
            self.set_focus(Focus::Input);
        } else if panes.list.contains(at) {
            let row = usize::from((at.y - panes.list.y) / self.row_height());
            let row = self.list().first(self.list_rows()) + row;
            if self.list().entries.get(row).is_some_and(|entry| entry.is_item()) {
                self.list_mut().selected = row;
                self.set_focus(Focus::List);
                self.selection_moved();
            }
        } else if let Some(column) = panes.pages.iter().position(|area| area.contains(at)) {
            self.click_page(column, usize::from(at.y - panes.pages[column].y));
        }
        self.refresh();
    }

    fn click_page(&mut self, column: usize, line: usize) {
        if self.in_grid() {
            self.set_focus(Focus::Page);
            return;
        }
        if let Some(compare) = self.compare.as_mut().filter(|_| self.tab == Tab::Candidates) {
            compare.column = column;
        } else {
            self.set_focus(Focus::Page);
        }
        let height = self.page_height();
        let shown = &self.shown[column.min(self.shown.len() - 1)];
        let line = self.reader().top(&shown.layout, height) + line;
        let clicked = shown.layout.lines.get(line).map(|line| line.block);
        if let Some(block) = clicked.filter(|block| shown.page.blocks[*block].stop) {
            let reader = self.reader_mut();
            reader.block = block;
            reader.part = 0;
        }
    }
}
