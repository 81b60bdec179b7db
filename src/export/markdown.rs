//! Markdown: a citation as a quotation, and a collection with YAML front matter.

use std::fmt::Write as _;

use super::cite::{Markup, attribution_in};
use super::{Collection, Entry};
use crate::corpus::Kind;

/// A citation: the words as a quotation, under them whose they are and where they stand.
#[must_use]
pub fn citation(entry: &Entry) -> String {
    let mut text = String::new();
    for line in words(entry).lines() {
        text.push_str("> ");
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(">\n> — ");
    text.push_str(&attribution_in(&Markdown, entry));
    text.push('\n');
    text
}

/// The words, escaped. What is no quote and has a heading of its own has it in front in bold type.
fn words(entry: &Entry) -> String {
    match entry.kind {
        Kind::Quote => format!("“{}”", escape(&entry.text)),
        Kind::Point | Kind::Text | Kind::Fact => escape(&entry.text),
        _ if entry.text.is_empty() => format!("**{}**", escape(&entry.title)),
        _ => format!("**{}**: {}", escape(&entry.title), escape(&entry.text)),
    }
}

struct Markdown;

impl Markup for Markdown {
    fn text(&self, text: &str) -> String {
        escape(text)
    }

    fn title(&self, title: &str, url: Option<&str>) -> String {
        let title = format!("*{}*", escape(title));
        match url.and_then(address) {
            Some(url) => format!("[{title}](<{url}>)"),
            None => title,
        }
    }

    fn address(&self, _url: &str) -> Option<String> {
        None
    }

    fn reference(&self, reference: &str) -> String {
        format!("`{reference}`")
    }
}

/// A web address that may stand in a link: what is not plainly one is left out, so that no link runs a program.
pub(super) fn address(url: &str) -> Option<&str> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\')))
        .then_some(url)
}

/// A collection: front matter, then each entry under a heading of its own, with the note under it.
#[must_use]
pub fn collection(collection: &Collection<'_>) -> String {
    let edition = &collection.edition;
    let mut text = String::from("---\n");
    let fields = [
        ("title", collection.title.to_owned()),
        ("corpus", edition.title.clone()),
        ("corpus_id", edition.id.clone()),
        ("edition", edition.edition.clone()),
        ("date", collection.date.to_owned()),
    ];
    for (key, value) in fields {
        let _ = writeln!(text, "{key}: {}", yaml(&value));
    }
    let _ = writeln!(text, "items: {}\n---\n\n# {}", collection.entries.len(), escape(collection.title));
    for entry in collection.entries {
        let _ = write!(text, "\n## {}\n\n{}", escape(&heading(entry)), citation(entry));
        if let Some(note) = &entry.note {
            text.push('\n');
            text.push_str(&paragraphs(note));
        }
    }
    text
}

/// The heading of an entry among others: its own, or the section it stands in, and whose it is.
pub(super) fn heading(entry: &Entry) -> String {
    match entry.author() {
        Some(author) if author != entry.title => format!("{author}: {}", entry.title),
        _ => entry.title.clone(),
    }
}

/// A reader's note: its lines stay lines, its empty lines part paragraphs.
fn paragraphs(note: &str) -> String {
    let mut text = String::new();
    let mut lines = note.trim().lines().peekable();
    while let Some(line) = lines.next() {
        let breaks = !line.trim().is_empty() && lines.peek().is_some_and(|next| !next.trim().is_empty());
        text.push_str(&escape(line.trim()));
        // A backslash at the end of a line keeps the line.
        text.push_str(if breaks { "\\\n" } else { "\n" });
    }
    text
}

/// Text that means itself: what Markdown or HTML would read as markup has a backslash in front. Line feeds become spaces.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut first = true;
    let mut digits = false;
    for c in text.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' | '^');
        let at_start = first && matches!(c, '-' | '+' | '=' | ':');
        let list = digits && matches!(c, '.' | ')');
        if special || at_start || list {
            escaped.push('\\');
        }
        digits = c.is_ascii_digit() && (first || digits);
        first = first && c == ' ';
        escaped.push(c);
    }
    escaped
}

/// A text as a YAML string: JSON's are.
fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{address, escape, paragraphs, yaml};

    #[test]
    fn markup_comes_out_as_text() {
        assert_eq!(escape("<script>a|b`c`"), "\\<script\\>a\\|b\\`c\\`");
        assert_eq!(escape("- [x](y) *z* _w_"), "\\- \\[x\\](y) \\*z\\* \\_w\\_");
        assert_eq!(escape("12. twelfth"), "12\\. twelfth");
        assert_eq!(escape("in 12. of"), "in 12. of");
        assert_eq!(escape("&lt; # one\ntwo"), "\\&lt; \\# one two");
    }

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(paragraphs("one\ntwo\n\n- three\n"), "one\\\ntwo\n\n\\- three\n");
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        assert_eq!(address("https://www.itu.int/x?a=b"), Some("https://www.itu.int/x?a=b"));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("https://x/> [a](b"), None);
    }

    #[test]
    fn front_matter_holds_any_text() {
        assert_eq!(yaml("a: \"b\"\n---"), "\"a: \\\"b\\\"\\n---\"");
    }
}
