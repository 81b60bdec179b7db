//! `check`: whether a corpus obeys its rules, and whether its quotes are in their sources.

mod report;
mod watch;

use std::path::{Path, PathBuf};

use super::args::{self, Global};
use super::corpora;
use super::desk::Ending;
use super::out::Out;
use super::trouble::Trouble;
use crate::paths::Paths;
use report::Report;

/// What is to be checked.
#[derive(Debug)]
struct Subject<'a> {
    /// The corpus files; `None` for the corpus on board.
    files: Vec<Option<&'a Path>>,
    /// The directory of what was imported, if that belongs to it: to the corpus in use, not to a file that was named.
    imports: Option<PathBuf>,
    /// The directory of the source files.
    sources: Option<&'a Path>,
}

impl<'a> Subject<'a> {
    fn of(global: &'a Global, asked: &'a args::Check) -> Subject<'a> {
        let sources = asked.sources.as_deref();
        if asked.files.is_empty() {
            let imports = Paths::of_user().map(|paths| paths.imports());
            return Subject { files: corpora::files(global), imports, sources };
        }
        Subject { files: asked.files.iter().map(|path| corpora::file(path)).collect(), imports: None, sources }
    }

    /// All that may change what a report says.
    fn paths(&self) -> Vec<PathBuf> {
        let named = self.files.iter().copied().flatten().chain(self.sources).map(Path::to_owned);
        named.chain(self.imports.clone()).collect()
    }
}

/// Checks corpus files, each by itself and all as one: those that are named, else those in use. A broken file is not trouble but what is looked
/// for: all that is wrong with it is printed. With `--watch` again and again.
///
/// # Errors
/// If a file cannot be read or the report cannot be written.
pub fn run(out: &mut Out<'_>, global: &Global, asked: &args::Check) -> Result<Ending, Trouble> {
    let subject = Subject::of(global, asked);
    if asked.watch {
        return watch::run(out, global.json, &subject);
    }
    let report = Report::of(&subject)?;
    if global.json {
        out.json(&report.json())?;
    } else {
        report.print(out)?;
    }
    out.flush()?;
    Ok(if report.is_clean() { Ending::Found } else { Ending::Problems })
}
