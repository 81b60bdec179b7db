//! Colours and attributes as SGR has them.

use ratatui::style::Modifier;

use super::ink::{Ink, Paint};

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
    if from.modifier != to.modifier {
        attributes(from.modifier, to.modifier, out);
    }
    if from.fg != to.fg {
        colour(out, to.fg, 30);
    }
    if from.bg != to.bg {
        colour(out, to.bg, 40);
    }
}

fn attributes(mut held: Modifier, wanted: Modifier, out: &mut Vec<u8>) {
    for (_, _, off) in ATTRIBUTES {
        let shared = ATTRIBUTES.iter().filter(|(_, _, other)| *other == off);
        let shared = shared.fold(Modifier::empty(), |all, (modifier, ..)| all | *modifier);
        if (held - wanted).intersects(shared) {
            param(out, off);
            held -= shared;
        }
    }
    for (modifier, on, _) in ATTRIBUTES {
        if (wanted - held).contains(modifier) {
            param(out, on);
        }
    }
}

fn param(out: &mut Vec<u8>, text: &str) {
    if !matches!(out.as_slice(), [] | [b';']) {
        out.push(b';');
    }
    out.extend_from_slice(text.as_bytes());
}

fn colour(out: &mut Vec<u8>, paint: Paint, base: u32) {
    let [kind, r, g, b] = paint.parts();
    let text = match kind {
        Paint::INDEXED => format!("{};5;{b}", base + 8),
        Paint::RGB => format!("{};2;{r};{g};{b}", base + 8),
        _ => (base + u32::from(b)).to_string(),
    };
    param(out, &text);
}
