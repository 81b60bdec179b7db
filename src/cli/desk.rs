//! What every command has at hand: the corpus, its index when it is needed, and where to write.

use std::cell::OnceCell;

use super::out::Out;
use super::trouble::Trouble;
use crate::corpus::reference::join_words;
use crate::corpus::{Corpus, Person, Place};
use crate::search::Index;
use crate::text::fold::fold;

/// How a command ended, for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// There was something to answer: 0.
    Found,
    /// There was nothing: 1.
    Nothing,
    /// What was looked at is not in order, and the report says how: 2.
    Problems,
}

impl Ending {
    /// [`Ending::Found`] if there is something.
    #[must_use]
    pub fn found(is: bool) -> Ending {
        if is { Ending::Found } else { Ending::Nothing }
    }
}

/// A loaded corpus as the reader may see it, with its index.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The corpus as the reader may see it.
    pub corpus: Corpus,
    /// The corpus with its results, where those are hidden: only to say that something is hidden rather than missing.
    whole: Option<Corpus>,
    index: OnceCell<Index>,
}

impl Shelf {
    /// A shelf with a corpus on it, its results hidden if that is wanted.
    pub fn new(corpus: Corpus, no_results: bool) -> Shelf {
        let (corpus, whole) = if no_results { (corpus.without_results(), Some(corpus)) } else { (corpus, None) };
        Shelf { corpus, whole, index: OnceCell::new() }
    }

    /// The place that a reference names.
    ///
    /// # Errors
    /// If it names nothing: the message names the nearest that does, or says that it is hidden.
    pub fn place(&self, reference: &str) -> Result<Place, Trouble> {
        self.corpus.resolve(reference).map_err(|unknown| {
            if self.whole.as_ref().is_some_and(|whole| whole.resolve(reference).is_ok()) {
                Trouble::Said(format!("`{reference}` gives away a result, and results are hidden (--no-results)"))
            } else {
                unknown.into()
            }
        })
    }
}

/// What every command has at hand.
#[derive(Debug)]
pub struct Desk<'w> {
    /// The corpus as the reader may see it.
    pub corpus: &'w Corpus,
    shelf: &'w Shelf,
    /// Where to write.
    pub out: Out<'w>,
    /// Whether JSON is asked for.
    pub json: bool,
    /// The places that a command has shown, in the order shown, for a reader who wants to go on from there.
    pub shown: Vec<Place>,
}

impl<'w> Desk<'w> {
    /// A desk by a shelf.
    pub fn new(shelf: &'w Shelf, json: bool, out: Out<'w>) -> Self {
        Self { corpus: &shelf.corpus, shelf, out, json, shown: Vec::new() }
    }

    /// The index of the corpus, built when it is first asked for.
    pub fn index(&self) -> &'w Index {
        self.shelf.index.get_or_init(|| Index::build(&self.shelf.corpus))
    }

    /// The places that references name, in the order given.
    ///
    /// # Errors
    /// If one of them names nothing: the message names the nearest that does, or says that it is hidden.
    pub fn places(&self, words: &[String]) -> Result<Vec<Place>, Trouble> {
        let references = join_words(words);
        if references.is_empty() {
            return Err(Trouble::said("no reference given; one looks like lee.3.2, or person:lee"));
        }
        references.iter().map(|reference| self.shelf.place(reference)).collect()
    }

    /// The people that a word means: the one of that id alone, else all of whose names it is a part.
    ///
    /// # Errors
    /// If nobody is meant: the message names the nearest id.
    pub fn people(&self, word: &str) -> Result<Vec<&'w Person>, Trouble> {
        let id = word.trim().to_lowercase();
        let id = id.strip_prefix("person:").unwrap_or(&id);
        if let Some(person) = self.corpus.person(id) {
            return Ok(vec![person]);
        }
        // As in the search box: accents, hyphens and spaces do not matter.
        let wanted = letters(id);
        let people: Vec<&'w Person> =
            self.corpus.people.iter().filter(|person| letters(&person.name).contains(&wanted)).collect();
        if people.is_empty() || wanted.is_empty() {
            let words = self.corpus.people.iter().flat_map(|person| {
                std::iter::once(person.id.as_str()).chain(person.name.split_whitespace()).chain([person.name.as_str()])
            });
            let nearest = super::trouble::nearest(id, words).and_then(|near| {
                self.corpus.people.iter().find(|person| {
                    person.id == near || person.name == near || person.name.split_whitespace().any(|part| part == near)
                })
            });
            let hint = nearest.map_or_else(
                || "`hustings list people` shows who is there".to_owned(),
                |person| format!("the nearest is `{}` ({})", person.id, person.name),
            );
            return Err(Trouble::Said(format!("there is no person `{}` in this corpus; {hint}", word.trim())));
        }
        Ok(people)
    }

    /// The one person that a word means.
    ///
    /// # Errors
    /// If nobody or more than one is meant.
    pub fn person(&self, word: &str) -> Result<&'w Person, Trouble> {
        match self.people(word)?[..] {
            [person] => Ok(person),
            ref people => {
                let ids: Vec<String> = people.iter().map(|person| format!("`{}`", person.id)).collect();
                Err(Trouble::Said(format!("`{}` may be {}; which is meant?", word.trim(), ids.join(" or "))))
            }
        }
    }

    /// The id of the theme that a word means: an id, or a label.
    ///
    /// # Errors
    /// If there is no such theme: the message names the nearest.
    pub fn theme(&self, word: &str) -> Result<&'w str, Trouble> {
        let id = word.trim().to_lowercase();
        let id = id.strip_prefix("theme:").unwrap_or(&id);
        let found = self.corpus.themes.iter().find(|theme| theme.id == id || letters(&theme.label) == letters(id));
        found.map(|theme| theme.id.as_str()).ok_or_else(|| {
            let ids = self.corpus.themes.iter().map(|theme| theme.id.as_str());
            let hint = super::trouble::nearest(id, ids).map_or_else(
                || "`hustings list themes` shows which there are".to_owned(),
                |near| format!("the nearest is `{near}`"),
            );
            Trouble::Said(format!("there is no theme `{}` in this corpus; {hint}", word.trim()))
        })
    }

    /// The corpus with its results, where those are hidden.
    #[must_use]
    pub fn whole(&self) -> Option<&'w Corpus> {
        self.shelf.whole.as_ref()
    }

    /// Says how much is hidden, if anything is.
    ///
    /// # Errors
    /// As the writer.
    pub fn say_hidden(&mut self) -> std::io::Result<()> {
        if self.shelf.whole.is_some() {
            let line = format!("{} results hidden (--no-results)", self.corpus.hidden());
            self.out.gap()?;
            self.out.line(&line)?;
        }
        Ok(())
    }

    /// Whether results are to be hidden, even if this corpus has none.
    #[must_use]
    pub fn hides_results(&self) -> bool {
        self.shelf.whole.is_some()
    }

    /// Says beside the answer how much is hidden, where the answer itself has no room for it.
    pub fn note_hidden(&mut self) {
        if self.hides_results() {
            let line = format!("{} results left out (--no-results)", self.corpus.hidden());
            self.out.note(&line);
        }
    }

    /// How many records are hidden, for JSON.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.corpus.hidden()
    }
}

/// The letters and digits of a name, folded.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
