//! Items as text for people: what it is in bold with its reference, what it says, and where that comes from.

use std::io;

use super::out::Out;
use crate::corpus::{
    Ballot, Candidacy, Corpus, Document, Passage, PassageKind, Person, Place, Post, Section, Standing,
};
use crate::export::{self, Entry, Origin, cite};
use crate::text::date;

/// Cells before the text of a passage, so that the references stand in a column of their own.
const GUTTER: usize = 15;

/// Prints the item at a place.
pub fn print(out: &mut Out<'_>, corpus: &Corpus, place: Place) -> io::Result<()> {
    match place {
        Place::Passage { .. } => passage(out, corpus, place),
        Place::Section { document, section } => {
            let document = &corpus.documents[document as usize];
            let item = corpus.item(place);
            out.heading(&item.title, &corpus.reference(place).to_string())?;
            source_line(out, &Entry::of(corpus, &item))?;
            section_body(out, corpus, document, &document.sections[section as usize])
        }
        Place::Document(at) => document(out, corpus, &corpus.documents[at as usize]),
        Place::Person(at) => person(out, corpus, &corpus.people[at as usize]),
        Place::Post(at) => post(out, corpus, &corpus.posts[at as usize]),
        Place::Ballot(at) => {
            ballot(out, corpus, &corpus.ballots[at as usize])?;
            standing(out, corpus, &corpus.ballots[at as usize].standing)
        }
        Place::Theme(at) => {
            let theme = &corpus.themes[at as usize];
            out.heading(&theme.label, &corpus.reference(place).to_string())?;
            out.prose(0, &theme.description)?;
            let references = super::record::on_theme(corpus, &theme.id);
            out.prose(0, &format!("{} points and quotes: {}", references.len(), references.join(", ")))
        }
        Place::Priority(at) => {
            let item = corpus.item(place);
            let evidence = &corpus.priorities[at as usize].evidence;
            out.heading(&item.title, &corpus.reference(place).to_string())?;
            if let Some(rank) = corpus.priorities[at as usize].rank {
                out.prose(0, &format!("Priority {rank} as declared"))?;
            }
            out.prose(0, &item.text)?;
            source_line(out, &Entry::of(corpus, &item))?;
            themes(out, corpus, item.themes)?;
            if evidence.is_empty() { Ok(()) } else { out.prose(0, &format!("Passages: {}", evidence.join(", "))) }
        }
        Place::Fact(_) | Place::Timeline(_) | Place::Conference(_) => {
            let item = corpus.item(place);
            out.heading(&item.title, &corpus.reference(place).to_string())?;
            out.prose(0, &item.text)?;
            if let Place::Conference(at) = place {
                named_sources(out, corpus, &corpus.conference_at(at).sources)?;
            }
            item.standing.map_or(Ok(()), |known| standing(out, corpus, known))
        }
    }
}

/// A passage by itself: the words, whose they are, where they stand.
fn passage(out: &mut Out<'_>, corpus: &Corpus, place: Place) -> io::Result<()> {
    let item = corpus.item(place);
    let printed = item.passage.is_some_and(|passage| passage.pull_quote);
    let kind = if printed { "pull quote" } else { item.kind.name() };
    let behind = format!("{kind} {} {}", out.dot(), item.title);
    out.heading(&corpus.reference(place).to_string(), &behind)?;
    let text = if item.is_quote() { out.quoted(&item.text) } else { item.text.to_string() };
    out.prose(0, &text)?;
    source_line(out, &Entry::of(corpus, &item))?;
    if let Some(note) = item.note {
        out.prose(0, &format!("Note: {note}"))?;
    }
    themes(out, corpus, item.themes)
}

/// Whose words, in what, when: the line under a quote. A point is ours, and that is said.
pub fn source_line(out: &mut Out<'_>, entry: &Entry) -> io::Result<()> {
    let mut parts: Vec<String> = cite::whose(entry).into_iter().collect();
    if let Some(document) = &entry.document {
        parts.push(cite::origin(document, if entry.speaker.is_none() { entry.author() } else { None }));
    }
    if parts.is_empty() {
        return Ok(());
    }
    let dash = out.dash();
    out.hung(dash, dash.chars().count() + 1, &parts.join(", "))
}

fn themes(out: &mut Out<'_>, corpus: &Corpus, ids: &[String]) -> io::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let labels: Vec<&str> = ids.iter().filter_map(|id| corpus.theme(id)).map(|theme| theme.label.as_str()).collect();
    out.prose(0, &format!("Themes: {}", labels.join(", ")))
}

/// A whole document from top to end.
fn document(out: &mut Out<'_>, corpus: &Corpus, document: &Document) -> io::Result<()> {
    out.heading(&document.title, &document.id)?;
    let by = corpus.author_name(document);
    let capacity = document.capacity.as_deref();
    let speaker_publisher = if document.speaker.is_some() { document.publisher.as_deref() } else { None };
    let day = document.date.as_deref().map(date::long);
    let parts =
        [Some(document.kind.label()), Some(by), capacity, speaker_publisher, Some(day.as_deref().unwrap_or("undated"))];
    out.prose(0, &parts.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    if let Some(url) = &document.url {
        out.line(url)?;
    }
    if let Some(note) = &document.note {
        out.prose(0, note)?;
    }
    let full = document.sections.iter().flat_map(|section| &section.passages).any(|p| p.kind == PassageKind::Text);
    if !full {
        out.prose(0, "Points and quotes, not the full text.")?;
    }
    out.prose(0, &format!("Rights: {}", document.rights.statement))?;
    for section in &document.sections {
        out.gap()?;
        out.heading(&section.heading, &format!("{}.{}", document.id, section.number))?;
        section_body(out, corpus, document, section)?;
    }
    Ok(())
}

/// The question of a section, in our wording, and its passages, each behind its reference.
fn section_body(out: &mut Out<'_>, corpus: &Corpus, document: &Document, section: &Section) -> io::Result<()> {
    if let Some(question) = section.question.as_deref().and_then(|id| corpus.question(id)) {
        out.prose(0, &format!("Question: {}", question.text))?;
    }
    if section.passages.is_empty() {
        return out.prose(0, "No answer on record.");
    }
    for record in &section.passages {
        passage_line(out, document, section, record)?;
    }
    Ok(())
}

/// One passage behind its reference.
pub fn passage_line(out: &mut Out<'_>, document: &Document, section: &Section, record: &Passage) -> io::Result<()> {
    let mark = if record.kind == PassageKind::Text { "t" } else { "" };
    let reference = format!("{}.{}.{mark}{}", document.id, section.number, record.number);
    let text = if record.kind == PassageKind::Quote { out.quoted(&record.text) } else { record.text.clone() };
    out.hung(&reference, GUTTER, &text)
}

fn person(out: &mut Out<'_>, corpus: &Corpus, person: &Person) -> io::Result<()> {
    out.heading(&person.name, &format!("person:{}", person.id))?;
    if let Some(country) = &person.country {
        out.prose(0, &country.name)?;
    }
    for candidacy in corpus.candidacies_of(&person.id) {
        let post = corpus.post(&candidacy.post).map_or(candidacy.post.as_str(), |post| post.label.as_str());
        out.prose(0, &format!("Candidate for {post}{}{}", ending(candidacy), in_brackets(&candidacy.standing)))?;
        if let Some(note) = &candidacy.note {
            out.prose(0, note)?;
        }
    }
    for role in &person.roles {
        out.hung(out.dot(), 2, &format!("{}{}", role.label, in_brackets(&role.standing)))?;
    }
    let documents: Vec<&Document> =
        corpus.documents.iter().filter(|document| document.speaker.as_deref() == Some(&person.id)).collect();
    if documents.is_empty() {
        out.prose(0, "No document of this person in the corpus.")?;
    }
    for document in documents {
        out.gap()?;
        out.heading(&document.title, &document.id)?;
        for section in &document.sections {
            out.hung(&format!("{}.{}", document.id, section.number), GUTTER, &section.heading)?;
        }
    }
    let candidacies = corpus.candidacies_of(&person.id).map(|candidacy| &candidacy.standing);
    let standings = candidacies.chain(person.roles.iter().map(|role| &role.standing));
    let mut sources: Vec<String> = Vec::new();
    for id in standings.flat_map(|standing| &standing.sources).chain(&person.sources) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    out.gap()?;
    named_sources(out, corpus, &sources)
}

/// A word of caution behind what it is about.
fn in_brackets(standing: &Standing) -> String {
    standing.caution().map(|caution| format!(" ({caution})")).unwrap_or_default()
}

/// Who nominated, and how it ended.
fn ending(candidacy: &Candidacy) -> String {
    let by = candidacy.nominated_by.as_ref().filter(|_| candidacy.person.is_some());
    let by = by.map(|state| format!(", nominated by {}", state.name)).unwrap_or_default();
    let outcome = candidacy.outcome.map(|outcome| format!(", {}", outcome.label())).unwrap_or_default();
    format!("{by}{outcome}")
}

fn post(out: &mut Out<'_>, corpus: &Corpus, post: &Post) -> io::Result<()> {
    let behind = format!("post:{}", post.id);
    out.heading(&post.label, &behind)?;
    let seats = if post.seats == 1 { "1 seat".to_owned() } else { format!("{} seats", post.seats) };
    let term = post.term.as_ref().map(|(from, to)| format!("term {} to {}", date::long(from), date::long(to)));
    let parts = [post.abbreviation.clone(), post.organization.clone(), post.area.clone(), Some(seats), term];
    out.prose(0, &parts.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    if let Some(note) = &post.note {
        out.prose(0, note)?;
    }
    standing(out, corpus, &post.standing)?;
    let candidacies: Vec<&Candidacy> = corpus.candidacies_for(&post.id).collect();
    if !candidacies.is_empty() {
        out.gap()?;
        let rows: Vec<[String; 4]> = candidacies
            .iter()
            .map(|candidacy| {
                let state = candidacy.nominated_by.as_ref().filter(|_| candidacy.person.is_some());
                [
                    corpus.candidate_name(candidacy).to_owned(),
                    state.map(|state| state.name.clone()).unwrap_or_default(),
                    candidacy.outcome.map(|outcome| outcome.label().to_owned()).unwrap_or_default(),
                    candidacy.person.as_ref().map(|id| format!("person:{id}")).unwrap_or_default(),
                ]
            })
            .collect();
        out.table(&rows)?;
    }
    for round in corpus.ballots_for(&post.id) {
        out.gap()?;
        ballot_in_list(out, corpus, round)?;
    }
    Ok(())
}

/// A round of voting: the figures that are known, and of what the majority is one.
fn ballot(out: &mut Out<'_>, corpus: &Corpus, ballot: &Ballot) -> io::Result<()> {
    let post = corpus.post(&ballot.post).map_or(ballot.post.as_str(), |post| post.label.as_str());
    let title = format!("{post}, round {}", ballot.round);
    out.heading(&title, &format!("ballot:{}.{}", ballot.post, ballot.round))?;
    let when = [ballot.date.as_deref().map(date::long), ballot.time.clone()];
    let when: Vec<String> = when.into_iter().flatten().collect();
    if !when.is_empty() {
        out.prose(0, &when.join(", "))?;
    }
    let figure = |number: Option<u32>, what: &str| match number {
        Some(number) => format!("{number} {what}"),
        None => format!("{what} not known"),
    };
    let mut figures =
        vec![figure(ballot.present_and_voting, "present and voting"), figure(ballot.counted, "votes counted")];
    if corpus.post(&ballot.post).is_none_or(|post| post.seats == 1) || ballot.required_majority.is_some() {
        figures.push(match ballot.required_majority {
            Some(number) => format!("majority {number} (of the votes counted, not of those present)"),
            None => "majority not known".to_owned(),
        });
    }
    out.prose(0, &figures.join(", "))?;
    let rows: Vec<[String; 3]> = ballot.votes.iter().map(|vote| vote_row(corpus, ballot, vote)).collect();
    if !rows.is_empty() {
        let widest = rows.iter().map(|row| row[1].len()).max().unwrap_or(0);
        let rows: Vec<[String; 3]> =
            rows.into_iter().map(|[name, votes, rest]| [name, format!("{votes:>widest$}"), rest]).collect();
        out.table(&rows)?;
    }
    ballot.note.as_ref().map_or(Ok(()), |note| out.prose(0, note))
}

/// A round of voting among others: its sources in short.
pub fn ballot_in_list(out: &mut Out<'_>, corpus: &Corpus, round: &Ballot) -> io::Result<()> {
    ballot(out, corpus, round)?;
    short_sources(out, corpus, &round.standing)
}

fn vote_row(corpus: &Corpus, ballot: &Ballot, vote: &crate::corpus::Vote) -> [String; 3] {
    let candidacy = corpus.candidacy(&vote.candidacy);
    let name = candidacy.map_or(vote.candidacy.as_str(), |candidacy| corpus.candidate_name(candidacy));
    let last = corpus.ballots_for(&ballot.post).next_back().is_some_and(|last| last.round == ballot.round);
    let outcome =
        candidacy.and_then(|candidacy| candidacy.outcome).filter(|_| last).map(|outcome| outcome.label().to_owned());
    let caution = vote.standing.as_ref().and_then(Standing::caution).map(|caution| format!("({caution})"));
    let rest: Vec<String> = outcome.into_iter().chain(caution).collect();
    [name.to_owned(), vote.votes.map_or_else(|| "not known".to_owned(), |votes| votes.to_string()), rest.join(" ")]
}

/// How well something is known: a word of caution where there is cause, and the sources.
fn standing(out: &mut Out<'_>, corpus: &Corpus, standing: &Standing) -> io::Result<()> {
    if let Some(caution) = standing.caution() {
        out.prose(0, &format!("Caution: {caution}"))?;
    }
    named_sources(out, corpus, &standing.sources)
}

/// Sources in full, one after the other; an address is never broken, so that it can be copied.
fn named_sources(out: &mut Out<'_>, corpus: &Corpus, ids: &[String]) -> io::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    out.line(if ids.len() == 1 { "Source:" } else { "Sources:" })?;
    for id in ids {
        let source = export::origin(corpus, id);
        let url = source.url.clone();
        out.hung(out.dot(), 2, &cite::origin(&Origin { url: None, ..source }, None))?;
        if let Some(url) = url {
            out.line(&format!("  {url}"))?;
        }
    }
    Ok(())
}

/// Sources by publisher and day, for one thing among many.
fn short_sources(out: &mut Out<'_>, corpus: &Corpus, standing: &Standing) -> io::Result<()> {
    let mut named: Vec<String> = Vec::new();
    for source in standing.sources.iter().map(|id| export::origin(corpus, id)) {
        let day = source.date.as_deref().map(|day| format!(", {}", date::long(day))).unwrap_or_default();
        let name = format!("{}{day}", source.publisher.unwrap_or(source.title));
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let caution = in_brackets(standing);
    let label = if named.len() == 1 { "Source" } else { "Sources" };
    if named.is_empty() { Ok(()) } else { out.prose(0, &format!("{label}: {}{caution}", named.join("; "))) }
}
