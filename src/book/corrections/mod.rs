//! What a reader corrects in a notice: a value of its own beside the notice, laid over it by [`apply`].
//!
//! Corrections are kept for each row: which cells read otherwise, that it is no row, that it was checked, or that it
//! is one that the parser missed. Every part says what it found, so that it can be told later, when the parser reads
//! the same file otherwise, whether it still fits.

mod apply;
mod document;
mod file;
mod history;
mod resolve;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::model::{Field, Notice, Task};

pub use apply::{Report, Unfit, apply};
pub(super) use document::Work;
pub use file::{File, Refusal, Subject};
use history::History;
pub use value::{Cells, NamedPerson, NamedUnit, NamedUnits, Value};

/// What every id of an added row begins with. The parser's ids begin with a hexadecimal digit.
const ADDED: &str = "added-";

/// All corrections of a notice, by the id of the row that they were made to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Corrections {
    rows: BTreeMap<String, RowCorrection>,
}

/// What a reader corrected in one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCorrection {
    /// Where the row comes from.
    pub origin: Origin,
    /// The cells that read otherwise; of an added row all that hold something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// It is no row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Removal>,
    /// It was held against the source, and read like this then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Cells>,
}

/// Where a corrected row comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// From the parser.
    Parsed(Anchor),
    /// From the reader.
    Added(Added),
}

/// By what a row is found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// [`Task::id`].
    pub id: String,
    /// [`Task::seq`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<String>,
    /// [`Task::text`].
    pub text: String,
    /// Where its words stand, in UTF-8 bytes of the decoded text.
    pub place: Vec<Span>,
}

/// A row that the reader added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Counts the added rows of a document. Of two below the same row the later one comes first.
    pub number: usize,
    /// The row that it stands below; `None` above all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Anchor>,
    /// Id of the row that it was split from, whose leaders and units it shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where its words stand in the source, in UTF-8 bytes, if they do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Span>,
}

/// A corrected cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What the parser read; `None` in an added row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// What it should read.
    pub now: Value,
}

/// That a row is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The words of the row.
    pub was: String,
    /// Id of the row that it was joined with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
}

/// One of the things that can be corrected about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A cell.
    Cell(Field),
    /// That it is no row.
    Removed,
    /// That it was checked.
    Checked,
    /// The row itself, which the reader added.
    Added,
}

impl Anchor {
    /// Of a row as it is.
    fn of(task: &Task) -> Self {
        Self { id: task.id.clone(), seq: task.seq.clone(), text: task.text.clone(), place: task.spans.text.clone() }
    }
}

impl RowCorrection {
    fn of_parsed(task: &Task) -> Self {
        Self { origin: Origin::Parsed(Anchor::of(task)), cells: Vec::new(), removed: None, checked: None }
    }

    /// The words by which a reader knows the row.
    pub fn words(&self) -> &str {
        match &self.origin {
            Origin::Parsed(anchor) => &anchor.text,
            Origin::Added(_) => match self.cell(Field::Text) {
                Some(Cell { now: Value::Text(text), .. }) => text,
                _ => "",
            },
        }
    }

    /// Where its words stand in the source.
    pub fn place(&self) -> &[Span] {
        match &self.origin {
            Origin::Parsed(anchor) => &anchor.place,
            Origin::Added(added) => &added.place,
        }
    }

    /// The correction of a cell.
    pub fn cell(&self, field: Field) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.now.field() == field)
    }

    fn set(&mut self, cell: Cell) {
        self.unset(cell.now.field());
        self.cells.push(cell);
    }

    fn unset(&mut self, field: Field) {
        self.cells.retain(|cell| cell.now.field() != field);
    }

    /// Whether it says nothing.
    fn is_empty(&self) -> bool {
        matches!(self.origin, Origin::Parsed(_))
            && self.cells.is_empty()
            && self.removed.is_none()
            && self.checked.is_none()
    }
}

impl Corrections {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The corrections of a row, by the id that the row had when they were made.
    pub fn row(&self, id: &str) -> Option<&RowCorrection> {
        self.rows.get(id)
    }

    /// All of them with their ids, in the order of the source.
    pub fn rows(&self) -> Vec<(&str, &RowCorrection)> {
        let mut rows: Vec<_> = self.rows.iter().map(|(id, row)| (id.as_str(), row)).collect();
        crate::order::sort_by_key(&mut rows, |(_, row)| row.place().first().map(|span| span.start));
        rows
    }

    /// How many rows they take out of a notice, which is the corrected one.
    pub fn removed(&self, corrected: &Notice) -> usize {
        let gone = |id: &str| corrected.tasks.iter().all(|task| task.id != id);
        self.rows.iter().filter(|(id, row)| row.removed.is_some() && gone(id)).count()
    }

    /// The added rows in the order in which they were added.
    fn added(&self) -> Vec<(&str, &RowCorrection, &Added)> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .filter_map(|(id, row)| match &row.origin {
                Origin::Added(added) => Some((id.as_str(), row, added)),
                Origin::Parsed(_) => None,
            })
            .collect();
        crate::order::sort_by_key(&mut rows, |(_, _, added)| added.number);
        rows
    }
}

#[cfg(test)]
mod tests;
