//! Tables that a format itself marks, as Word, worksheets, web pages and ruled pages do: what their rows are, and what in
//! them is no table.
//!
//! Around the table that people see, programs put other things into the same grid: its title above the headers, the
//! notes below, a second table. And a table that runs over pages may come in pieces.

use super::assemble::{self, RawRow};
use super::{Element, header_row};
use crate::lexicon::affixes::{Beginnings, beginnings};
use crate::lexicon::columns::Column;
use crate::read::{Cell, Grid, Row, RowKind};

/// Rows above the headers of a table that hold several cells, at the most: who reports, a unit of measure. Of rows with a
/// single cell there may be any number: a worksheet can hold a whole notice above its table.
const MOST_TITLES: usize = 6;

/// A table of the manuscript, with the pieces of it that came after it.
#[derive(Debug)]
pub(super) struct Marked {
    rows: Vec<Row>,
    columns: usize,
}

impl Marked {
    pub fn new(grid: &Grid) -> Self {
        Self { rows: grid.rows.clone(), columns: grid.columns }
    }

    /// Takes in a table that stands right behind this one, if it goes on with it: as wide, and without headers or with the
    /// same ones. A page ends between the two if `new_page`.
    pub fn takes(&mut self, text: &str, next: &Grid, new_page: bool) -> bool {
        let Some(header) = self.rows.iter().find(|row| is_header(text, row)) else { return false };
        let headers = next.rows.iter().take_while(|row| is_header(text, row)).count();
        let titled = titles(text, &next.rows) > 0;
        let goes_on = match next.rows.first() {
            Some(first) if headers > 0 => squeezed(text, first) == squeezed(text, header),
            _ => !titled,
        };
        if next.columns != self.columns || !goes_on {
            return false;
        }
        let number = header.cells.iter().position(|cell| header_row::role(text, cell) == Some(Column::Number));
        let mut rows = next.rows.clone();
        if new_page {
            self.mend(&mut rows, headers, number, next.goes_on);
        }
        self.rows.append(&mut rows);
        true
    }

    /// Mends what the end of the page cut: a row whose cells go on in the first row of the new page (the format may know
    /// that it `goes_on`), and cells over several rows whose words stand on the old page.
    fn mend(&mut self, rows: &mut Vec<Row>, headers: usize, number: Option<usize>, goes_on: bool) {
        let Some(last) = self.rows.last_mut() else { return };
        let Some(first) = rows.get(headers) else { return };
        let blank = |row: &Row, column: usize| row.cells.get(column).is_none_or(Cell::is_empty);
        let is_cut =
            |number| blank(first, number) && !blank(last, number) && !first.cells.iter().any(|cell| cell.merged);
        let mut cut = Row::default();
        if goes_on || number.is_some_and(is_cut) {
            cut = rows.remove(headers);
            last.cells.resize(last.cells.len().max(cut.cells.len()), Cell::default());
            for (cell, rest) in last.cells.iter_mut().zip(&cut.cells) {
                cell.pieces.extend(&rest.pieces);
            }
            last.span = last.span.join(cut.span);
        }
        for (column, above) in last.cells.iter().enumerate() {
            let grouped = number.is_some_and(|number| column < number);
            for row in rows[headers..].iter_mut() {
                let rest = &cut.cell(column).pieces;
                let goes_on = |cell: &&mut Cell| {
                    cell.is_empty() && (grouped || cell.merged) || cell.merged && cell.pieces == *rest
                };
                let Some(cell) = row.cells.get_mut(column).filter(goes_on) else { break };
                *cell = Cell { pieces: above.pieces.clone(), merged: true };
            }
        }
    }

    /// The table, or the tables, and the paragraphs around them.
    pub fn elements(self, text: &str) -> Vec<Element> {
        let mut elements = Vec::new();
        let mut rows = self.rows.as_slice();
        while !rows.is_empty() {
            let titles = titles(text, rows);
            elements.extend(rows[..titles].iter().flat_map(paragraphs));
            rows = &rows[titles..];
            let end = end(text, rows);
            let (table, rest) = rows.split_at(end);
            rows = rest;
            let notes = table.iter().rev().take_while(|row| is_note(text, row)).count();
            // A table of such rows all through is one all the same.
            let notes = if notes == table.len() { 0 } else { notes };
            let (table, notes) = table.split_at(table.len() - notes);
            if !table.is_empty() {
                let raw = table.iter().map(raw).collect();
                elements.push(Element::Table(assemble::grid(text, raw, true)));
            }
            elements.extend(notes.iter().flat_map(paragraphs));
        }
        elements
    }
}

/// How many rows stand above the headers; none where there are no headers.
fn titles(text: &str, rows: &[Row]) -> usize {
    let mut several = 0;
    for (at, row) in rows.iter().enumerate() {
        if is_header(text, row) {
            return at;
        }
        several += usize::from(!is_single(row));
        if several > MOST_TITLES {
            break;
        }
    }
    0
}

/// Where a table ends at which another begins: at headers that differ from its own, or at the titles above those.
fn end(text: &str, rows: &[Row]) -> usize {
    let Some(own) = rows.first().filter(|row| is_header(text, row)).map(|row| squeezed(text, row)) else {
        return rows.len();
    };
    let body = rows.iter().position(|row| !is_header(text, row)).unwrap_or(rows.len());
    let other = |row: &Row| is_header(text, row) && squeezed(text, row) != own;
    match rows[body..].iter().position(other) {
        Some(at) => {
            let titles = rows[body..body + at].iter().rev().take_while(|row| is_single(row)).count();
            // Headers of two rows, repeated on a new page.
            let repeated = titles == 0 && at > 0 && squeezed(text, &rows[body + at - 1]) == own;
            if repeated { rows.len() } else { (body + at - titles).max(1) }
        }
        None => rows.len(),
    }
}

fn is_header(text: &str, row: &Row) -> bool {
    // A title is often marked to be repeated on each page together with the headers.
    row.kind == RowKind::Header && !is_single(row) || assemble::is_header(text, &row.cells)
}

/// A single cell with words.
fn is_single(row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|cell| !cell.merged && !cell.is_empty());
    let hanging = row.cells.first().is_some_and(|cell| cell.merged);
    own.next().is_some() && own.next().is_none() && !hanging
}

/// A row below a table that is none of it: it says so, or goes over the whole width and is no heading.
fn is_note(text: &str, row: &Row) -> bool {
    let Some(first) = row.cells.first().filter(|first| is_single(row) && !first.is_empty()) else { return false };
    let words = first.squeezed(text);
    let whole = row.cells[1..].iter().all(|cell| cell.merged && cell.pieces == first.pieces);
    NOTES.begin(&words) || whole && !assemble::is_heading(&words)
}

/// How notes below a table begin.
static NOTES: Beginnings = beginnings!["注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明", "附注"];

fn squeezed(text: &str, row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.squeezed(text)).collect()
}

fn paragraphs(row: &Row) -> impl Iterator<Item = Element> {
    let own = row.cells.iter().filter(|cell| !cell.merged);
    own.flat_map(|cell| &cell.pieces).map(|piece| Element::Paragraph(*piece))
}

fn raw(row: &Row) -> RawRow {
    let marked_header = row.kind == RowKind::Header && !is_single(row);
    RawRow { cells: row.cells.clone(), span: row.span, marked_header, certainty: row.certainty }
}
