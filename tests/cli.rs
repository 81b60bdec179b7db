//! The command line as scripts and people use it: the real program, its output and its exit status.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/kinds.rs"]
mod kinds;

use std::process::{Command, Output, Stdio};

use clap::FromArgMatches;
use hustings::cli::args::{self, Arguments};
use hustings::cli::parse;
use kinds::kinds;
use serde_json::Value;

fn hustings(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["HUSTINGS_CORPUS", "NO_COLOR", "ACCESSIBLE", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8").env("TERM", "xterm");
    command
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a command prints when it finds something.
fn found(arguments: &[&str]) -> String {
    let output = hustings(arguments);
    assert_eq!(status(&output), 0, "{arguments:?}: {}", stderr(&output));
    let text = stdout(&output);
    assert!(!text.trim().is_empty(), "{arguments:?} printed nothing");
    text
}

/// The JSON that a command prints when it finds something.
fn json(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--json"]].concat();
    let value: Value = serde_json::from_str(&found(&arguments)).unwrap();
    assert_eq!(value["schema_version"], 1, "{arguments:?}");
    value
}

fn has_keys(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap();
    for key in keys {
        assert!(object.contains_key(*key), "no `{key}` in {value}");
    }
}

/// The message that a command gives where it can do nothing; nothing may stand on standard output.
fn trouble(arguments: &[&str]) -> String {
    let output = hustings(arguments);
    assert_eq!(status(&output), 2, "{arguments:?}: {}", stdout(&output));
    assert_eq!(stdout(&output), "", "{arguments:?}");
    let message = stderr(&output);
    assert!(!message.is_empty(), "{arguments:?} said nothing");
    message
}

/// A call of each command that answers in text and in JSON, but for the lists.
const COMMANDS: &[&[&str]] = &[
    &["search", "term", "limits"],
    &["quotes"],
    &["quotes", "--by", "ismailov"],
    &["quotes", "digital"],
    &["show", "lee"],
    &["show", "lee.3"],
    &["show", "lee", "3", "2"],
    &["show", "person:lee", "post:bdt", "ballot:bdt.2", "conference", "timeline:1"],
    &["compare", "lee", "ismailov"],
    &["cite", "ismailov.6.3"],
    &["check"],
    &["doctor"],
];

/// Does something with each call, lists of all kinds included.
fn with_every_command(does: impl Fn(&[&str])) {
    for arguments in COMMANDS {
        does(arguments);
    }
    for kind in kinds() {
        does(&["list", &kind]);
    }
}

#[test]
fn no_arguments_are_what_the_parser_makes_of_them() {
    let parsed = Arguments::from_arg_matches(&args::command().get_matches_from(["hustings"])).unwrap();
    assert_eq!(format!("{parsed:?}"), format!("{:?}", Arguments::default()));
    assert_eq!(format!("{parsed:?}"), format!("{:?}", parse(["hustings".into()]).unwrap()));
}

#[test]
fn every_command_answers_in_text_and_in_json() {
    with_every_command(|arguments| {
        found(arguments);
        json(arguments);
    });
}

#[test]
fn a_pipe_gets_no_escape_and_no_broken_line() {
    with_every_command(|arguments| assert!(!found(arguments).contains('\x1b'), "{arguments:?}"));
    let longest = found(&["show", "lee.3"]).lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest > 120, "{longest}");
}

#[test]
fn bold_type_comes_when_it_is_asked_for_and_never_with_plain() {
    assert!(found(&["show", "lee.3", "--color", "always"]).contains("\x1b[1m"));
    assert!(!found(&["show", "lee.3", "--color", "always", "--plain"]).contains('\x1b'));
    assert!(!found(&["show", "lee.3", "--color", "never"]).contains('\x1b'));
}

#[test]
fn no_line_of_text_is_wider_than_asked_for() {
    for arguments in [
        &["show", "lee"][..],
        &["show", "msit"],
        &["show", "post:council-e"],
        &["show", "theme:security"],
        &["quotes"],
        &["compare", "lee", "ismailov"],
        &["list", "people"],
        &["list", "posts"],
        &["list", "documents"],
        &["list", "ballots"],
        &["list", "facts"],
        &["search", "digital"],
    ] {
        for width in [30, 40, 72, 80, 120] {
            let text = found(&[arguments, &["--width", &width.to_string()]].concat());
            for line in text.lines().filter(|line| !line.contains("://")) {
                assert!(hustings::text::wrap::width(line) <= width, "{arguments:?} at {width}: {line}");
            }
        }
    }
}

#[test]
fn options_may_stand_before_and_after_the_command() {
    assert_eq!(found(&["--json", "list", "people"]), found(&["list", "people", "--json"]));
    assert_eq!(found(&["--width", "40", "show", "lee.3"]), found(&["show", "--width", "40", "lee.3"]));
}

#[test]
fn search_has_its_shape() {
    let answer = json(&["search", "term", "limits", "--limit", "2"]);
    has_keys(&answer, &["query", "total", "hits"]);
    assert_eq!(answer["query"], "term limits");
    let hits = answer["hits"].as_array().unwrap();
    assert!(!hits.is_empty() && hits.len() <= 2);
    for hit in hits {
        has_keys(hit, &["ref", "kind", "title", "speaker", "speaker_name", "document", "text", "score", "matches"]);
        let found = hit["matches"].as_array().unwrap();
        for span in found {
            has_keys(span, &["field", "start", "end", "how"]);
            let field = hit[span["field"].as_str().unwrap()].as_str().unwrap();
            let range = usize::try_from(span["start"].as_u64().unwrap()).unwrap()
                ..usize::try_from(span["end"].as_u64().unwrap()).unwrap();
            assert!(field.get(range).is_some_and(|words| !words.is_empty()), "{span} in {field}");
        }
    }
}

#[test]
fn nothing_found_is_one_and_the_json_is_the_empty_answer() {
    let output = hustings(&["search", "xylophone"]);
    assert_eq!((status(&output), stdout(&output).as_str()), (1, ""));
    let output = hustings(&["search", "xylophone", "--json"]);
    assert_eq!(status(&output), 1);
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&answer["total"], &answer["hits"]), (&0.into(), &Value::Array(Vec::new())));
    let output = hustings(&["quotes", "--by", "bogdan-martin", "--json"]);
    assert_eq!(status(&output), 1);
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["quotes"], Value::Array(Vec::new()));
}

#[test]
fn quotes_have_their_shape_and_can_be_filtered() {
    let keys = [
        "ref",
        "text",
        "speaker",
        "speaker_name",
        "document",
        "document_title",
        "date",
        "themes",
        "pull_quote",
        "publisher",
        "url",
    ];
    let all = json(&["quotes"]);
    let all = all["quotes"].as_array().unwrap();
    for quote in all {
        has_keys(quote, &keys);
    }
    let by = json(&["quotes", "--by", "Chaesub"]);
    let by = by["quotes"].as_array().unwrap();
    assert!(by.len() < all.len());
    assert!(by.iter().all(|quote| quote["speaker"] == "lee" && quote["speaker_name"] == "Chaesub Lee"));
    for name in ["chaesublee", "CHAESUB-LEE", "person:lee", "lee"] {
        assert_eq!(json(&["quotes", "--by", name])["quotes"], Value::Array(by.clone()), "{name}");
    }
    let theme = json(&["quotes", "--theme", "security"]);
    let tagged = |quote: &Value| quote["themes"].as_array().unwrap().contains(&"security".into());
    assert!(theme["quotes"].as_array().unwrap().iter().all(tagged));
    assert!(all.iter().any(|quote| quote["speaker"].is_null()), "an author who is not named is null, not left out");
}

#[test]
fn a_seed_draws_the_same_quote_again() {
    let once = found(&["quotes", "--random", "--seed", "7"]);
    assert_eq!(once, found(&["quotes", "--random", "--seed", "7"]));
    let drawn: std::collections::HashSet<String> =
        (0..8).map(|seed| found(&["quotes", "--random", "--seed", &seed.to_string()])).collect();
    assert!(drawn.len() > 1);
    assert_eq!(json(&["quotes", "--random"])["quotes"].as_array().unwrap().len(), 1);
}

#[test]
fn a_document_has_its_sections_and_a_section_its_passages() {
    let answer = json(&["show", "lee", "lee.3", "lee", "3", "2", "person:lee"]);
    let items = answer["items"].as_array().unwrap();
    let refs: Vec<&str> = items.iter().map(|item| item["ref"].as_str().unwrap()).collect();
    assert_eq!(refs, ["lee", "lee.3", "lee.3.2", "person:lee"]);
    for item in items {
        has_keys(item, &["ref", "kind", "title", "text"]);
    }
    let sections = items[0]["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 6);
    assert_eq!(sections[2]["ref"], "lee.3");
    assert_eq!(sections[2]["passages"], items[1]["passages"]);
    assert_eq!(items[1]["passages"][1]["ref"], "lee.3.2");
}

#[test]
fn context_is_what_stands_before_and_after() {
    let answer = json(&["show", "lee.3.3", "-B", "1", "-A", "2"]);
    let shown: Vec<(&str, bool)> = answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["ref"].as_str().unwrap(), item["context"].as_bool().unwrap()))
        .collect();
    assert_eq!(shown, [("lee.3.2", true), ("lee.3.3", false), ("lee.3.4", true), ("lee.3.5", true)]);
}

#[test]
fn a_list_gives_bare_ids_and_full_references() {
    let answer = json(&["list", "people"]);
    assert_eq!(answer["kind"], "people");
    let people = answer["items"].as_array().unwrap();
    let lee = people.iter().find(|person| person["id"] == "lee").unwrap();
    assert_eq!(lee["ref"], "person:lee");
    let ballots = json(&["list", "ballots"]);
    let ballot = &ballots["items"][0];
    assert_eq!(ballot["ref"], format!("ballot:{}", ballot["id"].as_str().unwrap()));
    has_keys(ballot, &["present_and_voting", "counted", "required_majority", "votes", "confidence", "sources"]);
}

#[test]
fn a_comparison_tells_not_asked_from_no_answer() {
    let answer = json(&["compare", "lee", "ismailov", "purcell"]);
    assert_eq!(answer["people"], serde_json::json!(["lee", "ismailov", "purcell"]));
    let questions = answer["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 7);
    let statuses = |number: usize| -> Vec<&str> {
        let answers = questions[number]["answers"].as_array().unwrap();
        answers.iter().map(|answer| answer["status"].as_str().unwrap()).collect()
    };
    assert_eq!(statuses(0), ["answered", "answered", "no-answer"]);
    assert_eq!(statuses(6), ["not-asked", "answered", "no-answer"]);
    assert!(questions[0]["answers"][0]["passages"][0]["ref"].as_str().unwrap().starts_with("lee.1."));
    let text = found(&["compare", "lee", "ismailov", "--question", "7"]);
    assert!(text.contains("not asked") && text.contains("different posts"), "{text}");
    let one = json(&["compare", "lee", "ismailov", "--question", "3"]);
    assert_eq!(one["questions"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_unknown_is_trouble_and_the_nearest_is_named() {
    assert!(trouble(&["show", "lea.3"]).contains("lee.3"));
    assert!(trouble(&["show", "lee.3", "lea.3"]).contains("lee.3"));
    assert!(trouble(&["show", "lee.99", "--json"]).contains("lee.9"));
    assert!(trouble(&["quotes", "--by", "ismailof"]).contains("ismailov"));
    assert!(trouble(&["quotes", "--theme", "securty"]).contains("security"));
    assert!(trouble(&["compare", "lee", "ismailof"]).contains("ismailov"));
    assert!(trouble(&["compare", "lee", "ismailov", "--question", "12"]).contains('7'));
    assert!(trouble(&["cite", "lea.3"]).contains("lee.3"));
    assert!(trouble(&["list", "peopel"]).contains("people"));
    assert!(trouble(&["serch"]).contains("search"));
    assert!(trouble(&["compare", "lee", "person:lee"]).contains("two"));
}

#[test]
fn an_escape_in_an_argument_does_not_come_back() {
    for arguments in
        [&["show", "\x1b]0;x\x07lee"][..], &["quotes", "--by", "\u{9b}31m"], &["\x1b[31m"], &["list", "\x1b[2J"]]
    {
        let message = trouble(arguments);
        assert!(!message.contains(|c: char| c.is_control() && c != '\n'), "{message:?}");
    }
    let output = hustings(&["search", "--json", "xylo\u{9b}31mphone\u{202e}"]);
    assert!(!stdout(&output).contains(['\u{9b}', '\u{202e}']));
}

#[test]
fn results_can_be_hidden_and_that_is_said() {
    let text = found(&["show", "person:bogdan-martin", "--no-results"]);
    assert!(text.contains("hidden") && !text.contains("elected\n"), "{text}");
    assert!(found(&["list", "candidacies", "--no-results"]).contains("hidden"));
    assert!(json(&["list", "people", "--no-results"])["hidden"].as_u64().unwrap() > 0);
    assert_eq!(json(&["list", "people"])["hidden"], 0);
    assert!(trouble(&["show", "ballot:sg.1", "--no-results"]).contains("hidden"));
    assert_eq!(status(&hustings(&["list", "ballots", "--no-results"])), 1);
    assert!(found(&["quotes", "--no-results"]).contains("hidden"));
    let output = hustings(&["export", "--no-results"]);
    assert!(stderr(&output).contains("left out") && !stdout(&output).contains("\"outcome\""));
}

#[test]
fn a_word_with_a_hyphen_excludes_and_is_no_option() {
    let all = json(&["search", "digital"])["total"].as_u64().unwrap();
    let fewer = json(&["search", "digital", "-divide"]);
    assert!(fewer["total"].as_u64().unwrap() < all);
    assert_eq!(fewer["query"], "digital -divide");
}

#[test]
fn a_reader_who_leaves_ends_the_program_quietly() {
    let mut running =
        command(&["list", "sources", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_trouble() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&["list", "people"]).stdout(full).output().unwrap();
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("could not be written"));
}

#[test]
fn the_corpus_comes_out_as_it_went_in() {
    let bundled: Value = serde_json::from_str(hustings::corpus::load::BUNDLED).unwrap();
    let exported: Value = serde_json::from_str(&found(&["export", "--format", "json"])).unwrap();
    assert_eq!(exported, bundled);
}

#[test]
fn an_export_does_not_overwrite_unless_told_to() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("corpus.json");
    let name = path.to_str().unwrap();
    assert_eq!(status(&hustings(&["export", "-o", name])), 0);
    std::fs::write(&path, "mine").unwrap();
    assert!(trouble(&["export", "-o", name]).contains("--force"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(status(&hustings(&["export", "-o", name, "--force"])), 0);
    found(&["--corpus", name, "list", "people"]);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "no temporary file stays behind");
}

#[test]
fn another_corpus_may_be_named_in_the_environment() {
    let output = command(&["list", "people"]).env("HUSTINGS_CORPUS", "/nonexistent.json").output().unwrap();
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("/nonexistent.json"));
}

#[test]
fn check_reports_a_broken_corpus_on_standard_output() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("broken.json");
    let mut corpus: Value = serde_json::from_str(hustings::corpus::load::BUNDLED).unwrap();
    corpus["people"][0]["id"] = "no such\u{202e} id".into();
    std::fs::write(&path, corpus.to_string()).unwrap();
    let name = path.to_str().unwrap();
    let output = hustings(&["check", name]);
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("$.people[0]"), "{}", stdout(&output));
    assert!(!stdout(&output).contains('\u{202e}'));
    let output = hustings(&["check", name, "--json"]);
    assert_eq!(status(&output), 2);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["ok"], false);
    has_keys(&report["problems"][0], &["path", "id", "message"]);
    has_keys(&report["quotes"], &["checked", "verified"]);
    assert!(trouble(&["--corpus", name, "list", "people"]).contains("$.people[0]"));
}

#[test]
fn help_man_page_and_completions_are_there() {
    let help = found(&["--help"]);
    for name in ["search", "quotes", "show", "compare", "list", "cite", "export", "check", "completions", "man"] {
        assert!(help.contains(name), "{name}");
        found(&[name, "--help"]);
    }
    let page = found(&["man"]);
    for row in hustings::keymap::TABLE.iter().take(5) {
        assert!(page.contains(&row.help.replace('-', "\\-")), "{}", row.help);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(found(&["completions", shell]).contains("hustings"));
    }
    assert!(found(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

/// What the prompt says to a script of lines.
fn talk(arguments: &[&str], lines: &[&str]) -> String {
    talk_to(&mut command(arguments), lines)
}

fn talk_to(prompt: &mut Command, lines: &[&str]) -> String {
    use std::io::Write;
    let mut running = prompt.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = running.stdin.take().unwrap();
    input.write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    drop(input);
    let output = running.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    stdout(&output)
}

#[test]
fn the_prompt_takes_the_same_commands() {
    let said = talk(&["--linear"], &["show lee.3.2", "quit", "list people"]);
    let shown = found(&["show", "lee.3.2"]);
    assert!(said.contains(&shown), "{said}");
    assert!(said.ends_with("Goodbye.\n"), "{said}");
    assert!(!said.contains("person:"), "nothing is done after quit: {said}");
}

#[test]
fn the_prompt_goes_on_and_back() {
    let said =
        talk(&["--linear"], &["lee 3 2", "next", "previous", "search term limits", "next", "back", "back", "back"]);
    let at: Vec<usize> = ["lee.3.2", "lee.3.3", "of 67"].iter().map(|words| said.find(words).unwrap()).collect();
    assert!(at[0] < at[1], "{said}");
    assert!(said.contains("next reads the first"), "{said}");
    assert!(said.contains("Back before the first"), "{said}");
}

#[test]
fn the_prompt_says_every_state_in_words_and_draws_nothing() {
    let lines = [
        "next",
        "lee.99",
        "serch x",
        "show lea",
        "search xylophone",
        "quotes --by nobodyatall",
        "help",
        "help show",
        "\u{1b}[2J",
        "",
    ];
    let said = talk(&["--linear", "--color", "always"], &lines);
    for words in
        ["Nothing to go on from", "Trouble: ", "nearest is", "nothing found", "search WORDS", "Usage: hustings show"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let drawn = |c: char| (c.is_control() && c != '\n') || ('\u{2500}'..='\u{259f}').contains(&c);
    assert!(!said.contains(drawn), "{said}");
}

#[test]
fn help_tells_about_a_command_as_its_option_does() {
    assert_eq!(found(&["help"]), found(&["--help"]));
    assert_eq!(found(&["help", "search"]), found(&["search", "--help"]));
    assert_eq!(found(&["help", "brief", "add"]), found(&["brief", "add", "--help"]));
    assert!(trouble(&["help", "nonsense"]).contains("nonsense"));
}

#[test]
fn a_query_without_a_word_is_told_so() {
    let output = hustings(&["search", "?!"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("there is no word in this to look for"), "{}", stderr(&output));
}

#[test]
fn a_list_of_which_all_is_hidden_does_not_say_that_there_is_none() {
    let said = stderr(&hustings(&["list", "ballots", "--no-results"]));
    assert_eq!(said, "all of that kind give away results, which are hidden\n");
}

#[test]
fn the_prompt_says_that_a_result_is_hidden_and_not_that_there_is_none() {
    let said = talk(&["--linear", "--no-results"], &["ballot:dsg.1"]);
    assert!(said.contains("results are hidden"), "{said}");
    assert!(!said.contains("there is no `ballot"), "{said}");
}

#[test]
fn the_prompt_tells_about_each_of_its_words_and_takes_what_is_advised_for_a_shell() {
    let lines = ["help next", "help BRIEF add", "help quit", "help nonsense", "hustings list themes"];
    let said = talk(&["--linear"], &lines);
    for words in
        ["go on to the next hit", "Usage: hustings brief add", "quit: leave.", "nonsense is no command", "theme:"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(said.matches("Trouble: ").count(), 1, "{said}");
    assert!(talk(&["--linear"], &["--help"]).contains("search WORDS"));
}

#[test]
fn the_prompt_has_what_is_imported_at_once() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("doe.txt");
    std::fs::write(
        &file,
        "Interview with Jane Doe\n\nWhat comes first?\n\nA zebra crossing in front of every embassy.\n",
    )
    .unwrap();
    let import = format!("import \"{}\" --speaker \"Jane Doe\" --language en", file.display());
    let mut prompt = command(&["--linear"]);
    let said = talk_to(
        prompt.env("HUSTINGS_DATA_DIR", home.path()),
        &["search zebra", &import, "search zebra", "import --forget doe", "search zebra"],
    );
    assert!(said.contains("1 text passage in 1 section, kept"), "{said}");
    assert_eq!(said.matches("A zebra crossing").count(), 1, "{said}");
    let anew: Vec<&str> = said.lines().filter(|line| line.contains("read anew")).collect();
    assert_eq!(anew.len(), 2, "{said}");
    assert!(anew[0].contains(": 6 documents") && anew[1].contains(": 5 documents"), "{said}");
}

#[test]
fn nothing_is_done_of_a_line_too_long_for_the_prompt() {
    let long = "x".repeat(65536) + "list people";
    let said = talk(&["--linear"], &[&long, "lee 3 2"]);
    assert!(said.contains("nothing was done"), "{said}");
    assert!(!said.contains("person:") && !said.contains("xxx"), "{said}");
    assert!(said.contains("lee.3.2"), "the next line is heard: {said}");
}

#[test]
fn accessible_in_the_environment_asks_for_the_prompt() {
    let output = command(&[]).env("ACCESSIBLE", "1").output().unwrap();
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("Type help"));
    let output = command(&[]).output().unwrap();
    assert!(stdout(&output).contains("Usage:"), "without a terminal there is the help");
}

#[test]
fn a_citation_comes_in_four_styles() {
    let plain = found(&["cite", "lee.3.2", "fact:majority"]);
    assert_eq!(plain.lines().count(), 2);
    assert!(found(&["cite", "lee.3.2", "--style", "markdown"]).starts_with("> “"));
    assert!(found(&["cite", "lee.3.2", "--style", "bibtex"]).starts_with("@misc{lee.3.2,"));
    let items: Value = serde_json::from_str(&found(&["cite", "lee", "3", "2", "--style", "csl-json"])).unwrap();
    assert_eq!(items[0]["id"], "lee.3.2");
}

#[test]
fn tables_take_a_directory_and_none_is_written_if_one_exists() {
    assert!(trouble(&["export", "--format", "csv"]).contains("-o DIR"));
    let directory = tempfile::tempdir().unwrap();
    let tables = directory.path().join("tables");
    let name = tables.to_str().unwrap();
    assert_eq!(status(&hustings(&["export", "--format", "csv", "-o", name])), 0);
    let number = std::fs::read_dir(&tables).unwrap().count();
    for file in std::fs::read_dir(&tables).unwrap().map(|file| file.unwrap().path()) {
        if !file.ends_with("votes.csv") {
            std::fs::remove_file(file).unwrap();
        }
    }
    assert!(trouble(&["export", "--format", "csv", "-o", name]).contains("votes.csv"));
    assert_eq!(std::fs::read_dir(&tables).unwrap().count(), 1);
    assert_eq!(status(&hustings(&["export", "--format", "csv", "-o", name, "--force"])), 0);
    assert_eq!(std::fs::read_dir(&tables).unwrap().count(), number);
    found(&["export", "--format", "popolo"]);
}

#[test]
fn an_unknown_filter_value_is_trouble() {
    assert!(trouble(&["search", "theme:securty"]).contains("security"));
    assert!(trouble(&["quotes", "theme:securty", "digital"]).contains("security"));
}

#[test]
fn quotes_are_verified_against_the_source_files() {
    let shared = std::env::var("HUSTINGS_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let sources = std::path::Path::new(&shared).join("sources");
    assert!(trouble(&["check", "--sources", "/nonexistent"]).contains("/nonexistent"));
    if !sources.is_dir() {
        println!("skipped: {} is not there", sources.display());
        return;
    }
    let report = json(&["check", "--sources", sources.to_str().unwrap()]);
    assert_eq!(report["ok"], true);
    assert!(report["quotes"]["checked"].as_u64().unwrap() >= 45);
    assert_eq!(report["quotes"]["checked"], report["quotes"]["verified"]);
}

#[cfg(unix)]
#[test]
fn the_doctor_names_every_file_and_the_line_that_fixes_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let brief = home.path().join("brief.json");
    std::fs::write(&brief, r#"{"schema_version": 1, "items": []}"#).unwrap();
    std::fs::set_permissions(&brief, std::fs::Permissions::from_mode(0o644)).unwrap();
    let mut asked = command(&["doctor"]);
    for name in ["HUSTINGS_CONFIG_DIR", "HUSTINGS_DATA_DIR", "HUSTINGS_STATE_DIR"] {
        asked.env(name, home.path());
    }
    let output = asked.env_remove("TERM").env("LANG", "C").output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    for line in
        ["config.toml", "brief.json", "history", "Fix: chmod 600", "Fix: export TERM=", "Fix: export LANG=", "Corpus"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    let path = home.path().join("it's broken");
    std::fs::write(&path, "{").unwrap();
    std::fs::write(&brief, "{").unwrap();
    let text = stdout(&asked.args(["--corpus", path.to_str().unwrap()]).output().unwrap());
    let fix = format!(r"Fix: hustings check '{}/it'\''s broken'", home.path().display());
    for line in ["brief.json is damaged: ", "Fix: hustings brief\n", fix.as_str()] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(std::fs::read(&brief).unwrap(), b"{", "it is only looked at");
    let output = hustings(&["doctor", "--corpus", "/nonexistent.json"]);
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("/nonexistent.json"), "a broken corpus is a finding");
}

#[test]
fn a_reference_means_the_same_when_results_are_hidden() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("corpus.json");
    let mut corpus: Value = serde_json::from_str(hustings::corpus::load::BUNDLED).unwrap();
    corpus["timeline"][1]["result"] = true.into();
    std::fs::write(&path, corpus.to_string()).unwrap();
    let file = ["--corpus", path.to_str().unwrap()];
    let hidden = json(&[&file[..], &["list", "timeline", "--no-results"]].concat());
    let all = json(&[&file[..], &["list", "timeline"]].concat());
    let (hidden, all) = (hidden["items"].as_array().unwrap(), all["items"].as_array().unwrap());
    assert_eq!(hidden.len() + 1, all.len());
    for entry in hidden {
        assert!(all.iter().any(|other| other["ref"] == entry["ref"] && other["label"] == entry["label"]), "{entry}");
    }
    trouble(&[&file[..], &["show", "timeline:2", "--no-results"]].concat());
    found(&[&file[..], &["show", "timeline:3", "--no-results"]].concat());
}

#[test]
fn no_headline_gives_a_hidden_result_away() {
    for arguments in
        [&["list", "sources"][..], &["show", "person:bogdan-martin"], &["show", "post:bdt"], &["list", "candidacies"]]
    {
        let text = found(&[arguments, &["--no-results", "--json"]].concat()).to_lowercase();
        for telling in [
            "elected to itu council",
            "is the new secretary-general",
            "lands top itu post",
            "loses itu election",
            "re-elected",
        ] {
            assert!(!text.contains(telling), "{telling}: {arguments:?}");
        }
    }
}

#[test]
fn the_value_of_an_option_is_no_word_of_the_query() {
    let quotes = json(&["--width", "40", "quotes", "--by", "lee", "-trust"]);
    assert!(quotes["quotes"].as_array().unwrap().iter().all(|quote| quote["speaker"] == "lee"));
    assert!(trouble(&["quotes", "--random", "--seed", "-5"]).contains("-5"));
    found(&["show", "lee.3.2", "-A", "1"]);
}

#[test]
fn the_brief_is_taken_along_in_six_forms() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut asked = command(arguments);
        for name in ["HUSTINGS_CONFIG_DIR", "HUSTINGS_DATA_DIR", "HUSTINGS_STATE_DIR"] {
            asked.env(name, home.path());
        }
        asked.output().unwrap()
    };
    assert_eq!(status(&run(&["brief", "add", "lee.3.2", "--note", "=1+1 <script>\n`x` | y"])), 0);
    assert_eq!(status(&run(&["brief", "add", "ismailov.6.3"])), 0);
    let exported = |format: &str| {
        let output = run(&["brief", "export", "--format", format]);
        assert_eq!(status(&output), 0, "{format}: {}", stderr(&output));
        stdout(&output)
    };
    assert!(exported("plain").contains("lee.3.2"));
    assert!(exported("markdown").contains("\\=1+1 \\<script\\>"));
    assert!(exported("html").contains("=1+1 &lt;script&gt;"));
    assert!(exported("bibtex").contains("@misc{ismailov.6.3,"));
    for format in ["json", "csl-json"] {
        let value: Value = serde_json::from_str(&exported(format)).unwrap();
        assert!(value.to_string().contains("=1+1 <script>"), "{format}");
    }
    let page = home.path().join("brief.html");
    let name = page.to_str().unwrap();
    assert_eq!(status(&run(&["brief", "export", "--format", "html", "-o", name])), 0);
    let again = run(&["brief", "export", "--format", "html", "-o", name]);
    assert_eq!(status(&again), 2);
    assert!(stderr(&again).contains("--force"));
}
