//! Workbooks of sheets with text in their cells, and how they become XLSX.
//!
//! The library that writes XLSX weighs more than all the rest of fenjie, so in the browser it is a WebAssembly of its own
//! (feature `sheets`), fetched with the first workbook that a reader wants. What crosses between the two is a
//! [`Workbook`] as JSON.

#[cfg(feature = "xlsx")]
mod xlsx;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::text::width;

#[cfg(feature = "xlsx")]
pub use xlsx::write;

/// Most UTF-16 code units in the name of a sheet; Excel repairs, that is damages, a file with longer ones.
const LONGEST_NAME: usize = 31;

/// Widths of columns in narrow characters: at least, where words begin to wrap, and at most.
const NARROWEST: usize = 4;
const WIDE: usize = 22;
const WIDEST: usize = 56;

/// What stands where something was cut off.
const CUT: &str = "……";

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// What the file says its title is.
    pub title: String,
    /// At least one.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name, as a workbook can hold it: see [`Names`].
    pub name: String,
    /// Widths of the columns, in narrow characters; a Chinese one is two wide.
    pub widths: Vec<usize>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
    /// The first row is the column headings: it stays in sight, is repeated on every page, and filters.
    pub table: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Words. Whatever they are, they are never a formula, a number or a link.
    Text(String),
    /// A name of what stands beside or below it.
    Name(String),
    /// A title over the sheet.
    Title(String),
    /// A number that was counted here, so that it sorts and adds up as one.
    Count(usize),
    /// Words that lead to the sheet of this name.
    Link(String, String),
}

impl Workbook {
    /// Writes it as JSON, for [`Workbook::from_json`] on the other side.
    ///
    /// # Errors
    /// When `out` does not take the bytes.
    pub fn to_json(&self, out: impl std::io::Write) -> std::io::Result<()> {
        Ok(serde_json::to_writer(out, self)?)
    }

    /// Reads what [`Workbook::to_json`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_json(json: &[u8]) -> std::io::Result<Self> {
        Ok(serde_json::from_slice(json)?)
    }
}

impl Sheet {
    /// A table under the headings that its first row has, its columns as wide as their words ask for.
    pub fn table(name: String, rows: Vec<Vec<Cell>>) -> Self {
        let columns = rows.first().map_or(0, Vec::len);
        let widths = (0..columns).map(|column| column_width(rows.iter().filter_map(|row| row.get(column)))).collect();
        Self { name, widths, rows, table: true }
    }
}

impl Cell {
    /// Widths of its lines, in narrow characters.
    fn lines(&self) -> impl Iterator<Item = usize> {
        let (words, count) = match self {
            Self::Text(words) | Self::Name(words) | Self::Title(words) | Self::Link(words, _) => (words.as_str(), None),
            Self::Count(count) => ("", Some(count.to_string().len())),
        };
        words.lines().map(|line| line.chars().map(width).sum()).chain(count)
    }

    /// How many lines it takes in a column of this width.
    #[cfg(feature = "xlsx")]
    fn height(&self, column: usize) -> usize {
        // Words do not fill each line to its end.
        self.lines().map(|line| (line + line / 12).div_ceil(column.max(1)).max(1)).sum()
    }
}

/// As wide as the widest cell, but words over [`WIDE`] are wrapped; where cells have more, a column takes half of what they
/// have on average, up to [`WIDEST`]: so they come to two lines or three, and the sheet fits a page.
fn column_width<'a>(cells: impl Iterator<Item = &'a Cell>) -> usize {
    let (mut widest, mut sum, mut count) = (0, 0, 0);
    for cell in cells {
        let width = cell.lines().max().unwrap_or(0);
        widest = widest.max(width);
        sum += width;
        count += 1;
    }
    let usual: usize = sum / count.max(1) / 2;
    widest.clamp(NARROWEST, usual.clamp(WIDE, WIDEST))
}

/// Gives sheets their names.
#[derive(Debug, Default)]
pub struct Names {
    /// Those given, in lower case: names that differ in case only count as the same.
    given: HashSet<String>,
}

impl Names {
    /// A name for a sheet that reads as `name` as nearly as may be: of at most 31 UTF-16 code units, without the characters
    /// that names cannot have, and unlike every other that was given.
    pub fn give(&mut self, name: &str) -> String {
        let name: String = name.chars().map(nameable).collect();
        let name = match name.trim() {
            "" => CUT,
            // Excel keeps it for itself.
            name if name.eq_ignore_ascii_case("history") => "History.",
            name => name,
        };
        let mut own = cut(name, LONGEST_NAME);
        let mut number = 1;
        while !self.given.insert(own.to_lowercase()) {
            number += 1;
            let suffix = format!(" ({number})");
            own = cut(name, LONGEST_NAME - suffix.len()) + &suffix;
        }
        own
    }
}

/// The like of a character in the name of a sheet: those that have a meaning in references get their full width.
fn nameable(c: char) -> char {
    match c {
        '\'' => '’',
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => char::from_u32(c as u32 + 0xfee0).unwrap_or(' '),
        _ if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
        _ => c,
    }
}

/// `text` in at most this many UTF-16 code units, and with [`CUT`] at its end where it was longer.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut room = most - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room -= if fits { c.len_utf16() } else { 0 };
        fits
    });
    kept.collect::<String>() + CUT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_can_be_had_and_differ() {
        let mut names = Names::default();
        assert_eq!(names.give("市教育局"), "市教育局");
        assert_eq!(names.give("市教育局"), "市教育局 (2)");
        assert_eq!(names.give("A/B[1]: '甲'?*\\"), "A／B［1］： ’甲’？＊＼");
        assert_eq!((names.give("Abc"), names.give("aBC")), ("Abc".into(), "aBC (2)".into()));
        assert_eq!((names.give(" \t"), names.give("HISTORY")), ("……".into(), "History.".into()));
        let long = "各县（市、区）人民政府，开发区管委会，市政府直属各单位及垂直管理部门";
        for _ in 0..12 {
            let name = names.give(long);
            assert!(name.encode_utf16().count() <= LONGEST_NAME, "{name}");
        }
        assert_eq!(names.given.len(), 19);
    }

    #[test]
    fn columns_are_as_wide_as_their_words_ask_for() {
        let cells = |words: &[&str]| words.iter().map(|words| Cell::Text((*words).into())).collect::<Vec<_>>();
        assert_eq!(column_width(cells(&["序号", "1"]).iter()), 4);
        assert_eq!(column_width(cells(&["任务来源", "", "市长工作会议"]).iter()), 12);
        assert_eq!(column_width(cells(&["备注", "", "", "", &"长".repeat(50)]).iter()), WIDE);
        assert_eq!(column_width(cells(&["单位", &"长".repeat(40), &"长".repeat(58)]).iter()), 33);
        assert_eq!(column_width(cells(&["任务", &"长".repeat(900)]).iter()), WIDEST);
    }

    #[test]
    fn what_is_cut_is_cut_between_characters() {
        assert_eq!(cut("𠮷𠮷𠮷", 6), "𠮷𠮷𠮷");
        assert_eq!(cut("𠮷𠮷𠮷", 5), "𠮷……");
    }
}
