//! The records of a list as rows of a table: the reference (or the id) first, then a name, then what is longest.

use crate::cli::args::Records;
use crate::cli::out::counted;
use crate::cli::record;
use crate::corpus::{
    Ballot, Candidacy, Corpus, Document, Fact, Person, Post, Priority, Question, Source, Standing, Theme,
};
use crate::text::date;

type Row = [String; 3];

/// The rows of a list.
pub fn of(corpus: &Corpus, kind: Records) -> Vec<Row> {
    match kind {
        Records::People => corpus.people.iter().map(|own| person(corpus, own)).collect(),
        Records::Posts => corpus.posts.iter().map(|own| post(corpus, own)).collect(),
        Records::Candidacies => corpus.candidacies.iter().map(|own| candidacy(corpus, own)).collect(),
        Records::Documents => corpus.documents.iter().map(|own| document(corpus, own)).collect(),
        Records::Questions => corpus.questions.iter().map(question).collect(),
        Records::Themes => corpus.themes.iter().map(|own| theme(corpus, own)).collect(),
        Records::Priorities => corpus.priorities.iter().map(|own| priority(corpus, own)).collect(),
        Records::Ballots => corpus.ballots.iter().map(|own| ballot(corpus, own)).collect(),
        Records::Facts => corpus.facts.iter().map(fact).collect(),
        Records::Timeline => corpus
            .timeline
            .iter()
            .map(|own| {
                let text = format!("{}{}", own.label, caution(&own.standing));
                [format!("timeline:{}", own.number), date::long(&own.date), text]
            })
            .collect(),
        Records::Sources => corpus.sources.iter().map(source).collect(),
    }
}

fn person(corpus: &Corpus, own: &Person) -> Row {
    let stands: Vec<String> = corpus.candidacies_of(&own.id).map(|own| stands(corpus, own)).collect();
    let country = own.country.as_ref().map(|country| country.name.clone());
    let role = own.roles.first().filter(|_| stands.is_empty()).map(|role| role.label.clone());
    let parts: Vec<String> = country.into_iter().chain(stands).chain(role).collect();
    [format!("person:{}", own.id), own.name.clone(), parts.join("; ")]
}

/// What a person stands for, and how it ended, in a few words.
fn stands(corpus: &Corpus, candidacy: &Candidacy) -> String {
    let post = corpus.post(&candidacy.post);
    let post = post.map_or(candidacy.post.as_str(), |post| post.abbreviation.as_deref().unwrap_or(&post.label));
    let outcome = candidacy.outcome.map(|outcome| format!(", {}", outcome.label())).unwrap_or_default();
    format!("candidate for {post}{outcome}")
}

fn post(corpus: &Corpus, own: &Post) -> Row {
    let candidates = counted(corpus.candidacies_for(&own.id).count(), "candidate");
    let seats = counted(own.seats as usize, "seat");
    [format!("post:{}", own.id), own.label.clone(), format!("{seats}, {candidates}")]
}

fn candidacy(corpus: &Corpus, own: &Candidacy) -> Row {
    let post = corpus.post(&own.post);
    let post = post.map_or(own.post.as_str(), |post| post.abbreviation.as_deref().unwrap_or(&post.label));
    let state = own.nominated_by.as_ref().filter(|_| own.person.is_some()).map(|state| state.name.as_str());
    let parts = [state, Some(post), own.outcome.map(crate::corpus::Outcome::label)];
    let rest = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    [own.id.clone(), corpus.candidate_name(own).to_owned(), rest]
}

fn document(corpus: &Corpus, own: &Document) -> Row {
    let day = own.date.as_deref().map_or_else(|| "undated".to_owned(), date::long);
    let rest = format!("{}, {}, {day}", own.title, own.kind.label().to_lowercase());
    [own.id.clone(), corpus.author_name(own).to_owned(), rest]
}

fn question(own: &Question) -> Row {
    [own.number.to_string(), own.topic.clone(), own.text.clone()]
}

fn theme(corpus: &Corpus, own: &Theme) -> Row {
    let passages = counted(record::on_theme(corpus, &own.id).len(), "passage");
    [format!("theme:{}", own.id), own.label.clone(), format!("{passages}: {}", own.description)]
}

fn priority(corpus: &Corpus, own: &Priority) -> Row {
    let rank = own.rank.map(|rank| format!("{rank}. ")).unwrap_or_default();
    let holder = corpus.document(&own.document).map(|document| corpus.author_name(document).to_owned());
    [format!("priority:{}", own.id), holder.unwrap_or_default(), format!("{rank}{}", own.title)]
}

fn ballot(corpus: &Corpus, own: &Ballot) -> Row {
    let post = corpus.post(&own.post).map_or(own.post.as_str(), |post| post.label.as_str());
    let day = own.date.as_deref().map(date::long).unwrap_or_default();
    [format!("ballot:{}.{}", own.post, own.round), post.to_owned(), day]
}

fn fact(own: &Fact) -> Row {
    [format!("fact:{}", own.id), String::new(), format!("{}: {}{}", own.title, own.text, caution(&own.standing))]
}

fn source(own: &Source) -> Row {
    let day = own.date.as_deref().map(date::long);
    let parts = [Some(own.title.as_str()), own.publisher.as_deref(), day.as_deref(), own.url.as_deref()];
    [own.id.clone(), String::new(), parts.into_iter().flatten().collect::<Vec<_>>().join(", ")]
}

fn caution(standing: &Standing) -> String {
    standing.caution().map(|caution| format!(" ({caution})")).unwrap_or_default()
}
