//! Fonts, as far as text needs them: what each code stands for, and how wide it is.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::cmap::CMap;
use super::encoding::{Names, Table, document_text, named, of_font, standard, windows};
use super::metrics;

/// The most codes that are given a width.
const MOST_CODES: u32 = 1 << 16;

/// A font.
#[derive(Debug)]
pub struct Font {
    codes: Codes,
    /// What the file says that codes stand for.
    texts: HashMap<u32, String>,
    /// Widths by code, or by number of the glyph in a font of many glyphs; in sizes of the font.
    widths: HashMap<u32, f64>,
    /// The width where none is given.
    usual: f64,
}

/// How codes are told apart, and what they stand for where the file does not say.
#[derive(Debug)]
enum Codes {
    /// A byte a code.
    Bytes(Box<[String; 256]>),
    /// As a map says.
    Map(CMap),
    /// Text in an encoding that others use too; Unicode among them.
    Text(&'static encoding_rs::Encoding),
}

/// One character that is shown.
#[derive(Debug, PartialEq)]
pub struct Shown {
    /// What it says; empty where that is not known.
    pub text: String,
    /// How wide it is, in sizes of the font.
    pub width: f64,
    /// Whether the spacing of words is added.
    pub is_space: bool,
}

impl Font {
    /// Reads a font.
    pub fn read(font: &Dict<'_>, names: &Names) -> Self {
        let texts =
            font.get::<Stream<'_>>("ToUnicode").and_then(|stream| decoded(&stream)).map(|map| CMap::read(&map).texts);
        let texts = texts.unwrap_or_default();
        if name(font, "Subtype") == "Type0" { composite(font, texts) } else { simple(font, texts, names) }
    }

    /// The characters that a string shows.
    pub fn shown(&self, mut bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(bytes.len());
        while !bytes.is_empty() {
            let (code, length, otherwise) = match &self.codes {
                Codes::Bytes(texts) => (u32::from(bytes[0]), 1, texts[usize::from(bytes[0])].clone()),
                Codes::Map(map) => {
                    let (code, length) = map.code(bytes);
                    (code, length, String::new())
                }
                Codes::Text(encoding) => text_code(encoding, bytes),
            };
            let glyph = if let Codes::Map(map) = &self.codes { map.glyph(code) } else { code };
            shown.push(Shown {
                text: self.texts.get(&code).cloned().unwrap_or(otherwise),
                width: self.widths.get(&glyph).copied().unwrap_or(self.usual),
                is_space: code == 32 && length == 1,
            });
            bytes = &bytes[length..];
        }
        shown
    }
}

/// The first code of a text in an encoding, how many bytes it has, and its character.
fn text_code(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (u32, usize, String) {
    let most = if encoding == encoding_rs::UTF_16BE { 2 } else { 1 };
    let whole = (most..=4).find_map(|length| {
        let (text, failed) = encoding.decode_without_bom_handling(bytes.get(..length)?);
        (!failed).then(|| (length, text.into_owned()))
    });
    let (length, text) = whole.unwrap_or_else(|| (most.min(bytes.len()), String::new()));
    (bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), length, text)
}

/// The encoding of texts whose map is not in the file but known by this name.
fn text_encoding(map: &str) -> Option<&'static encoding_rs::Encoding> {
    let is = |parts: &[&str]| parts.iter().any(|part| map.contains(part));
    if is(&["UCS2", "UTF16"]) {
        Some(encoding_rs::UTF_16BE)
    } else if is(&["RKSJ"]) {
        Some(encoding_rs::SHIFT_JIS)
    } else if is(&["GB-EUC", "GBK", "GBpc"]) {
        Some(encoding_rs::GB18030)
    } else if is(&["B5"]) {
        Some(encoding_rs::BIG5)
    } else if is(&["KSC"]) {
        Some(encoding_rs::EUC_KR)
    } else if is(&["EUC"]) {
        Some(encoding_rs::EUC_JP)
    } else {
        None
    }
}

/// A font of many glyphs.
fn composite(font: &Dict<'_>, texts: HashMap<u32, String>) -> Font {
    let map = name(font, "Encoding");
    let codes = match font.get::<Stream<'_>>("Encoding").and_then(|stream| decoded(&stream)) {
        Some(map) => Codes::Map(CMap::read(&map)),
        None => text_encoding(&map).map_or_else(|| Codes::Map(CMap::identity()), Codes::Text),
    };
    let inner =
        font.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next()).unwrap_or_default();
    let mut widths = HashMap::new();
    if let Some(given) = inner.get::<Array<'_>>("W") {
        let mut items = given.iter::<Object<'_>>();
        while let (Some(first), Some(next)) = (items.next().and_then(Object::into_number), items.next()) {
            let Ok(first) = u32::try_from(first.as_i64()) else { break };
            match next {
                Object::Array(each) => {
                    widths.extend((first..).zip(each.iter::<Number>().map(|width| width.as_f64() / 1000.0)));
                }
                Object::Number(last) => {
                    let Some(width) = items.next().and_then(Object::into_number) else { break };
                    let last = u32::try_from(last.as_i64()).unwrap_or(first).min(first.saturating_add(MOST_CODES));
                    widths.extend((first..=last).map(|glyph| (glyph, width.as_f64() / 1000.0)));
                }
                _ => break,
            }
        }
    }
    let usual = inner.get::<Number>("DW").map_or(1.0, |width| width.as_f64() / 1000.0);
    Font { codes, texts, widths, usual }
}

/// A font of a byte a code.
fn simple(font: &Dict<'_>, texts: HashMap<u32, String>, names: &Names) -> Font {
    let base = name(font, "BaseFont");
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let encoding = encoding(font, &base, &descriptor, names);
    // Widths are in thousandths, but for fonts whose glyphs are drawn in the file, which say in what they are.
    let scale = match font.get::<[f64; 6]>("FontMatrix") {
        Some(matrix) if name(font, "Subtype") == "Type3" => matrix[0],
        _ => 0.001,
    };
    let first = font.get::<i32>("FirstChar").and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let widths = match font.get::<Array<'_>>("Widths") {
        Some(given) => (first..).zip(given.iter::<Number>().map(|width| width.as_f64() * scale)).take(256).collect(),
        None => (0..)
            .zip(&*encoding)
            .filter_map(|(code, text)| Some((code, metrics::width(&base, text.chars().next()?) / 1000.0)))
            .collect(),
    };
    let usual = descriptor.get::<Number>("MissingWidth").map_or(0.0, |width| width.as_f64() * scale);
    Font { codes: Codes::Bytes(encoding), texts, widths, usual }
}

/// What the codes of a simple font stand for.
fn encoding(font: &Dict<'_>, base: &str, descriptor: &Dict<'_>, names: &Names) -> Box<[String; 256]> {
    let given = font.get::<Dict<'_>>("Encoding");
    let by_name = match &given {
        Some(given) => given.get::<Name<'_>>("BaseEncoding"),
        None => font.get::<Name<'_>>("Encoding"),
    };
    let mut texts = match by_name.and_then(|name| named(&name)).or_else(|| of_font(base)) {
        Some(table) => strings(&table),
        None if name(font, "Subtype") == "TrueType" => strings(&windows()),
        None => strings(&standard()),
    };
    let own = if font.contains_key("Encoding") && given.is_none() { None } else { own_encoding(descriptor) };
    for (code, name) in own.into_iter().flatten() {
        if let Some(text) = names.text(&name) {
            texts[usize::from(code)] = text;
        }
    }
    let differences = given.and_then(|given| given.get::<Array<'_>>("Differences"));
    let mut code = 0;
    for item in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let (Some(place), Some(text)) = (texts.get_mut(code), names.text(name.as_str())) {
                    *place = text;
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

fn strings(table: &Table) -> Box<[String; 256]> {
    Box::new(table.map(|c| if c == '\u{fffd}' { String::new() } else { c.to_string() }))
}

/// The encoding that is in the program of a font: codes and names of glyphs.
fn own_encoding(descriptor: &Dict<'_>) -> Option<Vec<(u8, String)>> {
    if let Some(program) = descriptor.get::<Stream<'_>>("FontFile") {
        return Some(type1_encoding(&decoded(&program)?));
    }
    let program = descriptor.get::<Stream<'_>>("FontFile3")?;
    if name(program.dict(), "Subtype") != "Type1C" {
        return None;
    }
    let bytes = decoded(&program)?;
    let table = ttf_parser::cff::Table::parse(&bytes)?;
    let glyphs = (0..=255).filter_map(|code| Some((code, table.glyph_index(code)?)));
    Some(glyphs.filter_map(|(code, glyph)| Some((code, table.glyph_name(glyph)?.to_owned()))).collect())
}

/// The encoding in the open part of a Type 1 program: `dup 65 /A put`.
fn type1_encoding(program: &[u8]) -> Vec<(u8, String)> {
    let open = program.windows(5).position(|window| window == b"eexec").unwrap_or(program.len());
    let text = String::from_utf8_lossy(&program[..open]);
    let Some((_, encoding)) = text.split_once("/Encoding") else { return Vec::new() };
    let encoding = encoding.replace('/', " /");
    let words: Vec<&str> =
        encoding.split_ascii_whitespace().take_while(|word| !matches!(*word, "def" | "readonly")).collect();
    let put = words.windows(4).filter(|four| four[0] == "dup" && four[3] == "put");
    put.filter_map(|four| Some((four[1].parse().ok()?, four[2].strip_prefix('/')?.to_owned()))).collect()
}

/// A name in a dictionary; empty where there is none.
fn name(dict: &Dict<'_>, key: &str) -> String {
    dict.get::<Name<'_>>(key).map_or_else(String::new, |name| document_text(&name))
}

/// The content of a stream.
pub fn decoded(stream: &Stream<'_>) -> Option<Vec<u8>> {
    stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_font_says_what_its_codes_stand_for() {
        let program = b"%!PS\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 65/Alpha put\ndup 66 /B put\nreadonly def\neexec dup 67 /C put";
        assert_eq!(type1_encoding(program), [(65, "Alpha".to_owned()), (66, "B".to_owned())]);
        assert!(type1_encoding(b"/Encoding StandardEncoding def").is_empty());
    }

    #[test]
    fn texts_in_encodings_of_east_asia_are_cut_into_characters() {
        let gb = text_encoding("GBK-EUC-H").unwrap();
        assert_eq!(text_code(gb, b"\xc3\xc5A"), (0xc3c5, 2, "门".to_owned()));
        assert_eq!(text_code(gb, b"A\xc3"), (0x41, 1, "A".to_owned()));
        assert_eq!(text_code(gb, b"\xc3"), (0xc3, 1, String::new()));
        let wide = text_encoding("UniKS-UTF16-H").unwrap();
        assert_eq!(
            text_code(wide, "문😀".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>().as_slice()).2,
            "문"
        );
        assert_eq!(text_code(wide, &[0xd8, 0x3d, 0xde, 0x00]), (0xd83d_de00, 4, "😀".to_owned()));
        assert!(text_encoding("Identity-H").is_none());
    }
}
