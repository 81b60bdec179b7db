//! Terminals: entering and leaving them, what they send, what is sent to them, and the clipboard behind them.
//!
//! Nothing here knows what the program is about. [`input`] turns bytes into events, [`canvas`] turns frames into the fewest bytes, [`pace`]
//! holds frames back while a slow line is still busy with the one before, [`outbox`] writes without ever waiting, [`screen`] enters and leaves
//! exactly once, [`host`] is the loop over all of them, [`clipboard`] copies and says honestly what came of it.

pub mod canvas;
pub mod clipboard;
pub mod host;
pub mod input;
pub mod outbox;
pub mod pace;
pub mod screen;
