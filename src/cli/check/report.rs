//! What is wrong with a corpus, as text and as JSON.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::super::import::with_imports;
use super::super::out::Out;
use super::super::trouble::Trouble;
use super::Subject;
use crate::corpus::Corpus;
use crate::corpus::check::{Problem, check, verify_quotes};
use crate::corpus::load::{BUNDLED, read, within_limits};
use crate::text::sanitize::sanitize;

/// What was found.
pub(super) struct Report {
    /// The name of what was checked.
    name: String,
    /// All that is wrong.
    problems: Vec<Problem>,
    /// How many quotes were looked for and found in the source files, where that was asked for and possible.
    quotes: Option<(usize, usize)>,
    /// Whether it was asked for.
    quotes_wanted: bool,
}

impl Report {
    /// Looks at a corpus as it is now.
    ///
    /// # Errors
    /// If the file cannot be read or is beyond the limits, or the sources are nowhere.
    pub(super) fn of(subject: &Subject<'_>) -> Result<Report, Trouble> {
        let said = |error: &dyn std::fmt::Display| Trouble::Said(error.to_string());
        let bytes = match subject.file {
            Some(path) => Cow::Owned(read(path).map_err(|error| said(&error))?),
            None => Cow::Borrowed(BUNDLED),
        };
        within_limits(&bytes).map_err(|error| said(&error))?;
        if let Some(sources) = subject.sources.filter(|sources| !sources.is_dir()) {
            return Err(Trouble::Said(format!("{}: there is no such directory", sources.display())));
        }
        let mut problems = check(&bytes);
        let mut quotes = None;
        if problems.is_empty() && (subject.sources.is_some() || subject.imports.is_some()) {
            let corpus = Corpus::from_bytes(&bytes).map_err(|error| said(&error))?;
            if let Some(sources) = subject.sources {
                let report = verify_quotes(&corpus, sources);
                problems.extend(report.problems);
                quotes = Some((report.checked, report.verified));
            }
            if subject.imports.is_some() {
                let unused = with_imports(corpus).1;
                let problem = |message| Problem { path: "imports".to_owned(), id: None, message };
                problems.extend(unused.into_iter().map(problem));
            }
        }
        let name = subject
            .file
            .map_or_else(|| "the bundled corpus".to_owned(), |path| sanitize(&path.display().to_string()).into_owned());
        let problems = problems.iter().map(safe).collect();
        Ok(Report { name, problems, quotes, quotes_wanted: subject.sources.is_some() })
    }

    /// Whether nothing is wrong.
    pub(super) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// The report as JSON.
    pub(super) fn json(&self) -> Value {
        let (checked, verified) = self.quotes.unwrap_or_default();
        json!({
            "schema_version": 1, "ok": self.is_clean(), "problems": self.problems,
            "quotes": {"checked": checked, "verified": verified},
        })
    }

    /// The report as text.
    ///
    /// # Errors
    /// As the writer.
    pub(super) fn print(&self, out: &mut Out<'_>) -> Result<(), Trouble> {
        match self.problems.len() {
            0 => out.line(&format!("{} obeys its rules", self.name))?,
            1 => out.line(&format!("{}: 1 problem", self.name))?,
            number => out.line(&format!("{}: {number} problems", self.name))?,
        }
        for problem in &self.problems {
            out.gap()?;
            out.heading(&problem.path, problem.id.as_deref().unwrap_or_default())?;
            out.prose(2, &problem.message)?;
        }
        match self.quotes {
            Some((checked, verified)) => {
                out.line(&format!("{verified} of {checked} quotes stand in their sources word for word"))?;
            }
            None if self.quotes_wanted => {
                out.line("the quotes were not verified: the file has to obey its rules first")?;
            }
            None => {}
        }
        Ok(())
    }
}

/// A problem quotes the file, and the file may hold anything.
fn safe(problem: &Problem) -> Problem {
    Problem {
        path: sanitize(&problem.path).into_owned(),
        id: problem.id.as_deref().map(|id| sanitize(id).into_owned()),
        message: sanitize(&problem.message).into_owned(),
    }
}
