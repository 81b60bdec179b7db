//! Words: where they begin and end, in texts and in what is typed, as folded strings with the bytes they came from.
//!
//! A word is a run of letters, digits and marks. Words joined without a space (`WTPF-21`, `l’égalité`, `A/RES/75/32`, `Bogdan-Martin`)
//! are one word and its parts: the joined form first, then each part. Scripts written without spaces are cut into overlapping pairs of
//! characters, and the last character of a run stands alone as well, so that any stretch of the run can be found.

use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{Folded, fold_into, is_mark};

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The folded word.
    pub word: &'a str,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is to the words around it.
    pub shape: Shape,
}

/// What a token is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word by itself, or a part of a compound: the next token stands one further on.
    Word,
    /// A compound as one word; its parts follow, the first of them at the same place.
    Joined,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last character of a run of them.
    Last,
}

/// Longer chains (web addresses) are only their parts.
const MOST_JOINED: usize = 6;

/// Cuts texts into words; keeps its buffers from one text to the next.
#[derive(Debug, Default)]
pub(super) struct Tokenizer {
    folded: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy)]
struct Part {
    folded: (usize, usize),
    source: (usize, usize),
}

impl Tokenizer {
    /// Calls `f` with each token of a text, in order.
    pub fn each(&mut self, text: &str, mut f: impl FnMut(Token<'_>)) {
        let mut at = 0;
        while let Some((start, c)) = next_start(text, at) {
            if is_unspaced(c) {
                at = run_end(text, start);
                pairs(text, start, at, &mut f);
                continue;
            }
            at = self.compound(text, start);
            let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else { continue };
            let (start, end) = (first.source.0, last.source.1);
            if self.parts.len() > 1 {
                if self.parts.len() <= MOST_JOINED {
                    f(Token { word: &self.folded, start, end, shape: Shape::Joined });
                }
                self.drop_possessive(text);
            }
            for part in &self.parts {
                let word = &self.folded[part.folded.0..part.folded.1];
                f(Token { word, start: part.source.0, end: part.source.1, shape: Shape::Word });
            }
        }
    }

    /// Reads the word that starts at a byte, with all that is joined to it; returns the byte after it.
    fn compound(&mut self, text: &str, start: usize) -> usize {
        self.folded.clear();
        self.parts.clear();
        let mut from = start;
        loop {
            let end = word_end(text, from);
            let folded = self.folded.len();
            let word = &text[from..end];
            if word.is_ascii() {
                self.folded.push_str(word);
                self.folded[folded..].make_ascii_lowercase();
            } else {
                let mut piece = String::with_capacity(word.len());
                fold_into(word, &mut piece);
                // A fraction or a number in brackets folds to something with a sign in it.
                self.folded.extend(piece.chars().filter(|c| is_letter(*c)));
            }
            if self.folded.len() > folded {
                self.parts.push(Part { folded: (folded, self.folded.len()), source: (from, end) });
            }
            match joined_on(text, end) {
                Some(next) => from = next,
                None => return end,
            }
        }
    }

    /// The `s` of `women’s` is no word.
    fn drop_possessive(&mut self, text: &str) {
        let Some(last) = self.parts.last() else { return };
        if &self.folded[last.folded.0..] == "s" && text[..last.source.0].ends_with(['\'', '’', 'ʼ', '`']) {
            self.parts.pop();
        }
    }
}

/// Characters that join the parts of one word, or fall away in another spelling of it.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '-' | '\'' | '/' | '.' | '&' | '_' | '`' | '´' | '\u{2010}'
            ..='\u{2015}' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{2212}'
    )
}

/// Whether a character is part of a word (marks among them).
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// Letters of scripts that are written without spaces, or whose particles cling to the word.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'
        | '\u{3041}'..='\u{30FF}' | '\u{3130}'..='\u{318F}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// The next letter or digit from a byte on.
fn next_start(text: &str, from: usize) -> Option<(usize, char)> {
    text[from..].char_indices().find(|(_, c)| c.is_alphanumeric()).map(|(at, c)| (from + at, c))
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if !bytes[at].is_ascii_alphanumeric() {
                return at;
            }
            at += 1;
            continue;
        }
        match text[at..].chars().next() {
            Some(c) if (is_letter(c) || is_mark(c)) && !is_unspaced(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
    at
}

fn run_end(text: &str, start: usize) -> usize {
    let inside = |c: char| (is_letter(c) && is_unspaced(c)) || is_mark(c) || matches!(c, '\u{3099}' | '\u{309A}');
    text[start..].char_indices().find(|(_, c)| !inside(*c)).map_or(text.len(), |(at, _)| start + at)
}

/// Where the word goes on, if a joiner and another letter follow at a byte.
fn joined_on(text: &str, end: usize) -> Option<usize> {
    let mut rest = text[end..].chars();
    let joiner = rest.next()?;
    // A space, the commonest, decides before any more is looked at.
    if joiner == ' ' {
        return None;
    }
    let next = rest.next()?;
    let thousands = || next.is_ascii_digit() && text[..end].ends_with(|c: char| c.is_ascii_digit());
    let joins = is_joiner(joiner) || (joiner == ',' && thousands());
    (joins && next.is_alphanumeric() && !is_unspaced(next)).then(|| end + joiner.len_utf8())
}

/// The pairs of a run, each character with the marks that stand on it.
fn pairs(text: &str, start: usize, end: usize, f: &mut impl FnMut(Token<'_>)) {
    let run = Folded::new(&text[start..end]);
    let mut borders: Vec<usize> = Vec::with_capacity(run.text.len() / 3 + 1);
    for (at, c) in run.text.char_indices() {
        if borders.is_empty() || !is_combining_mark(c) {
            borders.push(at);
        }
    }
    borders.push(run.text.len());
    let mut emit = |from: usize, to: usize, shape| {
        let source = run.original(from..to);
        f(Token { word: &run.text[from..to], start: start + source.start, end: start + source.end, shape });
    };
    for three in borders.windows(3) {
        emit(three[0], three[2], Shape::Pair);
    }
    if let [.., from, to] = borders[..]
        && from < to
    {
        emit(from, to, Shape::Last);
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, Tokenizer};

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        Tokenizer::default().each(text, |token| {
            assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
            let mark = if token.shape == Shape::Joined { "+" } else { "" };
            words.push(format!("{}{mark}", token.word));
        });
        words
    }

    #[test]
    fn a_compound_is_one_word_and_its_parts() {
        assert_eq!(words("the WTPF-21, 5G"), ["the", "wtpf21+", "wtpf", "21", "5g"]);
        assert_eq!(words("A/RES/75/32."), ["ares7532+", "a", "res", "75", "32"]);
        assert_eq!(words("l’égalité"), ["legalite+", "l", "egalite"]);
        assert_eq!(words("1,500 votes, 3"), ["1500+", "1", "500", "votes", "3"]);
    }

    #[test]
    fn the_s_of_a_possessive_is_no_word() {
        assert_eq!(words("women’s ITU's"), ["womens+", "women", "itus+", "itu"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs() {
        assert_eq!(words("电信联盟 5G网络"), ["电信", "信联", "联盟", "盟", "5g", "网络", "络"]);
        assert_eq!(words("이종호"), ["이종", "종호", "호"]);
        assert_eq!(words("가"), ["가"]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(words("Zu\u{308}rich, e\u{301}"), ["zurich", "e"]);
    }
}
