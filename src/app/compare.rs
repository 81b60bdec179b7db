//! Candidates side by side: the same question to each, stepping through the questions together.

use std::collections::HashSet;

use super::page::{Block, Page};
use super::passages::section_heading;
use super::reader::Reader;
use super::scroll::Scroll;
use crate::corpus::{Answer, Corpus, Place};

/// Who is compared, on which question, and where each answer is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compare {
    /// Ids of the people, in neutral order.
    pub people: Vec<String>,
    /// Index of the question.
    pub question: usize,
    /// The column that has the keys.
    pub column: usize,
    /// One reader a column.
    pub readers: Vec<Reader>,
}

impl Compare {
    pub(crate) fn new(people: Vec<String>) -> Compare {
        let readers = vec![Reader::default(); people.len().max(1)];
        Compare { people, question: 0, column: 0, readers }
    }

    /// The reader that has the keys: the column's, or the only one where the answers are stacked.
    pub(crate) fn reader_index(&self, columns: usize) -> usize {
        if columns > 1 { self.column.min(self.readers.len() - 1) } else { 0 }
    }

    /// To the next or previous question, every answer from its start.
    pub(crate) fn step(&mut self, questions: usize, forward: bool) {
        let last = questions.saturating_sub(1);
        self.question = if forward { (self.question + 1).min(last) } else { self.question.saturating_sub(1) };
        self.readers.fill(Reader::default());
    }
}

/// Whom to compare with a person first: everyone with a document, and the person.
pub(crate) fn candidates(corpus: &Corpus, with: Option<&str>) -> Vec<String> {
    let chosen = |id: &str| with == Some(id) || corpus.document_of(id).is_some();
    people(corpus).filter(|id| chosen(id)).map(str::to_owned).collect()
}

/// Everyone who can be compared, in neutral order.
pub(crate) fn people(corpus: &Corpus) -> impl Iterator<Item = &str> {
    let mut seen = HashSet::new();
    corpus.candidacies.iter().filter_map(|candidacy| candidacy.person.as_deref()).filter(move |id| seen.insert(*id))
}

/// The answers as pages, one a person where there is room for columns, else one page with all of them.
pub(crate) fn pages(corpus: &Corpus, compare: &Compare, columns: usize) -> Vec<Scroll> {
    let answers = compare.people.iter().map(|person| answer(corpus, compare, person));
    if columns > 1 {
        return answers.collect();
    }
    let mut scroll = Scroll::default();
    for answer in answers {
        scroll.push_scroll(answer);
        scroll.push_page(Page { blocks: vec![Block::blank()] });
    }
    vec![scroll]
}

/// The line that says which question is compared.
pub(crate) fn title(corpus: &Corpus, compare: &Compare) -> String {
    let Some(question) = corpus.questions.get(compare.question) else { return "No questions to compare".to_owned() };
    format!("{}/{} {}", compare.question + 1, corpus.questions.len(), question.text)
}

/// The line that says that posts differ, if they do.
pub(crate) fn caution(corpus: &Corpus, compare: &Compare) -> Option<String> {
    let people: Vec<&str> = compare.people.iter().map(String::as_str).collect();
    let posts = corpus.different_posts(&people);
    (!posts.is_empty()).then(|| "They stand for different posts.".to_owned())
}

fn answer(corpus: &Corpus, compare: &Compare, id: &str) -> Scroll {
    let mut page = Page::default();
    let name = corpus.person(id).map_or(id, |person| person.name.as_str());
    page.push(Block { section: true, ..Block::title(name) });
    let candidacy = corpus.candidacies_of(id).next();
    if let Some(post) = candidacy.and_then(|candidacy| corpus.post(&candidacy.post)) {
        page.push(Block::note(format!("for {}", post.label)));
    }
    let Some(question) = corpus.questions.get(compare.question) else { return page.into() };
    page.push(Block::blank());
    match corpus.answer(id, question) {
        Answer::Answered { place: place @ Place::Section { document, section }, .. } => {
            page.push(Block { section: false, ..section_heading(corpus, place) });
            let mut scroll = Scroll::from(page);
            scroll.push_section(corpus, document, section);
            scroll
        }
        answer => {
            page.push(Block::plain(answer.absence().unwrap_or_default()));
            page.into()
        }
    }
}
