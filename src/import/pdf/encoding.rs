//! What the codes of simple fonts stand for: the encodings that PDF knows by name, and the names of glyphs.

use std::collections::HashMap;

use crate::text::packed::{Packed, packed};

/// The list of names, a line a character, behind two lines about the file.
const GLYPHS: Packed = packed!("glyphs.txt");

/// The upper half of Adobe's standard encoding, from 0xA1.
const STANDARD: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ�–†‡·�¶•‚„”»…‰�¿�`´ˆ˜¯˘˙¨�˚¸�˝˛ˇ—����������������Æ�ª����ŁØŒº�����æ���ı��łøœß";
/// The encoding of the font Symbol, from 0x20 and from 0xA0.
const SYMBOL: [&str; 2] = [
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_�αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…��↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑�����������〉∫⌠�⌡",
];
/// The encoding of the font Zapf Dingbats, from 0x20 and from 0xA1.
const DINGBATS: [&str; 2] = [
    " ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞",
    "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯�➱➲➳➴➵➶➷➸➹➺➻➼➽➾",
];
/// Where the encoding of texts outside of pages differs from Latin 1: from 0x18 and from 0x80.
const DOCUMENT: [&str; 2] = ["˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž�€"];

/// The character of each code; the replacement character where there is none.
pub type Table = [char; 256];

/// No character for any code.
const NONE: Table = ['\u{fffd}'; 256];

fn fill(table: &mut Table, from: usize, chars: &str) {
    for (place, c) in table[from..].iter_mut().zip(chars.chars()) {
        *place = c;
    }
}

/// The characters that an encoding for all bytes has.
fn of(encoding: &'static encoding_rs::Encoding) -> Table {
    let mut table = NONE;
    for (code, place) in (0u8..=255).zip(&mut table).skip(0x20) {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&code));
        *place = text.chars().next().filter(|c| !c.is_control()).unwrap_or('\u{fffd}');
    }
    table
}

/// The encoding of a name; none where the name is not known.
pub fn named(name: &[u8]) -> Option<Table> {
    match name {
        // The difference between the two is in typewriters' bullets alone.
        b"WinAnsiEncoding" => Some(of(encoding_rs::WINDOWS_1252)),
        b"MacRomanEncoding" => Some(of(encoding_rs::MACINTOSH)),
        // Small capitals and old figures stand where the letters and figures do.
        b"StandardEncoding" | b"MacExpertEncoding" => Some(standard()),
        _ => None,
    }
}

/// The encoding of Windows.
pub fn windows() -> Table {
    of(encoding_rs::WINDOWS_1252)
}

/// Adobe's standard encoding.
pub fn standard() -> Table {
    let mut table = NONE;
    for (code, place) in (0u8..0x7f).zip(&mut table).skip(0x20) {
        *place = char::from(code);
    }
    (table[usize::from(b'\'')], table[usize::from(b'`')]) = ('’', '‘');
    fill(&mut table, 0xa1, STANDARD);
    table
}

/// The encoding that a font has of its own, by its name.
pub fn of_font(name: &str) -> Option<Table> {
    let (low, [lower, upper]) = match name {
        _ if name.contains("ZapfDingbats") => (0xa1, DINGBATS),
        _ if name.ends_with("Symbol") || name.ends_with("SymbolMT") => (0xa0, SYMBOL),
        _ => return None,
    };
    let mut table = NONE;
    fill(&mut table, 0x20, lower);
    fill(&mut table, low, upper);
    Some(table)
}

/// A text that stands beside the pages: a title, an author.
pub fn document_text(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0.into_owned();
    }
    if let Some(text) = bytes.strip_prefix(b"\xef\xbb\xbf").and_then(|text| std::str::from_utf8(text).ok()) {
        return text.to_owned();
    }
    let mut table: Table = std::array::from_fn(|code| u8::try_from(code).map_or('\u{fffd}', char::from));
    fill(&mut table, 0x18, DOCUMENT[0]);
    fill(&mut table, 0x80, DOCUMENT[1]);
    bytes.iter().map(|byte| table[usize::from(*byte)]).collect()
}

/// The names of glyphs.
#[derive(Debug)]
pub struct Names(HashMap<Box<str>, char>);

impl Names {
    /// Reads the list.
    pub fn new() -> Self {
        let text = GLYPHS.text();
        let lines = text.lines().skip(2);
        let named = lines.filter_map(|line| line.split_once(' '));
        let each = named
            .flat_map(|(c, names)| c.chars().flat_map(move |c| names.split(' ').map(move |name| (name.into(), c))));
        Names(each.collect())
    }

    /// What a glyph of this name stands for, by the rules of the Adobe Glyph List; nothing where the name says nothing.
    pub fn text(&self, name: &str) -> Option<String> {
        let name = name.split_once('.').map_or(name, |(name, _)| name);
        let text: Option<String> = name.split('_').map(|part| self.part(part)).collect();
        text.filter(|text| !text.is_empty())
    }

    fn part(&self, name: &str) -> Option<String> {
        let mut letters = name.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return Some(c.to_string());
        }
        if let Some(c) = self.0.get(name) {
            return Some(c.to_string());
        }
        // Names of four digits for each unit, or of four to six for one character.
        let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.is_ascii() && digits.len() % 4 == 0) {
            let units = digits.as_bytes().chunks(4).map(|four| hex(std::str::from_utf8(four).ok()?));
            return units.collect();
        }
        if let Some(c) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hex) {
            return Some(c.to_string());
        }
        // The same character in another dress.
        let plain = ["small", "oldstyle", "inferior", "superior", "sans", "serif"];
        plain
            .iter()
            .find_map(|dress| name.strip_suffix(dress))
            .filter(|name| !name.is_empty())
            .and_then(|name| self.part(name))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_understood_as_adobe_says() {
        let names = Names::new();
        for (name, text) in [
            ("A", "A"),
            ("numbersign", "#"),
            ("Aacute", "Á"),
            ("f_f_i", "ffi"),
            ("quoteright", "’"),
            ("a.sc", "a"),
            ("uni20AC0041", "€A"),
            ("u1F600", "😀"),
            ("afii10017", "А"),
            ("zerooldstyle", "0"),
            ("Eacutesmall", "É"),
            ("a10", "✡"),
            ("alefhebrew", "א"),
        ] {
            assert_eq!(names.text(name).as_deref(), Some(text), "{name}");
        }
        for name in [".notdef", "", "g37", "small", "uni12", "uniD800", "cid:12", "é1"] {
            assert_eq!(names.text(name), None, "{name}");
        }
    }

    #[test]
    fn the_encodings_have_their_characters_in_their_places() {
        assert_eq!((windows()[0x80], windows()[0x92], windows()[0x41]), ('€', '’', 'A'));
        assert_eq!((standard()[0xae], standard()[0xd0], standard()[0xfb], standard()[0x27]), ('ﬁ', '—', 'ß', '’'));
        assert_eq!(named(b"MacRomanEncoding").unwrap()[0xd5], '’');
        assert_eq!((of_font("Symbol").unwrap()[0xb7], of_font("ABCDEF+Symbol").unwrap()[0x61]), ('•', 'α'));
        assert_eq!((of_font("ZapfDingbats").unwrap()[0x6c], of_font("ZapfDingbats").unwrap()[0xfe]), ('●', '➾'));
        assert!(of_font("Helvetica").is_none());
    }

    #[test]
    fn texts_beside_the_pages_are_read_in_three_encodings() {
        assert_eq!(document_text(b"Doors \x84 caf\xe9"), "Doors — café");
        assert_eq!(document_text(b"\xfe\xff\x00A\x20\xac"), "A€");
        assert_eq!(document_text(b"\xef\xbb\xbfT\xc3\xbcr"), "Tür");
    }
}
