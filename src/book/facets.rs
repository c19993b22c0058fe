//! What a reader can choose next, and how many tasks each choice leaves.

use super::query::{Group, Plan};
use super::{Check, Document, Due, Query, RoleFilter};
use crate::model::UnitRole;
use crate::order;

/// The choices. Each list is counted with the filters of all other lists applied, so a count says how many rows
/// there will be after choosing that value alone in its list; where all values of a list must fit, after choosing it too.
#[derive(Debug, PartialEq, Eq)]
pub struct Facets {
    /// Units, those with most tasks in the whole notice first, so that rows do not jump while filters change.
    pub units: Vec<Value>,
    /// With the role filter taken off: all tasks.
    pub any_role: usize,
    /// With each role filter, in the order of [`RoleFilter::ALL`].
    pub roles: [usize; RoleFilter::ALL.len()],
    /// Leaders, as units.
    pub leaders: Vec<Value>,
    /// Sections in the notice's order.
    pub sections: Vec<SectionValue>,
    /// Periods of deadlines that occur in the notice, in the order of time, each with whether it is chosen; empty where
    /// no task has a deadline.
    pub dues: Vec<(Due, usize, bool)>,
    /// Tasks with a measurable target, and those without.
    pub targets: [usize; 2],
    /// Things to check that occur in the notice.
    pub checks: Vec<(Check, usize, bool)>,
}

/// A unit or a leader.
#[derive(Debug, PartialEq, Eq)]
pub struct Value {
    /// The name.
    pub name: String,
    /// Tasks with this value.
    pub count: usize,
    /// Of these, tasks that it leads; always zero for leaders.
    pub lead: usize,
    /// Whether the query names it.
    pub chosen: bool,
}

/// A section.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionValue {
    /// Its path, as in [`Query::sections`].
    pub path: String,
    /// Its own heading.
    pub title: String,
    /// How many headings stand above it.
    pub depth: usize,
    /// Tasks in it and below it.
    pub count: usize,
    /// Whether the query names it.
    pub chosen: bool,
}

impl Document {
    /// The choices under `query`.
    pub fn facets(&self, query: &Query) -> Facets {
        let plan = Plan::new(self, query);
        let mut units = vec![[0_usize; 3]; self.units.list.len()];
        let mut leaders = vec![[0_usize; 2]; self.leaders.list.len()];
        let mut sections = vec![0_usize; self.sections.len()];
        let mut checks = [[0_usize; 2]; Check::ALL.len()];
        let (mut any_role, mut roles) = (0, [0; RoleFilter::ALL.len()]);
        let mut dues: Vec<(Due, usize, bool)> = query.dues.iter().map(|&due| (due, 0, true)).collect();
        let mut targets = [0; 2];
        for (task, row) in self.rows.iter().enumerate() {
            let in_units = plan.fits_with(task, Group::Units, query.all_units);
            for &(unit, role) in &row.units {
                let [total, count, lead] = &mut units[unit];
                *total += 1;
                if in_units && plan.role_with(row, role) {
                    *count += 1;
                    *lead += usize::from(role == UnitRole::Lead);
                }
            }
            if plan.fits(task, Some(Group::Role)) {
                any_role += 1;
                for (role, count) in RoleFilter::ALL.into_iter().zip(&mut roles) {
                    *count += usize::from(plan.does(row, role));
                }
            }
            let in_leaders = plan.fits_with(task, Group::Leaders, query.all_leaders);
            for &leader in &row.leaders {
                leaders[leader][0] += 1;
                leaders[leader][1] += usize::from(in_leaders);
            }
            // The small engine shows neither.
            if cfg!(feature = "more") {
                let in_dues = usize::from(plan.fits(task, Some(Group::Dues)));
                match dues.iter_mut().find(|(due, ..)| *due == row.due) {
                    Some((_, count, _)) => *count += in_dues,
                    None => dues.push((row.due, in_dues, false)),
                }
                if plan.fits(task, Some(Group::Targets)) {
                    targets[usize::from(!self.has_target(task))] += 1;
                }
            }
            if plan.fits(task, Some(Group::Sections)) {
                plan.lineage(row).for_each(|at| sections[at] += 1);
            }
            let in_checks = plan.fits(task, Some(Group::Checks));
            for (check, [total, count]) in Check::ALL.into_iter().zip(&mut checks) {
                if self.falls_under(task, check) {
                    *total += 1;
                    *count += usize::from(in_checks);
                }
            }
        }
        if dues.iter().all(|(due, _, chosen)| *due == Due::Missing && !chosen) {
            dues.clear();
        }
        if cfg!(feature = "more") {
            order::sort_by_key(&mut dues, |&(due, ..)| due);
        }
        Facets {
            units: values(&self.units.list, &query.units, units.into_iter().collect()),
            any_role,
            roles,
            leaders: values(
                &self.leaders.list,
                &query.leaders,
                leaders.into_iter().map(|[total, count]| [total, count, 0]).collect(),
            ),
            sections: self
                .sections
                .iter()
                .zip(sections)
                .map(|(section, count)| SectionValue {
                    path: section.path.clone(),
                    title: section.title.clone(),
                    depth: section.depth,
                    count,
                    chosen: query.sections.contains(&section.path),
                })
                .collect(),
            dues,
            targets,
            checks: Check::ALL
                .into_iter()
                .zip(checks)
                .filter(|(check, [total, _])| *total > 0 || query.checks.contains(check))
                .map(|(check, [_, count])| (check, count, query.checks.contains(&check)))
                .collect(),
        }
    }

    /// How many tasks answer `query` and how many of those a chosen unit (any unit where none is chosen) leads.
    pub fn led(&self, query: &Query, found: &[usize]) -> usize {
        let plan = Plan::new(self, query);
        found.iter().filter(|&&task| plan.does(&self.rows[task], RoleFilter::Lead)).count()
    }
}

/// Names with their counts, and the chosen names that the document does not know with none.
fn values(names: &[String], chosen: &[String], counts: Vec<[usize; 3]>) -> Vec<Value> {
    let mut sorted: Vec<usize> = (0..names.len()).collect();
    order::sort_by_key(&mut sorted, |&number| std::cmp::Reverse(counts[number][0]));
    let unknown = chosen.iter().filter(|name| !names.contains(name));
    let unknown = unknown.map(|name| Value { name: name.clone(), count: 0, lead: 0, chosen: true });
    let known = sorted.into_iter().map(|number| {
        let [_, count, lead] = counts[number];
        Value { name: names[number].clone(), count, lead, chosen: chosen.contains(&names[number]) }
    });
    unknown.chain(known).collect()
}
