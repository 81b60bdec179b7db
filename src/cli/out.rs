//! Where a command's text goes: one writer that knows how wide a line may be and whether bold type is wanted.
//!
//! Everything a command prints passes here, so that a reader who closes the pipe early (`| head`) ends the program quietly in one place.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::args::{Global, When};
use crate::text::sanitize::sanitize;
use crate::text::wrap;

/// Prose is not set wider than this many cells, however wide the terminal.
pub const PROSE: usize = 72;
/// Tables may be wider than prose, up to this many cells.
const TABLE: usize = 100;
/// A column of text narrower than this many cells is not pleasant to read.
const NARROWEST: usize = 24;
/// Texts stand beside each other in columns of at least this many cells.
const COLUMN: usize = 48;

/// How text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether bold type may be used.
    pub bold: bool,
    /// Cells in a line; `None`: lines are not broken.
    pub width: Option<usize>,
    /// Whether ornaments are drawn in ASCII.
    pub ascii: bool,
    /// Whether texts may stand beside each other, which a reader who listens cannot follow.
    pub columns: bool,
}

/// What is known of the place where text goes, so that a look can be chosen without asking the terminal anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The terminal's width in cells, if it is a terminal.
    pub terminal: Option<usize>,
    /// Value of `TERM`.
    pub term: Option<String>,
    /// Whether `NO_COLOR` is set to something.
    pub no_color: bool,
    /// The locale in force: `LC_ALL`, else `LC_CTYPE`, else `LANG`.
    pub locale: Option<String>,
}

impl Surroundings {
    /// Reads the environment of this process and the size of the terminal that standard output is, if it is one.
    #[must_use]
    pub fn of_stdout() -> Surroundings {
        let stdout = io::stdout();
        let terminal = rustix::termios::isatty(&stdout).then(|| {
            let cells = rustix::termios::tcgetwinsize(&stdout).map_or(0, |size| usize::from(size.ws_col));
            if cells == 0 { 80 } else { cells }
        });
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Surroundings {
            terminal,
            term: set("TERM"),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            locale: set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")),
        }
    }

    /// Whether the locale says that text is in UTF-8.
    #[must_use]
    pub fn says_utf8(&self) -> bool {
        let charset = self.locale.as_deref().and_then(|locale| locale.rsplit_once('.')).map(|(_, charset)| charset);
        charset.is_some_and(|charset| {
            let charset = charset.to_ascii_lowercase();
            charset.starts_with("utf-8") || charset.starts_with("utf8")
        })
    }

    /// Whether text may hold more than ASCII. A locale that names no character set (`C`, none) says nothing: on a terminal that is a no, and
    /// to a pipe, where bytes are kept, a yes.
    #[must_use]
    pub fn utf8(&self) -> bool {
        let names_one = self.locale.as_deref().is_some_and(|locale| locale.contains('.'));
        self.says_utf8() || (!names_one && self.terminal.is_none())
    }

    /// The look that these surroundings and the options of the command line call for.
    #[must_use]
    pub fn look(&self, global: &Global) -> Look {
        let dumb = self.term.as_deref().is_none_or(|term| term == "dumb");
        let bold = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => self.terminal.is_some() && !dumb && !self.no_color,
        };
        let width = match global.width {
            Some(0) => None,
            Some(cells) => Some(cells),
            None if global.plain => None,
            None => self.terminal.map(|cells| cells.min(TABLE)),
        };
        let ascii = global.ascii || !self.utf8() || (self.terminal.is_some() && self.term.as_deref() == Some("linux"));
        Look { bold: bold && !global.plain, width, ascii, columns: !global.plain }
    }
}

/// A number of things: `1 seat`, `6 candidates`.
#[must_use]
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The writer of a command.
pub struct Out<'w> {
    to: &'w mut (dyn Write + 'static),
    aside: Option<&'w mut (dyn Write + 'static)>,
    look: Look,
}

impl fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").field("look", &self.look).finish_non_exhaustive()
    }
}

impl<'w> Out<'w> {
    /// A writer of text that looks so. What is said beside the answer goes to `aside`, or to the same place if there is none.
    pub fn new(to: &'w mut (dyn Write + 'static), aside: Option<&'w mut (dyn Write + 'static)>, look: Look) -> Self {
        Self { to, aside, look }
    }

    /// Words between quotation marks.
    #[must_use]
    pub fn quoted(&self, words: &str) -> String {
        if self.look.ascii { format!("\"{words}\"") } else { format!("“{words}”") }
    }

    /// Words in bold type, where that may be used.
    #[must_use]
    pub fn bold<'t>(&self, words: &'t str) -> Cow<'t, str> {
        if self.look.bold && !words.is_empty() {
            Cow::Owned(format!("\x1b[1m{words}\x1b[0m"))
        } else {
            Cow::Borrowed(words)
        }
    }

    /// The dot that separates, or its ASCII form.
    #[must_use]
    pub fn dot(&self) -> &'static str {
        if self.look.ascii { "-" } else { "·" }
    }

    /// The dash that stands before a name.
    #[must_use]
    pub fn dash(&self) -> &'static str {
        if self.look.ascii { "--" } else { "—" }
    }

    /// A line as it is.
    ///
    /// # Errors
    /// As the writer below.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())?;
        self.to.write_all(b"\n")
    }

    /// An empty line.
    ///
    /// # Errors
    /// As the writer below.
    pub fn gap(&mut self) -> io::Result<()> {
        self.line("")
    }

    /// A heading in bold with something less weighty behind it.
    ///
    /// # Errors
    /// As the writer below.
    pub fn heading(&mut self, heading: &str, behind: &str) -> io::Result<()> {
        let lines = self.break_up(heading, self.look.width.unwrap_or(usize::MAX));
        let last = lines.len() - 1;
        for (at, line) in lines.iter().enumerate() {
            let bold = self.bold(line).into_owned();
            if at == last && !behind.is_empty() {
                let fits = self.look.width.is_none_or(|width| wrap::width(line) + 2 + wrap::width(behind) <= width);
                if fits {
                    self.line(&format!("{bold}  {behind}"))?;
                } else {
                    self.line(&bold)?;
                    self.prose(0, behind)?;
                }
            } else {
                self.line(&bold)?;
            }
        }
        Ok(())
    }

    /// A paragraph, its lines indented by so many cells.
    ///
    /// # Errors
    /// As the writer below.
    pub fn prose(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.hung("", indent, text)
    }

    /// A paragraph behind a label: the label stands at the left, the lines of the paragraph begin at cell `indent`. A label that does
    /// not fit there pushes the first line on.
    ///
    /// # Errors
    /// As the writer below.
    pub fn hung(&mut self, label: &str, indent: usize, text: &str) -> io::Result<()> {
        // On a very narrow screen an indentation would leave no room for words.
        let indent = self.look.width.map_or(indent, |width| indent.min(width / 3));
        // A reference stands out; a dash or a dot does not need to.
        let is_word = label.contains(char::is_alphanumeric);
        let bold = if is_word { self.bold(label).into_owned() } else { label.to_owned() };
        let room = wrap::width(label);
        // Where no line is broken, a label that is too long for its column stands on the line all the same.
        let least = usize::from(room > 0 && self.look.width.is_none());
        let gap = indent.saturating_sub(room).max(least);
        let cells = self.look.width.map_or(usize::MAX, |width| width.min(PROSE + indent).saturating_sub(indent).max(1));
        let own_line = room > 0 && gap == 0;
        let lines = self.break_up(text, cells);
        if own_line {
            // A name may be longer than a line.
            for line in self.break_up(label, self.look.width.unwrap_or(usize::MAX)) {
                let line = self.bold(&line).into_owned();
                self.line(&line)?;
            }
        }
        for (at, line) in lines.iter().enumerate() {
            if at == 0 && !own_line {
                self.line(&format!("{bold}{}{line}", " ".repeat(gap)))?;
            } else {
                self.line(&format!("{}{line}", " ".repeat(indent)))?;
            }
        }
        Ok(())
    }

    /// A paragraph with stretches of it (in bytes, sorted, disjoint) in bold type.
    ///
    /// # Errors
    /// As the writer below.
    pub fn marked(&mut self, indent: usize, text: &str, marks: &[Range<usize>]) -> io::Result<()> {
        let lines = match self.look.width {
            Some(width) => wrap::wrap(text, width.min(PROSE + indent).saturating_sub(indent).max(1)),
            None => std::iter::once(0..text.len()).collect(),
        };
        for line in lines {
            let mut shown = " ".repeat(indent);
            let mut at = line.start;
            for mark in marks.iter().filter(|mark| mark.start < line.end && mark.end > line.start) {
                let (start, end) = (mark.start.max(at), mark.end.min(line.end));
                shown.push_str(&text[at..start]);
                shown.push_str(&self.bold(&text[start..end]));
                at = end;
            }
            shown.push_str(&text[at..line.end]);
            self.line(&shown)?;
        }
        Ok(())
    }

    fn break_up(&self, text: &str, cells: usize) -> Vec<String> {
        if self.look.width.is_none() {
            return vec![text.to_owned()];
        }
        wrap::wrap(text, cells).into_iter().map(|range| text[range].to_owned()).collect()
    }

    /// Texts beside each other, each written by `write` for its column, with two cells between. The first line of each is its heading, in bold
    /// type. `false`, and nothing is written, if there is no room for columns of [`COLUMN`] cells.
    ///
    /// # Errors
    /// As the writers.
    pub fn beside<T>(&mut self, texts: &[T], write: impl Fn(&mut Out<'_>, &T) -> io::Result<()>) -> io::Result<bool> {
        let share = self.look.width.map_or(0, |width| (width + 2) / texts.len().max(1)).saturating_sub(2);
        if !self.look.columns || share < COLUMN {
            return Ok(false);
        }
        let look = Look { bold: false, width: Some(share), ..self.look };
        let mut columns: Vec<Vec<String>> = Vec::new();
        for text in texts {
            let mut bytes = Vec::new();
            write(&mut Out::new(&mut bytes, None, look), text)?;
            columns.push(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect());
        }
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..rows {
            let mut line = String::new();
            for column in &columns {
                let cell = column.get(row).map_or("", String::as_str);
                line.push_str(&if row == 0 { self.bold(cell) } else { Cow::Borrowed(cell) });
                line.push_str(&" ".repeat((share + 2).saturating_sub(wrap::width(cell))));
            }
            self.line(line.trim_end())?;
        }
        Ok(true)
    }

    /// Rows in columns two cells apart, the first in bold. The last column takes what room is left and is wrapped in it.
    ///
    /// # Errors
    /// As the writer below.
    pub fn table<const N: usize>(&mut self, rows: &[[String; N]]) -> io::Result<()> {
        let widest = |column: usize| rows.iter().map(|row| wrap::width(&row[column])).max().unwrap_or(0);
        let widths: Vec<usize> = (0..N).map(widest).collect();
        let before: usize = widths[..N - 1].iter().filter(|width| **width > 0).map(|width| width + 2).sum();
        // Where too little room is left for the last column, all but the first share it, and on a very narrow screen all of them.
        let room = |width: usize, taken: usize| width + 2 >= taken + widths[N - 1].clamp(2, NARROWEST);
        let fits = self.look.width.is_none_or(|width| room(width, before));
        let indent = self.look.width.map_or(2, |width| if room(width, widths[0] + 2) { widths[0] + 2 } else { 2 });
        for row in rows {
            if !fits {
                let rest: Vec<&str> = row[1..].iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                self.hung(&row[0], indent, &rest.join(", "))?;
                continue;
            }
            let mut left = String::new();
            for column in 0..N - 1 {
                let pad = widths[column].saturating_sub(wrap::width(&row[column])) + 2;
                if widths[column] > 0 {
                    let cell = if column == 0 { self.bold(&row[0]) } else { Cow::Borrowed(row[column].as_str()) };
                    left.push_str(&cell);
                    left.extend(std::iter::repeat_n(' ', pad));
                }
            }
            let cells = self.look.width.map_or(usize::MAX, |width| width.saturating_sub(before).max(1));
            for (at, line) in self.break_up(&row[N - 1], cells).iter().enumerate() {
                let line = if at == 0 { format!("{left}{line}") } else { " ".repeat(before) + line };
                self.line(line.trim_end())?;
            }
        }
        Ok(())
    }

    /// A value as JSON, indented, with a line feed behind.
    ///
    /// # Errors
    /// As the writer below.
    pub fn json<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self.to, value)?;
        self.to.write_all(b"\n")
    }

    /// Bytes as they are.
    ///
    /// # Errors
    /// As the writer below.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)
    }

    /// Something to know beside the answer. It is no part of it, so a failure to say it is not one of the answer.
    pub fn note(&mut self, text: &str) {
        // It may give words of the user's back, and those may hold anything.
        let line = format!("{}\n", sanitize(text));
        // On a terminal both go to the same place, where what was said first is to stand first.
        drop(self.to.flush());
        match &mut self.aside {
            Some(aside) => drop(aside.write_all(line.as_bytes())),
            None => drop(self.to.write_all(line.as_bytes())),
        }
    }

    /// Hands on all that is still held back.
    ///
    /// # Errors
    /// As the writer below.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Look, Out, Surroundings};
    use crate::cli::args::{Global, When};

    fn printed(look: Look, print: impl FnOnce(&mut Out<'_>)) -> String {
        let mut bytes = Vec::new();
        print(&mut Out::new(&mut bytes, None, look));
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_terminal_gets_bold_type_and_broken_lines_and_a_pipe_neither() {
        let terminal = Surroundings { terminal: Some(200), term: Some("xterm".into()), ..Surroundings::default() };
        let look = terminal.look(&Global::default());
        assert!(look.bold);
        assert_eq!(look.width, Some(100));
        let look = Surroundings::default().look(&Global::default());
        assert!(!look.bold);
        assert_eq!(look.width, None);
    }

    #[test]
    fn no_color_and_a_dumb_terminal_mean_no_bold_type_unless_it_is_asked_for() {
        let global = Global::default();
        let always = Global { color: When::Always, ..Global::default() };
        for surroundings in [
            Surroundings { terminal: Some(80), term: Some("dumb".into()), ..Surroundings::default() },
            Surroundings { terminal: Some(80), term: Some("xterm".into()), no_color: true, ..Surroundings::default() },
        ] {
            assert!(!surroundings.look(&global).bold);
            assert!(surroundings.look(&always).bold);
        }
    }

    #[test]
    fn ornaments_are_ascii_where_the_locale_is_not_utf8() {
        let with = |locale: Option<&str>, terminal| Surroundings {
            locale: locale.map(str::to_owned),
            terminal,
            term: Some("xterm".into()),
            ..Surroundings::default()
        };
        assert!(!with(Some("fr_FR.UTF-8"), Some(80)).look(&Global::default()).ascii);
        assert!(with(Some("fr_FR.ISO-8859-1"), Some(80)).look(&Global::default()).ascii);
        assert!(with(Some("C"), Some(80)).look(&Global::default()).ascii);
        assert!(!with(Some("C"), None).look(&Global::default()).ascii);
        assert!(!with(None, None).look(&Global::default()).ascii);
    }

    #[test]
    fn a_paragraph_hangs_behind_its_label() {
        let look = Look { bold: false, width: Some(20), ascii: true, columns: false };
        let text = printed(look, |out| out.hung("a.1", 5, "one two three four five").unwrap());
        assert_eq!(text, "a.1  one two three\n     four five\n");
        let look = Look { width: None, ..look };
        let text = printed(look, |out| out.hung("a.1", 5, "one two three four five").unwrap());
        assert_eq!(text, "a.1  one two three four five\n");
        let text = printed(Look { width: Some(20), ..look }, |out| out.hung("a.10.1", 5, "one").unwrap());
        assert_eq!(text, "a.10.1\n     one\n");
    }

    #[test]
    fn texts_stand_beside_each_other_where_there_is_room() {
        let look = Look { bold: false, width: Some(98), ascii: true, columns: true };
        let write = |out: &mut Out<'_>, text: &&str| out.prose(0, text);
        let text = printed(look, |out| assert!(out.beside(&["one", "two"], write).unwrap()));
        assert_eq!(text, format!("one{}two\n", " ".repeat(47)));
        for narrow in [Look { width: Some(97), ..look }, Look { width: None, ..look }, Look { columns: false, ..look }]
        {
            let text = printed(narrow, |out| assert!(!out.beside(&["one", "two"], write).unwrap()));
            assert_eq!(text, "");
        }
    }

    #[test]
    fn a_table_keeps_its_columns_and_wraps_the_last() {
        let look = Look { bold: false, width: Some(36), ascii: true, columns: true };
        let rows = [["a".to_owned(), "Sarmaș".to_owned(), "one two three four five six".to_owned()]];
        let text = printed(look, |out| out.table(&rows).unwrap());
        assert_eq!(text, "a  Sarmaș  one two three four five\n           six\n");
    }
}
