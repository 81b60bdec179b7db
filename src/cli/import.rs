//! `import`: documents of the reader's own, and the list of them.

mod record;

use std::panic;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use super::args::{Global, Import};
use super::corpora;
use super::desk::Ending;
use super::out::{Out, counted};
use super::trouble::Trouble;
use crate::corpus::check::check;
use crate::corpus::load;
use crate::corpus::{Corpus, CorpusFile, Document};
use crate::import::known::{By, recognize};
use crate::import::shelf::{self, Content, Imported, Texts};
use crate::import::{self, Did, Draft, Remark, join};
use crate::paths::{self, Paths};
use crate::text::sanitize::sanitize;

/// Reads files, or lists or forgets what was read.
///
/// # Errors
/// If a file cannot be read, does not say what has to be known, or the result cannot be kept. Nothing is kept then.
pub fn run(out: &mut Out<'_>, global: &Global, asked: &Import) -> Result<Ending, Trouble> {
    let directory = || {
        let missing = || Trouble::said("there is no data directory to keep imports in; name one in HUSTINGS_DATA_DIR");
        Paths::of_user().map(|paths| paths.imports()).ok_or_else(missing)
    };
    if asked.list {
        return list(out, global, &directory()?);
    }
    if !asked.forget.is_empty() {
        return forget(out, global, &directory()?, &asked.forget);
    }
    silence_readers();
    let own = asked.document.is_some() || asked.title.is_some() || asked.speaker.is_some();
    if own && asked.files.len() > 1 {
        return Err(Trouble::said("--as, --title and --speaker are for one file; import one after the other"));
    }
    let mut corpora = match &asked.output {
        Some(path) if !path.exists() => {
            let message =
                format!("{} does not exist; `hustings new DIR` begins a corpus, and this adds to it", path.display());
            return Err(Trouble::Said(message));
        }
        Some(path) => vec![Corpus::open(path).map_err(|error| Trouble::Said(error.to_string()))?],
        None => corpora::open_each(global)?,
    };
    let mut done = Vec::new();
    for path in &asked.files {
        let draft = import::open(path).map_err(|error| told(path, &error))?;
        let corpus = meant(&mut corpora, &draft, asked).ok_or_else(|| {
            told(path, &"its words are in none of the corpora; say with one --corpus which of them it is for")
        })?;
        let one = one(path, draft, corpus, asked)?;
        let mut file = corpus.file().clone();
        one.imported.clone().put(&mut file).map_err(|what| told(path, &what))?;
        *corpus = Corpus::from(file);
        done.push(one);
    }
    if !asked.dry_run {
        if let Some(path) = &asked.output {
            write_corpus(path, corpora[0].file())?;
        } else {
            let directory = directory()?;
            for one in &mut done {
                one.kept = Some(keep(&directory, &one.imported)?);
            }
        }
    }
    let place = asked.output.as_deref().filter(|_| !asked.dry_run);
    if global.json {
        print_json(out, &done, place)?;
    } else {
        print(out, &done, asked, place)?;
    }
    out.flush()?;
    Ok(Ending::Found)
}

/// The corpus that a file is for: of several the one that knows its words, or has the document that it is said to be.
fn meant<'c>(corpora: &'c mut [Corpus], draft: &Draft, asked: &Import) -> Option<&'c mut Corpus> {
    if let [_] = corpora {
        return corpora.first_mut();
    }
    let has_it = |corpus: &Corpus| match &asked.document {
        Some(id) => corpus.document(id).is_some(),
        None => recognize(draft, corpus).is_some(),
    };
    corpora.iter_mut().find(|corpus| has_it(corpus))
}

fn told(path: &Path, error: &dyn std::fmt::Display) -> Trouble {
    let (name, message) = (path.display().to_string(), error.to_string());
    Trouble::Said(if message.starts_with(&name) { message } else { format!("{name}: {message}") })
}

/// A reader that panics is told as an error of its file; the panic itself is nobody's business.
fn silence_readers() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        import::give_up();
        tell(info);
    }));
}

/// A file that was read.
struct One {
    name: String,
    draft: Draft,
    imported: Imported,
    how: String,
    kept: Option<PathBuf>,
}

fn one(path: &Path, mut draft: Draft, corpus: &Corpus, asked: &Import) -> Result<One, Trouble> {
    let name =
        path.file_name().map_or_else(|| "file".to_owned(), |name| sanitize(&name.to_string_lossy()).into_owned());
    if let Some(language) = &asked.language {
        draft.language = Some(language.clone());
    }
    let named = asked.document.as_deref().and_then(|id| corpus.document(id));
    let has_own = |document: &&Document| {
        document
            .sections
            .iter()
            .flat_map(|section| &section.passages)
            .any(|passage| passage.kind != crate::corpus::PassageKind::Text)
    };
    let found = recognize(&draft, corpus);
    let (content, id, how) = match (named.filter(has_own), found) {
        (Some(document), found) => {
            let how = match found {
                Some((other, by)) if other.id == document.id => told_by(by),
                Some((other, _)) => {
                    let message = format!(
                        "{name}: its words are those of `{}`, not of `{}`; leave --as out",
                        other.id, document.id
                    );
                    return Err(Trouble::Said(message));
                }
                None => "because --as says so; its words are not known".to_owned(),
            };
            (sections(&draft, document), document.id.clone(), how)
        }
        (None, Some((document, by))) if asked.document.as_ref().is_none_or(|id| *id == document.id) => {
            (sections(&draft, document), document.id.clone(), told_by(by))
        }
        _ => {
            let addition = record::addition(&mut draft, corpus, asked, &name)?;
            let id = addition.document.id.clone();
            (Content::Addition(Box::new(addition)), id, "a document of its own".to_owned())
        }
    };
    let imported = Imported {
        schema_version: shelf::VERSION,
        corpus: corpus.id.clone(),
        document: id,
        file: name.clone(),
        sha256: draft.sha256.clone(),
        content,
    };
    Ok(One { name, draft, imported, how, kept: None })
}

fn told_by(by: By) -> String {
    match by {
        By::Checksum => "known by its SHA-256".to_owned(),
        By::Words { found, of } => format!("known by its words: {found} of {of} runs of five in its quotes"),
    }
}

fn sections(draft: &Draft, document: &Document) -> Content {
    let texts = join::passages(draft, document).into_iter().zip(&document.sections);
    Content::Sections(texts.map(|(passages, section)| Texts { number: section.number, passages }).collect())
}

/// Keeps an import for later starts, and gives its file.
fn keep(directory: &Path, imported: &Imported) -> Result<PathBuf, Trouble> {
    let path = shelf::path(directory, &imported.document);
    let other = shelf::load(directory)
        .0
        .into_iter()
        .find(|other| other.document == imported.document && other.corpus != imported.corpus);
    if let Some(other) = other {
        let message = format!(
            "`{}` is kept for the corpus `{}` already; choose another id with --as, or --forget it",
            imported.document, other.corpus
        );
        return Err(Trouble::Said(message));
    }
    let failed =
        |error: &dyn std::fmt::Display| Trouble::Said(format!("{} could not be written: {error}", path.display()));
    let bytes = serde_json::to_vec_pretty(imported).map_err(|error| failed(&error))?;
    paths::write_private(&path, &bytes).map_err(|error| failed(&error))?;
    Ok(path)
}

/// Writes a corpus file in place of the one that was read.
fn write_corpus(path: &Path, file: &CorpusFile) -> Result<(), Trouble> {
    let mut bytes = serde_json::to_vec_pretty(file).map_err(|error| told(path, &error))?;
    bytes.push(b'\n');
    if bytes.len() as u64 > load::MOST_BYTES {
        return Err(told(path, &"the corpus would be larger than a corpus may be; divide it"));
    }
    super::file::write(path, &bytes, true)
}

fn list(out: &mut Out<'_>, global: &Global, directory: &Path) -> Result<Ending, Trouble> {
    let (imports, troubles) = shelf::load(directory);
    let troubles: Vec<String> = troubles.iter().map(|trouble| sanitize(trouble).into_owned()).collect();
    if global.json {
        let imports: Vec<_> = imports
            .iter()
            .map(|one| json!({"document": one.document, "corpus": one.corpus, "file": one.file, "sha256": one.sha256, "passages": one.passages()}))
            .collect();
        out.json(&json!({"schema_version": 1, "imports": imports, "troubles": troubles}))?;
    } else {
        let rows: Vec<[String; 4]> = imports
            .iter()
            .map(|one| {
                [
                    one.document.clone(),
                    counted(one.passages(), "passage"),
                    one.file.clone(),
                    format!("corpus {}", one.corpus),
                ]
            })
            .collect();
        out.table(&rows)?;
        for trouble in &troubles {
            out.note(trouble);
        }
        if imports.is_empty() {
            out.note("nothing is imported; `hustings import FILE` does it");
        }
    }
    out.flush()?;
    Ok(Ending::found(!imports.is_empty()))
}

fn forget(out: &mut Out<'_>, global: &Global, directory: &Path, documents: &[String]) -> Result<Ending, Trouble> {
    let (imports, _) = shelf::load(directory);
    for id in documents {
        if imports.iter().all(|imported| imported.document != *id) {
            let message = format!("nothing is imported of `{id}`; `hustings import --list` shows what is");
            return Err(Trouble::Said(message));
        }
    }
    for id in documents {
        let path = shelf::path(directory, id);
        std::fs::remove_file(&path).map_err(|error| told(&path, &error))?;
    }
    if global.json {
        out.json(&json!({"schema_version": 1, "forgotten": documents}))?;
    } else {
        for id in documents {
            out.line(&format!("{id}: forgotten; the file it was read from is where it was"))?;
        }
    }
    out.flush()?;
    Ok(Ending::Found)
}

/// What is said of a file in JSON.
#[derive(Serialize)]
struct Said<'a> {
    file: &'a str,
    document: &'a str,
    how: &'a str,
    format: import::Format,
    encoding: Option<&'a str>,
    language: Option<&'a str>,
    sha256: &'a str,
    passages: usize,
    kept: Option<String>,
    unit: &'a str,
    report: &'a [Remark],
}

fn print_json(out: &mut Out<'_>, done: &[One], corpus: Option<&Path>) -> Result<(), Trouble> {
    let imported: Vec<Said<'_>> = done
        .iter()
        .map(|one| Said {
            file: &one.name,
            document: &one.imported.document,
            how: &one.how,
            format: one.draft.format,
            encoding: one.draft.encoding.as_deref(),
            language: one.draft.language.as_deref(),
            sha256: &one.draft.sha256,
            passages: one.imported.passages(),
            kept: one.kept.as_deref().or(corpus).map(|path| sanitize(&path.display().to_string()).into_owned()),
            unit: one.draft.unit,
            report: &one.draft.remarks,
        })
        .collect();
    out.json(&json!({"schema_version": 1, "imported": imported}))?;
    Ok(())
}

fn print(out: &mut Out<'_>, done: &[One], asked: &Import, corpus: Option<&Path>) -> Result<(), Trouble> {
    for One { name, draft, imported, how, kept } in done {
        out.gap()?;
        out.heading(name, &imported.document)?;
        let encoding = draft.encoding.as_ref().map_or_else(String::new, |encoding| format!(" in {encoding}"));
        let language = draft.language.as_deref().unwrap_or("not told");
        out.prose(2, &format!("{}{encoding}, language {language}; {how}", draft.format.name()))?;
        let sections = match &imported.content {
            Content::Sections(texts) => texts.iter().filter(|texts| !texts.passages.is_empty()).count(),
            Content::Addition(addition) => addition.document.sections.len(),
        };
        let place = kept
            .as_deref()
            .or(corpus)
            .map_or_else(|| "kept nowhere (--dry-run)".to_owned(), |path| format!("kept in {}", path.display()));
        out.prose(
            2,
            &format!("{} in {}, {place}", counted(imported.passages(), "text passage"), counted(sections, "section")),
        )?;
        let count = |did: Did| draft.remarks.iter().filter(|remark| remark.did == did).count();
        let counts =
            [Did::Dropped, Did::Taken, Did::Joined, Did::Guessed].map(|did| format!("{} {}", count(did), did.name()));
        let more = if asked.report { "" } else { "; --report says what" };
        out.prose(2, &format!("{}{more}", counts.join(", ")))?;
        let guesses = draft.remarks.iter().filter(|remark| asked.report || remark.did == Did::Guessed);
        for Remark { at, did, why, words } in guesses {
            let at = if *at == 0 { "file".to_owned() } else { format!("{} {at}", draft.unit) };
            let words = if words.is_empty() { String::new() } else { format!(": {}", out.quoted(words)) };
            out.hung(&format!("{at}  {}", did.name()), 4, &format!("{why}{words}"))?;
        }
    }
    if let Some(path) = corpus {
        let bytes = load::read(path).map_err(|error| Trouble::Said(error.to_string()))?;
        let problems = check(&bytes);
        let said = match problems.len() {
            0 => format!("{} obeys its rules", path.display()),
            n => format!(
                "{n} things are to be mended in {}; `hustings check {}` names them",
                path.display(),
                path.display()
            ),
        };
        out.gap()?;
        out.prose(0, &said)?;
    }
    Ok(())
}
