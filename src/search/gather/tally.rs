//! The best so far, by how completely they answer.

/// An item that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) struct Found {
    pub item: u32,
    pub score: f32,
    pub tier: Tier,
    /// How many of the telling words it answers, if not all.
    pub met: u32,
}

/// How completely an item answers, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) enum Tier {
    /// Some of the words.
    Some,
    /// All that tell something, some of them by typos or scattered letters.
    Nearly,
    /// All that tell something, as they stand.
    Telling,
    /// All, as they stand.
    All,
}

/// All that answered.
#[derive(Debug, Default)]
pub(in crate::search) struct Gathered {
    /// The best, best first.
    pub best: Vec<Found>,
    /// How many there are of the best tier.
    pub total: usize,
    /// Of how many telling words the best has how many.
    pub met: (u32, u32),
}

/// The best so far: of those with all words by tier, of those with some by how many they have.
pub(super) struct Tally {
    some: [Class; 33],
    whole: [Class; 4],
    most: usize,
}

/// Items that answer as many words.
#[derive(Default)]
struct Class {
    count: usize,
    kept: Vec<Found>,
    /// Nothing that is not better than this is let in.
    floor: Option<Found>,
}

impl Class {
    #[inline]
    fn add(&mut self, found: Found, most: usize) {
        self.count += 1;
        if self.floor.is_some_and(|floor| found.score < floor.score || better(&found, &floor).is_gt()) {
            return;
        }
        self.kept.push(found);
        // Twice as many as are wanted are let in before the worse half goes, so that an item costs hardly more than its look.
        if self.kept.len() >= most.saturating_mul(2).saturating_add(64) {
            let (_, floor, _) = self.kept.select_nth_unstable_by(most, better);
            self.floor = Some(*floor);
            self.kept.truncate(most);
        }
    }
}

impl Tally {
    pub fn new(most: usize) -> Tally {
        Tally { some: std::array::from_fn(|_| Class::default()), whole: Default::default(), most }
    }

    #[inline]
    pub fn add(&mut self, found: Found) {
        let class = match found.tier {
            Tier::Some => &mut self.some[found.met as usize],
            tier => &mut self.whole[tier as usize],
        };
        class.add(found, self.most);
    }

    /// How many have all words as they stand.
    pub fn perfect(&self) -> usize {
        self.whole[Tier::All as usize].count
    }

    /// How many words the best of those with some have, and how many an item needs beside it: half as many.
    pub fn enough(&self) -> (usize, usize) {
        let most = self.some.iter().rposition(|class| class.count > 0).unwrap_or(0);
        (most, most.div_ceil(2))
    }

    /// The best, if there are any.
    pub fn finish(self, telling: u32) -> Option<Gathered> {
        let of = telling.count_ones();
        let (some, enough) = self.enough();
        let (met, classes) = match self.whole.iter().rposition(|class| class.count > 0) {
            Some(tier) => (of, &self.whole[tier..=tier]),
            None => (u32::try_from(some).unwrap_or(of), &self.some[enough.max(1)..]),
        };
        let mut best: Vec<Found> = classes.iter().flat_map(|class| &class.kept).copied().collect();
        best.sort_unstable_by(better);
        best.truncate(self.most);
        let total = classes.iter().map(|class| class.count).sum();
        (total > 0).then_some(Gathered { best, total, met: (met, of) })
    }
}

/// Better first; of equals, the one that comes first in the corpus.
pub(in crate::search) fn better(a: &Found, b: &Found) -> std::cmp::Ordering {
    b.tier.cmp(&a.tier).then(b.score.total_cmp(&a.score)).then(a.item.cmp(&b.item))
}
