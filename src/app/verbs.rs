//! What can be done with the selected passage, the same in every tab.

use super::list::Entry;
use super::overlay::Overlay;
use super::search::text_marks;
use super::{App, Effect, Focus, source};
use crate::corpus::{Place, Reference};
use crate::export::{self, cite};
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
            Entry::Kept(at) => self.corpus.find(&self.kept[at as usize]),
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
            Action::Copy | Action::CopyWords | Action::Keep | Action::ShowSource | Action::ShowWords => {
                self.selected().is_some()
            }
            Action::OpenDocument => self.selected().is_some_and(|place| {
                let reading = self.tab == Tab::Documents && self.focus() == Focus::Page;
                !reading && (self.corpus.item(place).document.is_some() || self.tab == Tab::Search)
            }),
            Action::Enter => self.focus() == Focus::List && self.list().current().is_some(),
            Action::Find => self.focus() == Focus::Page || self.compare.is_some(),
            Action::FindNext | Action::FindPrevious => self.reader().find.is_some(),
            Action::NextSection | Action::PreviousSection => {
                self.compare.is_some() || self.page().page.blocks.iter().filter(|block| block.section).count() > 1
            }
            Action::Random => !self.lists[Tab::Quotes.index()].entries.is_empty(),
            Action::Compare => {
                super::compare::people(&self.corpus).nth(1).is_some() && !self.corpus.questions.is_empty()
            }
            _ => true,
        }
    }

    /// Carries out a verb on the selected passage.
    pub(super) fn verb(&mut self, action: Action) -> Vec<Effect> {
        let Some(place) = self.selected() else {
            self.say("Nothing is selected here.");
            return Vec::new();
        };
        match action {
            Action::Copy => {
                return vec![Effect::Copy(cite::plain(&export::Entry::of(&self.corpus, &self.corpus.item(place))))];
            }
            Action::CopyWords => return vec![Effect::Copy(self.corpus.item(place).text.into_owned())],
            Action::Keep => self.toggle_kept(place),
            Action::ShowSource => self.open_page("Source and rights", source::page(&self.corpus, place)),
            Action::ShowWords => self.overlay = Some(Overlay::Words(self.corpus.item(place).text.into_owned())),
            _ => self.open_lit(place),
        }
        Vec::new()
    }

    /// Opens a thing where it is at home, marked as the search found it.
    pub(super) fn open_lit(&mut self, place: Place) {
        self.lit = None;
        if self.tab == Tab::Search {
            self.search.remember();
            let hit = match self.list().current() {
                Some(Entry::Hit(rank)) => self.search.hit(rank).filter(|hit| hit.place == place),
                _ => None,
            };
            self.lit = hit.map(|hit| (place, text_marks(hit)));
        }
        self.changed();
        self.open(place);
    }
}
