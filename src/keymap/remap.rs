//! The keys as one user has them: the table, with what a configuration changes in it.
//!
//! Only letters, digits, signs and Ctrl-letters can be changed. Arrows, Enter, Esc and the function keys stay, and so does Ctrl-C: with them
//! everything can be reached, whatever else is bound. Keys given for an action take the place of those it has in every context where it has such keys.

use ratatui::crossterm::event::KeyEvent;

use super::{Action, Binding, Context, Key, TABLE};

/// A row of the table with the keys that one user has for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Where it holds.
    pub context: Context,
    /// The keys, the one to show first; none where they were taken away.
    pub keys: Vec<Key>,
    /// What it does.
    pub row: &'static Binding,
}

/// Which key does what, where, for one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let bound = |row: &'static Binding| Bound { context: row.context, keys: row.keys.to_vec(), row };
        Keymap { rows: TABLE.iter().map(bound).collect() }
    }
}

/// A key that would do two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The key.
    pub key: Key,
    /// The action it was given to.
    pub action: Action,
    /// The action it has already.
    pub other: Action,
}

impl Keymap {
    /// All rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[Bound] {
        &self.rows
    }

    /// The action that a key stands for in these contexts, the innermost first.
    #[must_use]
    pub fn action(&self, contexts: &[Context], event: KeyEvent) -> Option<Action> {
        let key = Key::from_event(event)?;
        let in_context =
            |context: &Context| self.rows.iter().find(|row| row.context == *context && row.keys.contains(&key));
        contexts.iter().find_map(in_context).map(|bound| bound.row.action)
    }

    /// The rows that hold in these contexts, the innermost first; a row whose keys are all taken by an inner one is left out.
    #[must_use]
    pub fn bindings(&self, contexts: &[Context]) -> Vec<&Bound> {
        let mut taken: Vec<Key> = Vec::new();
        let mut rows = Vec::new();
        for context in contexts {
            let free = |row: &&Bound| row.keys.is_empty() || row.keys.iter().any(|key| !taken.contains(key));
            let held: Vec<&Bound> = self.rows.iter().filter(|row| row.context == *context).filter(free).collect();
            taken.extend(held.iter().flat_map(|row| &row.keys));
            rows.extend(held);
        }
        rows
    }

    /// Gives an action these keys, and no others of those that can be changed.
    ///
    /// # Errors
    /// If one of the keys cannot be given to it: the key, and why.
    pub fn remap(&mut self, action: Action, keys: &[Key]) -> Result<(), (Key, &'static str)> {
        let types = |context: Context| matches!(context, Context::Input | Context::Note);
        let typing = self.rows.iter().filter(|row| row.row.action == action).all(|row| types(row.context));
        for key in keys {
            if !is_changeable(*key) {
                return Err((*key, "stays as it is"));
            }
            if typing && key.is_printable() {
                return Err((*key, "is typed there; only Ctrl with a letter can be used"));
            }
        }
        for (printable, fallback) in [(true, Context::Browse), (false, Context::Always)] {
            let wanted: Vec<Key> = keys.iter().copied().filter(|key| key.is_printable() == printable).collect();
            let replaced = |key: &Key| is_changeable(*key) && key.is_printable() == printable;
            let mut placed = wanted.is_empty();
            for row in self.rows.iter_mut().filter(|row| row.row.action == action) {
                if row.keys.iter().any(replaced) {
                    row.keys.retain(|key| !replaced(key));
                    row.keys.extend(&wanted);
                    placed = true;
                }
            }
            if placed {
                continue;
            }
            // It had no such keys: they go where it has a row, or where they hold nearly everywhere.
            let takes =
                |context: Context| !printable || !matches!(context, Context::Always | Context::Move | Context::Overlay);
            let fits = |row: &&mut Bound| row.row.action == action && takes(row.context);
            if let Some(row) = self.rows.iter_mut().find(fits) {
                row.keys.extend(wanted);
            } else if let Some(row) = TABLE.iter().find(|row| row.action == action) {
                self.rows.push(Bound { context: fallback, keys: wanted, row });
            }
        }
        Ok(())
    }

    /// The first key of an action that would also do something else, or hide it, where it holds; keys that do so in the table are not meant.
    #[must_use]
    pub fn conflict(&self, action: Action) -> Option<Conflict> {
        let as_in_table = |bound: &Bound, key: &Key| bound.row.context == bound.context && bound.row.keys.contains(key);
        for own in self.rows.iter().filter(|row| row.row.action == action) {
            for key in &own.keys {
                let clash = self.rows.iter().find(|other| {
                    other.row.action != action
                        && other.keys.contains(key)
                        && together(own.context, other.context)
                        && !(as_in_table(own, key) && as_in_table(other, key))
                });
                if let Some(other) = clash {
                    return Some(Conflict { key: *key, action, other: other.row.action });
                }
            }
        }
        None
    }
}

/// Whether a key can be taken from what it does. Backspace, Tab and Enter are sent as Ctrl-H, Ctrl-I, Ctrl-J and Ctrl-M.
#[must_use]
pub fn is_changeable(key: Key) -> bool {
    use ratatui::crossterm::event::KeyCode;
    match key.code {
        KeyCode::Char(c) if key.ctrl => c.is_ascii_lowercase() && !matches!(c, 'c' | 'h' | 'i' | 'j' | 'm'),
        KeyCode::Char(_) => true,
        _ => false,
    }
}

/// Whether one can be in both contexts at once.
fn together(one: Context, other: Context) -> bool {
    use Context as C;
    let tab = |context: Context| matches!(context, C::Candidates | C::Compare | C::Quotes | C::Brief);
    let reading = |context: Context| tab(context) || matches!(context, C::Reader | C::Passage | C::Move | C::Browse);
    let hits = |context: Context| matches!(context, C::Hits | C::Passage | C::Move);
    one == other
        || one == C::Always
        || other == C::Always
        || (reading(one) && reading(other) && !(tab(one) && tab(other)))
        || (hits(one) && hits(other))
}
