//! Quotes are verified, not believed: each is looked for in the file that it was taken from.

use std::collections::HashMap;
use std::path::Path as FilePath;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::source::{Source, without_full_stop};
use super::{Path, Problem, shown};
use crate::corpus::{Corpus, Document, Passage, PassageKind, SourceFile};
use crate::text::sanitize::sanitize;

/// The largest source file that is read, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// What came of comparing the quotes of a corpus with its source files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct QuoteReport {
    /// How many quotes were looked for.
    pub checked: usize,
    /// How many of them stand in their source, word for word and in their place.
    pub verified: usize,
    /// What is wrong with the others, and with the files.
    pub problems: Vec<Problem>,
}

/// Looks for every quote in the file of its document, which is expected in the directory `sources`.
///
/// White space and the shapes of quotation marks do not matter; every other character does. A quote stands between its `prefix` and `suffix`. A
/// pull quote that the publisher shortened counts where it is printed, and its prefix and suffix where its words stand in the body.
/// A document without a source file is passed over.
#[must_use]
pub fn verify_quotes(corpus: &Corpus, sources: &FilePath) -> QuoteReport {
    let mut report = QuoteReport::default();
    let list = Path::ROOT.key("documents");
    for (at, document) in corpus.documents.iter().enumerate() {
        let Some(source) = &document.source else { continue };
        let path = list.at(at);
        let file = path.key("source");
        let text = match read(sources, source) {
            Ok((text, sha256)) => {
                if sha256 != source.sha256 {
                    let message = format!(
                        "{} has the SHA-256 {sha256}: it is not the file that the quotes were taken from; they are compared with it all the same",
                        shown(&source.file)
                    );
                    report.add(&file.key("sha256"), &document.id, message);
                }
                Text::of(&text)
            }
            Err(message) => {
                report.checked += quotes(document).count();
                report.add(&file.key("file"), &document.id, message);
                continue;
            }
        };
        for (section, passage) in quotes(document) {
            report.checked += 1;
            let quote = &document.sections[section].passages[passage];
            match text.verify(quote, &source.file) {
                Ok(()) => report.verified += 1,
                Err(message) => {
                    let id = format!("{}.{}.{}", document.id, document.sections[section].number, quote.number);
                    let sections = path.key("sections");
                    let section = sections.at(section);
                    report.add(&section.key("passages").at(passage).key("text"), &id, message);
                }
            }
        }
    }
    report
}

/// The positions of a document's quotes: section, passage.
fn quotes(document: &Document) -> impl Iterator<Item = (usize, usize)> + '_ {
    document.sections.iter().enumerate().flat_map(|(at, section)| {
        let passages = section.passages.iter().enumerate();
        passages.filter(|(_, passage)| passage.kind == PassageKind::Quote).map(move |(passage, _)| (at, passage))
    })
}

impl QuoteReport {
    fn add(&mut self, path: &Path<'_>, id: &str, message: String) {
        let id = Some(sanitize(id).into_owned());
        self.problems.push(Problem { path: path.to_string(), id, message });
    }
}

/// The text of a source file and its SHA-256, or why it cannot be had.
fn read(directory: &FilePath, source: &SourceFile) -> Result<(String, String), String> {
    let name = FilePath::new(&source.file);
    if name.file_name() != Some(name.as_os_str()) {
        return Err(format!("{} is no plain file name; write it without a directory", shown(&source.file)));
    }
    let missing = |error| {
        let place = directory.to_string_lossy();
        format!("{} cannot be read in {} ({error}); its quotes are not verified", shown(&source.file), shown(&place))
    };
    let path = directory.join(name);
    let metadata = std::fs::metadata(&path).map_err(missing)?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(format!(
            "{} is no regular file of at most {most} MiB; its quotes are not verified",
            shown(&source.file)
        ));
    }
    let bytes = std::fs::read(&path).map_err(missing)?;
    let sha256 =
        Sha256::digest(&bytes).iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"));
    Ok((String::from_utf8_lossy(&bytes).into_owned(), sha256))
}

/// A cleaned source, ready to be looked through.
struct Text {
    body: String,
    pull_quotes: Vec<String>,
}

impl Text {
    fn of(raw: &str) -> Text {
        let source = Source::clean(raw.trim_start_matches('\u{feff}'));
        Text { body: fold(&source.body()), pull_quotes: source.pull_quotes.iter().map(|quote| fold(quote)).collect() }
    }

    /// Whether a quote stands in this text; if not, what is wrong.
    fn verify(&self, quote: &Passage, file: &str) -> Result<(), String> {
        let words = fold(&quote.text);
        let printed = self.pull_quotes.contains(&words);
        let mut places = self.places(&words);
        if places.is_empty() && printed {
            places = self.places(without_full_stop(&words));
        }
        let Some(&first) = places.first() else { return Err(self.not_found(&words, file)) };
        if quote.pull_quote && !printed {
            return Err(format!("{} does not print these words as a pull quote; take `pull_quote` out", shown(file)));
        }
        let [prefix, suffix] =
            [&quote.prefix, &quote.suffix].map(|context| fold(context.as_deref().unwrap_or_default()));
        let fits = |&(start, end): &(usize, usize)| {
            self.body[..start].trim_end().ends_with(prefix.as_str())
                && self.body[end..].trim_start().starts_with(suffix.as_str())
        };
        if places.iter().any(fits) {
            return Ok(());
        }
        let (before, after) = self.around(first);
        Err(format!(
            "the words are in {}, but not between this prefix and suffix; there they stand between “{before}” and “{after}”",
            shown(file)
        ))
    }

    /// Where words stand, whole: offsets in bytes of the folded body.
    fn places(&self, words: &str) -> Vec<(usize, usize)> {
        let whole = |&(start, end): &(usize, usize)| {
            let cut = |c: Option<char>, edge: Option<char>| {
                c.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric)
            };
            !cut(self.body[..start].chars().next_back(), words.chars().next())
                && !cut(self.body[end..].chars().next(), words.chars().next_back())
        };
        let found = self.body.match_indices(words).map(|(at, _)| (at, at + words.len()));
        if words.is_empty() { Vec::new() } else { found.filter(whole).collect() }
    }

    /// The 32 characters on either side of a place.
    fn around(&self, (start, end): (usize, usize)) -> (String, String) {
        let before: Vec<char> = self.body[..start].trim_end().chars().rev().take(32).collect();
        let after: String = self.body[end..].trim_start().chars().take(32).collect();
        (safe(&before.into_iter().rev().collect::<String>()), safe(&after))
    }

    fn not_found(&self, words: &str, file: &str) -> String {
        match nearest(words, &self.body) {
            Some(near) => format!(
                "these words are not in {}; the nearest there are “{}”: quote the source as it stands",
                shown(file),
                safe(&near)
            ),
            None => format!("these words are not in {}, nor any like them; quote the source as it stands", shown(file)),
        }
    }
}

fn safe(text: &str) -> String {
    sanitize(text).into_owned()
}

/// A text with single spaces and one shape for each kind of quotation mark.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().map(|c| match c {
            '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            _ => c,
        }));
    }
    folded
}

/// The stretch of a text that is most like some words, if any is at least half like them.
///
/// Every stretch of as many words is compared by the words it shares, in one pass; the few best are then compared letter by letter, a
/// little shorter and longer too.
fn nearest(words: &str, body: &str) -> Option<String> {
    const FEW: usize = 5;
    /// How many words a stretch may differ in length.
    const SLACK: usize = 3;
    let wanted: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
    let there: Vec<&str> = body.split(' ').collect();
    let lower: Vec<String> = there.iter().map(|word| word.to_lowercase()).collect();
    let length = wanted.len().min(there.len());
    let mut missing: HashMap<&str, i64> = HashMap::new();
    for word in &wanted {
        *missing.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    let mut best: Vec<(i64, usize)> = Vec::new();
    for (at, word) in lower.iter().enumerate() {
        if let Some(left) = missing.get_mut(word.as_str()) {
            shared += i64::from(*left > 0);
            *left -= 1;
        }
        if at >= length
            && let Some(left) = missing.get_mut(lower[at - length].as_str())
        {
            *left += 1;
            shared -= i64::from(*left > 0);
        }
        if at + 1 >= length {
            let stretch = (shared, at + 1 - length);
            best.insert(best.partition_point(|better| *better > stretch), stretch);
            best.truncate(FEW);
        }
    }
    let near = best.iter().flat_map(|&(_, start)| {
        let starts = start.saturating_sub(SLACK)..=start + SLACK;
        starts.flat_map(move |start| (length.saturating_sub(SLACK)..=length + SLACK).map(move |length| (start, length)))
    });
    near.filter_map(|(start, length)| there.get(start..start + length).filter(|stretch| !stretch.is_empty()))
        .map(|stretch| stretch.join(" "))
        .map(|stretch| (strsim::normalized_levenshtein(words, &stretch), stretch))
        .filter(|(similarity, _)| *similarity >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, stretch)| stretch)
}

#[cfg(test)]
mod tests {
    use super::{Passage, PassageKind, Text, nearest};

    fn quote(text: &str, prefix: &str, suffix: &str, pull_quote: bool) -> Passage {
        let (prefix, suffix) = (Some(prefix.to_owned()), Some(suffix.to_owned()));
        Passage { kind: PassageKind::Quote, text: text.to_owned(), prefix, suffix, pull_quote, ..Passage::default() }
    }

    const RAW: &str = "Doors must be open to all, “day and night”.\nJane Roe\nDoors must be open. ”\nJane Roe\nDoors must\u{a0}be painted.";

    #[test]
    fn a_quote_stands_whole_between_its_prefix_and_suffix() {
        let text = Text::of(RAW);
        assert_eq!(text.verify(&quote("open to all, \"day and  night\".", "must be", "Doors", false), "f"), Ok(()));
        assert_eq!(text.verify(&quote("Doors must be painted.", "night”.", "", false), "f"), Ok(()));
        let cut =
            text.verify(&quote("oors must be painted.", "", "", false), "f").expect_err("it is no quote of this text");
        assert!(cut.contains("the nearest there are “Doors must be painted.”"), "{cut}");
        let elsewhere =
            text.verify(&quote("must be painted.", "doors", "", false), "f").expect_err("it is no quote of this text");
        assert!(elsewhere.contains("between “"), "{elsewhere}");
    }

    #[test]
    fn a_shortened_pull_quote_counts_where_it_is_printed() {
        let text = Text::of(RAW);
        assert_eq!(text.verify(&quote("Doors must be open.", "", "to all", true), "f"), Ok(()));
        let invented =
            text.verify(&quote("Doors must be painted.", "", "", true), "f").expect_err("it is no quote of this text");
        assert!(invented.contains("pull quote"), "{invented}");
    }

    #[test]
    fn nothing_is_near_what_is_nowhere() {
        assert_eq!(nearest("entirely other words", "a b c d e f"), None);
        assert_eq!(nearest("one two three", ""), None);
        assert_eq!(nearest("one two three", "zero one too three four").as_deref(), Some("one too three"));
    }
}
