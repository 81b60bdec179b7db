//! Text in cells: how wide it is, where its lines break, and how it is cut short. All by grapheme, so that no letter is cut in half.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Width of a text in terminal cells.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(grapheme_width).sum() }
}

/// Width of one grapheme in cells, at most 2: terminals give no cluster more.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    grapheme.width().min(2)
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
    for (at, grapheme) in paragraph.grapheme_indices(true) {
        let space = grapheme.chars().all(char::is_whitespace) && grapheme != "\u{a0}" && grapheme != "\u{202f}";
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
        if (wide == 2 || previous_wide) && at > line.start && break_at.is_none_or(|(_, next, _)| next != at) {
            break_at = Some((at, at, used));
        }
        previous_wide = wide == 2;
        if used + wide > cells && at > line.start {
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
    for grapheme in text.graphemes(true) {
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
    use super::{clip, width, wrap};
    use proptest::prelude::*;

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
    fn clipping_keeps_whole_graphemes_and_says_so() {
        assert_eq!(clip("Bucharest", 9), "Bucharest");
        assert_eq!(clip("Bucharest", 5), "Buch…");
        assert_eq!(clip("이종호", 4), "이…");
        assert_eq!(clip("abc", 0), "");
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_white_space(text in "\\PC{0,80}", cells in 1usize..40) {
            let joined: String = lines(&text, cells).concat();
            let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&joined), bare(&text));
        }

        #[test]
        fn no_line_is_wider_than_asked_unless_one_grapheme_is(text in "\\PC{0,80}", cells in 2usize..40) {
            for line in lines(&text, cells) {
                prop_assert!(width(line) <= cells, "{:?}", line);
            }
        }
    }
}
