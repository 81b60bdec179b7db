//! What a file is, by its bytes: its form, its encoding, its checksum. Names say nothing: a web page is often called `.txt`.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Unread;

/// The forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text, with or without emphasis marks.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Word, `.docx`.
    Word,
    /// PDF.
    Pdf,
}

impl Format {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Word => "Word document",
            Format::Pdf => "PDF",
        }
    }
}

/// What other files begin with that a user may well try.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"\xd0\xcf\x11\xe0", "a Word document (or another) of the kind before 2007; save it as .docx"),
    (b"{\\rtf", "rich text (RTF); save it as .docx"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "packed (gzip); unpack it"),
    (b"7z\xbc\xaf", "packed (7z); unpack it"),
    (b"Rar!", "packed (RAR); unpack it"),
    (b"BZh", "packed (bzip2); unpack it"),
    (b"\xfd7zXZ", "packed (xz); unpack it"),
    (b"\x28\xb5\x2f\xfd", "packed (zstd); unpack it"),
    (b"%!PS", "PostScript; save it as PDF"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "sound"),
    (b"OggS", "sound or film"),
];

/// Which form a file has.
pub fn sniff(bytes: &[u8]) -> Result<Format, Unread> {
    /// Readers of PDF look so far for its mark.
    const HEAD: usize = 1024;
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Word);
    }
    if let Some((_, what)) = FOREIGN.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Err(Unread::Foreign(what));
    }
    let (text, _) = decode(bytes)?;
    let start = text.trim_start().get(..HEAD.min(text.trim_start().len())).unwrap_or(text.trim_start());
    let lower: String = start.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let is_html = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.starts_with(tag))
        || (lower.starts_with('<')
            && ["<html", "<body", "<div", "<p>", "<p ", "<h1", "<article", "<main"]
                .iter()
                .any(|tag| lower.contains(tag)));
    if is_html {
        return Ok(Format::Html);
    }
    Ok(if is_markdown(&text) { Format::Markdown } else { Format::Plain })
}

/// Whether a text has what only Markdown has: headings with hashes, links, fences, front matter. Emphasis and lists alone are in
/// many a text that somebody took out of something else.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&level) && line[level..].starts_with(' ')
    };
    let link =
        |line: &str| line.match_indices("](").any(|(at, _)| line[..at].contains('[') && line[at..].contains(')'));
    let signs = text.lines().filter(|line| heading(line) || link(line) || line.starts_with("```")).take(2).count();
    signs > 0 || (text.starts_with("---\n") && text[4..].contains("\n---\n"))
}

/// A file as text, and the name of its encoding where that is not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<String>), Unread> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        let named = (encoding != encoding_rs::UTF_8).then(|| encoding.name().to_owned());
        return sound(text).map(|text| (text, named));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sound(Cow::Borrowed(text)).map(|text| (text, None));
    }
    if looks_binary(bytes) {
        return Err(Unread::Foreign("not text"));
    }
    let encoding = declared(bytes).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    sound(text).map(|text| (text, Some(encoding.name().to_owned())))
}

/// Many control characters, or many that mean nothing in any encoding: no text.
fn looks_binary(bytes: &[u8]) -> bool {
    let odd = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    odd * 200 > bytes.len()
}

fn sound(text: Cow<'_, str>) -> Result<Cow<'_, str>, Unread> {
    let odd = text.chars().filter(|c| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{fffd}')).count();
    if odd * 50 > text.len() {
        return Err(Unread::Foreign("not text"));
    }
    if text.trim().is_empty() {
        return Err(Unread::Empty);
    }
    Ok(text)
}

/// The encoding that a web page declares in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + "charset=".len()..];
    let label: String =
        rest.trim_start_matches(['"', '\'']).chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
    Encoding::for_label(label.as_bytes())
}

/// The SHA-256 of a file in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}
