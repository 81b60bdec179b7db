//! What the user has chosen in `config.toml`.
//!
//! One table of settings reads the file and prints the example, so that neither knows a key that the other does not. What is wrong in a file is an
//! error that names its line and what was probably meant: a setting that is silently ignored helps nobody.

mod read;
mod settings;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::keymap::{Action, Context, Key, Keymap, TABLE, is_changeable};
use crate::text::sanitize::sanitize;
use settings::SETTINGS;

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// Which colours are used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's own colours, legible on any background.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colour at all.
    Mono,
}

/// What the user has chosen; what a file does not say is `None`, or as the program has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The colours.
    pub palette: Option<Palette>,
    /// The corpora to read, as one; none for the one on board. `bundled` stands for it among others.
    pub corpus: Vec<PathBuf>,
    /// Widest line of prose, in cells.
    pub prose: Option<u16>,
    /// Whether results of votes are hidden.
    pub hide_results: bool,
    /// Whether searches are not remembered.
    pub no_history: bool,
    /// The keys.
    pub keymap: Keymap,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("{} could not be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Something in it is wrong.
    #[error("{}:{line}: {message}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what can be done.
        message: String,
    },
}

impl Config {
    /// Reads a file. One that does not exist says nothing.
    ///
    /// # Errors
    /// If the file cannot be read, or something in it is wrong.
    pub fn open(path: &Path) -> Result<Config, Error> {
        match crate::paths::read_within(path, MOST_BYTES)
            .and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other))
        {
            Ok(text) => Config::read(&text, path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(Error::Unreadable { path: path.to_owned(), why: error.to_string() }),
        }
    }

    /// Reads the text of the file at a path; other paths in it are seen from there.
    ///
    /// # Errors
    /// If something in it is wrong.
    pub fn read(text: &str, path: &Path) -> Result<Config, Error> {
        read::read(text, path).map_err(|wrong| {
            let line = 1 + text.get(..wrong.at).unwrap_or(text).matches('\n').count();
            // It says again what stands in the file, which may be anything.
            Error::Wrong { path: path.to_owned(), line, message: sanitize(&wrong.message).into_owned() }
        })
    }
}

/// A file with every setting and every key as the program has them, all behind `#`.
#[must_use]
pub fn example() -> String {
    let mut text = String::from("# Settings of hustings. Take the # from a line to change what it says.\n");
    for setting in SETTINGS {
        let _ = write!(text, "\n# {}\n# {} = {}\n", setting.help, setting.name, setting.example);
    }
    text.push_str(
        "\n[keys]\n# Keys of an action: characters, \"Space\", or \"Ctrl-\" and a letter; [] takes them away, the menu (F9) still has it.\n\
         # Arrows, Enter, Esc, Tab, function keys and Ctrl-C always stay.\n",
    );
    for action in Action::all() {
        let keys = default_keys(action);
        if !keys.is_empty() {
            let names: Vec<String> = keys.iter().map(|key| quoted(&key.to_string())).collect();
            let _ = write!(text, "\n# {}\n# {} = [{}]\n", help(action), action.name(), names.join(", "));
        }
    }
    text
}

/// The keys of an action that can be changed, each once.
fn default_keys(action: Action) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for key in TABLE.iter().filter(|row| row.action == action).flat_map(|row| row.keys) {
        if is_changeable(*key) && !keys.contains(key) {
            keys.push(*key);
        }
    }
    keys
}

/// What an action does, where it says most about itself: not in a menu or a line of input, if it is somewhere else too.
fn help(action: Action) -> &'static str {
    let plain = |context: Context| !matches!(context, Context::Overlay | Context::Input | Context::Hits);
    let rows = || TABLE.iter().filter(|row| row.action == action);
    rows().find(|row| plain(row.context)).or_else(|| rows().next()).map_or("", |row| row.help)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
