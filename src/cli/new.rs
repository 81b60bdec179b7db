//! `new`: a small corpus of another election to start from, with its schema and a page that explains it.

use serde_json::json;

use super::args::{Global, New};
use super::desk::Ending;
use super::file;
use super::out::Out;
use super::trouble::Trouble;
use crate::corpus::check::SCHEMA;
use crate::text::packed::{Packed, packed};

/// The files, with what each is.
const FILES: &[(&str, Packed, &str)] = &[
    ("corpus.json", packed!("corpus.json"), "one record of each kind; replace them with your own"),
    ("corpus.schema.json", SCHEMA, "what every key means, for editors"),
    ("README.md", packed!("README.md"), "how to go on"),
];

/// Writes the files.
///
/// # Errors
/// If one of them exists (and `--force` was not said) or cannot be written; none is written then that exists.
pub fn run(out: &mut Out<'_>, global: &Global, asked: &New) -> Result<Ending, Trouble> {
    let directory = &asked.directory;
    if let Some((name, ..)) = FILES.iter().find(|(name, ..)| !asked.force && directory.join(name).exists()) {
        let message = format!("{} exists; --force overwrites it", directory.join(name).display());
        return Err(Trouble::Said(message));
    }
    std::fs::create_dir_all(directory)
        .map_err(|error| Trouble::Said(format!("{} could not be made: {error}", directory.display())))?;
    for (name, text, _) in FILES {
        file::write(&directory.join(name), text.text().as_bytes(), asked.force)?;
    }
    if global.json {
        let files: Vec<String> = FILES.iter().map(|(name, ..)| directory.join(name).display().to_string()).collect();
        out.json(&json!({"schema_version": 1, "written": files}))?;
    } else {
        let rows: Vec<[String; 2]> = FILES
            .iter()
            .map(|(name, _, what)| [directory.join(name).display().to_string(), (*what).to_owned()])
            .collect();
        out.table(&rows)?;
        let corpus = directory.join("corpus.json");
        out.note(&format!(
            "`hustings check {0}` tells what is amiss, `hustings --corpus {0}` opens it",
            corpus.display()
        ));
    }
    out.flush()?;
    Ok(Ending::Found)
}
