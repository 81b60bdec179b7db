//! What dates, quotes, standings and forms may be.

use std::fmt::Display;

use jiff::civil::{Date, Time};

use super::super::{Findings, Path};
use super::shown;
use crate::corpus::{CorpusFile, Country, Document, Passage, PassageKind, Standing};
use crate::text::wrap;

/// The most words a quote may have: short quotation, not a copy.
pub const MOST_QUOTE_WORDS: usize = 60;
/// The most characters of context on either side of a quote.
pub const MOST_CONTEXT: usize = 32;
/// The widest label of a theme, in cells.
const WIDEST_THEME: usize = 24;
/// The widest title for the header line, in cells.
const WIDEST_TITLE: usize = 40;

/// Every date is one of the calendar, and what begins ends later.
pub fn dates(file: &CorpusFile, found: &mut Findings) {
    let root = Path::ROOT;
    day(Some(&file.edition), &root.key("edition"), &"", found);
    let path = root.key("conference");
    let (start, end) = (file.conference.start_date.as_ref(), file.conference.end_date.as_ref());
    day(start, &path.key("start_date"), &"conference", found);
    day(end, &path.key("end_date"), &"conference", found);
    if let (Some(start), Some(end)) = (start, end) {
        in_order(start, end, &path.key("end_date"), &"conference", found);
    }
    for (at, entry) in file.timeline.iter().enumerate() {
        date(Some(&entry.date), &root.key("timeline").at(at).key("date"), &format_args!("timeline:{}", at + 1), found);
    }
    for (at, post) in file.posts.iter().enumerate() {
        let (posts, id) = (root.key("posts"), format_args!("post:{}", post.id));
        let path = posts.at(at);
        let path = path.key("term");
        if let Some((start, end)) = &post.term {
            date(Some(start), &path.at(0), &id, found);
            date(Some(end), &path.at(1), &id, found);
            in_order(start, end, &path, &id, found);
        }
    }
    for (at, ballot) in file.ballots.iter().enumerate() {
        let (ballots, id) = (root.key("ballots"), format_args!("ballot:{}.{}", ballot.post, ballot.round));
        let path = ballots.at(at);
        day(ballot.date.as_ref(), &path.key("date"), &id, found);
        if let Some(time) = ballot.time.as_ref().filter(|time| !is_time(time)) {
            found.add(&path.key("time"), &id, format!("{} is no time of day; write HH:MM", shown(time)));
        }
    }
    for (at, document) in file.documents.iter().enumerate() {
        date(document.date.as_ref(), &root.key("documents").at(at).key("date"), &document.id, found);
    }
    for (at, source) in file.sources.iter().enumerate() {
        date(source.date.as_ref(), &root.key("sources").at(at).key("date"), &source.id, found);
    }
}

fn day(date: Option<&String>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    if let Some(date) = date.filter(|date| date.len() != 10 || !is_real(date)) {
        found.add(path, id, format!("{} is no day of the calendar; write YYYY-MM-DD", shown(date)));
    }
}

fn date(date: Option<&String>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    if let Some(date) = date.filter(|date| !is_real(date)) {
        found.add(path, id, format!("{} is no date; write YYYY, YYYY-MM or YYYY-MM-DD", shown(date)));
    }
}

fn in_order(start: &str, end: &str, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    let common = start.len().min(end.len());
    if is_real(start) && is_real(end) && start[..common] > end[..common] {
        found.add(path, id, format!("the end ({end}) is before the start ({start}); exchange or mend them"));
    }
}

/// Whether a text is a time of day, as 24 hours are counted: `09:30`.
fn is_time(time: &str) -> bool {
    let has_form =
        time.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
    time.len() == 5 && has_form && format!("{time}:00").parse::<Time>().is_ok()
}

/// Whether a text is a year, a month or a day that there is, in ISO 8601 form.
fn is_real(date: &str) -> bool {
    let full = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    let digits = full.bytes().enumerate().all(
        |(at, byte)| {
            if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
        },
    );
    full.len() == 10 && digits && full.parse::<Date>().is_ok()
}

/// Quotes are short, have an author, and stand between what surrounds them; what is no quote has nothing of one.
pub fn quotes(file: &CorpusFile, found: &mut Findings) {
    let documents = Path::ROOT.key("documents");
    for (at, document) in file.documents.iter().enumerate() {
        let path = documents.at(at);
        let sections = path.key("sections");
        let mut has_quote = false;
        for (at, section) in document.sections.iter().enumerate() {
            let path = sections.at(at);
            let passages = path.key("passages");
            for (at, passage) in section.passages.iter().enumerate() {
                let id = format_args!("{}.{}.{}", document.id, section.number, passage.number);
                has_quote |= passage.kind == PassageKind::Quote;
                quote(document, passage, &passages.at(at), &id, found);
            }
        }
        let says_so = document.note.as_ref().is_some_and(|note| note.to_lowercase().contains("author not named"));
        if has_quote && document.speaker.is_none() && document.publisher.is_none() && !says_so {
            let message =
                "its quotes have neither a speaker nor a publisher; name one, or say in `note`: author not named";
            found.add(&path, &document.id, message);
        }
    }
}

fn quote(document: &Document, passage: &Passage, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    let context = [("prefix", &passage.prefix), ("suffix", &passage.suffix)];
    if passage.kind != PassageKind::Quote {
        for (key, _) in context.iter().filter(|(_, words)| words.is_some()) {
            found.add(&path.key(key), id, format!("only a quote has a {key}; take it out, or call this a quote"));
        }
        if passage.pull_quote {
            found.add(
                &path.key("pull_quote"),
                id,
                "only a quote can be a pull quote; take it out, or call this a quote",
            );
        }
        return;
    }
    let words = count_words(&passage.text);
    if words > MOST_QUOTE_WORDS {
        let message =
            format!("the quote has {words} words; at most {MOST_QUOTE_WORDS} may be quoted: shorten or divide it");
        found.add(&path.key("text"), id, message);
    }
    for (key, text) in context {
        let length = text.as_ref().map_or(0, |text| text.chars().count());
        if length > MOST_CONTEXT {
            let message = format!("the {key} has {length} characters; keep the {MOST_CONTEXT} nearest to the quote");
            found.add(&path.key(key), id, message);
        }
    }
    if document.source.is_some() && passage.prefix.is_none() && passage.suffix.is_none() {
        found.add(
            path,
            id,
            "the quote has neither prefix nor suffix; give the words that stand around it in the source",
        );
    }
}

/// How many words a text has: runs without white space that hold a letter or a digit.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whatever is told as a fact has a source.
pub fn standing(file: &CorpusFile, found: &mut Findings) {
    let root = Path::ROOT;
    let mut sourced = |standing: &Standing, path: &Path<'_>, id: &dyn Display| {
        if standing.sources.is_empty() {
            found.add(&path.key("sources"), id, "nothing is said of where this was read; name at least one source");
        }
    };
    for (at, entry) in file.timeline.iter().enumerate() {
        sourced(&entry.standing, &root.key("timeline").at(at), &format_args!("timeline:{}", at + 1));
    }
    for (at, post) in file.posts.iter().enumerate() {
        sourced(&post.standing, &root.key("posts").at(at), &format_args!("post:{}", post.id));
    }
    for (at, person) in file.people.iter().enumerate() {
        let people = root.key("people");
        let path = people.at(at);
        for (at, role) in person.roles.iter().enumerate() {
            sourced(&role.standing, &path.key("roles").at(at), &format_args!("person:{}", person.id));
        }
    }
    for (at, candidacy) in file.candidacies.iter().enumerate() {
        sourced(&candidacy.standing, &root.key("candidacies").at(at), &candidacy.id);
    }
    for (at, ballot) in file.ballots.iter().enumerate() {
        let id = format_args!("ballot:{}.{}", ballot.post, ballot.round);
        sourced(&ballot.standing, &root.key("ballots").at(at), &id);
    }
    for (at, fact) in file.facts.iter().enumerate() {
        sourced(&fact.standing, &root.key("facts").at(at), &format_args!("fact:{}", fact.id));
    }
}

/// Codes, addresses, checksums and widths have their forms.
pub fn forms(file: &CorpusFile, found: &mut Findings) {
    let root = Path::ROOT;
    language(&file.language, &root.key("language"), &"", found);
    width(&file.short_title, WIDEST_TITLE, &root.key("short_title"), &"", found);
    for (at, theme) in file.themes.iter().enumerate() {
        let id = format_args!("theme:{}", theme.id);
        width(&theme.label, WIDEST_THEME, &root.key("themes").at(at).key("label"), &id, found);
    }
    for (at, person) in file.people.iter().enumerate() {
        let id = format_args!("person:{}", person.id);
        country(person.country.as_ref(), &root.key("people").at(at).key("country"), &id, found);
    }
    for (at, candidacy) in file.candidacies.iter().enumerate() {
        let list = root.key("candidacies");
        let path = list.at(at);
        country(candidacy.nominated_by.as_ref(), &path.key("nominated_by"), &candidacy.id, found);
    }
    for (at, document) in file.documents.iter().enumerate() {
        let list = root.key("documents");
        let path = list.at(at);
        language(&document.language, &path.key("language"), &document.id, found);
        url(document.url.as_ref(), &path.key("url"), &document.id, found);
        if let Some(source) = &document.source {
            let path = path.key("source");
            if source.file.is_empty() || source.file.contains(['/', '\\']) || source.file.starts_with('.') {
                let message = format!("{} is no plain file name; write it without a directory", shown(&source.file));
                found.add(&path.key("file"), &document.id, message);
            }
            if source.sha256.len() != 64 || !source.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
                let message =
                    format!("{} is no SHA-256; write its 64 lower-case hexadecimal digits", shown(&source.sha256));
                found.add(&path.key("sha256"), &document.id, message);
            }
        }
    }
    for (at, source) in file.sources.iter().enumerate() {
        url(source.url.as_ref(), &root.key("sources").at(at).key("url"), &source.id, found);
    }
}

fn language(tag: &str, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    let mut parts = tag.split('-');
    let sound = parts
        .next()
        .is_some_and(|first| (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if !sound {
        found.add(path, id, format!("{} is no language tag; write one as in BCP 47, such as `en`", shown(tag)));
    }
}

fn width(text: &str, widest: usize, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    let width = wrap::width(text);
    if width > widest {
        found.add(path, id, format!("{} is {width} cells wide; at most {widest} are shown: shorten it", shown(text)));
    }
}

fn country(country: Option<&Country>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    if let Some(country) = country
        && (country.code.len() != 2 || !country.code.bytes().all(|b| b.is_ascii_uppercase()))
    {
        let message =
            format!("{} is no code of a state; write the two capital letters of ISO 3166-1", shown(&country.code));
        found.add(&path.key("code"), id, message);
    }
}

fn url(url: Option<&String>, path: &Path<'_>, id: &dyn Display, found: &mut Findings) {
    if let Some(url) = url {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
            found.add(path, id, format!("{} is no address on the web; begin it with https://", shown(url)));
        }
    }
}
