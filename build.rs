//! Prepares what is compiled into the program: the corpus on board, without white space, and texts that are mostly not read at all, packed into
//! a quarter of their room. Says how the program is linked.

use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

/// The corpus on board, which is read at each start, and so from where it stands.
const CORPUS: &str = "data/pp22.json";

/// The texts that are seldom wanted; the names of the files tell them apart.
const TEXTS: [&str; 5] = [
    "data/corpus.schema.json",
    "data/new/corpus.json",
    "data/new/README.md",
    "src/import/pdf/glyphs.txt",
    "src/import/html/entities.txt",
];

fn main() -> io::Result<()> {
    link_tightly()?;
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no OUT_DIR"))?;
    let file = |text: &str| Path::new(&out).join(Path::new(text).file_name().unwrap_or_default());
    println!("cargo::rerun-if-changed={CORPUS}");
    fs::write(file(CORPUS), dense(&fs::read(CORPUS)?))?;
    for text in TEXTS {
        println!("cargo::rerun-if-changed={text}");
        let packed = fs::File::create(file(text).with_added_extension("deflate"))?;
        let mut encoder = flate2::write::DeflateEncoder::new(packed, flate2::Compression::best());
        encoder.write_all(&fs::read(text)?)?;
        encoder.finish()?;
    }
    Ok(())
}

/// JSON without the white space between its values.
fn dense(json: &[u8]) -> Vec<u8> {
    let (mut quoted, mut escaped) = (false, false);
    let is_kept = |byte: &u8| {
        let kept = quoted || !byte.is_ascii_whitespace();
        quoted ^= *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        kept
    };
    json.iter().copied().filter(is_kept).collect()
}

/// Links what is released without what it never uses. Loaded at one address, nothing in it has to be moved at each start; and where a panic is the
/// end, no tables are needed that say how to unwind. Both take room in the file and in memory. A linker that the user has chosen may not know
/// scripts: it is left alone.
fn link_tightly() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let is_static = variable("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static");
    let is_gnu = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    let is_chosen = !variable("RUSTC_LINKER").is_empty() || variable("CARGO_ENCODED_RUSTFLAGS").contains("link");
    if is_gnu && !is_static && !is_chosen && variable("PROFILE") == "release" {
        let script = Path::new(&variable("OUT_DIR")).join("discard.ld");
        fs::write(&script, "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT AFTER .text;\n")?;
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-arg-bins=-T{}", script.display());
    }
    Ok(())
}
