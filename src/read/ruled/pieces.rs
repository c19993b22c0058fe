//! Tables that run over pages: what the end of a page cut off.
//!
//! Where a row does not fit on a page, programs draw its rest as a row of its own on the next; and a cell over several
//! rows has its words on the first page alone. Nothing in the file says so. That a row is the rest of one is told by what
//! the cells above it break off in the middle of; that an empty cell is the rest of one, by the rows that it or the
//! cell above spans, or by its column, which has no other empty cells.

use super::lattice::{Drawn, DrawnCell};
use super::{Item, Laid};
use crate::lexicon::numbering;
use crate::text::squeeze;

/// Rows of headers that are repeated on each page, at the most.
const HEADERS: usize = 4;

/// How much of a line may be left empty where the next word or sign did not fit, in sizes of its letters.
const RAG: f64 = 2.6;

/// A column that holds running text is at least as wide as so many letters; in a narrower one all lines are full.
const WIDE: f64 = 7.0;

/// Finds the rests of rows and cells on pages whose table goes on from the page before.
pub(super) fn mend(pages: &mut [Laid]) {
    // The words of the first rows of the table that runs on.
    let mut first: Vec<Vec<String>> = Vec::new();
    for at in 1..pages.len() {
        let (before, next) = pages.split_at_mut(at);
        let shown = |item: &&mut Item| item.line().is_none_or(|line| !line.furniture);
        let above = before[at - 1].items.iter().rfind(|item| item.line().is_none_or(|line| !line.furniture));
        let usual = next[0].usual;
        let below = next[0].items.iter_mut().find(shown);
        let (Some(Item::Table(above)), Some(Item::Table(below))) = (above, below) else {
            first.clear();
            continue;
        };
        let place = |at: usize| (above.columns[at] - below.columns[at]).abs();
        if above.columns.len() != below.columns.len() || (0..above.columns.len()).any(|at| place(at) > usual) {
            first.clear();
            continue;
        }
        if first.is_empty() {
            first = (0..above.rows.min(HEADERS)).map(|row| words(above, row)).collect();
        }
        let repeated = first.iter().enumerate().take_while(|(row, shown)| words(below, *row) == **shown).count();
        if repeated < below.rows {
            below.goes_on = is_rest(above, below, repeated);
            let rests: Vec<usize> =
                (0..below.cells.len()).filter(|&cell| is_rest_of_cell(above, below, repeated, cell)).collect();
            rests.into_iter().for_each(|cell| below.cells[cell].goes_on = true);
        }
    }
}

/// The words of the cells that begin in a row.
fn words(table: &Drawn, row: usize) -> Vec<String> {
    table.cells.iter().filter(|cell| cell.row == row).map(DrawnCell::words).collect()
}

impl DrawnCell {
    fn words(&self) -> String {
        self.lines.iter().map(|line| squeeze(&line.words())).collect()
    }

    fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.down).contains(&row) && (self.column..self.column + self.across).contains(&column)
    }
}

impl Drawn {
    fn at(&self, row: usize, column: usize) -> Option<&DrawnCell> {
        self.cells.iter().find(|cell| cell.covers(row, column))
    }
}

/// Whether row `row` of `below` is the rest of the last row of `above`: all its words go on with words that break off, or
/// stand in narrow columns while the wide ones, which hold what a row is about, are empty.
fn is_rest(above: &Drawn, below: &Drawn, row: usize) -> bool {
    let (mut narrow, mut wide) = (false, false);
    let is_wide = |cell: &DrawnCell, size: f64| {
        below.columns[cell.column + cell.across] - below.columns[cell.column] >= size * WIDE
    };
    for cell in below.cells.iter().filter(|cell| cell.row == row && !cell.lines.is_empty()) {
        let Some(before) = above.at(above.rows - 1, cell.column) else { return false };
        let words = cell.words();
        let apart = before.column != cell.column || before.across != cell.across || before.lines.is_empty();
        if apart || numbering::alone(&words).is_some() || cell.across + 1 == below.columns.len() {
            return false;
        }
        if !is_wide(cell, cell.lines[0].size) {
            narrow = true;
            continue;
        }
        if !breaks_off(above, below, before) || numbering::leading(&words).is_some() {
            return false;
        }
        wide = true;
    }
    let emptied = |cell: &DrawnCell| {
        let before = above.at(above.rows - 1, cell.column);
        cell.row == row
            && cell.lines.is_empty()
            && before.is_some_and(|before| {
                before.row + 1 == above.rows && before.lines.first().is_some_and(|line| is_wide(cell, line.size))
            })
    };
    wide || narrow && below.cells.iter().any(emptied)
}

/// Whether the words of a cell end in the middle of a sentence where its last line is full.
fn breaks_off(above: &Drawn, below: &Drawn, cell: &DrawnCell) -> bool {
    let Some(last) = cell.lines.last() else { return false };
    let alike = |other: &&DrawnCell| other.column == cell.column && other.across == cell.across;
    let column = above.cells.iter().chain(&below.cells).filter(alike);
    let edge = column.flat_map(|other| &other.lines).map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    last.right > edge - last.size * RAG && !last.words().ends_with(['。', '；', '！', '？', ';'])
}

/// Whether a cell without words in row `row` of `below`, the first below its headers, is the rest of the cell above it.
fn is_rest_of_cell(above: &Drawn, below: &Drawn, row: usize, cell: usize) -> bool {
    let cell = &below.cells[cell];
    let Some(before) = above.at(above.rows - 1, cell.column) else { return false };
    let alike = before.column == cell.column && before.across == cell.across;
    if cell.row != row || !cell.lines.is_empty() || !alike || before.lines.is_empty() && !before.goes_on {
        return false;
    }
    // The first row below headers on a page may hold such rests itself.
    let own = |table: &Drawn, first: usize| {
        let cells = table.cells.iter().filter(|other| other.column == cell.column && other.row > first);
        cells.filter(|other| other.across == cell.across).all(|other| !other.lines.is_empty())
    };
    cell.down > 1 || before.down > 1 || own(above, row) && own(below, row)
}
