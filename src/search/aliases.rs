//! Words and phrases that mean the same here, as the corpus lists them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::tokens::{Shape, Tokenizer};
use crate::corpus::Corpus;

/// One way to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// As the corpus writes it.
    pub written: String,
    /// Its folded words.
    pub words: Vec<String>,
}

/// All groups of forms.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    groups: Vec<Vec<Form>>,
    /// Groups by a form's letters, run together.
    by_letters: FxHashMap<String, Vec<usize>>,
}

impl Aliases {
    pub fn new(corpus: &Corpus) -> Aliases {
        let mut aliases = Aliases::default();
        let mut tokenizer = Tokenizer::default();
        for group in &corpus.aliases {
            let forms: Vec<Form> = group
                .iter()
                .map(|written| {
                    let mut words = Vec::new();
                    tokenizer.each(written, |token| {
                        if matches!(token.shape, Shape::Word | Shape::Pair) {
                            words.push(token.word.to_owned());
                        }
                    });
                    Form { written: written.clone(), words }
                })
                .filter(|form| !form.words.is_empty())
                .collect();
            for form in &forms {
                aliases.by_letters.entry(form.words.concat()).or_default().push(aliases.groups.len());
            }
            aliases.groups.push(forms);
        }
        aliases
    }

    /// The forms that mean the same as some words run together, those words themselves left out; with the form that they are.
    pub fn others<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = (&'a Form, &'a Form)> + 'a {
        let groups = self.by_letters.get(letters).into_iter().flatten();
        groups.flat_map(move |group| {
            let forms = &self.groups[*group];
            let same = forms.iter().find(|form| form.words.concat() == letters);
            let others = forms.iter().filter(move |form| form.words.concat() != letters);
            others.filter_map(move |form| same.map(|same| (same, form)))
        })
    }

    /// The stretches of a query's words, run together, that have another form: at most six words long.
    pub fn stretches(&self, words: &[String]) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        if self.by_letters.is_empty() {
            return found;
        }
        for start in 0..words.len() {
            let mut letters = String::new();
            for (end, word) in words.iter().enumerate().skip(start).take(6) {
                letters.push_str(word);
                if self.by_letters.contains_key(&letters) {
                    found.push((start..end + 1, letters.clone()));
                }
            }
        }
        found
    }
}
