//! What printing and pages added, taken off the blocks: marks of emphasis, footnotes, running headers, pull quotes.
//!
//! The rules are those that quotes are verified by ([`crate::corpus::check::source`]); here each application is reported.

use super::block::{Block, Shape};
use super::{Did, Remark};
use crate::corpus::check::source::{self, Part, plain_with, sort, without_full_stop, without_orphan_mark};

/// Tidies the blocks; what the form of a file says to be a heading, an item or a row is never taken for a header.
pub fn tidy(blocks: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    for block in blocks.iter_mut() {
        plain(block, remarks);
    }
    blocks.retain(|block| !block.text.is_empty());
    let begins = blocks.iter().position(is_prose).unwrap_or(0);
    let mut parts = sort(&blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>());
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let is_free = matches!(block.shape, Shape::Paragraph | Shape::Quotation);
        // What stands above the text is the title block: its lines come back as headers, and it is looked at by itself.
        if !is_free || at < begins {
            parts[at] = Part::Body;
        } else if block.shape == Shape::Quotation && stands_elsewhere(blocks, at) {
            parts[at] = Part::PullQuote;
        }
    }
    let mut dropped = 0;
    let mut kept = Vec::with_capacity(blocks.len());
    for (mut block, part) in std::mem::take(blocks).into_iter().zip(parts) {
        let why = match part {
            Part::Body => {
                block.gap += dropped;
                dropped = 0;
                kept.push(block);
                continue;
            }
            Part::Header => "running header, or the name under a pull quote: it comes more than once",
            Part::PullQuote => "pull quote: its words stand in the body",
        };
        dropped += 1;
        remarks.push(Remark { at: block.at, did: Did::Dropped, why: why.to_owned(), words: block.text });
    }
    *blocks = kept;
}

/// Whether a block is the running text of a document.
pub fn is_prose(block: &Block) -> bool {
    let words = count(&block.text);
    block.shape == Shape::Paragraph
        && (words > 30 || (words >= 8 && (ends_sentence(&block.text) || block.text.ends_with(':'))))
        || words > 0 && is_unspaced(&block.text)
}

/// Whether a text ends as a sentence does, the marks of footnotes apart.
pub fn ends_sentence(text: &str) -> bool {
    let mut text = text;
    while let Some((before, mark)) = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && !mark.is_empty()
        && mark.len() <= 3
        && (mark.bytes().all(|byte| byte.is_ascii_digit())
            || mark.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
    {
        text = before;
    }
    source::ends_sentence(text)
}

/// How many words a text has.
pub fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A sentence in a script that puts no spaces between words.
fn is_unspaced(text: &str) -> bool {
    text.ends_with(['。', '！', '？']) && text.chars().count() >= 15
}

fn stands_elsewhere(blocks: &[Block], at: usize) -> bool {
    let words = without_full_stop(without_orphan_mark(&blocks[at].text)).trim_matches(['“', '”', '"', '«', '»']);
    let mut others = blocks.iter().enumerate().filter(|(other, _)| *other != at);
    count(words) >= 4 && others.any(|(_, other)| other.text.len() > words.len() && other.text.contains(words))
}

/// Takes emphasis, ornaments and footnotes out of the text of a block.
fn plain(block: &mut Block, remarks: &mut Vec<Remark>) {
    let mut notes = Vec::new();
    let text = plain_with(&block.text, |number| format!("[{number}]"), &mut notes);
    if text == block.text {
        return;
    }
    let mut say = |why: &str, words: String| {
        remarks.push(Remark { at: block.at, did: Did::Dropped, why: why.to_owned(), words });
    };
    if ["**", "__"].iter().any(|mark| block.text.contains(mark)) {
        say("marks of emphasis", String::new());
    }
    if block.text.starts_with(|c: char| matches!(c, '\u{25a0}'..='\u{25ff}' | '★' | '☆' | '❖')) {
        say("ornament", block.text.chars().take(1).collect());
    }
    for _ in block.text.matches("[footnoteRef:") {
        say("the word in a footnote mark; the number stays", "footnoteRef".to_owned());
    }
    for (number, note) in notes {
        let why = format!("footnote {number}, kept as a note of its passage");
        remarks.push(Remark { at: block.at, did: Did::Joined, why, words: note.clone() });
        block.notes.push(format!("{number}: {note}"));
    }
    block.text = text;
}
