//! References: what a person types, cites, keeps and pipes.
//!
//! `DOCUMENT.SECTION.PASSAGE`, 1-based, for documents; `KIND:ID` for all else. Reading is lenient, writing is always canonical.

use std::fmt;

use super::{Corpus, Place};

/// The name of one citable thing. Its `Display` is the canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reference {
    /// `conference`
    Conference,
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
    /// `timeline:3`
    Timeline(u32),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conference => f.write_str("conference"),
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
            Self::Timeline(number) => write!(f, "timeline:{number}"),
        }
    }
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
        let parts: Vec<&str> = lower
            .split(|c: char| matches!(c, '.' | ':' | '/' | ',') || c.is_whitespace())
            .filter(|p| !p.is_empty())
            .collect();
        let number = |part: &str| part.parse::<u32>().ok();
        Some(match parts[..] {
            ["conference"] => Self::Conference,
            ["person", id] => Self::Person(id.to_owned()),
            ["post", id] => Self::Post(id.to_owned()),
            ["ballot", post, round] => Self::Ballot { post: post.to_owned(), round: number(round)? },
            ["priority", id] => Self::Priority(id.to_owned()),
            ["theme", id] => Self::Theme(id.to_owned()),
            ["fact", id] => Self::Fact(id.to_owned()),
            ["timeline", at] => Self::Timeline(number(at)?),
            ["document", document] | [document] => Self::Document(document.to_owned()),
            [document, section] => Self::Section { document: document.to_owned(), section: number(section)? },
            [document, section, passage] => {
                let (text, digits) = passage.strip_prefix('t').map_or((false, passage), |digits| (true, digits));
                Self::Passage {
                    document: document.to_owned(),
                    section: number(section)?,
                    text,
                    passage: number(digits)?,
                }
            }
            _ => return None,
        })
    }
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
        self.places()
            .map(|place| self.reference(place).to_string())
            .map(|reference| (strsim::normalized_damerau_levenshtein(&given, &reference), reference))
            .filter(|(similarity, _)| *similarity >= 0.4)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, reference)| reference)
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
        ] {
            assert_eq!(
                Reference::parse(given).map(|reference| reference.to_string()).as_deref(),
                Some(canonical),
                "{given}"
            );
        }
        assert_eq!(Reference::parse("lee.x"), None);
        assert_eq!(Reference::parse(""), None);
    }

    #[test]
    fn a_bare_number_joins_the_reference_before_it() {
        assert_eq!(join_words(&["lee", "3", "2", "zhao"]), ["lee.3.2", "zhao"]);
        assert_eq!(join_words(&["lee 3", "ballot:bdt", "2"]), ["lee.3", "ballot:bdt.2"]);
        assert_eq!(join_words(&["3"]), ["3"]);
    }
}
