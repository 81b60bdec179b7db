//! The brief as a list, for people and as JSON.

use serde::Serialize;
use serde_json::json;

use super::shown;
use crate::brief::{Anchor, Brief, Kept, Status};
use crate::cli::desk::{Desk, Ending};
use crate::cli::trouble::Trouble;
use crate::corpus::{Corpus, Kind};
use crate::export::cite;

/// What has become of a kept passage, as JSON.
#[derive(Serialize)]
struct Record<'b> {
    #[serde(rename = "ref")]
    reference: String,
    kind: Kind,
    text: &'b str,
    speaker_name: Option<&'b str>,
    note: Option<&'b str>,
    status: Status,
    kept_at: &'b str,
    /// The reference it was kept under, where it has another now.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_ref: Option<&'b str>,
    /// The reference of the other words, where the text has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    now_ref: Option<String>,
    /// The other words.
    #[serde(skip_serializing_if = "Option::is_none")]
    now_text: Option<String>,
}

/// Lists what is kept.
///
/// # Errors
/// If the output cannot be written.
pub fn run(desk: &mut Desk<'_>, brief: &Brief) -> Result<Ending, Trouble> {
    let (shown, hidden) = shown(desk, brief);
    let ending = Ending::found(!shown.is_empty());
    if desk.json {
        let items: Vec<Record<'_>> = shown.iter().map(|(kept, anchor)| record(desk.corpus, kept, *anchor)).collect();
        desk.out.json(&json!({"schema_version": 1, "hidden": hidden, "items": items}))?;
        return Ok(ending);
    }
    if shown.is_empty() {
        desk.out.note("nothing is kept; `hustings brief add REF` keeps a passage");
    }
    for (number, (kept, anchor)) in (1..).zip(&shown) {
        if number > 1 {
            desk.out.gap()?;
        }
        print(desk, number, kept, *anchor)?;
    }
    if hidden > 0 {
        desk.out.gap()?;
        desk.out.line(&format!("{hidden} of the brief hidden (--no-results)"))?;
    }
    desk.shown.extend(shown.iter().filter_map(|(_, anchor)| anchor.place));
    Ok(ending)
}

fn record<'b>(corpus: &Corpus, kept: &'b Kept, anchor: Anchor) -> Record<'b> {
    let entry = &kept.entry;
    let now = anchor.place.filter(|_| anchor.status == Status::Changed).map(|place| corpus.item(place));
    Record {
        reference: anchor.reference(corpus, kept),
        kind: entry.kind,
        text: &entry.text,
        speaker_name: entry.speaker.as_ref().map(|speaker| speaker.name.as_str()),
        note: kept.note(),
        status: anchor.status,
        kept_at: &kept.kept_at,
        kept_ref: (anchor.status == Status::Moved).then_some(entry.reference.as_str()),
        now_ref: now.as_ref().map(|item| corpus.reference(item.place).to_string()),
        now_text: now.map(|item| item.text.into_owned()),
    }
}

fn print(desk: &mut Desk<'_>, number: usize, kept: &Kept, anchor: Anchor) -> Result<(), Trouble> {
    let corpus = desk.corpus;
    let entry = anchor.entry(corpus, kept);
    let whose = entry.author().unwrap_or(&entry.title).to_owned();
    desk.out.heading(&format!("{number}. {whose}"), &anchor.reference(corpus, kept))?;
    let words = match entry.author() {
        _ if entry.is_quote() => desk.out.quoted(&entry.text),
        // Its title is the heading already.
        None if !entry.text.is_empty() => entry.text.clone(),
        _ => cite::words(&entry),
    };
    desk.out.prose(0, &words)?;
    match (anchor.status, anchor.place) {
        (Status::Found, _) => {}
        (Status::Moved, _) => desk.out.prose(0, &format!("Moved: kept as {}.", kept.entry.reference))?,
        (Status::Changed, Some(place)) => {
            let item = corpus.item(place);
            let now = if item.is_quote() { desk.out.quoted(&item.text) } else { item.text.into_owned() };
            desk.out.prose(
                0,
                &format!("Text changed: the words above were kept; {} now reads:", corpus.reference(place)),
            )?;
            desk.out.prose(2, &now)?;
        }
        (Status::Changed | Status::Gone, _) => {
            desk.out.prose(0, "Gone: this corpus does not have it; the words above were kept.")?;
        }
    }
    for (at, line) in kept.note().unwrap_or_default().lines().enumerate() {
        desk.out.hung(if at == 0 { "Note:" } else { "" }, 6, line)?;
    }
    Ok(())
}
