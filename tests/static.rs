//! One file that needs nothing: built as the README says and named in `HUSTINGS_STATIC`, it runs where there is nothing else, not even a network.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The static build; `None`, said aloud, where none is named.
fn built() -> Option<PathBuf> {
    let path = std::env::var_os("HUSTINGS_STATIC").map(PathBuf::from);
    if path.is_none() {
        println!("skipped: HUSTINGS_STATIC names no static build");
    }
    path
}

/// Whether a new root or network can be had here.
fn may(arguments: &[&str]) -> bool {
    let may = Command::new("unshare").args(arguments).arg("true").output().is_ok_and(|output| output.status.success());
    if !may {
        println!("skipped: unshare {arguments:?} is not permitted here");
    }
    may
}

fn found(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("lee.6"), "{said}");
}

#[test]
fn the_static_build_runs_on_a_root_with_nothing_else_in_it() {
    let Some(built) = built() else { return };
    let root = tempfile::tempdir().unwrap();
    fs::copy(&built, root.path().join("hustings")).unwrap();
    if !may(&["--map-root-user"]) {
        let libraries = Command::new("ldd").arg(&built).output().unwrap();
        let said = [libraries.stdout, libraries.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains("statically linked") || said.contains("not a dynamic executable"), "{said}");
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--root"]).arg(root.path()).args(["/hustings", "show", "lee.6"]);
    found(&command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).output().unwrap());
}

#[test]
fn the_program_needs_no_network() {
    if !may(&["--map-root-user", "--net"]) {
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net"]).arg(env!("CARGO_BIN_EXE_hustings")).args(["show", "lee.6"]);
    found(&command.output().unwrap());
}
