//! The table of settings.

use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::{Config, Palette};

/// One setting: what it is called, what it does, what is taken where nothing is said, and how it is read.
pub(super) struct Setting {
    pub name: &'static str,
    pub help: &'static str,
    pub example: &'static str,
    /// Takes a value of a file in that directory; what is wrong with it comes back.
    pub set: fn(&mut Config, &DeValue<'_>, &Path) -> Result<(), String>,
}

/// All settings but the keys.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "palette",
        help: "Colours: auto (those of the terminal), dark, light, or mono (none).",
        example: "\"auto\"",
        set: |config, value, _| {
            const NAMES: [(&str, Palette); 4] =
                [("auto", Palette::Auto), ("dark", Palette::Dark), ("light", Palette::Light), ("mono", Palette::Mono)];
            let named = text(value)?;
            let palette = NAMES.iter().find(|(name, _)| *name == named).map(|(_, palette)| *palette);
            config.palette = Some(palette.ok_or_else(|| unknown("palette", named, NAMES.map(|(name, _)| name)))?);
            Ok(())
        },
    },
    Setting {
        name: "corpus",
        help: "A corpus to read in place of the one on board, or several that become one: [\"bundled\", \"mine.json\"].\n# A relative path starts at this file. \"bundled\" is the one on board.",
        example: "\"bundled\"",
        set: |config, value, directory| {
            let one = |value: &DeValue<'_>| {
                let path = text(value)?;
                // The word is one for the command line too.
                Ok::<_, String>(if path == "bundled" { PathBuf::from(path) } else { directory.join(path) })
            };
            config.corpus = match value {
                DeValue::Array(values) => values.iter().map(|value| one(value.get_ref())).collect::<Result<_, _>>()?,
                DeValue::String(path) if path.is_empty() => Vec::new(),
                value => vec![one(value)?],
            };
            Ok(())
        },
    },
    Setting {
        name: "prose",
        help: "Widest line of prose, in columns, from 20 to 500.",
        example: "72",
        set: |config, value, _| {
            let number = match value {
                DeValue::Integer(number) => u16::from_str_radix(number.as_str(), number.radix()).ok(),
                _ => None,
            };
            let in_range = number.filter(|columns| (20..=500).contains(columns));
            config.prose = Some(in_range.ok_or("this has to be a number from 20 to 500")?);
            Ok(())
        },
    },
    Setting {
        name: "hide-results",
        help: "Whether results of votes are hidden at first.",
        example: "false",
        set: |config, value, _| {
            config.hide_results = truth(value)?;
            Ok(())
        },
    },
    Setting {
        name: "history",
        help: "Whether searches are remembered.",
        example: "true",
        set: |config, value, _| {
            config.no_history = !truth(value)?;
            Ok(())
        },
    },
];

fn text<'v>(value: &'v DeValue<'_>) -> Result<&'v str, String> {
    match value {
        DeValue::String(text) => Ok(text),
        _ => Err("this has to be a text, between quotation marks".to_owned()),
    }
}

fn truth(value: &DeValue<'_>) -> Result<bool, String> {
    match value {
        DeValue::Boolean(truth) => Ok(*truth),
        _ => Err("this has to be true or false".to_owned()),
    }
}

/// That there is no such thing, and what was probably meant.
pub(super) fn unknown<'n>(what: &str, given: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(given, name);
    let nearest = names.into_iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    let hint = nearest.map(|nearest| format!("; the nearest is `{nearest}`")).unwrap_or_default();
    format!("there is no {what} `{given}`{hint}")
}
