//! The search tab: the line being typed, the hits, and each hit in its surroundings.

use super::asking::Awaited;
use super::input::Input;
use super::list::{Entry, List};
use super::page::{Block, Page};
use super::row::Row;
use super::scroll::Scroll;
use super::{App, Focus, Indexed, candidates, documents, passages, priorities, quotes, source, votes};
use crate::corpus::Place;
use crate::keymap::Tab;
use crate::search::{Hit, Results};

/// The box, what it found, and what was searched for before.
#[derive(Debug, Default)]
pub(crate) struct SearchBox {
    pub input: Input,
    pub results: Results,
    /// The query of these hits, of which so many, from the first, are marked.
    pub answered: String,
    pub marked: usize,
    /// Earlier searches, the latest last.
    pub history: Vec<String>,
    /// Which of them is in the box.
    recalled: Option<usize>,
    /// What is in the box, as long as it has not been answered.
    pub awaited: Option<Awaited>,
    /// How many questions there were.
    pub asked: u64,
}

impl SearchBox {
    /// The hit of a rank.
    pub(crate) fn hit(&self, rank: u32) -> Option<&Hit> {
        self.results.hits.get(rank as usize)
    }

    /// Puts an earlier (or, not `back`, a later) search into the box. False if there is none.
    fn recall(&mut self, back: bool) -> bool {
        let at = match (self.recalled, back) {
            (None, true) => self.history.len().checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1).filter(|at| *at < self.history.len()),
            (None, false) => None,
        };
        let Some(at) = at else { return false };
        self.recalled = Some(at);
        self.input = Input::new(self.history[at].clone());
        true
    }

    /// Whether the box holds nothing that the user typed.
    fn is_untouched(&self) -> bool {
        self.input.text.is_empty() || self.recalled.is_some()
    }

    /// Remembers what is in the box as a search that led somewhere. Back it comes, for a file to remember it.
    pub(super) fn remember(&mut self) -> Option<String> {
        self.recalled = None;
        let typed = self.input.text.trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        self.history.retain(|earlier| *earlier != typed);
        self.history.push(typed.clone());
        Some(typed)
    }
}

impl App {
    /// Takes the searches that were made before, the latest last.
    pub fn set_history(&mut self, searches: Vec<String>) {
        self.search.history = searches;
    }

    /// Makes the list of hits anew, the best selected.
    pub(super) fn list_hits(&mut self) {
        let hits = (0..).zip(&self.search.results.hits).map(|(rank, _)| Entry::Hit(rank)).collect();
        self.lists[Tab::Search.index()] = List::new(hits);
    }

    /// The box was edited by the user.
    pub(super) fn query_edited(&mut self) {
        self.search.recalled = None;
        self.run_search();
    }

    /// Up or down in the search box: through earlier searches as long as nothing was typed, else into the list.
    pub(super) fn leave_or_recall(&mut self, back: bool) {
        if self.search.is_untouched() && self.search.recall(back) {
            self.run_search();
        } else if !back && self.list().current().is_some() {
            self.set_focus(Focus::List);
        }
    }

    /// Completes a filter at the cursor, or goes on to the next tab.
    pub(super) fn complete(&mut self) -> bool {
        let input = &self.search.input;
        let Some(Indexed { corpus, index }) = &self.indexed else { return false };
        let Some(completion) = crate::search::complete(index, corpus, &input.text, input.cursor) else { return false };
        match &completion.choices[..] {
            [] => self.say("Nothing begins so."),
            [(value, _)] => {
                let mut text = input.text.clone();
                text.replace_range(completion.range.clone(), &format!("{value} "));
                let cursor = completion.range.start + value.len() + 1;
                self.search.input = Input { text, cursor };
                self.query_edited();
            }
            choices => self.say(choices.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join("  ")),
        }
        true
    }

    /// What the line under the box says: what was found, where one is, what was read kindly.
    pub(crate) fn search_status(&self) -> String {
        let results = &self.search.results;
        if self.search.input.text.trim().is_empty() {
            return "Words, \"a phrase\", by: type: theme: in: post:, -word, or a reference".to_owned();
        }
        let Some(indexed) = &self.indexed else { return "The index is being built.".to_owned() };
        let awaited = self.search.awaited.as_ref();
        let mut parts = Vec::new();
        if results.total > 0 {
            parts.push(format!("{}/{}", self.list().selected + 1, results.total));
        } else if awaited.is_none() {
            parts.push("nothing found".to_owned());
        }
        parts.extend(awaited.filter(|awaited| awaited.slow).map(|_| "searching".to_owned()));
        parts.extend(indexed.corpus.so_far().map(|percent| format!("over {percent} % of the corpus so far")));
        if let Some(Entry::Hit(rank)) = self.lists[Tab::Search.index()].current()
            && let Some(hit) = self.search.hit(rank)
        {
            parts.push(self.corpus.kind(hit.place).to_string());
            parts.extend(hit.why.iter().cloned());
        }
        parts.extend(results.notes.iter().cloned());
        parts.join(" · ")
    }

    /// A hit in two lines, the second beginning where it matched.
    pub(super) fn hit_row(&self, rank: u32) -> Row {
        let Some(hit) = self.search.hit(rank) else { return Row::default() };
        let item = self.corpus.item(hit.place);
        let mut row = self.passage_row(hit.place);
        if !hit.why.is_empty() {
            row.text = format!("{} ({})", row.text, hit.why.join("; "));
        }
        let marks = hit.text_marks();
        let [open, close] = if item.is_quote() { ["“", "”"] } else { [""; 2] };
        let start = marks.first().map_or(0, |first| snippet_start(&item.text, first.start));
        let before = if start > 0 { format!("{open}…") } else { open.to_owned() };
        let shift = |at: usize| at - start + before.len();
        row.marks =
            marks.iter().filter(|mark| mark.start >= start).map(|mark| shift(mark.start)..shift(mark.end)).collect();
        row.second = format!("{before}{}{close}", &item.text[start..]);
        row
    }

    /// A hit in its surroundings: the section or record it stands in.
    pub(super) fn hit_page(&self, rank: u32) -> Scroll {
        let Some(hit) = self.search.hit(rank) else { return Scroll::default() };
        let corpus = &*self.corpus;
        match hit.place {
            Place::Passage { document, section, .. } | Place::Section { document, section } => {
                section_page(self, document, section)
            }
            Place::Document(_) => documents::page(corpus, hit.place),
            Place::Priority(_) => priorities::page(corpus, hit.place).into(),
            Place::Post(_) => votes::page(corpus, hit.place).into(),
            Place::Person(at) => self.person_page(at),
            _ => {
                let mut page = quotes::page(corpus, hit.place);
                page.blocks.insert(0, Block::title(corpus.item(hit.place).title));
                page.into()
            }
        }
    }

    fn person_page(&self, at: u32) -> Scroll {
        let corpus = &*self.corpus;
        let person = &corpus.people[at as usize];
        let stands = corpus.candidacies.iter().zip(0..).find(|(c, _)| c.person.as_deref() == Some(&person.id));
        if let Some((_, candidacy)) = stands {
            return candidates::page(corpus, candidacy);
        }
        let item = corpus.item(Place::Person(at));
        let mut page = Page::default();
        page.push(Block::title(item.title.clone()));
        page.push(Block::item(corpus, &item));
        for line in source::lines(corpus, &item) {
            page.push(Block::note(line));
        }
        page.into()
    }
}

fn section_page(app: &App, document: u32, section: u32) -> Scroll {
    let corpus = &*app.corpus;
    let record = &corpus.documents[document as usize];
    let mut page = Page::default();
    page.push(Block::title(corpus.author_name(record)));
    page.push(Block::note(record.title.as_str()));
    page.push(Block::blank());
    let heading = passages::section_heading(corpus, Place::Section { document, section });
    page.push(heading.at(Place::Section { document, section }));
    let mut scroll = Scroll::from(page);
    scroll.push_section(corpus, document, section);
    scroll
}

/// Where a line that is to show a match begins: a few words before it.
fn snippet_start(text: &str, first: usize) -> usize {
    const BEFORE: usize = 12;
    if first <= 2 * BEFORE {
        return 0;
    }
    let from = text.floor_char_boundary(first - BEFORE);
    text[from..first].find(' ').map_or(first, |space| from + space + 1)
}
