//! Moving about: in lists, on pages, in the grid, in and out.

use super::reader::Reader;
use super::{App, Effect, Focus};
use crate::keymap::Tab;

impl App {
    /// Whether up and down move on the page and not in the list.
    pub(super) fn on_page(&self) -> bool {
        self.focus() == Focus::Page || (self.tab == Tab::Candidates && self.compare.is_some())
    }

    pub(super) fn step(&mut self, rows: usize, forward: bool) {
        if self.in_grid() && self.focus() == Focus::Page {
            let last = self.corpus.themes.len().saturating_sub(1);
            self.grid.0 = if forward { (self.grid.0 + rows).min(last) } else { self.grid.0.saturating_sub(rows) };
        } else if self.on_page() {
            let (height, mut reader) = (self.page_height(), self.reader().clone());
            reader.step(&self.page().page, &self.page().layout, height, forward);
            *self.reader_mut() = reader;
        } else {
            self.move_list(|list| list.step(rows, forward));
        }
    }

    /// A screen, or the part of one, down or up.
    pub(super) fn leap(&mut self, part: usize, forward: bool) {
        if self.in_grid() && self.focus() == Focus::Page {
            self.step(self.corpus.themes.len(), forward);
        } else if self.on_page() {
            let (height, mut reader) = (self.page_height(), self.reader().clone());
            let lines = (height / part).saturating_sub(1).max(1);
            reader.scroll(&self.page().page, &self.page().layout, height, lines, forward);
            *self.reader_mut() = reader;
        } else {
            let rows = (self.list_rows() / part).max(1);
            self.move_list(|list| list.step(rows, forward));
        }
    }

    pub(super) fn go_to_end(&mut self, forward: bool) {
        if self.in_grid() && self.focus() == Focus::Page {
            self.step(self.corpus.themes.len(), forward);
        } else if self.on_page() {
            let last = self.page().scroll.len().saturating_sub(1);
            self.roll_to(if forward { last } else { 0 });
            let (height, mut reader) = (self.page_height(), self.reader().clone());
            reader.go_to_end(&self.page().page, &self.page().layout, height, forward);
            *self.reader_mut() = reader;
        } else {
            self.move_list(|list| list.go_to_end(forward));
        }
    }

    fn move_list(&mut self, change: impl FnOnce(&mut super::list::List)) {
        let before = self.list().selected;
        change(self.list_mut());
        if self.list().selected != before {
            self.selection_moved();
        }
    }

    pub(super) fn enter(&mut self) -> Vec<Effect> {
        if self.in_grid() && self.focus() == Focus::Page {
            self.cell = true;
            self.selection_moved();
        } else if self.on_page() {
            self.open_menu();
        } else if self.tab == Tab::Search {
            return self.accept();
        } else if self.list().current().is_some() {
            self.set_focus(Focus::Page);
        }
        Vec::new()
    }

    pub(super) fn right(&mut self) {
        if self.in_grid() && self.focus() == Focus::Page {
            self.grid.1 = (self.grid.1 + 1).min(self.corpus.documents.len().saturating_sub(1));
        } else if let (Tab::Candidates, Some(compare)) = (self.tab, &mut self.compare) {
            compare.column = (compare.column + 1).min(self.shown.len().saturating_sub(1));
        } else if self.list().current().is_some() {
            self.set_focus(Focus::Page);
        }
    }

    pub(super) fn left(&mut self) {
        if self.in_grid() && self.focus() == Focus::Page && self.grid.1 > 0 {
            self.grid.1 -= 1;
            return;
        }
        if let (Tab::Candidates, Some(compare)) = (self.tab, &mut self.compare)
            && self.shown.len() > 1
            && compare.column > 0
        {
            compare.column -= 1;
            return;
        }
        self.back();
    }

    /// One step back; nothing is lost by it.
    pub(super) fn back(&mut self) {
        if self.prompt.take().is_some() {
            return;
        }
        if self.on_page() && self.reader_mut().find.take().is_some() {
            return;
        }
        if self.tab == Tab::Priorities && self.cell && self.focus() == Focus::Page {
            self.cell = false;
            self.selection_moved();
            return;
        }
        if self.tab == Tab::Candidates && self.compare.is_some() {
            self.compare = None;
            return;
        }
        if self.focus() == Focus::Page || self.focus() == Focus::Input {
            if self.return_on_trail() {
                return;
            }
            if self.focus() == Focus::Page {
                self.set_focus(Focus::List);
            }
            return;
        }
        if self.tab == Tab::Search {
            self.set_focus(Focus::Input);
        } else {
            self.return_on_trail();
        }
    }

    pub(super) fn step_section(&mut self, forward: bool) {
        let questions = self.corpus.questions.len();
        if let (Tab::Candidates, Some(compare)) = (self.tab, &mut self.compare) {
            compare.step(questions, forward);
            return;
        }
        let here = self.page().page.blocks.get(self.reader().block).map_or(0, |block| block.piece);
        let Some(piece) = self.page().scroll.step_section(here, forward) else { return };
        self.roll_to(piece);
        let page = &self.page().page;
        if let Some(block) = page.stop_from(page.block_of(piece)) {
            let reader = self.reader_mut();
            *reader = Reader { find: reader.find.take(), ..Reader::at(block) };
        }
    }

    /// A quote by a linear congruential step from the seed (Knuth's MMIX constants), never the one that is shown.
    pub(super) fn random_quote(&mut self) {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let count = self.list().entries.len() as u64;
        if count > 1 {
            let step = 1 + (self.random >> 33) % (count - 1);
            let selected = (self.list().selected as u64 + step) % count;
            self.list_mut().selected = usize::try_from(selected).unwrap_or(0);
            self.selection_moved();
        }
    }
}
