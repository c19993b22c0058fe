//! The parts of Word, Excel, OFD and PDF files and web pages keep every promise, whatever stands in them. They are put into an
//! archive, or a compound file, here: a fuzzer does not find its way through the packing.
#![no_main]

#[path = "../../tests/compound/mod.rs"]
mod compound;
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

/// A document of a page: what it shows, its font, what it draws in turn, and any further objects.
fn pdf(contents: &[String]) -> Vec<u8> {
    let content = |at: usize| contents.get(at).map_or("", String::as_str);
    let stream =
        |dictionary: &str, data: &str| format!("<<{dictionary} /Length {}>>\nstream\n{data}\nendstream", data.len());
    let resources = "<</Font <</F 5 0 R>> /XObject <</X 6 0 R>>>>";
    let mut objects = vec![
        "<</Type/Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type/Pages /Count 1 /Kids [3 0 R]>>".to_owned(),
        format!("<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents 4 0 R>>"),
        stream("", content(0)),
        format!("<</Type/Font /Subtype/Type0 /BaseFont/STSong-Light /Encoding/UniGB-UCS2-H {}>>", content(1)),
        stream(&format!("/Type/XObject /Subtype/Form /BBox [0 0 595 842] /Resources {resources}"), content(2)),
    ];
    objects.extend(contents.iter().skip(3).cloned());
    let numbered = objects.iter().enumerate();
    let body: String = numbered.map(|(at, object)| format!("{} 0 obj\n{object}\nendobj\n", at + 1)).collect();
    format!("%PDF-1.7\n{body}trailer\n<</Root 1 0 R>>").into_bytes()
}

/// A Word document of before 2007: each text but the last three is a paragraph whose properties are the text after it.
fn doc(contents: &[String]) -> Vec<u8> {
    /// What a page has room for.
    const MOST: usize = 480;
    let mut word = compound::Word::default();
    let (last, paragraphs) = contents.split_at(contents.len().min(3));
    for (at, words) in paragraphs.iter().enumerate() {
        let properties = paragraphs.get(at + 1).map_or(&[][..], |next| next.as_bytes());
        let mark = if at % 2 == 0 { '\u{7}' } else { '\r' };
        word.paragraph(words, mark, &properties[..properties.len().min(MOST)]);
    }
    // Styles, lists and their uses.
    word.parts = [1, 73, 74].into_iter().zip(last).map(|(part, text)| (part, text.as_bytes().to_vec())).collect();
    word.file()
}

fuzz_target!(|input: (u8, Vec<String>)| {
    let (kind, contents) = input;
    let (frame, names): (&[(&str, &str)], &[&str]) = match kind % 7 {
        0 => (&[], DOCX),
        1 => (&[], XLSX),
        2 => (&OFD_FRAME, OFD),
        3 => {
            invariants::check(&fenjie::read(&pdf(&contents), "fuzz"));
            return;
        }
        4 => {
            invariants::check(&fenjie::read(&doc(&contents), "fuzz"));
            return;
        }
        5 => {
            let of = |at: usize| contents.get(at).map_or(&[][..], |text| text.as_bytes());
            invariants::check(&fenjie::read(&compound::sheet(of(0), of(1).to_vec()), "fuzz"));
            return;
        }
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
