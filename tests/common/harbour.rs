//! The small corpus, and one of the next election.

use hustings::corpus::CorpusFile;

/// A corpus of every kind of record, as a file.
pub const SMALL: &str = include_str!("../corpora/small.json");

/// The election after that of the small corpus: everything in it has an id of the first, and most of it says something else.
pub fn later() -> CorpusFile {
    let mut file: CorpusFile = serde_json::from_str(SMALL).unwrap();
    "later".clone_into(&mut file.id);
    "Election of the next harbour board".clone_into(&mut file.title);
    "Harbour 2032".clone_into(&mut file.short_title);
    "2032-05-01".clone_into(&mut file.edition);
    "General meeting of the next year".clone_into(&mut file.conference.name);
    file.conference.abbreviation = Some("GM-32".to_owned());
    let passages = &mut file.documents[0].sections[0].passages;
    *passages = std::mem::take(passages)
        .into_iter()
        .map(|mut passage| {
            passage.text = passage.text.replace('.', ", still.");
            passage
        })
        .collect();
    file
}
