//! Find in a page: where some words stand in one text, folded, for the reader's `/`.

use std::ops::Range;

use super::tokens::{is_joiner, is_letter};
use crate::text::fold::{Folded, whole_graphemes};

/// A text with everything but letters and digits taken out of its folded form.
struct Squeezed {
    letters: Vec<char>,
    /// The byte of the folded text where each letter starts, and where the last one ends.
    at: Vec<usize>,
    /// Whether a space (rather than a hyphen, an apostrophe or nothing) stands before each letter.
    spaced: Vec<bool>,
}

impl Squeezed {
    fn new(folded: &str) -> Squeezed {
        let mut squeezed = Squeezed { letters: Vec::new(), at: Vec::new(), spaced: Vec::new() };
        let mut spaced = true;
        let mut after_digit = false;
        for (at, c) in folded.char_indices() {
            let thousands = c == ',' && after_digit && folded[at + 1..].starts_with(|next: char| next.is_ascii_digit());
            after_digit = c.is_ascii_digit();
            if is_letter(c) {
                squeezed.letters.push(c);
                squeezed.at.push(at);
                squeezed.spaced.push(spaced);
                spaced = false;
            } else {
                spaced |= !is_joiner(c) && !thousands;
            }
        }
        squeezed
    }
}

/// Where `words` stand in `text`, in its bytes, on the borders of graphemes, sorted and disjoint.
///
/// The words are taken for one phrase, which may begin and end inside a word. Both sides are folded, and hyphens and apostrophes count for
/// nothing: `bogdanmartin` and `bogdan martin` both find `Bogdan-Martin`.
#[must_use]
pub fn find(text: &str, words: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(text);
    let (hay, needle) = (Squeezed::new(&folded.text), Squeezed::new(&Folded::new(words).text));
    let wanted = needle.letters.len();
    let mut found: Vec<Range<usize>> = Vec::new();
    if wanted == 0 {
        return found;
    }
    let fits = |at: usize| {
        hay.letters[at..at + wanted] == needle.letters[..]
            // A space in the text has to be typed; a hyphen need not be.
            && (1..wanted).all(|i| !hay.spaced[at + i] || needle.breaks(i))
    };
    let mut at = 0;
    while at + wanted <= hay.letters.len() {
        if !fits(at) {
            at += 1;
            continue;
        }
        let last = hay.at[at + wanted - 1];
        let end = last + hay.letters[at + wanted - 1].len_utf8();
        let range = whole_graphemes(text, folded.original(hay.at[at]..end));
        at += wanted;
        if found.last().is_none_or(|before| before.end <= range.start) {
            found.push(range);
        }
    }
    found
}

impl Squeezed {
    /// Whether anything at all stands between a letter and the one before it.
    fn breaks(&self, letter: usize) -> bool {
        self.spaced[letter] || self.at[letter] > self.at[letter - 1] + self.letters[letter - 1].len_utf8()
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        find(text, words).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_found_is_as_written() {
        assert_eq!(found("In Zürich and ZURICH", "zurich"), ["Zürich", "ZURICH"]);
        assert_eq!(found("Doreen Bogdan-Martin", "bogdanmartin"), ["Bogdan-Martin"]);
        assert_eq!(found("Doreen Bogdan-Martin", "bogdan martin"), ["Bogdan-Martin"]);
        assert_eq!(found("a harmonised and harmonious band", "harmoni"), ["harmoni", "harmoni"]);
        assert_eq!(found("l’e\u{301}galite\u{301}", "l'egalite"), ["l’e\u{301}galite\u{301}"]);
        assert_eq!(found("国际电信联盟", "电信"), ["电信"]);
    }

    #[test]
    fn words_apart_are_not_one_word() {
        assert!(find("the rapist", "therapist").is_empty());
        assert!(find("text", "").is_empty());
        assert!(find("text", " - ").is_empty());
    }
}
