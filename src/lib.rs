//! `hustings` is a terminal briefing dashboard for elections at international conferences.
//!
//! The tree, in the order of dependence; each room knows only those above it:
//!
//! - [`text`]: what can be done with a string without knowing what it says.
//! - [`corpus`]: the election: people, posts, documents, ballots, references, and the rules they obey.
//! - [`search`]: the line, while it is being typed: queries, the index, ranked hits.
//! - [`export`]: what leaves the program: citations, and the forms that other tools take.
//! - [`brief`]: the reader's own passages: what was kept, where it is now, and the file it is in.
//! - [`import`]: documents that a user brings, read and joined to the corpus.
//! - [`keymap`]: which key does what, where; one table with many readers.
//! - [`config`]: what the user has chosen in `config.toml`.
//! - [`paths`]: where things are kept.
//! - [`watch`]: files that somebody else changes.
//! - [`app`]: what one user is looking at, as pure state.
//! - [`view`]: what it looks like; reads the app and changes nothing.
//! - [`term`]: terminals, which know no election.
//! - [`session`]: joins app, view and a screen: events in, frames and effects out.
//! - [`tui`]: the local face: a session in the terminal the program was started from.
//! - [`cli`]: the command line, which never draws.
pub mod app;
pub mod brief;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod export;
pub mod import;
pub mod keymap;
pub mod paths;
pub mod search;
pub mod session;
pub mod term;
pub mod text;
pub mod tui;
pub mod view;
pub mod watch;
