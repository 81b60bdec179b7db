//! Where things are kept: the configuration, the reader's brief, the history of searches.
//!
//! The directories are those of the platform (XDG on Linux); `HUSTINGS_CONFIG_DIR`, `HUSTINGS_DATA_DIR` and `HUSTINGS_STATE_DIR` name others.
//! Nothing is created by asking where it would be.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

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
    use std::io::Write as _;
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
