//! What a reader takes away: files made from the tasks of a view, or of whole notices.
//!
//! [`columns`] says which columns there are and what stands in each cell, [`summary`] what is said above a table and how
//! the rows fall to units and leaders. The writers take both from there and know only their own format.

pub mod columns;
pub mod delimited;
pub mod groups;
pub mod json;
pub mod markdown;
pub mod report;
pub mod summary;
pub mod workbook;

use crate::Notice;
use crate::model::Task;

/// Tasks of a notice that are written together.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The notice.
    pub notice: &'a Notice,
    /// Positions in [`Notice::tasks`], in the order in which they are written. Those that the notice does not have are
    /// left out.
    pub rows: &'a [usize],
    /// The filters that chose the rows, in words of the reader's language: what is filtered by, and the value.
    pub filters: &'a [(String, String)],
    /// Where the rows were chosen by units, their names: only these are counted and listed one by one, as of all other
    /// units the rows show only a part.
    pub units: &'a [String],
    /// The same for leaders.
    pub leaders: &'a [String],
}

impl<'a> Selection<'a> {
    /// Rows of a notice that no filter chose.
    pub fn of(notice: &'a Notice, rows: &'a [usize]) -> Self {
        Self { notice, rows, filters: &[], units: &[], leaders: &[] }
    }

    /// The tasks, each with its position in the notice.
    pub fn tasks(&self) -> impl Iterator<Item = (usize, &'a Task)> + use<'a> {
        let notice = self.notice;
        self.rows.iter().filter_map(move |&row| Some((row, notice.tasks.get(row)?)))
    }

    /// Whether the rows stand in the notice's order, so that its headings can stand between them.
    pub fn is_in_order(&self) -> bool {
        self.rows.is_sorted()
    }
}

#[cfg(test)]
mod tests;
