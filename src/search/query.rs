//! What was typed, read: words, phrases, exclusions, filters, a reference. Reading never fails; what is odd is read the kindest way and noted.

use super::filter::{self, Filter};
use super::index::Index;
use super::tokens::{Shape, Tokenizer};
use crate::corpus::{Corpus, Place, Reference};

/// The query language, as told to people: what to type, and what it does.
pub const SYNTAX: &[(&str, &str)] = &[
    ("digital divide", "all of these words; near each other, in a name or in a quote comes first"),
    ("cybers", "the last word may be unfinished; a space ends it"),
    ("\"one country, one vote\"", "exactly these words in this order"),
    ("-word", "without that word; also -\"a phrase\" and any filter: -by:lee -type:quote"),
    ("by:lee", "whose words: a person's id, or any part of a name"),
    (
        "type:quote",
        "one kind: point quote text fact person post ballot priority document section timeline theme conference",
    ),
    ("theme:security", "what is tagged with that theme"),
    ("in:zhao", "what stands in that document"),
    ("post:dsg", "what is about that post"),
    ("lee.3 or lee 3", "a reference goes first when there is such a thing"),
    ("digtal divde", "a letter or two wrong is found too, and marked as such"),
    ("dbm, cybsec", "letters left out: found in names, titles and single words"),
    ("zurich, МОСКВА, l'egalite", "capitals, accents, hyphens and apostrophes do not matter, either way"),
    ("DSG, SDGs, Korea", "other names of the same thing are found too, and said"),
];

/// More words than these are not looked for.
pub(super) const MOST_WORDS: usize = 32;

/// A query as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    pub(super) words: Vec<Word>,
    pub(super) excluded: Vec<Word>,
    pub(super) filters: Vec<Filter>,
    pub(super) reference: Option<Place>,
    pub(super) notes: Vec<String>,
    unknown: Option<String>,
}

/// A word or a phrase of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// As it was typed.
    pub typed: String,
    /// The folded words that it is made of: one, the parts of a compound, the pairs of a run, or the words of a phrase.
    pub parts: Vec<String>,
    /// The parts run together, for a compound.
    pub joined: Option<String>,
    /// Whether it stood between quotation marks: these very words.
    pub quoted: bool,
    /// Whether it may go on.
    pub unfinished: bool,
}

impl Query {
    /// Reads what was typed; what makes no sense is read the kindest way, and [`super::Results::notes`] says so.
    #[must_use]
    pub fn parse(index: &Index, corpus: &Corpus, typed: &str) -> Query {
        let mut query = Query::default();
        let reference = Reference::parse(typed);
        query.reference = reference.as_ref().and_then(|reference| corpus.find(reference));
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            rest = query.piece(index, corpus, rest).trim_start();
        }
        query.finish();
        query
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.excluded.is_empty() && self.filters.is_empty() && self.reference.is_none()
    }

    /// A filter value that the corpus does not have, in a sentence that names the nearest. Typing goes on; a command line takes it for
    /// trouble.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// Reads what stands first, and returns what is left.
    fn piece<'a>(&mut self, index: &Index, corpus: &Corpus, rest: &'a str) -> &'a str {
        let negated = rest.starts_with('-') && rest[1..].starts_with(|c: char| c.is_alphanumeric() || is_quote(c));
        let body = if negated { &rest[1..] } else { rest };
        if body.starts_with(is_quote) {
            let (phrase, after, closed) = quoted(body);
            if !closed && !phrase.trim().is_empty() {
                self.notes.push(format!("the quotation mark before “{}” is still open", phrase.trim()));
            }
            let phrase = Word::phrase(phrase, !closed);
            let words = if negated { &mut self.excluded } else { &mut self.words };
            words.extend(phrase);
            return after;
        }
        let end = body.find(char::is_whitespace).unwrap_or(body.len());
        let unfinished = end == body.len();
        if let Some((key, value)) = body[..end].split_once(':')
            && !key.is_empty()
            && key.chars().all(char::is_alphabetic)
        {
            let (value, after) = if value.starts_with(is_quote) {
                let (value, after, _) = quoted(&body[key.len() + 1..]);
                (value, after)
            } else {
                (value, &body[end..])
            };
            if self.filter(index, corpus, key, value, negated) {
                return after;
            }
        }
        let mut words = Word::all(&body[..end], unfinished);
        if negated {
            // What is still being typed must not take away more than it says.
            for word in &mut words {
                word.unfinished = false;
            }
            self.excluded.extend(words);
        } else {
            self.words.extend(words);
        }
        &body[end..]
    }

    /// Reads a filter; false if there is none of that name, and it is to be read as words.
    fn filter(&mut self, index: &Index, corpus: &Corpus, key: &str, value: &str, negated: bool) -> bool {
        let Some(key) = filter::Key::named(key) else {
            if self.reference.is_none() && !value.is_empty() && !value.starts_with('/') {
                self.notes.push(format!("there is no filter `{key}:`; it is read as words"));
            }
            return false;
        };
        if value.trim().is_empty() {
            self.notes.push(format!("`{}:` wants {}", key.name(), key.wants()));
            return true;
        }
        let found = filter::resolve(&index.values, corpus, key, value);
        if let Some(note) = found.note {
            if found.unknown && self.unknown.is_none() {
                self.unknown = Some(note.clone());
            }
            self.notes.push(note);
        }
        self.filters.push(Filter { negated, ..found.filter });
        true
    }

    fn finish(&mut self) {
        if self.words.len() > MOST_WORDS {
            self.words.truncate(MOST_WORDS);
            self.notes.push(format!("only the first {MOST_WORDS} words are looked for"));
        }
        let last = self.words.len().saturating_sub(1);
        for word in &mut self.words[..last] {
            // Only what stands last can still be under way, but for a single character of a script without spaces.
            word.unfinished &= word.is_single();
        }
    }
}

/// Whether a character opens or closes a phrase.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// What stands between quotation marks, what follows, and whether there was a closing mark.
fn quoted(body: &str) -> (&str, &str, bool) {
    let open = body.chars().next().map_or(0, char::len_utf8);
    let inside = &body[open..];
    match inside.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((at, c)) => (&inside[..at], &inside[at + c.len_utf8()..], true),
        None => (inside, "", false),
    }
}

impl Word {
    /// The words of a stretch without spaces.
    fn all(typed: &str, unfinished: bool) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut end = 0;
        let mut in_run = false;
        let mut run = 0;
        let mut compound_end = 0;
        Tokenizer::default().each(typed, |token| {
            let part = token.word.to_owned();
            match (token.shape, words.last_mut()) {
                (Shape::Joined, _) => {
                    compound_end = token.end;
                    words.push(Word {
                        typed: typed[token.start..token.end].to_owned(),
                        joined: Some(part),
                        ..Word::default()
                    });
                }
                (Shape::Word, Some(word)) if token.start < compound_end => word.parts.push(part),
                (Shape::Pair, Some(word)) if in_run && token.start < end => {
                    typed[run..token.end].clone_into(&mut word.typed);
                    word.parts.push(part);
                }
                (Shape::Last, Some(_)) if in_run && token.start < end => {}
                _ => words.push(Word {
                    typed: typed[token.start..token.end].to_owned(),
                    parts: vec![part],
                    ..Word::default()
                }),
            }
            if !in_run {
                run = token.start;
            }
            in_run = matches!(token.shape, Shape::Pair);
            end = token.end;
        });
        for word in &mut words {
            word.unfinished = word.is_single();
        }
        if let Some(last) = words.last_mut() {
            // A stop or a bracket after a word ends it like a space.
            last.unfinished |= unfinished && typed.ends_with(|c: char| !c.is_ascii_punctuation());
        }
        words
    }

    /// A phrase, as one word of many parts.
    fn phrase(typed: &str, unfinished: bool) -> Option<Word> {
        let words = Word::all(typed, false);
        let parts: Vec<String> = words.into_iter().flat_map(|word| word.parts).collect();
        let unfinished = unfinished && typed.ends_with(|c: char| c.is_alphanumeric());
        (!parts.is_empty()).then(|| Word {
            typed: typed.trim().to_owned(),
            parts,
            joined: None,
            quoted: true,
            unfinished,
        })
    }

    /// Whether it is one character of a script that is written in pairs: the beginning of a pair, then.
    fn is_single(&self) -> bool {
        let [part] = &self.parts[..] else { return false };
        let mut characters = part.chars();
        matches!((characters.next(), characters.next()), (Some(c), None) if c as u32 >= 0x0E00)
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Query};
    use crate::corpus::Corpus;

    fn read(typed: &str) -> String {
        let corpus = Corpus::default();
        let query = Query::parse(&Index::build(&corpus), &corpus, typed);
        let words = |words: &[super::Word]| {
            let one = |word: &super::Word| {
                let quote = if word.quoted { "\"" } else { "" };
                format!("{quote}{}{quote}{}", word.parts.join("+"), if word.unfinished { "*" } else { "" })
            };
            words.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        format!("{} - {}", words(&query.words), words(&query.excluded)).trim_end_matches(" - ").to_owned()
    }

    #[test]
    fn a_query_is_read_as_it_stands() {
        for (typed, read_as) in [
            ("Digital divi", "digital divi*"),
            ("digital divide ", "digital divide"),
            ("\"one country, one vote\"", "\"one+country+one+vote\""),
            ("\"one coun", "\"one+coun\"*"),
            ("wtpf-21 ITU-T", "wtpf+21 itu+t*"),
            ("term -limit -\"in office\"", "term - limit \"in+office\""),
            ("电信联 5G", "电信+信联 5g*"),
            ("电 x ", "电* x"),
            ("- \" :", ""),
            ("a -", "a"),
            ("http://x.org", "http x+org*"),
        ] {
            assert_eq!(read(typed), read_as, "{typed}");
        }
    }
}
