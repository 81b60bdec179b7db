//! Search as people meet it: what may be typed, what comes first, what is marked; on the bundled corpus, on small ones made for the purpose, and
//! on any texts at all.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "search/corpora.rs"]
mod corpora;
#[path = "search/folding.rs"]
mod folding;
#[path = "search/properties.rs"]
mod properties;
#[path = "search/relevance.rs"]
mod relevance;
#[path = "search/typing.rs"]
mod typing;
