//! Which graphemes every terminal gives the same width, and what the others may take at most.
//!
//! Terminals measure by different editions of Unicode, and add up what belongs together in different ways: a family of four is two cells on one
//! and eight on another. A single character of an old script is safe; after anything else the canvas says where it is instead of believing it.

use unicode_width::UnicodeWidthChar;

/// As long a grapheme as is written, in bytes: an emoji family has 25, the longest cluster of a Sanskrit word 30. Longer ones are not writing
/// but an attack on it.
const LONGEST: usize = 64;

/// Whether a grapheme can be written at all.
pub fn is_harmless(symbol: &str) -> bool {
    !symbol.contains(char::is_control) && symbol.len() <= LONGEST
}

/// Whether terminals agree that the grapheme has this width.
pub fn is_sure(symbol: &str, width: u16) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    match width {
        1 => matches!(c,
            ' '..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{55f}' | '\u{561}'..='\u{587}'
            | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{64a}' | '\u{660}'..='\u{669}' | '\u{e01}'..='\u{e30}' | '\u{10d0}'..='\u{10fc}'
            | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}' | '\u{203d}'..='\u{2048}'
            | '\u{2070}'..='\u{20bf}' | '\u{2190}'..='\u{2193}' | '\u{2196}'..='\u{21a8}' | '\u{2200}'..='\u{22ff}' | '\u{23ce}'
            | '\u{2500}'..='\u{25a9}' | '\u{25ac}'..='\u{25b5}' | '\u{25b7}'..='\u{25bf}' | '\u{25c1}'..='\u{25fa}'),
        2 => matches!(c,
            '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{fa6d}' | '\u{ff01}'..='\u{ff60}'
            | '\u{20000}'..='\u{2fa1d}'),
        _ => false,
    }
}

/// The most cells a terminal may use for a grapheme: each character by itself, and one more for a symbol that may be drawn as a picture.
pub fn reach(symbol: &str) -> u8 {
    let cells: usize =
        symbol.chars().map(|c| if c < '\u{300}' { 1 } else { c.width().map_or(0, |width| width.max(1)) }).sum();
    u8::try_from(cells + 1).unwrap_or(u8::MAX)
}
