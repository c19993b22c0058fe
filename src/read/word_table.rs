//! Tables as Word marks them (ECMA-376, 17.4; [MS-DOC], 2.4.3): rows of cells, which say how they are merged.

use crate::read::grid::MOST_COLUMNS;
use crate::read::parts::{Part, Table, TableCell, TableRow};
use crate::read::xml::Tag;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct TableOpen {
    rows: Vec<TableRow>,
    /// For each column of the grid the row and the cell that a merged cell there began with.
    begun: Vec<Option<(usize, usize)>>,
}

/// A row while it is read.
#[derive(Debug, Default)]
pub(super) struct RowOpen {
    pub cells: Vec<CellOpen>,
    /// Deleted while changes were tracked.
    pub deleted: bool,
    pub header: bool,
    /// Columns that it leaves free before its first and after its last cell.
    pub before: usize,
    pub after: usize,
}

/// A cell while it is read.
#[derive(Debug)]
pub(super) struct CellOpen {
    pub parts: Vec<Part>,
    /// Columns that it takes, 1 at least.
    pub across: usize,
    /// How it is merged with the cell above, and with the cell to the left (an older form).
    pub down: Merge,
    pub left: Merge,
}

/// How a cell is merged with the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Begins,
    GoesOn,
}

impl Default for CellOpen {
    fn default() -> Self {
        Self { parts: Vec::new(), across: 1, down: Merge::None, left: Merge::None }
    }
}

fn merge(tag: &Tag) -> Merge {
    if tag.get("val").as_deref() == Some("restart") { Merge::Begins } else { Merge::GoesOn }
}

impl RowOpen {
    /// Takes note of a property of the row.
    pub fn property(&mut self, name: &str, tag: &Tag) {
        match name {
            "tblHeader" => self.header = tag.is_on(),
            "gridBefore" => self.before = tag.number("val").unwrap_or(0).min(MOST_COLUMNS),
            "gridAfter" => self.after = tag.number("val").unwrap_or(0).min(MOST_COLUMNS),
            _ => {}
        }
    }
}

impl CellOpen {
    /// Takes note of a property of the cell.
    pub fn property(&mut self, name: &str, tag: &Tag) {
        match name {
            "gridSpan" => self.across = tag.number("val").unwrap_or(1).clamp(1, MOST_COLUMNS),
            "vMerge" => self.down = merge(tag),
            "hMerge" => self.left = merge(tag),
            _ => {}
        }
    }
}

impl TableOpen {
    /// Adds a row below the others.
    pub fn add(&mut self, row: RowOpen) {
        if row.deleted {
            return;
        }
        let at = self.rows.len();
        let mut cells: Vec<TableCell> = Vec::new();
        let mut column = 0;
        let blank = |across| TableCell { across, ..TableCell::default() };
        if row.before > 0 {
            cells.push(blank(row.before));
            self.free(0, row.before);
            column = row.before;
        }
        let mut merged_above = false;
        for cell in row.cells {
            let across = cell.across;
            if cell.left == Merge::GoesOn && (merged_above || !cells.is_empty()) {
                if merged_above {
                    // Part of a cell that reaches down from the row above.
                } else if let Some(last) = cells.last_mut() {
                    last.across += across;
                }
                column += across;
                continue;
            }
            let above = self.begun.get(column).copied().flatten().filter(|_| cell.down == Merge::GoesOn);
            if let Some((row, begun)) = above {
                self.rows[row].cells[begun].down += 1;
                merged_above = true;
            } else {
                merged_above = false;
                self.free(column, across);
                if cell.down == Merge::Begins
                    && let Some(begun) = self.begun.get_mut(column)
                {
                    *begun = Some((at, cells.len()));
                }
                cells.push(TableCell { parts: cell.parts, across, down: 1, ..TableCell::default() });
            }
            column += across;
        }
        if row.after > 0 {
            cells.push(blank(row.after));
            self.free(column, row.after);
        }
        self.rows.push(TableRow { cells, header: row.header });
    }

    /// Nothing reaches down into these columns any more.
    fn free(&mut self, column: usize, across: usize) {
        let end = (column + across).min(MOST_COLUMNS);
        if self.begun.len() < end {
            self.begun.resize(end, None);
        }
        for begun in self.begun.iter_mut().take(end).skip(column) {
            *begun = None;
        }
    }

    pub fn finish(self) -> Table {
        Table { rows: self.rows, ..Table::default() }
    }
}
