//! A draft as a document: its text beside the points and quotes of one that is known, or a document of its own.

use std::collections::HashSet;

use super::known::words;
use super::{Draft, Part};
use crate::corpus::{Document, DocumentKind, PRINTED_HEADING, Passage, PassageKind, Rights, Section, SourceFile};

/// One line of the text on its way to a section.
struct Line<'d> {
    text: &'d str,
    notes: &'d [String],
    heading: bool,
}

fn lines(draft: &Draft) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for part in &draft.parts {
        lines.extend(part.heading.as_deref().map(|text| Line { text, notes: &[], heading: true }));
        lines.extend(part.texts.iter().map(|text| Line { text: &text.text, notes: &text.notes, heading: false }));
    }
    lines
}

fn passage(line: &Line<'_>, number: u32) -> Passage {
    let notes = (!line.notes.is_empty()).then(|| line.notes.join(" · "));
    let note = if line.heading { Some(PRINTED_HEADING.to_owned()) } else { notes };
    Passage { number, kind: PassageKind::Text, text: line.text.to_owned(), note, ..Passage::default() }
}

/// The text of a draft as passages of the sections of a document that is known: for each of its sections, in order.
///
/// Quotes say to the word where a section is; where it has none, the names and figures of its points do. A section begins at a heading if
/// it can. A heading that the section has as its own is not repeated.
#[must_use]
pub fn passages(draft: &Draft, document: &Document) -> Vec<Vec<Passage>> {
    let lines = lines(draft);
    let sections = &document.sections;
    let mut texts: Vec<Vec<Passage>> = vec![Vec::new(); sections.len()];
    if sections.is_empty() {
        return texts;
    }
    for (line, at) in lines.iter().zip(places(&lines, sections)) {
        if line.heading && words(line.text) == words(&sections[at].heading) {
            continue;
        }
        let number = u32::try_from(texts[at].len() + 1).unwrap_or(u32::MAX);
        texts[at].push(passage(line, number));
    }
    texts
}

/// What a section has that the text of it must have.
struct Wanted {
    heading: String,
    quotes: Vec<String>,
}

impl Wanted {
    fn of(section: &Section) -> Wanted {
        let quotes = section.passages.iter().filter(|passage| passage.kind == PassageKind::Quote);
        Wanted {
            heading: words(&section.heading).join(" "),
            quotes: quotes.map(|quote| words(&quote.text).join(" ")).collect(),
        }
    }
}

/// The section of each line, by the assignment in order that explains most.
fn places(lines: &[Line<'_>], sections: &[Section]) -> Vec<usize> {
    const QUOTE: f64 = 40.0;
    const SAME_HEADING: f64 = 60.0;
    const AT_HEADING: f64 = 8.0;
    const ELSEWHERE: f64 = -4.0;
    let folded: Vec<String> = lines.iter().map(|line| words(line.text).join(" ")).collect();
    let bags: Vec<HashSet<String>> = sections
        .iter()
        .map(|section| {
            section
                .passages
                .iter()
                .filter(|passage| passage.kind != PassageKind::Text)
                .flat_map(|passage| words(&passage.text))
                .collect()
        })
        .collect();
    let rarity = |word: &str| {
        let in_sections = bags.iter().filter(|bag| bag.contains(word)).count();
        if in_sections == 0 || in_sections == bags.len() {
            0.0
        } else {
            1.0 / f64::from(u32::try_from(in_sections).unwrap_or(1))
        }
    };
    let wanted: Vec<Wanted> = sections.iter().map(Wanted::of).collect();
    let score = |line: usize, at: usize| {
        let (section, words) = (&wanted[at], &folded[line]);
        let quotes = section.quotes.iter().filter(|quote| words.contains(quote.as_str())).count();
        let heading = if lines[line].heading && section.heading == *words { SAME_HEADING } else { 0.0 };
        let own: HashSet<&str> = words.split(' ').filter(|word| word.len() > 2).collect();
        let shared: f64 = own.iter().filter(|word| bags[at].contains(**word)).map(|word| rarity(word)).sum();
        QUOTE * f64::from(u32::try_from(quotes).unwrap_or(0)) + heading + shared
    };
    // best[at][section]: what is explained up to this line, which stands in this section, and where the line before stands.
    let mut best: Vec<Vec<(f64, usize)>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let row = (0..sections.len())
            .map(|section| {
                let own = score(at, section);
                let Some(before) = best.last() else {
                    return (if section == 0 { own } else { own - QUOTE }, section);
                };
                let enter = if line.heading { AT_HEADING } else { ELSEWHERE };
                let stay = before[section].0 + if line.heading { -AT_HEADING / 2.0 } else { 0.0 };
                let step = section.checked_sub(1).map(|from| (before[from].0 + enter, from));
                let (value, from) = step.filter(|(value, _)| *value > stay).unwrap_or((stay, section));
                (value + own, from)
            })
            .collect();
        best.push(row);
    }
    let mut places = vec![0; lines.len()];
    let Some(last) = best.last() else { return places };
    let mut section = (0..sections.len()).max_by(|a, b| last[*a].0.total_cmp(&last[*b].0)).unwrap_or(0);
    for at in (0..lines.len()).rev() {
        places[at] = section;
        section = best[at][section].1;
    }
    places
}

/// What a document of its own is to be called, where the file does not say it or says it wrongly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Id of the document.
    pub id: String,
    /// Title.
    pub title: String,
    /// Id of the speaker.
    pub speaker: Option<String>,
    /// In what capacity.
    pub capacity: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Language, BCP 47.
    pub language: String,
    /// Name of the file, without a directory.
    pub file: String,
}

/// A draft as a document of its own, its sections as the file has them.
#[must_use]
pub fn document(draft: &Draft, record: Record) -> Document {
    let questions = draft.parts.iter().filter(|part| part.question).count();
    let kind = if questions > 1 {
        DocumentKind::Interview
    } else if record.speaker.is_some() {
        DocumentKind::Statement
    } else {
        DocumentKind::Article
    };
    let section = |(part, number): (&Part, u32)| {
        let heading = part
            .heading
            .clone()
            .unwrap_or_else(|| if draft.parts.len() == 1 { "Text" } else { "Introduction" }.to_owned());
        let texts = part.texts.iter().map(|text| Line { text: &text.text, notes: &text.notes, heading: false });
        Section {
            number,
            question: None,
            heading,
            passages: texts.zip(1..).map(|(line, number)| passage(&line, number)).collect(),
        }
    };
    Document {
        id: record.id,
        kind,
        title: record.title,
        speaker: record.speaker,
        capacity: record.capacity,
        publisher: record.publisher,
        date: record.date,
        language: record.language,
        rights: Rights {
            statement: "Imported by the user; the rights are those of the text.".to_owned(),
            ..Rights::default()
        },
        source: Some(SourceFile { file: record.file, sha256: draft.sha256.clone() }),
        sections: draft.parts.iter().zip(1..).map(section).collect(),
        ..Document::default()
    }
}
