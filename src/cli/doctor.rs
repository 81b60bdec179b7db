//! `doctor`: what was found of terminal, clipboard, files and corpus, what it means, and the line that fixes it.
//!
//! [`Facts`] are gathered first, and every [`Finding`] follows from them alone, so that what is said can be tested without the terminals it is said of.

mod facts;
mod files;
mod terminal;

use std::path::Path;

use serde::Serialize;
use serde_json::json;

use self::facts::Facts;
use super::args::Global;
use super::corpora;
use super::desk::Ending;
use super::out::{Out, counted};
use super::trouble::Trouble;
use crate::corpus::Corpus;
use crate::search::Index;
use crate::text::sanitize::sanitize;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    /// What was looked at.
    topic: &'static str,
    /// What was found.
    found: String,
    /// What follows from it.
    meaning: String,
    /// The line that makes it better, where there is one.
    fix: Option<String>,
    /// Whether the program does not start before it is put right.
    #[serde(skip)]
    grave: bool,
}

impl Finding {
    fn new(topic: &'static str, found: impl Into<String>, meaning: impl Into<String>) -> Finding {
        Finding { topic, found: found.into(), meaning: meaning.into(), fix: None, grave: false }
    }

    fn fix(self, line: impl Into<String>) -> Finding {
        Finding { fix: Some(line.into()), ..self }
    }

    fn grave(self) -> Finding {
        Finding { grave: true, ..self }
    }
}

/// A path as a word of a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// Looks at everything and tells what was found.
///
/// # Errors
/// If the output cannot be written. What is wrong with the surroundings is a finding, not an error.
pub fn run(out: &mut Out<'_>, global: &Global) -> Result<Ending, Trouble> {
    let mut findings = vec![Finding::new(
        "Program",
        format!("hustings {}, {} on {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH),
        "one file; it needs no network and asks for none",
    )];
    findings.extend(terminal::findings(&Facts::gather()));
    findings.extend(files::findings());
    findings.extend(corpus(global));
    for finding in &mut findings {
        finding.found = sanitize(&finding.found).into_owned();
        finding.fix = finding.fix.take().map(|line| sanitize(&line).into_owned());
    }
    if global.json {
        let fixes = findings.iter().filter(|finding| finding.fix.is_some()).count();
        out.json(&json!({"schema_version": 1, "findings": findings, "fixes": fixes}))?;
    } else {
        print(out, &findings)?;
    }
    out.flush()?;
    Ok(if findings.iter().any(|finding| finding.grave) { Ending::Problems } else { Ending::Found })
}

fn print(out: &mut Out<'_>, findings: &[Finding]) -> Result<(), Trouble> {
    for finding in findings {
        out.heading(finding.topic, "")?;
        out.prose(2, &finding.found)?;
        out.prose(2, &format!("Means: {}", finding.meaning))?;
        if let Some(line) = &finding.fix {
            // A line to be typed is not broken.
            out.line(&format!("  Fix: {line}"))?;
        }
    }
    out.gap()?;
    let fixes = findings.iter().filter(|finding| finding.fix.is_some()).count();
    out.line(&match fixes {
        0 => "Nothing to fix.".to_owned(),
        1 => "1 thing could be better.".to_owned(),
        _ => format!("{fixes} things could be better."),
    })?;
    Ok(())
}

/// The corpus in use and its index.
fn corpus(global: &Global) -> Vec<Finding> {
    let name = corpora::files(global).into_iter().map(corpora::called).collect::<Vec<_>>().join(" and ");
    match super::open(global) {
        Ok(corpus) => {
            let entries = corpus.places().count();
            let found = format!("{name}: {}, edition {}", corpus.title, corpus.edition);
            let meaning =
                format!("sound; {}, {entries} things that can be cited", counted(corpus.documents.len(), "document"));
            vec![Finding::new("Corpus", found, meaning), index(&corpus)]
        }
        Err(trouble) => {
            let files: Vec<String> = global.corpus.iter().map(|path| quoted(path)).collect();
            let file = (!files.is_empty()).then(|| format!("hustings check {}", files.join(" ")));
            let message = trouble.to_string();
            let lines: Vec<&str> = message.lines().map(str::trim).collect();
            let more = if lines.len() > 2 { "; …" } else { "" };
            let found = lines.iter().take(2).copied().collect::<Vec<_>>().join(" ") + more;
            let finding = Finding::new("Corpus", found, "it cannot be used").grave();
            vec![file.into_iter().fold(finding, Finding::fix)]
        }
    }
}

fn index(corpus: &Corpus) -> Finding {
    let start = std::time::Instant::now();
    drop(Index::build(corpus));
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let found = format!("built in {milliseconds:.1} ms, in memory");
    Finding::new("Index", found, "made anew at each start; nothing on disk that could be stale")
}
