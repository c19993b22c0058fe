//! OFD documents (GB/T 33190-2016): pages of characters and lines with their places, in millimetres.

mod objects;

use std::collections::HashMap;
#[cfg(feature = "draw")]
use std::collections::HashSet;

use super::container::{Container, resolve};
#[cfg(feature = "draw")]
use super::draw::Drawing;
use super::parts::Contents;
use super::ruled::{self, Frame, Page};
use super::xml::{Node, Xml};
use super::{KnownFormat, Note, Unreadable};
use objects::{Target, Used};

/// Pages at the most, of all documents in a file together.
const MOST_PAGES: usize = 2_000;

/// Bytes of XML that are read for all pages together, those of the pages under them counted each time.
const MOST_READ: usize = 64 << 20;

/// Points in a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;

/// The size of a page that says none, in millimetres: A4, which notices are printed on (GB/T 9704-2012, 5.2), or more where
/// something stands beyond that.
const A4: (f64, f64) = (210.0, 297.0);

/// Reads the documents of a file, page by page.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    read_within(bytes, MOST_READ)
}

fn read_within(bytes: &[u8], mut unread: usize) -> Result<Contents, Unreadable> {
    let mut archive = open(bytes)?;
    let mut contents = Contents::default();
    let mut pages = Vec::new();
    let mut left = MOST_PAGES;
    let mut read = |text: &str, page: &mut Page| -> Result<Used, Unreadable> {
        unread = unread.checked_sub(text.len()).ok_or(Unreadable::TooMuch)?;
        Ok(objects::read(text, &mut Target::Page(page)))
    };
    for (root, document) in documents(&mut archive)? {
        let mut templates: HashMap<&str, String> = HashMap::new();
        for (id, place) in &document.templates {
            templates.insert(id, archive.xml(&resolve(&root, place))?.unwrap_or_default());
        }
        for place in &document.pages {
            left = left.checked_sub(1).ok_or(Unreadable::TooMuch)?;
            let mut page = Page::default();
            // A page that is missing is one all the same: those after it keep their numbers.
            let text = archive.xml(&resolve(&root, place))?;
            let used = read(text.as_deref().unwrap_or_default(), &mut page)?;
            for template in used.templates.iter().filter_map(|id| templates.get(id.as_str())) {
                read(template, &mut page)?;
            }
            if used.cut_short || text.is_none() {
                contents.note(Note::CutShort);
            }
            let size = document.size_of(&used, &page);
            pages.push(page.shown(Frame { size, unit: MILLIMETRE, turns: 0 }));
        }
    }
    if pages.iter().all(Page::is_blank) {
        return Err(Unreadable::NoText);
    }
    let mut read = ruled::contents(pages);
    contents.notes.into_iter().for_each(|note| read.note(note));
    Ok(read)
}

/// A page by its position as SVG, its pictures and seals left out; nothing where there is no such page.
#[cfg(feature = "draw")]
pub(super) fn draw(bytes: &[u8], mut number: usize) -> Result<Option<String>, Unreadable> {
    let mut archive = open(bytes)?;
    for (root, document) in documents(&mut archive)? {
        let Some(place) = document.pages.get(number) else {
            number -= document.pages.len();
            continue;
        };
        let text = archive.xml(&resolve(&root, place))?.unwrap_or_default();
        let mut page = Page::default();
        let used = objects::read(&text, &mut Target::Page(&mut page));
        let mut layers = Vec::new();
        let under: HashSet<&String> = used.templates.iter().collect();
        // They lie under the page (7.7).
        for (_, place) in document.templates.iter().filter(|(id, _)| under.contains(id)) {
            layers.push(archive.xml(&resolve(&root, place))?.unwrap_or_default());
        }
        layers.iter().for_each(|layer| drop(objects::read(layer, &mut Target::Page(&mut page))));
        let mut drawing = Drawing::new(document.size_of(&used, &page));
        layers.push(text);
        layers.iter().for_each(|layer| drop(objects::read(layer, &mut Target::Drawing(&mut drawing))));
        return Ok(Some(drawing.svg()));
    }
    Ok(None)
}

fn open(bytes: &[u8]) -> Result<Container<'_>, Unreadable> {
    Container::open(bytes, Unreadable::Format(KnownFormat::Ofd))
}

/// The documents of a file, each with the name of the member that describes it.
fn documents(archive: &mut Container) -> Result<Vec<(String, Document)>, Unreadable> {
    let roots = roots(&archive.main("OFD.xml")?).into_iter().map(|root| resolve("OFD.xml", &root));
    roots.map(|root| archive.main(&root).map(|text| (root, Document::read(&text)))).collect()
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
    /// Width and height of its pages in millimetres, where they say no other.
    size: Option<(f64, f64)>,
}

impl Document {
    /// Width and height of a page in millimetres.
    fn size_of(&self, used: &Used, page: &Page) -> (f64, f64) {
        let stated = used.size.or(self.size);
        stated.unwrap_or_else(|| {
            let (right, bottom) = page.reach();
            (objects::side(A4.0.max(right)), objects::side(A4.1.max(bottom)))
        })
    }

    fn read(text: &str) -> Self {
        let mut document = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Open(tag) = node else { continue };
            match (tag.name(), tag.get("BaseLoc")) {
                ("PhysicalBox", _) => document.size = objects::size(&xml.text()),
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
