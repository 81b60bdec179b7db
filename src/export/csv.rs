//! The corpus as CSV tables with a `datapackage.json` (Frictionless Data Package) that describes them.
//!
//! A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@` or a tab) has an apostrophe in front. What is not known is
//! an empty cell; several values in one cell are parted by a space for ids and by `; ` for words.

mod tables;

use serde_json::{Value, json};

use crate::corpus::Corpus;

/// One table: its name, its columns, its rows.
struct Table {
    name: &'static str,
    title: &'static str,
    columns: &'static [(&'static str, Type)],
    rows: Vec<Vec<String>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Whole,
    Flag,
}

/// The files of the package, each with its name and its bytes; `datapackage.json` is the last.
///
/// # Errors
/// Never in practice: the files are made in memory.
pub fn package(corpus: &Corpus) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let tables = tables::all(corpus);
    let mut files = Vec::new();
    for table in &tables {
        files.push((format!("{}.csv", table.name), bytes(table)?));
    }
    files.push(("datapackage.json".to_owned(), format!("{:#}\n", description(corpus, &tables)).into_bytes()));
    Ok(files)
}

fn bytes(table: &Table) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|(name, _)| name))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| safe(cell)))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    let formula = cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn description(corpus: &Corpus, tables: &[Table]) -> Value {
    let resources: Vec<Value> = tables
        .iter()
        .map(|table| {
            let fields: Vec<Value> = table
                .columns
                .iter()
                .map(|(name, kind)| {
                    let kind = match kind {
                        Type::Text => "string",
                        Type::Whole => "integer",
                        Type::Flag => "boolean",
                    };
                    json!({"name": name, "type": kind})
                })
                .collect();
            json!({
                "name": table.name, "title": table.title, "path": format!("{}.csv", table.name),
                "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            })
        })
        .collect();
    let sources: Vec<Value> = corpus
        .documents
        .iter()
        .map(|document| match &document.url {
            Some(url) => json!({"title": document.title, "path": url}),
            None => json!({"title": document.title}),
        })
        .collect();
    json!({
        "profile": "tabular-data-package",
        "name": corpus.id.to_lowercase(),
        "title": corpus.title,
        "version": corpus.edition,
        "description": "Points are told in the corpus' own words; quotes are short and attributed. The rights in each document stand in documents.csv.",
        "sources": sources,
        "resources": resources,
    })
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@x", "\t=1", " =1"] {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        assert_eq!(safe("a=b"), "a=b");
    }
}
