//! What holds for any texts and any query.

use hustings::corpus::Place;
use hustings::search::{Field, Index, Query, find};
use hustings::text::fold::fold;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::corpora::{passages, search};

/// Words that meet, miss and nearly meet each other.
const WORDS: &[&str] = &[
    "digital",
    "digtal",
    "divide",
    "the",
    "of",
    "what",
    "limit",
    "limits",
    "Bogdan-Martin",
    "bogdan",
    "martin",
    "l’égalité",
    "égalité",
    "5G",
    "2022",
    "WTPF-21",
    "Straße",
    "电信联盟",
    "电信",
    "이종호",
    "МОСКВА",
    "a",
    "ab",
    "abc",
    "zürich",
    "Zu\u{308}rich",
    "women’s",
];

fn words(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS), 1..most)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![words(12).prop_map(|words| words.join(" ")), "\\PC{0,40}", any::<String>()]
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        words(5).prop_map(|words| words.join(" ")),
        words(4).prop_map(|words| format!("\"{}\" -{}", words.join(" "), words[0])),
        "(by:|type:|-|\"|theme:|in:)?\\PC{0,12}",
        any::<String>(),
    ]
}

/// Words in the texts of a large corpus: of each one half as many as of the one before.
const HALVING: &[&str] = &["the", "of", "digital", "divide", "spectrum", "treaty", "zulu", "yurt", "xenon", "wadi"];

#[test]
fn a_large_corpus_answers_as_a_plain_scan_does() {
    let mut state = 22u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let texts: Vec<String> = (0..70_000)
        .map(|_| {
            (0..3)
                .map(|_| HALVING[(random().trailing_zeros() as usize).min(HALVING.len() - 1)])
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let corpus = passages(&texts);
    let index = Index::build(&corpus);
    let has = |text: &str, word: &str| text.split(' ').any(|other| other == word);
    for words in [
        &["wadi"][..],
        &["the", "wadi"],
        &["xenon", "yurt"],
        &["digital", "of", "the"],
        &["treaty", "zulu", "the"],
        &["divide", "spectrum"],
        &["digital", "xenon"],
        &["zulu", "spectrum", "digital"],
    ] {
        let scanned: Vec<&String> = texts.iter().filter(|text| words.iter().all(|word| has(text, word))).collect();
        assert!(!scanned.is_empty(), "{words:?}");
        let typed = words.join(" ") + " ";
        let results = index.search(&corpus, &Query::parse(&index, &corpus, &typed), usize::MAX);
        assert_eq!((results.total, results.hits.len()), (scanned.len(), scanned.len()), "{typed}");
        for hit in &results.hits {
            let text = &corpus.item(hit.place).text;
            assert!(words.iter().all(|word| has(text, word)), "{typed}: {text}");
        }
        let phrase = format!("\"{}\"", words.join(" "));
        let scanned = texts.iter().filter(|text| format!(" {text} ").contains(&format!(" {typed}"))).count();
        let results = index.search(&corpus, &Query::parse(&index, &corpus, &phrase), 1);
        assert_eq!(results.total, scanned, "{phrase}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_marks_are_whole_graphemes_inside_the_text(texts in prop::collection::vec(text(), 0..6), typed in typed()) {
        let corpus = passages(&texts);
        let index = Index::build(&corpus);
        let results = search(&corpus, &index, &typed);
        prop_assert_eq!(results.total, results.hits.len());
        for hit in &results.hits {
            let item = corpus.item(hit.place);
            let mut before = (Field::Title, 0);
            for found in &hit.matches {
                let text: &str = if found.field == Field::Title { &item.title } else { &item.text };
                let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                prop_assert!(found.start < found.end && borders.contains(&found.start) && borders.contains(&found.end), "{:?} in {:?}", found, text);
                prop_assert!((found.field, found.start) >= before);
                before = (found.field, found.end);
            }
        }
        for text in &texts {
            let mut end = 0;
            for range in find(text, &typed) {
                prop_assert!(range.start >= end && text.get(range.clone()).is_some() && !range.is_empty());
                end = range.end;
            }
        }
    }

    #[test]
    fn a_passage_that_has_all_words_is_among_the_hits(texts in prop::collection::vec(words(12), 1..8), asked in words(5)) {
        let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let corpus = passages(&texts);
        let typed = asked.join(" ");
        let results = search(&corpus, &Index::build(&corpus), &typed);
        for (at, text) in texts.iter().enumerate() {
            let has = |word: &str| text.split(' ').any(|other| fold(other) == fold(word));
            if asked.iter().all(|word| has(word)) {
                let is = |place: Place| matches!(place, Place::Passage { passage, .. } if passage as usize == at);
                prop_assert!(results.hits.iter().any(|hit| is(hit.place)), "{:?} not found by {:?}", text, typed);
            }
        }
    }

    #[test]
    fn folding_is_idempotent(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_letters_typed_before_make_no_difference(texts in prop::collection::vec(words(12), 1..6), typed in typed()) {
        let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let corpus = passages(&texts);
        let used = Index::build(&corpus);
        for (at, _) in typed.char_indices() {
            let _ = used.search(&corpus, &Query::parse(&used, &corpus, &typed[..at]), 5);
        }
        let fresh = Index::build(&corpus);
        prop_assert_eq!(search(&corpus, &used, &typed), search(&corpus, &fresh, &typed));
    }
}
