//! What can be found out about the terminal without asking it anything.

use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::cli::out::Surroundings;
use crate::term::clipboard::{Environment, Route, route};

/// As long as tmux may take to tell a setting.
const PATIENCE: Duration = Duration::from_millis(500);

/// The terminal and its surroundings.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Locale, `TERM`, `NO_COLOR`, and the width if standard output is a terminal.
    pub surroundings: Surroundings,
    /// The variable that the locale is from.
    pub locale_variable: &'static str,
    /// Whether standard input is a terminal.
    pub input: bool,
    /// Columns and rows of the terminal.
    pub size: Option<(u16, u16)>,
    /// Value of `COLORTERM`.
    pub colorterm: Option<String>,
    /// Where copying would go.
    pub environment: Environment,
    /// The way to the clipboard.
    pub route: Route,
    /// The settings of the tmux that this runs in.
    pub tmux: Option<Tmux>,
}

/// What tmux says of itself; a setting that it does not tell is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tmux {
    /// `tmux 3.3a`
    pub version: Option<String>,
    /// `on`, `external` or `off`
    pub set_clipboard: Option<String>,
    /// Milliseconds.
    pub escape_time: Option<u32>,
    /// What programs see as `TERM`.
    pub default_terminal: Option<String>,
}

impl Facts {
    /// Looks at this process's own surroundings.
    pub fn gather() -> Facts {
        let environment = Environment::look(|name| std::env::var_os(name));
        let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
        Facts {
            surroundings: Surroundings::of_stdout(),
            locale_variable: ["LC_ALL", "LC_CTYPE"]
                .into_iter()
                .find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
                .unwrap_or("LANG"),
            input: rustix::termios::isatty(std::io::stdin()),
            size: size.map(|size| (size.ws_col, size.ws_row)).filter(|(columns, rows)| *columns > 0 && *rows > 0),
            colorterm: std::env::var("COLORTERM").ok().filter(|value| !value.is_empty()),
            route: route(&environment),
            tmux: environment.tmux.then(Tmux::ask),
            environment,
        }
    }
}

impl Tmux {
    /// Whether its server told anything.
    pub fn answers(&self) -> bool {
        self.set_clipboard.is_some() || self.escape_time.is_some() || self.default_terminal.is_some()
    }

    fn ask() -> Tmux {
        let option = |arguments: &[&str]| answer("tmux", &[&["show-options"], arguments].concat());
        Tmux {
            version: answer("tmux", &["-V"]),
            set_clipboard: option(&["-sv", "set-clipboard"]),
            escape_time: option(&["-sv", "escape-time"]).and_then(|value| value.parse().ok()),
            default_terminal: option(&["-gv", "default-terminal"]),
        }
    }
}

/// The first line that a program prints, if it prints one soon enough. A program that hangs is left behind; it ends with its terminal.
fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let running = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(running.wait_with_output()));
    let output = receiver.recv_timeout(PATIENCE).ok()?.ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().next().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty())
}
