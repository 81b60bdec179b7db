//! Which corpora are in use: those that the options name, each with what was imported into it, as one.

use std::path::{Path, PathBuf};

use super::args::Global;
use super::complain;
use super::trouble::Trouble;
use crate::corpus::Corpus;
use crate::corpus::load::{LoadError, Source};
use crate::import::shelf;
use crate::paths::Paths;
use crate::text::sanitize::sanitize;

/// Stands for the corpus on board among files. A file of that name is `./bundled`.
const ON_BOARD: &str = "bundled";

/// From so many bytes on the dashboard shows a corpus while it is being read. Less is there before anybody sees that it was not.
const LARGE: u64 = 2 << 20;

/// The corpora that the environment names, as `PATH` names directories.
#[must_use]
pub fn of_environment() -> Vec<PathBuf> {
    let named = std::env::var_os("HUSTINGS_CORPUS").unwrap_or_default();
    std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()).collect()
}

/// The file, unless the corpus on board is meant.
pub fn file(named: &Path) -> Option<&Path> {
    (named != Path::new(ON_BOARD)).then_some(named)
}

/// The files that the options name; `None` for the corpus on board.
pub fn files(global: &Global) -> Vec<Option<&Path>> {
    if global.corpus.is_empty() { vec![None] } else { global.corpus.iter().map(|path| file(path)).collect() }
}

/// What a corpus is called in messages.
pub fn called(file: Option<&Path>) -> String {
    file.map_or_else(|| "the bundled corpus".to_owned(), |path| sanitize(&path.display().to_string()).into_owned())
}

/// One corpus, without the documents that were imported into it.
fn open_alone(file: Option<&Path>) -> Result<Corpus, Trouble> {
    match file {
        Some(path) => Corpus::open(path).map_err(|error| Trouble::Said(error.to_string())),
        None => Ok(Corpus::bundled()),
    }
}

/// The corpora that the options name, without the documents that were imported into them.
///
/// # Errors
/// If a file cannot be read or breaks a rule; the message says which.
pub fn open_each(global: &Global) -> Result<Vec<Corpus>, Trouble> {
    files(global).into_iter().map(open_alone).collect()
}

/// A corpus with the documents that were imported into it, and what of them could not be used.
pub fn with_imports(corpus: Corpus) -> (Corpus, Vec<String>) {
    let Some(paths) = Paths::of_user() else { return (corpus, Vec::new()) };
    let (imports, mut troubles) = shelf::load(&paths.imports());
    let mut own = imports.into_iter().filter(|imported| imported.corpus == corpus.id).peekable();
    if own.peek().is_none() {
        return (corpus, troubles);
    }
    let mut file = corpus.file().clone();
    for imported in own {
        let document = imported.document.clone();
        if let Err(what) = imported.put(&mut file) {
            troubles.push(format!("the import of `{document}` is not used: {what}"));
        }
    }
    (Corpus::from(file), troubles)
}

/// The first file that the options name, where it is so large that the dashboard does not wait for it.
///
/// # Errors
/// If it cannot be opened.
pub fn large(global: &Global) -> Result<Option<Source>, Trouble> {
    let Some(path) = files(global)[0] else { return Ok(None) };
    let source = Source::open(path).map_err(|error| Trouble::Said(error.to_string()))?;
    Ok(Some(source).filter(|source| source.bytes() > LARGE))
}

/// What is to be done with the first corpus that the options name once it is read: the others are opened here and joined to it then.
///
/// # Errors
/// If one of the others cannot be read or breaks a rule.
pub fn joined_with_others(
    global: &Global,
) -> Result<impl FnOnce(Corpus) -> (Corpus, Vec<String>) + Send + use<>, Trouble> {
    let others = files(global).into_iter().skip(1).map(open_alone).collect::<Result<Vec<_>, _>>()?;
    Ok(|first| together(std::iter::once(first).chain(others)))
}

/// Corpora, each with the documents that were imported into it, as one; what of those could not be used comes with it.
fn together(corpora: impl IntoIterator<Item = Corpus>) -> (Corpus, Vec<String>) {
    let mut told = Vec::new();
    let mut whole: Option<Corpus> = None;
    for corpus in corpora {
        let (corpus, troubles) = with_imports(corpus);
        told.extend(troubles);
        whole = Some(match whole {
            Some(whole) => whole.joined_with(&corpus),
            None => corpus,
        });
    }
    told.dedup();
    (whole.unwrap_or_default(), told)
}

/// The corpora that the options name, files or else the one on board, with the documents that were imported into them, as one.
///
/// # Errors
/// If a file cannot be read or breaks a rule; the message says which.
pub fn open(global: &Global) -> Result<Corpus, Trouble> {
    let (whole, told) = together(open_each(global)?);
    for trouble in told {
        complain(&format!("hustings: {trouble}"));
    }
    Ok(whole)
}

/// All that the corpora in use are read from: the files, and the directory of what was imported.
#[must_use]
pub fn watched(global: &Global) -> Vec<PathBuf> {
    let imports = Paths::of_user().map(|paths| paths.imports());
    files(global).into_iter().flatten().map(Path::to_owned).chain(imports).collect()
}

/// Reads the corpora in use, as [`open`] does; what is wrong is told in a line that begins with what a reader has to know.
pub fn reader(global: &Global) -> impl Fn() -> Result<(Corpus, Vec<String>), String> + Send + use<> {
    let files: Vec<Option<PathBuf>> = files(global).into_iter().map(|file| file.map(Path::to_owned)).collect();
    move || {
        let opened = files.iter().map(|file| match file {
            Some(path) => Corpus::open(path).map_err(|error| in_a_line(path, &error)),
            None => Ok(Corpus::bundled()),
        });
        opened.collect::<Result<Vec<_>, _>>().map(together)
    }
}

/// Why a file that has changed could not take the place of what was read before.
fn in_a_line(path: &Path, error: &LoadError) -> String {
    match error {
        LoadError::Invalid { problems, .. } => {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            let count =
                if problems.len() == 1 { String::new() } else { format!("{} problems, first ", problems.len()) };
            format!("Not reloaded; `hustings check {}`: {count}{first}", path.display())
        }
        error => format!("Not reloaded: {error}"),
    }
}
