//! Text in cells: how wide it is, where its lines break, and how it is cut short. All by grapheme, so that no letter is cut in half.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Width of a text in terminal cells.
#[must_use]
pub fn width(text: &str) -> usize {
    let (mut cells, mut rest) = (0, text);
    loop {
        let plain = rest.bytes().take_while(|byte| matches!(byte, b' '..=b'~')).count();
        if plain == rest.len() {
            return cells + plain;
        }
        // The last of a run in ASCII may bear marks.
        let (run, other) = rest.split_at(plain.saturating_sub(1));
        let grapheme = other.graphemes(true).next().unwrap_or(other);
        cells += run.len() + grapheme_width(grapheme);
        rest = &other[grapheme.len()..];
    }
}

/// The graphemes of a text, each with its first byte. What is written in ASCII, most of what there is, is not looked up in the tables.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let length = match rest.as_bytes() {
            [] => return None,
            // Nothing in ASCII joins what stands before it, but for the end of a line.
            [b' '..=b'~'] | [b' '..=b'~', 0..0x80, ..] => 1,
            _ => rest.graphemes(true).next().map_or(rest.len(), str::len),
        };
        at += length;
        Some((at - length, &rest[..length]))
    })
}

/// Width of one grapheme in cells: the most that the terminals in wide use take for it, so that none writes what follows over it. A cluster of
/// an Indian script is as wide as its letters and the marks beside them; a terminal that draws it in fewer cells leaves the others empty.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    let whole = grapheme.width();
    if grapheme.len() == 2 {
        return whole;
    }
    let beside = grapheme.chars().filter(|&c| stands_beside(c)).count();
    // What an emoji is put together from is not seen by itself.
    let parts = if is_wide(grapheme) { whole } else { grapheme.chars().filter_map(UnicodeWidthChar::width).sum() };
    whole.max(parts) + beside
}

/// Marks that stand in a cell beside their letter though Unicode's later editions count them as part of it, and so without a width: most
/// terminals go by their category, that of spacing marks. The vowel signs among them are in every other word of Bengali and Tamil.
const BESIDE: [u32; 41] = [
    0x9be, 0x9d7, 0xb3e, 0xb57, 0xbbe, 0xbd7, 0xcc0, 0xcc2, 0xcc7, 0xcc8, 0xcca, 0xccb, 0xcd5, 0xcd6, 0xd3e, 0xd57,
    0xdcf, 0xddf, 0x1715, 0x1734, 0x1b35, 0x1b3b, 0x1b3d, 0x1b43, 0x1b44, 0x1baa, 0x1bf2, 0x1bf3, 0xa953, 0xa9c0,
    0x111c0, 0x11235, 0x1133e, 0x1134d, 0x11357, 0x114b0, 0x114bd, 0x115af, 0x116b6, 0x11930, 0x1193d,
];

fn stands_beside(c: char) -> bool {
    BESIDE.binary_search(&u32::from(c)).is_ok()
}

/// Whether lines may break on both sides of a grapheme, as in Chinese, Japanese and Korean. A wide cluster of another script is part of a word.
fn is_wide(grapheme: &str) -> bool {
    grapheme.chars().any(|c| c.width() == Some(2))
}

/// Breaks a text into lines of at most `cells` cells, at white space where there is some, within a word where the word alone is
/// wider than a line, and between any two wide characters (Chinese, Japanese, Korean). The ranges are in bytes and leave out the white space at which a
/// line breaks. A line feed always breaks. There is at least one line; with 0 cells a line still holds one grapheme.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, cells, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(paragraph: &str, offset: usize, cells: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = 0..0;
    let mut used = 0;
    // The last place at which the line may break: where it would end, where the next one would start, and what is used up to there.
    let mut break_at: Option<(usize, usize, usize)> = None;
    let mut previous_wide = false;
    for (at, grapheme) in graphemes(paragraph) {
        // Most of a text is this: no table says anything about it.
        let plain = matches!(grapheme.as_bytes(), [b' '..=b'~']);
        let space = if plain {
            grapheme == " "
        } else {
            grapheme.chars().all(char::is_whitespace) && grapheme != "\u{a0}" && grapheme != "\u{202f}"
        };
        let wide = grapheme_width(grapheme);
        if space {
            if line.start == at {
                line = at + grapheme.len()..at + grapheme.len();
                continue;
            }
            let end = break_at.filter(|(_, next, _)| *next == at).map_or(at, |(end, ..)| end);
            used += wide;
            break_at = Some((end, at + grapheme.len(), used));
            previous_wide = false;
            continue;
        }
        let breaks = !plain && is_wide(grapheme);
        if (breaks || previous_wide) && at > line.start && break_at.is_none_or(|(_, next, _)| next != at) {
            break_at = Some((at, at, used));
        }
        previous_wide = breaks;
        // Twice where a wide cluster does not fit behind what is left of the line after its last break.
        while used + wide > cells && at > line.start {
            let (end, next, upto) = break_at.take().unwrap_or((at, at, used));
            lines.push(offset + line.start..offset + end);
            line = next..next;
            used -= upto;
        }
        used += wide;
        line.end = at + grapheme.len();
        if grapheme.ends_with('-') && used > 1 {
            break_at = Some((line.end, line.end, used));
        }
    }
    lines.push(offset + line.start..offset + line.end.max(line.start));
}

/// The text cut to at most `cells` cells, its last cell then an ellipsis.
#[must_use]
pub fn clip(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for (_, grapheme) in graphemes(text) {
        let wide = grapheme_width(grapheme);
        if used + wide + 1 > cells {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    if cells > 0 {
        kept.truncate(kept.trim_end().len());
        kept.push('…');
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::{clip, grapheme_width, graphemes, width, wrap};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn lines(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, cells).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_break_at_white_space() {
        assert_eq!(lines("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(lines("the quick  brown", 9), ["the quick", "brown"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("a\n\nb", 9), ["a", "", "b"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_cut_between_graphemes() {
        assert_eq!(lines("unconstitutionally so", 8), ["unconsti", "tutional", "ly so"]);
        assert_eq!(lines("Bogdan-Martin", 8), ["Bogdan-", "Martin"]);
    }

    #[test]
    fn wide_characters_count_two_cells_and_break_between_each_other() {
        assert_eq!(width("이종호"), 6);
        assert_eq!(lines("정보통신정책실", 5), ["정보", "통신", "정책", "실"]);
        assert_eq!(width("Sarmas\u{327}"), 6);
    }

    #[test]
    fn a_cluster_takes_a_cell_for_each_letter_and_mark_beside_it() {
        for (text, cells) in [
            ("क", 1),
            ("की", 2),
            ("कु", 1),
            ("स्त्री", 4),
            ("क्ष्म", 3),
            ("र्त्स्न्य", 5),
            ("বাংলা", 5),
            ("நாடு", 4),
            ("རྒྱུད", 2),
            ("ខ្មែរ", 4),
            ("ไทย", 3),
            ("ｶﾞ", 2),
        ] {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn a_word_of_wide_clusters_is_not_broken() {
        assert_eq!(lines("हिन्दी की स्त्री", 9), ["हिन्दी की", "स्त्री"]);
    }

    #[test]
    fn clipping_keeps_whole_graphemes_and_says_so() {
        assert_eq!(clip("Bucharest", 9), "Bucharest");
        assert_eq!(clip("Bucharest", 5), "Buch…");
        assert_eq!(clip("이종호", 4), "이…");
        assert_eq!(clip("abc", 0), "");
    }

    proptest! {
        #[test]
        fn graphemes_are_what_the_tables_say(text in "(\\PC|[ -~]|[\\u{300}-\\u{30f}]|[\\u{1f1e6}-\\u{1f1ff}]|\\u{200d}|👩|\\r|\\n){0,40}") {
            let known: Vec<_> = UnicodeSegmentation::grapheme_indices(&*text, true).collect();
            prop_assert_eq!(width(&text), known.iter().map(|(_, grapheme)| grapheme_width(grapheme)).sum::<usize>());
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), known);
        }

        #[test]
        fn wrapping_loses_nothing_but_white_space(text in "\\PC{0,80}", cells in 1usize..40) {
            let joined: String = lines(&text, cells).concat();
            let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&joined), bare(&text));
        }

        #[test]
        fn no_line_is_wider_than_asked_unless_one_grapheme_is(text in "\\PC{0,80}", cells in 2usize..40) {
            for line in lines(&text, cells) {
                prop_assert!(width(line) <= cells || graphemes(line).count() == 1, "{:?}", line);
            }
        }
    }
}
