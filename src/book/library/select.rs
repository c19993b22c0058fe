//! What a reader asks of a library: the rows that answer, in order, and what can be chosen next, in one pass over all
//! rows. Where the reader chose in no more than one list, only the rows that answer are counted.

use std::collections::BTreeMap;

use super::counts::{Counts, NO_YEAR, bit, does, slot};
use super::{LeaderMention, Library, NONE, Pool, Row, Shelved, UnitMention, check_bits};
use crate::book::query::{Check, Query, RoleFilter, SortKey};
use crate::book::{Due, Value, fold_into};
use crate::model::UnitRole;

/// The value of a notice without issuer or year in the lists of those.
pub const UNSTATED: &str = "-";

/// Filters and sorting over all notices. Of [`tasks`](Self::tasks) all but the sections count, and mean what they mean in
/// one notice ([`Document::select`](crate::book::Document::select)); search also finds all rows of a notice by its title,
/// issuer, number and file name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryQuery {
    /// Filters of tasks.
    pub tasks: Query,
    /// 发文机关, or [`UNSTATED`].
    pub issuers: Vec<String>,
    /// Years, or [`UNSTATED`].
    pub years: Vec<String>,
    /// Outermost headings, as [`Library::choices`] has them.
    pub headings: Vec<String>,
    /// Keys of notices.
    pub notices: Vec<String>,
}

/// A row of a library: a notice's number and the row's position in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The notice.
    pub notice: u32,
    /// The row.
    pub row: u32,
}

/// What answers a query. Each list of choices is counted with the filters of all other lists applied, as in
/// [`Facets`](crate::book::Facets).
#[derive(Debug, Default)]
pub struct Selection {
    /// The rows, in order.
    pub found: Vec<Found>,
    /// For each notice, how many of its rows are found.
    pub by_notice: Vec<u32>,
    /// Of the rows found, those that a chosen unit (any unit where none is chosen) leads.
    pub led: usize,
    /// With the role filter taken off: all tasks.
    pub any_role: usize,
    /// With each role filter, in the order of [`RoleFilter::ALL`].
    pub roles: [usize; RoleFilter::ALL.len()],
    /// Periods of deadlines that occur in the library, in the order of time, each with whether it is chosen; empty where no
    /// task has a deadline.
    pub dues: Vec<(Due, usize, bool)>,
    /// Tasks with a measurable target, and those without.
    pub targets: [usize; 2],
    /// Things to check that occur in the library.
    pub checks: Vec<(Check, usize, bool)>,
    /// How many tasks each value would leave.
    counts: Counts,
    /// By number of the heading.
    headings: Vec<[u32; 2]>,
}

/// A list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Units.
    Units,
    /// Leaders.
    Leaders,
    /// 发文机关.
    Issuers,
    /// Years of the notices.
    Years,
    /// Outermost headings, without their numbers.
    Headings,
}

/// The values of a list that are shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Chosen ones first, then those with most tasks in the whole library (years: the latest first).
    pub values: Vec<Value>,
    /// How many more there are.
    pub left_out: usize,
}

/// The groups of filters, a bit each: a row that fails in one group alone still counts in that group's list.
pub(super) mod group {
    pub const SEARCH: u16 = 1;
    pub const UNITS: u16 = 1 << 1;
    pub const ROLE: u16 = 1 << 2;
    pub const LEADERS: u16 = 1 << 3;
    pub const ISSUERS: u16 = 1 << 4;
    pub const YEARS: u16 = 1 << 5;
    pub const NOTICES: u16 = 1 << 6;
    pub const CHECKS: u16 = 1 << 7;
    pub const DUES: u16 = 1 << 8;
    pub const TARGETS: u16 = 1 << 9;
    pub const HEADINGS: u16 = 1 << 10;
}

/// A query with its names looked up.
#[derive(Debug, Default)]
pub(super) struct Plan {
    terms: Vec<String>,
    /// `None` where none is chosen, as in all that follow.
    units: Option<Chosen>,
    pub all_units: bool,
    role: Option<RoleFilter>,
    leaders: Option<Chosen>,
    pub all_leaders: bool,
    /// By slot of the deadline.
    deadlines: Option<Vec<bool>>,
    /// The same for sections.
    sections: Option<Vec<bool>>,
    has_target: Option<bool>,
    /// The things to check that are chosen, as in [`Row::checks`].
    checks: u8,
    /// The groups in which something is chosen.
    asked: u16,
}

/// The names of a pool that are chosen.
#[derive(Debug)]
struct Chosen {
    /// By number.
    names: Vec<bool>,
    /// How many of them a row must have.
    wanted: usize,
}

impl Library {
    /// What answers `query`.
    pub fn select(&mut self, query: &LibraryQuery) -> Selection {
        let plan = self.plan(query);
        self.search(&plan.terms);
        let mut selection = Selection { by_notice: vec![0; self.notices.len()], ..Selection::default() };
        let alone = plan.asks_alone();
        let searched: Vec<_> = plan.terms.iter().filter_map(|term| self.remembered(term)).collect();
        let mut counts = if plan.asked == 0 { self.whole.clone() } else { Counts::none_of(self) };
        for (number, notice) in self.notices.iter().enumerate() {
            let found = |row: usize| Found { notice: number as u32, row: row as u32 };
            if plan.asked == 0 {
                selection.found.extend((0..notice.rows.len()).map(found));
                selection.by_notice[number] = notice.rows.len() as u32;
                continue;
            }
            let of_notice = self.fails_of_notice(notice, query);
            if alone && of_notice != 0 {
                continue;
            }
            let (mut in_issuer, mut in_year) = (0, 0);
            for (at, own) in notice.each().enumerate() {
                let mut fails = of_notice | plan.fails_by_itself(own.row);
                if !searched.iter().all(|rows| rows[number].has(at)) {
                    fails |= group::SEARCH;
                }
                if alone && fails != 0 {
                    continue;
                }
                let (roles, named) = plan.roles_of(own.units);
                fails |= plan.fails_by_names(&own, roles, named);
                if fails == 0 {
                    selection.found.push(found(at));
                    selection.by_notice[number] += 1;
                    selection.led += usize::from(roles & bit(UnitRole::Lead) != 0);
                } else if alone || fails & !(group::UNITS | group::ROLE) != 0 && !fails.is_power_of_two() {
                    continue;
                }
                counts.count(&own, fails, roles, &plan);
                in_issuer += u32::from(fails & !group::ISSUERS == 0);
                in_year += u32::from(fails & !group::YEARS == 0);
            }
            counts.count_notice(notice, in_issuer, in_year);
        }
        if alone {
            counts.take_over(plan.asked, &self.whole);
        }
        if plan.asked == 0 {
            selection.led = counts.with_role(RoleFilter::Lead);
        }
        selection.any_role = counts.any_role();
        selection.roles = RoleFilter::ALL.map(|role| counts.with_role(role));
        selection.targets = counts.targets;
        for (at, check) in Check::ALL.into_iter().enumerate() {
            let chosen = query.tasks.checks.contains(&check);
            if chosen || self.whole.with_check(at) > 0 {
                selection.checks.push((check, counts.with_check(at), chosen));
            }
        }
        selection.headings = counts.headings(self);
        selection.dues = self.periods(&query.tasks.dues, &counts.deadlines);
        selection.counts = counts;
        self.arrange(&mut selection.found, query);
        selection
    }

    fn plan(&self, query: &LibraryQuery) -> Plan {
        let tasks = &query.tasks;
        let mut plan = Plan {
            terms: tasks.terms(),
            units: chosen(&self.units, &tasks.units, tasks.all_units),
            all_units: tasks.all_units,
            role: tasks.role,
            leaders: chosen(&self.leaders, &tasks.leaders, tasks.all_leaders),
            all_leaders: tasks.all_leaders,
            deadlines: (!tasks.dues.is_empty()).then(|| self.dues().map(|due| tasks.dues.contains(&due)).collect()),
            sections: chosen(&self.headings, &query.headings, false).map(|headings| {
                let own = self.sections.iter().map(|section| headings.names[section.heading as usize]);
                [false].into_iter().chain(own).collect()
            }),
            has_target: tasks.has_target,
            checks: check_bits(|check| tasks.checks.contains(&check)),
            asked: 0,
        };
        for (group, asked) in [
            (group::SEARCH, !plan.terms.is_empty()),
            (group::UNITS, plan.units.is_some()),
            (group::ROLE, plan.role.is_some()),
            (group::LEADERS, plan.leaders.is_some()),
            (group::ISSUERS, !query.issuers.is_empty()),
            (group::YEARS, !query.years.is_empty()),
            (group::NOTICES, !query.notices.is_empty()),
            (group::CHECKS, plan.checks != 0),
            (group::DUES, plan.deadlines.is_some()),
            (group::TARGETS, plan.has_target.is_some()),
            (group::HEADINGS, plan.sections.is_some()),
        ] {
            if asked {
                plan.asked |= group;
            }
        }
        plan
    }

    /// The periods of all deadlines, by their slots.
    fn dues(&self) -> impl Iterator<Item = Due> {
        [Due::Missing].into_iter().chain(self.deadlines.iter().map(|deadline| deadline.due))
    }

    /// The periods to choose from, where so many rows are counted for each deadline.
    fn periods(&self, chosen: &[Due], counts: &[u32]) -> Vec<(Due, usize, bool)> {
        let mut periods: BTreeMap<Due, usize> = chosen.iter().map(|&due| (due, 0)).collect();
        let some_undated = self.whole.deadlines.first().is_some_and(|&count| count > 0);
        let there = self.dues().zip(counts).filter(|(due, _)| *due != Due::Missing || some_undated);
        there.for_each(|(due, &count)| *periods.entry(due).or_default() += count as usize);
        if periods.keys().all(|due| *due == Due::Missing) && chosen.is_empty() {
            periods.clear();
        }
        periods.into_iter().map(|(due, count)| (due, count, chosen.contains(&due))).collect()
    }

    /// The groups that all rows of a notice fail in.
    fn fails_of_notice(&self, notice: &Shelved, query: &LibraryQuery) -> u16 {
        let issuer = self.issuers.get(notice.issuer).unwrap_or(UNSTATED);
        let year = year_name(notice.year.unwrap_or(NO_YEAR));
        let fails = |list: &[String], value: &str, group| {
            if list.is_empty() || list.iter().any(|wanted| wanted == value) { 0 } else { group }
        };
        fails(&query.issuers, issuer, group::ISSUERS)
            | fails(&query.years, &year, group::YEARS)
            | fails(&query.notices, &notice.key, group::NOTICES)
    }

    fn arrange(&self, found: &mut Vec<Found>, query: &LibraryQuery) {
        let sort = query.tasks.sort;
        let key: Box<dyn Fn(&Found) -> u32> = match sort.key {
            SortKey::Order => {
                if sort.descending {
                    found.reverse();
                }
                return;
            }
            SortKey::Unit => Box::new(|found| {
                let units = self.notices[found.notice as usize].units_of(found.row as usize);
                units
                    .iter()
                    .find(|unit| unit.weightiest == UnitRole::Lead)
                    .or(units.first())
                    .map_or(NONE, |unit| unit.unit)
            }),
            SortKey::Leader => Box::new(|found| {
                let leaders = self.notices[found.notice as usize].leaders_of(found.row as usize);
                leaders.first().map_or(NONE, |person| person.leader)
            }),
            SortKey::Deadline => {
                let mut known: Vec<_> = self.deadlines.iter().filter_map(|deadline| deadline.time).collect();
                known.sort_unstable();
                let rank = |time| known.partition_point(|other| *other < time) as u32;
                let ranks: Vec<u32> = self.deadlines.iter().map(|deadline| deadline.time.map_or(NONE, rank)).collect();
                Box::new(move |found| {
                    let row = self.notices[found.notice as usize].rows[found.row as usize];
                    ranks.get(row.deadline as usize).copied().unwrap_or(NONE)
                })
            }
        };
        // A number that sorts by the key, rows of the same key as they stand and those without one behind.
        let mut order: Vec<u64> = found
            .iter()
            .zip(0_u64..)
            .map(|(row, at)| {
                let key = key(row);
                let key = if sort.descending && key != NONE { NONE - 1 - key } else { key };
                u64::from(key) << 32 | at
            })
            .collect();
        order.sort_unstable();
        let unsorted = std::mem::take(found);
        found.extend(order.into_iter().map(|key| unsorted[(key & u64::from(u32::MAX)) as usize]));
    }

    /// The values of a list to show: those `chosen`, and of those whose name holds what was `typed` the first `most`.
    pub fn choices(&self, list: List, selection: &Selection, chosen: &[String], typed: &str, most: usize) -> Choices {
        let mut sought = String::new();
        fold_into(typed, &mut sought);
        match list {
            List::Years => {
                let mut values: Vec<Value> = selection
                    .counts
                    .years
                    .iter()
                    .rev()
                    .map(|(&year, &count)| (year_name(year), count))
                    .map(|(name, count)| value(&name, [count, 0], chosen))
                    .collect();
                let unknown = chosen.iter().filter(|name| !values.iter().any(|value| value.name == **name));
                let unknown: Vec<Value> = unknown.map(|name| value(name, [0; 2], chosen)).collect();
                values.extend(unknown);
                Choices { values, left_out: 0 }
            }
            List::Units => pooled(&self.units, &selection.counts.units, &self.whole.units, chosen, &sought, most),
            List::Leaders => {
                pooled(&self.leaders, &selection.counts.leaders, &self.whole.leaders, chosen, &sought, most)
            }
            List::Headings => {
                pooled(&self.headings, &selection.headings, &self.whole.headings(self), chosen, &sought, most)
            }
            List::Issuers => {
                let stated: Vec<String> = chosen.iter().filter(|name| *name != UNSTATED).cloned().collect();
                let (Some((unstated, counts)), Some((_, whole))) =
                    (selection.counts.issuers.split_first(), self.whole.issuers.split_first())
                else {
                    return Choices::default();
                };
                let mut choices = pooled(&self.issuers, counts, whole, &stated, &sought, most);
                let some_unstated = sought.is_empty() && self.notices.iter().any(|notice| notice.issuer == NONE);
                if some_unstated || stated.len() < chosen.len() {
                    choices.values.push(value(UNSTATED, *unstated, chosen));
                }
                choices
            }
        }
    }

    /// How many values a list has.
    pub fn count_of(&self, list: List) -> usize {
        let pool = match list {
            List::Years => return self.whole.years.len(),
            List::Units => &self.units,
            List::Leaders => &self.leaders,
            List::Issuers => &self.issuers,
            List::Headings => &self.headings,
        };
        pool.names.list.len()
    }

    /// Whether some tasks have a measurable target and others none.
    pub fn has_targets(&self) -> bool {
        self.whole.targets.iter().all(|&count| count > 0)
    }

    /// Whether any unit leads any task.
    pub fn has_leads(&self) -> bool {
        self.whole.with_role(RoleFilter::Lead) > 0
    }
}

impl Plan {
    /// Whether no more than one list is chosen from, and what it then offers does not depend on what is chosen: a row that
    /// fails in that list counts in no other, and that list is counted as the whole library's.
    fn asks_alone(&self) -> bool {
        let depends = self.role.is_some() || self.all_units && self.units.is_some();
        self.asked.count_ones() <= 1 && !depends && !(self.all_leaders && self.leaders.is_some())
    }

    /// The roles of the units that count (of those chosen, where any are), and how many units these are.
    pub fn roles_of(&self, units: &[UnitMention]) -> (u8, usize) {
        let (mut roles, mut count) = (0, 0);
        for unit in units {
            if !unit.again && fits(&self.units, unit.unit) {
                roles |= bit(unit.weightiest);
                count += 1;
            }
        }
        (roles, count)
    }

    /// The groups that a row fails in by what stands in it alone.
    fn fails_by_itself(&self, row: &Row) -> u16 {
        let passes = |slots: &Option<Vec<bool>>, number: u32| slots.as_ref().is_none_or(|slots| slots[slot(number)]);
        failed([
            (group::DUES, passes(&self.deadlines, row.deadline)),
            (group::HEADINGS, passes(&self.sections, row.section)),
            (group::TARGETS, self.has_target.is_none_or(|wanted| wanted == row.has_target)),
            (group::CHECKS, self.checks == 0 || self.checks & row.checks != 0),
        ])
    }

    /// The groups that a row fails in by its names, of whose units so many count, in these roles.
    fn fails_by_names(&self, own: &Own, roles: u8, units: usize) -> u16 {
        let leaders =
            || own.leaders.iter().filter(|person| !person.again && fits(&self.leaders, person.leader)).count();
        failed([
            (group::UNITS, self.units.as_ref().is_none_or(|chosen| units >= chosen.wanted)),
            (group::ROLE, self.role.is_none_or(|role| does(roles, role))),
            (group::LEADERS, self.leaders.as_ref().is_none_or(|chosen| leaders() >= chosen.wanted)),
        ])
    }

    /// Whether the role filter lets a row through once a unit that has this role in it is chosen: alone, or with all that
    /// are chosen already, whose `roles` these are.
    pub fn role_with(&self, own: UnitRole, roles: u8) -> bool {
        self.role.is_none_or(|role| {
            let alone = does(bit(own), role);
            match role {
                _ if !self.all_units || self.units.is_none() => alone,
                RoleFilter::NotLead => alone && does(roles, role),
                _ => alone || does(roles, role),
            }
        })
    }
}

/// The groups that were not passed.
fn failed<const N: usize>(passed: [(u16, bool); N]) -> u16 {
    passed.into_iter().filter(|(_, passed)| !passed).map(|(group, _)| group).sum()
}

/// What a row has of its own.
pub(super) struct Own<'a> {
    pub row: &'a Row,
    pub units: &'a [UnitMention],
    pub leaders: &'a [LeaderMention],
}

/// Whether a name is chosen, or none is.
#[inline]
fn fits(chosen: &Option<Chosen>, number: u32) -> bool {
    chosen.as_ref().is_none_or(|chosen| chosen.names[number as usize])
}

/// The names of a pool that are chosen, of which a row must have `all` or any; `None` where there are none. One that is not
/// known matches nothing.
fn chosen(pool: &Pool, names: &[String], all: bool) -> Option<Chosen> {
    let mut chosen = (!names.is_empty()).then(|| vec![false; pool.names.list.len()])?;
    let known = names.iter().filter_map(|name| pool.names.numbers.get(name));
    known.clone().for_each(|&number| chosen[number] = true);
    let wanted = match all {
        false => 1,
        true if known.count() < names.len() => usize::MAX,
        true => chosen.iter().filter(|chosen| **chosen).count(),
    };
    Some(Chosen { names: chosen, wanted })
}

fn year_name(year: u16) -> String {
    if year == NO_YEAR { UNSTATED.to_owned() } else { year.to_string() }
}

fn value(name: &str, [count, lead]: [u32; 2], chosen: &[String]) -> Value {
    let chosen = chosen.iter().any(|other| other == name);
    Value { name: name.to_owned(), count: count as usize, lead: lead as usize, chosen }
}

/// The values of a pool: those chosen, then the `most` first of those that hold what is `sought`. `counts` are those of the
/// selection, `whole` those of the library.
fn pooled(
    pool: &Pool,
    counts: &[[u32; 2]],
    whole: &[[u32; 2]],
    chosen: &[String],
    sought: &str,
    most: usize,
) -> Choices {
    let numbers = |name: &String| pool.names.numbers.get(name).copied();
    let mut values: Vec<Value> =
        chosen.iter().map(|name| value(name, numbers(name).map_or([0; 2], |number| counts[number]), chosen)).collect();
    let mut others: Vec<u64> = whole
        .iter()
        .enumerate()
        // Corrected away, it is no longer there.
        .filter(|(_, [tasks, _])| *tasks > 0)
        .filter(|&(number, _)| sought.is_empty() || pool.folded[number].contains(sought))
        .filter(|&(number, _)| !chosen.contains(&pool.names.list[number]))
        // Most tasks first, then in the order of first mention.
        .map(|(number, [tasks, _])| u64::from(u32::MAX - tasks) << 32 | number as u64)
        .collect();
    if others.len() > most {
        others.select_nth_unstable(most);
    }
    let left_out = others.len().saturating_sub(most);
    others.truncate(most);
    others.sort_unstable();
    values.extend(others.into_iter().map(|key| {
        let number = (key & u64::from(u32::MAX)) as usize;
        value(&pool.names.list[number], counts[number], chosen)
    }));
    Choices { values, left_out }
}
