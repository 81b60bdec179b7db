use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use hustings::corpus::load::{LoadError, MOST_BYTES, Source};
use hustings::corpus::{Corpus, CorpusFile, Place};
use hustings::text::sanitize::first_unsafe;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::SMALL;

/// The small corpus and so many passages in sections of that many.
fn many(passages: usize, section: usize) -> Value {
    let mut value: Value = serde_json::from_str(SMALL).unwrap();
    let mut left = passages;
    let mut sections = Vec::new();
    while left > 0 {
        let here = left.min(section);
        left -= here;
        let passage = |number| json!({"number": number, "kind": "point", "text": format!("Point {number}.")});
        let passages: Vec<Value> = (1..=here).map(passage).collect();
        sections.push(json!({"number": sections.len() + 1, "heading": "On and on", "passages": passages}));
    }
    let rights = json!({"statement": "Nobody's."});
    let document = json!({"id": "minutes", "kind": "proposal", "title": "Minutes", "language": "en", "rights": rights, "sections": sections});
    value["documents"].as_array_mut().unwrap().push(document);
    value
}

fn written(name: &str, value: &Value) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, value.to_string()).unwrap();
    path
}

/// The parts that are handed out while a file is read, and the whole.
fn read(name: &str, value: &Value) -> (Vec<Corpus>, Corpus) {
    let mut parts = Vec::new();
    let path = written(name, value);
    let told = RefCell::new(Vec::new());
    let source = Source::open(&path).unwrap();
    assert_eq!(source.bytes(), fs::metadata(&path).unwrap().len());
    let whole = source.read(&|bytes| told.borrow_mut().push(bytes), &mut |part| parts.push(part)).unwrap();
    let told = told.into_inner();
    assert!(told.is_sorted() && told.last() == Some(&fs::metadata(&path).unwrap().len()), "{told:?}");
    (parts, whole)
}

fn passages(corpus: &Corpus) -> Vec<&str> {
    let places = corpus.places().filter(|place| matches!(place, Place::Passage { .. }));
    let text = |place| match place {
        Place::Passage { document, section, passage } => {
            &*corpus.documents[document as usize].sections[section as usize].passages[passage as usize].text
        }
        _ => unreachable!(),
    };
    places.map(text).collect()
}

#[test]
fn parts_grow_from_the_head_to_the_whole_and_keep_what_they_had() {
    for (name, section) in [("one-section.json", 20_000), ("many-sections.json", 30)] {
        let value = many(20_000, section);
        let (parts, whole) = read(name, &value);
        assert_eq!(*whole.file(), *Corpus::from_bytes(value.to_string().as_bytes()).unwrap().file());
        let whole = passages(&whole);
        let counts: Vec<usize> = parts.iter().map(|part| passages(part).len()).collect();
        assert!(counts[0] == 0 && counts[1] == 2_000 && counts.len() < 10, "{counts:?}");
        assert!(counts.windows(2).all(|pair| pair[1] >= pair[0] + pair[0] / 4 * 3), "{counts:?}");
        for part in &parts {
            assert_eq!(part.title, value["title"].as_str().unwrap());
            let passages = passages(part);
            assert_eq!(passages, whole[..passages.len()]);
        }
    }
}

/// The value with the keys of all its objects in the order of a random number each.
fn shuffled(value: Value, random: &mut impl FnMut() -> u32) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(u32, String, Value)> =
                fields.into_iter().map(|(key, value)| (random(), key, shuffled(value, random))).collect();
            fields.sort_by_key(|(at, ..)| *at);
            Value::Object(fields.into_iter().map(|(_, key, value)| (key, value)).collect::<Map<_, _>>())
        }
        Value::Array(values) => values.into_iter().map(|value| shuffled(value, random)).collect(),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_keys_changes_nothing_and_every_part_can_be_gone_through(seed in any::<u32>()) {
        let mut state = seed;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        };
        let value = many(2_500, 1_200);
        let expected: CorpusFile = serde_json::from_value(value.clone()).unwrap();
        let (parts, whole) = read(&format!("shuffled-{seed}.json"), &shuffled(value, &mut random));
        let expected = Corpus::from(expected);
        prop_assert_eq!(whole.file(), expected.file());
        for part in &parts {
            for place in part.places() {
                let reference = part.reference(place);
                prop_assert_eq!(part.find(&reference), Some(place));
                prop_assert_eq!(part.item(place).place, place);
            }
        }
        fs::remove_file(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("shuffled-{seed}.json"))).unwrap();
    }
}

#[test]
fn no_part_holds_a_text_that_could_steer_a_terminal() {
    const EVIL: &str = "\u{1b}]0;x\u{7}safe\u{202e}\n\u{9b}31m";
    let mut value = many(5_000, 700);
    value["short_title"] = json!(EVIL);
    value["people"][0]["name"] = json!(EVIL);
    for document in value["documents"].as_array_mut().unwrap() {
        document["title"] = json!(EVIL);
        for section in document["sections"].as_array_mut().unwrap() {
            section["heading"] = json!(EVIL);
            section["passages"][0]["text"] = json!(EVIL);
        }
    }
    let (parts, whole) = read("evil.json", &value);
    for corpus in parts.iter().chain([&whole]) {
        assert_eq!(corpus.short_title, "safe ");
        let json = serde_json::to_value(corpus.file()).unwrap();
        let mut values = vec![&json];
        while let Some(value) = values.pop() {
            match value {
                Value::String(text) => assert_eq!(first_unsafe(text), None, "{text:?}"),
                Value::Array(list) => values.extend(list),
                Value::Object(fields) => values.extend(fields.values()),
                _ => {}
            }
        }
    }
}

#[test]
fn a_file_that_cannot_be_sound_any_more_is_read_no_further_and_told_in_full() {
    for spoil in [
        (|value| value["documents"][0]["id"] = json!("Person")) as fn(&mut Value),
        |value| value["documents"][1]["id"] = value["documents"][0]["id"].clone(),
        |value| value["documents"][0]["sections"][0]["number"] = json!(7),
        |value| value["documents"][0]["sections"][0]["passages"][0]["number"] = json!(7),
        |value| value["documents"][0]["sections"][0]["passages"][0]["kind"] = json!("poind"),
    ] {
        let mut value = many(9_000, 100);
        value["sources"][0]["title"] = json!(7);
        spoil(&mut value);
        let path = written("unsound.json", &value);
        let mut parts = 0;
        let read = Source::open(&path).unwrap().read(&|_| {}, &mut |_| parts += 1);
        let Err(LoadError::Invalid { path: named, problems }) = read else { panic!("{read:?}") };
        assert_eq!((named.as_ref(), parts), (Some(&path), 1));
        assert!(problems.len() >= 2 && problems.iter().any(|problem| problem.path == "$.sources[0].title"));
    }
}

#[test]
fn a_file_that_ends_too_early_or_goes_on_too_long_is_told_where() {
    let text = many(3_000, 100).to_string();
    for (name, text) in [("short.json", &text[..text.len() - 1]), ("long.json", &format!("{text} {{}}"))] {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, text).unwrap();
        let error = Source::open(&path).unwrap().read(&|_| {}, &mut |_| {}).unwrap_err();
        assert!(error.to_string().contains("line 1, column"), "{error}");
    }
}

#[test]
fn a_file_that_grows_beyond_the_limit_while_it_is_read_is_refused() {
    let path = written("growing.json", &many(10, 10));
    let source = Source::open(&path).unwrap();
    // What is added takes no room on the disk, and is no JSON.
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
    let refused = source.read(&|_| {}, &mut |_| {});
    fs::remove_file(&path).unwrap();
    assert!(matches!(refused, Err(LoadError::TooLarge { path: Some(named), .. }) if named == path));
}
