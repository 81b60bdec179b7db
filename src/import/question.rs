//! Questions that were put to a speaker, told from those that a speaker asks.

use super::block::{Block, Shape};
use super::tidy::count;

/// Whether a block is a question that was put: it ends with one question mark (two stand for a lost closing mark), or asks to be told. Where there
/// are several, a request without a question mark counts too.
pub fn is_question(block: &Block, several: bool) -> bool {
    const LONGEST: usize = 60;
    const REQUESTS: &[&str] = &[
        "tell us",
        "tell me",
        "describe",
        "explain",
        "please",
        "share with us",
        "give us",
        "outline",
        "parlez",
        "décrivez",
        "cuéntenos",
        "háblenos",
        "describa",
        "расскажите",
        "опишите",
    ];
    if !matches!(block.shape, Shape::Paragraph | Shape::Heading) || count(&block.text) > LONGEST {
        return false;
    }
    let text = block.text.trim_end_matches(['”', '"', '»', ')']);
    let lower = text.to_lowercase();
    let asks = text.ends_with(['?', '？', '؟']) && !text.ends_with("??") && text.matches(". ").count() <= 2;
    let requests =
        REQUESTS.iter().any(|words| lower.starts_with(words)) && count(text) <= 30 && text.matches(". ").count() == 0;
    asks || requests && (several || block.strong || block.shape == Shape::Heading)
}
