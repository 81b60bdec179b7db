use hustings::corpus::load::BUNDLED;
use serde_json::{Value, json};

use super::{SMALL, changed};

const SCHEMA: &str = include_str!("../../data/corpus.schema.json");

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn obeys(bytes: &[u8]) -> Result<(), String> {
    let value: Value = serde_json::from_slice(bytes).unwrap();
    schema().validate(&value).map_err(|error| format!("{}: {error}", error.instance_path()))
}

#[test]
fn the_bundled_and_the_small_corpus_obey_the_schema() {
    assert_eq!(obeys(BUNDLED.as_bytes()), Ok(()));
    assert_eq!(obeys(SMALL.as_bytes()), Ok(()));
}

#[test]
fn the_schema_refuses_what_a_corpus_may_not_hold() {
    let cases: [fn(&mut Value); 9] = [
        |v| v["schema_version"] = json!(2),
        |v| v["people"][0]["contry"] = json!("x"),
        |v| drop(v["people"][0].as_object_mut().unwrap().remove("name")),
        |v| v["people"][0]["id"] = json!("Poe"),
        |v| v["people"][0]["country"]["code"] = json!("nor"),
        |v| v["ballots"][0]["date"] = json!("2 April"),
        |v| v["ballots"][0]["counted"] = json!(0),
        |v| v["documents"][0]["kind"] = json!("rumour"),
        |v| v["posts"][0]["term"] = json!(["2031-01-01"]),
    ];
    for (at, case) in cases.into_iter().enumerate() {
        assert!(obeys(&changed(case)).is_err(), "case {at}");
    }
}

#[test]
fn the_schema_describes_every_field() {
    fn described(schema: &Value, at: &str, missing: &mut Vec<String>) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            if field["description"].as_str().is_none() && field["$ref"].as_str().is_none() {
                missing.push(format!("{at}.{name}"));
            }
        }
    }
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut missing = Vec::new();
    described(&schema, "$", &mut missing);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        assert!(definition["description"].is_string(), "{name}");
        described(definition, name, &mut missing);
    }
    assert_eq!(missing, Vec::<String>::new());
}
