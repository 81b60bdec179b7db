//! The files that belong to the user: where they are, whether they are there, and who may read them.

use std::path::Path;

use super::Finding;
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
        settings(&paths.config).unwrap_or_else(|| {
            file("Configuration", &paths.config, "`hustings config --example` prints one to begin with")
        }),
        file("Brief", &paths.brief, "it is made when the first passage is kept"),
        file("Search history", &paths.history, "it is made with the first search of the dashboard"),
    ]
}

/// What is wrong with what stands in the settings, if anything is.
fn settings(path: &Path) -> Option<Finding> {
    let error = Config::open(path).err()?;
    let example = "hustings config --example";
    Some(Finding::new("Configuration", error.to_string(), "nothing starts until it is put right").fix(example))
}

fn file(topic: &'static str, path: &Path, absent: &str) -> Finding {
    let name = path.display();
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return directory(topic, path)
                .unwrap_or_else(|| Finding::new(topic, format!("{name} (not there)"), absent));
        }
        Err(error) => return Finding::new(topic, format!("{name}: {error}"), "it cannot be used"),
    };
    if !metadata.is_file() {
        return Finding::new(topic, format!("{name} is not a regular file"), "it cannot be used")
            .fix(format!("mv '{name}' '{name}.aside'"));
    }
    if let Some(mode) = too_open(&metadata) {
        return Finding::new(topic, format!("{name}, permissions {mode:04o}"), "others on this machine may read it")
            .fix(format!("chmod 600 '{name}'"));
    }
    match std::fs::OpenOptions::new().append(true).open(path) {
        Ok(_) => Finding::new(topic, format!("{name} ({} bytes)", metadata.len()), "yours alone, and can be written"),
        Err(error) => Finding::new(topic, format!("{name}: {error}"), "it can be read, not written")
            .fix(format!("chmod u+w '{name}'")),
    }
}

/// What is wrong with the directory in which a file would be made, if anything is.
fn directory(topic: &'static str, path: &Path) -> Option<Finding> {
    let parent = path.ancestors().skip(1).find(|parent| parent.exists())?;
    let writable = rustix::fs::access(parent, rustix::fs::Access::WRITE_OK).is_ok();
    (!writable).then(|| {
        let found = format!("{} (not there, and {} cannot be written)", path.display(), parent.display());
        Finding::new(topic, found, "nothing can be kept there").fix("export HUSTINGS_DATA_DIR=/a/directory/of/yours")
    })
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
