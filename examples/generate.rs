//! Writes a large corpus of any number of passages, to see how the program fares with it.
//!
//!     cargo run --release --example generate -- PASSAGES [PASSAGES_A_SECTION SECTIONS_A_DOCUMENT] > corpus.json
//!     hustings --corpus corpus.json
//!
//! About 35 MB for a hundred thousand passages: the bundled corpus, then documents of words that occur as often as those of real texts do, the
//! same at every run. Without the last two arguments a section has 20 passages and a document 10 sections.

#[path = "../benches/generator.rs"]
mod generator;

use std::error::Error;
use std::io::{BufWriter, Write};

use generator::Shape;

fn main() -> Result<(), Box<dyn Error>> {
    let numbers: Result<Vec<usize>, _> = std::env::args().skip(1).map(|argument| argument.parse()).collect();
    let corpus = match numbers?[..] {
        [passages] => generator::corpus(passages, 22),
        [passages, section, document] if section > 0 && document > 0 => {
            generator::shaped(passages, 22, Shape { section, document })
        }
        _ => {
            return Err(
                "how many passages? Then, if you like, how many in a section, and how many sections in a document"
                    .into(),
            );
        }
    };
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    serde_json::to_writer(&mut out, corpus.file())?;
    out.flush()?;
    Ok(())
}
