//! The searches that were made, one a line, the latest last.

use std::io;
use std::path::Path;

use crate::paths;
use crate::text::sanitize::sanitize;

/// How many searches are remembered.
const REMEMBERED: usize = 200;

/// The largest file that is read. Searches are lines; what is larger holds something else.
const MOST_BYTES: u64 = 1 << 20;

/// The searches in a file; none where there is no file, or none that can be read: they are no loss that anybody would be stopped for.
pub(super) fn read(path: &Path) -> Vec<String> {
    let bytes = paths::read_within(path, MOST_BYTES).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(REMEMBERED)..].iter().map(|line| sanitize(line).into_owned()).collect()
}

/// Puts a search last, whatever others have put there meanwhile.
pub(super) fn remember(path: &Path, search: &str) -> io::Result<()> {
    let _lock = paths::lock(&path.with_extension("lock"))?;
    let mut searches = read(path);
    let search = sanitize(search).into_owned();
    searches.retain(|earlier| *earlier != search);
    searches.push(search);
    let first = searches.len().saturating_sub(REMEMBERED);
    paths::write_private(path, (searches[first..].join("\n") + "\n").as_bytes())
}
