use hustings::corpus::Corpus;
use hustings::corpus::check::{Problem, check};
use hustings::corpus::load::LoadError;
use serde_json::{Value, json};

use super::{SMALL, changed};

fn problems(change: impl FnOnce(&mut Value)) -> Vec<Problem> {
    check(&changed(change))
}

#[test]
fn the_small_corpus_is_sound() {
    assert_eq!(check(SMALL.as_bytes()), []);
    assert!(Corpus::from_bytes(SMALL.as_bytes()).is_ok());
}

/// One change, and the path, the record and a piece of the message of the one problem it makes.
type Case = (&'static str, fn(&mut Value), &'static str, Option<&'static str>, &'static str);

const CASES: &[Case] = &[
    (
        "a key missing",
        |v| drop(v["people"][1].as_object_mut().unwrap().remove("name")),
        "$.people[1].name",
        Some("person:roe"),
        "`name` is missing; give it (Name as the person writes it",
    ),
    (
        "a key misspelt",
        |v| v["people"][1]["contry"] = json!("x"),
        "$.people[1].contry",
        Some("person:roe"),
        "the nearest is `country`; rename it or take it out",
    ),
    (
        "a text for a number",
        |v| v["posts"][0]["seats"] = json!("one"),
        "$.posts[0].seats",
        Some("post:pilot"),
        "the text `one`; it must be a whole number",
    ),
    ("a number for a list", |v| v["aliases"] = json!(7), "$.aliases", None, "the number 7; it must be a list"),
    (
        "null for what is not known",
        |v| v["ballots"][0]["counted"] = Value::Null,
        "$.ballots[0].counted",
        Some("ballot:pilot.1"),
        "leave the key out",
    ),
    (
        "half a vote",
        |v| v["ballots"][0]["votes"][0]["votes"] = json!(0.5),
        "$.ballots[0].votes[0].votes",
        Some("ballot:pilot.1"),
        "`0.5` is no whole number",
    ),
    (
        "a number beyond all counting",
        |v| v["posts"][0]["seats"] = json!(99_999_999_999_u64),
        "$.posts[0].seats",
        Some("post:pilot"),
        "from 1 to 4294967295",
    ),
    (
        "an unknown outcome",
        |v| v["candidacies"][0]["outcome"] = json!("not elected"),
        "$.candidacies[0].outcome",
        Some("pilot-poe"),
        "none of elected, not-elected, withdrawn; the nearest is `not-elected`",
    ),
    (
        "a group of one alias",
        |v| v["aliases"][0] = json!(["PT"]),
        "$.aliases[0]",
        None,
        "1 elements; it must have at least 2",
    ),
    (
        "an empty title",
        |v| v["documents"][0]["title"] = json!(""),
        "$.documents[0].title",
        Some("roe"),
        "the text is empty",
    ),
    (
        "an id in capitals",
        |v| v["facts"][0]["id"] = json!("Majority"),
        "$.facts[0].id",
        Some("fact:Majority"),
        "use lower-case letters",
    ),
    (
        "an id taken twice",
        |v| v["themes"].as_array_mut().unwrap().push(json!({"id": "rules", "label": "L", "description": "D"})),
        "$.themes[2].id",
        Some("theme:rules"),
        "taken by $.themes[0]",
    ),
    (
        "an unknown person",
        |v| v["candidacies"][0]["person"] = json!("poo"),
        "$.candidacies[0].person",
        Some("pilot-poe"),
        "there is no person `poo`; the nearest is `poe`",
    ),
    (
        "an unknown post",
        |v| v["timeline"][0]["posts"][0] = json!("pilots"),
        "$.timeline[0].posts[0]",
        Some("timeline:1"),
        "the nearest is `pilot`",
    ),
    (
        "an unknown theme",
        |v| v["documents"][0]["sections"][1]["passages"][0]["themes"][0] = json!("watter"),
        "$.documents[0].sections[1].passages[0].themes[0]",
        Some("roe.2.1"),
        "the nearest is `water`",
    ),
    (
        "an unknown source",
        |v| v["facts"][0]["sources"][0] = json!("gazet"),
        "$.facts[0].sources[0]",
        Some("fact:majority"),
        "the nearest is `gazette`",
    ),
    (
        "a document as source that is not there",
        |v| v["facts"][0]["sources"][1] = json!("document:row"),
        "$.facts[0].sources[1]",
        Some("fact:majority"),
        "there is no document `row`",
    ),
    (
        "an unknown question",
        |v| v["documents"][0]["sections"][1]["question"] = json!("q9"),
        "$.documents[0].sections[1].question",
        Some("roe.2"),
        "there is no question `q9`",
    ),
    (
        "evidence that is not there",
        |v| v["priorities"][0]["evidence"][0] = json!("roe.2.7"),
        "$.priorities[0].evidence[0]",
        Some("priority:roe-1"),
        "there is no passage `roe.2.7`",
    ),
    (
        "no evidence",
        |v| v["priorities"][0]["evidence"] = json!([]),
        "$.priorities[0].evidence",
        Some("priority:roe-1"),
        "name at least one",
    ),
    (
        "somebody else's priority",
        |v| v["priorities"][0]["holder"] = json!("poe"),
        "$.priorities[0].holder",
        Some("priority:roe-1"),
        "its document is by `roe`",
    ),
    (
        "a gap between passages",
        |v| v["documents"][0]["sections"][0]["passages"][1]["number"] = json!(3),
        "$.documents[0].sections[0].passages[1].number",
        Some("roe.1.3"),
        "counted from 1 among points and quotes of its section it is 2",
    ),
    (
        "a fact without a source",
        |v| v["facts"][0]["sources"] = json!([]),
        "$.facts[0].sources",
        Some("fact:majority"),
        "name at least one source",
    ),
    (
        "a day that is not",
        |v| v["ballots"][0]["date"] = json!("2030-02-30"),
        "$.ballots[0].date",
        Some("ballot:pilot.1"),
        "`2030-02-30` is no day of the calendar",
    ),
    (
        "a date in words",
        |v| v["sources"][0]["date"] = json!("May 2030"),
        "$.sources[0].date",
        Some("gazette"),
        "write YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (
        "an hour that is not",
        |v| v["ballots"][0]["time"] = json!("25:00"),
        "$.ballots[0].time",
        Some("ballot:pilot.1"),
        "write HH:MM",
    ),
    (
        "an end before the start",
        |v| v["conference"]["end_date"] = json!("2030-03-01"),
        "$.conference.end_date",
        Some("conference"),
        "before the start",
    ),
    (
        "a state in small letters",
        |v| v["people"][0]["country"]["code"] = json!("no"),
        "$.people[0].country.code",
        Some("person:poe"),
        "two capital letters",
    ),
    (
        "an override of direction",
        |v| v["facts"][0]["text"] = json!("ab\u{202e}cd"),
        "$.facts[0].text",
        Some("fact:majority"),
        "character 3 is U+202E",
    ),
    (
        "an escape",
        |v| v["facts"][0]["title"] = json!("\u{1b}[2J"),
        "$.facts[0].title",
        Some("fact:majority"),
        "character 1 is U+001B",
    ),
    (
        "more counted than present",
        |v| v["ballots"][0]["present_and_voting"] = json!(99),
        "$.ballots[0].counted",
        Some("ballot:pilot.1"),
        "100 votes are counted, but 99 delegations",
    ),
    (
        "more votes than counted",
        |v| v["ballots"][0]["votes"][0]["votes"] = json!(41),
        "$.ballots[0].votes",
        Some("ballot:pilot.1"),
        "add up to 101, but 100 were counted",
    ),
    (
        "half for a majority",
        |v| v["ballots"][0]["required_majority"] = json!(50),
        "$.ballots[0].required_majority",
        Some("ballot:pilot.1"),
        "more than half of them is 51",
    ),
    (
        "a winner without the majority",
        |v| v["ballots"][0]["votes"][1]["votes"] = json!(50),
        "$.ballots[0].votes[1].votes",
        Some("ballot:pilot.1"),
        "elected with 50 votes, but 51 were needed",
    ),
    (
        "two winners for one seat",
        |v| {
            v["candidacies"][0]["outcome"] = json!("elected");
            v["ballots"].as_array_mut().unwrap().remove(0);
        },
        "$.posts[0].seats",
        Some("post:pilot"),
        "2 are elected to 1 seats",
    ),
    (
        "a round left out",
        |v| v["ballots"][1]["round"] = json!(2),
        "$.ballots[1].round",
        Some("ballot:board-n.2"),
        "round 2 comes where round 1 should",
    ),
    (
        "a vote for another post's candidate",
        |v| v["ballots"][1]["votes"][0]["candidacy"] = json!("pilot-roe"),
        "$.ballots[1].votes[0].candidacy",
        Some("ballot:board-n.1"),
        "stands for `pilot`",
    ),
    (
        "people out of order",
        |v| v["people"].as_array_mut().unwrap().reverse(),
        "$.people[1].sort_name",
        Some("person:poe"),
        "in the order of sort_name",
    ),
    (
        "the winner first",
        |v| {
            v["candidacies"].as_array_mut().unwrap().swap(0, 1);
            v["ballots"][0]["votes"].as_array_mut().unwrap().reverse();
        },
        "$.candidacies[1]",
        Some("pilot-poe"),
        "in the order of posts, then of names",
    ),
    (
        "a long quote",
        |v| v["documents"][1]["sections"][0]["passages"][0]["text"] = json!("word ".repeat(61)),
        "$.documents[1].sections[0].passages[0].text",
        Some("charter.1.1"),
        "61 words; at most 60",
    ),
    (
        "a long prefix",
        |v| v["documents"][0]["sections"][0]["passages"][1]["prefix"] = json!("x".repeat(33)),
        "$.documents[0].sections[0].passages[1].prefix",
        Some("roe.1.2"),
        "33 characters",
    ),
    (
        "a point with a suffix",
        |v| v["documents"][0]["sections"][1]["passages"][0]["suffix"] = json!("x"),
        "$.documents[0].sections[1].passages[0].suffix",
        Some("roe.2.1"),
        "only a quote has a suffix",
    ),
    (
        "a quote by nobody",
        |v| drop(v["documents"][1].as_object_mut().unwrap().remove("note")),
        "$.documents[1]",
        Some("charter"),
        "author not named",
    ),
    (
        "a file somewhere else",
        |v| v["documents"][0]["source"]["file"] = json!("../roe.txt"),
        "$.documents[0].source.file",
        Some("roe"),
        "without a directory",
    ),
    (
        "a checksum cut short",
        |v| v["documents"][0]["source"]["sha256"] = json!("abc"),
        "$.documents[0].source.sha256",
        Some("roe"),
        "64 lower-case hexadecimal digits",
    ),
    ("no address", |v| v["sources"][0]["url"] = json!("example.org"), "$.sources[0].url", Some("gazette"), "https://"),
    (
        "a title too wide for the header",
        |v| v["short_title"] = json!("漢".repeat(21)),
        "$.short_title",
        None,
        "42 cells wide; at most 40",
    ),
    (
        "a document that takes the name of a kind",
        |v| {
            v["documents"][1]["id"] = json!("person");
        },
        "$.documents[1].id",
        Some("person"),
        "choose another id",
    ),
    (
        "another version",
        |v| v["schema_version"] = json!(2),
        "$.schema_version",
        None,
        "of version 2, this program reads version 1",
    ),
];

#[test]
fn each_broken_corpus_gives_one_problem_with_path_record_and_way_out() {
    for (name, change, path, id, message) in CASES {
        let problems = problems(change);
        let [problem] = &problems[..] else { panic!("{name}: {problems:#?}") };
        assert_eq!(problem.path, *path, "{name}: {problem}");
        assert_eq!(problem.id.as_deref(), *id, "{name}: {problem}");
        assert!(problem.message.contains(message), "{name}: {problem}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let bytes = changed(|v| {
        v["people"][0]["id"] = json!(5);
        v["people"][1]["contry"] = json!("x");
        v["ballots"][0]["date"] = json!("2030-02-30");
        v["facts"][0]["sources"] = json!([]);
        v["themes"] = json!("none");
        v["documents"][0]["sections"][0]["passages"][1]["number"] = json!(9);
    });
    let text = String::from_utf8(bytes).unwrap();
    let text = text.replacen("\"title\":", "\"title\":\"first\",\"title\":", 1).replacen("Town hall", "\\ud800", 1);
    let problems = check(text.as_bytes());
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    for path in [
        "$",
        "$.people[0].id",
        "$.people[1].contry",
        "$.ballots[0].date",
        "$.facts[0].sources",
        "$.themes",
        "$.documents[0].sections[0].passages[1].number",
    ] {
        assert!(paths.contains(&path), "{path} is not among {problems:#?}");
    }
    assert!(problems.iter().any(|problem| problem.message.contains("stands here twice")), "{problems:#?}");
    assert!(!paths.iter().any(|path| path.contains(".themes[")), "names of a broken list are no news: {problems:#?}");
    assert_eq!(problems.len(), 8, "{problems:#?}");
}

#[test]
fn loading_a_broken_corpus_lists_all_its_problems() {
    let bytes = changed(|v| {
        v["people"][0]["id"] = json!("roe");
        v["facts"][0]["sources"] = json!([]);
    });
    let error = Corpus::from_bytes(&bytes).unwrap_err();
    assert!(matches!(&error, LoadError::Invalid { problems, .. } if problems.len() >= 3), "{error}");
    let said = error.to_string();
    assert!(
        said.contains("$.people[1].id (person:roe): the id `roe` is taken by $.people[0]; choose another"),
        "{said}"
    );
    assert!(said.contains("$.facts[0].sources (fact:majority): nothing is said"), "{said}");
}

#[test]
fn a_long_list_of_problems_is_cut_and_counted() {
    let bytes = changed(|v| v["aliases"] = json!(vec![1; 80]));
    let said = Corpus::from_bytes(&bytes).unwrap_err().to_string();
    assert!(said.contains("80 problems:") && said.ends_with("and 30 more; `hustings check` lists them"), "{said}");
}

#[test]
fn text_that_is_not_json_is_told_with_line_and_column() {
    for (bytes, message) in [
        (&b""[..], "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"[1, 2]", "a list; a corpus is an object"),
        (b"{\n  \"id\": \"x\",\n}", "line 3, column 1: trailing comma"),
        (b"{} {}", "line 1, column 4: trailing characters"),
        (b"{\"id\": \"a\n\xff\"}", "line 2, column 1: these bytes are not UTF-8"),
        (b"{\"id\": 1e999}", "line 1, column 12: number out of range"),
        (b"{\"id\": \"a\tb\"}", "control character"),
    ] {
        let problems = check(bytes);
        assert!(
            problems.iter().any(|problem| problem.path == "$" && problem.message.contains(message)),
            "{message}: {problems:#?}"
        );
        assert!(Corpus::from_bytes(bytes).is_err());
    }
}

#[test]
fn a_byte_order_mark_and_half_a_pair_are_named_with_the_rest_still_read() {
    let marked = [b"\xef\xbb\xbf", SMALL.as_bytes()].concat();
    let problems = check(&marked);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].message.contains("byte order mark"));
    let halved = SMALL.replacen("Town hall", "Town \\uD83D hall \\udc00", 1);
    let problems = check(halved.as_bytes());
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].message.contains("line 13, column 18: \\uD83D is half of a surrogate pair"), "{}", problems[0]);
    let whole = SMALL.replacen("Town hall", "Town \\uD83D\\ude00 hall \\\\ud800", 1);
    assert_eq!(check(whole.as_bytes()), []);
}
