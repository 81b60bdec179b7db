//! What is wrong with corpora, as text and as JSON.

use std::borrow::Cow;
use std::path::Path;

use serde_json::{Value, json};

use super::super::corpora::{self, with_imports};
use super::super::out::Out;
use super::super::trouble::Trouble;
use super::Subject;
use crate::corpus::check::{Problem, check, check_records, verify_quotes};
use crate::corpus::load::{BUNDLED, read, within_limits};
use crate::corpus::{Corpus, CorpusPart};
use crate::text::sanitize::sanitize;

/// What was found.
pub(super) struct Report {
    /// File by file.
    files: Vec<FileReport>,
    /// What they are as one, where there are several and each is sound.
    joined: Option<Joined>,
}

/// What was found in one file.
struct FileReport {
    /// The name of what was checked.
    name: String,
    /// All that is wrong.
    problems: Vec<Problem>,
    /// How many quotes were looked for and found in the source files, where that was asked for and possible.
    quotes: Option<(usize, usize)>,
    /// Whether it was asked for.
    quotes_wanted: bool,
    /// The corpus, where it is sound and more is to be done with it.
    corpus: Option<Corpus>,
}

/// Several corpora as one.
struct Joined {
    problems: Vec<Problem>,
    parts: Vec<CorpusPart>,
}

impl Report {
    /// Looks at corpora as they are now.
    ///
    /// # Errors
    /// If a file cannot be read or is beyond the limits, or the sources are nowhere.
    pub(super) fn of(subject: &Subject<'_>) -> Result<Report, Trouble> {
        if let Some(sources) = subject.sources.filter(|sources| !sources.is_dir()) {
            return Err(Trouble::Said(format!("{}: there is no such directory", sources.display())));
        }
        let files = subject.files.iter().map(|file| FileReport::of(*file, subject)).collect::<Result<Vec<_>, _>>()?;
        let joined = (files.len() > 1).then(|| Joined::of(&files)).flatten();
        Ok(Report { files, joined })
    }

    fn problems(&self) -> impl Iterator<Item = &Problem> {
        let joined = self.joined.iter().flat_map(|joined| &joined.problems);
        self.files.iter().flat_map(|file| &file.problems).chain(joined)
    }

    /// Whether nothing is wrong.
    pub(super) fn is_clean(&self) -> bool {
        self.problems().next().is_none()
    }

    /// The report as JSON: of one file what is wrong with it, of several that for each, and what they are as one.
    pub(super) fn json(&self) -> Value {
        if let [file] = &self.files[..] {
            let mut value = file.json();
            value["schema_version"] = 1.into();
            return value;
        }
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|file| {
                let mut value = file.json();
                value["file"] = file.name.as_str().into();
                value
            })
            .collect();
        let joined = self.joined.as_ref().map(Joined::json);
        json!({"schema_version": 1, "ok": self.is_clean(), "files": files, "joined": joined})
    }

    /// The report as text.
    ///
    /// # Errors
    /// As the writer.
    pub(super) fn print(&self, out: &mut Out<'_>) -> Result<(), Trouble> {
        for (at, file) in self.files.iter().enumerate() {
            if at > 0 && !(file.problems.is_empty() && self.files[at - 1].problems.is_empty()) {
                out.gap()?;
            }
            file.print(out)?;
        }
        match &self.joined {
            Some(joined) => joined.print(out),
            None if self.files.len() > 1 => {
                out.gap()?;
                Ok(out.line("they were not joined: each file has to obey its rules first")?)
            }
            None => Ok(()),
        }
    }
}

impl FileReport {
    fn of(file: Option<&Path>, subject: &Subject<'_>) -> Result<FileReport, Trouble> {
        let said = |error: &dyn std::fmt::Display| Trouble::Said(error.to_string());
        let bytes = match file {
            Some(path) => Cow::Owned(read(path).map_err(|error| said(&error))?),
            None => Cow::Borrowed(BUNDLED.as_bytes()),
        };
        within_limits(&bytes).map_err(|error| match file {
            Some(path) => Trouble::Said(error.of(path).to_string()),
            None => said(&error),
        })?;
        let mut problems = check(&bytes);
        let mut quotes = None;
        let mut corpus = None;
        let wanted = subject.files.len() > 1 || subject.sources.is_some() || subject.imports.is_some();
        if problems.is_empty() && wanted {
            let mut sound = Corpus::from_bytes(&bytes).map_err(|error| said(&error))?;
            if let Some(sources) = subject.sources {
                let report = verify_quotes(&sound, sources);
                problems.extend(report.problems);
                quotes = Some((report.checked, report.verified));
            }
            if subject.imports.is_some() {
                let (whole, unused) = with_imports(sound);
                let problem = |message| Problem { path: "imports".to_owned(), id: None, message };
                problems.extend(unused.into_iter().map(problem));
                sound = whole;
            }
            corpus = Some(sound);
        }
        let problems = problems.iter().map(safe).collect();
        let quotes_wanted = subject.sources.is_some();
        Ok(FileReport { name: corpora::called(file), problems, quotes, quotes_wanted, corpus })
    }

    fn json(&self) -> Value {
        let (checked, verified) = self.quotes.unwrap_or_default();
        json!({
            "ok": self.problems.is_empty(), "problems": self.problems,
            "quotes": {"checked": checked, "verified": verified},
        })
    }

    fn print(&self, out: &mut Out<'_>) -> Result<(), Trouble> {
        list(out, &self.name, &self.problems)?;
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

impl Joined {
    /// The corpora of files as one; `None` where one of them is none.
    fn of(files: &[FileReport]) -> Option<Joined> {
        let mut whole: Option<Corpus> = None;
        for file in files {
            let corpus = file.corpus.as_ref().filter(|_| file.problems.is_empty())?;
            whole = Some(match whole {
                Some(whole) => whole.joined_with(corpus),
                None => corpus.clone(),
            });
        }
        let whole = whole?;
        Some(Joined { problems: check_records(whole.file()).iter().map(safe).collect(), parts: whole.parts.clone() })
    }

    /// What a part calls otherwise than the whole does.
    fn renamed(part: &CorpusPart) -> Vec<&(String, String)> {
        let moved = part.names.iter().filter(|(_, here)| here.contains('/'));
        moved.collect()
    }

    fn json(&self) -> Value {
        let parts: Vec<Value> = self
            .parts
            .iter()
            .map(|part| {
                let renamed: serde_json::Map<String, Value> =
                    Joined::renamed(part).into_iter().map(|(own, here)| (own.clone(), here.clone().into())).collect();
                json!({"id": part.id, "shared": part.shared.len(), "renamed": renamed})
            })
            .collect();
        json!({"ok": self.problems.is_empty(), "problems": self.problems, "parts": parts})
    }

    fn print(&self, out: &mut Out<'_>) -> Result<(), Trouble> {
        /// More names than these are counted.
        const SHOWN: usize = 12;
        list(out, "all of it as one corpus", &self.problems)?;
        for part in self.parts.iter().skip(1) {
            let shared = part.shared.len();
            let renamed = Joined::renamed(part);
            let names: Vec<&str> = renamed.iter().take(SHOWN).map(|(_, here)| here.as_str()).collect();
            let more = renamed.len() - names.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let namespace = match names.len() {
                0 => "every reference is its own".to_owned(),
                _ => format!("in its namespace: {}{more}", names.join(", ")),
            };
            out.prose(2, &format!("{}: {shared} records are there already; {namespace}", part.id))?;
        }
        Ok(())
    }
}

/// Says what is wrong with something.
fn list(out: &mut Out<'_>, name: &str, problems: &[Problem]) -> Result<(), Trouble> {
    match problems.len() {
        0 => out.line(&format!("{name} obeys its rules"))?,
        1 => out.line(&format!("{name}: 1 problem"))?,
        number => out.line(&format!("{name}: {number} problems"))?,
    }
    for problem in problems {
        out.gap()?;
        out.heading(&problem.path, problem.id.as_deref().unwrap_or_default())?;
        out.prose(2, &problem.message)?;
    }
    Ok(())
}

/// A problem quotes the file, and the file may hold anything.
fn safe(problem: &Problem) -> Problem {
    Problem {
        path: sanitize(&problem.path).into_owned(),
        id: problem.id.as_deref().map(|id| sanitize(id).into_owned()),
        message: sanitize(&problem.message).into_owned(),
    }
}
