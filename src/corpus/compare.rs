//! The same question to several people, and what each passage says on a theme: the two tables that a briefing is made of.

use super::{Corpus, Document, Passage, PassageKind, Place, Question, Reference, Section};

/// What a person answered to a question.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// The section of the document that answers it.
    Answered {
        /// The document.
        document: &'a Document,
        /// The section.
        section: &'a Section,
        /// Where the section is.
        place: Place,
    },
    /// The person has a document without an answer, or no document at all.
    NoAnswer,
    /// The person's document answers a questionnaire without this question.
    NotAsked,
}

impl Answer<'_> {
    /// What stands for the answer where there is none; `None` where there is one.
    #[must_use]
    pub fn absence(&self) -> Option<&'static str> {
        match self {
            Answer::Answered { .. } => None,
            Answer::NoAnswer => Some("no answer on record"),
            Answer::NotAsked => Some("not asked"),
        }
    }
}

/// Whether a document answers questions.
pub(super) fn has_answers(document: &Document) -> bool {
    document.sections.iter().any(|section| section.question.is_some())
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Corpus {
    /// The document of a candidate: the one named by a candidacy, else the first one whose speaker the person is that answers questions.
    #[must_use]
    pub fn document_of(&self, person: &str) -> Option<u32> {
        let named = self.candidacies_of(person).find_map(|candidacy| candidacy.document.as_ref());
        match named {
            Some(id) => match self.find(&Reference::Document(id.clone()))? {
                Place::Document(at) => Some(at),
                _ => None,
            },
            None => self.tables.answers_of.get(person).copied(),
        }
    }

    /// What a person answered to a question.
    #[must_use]
    pub fn answer<'a>(&'a self, person: &str, question: &Question) -> Answer<'a> {
        let Some(at) = self.document_of(person) else { return Answer::NoAnswer };
        let document = &self.documents[at as usize];
        let answers = |section: &Section| section.question.as_deref() == Some(&question.id);
        match document.sections.iter().position(answers) {
            Some(index) if document.sections[index].passages.is_empty() => Answer::NoAnswer,
            Some(index) => Answer::Answered {
                document,
                section: &document.sections[index],
                place: Place::Section { document: at, section: number(index) },
            },
            None => Answer::NotAsked,
        }
    }

    /// The points and quotes of a document that are tagged with a theme, in reading order.
    pub fn passages_on<'a>(&'a self, theme: &'a str, document: u32) -> impl Iterator<Item = Place> + 'a {
        let tagged =
            move |passage: &Passage| passage.kind != PassageKind::Text && passage.themes.iter().any(|tag| tag == theme);
        self.places_in(document).filter(move |place| match *place {
            Place::Passage { document, section, passage } => {
                tagged(&self.documents[document as usize].sections[section as usize].passages[passage as usize])
            }
            _ => false,
        })
    }

    /// The posts that these people stand for, if they are not all the same: a comparison is to say so. Each with the name of the person.
    #[must_use]
    pub fn different_posts<'a>(&'a self, people: &[&'a str]) -> Vec<(&'a str, &'a str)> {
        let posts: Vec<(&str, &str)> = people
            .iter()
            .filter_map(|id| {
                let post = self.post(&self.candidacies_of(id).next()?.post)?;
                Some((self.person(id)?.name.as_str(), post.label.as_str()))
            })
            .collect();
        if posts.iter().all(|(_, post)| Some(post) == posts.first().map(|(_, first)| first)) {
            Vec::new()
        } else {
            posts
        }
    }
}
