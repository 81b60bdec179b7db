//! `show`: what references name.

use serde_json::{Value, json};

use super::args;
use super::desk::{Desk, Ending};
use super::trouble::Trouble;
use super::{card, record};
use crate::corpus::{Corpus, Place};

/// Shows what the references name, each with so many passages before and after as were asked for.
///
/// # Errors
/// If one of the references names nothing, or the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Show) -> Result<Ending, Trouble> {
    let places = desk.places(&asked.references)?;
    desk.shown.clone_from(&places);
    let shown: Vec<(Place, bool)> = in_context(desk.corpus, &places, asked.before, asked.after);
    if desk.json {
        let items: Vec<Value> = shown
            .iter()
            .map(|(place, context)| {
                let mut item = record::at(desk.corpus, *place);
                item["context"] = (*context).into();
                item
            })
            .collect();
        let answer = json!({"schema_version": 1, "hidden": desk.hidden(), "items": items});
        desk.out.json(&answer)?;
        return Ok(Ending::Found);
    }
    for (at, (place, context)) in shown.iter().enumerate() {
        if at > 0 {
            desk.out.gap()?;
        }
        match place {
            Place::Passage { document, section, passage } if *context => {
                let document = &desk.corpus.documents[*document as usize];
                let section = &document.sections[*section as usize];
                card::passage_line(&mut desk.out, document, section, &section.passages[*passage as usize])?;
            }
            place => card::print(&mut desk.out, desk.corpus, *place)?,
        }
    }
    desk.say_hidden()?;
    Ok(Ending::Found)
}

/// The places asked for with their surroundings: passages of the same document before and after each passage. What was asked for itself is
/// never marked as context, and nothing comes twice in a run of neighbours.
fn in_context(corpus: &Corpus, places: &[Place], before: usize, after: usize) -> Vec<(Place, bool)> {
    let mut shown: Vec<(Place, bool)> = Vec::new();
    let mut add = |place: Place, context: bool| match shown.iter_mut().find(|(known, _)| context && *known == place) {
        Some(_) => {}
        None => shown.push((place, context)),
    };
    for place in places {
        let Place::Passage { document, .. } = place else {
            add(*place, false);
            continue;
        };
        let passages: Vec<Place> =
            corpus.places_in(*document).filter(|other| matches!(other, Place::Passage { .. })).collect();
        let at = passages.iter().position(|other| other == place).unwrap_or_default();
        for (number, other) in
            passages.iter().enumerate().take(at.saturating_add(after).saturating_add(1)).skip(at.saturating_sub(before))
        {
            let context = !places.contains(other);
            if number == at || context {
                add(*other, context);
            }
        }
    }
    shown
}
