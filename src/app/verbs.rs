//! What can be done with the selected passage, the same in every tab.

use super::list::Entry;
use super::overlay::Overlay;
use super::{App, Effect, Focus, source};
use crate::corpus::{Place, Reference};
use crate::export::cite;
use crate::keymap::{Action, Tab};

impl App {
    /// The thing that verbs act on: the selected block of the page being read, or the selected row.
    #[must_use]
    pub fn selected(&self) -> Option<Place> {
        let on_page = || self.page().page.blocks.get(self.reader().block).filter(|block| block.stop)?.place;
        if self.tab == Tab::Candidates && self.compare.is_some() {
            return on_page();
        }
        if self.focus() == Focus::Page && !self.in_grid() {
            return on_page();
        }
        match self.list().current()? {
            Entry::Place(place) => Some(place),
            Entry::Hit(rank) => self.search.hit(rank).map(|hit| hit.place),
            Entry::Kept(at) => self.keeping.get(at).and_then(|(_, anchor)| anchor.place),
            Entry::Candidacy(at) => {
                let person = self.corpus.candidacies[at as usize].person.clone()?;
                self.corpus.find(&Reference::Person(person))
            }
            _ => None,
        }
    }

    /// Whether an action would do something here and now.
    #[must_use]
    pub fn can(&self, action: Action) -> bool {
        match action {
            Action::Copy | Action::CopyWords | Action::Keep | Action::Note | Action::ShowWords | Action::Write => {
                self.selected().is_some() || self.selected_kept().is_some()
            }
            Action::ShowSource => self.selected().is_some(),
            Action::Remove | Action::MoveEarlier | Action::MoveLater => {
                self.tab == Tab::Brief && self.list().current().is_some()
            }
            Action::OpenDocument => self.selected().is_some_and(|place| {
                let reading = self.tab == Tab::Documents && self.focus() == Focus::Page;
                !reading && (self.corpus.item(place).document.is_some() || self.tab == Tab::Search)
            }),
            Action::Enter => self.focus() == Focus::List && self.list().current().is_some(),
            Action::Find => self.focus() == Focus::Page || self.compare.is_some(),
            Action::FindNext | Action::FindPrevious => self.reader().find.is_some(),
            Action::NextSection | Action::PreviousSection => {
                self.compare.is_some() || self.page().scroll.has_sections()
            }
            Action::Undo => self.keeping.can_undo(),
            Action::Filter if self.tab == Tab::Brief => !self.keeping.brief.items.is_empty(),
            Action::Random => !self.lists[Tab::Quotes.index()].entries.is_empty(),
            Action::Compare => {
                super::compare::people(&self.corpus).nth(1).is_some() && !self.corpus.questions.is_empty()
            }
            _ => true,
        }
    }

    /// Carries out a verb on the selected passage.
    pub(super) fn verb(&mut self, action: Action) -> Vec<Effect> {
        let Some(entry) = self.selected_entry() else {
            self.say("Nothing is selected here.");
            return Vec::new();
        };
        match (action, self.selected()) {
            (Action::Copy, _) => return vec![Effect::Copy(cite::plain(&entry))],
            (Action::CopyWords, _) => return vec![Effect::Copy(entry.text)],
            (Action::Keep, _) => return self.toggle_kept(),
            (Action::Note, _) => self.open_note(),
            (Action::ShowWords, _) => self.overlay = Some(Overlay::Words(entry.text)),
            (Action::Write, _) => {
                let name = format!("hustings-{}.txt", entry.reference.replace([':', '/'], "-"));
                return vec![Effect::Write { name, text: cite::plain(&entry) + "\n" }];
            }
            (_, None) => self.say("This corpus does not have it."),
            (Action::ShowSource, Some(place)) => self.open_page("Source and rights", source::page(&self.corpus, place)),
            (_, Some(place)) => return self.open_lit(place),
        }
        Vec::new()
    }

    /// Opens a thing where it is at home, marked as the search found it.
    pub(super) fn open_lit(&mut self, place: Place) -> Vec<Effect> {
        self.lit = None;
        let mut effects = Vec::new();
        if self.tab == Tab::Search {
            effects.extend(self.search.remember().map(Effect::Remember));
            let hit = match self.list().current() {
                Some(Entry::Hit(rank)) => self.search.hit(rank).filter(|hit| hit.place == place),
                _ => None,
            };
            self.lit = hit.map(|hit| (place, hit.text_marks()));
        }
        self.changed();
        self.open(place);
        effects
    }
}
