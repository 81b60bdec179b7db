//! How much there is of what, counted once for each corpus: a screen that shows a hundred of these figures cannot go through the texts for each.

use rustc_hash::FxHashMap;

use super::{Corpus, CorpusFile, PassageKind};

/// The counts of a corpus.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    documents: Vec<OfDocument>,
    /// What each document has on its themes, one document after the other, by the position of the theme.
    on_themes: Vec<OnTheme>,
    /// By the position of the theme: its quotes in all documents.
    quotes_on: Vec<u32>,
    quotes: u32,
}

/// What there is in a document.
#[derive(Debug, Clone, Copy, Default)]
struct OfDocument {
    quotes: u32,
    has_text: bool,
    /// Where its themes end in [`Tally::on_themes`].
    end: usize,
}

/// What a document has on a theme.
#[derive(Debug, Clone, Copy)]
struct OnTheme {
    theme: usize,
    /// Points and quotes.
    passages: u32,
    quotes: u32,
}

impl Tally {
    pub(super) fn of(file: &CorpusFile) -> Tally {
        let themes: FxHashMap<&str, usize> = (0..).zip(&file.themes).map(|(at, theme)| (&*theme.id, at)).collect();
        let mut tally = Tally { quotes_on: vec![0; file.themes.len()], ..Tally::default() };
        let mut counts = vec![(0, 0); file.themes.len()];
        // The passage that was counted last on each theme: naming it again counts for nothing.
        let mut counted_last = vec![0_u32; file.themes.len()];
        let mut number = 0;
        let mut met: Vec<usize> = Vec::new();
        for document in &file.documents {
            let mut own = OfDocument::default();
            for passage in document.sections.iter().flat_map(|section| &section.passages) {
                let quote = u32::from(passage.kind == PassageKind::Quote);
                own.quotes += quote;
                if passage.kind == PassageKind::Text {
                    own.has_text = true;
                    continue;
                }
                number += 1;
                for &theme in passage.themes.iter().filter_map(|id| themes.get(&**id)) {
                    if std::mem::replace(&mut counted_last[theme], number) == number {
                        continue;
                    }
                    if counts[theme].0 == 0 {
                        met.push(theme);
                    }
                    counts[theme].0 += 1;
                    counts[theme].1 += quote;
                }
            }
            met.sort_unstable();
            for theme in met.drain(..) {
                let (passages, quotes) = std::mem::take(&mut counts[theme]);
                tally.on_themes.push(OnTheme { theme, passages, quotes });
                tally.quotes_on[theme] += quotes;
            }
            own.end = tally.on_themes.len();
            tally.quotes += own.quotes;
            tally.documents.push(own);
        }
        tally
    }

    fn on(&self, theme: usize, document: usize) -> Option<&OnTheme> {
        let end = self.documents.get(document)?.end;
        let start = document.checked_sub(1).map_or(0, |before| self.documents[before].end);
        let own = &self.on_themes[start..end];
        own.binary_search_by_key(&theme, |on| on.theme).ok().map(|at| &own[at])
    }
}

impl Corpus {
    /// How many points and quotes a document has on a theme, both by their positions.
    #[must_use]
    pub fn count_on(&self, theme: usize, document: usize) -> usize {
        self.tally.on(theme, document).map_or(0, |on| on.passages as usize)
    }

    /// How many quotes there are; of a document, on a theme, by their positions, where these are given.
    #[must_use]
    pub fn count_quotes(&self, document: Option<usize>, theme: Option<usize>) -> usize {
        let tally = &self.tally;
        let count = match (document, theme) {
            (None, None) => tally.quotes,
            (Some(document), None) => tally.documents.get(document).map_or(0, |own| own.quotes),
            (None, Some(theme)) => tally.quotes_on.get(theme).copied().unwrap_or(0),
            (Some(document), Some(theme)) => tally.on(theme, document).map_or(0, |on| on.quotes),
        };
        count as usize
    }

    /// Whether a document, by its position, has passages of its full text.
    #[must_use]
    pub fn has_full_text(&self, document: usize) -> bool {
        self.tally.documents.get(document).is_some_and(|own| own.has_text)
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Kind};

    #[test]
    fn a_theme_that_a_passage_names_twice_counts_once() {
        let mut file = Corpus::bundled().file().clone();
        let theme = file.documents[0].sections[0].passages[0].themes[0].clone();
        let at = file.themes.iter().position(|other| other.id == theme).expect("it is listed");
        let before = Corpus::from(file.clone()).count_on(at, 0);
        let others: Vec<String> = file.themes.iter().map(|theme| theme.id.clone()).collect();
        file.documents[0].sections[0].passages.edit(|passages| {
            passages[0].themes.extend(others);
            passages[0].themes.push(theme);
        });
        assert_eq!(Corpus::from(file).count_on(at, 0), before);
    }

    #[test]
    fn what_is_counted_is_what_is_there() {
        let corpus = Corpus::bundled().without_results();
        let quotes = |of: Option<usize>, on: Option<usize>| {
            let quotes = corpus.places().filter(|place| corpus.kind(*place) == Kind::Quote);
            let items = quotes.map(|place| corpus.item(place));
            let of = of.map(|at| &corpus.documents[at].id);
            let on = on.map(|at| &corpus.themes[at].id);
            let counted = items.filter(|item| {
                of.is_none_or(|id| item.document.is_some_and(|document| document.id == *id))
                    && on.is_none_or(|id| item.themes.contains(id))
            });
            counted.count()
        };
        let themes = || (0..corpus.themes.len()).map(Some).chain([None]);
        for document in (0..corpus.documents.len()).map(Some).chain([None]) {
            for theme in themes() {
                assert_eq!(corpus.count_quotes(document, theme), quotes(document, theme), "{document:?} {theme:?}");
            }
        }
        for (at, theme) in corpus.themes.iter().enumerate() {
            for document in 0..corpus.documents.len() {
                let here = corpus.passages_on(&theme.id, u32::try_from(document).unwrap_or(0)).count();
                assert_eq!(corpus.count_on(at, document), here);
            }
        }
        assert_eq!((corpus.count_on(0, 99), corpus.count_quotes(Some(99), None)), (0, 0));
    }
}
