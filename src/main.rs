//! Arguments to face, error to exit status.

use std::io::IsTerminal;
use std::process::ExitCode;

use hustings::cli::{self, Face};

fn main() -> ExitCode {
    let status = match cli::parse(std::env::args_os()) {
        Ok(arguments) => match arguments.face() {
            Face::Command => cli::run(&arguments),
            Face::Linear => cli::linear(&arguments),
            Face::Dashboard if !std::io::stdout().is_terminal() => cli::help(),
            Face::Dashboard => {
                cli::complain("hustings: this build has no dashboard; `hustings --linear` is the prompt");
                cli::TROUBLE
            }
        },
        Err(status) => status,
    };
    ExitCode::from(status)
}
