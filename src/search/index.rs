//! The index: what is known of a corpus beforehand, so that a key costs little.
//!
//! Nothing in it is a reference to the corpus and nothing is on disk: it is made anew from the texts, for a large corpus by two threads or
//! more, each with a segment of its own. Results do not depend on how many there were.

use std::ops::Range;
use std::thread;

use rustc_hash::FxHashMap;

use super::aliases::Aliases;
use super::dictionary::Dictionary;
use super::filter::Values;
use super::items::Items;
use super::names::Names;
use super::recall::Recall;
use super::segment::{Gathering, Segment};
use super::tokens::Tokenizer;
use super::watch::{READ, Watch};
use crate::corpus::{Corpus, Document};

/// From how many items on a second thread is worth its while.
const LARGE: usize = 20_000;
/// More threads would cost memory (each has its own numbers for the words) and save little.
const MOST_THREADS: usize = 4;

/// An index of all that a corpus says.
#[derive(Debug)]
pub struct Index {
    pub(super) dictionary: Dictionary,
    pub(super) segments: Vec<Segment>,
    pub(super) items: Items,
    pub(super) contexts: Vec<Context>,
    pub(super) aliases: Aliases,
    pub(super) names: Names,
    pub(super) recall: Recall,
    pub(super) values: Values,
    /// The length of an average item, in words.
    pub(super) mean_length: f32,
}

/// A word that belongs to a stretch of items without standing in their texts: the name of the speaker of a document, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Context {
    /// Number of the word.
    pub word: u32,
    /// Numbers of the items.
    pub items: Range<u32>,
    /// What the word is to them.
    pub source: Source,
}

/// What a word is to the items whose texts it does not stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// In the heading of the section.
    Heading,
    /// In the name of the speaker or author.
    Author,
    /// In the title of the document.
    Document,
    /// In the name of the post that the speaker stands for.
    Post,
}

impl Index {
    /// Reads the whole corpus: 3 ms for the bundled one.
    ///
    /// # Panics
    /// Never: it is not given up.
    #[must_use]
    pub fn build(corpus: &Corpus) -> Index {
        Index::build_while(corpus, &|_, _| true).expect("it is not given up")
    }

    /// The same, for as long as anybody wants it: `go_on` is told, every thousand items or so, how much is done and of how much, and `None` comes
    /// back soon after it says no. It is called from several threads.
    #[must_use]
    pub fn build_while(corpus: &Corpus, go_on: &(dyn Fn(usize, usize) -> bool + Sync)) -> Option<Index> {
        let items = Items::new(corpus);
        let watch = Watch::new(items.len(), go_on);
        let mut gatherings = gather(corpus, items.len(), &watch);
        if watch.is_stopped() {
            return None;
        }
        let said = said_of(corpus, &items);
        // The words of names and headings are in the dictionary whether or not a text has them.
        let mut tokenizer = Tokenizer::default();
        let mut contexts = Vec::with_capacity(said.len() * 3);
        if let Some(first) = gatherings.first_mut() {
            for (text, items, source) in said {
                tokenizer.each(text, |token| {
                    contexts.push(Context { word: first.number(token.word), items: items.clone(), source });
                });
            }
        }
        let (dictionary, mut numbers) = dictionary(&gatherings);
        for context in &mut contexts {
            context.word = numbers[0][context.word as usize];
        }
        contexts.sort_unstable_by(|a, b| {
            (a.word, a.items.start, a.items.end, a.source).cmp(&(b.word, b.items.start, b.items.end, b.source))
        });
        contexts.dedup();
        let size = dictionary.occurs.len();
        let segments = thread::scope(|scope| {
            let finish = |(gathering, numbers): (Gathering, Vec<u32>)| gathering.finish(numbers, size, &watch);
            let mut rest: Vec<_> = gatherings.into_iter().zip(numbers.drain(..)).collect();
            let last = rest.pop();
            let others: Vec<_> = rest.into_iter().map(|pair| scope.spawn(move || finish(pair))).collect();
            let last = last.map(finish);
            others.into_iter().map(join).chain(last).collect::<Vec<Segment>>()
        });
        if watch.is_stopped() {
            return None;
        }
        let length: u64 = segments.iter().map(|segment| segment.length).sum();
        #[expect(clippy::cast_precision_loss, reason = "an average of small numbers")]
        let mean_length = (length as f32 / items.len().max(1) as f32).max(1.0);
        Some(Index {
            aliases: Aliases::new(corpus),
            names: Names::new(corpus, &items),
            recall: Recall::default(),
            values: Values::default(),
            dictionary,
            segments,
            items,
            contexts,
            mean_length,
        })
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes the packed words and postings take, which is nearly all of the index.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.segments.iter().map(Segment::bytes).sum()
    }

    /// The contexts of the words with these numbers.
    pub(super) fn contexts_of(&self, words: Range<u32>) -> &[Context] {
        let from = self.contexts.partition_point(|context| context.word < words.start);
        let to = self.contexts.partition_point(|context| context.word < words.end);
        &self.contexts[from..to.max(from)]
    }

    /// The segment that an item is in, and its number there.
    pub(super) fn segment_of(&self, item: u32) -> Option<(&Segment, u32)> {
        let at = self.segments.partition_point(|segment| segment.first <= item).checked_sub(1)?;
        let segment = &self.segments[at];
        Some((segment, item - segment.first))
    }
}

fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Reads all texts, a stretch a thread.
fn gather(corpus: &Corpus, items: usize, watch: &Watch<'_>) -> Vec<Gathering> {
    // While a corpus is being read another thread has the other core.
    let alone = items < LARGE || corpus.so_far().is_some();
    let threads = if alone { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS) };
    let stretch = items.div_ceil(threads).max(1);
    let read = |thread: usize| {
        let first = thread * stretch;
        let mut passed = 0..;
        let places = corpus.places().skip(first).take(stretch);
        let places = places.take_while(|_| passed.next().is_some_and(|at| watch.passes(at, READ)));
        Gathering::read(corpus, places, u32::try_from(first).unwrap_or(u32::MAX))
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|thread| scope.spawn(move || read(thread))).collect();
        std::iter::once(read(0)).chain(others.into_iter().map(join)).collect()
    })
}

/// One dictionary for all segments, and for each of them the numbers there of its own words.
fn dictionary(gatherings: &[Gathering]) -> (Dictionary, Vec<Vec<u32>>) {
    let mut words: Vec<(&str, usize, u32)> = Vec::new();
    for (segment, gathering) in gatherings.iter().enumerate() {
        words.extend(gathering.numbers.iter().map(|(word, number)| (&**word, segment, *number)));
    }
    words.sort_unstable();
    let mut numbers: Vec<Vec<u32>> = gatherings.iter().map(|gathering| vec![0; gathering.occurs.len()]).collect();
    let mut all: Vec<(&str, u32)> = Vec::with_capacity(words.len());
    for (word, segment, local) in words {
        let occurs = gatherings[segment].occurs[local as usize];
        match all.last_mut() {
            Some((last, sum)) if *last == word => *sum += occurs,
            _ => all.push((word, occurs)),
        }
        numbers[segment][local as usize] = u32::try_from(all.len() - 1).unwrap_or(u32::MAX);
    }
    (Dictionary::new(&all), numbers)
}

/// What names and headings stand over which items.
fn said_of<'a>(corpus: &'a Corpus, items: &Items) -> Vec<(&'a str, Range<u32>, Source)> {
    let mut said = Vec::new();
    let posts: FxHashMap<&str, &str> = corpus
        .candidacies
        .iter()
        .filter_map(|candidacy| {
            let post = corpus.post(&candidacy.post)?;
            Some((candidacy.document.as_deref()?, post.label.as_str()))
        })
        .collect();
    let of = |document: &'a Document| {
        let author =
            if document.speaker.is_some() || document.publisher.is_some() { corpus.author_name(document) } else { "" };
        [
            (author, Source::Author),
            (&*document.title, Source::Document),
            (&*document.id, Source::Document),
            (posts.get(&*document.id).copied().unwrap_or(""), Source::Post),
        ]
    };
    for (document, whole) in corpus.documents.iter().zip(items.documents()) {
        // The document itself has these in its own words.
        let inside = whole.start + 1..whole.end;
        said.extend(of(document).map(|(text, source)| (text, inside.clone(), source)));
        let mut at = inside.start;
        for section in &document.sections {
            let end = at + 1 + u32::try_from(section.passages.len()).unwrap_or(0);
            said.push((&section.heading, at + 1..end, Source::Heading));
            at = end;
        }
    }
    for (number, priority) in items.priorities().zip(&corpus.priorities) {
        let holder = priority.holder.as_deref().and_then(|id| corpus.person(id)).map_or("", |person| &person.name);
        said.push((holder, number..number + 1, Source::Author));
        if let Some(document) = corpus.document(&priority.document) {
            said.extend(of(document).map(|(text, source)| (text, number..number + 1, source)));
        }
    }
    said.retain(|(text, items, _)| !text.is_empty() && !items.is_empty());
    said
}
