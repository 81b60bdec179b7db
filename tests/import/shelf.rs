//! What was imported is there at every later start, until it is forgotten.

use std::fs;

use crate::{found, hustings, json, shared, trouble};

const SPEECH: &str = "Speaker: Maria Example\nDate: 3 May 2029\nTitle: A speech on open doors\n\nIt is an honour for me to speak to you here today about doors.\n\n\
    The first door\n\nThe first door is the one that every visitor sees, and it has been shut for many years.\n\n\
    The second door\n\nThe second door leads to the garden, where nobody has been since the house was built.\n";

#[test]
fn the_full_text_stands_beside_points_and_quotes_whose_references_stay() {
    let Some(sources) = shared("sources") else { return };
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let before = json(data, &["show", "lee.3.2", "lee.3.13"]);
    let said = json(data, &["import", sources.join("000_ca130ea0e9cb9f08.txt").to_str().unwrap()]);
    assert_eq!(said["imported"][0]["document"], "lee");
    assert_eq!(before, json(data, &["show", "lee.3.2", "lee.3.13"]));
    assert!(found(data, &["show", "lee.3.t2"]).contains("incorporates three pillars:"));
    assert!(found(data, &["search", "more valuable", "calls for a depth"]).contains("lee.3.t5"));
    // Each text stands where the source has it: the question above all, each pillar above what is said of it.
    let section = found(data, &["show", "lee.3"]);
    let order: Vec<usize> = [
        "lee.3.t1 ",
        "lee.3.t2 ",
        "lee.3.2 ",
        "lee.3.t3 ",
        "lee.3.3 ",
        "lee.3.7 ",
        "lee.3.t4 ",
        "lee.3.8 ",
        "lee.3.t5 ",
        "lee.3.12 ",
    ]
    .iter()
    .map(|reference| section.find(&format!("\n{reference}")).unwrap())
    .collect();
    assert!(order.is_sorted(), "{section}");
    let question = found(data, &["cite", "lee.3.t1"]);
    assert!(question.contains("not the speaker’s words"), "{question}");
    assert!(found(data, &["import", "--list"]).contains("lee"));
    let missing = trouble(data, &["import", "--forget", "zhao"]);
    assert!(missing.contains("zhao"), "{missing}");
    found(data, &["import", "--forget", "lee"]);
    assert_eq!(hustings(data, &["import", "--list"]).status.code(), Some(1));
    trouble(data, &["show", "lee.3.t2"]);
}

#[test]
fn a_dry_run_reports_and_keeps_nothing() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("speech.txt");
    fs::write(&path, SPEECH).unwrap();
    let report = found(data.path(), &["import", "--dry-run", "--report", path.to_str().unwrap()]);
    for said in ["Maria Example", "3 May 2029", "The second door", "guessed"] {
        assert!(report.contains(said), "{said} is not in {report}");
    }
    assert!(!data.path().join("imports").exists());
}

#[test]
fn a_document_of_ones_own_is_read_searched_and_cited_like_the_rest() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let path = data.join("speech.txt");
    fs::write(&path, SPEECH).unwrap();
    let said = json(data, &["import", path.to_str().unwrap(), "--as", "doors"]);
    assert_eq!(said["imported"][0]["passages"], 3);
    assert!(found(data, &["show", "doors.2.t1"]).contains("every visitor sees"));
    assert!(found(data, &["cite", "doors.3.t1"]).contains("Maria Example"));
    assert!(found(data, &["search", "nobody garden"]).contains("doors.3.t1"));
    assert!(found(data, &["list", "people"]).contains("Maria Example"));
}

#[test]
fn names_in_any_script_get_ids_that_can_be_typed() {
    let cases = [
        ("Рашид Исмаилов", "Директор", "ismailov", "direktor"),
        ("이종호", "사무총장", "ijongho", "samuchongjang"),
        ("Ιωάννης Χατζής", "Γραμματέας", "chatzis", "grammateas"),
        // No letter of these has one spelling in Latin ones: the name of the file has to do.
        ("王芳", "秘书长", "paper", "post-1"),
        ("محمد علي", "المدير", "paper", "post-1"),
    ];
    for (speaker, post, document, post_id) in cases {
        let data = tempfile::tempdir().unwrap();
        let data = data.path();
        fs::write(data.join("paper.txt"), SPEECH).unwrap();
        found(data, &["new", data.join("mine").to_str().unwrap()]);
        let corpus = data.join("mine/corpus.json");
        let corpus = corpus.to_str().unwrap();
        // The example's own records are in the way of counting.
        let empty = fs::read_to_string(corpus).unwrap();
        let mut empty: serde_json::Value = serde_json::from_str(&empty).unwrap();
        for list in ["timeline", "posts", "people", "candidacies", "ballots", "facts", "documents", "priorities"] {
            empty[list] = serde_json::json!([]);
        }
        fs::write(corpus, empty.to_string()).unwrap();
        let paper = data.join("paper.txt");
        let said = ["--speaker", speaker, "--post", post, "--title", post];
        found(data, &[&["import", paper.to_str().unwrap(), "-o", corpus][..], &said].concat());
        assert!(found(data, &["check", corpus]).contains("obeys its rules"), "{speaker}");
        assert!(
            found(data, &["--corpus", corpus, "list", "documents"]).starts_with(&format!("{document} ")),
            "{speaker}"
        );
        assert!(
            found(data, &["--corpus", corpus, "list", "posts"]).starts_with(&format!("post:{post_id} ")),
            "{speaker}"
        );
    }
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("paper.txt");
    fs::write(&path, SPEECH).unwrap();
    let message = trouble(data.path(), &["import", path.to_str().unwrap(), "--as", "fact"]);
    assert!(message.contains("`fact` cannot be an id"), "{message}");
}

#[test]
fn what_the_file_does_not_say_is_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("text.txt");
    fs::write(&path, "It is an honour for me to speak to you here today about doors.\n\nThere are many of them in this house, and all are shut.\n").unwrap();
    let path = path.to_str().unwrap();
    assert!(trouble(data.path(), &["import", path]).contains("--speaker"));
    assert!(trouble(data.path(), &["import", path, "--speaker", "Maria Example"]).contains("--title"));
    found(
        data.path(),
        &["import", path, "--speaker", "Maria Example", "--title", "Doors", "--state", "FR", "--post", "sg"],
    );
    assert!(found(data.path(), &["show", "person:example"]).contains("Secretary-General"));
}

#[test]
fn a_damaged_import_is_told_and_the_program_runs_without_it() {
    let data = tempfile::tempdir().unwrap();
    let imports = data.path().join("imports");
    fs::create_dir(&imports).unwrap();
    fs::write(imports.join("lee.json"), "{").unwrap();
    let output = hustings(data.path(), &["show", "lee.3.2"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("lee.json"));
    assert_eq!(fs::read_to_string(imports.join("lee.json")).unwrap(), "{");
}

#[test]
fn a_new_corpus_is_sound_and_takes_a_document() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let own = data.join("own");
    found(data, &["new", own.to_str().unwrap()]);
    let corpus = own.join("corpus.json");
    let corpus = corpus.to_str().unwrap();
    assert!(found(data, &["check", corpus]).contains("obeys its rules"));
    assert!(trouble(data, &["new", own.to_str().unwrap()]).contains("exists"));
    let path = data.join("speech.txt");
    fs::write(&path, SPEECH).unwrap();
    let said = found(data, &["import", path.to_str().unwrap(), "-o", corpus, "--as", "doors", "--post", "Director"]);
    assert!(said.contains("obeys its rules"), "{said}");
    assert!(found(data, &["--corpus", corpus, "show", "doors.2.t1"]).contains("every visitor sees"));
    assert!(found(data, &["--corpus", corpus, "list", "candidacies"]).contains("Maria Example"));
    assert!(!data.join("imports").exists());
}
