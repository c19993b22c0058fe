//! What a reader asks of a document, and the tasks that answer.

use crate::order;
use std::cmp::Reverse;

use super::{Document, Row, fold_into};

/// Filters and sorting. Within one list any value fits; between the lists all must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words looked for in text, section, units, leaders, deadline and note; every word must occur.
    pub search: String,
    /// Units that take part.
    pub units: Vec<String>,
    /// What [`units`](Self::units) do, or all units where none is chosen.
    pub role: Option<RoleFilter>,
    /// Leaders.
    pub leaders: Vec<String>,
    /// Sections by their path, each with everything below it.
    pub sections: Vec<String>,
    /// Things to check.
    pub checks: Vec<Check>,
    /// The order of the rows.
    pub sort: Sort,
}

/// Whether one of the chosen units leads the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleFilter {
    /// One of them leads.
    Lead,
    /// None of them leads.
    NotLead,
}

/// Something about a row that deserves a look, or that a reader has looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Recovered from damage or guessed.
    Doubtful,
    /// Right in all likelihood.
    Likely,
    /// A diagnostic graver than a remark.
    Noted,
    /// No unit is named.
    NoUnit,
    /// A reader corrected it.
    Corrected,
    /// A reader checked it.
    Checked,
    /// It is still to be checked, in a notice in which others are.
    Unchecked,
}

impl Check {
    /// All of them, gravest first, then those of the reader's own work.
    pub const ALL: [Self; 7] =
        [Self::Doubtful, Self::Noted, Self::NoUnit, Self::Likely, Self::Corrected, Self::Unchecked, Self::Checked];
}

/// An order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// What to sort by.
    pub key: SortKey,
    /// Last first. Rows without the value stay at the end.
    pub descending: bool,
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// The order of the notice.
    #[default]
    Order,
    /// First leader, in order of first mention in the notice.
    Leader,
    /// Lead unit or else first unit, in order of first mention.
    Unit,
    /// Deadline.
    Deadline,
}

/// A group of filters, for counting with all others applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Units,
    Role,
    Leaders,
    Sections,
    Checks,
}

/// A query with its names looked up.
pub(super) struct Plan<'a> {
    document: &'a Document,
    terms: Vec<String>,
    units: Vec<usize>,
    role: Option<RoleFilter>,
    leaders: Vec<usize>,
    sections: Vec<usize>,
    checks: &'a [Check],
}

impl Query {
    /// The words of the search, folded as the index is.
    pub fn terms(&self) -> Vec<String> {
        let fold = |word: &str| {
            let mut folded = String::new();
            fold_into(word, &mut folded);
            folded
        };
        self.search.split_whitespace().map(fold).filter(|term| !term.is_empty()).collect()
    }

    /// How many filters are set, the search among them.
    pub fn filters(&self) -> usize {
        usize::from(!self.terms().is_empty())
            + usize::from(self.role.is_some())
            + self.units.len()
            + self.leaders.len()
            + self.sections.len()
            + self.checks.len()
    }
}

impl Document {
    /// Positions of the tasks that answer `query`, in its order.
    pub fn select(&self, query: &Query) -> Vec<usize> {
        let plan = Plan::new(self, query);
        let mut found: Vec<usize> = (0..self.rows.len()).filter(|&task| plan.fits(task, None)).collect();
        let sort = query.sort;
        match sort.key {
            SortKey::Order => {
                if sort.descending {
                    found.reverse();
                }
            }
            SortKey::Leader => arrange(&mut found, sort.descending, |task| self.rows[task].leaders.first().copied()),
            SortKey::Unit => arrange(&mut found, sort.descending, |task| self.rows[task].first_unit()),
            SortKey::Deadline => arrange(&mut found, sort.descending, |task| self.rows[task].deadline),
        }
        found
    }
}

impl Row {
    /// The unit that leads, or else the first.
    fn first_unit(&self) -> Option<usize> {
        self.units.iter().find(|(_, leads)| *leads).or(self.units.first()).map(|&(unit, _)| unit)
    }
}

/// Sorts by `key`, rows of the same key in the notice's order and rows without one at the end.
fn arrange<K: Ord>(rows: &mut Vec<usize>, descending: bool, key: impl Fn(usize) -> Option<K>) {
    if descending {
        order::sort_by_key(rows, |&row| (key(row).is_none(), key(row).map(Reverse)));
    } else {
        order::sort_by_key(rows, |&row| (key(row).is_none(), key(row)));
    }
}

impl<'a> Plan<'a> {
    pub fn new(document: &'a Document, query: &'a Query) -> Self {
        let section =
            |path: &String| document.sections.iter().position(|section| section.path == *path).unwrap_or(usize::MAX);
        Self {
            document,
            terms: query.terms(),
            units: document.units.chosen(&query.units),
            role: query.role,
            leaders: document.leaders.chosen(&query.leaders),
            sections: query.sections.iter().map(section).collect(),
            checks: &query.checks,
        }
    }

    /// Whether a task passes every filter but those of the group `without`.
    pub fn fits(&self, task: usize, without: Option<Group>) -> bool {
        let row = &self.document.rows[task];
        let open = |group, free: bool| free || without == Some(group);
        // Who leads depends on which units are chosen: counting units asks each unit itself (`role_of`).
        let role = self.role.is_none_or(|role| (role == RoleFilter::Lead) == self.leads(row));
        self.terms.iter().all(|term| row.words.contains(term.as_str()))
            && open(Group::Units, self.units.is_empty() || row.units.iter().any(|(unit, _)| self.units.contains(unit)))
            && (without == Some(Group::Units) || open(Group::Role, role))
            && open(
                Group::Leaders,
                self.leaders.is_empty() || row.leaders.iter().any(|leader| self.leaders.contains(leader)),
            )
            && open(
                Group::Sections,
                self.sections.is_empty() || self.lineage(row).any(|at| self.sections.contains(&at)),
            )
            && open(
                Group::Checks,
                self.checks.is_empty() || self.checks.iter().any(|&check| self.document.falls_under(task, check)),
            )
    }

    /// Whether one of the chosen units (any unit where none is chosen) leads the task.
    pub fn leads(&self, row: &Row) -> bool {
        row.units.iter().any(|(unit, leads)| *leads && (self.units.is_empty() || self.units.contains(unit)))
    }

    /// Whether the role filter lets through a unit that `leads` or does not.
    pub fn role_of(&self, leads: bool) -> bool {
        self.role.is_none_or(|role| (role == RoleFilter::Lead) == leads)
    }

    /// The section that a row stands in and those around it.
    pub fn lineage(&self, row: &Row) -> impl Iterator<Item = usize> {
        std::iter::successors(row.section, |&at| self.document.sections[at].parent)
    }
}
