//! `list`: all records of one kind, in the neutral order of the corpus.

mod records;
mod rows;

use clap::ValueEnum;
use serde_json::json;

use super::args::{self, Records};
use super::card;
use super::desk::{Desk, Ending};
use super::trouble::Trouble;

/// Lists the records of one kind.
///
/// # Errors
/// If the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::List) -> Result<Ending, Trouble> {
    let items = records::of(desk.corpus, asked.kind);
    let ending = Ending::found(!items.is_empty());
    if desk.json {
        let kind = asked.kind.to_possible_value().map(|value| value.get_name().to_owned());
        let answer = json!({"schema_version": 1, "hidden": desk.hidden(), "kind": kind, "items": items});
        desk.out.json(&answer)?;
        return Ok(ending);
    }
    if items.is_empty() {
        let hidden = desk.whole().is_some_and(|whole| !records::of(whole, asked.kind).is_empty());
        desk.out.note(if hidden {
            "all of that kind give away results, which are hidden"
        } else {
            "nothing of that kind in this corpus"
        });
    }
    let corpus = desk.corpus;
    match asked.kind {
        Records::Ballots => {
            for (at, ballot) in corpus.ballots.iter().enumerate() {
                if at > 0 {
                    desk.out.gap()?;
                }
                card::ballot_in_list(&mut desk.out, corpus, ballot)?;
            }
        }
        kind => desk.out.table(&rows::of(corpus, kind))?,
    }
    desk.say_hidden()?;
    Ok(ending)
}
