//! What a terminal sends, as events.
//!
//! The decoder is a small state machine of the program's own. A parser made for a terminal's output (vte) cannot say whether it is in the
//! middle of a sequence, which a lone Esc needs, and takes the raw bytes of an old mouse report and the body of a paste for text of its own
//! kind; the readers made for input type the rest of a late reply or of a split sequence as keys. Here every sequence that is not known is
//! swallowed whole, wherever a slow line has cut it, and the only timer is the one that tells a lone Esc from the start of a sequence:
//! [`Decoder::deadline`] says when [`Decoder::lapse`] wants to be called, and is `None` whenever nothing is pending.

mod burst;
mod decoder;
mod keys;
mod mouse;
mod paste;

pub use burst::gather;
pub use decoder::Decoder;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed, or repeats. A `Char` never carries SHIFT (the character is what Shift makes of it), and is lower case beside CONTROL
    /// where the terminal does not say otherwise. An Esc in front of a key is a key of its own: ALT is there only where
    /// the terminal names it.
    Key(KeyEvent),
    /// Text that was pasted: newlines and tabs are spaces, control characters are gone, at most 64 KiB are kept.
    Paste(String),
    /// The mouse was used (only once it has been turned on). Column and row count from 0, in cells.
    Mouse(MouseEvent),
    /// The terminal's window gained (`true`) or lost the focus.
    Focus(bool),
    /// The terminal has taken in all that was written before the question `CSI 5 n`.
    Ack,
    /// The screen has another size now, in cells.
    Resize(Size),
}
