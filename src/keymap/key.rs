//! A key as the table names it: a code, with or without Ctrl.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key to bind. Shift is part of the character or code it gives (`G`, Shift+Tab); Alt is never bound, since a slow line cannot tell it from Esc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The code.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

impl Key {
    /// A key by its code.
    #[must_use]
    pub const fn of(code: KeyCode) -> Key {
        Key { code, ctrl: false }
    }

    /// A character, as it is typed.
    #[must_use]
    pub const fn char(c: char) -> Key {
        Key::of(KeyCode::Char(c))
    }

    /// A lower-case letter with Ctrl.
    #[must_use]
    pub const fn ctrl(c: char) -> Key {
        Key { code: KeyCode::Char(c), ctrl: true }
    }

    /// A function key.
    #[must_use]
    pub const fn f(number: u8) -> Key {
        Key::of(KeyCode::F(number))
    }

    /// The key of an event; `None` for a release and for anything with Alt or another modifier that is never bound.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Option<Key> {
        let unbound = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(unbound) {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Some(Key { code, ctrl })
    }

    /// Reads a key as a configuration names it: a character, `Space`, or `Ctrl-` and a letter.
    #[must_use]
    pub fn parse(name: &str) -> Option<Key> {
        let mut letters = name.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return (!c.is_control() && !c.is_whitespace()).then(|| Key::char(c));
        }
        let lower = name.to_ascii_lowercase();
        if lower == "space" {
            return Some(Key::char(' '));
        }
        let letter = lower.strip_prefix("ctrl-")?;
        let c = letter.chars().next().filter(|c| c.is_ascii_lowercase() && letter.len() == 1)?;
        Some(Key::ctrl(c))
    }

    /// Whether the key prints a character, so that in an input it is typed.
    #[must_use]
    pub fn is_printable(self) -> bool {
        !self.ctrl && matches!(self.code, KeyCode::Char(_))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.ctrl => format!("Ctrl-{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            code => format!("{code}"),
        };
        f.pad(&name)
    }
}
