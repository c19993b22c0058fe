//! Worksheets, whatever format they come in: the cells that show something, which of them are merged or hidden, and the
//! table that they make.

pub(super) mod format;

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{Contents, Part, Table, TableCell, TableRow};
use super::{Note, Unreadable, grid};

/// Cells with something in them, in all sheets together. The longest ledgers have some ten thousand rows.
const MOST_CELLS: usize = 500_000;

/// Rows times columns, counting those that hold something, in all sheets together.
const MOST_PLACES: usize = 2_000_000;

/// Bytes that all cells show: any number of them may share one long string.
const MOST_WORDS: usize = 64 << 20;

/// Worksheets at the most.
pub(super) const MOST_SHEETS: usize = 500;

/// Rows and columns of a worksheet (Excel's own limits).
pub(super) const MOST_ROWS: usize = 1 << 20;
pub(super) const MOST_COLUMNS: usize = 1 << 14;

/// The worksheets of a workbook, as they are read one after the other.
#[derive(Default)]
pub(super) struct Sheets {
    contents: Contents,
    tables: Vec<(String, Table)>,
    pub left: Left,
}

impl Sheets {
    /// Notes something of the whole workbook.
    pub fn note(&mut self, note: Note) {
        self.contents.note(note);
    }

    /// Adds what the sheet of this name shows, if anything.
    pub fn add(&mut self, name: String, sheet: Sheet) -> Result<(), Unreadable> {
        let (table, hides) = sheet.table(&mut self.left)?;
        if hides {
            self.note(Note::HiddenCells);
        }
        if !table.rows.is_empty() {
            self.tables.push((name, table));
        }
        Ok(())
    }

    /// The tables of the sheets in their order, a page each.
    pub fn finish(self) -> Contents {
        let mut contents = self.contents;
        // The name of a sheet stands on its tab: it tells several apart and says nothing of a single one.
        let several = self.tables.len() > 1;
        for (name, table) in self.tables {
            if several {
                contents.parts.push(Part::Furniture(name));
            }
            contents.parts.push(Part::Table(table));
            contents.parts.push(Part::PageBreak);
        }
        contents
    }
}

/// What may still be taken of a workbook.
pub(super) struct Left {
    cells: usize,
    places: usize,
    words: usize,
}

impl Default for Left {
    fn default() -> Self {
        Self { cells: MOST_CELLS, places: MOST_PLACES, words: MOST_WORDS }
    }
}

/// Takes `count` from what is `left`.
fn take(left: &mut usize, count: usize) -> Result<(), Unreadable> {
    *left = left.checked_sub(count).ok_or(Unreadable::TooMuch)?;
    Ok(())
}

/// A range of cells, both ends in it: first and last row, first and last column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

/// A worksheet while it is read.
#[derive(Default)]
pub(super) struct Sheet {
    /// The cells that show something: by row, each with its column.
    rows: BTreeMap<usize, Vec<(usize, String)>>,
    pub merged: Vec<Area>,
    /// First and last column of each hidden range.
    pub hidden_columns: Vec<(usize, usize)>,
    pub hidden_rows: Vec<usize>,
}

impl Sheet {
    /// Puts what a cell shows in its place, if it shows anything.
    pub fn put(&mut self, row: usize, column: usize, shown: String, left: &mut Left) -> Result<(), Unreadable> {
        if !shown.trim().is_empty() {
            take(&mut left.cells, 1)?;
            take(&mut left.words, shown.len())?;
            let row = self.rows.entry(row.min(MOST_ROWS - 1)).or_default();
            row.push((column.min(MOST_COLUMNS - 1), shown));
        }
        Ok(())
    }

    /// The rows and columns that hold something, as a table, and whether any of them is hidden.
    fn table(self, left: &mut Left) -> Result<(Table, bool), Unreadable> {
        let columns: BTreeSet<usize> = self.rows.values().flatten().map(|(column, _)| *column).collect();
        let columns: Vec<usize> = columns.into_iter().collect();
        let rows: Vec<usize> = self.rows.keys().copied().collect();
        let among = |(first, last): (usize, usize), of: &[usize]| {
            let from = of.partition_point(|&at| at < first);
            from..of.partition_point(|&at| at <= last).max(from)
        };
        let hides = self.hidden_rows.iter().any(|row| self.rows.contains_key(row))
            || self.hidden_columns.iter().any(|&range| !among(range, &columns).is_empty());
        // What stands right of the last column that a table can have joins it.
        let width = columns.len().min(grid::MOST_COLUMNS);
        take(&mut left.places, rows.len() * width)?;
        let mut places: Vec<Vec<Option<TableCell>>> = Vec::with_capacity(rows.len());
        for cells in self.rows.into_values() {
            let mut row = vec![Some(TableCell::default()); width];
            for (column, words) in cells {
                let at = columns.partition_point(|&other| other < column).min(width - 1);
                if let Some(cell) = &mut row[at] {
                    cell.parts.push(Part::Paragraph(words));
                }
            }
            places.push(row);
        }
        let mut left = rows.len() * width;
        for area in &self.merged {
            let (down, across) = (among(area.rows, &rows), among(area.columns, &columns));
            // A merged cell shows what its first one holds: without that, nothing.
            let begins =
                rows.get(down.start) == Some(&area.rows.0) && columns.get(across.start) == Some(&area.columns.0);
            let across = across.start..across.end.min(width);
            let size = down.len() * across.len();
            // Merged cells do not overlap, so together they have no more places than the sheet.
            if !begins || size < 2 || size > left {
                continue;
            }
            left -= size;
            let Some(mut first) = places[down.start][across.start].take() else { continue };
            (first.down, first.across) = (down.len(), across.len());
            for row in &mut places[down.clone()] {
                row[across.clone()].fill_with(|| None);
            }
            places[down.start][across.start] = Some(first);
        }
        let row =
            |cells: Vec<Option<TableCell>>| TableRow { cells: cells.into_iter().flatten().collect(), header: false };
        Ok((Table { rows: places.into_iter().map(row).collect(), ..Table::default() }, hides))
    }
}
