//! What changes while the program runs.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "watch/check.rs"]
mod check;
#[path = "watch/files.rs"]
mod files;

use std::time::Duration;

/// After this a wait is taken to be never over.
const NEVER: Duration = Duration::from_mins(1);
