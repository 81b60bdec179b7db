//! Character maps: what the codes of a font stand for, as far as the file says so itself.

use std::collections::HashMap;

/// The most codes that are taken from a map: more than any font has.
const MOST_CODES: usize = 1 << 18;

/// A map of codes, each of one to four bytes.
#[derive(Debug, Default)]
pub struct CMap {
    /// How many bytes a code has that lies between two others, in the order of the file.
    spaces: Vec<(usize, u32, u32)>,
    /// Codes from the first to the second are glyphs from the third on.
    glyphs: Vec<(u32, u32, u32)>,
    /// The text of a code.
    pub texts: HashMap<u32, String>,
}

impl CMap {
    /// Two bytes a code, and each code is the number of its glyph.
    pub fn identity() -> Self {
        CMap { spaces: vec![(2, 0, 0xffff)], glyphs: vec![(0, 0xffff, 0)], texts: HashMap::new() }
    }

    /// Reads a map; what is not understood is passed over.
    pub fn read(bytes: &[u8]) -> Self {
        let mut map = CMap::default();
        let mut given: Vec<Item> = Vec::new();
        for item in (Items { rest: bytes }) {
            let Item::Word(word) = &item else {
                given.push(item);
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => {
                    map.spaces.extend(given.as_chunks().0.iter().filter_map(|[low, high]| space(low, high)));
                }
                b"endcidrange" => {
                    map.glyphs.extend(
                        given
                            .as_chunks()
                            .0
                            .iter()
                            .filter_map(|[low, high, glyph]| Some((low.code()?, high.code()?, glyph.number()?))),
                    );
                }
                b"endcidchar" => {
                    map.glyphs.extend(
                        given.as_chunks().0.iter().filter_map(|[code, glyph]| {
                            code.code().and_then(|code| Some((code, code, glyph.number()?)))
                        }),
                    );
                }
                b"endbfchar" => given.as_chunks().0.iter().for_each(|[code, text]| map.put(code.code(), text, 0)),
                b"endbfrange" => {
                    given.as_chunks().0.iter().for_each(|[low, high, texts]| map.put_range(low, high, texts));
                }
                _ => {}
            }
            given.clear();
        }
        map
    }

    fn put(&mut self, code: Option<u32>, text: &Item, further: u32) {
        if let (Some(code), Item::Bytes(bytes)) = (code, text)
            && self.texts.len() < MOST_CODES
        {
            let text = utf16(bytes, further);
            self.texts.insert(code, text);
        }
    }

    fn put_range(&mut self, low: &Item, high: &Item, texts: &Item) {
        let (Some(low), Some(high)) = (low.code(), high.code()) else { return };
        let codes = low..=high.min(low.saturating_add(0xffff));
        match texts {
            Item::List(texts) => codes.zip(texts).for_each(|(code, text)| self.put(Some(code), text, 0)),
            text => codes.for_each(|code| self.put(Some(code), text, code - low)),
        }
    }

    /// The code that some bytes begin with, and how many bytes it has.
    pub fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let number = |length: usize| bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        (1..=bytes.len().min(4))
            .map(|length| (number(length), length))
            .find(|(code, length)| {
                self.spaces.iter().any(|(of, low, high)| of == length && (low..=high).contains(&code))
            })
            .unwrap_or_else(|| (number(bytes.len().min(2)), bytes.len().clamp(1, 2)))
    }

    /// The number of the glyph of a code.
    pub fn glyph(&self, code: u32) -> u32 {
        let range = self.glyphs.iter().find(|(low, high, _)| (*low..=*high).contains(&code));
        range.map_or(code, |(low, _, glyph)| glyph.saturating_add(code - low))
    }
}

fn space(low: &Item, high: &Item) -> Option<(usize, u32, u32)> {
    let Item::Bytes(bytes) = low else { return None };
    Some((bytes.len(), low.code()?, high.code()?))
}

/// A text in UTF-16, its last unit counted further.
fn utf16(bytes: &[u8], further: u32) -> String {
    let mut units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    if let ([], [byte]) = (units.as_slice(), bytes) {
        // Some programs write one byte where two are due.
        units.push(u16::from(*byte));
    }
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(further).unwrap_or(0));
    }
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// What a map is written in.
#[derive(Debug)]
enum Item {
    Bytes(Vec<u8>),
    Number(u32),
    List(Vec<Item>),
    Word(Vec<u8>),
    Other,
}

impl Item {
    fn code(&self) -> Option<u32> {
        match self {
            Item::Bytes(bytes) if bytes.len() <= 4 => {
                Some(bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
            }
            _ => None,
        }
    }

    fn number(&self) -> Option<u32> {
        if let Item::Number(number) = self { Some(*number) } else { None }
    }
}

struct Items<'b> {
    rest: &'b [u8],
}

impl Items<'_> {
    /// The bytes up to a place, which is passed.
    fn take(&mut self, length: usize) -> &[u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn until(&self, ends: impl Fn(u8) -> bool) -> usize {
        self.rest.iter().position(|byte| ends(*byte)).unwrap_or(self.rest.len())
    }
}

impl Iterator for Items<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            self.take(self.until(|byte| !(byte.is_ascii_whitespace() || byte == 0)));
            if *self.rest.first()? != b'%' {
                break;
            }
            self.take(self.until(|byte| matches!(byte, b'\r' | b'\n')));
        }
        let first = self.take(1)[0];
        Some(match first {
            b'<' if self.rest.first() == Some(&b'<') => {
                self.take(1);
                Item::Other
            }
            b'<' => {
                let length = self.until(|byte| byte == b'>');
                let digits: Vec<u8> = self.take(length).iter().filter_map(|byte| digit(*byte)).collect();
                self.take(1);
                Item::Bytes(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect())
            }
            b'[' => {
                let length = self.until(|byte| byte == b']');
                let inside = Items { rest: self.take(length) };
                // There are no lists in lists.
                let texts = inside.filter(|item| matches!(item, Item::Bytes(_))).collect();
                self.take(1);
                Item::List(texts)
            }
            b'/' => {
                self.take(self.until(is_delimiter));
                Item::Other
            }
            b'>' | b']' | b'(' | b')' | b'{' | b'}' => Item::Other,
            _ => {
                let mut word = vec![first];
                word.extend(self.take(self.until(is_delimiter)));
                let number = std::str::from_utf8(&word).ok().and_then(|word| word.parse().ok());
                number.map_or(Item::Word(word), Item::Number)
            }
        })
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, 0 | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_gives_texts_glyphs_and_the_length_of_codes() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin % a comment <00>\n2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange\n\
              2 beginbfchar <41> <00660069> <8001> <D83DDE00> endbfchar\n\
              2 beginbfrange <42> <44> <0061> <45><46>[<0078> <0079>] endbfrange\n\
              1 begincidrange <8000> <80ff> 500 endcidrange 1 begincidchar <41> 7 endcidchar end",
        );
        assert_eq!(map.code(b"AB"), (0x41, 1));
        assert_eq!(map.code(b"\x80\x01B"), (0x8001, 2));
        assert_eq!((map.glyph(0x8001), map.glyph(0x41), map.glyph(0x42)), (501, 7, 0x42));
        let texts: Vec<&str> =
            [0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x8001].iter().map(|code| &*map.texts[code]).collect();
        assert_eq!(texts, ["fi", "a", "b", "c", "x", "y", "😀"]);
    }

    #[test]
    fn a_broken_map_is_read_as_far_as_it_goes() {
        for bytes in
            [&b"<"[..], b"[<00", b"1 beginbfrange <00> <ffffffff> <0041> endbfrange", b"<00> endbfchar", b"/", b"%"]
        {
            let map = CMap::read(bytes);
            assert!(map.texts.len() <= 0x1_0000);
            assert_eq!(map.code(b"").1, 1);
        }
    }
}
