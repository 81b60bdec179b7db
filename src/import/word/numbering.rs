//! The numbers that Word shows before paragraphs: they stand nowhere in the text, but are counted by lists that a part of the package defines.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::attribute;
use crate::import::number::Numerals;

/// More levels than these a list does not have.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: i64,
    /// `None` for bullets.
    numerals: Option<Numerals>,
    /// What is shown: `%1.`, `(%2)`, `%1.%2`.
    text: String,
}

impl Default for Level {
    fn default() -> Level {
        Level { start: 1, numerals: Some(Numerals::Decimal), text: String::new() }
    }
}

/// A list that paragraphs can belong to: which definition it follows, and where it begins anew.
#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, i64>,
}

/// Which list and which level of it a paragraph is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Membership {
    /// The number of the list, if that is said.
    pub list: Option<String>,
    /// The level, from 0, if that is said.
    pub level: Option<usize>,
}

/// A style: the list its paragraphs are of, and the style it is made from.
#[derive(Debug, Clone, Default)]
struct Style {
    of: Membership,
    based_on: Option<String>,
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    counters: HashMap<String, [Option<i64>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads what a document says of its lists and of the styles that use them. What is broken in there counts nothing.
    pub(super) fn read(numbering: Option<&str>, styles: Option<&str>) -> Numbering {
        let mut found = Numbering::default();
        if let Some(xml) = numbering {
            found.read_lists(xml);
        }
        if let Some(xml) = styles {
            found.read_styles(xml);
        }
        found
    }

    fn read_lists(&mut self, xml: &str) {
        let (mut definition, mut list, mut level) = (None, None, 0);
        let number =
            |tag: &BytesStart<'_>, name: &str| attribute(tag, name).and_then(|value| value.parse::<i64>().ok());
        let index = |value: Option<i64>| usize::try_from(value.unwrap_or(0)).unwrap_or(0).min(LEVELS - 1);
        for_each_tag(xml, |name, tag, end| match (name, end) {
            ("abstractNum", true) => definition = None,
            ("num", true) => list = None,
            (_, true) => {}
            ("abstractNum", _) => {
                definition = attribute(tag, "abstractNumId");
                if let Some(id) = &definition {
                    self.definitions.insert(id.clone(), vec![Level::default(); LEVELS]);
                }
            }
            ("num", _) => list = attribute(tag, "numId"),
            ("lvl" | "lvlOverride", _) => level = index(number(tag, "ilvl")),
            ("abstractNumId", _) => {
                if let (Some(id), Some(definition)) = (&list, attribute(tag, "val")) {
                    self.lists.insert(id.clone(), List { definition, ..List::default() });
                }
            }
            ("startOverride", _) => {
                let list = list.as_ref().and_then(|id| self.lists.get_mut(id));
                if let (Some(list), Some(start)) = (list, number(tag, "val")) {
                    list.starts.insert(level, start);
                }
            }
            _ => {
                let levels = definition.as_ref().and_then(|id| self.definitions.get_mut(id));
                let Some(level) = levels.map(|levels| &mut levels[level]) else { return };
                match name {
                    "start" => level.start = number(tag, "val").unwrap_or(1),
                    "numFmt" => level.numerals = attribute(tag, "val").and_then(|name| Numerals::named(&name)),
                    "lvlText" => level.text = attribute(tag, "val").unwrap_or_default(),
                    _ => {}
                }
            }
        });
    }

    fn read_styles(&mut self, xml: &str) {
        let mut open: Option<(String, Style)> = None;
        for_each_tag(xml, |name, tag, end| match (name, end) {
            ("style", true) => self.styles.extend(open.take()),
            (_, true) => {}
            ("style", _) => open = attribute(tag, "styleId").map(|id| (id.to_lowercase(), Style::default())),
            _ => {
                let Some((_, style)) = &mut open else { return };
                match name {
                    "basedOn" => style.based_on = attribute(tag, "val").map(|id| id.to_lowercase()),
                    "numId" => style.of.list = attribute(tag, "val"),
                    "ilvl" => style.of.level = attribute(tag, "val").and_then(|level| level.parse().ok()),
                    _ => {}
                }
            }
        });
    }

    /// What a style says of lists, or one that it is made from.
    fn of_style(&self, style: &str) -> Membership {
        let mut of = Membership::default();
        let mut name = style;
        // A style that is made from itself is not looked at for ever.
        for _ in 0..32 {
            let Some(style) = self.styles.get(name) else { break };
            of.list = of.list.or_else(|| style.of.list.clone());
            of.level = of.level.or(style.of.level);
            let Some(based_on) = &style.based_on else { break };
            name = based_on;
        }
        of
    }

    /// The number of the next paragraph of that style and list, as it is shown; `None` where none is.
    pub(super) fn next(&mut self, style: &str, own: &Membership) -> Option<String> {
        let inherited = self.of_style(style);
        let list_id = own.list.clone().or(inherited.list)?;
        let level = own.level.or(inherited.level).unwrap_or(0).min(LEVELS - 1);
        let list = self.lists.get(&list_id)?;
        let levels = self.definitions.get(&list.definition)?;
        // Lists that follow one definition go on counting for each other, but where one begins anew.
        let counters = self.counters.entry(list.definition.clone()).or_default();
        let anew = list.starts.get(&level).filter(|_| self.begun.insert((list_id, level)));
        counters[level] = Some(match (anew, counters[level]) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => levels[level].start,
        });
        counters[level + 1..].fill(None);
        levels[level].numerals?;
        let shown = levels[..=level].iter().enumerate().rev().fold(levels[level].text.clone(), |text, (at, own)| {
            let number = counters[at].unwrap_or(own.start);
            text.replace(&format!("%{}", at + 1), &own.numerals.unwrap_or_default().write(number))
        });
        Some(shown.trim().to_owned()).filter(|shown| !shown.is_empty())
    }
}

/// Goes through the tags of an XML text: the name of each, the tag, and whether it is one that ends an element.
fn for_each_tag(xml: &str, mut each: impl FnMut(&str, &BytesStart<'_>, bool)) {
    let mut reader = Reader::from_str(xml);
    let none = BytesStart::new("");
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => each(tag.local_name().as_ref(), &tag, false),
            Event::Empty(tag) => {
                each(tag.local_name().as_ref(), &tag, false);
                each(tag.local_name().as_ref(), &tag, true);
            }
            Event::End(tag) => each(tag.local_name().as_ref(), &none, true),
            Event::Eof => break,
            _ => {}
        }
    }
}
