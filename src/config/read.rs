//! From the text of a file to what it says.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::settings::{SETTINGS, unknown};
use crate::keymap::{Action, Key};
use crate::paths;
use crate::text::sanitize::first_unsafe;

/// What is wrong, and at which byte.
pub(super) struct Wrong {
    pub at: usize,
    pub message: String,
}

fn wrong(at: usize, message: impl Into<String>) -> Wrong {
    Wrong { at, message: message.into() }
}

/// Reads the text of the file at a path.
pub(super) fn read(text: &str, path: &Path) -> Result<Config, Wrong> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        wrong(at, error.message())
    })?;
    let mut config = Config::default();
    let mut keys = None;
    for (name, value) in table.get_ref() {
        if name.get_ref() == "keys" {
            keys = Some(value);
            continue;
        }
        let setting = SETTINGS.iter().find(|setting| setting.name == name.get_ref()).ok_or_else(|| {
            let names = SETTINGS.iter().map(|setting| setting.name).chain(["keys"]);
            wrong(name.span().start, unknown("setting", name.get_ref(), names))
        })?;
        (setting.set)(&mut config, value.get_ref(), paths::directory_of(path))
            .map_err(|message| wrong(value.span().start, format!("{}: {message}", setting.name)))?;
    }
    if let Some(value) = keys {
        remap(&mut config, value)?;
    }
    Ok(config)
}

/// Takes the table of keys, and sees to it that none does two things.
fn remap(config: &mut Config, value: &Spanned<DeValue<'_>>) -> Result<(), Wrong> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong(value.span().start, "keys: this has to be a table: [keys]"));
    };
    let actions = Action::all();
    let mut changed: Vec<(Action, usize)> = Vec::new();
    for (name, value) in table {
        let action = actions.iter().find(|action| action.name() == name.get_ref()).ok_or_else(|| {
            wrong(name.span().start, unknown("action", name.get_ref(), actions.iter().map(|action| action.name())))
        })?;
        let keys = keys(value)?;
        config
            .keymap
            .remap(*action, &keys)
            .map_err(|(key, why)| wrong(value.span().start, format!("{}: the key {key} {why}", action.name())))?;
        changed.push((*action, name.span().start));
    }
    // In the order of the file, whatever order the table has them in.
    changed.sort_unstable_by_key(|(_, at)| *at);
    for (at_line, (action, at)) in changed.iter().enumerate() {
        if let Some(conflict) = config.keymap.conflict(*action) {
            // Where both were given keys here, the later line is the one to look at.
            let later =
                changed[at_line..].iter().find(|(other, _)| *other == conflict.other).map_or(*at, |(_, at)| *at);
            let (one, other) = (conflict.action.name(), conflict.other.name());
            return Err(wrong(later, format!("the key {} is bound to both `{one}` and `{other}`", conflict.key)));
        }
    }
    Ok(())
}

/// A key, or a list of them.
fn keys(value: &Spanned<DeValue<'_>>) -> Result<Vec<Key>, Wrong> {
    let key = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        // It is named on the screen, where nothing may be hidden or turned round.
        DeValue::String(name) => Key::parse(name).filter(|_| first_unsafe(name).is_none()).ok_or_else(|| {
            let message = format!("`{name}` is no key; keys are characters, Space, or Ctrl- and a letter");
            wrong(value.span().start, message)
        }),
        _ => Err(wrong(value.span().start, "a key is written between quotation marks: \"y\"")),
    };
    match value.get_ref() {
        DeValue::Array(values) => values.iter().map(key).collect(),
        _ => Ok(vec![key(value)?]),
    }
}
