//! What to mark in a hit, and what to say of it: the item's own title and text read once more, against the plan.

use std::ops::Range;

use super::index::{Index, Source};
use super::names;
use super::plan::{Plan, Slot};
use super::sequence::Sequence;
use super::tokens::{Shape, Tokenizer};
use super::{Field, Hit, How, Match};
use crate::corpus::{Corpus, Item};
use crate::text::fold::{Folded, fold, whole_graphemes};

/// A word of an item, as it was cut.
struct Piece {
    field: Field,
    start: usize,
    end: usize,
    position: u32,
    /// In the letters of all pieces.
    word: Range<usize>,
}

/// Marks a hit and says why it is one.
pub(super) fn mark(index: &Index, corpus: &Corpus, plan: &Plan, number: u32, score: f32) -> Hit {
    let place = index.items.place(number);
    let item = corpus.item(place);
    let mut hit = Hit { place, score, matches: Vec::new(), why: Vec::new() };
    let (letters, pieces) = cut(&item);
    for (at, slot) in plan.slots.iter().enumerate() {
        let mut in_row = false;
        for sequence in plan.sequences.iter().filter(|sequence| sequence.slots.contains(&at)) {
            in_row |= mark_sequence(&item, sequence, &letters, &pieces, &mut hit);
        }
        mark_slot(&item, slot, &letters, &pieces, in_row, &mut hit);
        if !slot.names.is_empty() && slot.names.iter().any(|(item, _)| *item == number) {
            for range in names::marks(&item.title, &slot.word) {
                hit.push(&item, Field::Title, range, How::Fuzzy);
            }
            hit.say(format!("{} ← {}", item.title, slot.typed));
        }
        if hit.matches.is_empty() && hit.why.is_empty() {
            hit.why.extend(belongs(index, corpus, slot, number, &item));
        }
    }
    hit.tidy();
    hit
}

fn cut(item: &Item<'_>) -> (String, Vec<Piece>) {
    let mut letters = String::new();
    let mut pieces = Vec::new();
    let mut tokenizer = Tokenizer::default();
    for (field, text, from) in [(Field::Title, &item.title, 0), (Field::Text, &item.text, 1_000_000)] {
        let mut position = from;
        tokenizer.each(text, |token| {
            let start = letters.len();
            letters.push_str(token.word);
            pieces.push(Piece { field, start: token.start, end: token.end, position, word: start..letters.len() });
            position += u32::from(token.shape != Shape::Joined);
        });
    }
    (letters, pieces)
}

impl Slot {
    /// How a folded word answers this one, if it does.
    fn answer(&self, word: &str) -> Option<How> {
        if word == self.word {
            return self.terms.iter().any(|term| term.how == How::Exact).then_some(How::Exact);
        }
        if self.prefix.is_some() && word.starts_with(&self.word) {
            return Some(How::Prefix);
        }
        self.terms.iter().find(|term| term.written.as_deref() == Some(word)).map(|term| term.how)
    }
}

/// Marks the words that answer a word of the query; where a sequence does, only those that are the word itself.
fn mark_slot(item: &Item<'_>, slot: &Slot, letters: &str, pieces: &[Piece], in_row: bool, hit: &mut Hit) {
    if slot.word.is_empty() {
        return;
    }
    let answers: Vec<(&Piece, How)> =
        pieces.iter().filter_map(|piece| Some((piece, slot.answer(&letters[piece.word.clone()])?))).collect();
    // Where the word itself is there, what only might be meant by it is not marked.
    let Some(best) = answers.iter().map(|(_, how)| *how).min() else { return };
    let worst = if in_row { How::Prefix } else { best.max(How::Prefix) };
    for (piece, how) in answers.into_iter().filter(|(_, how)| *how <= worst) {
        let written = piece.text(item);
        let end = if how == How::Prefix { piece.start + begins(written, slot.word.len()) } else { piece.end };
        hit.push(item, piece.field, piece.start..end, how);
        if how > How::Prefix {
            hit.say(format!("{} ← {}", written.to_lowercase(), slot.typed));
        }
    }
}

/// The bytes of a word as written that the first folded bytes of it came from.
fn begins(written: &str, folded: usize) -> usize {
    let whole = Folded::new(written);
    // A compound as one word folds with its hyphens: they are passed over.
    let mut at = 0;
    let mut left = folded;
    for (start, c) in whole.text.char_indices() {
        if left == 0 {
            break;
        }
        at = start + c.len_utf8();
        if super::tokens::is_letter(c) {
            left = left.saturating_sub(c.len_utf8());
        }
    }
    whole.original(0..at).end
}

impl Piece {
    fn text<'a>(&self, item: &'a Item<'_>) -> &'a str {
        match self.field {
            Field::Title => &item.title[self.start..self.end],
            Field::Text => &item.text[self.start..self.end],
        }
    }
}

/// Marks a sequence wherever it stands; whether it does.
fn mark_sequence(item: &Item<'_>, sequence: &Sequence, letters: &str, pieces: &[Piece], hit: &mut Hit) -> bool {
    let last = sequence.words.len() - 1;
    let is = |piece: &Piece, part: usize| {
        let word = &letters[piece.word.clone()];
        word == sequence.words[part] || (sequence.unfinished && part == last && word.starts_with(&sequence.words[part]))
    };
    let mut found = false;
    for (at, first) in pieces.iter().enumerate().filter(|(_, piece)| is(piece, 0)) {
        let (mut end, mut part, mut position) = (first.end, 1, first.position);
        for piece in &pieces[at + 1..] {
            if part > last || piece.position > position + 1 || piece.field != first.field {
                break;
            }
            if piece.position == position + 1 && is(piece, part) {
                (end, part, position) = (piece.end, part + 1, piece.position);
            }
        }
        if part > last {
            found = true;
            hit.push(item, first.field, first.start..end, sequence.how);
        }
    }
    if let Some(label) = sequence.label.as_ref().filter(|_| found) {
        hit.say(label.clone());
    }
    found
}

/// Why an item answers a word that it does not have: by whose name or under whose title it stands.
fn belongs(index: &Index, corpus: &Corpus, slot: &Slot, number: u32, item: &Item<'_>) -> Option<String> {
    let words = slot.terms.iter().map(|term| term.number..term.number + 1);
    let mut ranges = words.chain(slot.prefix.iter().map(|prefix| prefix.words.clone()));
    let context =
        ranges.find_map(|words| index.contexts_of(words).iter().find(|context| context.items.contains(&number)))?;
    let document = item.document?;
    Some(match context.source {
        Source::Author => format!("by {}", corpus.author_name(document)),
        Source::Document => format!("in “{}”", document.title),
        Source::Post => format!("candidate for {}", item.post?.label),
        Source::Heading => return None,
    })
}

impl Hit {
    fn push(&mut self, item: &Item<'_>, field: Field, range: Range<usize>, how: How) {
        let text: &str = if field == Field::Title { &item.title } else { &item.text };
        let range = whole_graphemes(text, range);
        if !range.is_empty() {
            self.matches.push(Match { field, start: range.start, end: range.end, how });
        }
    }

    fn say(&mut self, why: String) {
        // Türkiye and Turkiye are one reason.
        if !self.why.iter().any(|said| fold(said) == fold(&why)) {
            self.why.push(why);
        }
    }

    /// Sorts the marks and makes one of those that overlap, which answers as the longest of them does.
    fn tidy(&mut self) {
        self.matches.sort_unstable_by_key(|found| (found.field, found.start, std::cmp::Reverse(found.end), found.how));
        let mut tidy: Vec<Match> = Vec::with_capacity(self.matches.len());
        for found in self.matches.drain(..) {
            match tidy.last_mut() {
                Some(last) if last.field == found.field && found.start < last.end => {
                    if found.end - found.start > last.end - last.start {
                        last.how = found.how;
                    }
                    last.end = last.end.max(found.end);
                }
                _ => tidy.push(found),
            }
        }
        self.matches = tidy;
    }
}
