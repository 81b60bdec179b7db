//! What answers each word of a query, in the order in which it is best read.

use std::ops::Range;

use super::scales::context_worth;
use crate::search::index::Index;
use crate::search::plan::{Plan, Slot};

/// The names and headings with a word are passed over if they stand over more items than this: it is a small word, or the first letter or two
/// of one, in a large corpus.
const MOST_CONTEXTS: u64 = 200_000;

/// What is looked for: as long as there are items of one pass, those of the next would not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Items that answer all words that tell something, as they stand.
    AsTheyStand,
    /// Those that answer all of them in one way or another.
    Nearly,
    /// Those that answer some.
    Some,
}

/// All that answers one word of the query.
pub(super) struct Answer {
    pub slot: usize,
    /// Whether it is one of those that tell something.
    pub tells: bool,
    /// Single words: number in the dictionary, how much it tells times its weight, whether as it stands.
    pub terms: Vec<(u32, f32, bool)>,
    /// Names and headings by the items they stand over, in order of the first: with the value, and whether as it stands.
    pub contexts: Vec<(Range<u32>, f32, bool)>,
    /// How many postings and items there are to read.
    pub cost: u64,
}

/// The answers to the words of a plan: those that tell something first, and of these the quickest read first. None if they cannot be all
/// that the pass wants.
pub(super) fn answers(index: &Index, plan: &Plan, pass: Pass) -> Option<Vec<Answer>> {
    let (live, telling) = (plan.live(), plan.telling());
    let strict = pass == Pass::AsTheyStand;
    // Of one word there is no part.
    if pass == Pass::Some && telling.is_power_of_two() {
        return None;
    }
    let slots = plan.slots.iter().enumerate().filter(|(at, _)| live >> at & 1 == 1);
    let mut answers: Vec<Answer> = slots
        .map(|(at, slot)| {
            let mut terms: Vec<(u32, f32, bool)> =
                slot.terms.iter().map(|term| (term.number, slot.rarity * term.weight, term.as_it_stands())).collect();
            let prefix = slot.prefix_terms(index).into_iter();
            terms.extend(prefix.map(|(number, weight)| (number, slot.rarity * weight, true)));
            let mut contexts = contexts(index, slot);
            if strict {
                terms.retain(|(.., as_it_stands)| *as_it_stands);
                contexts.retain(|(.., as_it_stands)| *as_it_stands);
            }
            let postings: u64 = terms.iter().map(|(number, ..)| u64::from(index.dictionary.occurs(*number))).sum();
            let items: usize =
                plan.sequences.iter().filter(|all| all.slots.contains(&at)).map(|all| all.items.len()).sum();
            let names = if strict { 0 } else { slot.names.len() };
            let cost = postings + (items + names) as u64 + over(&contexts);
            Answer { slot: at, tells: telling >> at & 1 == 1, terms, contexts, cost }
        })
        .collect();
    if pass != Pass::Some && answers.iter().any(|answer| answer.tells && answer.cost == 0) {
        return None;
    }
    answers.sort_unstable_by_key(|answer| (!answer.tells, answer.cost, answer.slot));
    Some(answers)
}

/// The names and headings that answer a word, in order of the items they stand over.
fn contexts(index: &Index, slot: &Slot) -> Vec<(Range<u32>, f32, bool)> {
    let exact = slot.terms.iter().map(|term| (term.number..term.number + 1, term.weight, term.as_it_stands()));
    let prefix = slot.prefix.iter().map(|prefix| (prefix.words.clone(), prefix.weight(u8::MAX), true));
    let mut all: Vec<(Range<u32>, f32, bool)> = Vec::new();
    for (words, weight, as_it_stands) in exact.chain(prefix) {
        let value = |source| slot.rarity * weight * context_worth(source);
        let found = index.contexts_of(words).iter();
        let before = all.len();
        let mut items = 0;
        for context in found {
            items += u64::from(context.items.end - context.items.start);
            if items > MOST_CONTEXTS {
                all.truncate(before);
                break;
            }
            all.push((context.items.clone(), value(context.source), as_it_stands));
        }
    }
    all.sort_unstable_by_key(|(items, ..)| items.start);
    all
}

/// Over how many items names and headings stand.
fn over(contexts: &[(Range<u32>, f32, bool)]) -> u64 {
    contexts.iter().map(|(items, ..)| u64::from(items.end - items.start)).sum()
}
