//! OFD documents (GB/T 33190-2016): pages of characters and lines with their places, in millimetres.

mod objects;

use std::collections::HashMap;

use super::container::{Container, resolve};
use super::parts::Contents;
use super::ruled::{self, Page};
use super::xml::{Node, Xml};
use super::{KnownFormat, Note, Unreadable};
use objects::Used;

/// Pages at the most, of all documents in a file together.
const MOST_PAGES: usize = 2_000;

/// Bytes of XML that are read for all pages together, those of the pages under them counted each time.
const MOST_READ: usize = 64 << 20;

/// Reads the documents of a file, page by page.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    read_within(bytes, MOST_READ)
}

fn read_within(bytes: &[u8], mut unread: usize) -> Result<Contents, Unreadable> {
    let mut archive = Container::open(bytes, Unreadable::Format(KnownFormat::Ofd))?;
    let mut contents = Contents::default();
    let mut pages = Vec::new();
    let mut left = MOST_PAGES;
    let mut read = |text: &str, page: &mut Page| -> Result<Used, Unreadable> {
        unread = unread.checked_sub(text.len()).ok_or(Unreadable::TooMuch)?;
        Ok(objects::read(text, page))
    };
    for root in roots(&archive.main("OFD.xml")?) {
        let root = resolve("OFD.xml", &root);
        let document = Document::read(&archive.main(&root)?);
        let mut templates: HashMap<&str, String> = HashMap::new();
        for (id, place) in &document.templates {
            templates.insert(id, archive.xml(&resolve(&root, place))?.unwrap_or_default());
        }
        for place in &document.pages {
            left = left.checked_sub(1).ok_or(Unreadable::TooMuch)?;
            let Some(text) = archive.xml(&resolve(&root, place))? else {
                contents.note(Note::CutShort);
                continue;
            };
            let mut page = Page::default();
            let used = read(&text, &mut page)?;
            for template in used.templates.iter().filter_map(|id| templates.get(id.as_str())) {
                read(template, &mut page)?;
            }
            if used.cut_short {
                contents.note(Note::CutShort);
            }
            pages.push(page);
        }
    }
    if pages.iter().all(Page::is_blank) {
        return Err(Unreadable::NoText);
    }
    if pages.iter().any(|page| page.crowded) {
        contents.note(Note::CrowdedPages);
    }
    contents.parts = ruled::parts(pages);
    Ok(contents)
}

/// Where the documents of a file are.
fn roots(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text);
    let mut roots = Vec::new();
    while let Some(node) = xml.next() {
        if let Node::Open(tag) = node
            && tag.name() == "DocRoot"
        {
            roots.push(xml.text().trim().to_owned());
        }
    }
    roots
}

/// Where the parts of a document are.
#[derive(Debug, Default)]
struct Document {
    pages: Vec<String>,
    /// Pages that lie under others: id and place.
    templates: Vec<(String, String)>,
}

impl Document {
    fn read(text: &str) -> Self {
        let mut document = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Open(tag) = node else { continue };
            match (tag.name(), tag.get("BaseLoc")) {
                ("Page", Some(place)) => document.pages.push(place),
                ("TemplatePage", Some(place)) => {
                    document.templates.push((tag.get("ID").unwrap_or_default(), place));
                }
                _ => {}
            }
        }
        document
    }
}

#[cfg(test)]
mod tests;
