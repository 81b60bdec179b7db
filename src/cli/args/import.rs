//! The arguments of `import` and `new`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// Files to read, each one document; what they are is told by what they hold
    #[arg(value_name = "FILE", required_unless_present_any = ["list", "forget"])]
    pub files: Vec<PathBuf>,
    /// The document it is, or the id it is to have
    #[arg(long = "as", value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// Add to this corpus file, in place of keeping it with your own data
    #[arg(short, long, value_name = "CORPUS")]
    pub output: Option<PathBuf>,
    /// Title, where the file does not say it
    #[arg(long)]
    pub title: Option<String>,
    /// Whose words they are: a name, or the id of a person
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// The post stood for: a name, an abbreviation or an id
    #[arg(long)]
    pub post: Option<String>,
    /// The state that nominates: a name or a code of two letters
    #[arg(long)]
    pub state: Option<String>,
    /// Date of publication: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long)]
    pub date: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Language of the text, as in BCP 47; detected without it
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Say line by line what was dropped, taken, joined and guessed
    #[arg(long)]
    pub report: bool,
    /// Read and report, and keep nothing
    #[arg(long)]
    pub dry_run: bool,
    /// List what was imported
    #[arg(long, conflicts_with_all = ["files", "forget"])]
    pub list: bool,
    /// Forget what was imported of this document
    #[arg(long, value_name = "DOCUMENT", conflicts_with = "files")]
    pub forget: Vec<String>,
}

/// Arguments of `new`.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// The directory to write to; it is made if there is none
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Overwrite files that exist
    #[arg(long)]
    pub force: bool,
}
