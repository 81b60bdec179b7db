//! Where one is in a JSON file, kept on the stack and written out only when there is something to report.

use std::fmt;

/// A JSON path as a chain of steps, each borrowed from the one before.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    At(usize),
}

impl<'a> Path<'a> {
    /// The whole file.
    pub const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    /// The value of a key.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    /// An element of a list, counted from 0.
    #[must_use]
    pub fn at(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::At(index) }
    }
}

impl<'a> Path<'a> {
    /// The key of the list that this is an element of, and its index there.
    #[must_use]
    pub fn element(&self) -> Option<(&'a str, usize)> {
        match (self.step, self.parent?.step) {
            (Step::At(index), Step::Key(list)) => Some((list, index)),
            _ => None,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => f.write_str("$"),
            Step::At(index) => write!(f, "[{index}]"),
            Step::Key(key) if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
                write!(f, ".{}", &key[..key.len().min(64)])
            }
            Step::Key(key) => {
                let safe: String = crate::text::sanitize::sanitize(key).chars().take(64).collect();
                write!(f, "[{safe:?}]")
            }
        }
    }
}
