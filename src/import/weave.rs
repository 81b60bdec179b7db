//! The texts of a section among its points and quotes, in the order of the source as far as that can be known.
//!
//! A quote stands verbatim in one of the texts, which goes before it, with all texts before that one. A point stays between the quotes around
//! it; among the texts there it follows the one that it has most words in common with, rare words counting for more. Neither points and
//! quotes nor texts change their own order, and so none its number.

use std::collections::HashSet;

use super::known::words;
use crate::corpus::{PRINTED_HEADING, Passage, PassageKind};

/// A quote that runs from one paragraph into the next is known by so many words in the first.
const BEGINNING: usize = 8;

/// The words of a text, each between spaces.
fn spaced(words: &[String]) -> String {
    format!(" {} ", words.join(" "))
}

/// Which of the texts from one on holds a quote.
fn holder(quote: &str, texts: &[String], from: usize) -> Option<usize> {
    let quote = words(quote);
    let beginning = &quote[..quote.len().min(BEGINNING)];
    [&quote[..], beginning].into_iter().filter(|words| !words.is_empty()).find_map(|words| {
        let wanted = spaced(words);
        texts.iter().skip(from).position(|text| text.contains(&wanted)).map(|at| from + at)
    })
}

/// The texts of a section as they are compared.
struct Texts {
    /// Each with its words between spaces.
    folded: Vec<String>,
    /// The words of each that are long enough to tell anything.
    words: Vec<HashSet<String>>,
}

impl Texts {
    fn of(texts: &[Passage]) -> Texts {
        let words: Vec<Vec<String>> = texts.iter().map(|text| words(&text.text)).collect();
        let folded = words.iter().map(|words| spaced(words)).collect();
        Texts { folded, words: words.into_iter().map(telling).collect() }
    }

    /// Which of the texts in a range a point says most of, if one of them stands out.
    fn nearest(&self, point: &str, from: usize, to: usize) -> Option<usize> {
        let wanted = telling(words(point));
        let rarity = |word: &String| {
            let holders = self.words.iter().filter(|words| words.contains(word)).count();
            1.0 / f64::from(u32::try_from(holders).unwrap_or(u32::MAX))
        };
        let common = |at: usize| wanted.intersection(&self.words[at]).map(rarity).sum::<f64>();
        let best = (from..=to).map(|at| (common(at), at)).max_by(|one, other| one.0.total_cmp(&other.0))?;
        // Two words of its own are no chance.
        (best.0 >= 2.0).then_some(best.1)
    }
}

/// The words that are long enough to tell anything.
fn telling(words: Vec<String>) -> HashSet<String> {
    words
        .into_iter()
        .filter(|word| word.chars().count() > 3 || word.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// Points and quotes of a section with its texts among them.
pub(super) fn weave(passages: Vec<Passage>, texts: Vec<Passage>) -> Vec<Passage> {
    let known = Texts::of(&texts);
    let after = places(&passages, &known);
    let mut texts = texts.into_iter().enumerate().peekable();
    let mut woven = Vec::with_capacity(passages.len() + known.folded.len());
    // The question as printed is above its answer.
    while let Some((_, heading)) = texts.next_if(|(_, text)| text.note.as_deref() == Some(PRINTED_HEADING)) {
        woven.push(heading);
    }
    for (passage, after) in passages.into_iter().zip(after) {
        while let Some((_, text)) = texts.next_if(|(own, _)| after.is_some_and(|after| *own <= after)) {
            woven.push(text);
        }
        woven.push(passage);
    }
    woven.extend(texts.map(|(_, text)| text));
    woven
}

/// For each point and quote the text that it follows, as far as that is known; never one before that of the passage before.
fn places(passages: &[Passage], texts: &Texts) -> Vec<Option<usize>> {
    let mut quotes: Vec<Option<usize>> = Vec::with_capacity(passages.len());
    let mut last = 0;
    for passage in passages {
        let found = if passage.kind == PassageKind::Quote { holder(&passage.text, &texts.folded, last) } else { None };
        last = found.unwrap_or(last);
        quotes.push(found);
    }
    let mut last = 0;
    let mut places = Vec::with_capacity(passages.len());
    for (at, passage) in passages.iter().enumerate() {
        let next = quotes[at..].iter().find_map(|quote| *quote).or(texts.folded.len().checked_sub(1));
        let found = match (quotes[at], next) {
            (None, Some(next)) if passage.kind == PassageKind::Point => texts.nearest(&passage.text, last, next),
            (quote, _) => quote,
        };
        last = found.unwrap_or(last);
        places.push(found);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::weave;
    use crate::corpus::{PRINTED_HEADING, Passage, PassageKind};

    fn passage(kind: PassageKind, text: &str) -> Passage {
        Passage { kind, text: text.to_owned(), ..Passage::default() }
    }

    fn woven(passages: &[(PassageKind, &str)], texts: &[&str]) -> Vec<String> {
        let passages = passages.iter().map(|(kind, text)| passage(*kind, text)).collect();
        let texts = texts.iter().map(|text| {
            let heading = text.ends_with('?').then(|| PRINTED_HEADING.to_owned());
            Passage { note: heading, ..passage(PassageKind::Text, text) }
        });
        weave(passages, texts.collect()).into_iter().map(|passage| passage.text).collect()
    }

    use PassageKind::{Point, Quote};

    #[test]
    fn a_quote_follows_the_text_it_stands_in_and_a_point_stays_between_quotes() {
        let own = [(Point, "p1"), (Quote, "a door, shut"), (Point, "p2"), (Quote, "every garden"), (Point, "p3")];
        let texts = [
            "Why doors?",
            "It begins.",
            "There was a door – shut, they say.",
            "It goes on.",
            "In every garden.",
            "It ends.",
        ];
        let expected = [
            "Why doors?",
            "p1",
            "It begins.",
            "There was a door – shut, they say.",
            "a door, shut",
            "p2",
            "It goes on.",
            "In every garden.",
            "every garden",
            "p3",
            "It ends.",
        ];
        assert_eq!(woven(&own, &texts), expected);
    }

    #[test]
    fn a_point_follows_the_text_it_is_plainly_about() {
        let own = [(Point, "The garden has a fountain, he says."), (Point, "It is old."), (Quote, "nobody came")];
        let texts = ["There is a garden with a fountain.", "There is a house.", "And nobody came."];
        assert_eq!(woven(&own, &texts), [texts[0], own[0].1, own[1].1, texts[1], texts[2], own[2].1]);
    }

    #[test]
    fn a_quote_that_no_text_holds_moves_nothing() {
        assert_eq!(woven(&[(Quote, "not there"), (Point, "p")], &["one", "two"]), ["not there", "p", "one", "two"]);
        // A word within a word is not that word, and the texts never go back.
        assert_eq!(
            woven(&[(Quote, "art"), (Quote, "two"), (Quote, "one")], &["parts", "one", "two"]),
            ["art", "parts", "one", "two", "two", "one"]
        );
        assert_eq!(woven(&[], &["one"]), ["one"]);
    }

    #[test]
    fn a_quote_over_two_paragraphs_follows_the_one_it_begins_in() {
        let quote = "we have to open all of the doors that are shut. And then the windows";
        let texts = ["Well:", "We have to open all of the doors that are shut.", "And then the windows."];
        assert_eq!(woven(&[(Quote, quote)], &texts), [texts[0], texts[1], quote, texts[2]]);
    }
}
