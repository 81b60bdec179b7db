//! What is laid over the screen: a choice (the menu, a filter, whom to compare), a page (help, sources), or words alone.

use super::note::NoteEditor;
use super::page::{Block, Page};
use super::reader::Reader;
use super::window::Shown;
use super::{App, Effect, compare, panes};
use crate::corpus::Corpus;
use crate::keymap::{Action, Bound, Context, Tab};

/// What is laid over the screen.
#[derive(Debug, Clone)]
pub(crate) enum Overlay {
    /// Rows to choose from.
    Choice(Choice),
    /// A page to read.
    Page { title: &'static str, shown: Box<Shown>, reader: Reader },
    /// A note being written.
    Note(Box<NoteEditor>),
    /// Words alone on a plain screen, to be selected by hand.
    Words(String),
}

/// Rows to choose from.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub title: &'static str,
    pub rows: Vec<ChoiceRow>,
    pub selected: usize,
}

/// A row to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChoiceRow {
    pub label: String,
    /// What stands at its right end: a key, a number.
    pub tail: String,
    /// For what can be on or off, whether it is on.
    pub checked: Option<bool>,
    pub pick: Pick,
}

/// What choosing a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Carries out an action.
    Do(Action),
    /// Shows the quotes of one document's author, or of all.
    Author(Option<String>),
    /// Shows the quotes on a theme, or on all.
    Theme(Option<String>),
    /// Takes a person into the comparison, or out of it.
    Person(String),
}

impl App {
    /// All that can be done here, from the table of keys; what moves about is left out.
    pub(super) fn open_menu(&mut self) {
        let mut rows: Vec<ChoiceRow> = Vec::new();
        let contexts = self.contexts();
        // In a list of hits and in the search box letters are typed, so the menu is the way to the rest.
        let also = [Context::Passage, Context::Browse].into_iter().filter(|context| !contexts.contains(context));
        let all: Vec<Context> = contexts.iter().copied().chain(also).collect();
        for Bound { keys, row: binding, .. } in self.keymap.bindings(&all) {
            let known = rows.iter().any(|row| row.pick == Pick::Do(binding.action));
            if !known && binding.action.is_command() && self.can(binding.action) {
                rows.push(ChoiceRow {
                    label: binding.help.to_owned(),
                    tail: keys.first().map(ToString::to_string).unwrap_or_default(),
                    checked: None,
                    pick: Pick::Do(binding.action),
                });
            }
        }
        self.overlay = Some(Overlay::Choice(Choice { title: "What can be done here", rows, selected: 0 }));
    }

    /// Lays a page over the screen.
    pub(super) fn open_page(&mut self, title: &'static str, page: Page) {
        let width = panes::overlay(self.size, 1).width.saturating_sub(super::page::MARGIN + 3).max(1);
        let shown = Box::new(Shown::page(page, width));
        self.overlay = Some(Overlay::Page { title, shown, reader: Reader::default() });
    }

    /// The keys of the contexts one is in, and in the search box the query language.
    pub(super) fn open_help(&mut self) {
        let contexts = self.contexts();
        let mut page = Page::default();
        if self.tab == Tab::Search {
            page.push(Block::title("What may be typed"));
            for (syntax, meaning) in crate::search::SYNTAX {
                page.push(Block { stop: true, ..Block::plain(format!("{syntax:<18} {meaning}")) });
            }
            page.push(Block::blank());
        }
        for context in contexts {
            page.push(Block::title(context.title()));
            for row in self.keymap.rows().iter().filter(|row| row.context == context && !row.keys.is_empty()) {
                let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
                page.push(Block { stop: true, ..Block::plain(format!("{:<14} {}", keys.join(" "), row.row.help)) });
            }
            page.push(Block::blank());
        }
        self.open_page("Help", page);
    }

    /// Whose quotes on what are listed.
    pub(super) fn open_filter(&mut self) {
        let corpus = &*self.corpus;
        let row = |label: String, tail: usize, checked: bool, pick: Pick| ChoiceRow {
            label,
            tail: tail.to_string(),
            checked: Some(checked),
            pick,
        };
        let filter = &self.filter;
        let mut rows = vec![row(
            "All speakers".into(),
            corpus.count_quotes(None, None),
            filter.document.is_none(),
            Pick::Author(None),
        )];
        for (at, document) in corpus.documents.iter().enumerate() {
            let count = corpus.count_quotes(Some(at), None);
            let chosen = filter.document.as_ref() == Some(&document.id);
            let label = corpus.author_name(document).to_owned();
            rows.push(row(label, count, chosen, Pick::Author(Some(document.id.clone()))));
        }
        rows.push(row("All themes".into(), corpus.count_quotes(None, None), filter.theme.is_none(), Pick::Theme(None)));
        for (at, theme) in corpus.themes.iter().enumerate() {
            let count = corpus.count_quotes(None, Some(at));
            let chosen = filter.theme.as_ref() == Some(&theme.id);
            rows.push(row(theme.label.clone(), count, chosen, Pick::Theme(Some(theme.id.clone()))));
        }
        self.overlay = Some(Overlay::Choice(Choice { title: "Quotes: speaker and theme", rows, selected: 0 }));
    }

    /// Who is compared.
    pub(super) fn open_comparison(&mut self) {
        let Some(compare) = &self.compare else { return };
        let corpus = &*self.corpus;
        let rows = compare::people(corpus)
            .map(|id| ChoiceRow {
                label: corpus.person(id).map_or(id, |person| &person.name).to_owned(),
                tail: if corpus.document_of(id).is_some() { "answers".into() } else { String::new() },
                checked: Some(compare.people.iter().any(|person| person == id)),
                pick: Pick::Person(id.to_owned()),
            })
            .collect();
        self.overlay = Some(Overlay::Choice(Choice { title: "Whom to compare", rows, selected: 0 }));
    }

    /// Carries out an action in the overlay.
    pub(super) fn update_overlay(&mut self, action: Action) -> Vec<Effect> {
        let height = self.overlay_height();
        match self.overlay.take() {
            Some(Overlay::Choice(choice)) => self.update_choice(choice, action, height),
            Some(Overlay::Note(editor)) if action == Action::Back => {
                self.overlay = Some(Overlay::Note(editor));
                self.close_note()
            }
            Some(Overlay::Note(editor)) => {
                self.update_note(editor, action);
                Vec::new()
            }
            Some(Overlay::Page { title, shown, mut reader }) => {
                let Shown { page, layout, .. } = &*shown;
                match action {
                    Action::Up | Action::Down => {
                        reader.step(page, layout, height, action == Action::Down);
                    }
                    Action::PageUp | Action::PageDown | Action::HalfUp | Action::HalfDown => {
                        let forward = matches!(action, Action::PageDown | Action::HalfDown);
                        reader.scroll(page, layout, height, height.saturating_sub(1), forward);
                    }
                    Action::First | Action::Last => reader.go_to_end(page, layout, height, action == Action::Last),
                    _ => return Vec::new(),
                }
                self.overlay = Some(Overlay::Page { title, shown, reader });
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Rows or lines that the overlay has room for.
    pub(crate) fn overlay_height(&self) -> usize {
        let rows = match &self.overlay {
            Some(Overlay::Choice(choice)) => choice.rows.len(),
            Some(Overlay::Page { shown, .. }) => shown.layout.lines.len(),
            _ => 1,
        };
        usize::from(panes::overlay(self.size, rows).height.saturating_sub(2)).max(1)
    }

    fn update_choice(&mut self, mut choice: Choice, action: Action, height: usize) -> Vec<Effect> {
        let last = choice.rows.len().saturating_sub(1);
        match action {
            Action::Up => choice.selected = choice.selected.saturating_sub(1),
            Action::Down => choice.selected = (choice.selected + 1).min(last),
            Action::PageUp | Action::HalfUp => choice.selected = choice.selected.saturating_sub(height),
            Action::PageDown | Action::HalfDown => choice.selected = (choice.selected + height).min(last),
            Action::First => choice.selected = 0,
            Action::Last => choice.selected = last,
            Action::Enter => return self.pick(&choice),
            _ => return Vec::new(),
        }
        self.overlay = Some(Overlay::Choice(choice));
        Vec::new()
    }

    fn pick(&mut self, choice: &Choice) -> Vec<Effect> {
        let Some(row) = choice.rows.get(choice.selected) else { return Vec::new() };
        let selected = choice.selected;
        match row.pick.clone() {
            Pick::Do(action) => return self.act(action),
            Pick::Author(document) => {
                self.filter.document = document;
                self.filter_changed();
                self.open_filter();
            }
            Pick::Theme(theme) => {
                self.filter.theme = theme;
                self.filter_changed();
                self.open_filter();
            }
            Pick::Person(id) => {
                self.compare_toggle(&id);
                self.open_comparison();
            }
        }
        if let Some(Overlay::Choice(choice)) = &mut self.overlay {
            choice.selected = selected;
        }
        Vec::new()
    }

    fn filter_changed(&mut self) {
        let corpus: &Corpus = &self.corpus;
        self.lists[Tab::Quotes.index()] = super::list::List::new(super::quotes::entries(corpus, &self.filter));
        self.fresh[Tab::Quotes.index()] = true;
        self.changed();
    }

    fn compare_toggle(&mut self, id: &str) {
        let Some(compare) = &mut self.compare else { return };
        let on = compare.people.iter().any(|person| person == id);
        if on && compare.people.len() <= 1 {
            return;
        }
        let chosen =
            |person: &&str| if *person == id { !on } else { compare.people.iter().any(|other| other == person) };
        let people = compare::people(&self.corpus).filter(chosen).map(str::to_owned).collect();
        let question = compare.question;
        self.compare = Some(compare::Compare { question, ..compare::Compare::new(people) });
        self.changed();
    }
}
