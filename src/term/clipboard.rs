//! Copying, and saying honestly what came of it.
//!
//! Which way there is depends on where the program runs: [`route`] decides it from an [`Environment`], [`copy`] goes it, and [`Copied`] says how
//! sure one can be. Inside tmux, tmux itself is asked (as it comes it drops the sequences of programs); on the user's own machine the
//! system's own tool; everywhere else the terminal is sent the text, and nobody confirms that it took it.

mod tool;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// As much as is sent to a terminal, in bytes of text. Terminals drop what is over limits of their own, which are not far above.
pub const TERMINAL_LIMIT: usize = 4096;

/// Where the program runs, as far as copying is concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "five facts about a place, each true or not by itself")]
pub struct Environment {
    /// Inside tmux.
    pub tmux: bool,
    /// On the far end of an ssh connection: a tool would reach the clipboard of the wrong machine, or stall.
    pub ssh: bool,
    /// On a Wayland desktop.
    pub wayland: bool,
    /// On an X11 desktop.
    pub x11: bool,
    /// On a terminal that has no clipboard: TERM is `linux` or `dumb`.
    pub console: bool,
    /// The tools that were found, of those that [`TOOLS`] names.
    pub tools: Vec<PathBuf>,
}

/// The programs that could be used.
pub const TOOLS: [&str; 5] = ["tmux", "pbcopy", "wl-copy", "xclip", "clip.exe"];

/// Whether the environment variables say that the program runs on the far end of an ssh connection; `variable` looks one up.
pub fn is_over_ssh(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(is_set)
}

impl Environment {
    /// What the environment variables and the directories of PATH say; `variable` looks one up.
    pub fn look(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let ssh = is_over_ssh(&variable);
        let variable = |name| variable(name).filter(|value| !value.is_empty());
        let path = variable("PATH").unwrap_or_default();
        let find =
            |name: &str| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_program(file));
        let console = variable("TERM").is_some_and(|kind| kind == "linux" || kind == "dumb");
        Self {
            tmux: variable("TMUX").is_some(),
            ssh,
            wayland: variable("WAYLAND_DISPLAY").is_some(),
            x11: variable("DISPLAY").is_some(),
            console,
            tools: TOOLS.into_iter().filter_map(find).collect(),
        }
    }

    fn tool(&self, name: &str) -> Option<&Path> {
        self.tools.iter().map(PathBuf::as_path).find(|tool| tool.file_name() == Some(OsStr::new(name)))
    }
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// A way to a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// tmux, which keeps a buffer of its own and passes it on to the terminal. The path is the program's.
    Tmux(PathBuf),
    /// A tool of the system that runs here.
    Tool(PathBuf),
    /// The sequence OSC 52 to the terminal, however far away it is.
    Terminal,
    /// There is none.
    Nowhere,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Tmux(_) => write!(f, "tmux load-buffer"),
            Route::Tool(tool) => write!(f, "{}", name(tool)),
            Route::Terminal => write!(f, "the terminal (OSC 52)"),
            Route::Nowhere => write!(f, "none"),
        }
    }
}

/// The best way from here.
#[must_use]
pub fn route(environment: &Environment) -> Route {
    let here = |name, there| environment.tool(name).filter(|_| there && !environment.ssh);
    if environment.tmux {
        return match environment.tool("tmux") {
            Some(tmux) => Route::Tmux(tmux.to_owned()),
            None => Route::Terminal,
        };
    }
    let tool = here("pbcopy", true)
        .or_else(|| here("wl-copy", environment.wayland))
        .or_else(|| here("xclip", environment.x11))
        .or_else(|| here("clip.exe", true));
    match tool {
        Some(tool) => Route::Tool(tool.to_owned()),
        None if environment.console => Route::Nowhere,
        None => Route::Terminal,
    }
}

/// What came of copying. Shown, it is a sentence for the user that promises no more than is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// This tool has taken the text.
    Confirmed(String),
    /// tmux has it in its buffer, and has sent it to the terminal.
    Tmux,
    /// tmux has it in its buffer; this version cannot pass it on.
    Buffer,
    /// It was sent to the terminal. Nobody says whether it arrived.
    Sent,
    /// It has so many bytes, more than can be sent to a terminal.
    TooLong(usize),
    /// Nothing was copied, for this reason.
    Failed(String),
}

impl fmt::Display for Copied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Copied::Confirmed(tool) => write!(f, "copied ({tool})"),
            Copied::Tmux => write!(f, "in tmux's buffer, and sent to the terminal"),
            Copied::Buffer => write!(f, "in tmux's buffer only: paste it with tmux"),
            Copied::Sent => write!(f, "sent to the terminal"),
            Copied::TooLong(bytes) => {
                write!(
                    f,
                    "not copied: {bytes} bytes are too many for the terminal (at most {TERMINAL_LIMIT}); V shows them, W writes a file"
                )
            }
            Copied::Failed(reason) => write!(f, "not copied: {reason}; V shows the words, W writes a file"),
        }
    }
}

/// Copies a text byte for byte. What has to reach the terminal is written to `terminal`; a tool is waited for half a second at most, and
/// where it fails the terminal is tried.
pub fn copy(text: &str, route: &Route, terminal: &mut impl Write) -> Copied {
    let outcome = match route {
        Route::Tmux(tmux) => match tool::run(tmux, &["load-buffer", "-w", "-"], text.as_bytes()) {
            Ok(()) => return Copied::Tmux,
            // Before version 3.2 there is no -w.
            Err(_) => tool::run(tmux, &["load-buffer", "-"], text.as_bytes()).map(|()| Copied::Buffer),
        },
        Route::Tool(program) => {
            let (arguments, bytes) = tool::manner(&name(program), text);
            tool::run(program, arguments, &bytes).map(|()| Copied::Confirmed(name(program)))
        }
        Route::Terminal => return send(text, terminal),
        Route::Nowhere => return Copied::Failed("this terminal has no clipboard".to_owned()),
    };
    match (outcome, route) {
        (Ok(copied), _) => copied,
        (Err(_), Route::Tool(_)) => send(text, terminal),
        (Err(error), _) => Copied::Failed(error.to_string()),
    }
}

fn send(text: &str, terminal: &mut impl Write) -> Copied {
    if text.len() > TERMINAL_LIMIT {
        return Copied::TooLong(text.len());
    }
    let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match terminal.write_all(sequence.as_bytes()) {
        Ok(()) => Copied::Sent,
        Err(error) => Copied::Failed(format!("the terminal cannot be written to ({error})")),
    }
}

fn name(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
