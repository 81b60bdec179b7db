//! Arguments to face, error to exit status.

use std::io::IsTerminal;
use std::panic;
use std::process::{self, ExitCode};
use std::sync::Arc;

use hustings::app::Options;
use hustings::cli::args::{Arguments, Palette};
use hustings::cli::{self, Face};
use hustings::config::Config;
use hustings::watch::Watch;
use hustings::{tui, view};

fn main() -> ExitCode {
    let tell = panic::take_hook();
    // Panics are not unwound in what is released, and would end as if somebody had killed the program.
    panic::set_hook(Box::new(move |info| {
        tell(info);
        process::exit(tui::PANICKED);
    }));
    let parsed = cli::parse(std::env::args_os()).and_then(|mut arguments| {
        let config = arguments.configure().map_err(|trouble| {
            cli::complain(&format!("hustings: {trouble}"));
            cli::TROUBLE
        })?;
        Ok((arguments, config))
    });
    let status = match parsed {
        Ok((arguments, config)) => match arguments.face() {
            Face::Command => cli::run(&arguments),
            Face::Linear => cli::linear(&arguments),
            Face::Dashboard if !std::io::stdout().is_terminal() => cli::help(),
            Face::Dashboard => match dashboard(&arguments, config) {
                Ok(()) => cli::FOUND,
                Err(message) => {
                    cli::complain(&format!("hustings: {message}"));
                    cli::TROUBLE
                }
            },
        },
        Err(status) => status,
    };
    ExitCode::from(status)
}

/// The dashboard, on the terminal that the program was started from.
fn dashboard(arguments: &Arguments, config: Config) -> Result<(), String> {
    if !std::io::stdin().is_terminal() {
        return Err("standard input is not a terminal; `hustings --linear` reads commands from anywhere".to_owned());
    }
    let global = &arguments.global;
    let palette = match global.palette {
        None | Some(Palette::Auto) => view::Palette::Auto,
        Some(Palette::Dark) => view::Palette::Dark,
        Some(Palette::Light) => view::Palette::Light,
        Some(Palette::Mono) => view::Palette::Mono,
    };
    let seed = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs() ^ u64::from(since.subsec_nanos()));
    let options = Options { hide_results: global.no_results, seed };
    let setup = tui::Setup {
        palette,
        ascii: global.ascii,
        no_sync: global.no_sync,
        no_history: global.no_history,
        config,
        options,
    };
    // Watched from here on: a change while they are read for the first time is not missed.
    let files = tui::Files { watch: Watch::new(cli::watched(global)), read: Box::new(cli::reader(global)) };
    let told = |trouble: cli::Trouble| trouble.to_string();
    let opening = match cli::large(global).map_err(told)? {
        Some(source) => {
            let join = cli::joined_with_others(global).map_err(told)?;
            tui::Opening::File { source, join: tui::Join(Box::new(join)) }
        }
        None => tui::Opening::Whole(Arc::new(cli::open(global).map_err(told)?)),
    };
    tui::run(opening, Some(files), &setup).map_err(|error| error.to_string())
}
