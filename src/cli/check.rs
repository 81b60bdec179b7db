//! `check`: whether a corpus obeys its rules, and whether its quotes are in their sources.

use std::borrow::Cow;
use std::path::Path;

use serde_json::json;

use super::args::{self, Global};
use super::desk::Ending;
use super::out::Out;
use super::trouble::Trouble;
use crate::corpus::Corpus;
use crate::corpus::check::{Problem, check, verify_quotes};
use crate::corpus::load::{BUNDLED, read, within_limits};
use crate::text::sanitize::sanitize;

/// Checks a corpus file: the one named, else the one in use. A broken file is not trouble but what is looked for: all that is wrong with it is
/// printed.
///
/// # Errors
/// If the file cannot be read or the report cannot be written.
pub fn run(out: &mut Out<'_>, global: &Global, asked: &args::Check) -> Result<Ending, Trouble> {
    let file = asked.file.as_deref().or(global.corpus.as_deref());
    let json = global.json;
    let bytes = match file {
        Some(path) => Cow::Owned(read(path).map_err(|error| Trouble::Said(error.to_string()))?),
        None => Cow::Borrowed(BUNDLED),
    };
    within_limits(&bytes).map_err(|error| Trouble::Said(error.to_string()))?;
    if let Some(sources) = &asked.sources
        && !sources.is_dir()
    {
        return Err(Trouble::Said(format!("{}: there is no such directory", sources.display())));
    }
    let mut problems = check(&bytes);
    let mut quotes = None;
    if let (Some(sources), true) = (&asked.sources, problems.is_empty()) {
        let corpus = Corpus::from_bytes(&bytes).map_err(|error| Trouble::Said(error.to_string()))?;
        let report = verify_quotes(&corpus, sources);
        problems.extend(report.problems);
        quotes = Some((report.checked, report.verified));
    }
    let problems: Vec<Problem> = problems.iter().map(safe).collect();
    if json {
        let (checked, verified) = quotes.unwrap_or_default();
        let answer = json!({
            "schema_version": 1, "ok": problems.is_empty(), "problems": problems,
            "quotes": {"checked": checked, "verified": verified},
        });
        out.json(&answer)?;
    } else {
        print(out, file, &problems)?;
        match (quotes, &asked.sources) {
            (Some((checked, verified)), _) => {
                out.line(&format!("{verified} of {checked} quotes stand in their sources word for word"))?;
            }
            (None, Some(_)) => out.line("the quotes were not verified: the file has to obey its rules first")?,
            (None, None) => {}
        }
    }
    out.flush()?;
    Ok(if problems.is_empty() { Ending::Found } else { Ending::Problems })
}

/// A problem quotes the file, and the file may hold anything.
fn safe(problem: &Problem) -> Problem {
    Problem {
        path: sanitize(&problem.path).into_owned(),
        id: problem.id.as_deref().map(|id| sanitize(id).into_owned()),
        message: sanitize(&problem.message).into_owned(),
    }
}

fn print(out: &mut Out<'_>, file: Option<&Path>, problems: &[Problem]) -> Result<(), Trouble> {
    let name =
        file.map_or_else(|| "the bundled corpus".to_owned(), |path| sanitize(&path.display().to_string()).into_owned());
    if problems.is_empty() {
        out.line(&format!("{name} obeys its rules"))?;
        return Ok(());
    }
    let number = if problems.len() == 1 { "1 problem".to_owned() } else { format!("{} problems", problems.len()) };
    out.line(&format!("{name}: {number}"))?;
    for problem in problems {
        out.gap()?;
        out.heading(&problem.path, problem.id.as_deref().unwrap_or_default())?;
        out.prose(2, &problem.message)?;
    }
    Ok(())
}
