//! From keys to actions to changes.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::input::Input;
use super::list::Entry;
use super::reader::Find;
use super::{App, Effect, Focus, Overlay, Prompt, PromptKind, compare};
use crate::keymap::{Action, Context, Key, Tab};

impl Action {
    /// Whether it is something to choose from a menu, and not a way of moving or typing.
    #[must_use]
    pub fn is_command(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::Copy
                | A::CopyWords
                | A::Keep
                | A::Note
                | A::Write
                | A::MoveEarlier
                | A::MoveLater
                | A::Remove
                | A::Undo
                | A::OpenDocument
                | A::ShowSource
                | A::ShowWords
                | A::Compare
                | A::Filter
                | A::Random
                | A::Search
                | A::Find
                | A::FindNext
                | A::FindPrevious
                | A::NextSection
                | A::PreviousSection
                | A::GoTo
                | A::ToggleResults
                | A::ToggleMouse
                | A::Widen
                | A::Help
                | A::Redraw
                | A::Suspend
                | A::Quit
        )
    }
}

impl App {
    /// Takes a key: the action it stands for here, or a letter of what is being typed.
    pub fn key(&mut self, event: KeyEvent) -> Vec<Effect> {
        let contexts = self.contexts();
        if let Some(action) = self.keymap.action(&contexts, event) {
            return self.update(action);
        }
        if let (Some(key), KeyCode::Char(c)) = (Key::from_event(event), event.code)
            && key.is_printable()
            && matches!(contexts[0], Context::Input | Context::Hits | Context::Note)
        {
            self.type_text(&c.to_string());
        } else if matches!(self.overlay, Some(Overlay::Words(_))) {
            self.overlay = None;
        }
        Vec::new()
    }

    /// Takes a paste: typed where a line is being typed, dropped elsewhere.
    pub fn paste(&mut self, text: &str) {
        if matches!(self.contexts()[0], Context::Input | Context::Note) {
            self.type_text(text);
        }
    }

    fn type_text(&mut self, text: &str) {
        self.message = None;
        if let Some(Overlay::Note(editor)) = &mut self.overlay {
            editor.insert(text);
            return;
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.input.insert(text);
        } else {
            self.set_focus(Focus::Input);
            self.search.input.insert(text);
            self.query_edited();
        }
        self.find_as_typed();
        self.refresh();
    }

    /// Carries out an action. What has to happen outside comes back.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        self.message = None;
        let mut effects = Vec::new();
        // Whatever leads away from a note that is being written keeps it.
        if matches!(action, Action::Quit | Action::OpenTab(_) | Action::Help | Action::Menu) {
            effects.extend(self.close_note());
        }
        effects.extend(self.act(action));
        self.refresh();
        effects
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        let moved_elsewhere = matches!(action, Action::OpenTab(_) | Action::Help | Action::Menu);
        if self.overlay.is_some() && !matches!(action, Action::Quit | Action::Suspend | Action::Redraw) {
            if moved_elsewhere {
                self.overlay = None;
            } else {
                return self.update_overlay(action);
            }
        }
        if moved_elsewhere && self.prompt.take().is_some() {
            self.reader_mut().find = None;
        }
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Help => self.open_help(),
            Action::Menu => self.open_menu(),
            Action::OpenTab(tab) => self.open_tab(tab),
            Action::NextTab => self.step_tab(1),
            Action::PreviousTab => self.step_tab(Tab::ALL.len() - 1),
            Action::Up | Action::Down => self.step(1, action == Action::Down),
            Action::PageUp | Action::PageDown => self.leap(1, action == Action::PageDown),
            Action::HalfUp | Action::HalfDown => self.leap(2, action == Action::HalfDown),
            Action::First | Action::Last => self.go_to_end(action == Action::Last),
            Action::Enter => return self.enter(),
            Action::Right => self.right(),
            Action::Left => self.left(),
            Action::Back => self.back(),
            Action::NextSection | Action::PreviousSection => self.step_section(action == Action::NextSection),
            Action::Compare => self.open_compare(),
            Action::Filter if self.tab == Tab::Brief => self.open_prompt(PromptKind::Brief),
            Action::Filter => self.open_filter(),
            Action::Random => self.random_quote(),
            Action::Search => self.open_search(),
            Action::Find => self.open_prompt(PromptKind::Find),
            Action::FindNext | Action::FindPrevious => self.step_find(action == Action::FindNext),
            Action::GoTo => self.open_prompt(PromptKind::GoTo),
            Action::Copy
            | Action::CopyWords
            | Action::Keep
            | Action::Note
            | Action::Write
            | Action::OpenDocument
            | Action::ShowSource
            | Action::ShowWords => return self.verb(action),
            Action::MoveEarlier | Action::MoveLater | Action::Remove | Action::Undo => {
                return self.update_brief(action);
            }
            Action::ToggleResults => self.toggle_results(),
            Action::ToggleMouse => {
                self.mouse = !self.mouse;
                return vec![Effect::Mouse(self.mouse)];
            }
            Action::Widen => {
                self.wide = !self.wide;
                let narrow = format!("Prose at most {} columns wide", self.prose);
                self.say(if self.wide { "Prose as wide as the pane".to_owned() } else { narrow });
            }
            Action::Accept => return self.accept(),
            Action::Complete => {
                if self.prompt.is_none() && !self.complete() {
                    self.step_tab(1);
                }
            }
            Action::Earlier | Action::Later if self.prompt.is_none() => self.leave_or_recall(action == Action::Earlier),
            Action::Earlier | Action::Later | Action::NewLine => {}
            Action::Backspace
            | Action::Delete
            | Action::DeleteWord
            | Action::DeleteLine
            | Action::CursorLeft
            | Action::CursorRight
            | Action::CursorStart
            | Action::CursorEnd => self.edit(action),
        }
        Vec::new()
    }

    fn edit(&mut self, action: Action) {
        let input = match &mut self.prompt {
            Some(prompt) => &mut prompt.input,
            None => &mut self.search.input,
        };
        let before = input.text.clone();
        match action {
            Action::Backspace => input.backspace(),
            Action::Delete => input.delete(),
            Action::DeleteWord => input.delete_word(),
            Action::DeleteLine => input.delete_line(),
            Action::CursorLeft => input.cursor_left(),
            Action::CursorRight => input.cursor_right(),
            Action::CursorStart => input.cursor_start(),
            _ => input.cursor_end(),
        }
        let edited = input.text != before;
        if self.prompt.is_some() {
            self.find_as_typed();
            return;
        }
        self.set_focus(Focus::Input);
        if edited {
            self.query_edited();
        }
    }

    /// Whether up and down move on the page and not in the list.
    fn on_page(&self) -> bool {
        self.focus() == Focus::Page || (self.tab == Tab::Candidates && self.compare.is_some())
    }

    fn step(&mut self, rows: usize, forward: bool) {
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
    fn leap(&mut self, part: usize, forward: bool) {
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

    fn go_to_end(&mut self, forward: bool) {
        if self.in_grid() && self.focus() == Focus::Page {
            self.step(self.corpus.themes.len(), forward);
        } else if self.on_page() {
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

    fn enter(&mut self) -> Vec<Effect> {
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

    fn right(&mut self) {
        if self.in_grid() && self.focus() == Focus::Page {
            self.grid.1 = (self.grid.1 + 1).min(self.corpus.documents.len().saturating_sub(1));
        } else if let (Tab::Candidates, Some(compare)) = (self.tab, &mut self.compare) {
            compare.column = (compare.column + 1).min(self.shown.len().saturating_sub(1));
        } else if self.list().current().is_some() {
            self.set_focus(Focus::Page);
        }
    }

    fn left(&mut self) {
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
    fn back(&mut self) {
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

    fn step_section(&mut self, forward: bool) {
        let questions = self.corpus.questions.len();
        if let (Tab::Candidates, Some(compare)) = (self.tab, &mut self.compare) {
            compare.step(questions, forward);
            return;
        }
        let mut reader = self.reader().clone();
        reader.section(&self.page().page, forward);
        *self.reader_mut() = reader;
    }

    fn open_compare(&mut self) {
        if self.compare.is_some() {
            self.open_comparison();
            return;
        }
        let selected = match self.list().current() {
            Some(Entry::Candidacy(at)) => self.corpus.candidacies[at as usize].person.as_deref(),
            _ => None,
        };
        let people = compare::candidates(&self.corpus, selected);
        let column = people.iter().position(|id| Some(id.as_str()) == selected).unwrap_or(0);
        self.compare = Some(compare::Compare { column, ..compare::Compare::new(people) });
        self.changed();
    }

    /// A quote by a linear congruential step from the seed (Knuth's MMIX constants), never the one that is shown.
    fn random_quote(&mut self) {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let count = self.list().entries.len() as u64;
        if count > 1 {
            let step = 1 + (self.random >> 33) % (count - 1);
            let selected = (self.list().selected as u64 + step) % count;
            self.list_mut().selected = usize::try_from(selected).unwrap_or(0);
            self.selection_moved();
        }
    }

    fn open_prompt(&mut self, kind: PromptKind) {
        let text = match kind {
            PromptKind::Find => self.reader().find.as_ref().map(|find| find.words.clone()).unwrap_or_default(),
            PromptKind::GoTo => String::new(),
            PromptKind::Brief => self.keeping.filter.clone(),
        };
        self.prompt = Some(Prompt { kind, input: Input::new(text) });
    }

    fn accept(&mut self) -> Vec<Effect> {
        match self.prompt.take() {
            Some(Prompt { kind: PromptKind::Find, .. }) => {
                if self.page().found.is_empty() && self.reader_mut().find.take().is_some() {
                    self.say("Not found on this page.");
                }
            }
            Some(Prompt { kind: PromptKind::GoTo, input }) => self.go_to(&input.text),
            Some(Prompt { kind: PromptKind::Brief, .. }) => {}
            None => {
                if let Some(place) = self.selected_hit() {
                    return self.open_lit(place);
                }
            }
        }
        Vec::new()
    }

    fn selected_hit(&self) -> Option<crate::corpus::Place> {
        match self.list().current()? {
            Entry::Hit(rank) => self.search.hit(rank).map(|hit| hit.place),
            _ => None,
        }
    }

    /// While words are typed, lists what they are found in, or goes to the first place found from here.
    fn find_as_typed(&mut self) {
        let Some(Prompt { kind, input }) = &self.prompt else { return };
        let words = input.text.clone();
        match kind {
            PromptKind::Find => {}
            PromptKind::GoTo => return,
            PromptKind::Brief => return self.filter_brief(words.trim()),
        }
        self.reader_mut().find = (!words.trim().is_empty()).then_some(Find { words, at: 0 });
        self.changed();
        self.refresh();
        let from = self.reader().block;
        let first = self.page().found.iter().position(|(block, _)| *block >= from).unwrap_or(0);
        self.go_to_found(first);
    }

    fn step_find(&mut self, forward: bool) {
        let found = self.page().found.len();
        let Some(find) = self.reader().find.as_ref() else { return };
        if found > 0 {
            let at = if forward { (find.at + 1) % found } else { (find.at + found - 1) % found };
            self.go_to_found(at);
        }
    }

    fn go_to_found(&mut self, at: usize) {
        let Some((block, range)) = self.page().found.get(at).cloned() else { return };
        let height = self.page_height();
        let page = self.page();
        let stop = if page.page.blocks[block].stop { Some(block) } else { page.page.next_stop(block, true) };
        let lines = page.layout.lines_of(block);
        let line = lines.clone().position(|line| page.layout.lines[line].text.end >= range.end).unwrap_or(0);
        let part = if lines.len() > height { line / height.saturating_sub(1).max(1) } else { 0 };
        let reader = self.reader_mut();
        if let Some(find) = &mut reader.find {
            find.at = at;
        }
        if let Some(stop) = stop {
            reader.block = stop;
            reader.part = if stop == block { part } else { 0 };
        }
    }
}
