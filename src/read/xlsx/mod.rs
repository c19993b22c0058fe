//! Excel workbooks (ECMA-376, SpreadsheetML), as Excel, WPS and LibreOffice write them.
//!
//! Read here and not by a library: the ones there are do not tell hidden rows, show numbers without their formats or
//! unpack without limits.

use std::collections::BTreeMap;

use super::container::Container;
use super::package::links;
use super::parts::Contents;
use super::sheet::format::Format;
use super::sheet::{Area, Left, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, Sheets};
use super::xml::{Node, Tag, Xml};
use super::{KnownFormat, Note, Unreadable};

/// Reads a workbook: the tables of its sheets in their order.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let mut archive = Container::open(bytes, Unreadable::Format(KnownFormat::Xlsx))?;
    let main = "xl/workbook.xml";
    let workbook = Workbook::read(&archive.main(main)?);
    let links = links(&archive.xml("xl/_rels/workbook.xml.rels")?.unwrap_or_default(), main);
    let linked = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| link.target.clone());
    let mut optional = |kind: &str, usual: &str| -> Result<String, Unreadable> {
        Ok(archive.xml(&linked(kind).unwrap_or_else(|| usual.to_owned()))?.unwrap_or_default())
    };
    let strings = strings(&optional("sharedStrings", "xl/sharedStrings.xml")?);
    let formats = formats(&optional("styles", "xl/styles.xml")?);
    let mut sheets = Sheets::default();
    for (at, sheet) in workbook.sheets.iter().enumerate().take(MOST_SHEETS) {
        if sheet.hidden {
            sheets.note(Note::HiddenSheets);
            continue;
        }
        let link = links.iter().find(|link| link.id == sheet.link);
        let target = link.map_or_else(|| format!("xl/worksheets/sheet{}.xml", at + 1), |link| link.target.clone());
        let Some(text) = archive.xml(&target)? else { continue };
        let mut reader = Reader {
            strings: &strings,
            formats: &formats,
            from_1904: workbook.from_1904,
            sheet: Sheet::default(),
            cut_short: false,
        };
        reader.read(&text, &mut sheets.left)?;
        if reader.cut_short {
            sheets.note(Note::CutShort);
        }
        sheets.add(sheet.name.clone(), reader.sheet)?;
    }
    Ok(sheets.finish())
}

/// What the workbook says of its sheets.
#[derive(Default)]
struct Workbook {
    from_1904: bool,
    sheets: Vec<SheetName>,
}

struct SheetName {
    name: String,
    link: String,
    hidden: bool,
}

impl Workbook {
    fn read(text: &str) -> Self {
        let mut workbook = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Open(tag) = node else { continue };
            match tag.name() {
                "workbookPr" => workbook.from_1904 = tag.get("date1904").is_some_and(|on| on == "1" || on == "true"),
                "sheet" => workbook.sheets.push(SheetName {
                    name: tag.get("name").unwrap_or_default(),
                    link: tag.get("id").unwrap_or_default(),
                    hidden: tag.get("state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            }
        }
        workbook
    }
}

/// The strings that cells share, by position.
fn strings(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text);
    let mut strings: Vec<String> = Vec::new();
    while let Some(node) = xml.next() {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "si" => strings.push(String::new()),
            // How a word is pronounced.
            "rPh" => xml.skip(),
            "t" => {
                let words = xml.text();
                if let Some(last) = strings.last_mut() {
                    last.push_str(&words);
                }
            }
            _ => {}
        }
    }
    strings
}

/// The formats of cell styles, by position.
fn formats(text: &str) -> Vec<Format> {
    let mut xml = Xml::new(text);
    let mut codes = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cell_styles = false;
    while let Some(node) = xml.next() {
        match node {
            Node::Open(tag) => match tag.name() {
                "numFmt" => {
                    codes.extend(tag.number("numFmtId").zip(tag.get("formatCode")));
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    formats.push(Format::of(id, codes.get(&id).map(String::as_str)));
                }
                _ => {}
            },
            Node::Close(name) if name == "cellXfs" => in_cell_styles = false,
            _ => {}
        }
    }
    formats
}

/// Reads the XML of a worksheet.
struct Reader<'a> {
    strings: &'a [String],
    formats: &'a [Format],
    from_1904: bool,
    sheet: Sheet,
    cut_short: bool,
}

/// What the value of a cell is.
#[derive(Clone, Copy, Default)]
enum Kind {
    #[default]
    Number,
    Shared,
    Words,
    Truth,
}

impl Reader<'_> {
    /// Reads the sheet's XML.
    fn read(&mut self, text: &str, left: &mut Left) -> Result<(), Unreadable> {
        let mut xml = Xml::new(text);
        let (mut row, mut column) = (0, 0);
        let mut kind = Kind::default();
        let mut style = 0;
        let mut value = String::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => match tag.name() {
                    "col" if is_hidden(&tag) => {
                        let first = tag.number("min").unwrap_or(1).saturating_sub(1);
                        self.sheet
                            .hidden_columns
                            .push((first, tag.number("max").unwrap_or(first + 1).saturating_sub(1)));
                    }
                    "row" => {
                        // Rows and cells without a place follow the one before.
                        row = tag.number("r").map_or(row, |r| r.saturating_sub(1)).min(MOST_ROWS - 1);
                        column = 0;
                        if is_hidden(&tag) {
                            self.sheet.hidden_rows.push(row);
                        }
                    }
                    "c" => {
                        if let Some((at_column, at_row)) = tag.get("r").as_deref().and_then(place) {
                            (column, row) = (at_column, at_row);
                        }
                        style = tag.number("s").unwrap_or(0);
                        kind = match tag.get("t").as_deref() {
                            Some("s") => Kind::Shared,
                            Some("b") => Kind::Truth,
                            Some("str" | "inlineStr" | "e" | "d") => Kind::Words,
                            _ => Kind::Number,
                        };
                        value.clear();
                    }
                    "v" | "t" => value.push_str(&xml.text()),
                    "f" | "rPh" => xml.skip(),
                    "mergeCell" => self.sheet.merged.extend(tag.get("ref").as_deref().and_then(area)),
                    // What is drawn beside the cells, and what is printed above and below each page.
                    "extLst" | "headerFooter" | "dataValidations" => xml.skip(),
                    _ => {}
                },
                Node::Close(name) => match name.as_str() {
                    "c" => {
                        let shown = self.shown(kind, style, &value);
                        self.sheet.put(row, column, shown, left)?;
                        column += 1;
                    }
                    "row" => row += 1,
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
        self.cut_short = xml.cut_short;
        Ok(())
    }

    fn shown(&self, kind: Kind, style: usize, value: &str) -> String {
        match kind {
            Kind::Shared => {
                value.trim().parse().ok().and_then(|at: usize| self.strings.get(at)).cloned().unwrap_or_default()
            }
            Kind::Words => value.to_owned(),
            Kind::Truth => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Kind::Number => match value.trim().parse::<f64>() {
                Ok(number) => self.formats.get(style).unwrap_or(&Format::General).show(number, self.from_1904),
                Err(_) => value.to_owned(),
            },
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    tag.get("hidden").is_some_and(|on| on == "1" || on == "true")
}

/// Column and row, from 0, of a cell named like `AB12`.
fn place(name: &str) -> Option<(usize, usize)> {
    let name = name.replace('$', "");
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let mut column = 0usize;
    for c in name[..letters].bytes() {
        if !c.is_ascii_alphabetic() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(usize::from(c.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: usize = name[letters..].parse().ok()?;
    let place = (column.checked_sub(1)?, row.checked_sub(1)?);
    (place.0 < MOST_COLUMNS && place.1 < MOST_ROWS).then_some(place)
}

fn area(range: &str) -> Option<Area> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((left, top), (right, bottom)) = (place(first)?, place(last)?);
    (left <= right && top <= bottom).then_some(Area { rows: (top, bottom), columns: (left, right) })
}

#[cfg(test)]
pub(super) mod tests;
