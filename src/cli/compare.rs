//! `compare`: the same question to two or more people.

use std::io;

use serde_json::{Value, json};

use super::args;
use super::desk::{Desk, Ending};
use super::out::Out;
use super::trouble::Trouble;
use super::{card, record};
use crate::corpus::compare::Answer;
use crate::corpus::{Corpus, Place, Question};

/// Puts the answers to each question beside each other where there is room, else one under the other.
///
/// # Errors
/// If a person or the question is unknown, or the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Compare) -> Result<Ending, Trouble> {
    let mut people: Vec<String> = Vec::new();
    for word in &asked.people {
        let id = desk.person(word)?.id.clone();
        if !people.contains(&id) {
            people.push(id);
        }
    }
    if people.len() < 2 {
        return Err(Trouble::said("comparing takes two people or more"));
    }
    let corpus = desk.corpus;
    if let Some(number) = asked.question
        && !corpus.questions.iter().any(|question| question.number == number)
    {
        let known = corpus.questions.iter().map(|question| question.number);
        let known = known.min_by_key(|known| known.abs_diff(number));
        let hint = known.map_or_else(|| "it has none".to_owned(), |near| format!("the nearest is {near}"));
        return Err(Trouble::Said(format!("there is no question {number} in this corpus; {hint}")));
    }
    let asked_of = |question: &Question| {
        people.iter().any(|person| matches!(corpus.answer(person, question), Answer::Answered { .. }))
    };
    let questions: Vec<Question> = corpus
        .questions
        .iter()
        .filter(|question| asked.question.is_none_or(|number| question.number == number) && asked_of(question))
        .cloned()
        .collect();
    let ending = Ending::found(!questions.is_empty());
    if desk.json {
        let questions: Vec<Value> = questions
            .iter()
            .map(|question| {
                let answers: Vec<Value> = people.iter().map(|person| answer(corpus, person, question)).collect();
                json!({"number": question.number, "id": question.id, "topic": question.topic, "text": question.text, "answers": answers})
            })
            .collect();
        let names: Vec<Option<&str>> =
            people.iter().map(|id| corpus.person(id).map(|person| person.name.as_str())).collect();
        let answer = json!({
            "schema_version": 1, "hidden": desk.hidden(), "people": people, "names": names, "questions": questions,
        });
        desk.out.json(&answer)?;
        return Ok(ending);
    }
    if questions.is_empty() {
        desk.out.note("no answer on record from any of these people");
        return Ok(ending);
    }
    print(desk, &people, &questions)?;
    desk.say_hidden()?;
    Ok(ending)
}

fn answer(corpus: &Corpus, person: &str, question: &Question) -> Value {
    let (status, section, passages): (&str, Option<String>, Vec<Value>) = match corpus.answer(person, question) {
        Answer::Answered { place: Place::Section { document, section }, section: own, .. } => {
            let passages = (0..).take(own.passages.len());
            let passages = passages.map(|passage| record::at(corpus, Place::Passage { document, section, passage }));
            ("answered", Some(corpus.reference(Place::Section { document, section }).to_string()), passages.collect())
        }
        Answer::Answered { .. } | Answer::NoAnswer => ("no-answer", None, Vec::new()),
        Answer::NotAsked => ("not-asked", None, Vec::new()),
    };
    let name = corpus.person(person).map(|person| person.name.as_str());
    json!({"person": person, "name": name, "status": status, "section": section, "passages": passages})
}

fn print(desk: &mut Desk<'_>, people: &[String], questions: &[Question]) -> Result<(), Trouble> {
    let ids: Vec<&str> = people.iter().map(String::as_str).collect();
    let posts = desk.corpus.different_posts(&ids);
    if !posts.is_empty() {
        let posts: Vec<String> = posts.iter().map(|(name, post)| format!("{name} for {post}")).collect();
        desk.out.prose(0, &format!("They stand for different posts: {}.", posts.join("; ")))?;
        desk.out.gap()?;
    }
    for (at, question) in questions.iter().enumerate() {
        if at > 0 {
            desk.out.gap()?;
        }
        desk.out.heading(&format!("{}  {}", question.number, question.topic), "")?;
        desk.out.prose(0, &question.text)?;
        let corpus = desk.corpus;
        desk.out.gap()?;
        if desk.out.beside(people, |out, person| print_answer(out, corpus, person, question))? {
            continue;
        }
        for (number, person) in people.iter().enumerate() {
            if number > 0 {
                desk.out.gap()?;
            }
            print_answer(&mut desk.out, corpus, person, question)?;
        }
    }
    Ok(())
}

/// What one person answered, under their name.
fn print_answer(out: &mut Out<'_>, corpus: &Corpus, person: &str, question: &Question) -> io::Result<()> {
    let name = corpus.person(person).map_or(person, |person| person.name.as_str());
    match corpus.answer(person, question) {
        Answer::Answered { document, section, .. } => {
            out.heading(name, &format!("{}.{}", document.id, section.number))?;
            for passage in &section.passages {
                card::passage_line(out, document, section, passage)?;
            }
        }
        absent => out.heading(name, absent.absence().unwrap_or_default())?,
    }
    Ok(())
}
