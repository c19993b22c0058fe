//! Excel workbooks of before 2007 ([MS-XLS], BIFF8, and BIFF5 of Excel 95), as Excel, WPS, LibreOffice and the exports of
//! office systems write them.
//!
//! Read here and not by calamine: it shows numbers without their formats, does not tell hidden rows, keeps every place
//! between two cells that lie far apart, and ends with a panic where a record breaks off.

mod records;

use std::collections::BTreeMap;

use super::compound::Compound;
use super::encoding::{Decoder, Encoding};
use super::parts::Contents;
use super::sheet::format::Format;
use super::sheet::{Area, MOST_SHEETS, Sheet, Sheets};
use super::{KnownFormat, Note, Unreadable};
use records::{Fields, Records};

/// Names of the stream that is the workbook: of BIFF8, and of BIFF5.
pub(super) const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Kinds of records ([MS-XLS], 2.3.1).
mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0a;
    pub const DATE_MODE: u16 = 0x22;
    pub const LOCKED: u16 = 0x2f;
    pub const CODE_PAGE: u16 = 0x42;
    pub const COLUMNS: u16 = 0x7d;
    pub const SHEET: u16 = 0x85;
    pub const MANY_SMALL_NUMBERS: u16 = 0xbd;
    pub const RICH_LABEL: u16 = 0xd6;
    pub const CELL_FORMAT: u16 = 0xe0;
    pub const MERGED: u16 = 0xe5;
    pub const SHARED_STRINGS: u16 = 0xfc;
    pub const SHARED_LABEL: u16 = 0xfd;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const TRUTH: u16 = 0x205;
    pub const STRING: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const SMALL_NUMBER: u16 = 0x27e;
    pub const FORMAT: u16 = 0x41e;
    pub const BEGIN: u16 = 0x809;
}

/// The version that BIFF8 says of itself at the beginning; those before say less.
const BIFF8: u16 = 0x600;

/// How many times as much as there is may be read in all: every sheet may say that it begins in the same place.
const MOST_READ: usize = 2;

/// Reads a workbook: the tables of its sheets in their order. `decoder` is for the words of Excel 95.
pub(super) fn read(file: &mut Compound, decoder: &dyn Decoder) -> Result<Contents, Unreadable> {
    let name = STREAMS.into_iter().find(|name| file.has(name)).unwrap_or(STREAMS[0]);
    let stream = file.stream(name);
    let mut book = Workbook::read(&stream, decoder)?;
    let listed = std::mem::take(&mut book.sheets);
    let mut sheets = Sheets::default();
    let mut left = stream.len().saturating_mul(MOST_READ);
    for listed in listed {
        if listed.hidden {
            sheets.note(Note::HiddenSheets);
            continue;
        }
        let mut records = Records::from(&stream, listed.at);
        let sheet = book.sheet(&mut records, &mut sheets)?;
        left = left.checked_sub(records.at().saturating_sub(listed.at)).ok_or(Unreadable::TooMuch)?;
        if records.cut_short {
            sheets.note(Note::CutShort);
        }
        sheets.add(listed.name, sheet)?;
    }
    Ok(sheets.finish())
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    /// Where its records begin in the stream.
    at: usize,
    hidden: bool,
}

/// What the workbook says of all its sheets.
struct Workbook<'a> {
    words: Words<'a>,
    from_1904: bool,
    sheets: Vec<Listed>,
    /// The strings that cells share, by position.
    strings: Vec<String>,
    /// The number formats of cells, by position.
    formats: Vec<Format>,
}

/// How words are written.
struct Words<'a> {
    /// In Unicode; else in a code page.
    unicode: bool,
    page: Option<Encoding>,
    decoder: &'a dyn Decoder,
}

impl Words<'_> {
    /// A string that begins with its length in characters, which takes `wide` bytes: one or two.
    fn string(&self, fields: &mut Fields, wide: bool) -> String {
        let length = if wide { usize::from(fields.u16()) } else { usize::from(fields.u8()) };
        if self.unicode {
            return fields.unicode(length);
        }
        let bytes = fields.bytes(length);
        let decoded = self.page.and_then(|page| self.decoder.decode(&bytes, page));
        decoded.unwrap_or_else(|| bytes.iter().map(|&byte| char::from(byte)).collect())
    }
}

impl<'a> Workbook<'a> {
    fn read(stream: &[u8], decoder: &'a dyn Decoder) -> Result<Self, Unreadable> {
        let damaged = Unreadable::Format(KnownFormat::Xls);
        let mut records = Records::from(stream, 0);
        let begin = records.next().filter(|record| record.kind == kind::BEGIN).ok_or(damaged)?;
        let mut book = Self {
            words: Words { unicode: begin.fields().u16() >= BIFF8, page: Some(Encoding::Gb18030), decoder },
            from_1904: false,
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: Vec::new(),
        };
        let mut codes = BTreeMap::new();
        let mut styles = Vec::new();
        while let Some(record) = records.next() {
            let mut fields = record.fields();
            match record.kind {
                kind::LOCKED => return Err(Unreadable::Locked),
                kind::CODE_PAGE => {
                    book.words.page = match fields.u16() {
                        936 | 54936 => Some(Encoding::Gb18030),
                        950 => Some(Encoding::Big5),
                        _ => None,
                    }
                }
                kind::DATE_MODE => book.from_1904 = fields.u16() == 1,
                kind::FORMAT => {
                    let id = usize::from(fields.u16());
                    codes.insert(id, book.words.string(&mut fields, book.words.unicode));
                }
                kind::CELL_FORMAT => {
                    fields.skip(2);
                    styles.push(usize::from(fields.u16()));
                }
                kind::SHEET if book.sheets.len() < MOST_SHEETS => {
                    let at = fields.u32() as usize;
                    // Whether it is hidden; whether it is a worksheet, and no chart or macro.
                    let (state, sort) = (fields.u8() & 3, fields.u8());
                    let name = book.words.string(&mut fields, false);
                    if sort == 0 {
                        book.sheets.push(Listed { name, at, hidden: state != 0 });
                    }
                }
                kind::SHARED_STRINGS => {
                    fields.skip(4);
                    let count = fields.u32();
                    for _ in 0..count {
                        if fields.is_empty() {
                            break;
                        }
                        book.strings.push(fields.rich());
                    }
                }
                kind::END => break,
                _ => {}
            }
        }
        book.formats = styles.into_iter().map(|id| Format::of(id, codes.get(&id).map(String::as_str))).collect();
        Ok(book)
    }

    /// Reads a worksheet up to its end.
    fn sheet(&self, records: &mut Records, sheets: &mut Sheets) -> Result<Sheet, Unreadable> {
        let left = &mut sheets.left;
        let mut sheet = Sheet::default();
        // Charts stand in the sheet that shows them.
        let mut depth = 0_usize;
        // Where the words go that a formula gives, which stand behind it.
        let mut waiting = None;
        while let Some(record) = records.next() {
            let mut fields = record.fields();
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => return Ok(sheet),
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                kind::ROW => {
                    let row = usize::from(fields.u16());
                    fields.skip(10);
                    if fields.u16() & 0x20 != 0 {
                        sheet.hidden_rows.push(row);
                    }
                }
                kind::COLUMNS => {
                    let range = (usize::from(fields.u16()), usize::from(fields.u16()));
                    fields.skip(4);
                    if fields.u16() & 1 != 0 {
                        sheet.hidden_columns.push(range);
                    }
                }
                kind::MERGED => {
                    for _ in 0..fields.u16() {
                        let mut pair = || (usize::from(fields.u16()), usize::from(fields.u16()));
                        let (rows, columns) = (pair(), pair());
                        if rows.0 <= rows.1 && columns.0 <= columns.1 {
                            sheet.merged.push(Area { rows, columns });
                        }
                    }
                }
                kind::STRING => {
                    if let Some((row, column)) = waiting.take() {
                        sheet.put(row, column, self.words.string(&mut fields, true), left)?;
                    }
                }
                kind::MANY_SMALL_NUMBERS => {
                    let (row, mut column) = (usize::from(fields.u16()), usize::from(fields.u16()));
                    // The last two bytes are the last column.
                    while fields.len() >= 8 {
                        let style = fields.u16();
                        sheet.put(row, column, self.number(small(fields.u32()), style), left)?;
                        column += 1;
                    }
                }
                _ => {
                    let (row, column) = (usize::from(fields.u16()), usize::from(fields.u16()));
                    let style = fields.u16();
                    let shown = match record.kind {
                        kind::SHARED_LABEL => self.strings.get(fields.u32() as usize).cloned().unwrap_or_default(),
                        kind::LABEL | kind::RICH_LABEL => self.words.string(&mut fields, true),
                        kind::SMALL_NUMBER => self.number(small(fields.u32()), style),
                        kind::NUMBER => self.number(fields.f64(), style),
                        kind::TRUTH => {
                            let value = fields.u8();
                            if fields.u8() == 0 { truth(value) } else { error(value) }.to_owned()
                        }
                        kind::FORMULA => {
                            let value = fields.bytes(8);
                            match value.as_slice() {
                                // No number, but what the first byte says ([MS-XLS], 2.5.133).
                                [sort, _, value, _, _, _, 0xff, 0xff] => match sort {
                                    0 => {
                                        waiting = Some((row, column));
                                        String::new()
                                    }
                                    1 => truth(*value).to_owned(),
                                    2 => error(*value).to_owned(),
                                    _ => String::new(),
                                },
                                value => {
                                    let value = value.try_into().map_or(0.0, f64::from_le_bytes);
                                    self.number(value, style)
                                }
                            }
                        }
                        _ => continue,
                    };
                    sheet.put(row, column, shown, left)?;
                }
            }
        }
        records.cut_short = true;
        Ok(sheet)
    }

    fn number(&self, value: f64, style: u16) -> String {
        self.formats.get(usize::from(style)).unwrap_or(&Format::General).show(value, self.from_1904)
    }
}

/// A number in four bytes ([MS-XLS], 2.5.217): an integer or the upper half of a float, either perhaps in hundredths.
fn small(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits as i32 >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

/// What a cell shows whose formula fails ([MS-XLS], 2.5.10).
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests;
