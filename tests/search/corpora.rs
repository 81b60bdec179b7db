//! Small corpora, and the bundled one with its index.

use std::sync::LazyLock;

use hustings::corpus::{Corpus, CorpusFile, Document, Passage, PassageKind, Place, Section};
use hustings::search::{Field, Hit, Index, Query, Results};

/// The bundled corpus and its index, made once.
pub static BUNDLED: LazyLock<(Corpus, Index)> = LazyLock::new(|| {
    let corpus = Corpus::bundled();
    let index = Index::build(&corpus);
    (corpus, index)
});

/// A corpus of one document with these passages in one section.
pub fn passages<S: AsRef<str>>(texts: &[S]) -> Corpus {
    let passage = |(number, text): (u32, &S)| Passage {
        number,
        kind: PassageKind::Point,
        text: text.as_ref().to_owned(),
        ..Passage::default()
    };
    let section = Section { number: 1, passages: (1..).zip(texts).map(passage).collect(), ..Section::default() };
    let document = Document { id: "d".to_owned(), sections: vec![section], ..Document::default() };
    Corpus::from(CorpusFile { documents: vec![document], ..CorpusFile::default() })
}

/// All hits for a query.
pub fn search(corpus: &Corpus, index: &Index, typed: &str) -> Results {
    index.search(corpus, &Query::parse(index, corpus, typed), usize::MAX)
}

/// The numbers (from 0) of the passages of a corpus made by [`passages`] that are hits, best first.
pub fn found(corpus: &Corpus, typed: &str) -> Vec<usize> {
    let results = search(corpus, &Index::build(corpus), typed);
    results
        .hits
        .iter()
        .filter_map(|hit| if let Place::Passage { passage, .. } = hit.place { Some(passage as usize) } else { None })
        .collect()
}

/// The references of the hits in the bundled corpus, best first.
pub fn bundled(typed: &str) -> Vec<String> {
    let (corpus, index) = &*BUNDLED;
    search(corpus, index, typed).hits.iter().map(|hit| corpus.reference(hit.place).to_string()).collect()
}

/// What is marked in a hit, as written.
pub fn marked(corpus: &Corpus, hit: &Hit) -> Vec<String> {
    let item = corpus.item(hit.place);
    let text = |field| if field == Field::Title { &item.title } else { &item.text };
    hit.matches.iter().map(|found| text(found.field)[found.start..found.end].to_owned()).collect()
}
