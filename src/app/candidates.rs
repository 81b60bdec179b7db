//! The candidates: everyone who stands, by post, and what is known of one.

use std::collections::HashMap;

use super::list::{Entry, Group};
use super::page::{Block, Page};
use super::scroll::Scroll;
use super::votes;
use crate::corpus::{Candidacy, Corpus, Place, Reference};

/// All candidacies under the posts they are for, in neutral order.
pub(crate) fn entries(corpus: &Corpus) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut standing: HashMap<&str, Vec<Entry>> = HashMap::new();
    for (candidacy, at) in corpus.candidacies.iter().zip(0..) {
        standing.entry(&candidacy.post).or_default().push(Entry::Candidacy(at));
    }
    for (post, at) in corpus.posts.iter().zip(0..) {
        if let Some(standing) = standing.remove(&*post.id) {
            entries.push(Entry::Group(Group::Post(at)));
            entries.extend(standing);
        }
    }
    entries
}

/// The profile of a candidacy: state, post, roles, the answers section by section, how it ended.
pub(crate) fn page(corpus: &Corpus, at: u32) -> Scroll {
    let candidacy = &corpus.candidacies[at as usize];
    let mut page = Page::default();
    head(corpus, candidacy, &mut page);
    // A person may stand more than once, with a document for each.
    let own = candidacy.document.as_ref().and_then(|id| corpus.find(&Reference::Document(id.clone())));
    let document = match own {
        Some(Place::Document(at)) => Some(at),
        _ => candidacy.person.as_deref().and_then(|id| corpus.document_of(id)),
    };
    if document.is_none() {
        page.push(Block::note("No document on record: what is known is from the election itself."));
    }
    let mut scroll = Scroll::from(page);
    if let Some(document) = document {
        scroll.push_document(corpus, document);
    }
    let mut end = Page::default();
    votes::candidacy_blocks(corpus, candidacy, &mut end);
    scroll.push_page(end);
    scroll
}

fn head(corpus: &Corpus, candidacy: &Candidacy, page: &mut Page) {
    let name = corpus.candidate_name(candidacy);
    let person = candidacy.person.as_deref().and_then(|id| corpus.person(id));
    let state = person.and_then(|person| person.country.as_ref()).or(candidacy.nominated_by.as_ref());
    let title = match state {
        Some(state) if state.name != name => format!("{name} · {}", state.name),
        _ => name.to_owned(),
    };
    let post = corpus.post(&candidacy.post);
    let place = person.and_then(|person| corpus.find(&Reference::Person(person.id.clone())));
    let mut block = Block::title(title);
    block.section = true;
    page.push(match place {
        Some(place) => block.labelled(corpus.reference(place).to_string()).at(place),
        None => block,
    });
    if let Some(post) = post {
        let area = post.area.as_ref().map(|area| format!(", {area}")).unwrap_or_default();
        let outcome = candidacy.outcome.map(|outcome| format!(" · {}", outcome.label())).unwrap_or_default();
        page.push(Block::plain(format!("for {}{area}{outcome}", post.label)));
    }
    if person.is_none() && post.is_some_and(|post| post.area.is_none()) {
        page.push(Block::note("The name of the candidate is not on record."));
    }
    if let Some(note) = &candidacy.note {
        page.push(Block::note(note.as_str()));
    }
    for role in person.into_iter().flat_map(|person| &person.roles) {
        let caution = role.standing.caution().map(|caution| format!(" ({caution})")).unwrap_or_default();
        page.push(Block::plain(format!("· {}{caution}", role.label)));
    }
    page.push(Block::blank());
}
