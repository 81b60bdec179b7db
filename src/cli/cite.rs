//! `cite`: references as citations to paste.

use serde_json::{Value, json};

use super::args::{self, Style};
use super::desk::{Desk, Ending};
use super::trouble::Trouble;
use crate::export::{Entry, bibtex, cite, csl_json, markdown};

/// Prints a citation of each thing that is referred to.
///
/// # Errors
/// If one of the references names nothing, or the output cannot be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Cite) -> Result<Ending, Trouble> {
    let places = desk.places(&asked.references)?;
    let entries: Vec<Entry> = places.iter().map(|place| Entry::of(desk.corpus, &desk.corpus.item(*place))).collect();
    if desk.json {
        let citations: Vec<Value> = entries
            .iter()
            .map(|entry| json!({"ref": entry.reference, "kind": entry.kind, "citation": cite::plain(entry), "csl": csl_json::items(std::slice::from_ref(entry))[0]}))
            .collect();
        desk.out.json(&json!({"schema_version": 1, "items": citations}))?;
        return Ok(Ending::Found);
    }
    let text = match asked.style {
        Style::Plain => entries.iter().map(|entry| cite::plain(entry) + "\n").collect(),
        Style::Markdown => entries.iter().map(markdown::citation).collect::<Vec<_>>().join("\n"),
        Style::Bibtex => bibtex::file(&entries),
        Style::CslJson => csl_json::file(&entries),
    };
    desk.out.bytes(text.as_bytes())?;
    Ok(Ending::Found)
}
