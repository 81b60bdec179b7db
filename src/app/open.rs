//! Going to things, and back again.

use super::list::Entry;
use super::reader::Reader;
use super::{App, Focus, Stop, passages};
use crate::corpus::{Place, Reference};
use crate::keymap::Tab;

impl App {
    /// Goes to a tab; each keeps its place.
    pub(super) fn open_tab(&mut self, tab: Tab) {
        self.tab = tab;
        if tab == Tab::Search && self.search.input.text.is_empty() {
            self.set_focus(Focus::Input);
        }
    }

    /// Goes to the tab so many places to the right, round the end.
    pub(super) fn step_tab(&mut self, places: usize) {
        self.open_tab(Tab::ALL[(self.tab.index() + places) % Tab::ALL.len()]);
    }

    /// Goes to the search box.
    pub(super) fn open_search(&mut self) {
        if self.tab != Tab::Search {
            self.push_trail(Tab::Search);
        }
        self.tab = Tab::Search;
        self.set_focus(Focus::Input);
        self.search.input.cursor_end();
    }

    fn push_trail(&mut self, opened: Tab) {
        self.trail.push(Stop { tab: self.tab, focus: self.focus(), opened });
    }

    /// Returns to where the open tab was opened from. False if it was not opened from anywhere.
    pub(super) fn return_on_trail(&mut self) -> bool {
        match self.trail.pop() {
            Some(stop) if stop.opened == self.tab => {
                self.tab = stop.tab;
                self.set_focus(stop.focus);
                true
            }
            Some(stop) => {
                // The user went elsewhere by hand since: this step is no longer one back from here.
                let _ = stop;
                self.trail.clear();
                false
            }
            None => false,
        }
    }

    /// Shows a thing where it is at home: a passage in its document, a person among the candidates, a ballot among the votes.
    pub(super) fn open(&mut self, place: Place) {
        let corpus = std::sync::Arc::clone(&self.corpus);
        let (tab, entry) = match place {
            Place::Document(document) => (Tab::Documents, Entry::Place(Place::Document(document))),
            Place::Section { document, section } | Place::Passage { document, section, .. } => {
                (Tab::Documents, Entry::Place(Place::Section { document, section }))
            }
            Place::Priority(_) => (Tab::Priorities, Entry::Place(place)),
            Place::Theme(_) => (Tab::Priorities, Entry::Grid),
            Place::Post(_) => (Tab::Votes, Entry::Place(place)),
            Place::Ballot(at) => {
                let post = corpus.find(&Reference::Post(corpus.ballots[at as usize].post.clone()));
                (Tab::Votes, post.map_or(Entry::Facts, Entry::Place))
            }
            Place::Timeline(_) => (Tab::Votes, Entry::Timeline),
            Place::Fact(_) | Place::Conference(_) => (Tab::Votes, Entry::Facts),
            Place::Person(at) => {
                let id = &corpus.people[at as usize].id;
                let stands = corpus.candidacies.iter().zip(0..).find(|(c, _)| c.person.as_ref() == Some(id));
                let wrote = corpus.documents.iter().zip(0..).find(|(d, _)| d.speaker.as_ref() == Some(id));
                match (stands, wrote) {
                    (Some((_, at)), _) => (Tab::Candidates, Entry::Candidacy(at)),
                    (None, Some((_, at))) => (Tab::Documents, Entry::Place(Place::Document(at))),
                    (None, None) => {
                        self.open_page("Person", super::source::page(&corpus, place));
                        return;
                    }
                }
            }
        };
        self.push_trail(tab);
        self.tab = tab;
        if tab == Tab::Candidates {
            self.compare = None;
        }
        if tab == Tab::Priorities {
            self.cell = false;
        }
        self.list_mut().select(entry);
        self.set_focus(Focus::Page);
        if let Place::Theme(row) = place {
            self.grid.0 = row as usize;
        }
        self.selection_moved();
        self.refresh();
        let target = passages::first_in(&corpus, place);
        if self.shown[0].scroll.position(target).is_some() {
            self.readers[tab.index()] = Reader { seeks: Some(target), ..Reader::default() };
            self.refresh();
        }
    }

    /// Goes to what a reference names, or says what is near it.
    pub(super) fn go_to(&mut self, typed: &str) {
        match self.corpus.resolve(typed) {
            Ok(place) => self.open(place),
            Err(unknown) => self.say(unknown.to_string()),
        }
    }
}
