//! Rows put together by what they share, other than the headings that they stand under.

use super::{Document, Due, Query};

/// What rows are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The headings of the notice.
    #[default]
    Section,
    /// Units: a row stands under each of its units.
    Unit,
    /// Leaders: a row stands under each of its leaders.
    Leader,
    /// Periods of deadlines.
    Due,
}

/// Rows with one thing in common.
#[derive(Debug, PartialEq, Eq)]
pub struct RowGroup {
    /// The unit or leader; `None` for rows without any, and for periods.
    pub name: Option<String>,
    /// The period, where rows are put together by that.
    pub due: Option<Due>,
    /// Positions of tasks, in the order in which they were found.
    pub rows: Vec<usize>,
}

impl Document {
    /// `found` by units, leaders or periods; units and leaders in the order of first mention, rows without any last. Of
    /// units and leaders only those that `query` chooses, if it chooses any. Empty for [`Grouping::Section`].
    pub fn groups(&self, by: Grouping, query: &Query, found: &[usize]) -> Vec<RowGroup> {
        match by {
            Grouping::Section => Vec::new(),
            Grouping::Unit => by_name(&self.units.list, &query.units, found, |row| {
                self.rows[row].units.iter().map(|&(unit, _)| unit).collect()
            }),
            Grouping::Leader => {
                by_name(&self.leaders.list, &query.leaders, found, |row| self.rows[row].leaders.clone())
            }
            Grouping::Due => {
                let mut dues: Vec<Due> = found.iter().map(|&row| self.rows[row].due).collect();
                crate::order::sort_by_key(&mut dues, |&due| due);
                dues.dedup();
                let of = |due| found.iter().copied().filter(|&row| self.rows[row].due == due).collect();
                dues.into_iter().map(|due| RowGroup { name: None, due: Some(due), rows: of(due) }).collect()
            }
        }
    }
}

fn by_name(
    names: &[String],
    chosen: &[String],
    found: &[usize],
    numbers: impl Fn(usize) -> Vec<usize>,
) -> Vec<RowGroup> {
    let mut rows = vec![Vec::new(); names.len() + 1];
    for &row in found {
        let own = numbers(row);
        if own.is_empty() {
            rows[names.len()].push(row);
        }
        own.into_iter().for_each(|number| rows[number].push(row));
    }
    let named = names.iter().map(Some).chain([None]).zip(rows);
    named
        .filter(|(name, rows)| {
            !rows.is_empty() && (chosen.is_empty() || name.is_some_and(|name| chosen.contains(name)))
        })
        .map(|(name, rows)| RowGroup { name: name.cloned(), due: None, rows })
        .collect()
}
