//! Large corpora with the statistics of real ones, from a seed: word frequencies by Zipf's law over a vocabulary of a real one's size, common
//! English words and the words of the bundled corpus at its head, names, numbers and compounds among them. The bundled corpus comes first
//! in each, so that what labelled queries ask for is there to be found. Each is a sound corpus as `hustings check` has it.

use std::collections::HashMap;

use hustings::corpus::{Corpus, CorpusFile, Document, Passage, PassageKind, Person, Rights, Section};

/// Words in the vocabulary; a corpus of a million passages meets most of them.
const VOCABULARY: usize = 300_000;
const PASSAGES_A_SECTION: usize = 20;
const SECTIONS_A_DOCUMENT: usize = 10;

/// How the passages of a generated corpus are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Passages in a section; the last has what is left.
    pub section: usize,
    /// Sections in a document.
    pub document: usize,
}

impl Shape {
    /// As real corpora are: many documents of a few sections each.
    pub const MANY: Shape = Shape { section: PASSAGES_A_SECTION, document: SECTIONS_A_DOCUMENT };
}

const COMMON: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "not", "he",
    "this", "are", "or", "his", "from", "at", "which", "but", "have", "an", "had", "they", "you", "were", "their",
    "one", "all", "we", "can", "her", "has", "there", "been", "if", "more", "when", "will", "would", "who", "so", "no",
];
const SYLLABLES: &[&str] = &[
    "ba", "con", "de", "ter", "na", "ri", "lo", "men", "ta", "vi", "su", "per", "an", "tion", "ly", "mo", "gra", "pho",
    "lin", "ver", "est", "co", "mi", "ra", "ne", "tor", "al", "ic", "ous", "pre", "dis", "ment", "er", "or", "ka",
    "zu", "shi", "ol", "ya", "bek", "ov", "sen",
];

/// The next number of a seeded sequence, below a bound.
fn below(random: &mut fastrand::Rng, bound: usize) -> usize {
    random.usize(..bound)
}

/// The words, commonest first.
fn vocabulary(random: &mut fastrand::Rng, bundled: &Corpus) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for place in bundled.places() {
        for word in bundled.item(place).text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let mut own: Vec<(usize, String)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    own.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut words: Vec<String> = COMMON.iter().map(|word| (*word).to_owned()).collect();
    // A corpus on another subject has these too, but not as its commonest words.
    let mut made = (0..).map(|_| word(random));
    for (_, word) in own {
        words.push(word);
        words.extend(made.by_ref().take(2));
    }
    let rest = VOCABULARY.saturating_sub(words.len());
    words.extend(made.take(rest));
    words
}

fn word(random: &mut fastrand::Rng) -> String {
    match below(random, 20) {
        0 => below(random, 100_000).to_string(),
        1 => {
            let name: String = (0..2 + below(random, 2)).map(|_| SYLLABLES[below(random, SYLLABLES.len())]).collect();
            name[..1].to_uppercase() + &name[1..]
        }
        2 => format!("{}-{}", SYLLABLES[below(random, SYLLABLES.len())], SYLLABLES[below(random, SYLLABLES.len())]),
        _ => (0..2 + below(random, 3)).map(|_| SYLLABLES[below(random, SYLLABLES.len())]).collect(),
    }
}

/// A corpus of at least this many passages of 40 words on average, the bundled one first, in many documents.
#[must_use]
pub fn corpus(passages: usize, seed: u64) -> Corpus {
    shaped(passages, seed, Shape::MANY)
}

/// The same, its passages divided in another way.
#[must_use]
pub fn shaped(passages: usize, seed: u64, shape: Shape) -> Corpus {
    let mut random = fastrand::Rng::with_seed(seed);
    let bundled = Corpus::bundled();
    let words = vocabulary(&mut random, &bundled);
    let mut sum = 0.0;
    let chances: Vec<f64> = (0..words.len())
        .map(|rank| {
            sum += 1.0 / (f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) + 2.7);
            sum
        })
        .collect();
    let text = |random: &mut fastrand::Rng, length: usize| {
        let mut text = String::with_capacity(length * 7);
        for at in 0..length {
            let chance = random.f64() * sum;
            let word = &words[chances.partition_point(|before| *before < chance).min(words.len() - 1)];
            text.push_str(if at == 0 {
                ""
            } else if random.u8(..) < 20 {
                ", "
            } else {
                " "
            });
            text.push_str(word);
        }
        text
    };
    // By itself, so that the texts are the same as ever.
    let mut tags = fastrand::Rng::with_seed(seed ^ 0x7E3);
    let mut file: CorpusFile = bundled.file().clone();
    let themes: Vec<String> = file.themes.iter().map(|theme| theme.id.clone()).collect();
    for number in 0..200 {
        let name = text(&mut random, 2);
        let sources = vec!["document:lee".to_owned()];
        let id = format!("person-{number}");
        file.people.push(Person { id, sort_name: name.clone(), name, sources, ..Person::default() });
    }
    let sorted = |person: &Person| hustings::text::fold::fold(&person.sort_name);
    file.people.sort_by_cached_key(sorted);
    let mut left = passages;
    for document in 0.. {
        if left == 0 {
            break;
        }
        let mut sections = Vec::new();
        for number in (1u32..).take(shape.document) {
            let here = left.min(shape.section);
            left -= here;
            let mut passages = Vec::with_capacity(here);
            for number in (1u32..).take(here) {
                let length = 20 + below(&mut random, 41);
                let mut text = text(&mut random, length);
                text.shrink_to_fit();
                let kind = if random.u8(..) < 60 { PassageKind::Quote } else { PassageKind::Point };
                let tags = below(&mut tags, 3).min(themes.len());
                let themes = (0..tags).map(|tag| themes[(length + tag * 5) % themes.len()].clone()).collect();
                passages.push(Passage { number, kind, text, themes, ..Passage::default() });
            }
            sections.push(Section {
                number,
                heading: text(&mut random, 4),
                passages: passages.into(),
                ..Section::default()
            });
        }
        let speaker = Some(format!("person-{}", document % 200));
        file.documents.push(Document {
            id: format!("document-{document}"),
            title: text(&mut random, 6),
            speaker,
            language: "en".to_owned(),
            rights: Rights { statement: "Generated; nobody’s.".to_owned(), ..Rights::default() },
            sections,
            ..Document::default()
        });
    }
    Corpus::from(file)
}
