//! Packs the texts that are compiled into the program: each is read once in a run, or not at all, and takes a quarter of the room.

use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

/// The texts; the names of the files tell them apart.
const TEXTS: [&str; 6] = [
    "data/pp22.json",
    "data/corpus.schema.json",
    "data/new/corpus.json",
    "data/new/README.md",
    "src/import/pdf/glyphs.txt",
    "src/import/html/entities.txt",
];

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no OUT_DIR"))?;
    for text in TEXTS {
        println!("cargo::rerun-if-changed={text}");
        let name = Path::new(text).file_name().unwrap_or_default();
        let packed = fs::File::create(Path::new(&out).join(name).with_added_extension("deflate"))?;
        let mut encoder = flate2::write::DeflateEncoder::new(packed, flate2::Compression::best());
        encoder.write_all(&fs::read(text)?)?;
        encoder.finish()?;
    }
    Ok(())
}
