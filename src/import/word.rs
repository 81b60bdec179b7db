//! Word documents: the XML of the text and of the footnotes, taken from their package within limits.

mod numbering;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use numbering::{Membership, Numbering};

use super::block::{Block, Meta, Reading, Shape, spaced};
use super::number::{Numerals, numbered};
use super::{Did, MOST_UNPACKED, Remark, Unread};
use crate::text::sanitize::sanitize;

type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Reads a Word document.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names: Vec<String> = package.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    if !names.iter().any(|name| name == "word/document.xml") {
        let what = if names.iter().any(|name| name == "EncryptedPackage") {
            return Err(Unread::Encrypted);
        } else if names.iter().any(|name| name.starts_with("xl/")) {
            "a spreadsheet; save it as text"
        } else if names.iter().any(|name| name.starts_with("ppt/")) {
            "a presentation; save it as PDF"
        } else if names.iter().any(|name| name == "content.xml") {
            "an OpenDocument text; save it as .docx"
        } else if names.iter().any(|name| name == "META-INF/container.xml") {
            "an e-book (EPUB); save it as HTML"
        } else {
            "a ZIP archive; unpack it"
        };
        return Err(Unread::Foreign(what));
    }
    let mut reading = Reading { unit: "paragraph", ..Reading::default() };
    if let Some(core) = part(&mut package, "docProps/core.xml")? {
        reading.meta = properties(&core);
    }
    let text = part(&mut package, "word/document.xml")?.ok_or(Unread::Empty)?;
    let footnotes = part(&mut package, "word/footnotes.xml")?;
    let endnotes = part(&mut package, "word/endnotes.xml")?;
    let numbering = part(&mut package, "word/numbering.xml")?;
    let styles = part(&mut package, "word/styles.xml")?;
    let numbering = Numbering::read(numbering.as_deref(), styles.as_deref());
    let mut page = Page { numbering, ..Page::default() };
    walk(&text, &mut reading, &mut page)?;
    for (notes, kind) in [(footnotes, "footnote"), (endnotes, "endnote")] {
        if let Some(notes) = notes {
            page.kind = kind;
            walk(&notes, &mut reading, &mut page)?;
        }
    }
    for name in names.iter().filter(|name| name.starts_with("word/header") || name.starts_with("word/footer")) {
        let mut aside = Reading::default();
        if let Some(text) = part(&mut package, name)? {
            body(&text, &mut aside)?;
        }
        for block in aside.blocks {
            let why = "running header or footer of the document".to_owned();
            reading.remarks.push(Remark { at: 0, did: Did::Dropped, why, words: block.text });
        }
    }
    if reading.blocks.is_empty() { Err(Unread::Empty) } else { Ok(reading) }
}

fn damaged(error: &dyn std::fmt::Display) -> Unread {
    Unread::Damaged { format: "Word document", what: error.to_string() }
}

/// A part of the package, unpacked within the limit; `None` where there is none.
fn part(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Unread> {
    let file = match package.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(&error)),
    };
    if file.encrypted() {
        return Err(Unread::Encrypted);
    }
    let mut bytes = Vec::new();
    // What a package says of the size of its parts is not believed.
    file.take(MOST_UNPACKED + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > MOST_UNPACKED {
        return Err(Unread::Bomb);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn properties(xml: &str) -> Meta {
    let mut meta = Meta::default();
    let mut reader = Reader::from_str(xml);
    let mut inside = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => tag.local_name().as_ref().clone_into(&mut inside),
            Event::End(_) => inside.clear(),
            Event::Text(text) => {
                let value = spaced(&sanitize(&text));
                match inside.as_str() {
                    "title" if !value.is_empty() => meta.title = Some(value),
                    "language" if !value.is_empty() => meta.language = Some(value),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    meta
}

/// A paragraph being read; text boxes stand within the paragraphs that they are anchored to.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: String,
    item: bool,
    of: Membership,
    strong_chars: usize,
}

/// What is being read.
#[derive(Debug, Default)]
struct Page {
    open: Vec<Paragraph>,
    /// Inside a text box: what is set apart there is often printed in the body too.
    boxes: usize,
    /// Inside deleted text, or the old form of something that is there in a new one.
    skip: usize,
    skipped: String,
    bold: bool,
    in_text: bool,
    rows: Vec<Vec<String>>,
    cells: Vec<String>,
    count: u32,
    /// The number of the note that is being read, as it is shown.
    note: Option<String>,
    /// Whether notes at the foot or at the end are being read.
    kind: &'static str,
    /// The numbers of the notes at the foot and of those at the end, by their ids.
    notes: [HashMap<String, usize>; 2],
    numbering: Numbering,
}

fn body(xml: &str, reading: &mut Reading) -> Result<(), Unread> {
    walk(xml, reading, &mut Page::default())
}

fn walk(xml: &str, reading: &mut Reading, page: &mut Page) -> Result<(), Unread> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => page.start(&tag),
            Event::Empty(tag) => page.empty(&tag),
            Event::End(tag) => page.end(tag.local_name().as_ref(), reading),
            Event::Text(text) => page.words(&text),
            Event::GeneralRef(name) => page.entity(&name),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

impl Page {
    fn words(&mut self, text: &str) {
        if self.skip > 0 {
            self.skipped.push_str(text);
        } else if self.in_text
            && let Some(paragraph) = self.open.last_mut()
        {
            if self.bold {
                paragraph.strong_chars += text.chars().filter(|c| !c.is_whitespace()).count();
            }
            paragraph.text.push_str(text);
        }
    }

    fn entity(&mut self, name: &str) {
        let text = match name {
            "amp" => "&".to_owned(),
            "lt" => "<".to_owned(),
            "gt" => ">".to_owned(),
            "quot" => "\"".to_owned(),
            "apos" => "'".to_owned(),
            _ => {
                let number = name.strip_prefix('#').unwrap_or_default();
                let number = number
                    .strip_prefix('x')
                    .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
                number.and_then(char::from_u32).map(String::from).unwrap_or_default()
            }
        };
        self.words(&text);
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "del" | "moveFrom" | "Fallback" | "pPrChange" => self.skip += 1,
            _ if self.skip > 0 => {}
            "p" => self.open.push(Paragraph::default()),
            "t" => self.in_text = true,
            "r" => self.bold = false,
            "tr" => self.rows.push(Vec::new()),
            "txbxContent" => self.boxes += 1,
            "footnote" | "endnote" => {
                // Separators are kept among the notes.
                let is_own = attribute(tag, "type").is_none();
                let at_end = self.kind == "endnote";
                self.note = attribute(tag, "id").filter(|_| is_own).map(|id| self.number_of(at_end, &id));
            }
            _ => self.empty(tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        let Some(paragraph) = self.open.last_mut().filter(|_| self.skip == 0) else { return };
        match tag.local_name().as_ref() {
            "pStyle" => paragraph.style = attribute(tag, "val").unwrap_or_default().to_lowercase(),
            "numPr" => paragraph.item = true,
            "numId" => paragraph.of.list = attribute(tag, "val"),
            "ilvl" => paragraph.of.level = attribute(tag, "val").and_then(|level| level.parse().ok()),
            "b" => self.bold = attribute(tag, "val").is_none_or(|value| value != "0" && value != "false"),
            "br" | "tab" | "cr" => paragraph.text.push(' '),
            "noBreakHyphen" => paragraph.text.push('-'),
            name @ ("footnoteReference" | "endnoteReference") => {
                let at_end = name == "endnoteReference";
                let id = attribute(tag, "id").unwrap_or_default();
                let number = self.number_of(at_end, &id);
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.text.extend(["[", &number, "]"]);
                }
            }
            _ => {}
        }
    }

    /// The number that a note is shown under: they are counted as the text refers to them, those at the end in Roman numerals.
    fn number_of(&mut self, at_end: bool, id: &str) -> String {
        let notes = &mut self.notes[usize::from(at_end)];
        let next = notes.len() + 1;
        let number = *notes.entry(id.to_owned()).or_insert(next);
        let numerals = if at_end { Numerals::Roman { upper: false } } else { Numerals::Decimal };
        numerals.write(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn end(&mut self, name: &str, reading: &mut Reading) {
        match name {
            "del" | "moveFrom" | "Fallback" | "pPrChange" => {
                self.skip = self.skip.saturating_sub(1);
                let words = spaced(&sanitize(&std::mem::take(&mut self.skipped)));
                if name != "Fallback" && !words.is_empty() {
                    let why = "deleted in the document (tracked change)".to_owned();
                    reading.remarks.push(Remark { at: self.count + 1, did: Did::Dropped, why, words });
                }
            }
            _ if self.skip > 0 => {}
            "p" => self.paragraph(reading),
            "t" => self.in_text = false,
            "tc" => {
                // The paragraphs of a cell are one.
                let cell = std::mem::take(&mut self.cells).join(" ");
                if let Some(row) = self.rows.last_mut()
                    && !cell.is_empty()
                {
                    row.push(cell);
                }
            }
            "tr" => {
                let cells = self.rows.pop().unwrap_or_default();
                let row = cells.join(" | ");
                if self.rows.is_empty() {
                    let shape = if cells.len() > 1 { Shape::Row } else { Shape::Paragraph };
                    self.push(shape, row, false, reading);
                } else {
                    self.cells.push(row);
                }
            }
            "txbxContent" => self.boxes = self.boxes.saturating_sub(1),
            "footnote" | "endnote" => self.note = None,
            _ => {}
        }
    }

    fn paragraph(&mut self, reading: &mut Reading) {
        let Some(paragraph) = self.open.pop() else { return };
        let text = spaced(&sanitize(&paragraph.text));
        if text.is_empty() {
            return;
        }
        let text = numbered(self.numbering.next(&paragraph.style, &paragraph.of), text);
        if let Some(number) = &self.note {
            let text = format!("{number}: {text}");
            return self.push(Shape::Note, text, false, reading);
        }
        if !self.rows.is_empty() {
            return self.cells.push(text);
        }
        let style = paragraph.style.as_str();
        let shape = if style == "title" {
            Shape::Title
        } else if style.starts_with("heading")
            || style.starts_with("titre")
            || style.starts_with("berschrift")
            || style == "subtitle"
        {
            Shape::Heading
        } else if paragraph.item || style.starts_with("list") {
            Shape::Item
        } else if self.boxes > 0 || style.contains("quote") {
            Shape::Quotation
        } else {
            Shape::Paragraph
        };
        if style == "caption" {
            self.count += 1;
            let remark = Remark { at: self.count, did: Did::Dropped, why: "caption".to_owned(), words: text };
            return reading.remarks.push(remark);
        }
        let strong = paragraph.strong_chars >= text.chars().filter(|c| !c.is_whitespace()).count();
        self.push(shape, text, strong, reading);
    }

    fn push(&mut self, shape: Shape, text: String, strong: bool, reading: &mut Reading) {
        if !text.is_empty() {
            self.count += 1;
            reading.blocks.push(Block { strong, ..Block::new(shape, text, self.count) });
        }
    }
}
