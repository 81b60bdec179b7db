//! Colours and attributes as SGR has them.

use ratatui::style::Modifier;

use super::ink::{Ink, Paint};

/// Attributes, and what turns them on.
const ON: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// What turns them off, some of them two at once.
const OFF: [(Modifier, &str); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), "22"),
    (Modifier::ITALIC, "23"),
    (Modifier::UNDERLINED, "24"),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), "25"),
    (Modifier::REVERSED, "27"),
    (Modifier::HIDDEN, "28"),
    (Modifier::CROSSED_OUT, "29"),
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
    for (modifiers, off) in OFF {
        if (held - wanted).intersects(modifiers) {
            param(out, off);
            held -= modifiers;
        }
    }
    for (modifier, on) in ON {
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
