//! What a reader asks of a document, and the tasks that answer.

use crate::order;
use std::cmp::Reverse;

#[cfg(feature = "more")]
use super::pinyin;
use super::{Document, Due, Row, fold_into};
use crate::model::UnitRole;

/// Filters and sorting. Within one list any value fits, unless all are asked for; between the lists all must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words looked for in text, section, units, leaders, deadline and note; every word must occur.
    pub search: String,
    /// Units that take part.
    pub units: Vec<String>,
    /// Whether all of [`units`](Self::units) must take part, and not any of them.
    pub all_units: bool,
    /// What [`units`](Self::units) do, or all units where none is chosen.
    pub role: Option<RoleFilter>,
    /// Leaders.
    pub leaders: Vec<String>,
    /// Whether all of [`leaders`](Self::leaders) must be named.
    pub all_leaders: bool,
    /// Sections by their path, each with everything below it.
    pub sections: Vec<String>,
    /// Periods of deadlines.
    pub dues: Vec<Due>,
    /// Whether the task has a measurable target.
    pub has_target: Option<bool>,
    /// Things to check.
    pub checks: Vec<Check>,
    /// The order of the rows.
    pub sort: Sort,
}

/// What one of the chosen units does for the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleFilter {
    /// One of them leads.
    Lead,
    /// None of them leads.
    NotLead,
    /// One of them is responsible without leading.
    Responsible,
    /// One of them supports.
    Support,
}

impl RoleFilter {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lead, Self::NotLead, Self::Responsible, Self::Support];

    /// Whether a unit of this role alone passes.
    fn admits(self, role: UnitRole) -> bool {
        match self {
            Self::Lead => role == UnitRole::Lead,
            Self::NotLead => role != UnitRole::Lead,
            Self::Responsible => role == UnitRole::Responsible,
            Self::Support => role == UnitRole::Support,
        }
    }
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
    Dues,
    Targets,
    Checks,
}

/// A query with its names looked up.
pub(super) struct Plan<'a> {
    document: &'a Document,
    query: &'a Query,
    terms: Vec<Term>,
    units: Vec<usize>,
    leaders: Vec<usize>,
    sections: Vec<usize>,
}

/// A word of the search, and the names that its letters abbreviate.
struct Term {
    words: String,
    units: Vec<usize>,
    leaders: Vec<usize>,
}

impl Term {
    #[cfg(feature = "more")]
    fn new(document: &Document, words: String) -> Self {
        let named = |names: &[String]| {
            (0..names.len()).filter(|&at| pinyin::is_initials(&words) && pinyin::found(&names[at], &words)).collect()
        };
        Self { units: named(&document.units.list), leaders: named(&document.leaders.list), words }
    }

    #[cfg(not(feature = "more"))]
    fn new(_: &Document, words: String) -> Self {
        Self { words, units: Vec::new(), leaders: Vec::new() }
    }

    fn fits(&self, row: &Row) -> bool {
        row.words.contains(self.words.as_str())
            || row.units.iter().any(|(unit, _)| self.units.contains(unit))
            || row.leaders.iter().any(|leader| self.leaders.contains(leader))
    }
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
            + self.dues.len()
            + usize::from(self.has_target.is_some())
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
        self.units.iter().find(|(_, role)| *role == UnitRole::Lead).or(self.units.first()).map(|&(unit, _)| unit)
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

/// Whether all or any of the `chosen` are there; with none chosen, yes.
fn fits_names(chosen: &[usize], all: bool, there: impl Fn(usize) -> bool) -> bool {
    match all {
        true => chosen.iter().all(|&name| there(name)),
        false => chosen.is_empty() || chosen.iter().any(|&name| there(name)),
    }
}

impl<'a> Plan<'a> {
    pub fn new(document: &'a Document, query: &'a Query) -> Self {
        let section =
            |path: &String| document.sections.iter().position(|section| section.path == *path).unwrap_or(usize::MAX);
        Self {
            document,
            query,
            terms: query.terms().into_iter().map(|words| Term::new(document, words)).collect(),
            units: document.units.chosen(&query.units),
            leaders: document.leaders.chosen(&query.leaders),
            sections: query.sections.iter().map(section).collect(),
        }
    }

    /// Whether a task passes every filter but those of the group `without`.
    pub fn fits(&self, task: usize, without: Option<Group>) -> bool {
        let (row, query) = (&self.document.rows[task], self.query);
        let open = |group, free: bool| free || without == Some(group);
        self.terms.iter().all(|term| term.fits(row))
            && open(Group::Units, fits_names(&self.units, query.all_units, |unit| row.units.iter().any(|own| own.0 == unit)))
            // What units do depends on which are chosen: counting units asks each unit itself (`role_with`).
            && (without == Some(Group::Units) || open(Group::Role, query.role.is_none_or(|role| self.does(row, role))))
            && open(Group::Leaders, fits_names(&self.leaders, query.all_leaders, |leader| row.leaders.contains(&leader)))
            && open(
                Group::Sections,
                self.sections.is_empty() || self.lineage(row).any(|at| self.sections.contains(&at)),
            )
            && open(Group::Dues, query.dues.is_empty() || query.dues.contains(&row.due))
            && open(Group::Targets, query.has_target.is_none_or(|wanted| wanted == self.document.has_target(task)))
            && open(
                Group::Checks,
                query.checks.is_empty() || query.checks.iter().any(|&check| self.document.falls_under(task, check)),
            )
    }

    /// Whether the units of `row` do what `role` asks; only the chosen ones count, where any are.
    pub fn does(&self, row: &Row, role: RoleFilter) -> bool {
        let mut roles =
            row.units.iter().filter(|(unit, _)| self.units.is_empty() || self.units.contains(unit)).map(|own| own.1);
        match role {
            RoleFilter::NotLead => roles.all(|own| role.admits(own)),
            _ => roles.any(|own| role.admits(own)),
        }
    }

    /// Whether the role filter lets `row` through once a unit that has this role in it is chosen: alone, or with all
    /// that are chosen already.
    pub fn role_with(&self, row: &Row, own: UnitRole) -> bool {
        self.query.role.is_none_or(|role| {
            let with_others = self.query.all_units && !self.units.is_empty();
            match role {
                RoleFilter::NotLead => role.admits(own) && (!with_others || self.does(row, role)),
                _ => role.admits(own) || (with_others && self.does(row, role)),
            }
        })
    }

    /// Whether a task could still be there once one more value of `group` (units or leaders) is chosen: it passes all
    /// other filters and, where `all` must fit, has those values that are chosen already.
    pub fn fits_with(&self, task: usize, group: Group, all: bool) -> bool {
        let row = &self.document.rows[task];
        let chosen = match group {
            Group::Units => self.units.iter().all(|unit| row.units.iter().any(|own| own.0 == *unit)),
            _ => self.leaders.iter().all(|leader| row.leaders.contains(leader)),
        };
        self.fits(task, Some(group)) && (!all || chosen)
    }

    /// The section that a row stands in and those around it.
    pub fn lineage(&self, row: &Row) -> impl Iterator<Item = usize> {
        std::iter::successors(row.section, |&at| self.document.sections[at].parent)
    }
}
