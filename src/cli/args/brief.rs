//! Arguments of `brief`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Arguments of `brief`.
#[derive(Debug, Clone, Args)]
pub struct Brief {
    /// What to do with it; without a command it is listed
    #[command(subcommand)]
    pub command: Option<BriefCommand>,
}

/// What can be done with a brief.
#[derive(Debug, Clone, Subcommand)]
pub enum BriefCommand {
    /// List what is kept, and what has become of it in this edition of the corpus
    List,
    /// Keep passages
    Add {
        /// References of passages, people, ballots, facts …
        #[arg(required = true, value_name = "REF")]
        references: Vec<String>,
        /// A note on each of them
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Write a note on a kept passage; an empty one takes the note away
    Note {
        /// Its reference, in one word or between quotation marks
        #[arg(value_name = "REF")]
        reference: String,
        /// The note
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Let kept passages go
    Remove {
        /// Their references
        #[arg(required = true, value_name = "REF")]
        references: Vec<String>,
    },
    /// Put a kept passage elsewhere in the order
    Move {
        /// Its reference, in one word or between quotation marks
        #[arg(value_name = "REF")]
        reference: String,
        /// Its new position, from 1
        #[arg(value_name = "POSITION", value_parser = clap::value_parser!(u32).range(1..))]
        position: u32,
    },
    /// Write the brief out
    Export(BriefExport),
}

/// Arguments of `brief export`.
#[derive(Debug, Clone, Args)]
pub struct BriefExport {
    /// In which form
    #[arg(long, value_name = "FORMAT", default_value = "plain")]
    pub format: BriefFormat,
    /// Write to this file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that exists
    #[arg(long)]
    pub force: bool,
}

/// In which form a brief is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// Text, a citation a line
    Plain,
    /// Markdown with YAML front matter
    Markdown,
    /// One page to read, print or send, with nothing to fetch
    Html,
    /// JSON
    Json,
    /// For Zotero, pandoc and others
    CslJson,
    /// For LaTeX
    Bibtex,
}
