//! Web pages, token by token: however deep or broken a page is, it takes one pass and no more memory than its text.
//!
//! What the form of the page says to be navigation, caption, form or hidden is left out and reported; where the page marks its main part and
//! most of its words are in there, what stands outside is left out too.

mod notes;
mod references;
mod tokens;

use notes::Lead;
use tokens::{Tag, Token, Tokens};

use super::block::{Block, Meta, Reading, Shape, spaced};
use super::dates;
use super::number::{Numerals, numbered};
use super::tidy::count;
use super::{Did, Remark, Unread, bytes};
use crate::text::sanitize::sanitize;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let (text, encoding) = bytes::decode(bytes)?;
    let mut page = Page::default();
    let mut tokens = Tokens::new(&text);
    while let Some(token) = tokens.next() {
        page.line = tokens.line();
        match token {
            Token::Text(text) => page.characters(&text),
            Token::Start(tag) => page.start(&tag),
            Token::End(name) => page.end(&name),
        }
    }
    page.flush();
    page.end_skip();
    let Page { pieces, mut remarks, meta, .. } = page;
    let mut pieces = without_outside(pieces, &mut remarks);
    notes::settle(&mut pieces);
    let blocks = without_menus(pieces, &mut remarks);
    Ok(Reading { blocks, meta, remarks, encoding, unit: "line" })
}

/// A block, and where in the page it stands.
#[derive(Debug)]
struct Piece {
    block: Block,
    /// Whether it is in the part that the page marks as its main one.
    inside: bool,
    /// Whether all of it is a link.
    linked: bool,
    /// The number of the note that it may be.
    note: Option<String>,
}

/// A list, and how it counts.
#[derive(Debug, Default)]
struct List {
    /// `None` for bullets.
    numerals: Option<Numerals>,
    /// The number of the next item; `None` if it is not known.
    next: Option<i64>,
    step: i64,
}

/// What is being read.
#[derive(Debug, Default)]
struct Page {
    pieces: Vec<Piece>,
    remarks: Vec<Remark>,
    meta: Meta,
    line: u32,
    text: String,
    /// Characters of the block that are emphasized, and that are links.
    strong_chars: usize,
    link_chars: usize,
    shape: Option<Shape>,
    strong: usize,
    link: usize,
    quotation: usize,
    main: usize,
    in_title: bool,
    titled: bool,
    row: Option<Vec<String>>,
    /// The lists that are open, and the number that the next words stand behind.
    lists: Vec<List>,
    number: Option<String>,
    lead: Lead,
    /// The element whose content is left out, how deep in elements of that name, and why.
    skip: Option<(String, usize, &'static str)>,
    skipped: String,
    breaks: usize,
}

impl Page {
    fn characters(&mut self, text: &str) {
        if self.in_title {
            self.meta.title.get_or_insert_default().push_str(text);
        } else if self.skip.is_some() {
            self.skipped.push_str(text);
        } else {
            let visible = text.chars().filter(|c| !c.is_whitespace()).count();
            self.strong_chars += if self.strong > 0 { visible } else { 0 };
            self.link_chars += if self.link > 0 { visible } else { 0 };
            if visible > 0 {
                self.breaks = 0;
            }
            self.text.push_str(text);
            self.lead.characters(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if matches!(name, "main" | "article" | "h1") {
            // A page that forgets to close its menu does not lose its text.
            self.end_skip();
        }
        if let Some((skipped, depth, _)) = &mut self.skip {
            if skipped == name {
                *depth += 1;
            }
            self.skipped.push(' ');
            return;
        }
        if let Some(why) = self.why_skip(tag) {
            if name != "br" {
                self.flush();
            }
            self.skip = Some((name.to_owned(), 1, why));
            return;
        }
        match name {
            "title" => self.in_title = self.meta.title.is_none(),
            "meta" => self.meta_tag(tag),
            "html" => self.meta.language = tag.attribute("lang").filter(|lang| !lang.is_empty()).map(str::to_owned),
            "time" if self.meta.date.is_none() => {
                self.meta.date = tag.attribute("datetime").and_then(dates::date);
            }
            "strong" | "b" | "em" | "i" => self.strong += 1,
            "a" => {
                self.link += 1;
                self.lead.begin_link(tag, self.text.trim_matches(['\u{2}', ' ', '\n', '\t']).is_empty());
            }
            "sup" => self.text.push('\u{2}'),
            "br" => {
                self.breaks += 1;
                self.text.push(' ');
                if self.breaks > 1 {
                    self.flush();
                }
            }
            "td" | "th" if self.row.is_some() => self.cell(),
            _ if is_block(name) => {
                self.flush();
                self.open(name);
                self.list(name, tag);
            }
            _ => {}
        }
    }

    /// Counts the items of lists as a browser does.
    fn list(&mut self, name: &str, tag: &Tag) {
        let number = |key: &str| tag.attribute(key).and_then(|value| value.trim().parse::<i64>().ok());
        match name {
            "ul" => self.lists.push(List::default()),
            "ol" => {
                let styled = tag.attribute("style").unwrap_or_default();
                let rules = styled.split(';').rev().filter_map(|rule| rule.split_once(':'));
                let mut types = rules.filter(|(rule, _)| matches!(rule.trim(), "list-style-type" | "list-style"));
                let named = types.next().map(|(_, value)| value).or_else(|| tag.attribute("type"));
                let words = || named.iter().flat_map(|named| named.split_whitespace());
                let plain = words().any(|word| matches!(word, "none" | "disc" | "circle" | "square"));
                let numerals = words().find_map(Numerals::named).or((!plain).then_some(Numerals::Decimal));
                // Backwards it is counted from the number of items, which is not known yet.
                let backwards = tag.attribute("reversed").is_some();
                let next = number("start").or((!backwards).then_some(1));
                self.lists.push(List { numerals, next, step: if backwards { -1 } else { 1 } });
            }
            "li" => {
                self.number = None;
                let Some(list) = self.lists.last_mut() else { return };
                list.next = number("value").or(list.next);
                if let (Some(next), Some(numerals)) = (list.next, list.numerals) {
                    self.number = Some(format!("{}.", numerals.write(next)));
                    list.next = next.checked_add(list.step);
                }
                self.lead.begin_item(tag, self.number.as_deref());
            }
            _ => {}
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "h1" if !self.titled => {
                self.titled = true;
                self.shape = Some(Shape::Title);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => self.shape = Some(Shape::Heading),
            "li" => self.shape = Some(Shape::Item),
            "blockquote" => self.quotation += 1,
            "main" | "article" => self.main += 1,
            "tr" => self.row = Some(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth, _)) = &mut self.skip {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.end_skip();
                }
            }
            return;
        }
        match name {
            "title" => self.in_title = false,
            "strong" | "b" | "em" | "i" => self.strong = self.strong.saturating_sub(1),
            "a" => {
                self.link = self.link.saturating_sub(1);
                self.lead.end_link();
            }
            "sup" => self.superscript(),
            "td" | "th" if self.row.is_some() => self.cell(),
            "tr" | "table" => self.end_row(),
            _ if is_block(name) => {
                self.flush();
                match name {
                    "blockquote" => self.quotation = self.quotation.saturating_sub(1),
                    "main" | "article" => self.main = self.main.saturating_sub(1),
                    "ul" | "ol" => drop(self.lists.pop()),
                    "li" => self.number = None,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// A raised number is the mark of a footnote.
    fn superscript(&mut self) {
        if let Some(at) = self.text.rfind('\u{2}') {
            let raised = self.text.split_off(at)[1..].trim().to_owned();
            let digits = raised.trim_matches(['[', ']']);
            let is_mark = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
            self.text.extend(if is_mark { ["[", digits, "]"] } else { ["", &raised, ""] });
        }
    }

    fn cell(&mut self) {
        let text = self.take_text();
        if let Some(row) = &mut self.row
            && !text.is_empty()
        {
            row.push(text);
        }
    }

    fn end_row(&mut self) {
        self.cell();
        let Some(cells) = self.row.take() else { return };
        let shape = if cells.len() > 1 { Shape::Row } else { Shape::Paragraph };
        self.push(shape, cells.join(" | "), false, false);
    }

    fn take_text(&mut self) -> String {
        let text = sanitize(&std::mem::take(&mut self.text).replace('\u{2}', "")).into_owned();
        spaced(&text)
    }

    fn flush(&mut self) {
        if self.row.is_some() {
            self.text.push(' ');
            return;
        }
        let (strong, linked) = (std::mem::take(&mut self.strong_chars), std::mem::take(&mut self.link_chars));
        let text = self.take_text();
        let visible = text.chars().filter(|c| !c.is_whitespace()).count();
        if visible > 0 {
            let usual = if self.quotation > 0 { Shape::Quotation } else { Shape::Paragraph };
            let shape = self.shape.take().unwrap_or(usual);
            let text = numbered(self.number.take(), text);
            self.push(shape, text, strong >= visible, linked >= visible);
            if let Some(piece) = self.pieces.last_mut() {
                piece.note = self.lead.take();
            }
        }
        self.breaks = 0;
    }

    fn push(&mut self, shape: Shape, text: String, strong: bool, linked: bool) {
        if !text.is_empty() {
            let block = Block { strong, ..Block::new(shape, text, self.line) };
            self.pieces.push(Piece { block, inside: self.main > 0, linked, note: None });
        }
    }

    fn end_skip(&mut self) {
        let Some((_, _, why)) = self.skip.take() else { return };
        let words = spaced(&sanitize(&std::mem::take(&mut self.skipped)));
        if !words.is_empty() && !why.is_empty() {
            self.remarks.push(Remark { at: self.line, did: Did::Dropped, why: why.to_owned(), words });
        }
    }

    /// Why the content of an element is left out; `Some("")` where it has no words.
    fn why_skip(&self, tag: &Tag) -> Option<&'static str> {
        const FURNITURE: &[&str] = &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "social",
            "share",
            "sharing",
            "sidebar",
            "footer",
            "related",
            "newsletter",
            "cookie",
            "cookies",
            "cookie-banner",
            "skip-link",
            "sr-only",
            "visually-hidden",
            "screen-reader-text",
        ];
        let name = tag.name.as_str();
        match name {
            "script" | "style" | "template" | "svg" | "iframe" | "noframes" | "math" | "object" | "canvas"
            | "audio" | "video" => return Some(""),
            "noscript" | "form" | "button" | "select" | "textarea" | "dialog" => {
                return Some("form or control of the page");
            }
            "nav" => return Some("navigation"),
            "aside" => return Some("aside of the page"),
            "footer" => return Some("footer of the page"),
            "header" if self.main == 0 => return Some("header of the page"),
            "figcaption" | "caption" => return Some("caption"),
            _ => {}
        }
        let is_void = matches!(
            name,
            "br" | "img"
                | "hr"
                | "input"
                | "meta"
                | "link"
                | "wbr"
                | "col"
                | "source"
                | "area"
                | "base"
                | "embed"
                | "track"
        );
        if is_void || tag.closed || matches!(name, "html" | "body" | "main" | "article") {
            return None;
        }
        let hidden = tag.attribute("hidden").is_some()
            || tag.attribute("aria-hidden") == Some("true")
            || tag.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        if hidden {
            return Some("hidden on the page");
        }
        if matches!(tag.attribute("role"), Some("navigation" | "search" | "contentinfo" | "banner")) {
            return Some("navigation");
        }
        let named = |name: &str| tag.attribute(name).unwrap_or_default().to_ascii_lowercase();
        let classes = named("class") + " " + &named("id");
        classes
            .split_whitespace()
            .any(|class| FURNITURE.contains(&class))
            .then_some("furniture of the page, as its class says")
    }

    fn meta_tag(&mut self, tag: &Tag) {
        let Some(content) =
            tag.attribute("content").map(|text| spaced(&sanitize(text))).filter(|text| !text.is_empty())
        else {
            return;
        };
        let name = tag.attribute("property").or_else(|| tag.attribute("name")).unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "og:title" => self.meta.title = Some(content),
            "author" | "article:author" | "dc.creator" => {
                self.meta.author = Some(content).filter(|author| !author.contains("://"));
            }
            "article:published_time" | "date" | "dc.date" | "dcterms.date" => self.meta.date = dates::date(&content),
            "og:site_name" | "dc.publisher" => self.meta.publisher = Some(content),
            _ => {}
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "section"
            | "article"
            | "main"
            | "header"
            | "pre"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "figure"
            | "hr"
            | "body"
            | "summary"
            | "details"
            | "address"
            | "center"
            | "hgroup"
    )
}

/// Leaves out what stands outside the main part, where that holds most of the words.
fn without_outside(pieces: Vec<Piece>, remarks: &mut Vec<Remark>) -> Vec<Piece> {
    let words = |inside: bool| {
        pieces.iter().filter(|piece| piece.inside == inside).map(|piece| count(&piece.block.text)).sum::<usize>()
    };
    if words(true) <= words(false) {
        return pieces;
    }
    let (inside, outside): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.inside);
    for Piece { block, .. } in outside {
        let why = "outside the main part of the page".to_owned();
        remarks.push(Remark { at: block.at, did: Did::Dropped, why, words: block.text });
    }
    inside
}

/// Leaves out menus: three or more short lines, one after the other, that are links and nothing else.
fn without_menus(pieces: Vec<Piece>, remarks: &mut Vec<Remark>) -> Vec<Block> {
    const FEWEST: usize = 3;
    let in_menu = |piece: &Piece| {
        piece.linked && count(&piece.block.text) <= 8 && matches!(piece.block.shape, Shape::Item | Shape::Paragraph)
    };
    let mut blocks = Vec::with_capacity(pieces.len());
    let mut run = Vec::new();
    let mut settle = |run: &mut Vec<Block>, blocks: &mut Vec<Block>| {
        if run.len() < FEWEST {
            blocks.append(run);
        }
        for block in run.drain(..) {
            let why = "navigation: links, one under the other".to_owned();
            remarks.push(Remark { at: block.at, did: Did::Dropped, why, words: block.text });
        }
    };
    for piece in pieces {
        if in_menu(&piece) {
            run.push(piece.block);
        } else {
            settle(&mut run, &mut blocks);
            blocks.push(piece.block);
        }
    }
    settle(&mut run, &mut blocks);
    blocks
}
