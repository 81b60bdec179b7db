//! Folding: the form of a text in which what people type and what is written meet.
//!
//! Case, accents, width, ligatures and the shapes of letters are folded away: `Zürich` and `ZURICH`, `Straße` and `strasse`, `МОСКВА`
//! and `москва`, `ＩＴＵ` and `itu` fold to the same. It works a character at a time, whatever the normal form of the text, and is
//! idempotent. Folding takes out no spaces, hyphens or apostrophes: where words begin and end is decided on top of it.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};
use unicode_segmentation::GraphemeCursor;

/// The folded form of a text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of a text to a string.
pub fn fold_into(text: &str, folded: &mut String) {
    let from = folded.len();
    for c in text.chars() {
        fold_char(c, from, folded);
    }
}

/// Folds one character onto the end of a string; what stands before byte `from` of it is left alone.
fn fold_char(c: char, from: usize, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    if is_whole(c) {
        join(c, from, folded);
        return;
    }
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            decompose_compatible(lower, |letter| plain(letter, from, folded));
        }
    });
}

/// Syllables and kana stand for themselves: taken apart they would be written in pieces that nobody types.
fn is_whole(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{3041}'..='\u{30FE}')
}

/// Marks that change a letter but not the word, and characters that nobody sees. Vowel signs of Indic and Thai scripts are letters
/// in their own right and stay.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}'
        | '\u{05C4}' | '\u{05C5}' | '\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{1AB0}'..='\u{1ACE}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character is taken out by folding: a mark on the letter before it, or something invisible.
#[must_use]
pub fn is_mark(c: char) -> bool {
    is_dropped(c)
}

/// One decomposed, lower-case character: dropped, spelt out, or kept.
fn plain(c: char, from: usize, folded: &mut String) {
    let spelt = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ĳ' => "ij",
        'ς' => "σ",
        // Forms of Arabic letters that keyboards and countries write differently.
        'ى' | 'ی' => "ي",
        'ة' | 'ە' => "ه",
        'ک' => "ك",
        '٠'..='٩' | '۰'..='۹' => {
            let zero = if c <= '٩' { '٠' } else { '۰' };
            let digit = u8::try_from(c as u32 - zero as u32).unwrap_or(0);
            folded.push(char::from(b'0' + digit));
            return;
        }
        _ => {
            if !is_dropped(c) {
                join(c, from, folded);
            }
            return;
        }
    };
    folded.push_str(spelt);
}

/// Appends a character, composed with the one before it where the two are pieces of a Korean syllable or of a kana.
fn join(c: char, from: usize, folded: &mut String) {
    if matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' | '\u{3099}' | '\u{309A}')
        && let Some(last) = folded[from..].chars().next_back()
        && let Some(both) = compose(last, c)
    {
        folded.pop();
        folded.push(both);
        return;
    }
    folded.push(c);
}

/// A folded text that knows where in the original each part of it came from.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each folded character: its first byte here, and the bytes of the original it came from.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// Folds a text and keeps the offsets.
    #[must_use]
    pub fn new(original: &str) -> Folded {
        let mut folded = Folded::default();
        for (start, c) in original.char_indices() {
            let end = start + c.len_utf8();
            let before = folded.text.len();
            fold_char(c, 0, &mut folded.text);
            if folded.text.len() <= before {
                // A mark, or a piece that was composed with the character before it: that one now reaches to here.
                if let Some((_, range)) = folded.pieces.last_mut() {
                    range.end = end;
                }
                continue;
            }
            for (at, _) in folded.text[before..].char_indices() {
                folded.pieces.push((before + at, start..end));
            }
        }
        folded
    }

    /// The bytes of the original that a range of bytes of the folded text came from; both ends on the borders of characters.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let last = self.pieces.partition_point(|(start, _)| *start < range.end).saturating_sub(1);
        match (self.pieces.get(first), self.pieces.get(last)) {
            (Some((_, start)), Some((_, end))) if !range.is_empty() => start.start..end.end.max(start.end),
            _ => 0..0,
        }
    }
}

/// The smallest range of whole graphemes of a text that holds the given bytes, so that no mark is cut from its letter.
///
/// # Panics
/// If an end of the range lies inside a character or beyond the text.
#[must_use]
pub fn whole_graphemes(text: &str, range: Range<usize>) -> Range<usize> {
    let plain = |at: usize| {
        let ascii = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && *byte != b'\n' && *byte != b'\r');
        ascii(text.as_bytes().get(at)) && (at == 0 || ascii(text.as_bytes().get(at - 1)))
    };
    let is_border =
        |at: usize| plain(at) || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) != Ok(false);
    let mut start = range.start;
    while !is_border(start) {
        start -= text[..start].chars().next_back().map_or(start, char::len_utf8);
    }
    let mut end = range.end;
    while !is_border(end) {
        end += text[end..].chars().next().map_or(text.len() - end, char::len_utf8);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold, whole_graphemes};

    #[test]
    fn every_character_folds_to_what_folds_to_itself() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{c:?} {:x}", c as u32);
        }
    }

    #[test]
    fn every_character_folds_the_same_in_upper_and_lower_case() {
        // What is left out has more than one lower-case form, of which a text may hold either.
        for c in ('\0'..=char::MAX).filter(|c| c.to_uppercase().count() == 1 && !matches!(c, 'ı' | 'İ')) {
            let upper: String = c.to_uppercase().collect();
            if upper.to_lowercase() == c.to_string() {
                assert_eq!(fold(&upper), fold(c.encode_utf8(&mut [0; 4])), "{c:?}");
            }
        }
    }

    #[test]
    fn offsets_lead_back_to_the_letters_as_written() {
        let original = "Die Straße in Zu\u{308}rich";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "die strasse in zurich");
        let at = |word: &str| {
            let start = folded.text.find(word).expect("the word is there");
            &original[folded.original(start..start + word.len())]
        };
        assert_eq!(at("strasse"), "Straße");
        assert_eq!(at("stras"), "Straß");
        assert_eq!(at("zu"), "Zu\u{308}");
        assert_eq!(at("rich"), "rich");
    }

    #[test]
    fn korean_in_pieces_folds_to_syllables() {
        assert_eq!(fold("\u{110C}\u{1169}\u{11BC}"), fold("종"));
        assert_eq!(Folded::new("\u{110C}\u{1169}\u{11BC}").original(0..3), 0..9);
    }

    #[test]
    fn a_range_is_widened_to_whole_graphemes() {
        assert_eq!(whole_graphemes("cafe\u{301}s", 0..4), 0..6);
        assert_eq!(whole_graphemes("abc", 1..2), 1..2);
    }
}
