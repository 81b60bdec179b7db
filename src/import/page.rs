//! What a site or a press office puts below a text: whom to call, what is attached, under which licence it stands.

use super::block::Block;
use super::tidy::count;
use super::{Did, Remark};

/// How far from the end closing matter is looked for, in blocks.
const TAIL: usize = 6;
/// A paragraph of so many words is part of the text, whatever it names.
const TEXT: usize = 60;

/// Drops closing matter: from the first line at the end that gives an address, a telephone number or a licence.
pub fn close(blocks: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    let from = blocks.len().saturating_sub(TAIL);
    let last_text = blocks.iter().rposition(|block| count(&block.text) >= TEXT).map_or(0, |at| at + 1);
    let Some(begin) = (from.max(last_text).max(1)..blocks.len()).find(|&at| closing(&blocks[at].text).is_some()) else {
        return;
    };
    for block in blocks.drain(begin..) {
        let why = closing(&block.text).unwrap_or("closing matter of the page, below the text");
        remarks.push(Remark { at: block.at, did: Did::Dropped, why: why.to_owned(), words: block.text });
    }
}

/// Why a line is no part of the text, if it is none.
fn closing(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let is_address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number = text.contains('+') && digits >= 8
        || ["phone", "tel.", "tel:", "téléphone", "teléfono"].iter().any(|word| lower.contains(word)) && digits >= 5;
    let of_rights = ["all rights reserved", "copyright ", "©", "open government licen", "creative commons"];
    if text.split_whitespace().any(is_address) || is_number {
        Some("contact, below the text")
    } else if of_rights.iter().any(|words| lower.contains(words)) {
        Some("licence or rights, below the text")
    } else {
        None
    }
}
