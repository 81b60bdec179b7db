//! The tokens of a web page: tags, and the text between them. The rules are those of HTML's tokenization, less what only scripts can bring about.

use std::borrow::Cow;

use super::references::{References, Within};

/// The most attributes that are taken from a tag.
const MOST_ATTRIBUTES: usize = 100;

/// A token.
#[derive(Debug, PartialEq)]
pub enum Token<'p> {
    /// Text, its references resolved.
    Text(Cow<'p, str>),
    /// The beginning of an element.
    Start(Tag),
    /// The end of an element of this name.
    End(String),
}

/// The beginning of an element.
#[derive(Debug, Default, PartialEq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// Names in lower case and values; of two of one name the first holds.
    pub attributes: Vec<(String, String)>,
    /// Whether it says that it has no content.
    pub closed: bool,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

/// The tokens of a page, one after the other.
#[derive(Debug)]
pub struct Tokens<'p> {
    page: &'p str,
    at: usize,
    /// How far the lines have been counted, and how many there are up to there.
    counted: (usize, u32),
    /// The element whose content is no markup, and whether references stand in it.
    raw: Option<(&'static str, bool)>,
    references: References,
}

impl<'p> Tokens<'p> {
    /// The tokens of a page.
    pub fn new(page: &'p str) -> Self {
        Tokens { page, at: 0, counted: (0, 1), raw: None, references: References::default() }
    }

    /// The line that has been reached, from 1.
    pub fn line(&mut self) -> u32 {
        let (from, lines) = self.counted;
        let more = self.page[from..self.at].matches('\n').count();
        self.counted = (self.at, lines.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)));
        self.counted.1
    }

    fn rest(&self) -> &'p str {
        &self.page[self.at..]
    }

    fn text(&self, text: &'p str) -> Token<'p> {
        Token::Text(self.references.resolve(text, Within::Text))
    }

    /// The content of an element that holds no markup, up to its end tag.
    fn raw(&mut self, name: &str, references: bool) -> Option<Token<'p>> {
        let rest = self.rest();
        let closes = |at: &usize| {
            let tail = &rest.as_bytes()[at + 2..];
            tail.len() >= name.len()
                && tail[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                && tail.get(name.len()).is_some_and(|byte| ends_name(*byte))
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len());
        self.at += end;
        match &rest[..end] {
            "" => None,
            text if references => Some(self.text(text)),
            text => Some(Token::Text(Cow::Borrowed(text))),
        }
    }

    /// What stands at a `<`; nothing where it is no markup.
    fn markup(&mut self) -> Option<Markup> {
        let rest = self.rest();
        let skip = |length: Option<usize>| Markup::Skipped(length.unwrap_or(rest.len()));
        let behind = |mark: &str| rest.find(mark).map(|at| at + mark.len());
        let mut letters = rest[1..].chars();
        Some(match letters.next()? {
            '!' if rest.starts_with("<!--") => skip(comment(&rest[4..]).map(|length| length + 4)),
            '!' | '?' => skip(behind(">")),
            '/' => match letters.next()? {
                c if c.is_ascii_alphabetic() => {
                    let (tag, length) = self.tag(&rest[2..]);
                    tag.map_or(skip(None), |tag| Markup::End(tag.name, length + 2))
                }
                _ => skip(behind(">")),
            },
            c if c.is_ascii_alphabetic() => {
                let (tag, length) = self.tag(&rest[1..]);
                tag.map_or(skip(None), |tag| Markup::Start(tag, length + 1))
            }
            _ => return None,
        })
    }

    /// A tag from its name on, and its length with the `>`; none where the page ends in it.
    fn tag(&self, text: &str) -> (Option<Tag>, usize) {
        let bytes = text.as_bytes();
        let until = |from: usize, ends: fn(u8) -> bool| {
            bytes[from..].iter().position(|b| ends(*b)).map_or(bytes.len(), |n| from + n)
        };
        let mut at = until(0, ends_name);
        let mut tag = Tag { name: text[..at].to_ascii_lowercase(), ..Tag::default() };
        loop {
            let from = at;
            at = until(from, |byte| !byte.is_ascii_whitespace() && byte != b'/');
            match bytes.get(at) {
                None => return (None, at),
                Some(b'>') => {
                    tag.closed = bytes[from..at].last() == Some(&b'/');
                    return (Some(tag), at + 1);
                }
                Some(_) => {}
            }
            // A sign of equality in the first place belongs to the name.
            let end = until(at + 1, |byte| ends_name(byte) || byte == b'=');
            let name = text[at..end].to_ascii_lowercase();
            at = until(end, |byte| !byte.is_ascii_whitespace());
            let mut value = "";
            if bytes.get(at) == Some(&b'=') {
                at = until(at + 1, |byte| !byte.is_ascii_whitespace());
                let (from, to) = match bytes.get(at) {
                    Some(b'"') => (at + 1, until(at + 1, |byte| byte == b'"')),
                    Some(b'\'') => (at + 1, until(at + 1, |byte| byte == b'\'')),
                    _ => (at, until(at, |byte| byte.is_ascii_whitespace() || byte == b'>')),
                };
                if to == bytes.len() {
                    return (None, to);
                }
                value = &text[from..to];
                // A quoted value ends behind its mark.
                at = to + usize::from(from > at);
            }
            if tag.attributes.len() < MOST_ATTRIBUTES && tag.attribute(&name).is_none() {
                let value = self.references.resolve(value, Within::Attribute).into_owned();
                tag.attributes.push((name, value));
            }
        }
    }
}

enum Markup {
    Start(Tag, usize),
    End(String, usize),
    Skipped(usize),
}

/// Where a comment ends, from its content on; nothing where it never does.
fn comment(content: &str) -> Option<usize> {
    if let Some(short) = [">", "->"].into_iter().find(|short| content.starts_with(short)) {
        return Some(short.len());
    }
    let ends = ["-->", "--!>"].into_iter().filter_map(|end| content.find(end).map(|at| at + end.len()));
    ends.min()
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// The element whose content is no markup: its name, and whether references stand in it.
fn raw(name: &str) -> Option<(&'static str, bool)> {
    const RAW: [&str; 6] = ["style", "xmp", "iframe", "noembed", "noframes", "script"];
    let of = |names: &[&'static str]| names.iter().copied().find(|raw| *raw == name);
    of(&["title", "textarea"]).map(|name| (name, true)).or_else(|| of(&RAW).map(|name| (name, false)))
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        if let Some((name, references)) = self.raw.take()
            && let Some(text) = self.raw(name, references)
        {
            return Some(text);
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let markup = rest.starts_with('<').then(|| self.markup()).flatten();
            match markup {
                Some(Markup::Skipped(length)) => self.at += length,
                Some(Markup::End(name, length)) => {
                    self.at += length;
                    return Some(Token::End(name));
                }
                Some(Markup::Start(tag, length)) => {
                    self.at += length;
                    self.raw = raw(&tag.name);
                    return Some(Token::Start(tag));
                }
                None => {
                    let first = rest.chars().next().map_or(0, char::len_utf8);
                    let length = rest[first..].find('<').map_or(rest.len(), |at| first + at);
                    self.at += length;
                    return Some(self.text(&rest[..length]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::states::RawKind;
    use html5ever::tokenizer::{BufferQueue, StartTag, Token as Theirs, TokenSink, TokenSinkResult, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// A browser's tokens, texts put together.
    #[derive(Default)]
    struct Sink(RefCell<Vec<Token<'static>>>);

    fn push(tokens: &mut Vec<Token<'static>>, token: Token<'_>) {
        match (tokens.last_mut(), token) {
            (Some(Token::Text(last)), Token::Text(text)) => last.to_mut().push_str(&text),
            (_, Token::Text(text)) => tokens.push(Token::Text(Cow::Owned(text.into_owned()))),
            (_, Token::Start(tag)) => tokens.push(Token::Start(tag)),
            (_, Token::End(name)) => tokens.push(Token::End(name)),
        }
    }

    impl TokenSink for Sink {
        type Handle = ();

        fn process_token(&self, token: Theirs, _: u64) -> TokenSinkResult<()> {
            let mut tokens = self.0.borrow_mut();
            match token {
                Theirs::CharacterTokens(text) => push(&mut tokens, Token::Text(Cow::Owned(text.to_string()))),
                Theirs::TagToken(tag) if tag.kind == StartTag => {
                    let named = |attribute: &html5ever::Attribute| {
                        (attribute.name.local.to_string(), attribute.value.to_string())
                    };
                    let attributes = tag.attrs.iter().map(named).collect();
                    let name = tag.name.to_string();
                    let result = match raw(&name) {
                        Some((_, true)) => TokenSinkResult::RawData(RawKind::Rcdata),
                        Some(("script", _)) => TokenSinkResult::RawData(RawKind::ScriptData),
                        Some(_) => TokenSinkResult::RawData(RawKind::Rawtext),
                        None => TokenSinkResult::Continue,
                    };
                    push(&mut tokens, Token::Start(Tag { name, attributes, closed: tag.self_closing }));
                    return result;
                }
                Theirs::TagToken(tag) => push(&mut tokens, Token::End(tag.name.to_string())),
                _ => {}
            }
            TokenSinkResult::Continue
        }
    }

    fn theirs(page: &str) -> Vec<Token<'static>> {
        let tokenizer = Tokenizer::new(Sink::default(), html5ever::tokenizer::TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(page));
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        tokenizer.sink.0.into_inner()
    }

    fn ours(page: &str) -> Vec<Token<'static>> {
        let mut tokens = Vec::new();
        Tokens::new(page).for_each(|token| push(&mut tokens, token));
        tokens
    }

    #[test]
    fn every_name_of_a_reference_stands_for_what_it_does_in_a_browser() {
        let lines = include_str!("entities.txt").lines().skip(2);
        for name in lines.flat_map(|line| line.split(' ').skip(1)).chain(["Tab", "NewLine"]) {
            let page = format!("x&{name};&{name} &{name}y");
            let space = |tokens: Vec<Token<'static>>| format!("{tokens:?}").replace("\\n", " ").replace("\\t", " ");
            assert_eq!(space(ours(&page)), space(theirs(&page)), "{name}");
        }
    }

    #[test]
    fn lines_are_counted_to_the_token() {
        let mut tokens = Tokens::new("<p>\n\nOne<br>\nTwo");
        let mut lines = Vec::new();
        while tokens.next().is_some() {
            lines.push(tokens.line());
        }
        assert_eq!(lines, [1, 3, 3, 4]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]
        #[test]
        fn a_page_has_the_tokens_that_a_browser_finds(pieces in proptest::collection::vec(prop_oneof![
            Just("<"), Just(">"), Just("</"), Just("<p"), Just("<P>"), Just("</p>"), Just("<a href="), Just("\""), Just("'"), Just("="), Just("/"), Just("/>"),
            Just(" "), Just("\n"), Just("x"), Just("ä"), Just("<!--"), Just("-->"), Just("--!>"), Just("-"), Just("!"), Just("<!"), Just("<?"), Just("<!doctype html>"),
            Just("<style>"), Just("</style>"), Just("</STYLE "), Just("<title>"), Just("</title>"), Just("</titles>"), Just("<textarea>"), Just("</textarea>"),
            Just("&"), Just("&amp"), Just("&amp;"), Just("&notit;"), Just("&not"), Just("&#"), Just("&#x"), Just("41"), Just(";"), Just("&#150;"), Just("&#xD800;"), Just("&#0;"),
            Just("&#1114112"), Just("&eacute"), Just("&copy=1"), Just("a"), Just("b=c"), Just("class=\"d &lt; e\""), Just("<br/>"), Just("< p>"), Just("</ p>"), Just("</>"),
            Just("<![CDATA["), Just("]]>"), Just("<script>"), Just("</script>"),
        ], 0..24)) {
            let page = pieces.concat();
            // What a comment within a script does to it is left out.
            prop_assume!(!(page.contains("<script>") && page.contains("<!--")));
            prop_assert_eq!(ours(&page), theirs(&page), "{}", page);
        }
    }
}
