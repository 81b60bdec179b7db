//! The reader's own passages: what was kept, in an order of their own, with notes.
//!
//! A [`Brief`] is a list of [`Kept`] passages and knows no file. All that can be done with it is a [`Change`], which says what is meant and not what
//! the list is to be afterwards: so it can be carried out on a list that somebody else has changed meanwhile, and nothing of theirs is lost. Each
//! change gives back the changes that undo it. [`store`] keeps a brief in a file, [`anchor`] finds its passages in a corpus.

pub mod anchor;
pub mod item;
pub mod store;

pub use anchor::{Anchor, Anchors, Status};
pub use item::Kept;
pub use store::Store;

/// What the reader kept, in the reader's order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brief {
    /// The passages; no two have the same id.
    pub items: Vec<Kept>,
}

/// Something to be done with a brief.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Keep a passage.
    Add {
        /// The passage. Where the same words are already kept under the same reference only its note is added to theirs.
        kept: Box<Kept>,
        /// Its position, 0-based; without one, or beyond the end, it comes last.
        at: Option<usize>,
    },
    /// Let the passage of that id go.
    Remove(String),
    /// Write a note.
    Note {
        /// The passage as it was when the note was begun: a passage that was let go meanwhile is kept again, and a note that
        /// somebody else wrote meanwhile stays above this one.
        kept: Box<Kept>,
        /// The note; nothing takes it away.
        note: Option<String>,
    },
    /// Put a passage elsewhere in the order.
    Move {
        /// Its id.
        id: String,
        /// Its new position, 0-based; beyond the end it comes last.
        to: usize,
    },
}

impl Brief {
    /// The position of the passage of that id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|kept| kept.id == id)
    }

    /// Carries a change out. Back come the changes that undo it: none if there was nothing to do.
    pub fn apply(&mut self, change: Change) -> Vec<Change> {
        match change {
            Change::Add { kept, at } => self.add(*kept, at),
            Change::Remove(id) => {
                let Some(at) = self.position(&id) else { return Vec::new() };
                let kept = Box::new(self.items.remove(at));
                vec![Change::Add { kept, at: Some(at) }]
            }
            Change::Note { kept, note } => match self.position(&kept.id) {
                Some(at) => self.note(at, kept.note(), note.as_deref()),
                None => self.add(kept.noted(note), None),
            },
            Change::Move { id, to } => {
                let Some(from) = self.position(&id) else { return Vec::new() };
                let to = to.min(self.items.len() - 1);
                if to == from {
                    return Vec::new();
                }
                let kept = self.items.remove(from);
                self.items.insert(to, kept);
                vec![Change::Move { id, to: from }]
            }
        }
    }

    fn add(&mut self, mut kept: Kept, at: Option<usize>) -> Vec<Change> {
        if let Some(same) = self.items.iter().position(|other| other.is_same(&kept)) {
            let Some(note) = kept.note() else { return Vec::new() };
            let note = join(self.items[same].note(), note);
            let before = self.items[same].note().map(str::to_owned);
            return self.note(same, before.as_deref(), Some(&note));
        }
        if self.position(&kept.id).is_some() || kept.id.is_empty() {
            kept.id = self.free_id(&kept.id);
        }
        let id = kept.id.clone();
        let at = at.unwrap_or(self.items.len()).min(self.items.len());
        self.items.insert(at, kept);
        vec![Change::Remove(id)]
    }

    fn note(&mut self, at: usize, begun_from: Option<&str>, note: Option<&str>) -> Vec<Change> {
        let kept = &mut self.items[at];
        let before = kept.note().map(str::to_owned);
        let wanted = note.filter(|note| !note.trim().is_empty());
        let after = match (before.as_deref(), wanted) {
            (Some(theirs), _) if Some(theirs) == wanted => return Vec::new(),
            (Some(theirs), Some(ours)) if begun_from != Some(theirs) => Some(join(Some(theirs), ours)),
            // Taking away a note that is not the one that was seen would lose somebody's words.
            (Some(theirs), None) if begun_from != Some(theirs) => Some(theirs.to_owned()),
            (_, wanted) => wanted.map(str::to_owned),
        };
        if after == before {
            return Vec::new();
        }
        kept.entry.note = after;
        vec![Change::Note { kept: Box::new(kept.clone()), note: before }]
    }

    fn free_id(&self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "item" } else { wanted };
        let mut numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let first = std::iter::once(wanted.to_owned());
        first.chain(&mut numbered).find(|id| self.position(id).is_none()).unwrap_or_default()
    }
}

/// Two notes as one, unless the first already says the second.
fn join(first: Option<&str>, second: &str) -> String {
    match first {
        Some(first) if first == second || first.ends_with(&format!("\n{second}")) => first.to_owned(),
        Some(first) if !first.is_empty() => format!("{first}\n{second}"),
        _ => second.to_owned(),
    }
}
