//! `config`: where the settings are, and what they can be.

use super::args::{Arguments, Command, Config as Asked, Palette};
use super::desk::Ending;
use super::out::Out;
use super::trouble::Trouble;
use crate::config::{self, Config};
use crate::paths::Paths;

/// Prints the example, or where the settings are kept.
///
/// # Errors
/// If the settings are wrong, or the output cannot be written.
pub fn run(out: &mut Out<'_>, asked: &Asked) -> Result<Ending, Trouble> {
    if asked.example {
        out.bytes(config::example().as_bytes())?;
        return Ok(Ending::Found);
    }
    let Some(paths) = Paths::of_user() else {
        return Err(Trouble::said("there is no home directory; HUSTINGS_CONFIG_DIR can name a directory"));
    };
    Config::open(&paths.config)?;
    let state = if paths.config.exists() { "" } else { " (not there; `hustings config --example` prints one)" };
    out.line(&format!("{}{state}", paths.config.display()))?;
    Ok(Ending::Found)
}

impl Arguments {
    /// Takes from the user's settings what the command line does not say. Commands that are needed to put settings right do without.
    ///
    /// # Errors
    /// If the settings are wrong: the message names the line.
    pub fn configure(&mut self) -> Result<Config, Trouble> {
        if matches!(self.command, Some(Command::Config(_) | Command::Completions(_) | Command::Man)) {
            return Ok(Config::default());
        }
        let read = Paths::of_user().map(|paths| Config::open(&paths.config)).transpose();
        let config = match read {
            // The doctor tells of it among the rest.
            Err(_) if matches!(self.command, Some(Command::Doctor)) => Config::default(),
            read => read?.unwrap_or_default(),
        };
        let global = &mut self.global;
        if global.corpus.is_empty() {
            global.corpus.clone_from(&config.corpus);
        }
        global.palette = global.palette.or(config.palette.map(Palette::from));
        global.no_results |= config.hide_results;
        global.no_history |= config.no_history;
        Ok(config)
    }
}

impl From<config::Error> for Trouble {
    fn from(error: config::Error) -> Self {
        Self::Said(error.to_string())
    }
}

impl From<config::Palette> for Palette {
    fn from(palette: config::Palette) -> Self {
        match palette {
            config::Palette::Auto => Palette::Auto,
            config::Palette::Dark => Palette::Dark,
            config::Palette::Light => Palette::Light,
            config::Palette::Mono => Palette::Mono,
        }
    }
}
