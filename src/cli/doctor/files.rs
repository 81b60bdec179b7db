//! The files that belong to the user: where they are, whether they are there, and who may read them.

use std::path::Path;

use super::{Finding, quoted};
use crate::brief::store::{Error, Store};
use crate::config::Config;
use crate::paths::Paths;

/// What is to be said of each file.
pub fn findings() -> Vec<Finding> {
    let Some(paths) = Paths::of_user() else {
        return vec![
            Finding::new("Files", "no home directory is known", "nothing can be kept from one run to the next")
                .fix("export HOME=/path/to/home"),
        ];
    };
    vec![
        settings(&paths.config),
        brief(&paths.brief).unwrap_or_else(|| {
            kept("Brief", &paths.brief, "it is made when the first passage is kept", "HUSTINGS_DATA_DIR")
        }),
        kept(
            "Search history",
            &paths.history,
            "it is made with the first search of the dashboard",
            "HUSTINGS_STATE_DIR",
        ),
    ]
}

/// What stands in the settings. They are the reader's to write, and nothing in them is private.
fn settings(path: &Path) -> Finding {
    let topic = "Configuration";
    let name = path.display();
    let example = "hustings config --example";
    match Config::open(path) {
        Err(error) => {
            Finding::new(topic, error.to_string(), "nothing starts until it is put right").fix(example).grave()
        }
        Ok(_) if path.exists() => Finding::new(topic, name.to_string(), "every setting in it is understood"),
        Ok(_) => Finding::new(topic, format!("{name} (not there)"), format!("`{example}` prints one to begin with")),
    }
}

/// What is wrong with what stands in the brief, if anything is.
fn brief(path: &Path) -> Option<Finding> {
    match Store::new(path).damage() {
        Ok(why) => why.map(|why| {
            let found = format!("{} is damaged: {why}", path.display());
            Finding::new("Brief", found, "it is set aside when it is next read, and an empty one takes its place")
                .fix("hustings brief")
        }),
        Err(error @ Error::Newer { .. }) => Some(
            Finding::new("Brief", error.to_string(), "nothing can be kept in it").fix(elsewhere("HUSTINGS_DATA_DIR")),
        ),
        // What the system does not allow is told of the file.
        Err(_) => None,
    }
}

/// The line that keeps things in another directory.
fn elsewhere(variable: &str) -> String {
    format!("export {variable}=/a/directory/of/yours")
}

/// A file that the program keeps, in a directory that the variable may name.
fn kept(topic: &'static str, path: &Path, absent: &str, variable: &str) -> Finding {
    let name = path.display();
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return match unwritable(path) {
                Some(parent) => {
                    let found = format!("{name} (not there, and {} cannot be written)", parent.display());
                    Finding::new(topic, found, "nothing can be kept there").fix(elsewhere(variable))
                }
                None => Finding::new(topic, format!("{name} (not there)"), absent),
            };
        }
        Err(error) => {
            return Finding::new(topic, format!("{name}: {error}"), "it cannot be used").fix(elsewhere(variable));
        }
    };
    if !metadata.is_file() {
        let aside = path.with_extension("aside");
        return Finding::new(topic, format!("{name} is not a regular file"), "it cannot be used").fix(format!(
            "mv {} {}",
            quoted(path),
            quoted(&aside)
        ));
    }
    if let Some(mode) = too_open(&metadata) {
        return Finding::new(topic, format!("{name}, permissions {mode:04o}"), "others on this machine may read it")
            .fix(format!("chmod 600 {}", quoted(path)));
    }
    if let Err(error) = std::fs::File::open(path) {
        return Finding::new(topic, format!("{name}: {error}"), "it cannot be read")
            .fix(format!("chmod u+r {}", quoted(path)));
    }
    // A new file takes the place of the old one, so that the directory decides.
    match unwritable(path) {
        Some(parent) => Finding::new(
            topic,
            format!("{name} ({} bytes), and {} cannot be written", metadata.len(), parent.display()),
            "it can be read, not written",
        )
        .fix(format!("chmod u+w {}", quoted(parent))),
        None => Finding::new(topic, format!("{name} ({} bytes)", metadata.len()), "yours alone, and can be written"),
    }
}

/// The directory in which a file is, or would be made, if it does not let itself be written.
fn unwritable(path: &Path) -> Option<&Path> {
    let parent = path.ancestors().skip(1).find(|parent| parent.exists())?;
    rustix::fs::access(parent, rustix::fs::Access::WRITE_OK).is_err().then_some(parent)
}

/// The permissions, where they let others read.
#[cfg(unix)]
fn too_open(metadata: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn too_open(_metadata: &std::fs::Metadata) -> Option<u32> {
    None
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{kept, unwritable};

    #[test]
    fn each_file_has_a_variable_that_puts_it_elsewhere() {
        // A device is no directory to write in, whoever asks.
        let path = std::path::Path::new("/dev/null/history");
        let finding = kept("Search history", path, "", "HUSTINGS_STATE_DIR");
        assert_eq!(finding.fix.as_deref(), Some("export HUSTINGS_STATE_DIR=/a/directory/of/yours"));
    }

    #[test]
    fn a_file_in_a_directory_that_cannot_be_written_is_not_said_to_be_writable() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("history");
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o500)).unwrap();
        let finding = kept("Search history", &path, "", "HUSTINGS_STATE_DIR");
        // To root nothing is read-only.
        assert_eq!(finding.meaning == "it can be read, not written", unwritable(&path).is_some(), "{finding:?}");
    }
}
