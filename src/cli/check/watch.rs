//! `check --watch`: a report now, and one more each time that something changes.
//!
//! It only ever adds lines, each report under its number and the time, so that it can be followed in a terminal beside the editor and in a file.
//! There is no end to it but Ctrl-C, by which the system ends it as it does any program, and a reader of its output who has gone.

use std::io;
use std::os::fd::AsFd;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::desk::Ending;
use super::super::out::Out;
use super::super::trouble::Trouble;
use super::Subject;
use super::report::Report;
use crate::text::sanitize::sanitize;
use crate::watch::{News, Watch};

/// Reports until nobody reads on.
///
/// # Errors
/// If what is to be checked is not there or cannot be read in the beginning; [`Trouble::Closed`] when the reader has gone.
pub(super) fn run(out: &mut Out<'_>, json: bool, subject: &Subject<'_>) -> Result<Ending, Trouble> {
    let paths = subject.paths();
    let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut watch = Watch::new(paths);
    let mut found = Ok(Report::of(subject)?);
    if !json {
        out.note(&format!("watching {}; Ctrl-C ends it", named.join(", ")));
    }
    let mut number = 1;
    loop {
        let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
        if json {
            out.line(&in_json(&found, number, now).to_string())?;
        } else {
            if number > 1 {
                out.gap()?;
            }
            out.heading(&format!("Report {number}"), &now.to_string().replace('T', " ").replace('Z', " UTC"))?;
            match &found {
                Ok(report) => report.print(out)?,
                Err(trouble) => out.line(&format!("{}; waiting for it", sanitize(&trouble.to_string())))?,
            }
        }
        out.flush()?;
        if watch.wait(io::stdout().as_fd()) == News::Unwanted {
            return Err(Trouble::Closed);
        }
        found = Report::of(subject);
        number += 1;
    }
}

/// One line of JSON: the report, or what keeps it from being made.
fn in_json(found: &Result<Report, Trouble>, number: u64, now: Timestamp) -> Value {
    let mut value = match found {
        Ok(report) => report.json(),
        Err(trouble) => json!({"schema_version": 1, "ok": false, "trouble": sanitize(&trouble.to_string())}),
    };
    value["report"] = number.into();
    value["time"] = now.to_string().into();
    value
}
