//! What may be written on a command line: options, commands, their help.
//!
//! The doc comments of this file are the help texts that a user reads, so they speak to the user. The same definitions feed the
//! parser, the completions and the man page.

mod brief;
mod import;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

pub use brief::{Brief, BriefCommand, BriefExport, BriefFormat};
pub use import::{Import, New};

use crate::search::SYNTAX;

const EXAMPLES: &str = "\
Examples:
  hustings                              open the dashboard
  hustings search term limits           find the line
  hustings show lee 3                   the third answer of a document
  hustings quotes --by ismailov         all quotes of one person
  hustings compare lee ismailov         the same question, side by side
  hustings cite ismailov.6.3            a citation to paste

Exit status: 0 found, 1 nothing found, 2 trouble (the message is on standard error).";

const FORMATS: &str = "\
Formats:
  json    the corpus file itself; --corpus and `check` read it
  popolo  persons, organizations, areas, posts, memberships (who was elected) and events as popoloproject.com
          describes them; candidacies and ballots, which it lacks, stand beside them with the fields of the corpus
  csv     a Frictionless data package: a table each of people, roles, posts, candidacies, ballots, votes, questions,
          themes, documents, sections, passages, priorities, facts, timeline and sources, and datapackage.json";

/// A terminal briefing dashboard for elections at international conferences.
///
/// Who stands for what, what they want, what they answered and how it ended, with the ITU Plenipotentiary Conference 2022 (PP-22)
/// on board. Without a command it opens the dashboard; each command prints text for people on a terminal, plain text to a pipe,
/// and JSON with --json.
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "hustings", version, after_help = EXAMPLES, max_term_width = 90, disable_help_subcommand = true)]
pub struct Arguments {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without a command the dashboard opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The whole command line, with what cannot be written down beforehand: the query language stands in the help of the commands that take a query.
#[must_use]
pub fn command() -> clap::Command {
    let widest = SYNTAX.iter().map(|(typed, _)| typed.chars().count()).max().unwrap_or(0);
    let lines = SYNTAX.iter().map(|(typed, meaning)| format!("\n  {typed:widest$}  {meaning}"));
    let queries: String = std::iter::once("Queries:".to_owned()).chain(lines).collect();
    let mut command = Arguments::command().mut_subcommand("export", |command| command.after_help(FORMATS));
    for name in ["search", "quotes"] {
        let queries = queries.clone();
        command = command.mut_subcommand(name, |command| command.after_help(queries));
    }
    command
}

/// Options that may stand before and after a command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options for every command")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Global {
    /// Read this corpus in place of the one on board (`bundled`); given again, several become one. `HUSTINGS_CORPUS` names them as `PATH` does
    #[arg(long, value_name = "FILE", global = true)]
    pub corpus: Vec<PathBuf>,
    /// Colours of the dashboard: auto, dark, light or mono
    #[arg(long, value_name = "PALETTE", global = true, hide_possible_values = true)]
    pub palette: Option<Palette>,
    /// Draw ornaments (quotation marks, bullets) in ASCII
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Leave out all that gives away how a vote ended
    #[arg(long, global = true)]
    pub no_results: bool,
    /// Leave out the marks that bracket a frame (for terminals that show them)
    #[arg(long, global = true)]
    pub no_sync: bool,
    /// Neither read nor write the search history
    #[arg(long, global = true)]
    pub no_history: bool,
    /// Bold type in the output of commands: auto (on a terminal, unless `NO_COLOR` is set), always or never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: When,
    /// Break lines of text at this many cells (0: never)
    #[arg(long, value_name = "N", global = true)]
    pub width: Option<usize>,
    /// No bold type and no broken lines, as to a pipe
    #[arg(long, global = true)]
    pub plain: bool,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// A prompt for screen readers in place of the dashboard; it takes these same commands [env: ACCESSIBLE=1]
    #[arg(long)]
    pub linear: bool,
}

impl Global {
    /// Whether options differ that hold for a whole run of the program and not for one answer.
    #[must_use]
    pub fn differs_from(&self, other: &Global) -> bool {
        // An option that is not given again stays as it was.
        (!self.corpus.is_empty() && self.corpus != other.corpus)
            || (self.palette.is_some() && self.palette != other.palette)
            || (self.ascii && !other.ascii)
            || (self.no_results && !other.no_results)
    }
}

/// When to use bold type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal that is not dumb, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Also to a pipe
    Always,
    /// Never
    Never,
}

/// Colours of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Palette {
    /// The terminal's own foreground and background, legible on both
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// No colours
    Mono,
}

/// What can be done without a screen.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Find passages, people, posts and facts
    #[command(visible_alias = "find")]
    Search(Search),
    /// List quotes, all or those that match
    Quotes(Quotes),
    /// Show what references name: a document, section, passage, person, post, ballot …
    Show(Show),
    /// Put the answers of two or more people to the same questions side by side
    Compare(Compare),
    /// List all records of one kind
    List(List),
    /// Give references as citations to paste
    Cite(Cite),
    /// Keep passages in your brief, with notes, and take them along
    Brief(Brief),
    /// Say where the settings are, or print an example of them
    Config(Config),
    /// Write out the corpus
    Export(Export),
    /// Read documents of your own into the corpus: text, Markdown, HTML, Word or PDF
    Import(Box<Import>),
    /// Begin a corpus of another election
    New(New),
    /// Check a corpus file against its rules, and its quotes against their sources
    Check(Check),
    /// Look at terminal, clipboard, files and corpus, and say what would make them better
    Doctor,
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the man page
    Man,
}

/// Arguments of `search`.
#[derive(Debug, Clone, Args)]
pub struct Search {
    /// Words, "phrases", filters (by: type: theme: in: post:), -word to exclude, or a reference
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// At most so many hits
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// Arguments of `quotes`.
#[derive(Debug, Clone, Args)]
pub struct Quotes {
    /// Only quotes in which this is found
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only quotes of this person: an id, or a part of the name
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// Only quotes on this theme
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// One quote, drawn by lot
    #[arg(long)]
    pub random: bool,
    /// Draw the same lot for the same number
    #[arg(long, value_name = "N", requires = "random")]
    pub seed: Option<u64>,
}

/// Arguments of `show`.
#[derive(Debug, Clone, Args)]
pub struct Show {
    /// References: lee, lee.3, lee 3 2, person:lee, post:dsg, ballot:bdt.2, theme:…, fact:…, conference
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    /// Also the N passages after each passage
    #[arg(short = 'A', long = "after", value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub after: usize,
    /// Also the N passages before each passage
    #[arg(short = 'B', long = "before", value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub before: usize,
}

/// Arguments of `compare`.
#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// Two or more people: ids, or parts of names
    #[arg(required = true, num_args = 2.., value_name = "PERSON")]
    pub people: Vec<String>,
    /// Only this question of the questionnaire
    #[arg(long, value_name = "N")]
    pub question: Option<u32>,
}

/// Arguments of `list`.
#[derive(Debug, Clone, Args)]
pub struct List {
    /// What to list
    #[arg(value_name = "KIND")]
    pub kind: Records,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Records {
    /// Candidates, authors and officials
    People,
    /// Offices and seats
    Posts,
    /// Who stands for what
    Candidacies,
    /// Interviews, articles, releases, proposals
    Documents,
    /// The questions that candidates were asked
    Questions,
    /// What passages are about
    Themes,
    /// What each declared to be a priority
    Priorities,
    /// Rounds of voting
    Ballots,
    /// Rules, figures, outcomes
    Facts,
    /// What happened when
    Timeline,
    /// Where facts were read
    Sources,
}

/// Arguments of `cite`.
#[derive(Debug, Clone, Args)]
pub struct Cite {
    /// References of passages, sections, documents, facts …
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    /// How to write them
    #[arg(long, value_name = "STYLE", default_value = "plain")]
    pub style: Style,
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// One line of text
    #[default]
    Plain,
    /// A quotation in Markdown
    Markdown,
    /// An entry for LaTeX
    Bibtex,
    /// An item for Zotero, pandoc and others
    CslJson,
}

/// Arguments of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// In which form
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: Format,
    /// Write to this file (csv: to this directory) in place of standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Overwrite files that exist
    #[arg(long)]
    pub force: bool,
}

/// In which form the corpus is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The corpus file itself, as `--corpus` reads it
    Json,
    /// Popolo: people, organizations, posts, memberships, events
    Popolo,
    /// Tables with a datapackage.json, in a directory (-o DIR)
    Csv,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// The corpus files, each by itself and all as one; without any, the corpus in use
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Verify each quote against the source files in this directory
    #[arg(long, value_name = "DIR")]
    pub sources: Option<PathBuf>,
    /// Report anew each time the file changes, until Ctrl-C; with --json one line a report
    #[arg(long)]
    pub watch: bool,
}

/// Arguments of `config`.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Print a config.toml with every setting and what it does
    #[arg(long)]
    pub example: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
pub struct Completions {
    /// For which shell
    pub shell: clap_complete::Shell,
}
