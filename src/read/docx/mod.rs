//! Word documents (ECMA-376, WordprocessingML), as Word, WPS and LibreOffice write them.

use std::collections::{HashMap, HashSet};

use super::container::Container;
use super::numbering::{Numbering, Place};
use super::package::links;
use super::parts::{Contents, DEEPEST_TABLE, Part, words};
use super::word_table::{CellOpen, RowOpen, TableOpen};
use super::xml::{Node, Tag, Xml};
use super::{KnownFormat, Note, Unreadable};

/// Reads a document: headers of pages, text, notes, footers.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let damaged = Unreadable::Format(KnownFormat::Docx);
    let mut archive = Container::open(bytes, damaged)?;
    let root = links(archive.xml("_rels/.rels")?.as_deref().unwrap_or(""), "");
    let main = root
        .into_iter()
        .find(|link| link.kind == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |link| link.target);
    let text = archive.main(&main)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let links = links(archive.xml(&format!("{folder}/_rels/{file}.rels"))?.as_deref().unwrap_or(""), &main);
    let mut linked = |kind: &str| -> Result<Vec<String>, Unreadable> {
        let targets = links.iter().filter(|link| link.kind == kind);
        let texts: Result<Vec<Option<String>>, Unreadable> = targets.map(|link| archive.xml(&link.target)).collect();
        Ok(texts?.into_iter().flatten().collect())
    };
    let numbering = linked("numbering")?.pop().unwrap_or_default();
    let styles = linked("styles")?.pop().unwrap_or_default();
    let headers = linked("header")?;
    let footers = linked("footer")?;
    let notes = [linked("footnotes")?, linked("endnotes")?].concat();

    let mut contents = Contents::default();
    let mut story = Story::new(Numbering::read(&numbering, &styles), &mut contents);
    let body = story.read(&text, false);
    let mut told = HashSet::new();
    // Of what stands on every page each text is kept once: first pages and even ones often repeat the others.
    let mut frame = |story: &mut Story, texts: Vec<String>| -> Vec<Part> {
        let all = texts.iter().map(|text| words(&story.read(text, false)));
        all.filter(|words| !words.trim().is_empty() && told.insert(words.clone())).map(Part::Furniture).collect()
    };
    let mut parts = frame(&mut story, headers);
    parts.extend(body);
    for text in notes {
        parts.extend(story.read(&text, true));
    }
    parts.extend(frame(&mut story, footers));
    contents.parts = parts;
    Ok(contents)
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    style: Option<String>,
    place: Place,
    /// A page begins with it.
    on_new_page: bool,
    /// Its end was deleted while changes were tracked: the next paragraph goes on with it.
    runs_on: bool,
    /// The text boxes anchored in it.
    boxes: Vec<Part>,
    /// In its properties.
    in_properties: bool,
    /// A page break stands behind it.
    breaks: bool,
}

/// What is open.
#[derive(Debug)]
enum Frame {
    /// The whole, or a text box.
    Flow(Vec<Part>),
    Paragraph(Open),
    Table(TableOpen),
    Row(RowOpen),
    Cell(CellOpen),
}

/// Reads the streams of text of a document one after the other; lists count through all of them.
struct Story<'a> {
    numbering: Numbering,
    contents: &'a mut Contents,
    stack: Vec<Frame>,
    /// The run is hidden.
    hidden: bool,
    /// The numbers of the notes that the text refers to, in its order, by [`note_key`].
    noted: HashMap<String, usize>,
    /// What a paragraph whose end was deleted leaves for the next.
    left_over: String,
}

impl<'a> Story<'a> {
    fn new(numbering: Numbering, contents: &'a mut Contents) -> Self {
        Self { numbering, contents, stack: Vec::new(), hidden: false, noted: HashMap::new(), left_over: String::new() }
    }

    /// The parts of a stream; of a file of `notes` those that the text refers to, with their marks.
    fn read(&mut self, text: &str, notes: bool) -> Vec<Part> {
        self.stack = vec![Frame::Flow(Vec::new())];
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => self.open(&tag, &mut xml, notes),
                Node::Close(name) => self.close(&name),
                Node::Text(_) => {}
            }
        }
        if xml.cut_short {
            self.contents.note(Note::CutShort);
        }
        // What the end of a file that breaks off leaves open.
        while self.stack.len() > 1 {
            let name = match self.stack.last() {
                Some(Frame::Paragraph(_)) => "p",
                Some(Frame::Table(_)) => "tbl",
                Some(Frame::Row(_)) => "tr",
                Some(Frame::Cell(_)) => "tc",
                _ => "txbxContent",
            };
            self.close(name);
        }
        match self.stack.pop() {
            Some(Frame::Flow(parts)) => parts,
            _ => Vec::new(),
        }
    }

    fn open(&mut self, tag: &Tag, xml: &mut Xml, notes: bool) {
        match tag.name() {
            // The old form of what stands beside it in a newer one; instructions of fields; how something was before;
            // the reading above a character.
            "Fallback" | "instrText" | "delInstrText" | "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange"
            | "tcPrChange" | "sectPrChange" | "tblPrExChange" | "numberingChange" | "sectPr" | "sdtPr" | "rt" => {
                xml.skip()
            }
            "del" | "moveFrom" => {
                self.contents.note(Note::TrackedChanges);
                if let Some(Frame::Row(row)) = self.stack.last_mut() {
                    row.deleted = true;
                } else if let Some(open) = self.paragraph()
                    && open.in_properties
                {
                    open.runs_on = true;
                }
                xml.skip();
            }
            "ins" | "moveTo" => self.contents.note(Note::TrackedChanges),
            "footnote" | "endnote" if notes => match self.noted.get(&note_key(tag)) {
                Some(&number) => self.left_over = mark(number),
                // The lines that part notes from the text, and notes whose mark was deleted.
                None => xml.skip(),
            },
            "footnoteReference" | "endnoteReference" if !self.hidden => {
                let next = self.noted.len() + 1;
                let number = *self.noted.entry(note_key(tag)).or_insert(next);
                self.put(&mark(number));
            }
            "p" => self.stack.push(Frame::Paragraph(Open::default())),
            "txbxContent" => self.stack.push(Frame::Flow(Vec::new())),
            "tbl" if self.depth() < DEEPEST_TABLE => self.stack.push(Frame::Table(TableOpen::default())),
            "tr" if matches!(self.stack.last(), Some(Frame::Table(_))) => {
                self.stack.push(Frame::Row(RowOpen::default()));
            }
            "tc" if matches!(self.stack.last(), Some(Frame::Row(_))) => {
                self.stack.push(Frame::Cell(CellOpen::default()));
            }
            "r" => self.hidden = false,
            "t" => {
                let text = xml.text();
                self.put(&text);
            }
            "tab" | "ptab" if !self.in_properties() => self.put("\t"),
            "cr" => self.put("\n"),
            "br" if tag.get("type").as_deref() == Some("page") => {
                if let Some(open) = self.paragraph() {
                    open.breaks = true;
                }
            }
            "br" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "sym" => {
                let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(c) = code.and_then(symbol) {
                    self.put(c.encode_utf8(&mut [0; 4]));
                }
            }
            name => self.property(name, tag),
        }
    }

    /// Takes note of a property of what is open.
    fn property(&mut self, name: &str, tag: &Tag) {
        match self.stack.last_mut() {
            Some(Frame::Paragraph(open)) => match name {
                "pPr" => open.in_properties = true,
                "pStyle" => open.style = tag.get("val"),
                "numId" => open.place.list = tag.get("val"),
                "ilvl" => open.place.level = tag.number("val"),
                "pageBreakBefore" => open.on_new_page = tag.is_on(),
                "vanish" if !open.in_properties => self.hidden = tag.is_on(),
                _ => {}
            },
            Some(Frame::Row(row)) => row.property(name, tag),
            Some(Frame::Cell(cell)) => cell.property(name, tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let nested = self.stack.len() > 1;
        match (name, self.stack.last_mut()) {
            ("pPr", Some(Frame::Paragraph(open))) => open.in_properties = false,
            ("p", Some(Frame::Paragraph(_))) => {
                if let Some(Frame::Paragraph(open)) = self.stack.pop() {
                    self.finish(open);
                }
            }
            ("txbxContent", Some(Frame::Flow(_))) if nested => {
                if let Some(Frame::Flow(parts)) = self.stack.pop() {
                    match self.paragraph() {
                        Some(open) => open.boxes.extend(parts),
                        None => parts.into_iter().for_each(|part| self.add(part)),
                    }
                }
            }
            ("tc", Some(Frame::Cell(_))) => {
                if let Some(Frame::Cell(cell)) = self.stack.pop()
                    && let Some(Frame::Row(row)) = self.stack.last_mut()
                {
                    row.cells.push(cell);
                }
            }
            ("tr", Some(Frame::Row(_))) => {
                if let Some(Frame::Row(row)) = self.stack.pop()
                    && let Some(Frame::Table(table)) = self.stack.last_mut()
                {
                    table.add(row);
                }
            }
            ("tbl", Some(Frame::Table(_))) => {
                if let Some(Frame::Table(table)) = self.stack.pop() {
                    self.add(Part::Table(table.finish()));
                }
            }
            _ => {}
        }
    }

    /// Puts a paragraph, its number in front, where it belongs.
    fn finish(&mut self, open: Open) {
        let mut text = std::mem::take(&mut self.left_over);
        // Shown in front of an empty paragraph too: so the rows of many tables are numbered.
        text.push_str(&self.numbering.next(&open.place, open.style.as_deref()));
        text.push_str(&open.text);
        if open.on_new_page {
            self.add(Part::PageBreak);
        }
        if open.runs_on {
            self.left_over = text;
        } else if !text.is_empty() {
            self.add(Part::Paragraph(text));
        }
        open.boxes.into_iter().for_each(|part| self.add(part));
        if open.breaks {
            self.add(Part::PageBreak);
        }
    }

    /// Adds a part to the innermost thing that holds parts.
    fn add(&mut self, part: Part) {
        let holder = self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Flow(parts) => Some(parts),
            Frame::Cell(cell) => Some(&mut cell.parts),
            Frame::Paragraph(open) => Some(&mut open.boxes),
            Frame::Table(_) | Frame::Row(_) => None,
        });
        if let Some(holder) = holder {
            holder.push(part);
        }
    }

    /// Adds words to the paragraph that is open.
    fn put(&mut self, words: &str) {
        if self.hidden {
            if !words.trim().is_empty() {
                self.contents.note(Note::HiddenText);
            }
        } else if let Some(open) = self.paragraph() {
            open.text.push_str(words);
        }
    }

    fn paragraph(&mut self) -> Option<&mut Open> {
        match self.stack.last_mut() {
            Some(Frame::Paragraph(open)) => Some(open),
            _ => None,
        }
    }

    /// Among the properties of a paragraph `tab` is a tab stop.
    fn in_properties(&mut self) -> bool {
        self.paragraph().is_some_and(|open| open.in_properties)
    }

    fn depth(&self) -> usize {
        self.stack.iter().filter(|frame| matches!(frame, Frame::Table(_))).count()
    }
}

/// What tells a note from all others: whether it stands at the foot or at the end, and its id.
fn note_key(tag: &Tag) -> String {
    let kind = if tag.name().starts_with("foot") { "foot" } else { "end" };
    format!("{kind}{}", tag.get("id").unwrap_or_default())
}

/// The mark of a note in the text: small raised digits.
pub(super) fn mark(number: usize) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect()
}

/// A character of a symbol font, which Word places at U+F000: the ticks and boxes of Wingdings, else the character as
/// it stands.
pub(super) fn symbol(code: u32) -> Option<char> {
    Some(match code & 0xff {
        _ if !(0xf000..=0xf0ff).contains(&code) => char::from_u32(code)?,
        0x6c => '●',
        0x6e => '■',
        0x6f | 0xa8 => '□',
        0x75 => '◆',
        0xd8 => '➢',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0x52 | 0xfe => '☑',
        _ => char::from_u32(code)?,
    })
}

#[cfg(test)]
mod tests;
