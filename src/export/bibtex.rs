//! BibTeX: entries for LaTeX, in UTF-8.

use super::{Entry, cite, csl_json};
use crate::corpus::DocumentKind;

/// The text of a BibTeX file, an entry for each.
#[must_use]
pub fn file(entries: &[Entry]) -> String {
    entries.iter().map(entry).collect::<Vec<_>>().join("\n")
}

/// One entry. Its key is its reference.
#[must_use]
pub fn entry(entry: &Entry) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let kind = if let Some(document) = &entry.document {
        fields.extend(author(entry).map(|author| ("author", author)));
        fields.push(("title", format!("{{{}}}", escape(&document.title))));
        fields.extend(document.publisher.as_ref().map(|publisher| ("publisher", format!("{{{}}}", escape(publisher)))));
        fields.extend(document.date.as_deref().map(|date| ("date", escape(date))));
        fields.extend(document.url.as_deref().map(|url| ("url", address(url))));
        fields.extend(document.language.as_deref().map(|language| ("langid", escape(language))));
        fields.extend(document.kind.map(|kind| ("type", escape(kind.label()))));
        if document.kind == Some(DocumentKind::Proposal) { "report" } else { "misc" }
    } else {
        fields.push(("title", format!("{{{}}}", escape(&entry.title))));
        fields.push(("howpublished", escape(&entry.edition.title)));
        fields.push(("date", escape(&entry.edition.edition)));
        let url = entry.sources.first().and_then(|source| source.url.as_deref());
        fields.extend(url.map(|url| ("url", address(url))));
        "misc"
    };
    fields.push(("abstract", escape(&cite::words(entry))));
    fields.push(("note", escape(&csl_json::note(entry))));
    let fields: Vec<String> = fields.into_iter().map(|(key, value)| format!("  {key} = {{{value}}}")).collect();
    format!("@{kind}{{{},\n{}\n}}\n", entry.reference, fields.join(",\n"))
}

/// The speaker, family name first; else the publisher, in braces so that it is not taken for a person's name.
fn author(entry: &Entry) -> Option<String> {
    if let Some(speaker) = &entry.speaker {
        return Some(escape(&speaker.sort_name));
    }
    let publisher = entry.document.as_ref()?.publisher.as_ref()?;
    Some(format!("{{{}}}", escape(publisher)))
}

/// Text that means itself to LaTeX.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' | '\t' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A web address: readers take it word for word, so that only what would end the field is written another way.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::{address, escape};

    #[test]
    fn what_latex_would_read_is_escaped() {
        assert_eq!(
            escape("50% of R&D_{x} \\cmd"),
            "50\\% of R\\&D\\_\\textbraceleft{}x\\textbraceright{} \\textbackslash{}cmd"
        );
        assert_eq!(address("https://x/a_b?c=%20{d}"), "https://x/a_b?c=%20%7Bd%7D");
    }
}
