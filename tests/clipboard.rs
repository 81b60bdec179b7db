//! The ladder of ways to a clipboard, and what is said about each.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use hustings::term::clipboard::{Copied, Environment, Route, TOOLS, copy, route};

fn everything() -> Environment {
    let tools = TOOLS.iter().map(|tool| PathBuf::from("/bin").join(tool)).collect();
    Environment { wayland: true, x11: true, tools, ..Environment::default() }
}

fn without(tool: &str, environment: Environment) -> Environment {
    let tools = environment.tools.into_iter().filter(|path| !path.ends_with(tool)).collect();
    Environment { tools, ..environment }
}

fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn inside_tmux_tmux_is_asked_wherever_it_runs() {
    let environment = Environment { tmux: true, ssh: true, console: true, ..everything() };
    assert_eq!(route(&environment), Route::Tmux("/bin/tmux".into()));
}

#[test]
fn the_systems_own_tool_is_used_on_the_users_own_machine() {
    let environment = without("pbcopy", everything());
    assert_eq!(route(&environment), Route::Tool("/bin/wl-copy".into()));
    let environment = Environment { wayland: false, ..environment };
    assert_eq!(route(&environment), Route::Tool("/bin/xclip".into()));
    let environment = Environment { x11: false, ..environment };
    assert_eq!(route(&environment), Route::Tool("/bin/clip.exe".into()));
    assert_eq!(route(&without("clip.exe", environment)), Route::Terminal);
}

#[test]
fn no_tool_is_ever_run_over_ssh() {
    assert_eq!(route(&Environment { ssh: true, ..everything() }), Route::Terminal);
}

#[test]
fn a_console_without_a_clipboard_is_not_sent_anything() {
    let environment = Environment { console: true, ..Environment::default() };
    assert_eq!(route(&environment), Route::Nowhere);
    let mut sent = Vec::new();
    assert!(matches!(copy("words", &Route::Nowhere, &mut sent), Copied::Failed(_)));
    assert!(sent.is_empty());
}

#[test]
fn the_terminal_gets_the_text_byte_for_byte_and_no_promise_is_made() {
    let mut sent = Vec::new();
    let copied = copy("“Türkiye”\n이종호", &Route::Terminal, &mut sent);
    assert_eq!(sent, b"\x1b]52;c;4oCcVMO8cmtpeWXigJ0K7J207KKF7Zi4\x07");
    assert_eq!(copied, Copied::Sent);
    assert!(!copied.to_string().contains("copied"));
}

#[test]
fn what_is_too_long_for_a_terminal_is_not_sent_in_part() {
    let mut sent = Vec::new();
    assert_eq!(copy(&"x".repeat(4096), &Route::Terminal, &mut sent), Copied::Sent);
    sent.clear();
    assert_eq!(copy(&"x".repeat(4097), &Route::Terminal, &mut sent), Copied::TooLong(4097));
    assert!(sent.is_empty());
}

#[test]
fn a_tool_gets_the_text_byte_for_byte_and_confirms() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    let tool = program(folder.path(), "wl-copy", &format!("cat > '{}'", taken.display()));
    let text = "“L’égalité”\r\n\t이종호 ".repeat(20_000);
    let mut sent = Vec::new();
    assert_eq!(copy(&text, &Route::Tool(tool), &mut sent), Copied::Confirmed("wl-copy".into()));
    assert_eq!(fs::read_to_string(taken).unwrap(), text);
    assert!(sent.is_empty());
}

#[test]
fn a_tool_that_fails_or_hangs_leaves_it_to_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    for (name, script) in [("xclip", "exit 1"), ("wl-copy", "exec sleep 60")] {
        let mut sent = Vec::new();
        let tool = program(folder.path(), name, script);
        assert_eq!(copy("words", &Route::Tool(tool), &mut sent), Copied::Sent, "{name}");
        assert!(sent.starts_with(b"\x1b]52;c;"));
    }
}

#[test]
fn an_old_tmux_keeps_the_text_in_its_buffer_and_that_is_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut sent = Vec::new();
    let old = program(folder.path(), "tmux", "[ \"$2\" = -w ] && exit 1; cat > /dev/null");
    assert_eq!(copy("words", &Route::Tmux(old), &mut sent), Copied::Buffer);
    let new = program(folder.path(), "tmux", "[ \"$*\" = 'load-buffer -w -' ] && cat > /dev/null");
    assert_eq!(copy("words", &Route::Tmux(new), &mut sent), Copied::Tmux);
    let broken = program(folder.path(), "tmux", "exit 1");
    assert!(matches!(copy("words", &Route::Tmux(broken), &mut sent), Copied::Failed(_)));
    assert!(sent.is_empty(), "tmux drops the sequence, so that sending it would be a lie");
}

#[test]
fn the_environment_is_read_from_its_variables_and_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let xclip = program(folder.path(), "xclip", "");
    fs::write(folder.path().join("wl-copy"), "not a program").unwrap();
    let variables =
        [("PATH", folder.path().to_str().unwrap()), ("DISPLAY", ":0"), ("TMUX", ""), ("TERM", "xterm-256color")];
    let found = Environment::look(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()));
    assert_eq!(found, Environment { x11: true, tools: vec![xclip], ..Environment::default() });
}
