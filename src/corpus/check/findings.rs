//! The problems found so far, and which places of the file were mended, so that nothing is reported twice.

use std::collections::HashSet;
use std::fmt::Display;

use super::{Path, Problem};

/// More problems than this are counted, not kept: nobody reads them, and a hostile file could fill the memory with them.
const MOST: usize = 10_000;

/// A list of problems in the making.
#[derive(Debug, Default)]
pub struct Findings {
    problems: Vec<Problem>,
    more: usize,
    mended: HashSet<String>,
}

impl Findings {
    /// Reports a problem of the record called `id`, unless the place, or something around it, was mended before.
    pub fn add(&mut self, path: &Path<'_>, id: &dyn Display, message: impl Into<String>) {
        if self.problems.len() >= MOST {
            self.more += 1;
            return;
        }
        let path = path.to_string();
        if !self.is_mended(&path) {
            let id = crate::text::sanitize::sanitize(&id.to_string()).chars().take(80).collect::<String>();
            self.problems.push(Problem { path, id: Some(id).filter(|id| !id.is_empty()), message: message.into() });
        }
    }

    /// Reports a broken place whose value is replaced or left out, so that rules about it are not tried.
    pub fn mend(&mut self, path: &Path<'_>, id: &dyn Display, message: impl Into<String>) {
        self.add(path, id, message);
        if !self.overflows() {
            self.mended.insert(path.to_string());
        }
    }

    /// Whether there are more problems than are kept.
    pub fn overflows(&self) -> bool {
        self.more > 0
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether the names that a list gives are not all known, because the list or an id in it was mended: then a name that is not
    /// found in it is no news.
    pub fn names_are_broken(&self, list: &str) -> bool {
        let list = format!("$.{list}");
        self.mended.iter().any(|path| {
            path.strip_prefix(&list).is_some_and(|rest| {
                rest.is_empty() || rest.ends_with(']') || (rest.starts_with('[') && rest.ends_with("].id"))
            })
        })
    }

    /// What was found, the uncounted rest in a last problem.
    pub fn into_problems(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let message = format!("{} more problems are not listed; mend these first", self.more);
            self.problems.push(Problem { path: "$".to_owned(), id: None, message });
        }
        self.problems
    }

    fn is_mended(&self, path: &str) -> bool {
        !self.mended.is_empty()
            && (self.mended.contains(path)
                || path.match_indices(['.', '[']).any(|(end, _)| self.mended.contains(&path[..end])))
    }
}
