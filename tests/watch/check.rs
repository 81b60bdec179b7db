//! `check --watch`, as it runs beside an editor.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::NEVER;

const SOUND: &str = include_str!("../../data/new/corpus.json");

/// A check under way, and the lines it prints.
struct Check {
    child: Child,
    lines: Receiver<String>,
}

impl Check {
    fn start(home: &Path, arguments: &[&str]) -> Check {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command
            .args(["check", "--watch"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for name in ["HUSTINGS_CORPUS", "NO_COLOR"] {
            command.env_remove(name);
        }
        for name in ["HUSTINGS_CONFIG_DIR", "HUSTINGS_DATA_DIR", "HUSTINGS_STATE_DIR"] {
            command.env(name, home);
        }
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stdout.lines() {
                if tell.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        Check { child, lines }
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(NEVER).expect("one more line")
    }

    /// The lines up to one that holds a text, joined.
    fn until(&self, text: &str) -> String {
        let mut lines = String::new();
        while !lines.contains(text) {
            lines += &self.line();
            lines.push('\n');
        }
        lines
    }
}

/// The program does not outlive its test.
impl Drop for Check {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_report_follows_each_change_until_ctrl_c() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, SOUND).unwrap();
    let mut check = Check::start(home.path(), &[path.to_str().unwrap()]);
    assert!(check.line().starts_with("Report 1  20"));
    assert!(check.line().ends_with("corpus.json obeys its rules"));
    fs::write(&path, SOUND.replacen("\"seats\": 1", "\"seats\": \"one\"", 1)).unwrap();
    let second = check.until("$.posts[0].seats");
    assert!(second.starts_with("\nReport 2  20") && second.contains("problem"), "{second}");
    let next = home.path().join("next");
    fs::write(&next, SOUND).unwrap();
    fs::rename(&next, &path).unwrap();
    let third = check.until("obeys its rules");
    assert!(third.contains("Report 3  20"), "{third}");
    fs::remove_file(&path).unwrap();
    let fourth = check.until("waiting for it");
    assert!(fourth.contains("Report 4  20") && fourth.contains("corpus.json: cannot be read"), "{fourth}");
    fs::write(&path, SOUND).unwrap();
    assert!(check.until("obeys its rules").contains("Report 5  20"));
    // What runs in the background of a script is not to be interrupted from the keyboard.
    let signal = if interrupts_are_ignored() { Signal::TERM } else { Signal::INT };
    kill_process(Pid::from_child(&check.child), signal).unwrap();
    // A shell makes 130 of an interrupt, and ends a loop that the program is in.
    assert_eq!(check.child.wait().unwrap().signal(), Some(signal.as_raw()));
}

fn interrupts_are_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}

#[test]
fn when_the_reader_of_the_pipe_has_gone_the_check_ends_quietly() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, SOUND).unwrap();
    let mut command = Command::new("bash");
    // Nothing changes any more: it has to end without being asked for another line.
    command.args(["-c", "set -o pipefail; \"$0\" check --watch \"$1\" | head -n 2", env!("CARGO_BIN_EXE_hustings")]);
    let output = command.arg(&path).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1, "it says what it watches");
}

#[test]
fn with_json_each_report_is_a_line() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("corpus.json");
    fs::write(&path, SOUND).unwrap();
    let check = Check::start(home.path(), &[path.to_str().unwrap(), "--json"]);
    let first: Value = serde_json::from_str(&check.line()).unwrap();
    assert_eq!((&first["report"], &first["ok"]), (&1.into(), &true.into()));
    fs::write(&path, "{").unwrap();
    let second: Value = serde_json::from_str(&check.line()).unwrap();
    assert_eq!((&second["report"], &second["ok"]), (&2.into(), &false.into()));
    assert_eq!(second["problems"].as_array().unwrap().len(), 1, "{second}");
    fs::remove_file(&path).unwrap();
    let third: Value = serde_json::from_str(&check.line()).unwrap();
    assert!(third["trouble"].as_str().unwrap().contains("cannot be read"), "{third}");
    assert_eq!(third["schema_version"], 1);
}

#[test]
fn what_is_imported_into_the_corpus_in_use_is_watched_with_it() {
    let home = tempfile::tempdir().unwrap();
    let check = Check::start(home.path(), &[]);
    assert!(check.until("obeys its rules").contains("the bundled corpus"));
    let imports = home.path().join("imports");
    fs::create_dir(&imports).unwrap();
    let import = r#"{"schema_version":1,"corpus":"pp22","document":"nobody","file":"f","sha256":"","sections":[]}"#;
    fs::write(imports.join("nobody.json"), import).unwrap();
    let report = check.until("has no document");
    assert!(report.contains("`nobody` is not used"), "{report}");
    fs::remove_file(imports.join("nobody.json")).unwrap();
    check.until("obeys its rules");
}

#[test]
fn what_is_not_there_in_the_beginning_is_trouble() {
    let home = tempfile::tempdir().unwrap();
    let mut check = Check::start(home.path(), &[home.path().join("none.json").to_str().unwrap()]);
    assert_eq!(check.lines.recv_timeout(NEVER), Err(mpsc::RecvTimeoutError::Disconnected));
    assert_eq!(check.child.wait().unwrap().code(), Some(2));
}
