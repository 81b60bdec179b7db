//! A text in its parts: what stands under each heading, or answers each question, as passages.

use super::block::{Block, Shape};
use super::question::is_question;
use super::tidy::{count, ends_sentence, is_prose};
use super::{Did, Remark};

/// A passage of the text: a paragraph, an item of a list, a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Footnotes, each with its number.
    pub notes: Vec<String>,
    /// Where it begins in the file.
    pub at: u32,
}

/// A heading or question, and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The heading as printed; `None` for what stands before the first.
    pub heading: Option<String>,
    /// Whether the heading is a question that was put to the speaker.
    pub question: bool,
    /// Where the heading stands in the file.
    pub at: u32,
    /// The passages.
    pub texts: Vec<Text>,
}

/// Divides the text at its headings and questions.
pub fn divide(blocks: Vec<Block>, speaker: Option<&str>, remarks: &mut Vec<Remark>) -> Vec<Part> {
    let blocks = join(blocks, remarks);
    let (blocks, notes): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(|block| block.shape != Shape::Note);
    let questions = blocks.iter().filter(|block| is_question(block, false)).count();
    let mut parts: Vec<Part> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        let question = is_question(block, questions > 1);
        let heading = !question && is_heading(block, at.checked_sub(1).map(|at| &blocks[at]), next);
        if question || heading {
            if !block.is_said() && !block.strong {
                let why =
                    if question { "a question that was put" } else { "a heading: short, no full stop, text below" };
                remarks.push(Remark {
                    at: block.at,
                    did: Did::Guessed,
                    why: why.to_owned(),
                    words: block.text.clone(),
                });
            }
            parts.push(Part { heading: Some(block.text.clone()), question, at: block.at, texts: Vec::new() });
            continue;
        }
        if speaker == Some(block.text.as_str()) {
            let why = "the speaker's name, standing alone".to_owned();
            remarks.push(Remark { at: block.at, did: Did::Dropped, why, words: block.text.clone() });
            continue;
        }
        if parts.is_empty() {
            parts.push(Part { at: block.at, ..Part::default() });
        }
        let text = Text { text: block.text.clone(), notes: block.notes.clone(), at: block.at };
        if let Some(part) = parts.last_mut() {
            part.texts.push(text);
        }
    }
    for note in notes {
        annotate(&mut parts, note);
    }
    parts
}

/// Gives a footnote to the passage that refers to it, else to the last.
fn annotate(parts: &mut [Part], note: Block) {
    let number = note.text.split(':').next().unwrap_or_default();
    let mark = format!("[{number}]");
    let texts =
        || parts.iter().enumerate().flat_map(|(part, record)| (0..record.texts.len()).map(move |text| (part, text)));
    // Where each page counts anew, a number is there more than once: each note is for the next of its marks.
    let has_one = |text: &Text| text.notes.iter().any(|note| note.split(':').next() == Some(number));
    let refers = |&(part, text): &(usize, usize)| parts[part].texts[text].text.contains(&mark);
    let free = |&(part, text): &(usize, usize)| !has_one(&parts[part].texts[text]);
    let found = texts().filter(refers).find(free).or_else(|| texts().find(refers)).or_else(|| texts().last());
    if let Some((part, text)) = found {
        parts[part].texts[text].notes.push(note.text);
    }
}

/// Whether a block is a heading: the form of the file says so, or it is short, ends without a full stop and has text below.
fn is_heading(block: &Block, before: Option<&Block>, next: Option<&Block>) -> bool {
    const LONGEST: usize = 12;
    let short = count(&block.text) <= LONGEST;
    match block.shape {
        Shape::Title | Shape::Heading => true,
        Shape::Paragraph => {
            let ends = ends_sentence(&block.text) || block.text.ends_with([',', ';', ':', '。']);
            let between = before.is_none_or(|before| before.shape != Shape::Item || ends_sentence(&before.text));
            let below = next.is_some_and(|next| is_prose(next) || next.shape == Shape::Heading);
            let begins = block.text.starts_with(|c: char| !c.is_lowercase());
            let strong = block.strong && next.is_some();
            short && !ends && begins && ((between && below) || strong)
        }
        _ => false,
    }
}

/// Puts together what a page or a pull quote had cut: a paragraph or item without an end, and the one that goes on in small letters, or
/// after a word that cannot be the last.
fn join(blocks: Vec<Block>, remarks: &mut Vec<Remark>) -> Vec<Block> {
    const NEVER_LAST: &[&str] = &[
        "a", "an", "the", "of", "in", "into", "within", "to", "for", "with", "by", "from", "at", "on", "between",
        "through", "their", "its", "our", "as", "de", "du", "des", "la", "le", "les", "et", "dans", "pour", "el",
        "los", "las", "en", "con", "para", "и", "в", "на", "с", "для",
    ];
    const FEWEST: usize = 3;
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        if let Some(last) = joined.last_mut()
            && matches!(last.shape, Shape::Paragraph | Shape::Item)
            && block.shape == Shape::Paragraph
            && !ends_sentence(&last.text)
            && !last.text.ends_with([':', ';', ',', '。'])
            && count(&last.text) >= FEWEST
        {
            let word = last.text.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let cut = NEVER_LAST.contains(&word.as_str());
            let goes_on = block.text.starts_with(char::is_lowercase) && count(&last.text) >= 8;
            if cut || goes_on {
                let why = format!("with what stands at {}: it goes on here", last.at);
                let words = block.text.split(' ').take(8).collect::<Vec<_>>().join(" ");
                remarks.push(Remark { at: block.at, did: Did::Joined, why, words });
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.notes.extend(block.notes);
                continue;
            }
        }
        joined.push(block);
    }
    joined
}
