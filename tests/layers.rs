//! The direction of dependence: each room of `src` knows only those it may, and no two files know each other.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room, and the rooms it may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("term", &["text"]),
    ("keymap", &[]),
    ("paths", &[]),
    ("watch", &[]),
    ("config", &["text", "keymap", "paths"]),
    ("corpus", &["text"]),
    ("search", &["text", "corpus"]),
    ("export", &["text", "corpus"]),
    ("brief", &["text", "corpus", "export", "paths"]),
    ("import", &["text", "corpus"]),
    ("app", &["text", "corpus", "search", "export", "brief", "keymap", "config", "paths"]),
    ("view", &["text", "corpus", "search", "keymap", "config", "app"]),
    ("session", &["text", "corpus", "search", "term", "keymap", "config", "app", "view", "brief"]),
    (
        "tui",
        &[
            "text", "corpus", "search", "term", "keymap", "config", "paths", "watch", "brief", "export", "app", "view",
            "session",
        ],
    ),
    ("cli", &["text", "corpus", "search", "export", "brief", "import", "keymap", "config", "paths", "watch", "term"]),
];

/// A file as a path of modules (`app::list`), with its text.
fn modules() -> BTreeMap<String, String> {
    fn collect(directory: &Path, root: &Path, modules: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, root, modules);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(root).unwrap().with_extension("");
                let name = relative.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("::");
                modules.insert(name, code(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeMap::new();
    collect(&root, &root, &mut modules);
    modules.remove("lib");
    modules.remove("main");
    modules
}

/// The code of a file without its comments and its unit tests, which may know what they like.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The paths that a file names, from the root of the crate, the braces of `use` spelled out.
fn named(module: &str, code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (prefix, base) in [("crate::", String::new()), ("super::", parent(module))] {
        for (at, _) in code.match_indices(prefix) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            expand(&code[at + prefix.len()..], &base, &mut paths);
        }
    }
    paths
}

fn parent(module: &str) -> String {
    module.rsplit_once("::").map(|(parent, _)| parent.to_owned()).unwrap_or_default()
}

fn expand(rest: &str, base: &str, paths: &mut Vec<String>) {
    let join = |name: &str| if base.is_empty() { name.to_owned() } else { format!("{base}::{name}") };
    if let Some(inner) = rest.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    expand(inner[start..at].trim_start(), base, paths);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    match (name, rest.strip_prefix("::")) {
        ("", _) => {}
        ("super", Some(rest)) => expand(rest, &parent(base), paths),
        (name, Some(rest)) => {
            paths.push(join(name));
            expand(rest, &join(name), paths);
        }
        (name, None) => paths.push(join(name)),
    }
}

#[test]
fn each_room_knows_only_the_rooms_it_may() {
    let mut wrong = BTreeSet::new();
    for (module, code) in modules() {
        let room = module.split("::").next().unwrap().to_owned();
        let (_, allowed) = MAY_KNOW
            .iter()
            .find(|(name, _)| *name == room)
            .unwrap_or_else(|| panic!("src/{room} stands nowhere in the table of rooms"));
        for path in named(&module, &code) {
            let other = path.split("::").next().unwrap();
            let is_room = MAY_KNOW.iter().any(|(name, _)| *name == other);
            if is_room && other != room && !allowed.contains(&other) {
                wrong.insert(format!("{module} knows {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the direction of dependence: {wrong:#?}");
}

#[test]
fn no_two_files_know_each_other() {
    let modules = modules();
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, code) in &modules {
        for path in named(module, code) {
            let Some((other, _)) = modules.get_key_value(&path) else { continue };
            // A module and its own parts may know each other: that is what a part is.
            let related = other.starts_with(&format!("{module}::")) || module.starts_with(&format!("{other}::"));
            if other != module && !related {
                graph.entry(module).or_default().insert(other);
            }
        }
    }
    let mut circles = BTreeSet::new();
    for start in graph.keys() {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&str> = graph[start].iter().copied().collect();
        while let Some(module) = next.pop() {
            if module == *start {
                circles.insert(*start);
                break;
            }
            if seen.insert(module) {
                next.extend(graph.get(module).into_iter().flatten());
            }
        }
    }
    assert!(circles.is_empty(), "these files stand in a circle: {circles:?}");
}

#[test]
fn terminals_know_no_election_and_the_app_no_terminal() {
    for (module, code) in modules() {
        if module.starts_with("app") || module.starts_with("view") {
            for word in ["std::fs", "std::io", "std::process", "Instant", "println!", "rustix"] {
                assert!(!code.contains(word), "{module} has {word}: the app and the view are pure");
            }
        }
        let is_face = module.starts_with("cli") || module.starts_with("tui");
        assert!(is_face || !(code.contains("println!") || code.contains("eprintln!")), "{module} prints");
    }
}
