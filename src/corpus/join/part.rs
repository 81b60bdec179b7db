//! What the parts of a joined corpus are, and what each calls its records.

use std::collections::{HashMap, HashSet};

use super::order::Numbered;
use super::record::Renames;
use crate::corpus::parts::references;
use crate::corpus::{Conference, CorpusFile, CorpusPart, Reference};
use crate::text::wrap;

/// The widest title that the header line has room for, in cells.
const WIDEST_TITLE: usize = 40;

/// The parts of a corpus, all with their conferences: itself, if it was not joined.
pub(super) fn parts(file: &CorpusFile) -> Vec<CorpusPart> {
    let own = || file.conference.clone();
    if file.parts.is_empty() {
        return vec![CorpusPart {
            id: file.id.clone(),
            title: file.title.clone(),
            short_title: file.short_title.clone(),
            edition: file.edition.clone(),
            language: file.language.clone(),
            conference: Some(own()),
            ..CorpusPart::default()
        }];
    }
    let with_conference =
        |part: &CorpusPart| CorpusPart { conference: part.conference.clone().or_else(|| Some(own())), ..part.clone() };
    file.parts.iter().map(with_conference).collect()
}

/// Whether two parts are one edition of one corpus, as far as they say.
pub(super) fn is_same(one: &CorpusPart, other: &CorpusPart) -> bool {
    let said = |part: &CorpusPart| {
        let conference =
            part.conference.as_ref().map(|conference| Conference { sources: Vec::new(), ..conference.clone() });
        (part.title.clone(), part.short_title.clone(), part.edition.clone(), part.language.clone(), conference)
    };
    said(one) == said(other)
}

/// The conferences of the records that are not from the first part, by their references.
pub(super) fn meetings(file: &CorpusFile) -> HashMap<String, Conference> {
    let mut meetings = HashMap::new();
    for part in file.parts.iter().skip(1) {
        let Some(conference) = &part.conference else { continue };
        let shared: HashSet<&String> = part.shared.iter().collect();
        for (_, here) in part.names.iter().filter(|(_, here)| !shared.contains(here)) {
            meetings.entry(here.clone()).or_insert_with(|| conference.clone());
        }
    }
    meetings
}

/// The parts of the second corpus, and what each calls its records; `None` where a part of that name calls something else so already.
pub(super) fn named(
    first: &CorpusFile,
    second: &CorpusFile,
    namespace: &str,
    renames: &Renames,
    entries: &[Numbered],
) -> Option<Vec<CorpusPart>> {
    let timeline: HashMap<String, String> = entries
        .iter()
        .map(|entry| {
            let own = Reference::Timeline { namespace: String::new(), number: entry.own };
            (own.to_string(), entry.reference().to_string())
        })
        .collect();
    let here = |own: &str| {
        let moved = || Reference::parse(own).map(|own| renames.reference(&own).to_string());
        timeline.get(own).cloned().or_else(moved).unwrap_or_else(|| own.to_owned())
    };
    let before = parts(first);
    let others: HashSet<&String> =
        second.parts.iter().skip(1).flat_map(|part| &part.names).map(|(_, own)| own).collect();
    let mut found: Vec<CorpusPart> = Vec::new();
    for (at, part) in parts(second).into_iter().enumerate() {
        let conference = part.conference.as_ref().map(|conference| renames.conference(conference));
        let names: Vec<(String, String)> = if at == 0 {
            let own = references(second).filter(|own| !others.contains(own));
            own.map(|own| (own.clone(), here(&own))).collect()
        } else {
            part.names.iter().map(|(own, there)| (own.clone(), here(there))).collect()
        };
        let shared = part.shared.iter().map(|own| here(own)).collect();
        let part = CorpusPart { conference, names, shared, ..part };
        let agrees = |id: &str| {
            let other = before.iter().position(|other| other.id == id);
            other.is_none_or(|at| is_same(&before[at], &part) && agree(at, &before[at], &part))
        };
        let id = if at == 0 {
            Some(namespace.to_owned()).filter(|id| agrees(id))?
        } else {
            let is_free = |id: &String| agrees(id) && found.iter().all(|other| other.id != *id);
            (1..=u32::MAX).map(|number| numbered_id(&part.id, number)).find(is_free)?
        };
        found.push(CorpusPart { id, ..part });
    }
    Some(found)
}

/// An id, with a number behind from the second on.
pub(super) fn numbered_id(id: &str, number: u32) -> String {
    if number == 1 { id.to_owned() } else { format!("{id}-{number}") }
}

/// Whether a part calls nothing otherwise than the same part of the first corpus, of which the first calls everything as it is.
fn agree(at: usize, part: &CorpusPart, other: &CorpusPart) -> bool {
    let own = Reference::Conference(String::new()).to_string();
    let known: HashMap<&String, &String> = part.names.iter().map(|(own, here)| (own, here)).collect();
    other.names.iter().filter(|(name, _)| *name != own).all(|(own, here)| match at {
        0 => own == here,
        _ => known.get(own).is_none_or(|known| *known == here),
    })
}

/// Writes down what the parts of the second corpus are and what they call things. Of one that is there already only what is new is.
pub(super) fn tell(whole: &mut CorpusFile, named: Vec<CorpusPart>, added: &HashSet<String>) {
    let mut told = parts(whole);
    for part in named {
        let was_shared: HashSet<String> = part.shared.iter().cloned().collect();
        let is_shared = |here: &&(String, String)| !added.contains(&here.1) || was_shared.contains(&here.1);
        let shared = part.names.iter().filter(is_shared).map(|(_, here)| here.clone()).collect();
        let part = CorpusPart { shared, ..part };
        match told.iter().position(|other| other.id == part.id) {
            // What the first calls its own has no need of other names.
            Some(0) => {}
            Some(at) => extend(&mut told[at], part),
            None => told.push(part),
        }
    }
    if told.len() > 1 {
        settle(whole, told);
    }
}

fn extend(part: &mut CorpusPart, more: CorpusPart) {
    let known: HashSet<String> = part.names.iter().map(|(own, _)| own.clone()).collect();
    let shared: HashSet<String> = more.shared.into_iter().collect();
    for (own, here) in more.names.into_iter().filter(|(own, _)| !known.contains(own)) {
        if shared.contains(&here) {
            part.shared.push(here.clone());
        }
        part.names.push((own, here));
    }
}

/// Puts the parts into the whole, each conference under the name of the first part that has it, and the numbers of the timeline in writing.
fn settle(whole: &mut CorpusFile, mut parts: Vec<CorpusPart>) {
    let conferences: Vec<Option<Conference>> = parts.iter().map(|part| part.conference.clone()).collect();
    let ids: Vec<String> = parts.iter().map(|part| part.id.clone()).collect();
    let own = Reference::Conference(String::new()).to_string();
    for (at, part) in parts.iter_mut().enumerate() {
        let first = conferences.iter().position(|other| *other == part.conference).unwrap_or(at);
        if first == 0 {
            part.conference = None;
        }
        let namespace = if first == 0 { String::new() } else { ids[first].clone() };
        let here = Reference::Conference(namespace).to_string();
        part.shared.retain(|shared| *shared != own && *shared != here);
        for name in part.names.iter_mut().filter(|name| name.0 == own) {
            name.1.clone_from(&here);
        }
        part.names.sort_unstable();
        part.shared.sort_unstable();
        part.shared.dedup();
    }
    parts[0].names.clear();
    parts[0].shared.clear();
    whole.parts = parts;
    for entry in &mut whole.timeline {
        entry.fixed = Some(entry.number);
    }
}

/// The titles of a joined corpus are those of its parts.
pub(super) fn title(whole: &mut CorpusFile) {
    let Some(first) = whole.parts.first() else { return };
    let all = |title: fn(&CorpusPart) -> &str| whole.parts.iter().map(title).collect::<Vec<_>>().join(" + ");
    let short = all(|part| &part.short_title);
    let others = format!("{} + {} more", first.short_title, whole.parts.len() - 1);
    let short = [short, others].into_iter().find(|title| wrap::width(title) <= WIDEST_TITLE);
    whole.short_title = short.unwrap_or_else(|| first.short_title.clone());
    whole.title = all(|part| &part.title);
    whole.edition = whole.parts.iter().map(|part| part.edition.clone()).max().unwrap_or_default();
}
