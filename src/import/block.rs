//! What every reader makes of a file: blocks of text, one after the other, whatever the form they came in.

use super::Remark;

/// What a block is, as far as the form of its file says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The title of the whole.
    Title,
    /// A heading within.
    Heading,
    /// A paragraph, or a line that may be anything.
    Paragraph,
    /// An item of a list, its number in the text and its bullet gone.
    Item,
    /// A quotation set apart.
    Quotation,
    /// A row of a table, its cells parted by ` | `.
    Row,
    /// A footnote, its number and a colon first.
    Note,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub shape: Shape,
    /// Its words.
    pub text: String,
    /// Line, paragraph or page of the file, from 1.
    pub at: u32,
    /// Empty lines before it.
    pub gap: u32,
    /// Whether all of it is emphasized.
    pub strong: bool,
    /// Its footnotes, each with its number and a colon.
    pub notes: Vec<String>,
}

impl Block {
    /// A block with an empty line before it.
    pub fn new(shape: Shape, text: impl Into<String>, at: u32) -> Block {
        Block { shape, text: text.into(), at, gap: 1, strong: false, notes: Vec::new() }
    }

    /// Whether the form of the file says what it is, so that nothing has to be guessed.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.shape != Shape::Paragraph
    }
}

/// What a file says of itself beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Title.
    pub title: Option<String>,
    /// Who wrote or spoke it.
    pub author: Option<String>,
    /// Date of publication.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Language, BCP 47.
    pub language: Option<String>,
}

/// A file taken apart.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Its text.
    pub blocks: Vec<Block>,
    /// What it says of itself.
    pub meta: Meta,
    /// What the reader left out.
    pub remarks: Vec<Remark>,
    /// The encoding, where that is not UTF-8.
    pub encoding: Option<String>,
    /// What [`Block::at`] counts.
    pub unit: &'static str,
}

/// Text with single spaces.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The numbers to which raised marks in a text refer, as readers write those: `[1]`, of three figures at most, never before all words.
pub fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('[').filter(|(at, _)| *at > 0).filter_map(|(at, _)| {
        let number = text[at + 1..].split(']').next().filter(|number| (1..=3).contains(&number.len()))?;
        let closed = text[at + 1 + number.len()..].starts_with(']');
        (closed && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
    })
}
