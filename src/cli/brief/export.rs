//! `brief export`: what was kept, in the form that the next tool takes.

use crate::cli::args::{BriefExport, BriefFormat};
use crate::cli::desk::{Desk, Ending};
use crate::cli::file;
use crate::cli::trouble::Trouble;
use crate::export::{Collection, Edition, Entry, bibtex, cite, csl_json, html, json, markdown};

/// Writes the entries out, in the reader's order.
///
/// # Errors
/// If a file exists and may not be overwritten, or nothing can be written.
pub fn run(desk: &mut Desk<'_>, entries: &[Entry], asked: &BriefExport) -> Result<Ending, Trouble> {
    let text = written(desk, entries, asked.format);
    file::put(desk, asked.output.as_deref(), text.as_bytes(), asked.force)?;
    Ok(Ending::found(!entries.is_empty()))
}

fn written(desk: &Desk<'_>, entries: &[Entry], format: BriefFormat) -> String {
    let today = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date().to_string();
    let title = format!("My brief: {}", desk.corpus.short_title);
    let collection = Collection {
        title: &title,
        language: &desk.corpus.language,
        date: &today,
        edition: Edition::of(desk.corpus),
        entries,
    };
    match format {
        BriefFormat::Plain => cite::collection(&collection),
        BriefFormat::Markdown => markdown::collection(&collection),
        BriefFormat::Html => html::collection(&collection),
        BriefFormat::Json => json::collection(&collection),
        BriefFormat::CslJson => csl_json::file(entries),
        BriefFormat::Bibtex => bibtex::file(entries),
    }
}
