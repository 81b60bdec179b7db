//! The five source texts, word for word.

use std::collections::BTreeMap;
use std::fs;

use hustings::corpus::{Corpus, PassageKind};
use hustings::import::known::{By, recognize};
use hustings::import::{Did, Draft, join, open, read};

use crate::{less_the_report, result, shared, words};

/// Each source: the id of its document, its text, and what was made of it.
fn sources() -> Option<Vec<(String, String, Draft)>> {
    let directory = shared("sources")?;
    let read = |document: &hustings::corpus::Document| {
        let path = directory.join(&document.source.as_ref().unwrap().file);
        (document.id.clone(), fs::read_to_string(&path).unwrap(), open(&path).unwrap())
    };
    Some(Corpus::bundled().documents.iter().map(read).collect())
}

#[test]
fn the_words_of_the_result_are_the_words_of_the_source_less_those_reported() {
    let Some(sources) = sources() else { return };
    assert_eq!(sources.len(), 5);
    for (id, raw, draft) in sources {
        assert_eq!(result(&draft), less_the_report(&raw, &draft), "{id}");
    }
}

#[test]
fn nothing_is_dropped_that_is_not_an_artefact() {
    let (Some(sources), Some(facts)) = (sources(), shared("facts/pp22-facts.json")) else { return };
    let facts: serde_json::Value = serde_json::from_slice(&fs::read(facts).unwrap()).unwrap();
    let mut artefacts: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for artefact in facts["artefacts"].as_array().unwrap() {
        let lines = artefacts.entry(artefact["document"].as_str().unwrap().to_owned()).or_default();
        for line in artefact["lines"].as_array().unwrap() {
            lines.extend(line.as_u64());
        }
    }
    for (id, raw, draft) in sources {
        let lines: Vec<&str> = raw.lines().collect();
        for remark in draft.remarks.iter().filter(|remark| remark.did == Did::Dropped && !remark.words.is_empty()) {
            let whole = words(lines[remark.at as usize - 1]) == words(&remark.words);
            let is_mark = matches!(remark.words.as_str(), "◆" | "footnoteRef");
            // The attribution under a pull quote is listed with the quote: two lines on.
            let known = |at: u32| artefacts[&id].contains(&u64::from(at));
            assert!((whole && known(remark.at)) || is_mark, "{id}, line {}: {}", remark.at, remark.words);
        }
    }
}

#[test]
fn no_artefact_is_left() {
    let Some(sources) = sources() else { return };
    for (id, _, draft) in sources {
        for text in draft.words() {
            for artefact in [
                "**",
                "◆",
                "footnoteRef",
                "[1:",
                " ”",
                "??",
                "Candidate for the post",
                "\u{a0}",
                "MACHINE",
                "담당",
                "·",
            ] {
                assert!(!text.contains(artefact), "{id}: {artefact} in {text}");
            }
        }
    }
}

#[test]
fn what_the_files_say_of_themselves_is_taken() {
    let Some(sources) = sources() else { return };
    let fronts: BTreeMap<_, _> = sources.into_iter().map(|(id, _, draft)| (id, draft.front)).collect();
    let lee = &fronts["lee"];
    assert_eq!(lee.speaker.as_deref(), Some("Chaesub Lee"));
    assert_eq!(lee.state.as_deref(), Some("Republic of Korea"));
    assert_eq!(lee.post.as_deref(), Some("ITU Deputy Secretary-General"));
    let ismailov = &fronts["ismailov"];
    assert_eq!(ismailov.speaker.as_deref(), Some("Rashid Ismailov"));
    assert_eq!(ismailov.state.as_deref(), Some("Russian Federation"));
    assert_eq!(fronts["zhao"].date.as_deref(), Some("2020-06-18"));
    assert_eq!(fronts["zhao"].speaker.as_deref(), Some("Houlin Zhao"));
    assert!(fronts["msit"].title.as_deref().unwrap().starts_with("Minister Lee Jong-Ho to attend"));
    assert_eq!((fronts["msit"].date.as_deref(), fronts["msit"].speaker.as_deref()), (None, None));
    assert!(fronts["goals"].title.as_deref().unwrap().starts_with("PROPOSALS TO INCLUDE"));
}

#[test]
fn the_list_that_a_page_break_cut_is_whole() {
    let Some(sources) = sources() else { return };
    let lee = &sources[0].2;
    let pillars: Vec<&str> = lee.parts[2].texts.iter().map(|text| text.text.as_str()).skip(1).collect();
    assert_eq!(pillars.len(), 3);
    assert!(
        pillars[2]
            .starts_with("3. Strengthening collaboration, coordination, and inclusion within “OneITU”: Considering")
    );
}

#[test]
fn each_source_is_known_and_its_text_stands_in_the_sections_of_its_quotes() {
    let Some(sources) = sources() else { return };
    let corpus = Corpus::bundled();
    for (id, _, draft) in sources {
        let (document, by) = recognize(&draft, &corpus).unwrap();
        assert_eq!((document.id.as_str(), by), (id.as_str(), By::Checksum));
        let texts = join::passages(&draft, document);
        for (section, texts) in document.sections.iter().zip(&texts) {
            assert!(!texts.is_empty(), "{id}.{} has no text", section.number);
            let text = words(&texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ")).join(" ");
            for quote in section.passages.iter().filter(|passage| passage.kind == PassageKind::Quote) {
                let quote_words = words(&quote.text).join(" ");
                // The publisher shortened two pull quotes: a full stop in place of what follows.
                assert!(text.contains(&quote_words), "{id}.{}.{}", section.number, quote.number);
            }
        }
    }
}

#[test]
fn a_source_whose_spaces_and_artefacts_differ_is_known_by_its_words() {
    let Some(sources) = sources() else { return };
    let corpus = Corpus::bundled();
    for (id, raw, _) in sources {
        let other =
            raw.replace("**", "").replace("◆ ", "").replace('\u{a0}', " ").replace('’', "'").replace('\n', "\r\n");
        let draft = read(other.into_bytes()).unwrap();
        let (document, by) = recognize(&draft, &corpus).unwrap();
        assert_eq!(document.id, id);
        assert!(matches!(by, By::Words { .. }), "{id}");
    }
}

#[test]
fn another_text_is_not_taken_for_one_that_is_known() {
    let corpus = Corpus::bundled();
    let quotes: Vec<&str> = corpus.documents[0]
        .sections
        .iter()
        .flat_map(|section| &section.passages)
        .map(|passage| passage.text.as_str())
        .collect();
    let half = quotes[..quotes.len() / 2].join("\n\n");
    let draft = read(half.into_bytes()).unwrap();
    assert!(recognize(&draft, &corpus).is_none(), "half of the points and quotes is not the document");
}
