//! The real dashboard over files that are edited: what is sound is shown, what is not is told, and the reader stays where they were.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "pty/seat.rs"]
mod seat;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use seat::{PROGRAM, Seat};
use tempfile::TempDir;

const SMALL: &str = include_str!("corpora/small.json");

/// A home of its own with a corpus in it.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("corpus.json"), SMALL).unwrap();
        Desk { home }
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("corpus.json")
    }

    fn data(&self) -> String {
        format!("HUSTINGS_DATA_DIR={}", self.home.path().join("data").display())
    }

    fn dashboard(&self, arguments: &[&str]) -> Seat {
        let data = self.data();
        let command =
            ["env", &data, "bash", "-c", "cd \"$0\" && exec \"$@\"", self.home.path().to_str().unwrap(), PROGRAM];
        Seat::take(&[&command[..], arguments].concat(), true).ready()
    }

    /// Puts a file with other words in the place of the corpus, as editors do.
    fn edit(&self, text: &str) {
        replace(&self.path(), text);
    }
}

fn replace(path: &Path, text: &str) {
    let aside = path.with_file_name(".aside");
    fs::write(&aside, text).unwrap();
    fs::rename(&aside, path).unwrap();
}

/// Goes to a reference, a key at a time: what comes at once with a line feed in it is no command.
fn go_to(seat: &mut Seat, reference: &str) {
    seat.press(":");
    seat.wait_for("Go to:");
    seat.press(reference);
    seat.wait_for(&format!("Go to: {reference}"));
    seat.press("\r");
}

/// What is selected in the list and on the page.
fn selected(seat: &Seat) -> Vec<String> {
    let contents = seat.contents();
    let panes = contents.lines().flat_map(|line| line.split('│'));
    panes.filter(|pane| pane.contains('▸')).map(|pane| pane.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn an_edited_file_is_shown_and_the_reader_stays_where_they_were() {
    let desk = Desk::new();
    let mut seat = desk.dashboard(&["--corpus", "corpus.json"]);
    go_to(&mut seat, "roe.2.1");
    seat.wait_for("Roe wants deeper water.");
    let before = selected(&seat);
    assert!(!before.is_empty());
    // More stands before it now, and it says something else.
    let more = r#""documents": [{"id": "a-new-one", "kind": "proposal", "title": "A paper", "publisher": "The harbour", "language": "en",
        "rights": {"statement": "Nobody's."}, "sections": [{"number": 1, "heading": "New", "passages": []}]},"#;
    let edited = SMALL.replacen("\"documents\": [", more, 1).replacen(
        "Roe wants deeper water.",
        "Roe wants much deeper water.",
        1,
    );
    desk.edit(&edited);
    seat.wait_for("Reloaded");
    seat.wait_for("Roe wants much deeper water.");
    seat.wait_for("roe.2.1");
    assert_eq!(
        selected(&seat),
        before.iter().map(|row| row.replace("wants deeper", "wants much deeper")).collect::<Vec<_>>()
    );
    // Truncated and written again, as other editors do, and with the terminal untouched in between.
    fs::write(desk.path(), SMALL.replacen("Roe wants deeper water.", "Roe wants it drier.", 1)).unwrap();
    seat.wait_for("Roe wants it drier.");
    seat.press("q");
    assert!(seat.end().success());
    seat.assert_restored();
}

#[test]
fn what_is_broken_is_told_and_what_was_there_stays_until_it_is_mended() {
    let desk = Desk::new();
    let mut seat = desk.dashboard(&["--corpus", "corpus.json"]);
    seat.wait_for("Harbour 2030");
    desk.edit(&SMALL.replacen("\"Harbour 2030\"", "2031", 1));
    seat.wait_for("Not reloaded; `hustings check corpus.json`: $.short_title");
    assert!(seat.contents().contains("Harbour 2030") && seat.contents().contains("Jane Roe"), "{}", seat.contents());
    fs::remove_file(desk.path()).unwrap();
    seat.wait_for("Not reloaded: corpus.json: cannot be read");
    // It can be used meanwhile.
    seat.press("2");
    seat.wait_for("Deeper water");
    desk.edit(SMALL);
    seat.wait_for("The corpus is sound again, and as it was");
    desk.edit(&SMALL.replacen("Harbour 2030", "Harbour 2031", 1));
    seat.wait_for("Harbour 2031");
    seat.wait_for("Deeper water");
    seat.press("q");
    assert!(seat.end().success());
}

#[test]
fn each_of_several_files_is_looked_after() {
    let desk = Desk::new();
    let mut seat = desk.dashboard(&["--corpus", "bundled", "--corpus", "corpus.json"]);
    seat.wait_for("PP-22");
    go_to(&mut seat, "roe.2.1");
    seat.wait_for("Roe wants deeper water.");
    desk.edit(&SMALL.replacen("Roe wants deeper water.", "Roe wants it drier.", 1));
    seat.wait_for("Roe wants it drier.");
    seat.press("q");
    assert!(seat.end().success());
}

#[test]
fn what_is_imported_meanwhile_is_shown() {
    let desk = Desk::new();
    let mut seat = desk.dashboard(&["--corpus", "corpus.json"]);
    seat.press("\x1b[17~");
    seat.wait_for("A charter");
    let text = desk.home.path().join("own.txt");
    fs::write(&text, "Nobody has said a word of this before, anywhere, to anyone.\n").unwrap();
    let mut import = Command::new(PROGRAM);
    import.args(["import", "own.txt", "--corpus", "corpus.json", "--title", "Of our own", "--publisher", "Ourselves"]);
    let import = import.current_dir(desk.home.path()).env("HUSTINGS_DATA_DIR", desk.home.path().join("data"));
    let output = import.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    seat.wait_for("Ourselves");
    seat.press("q");
    assert!(seat.end().success());
}
