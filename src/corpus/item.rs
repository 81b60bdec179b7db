//! What a citable thing says: one shape for passages, people, ballots and all else, so that lists, search, exports and citations
//! need not tell them apart.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Ballot, Candidacy, Conference, Confidence, Corpus, Document, Outcome, Passage, PassageKind, Person, Place, Post,
    Reference, Section, Standing, Support,
};
use crate::text::date;

/// What kind of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A point of a document, in our words.
    Point,
    /// The speaker's words.
    Quote,
    /// A passage of the full text.
    Text,
    /// A fact with its sources.
    Fact,
    /// A person.
    Person,
    /// A post.
    Post,
    /// A round of voting.
    Ballot,
    /// A declared priority.
    Priority,
    /// A document.
    Document,
    /// A section of a document.
    Section,
    /// An entry of the timeline.
    Timeline,
    /// A theme.
    Theme,
    /// The conference.
    Conference,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Kind; 13] = [
        Kind::Point,
        Kind::Quote,
        Kind::Text,
        Kind::Fact,
        Kind::Person,
        Kind::Post,
        Kind::Ballot,
        Kind::Priority,
        Kind::Document,
        Kind::Section,
        Kind::Timeline,
        Kind::Theme,
        Kind::Conference,
    ];

    /// The name used in references, filters and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Point => "point",
            Kind::Quote => "quote",
            Kind::Text => "text",
            Kind::Fact => "fact",
            Kind::Person => "person",
            Kind::Post => "post",
            Kind::Ballot => "ballot",
            Kind::Priority => "priority",
            Kind::Document => "document",
            Kind::Section => "section",
            Kind::Timeline => "timeline",
            Kind::Theme => "theme",
            Kind::Conference => "conference",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<PassageKind> for Kind {
    fn from(kind: PassageKind) -> Self {
        match kind {
            PassageKind::Point => Kind::Point,
            PassageKind::Quote => Kind::Quote,
            PassageKind::Text => Kind::Text,
        }
    }
}

/// What a citable thing says, borrowed from its corpus where possible.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// Where it is.
    pub place: Place,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its heading: a name, a title, the heading of the section it stands in.
    pub title: Cow<'a, str>,
    /// What it says, one paragraph, without quotation marks.
    pub text: Cow<'a, str>,
    /// The document it stands in, if it stands in one.
    pub document: Option<&'a Document>,
    /// The section it stands in.
    pub section: Option<&'a Section>,
    /// The passage it is.
    pub passage: Option<&'a Passage>,
    /// Whose words or thoughts they are.
    pub speaker: Option<&'a Person>,
    /// The post it is about: of the candidacy whose document it is, or of the ballot.
    pub post: Option<&'a Post>,
    /// Ids of its themes.
    pub themes: &'a [String],
    /// When it was published or happened, ISO 8601.
    pub date: Option<&'a str>,
    /// How well it is known, for what rests on sources.
    pub standing: Option<&'a Standing>,
    /// What a reader should know of it.
    pub note: Option<&'a str>,
}

impl<'a> Item<'a> {
    #[expect(clippy::too_many_lines, reason = "one arm a kind of thing; each is a record's field by field")]
    pub(super) fn at(corpus: &'a Corpus, place: Place) -> Item<'a> {
        let item = Item {
            place,
            kind: corpus.kind(place),
            title: Cow::Borrowed(""),
            text: Cow::Borrowed(""),
            document: None,
            section: None,
            passage: None,
            speaker: None,
            post: None,
            themes: &[],
            date: None,
            standing: None,
            note: None,
        };
        match place {
            Place::Conference(at) => {
                let conference = corpus.conference_at(at);
                Item {
                    title: conference.name.as_str().into(),
                    text: conference_text(conference).into(),
                    date: conference.start_date.as_deref(),
                    ..item
                }
            }
            Place::Post(at) => {
                let post = &corpus.posts[at as usize];
                Item {
                    title: post.label.as_str().into(),
                    text: post_text(corpus, post).into(),
                    post: Some(post),
                    standing: Some(&post.standing),
                    note: post.note.as_deref(),
                    ..item
                }
            }
            Place::Person(at) => {
                let person = &corpus.people[at as usize];
                Item {
                    title: person.name.as_str().into(),
                    text: person_text(corpus, person).into(),
                    speaker: Some(person),
                    post: corpus.candidacies_of(&person.id).next().and_then(|candidacy| corpus.post(&candidacy.post)),
                    ..item
                }
            }
            Place::Ballot(at) => {
                let ballot = &corpus.ballots[at as usize];
                let post = corpus.post(&ballot.post);
                let label = post.map_or(ballot.post.as_str(), |post| post.label.as_str());
                Item {
                    title: format!("{label}, round {}", ballot.round).into(),
                    text: ballot_text(corpus, ballot).into(),
                    post,
                    date: ballot.date.as_deref(),
                    standing: Some(&ballot.standing),
                    note: ballot.note.as_deref(),
                    ..item
                }
            }
            Place::Priority(at) => {
                let priority = &corpus.priorities[at as usize];
                let document = corpus.document(&priority.document);
                Item {
                    title: priority.title.as_str().into(),
                    text: priority.summary.as_str().into(),
                    document,
                    speaker: priority.holder.as_deref().and_then(|id| corpus.person(id)),
                    post: document.and_then(|document| post_of(corpus, document)),
                    themes: &priority.themes,
                    date: document.and_then(|document| document.date.as_deref()),
                    ..item
                }
            }
            Place::Theme(at) => {
                let theme = &corpus.themes[at as usize];
                Item {
                    title: theme.label.as_str().into(),
                    text: theme.description.as_str().into(),
                    themes: std::slice::from_ref(&theme.id),
                    ..item
                }
            }
            Place::Fact(at) => {
                let fact = &corpus.facts[at as usize];
                Item {
                    title: fact.title.as_str().into(),
                    text: fact.text.as_str().into(),
                    themes: &fact.themes,
                    standing: Some(&fact.standing),
                    ..item
                }
            }
            Place::Timeline(at) => {
                let entry = &corpus.timeline[at as usize];
                Item {
                    title: date::long(&entry.date).into(),
                    text: entry.label.as_str().into(),
                    post: entry.posts.first().and_then(|id| corpus.post(id)),
                    date: Some(&entry.date),
                    standing: Some(&entry.standing),
                    ..item
                }
            }
            Place::Document(at) => {
                let document = &corpus.documents[at as usize];
                Item { title: document.title.as_str().into(), text: document_text(corpus, document).into(), ..item }
                    .within(corpus, document)
            }
            Place::Section { document, section } => {
                let document = &corpus.documents[document as usize];
                let section = &document.sections[section as usize];
                let question = section.question.as_deref().and_then(|id| corpus.question(id));
                Item {
                    title: section.heading.as_str().into(),
                    text: question.map_or("", |question| question.text.as_str()).into(),
                    section: Some(section),
                    ..item
                }
                .within(corpus, document)
            }
            Place::Passage { document, section, passage } => {
                let document = &corpus.documents[document as usize];
                let section = &document.sections[section as usize];
                let passage = &section.passages[passage as usize];
                Item {
                    title: section.heading.as_str().into(),
                    text: passage.text.as_str().into(),
                    section: Some(section),
                    passage: Some(passage),
                    themes: &passage.themes,
                    note: passage.note.as_deref(),
                    ..item
                }
                .within(corpus, document)
            }
        }
    }

    /// The item as a part of a document: whose words, when, for which post.
    fn within(self, corpus: &'a Corpus, document: &'a Document) -> Item<'a> {
        Item {
            document: Some(document),
            speaker: document.speaker.as_deref().and_then(|id| corpus.person(id)),
            post: post_of(corpus, document),
            date: document.date.as_deref(),
            note: self.note.or(if self.section.is_none() { document.note.as_deref() } else { None }),
            ..self
        }
    }

    /// Whether it is the speaker's own words, to be shown between quotation marks.
    #[must_use]
    pub fn is_quote(&self) -> bool {
        self.kind == Kind::Quote
    }
}

/// The post that the document's candidate stands for.
fn post_of<'a>(corpus: &'a Corpus, document: &Document) -> Option<&'a Post> {
    let candidacy = corpus.candidacies_with(&document.id).next()?;
    corpus.post(&candidacy.post)
}

impl Standing {
    /// What a reader is to be told of how well it is known, if it is not plainly confirmed: that it is derived, or that it
    /// rests on one secondary source.
    #[must_use]
    pub fn caution(&self) -> Option<&'static str> {
        match (self.confidence, self.support) {
            (Confidence::Derived, _) => Some("derived"),
            (Confidence::Confirmed, Some(Support::Single)) => Some("one secondary source"),
            (Confidence::Confirmed, _) => None,
        }
    }
}

impl Outcome {
    /// The outcome in a word.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Outcome::Elected => "elected",
            Outcome::NotElected => "not elected",
            Outcome::Withdrawn => "withdrew",
        }
    }
}

fn sentences(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ") + "."
}

fn conference_text(conference: &Conference) -> String {
    let days = match (&conference.start_date, &conference.end_date) {
        (Some(start), Some(end)) => Some(format!("{} to {}", date::long(start), date::long(end))),
        (start, end) => start.as_ref().or(end.as_ref()).map(|day| date::long(day)),
    };
    let place =
        [conference.venue.as_deref(), conference.place.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let head = sentences([
        Some([Some(place), days].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")),
        conference.theme.as_ref().map(|theme| format!("Theme: {theme}")),
        conference.chair.as_ref().map(|chair| format!("Chair: {chair}")),
    ]);
    match &conference.summary {
        Some(summary) => format!("{head} {summary}"),
        None => head,
    }
}

fn post_text(corpus: &Corpus, post: &Post) -> String {
    let candidates: Vec<&str> =
        corpus.candidacies_for(&post.id).map(|candidacy| corpus.candidate_name(candidacy)).collect();
    let seats = if post.seats == 1 { "1 seat".to_owned() } else { format!("{} seats", post.seats) };
    sentences([
        post.abbreviation.as_ref().map(|abbreviation| format!("{abbreviation}, {seats}")).or(Some(seats)),
        post.area.as_ref().map(|area| format!("Region: {area}")),
        post.term.as_ref().map(|(from, to)| format!("Term: {} to {}", date::long(from), date::long(to))),
        (!candidates.is_empty()).then(|| format!("Candidates: {}", candidates.join(", "))),
    ])
}

fn person_text(corpus: &Corpus, person: &Person) -> String {
    let candidacies: Vec<String> =
        corpus.candidacies_of(&person.id).map(|candidacy| candidacy_text(corpus, candidacy)).collect();
    sentences([
        person.country.as_ref().map(|country| country.name.clone()),
        (!candidacies.is_empty()).then(|| candidacies.join("; ")),
        Some(person.roles.iter().map(|role| role.label.as_str()).collect::<Vec<_>>().join(". ")),
    ])
}

/// A candidacy in a few words: the post, who nominated, how it ended.
fn candidacy_text(corpus: &Corpus, candidacy: &Candidacy) -> String {
    let post = corpus.post(&candidacy.post).map_or(candidacy.post.as_str(), |post| post.label.as_str());
    let nominated =
        candidacy.nominated_by.as_ref().map(|state| format!(", nominated by {}", state.name)).unwrap_or_default();
    let outcome = candidacy.outcome.map(|outcome| format!(", {}", outcome.label())).unwrap_or_default();
    format!("Candidate for {post}{nominated}{outcome}")
}

fn ballot_text(corpus: &Corpus, ballot: &Ballot) -> String {
    let votes: Vec<String> = ballot
        .votes
        .iter()
        .map(|vote| {
            let candidacy = corpus.candidacy(&vote.candidacy);
            let name = candidacy.map_or(vote.candidacy.as_str(), |candidacy| corpus.candidate_name(candidacy));
            match vote.votes {
                Some(1) => format!("{name} 1 vote"),
                Some(votes) => format!("{name} {votes} votes"),
                None => format!("{name} (votes not known)"),
            }
        })
        .collect();
    let when = [ballot.date.as_deref().map(date::long), ballot.time.clone()].into_iter().flatten().collect::<Vec<_>>();
    let figures: Vec<String> = [
        ballot.present_and_voting.map(|n| format!("{n} present and voting")),
        ballot.counted.map(|n| format!("{n} counted")),
        ballot.required_majority.map(|n| format!("majority {n} of the votes counted")),
    ]
    .into_iter()
    .flatten()
    .collect();
    sentences([Some(when.join(", ")), Some(votes.join(", ")), Some(figures.join(", "))])
}

fn document_text(corpus: &Corpus, document: &Document) -> String {
    let parts = [
        Some(document.kind.label().to_owned()),
        Some(corpus.author_name(document).to_owned()),
        document.capacity.clone(),
        document.date.as_deref().map(date::long),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ") + "."
}

impl super::DocumentKind {
    /// The kind of document in a word or two.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Interview => "Interview",
            Self::Article => "Article",
            Self::PressRelease => "Press release",
            Self::Proposal => "Proposal",
            Self::Statement => "Statement",
        }
    }
}

impl Corpus {
    /// The item that a reference names, if this corpus has it.
    #[must_use]
    pub fn item_of(&self, reference: &Reference) -> Option<Item<'_>> {
        self.find(reference).map(|place| self.item(place))
    }
}
