//! Running a clipboard tool: the text to its input, and not a moment longer than is good for a dashboard.

use std::borrow::Cow;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a tool may take.
const AT_MOST: Duration = Duration::from_millis(500);
/// How often is looked whether it is done.
const STEP: Duration = Duration::from_millis(2);

/// The arguments of a system's tool, and the text as it wants it.
pub fn manner<'a>(tool: &str, text: &'a str) -> (&'static [&'static str], Cow<'a, [u8]>) {
    match tool {
        "xclip" => (&["-selection", "clipboard", "-in"], text.as_bytes().into()),
        // Windows takes bytes for its old code page unless they are marked as UTF-16.
        "clip.exe" => (
            &[],
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>().into(),
        ),
        _ => (&[], text.as_bytes().into()),
    }
}

/// Runs a program with `input` as its standard input.
///
/// # Errors
///
/// When it cannot be started, fails, or takes longer than half a second; it is ended then.
pub fn run(program: &Path, arguments: &[&str], input: &[u8]) -> io::Result<()> {
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut child = Command::new(program)
        .args(arguments)
        // pbcopy goes by the locale, and takes UTF-8 apart in any other.
        .env("LC_CTYPE", "UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // What stays behind to serve the clipboard must not get the signals of this terminal's keys.
        .process_group(0)
        .spawn()?;
    let started = Instant::now();
    // A tool that does not read must not hold this thread; it is over when the tool is.
    let stdin = child.stdin.take();
    let input = input.to_vec();
    let writer = thread::spawn(move || stdin.is_some_and(|mut stdin| stdin.write_all(&input).is_ok()));
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > AT_MOST {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::other(format!("{name} did not answer")));
        }
        thread::sleep(STEP);
    };
    if !status.success() {
        return Err(io::Error::other(format!("{name} failed")));
    }
    match writer.join() {
        Ok(true) => Ok(()),
        _ => Err(io::Error::other(format!("{name} did not take the text"))),
    }
}
