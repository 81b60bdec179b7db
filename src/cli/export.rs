//! `export`: the corpus, in the forms that other tools take.

use super::args::{self, Format};
use super::desk::{Desk, Ending};
use super::file;
use super::trouble::Trouble;

/// Writes the corpus out.
///
/// # Errors
/// If a file exists and may not be overwritten, or nothing can be written.
pub fn run(desk: &mut Desk<'_>, asked: &args::Export) -> Result<Ending, Trouble> {
    let bytes = match asked.format {
        Format::Json => {
            let mut bytes = serde_json::to_vec_pretty(desk.corpus.file()).map_err(std::io::Error::from)?;
            bytes.push(b'\n');
            bytes
        }
    };
    match &asked.output {
        Some(path) => {
            file::write(path, &bytes, asked.force)?;
            desk.out.note(&format!("written: {}", path.display()));
        }
        None => desk.out.bytes(&bytes)?,
    }
    Ok(Ending::Found)
}
