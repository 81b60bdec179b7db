//! The command line: the same corpus for scripts, pipes and screen readers.
//!
//! [`parse`] reads the arguments, [`run`] does what they ask. Each command is a file of its own and gives back how it [`Ending`]; it looks
//! everything up before it prints anything, so that trouble never leaves half an answer on standard output.

pub mod args;
mod brief;
mod card;
mod check;
mod cite;
mod compare;
mod config;
mod corpora;
mod desk;
mod doctor;
mod export;
mod file;
mod import;
mod linear;
mod list;
mod man;
mod new;
mod out;
mod quotes;
mod record;
mod search;
mod show;
mod trouble;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use clap::FromArgMatches;
use clap::error::ErrorKind;

pub use args::{Arguments, Global};
pub use corpora::{joined_with_others, large, open, reader, watched};
pub use desk::Ending;
use desk::{Desk, Shelf};
use out::{Out, Surroundings};
pub use trouble::Trouble;

use crate::text::sanitize::sanitize;
use args::Command;

/// Exit status where something was found.
pub const FOUND: u8 = 0;
/// Exit status where nothing was found.
pub const NOTHING: u8 = 1;
/// Exit status where something is wrong.
pub const TROUBLE: u8 = 2;

/// Reads a command line. A word of a query that begins with a hyphen excludes; it is no option.
///
/// # Errors
/// If there is nothing more to do: the help or the version has been printed, or what is wrong with the arguments. The error is the exit status.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, u8> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Whoever opens the dashboard as it is does not wait for all that could have been asked.
    let mut arguments = match &arguments[..] {
        [] | [_] => Arguments::default(),
        _ => read(arguments).map_err(|error| refuse(&error))?,
    };
    if arguments.global.corpus.is_empty() {
        arguments.global.corpus = corpora::of_environment();
    }
    Ok(arguments)
}

fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let arguments = mark_exclusions(gather_corpora(help_last(arguments)));
    let found = args::command().try_get_matches_from(arguments)?;
    let mut arguments = Arguments::from_arg_matches(&found)?;
    unmark_exclusions(&mut arguments);
    Ok(arguments)
}

/// `help`, with or without the name of a command behind it, asks for what `--help` says.
fn help_last(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// Prints the help, for want of a terminal to draw on.
///
/// # Errors
/// Never with an error: the exit status is what comes back.
#[must_use]
pub fn help() -> u8 {
    read(["hustings", "--help"].map(OsString::from)).err().map_or(TROUBLE, |help| refuse(&help))
}

/// The same arguments with all corpora in one place: of those before a command and those behind it the parser would see some only.
fn gather_corpora(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut others = Vec::new();
    let mut corpora = Vec::new();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            others.push(argument);
            break;
        }
        if argument == "--corpus" {
            corpora.push(argument);
            corpora.extend(arguments.next());
        } else if argument.as_encoded_bytes().starts_with(b"--corpus=") {
            corpora.push(argument);
        } else {
            others.push(argument);
        }
    }
    others.extend(arguments);
    // A name for which there is no file is told of as the parser tells it.
    let at = others.len().min(1);
    others.splice(at..at, corpora);
    others
}

/// Options of every command, and of those that take a query, with a value behind them: it is neither a command nor a word of the query.
const TAKES_VALUE: [&str; 8] = ["--corpus", "--palette", "--color", "--width", "--limit", "--by", "--theme", "--seed"];

/// Stands before a word that excludes while the arguments are parsed. It cannot come from a keyboard, and is taken off again.
const EXCLUSION: char = '\u{1}';

fn mark_exclusions(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut command: Option<bool> = None;
    let mut value_follows = false;
    let mut literal = false;
    let mut marked = Vec::new();
    for (at, argument) in arguments.into_iter().enumerate() {
        let text = argument.to_str().unwrap_or_default();
        let bare = text.strip_prefix('-').filter(|rest| !rest.is_empty() && !rest.starts_with('-') && *rest != "h");
        let excludes = command == Some(true) && !literal && !value_follows && bare.is_some();
        literal |= text == "--";
        if command.is_none() && at > 0 && !value_follows && !text.starts_with('-') {
            command = Some(matches!(text, "search" | "find" | "quotes"));
        }
        value_follows = !literal && TAKES_VALUE.contains(&text);
        marked.push(if excludes { format!("{EXCLUSION}{text}").into() } else { argument });
    }
    marked
}

fn unmark_exclusions(arguments: &mut Arguments) {
    let query = match &mut arguments.command {
        Some(Command::Search(asked)) => &mut asked.query,
        Some(Command::Quotes(asked)) => &mut asked.query,
        _ => return,
    };
    for word in query {
        if let Some(bare) = word.strip_prefix(EXCLUSION) {
            *word = bare.to_owned();
        }
    }
}

/// Prints what the parser has to say: help and version on standard output, what is wrong on standard error.
fn refuse(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let surroundings = Surroundings::of_stdout();
            let look = surroundings.look(&Global::default());
            let text = if look.bold { error.render().ansi().to_string() } else { text };
            let written = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
            settle(written.map(|()| Ending::Found).map_err(Trouble::from))
        }
        _ => {
            complain(&text);
            TROUBLE
        }
    }
}

/// What a command line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The dashboard.
    Dashboard,
    /// The prompt for screen readers.
    Linear,
    /// A command.
    Command,
}

impl Arguments {
    /// Which face the program is to show. `ACCESSIBLE` in the environment asks for the prompt in place of the dashboard.
    #[must_use]
    pub fn face(&self) -> Face {
        let accessible = || std::env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty() && value != "0");
        match self.command {
            Some(_) => Face::Command,
            None if self.global.linear || accessible() => Face::Linear,
            None => Face::Dashboard,
        }
    }
}

/// Opens the prompt for screen readers. The exit status is what comes back.
#[must_use]
pub fn linear(arguments: &Arguments) -> u8 {
    settle(linear::run(&arguments.global))
}

/// Does what a command line asks. The exit status is what comes back.
#[must_use]
pub fn run(arguments: &Arguments) -> u8 {
    let Some(command) = &arguments.command else { return help() };
    let global = &arguments.global;
    let look = Surroundings::of_stdout().look(global);
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut stderr = io::stderr().lock();
    let done = answer(global, command, Out::new(&mut stdout, Some(&mut stderr), look));
    drop(stderr);
    if matches!(done, Err(Trouble::Said(_))) {
        // What is held back in the buffer is half an answer: it is not to be seen.
        let (stdout, _) = stdout.into_parts();
        drop(stdout);
    }
    settle(done)
}

fn answer(global: &Global, command: &Command, mut out: Out<'_>) -> Result<Ending, Trouble> {
    // A corpus to be checked may be broken, so it is not opened like one that is to be read.
    match command {
        Command::Check(asked) => return check::run(&mut out, global, asked),
        Command::Import(asked) => return import::run(&mut out, global, asked),
        Command::New(asked) => return new::run(&mut out, global, asked),
        Command::Doctor => return doctor::run(&mut out, global),
        _ => {}
    }
    let shelf = Shelf::new(open(global)?, global.no_results);
    let mut desk = Desk::new(&shelf, global.json, out);
    let ending = perform(&mut desk, global, command)?;
    desk.out.flush()?;
    Ok(ending)
}

/// Carries out a command at a desk.
fn perform(desk: &mut Desk<'_>, global: &Global, command: &Command) -> Result<Ending, Trouble> {
    if desk.json && matches!(command, Command::Completions(_) | Command::Config(_) | Command::Man) {
        return Err(Trouble::said("this command has no JSON form"));
    }
    if matches!(command, Command::Check(asked) if asked.watch) {
        return Err(Trouble::said("--watch has no end; it is for a command line of its own: `hustings check --watch`"));
    }
    match command {
        Command::Search(asked) => search::run(desk, asked),
        Command::Quotes(asked) => quotes::run(desk, asked),
        Command::Show(asked) => show::run(desk, asked),
        Command::Compare(asked) => compare::run(desk, asked),
        Command::List(asked) => list::run(desk, asked),
        Command::Cite(asked) => cite::run(desk, asked),
        Command::Brief(asked) => brief::run(desk, asked),
        Command::Config(asked) => config::run(&mut desk.out, asked),
        Command::Export(asked) => export::run(desk, asked),
        Command::Completions(asked) => man::completions(desk, asked),
        Command::Man => man::man(desk),
        Command::Check(asked) => check::run(&mut desk.out, global, asked),
        Command::Import(asked) => import::run(&mut desk.out, global, asked),
        Command::New(asked) => new::run(&mut desk.out, global, asked),
        Command::Doctor => doctor::run(&mut desk.out, global),
    }
}

/// From how a command ended to the exit status; trouble is told on standard error.
fn settle(done: Result<Ending, Trouble>) -> u8 {
    match done {
        Ok(Ending::Found) | Err(Trouble::Closed) => FOUND,
        Ok(Ending::Nothing) => NOTHING,
        Ok(Ending::Problems) => TROUBLE,
        Err(trouble) => {
            complain(&format!("hustings: {trouble}"));
            TROUBLE
        }
    }
}

/// Says on standard error what is wrong. Words of the user's come back in it, and may hold anything.
pub fn complain(message: &str) {
    let safe: Vec<Cow<'_, str>> = message.trim_end().lines().map(sanitize).collect();
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", safe.join("\n"));
}
