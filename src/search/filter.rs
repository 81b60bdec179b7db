//! Filters: `by:` `type:` `theme:` `in:` `post:`, what their values name in a corpus, and which items they let through.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::items::{Items, themes_of};
use super::tokens::is_letter;
use crate::corpus::{Corpus, Document, Kind, Place, Reference};
use crate::text::fold::fold;

/// The names of the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    By,
    Type,
    Theme,
    In,
    Post,
}

/// A filter with its value looked up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filter {
    pub key: Key,
    /// Positions in the corpus of the people, themes, documents or posts named; of [`Kind::ALL`] for a type.
    pub named: Vec<u32>,
    /// Whether it is what is named that is left out.
    pub negated: bool,
}

/// What a value was read as.
#[derive(Debug)]
pub(super) struct Resolved {
    pub filter: Filter,
    /// What is to be said about it.
    pub note: Option<String>,
    /// Whether the corpus has nothing of that name.
    pub unknown: bool,
}

/// How like a value a name must be to be taken for it.
const NEAR: f64 = 0.6;

impl Key {
    pub const ALL: [Key; 5] = [Key::By, Key::Type, Key::Theme, Key::In, Key::Post];

    pub fn name(self) -> &'static str {
        match self {
            Key::By => "by",
            Key::Type => "type",
            Key::Theme => "theme",
            Key::In => "in",
            Key::Post => "post",
        }
    }

    /// The key of a name, whatever its case.
    pub fn named(name: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(name))
    }

    /// What kind of value it takes, in words.
    pub fn wants(self) -> &'static str {
        match self {
            Key::By => "a person's id or a part of a name",
            Key::Type => "a kind, such as quote or fact",
            Key::Theme => "a theme",
            Key::In => "a document",
            Key::Post => "a post, such as dsg",
        }
    }

    /// What has the value, in words.
    fn noun(self) -> &'static str {
        match self {
            Key::By => "person",
            Key::Type => "type",
            Key::Theme => "theme",
            Key::In => "document",
            Key::Post => "post",
        }
    }

    /// The position of an exact id, without looking through all of them.
    fn position(self, corpus: &Corpus, id: &str) -> Option<u32> {
        let id = id.to_lowercase();
        let reference = match self {
            Key::By => Reference::Person(id),
            Key::Type => {
                return Kind::ALL.iter().position(|kind| kind.name() == id).and_then(|at| u32::try_from(at).ok());
            }
            Key::Theme => Reference::Theme(id),
            Key::In => Reference::Document(id),
            Key::Post => Reference::Post(id),
        };
        match corpus.find(&reference)? {
            Place::Person(at) | Place::Theme(at) | Place::Document(at) | Place::Post(at) => Some(at),
            _ => None,
        }
    }

    /// All values that the filter takes in a corpus.
    fn values(self, corpus: &Corpus) -> Vec<Value> {
        match self {
            Key::By => {
                let people = corpus.people.iter();
                people.map(|person| Value::new(&person.id, &person.name, &person.sort_name)).collect()
            }
            Key::Type => {
                Kind::ALL.iter().map(|kind| Value::new(kind.name(), kind.name(), &format!("{kind}s"))).collect()
            }
            Key::Theme => corpus.themes.iter().map(|theme| Value::new(&theme.id, &theme.label, "")).collect(),
            Key::In => {
                let documents = corpus.documents.iter();
                documents.map(|doc| Value::new(&doc.id, &doc.title, corpus.author_name(doc))).collect()
            }
            Key::Post => {
                let posts = corpus.posts.iter();
                posts
                    .map(|post| Value::new(&post.id, &post.label, post.abbreviation.as_deref().unwrap_or("")))
                    .collect()
            }
        }
    }
}

/// The values that the filters take in a corpus, each list made when it is first wanted.
#[derive(Debug, Default)]
pub(super) struct Values {
    lists: [OnceLock<Vec<Value>>; Key::ALL.len()],
}

impl Values {
    /// Those of one filter, in the order of the corpus.
    pub fn of(&self, corpus: &Corpus, key: Key) -> &[Value] {
        self.lists[key as usize].get_or_init(|| key.values(corpus))
    }
}

/// A value that a filter takes.
#[derive(Debug)]
pub(super) struct Value {
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its names, squeezed: the id and another name, then the label and its words.
    names: Vec<String>,
}

impl Value {
    fn new(id: &str, label: &str, other: &str) -> Value {
        let mut names = vec![squeeze(id), squeeze(other), squeeze(label)];
        let words = label.split_whitespace().chain(label.split(|c: char| !is_letter(c)));
        for word in words.map(squeeze).filter(|word| !word.is_empty()) {
            if !names.contains(&word) {
                names.push(word);
            }
        }
        Value { id: id.to_owned(), label: label.to_owned(), names }
    }

    /// Whether a squeezed value is a part of one of its names.
    fn has(&self, wanted: &str) -> bool {
        self.names.iter().any(|name| name.contains(wanted))
    }

    /// Whether a squeezed value is the beginning of one of its names, or of a word in one.
    fn begins(&self, wanted: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(wanted))
    }

    /// Whether a squeezed value is its id or other name.
    fn is(&self, wanted: &str) -> bool {
        self.names[..2].iter().any(|name| name == wanted)
    }

    /// How like one of its names a value is, from 0 to 1.
    fn likeness(&self, wanted: &str) -> f64 {
        self.names.iter().map(|name| strsim::normalized_damerau_levenshtein(name, wanted)).fold(0.0, f64::max)
    }
}

/// A name in the form in which values are compared: folded, letters and digits only.
pub(super) fn squeeze(name: &str) -> String {
    fold(name).chars().filter(|c| is_letter(*c)).collect()
}

/// Looks up what a value names: an exact id alone, else all that have it in a name, else the nearest.
pub(super) fn resolve(values: &Values, corpus: &Corpus, key: Key, value: &str) -> Resolved {
    if let Some(at) = key.position(corpus, value) {
        return Resolved { filter: Filter { key, named: vec![at], negated: false }, note: None, unknown: false };
    }
    let wanted = squeeze(value);
    let values = values.of(corpus, key);
    let filter = |named: Vec<(u32, &Value)>| Filter {
        key,
        named: named.into_iter().map(|(position, _)| position).collect(),
        negated: false,
    };
    if let Some(exact) = (0..).zip(values).find(|(_, value)| value.is(&wanted)) {
        return Resolved { filter: filter(vec![exact]), note: None, unknown: false };
    }
    let parts = parts(values, &wanted);
    if !parts.is_empty() {
        let note = (parts.len() > 1).then(|| {
            let names: Vec<&str> = parts.iter().map(|(_, value)| value.label.as_str()).take(4).collect();
            let more = if parts.len() > names.len() {
                format!(" and {} more", parts.len() - names.len())
            } else {
                String::new()
            };
            format!("`{}:{value}` is any of {}{more}", key.name(), names.join(", "))
        });
        return Resolved { filter: filter(parts), note, unknown: false };
    }
    let likeness = (0..).zip(values).map(|found| (found.1.likeness(&wanted), found));
    let (note, named) = match likeness.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
        Some((likeness, nearest)) => (
            format!("no {} `{value}`; nearest: {}", key.noun(), nearest.1.id),
            if likeness >= NEAR { vec![nearest] } else { Vec::new() },
        ),
        None => (format!("no {} `{value}`", key.noun()), Vec::new()),
    };
    Resolved { filter: filter(named), note: Some(note), unknown: true }
}

/// The values that have a squeezed value as a part of a name: at the beginning of a word, or if there are none such, anywhere.
/// Each with its position.
pub(super) fn parts<'a>(values: &'a [Value], wanted: &str) -> Vec<(u32, &'a Value)> {
    let all = || (0..).zip(values);
    let begin: Vec<_> = all().filter(|(_, value)| value.begins(wanted)).collect();
    if begin.is_empty() { all().filter(|(_, value)| value.has(wanted)).collect() } else { begin }
}

/// The filters of a query, ready to be asked about items.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    corpus: &'a Corpus,
    items: &'a Items,
    filters: &'a [Filter],
    /// For each kind whether it passes.
    kinds: [bool; Kind::ALL.len()],
    /// For each document whether what stands in it passes, themes apart.
    documents: Vec<bool>,
    themes: bool,
    /// One bit each, as in [`Items::may_have_theme`], for the themes of which an item has to have one; none if it need not.
    wanted: Option<u64>,
}

impl<'a> Sieve<'a> {
    pub fn new(corpus: &'a Corpus, items: &'a Items, filters: &'a [Filter]) -> Sieve<'a> {
        let themes = filters.iter().any(|filter| filter.key == Key::Theme);
        let wanted = filters.iter().filter(|filter| filter.key == Key::Theme && !filter.negated);
        let wanted = wanted.map(Filter::theme_bits).reduce(|all, bits| all | bits);
        let kinds = [true; Kind::ALL.len()];
        let mut sieve = Sieve { corpus, items, filters, kinds, documents: Vec::new(), themes, wanted };
        if filters.is_empty() {
            return sieve;
        }
        for (at, kind) in (0..).zip(Kind::ALL) {
            sieve.kinds[kind as usize] = sieve.lets(&[Key::Type], |filter| filter.named.contains(&at));
        }
        let posts: FxHashMap<&str, &str> = corpus
            .candidacies
            .iter()
            .filter_map(|candidacy| Some((candidacy.document.as_deref()?, candidacy.post.as_str())))
            .collect();
        let lets = |(at, document): (u32, &Document)| {
            sieve.lets(&[Key::By, Key::In, Key::Post], |filter| match filter.key {
                Key::By => filter.names_person(corpus, document.speaker.as_deref()),
                Key::Post => filter.names_post(corpus, posts.get(&*document.id).copied()),
                _ => filter.named.contains(&at),
            })
        };
        let documents = (0..).zip(&corpus.documents).map(lets).collect();
        Sieve { documents, ..sieve }
    }

    /// Whether an item passes.
    #[inline]
    pub fn admits(&self, item: u32) -> bool {
        self.filters.is_empty()
            || (self.kinds[self.items.kind(item) as usize]
                && self.wanted.is_none_or(|themes| self.items.may_have_theme(item, themes))
                && self.looks(item))
    }

    /// The item after the document that an item is or stands in, if nothing in it comes through.
    pub fn passed_over(&self, item: u32) -> Option<u32> {
        let document = self.items.document(item).filter(|_| !self.filters.is_empty())? as usize;
        (!self.documents[document]).then(|| self.items.documents[document].end)
    }

    fn looks(&self, item: u32) -> bool {
        let corpus = self.corpus;
        let in_theme =
            || !self.themes || self.lets(&[Key::Theme], |filter| filter.names_theme(corpus, self.items, item));
        if let Some(document) = self.items.document(item) {
            return self.documents[document as usize] && in_theme();
        }
        let found = corpus.item(self.items.place(item));
        let passes = self.lets(&[Key::By, Key::In, Key::Post], |filter| match filter.key {
            Key::By => filter.names_person(corpus, found.speaker.map(|person| &*person.id)),
            Key::Post => filter.names_post(corpus, found.post.map(|post| &*post.id)),
            _ => filter.names_document(corpus, found.document.map(|document| &*document.id)),
        });
        passes && in_theme()
    }

    /// Whether the filters of these keys let something through of which `names` says whether a filter names it: of several filters with one
    /// key any will do, of those with a minus none may.
    fn lets(&self, keys: &[Key], names: impl Fn(&Filter) -> bool) -> bool {
        keys.iter().all(|key| {
            let of_key = || self.filters.iter().filter(|filter| filter.key == *key);
            let wanted =
                !of_key().any(|filter| !filter.negated) || of_key().any(|filter| !filter.negated && names(filter));
            wanted && !of_key().any(|filter| filter.negated && names(filter))
        })
    }
}

impl Filter {
    fn names_person(&self, corpus: &Corpus, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.named.iter().any(|at| corpus.people[*at as usize].id == id))
    }

    fn names_post(&self, corpus: &Corpus, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.named.iter().any(|at| corpus.posts[*at as usize].id == id))
    }

    fn names_document(&self, corpus: &Corpus, id: Option<&str>) -> bool {
        id.is_some_and(|id| self.named.iter().any(|at| corpus.documents[*at as usize].id == id))
    }

    /// The themes named, one bit each by position modulo 64.
    fn theme_bits(&self) -> u64 {
        self.named.iter().fold(0, |bits, at| bits | 1 << (at % 64))
    }

    fn names_theme(&self, corpus: &Corpus, items: &Items, item: u32) -> bool {
        let named = |theme: &String| self.named.iter().any(|at| corpus.themes[*at as usize].id == *theme);
        items.may_have_theme(item, self.theme_bits())
            && (items.tells_themes() || themes_of(corpus, items.place(item)).iter().any(named))
    }
}
