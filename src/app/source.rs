//! Where something comes from and what may be done with it.

use super::naming;
use super::page::{Block, Page};
use crate::corpus::{Confidence, Corpus, Item, Place, Source, Standing, Support};
use crate::export::Edition;
use crate::text::date;

/// The page that says where the thing at a place comes from.
pub(crate) fn page(corpus: &Corpus, place: Place) -> Page {
    let item = corpus.item(place);
    let mut page = Page::default();
    page.push(Block::title(naming::heading(corpus, &item)).labelled(corpus.reference(place).to_string()));
    let Edition { id, edition, .. } = Edition::at(corpus, place);
    page.push(Block::note(format!("{} · corpus {id}, edition {edition}", item.kind)));
    page.push(Block::blank());
    if let Some(document) = item.document {
        page.push(Block::plain(document.title.as_str()));
        page.push(Block::plain(naming::byline(corpus, document)));
    }
    for line in lines(corpus, &item) {
        page.push(Block::plain(line));
    }
    page
}

/// What stands behind an item, line by line: its document's address and rights, its sources, how well it is known.
pub(crate) fn lines(corpus: &Corpus, item: &Item<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(document) = item.document {
        lines.extend(document.url.clone());
        lines.push(format!("Rights: {}", rights(&document.rights)));
        lines.extend(document.source.as_ref().map(|file| format!("Quotes verified against {}", file.file)));
    }
    if let Some(standing) = item.standing {
        lines.extend(standing_lines(corpus, standing));
    }
    match item.place {
        Place::Conference(at) => lines.extend(source_lines(corpus, &corpus.conference_at(at).sources)),
        Place::Person(at) => lines.extend(source_lines(corpus, &corpus.people[at as usize].sources)),
        _ => {}
    }
    lines
}

fn rights(rights: &crate::corpus::Rights) -> String {
    let parts = [rights.licence.as_deref(), Some(rights.statement.as_str()), rights.holder.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How well something is known and from where, in one line; [`lines`] says more.
pub(crate) fn standing_line(corpus: &Corpus, standing: &Standing) -> String {
    let confidence = match standing.confidence {
        Confidence::Confirmed => "confirmed",
        Confidence::Derived => "derived",
    };
    let support = match standing.support {
        Some(Support::Primary) => ", the organization itself",
        Some(Support::National) => ", a government",
        Some(Support::Multi) => ", several sources",
        Some(Support::Single) => ", one secondary source",
        None => "",
    };
    let mut publishers: Vec<&str> = Vec::new();
    for id in &standing.sources {
        let document = id.strip_prefix("document:").and_then(|id| corpus.document(id));
        let source = corpus.source(id);
        let name = match (document, source) {
            (Some(document), _) => corpus.author_name(document),
            (None, Some(source)) => source.publisher.as_deref().unwrap_or(&source.title),
            (None, None) => id.as_str(),
        };
        if !publishers.contains(&name) {
            publishers.push(name);
        }
    }
    format!("{confidence}{support}: {}", publishers.join("; "))
}

/// How well something is known and from where, line by line.
fn standing_lines(corpus: &Corpus, standing: &Standing) -> Vec<String> {
    let caution = standing.caution().map(|caution| format!("Note: {caution}"));
    caution.into_iter().chain(source_lines(corpus, &standing.sources)).collect()
}

fn source_lines(corpus: &Corpus, ids: &[String]) -> Vec<String> {
    ids.iter()
        .map(|id| match (corpus.source(id), id.strip_prefix("document:").and_then(|id| corpus.document(id))) {
            (Some(source), _) => format!("Source: {}", describe(source)),
            (None, Some(document)) => format!("Source: {} ({})", document.title, document.id),
            (None, None) => format!("Source: {id}"),
        })
        .collect()
}

fn describe(source: &Source) -> String {
    let date = source.date.as_deref().map(date::long);
    [Some(source.title.as_str()), source.publisher.as_deref(), date.as_deref(), source.url.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}
