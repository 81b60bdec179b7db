//! What follows from the facts about the terminal.

use super::Finding;
use super::facts::{Facts, Tmux};
use crate::term::clipboard::{Route, TERMINAL_LIMIT};

/// Everything that is to be said of the terminal.
pub fn findings(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![streams(facts), kind(facts), size(facts), colours(facts), characters(facts)];
    findings.extend(facts.tmux.as_ref().into_iter().flat_map(tmux));
    findings.push(clipboard(facts));
    findings
}

fn streams(facts: &Facts) -> Finding {
    let word = |is| if is { "a terminal" } else { "not a terminal" };
    let output = facts.surroundings.terminal.is_some();
    let found = format!("input is {}, output is {}", word(facts.input), word(output));
    let meaning = match (facts.input, output) {
        (true, true) => "the dashboard can open here",
        (_, false) => "commands print plain text here; the dashboard needs a terminal",
        (false, true) => "the dashboard cannot open here; `hustings --linear` reads commands from anywhere",
    };
    Finding::new("Terminal", found, meaning)
}

fn kind(facts: &Facts) -> Finding {
    match facts.surroundings.term.as_deref() {
        None => Finding::new("TERM", "not set", "taken for a terminal that can do nothing but print")
            .fix("export TERM=xterm-256color"),
        Some("dumb") => Finding::new("TERM", "dumb", "no bold type, no colours; the prompt suits it better")
            .fix("hustings --linear"),
        Some("linux") => {
            Finding::new("TERM", "linux", "the console: ornaments are drawn in ASCII, and it has no clipboard")
        }
        Some(other) => Finding::new("TERM", other, "nothing here depends on its name"),
    }
}

fn size(facts: &Facts) -> Finding {
    let Some((columns, rows)) = facts.size else {
        return Finding::new("Size", "not known", "80 by 24 is taken for granted");
    };
    let found = format!("{columns} columns, {rows} rows");
    let small = |meaning| Finding::new("Size", found.clone(), meaning);
    match (columns, rows) {
        (..20, _) | (_, ..5) => {
            small("too small for the dashboard, which will say so and wait").fix("stty size; make the window larger")
        }
        (..80, _) | (_, ..24) => small("smaller than 80 by 24: one pane at a time"),
        (..100, _) => small("two panes; from 100 columns on candidates are compared side by side"),
        _ => small("room for everything side by side"),
    }
}

fn colours(facts: &Facts) -> Finding {
    let rgb = matches!(facts.colorterm.as_deref(), Some("truecolor" | "24bit"));
    if facts.surroundings.no_color {
        return Finding::new("Colours", "NO_COLOR is set", "no colours; bold, underline and reverse say it all");
    }
    let found = match &facts.colorterm {
        Some(value) => format!("COLORTERM is {value}"),
        None => "COLORTERM is not set".to_owned(),
    };
    let meaning = if rgb {
        "`--palette dark` and `--palette light` use their own colours"
    } else {
        "the sixteen colours of the terminal; nothing is told by colour alone"
    };
    Finding::new("Colours", found, meaning)
}

fn characters(facts: &Facts) -> Finding {
    let locale = facts.surroundings.locale.as_deref();
    let found = locale.map_or_else(|| "no locale is set".to_owned(), |locale| format!("the locale is {locale}"));
    if facts.surroundings.says_utf8() {
        Finding::new("Characters", found, "UTF-8: every name is written as it is")
    } else {
        Finding::new("Characters", found, "not known to be UTF-8: ornaments are drawn in ASCII")
            .fix(format!("export {}=C.UTF-8", facts.locale_variable))
    }
}

fn tmux(tmux: &Tmux) -> Vec<Finding> {
    let version = tmux.version.clone().unwrap_or_else(|| "tmux".to_owned());
    if !tmux.answers() {
        let found = format!("{version}, and the server that TMUX names does not answer");
        return vec![Finding::new("tmux", found, "copied text cannot go to it").fix("unset TMUX")];
    }
    let mut findings =
        vec![Finding::new("tmux", version, "copied text goes to tmux, which passes it on to the terminal")];
    if let Some(value) = &tmux.set_clipboard {
        let found = format!("set-clipboard is {value}");
        findings.push(if value == "off" {
            Finding::new("tmux clipboard", found, "copied text stays in tmux").fix("tmux set -s set-clipboard on")
        } else {
            Finding::new("tmux clipboard", found, "tmux passes copied text on")
        });
    }
    if let Some(milliseconds) = tmux.escape_time {
        let found = format!("escape-time is {milliseconds} ms");
        findings.push(if milliseconds > 50 {
            Finding::new("tmux escape", found, "Esc acts that much later").fix("tmux set -s escape-time 20")
        } else {
            Finding::new("tmux escape", found, "Esc acts at once")
        });
    }
    if let Some(kind) = tmux.default_terminal.as_ref().filter(|kind| *kind == "screen") {
        findings.push(
            Finding::new("tmux terminal", format!("default-terminal is {kind}"), "programs see few colours")
                .fix("tmux set -g default-terminal tmux-256color"),
        );
    }
    findings
}

fn clipboard(facts: &Facts) -> Finding {
    let found = format!("the way is {}", facts.route);
    match &facts.route {
        Route::Tmux(_) if facts.tmux.as_ref().is_some_and(|tmux| !tmux.answers()) => {
            Finding::new("Clipboard", found, "it does not answer: V shows the words to select by hand, W writes a file")
        }
        Route::Tmux(_) => Finding::new("Clipboard", found, "tmux keeps the text and sends it to the terminal"),
        Route::Tool(_) => Finding::new("Clipboard", found, "the system confirms each copy"),
        Route::Terminal if facts.environment.ssh => Finding::new(
            "Clipboard",
            found,
            format!(
                "over SSH, up to {TERMINAL_LIMIT} bytes; nobody confirms that it arrived, and PuTTY does not take it; V shows the words to select by hand"
            ),
        ),
        Route::Terminal => {
            let finding = Finding::new(
                "Clipboard",
                found,
                format!("up to {TERMINAL_LIMIT} bytes; nobody confirms that it arrived"),
            );
            if facts.environment.wayland {
                finding.fix("install wl-clipboard (wl-copy)")
            } else if facts.environment.x11 {
                finding.fix("install xclip")
            } else {
                finding
            }
        }
        Route::Nowhere => Finding::new("Clipboard", found, "V shows the words to select by hand, W writes a file")
            .fix("run it inside tmux"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::facts::{Facts, Tmux};
    use super::findings;
    use crate::cli::out::Surroundings;
    use crate::term::clipboard::{Environment, Route};

    fn fine() -> Facts {
        Facts {
            surroundings: Surroundings {
                terminal: Some(120),
                term: Some("xterm-256color".into()),
                no_color: false,
                locale: Some("ro_RO.UTF-8".into()),
            },
            locale_variable: "LANG",
            input: true,
            size: Some((120, 40)),
            colorterm: None,
            environment: Environment::default(),
            route: Route::Terminal,
            tmux: None,
        }
    }

    fn fixes(facts: &Facts) -> Vec<String> {
        findings(facts).into_iter().filter_map(|finding| finding.fix).collect()
    }

    #[test]
    fn a_good_terminal_needs_no_fix() {
        assert_eq!(fixes(&fine()), Vec::<String>::new());
    }

    #[test]
    fn what_is_amiss_has_the_line_that_fixes_it() {
        let no_term = Facts { surroundings: Surroundings { term: None, ..fine().surroundings }, ..fine() };
        assert_eq!(fixes(&no_term), ["export TERM=xterm-256color"]);
        let latin = Surroundings { locale: Some("fr_FR.ISO-8859-1".into()), ..fine().surroundings };
        let latin = Facts { surroundings: latin, ..fine() };
        assert_eq!(fixes(&latin), ["export LANG=C.UTF-8"]);
        // What overrides all the others is what has to be changed.
        assert_eq!(fixes(&Facts { locale_variable: "LC_ALL", ..latin }), ["export LC_ALL=C.UTF-8"]);
        assert_eq!(fixes(&Facts { size: Some((19, 40)), ..fine() }).len(), 1);
        let x11 = Environment { x11: true, ..Environment::default() };
        assert_eq!(fixes(&Facts { environment: x11, ..fine() }), ["install xclip"]);
        assert_eq!(fixes(&Facts { route: Route::Nowhere, ..fine() }), ["run it inside tmux"]);
    }

    #[test]
    fn the_settings_of_tmux_are_looked_at() {
        let tmux = Tmux { set_clipboard: Some("off".into()), escape_time: Some(500), ..Tmux::default() };
        let facts = Facts { tmux: Some(tmux), route: Route::Tmux(PathBuf::from("/usr/bin/tmux")), ..fine() };
        assert_eq!(fixes(&facts), ["tmux set -s set-clipboard on", "tmux set -s escape-time 20"]);
        let gone = Tmux { version: Some("tmux 3.3a".into()), ..Tmux::default() };
        assert_eq!(fixes(&Facts { tmux: Some(gone), ..facts }), ["unset TMUX"]);
    }
}
