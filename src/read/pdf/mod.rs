//! PDF documents (ISO 32000-1).
//!
//! The crates of hayro read the file's structure, its fonts and the character maps of Adobe. What is done here: following
//! what pages show, as far as it is text and lines (`content`), which characters that text is (`font`), which way is up
//! (`sheet`), and what a file may ask for (`bounds`). Paragraphs and tables are then found as on any page (`ruled`).

mod blank;
mod bounds;
mod content;
#[cfg(feature = "draw")]
pub(super) mod draw;
mod font;
mod sheet;

use hayro_syntax::object::{Array, Dict, MaybeRef, ObjectIdentifier};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::parts::Contents;
use super::ruled;
use super::{KnownFormat, Note, Unreadable};

/// Pages at the most.
const MOST_PAGES: usize = 2_000;

const DAMAGED: Unreadable = Unreadable::Format(KnownFormat::Pdf);

/// Reads a document, page by page.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    bounds::check(bytes, bounds::MOST)?;
    read_within(bytes, content::MOST_CONTENT)
}

/// Reads a document that follows no more than `most` bytes of content.
fn read_within(bytes: &[u8], most: usize) -> Result<Contents, Unreadable> {
    let pdf = open(bytes)?;
    if pdf.pages().len() > MOST_PAGES {
        return Err(Unreadable::TooMuch);
    }
    let mut reader = content::Reader::new(hidden_layers(&pdf), most);
    let mut pages = Vec::with_capacity(pdf.pages().len());
    let mut cut_short = false;
    for page in pdf.pages().iter() {
        let mut sheet = sheet::Sheet::default();
        reader.page(page, &mut sheet)?;
        cut_short |= page.page_stream().is_none() && page.raw().contains_key(b"Contents");
        pages.push(sheet.into_page());
    }
    if pages.iter().all(ruled::Page::is_blank) {
        return Err(if cut_short || pages.is_empty() { DAMAGED } else { Unreadable::NoText });
    }
    let mut contents = ruled::contents(pages);
    if cut_short {
        contents.note(Note::CutShort);
    }
    Ok(contents)
}

fn open(bytes: &[u8]) -> Result<Pdf, Unreadable> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Locked,
        _ => DAMAGED,
    })
}

/// The layers that are hidden when the file is opened (8.11.4.3).
fn hidden_layers(pdf: &Pdf) -> Vec<ObjectIdentifier> {
    let ids = |list: Array| -> Vec<ObjectIdentifier> {
        list.raw_iter().filter_map(|layer| if let MaybeRef::Ref(id) = layer { Some(id.into()) } else { None }).collect()
    };
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let stated = catalog.and_then(|catalog| catalog.get::<Dict>(b"OCProperties")?.get::<Dict>(b"D"));
    stated.and_then(|stated| stated.get::<Array>(b"OFF")).map(ids).unwrap_or_default()
}

#[cfg(test)]
mod tests;
