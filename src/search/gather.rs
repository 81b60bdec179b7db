//! Candidates: which items answer a plan, how well, and how completely.
//!
//! Items are looked at in windows that fit the processor's cache. The best answer (never the sum) to each word of the query counts,
//! scored by BM25. First it is seen whether any item answers all words: the rarest word says which may, and the commoner ones are read
//! only where some are left, or, where few are left, these are asked whether they have them. Only if none has all are those with some of
//! the words looked for. What is found does not depend on any of this, nor on the windows or segments.

mod answer;
mod scales;
mod sweep;
mod tally;
mod window;

pub(super) use sweep::PLENTY;
pub(super) use tally::{Found, Gathered, Tier, better};

use super::filter::Sieve;
use super::index::Index;
use super::plan::Plan;
use answer::{Pass, answers};
use scales::Scales;
use sweep::{Sweep, WINDOW};
use tally::Tally;
use window::Window;

/// The best items of a plan, at least as many as asked for if there are as many.
pub(super) fn gather(index: &Index, plan: &Plan, sieve: &Sieve<'_>, excluded: &[u32], most: usize) -> Gathered {
    let scales = Scales::new(index, plan);
    if scales.telling == 0 {
        return Gathered::default();
    }
    let mut window = Window::new(index.len().min(WINDOW), plan.slots.len());
    let admits = |item| excluded.binary_search(&item).is_err() && sieve.admits(item);
    let mut sweep = |pass: Pass| {
        let answers = answers(index, plan, pass)?;
        let mut tally = Tally::new(most);
        for segment in &index.segments {
            let window = &mut window;
            Sweep { index, scales: &scales, segment, answers: &answers, window, pass }.run(&mut tally, admits);
        }
        tally.finish(scales.telling)
    };
    let nearly = sweep(Pass::AsTheyStand).or_else(|| sweep(Pass::Nearly));
    nearly.or_else(|| sweep(Pass::Some)).unwrap_or_default()
}
