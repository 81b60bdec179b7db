//! All quotes, by speaker and theme, and one of them large.

use super::list::Entry;
use super::page::{Block, Page, Role};
use super::{naming, passages, priorities, source};
use crate::corpus::{Corpus, Passage, PassageKind, Place, Reference};

/// Which quotes are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Id of the document whose author spoke.
    pub document: Option<String>,
    /// Id of a theme.
    pub theme: Option<String>,
}

impl Filter {
    /// Whether anything is left out.
    pub(crate) fn is_set(&self) -> bool {
        self.document.is_some() || self.theme.is_some()
    }

    /// The filter in words: who and what.
    pub(crate) fn describe(&self, corpus: &Corpus) -> String {
        let document = self.document.as_deref().and_then(|id| corpus.document(id));
        let speaker = document.map(|document| corpus.author_name(document));
        let theme = self.theme.as_deref().and_then(|id| corpus.theme(id)).map(|theme| theme.label.as_str());
        [speaker, theme].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn holds(&self, passage: &Passage) -> bool {
        passage.kind == PassageKind::Quote && self.theme.as_ref().is_none_or(|theme| passage.themes.contains(theme))
    }
}

/// The quotes that the filter lets through, in the order of the documents. Documents that have none are not gone through.
pub(crate) fn entries(corpus: &Corpus, filter: &Filter) -> Vec<Entry> {
    let position = |reference: Reference| match corpus.find(&reference) {
        Some(Place::Document(at) | Place::Theme(at)) => at as usize,
        _ => usize::MAX,
    };
    let document = filter.document.clone().map(|id| position(Reference::Document(id)));
    let theme = filter.theme.clone().map(|id| position(Reference::Theme(id)));
    let documents = match document {
        Some(at) => at..at.saturating_add(1).min(corpus.documents.len()),
        None => 0..corpus.documents.len(),
    };
    let mut entries = Vec::new();
    for at in documents.filter(|at| corpus.count_quotes(Some(*at), theme) > 0) {
        for (section, record) in (0..).zip(&corpus.documents[at].sections) {
            let quotes = (0..).zip(&record.passages).filter(|(_, passage)| filter.holds(passage));
            let document = u32::try_from(at).unwrap_or(u32::MAX);
            entries.extend(quotes.map(|(passage, _)| Entry::Place(Place::Passage { document, section, passage })));
        }
    }
    entries
}

/// One quote, and all that is needed to cite it.
pub(crate) fn page(corpus: &Corpus, place: Place) -> Page {
    let item = corpus.item(place);
    let mut page = Page::default();
    page.push(Block::blank());
    page.push_item(corpus, &item);
    for block in &mut page.blocks {
        if block.role == Role::Quote {
            block.role = Role::Headline;
        }
    }
    page.push(Block::blank());
    if let Some(document) = item.document {
        page.push(Block::plain(naming::byline(corpus, document)));
        page.push(Block::plain(document.title.as_str()));
    }
    if let Place::Passage { document, section, .. } = place {
        let heading = passages::section_heading(corpus, Place::Section { document, section });
        page.push(Block { section: false, ..heading });
    }
    if !item.themes.is_empty() {
        page.push(Block::note(format!("Themes: {}", priorities::labels(corpus, item.themes))));
    }
    if item.passage.is_some_and(|passage| passage.pull_quote) {
        page.push(Block::note("Printed as a pull quote by the publisher."));
    }
    for line in source::lines(corpus, &item) {
        page.push(Block::note(line));
    }
    page
}
