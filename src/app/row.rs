//! What the rows of a list say.

use std::ops::Range;

use super::list::{Entry, Group};
use super::{App, naming};
use crate::corpus::{Place, Post};
use crate::keymap::Tab;
use crate::text::wrap;

/// One row of a list; lists of passages show both lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// The first or only line.
    pub text: String,
    /// What stands at its right end.
    pub tail: String,
    /// The second line.
    pub second: String,
    /// Byte ranges of the second line to be marked.
    pub marks: Vec<Range<usize>>,
    /// Whether it is a heading.
    pub heading: bool,
    /// Cells that the first line is moved in.
    pub indent: u16,
    /// Whether it is in the brief.
    pub kept: bool,
}

impl Row {
    fn heading(text: impl Into<String>) -> Row {
        Row { text: text.into(), heading: true, ..Row::default() }
    }

    fn line(text: impl Into<String>) -> Row {
        Row { text: text.into(), ..Row::default() }
    }
}

impl App {
    /// What a row of the open tab's list says.
    pub(crate) fn row(&self, entry: Entry) -> Row {
        let corpus = &*self.corpus;
        match entry {
            Entry::Group(Group::Post(at)) => Row::heading(self.post_heading(&corpus.posts[at as usize])),
            Entry::Group(Group::Holder(at)) => {
                Row::heading(naming::name(corpus, &corpus.documents[at as usize]).to_uppercase())
            }
            Entry::Group(Group::Words(words)) => Row::heading(words.to_uppercase()),
            Entry::Candidacy(at) => {
                let candidacy = &corpus.candidacies[at as usize];
                let document = candidacy.document.as_deref().and_then(|id| corpus.document(id));
                let answers =
                    document.map(|document| document.sections.iter().filter(|s| s.question.is_some()).count());
                let tail = answers.map(|answers| answers.to_string()).unwrap_or_default();
                Row { tail, ..Row::line(corpus.candidate_name(candidacy)) }
            }
            Entry::Grid => Row::line("Themes by document"),
            Entry::Timeline => Row::line("Timeline"),
            Entry::Facts => Row::line("Rules and facts"),
            Entry::Hit(rank) => self.hit_row(rank),
            Entry::Kept(at) => self.kept_row(at),
            Entry::Place(place) => match place {
                Place::Passage { .. } => self.passage_row(place),
                Place::Section { document, section } => {
                    let section = &corpus.documents[document as usize].sections[section as usize];
                    Row { indent: 2, ..Row::line(format!("{} {}", section.number, section.heading)) }
                }
                Place::Document(at) => {
                    let document = &corpus.documents[at as usize];
                    let tail = if self.panes().list.width >= 36 { document.kind.label() } else { "" };
                    Row { tail: tail.to_lowercase(), ..Row::line(naming::name(corpus, document)) }
                }
                Place::Priority(at) => {
                    let priority = &corpus.priorities[at as usize];
                    let rank = priority.rank.map_or("· ".to_owned(), |rank| format!("{rank} "));
                    Row::line(rank + &priority.title)
                }
                Place::Post(at) => {
                    let post = &corpus.posts[at as usize];
                    Row::line(post.area.clone().unwrap_or_else(|| self.fitting(post, post.label.clone())))
                }
                _ => Row::line(corpus.item(place).title),
            },
        }
    }

    /// The name of a post over what is listed under it: among the candidates with its region, among the votes the body's.
    fn post_heading(&self, post: &Post) -> String {
        let name = match (&post.area, self.tab) {
            (Some(area), Tab::Candidates) => {
                format!("{}, {area}", post.abbreviation.as_deref().unwrap_or(&post.label))
            }
            (Some(_), _) => post.organization.clone().unwrap_or_else(|| post.label.clone()),
            (None, _) => self.fitting(post, post.label.clone()),
        };
        name.to_uppercase()
    }

    /// The name of an office; where it is too long for the list, its last part (`Director, …`) as the abbreviation.
    fn fitting(&self, post: &Post, name: String) -> String {
        let room = usize::from(self.panes().list.width).saturating_sub(4);
        match (&post.abbreviation, name.split_once(", ")) {
            (Some(abbreviation), Some((office, _))) if wrap::width(&name) > room => format!("{office}, {abbreviation}"),
            _ => name,
        }
    }

    /// A citable thing in two lines: whose it is and its reference, then how it begins.
    pub(crate) fn passage_row(&self, place: Place) -> Row {
        let item = self.corpus.item(place);
        let second = if item.is_quote() { format!("“{}”", item.text) } else { item.text.to_string() };
        Row {
            text: naming::heading(&self.corpus, &item),
            tail: self.corpus.reference(place).to_string(),
            second,
            kept: self.is_kept(place),
            ..Row::default()
        }
    }
}
