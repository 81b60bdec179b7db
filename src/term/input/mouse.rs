//! Mouse reports: the one word of buttons and modifiers that all encodings share, and where.

use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The event of a report in the encoding of xterm's mode 1006: `CSI < button ; column ; row M`, or `m` for a release.
pub fn sgr(params: &[u8], released: bool) -> Option<MouseEvent> {
    let text = std::str::from_utf8(params).ok()?;
    let mut numbers = text.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    event(button, released, column, row)
}

/// The event of a report in the oldest encoding: three bytes, each 32 too large, in which a release does not say of which button.
pub fn x10(report: [u8; 3]) -> Option<MouseEvent> {
    let [button, column, row] = report.map(|byte| u16::from(byte.saturating_sub(32)));
    let released = button & 0b100_0011 == 3;
    event(if released { button & !3 } else { button }, released, column, row)
}

fn event(word: u16, released: bool, column: u16, row: u16) -> Option<MouseEvent> {
    let moving = word & 32 != 0;
    let button = match word & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (word & 0b1100_0000, word & 3) {
        (0, _) => match button {
            Some(button) if moving => MouseEventKind::Drag(button),
            Some(button) if released => MouseEventKind::Up(button),
            Some(button) => MouseEventKind::Down(button),
            None if moving => MouseEventKind::Moved,
            None => MouseEventKind::Up(MouseButton::Left),
        },
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (64, 2) => MouseEventKind::ScrollLeft,
        (64, _) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, word & 4 != 0);
    modifiers.set(KeyModifiers::ALT, word & 8 != 0);
    modifiers.set(KeyModifiers::CONTROL, word & 16 != 0);
    Some(MouseEvent { kind, column: column.saturating_sub(1), row: row.saturating_sub(1), modifiers })
}
