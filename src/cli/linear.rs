//! The dashboard for a screen reader: a prompt that takes the commands of the command line, line by line.
//!
//! It only ever adds lines, says every state in words, draws nothing, and works as well from a script as from a keyboard. A [`Trail`] remembers
//! what was shown, so that `next`, `previous` and `back` can go on from there.

mod trail;
mod words;

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Read, Write};

use clap::error::ErrorKind;

use self::trail::{Step, Trail};
use super::args::{Command, Global};
use super::desk::{Desk, Ending, Shelf};
use super::out::{Look, Out, Surroundings, counted};
use super::trouble::Trouble;
use super::{card, perform, read};
use crate::text::sanitize::sanitize;

/// A line longer than this many bytes is not taken: nobody types one, and a part of it would say something else.
const LONGEST: u64 = 64 * 1024;

const HELP: &str = "\
search WORDS: find passages, people, posts and facts.
quotes, quotes --by PERSON, quotes --theme THEME: the speakers' words.
show REFERENCE, or the reference alone: read it. References look like lee, lee 3, lee 3 2, person:lee, post:dsg, ballot:bdt.2.
compare PERSON PERSON: the same question to both.
list KIND: people, posts, candidacies, documents, questions, themes, priorities, ballots, facts, timeline or sources.
cite REFERENCE: a citation to paste.
import FILE: read a document of your own into the corpus.
export, check, doctor: the corpus as a file, whether it obeys its rules, and how this terminal is fitted out.
brief, brief add REFERENCE, brief export: what you keep.
next, previous: go on to the next hit or passage, or the one before.
back: return to what was read before.
help, or help COMMAND: this list, or all about one command.
quit: leave.";

const GOODBYE: &str = "Goodbye.";

/// Talks with a reader until they leave or the input ends.
///
/// # Errors
/// If the corpus cannot be read, or the output cannot be written.
pub fn run(global: &Global) -> Result<Ending, Trouble> {
    let shelf = Shelf::new(super::open(global)?, global.no_results);
    let look = look(global);
    let prompt = io::stdin().is_terminal();
    let mut talk = Talk { shelf, global, look, trail: Trail::default(), stdout: io::stdout() };
    talk.greet()?;
    let mut input = io::stdin().lock();
    loop {
        if prompt {
            talk.stdout.write_all(b"hustings> ")?;
            talk.stdout.flush()?;
        }
        let line = read_line(&mut input).map_err(|error| Trouble::Said(error.to_string()))?;
        talk.look = self::look(global);
        match line {
            Line::Whole(line) if talk.hear(sanitize(&line).trim())? == Next::Listen => {}
            Line::TooLong => talk.say(&format!("Trouble: a line has {LONGEST} bytes at most; nothing was done."))?,
            Line::End if prompt => {
                // The shell goes on below the prompt, not behind it.
                talk.stdout.write_all(b"\n")?;
                talk.say(GOODBYE)?;
                break;
            }
            Line::Whole(_) | Line::End => break,
        }
    }
    Ok(Ending::Found)
}

/// Nothing but lines of text, as wide as the terminal is by now.
fn look(global: &Global) -> Look {
    Look { bold: false, columns: false, ..Surroundings::of_stdout().look(global) }
}

/// What comes from the input next.
enum Line {
    Whole(String),
    TooLong,
    End,
}

fn read_line(input: &mut impl BufRead) -> io::Result<Line> {
    let mut line = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(Line::End);
    }
    if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole(String::from_utf8_lossy(&line).into_owned()))
}

/// Whether the talk goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Listen,
    Leave,
}

/// A talk under way.
struct Talk<'g> {
    shelf: Shelf,
    global: &'g Global,
    look: Look,
    trail: Trail,
    stdout: io::Stdout,
}

impl Talk<'_> {
    fn greet(&mut self) -> Result<(), Trouble> {
        let hidden = if self.global.no_results { " Results are hidden." } else { "" };
        let greeting = format!(
            "hustings: {}. {}.{hidden} Type help for the commands, quit to leave.",
            self.shelf.corpus.title,
            self.extent()
        );
        self.say(&greeting)
    }

    /// How much there is in the corpus.
    fn extent(&self) -> String {
        let corpus = &self.shelf.corpus;
        let people = match corpus.people.len() {
            1 => "1 person".to_owned(),
            number => format!("{number} people"),
        };
        let documents = counted(corpus.documents.len(), "document");
        format!("{documents}, {people}, {}", counted(corpus.posts.len(), "post"))
    }

    /// Reads the corpus again, after something was imported into it or forgotten. Places of the old one say nothing in the new.
    fn renew(&mut self) -> Result<(), Trouble> {
        match super::open(self.global) {
            Ok(corpus) => {
                self.shelf = Shelf::new(corpus, self.global.no_results);
                self.trail = Trail::default();
                self.say(&format!("The corpus is read anew: {}.", self.extent()))
            }
            Err(trouble) => self.say(&format!("Trouble: {trouble}. What was read before stays.")),
        }
    }

    /// Says a sentence or more, each paragraph wrapped by words.
    fn say(&mut self, text: &str) -> Result<(), Trouble> {
        let mut out = Out::new(&mut self.stdout, None, self.look);
        for paragraph in text.trim_end().lines() {
            out.prose(0, &sanitize(paragraph))?;
        }
        out.flush()?;
        Ok(())
    }

    /// Does what a line asks.
    fn hear(&mut self, line: &str) -> Result<Next, Trouble> {
        // What is advised for a shell (`hustings list themes`) may be typed as it stands.
        let line = line.strip_prefix("hustings ").map_or(line, str::trim_start);
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match first.to_lowercase().as_str() {
            "" => {}
            "quit" | "q" | "exit" | "bye" => {
                self.say(GOODBYE)?;
                return Ok(Next::Leave);
            }
            "help" | "?" | "--help" | "-h" => self.help(rest.trim())?,
            "next" | "n" => self.go(Trail::next)?,
            "previous" | "prev" | "p" => self.go(Trail::previous)?,
            "back" | "b" => self.go(Trail::back)?,
            _ if words::is_command(first) => self.command(words::split(line))?,
            _ => match self.shelf.place(line) {
                Ok(_) => self.command(vec!["show".to_owned(), line.to_owned()])?,
                Err(trouble) => {
                    self.say(&format!("Trouble: {first} is no command, and {trouble}. Type help for the commands."))?;
                }
            },
        }
        Ok(Next::Listen)
    }

    /// Says what can be said of a command, or of all of them.
    fn help(&mut self, of: &str) -> Result<(), Trouble> {
        let name = of.split_whitespace().next().unwrap_or_default().to_lowercase();
        if name.is_empty() {
            return self.say(HELP);
        }
        if words::is_command(&name) {
            return self.command(words::split(of).into_iter().chain(["-h".to_owned()]).collect());
        }
        // The prompt's own words are no commands of the command line: their line of the list is all there is to say.
        let own = |line: &&str| line.split(": ").next().is_some_and(|names| names.split(", ").any(|own| own == name));
        match HELP.lines().find(own) {
            Some(line) => self.say(line),
            None => self.say(&format!("Trouble: {of} is no command. Type help for the commands.")),
        }
    }

    /// Carries out a command of the command line.
    fn command(&mut self, arguments: Vec<String>) -> Result<(), Trouble> {
        let arguments = std::iter::once("hustings".to_owned()).chain(arguments).map(OsString::from);
        let mut asked = match read(arguments) {
            Ok(asked) => asked,
            Err(error) if error.kind() == ErrorKind::DisplayHelp => return self.say(&error.render().to_string()),
            Err(error) => {
                let text = error.render().to_string();
                return self.say(&format!("Trouble: {}", text.trim_start_matches("error: ")));
            }
        };
        if asked.global.differs_from(self.global) {
            return self.say("Trouble: that option is for the start of the program; quit, and start it so.");
        }
        if asked.global.corpus.is_empty() {
            asked.global.corpus.clone_from(&self.global.corpus);
        }
        let Some(command) = &asked.command else { return self.say("Type help for the commands.") };
        let look = Look {
            width: asked.global.width.map_or(self.look.width, |width| (width > 0).then_some(width)),
            ..self.look
        };
        let mut desk = Desk::new(&self.shelf, asked.global.json, Out::new(&mut self.stdout, None, look));
        let done =
            perform(&mut desk, &asked.global, command).and_then(|ending| Ok(desk.out.flush().map(|()| ending)?));
        let shown = desk.shown;
        match done {
            Ok(Ending::Found) => match command {
                Command::Show(_) => {
                    self.trail.visit(&self.shelf.corpus, shown);
                    Ok(())
                }
                Command::Search(_) | Command::Quotes(_) if !asked.global.json => {
                    let number = shown.len();
                    self.trail.offer(shown);
                    self.say(&words::offer(number))
                }
                Command::Import(asked) if !asked.list && !asked.dry_run => self.renew(),
                _ => Ok(()),
            },
            Ok(Ending::Nothing | Ending::Problems) => Ok(()),
            Err(Trouble::Said(message)) => self.say(&format!("Trouble: {message}")),
            Err(trouble) => Err(trouble),
        }
    }

    /// Goes a step along the trail, and reads what is there.
    fn go(&mut self, step: impl FnOnce(&mut Trail) -> Step) -> Result<(), Trouble> {
        match step(&mut self.trail) {
            Step::Here { place, number, of } => {
                self.say(&format!("{number} of {of}."))?;
                let mut out = Out::new(&mut self.stdout, None, self.look);
                card::print(&mut out, &self.shelf.corpus, place)?;
                out.flush()?;
                Ok(())
            }
            Step::Before { of } => self.say(&format!("Back before the first of {of}; next reads it.")),
            Step::No(why) => self.say(why),
        }
    }
}
