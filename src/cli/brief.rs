//! `brief`: what the reader keeps, from the command line.

mod export;
mod list;

use super::args::{self, BriefCommand, BriefExport};
use super::desk::{Desk, Ending};
use super::trouble::{Trouble, nearest};
use crate::brief::{Anchor, Anchors, Brief, Change, Kept, Status, Store};
use crate::corpus::Reference;
use crate::corpus::reference::join_words;
use crate::export::Entry;
use crate::paths::Paths;

/// Does what is asked with the brief of the user.
///
/// # Errors
/// If a reference names nothing that is kept (or, to be kept, nothing in the corpus), or the brief cannot be read or written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Brief) -> Result<Ending, Trouble> {
    let paths = Paths::of_user().ok_or_else(|| {
        Trouble::said("there is no home directory to keep a brief in; HUSTINGS_DATA_DIR can name a directory")
    })?;
    let mut store = Store::new(paths.brief);
    if let Some(aside) = store.read()? {
        desk.out.note(&aside.to_string());
    }
    match asked.command.as_ref().unwrap_or(&BriefCommand::List) {
        BriefCommand::List => list::run(desk, store.brief()),
        BriefCommand::Add { references, note } => add(desk, &mut store, references, note.as_deref()),
        BriefCommand::Note { reference, text } => {
            let kept = kept(desk, store.brief(), reference)?;
            let note = Some(text.join(" ")).filter(|note| !note.trim().is_empty());
            let said = if note.is_some() { "noted" } else { "note taken away" };
            let said = format!("{}: {said}", kept.1);
            change(desk, &mut store, vec![Change::Note { kept: Box::new(kept.0), note }])?;
            tell(desk, &said)
        }
        BriefCommand::Remove { references } => {
            let references = join_words(references);
            let found = references.iter().map(|reference| kept(desk, store.brief(), reference));
            let found = found.collect::<Result<Vec<_>, _>>()?;
            let changes = found.iter().map(|(kept, _)| Change::Remove(kept.id.clone())).collect();
            change(desk, &mut store, changes)?;
            for (_, reference) in &found {
                tell(desk, &format!("{reference}: let go"))?;
            }
            Ok(Ending::Found)
        }
        BriefCommand::Move { reference, position } => {
            let (kept, reference) = kept(desk, store.brief(), reference)?;
            let id = kept.id;
            change(desk, &mut store, vec![Change::Move { id: id.clone(), to: *position as usize - 1 }])?;
            let at = store.brief().position(&id).map_or(0, |at| at + 1);
            tell(desk, &format!("{reference}: {at} of {}", store.brief().items.len()))
        }
        BriefCommand::Export(asked) => export_shown(desk, store.brief(), asked),
    }
}

fn add(desk: &mut Desk<'_>, store: &mut Store, references: &[String], note: Option<&str>) -> Result<Ending, Trouble> {
    let places = desk.places(references)?;
    let anchors = Anchors::new(desk.corpus);
    let kept = &store.brief().items;
    let known: Vec<_> = anchors.find_all(kept).into_iter().zip(kept).collect();
    let mut changes = Vec::new();
    let mut said = Vec::new();
    for place in places {
        let reference = desk.corpus.reference(place);
        let same = known.iter().find(|(anchor, _)| anchor.place == Some(place) && anchor.status != Status::Changed);
        match (same, note) {
            (None, note) => {
                let id = format!("{:016x}", fastrand::u64(..));
                let kept = Kept::of(desk.corpus, place, id).noted(note.map(str::to_owned));
                changes.push(Change::Add { kept: Box::new(kept), at: None });
                said.push(format!("{reference}: kept"));
            }
            (Some((_, kept)), Some(note)) => {
                // Added to the note that is there, as when somebody else wrote one meanwhile.
                let unseen = Box::new(Kept::clone(kept).noted(None));
                changes.push(Change::Note { kept: unseen, note: Some(note.to_owned()) });
                said.push(format!("{reference}: kept before, noted"));
            }
            (Some(_), None) => said.push(format!("{reference}: kept before")),
        }
    }
    change(desk, store, changes)?;
    for line in said {
        tell(desk, &line)?;
    }
    Ok(Ending::Found)
}

fn change(desk: &mut Desk<'_>, store: &mut Store, changes: Vec<Change>) -> Result<(), Trouble> {
    if let Some(aside) = store.change(changes)? {
        desk.out.note(&aside.to_string());
    }
    Ok(())
}

/// Says what was done. With `--json` it is said beside the answer, which there is none of.
fn tell(desk: &mut Desk<'_>, said: &str) -> Result<Ending, Trouble> {
    if desk.json {
        desk.out.note(said);
    } else {
        desk.out.line(said)?;
    }
    Ok(Ending::Found)
}

/// The kept passage that a reference names, by what it is called now or was when it was kept, and what it is called now.
fn kept(desk: &Desk<'_>, brief: &Brief, given: &str) -> Result<(Kept, String), Trouble> {
    let wanted = Reference::parse(given).map_or_else(|| given.trim().to_owned(), |reference| reference.to_string());
    let anchors = Anchors::new(desk.corpus);
    let found = anchors.find_all(&brief.items).into_iter().zip(&brief.items);
    let named: Vec<(String, &Kept)> = found.map(|(anchor, kept)| (anchor.reference(desk.corpus, kept), kept)).collect();
    let now = named.iter().find(|(reference, _)| *reference == wanted);
    let found = now.or_else(|| named.iter().find(|(_, kept)| kept.entry.reference == wanted));
    found.map(|(reference, kept)| (Kept::clone(kept), reference.clone())).ok_or_else(|| {
        let hint = match nearest(&wanted, named.iter().map(|(reference, _)| reference.as_str())) {
            Some(near) => format!("the nearest that is kept is `{near}`"),
            None if named.is_empty() => "nothing is kept yet".to_owned(),
            None => "`hustings brief` lists what is kept".to_owned(),
        };
        Trouble::Said(format!("`{wanted}` is not in the brief; {hint}"))
    })
}

/// The kept passages that may be shown, each with where it is now; and how many may not, since they tell results.
fn shown<'b>(desk: &Desk<'_>, brief: &'b Brief) -> (Vec<(&'b Kept, Anchor)>, usize) {
    let anchors = Anchors::new(desk.corpus);
    let all = brief.items.iter().zip(anchors.find_all(&brief.items));
    let (hidden, shown): (Vec<_>, Vec<_>) =
        all.partition(|(kept, anchor)| desk.hides_results() && anchor.may_tell_results(kept));
    (shown, hidden.len())
}

fn export_shown(desk: &mut Desk<'_>, brief: &Brief, asked: &BriefExport) -> Result<Ending, Trouble> {
    let (shown, hidden) = shown(desk, brief);
    let entries: Vec<Entry> = shown.iter().map(|(kept, anchor)| anchor.entry(desk.corpus, kept)).collect();
    let ending = export::run(desk, &entries, asked)?;
    if hidden > 0 {
        desk.out.note(&format!("{hidden} of the brief left out: results are hidden (--no-results)"));
    }
    Ok(ending)
}
