//! References: what a person types, cites, keeps and pipes.
//!
//! `DOCUMENT.SECTION.PASSAGE`, 1-based, for documents; `KIND:ID` for all else. Reading is lenient, writing is always canonical.
//!
//! Where several corpora are joined, an id may stand in the namespace of one of them, a slash between: `pp26/lee.3.2`, `person:pp26/lee`,
//! `ballot:pp26/bdt.2`. Ids begin with a letter and none is the word for a kind, so this cannot be mistaken: in `lee/3/2` a number follows the
//! slash, in `person/lee` a kind stands before it. A namespace is never divided by a space or a full stop; `pp26/person:lee` is read too.

use std::fmt;

use super::{Corpus, Place};

/// The name of one citable thing. Its `Display` is the canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reference {
    /// `conference`, or `pp26/conference` for that of another of several corpora
    Conference(Namespace),
    /// `lee`
    Document(String),
    /// `lee.3`
    Section {
        /// Id of the document.
        document: String,
        /// Number of the section, from 1.
        section: u32,
    },
    /// `lee.3.2`, or `lee.3.t2` for a passage of the full text
    Passage {
        /// Id of the document.
        document: String,
        /// Number of the section, from 1.
        section: u32,
        /// Whether it is a passage of the full text, which are numbered by themselves.
        text: bool,
        /// Number of the passage, from 1.
        passage: u32,
    },
    /// `person:lee`
    Person(String),
    /// `post:dsg`
    Post(String),
    /// `ballot:bdt.2`
    Ballot {
        /// Id of the post.
        post: String,
        /// Round, from 1.
        round: u32,
    },
    /// `priority:lee-1`
    Priority(String),
    /// `theme:security`
    Theme(String),
    /// `fact:majority`
    Fact(String),
    /// `timeline:3`; `pp26/timeline:3` is read for what is third in one of several corpora
    Timeline {
        /// The corpus that counts.
        namespace: Namespace,
        /// Number of the entry, from 1.
        number: u32,
    },
}

/// What one of several corpora is called where its ids are not the whole's own; empty for those that are.
pub type Namespace = String;

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conference(namespace) => write!(f, "{}conference", before(namespace)),
            Self::Document(id) => f.write_str(id),
            Self::Section { document, section } => write!(f, "{document}.{section}"),
            Self::Passage { document, section, text, passage } => {
                write!(f, "{document}.{section}.{}{passage}", if *text { "t" } else { "" })
            }
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Post(id) => write!(f, "post:{id}"),
            Self::Ballot { post, round } => write!(f, "ballot:{post}.{round}"),
            Self::Priority(id) => write!(f, "priority:{id}"),
            Self::Theme(id) => write!(f, "theme:{id}"),
            Self::Fact(id) => write!(f, "fact:{id}"),
            Self::Timeline { namespace, number } => write!(f, "{}timeline:{number}", before(namespace)),
        }
    }
}

/// A namespace with its slash.
fn before(namespace: &str) -> String {
    if namespace.is_empty() { String::new() } else { format!("{namespace}/") }
}

/// A reference that names nothing in the corpus at hand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct UnknownReference {
    /// What was given.
    pub given: String,
    /// The reference nearest to it that exists.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no `{}` in this corpus", self.given)?;
        if let Some(nearest) = &self.nearest {
            write!(f, "; the nearest is `{nearest}`")?;
        }
        Ok(())
    }
}

impl Reference {
    /// Reads a reference by its form alone, leniently: case does not matter, and `.`, `:`, `/`, `,` and white space all
    /// separate (`Lee 3`, `lee:3.2`, `lee/3/2`). Nothing is looked up, so a document that does not exist reads as well as one that does.
    /// `None` if it has no form of a reference.
    #[must_use]
    pub fn parse(given: &str) -> Option<Reference> {
        let lower = given.trim().to_lowercase();
        let mut words = words(&lower);
        let first = words.first()?.clone();
        let known = |word: &str| KINDS.into_iter().find(|kind| *kind == word);
        let (mut kind, mut namespace) = (known(&first), String::new());
        if kind.is_some() {
            words.remove(0);
        } else if let Some((before, last)) = first.rsplit_once('/')
            && let Some(named) = known(last)
        {
            // `pp26/person:lee`
            (kind, namespace) = (Some(named), before.to_owned());
            words.remove(0);
        }
        let id = |word: &str| format!("{}{word}", before(&namespace));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let number = |word: &str| word.parse::<u32>().ok();
        Some(match (kind, &words[..]) {
            (Some("conference"), []) => Self::Conference(namespace),
            (Some("person"), [person]) => Self::Person(id(person)),
            (Some("post"), [post]) => Self::Post(id(post)),
            (Some("ballot"), [post, round]) => Self::Ballot { post: id(post), round: number(round)? },
            (Some("priority"), [priority]) => Self::Priority(id(priority)),
            (Some("theme"), [theme]) => Self::Theme(id(theme)),
            (Some("fact"), [fact]) => Self::Fact(id(fact)),
            (Some("timeline"), [at]) => Self::Timeline { namespace, number: number(at)? },
            (Some("document") | None, [document]) => Self::Document(id(document)),
            (None, [document, section]) => Self::Section { document: id(document), section: number(section)? },
            (None, [document, section, passage]) => {
                let (text, digits) = passage.strip_prefix('t').map_or((false, *passage), |digits| (true, digits));
                Self::Passage { document: id(document), section: number(section)?, text, passage: number(digits)? }
            }
            // A kind by itself is a document's id as far as its form goes; no corpus has one.
            (Some(kind), []) => Self::Document(id(kind)),
            _ => return None,
        })
    }

    /// The same thing as far as it has a table of its own: the document of a section or a passage, all else as it is.
    #[must_use]
    pub(super) fn record(&self) -> Reference {
        match self {
            Self::Section { document, .. } | Self::Passage { document, .. } => Self::Document(document.clone()),
            other => other.clone(),
        }
    }

    /// The same in another record: a section or passage of another document, all else the record itself.
    #[must_use]
    pub(super) fn within(&self, record: Reference) -> Reference {
        match (self, record) {
            (Self::Section { section, .. }, Self::Document(document)) => Self::Section { document, section: *section },
            (Self::Passage { section, text, passage, .. }, Self::Document(document)) => {
                Self::Passage { document, section: *section, text: *text, passage: *passage }
            }
            (_, record) => record,
        }
    }

    /// The namespace that it stands in, and what it is called there; `None` if it stands in none.
    #[must_use]
    pub fn divide(&self) -> Option<(Namespace, Reference)> {
        let divided = |id: &str| id.split_once('/').map(|(namespace, id)| (namespace.to_owned(), id.to_owned()));
        let with = |id: &str, make: fn(String) -> Reference| divided(id).map(|(namespace, id)| (namespace, make(id)));
        match self {
            Self::Conference(namespace) if namespace.is_empty() => None,
            Self::Timeline { namespace, .. } if namespace.is_empty() => None,
            Self::Conference(namespace) => Some((namespace.clone(), Self::Conference(String::new()))),
            Self::Timeline { namespace, number } => {
                Some((namespace.clone(), Self::Timeline { namespace: String::new(), number: *number }))
            }
            Self::Section { document, .. } | Self::Passage { document, .. } => {
                divided(document).map(|(namespace, id)| (namespace, self.within(Self::Document(id))))
            }
            Self::Ballot { post, round } => {
                divided(post).map(|(namespace, post)| (namespace, Self::Ballot { post, round: *round }))
            }
            Self::Document(id) => with(id, Self::Document),
            Self::Person(id) => with(id, Self::Person),
            Self::Post(id) => with(id, Self::Post),
            Self::Priority(id) => with(id, Self::Priority),
            Self::Theme(id) => with(id, Self::Theme),
            Self::Fact(id) => with(id, Self::Fact),
        }
    }
}

/// The words for kinds, none of which is a document's id or a namespace.
pub(super) const KINDS: [&str; 9] =
    ["conference", "person", "post", "ballot", "priority", "theme", "fact", "timeline", "document"];

/// The parts of a reference, an id with its namespaces being one.
fn words(text: &str) -> Vec<String> {
    let is_separator = |c: char| matches!(c, '.' | ':' | '/' | ',') || c.is_whitespace();
    let letter = |word: &str| word.starts_with(char::is_alphabetic);
    // Behind the word for a kind an id begins; a number is no id.
    let goes_on = |last: &str| letter(last) && !last.rsplit('/').take(1).any(|word| KINDS.contains(&word));
    let mut words: Vec<String> = Vec::new();
    let mut between = String::new();
    for piece in text.split_inclusive(is_separator) {
        let word = piece.trim_end_matches(is_separator);
        if !word.is_empty() {
            match words.last_mut() {
                Some(last) if between == "/" && letter(word) && goes_on(last) => {
                    last.push('/');
                    last.push_str(word);
                }
                _ => words.push(word.to_owned()),
            }
            between.clear();
        }
        between.push_str(&piece[word.len()..]);
    }
    words
}

impl Corpus {
    /// The place that a reference names, read leniently.
    ///
    /// # Errors
    /// If the corpus has no such thing: the error names the nearest reference that exists.
    pub fn resolve(&self, given: &str) -> Result<Place, UnknownReference> {
        Reference::parse(given)
            .and_then(|reference| self.find(&reference))
            .ok_or_else(|| UnknownReference { given: given.to_owned(), nearest: self.nearest_reference(given) })
    }

    /// The existing reference that is nearest to what was given, by Damerau-Levenshtein similarity.
    fn nearest_reference(&self, given: &str) -> Option<String> {
        let given =
            Reference::parse(given).map_or_else(|| given.trim().to_lowercase(), |reference| reference.to_string());
        self.candidates(&given)
            .into_iter()
            .map(|place| self.reference(place).to_string())
            .map(|reference| (strsim::normalized_damerau_levenshtein(&given, &reference), reference))
            .filter(|(similarity, _)| *similarity >= 0.4)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, reference)| reference)
    }
}

impl Corpus {
    /// The places whose references are compared with one that names nothing: all of them; of a large corpus all records and, where it is like one of a
    /// document, that document's beginning and end.
    fn candidates(&self, given: &str) -> Vec<Place> {
        const ALL: usize = 20_000;
        const MOST: usize = 2_000;
        let all: Vec<Place> = self.places().take(ALL + 1).collect();
        if all.len() <= ALL {
            return all;
        }
        let documents = || (0..).take(self.documents.len());
        let own = given.split('.').next().unwrap_or_default();
        let like = |at: &u32| strsim::normalized_damerau_levenshtein(own, &self.documents[*at as usize].id);
        let document = documents().map(|at| (like(&at), at)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let within: Vec<Place> = document.map(|(_, at)| self.places_in(at).collect()).unwrap_or_default();
        let ends = within.iter().take(MOST).chain(within.iter().skip(MOST.max(within.len().saturating_sub(MOST))));
        self.places_outside().chain(documents().map(Place::Document)).chain(ends.copied()).collect()
    }
}

/// Joins words of a command line into references: a bare number (`3`, `t2`) belongs to the reference before it, so that
/// `lee 3 2 zhao` reads as `lee.3.2` and `zhao`.
#[must_use]
pub fn join_words<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    let mut references: Vec<String> = Vec::new();
    for word in words.iter().flat_map(|word| word.as_ref().split_whitespace()) {
        let digits = word.strip_prefix(['t', 'T']).unwrap_or(word);
        let is_number =
            digits.split(['.', '/', ':']).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        match references.last_mut() {
            Some(last) if is_number => {
                last.push('.');
                last.push_str(word);
            }
            _ => references.push(word.to_owned()),
        }
    }
    references
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Reference, join_words};

    #[test]
    fn reading_is_lenient_and_writing_is_canonical() {
        for (given, canonical) in [
            ("Lee 3", "lee.3"),
            ("lee:3.2", "lee.3.2"),
            ("lee/3/2", "lee.3.2"),
            ("LEE.3", "lee.3"),
            ("lee.3.T2", "lee.3.t2"),
            (" goals ", "goals"),
            ("Person:Bogdan-Martin", "person:bogdan-martin"),
            ("ballot:bdt.2", "ballot:bdt.2"),
            ("ballot bdt 2", "ballot:bdt.2"),
            ("timeline:3", "timeline:3"),
            ("conference", "conference"),
            ("PP26/Lee.3", "pp26/lee.3"),
            ("pp26/lee/3/2", "pp26/lee.3.2"),
            ("pp26/lee 3 t2", "pp26/lee.3.t2"),
            ("person:pp26/lee", "person:pp26/lee"),
            ("person/pp26/lee", "person:pp26/lee"),
            ("pp26/person:lee", "person:pp26/lee"),
            ("pp26/person/lee", "person:pp26/lee"),
            ("ballot:pp26/bdt.2", "ballot:pp26/bdt.2"),
            ("pp26/ballot bdt 2", "ballot:pp26/bdt.2"),
            ("pp26/timeline:2", "pp26/timeline:2"),
            ("pp26/conference", "pp26/conference"),
            ("both/pp26/lee.3", "both/pp26/lee.3"),
            ("person/lee", "person:lee"),
            ("ballot/bdt/2", "ballot:bdt.2"),
            ("lee/3", "lee.3"),
            ("lee/3/t2", "lee.3.t2"),
        ] {
            assert_eq!(
                Reference::parse(given).map(|reference| reference.to_string()).as_deref(),
                Some(canonical),
                "{given}"
            );
        }
        for given in ["lee.x", "pp26 lee", "pp26:lee", "pp26.lee.3", "lee/3/x", "pp26/ballot:bdt", "person lee 3"] {
            assert_eq!(Reference::parse(given), None, "{given}");
        }
        assert_eq!(Reference::parse(""), None);
    }

    #[test]
    fn a_reference_is_divided_into_its_namespace_and_the_rest() {
        for (given, namespace, rest) in [
            ("pp26/lee.3.t2", "pp26", "lee.3.t2"),
            ("person:pp26/lee", "pp26", "person:lee"),
            ("ballot:a/b/bdt.2", "a", "ballot:b/bdt.2"),
            ("pp26/timeline:2", "pp26", "timeline:2"),
            ("pp26/conference", "pp26", "conference"),
        ] {
            let (found, own) = Reference::parse(given).unwrap().divide().unwrap();
            assert_eq!((found.as_str(), own.to_string().as_str()), (namespace, rest));
        }
        for given in ["lee.3", "person:lee", "conference", "timeline:2"] {
            assert_eq!(Reference::parse(given).unwrap().divide(), None, "{given}");
        }
    }

    #[test]
    fn a_bare_number_joins_the_reference_before_it() {
        assert_eq!(join_words(&["lee", "3", "2", "zhao"]), ["lee.3.2", "zhao"]);
        assert_eq!(join_words(&["lee 3", "ballot:bdt", "2"]), ["lee.3", "ballot:bdt.2"]);
        assert_eq!(join_words(&["3"]), ["3"]);
        assert_eq!(join_words(&["pp26/lee", "3", "2", "lee"]), ["pp26/lee.3.2", "lee"]);
    }
}
