//! The local face: one dashboard in the terminal that the program was started from.
//!
//! Here a session meets a terminal. The loop itself is [`Host`]'s; this chooses how things look from the environment, carries effects out, and
//! sees to it that a panic is told on a terminal that has been put right.

mod asking;
pub mod home;
mod indexing;
mod reading;
mod renewal;

use std::env;
use std::io::{self, IsTerminal};
use std::mem;
use std::os::fd::AsFd;
use std::panic;
use std::process;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use signal_hook::consts::SIGHUP;
use signal_hook::low_level::emulate_default_handler;

use crate::app::{App, Effect, Options};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::corpus::load::LoadError;
use crate::paths::Paths;
use crate::session::Session;
use crate::term::canvas::Canvas;
use crate::term::clipboard::{self, Environment};
use crate::term::host::{End, Guest, Host, Waker, Wish};
use crate::term::input::Event;
use crate::term::outbox::Outbox;
use crate::term::pace::Pace;
use crate::term::screen::Screen;
use crate::view::{Look, Palette};
use asking::Asking;
use home::Home;
use indexing::Indexing;
pub use reading::{Join, Opening};
use reading::{News, Reader};
use renewal::Renewal;
pub use renewal::{Files, Read};

/// The exit status of a program that has panicked, as the standard library has it.
pub const PANICKED: i32 = 101;

/// What the user asked for on the command line.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The colours.
    pub palette: Palette,
    /// Whether ornaments are drawn in ASCII, whatever the locale.
    pub ascii: bool,
    /// Whether frames are sent without the marks of a synchronized update.
    pub no_sync: bool,
    /// Whether searches are neither remembered nor recalled.
    pub no_history: bool,
    /// The keys and the width of prose.
    pub config: Config,
    /// How the dashboard starts.
    pub options: Options,
}

/// Shows the dashboard until the user leaves it. A signal that ends it ends the whole process in the way its sender expects, after the terminal
/// has been put right.
///
/// # Errors
///
/// When standard input or output is not a terminal, which is not touched then, or when the terminal cannot be entered.
///
/// A corpus that is still being read is shown as far as it is there. If it turns out to be none, the dashboard ends with what is wrong with it.
/// When one of its files changes later, it is read anew.
pub fn run(opening: Opening, files: Option<Files>, setup: &Setup) -> io::Result<()> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    if !stdin.is_terminal() || !stdout.is_terminal() {
        return Err(io::Error::other("standard input and output have to be a terminal"));
    }
    let kind = env::var("TERM").unwrap_or_default();
    let outbox = Outbox::new(stdout.as_fd())?;
    let screen = Arc::new(Screen::new(&stdin, &outbox, &kind)?);
    restore_on_panic(Arc::clone(&screen));
    let host = Host::new(screen)?;
    let (corpus, reader) = match opening {
        Opening::Whole(corpus) => (corpus, None),
        Opening::File { source, join } => {
            let mut reader = Reader::start(source, join, host.waker());
            (reader.head().map_err(io::Error::other)?, Some(reader))
        }
    };
    let shown = reader.is_none().then(|| Arc::clone(&corpus));
    // A multiplexer answers by itself, wherever its own terminal is.
    let far = clipboard::is_over_ssh(|name| env::var_os(name)) && env::var_os("TMUX").is_none();
    let canvas = Canvas::new(outbox, host.size()).with_sync(!setup.no_sync).with_pace(Pace::new(far));
    let mut app = App::new(corpus, host.size(), setup.options);
    let mut home = Home::new(Paths::of_user().as_ref(), !setup.no_history, env::current_dir().unwrap_or_default());
    app.configure(&setup.config);
    app.set_reading(reader.as_ref().map(Reader::reading));
    home.open(&mut app);
    let look = look(setup, |name| env::var(name).ok());
    let session = Session::new(app, look, canvas);
    let (asking, indexing) = (Asking::new(host.waker()), Indexing::new(host.waker()));
    let files = files.map(|files| (files, shown, host.waker()));
    let mut face = Face { session, home, changed: true, reader, files, renewal: None, failed: None, asking, indexing };
    let end = host.run(&mut face);
    for effect in face.session.app_mut().leave() {
        face.home.carry_out(effect, face.session.app_mut());
    }
    let failed = face.failed.take();
    // The memory of a large corpus is given back by the system at once; record by record it would take its time.
    mem::forget(face);
    if let Some(error) = failed {
        return Err(io::Error::other(error));
    }
    match end? {
        End::Quit => Ok(()),
        End::Signal(signal) => emulate_default_handler(signal),
        End::Gone => emulate_default_handler(SIGHUP),
    }
}

/// Has a terminal put right before a panic is told, so that the message can be read. A panic in a thread beside this one ends the program: the
/// dashboard would go on drawing on a terminal that it no longer has.
pub fn restore_on_panic(screen: Arc<Screen>) {
    let tell = panic::take_hook();
    let dashboard = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        screen.leave();
        tell(info);
        if thread::current().id() != dashboard {
            process::exit(PANICKED);
        }
    }));
}

/// How things look on this terminal, as far as its environment says.
fn look(setup: &Setup, variable: impl Fn(&str) -> Option<String>) -> Look {
    let variable = |name| variable(name).filter(|value| !value.is_empty());
    let kind = variable("TERM").unwrap_or_default();
    let palette = if variable("NO_COLOR").is_some() || kind == "dumb" { Palette::Mono } else { setup.palette };
    let rgb = variable("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_ascii_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    Look::new(palette, rgb, setup.ascii || !utf8 || kind == "linux")
}

/// A session as the guest of a terminal.
struct Face {
    session: Session<Canvas<Outbox>>,
    home: Home,
    changed: bool,
    /// The corpus that is still being read.
    reader: Option<Reader>,
    /// The files, as long as nothing looks after them: the first frame does not wait for that.
    files: Option<(Files, Option<Arc<Corpus>>, Waker)>,
    /// What looks after the files.
    renewal: Option<Renewal>,
    /// Why it is none.
    failed: Option<LoadError>,
    asking: Asking,
    indexing: Indexing,
}

impl Face {
    /// Shows what has been read since the last time.
    fn read_on(&mut self) -> Option<Wish> {
        let reader = self.reader.as_mut()?;
        let app = self.session.app_mut();
        match reader.news() {
            None => {}
            Some(News::Part(corpus)) => {
                app.exchange(corpus);
                self.changed = true;
            }
            Some(News::Whole(corpus, told)) => {
                self.reader = None;
                app.exchange(corpus);
                if !told.is_empty() {
                    app.say(told.join("; "));
                }
                self.changed = true;
            }
            Some(News::Failed(error)) => {
                self.reader = None;
                self.failed = Some(error);
                return Some(Wish::Quit);
            }
        }
        None
    }

    /// Shows what has become of the files, and says it.
    fn renew(&mut self) {
        for news in self.renewal.iter().flat_map(Renewal::news) {
            let app = self.session.app_mut();
            match news {
                renewal::News::Corpus(corpus, told) => {
                    // What was still being read is no longer what there is.
                    self.reader = None;
                    app.exchange(corpus);
                    app.say(
                        ["Reloaded: the corpus has changed".to_owned()]
                            .into_iter()
                            .chain(told)
                            .collect::<Vec<_>>()
                            .join("; "),
                    );
                }
                renewal::News::Mended => app.say("The corpus is sound again, and as it was"),
                renewal::News::Wrong(what) => app.say(what),
            }
            self.changed = true;
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Wish> {
        Some(match self.home.carry_out(effect, self.session.app_mut())? {
            Effect::Quit => Wish::Quit,
            Effect::Suspend => Wish::Suspend,
            Effect::Redraw => Wish::Redraw,
            Effect::Mouse(on) => Wish::Mouse(on),
            Effect::Copy(text) => {
                // Looked up each time: a terminal multiplexer can move the program to another desk.
                let route = clipboard::route(&Environment::look(|name| env::var_os(name)));
                let mut sequence = Vec::new();
                let copied = clipboard::copy(&text, &route, &mut sequence);
                self.session.app_mut().say(copied.to_string());
                Wish::Send(sequence)
            }
            Effect::Brief(_) | Effect::Remember(_) | Effect::Write { .. } => return None,
        })
    }
}

impl Guest for Face {
    fn handle(&mut self, event: Event) -> Vec<Wish> {
        self.changed |= !matches!(event, Event::Focus(_) | Event::Ack);
        let answer = matches!(event, Event::Ack);
        let effects = self.session.handle(event);
        let wishes = effects.into_iter().filter_map(|effect| self.carry_out(effect)).collect();
        if !answer {
            self.changed |= self.home.refresh(self.session.app_mut());
        }
        self.asking.ask(self.session.app());
        wishes
    }

    fn woken(&mut self) -> Vec<Wish> {
        self.changed |= self.indexing.hand_over(self.session.app_mut());
        let wish = self.read_on();
        self.renew();
        let app = self.session.app_mut();
        self.changed |= self.asking.answer(app);
        self.asking.ask(app);
        if !self.changed {
            self.indexing.prepare(app);
        }
        let reading = self.reader.as_ref().map(Reader::reading);
        self.changed |= app.set_reading(reading.or_else(|| self.indexing.reading()));
        wish.into_iter().collect()
    }

    fn is_changed(&self) -> bool {
        self.changed
    }

    fn deadline(&self) -> Option<Instant> {
        self.asking.deadline()
    }

    fn draw(&mut self) -> io::Result<()> {
        self.session.draw()?;
        self.changed = false;
        self.indexing.prepare(self.session.app());
        if let Some((files, shown, waker)) = self.files.take() {
            self.renewal = Some(Renewal::start(files, shown, waker)?);
        }
        Ok(())
    }

    fn canvas(&mut self) -> &mut Canvas<Outbox> {
        self.session.backend_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_with(variables: &[(&str, &str)]) -> Look {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        look(&Setup::default(), find)
    }

    #[test]
    fn a_look_without_colour_is_chosen_where_colour_is_not_wanted() {
        let utf8 = ("LANG", "C.UTF-8");
        let mono = Look::new(Palette::Mono, false, false);
        assert_eq!(look_with(&[utf8, ("TERM", "xterm"), ("NO_COLOR", "1")]), mono);
        assert_eq!(look_with(&[utf8, ("TERM", "dumb")]), mono);
        assert_eq!(look_with(&[utf8, ("TERM", "xterm"), ("NO_COLOR", "")]), Look::new(Palette::Auto, false, false));
    }

    #[test]
    fn ornaments_are_ascii_where_nothing_says_that_more_is_understood() {
        let ascii = Look::new(Palette::Auto, false, true);
        assert_eq!(look_with(&[("TERM", "xterm"), ("LANG", "de_DE.ISO-8859-1")]), ascii);
        assert_eq!(look_with(&[("TERM", "xterm"), ("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]), ascii);
        assert_eq!(look_with(&[("TERM", "linux"), ("LANG", "de_DE.UTF-8")]), ascii);
        assert_eq!(look_with(&[("TERM", "xterm"), ("LANG", "de_DE.UTF-8")]), Look::new(Palette::Auto, false, false));
    }
}
