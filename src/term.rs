//! Terminals: entering and leaving them, what they send, what is sent to them, and the clipboard behind them.
//!
//! Nothing here knows what the program is about. [`input`] turns bytes into events.

pub mod input;
