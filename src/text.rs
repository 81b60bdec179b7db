//! What can be done with a string without knowing what it says.

pub mod date;
pub mod fold;
pub mod latin;
pub mod packed;
pub mod sanitize;
pub mod wrap;
