//! The problems found so far, and which places of the file were mended, so that nothing is reported twice.

use std::collections::HashSet;
use std::fmt::Display;

use super::{Path, Problem};

/// More problems than this are not looked for: nobody reads them, and a hostile file could fill the memory with them.
const MOST: usize = 10_000;

/// How many names are compared with names that do not exist, in all, to tell the nearest: a tenth of a second's work.
const COMPARISONS: usize = 200_000;

/// A list of problems in the making.
#[derive(Debug, Default)]
pub struct Findings {
    problems: Vec<Problem>,
    more: bool,
    mended: HashSet<String>,
    /// The lists at the top of the file whose names are not all known.
    broken: HashSet<String>,
    compared: usize,
}

impl Findings {
    /// Reports a problem of the record called `id`, unless the place, or something around it, was mended before.
    pub fn add(&mut self, path: &Path<'_>, id: &dyn Display, message: impl Into<String>) {
        if self.problems.len() >= MOST {
            self.more = true;
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
            let path = path.to_string();
            let (list, rest) = path
                .strip_prefix("$.")
                .map_or(("", ""), |path| path.split_at(path.find(['.', '[']).unwrap_or(path.len())));
            if rest.is_empty() || rest.ends_with(']') || (rest.starts_with('[') && rest.ends_with("].id")) {
                self.broken.insert(list.to_owned());
            }
            self.mended.insert(path);
        }
    }

    /// Whether there are more problems than are kept. Then there is no use in looking further.
    pub fn overflows(&self) -> bool {
        self.more
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether the names that a list gives are not all known, because the list or an id in it was mended: then a name that is not
    /// found in it is no news.
    pub fn names_are_broken(&self, list: &str) -> bool {
        self.broken.contains(list)
    }

    /// Whether so many more names may be compared to find the nearest. What is many times wrong in a large file gets no advice in the end.
    pub fn may_compare(&mut self, names: usize) -> bool {
        let compared = self.compared.saturating_add(names);
        let may = compared <= COMPARISONS;
        if may {
            self.compared = compared;
        }
        may
    }

    /// What was found; that there is more in a last problem.
    pub fn into_problems(mut self) -> Vec<Problem> {
        if self.more {
            let message = "more problems are not listed; mend these first".to_owned();
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
