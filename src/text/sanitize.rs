//! Makes text from outside safe to print: a string from a file is data, and no part of it may steer a terminal, reorder what
//! stands beside it or hide in it.
//!
//! What goes: control characters and whole escape sequences, bidirectional overrides, embeddings, isolates and marks, characters
//! without width, private-use characters and noncharacters, variation selectors and joiners outside an emoji, and combining marks
//! beyond [`MARKS`] on one letter. Line breaks and tabs become spaces. Everything else stays as it is, so that what is copied is
//! what was written. Sanitizing what is sanitized changes nothing.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// How many combining marks one letter may bear. The languages of the world get by with fewer; more are there to overflow a line.
pub const MARKS: usize = 8;

/// How many joiners one emoji may have. The longest in use has four.
const JOINERS: usize = 6;

/// The text without what a terminal should never see; borrowed where nothing had to go.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if first_unsafe(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    walk(text, |_, _, kept| {
        clean.extend(kept);
        true
    });
    Cow::Owned(clean)
}

/// Where the first character stands that [`sanitize`] would take out or replace, in bytes, and which it is. `None` for safe text.
#[must_use]
pub fn first_unsafe(text: &str) -> Option<(usize, char)> {
    // Nearly all text is plain; one look at each byte, or else at each character, says so.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_plain) {
        return None;
    }
    let mut found = None;
    walk(text, |at, c, kept| {
        if kept != Some(c) {
            found = Some((at, c));
        }
        found.is_none()
    });
    found
}

/// Goes through the characters of a text and tells for each, with its offset in bytes, what becomes of it. Stops when told `false`.
fn walk(text: &str, mut tell: impl FnMut(usize, char, Option<char>) -> bool) {
    let mut marks = 0;
    let mut joiners = 0;
    let mut before: Option<char> = None;
    let mut sequence_end = 0;
    let mut strings_end = None;
    for (at, c) in text.char_indices() {
        if at < sequence_end {
            if !tell(at, c, None) {
                return;
            }
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let kept = match c {
            ' '..='~' => Some(c),
            '\n' if text[..at].ends_with('\r') => None,
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{1b}' | '\u{80}'..='\u{9f}' => {
                sequence_end = at + c.len_utf8() + sequence_length(c, rest, &mut strings_end, text);
                None
            }
            c if is_never_safe(c) => None,
            '\u{200d}' => {
                let joins = joiners < JOINERS
                    && before.is_some_and(|c| is_pictograph(c) || c == '\u{fe0f}')
                    && rest.chars().next().is_some_and(is_pictograph);
                joins.then_some(c)
            }
            '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(takes_emoji_selector).then_some(c),
            '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph).then_some(c),
            c if is_combining_mark(c) || is_joining_jamo(c) => (marks < MARKS).then_some(c),
            _ => Some(c),
        };
        if let Some(kept) = kept {
            if is_combining_mark(kept) || is_joining_jamo(kept) {
                marks += 1;
            } else {
                marks = 0;
            }
            if kept == '\u{200d}' {
                joiners += 1;
            } else if before != Some('\u{200d}') && kept != '\u{fe0f}' && !is_skin_tone(kept) {
                joiners = 0;
            }
            before = Some(kept);
        }
        if !tell(at, c, kept) {
            return;
        }
    }
}

/// How many bytes of `rest` belong to the escape sequence that `introducer` begins; 0 if what follows is no complete sequence.
/// `strings_end` remembers where the last possible end of a control string is, so that many unfinished ones take no more than
/// one look at the text.
fn sequence_length(introducer: char, rest: &str, strings_end: &mut Option<usize>, text: &str) -> usize {
    let (kind, body) = match introducer {
        '\u{1b}' => match rest.chars().next() {
            Some(next @ ('[' | ']' | 'P' | 'X' | '^' | '_')) => (next, &rest[1..]),
            Some(' '..='/') => {
                let intermediates = rest.bytes().take_while(|byte| matches!(byte, b' '..=b'/')).count();
                let last = rest.as_bytes().get(intermediates);
                return if last.is_some_and(|byte| matches!(byte, b'0'..=b'~')) { intermediates + 1 } else { 0 };
            }
            Some('0'..='~') => return 1,
            _ => return 0,
        },
        '\u{9b}' => ('[', rest),
        '\u{9d}' => (']', rest),
        '\u{90}' => ('P', rest),
        '\u{98}' => ('X', rest),
        '\u{9e}' => ('^', rest),
        '\u{9f}' => ('_', rest),
        _ => return 0,
    };
    let skipped = rest.len() - body.len();
    if kind == '[' {
        let parameters = body.bytes().take_while(|byte| matches!(byte, b' '..=b'?')).count();
        let last = body.as_bytes().get(parameters);
        return if last.is_some_and(|byte| matches!(byte, b'@'..=b'~')) { skipped + parameters + 1 } else { 0 };
    }
    let last = *strings_end.get_or_insert_with(|| {
        let bell = text.rfind(['\u{7}', '\u{9c}']).unwrap_or(0);
        bell.max(text.rfind("\u{1b}\\").unwrap_or(0))
    });
    if text.len() - body.len() > last {
        return 0;
    }
    let bell = body.find(['\u{7}', '\u{9c}', '\u{1b}']);
    bell.map_or(0, |at| {
        let ended = &body[at..];
        let end = if ended.starts_with('\u{7}') {
            1
        } else if ended.starts_with('\u{9c}') || ended.starts_with("\u{1b}\\") {
            2
        } else {
            0
        };
        skipped + at + end
    })
}

/// Whether a character stays wherever it stands: the letters, digits and marks of most European text.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}'
        | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' | '\u{2070}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}')
}

/// Whether a character is taken out wherever it stands.
fn is_never_safe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            // Format characters that a grapheme takes before its base, without end.
            | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{110bd}' | '\u{110cd}'
            | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}'
            // Private use.
            | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
            | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a character can stand in an emoji of several parts.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn takes_emoji_selector(c: char) -> bool {
    is_pictograph(c) || matches!(c, '#' | '*' | '0'..='9')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hangul letters that join the one before them into one syllable; modern text has three at most.
fn is_joining_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{first_unsafe, sanitize};

    #[test]
    fn what_is_safe_is_borrowed() {
        for text in [
            "",
            "plain",
            "Sarmaș, Türkiye, 이종호, العربية, שָׁלוֹם, ภาษาไทย, हिन्दी",
            "“one country, one vote” – no\u{a0}break",
            "👨‍👩‍👧‍👦 ❤️ 1️⃣ 🇷🇴 👩🏽‍🚀 🏳️‍🌈",
            "e\u{301}",
        ] {
            assert!(matches!(sanitize(text), Cow::Borrowed(_)), "{text:?}: {:?}", first_unsafe(text));
        }
    }

    #[test]
    fn what_steers_a_terminal_is_gone() {
        for (given, safe) in [
            ("a\nb\tc\r\nd", "a b c d"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{9b}31mred", "red"),
            ("\u{1b}]0;title\u{7}after", "after"),
            ("\u{1b}]52;c;aGk=\u{1b}\\after", "after"),
            ("\u{1b}]0;never ends", "]0;never ends"),
            ("\u{1b}[", "["),
            ("\u{1b}c\u{1b}(Bx", "x"),
            ("\u{1b}\u{1b}[1mx", "x"),
            ("a\u{0}\u{7}\u{8}\u{7f}b\u{85}c", "ab c"),
            ("\u{202e}evil\u{202c} \u{2067}x\u{2069}\u{200f}", "evil x"),
            ("zero\u{200b}width\u{200d}\u{feff}\u{2060}\u{ad}", "zerowidth"),
            ("\u{e000}\u{f0000}\u{fdd0}\u{ffff}\u{1fffe}x", "x"),
            ("a\u{fe0f}b", "ab"),
            ("👩\u{200d}x", "👩x"),
        ] {
            assert_eq!(sanitize(given), safe, "{given:?}");
        }
    }

    #[test]
    fn ten_thousand_marks_on_a_letter_are_eight() {
        let tower = format!("e{}f", "\u{301}".repeat(10_000));
        assert_eq!(sanitize(&tower).chars().count(), 10);
    }

    #[test]
    fn many_unfinished_sequences_are_read_once() {
        let text = "\u{1b}]".repeat(200_000);
        assert_eq!(sanitize(&text), "]".repeat(200_000));
    }

    #[test]
    fn the_first_unsafe_character_is_told_with_its_place() {
        assert_eq!(first_unsafe("é\u{202e}x"), Some((2, '\u{202e}')));
        assert_eq!(first_unsafe("é"), None);
    }

    proptest! {
        #[test]
        fn sanitizing_twice_changes_nothing(
            text in proptest::collection::vec(
                prop_oneof![
                    any::<char>(),
                    proptest::sample::select(vec![
                        '\u{1b}', '[', ']', 'm', '\\', '\u{7}', '\u{9b}', '\u{9c}', '\u{9d}', '\u{200d}', '\u{fe0f}', '👩',
                        '\u{1f3fd}', '\u{301}', '\u{202e}', '\n', '\r', 'a', '\u{1161}', '\u{e0100}', '漢',
                    ]),
                ],
                0..60,
            )
        ) {
            let text: String = text.into_iter().collect();
            let once = sanitize(&text).into_owned();
            prop_assert_eq!(first_unsafe(&once), None, "{:?}", once);
            prop_assert!(!once.chars().any(char::is_control));
        }
    }
}
