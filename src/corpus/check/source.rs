//! A source file as it was said: the text without what printing, pages and conversion added to it.
//!
//! Files taken out of PDF, web and word-processor documents bring along emphasis marks, ornaments, footnotes, the running headers of each page and
//! pull quotes that interrupt a paragraph. All are recognized by what they are, never by their words, so that the same cleaning serves
//! files nobody has seen yet.

use std::collections::HashMap;

/// The longest line, in words, that can be a running header or the name under a pull quote.
const LONGEST_HEADER: usize = 8;

/// A cleaned source file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The lines of the body, headings among them, with single spaces and no empty ones.
    pub lines: Vec<String>,
    /// The pull quotes as they were printed, without their marks.
    pub pull_quotes: Vec<String>,
    /// The footnotes.
    pub notes: Vec<String>,
}

/// What a line of a file is, seen beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was said.
    Body,
    /// A running header, or the name under a pull quote.
    Header,
    /// A sentence of the body, printed once more.
    PullQuote,
}

/// What each line is. The lines are plain, as [`plain`] makes them, and none is empty.
#[must_use]
pub fn sort<S: AsRef<str>>(lines: &[S]) -> Vec<Part> {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in &lines {
        *times.entry(line).or_default() += 1;
    }
    let is_header = |line: &str| times[line] > 1 && !ends_sentence(line) && line.split(' ').count() <= LONGEST_HEADER;
    let whole = lines.join("\n");
    let part = |(at, line): (usize, &&str)| {
        if is_header(line) {
            return Part::Header;
        }
        let printed = without_orphan_mark(line);
        let signed = lines.get(at + 1).is_some_and(|next| is_header(next));
        if signed && ends_sentence(printed) && whole.matches(without_full_stop(printed)).nth(1).is_some() {
            Part::PullQuote
        } else {
            Part::Body
        }
    };
    lines.iter().enumerate().map(part).collect()
}

impl Source {
    /// Cleans the text of a file.
    #[must_use]
    pub fn clean(raw: &str) -> Source {
        let mut source = Source::default();
        let lines: Vec<String> =
            raw.lines().map(|line| plain(line, &mut source.notes)).filter(|line| !line.is_empty()).collect();
        let parts = sort(&lines);
        for (line, part) in lines.into_iter().zip(parts) {
            match part {
                Part::Body => source.lines.push(line),
                Part::PullQuote => source.pull_quotes.push(without_orphan_mark(&line).to_owned()),
                Part::Header => {}
            }
        }
        source
    }

    /// The body in one paragraph: what a page break or a pull quote had cut is joined again.
    #[must_use]
    pub fn body(&self) -> String {
        self.lines.join(" ")
    }
}

/// A sentence without its last full stop: a shortened pull quote ends where the body goes on.
#[must_use]
pub fn without_full_stop(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '!', '?', '…'])
}

/// A line with single spaces, without emphasis, ornaments and footnotes; the latter are kept in `notes`.
#[must_use]
pub fn plain(line: &str, notes: &mut Vec<String>) -> String {
    let mut found = Vec::new();
    let line = plain_with(line, |_| String::new(), &mut found);
    notes.extend(found.into_iter().map(|(_, note)| note));
    line
}

/// As [`plain`], with what `mark` makes of a footnote's number where the text refers to it; the footnotes come with their numbers.
#[must_use]
pub fn plain_with(line: &str, mark: impl Fn(&str) -> String, notes: &mut Vec<(String, String)>) -> String {
    let mut text = line.to_owned();
    for run in ["***", "**", "___", "__"] {
        text = text.replace(run, "");
    }
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{25a0}'..='\u{25ff}' | '★' | '☆' | '❖'));
    let text = without_footnotes(text, mark, notes);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without `[footnoteRef:1]`, `[^1]` and `[1: the note itself]`.
fn without_footnotes(text: &str, mark: impl Fn(&str) -> String, notes: &mut Vec<(String, String)>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, bracket) = rest.split_at(open);
        kept.push_str(before);
        let inside = &bracket[1..];
        let number = inside.trim_start_matches("footnoteRef:").trim_start_matches('^');
        let marked = number.len() < inside.len();
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = number.split_at(digits);
        if digits > 0 && marked && behind.starts_with(']') {
            kept.push_str(&mark(number));
            rest = &behind[1..];
        } else if let Some(note) = behind.strip_prefix(':').filter(|_| digits > 0)
            && let Some(end) = note_end(note)
        {
            notes.push((number.to_owned(), note[..end].split_whitespace().collect::<Vec<_>>().join(" ")));
            rest = &note[end + 1..];
        } else {
            kept.push('[');
            rest = inside;
        }
    }
    kept + rest
}

/// Where a footnote that stands in the line ends: at a bracket with white space, another bracket or nothing behind it.
fn note_end(note: &str) -> Option<usize> {
    let ends = note.match_indices(']').map(|(at, _)| at);
    ends.into_iter().find(|at| note[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == '['))
}

/// Whether a line ends as a sentence does, closing marks apart.
#[must_use]
pub fn ends_sentence(line: &str) -> bool {
    let end = without_orphan_mark(line).trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// A line without a closing mark that nothing opened: ` ”`, or ` ??` where that mark was lost in conversion.
#[must_use]
pub fn without_orphan_mark(line: &str) -> &str {
    let Some((sentence, mark)) = line.rsplit_once(' ') else { return line };
    if !sentence.ends_with(['.', '!', '?', '…']) {
        return line;
    }
    let opened = match mark {
        "”" | "“" | "„" => sentence.contains(['“', '„']),
        "\"" => sentence.matches('"').count() % 2 == 1,
        "’" | "'" => sentence.contains('‘'),
        "»" => sentence.contains('«'),
        "??" | "?" => false,
        _ => true,
    };
    if opened { line } else { sentence }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn headers_pull_quotes_marks_and_footnotes_are_no_part_of_the_body() {
        let source = Source::clean(
            "\u{a0}Jane Roe\nCandidate for the chair\n\n◆ ***What would you do?***\n\nI would **open** the doors[footnoteRef:1] and let people in. \
             [1:  See the plan [2020], page 3]  [2:  Ibid.] \n\nPeople come first, whatever else\n\nJane Roe\nCandidate for the chair\n\nI would open the doors and let people in. ”\n\nJane Roe\n\n\
             may be said. That is (3)all.\n\nPeople come first. ??\n\nJane Roe\n",
        );
        assert_eq!(
            source.body(),
            "What would you do? I would open the doors and let people in. People come first, whatever else may be said. That is (3)all."
        );
        assert_eq!(source.pull_quotes, ["I would open the doors and let people in.", "People come first."]);
        assert_eq!(source.notes, ["See the plan [2020], page 3", "Ibid."]);
    }

    #[test]
    fn a_closing_mark_that_was_opened_stays() {
        let source = Source::clean("He said: “ Yes. ”\nJane Roe\nand [sic] she [agreed].\nJane Roe");
        assert_eq!(source.body(), "He said: “ Yes. ” and [sic] she [agreed].");
    }

    #[test]
    fn a_paragraph_that_is_also_a_pull_quote_stays_once() {
        let source =
            Source::clean("Doors must be open.\nMore text.\nDoors must be open.\nJane Roe\nEven more.\nJane Roe");
        assert_eq!(source.lines, ["Doors must be open.", "More text.", "Even more."]);
        assert_eq!(source.pull_quotes, ["Doors must be open."]);
    }
}
