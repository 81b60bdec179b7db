//! What a dashboard keeps on this machine: the brief, the searches that were made, files written from it.
//!
//! The app says what is to be done and knows no file; here it is done, and the app is told what became of it. Nothing that fails here ends the
//! dashboard: what could not be written is said, and stays in memory.

mod history;

use std::path::PathBuf;

use crate::app::{App, Effect};
use crate::brief::Store;
use crate::paths::{self, Paths};

/// The files of one user, as one dashboard uses them.
#[derive(Debug, Default)]
pub struct Home {
    /// The brief; `None` where there is no place for it.
    store: Option<Store>,
    /// The file of earlier searches; `None` where they are not to be remembered.
    history: Option<PathBuf>,
    /// What was last said about a brief that cannot be read, so as not to say it again at every key.
    told: Option<String>,
    /// The directory that files are written to.
    desk: PathBuf,
}

impl Home {
    /// The files at these paths, the searches only if they are to be remembered; other files are written to the directory `desk`.
    #[must_use]
    pub fn new(paths: Option<&Paths>, history: bool, desk: impl Into<PathBuf>) -> Home {
        Home {
            store: paths.map(|paths| Store::new(&paths.brief)),
            history: paths.filter(|_| history).map(|paths| paths.history.clone()),
            told: None,
            desk: desk.into(),
        }
    }

    /// Gives the app what is there.
    pub fn open(&mut self, app: &mut App) {
        if let Some(history) = &self.history {
            app.set_history(history::read(history));
        }
        self.refresh(app);
    }

    /// Gives the app the brief if another copy of the program has changed it. True if that changes the screen.
    pub fn refresh(&mut self, app: &mut App) -> bool {
        let Some(store) = &mut self.store else { return false };
        match store.refresh() {
            Ok((changed, aside)) => {
                self.told = None;
                if changed {
                    app.set_brief(store.brief().clone());
                }
                if let Some(aside) = &aside {
                    app.say(aside.to_string());
                }
                changed || aside.is_some()
            }
            Err(error) => {
                let error = error.to_string();
                if self.told.as_ref() == Some(&error) {
                    return false;
                }
                app.say(error.clone());
                self.told = Some(error);
                true
            }
        }
    }

    /// Carries an effect out if it is about files; gives it back if it is not.
    pub fn carry_out(&mut self, effect: Effect, app: &mut App) -> Option<Effect> {
        match effect {
            Effect::Brief(changes) => {
                let Some(store) = &mut self.store else {
                    app.say("Kept until you leave: there is no home directory to store the brief in.");
                    return None;
                };
                let stored = store.change(changes);
                if store.brief() != app.brief() {
                    app.set_brief(store.brief().clone());
                }
                match stored {
                    Ok(None) => {}
                    Ok(Some(aside)) => app.say(aside.to_string()),
                    Err(error) => app.say(error.to_string()),
                }
                None
            }
            Effect::Remember(search) => {
                if let Some(path) = &self.history
                    && let Err(error) = history::remember(path, &search)
                {
                    app.say(format!("the search could not be remembered ({}): {error}", path.display()));
                }
                None
            }
            Effect::Write { name, text } => {
                app.say(match paths::write_new(&self.desk, &name, text.as_bytes()) {
                    Ok(path) => format!("written: {}", path.display()),
                    Err(error) => format!("{} could not be written: {error}", self.desk.join(name).display()),
                });
                None
            }
            other => Some(other),
        }
    }
}
