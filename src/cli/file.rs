//! Writing a file that a reader asked for: never over one that exists unless that was said, and never half of one.

use std::io::Write;
use std::path::Path;

use super::desk::Desk;
use super::trouble::Trouble;

fn exists(path: &Path) -> Trouble {
    Trouble::Said(format!("{} exists; --force overwrites it", path.display()))
}

/// Whether a file may be written there.
///
/// # Errors
/// If there is one and `force` was not said.
pub fn may_write(path: &Path, force: bool) -> Result<(), Trouble> {
    if !force && path.symlink_metadata().is_ok() { Err(exists(path)) } else { Ok(()) }
}

/// Puts an export where it was asked for: in a file, which is then named, or on standard output.
///
/// # Errors
/// If the file may not be overwritten, or nothing can be written.
pub fn put(desk: &mut Desk<'_>, path: Option<&Path>, bytes: &[u8], force: bool) -> Result<(), Trouble> {
    match path {
        Some(path) => {
            write(path, bytes, force)?;
            desk.out.note(&format!("written: {}", path.display()));
        }
        None => desk.out.bytes(bytes)?,
    }
    Ok(())
}

/// Writes a file: to a temporary one beside it first, which then takes its name.
///
/// # Errors
/// If the file exists and `force` was not said, or it cannot be written.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Trouble> {
    let failed =
        |error: &dyn std::fmt::Display| Trouble::Said(format!("{} could not be written: {error}", path.display()));
    may_write(path, force)?;
    if path.exists() && !path.is_file() {
        // A device or a pipe (/dev/stdout) is written to, not replaced.
        return std::fs::write(path, bytes).map_err(|error| failed(&error));
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().prefix(".hustings-").tempfile_in(directory).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    let kept = if force { file.persist(path).map(drop) } else { file.persist_noclobber(path).map(drop) };
    kept.map_err(|error| {
        if error.error.kind() == std::io::ErrorKind::AlreadyExists { exists(path) } else { failed(&error.error) }
    })
}
