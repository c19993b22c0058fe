//! A table, whatever form it had in the file.

#[cfg(feature = "handover")]
use serde::{Deserialize, Serialize};

use crate::Span;

/// A table. Formats that mark tables deliver it with rows that are [`RowKind::Header`] where the format says so and
/// [`RowKind::Body`] everywhere else; `layout` builds the same from plain text, and finds out what the rows are.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Grid {
    /// Number of columns. Every [`RowKind::Header`] row has as many cells. A [`RowKind::Body`] row may leave out empty
    /// ones at its end, so that what a grid takes grows with the words in it and not with its area: see [`Row::cell`].
    pub columns: usize,
    /// Rows from top to bottom, repeated headers included.
    pub rows: Vec<Row>,
    /// Whether merged cells are known. If so each row that a merged cell spans repeats its pieces with
    /// [`Cell::merged`] set, and an empty cell is really empty. If not, an empty cell may be either.
    pub merges_known: bool,
    /// How sure the recogniser is of the whole table.
    pub certainty: crate::model::Certainty,
    /// Only in what a format delivers: the first row that is no header is the rest of the row that ends the table before,
    /// cut by the end of a page.
    pub goes_on: bool,
}

/// A row of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
    /// Where the row stands in the text, separators and borders included.
    pub span: Span,
    /// How sure the recogniser is of this row.
    pub certainty: crate::model::Certainty,
}

/// What a row of a [`Grid`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub enum RowKind {
    /// Column headers (序号, 重点工作, 责任单位 …), also where repeated after a page break.
    Header,
    /// One cell over the whole width: a section heading inside the table.
    Band,
    /// Data.
    #[default]
    Body,
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Cell {
    /// Its words in reading order, each piece without white space at its ends. A piece is a paragraph or
    /// part of a line; an empty cell has none.
    pub pieces: Vec<Span>,
    /// The words stand in an earlier row and this cell is the continuation of a merged one. What a format delivers may
    /// leave them out where they stand in the table before, on another page.
    pub merged: bool,
}

/// Columns at the most: a notice's table has a dozen, a wide plan thirty.
pub(crate) const MOST_COLUMNS: usize = 64;

/// Most pieces of a merged cell that are repeated where it spans: a label has a few, and repeating a long text in every
/// row would grow without bound.
pub(crate) const MOST_REPEATED: usize = 64;

/// Most rows that a cell may span: 0 in HTML means all, and a slip of the pen must not fill memory.
pub(crate) const MOST_ROWS_SPANNED: usize = 1000;

/// A merged cell that reaches down into the rows to come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hanging {
    rows: usize,
    pieces: Vec<Span>,
}

/// Puts the cells of a row, each with the rows and columns that it spans, into the columns that cells from above leave
/// free, and repeats those. `hanging` holds what reaches down, a column each, and starts empty.
///
/// A few bytes of attributes can ask for thousands of copies. `left` is what the whole table may still spend on them,
/// a copy costing 1 and 1 for each of its pieces: no more than is in proportion to the table's size in the file, so
/// that a grid is too. Then nothing spans any more.
pub(crate) fn place(cells: Vec<(Cell, usize, usize)>, hanging: &mut Vec<Hanging>, left: &mut usize) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    let mut afford = |pieces: usize| {
        let paid = left.checked_sub(1 + pieces);
        *left = paid.unwrap_or(0);
        paid.is_some()
    };
    let mut next = cells.into_iter().peekable();
    while out.len() < MOST_COLUMNS {
        let column = out.len();
        if let Some(above) = hanging.get_mut(column).filter(|above| above.rows > 0) {
            above.rows = if afford(above.pieces.len()) { above.rows - 1 } else { 0 };
            out.push(Cell { pieces: above.pieces.clone(), merged: true });
            continue;
        }
        let Some((cell, rowspan, colspan)) = next.next() else {
            // Cells from above may still stand to the right.
            if hanging.iter().skip(column).any(|above| above.rows > 0) && afford(0) {
                out.push(Cell::default());
                continue;
            }
            break;
        };
        for part in 0..colspan.min(MOST_COLUMNS - column) {
            if part > 0 && !afford(cell.pieces.len().min(MOST_REPEATED)) {
                break;
            }
            if hanging.len() <= column + part {
                hanging.resize(column + part + 1, Hanging::default());
            }
            let repeated: Vec<Span> = cell.pieces.iter().copied().take(MOST_REPEATED).collect();
            hanging[column + part] = Hanging { rows: rowspan.saturating_sub(1), pieces: repeated.clone() };
            let copy = part > 0;
            out.push(Cell { pieces: if copy { repeated } else { cell.pieces.clone() }, merged: copy || cell.merged });
        }
    }
    out
}

impl Grid {
    /// From the first row's start to the last row's end.
    pub fn span(&self) -> Span {
        match (self.rows.first(), self.rows.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

/// What stands in a column that a row does not reach.
static NO_CELL: Cell = Cell { pieces: Vec::new(), merged: false };

impl Row {
    /// The cell in `column`, an empty one where the row ends before it.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&NO_CELL)
    }
}

impl Cell {
    /// A cell of one piece; an empty cell where `span` is blank.
    pub fn of(text: &str, span: Span) -> Self {
        let span = span.trim(text);
        Self { pieces: if span.is_empty() { Vec::new() } else { vec![span] }, merged: false }
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its words without white space.
    pub fn squeezed(&self, text: &str) -> String {
        crate::text::join_squeezed(text, &self.pieces)
    }
}
