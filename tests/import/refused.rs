//! What cannot be read is refused with a clear message, in bounded time and memory.

use std::fs::File;
use std::io::{Cursor, Write};

use hustings::import::{Unread, read};

use super::forms::{one_page, pdf_of, stream};
use crate::{hustings, trouble};

fn refused(bytes: impl Into<Vec<u8>>) -> Unread {
    read(bytes.into()).expect_err("it is no document")
}

/// A package with one part of so many zeros.
fn package(name: &str, length: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..length.div_ceil(block.len()) {
        writer.write_all(&block).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    assert!(matches!(refused(package("word/document.xml", 70 << 20)), Unread::Bomb));
}

#[test]
fn packages_that_are_no_word_document_say_what_they_are() {
    for (part, what) in [
        ("xl/workbook.xml", "spreadsheet"),
        ("content.xml", "OpenDocument"),
        ("a.txt", "ZIP"),
        ("ppt/a.xml", "presentation"),
    ] {
        let error = refused(package(part, 1)).to_string();
        assert!(error.contains(what), "{error}");
    }
    assert!(matches!(refused(package("EncryptedPackage", 1)), Unread::Encrypted));
}

#[test]
fn a_file_of_a_gigabyte_is_refused_unread() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("large.txt");
    File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let message = trouble(directory.path(), &["import", path.to_str().unwrap()]);
    assert!(message.contains("large.txt") && message.contains("1024 MiB"), "{message}");
}

#[test]
fn binary_and_empty_files_are_no_text() {
    let noise: Vec<u8> = (0..50_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert!(matches!(refused(noise), Unread::Foreign(_)));
    assert!(matches!(refused(vec![0; 4096]), Unread::Foreign(_)));
    assert!(matches!(refused(""), Unread::Empty));
    assert!(matches!(refused(" \n\t\n"), Unread::Empty));
    assert!(refused(b"\x89PNG\r\n".as_slice()).to_string().contains("PNG"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice()).to_string().contains(".docx"));
    assert!(refused(b"{\\rtf1 x}".as_slice()).to_string().contains("RTF"));
}

#[test]
fn a_broken_pdf_is_told_as_damaged_and_never_brings_the_program_down() {
    assert!(matches!(refused(b"%PDF-1.7\nnothing of the kind".as_slice()), Unread::Damaged { .. }));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("broken.pdf");
    std::fs::write(
        &path,
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF",
    )
    .unwrap();
    let message = trouble(directory.path(), &["import", path.to_str().unwrap()]);
    assert!(message.contains("broken.pdf") && !message.contains("panicked"), "{message}");
}

#[test]
fn a_pdf_stream_that_unpacks_out_of_proportion_is_refused() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![0; 1 << 20];
    for _ in 0..70 {
        packed.write_all(&block).unwrap();
    }
    let mut pdf = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\n".to_vec();
    pdf.extend(packed.finish().unwrap());
    assert!(matches!(refused(pdf), Unread::Bomb));
}

#[test]
fn a_pdf_whose_forms_draw_each_other_without_end_ends() {
    let form = |inner: &str| {
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {inner} 0 R >> >>"),
            "/X Do /X Do",
        )
    };
    let mut circle = one_page("/XObject << /X 5 0 R >>").to_vec();
    circle.extend([stream("", "/X Do"), form("6"), form("5")]);
    assert!(matches!(refused(pdf_of(&circle)), Unread::Scanned | Unread::Damaged { .. }));
    // Each form draws the next one twice: sixty of them would never end.
    let mut endless = one_page("/XObject << /X 5 0 R >>").to_vec();
    endless.push(stream("", "/X Do"));
    endless.extend((6..66).map(|next| form(&next.to_string())));
    endless.push(stream("/Subtype /Form", ""));
    let error = refused(pdf_of(&endless)).to_string();
    assert!(error.contains("without end"), "{error}");
}

#[test]
fn directories_and_missing_files_are_told_by_name() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_str().unwrap();
    assert!(trouble(directory.path(), &["import", path]).contains("not a regular file"));
    assert!(trouble(directory.path(), &["import", "no-such-file.txt"]).contains("no-such-file.txt"));
    assert_eq!(hustings(directory.path(), &["import"]).status.code(), Some(2));
}
