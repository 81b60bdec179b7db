//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::text::packed::{Packed, packed};

/// The names, a line for what they stand for, behind two lines about the file.
const NAMES: Packed = packed!("entities.txt");

/// The names that old pages write without a semicolon.
const OLD: &str = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml";
/// More letters than the longest name has.
const LONGEST: usize = 32;

/// Where a reference stands; the rules differ a little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In running text.
    Text,
    /// In the value of an attribute, where `&copy=1` belongs to an address.
    Attribute,
}

/// The references that are known; the names are read when the first one is met.
#[derive(Debug, Default)]
pub struct References(OnceCell<HashMap<Box<str>, Box<str>>>);

impl References {
    /// A text with its references resolved.
    pub fn resolve<'t>(&self, text: &'t str, within: Within) -> Cow<'t, str> {
        if !text.contains('&') {
            return Cow::Borrowed(text);
        }
        let mut resolved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            resolved.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let length = match after.strip_prefix('#') {
                Some(number) => number_at(number, &mut resolved).map(|length| length + 1),
                None => self.name_at(after, within, &mut resolved),
            };
            if length.is_none() {
                resolved.push('&');
            }
            rest = &after[length.unwrap_or(0)..];
        }
        resolved.push_str(rest);
        Cow::Owned(resolved)
    }

    fn named(&self, name: &str) -> Option<&str> {
        if matches!(name, "Tab" | "NewLine") {
            return Some(" ");
        }
        let names = self.0.get_or_init(|| {
            let text = NAMES.text();
            let lines = text.lines().skip(2).filter_map(|line| line.split_once(' '));
            lines.flat_map(|(text, names)| names.split(' ').map(move |name| (name.into(), text.into()))).collect()
        });
        names.get(name).map(|text| &**text)
    }

    /// Resolves a name behind its `&`, and tells its length.
    fn name_at(&self, after: &str, within: Within, resolved: &mut String) -> Option<usize> {
        let letters = after.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        let (name, rest) = after.split_at(letters);
        if let Some(text) = self.named(name).filter(|_| rest.starts_with(';')) {
            resolved.push_str(text);
            return Some(letters + 1);
        }
        let old = |length: &usize| OLD.split(' ').any(|old| old == &name[..*length]);
        let length = (2..=letters).rev().find(old)?;
        let follows = after[length..].chars().next();
        if within == Within::Attribute && follows.is_some_and(|c| c == '=' || c.is_ascii_alphanumeric()) {
            return None;
        }
        resolved.push_str(self.named(&name[..length])?);
        Some(length)
    }
}

/// Resolves a number behind its `&#`, and tells its length.
fn number_at(after: &str, resolved: &mut String) -> Option<usize> {
    let (digits, radix) = after.strip_prefix(['x', 'X']).map_or((after, 10), |digits| (digits, 16));
    let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    match u8::try_from(number) {
        // What lies between the two halves of Latin 1 was meant in the encoding of Windows.
        Ok(byte @ 0x80..=0x9f) => {
            resolved.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
        }
        _ => resolved.push(char::from_u32(number).filter(|c| *c != '\0').unwrap_or('\u{fffd}')),
    }
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some(after.len() - digits.len() + length + semicolon)
}
