//! Colours and attributes as SGR has them.

use ratatui::style::{Color, Modifier};

use super::grid::Ink;

/// Attributes, what turns them on, and what turns them off (which for two pairs of them is the same).
const ATTRIBUTES: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// The parameters of SGR that make `to` of `from`.
pub fn change(from: Ink, to: Ink, out: &mut Vec<u8>) {
    let mut held = from.modifier;
    for (_, _, off) in ATTRIBUTES {
        let shared = ATTRIBUTES.iter().filter(|(_, _, other)| *other == off);
        let shared = shared.fold(Modifier::empty(), |all, (modifier, ..)| all | *modifier);
        if (held - to.modifier).intersects(shared) {
            param(out, off);
            held -= shared;
        }
    }
    for (modifier, on, _) in ATTRIBUTES {
        if (to.modifier - held).contains(modifier) {
            param(out, on);
        }
    }
    if from.fg != to.fg {
        colour(out, to.fg, 30);
    }
    if from.bg != to.bg {
        colour(out, to.bg, 40);
    }
}

fn param(out: &mut Vec<u8>, text: &str) {
    if !matches!(out.as_slice(), [] | [b';']) {
        out.push(b';');
    }
    out.extend_from_slice(text.as_bytes());
}

fn colour(out: &mut Vec<u8>, colour: Color, base: u16) {
    let ansi = |n: u16| (base + n).to_string();
    let bright = |n: u16| (base + 60 + n).to_string();
    let text = match colour {
        Color::Reset => ansi(9),
        Color::Black => ansi(0),
        Color::Red => ansi(1),
        Color::Green => ansi(2),
        Color::Yellow => ansi(3),
        Color::Blue => ansi(4),
        Color::Magenta => ansi(5),
        Color::Cyan => ansi(6),
        Color::Gray => ansi(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    };
    param(out, &text);
}
