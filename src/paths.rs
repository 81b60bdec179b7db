//! Where things are kept: the configuration, the reader's brief, imported documents, the history of searches.
//!
//! The directories are those of the platform (XDG on Linux); `HUSTINGS_CONFIG_DIR`, `HUSTINGS_DATA_DIR` and `HUSTINGS_STATE_DIR` name others.
//! Nothing is created by asking where it would be.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use directories::ProjectDirs;

/// How long a writer waits for the others. Each takes a few milliseconds, so that this is only reached where one hangs.
const PATIENCE: Duration = Duration::from_secs(10);

/// The files that belong to one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml`
    pub config: PathBuf,
    /// `brief.json`
    pub brief: PathBuf,
    /// `history`, the searches that were made
    pub history: PathBuf,
}

impl Paths {
    /// The files of the user who runs this process; `None` where the system knows of no home directory and no variable names one.
    #[must_use]
    pub fn of_user() -> Option<Paths> {
        let own = ProjectDirs::from("", "", "hustings");
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        Paths::choose(own.as_ref(), named)
    }

    /// The directory of imported documents, beside the brief.
    #[must_use]
    pub fn imports(&self) -> PathBuf {
        self.brief.with_file_name("imports")
    }

    fn choose(own: Option<&ProjectDirs>, named: impl Fn(&str) -> Option<PathBuf>) -> Option<Paths> {
        let config = named("HUSTINGS_CONFIG_DIR").or_else(|| Some(own?.config_dir().to_owned()))?;
        let data = named("HUSTINGS_DATA_DIR").or_else(|| Some(own?.data_dir().to_owned()))?;
        // Where a system has no place for state (macOS, Windows) it is kept with the data.
        let state = named("HUSTINGS_STATE_DIR")
            .or_else(|| own.and_then(ProjectDirs::state_dir).map(Path::to_owned))
            .unwrap_or_else(|| data.clone());
        Some(Paths {
            config: config.join("config.toml"),
            brief: data.join("brief.json"),
            history: state.join("history"),
        })
    }
}

/// Creates a directory and those above it that are missing, for the user alone (0700).
///
/// # Errors
/// If it cannot be created.
pub fn create_private(directory: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// Opens files that only the user may read (0600).
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Waits until nobody else holds the lock on a file, which is created if it is missing. Dropping the file that comes back gives the lock up.
///
/// # Errors
/// If the file cannot be opened or locked; [`io::ErrorKind::TimedOut`] if somebody else has held the lock all the time.
pub fn lock(path: &Path) -> io::Result<File> {
    create_private(directory_of(path))?;
    let file = private().create(true).truncate(false).write(true).open(path)?;
    let until = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                thread::sleep(Duration::from_millis(fastrand::u64(1..10)));
            }
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The bytes of a file, if it is one and has no more than `most`. A pipe or a device is not opened: it may never end.
///
/// # Errors
/// If it cannot be read, is no regular file, or is larger.
pub fn read_within(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    if metadata.len() <= most {
        bytes.reserve(usize::try_from(metadata.len()).unwrap_or(0));
        // It may grow while it is read.
        File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    }
    let length = metadata.len().max(bytes.len() as u64);
    if length > most {
        return Err(io::Error::other(format!(
            "it has {} KiB; the limit is {} KiB",
            length.div_ceil(1024),
            most / 1024
        )));
    }
    Ok(bytes)
}

/// Writes a new file, never over one that exists: its name then gets a number (`name-2.txt`). Back comes its path.
///
/// # Errors
/// If it cannot be written.
pub fn write_new(directory: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let mut number = 1;
    loop {
        let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{number}.{extension}") };
        let path = directory.join(name);
        match OpenOptions::new().create_new(true).write(true).open(&path) {
            Ok(mut file) => {
                return file.write_all(bytes).map(|()| path.clone()).inspect_err(|_| {
                    // Half a file is not left lying about.
                    let _ = std::fs::remove_file(&path);
                });
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The directory that a file is in.
#[must_use]
pub fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that only the user may read (0600): to a temporary file beside it, flushed, which then takes its name. Its directory is created
/// if it is missing.
///
/// # Errors
/// If any of that fails; the file is then as it was.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = directory_of(path);
    create_private(directory)?;
    // A temporary file of this library is 0600 from the start.
    let mut file = tempfile::Builder::new().prefix(".hustings-").tempfile_in(directory)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::PathBuf;

    use super::{Paths, write_private};

    #[test]
    fn variables_of_our_own_name_the_directories() {
        let named = |name: &str| Some(PathBuf::from(format!("/{}", name.to_lowercase())));
        let paths = Paths::choose(None, named).unwrap();
        assert_eq!(paths.config, PathBuf::from("/hustings_config_dir/config.toml"));
        assert_eq!(paths.brief, PathBuf::from("/hustings_data_dir/brief.json"));
        assert_eq!(paths.history, PathBuf::from("/hustings_state_dir/history"));
    }

    #[test]
    fn where_there_is_no_place_for_state_it_is_kept_with_the_data() {
        let named = |name: &str| (name != "HUSTINGS_STATE_DIR").then(|| PathBuf::from("/d"));
        assert_eq!(Paths::choose(None, named).unwrap().history, PathBuf::from("/d/history"));
        assert_eq!(Paths::choose(None, |_| None), None);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_for_the_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a/b/brief.json");
        write_private(&path, b"one").unwrap();
        write_private(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
