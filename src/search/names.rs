//! Names and titles by scattered letters (`dbm`, `rsgen`): what fuzzy matching is good at, and the only place where it is used on more
//! than one word. Prose is never matched so: nearly any few letters occur in nearly any sentence.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::items::Items;
use crate::corpus::{Corpus, Place};
use crate::text::fold::Folded;

/// More names than these are not looked through at every key.
const MOST_NAMES: usize = 5_000;

/// The names and titles of a corpus.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    item: u32,
    folded: String,
    /// One bit a letter that occurs.
    letters: u64,
}

fn letters(text: &str) -> u64 {
    text.bytes().filter(u8::is_ascii_alphanumeric).fold(0, |bits, byte| bits | 1 << (byte & 0x3F))
}

impl Names {
    pub fn new(corpus: &Corpus, items: &Items) -> Names {
        let mut names = Names::default();
        for item in 0..u32::try_from(items.len()).unwrap_or(u32::MAX) {
            let place = items.place(item);
            if !matches!(
                place,
                Place::Conference(_)
                    | Place::Post(_)
                    | Place::Person(_)
                    | Place::Priority(_)
                    | Place::Theme(_)
                    | Place::Document(_)
            ) {
                continue;
            }
            let folded = match place {
                // A title is all that counts; a document's words stand under its speaker's name.
                Place::Person(at) => Folded::new(&corpus.people[at as usize].name).text,
                Place::Post(at) => Folded::new(&corpus.posts[at as usize].label).text,
                Place::Document(at) => Folded::new(&corpus.documents[at as usize].title).text,
                Place::Priority(at) => Folded::new(&corpus.priorities[at as usize].title).text,
                Place::Theme(at) => Folded::new(&corpus.themes[at as usize].label).text,
                Place::Conference(at) => Folded::new(&corpus.conference_at(at).name).text,
                _ => continue,
            };
            names.names.push(Name { item, letters: letters(&folded), folded });
            if names.names.len() >= MOST_NAMES {
                break;
            }
        }
        names
    }

    /// The items whose name or title has the letters of a folded word in order, in a way that somebody may have meant: with how well, from 0 to 1.
    pub fn scattered(&self, word: &str) -> Vec<(u32, f32)> {
        let wanted = letters(word);
        let matcher = SkimMatcherV2::default();
        let fits = self.names.iter().filter(|name| name.letters & wanted == wanted);
        fits.filter_map(|name| Some((name.item, likeness(&matcher, &name.folded, word)?.0))).collect()
    }
}

/// How well scattered letters fit a folded name, from 0 to 1, and which of its characters they are.
///
/// The first must begin a word. Each of the others counts if it begins a word or follows the letter before it; one that does neither costs.
fn likeness(matcher: &SkimMatcherV2, name: &str, word: &str) -> Option<(f32, Vec<usize>)> {
    if word.chars().count() < 2 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first = word.chars().next()?;
    let characters: Vec<char> = name.chars().collect();
    let begins = |at: usize| at == 0 || !characters[at - 1].is_alphanumeric();
    let starts = name.char_indices().enumerate().filter(|(at, (_, c))| *c == first && begins(*at));
    let fits = starts.filter_map(|(at, (byte, c))| {
        let from = byte + c.len_utf8();
        let (_, rest) = matcher.fuzzy_indices(&name[from..], &word[first.len_utf8()..])?;
        let indices: Vec<usize> = std::iter::once(at).chain(rest.into_iter().map(|index| at + 1 + index)).collect();
        Some((fit(&indices, begins)?, indices))
    });
    fits.reduce(|a, b| if b.0 > a.0 { b } else { a })
}

/// How well letters at these places fit, from 0 to 1, if somebody may have meant them: initials or pieces of several words; or, of one word,
/// at least the half of them where they belong.
fn fit(indices: &[usize], begins: impl Fn(usize) -> bool) -> Option<f32> {
    let (mut loose, mut jumps) = (0u8, 0u8);
    for pair in indices.windows(2).filter(|pair| pair[1] != pair[0] + 1) {
        jumps += 1;
        loose += u8::from(!begins(pair[1]));
    }
    let words = indices.iter().filter(|at| begins(**at)).count();
    let length = u8::try_from(indices.len()).ok()?;
    let fit = 1.0 - (f32::from(loose) + 0.2 * f32::from(jumps)) / f32::from(length);
    let enough = if words >= 2 { loose == 0 } else { length >= 4 && fit >= 0.5 };
    enough.then_some(fit)
}

/// The bytes of a name as written that scattered letters fit, if they do.
pub(super) fn marks(name: &str, word: &str) -> Vec<std::ops::Range<usize>> {
    let folded = Folded::new(name);
    let Some((_, indices)) = likeness(&SkimMatcherV2::default(), &folded.text, word) else { return Vec::new() };
    let bytes: Vec<(usize, char)> = folded.text.char_indices().collect();
    indices.iter().map(|at| folded.original(bytes[*at].0..bytes[*at].0 + bytes[*at].1.len_utf8())).collect()
}

#[cfg(test)]
mod tests {
    use super::{SkimMatcherV2, likeness, marks};

    #[test]
    fn letters_count_where_somebody_may_have_meant_them() {
        let fits = |name, word| likeness(&SkimMatcherV2::default(), name, word).is_some();
        assert!(fits("doreen bogdan-martin", "dbm"));
        assert!(fits("rashid ismailov, candidate for secretary-general", "rsgen"));
        assert!(fits("lamanauskas", "lamskas"));
        assert!(!fits("doreen bogdan-martin", "ebm"));
        assert!(!fits("rashid ismailov, candidate for secretary-general", "salary"));
        assert!(!fits("chaesub lee", "cb"));
    }

    #[test]
    fn marks_are_the_letters_as_written() {
        let marks: Vec<&str> =
            marks("Doreen Bogdan-Martin", "dbm").into_iter().map(|range| &"Doreen Bogdan-Martin"[range]).collect();
        assert_eq!(marks, ["D", "B", "M"]);
    }
}
