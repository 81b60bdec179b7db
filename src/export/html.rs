//! A collection as one page of HTML: nothing to fetch, no script, printing on A4, readable on a phone, in light and dark.

use super::cite::{Markup, attribution_in};
use super::{Collection, Entry};
use crate::corpus::Kind;
use crate::export::markdown::{address, heading};
use crate::text::date;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#555;--line:#c8c8c8;--note:#f3f1ea}\n\
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#17181a;--soft:#b3b0a8;--line:#4a4a4a;--note:#24262a}}\n\
*{box-sizing:border-box}\n\
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:42rem;font:1.05rem/1.55 Georgia,'Times New Roman',serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}\n\
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}\n\
h2{font-size:1.1rem;line-height:1.3;margin:0 0 .5rem}\n\
header p,footer,.from{color:var(--soft);font-size:.9rem}\n\
article{border-top:1px solid var(--line);padding:1.2rem 0;break-inside:avoid}\n\
blockquote,.words{margin:0 0 .6rem}\n\
blockquote{padding-left:1rem;border-left:.2rem solid var(--line);font-size:1.1rem}\n\
.from{margin:0}\n\
.note{margin:.8rem 0 0;padding:.6rem .8rem;background:var(--note);white-space:pre-line}\n\
a{color:inherit}\n\
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em}\n\
@page{size:A4;margin:20mm 18mm}\n\
@media print{:root{--ink:#000;--paper:#fff;--soft:#333;--line:#999;--note:#fff}body{padding:0;max-width:none;font-size:11pt}.note{border:1px solid var(--line)}a[href]{text-decoration:none}}";

/// The page.
#[must_use]
pub fn collection(collection: &Collection<'_>) -> String {
    let edition = &collection.edition;
    let title = escape(collection.title);
    let number = collection.entries.len();
    let about = format!(
        "{}, edition {}. {number} passage{}, {}.",
        escape(&edition.title),
        escape(&edition.edition),
        if number == 1 { "" } else { "s" },
        escape(&date::long(collection.date))
    );
    let articles: Vec<String> = collection.entries.iter().map(article).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}\n</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{about}</p>\n</header>\n<main>\n{}\n</main>\n\
         </body>\n</html>\n",
        escape(collection.language),
        articles.join("\n")
    )
}

fn article(entry: &Entry) -> String {
    let id = escape(&entry.reference);
    let words = match entry.kind {
        Kind::Quote => format!("<blockquote>“{}”</blockquote>", escape(&entry.text)),
        _ if entry.text.is_empty() => String::new(),
        _ => format!("<p class=\"words\">{}</p>", escape(&entry.text)),
    };
    let note =
        entry.note.as_ref().map(|note| format!("\n<p class=\"note\">{}</p>", escape(note.trim()))).unwrap_or_default();
    format!(
        "<article id=\"{id}\">\n<h2>{}</h2>\n{words}\n<p class=\"from\">{}</p>{note}\n</article>",
        escape(&heading(entry)),
        attribution_in(&Html, entry)
    )
}

struct Html;

impl Markup for Html {
    fn text(&self, text: &str) -> String {
        escape(text)
    }

    fn title(&self, title: &str, url: Option<&str>) -> String {
        let title = format!("<cite>{}</cite>", escape(title));
        match url.and_then(address) {
            Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", escape(url)),
            None => title,
        }
    }

    fn address(&self, _url: &str) -> Option<String> {
        None
    }

    fn reference(&self, reference: &str) -> String {
        format!("<code>{}</code>", escape(reference))
    }
}

/// Text that means itself, in an element or in an attribute between double quotation marks.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
