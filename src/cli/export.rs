//! `export`: the corpus, in the forms that other tools take.

use super::args::{self, Format};
use super::desk::{Desk, Ending};
use super::file;
use super::trouble::Trouble;
use crate::export::{csv, json, popolo};

/// Writes the corpus out.
///
/// # Errors
/// If a file exists and may not be overwritten, or nothing can be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Export) -> Result<Ending, Trouble> {
    let text = match asked.format {
        Format::Json => json::corpus(desk.corpus.file()).map_err(std::io::Error::from)?,
        Format::Popolo => popolo::document(desk.corpus),
        Format::Csv => return tables(desk, asked),
    };
    file::put(desk, asked.output.as_deref(), text.as_bytes(), asked.force)?;
    desk.note_hidden();
    Ok(Ending::Found)
}

/// Several files take a directory; none of them is written if one may not be.
fn tables(desk: &mut Desk<'_>, asked: &args::Export) -> Result<Ending, Trouble> {
    let Some(directory) = &asked.output else {
        return Err(Trouble::said("CSV is several files: name a directory for them with -o DIR"));
    };
    let files = csv::package(desk.corpus)?;
    std::fs::create_dir_all(directory)
        .map_err(|error| Trouble::Said(format!("{} could not be created: {error}", directory.display())))?;
    for (name, _) in &files {
        file::may_write(&directory.join(name), asked.force)?;
    }
    for (name, bytes) in &files {
        file::write(&directory.join(name), bytes, asked.force)?;
    }
    desk.out.note(&format!("written: {} files in {}", files.len(), directory.display()));
    desk.note_hidden();
    Ok(Ending::Found)
}
