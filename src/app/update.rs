//! From keys to actions to changes.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::list::Entry;
use super::{App, Effect, Focus, Overlay, PromptKind, compare};
use crate::keymap::{Action, Context, Edit, Key, Tab};

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
        self.settle_search(action);
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
            Action::Edit(edit) => self.edit(edit),
        }
        Vec::new()
    }

    fn edit(&mut self, edit: Edit) {
        let input = match &mut self.prompt {
            Some(prompt) => &mut prompt.input,
            None => &mut self.search.input,
        };
        let before = input.text.clone();
        match edit {
            Edit::Backspace => input.backspace(),
            Edit::Delete => input.delete(),
            Edit::DeleteWord => input.delete_word(),
            Edit::DeleteLine => input.delete_line(),
            Edit::Left => input.cursor_left(),
            Edit::Right => input.cursor_right(),
            Edit::Start => input.cursor_start(),
            Edit::End => input.cursor_end(),
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
}
