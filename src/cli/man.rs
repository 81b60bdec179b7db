//! `man` and `completions`: written from the same definitions as the parser, the keys from the same table as dispatch.

use roff::{Inline, Roff, bold, italic, roman};

use super::args::{self, Completions};
use super::desk::{Desk, Ending};
use super::trouble::Trouble;
use crate::keymap::{Context, TABLE};
use crate::search::SYNTAX;

/// Prints a completion script.
///
/// # Errors
/// If the output cannot be written.
pub fn completions(desk: &mut Desk<'_>, asked: &Completions) -> Result<Ending, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut args::command(), "hustings", &mut script);
    desk.out.bytes(&script)?;
    Ok(Ending::Found)
}

/// Prints the man page.
///
/// # Errors
/// If the output cannot be written.
pub fn man(desk: &mut Desk<'_>) -> Result<Ending, Trouble> {
    let mut page = Vec::new();
    let mut command = args::command();
    command.build();
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut rest = Roff::new();
    commands(&mut rest, &command);
    queries(&mut rest);
    keys(&mut rest);
    rest.to_writer(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    desk.out.bytes(&page)?;
    Ok(Ending::Found)
}

/// Each command with the arguments that only it takes.
fn commands(page: &mut Roff, command: &clap::Command) {
    page.control("SH", ["COMMANDS"]);
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        page.control("SS", [command.get_name()]);
        if let Some(about) = command.get_about() {
            page.text([roman(about.to_string())]);
        }
        let own = command.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
        for argument in own {
            page.control("TP", []);
            page.text(named(argument));
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let values: Vec<String> = argument
                .get_possible_values()
                .iter()
                .filter(|_| argument.get_action().takes_values())
                .map(|value| value.get_name().to_owned())
                .collect();
            let values = if values.is_empty() { String::new() } else { format!(" [{}]", values.join(", ")) };
            page.text([roman(format!("{help}{values}"))]);
        }
    }
}

/// How an argument is written: `--limit N`, `-A, --after N`, `[QUERY]...`.
fn named(argument: &clap::Arg) -> Vec<Inline> {
    let value: Vec<String> = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let takes = argument.get_action().takes_values();
    let mut parts = Vec::new();
    if let Some(short) = argument.get_short() {
        parts.push(bold(format!("-{short}")));
        parts.push(roman(", "));
    }
    match argument.get_long() {
        Some(long) => {
            parts.push(bold(format!("--{long}")));
            if takes {
                parts.push(roman(" "));
                parts.push(italic(value.join(" ")));
            }
        }
        None => parts.push(italic(value.join(" "))),
    }
    parts
}

fn queries(page: &mut Roff) {
    page.control("SH", ["QUERIES"]);
    for (typed, meaning) in SYNTAX {
        page.control("TP", []);
        page.text([bold(*typed)]);
        page.text([roman(*meaning)]);
    }
}

fn keys(page: &mut Roff) {
    page.control("SH", ["KEYS"]);
    for context in Context::ALL {
        page.control("SS", [context.title()]);
        for row in TABLE.iter().filter(|row| row.context == context) {
            let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
            page.control("TP", []);
            page.text([bold(keys.join(" "))]);
            page.text([roman(row.help)]);
        }
    }
}
