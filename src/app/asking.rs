//! Asking the index: at once where the answer takes no time, else as a question that another thread answers.
//!
//! Over a small corpus the frame after a key shows what that key found. Over a large one typing is never blocked: the hits stay as they were until
//! the answer is there, and a question that is overtaken by the next is dropped. Whatever is done with a hit waits for the answer to what was
//! typed, so that nobody opens what another query found.

use std::sync::Arc;

use super::exchange::Move;
use super::list::Entry;
use super::scroll::Scroll;
use super::window::Found;
use super::{App, Focus, Indexed};
use crate::corpus::Corpus;
use crate::keymap::{Action, Tab};
use crate::search::{Hit, Query, Results};

/// Hits that are listed; more are counted.
const LISTED: usize = 200;

/// Hits that are marked at once, and as many more whenever the list comes near those that are not.
const MARKED: usize = 20;

/// From so many items on an index is asked on another thread: fewer are gone through in a millisecond.
const LARGE: usize = 20_000;

/// What is to be found out on another thread.
#[derive(Debug, Clone)]
pub struct Question {
    number: u64,
    asked: Asked,
}

#[derive(Debug, Clone)]
enum Asked {
    /// What answers a query.
    Hits { typed: String, indexed: Indexed },
    /// Where words stand in a long page.
    Places { words: String, corpus: Arc<Corpus>, scroll: Scroll },
}

/// The answer to a [`Question`].
#[derive(Debug)]
pub struct Answer {
    number: u64,
    found: Answered,
}

#[derive(Debug)]
enum Answered {
    Hits { typed: String, results: Results, corpus: Arc<Corpus> },
    Places(Arc<[Found]>),
}

impl Question {
    /// The number of the question; a later one is higher.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Answers it.
    ///
    /// # Panics
    /// Never: it is not given up.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.answer_while(&|| true).expect("it is not given up")
    }

    /// The same, for as long as anybody wants to know: `None` soon after `go_on` says no.
    #[must_use]
    pub fn answer_while(&self, go_on: &dyn Fn() -> bool) -> Option<Answer> {
        let found = match &self.asked {
            Asked::Hits { typed, indexed: Indexed { corpus, index } } => {
                let query = Query::parse(index, corpus, typed);
                if !go_on() {
                    return None;
                }
                let results = index.search_marking(corpus, &query, LISTED, MARKED);
                Answered::Hits { typed: typed.clone(), results, corpus: Arc::clone(corpus) }
            }
            Asked::Places { words, corpus, scroll } => Answered::Places(scroll.find(corpus, words, go_on)?),
        };
        Some(Answer { number: self.number, found })
    }
}

/// Words that are looked for in a long page.
#[derive(Debug)]
pub(crate) struct Finding {
    question: Question,
    /// Whether the reader is to go to the first place found.
    pub go: bool,
    /// Whether it takes so long that it is to be said.
    pub slow: bool,
}

/// A question that has yet to be answered.
#[derive(Debug)]
pub(crate) struct Awaited {
    question: Question,
    /// The hit that stays selected if it is found again.
    chosen: Option<Hit>,
    /// Whether it takes so long that it is to be said.
    pub slow: bool,
}

impl App {
    /// The question to be answered, as long as there is no answer; a later one has a higher number.
    #[must_use]
    pub fn wants_answer(&self) -> Option<&Question> {
        let finding = self.finding.as_ref().map(|finding| &finding.question);
        finding.or(self.search.awaited.as_ref().map(|awaited| &awaited.question))
    }

    /// Takes an answer. True if that changes the screen: not if the question has been overtaken.
    pub fn set_answer(&mut self, answer: Answer) -> bool {
        if let Some(finding) = self.finding.take_if(|finding| finding.question.number == answer.number) {
            self.take_places(answer, finding.go);
        } else if let Some(awaited) = self.search.awaited.take_if(|awaited| awaited.question.number == answer.number) {
            self.take_answer(answer, awaited.chosen.as_ref());
        } else {
            return false;
        }
        self.refresh();
        true
    }

    /// Has it said that an answer is still awaited. True if that changes the screen.
    pub fn wait_on(&mut self) -> bool {
        let slow = match (&mut self.finding, &mut self.search.awaited) {
            (Some(finding), _) => &mut finding.slow,
            (None, Some(awaited)) => &mut awaited.slow,
            (None, None) => return false,
        };
        !std::mem::replace(slow, true)
    }

    fn number(&mut self) -> u64 {
        self.search.asked += 1;
        self.search.asked
    }

    /// Has words found in the long page that has the keys.
    pub(super) fn have_found(&mut self, words: String) {
        let scroll = self.page().scroll.clone();
        let asked = Asked::Places { words, corpus: Arc::clone(&self.corpus), scroll };
        let question = Question { number: self.number(), asked };
        self.finding = Some(Finding { question, go: false, slow: false });
    }

    fn take_places(&mut self, answer: Answer, go: bool) {
        let Answered::Places(found) = answer.found else { return };
        let column = self.column().min(self.shown.len() - 1);
        self.shown[column].found = found;
        if go {
            self.go_to_first_found();
        }
    }

    /// Searches for what is in the box. Without an index yet there are no hits; [`App::set_index`] searches again.
    pub(super) fn run_search(&mut self) {
        self.search_for(None);
    }

    /// Searches again after the index has changed. A hit that was gone to stays the selected one; while a query is being typed the best is.
    pub(super) fn search_again(&mut self) {
        let tab = Tab::Search.index();
        let chosen = match self.lists[tab].current() {
            Some(Entry::Hit(rank)) if self.focus[tab] != Focus::Input => self.search.hit(rank).cloned(),
            _ => None,
        };
        self.search_for(chosen);
    }

    fn search_for(&mut self, chosen: Option<Hit>) {
        self.search.awaited = None;
        let typed = self.search.input.text.clone();
        let Some(indexed) = self.indexed.clone().filter(|_| !typed.trim().is_empty()) else {
            self.take_results(String::new(), Results::default(), None);
            return;
        };
        let small = indexed.index.len() < LARGE;
        let question = Question { number: self.number(), asked: Asked::Hits { typed, indexed } };
        if small {
            self.take_answer(question.answer(), chosen.as_ref());
        } else {
            self.search.awaited = Some(Awaited { question, chosen, slow: false });
        }
    }

    /// Answers what was typed before anything is done with a hit.
    pub(super) fn settle_search(&mut self, action: Action) {
        let types = matches!(action, Action::Edit(_));
        let leaves =
            matches!(action, Action::Quit | Action::Suspend | Action::Redraw | Action::Back | Action::OpenTab(_));
        if !types && !leaves {
            self.answer_now();
        }
    }

    /// Answers what was typed here and now, where its hits are seen.
    pub(super) fn answer_now(&mut self) {
        if self.tab == Tab::Search
            && let Some(awaited) = self.search.awaited.take()
        {
            self.take_answer(awaited.question.answer(), awaited.chosen.as_ref());
            self.refresh();
        }
    }

    /// The hits of an answer, where they are in the corpus that is shown.
    fn take_answer(&mut self, answer: Answer, chosen: Option<&Hit>) {
        let Answered::Hits { typed, mut results, corpus } = answer.found else { return };
        if !Arc::ptr_eq(&corpus, &self.corpus) {
            Move { from: &corpus, to: &self.corpus }.results(&mut results);
        }
        self.take_results(typed, results, chosen);
    }

    fn take_results(&mut self, typed: String, results: Results, chosen: Option<&Hit>) {
        let tab = Tab::Search.index();
        (self.search.answered, self.search.marked) = (typed, MARKED);
        self.search.results = results;
        self.list_hits();
        self.fresh[tab] = true;
        self.changed();
        let Some(chosen) = chosen else { return };
        if let Some((rank, hit)) = (0..).zip(&self.search.results.hits).find(|(_, hit)| hit.place == chosen.place) {
            // The page is the same, and so is the place on it, unless other words are marked.
            self.fresh[tab] = hit.text_marks() != chosen.text_marks();
            self.lists[tab].select(Entry::Hit(rank));
        } else if self.lists[tab].current().is_none() {
            self.focus[tab] = Focus::Input;
        }
    }

    /// Marks the next hits where the list, of so many rows, comes to those that are not.
    pub(super) fn mark_hits(&mut self, rows: usize) {
        let (marked, seen) = (self.search.marked, self.lists[Tab::Search.index()].selected + rows);
        let more = marked..(seen + MARKED).min(self.search.results.hits.len());
        if let Some(Indexed { corpus, index }) = &self.indexed
            && seen > marked
            && Arc::ptr_eq(corpus, &self.corpus)
            && let Some(hits) = self.search.results.hits.get_mut(more)
        {
            let query = Query::parse(index, corpus, &self.search.answered);
            index.mark(corpus, &query, hits);
            self.search.marked = seen + MARKED;
        }
    }
}
