use std::path::Path;

use hustings::corpus::Corpus;
use hustings::corpus::check::{check, verify_quotes};
use hustings::corpus::load::{LoadError, MOST_BYTES, read};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{SMALL, changed};

#[test]
fn nesting_a_hundred_thousand_deep_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(100_000) + "0" + &close.repeat(100_000);
        let problems = check(deep.as_bytes());
        assert!(problems[0].message.contains("nested more than 128 deep"), "{}", problems[0]);
        assert!(Corpus::from_bytes(deep.as_bytes()).is_err());
    }
}

#[test]
fn many_broken_records_give_a_bounded_report() {
    let bytes = changed(|v| v["people"] = json!(vec![json!({}); 50_000]));
    let problems = check(&bytes);
    assert_eq!(problems.len(), 10_001);
    assert!(problems[10_000].message.contains("more problems are not listed"), "{}", problems[10_000]);
}

/// The small corpus with so many sources more that it is beyond the size that is mended, changed.
fn large(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let filler = "Minutes of the harbour. ".repeat(40_000);
    changed(|value| {
        for number in 1..=9 {
            let source = json!({"id": format!("minutes-{number}"), "title": filler});
            value["sources"].as_array_mut().unwrap().push(source);
        }
        change(value);
    })
}

#[test]
fn a_large_file_is_told_the_same_problems_of_shape_as_a_small_one() {
    assert_eq!(check(&large(|_| {})), []);
    let spoil = |value: &mut Value| {
        value["documents"][0]["sections"][0]["passages"][0]["kind"] = json!("poind");
        value["documents"][0]["sections"][0]["number"] = json!("one");
        value["posts"][0].as_object_mut().unwrap().remove("label");
        value["posts"][1]["term"] = json!(["2030"]);
        value["people"][0]["nmae"] = json!([[{"deep": 1}]]);
        value["people"][1]["roles"] = json!({});
        value["facts"][0]["text"] = json!("\u{1b}[31m");
        value["timeline"][0] = json!([]);
        value["title"] = json!(null);
    };
    let told = |bytes: &[u8]| {
        let mut told: Vec<_> =
            check(bytes).iter().map(|problem| (problem.path.clone(), problem.message.clone())).collect();
        told.sort();
        told
    };
    assert_eq!(told(&large(spoil)), told(&changed(spoil)));
    let rules = check(&large(|value| value["facts"][0]["sources"] = json!(["nowhere"])));
    assert!(rules[0].message.contains("there is no source `nowhere`"), "{}", rules[0]);
}

#[test]
fn a_large_file_of_another_version_or_a_key_given_twice_is_reported_in_one_line() {
    let version = check(&large(|value| value["schema_version"] = json!(2)));
    assert!(version.len() == 1 && version[0].message.contains("this program reads version 1"), "{version:?}");
    let bytes = large(|_| {});
    let text = std::str::from_utf8(&bytes).unwrap();
    let twice = check(text.replacen("\"id\"", "\"id\":\"small\",\"id\"", 1).as_bytes());
    assert!(twice.len() == 1 && twice[0].message.contains("stands here twice"), "{twice:?}");
    let cut = check(&bytes[..bytes.len() - 1]);
    assert!(cut.len() == 1 && cut[0].message.contains("EOF"), "{cut:?}");
}

#[test]
fn many_names_that_do_not_exist_give_a_bounded_report() {
    let bytes = changed(|value| {
        let sources: Vec<Value> = (0..20_000).map(|number| json!(format!("nowhere-{number}"))).collect();
        let known = (0..5_000).map(|number| json!({"id": format!("known-{number}"), "title": "Known"}));
        value["sources"].as_array_mut().unwrap().extend(known);
        value["facts"][0]["sources"] = json!(sources);
    });
    let problems = check(&bytes);
    assert_eq!(problems.len(), 10_001);
    assert!(problems[0].message.contains("the nearest is"), "{}", problems[0]);
    assert!(!problems[9_999].message.contains("the nearest is"), "{}", problems[9_999]);
}

#[test]
fn no_unsafe_text_survives_loading() {
    fn spoil(value: &mut Value) {
        match value {
            Value::String(text) if text.contains(' ') => *text = format!("\u{202e}{text}\u{1b}[31m\u{200b}\u{9d}"),
            Value::Array(values) => values.iter_mut().for_each(spoil),
            Value::Object(fields) => fields.values_mut().for_each(spoil),
            _ => {}
        }
    }
    let sound = Corpus::from_bytes(SMALL.as_bytes()).unwrap();
    let spoilt = Corpus::from_bytes(&changed(spoil)).unwrap();
    assert_eq!(spoilt.file(), sound.file());
}

#[test]
fn what_a_message_quotes_is_safe_to_print() {
    let bytes = changed(|v| {
        v["people"][0]["\u{1b}[2J"] = json!(1);
        v["facts"][0]["id"] = json!("\u{1b}]0;x\u{7}\u{202e}");
        v["facts"][0]["confidence"] = json!("\u{9b}31m");
    });
    let said = Corpus::from_bytes(&bytes).unwrap_err().to_string();
    assert!(said.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{said:?}");
}

#[test]
fn only_a_regular_file_within_the_limit_is_read() {
    let directory = tempfile::tempdir().unwrap();
    assert!(matches!(Corpus::open(directory.path()), Err(LoadError::NotAFile { .. })));
    let missing = Corpus::open(&directory.path().join("none.json")).unwrap_err();
    assert!(missing.to_string().contains("none.json: cannot be read"), "{missing}");
    if cfg!(unix) {
        assert!(matches!(read(Path::new("/dev/null")), Err(LoadError::NotAFile { .. })));
    }
    let huge = directory.path().join("huge.json");
    std::fs::File::create(&huge).unwrap().set_len(MOST_BYTES + 1).unwrap();
    let error = Corpus::open(&huge).unwrap_err();
    assert!(
        matches!(error, LoadError::TooLarge { .. }) && error.to_string().contains("the limit is 512 MiB"),
        "{error}"
    );
    let small = directory.path().join("small.json");
    std::fs::write(&small, SMALL).unwrap();
    assert_eq!(Corpus::open(&small).unwrap().id, "small");
    std::fs::write(&small, "{").unwrap();
    assert!(Corpus::open(&small).unwrap_err().to_string().contains("small.json: not a sound corpus, 1 problem:"));
}

#[test]
fn a_source_file_outside_the_directory_is_not_read() {
    let bytes = changed(|v| v["documents"][0]["source"]["file"] = json!("../small.json"));
    let corpus = Corpus::from_bytes(&bytes).unwrap();
    let report = verify_quotes(&corpus, Path::new("tests/corpora"));
    assert_eq!((report.checked, report.verified), (1, 0));
    assert!(report.problems[0].message.contains("no plain file name"), "{}", report.problems[0]);
}

/// Any JSON value, of the keys and texts that a corpus has and of others.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z0-9:.-]{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(vec!["roe", "pilot", "quote", "text", "roe.1.2", "2030-13-01", "Roe"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("id|number|kind|sources|[a-z]{1,4}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// All places of a value, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn any_bytes_load_or_say_why_not(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(Corpus::from_bytes(&bytes).is_err(), !check(&bytes).is_empty());
    }

    #[test]
    fn any_change_of_a_byte_loads_or_says_why_not(at in 0..SMALL.len(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        let problems = check(&bytes);
        match Corpus::from_bytes(&bytes) {
            Ok(_) => {}
            Err(LoadError::Invalid { problems: told, .. }) => {
                prop_assert!(!told.is_empty());
                prop_assert_eq!(told, problems);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn any_change_of_values_loads_or_says_why_not(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any_json()), 1..6)
    ) {
        let bytes = changed(|value| {
            for (index, new) in changes {
                let mut places = Vec::new();
                pointers(value, "", &mut places);
                *value.pointer_mut(&places[index.index(places.len())]).unwrap() = new;
            }
        });
        let problems = check(&bytes);
        match Corpus::from_bytes(&bytes) {
            // Loading passes over what it does not rely on; whatever it does load can be walked through to the end.
            Ok(corpus) => {
                for place in corpus.places() {
                    let reference = corpus.reference(place);
                    prop_assert_eq!(corpus.find(&reference), Some(place), "{}", reference);
                    prop_assert!(!corpus.item(place).text.chars().any(char::is_control));
                }
            }
            Err(_) => prop_assert!(!problems.is_empty()),
        }
        for problem in problems {
            prop_assert!(!problem.to_string().chars().any(char::is_control), "{:?}", problem);
            prop_assert!(!problem.message.contains("cannot be read:"), "{}", problem);
        }
    }
}
