//! What documents and items go by: in lists, under titles, in sources.

use crate::corpus::{Corpus, Document, Item, Kind};
use crate::text::date;

/// Whose words an item is, or what it is called.
pub(crate) fn heading(corpus: &Corpus, item: &Item<'_>) -> String {
    match (item.kind, item.document) {
        (Kind::Point | Kind::Quote | Kind::Text | Kind::Section, Some(document)) => {
            corpus.author_name(document).to_owned()
        }
        _ => item.title.to_string(),
    }
}

/// What a document goes by in a list: its author, or its title where none is named.
pub(crate) fn name<'a>(corpus: &'a Corpus, document: &'a Document) -> &'a str {
    let named = document.speaker.is_some() || document.publisher.is_some();
    if named { corpus.author_name(document) } else { &document.title }
}

/// Whose words a document holds, in what capacity, when and where they were published.
pub(crate) fn byline(corpus: &Corpus, document: &Document) -> String {
    let author = corpus.author_name(document);
    let publisher = document.publisher.as_deref().filter(|publisher| *publisher != author);
    let date = document.date.as_deref().map(date::long);
    [Some(author), document.capacity.as_deref(), publisher, date.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
