//! Markdown, with tables, footnotes and the metadata that may stand on top.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::block::{Block, Reading, Shape, spaced};
use super::{Did, Remark, Unread, bytes, dates};
use crate::text::sanitize::sanitize;

/// Reads Markdown.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let (text, encoding) = bytes::decode(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page { reading: Reading { encoding, unit: "line", ..Reading::default() }, ..Page::default() };
    // Where each line begins, to tell lines from offsets.
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        page.line = u32::try_from(starts.partition_point(|start| *start <= range.start)).unwrap_or(u32::MAX);
        page.event(event);
    }
    page.flush();
    Ok(page.reading)
}

/// What is being read.
#[derive(Debug, Default)]
struct Page {
    reading: Reading,
    line: u32,
    began: u32,
    text: String,
    strong: usize,
    strong_chars: usize,
    quotation: usize,
    /// The numbers of the lists that are open; `None` for bullets.
    lists: Vec<Option<u64>>,
    shape: Option<Shape>,
    note: Option<String>,
    cells: Vec<String>,
    image: bool,
    metadata: bool,
    titled: bool,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::FootnoteReference(name) => self.text.extend(["[", &name, "]"]),
            Event::Html(tag) | Event::InlineHtml(tag) => {
                let words = spaced(&sanitize(&tag));
                self.remark(Did::Dropped, "HTML within Markdown", words);
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.text.is_empty() {
            self.began = self.line;
        }
        if self.strong > 0 {
            self.strong_chars += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.text.push_str(text);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.flush_unless_item(),
            Tag::Heading { level, .. } => {
                self.flush();
                let first = level == HeadingLevel::H1 && !std::mem::replace(&mut self.titled, true);
                self.shape = Some(if first { Shape::Title } else { Shape::Heading });
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotation += 1;
            }
            Tag::List(number) => {
                self.flush();
                self.lists.push(number);
            }
            Tag::Item => {
                self.flush();
                self.shape = Some(Shape::Item);
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.text = format!("{number}. ");
                    self.began = self.line;
                    *number += 1;
                }
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.note = Some(name.to_string());
            }
            Tag::TableCell => self.text.clear(),
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::Image { .. } => {
                self.image = true;
                self.flush_unless_item();
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.metadata = true,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotation = self.quotation.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            TagEnd::TableCell => {
                let cell = spaced(&sanitize(&std::mem::take(&mut self.text)));
                self.cells.push(cell);
            }
            TagEnd::TableRow | TagEnd::TableHead => {
                self.text = std::mem::take(&mut self.cells).join(" | ");
                self.began = self.line;
                self.shape = Some(Shape::Row);
                self.flush();
            }
            TagEnd::Strong | TagEnd::Emphasis => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => {
                self.image = false;
                let words = spaced(&sanitize(&std::mem::take(&mut self.text)));
                self.remark(Did::Dropped, "picture and its caption", words);
            }
            TagEnd::MetadataBlock(_) => {
                self.metadata = false;
                let text = std::mem::take(&mut self.text);
                self.metadata(&text);
            }
            _ => {}
        }
    }

    fn flush_unless_item(&mut self) {
        // The number of an item stands in the text already.
        if self.shape != Some(Shape::Item) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = spaced(&sanitize(&std::mem::take(&mut self.text)));
        let strong = std::mem::take(&mut self.strong_chars);
        let usual = if self.quotation > 0 { Shape::Quotation } else { Shape::Paragraph };
        let shape = self.shape.take().unwrap_or(usual);
        if text.is_empty() {
            return;
        }
        let (shape, text) = match &self.note {
            Some(name) => (Shape::Note, format!("{name}: {text}")),
            None => (shape, text),
        };
        let strong = strong > 0 && strong >= text.chars().filter(|c| !c.is_whitespace()).count();
        self.reading.blocks.push(Block { strong, ..Block::new(shape, text, self.began.max(1)) });
    }

    /// `title: …` and the like, on top of the file.
    fn metadata(&mut self, text: &str) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = spaced(&sanitize(value.trim().trim_matches(['"', '\''])));
            if value.is_empty() {
                continue;
            }
            let meta = &mut self.reading.meta;
            match key.trim().to_ascii_lowercase().as_str() {
                "title" => meta.title = Some(value.clone()),
                "author" | "speaker" => meta.author = Some(value.clone()),
                "date" => meta.date = dates::date(&value),
                "publisher" => meta.publisher = Some(value.clone()),
                "lang" | "language" => meta.language = Some(value.clone()),
                _ => {
                    self.remark(Did::Dropped, "metadata that has no place in the record", spaced(&sanitize(line)));
                    continue;
                }
            }
            self.remark(Did::Taken, "metadata on top of the file", spaced(&sanitize(line)));
        }
    }

    fn remark(&mut self, did: Did, why: &str, words: String) {
        self.reading.remarks.push(Remark { at: self.line, did, why: why.to_owned(), words });
    }
}
