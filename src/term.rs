//! Terminals: entering and leaving them, what they send, what is sent to them, and the clipboard behind them.
//!
//! Nothing here knows what the program is about. [`input`] turns bytes into events, [`canvas`] turns frames into the fewest bytes, [`pace`]
//! holds frames back while a slow line is still busy with the one before.

pub mod canvas;
pub mod input;
pub mod pace;
