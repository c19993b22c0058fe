//! A table, whatever form it had in the file.

use crate::Span;

/// A table. Formats that mark tables deliver it directly; `layout` builds the same from plain text.
#[derive(Clone, Debug, Default, PartialEq)]
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
}

/// A row of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq)]
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
pub struct Cell {
    /// Its words in reading order, each piece without white space at its ends. A piece is a paragraph or
    /// part of a line; an empty cell has none.
    pub pieces: Vec<Span>,
    /// The words stand in an earlier row and this cell is the continuation of a merged one.
    pub merged: bool,
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
