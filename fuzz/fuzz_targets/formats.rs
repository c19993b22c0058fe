//! The parts of Word, Excel and OFD files and web pages keep every promise, whatever stands in them. They are put into an
//! archive here: a fuzzer does not find its way through the packing.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Names of the members that the contents go into, in order.
const DOCX: &[&str] = &["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"];
const XLSX: &[&str] = &["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
const OFD: &[&str] = &["Doc/1.xml"];

/// What leads to a page of an OFD file.
const OFD_FRAME: [(&str, &str); 2] = [
    ("OFD.xml", "<OFD><DocBody><DocRoot>Doc/Document.xml</DocRoot></DocBody></OFD>"),
    ("Doc/Document.xml", "<Document><Pages><Page ID='1' BaseLoc='1.xml'/></Pages></Document>"),
];

fuzz_target!(|input: (u8, Vec<String>)| {
    let (kind, contents) = input;
    let (frame, names): (&[(&str, &str)], &[&str]) = match kind % 4 {
        0 => (&[], DOCX),
        1 => (&[], XLSX),
        2 => (&OFD_FRAME, OFD),
        _ => {
            let page = format!("<!doctype html>{}", contents.concat());
            invariants::check(&fenjie::read(page.as_bytes(), "fuzz"));
            return;
        }
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let given = names.iter().copied().zip(contents.iter().map(String::as_str));
    for (name, contents) in frame.iter().copied().chain(given) {
        zip.start_file(name, SimpleFileOptions::default()).expect("a new member");
        zip.write_all(contents.as_bytes()).expect("memory takes it");
    }
    let bytes = zip.finish().expect("memory takes it").into_inner();
    invariants::check(&fenjie::read(&bytes, "fuzz"));
});
