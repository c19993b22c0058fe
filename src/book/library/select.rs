//! What a reader asks of a library: the rows that answer, in order, and what can be chosen next, in one pass over all
//! rows.

use std::collections::BTreeMap;

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
    /// By number, how many tasks each unit would leave, and how many of those it leads.
    units: Vec<[u32; 2]>,
    leaders: Vec<[u32; 2]>,
    issuers: Vec<[u32; 2]>,
    headings: Vec<[u32; 2]>,
    /// By year, [`NO_YEAR`] for none.
    years: BTreeMap<u16, u32>,
    without_issuer: u32,
}

/// The place of notices without a year.
const NO_YEAR: u16 = 0;

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
mod group {
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
struct Plan<'a> {
    query: &'a LibraryQuery,
    terms: Vec<String>,
    /// `None` where none is chosen, as in all that follow.
    units: Option<Chosen>,
    leaders: Option<Chosen>,
    /// By number of the deadline, and behind them for rows without one.
    deadlines: Option<Vec<bool>>,
    /// The same for sections.
    sections: Option<Vec<bool>>,
    /// The things to check that are chosen, as in [`Row::checks`].
    checks: u8,
}

/// The names of a pool that are chosen.
struct Chosen {
    /// By number.
    names: Vec<bool>,
    /// How many of them a row must have.
    wanted: usize,
}

impl Library {
    /// What answers `query`.
    pub fn select(&mut self, query: &LibraryQuery) -> Selection {
        let plan = Plan {
            query,
            terms: query.tasks.terms(),
            units: chosen(&self.units, &query.tasks.units, query.tasks.all_units),
            leaders: chosen(&self.leaders, &query.tasks.leaders, query.tasks.all_leaders),
            deadlines: (!query.tasks.dues.is_empty())
                .then(|| self.dues().map(|due| query.tasks.dues.contains(&due)).collect()),
            sections: chosen(&self.headings, &query.headings, false).map(|headings| {
                let own = self.sections.iter().map(|section| headings.names[section.heading as usize]);
                own.chain([false]).collect()
            }),
            checks: check_bits(|check| query.tasks.checks.contains(&check)),
        };
        self.search(&plan.terms);
        let mut selection = Selection {
            by_notice: vec![0; self.notices.len()],
            units: vec![[0; 2]; self.units.tasks.len()],
            leaders: vec![[0; 2]; self.leaders.tasks.len()],
            issuers: vec![[0; 2]; self.issuers.tasks.len()],
            headings: vec![[0; 2]; self.headings.tasks.len()],
            ..Selection::default()
        };
        let mut tally = Tally {
            roles: [0; 8],
            checks: [0; CHECKS],
            any_check: [0; CHECKS],
            deadlines: vec![0; self.deadlines.len() + 1],
            sections: vec![0; self.sections.len() + 1],
        };
        let searched: Vec<_> = plan.terms.iter().filter_map(|term| self.remembered(term)).collect();
        for (number, notice) in self.notices.iter().enumerate() {
            let of_notice = self.fails_of_notice(notice, query);
            let (mut units, mut leaders) = (0, 0);
            let (mut in_issuer, mut in_year) = (0, 0);
            for (at, row) in notice.rows.iter().enumerate() {
                let own = Own {
                    row,
                    deadline: (row.deadline as usize).min(self.deadlines.len()),
                    section: (row.section as usize).min(self.sections.len()),
                    units: &notice.units[units..row.units as usize],
                    leaders: &notice.leaders[leaders..row.leaders as usize],
                };
                (units, leaders) = (row.units as usize, row.leaders as usize);
                let (roles, named) = plan.roles_of(own.units);
                let mut fails = of_notice | plan.fails_of_row(&own, roles, named);
                if !searched.iter().all(|rows| rows[number].has(at)) {
                    fails |= group::SEARCH;
                }
                tally.any_check[row.checks as usize] += 1;
                if fails == 0 {
                    selection.found.push(Found { notice: number as u32, row: at as u32 });
                    selection.by_notice[number] += 1;
                    selection.led += usize::from(roles & bit(UnitRole::Lead) != 0);
                } else if fails & !(group::UNITS | group::ROLE) != 0 && !fails.is_power_of_two() {
                    continue;
                }
                tally.count(&own, fails, roles);
                in_issuer += u32::from(fails & !group::ISSUERS == 0);
                in_year += u32::from(fails & !group::YEARS == 0);
                selection.targets[usize::from(!row.has_target)] += usize::from(fails & !group::TARGETS == 0);
                selection.count(&own, fails, roles, &plan);
            }
            match selection.issuers.get_mut(notice.issuer as usize) {
                Some([count, _]) => *count += in_issuer,
                None => selection.without_issuer += in_issuer,
            }
            *selection.years.entry(notice.year.unwrap_or(NO_YEAR)).or_insert(0) += in_year;
        }
        selection.any_role = tally.roles.iter().sum();
        selection.roles = RoleFilter::ALL.map(|role| sum(&tally.roles, |roles| does(roles, role)));
        for (at, check) in Check::ALL.into_iter().enumerate() {
            let has = |checks: u8| checks >> at & 1 == 1;
            let chosen = query.tasks.checks.contains(&check);
            if chosen || sum(&tally.any_check, has) > 0 {
                selection.checks.push((check, sum(&tally.checks, has), chosen));
            }
        }
        for (section, count) in self.sections.iter().zip(&tally.sections) {
            selection.headings[section.heading as usize][0] += count;
        }
        selection.dues = self.periods(&query.tasks.dues, &tally.deadlines);
        self.arrange(&mut selection.found, query);
        selection
    }

    /// The periods of all deadlines, by their numbers, and behind them that of rows without one.
    fn dues(&self) -> impl Iterator<Item = Due> {
        self.deadlines.iter().map(|deadline| deadline.due).chain([Due::Missing])
    }

    /// The periods to choose from, where so many rows are counted for each deadline.
    fn periods(&self, chosen: &[Due], counts: &[u32]) -> Vec<(Due, usize, bool)> {
        let mut periods: BTreeMap<Due, usize> = chosen.iter().map(|&due| (due, 0)).collect();
        let there = self.dues().zip(counts).filter(|(due, _)| *due != Due::Missing || self.undated > 0);
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
            List::Units => pooled(&self.units, &selection.units, chosen, &sought, most),
            List::Leaders => pooled(&self.leaders, &selection.leaders, chosen, &sought, most),
            List::Headings => pooled(&self.headings, &selection.headings, chosen, &sought, most),
            List::Issuers => {
                let stated: Vec<String> = chosen.iter().filter(|name| *name != UNSTATED).cloned().collect();
                let mut choices = pooled(&self.issuers, &selection.issuers, &stated, &sought, most);
                let some_unstated = sought.is_empty() && self.notices.iter().any(|notice| notice.issuer == NONE);
                if some_unstated || stated.len() < chosen.len() {
                    choices.values.push(value(UNSTATED, [selection.without_issuer, 0], chosen));
                }
                choices
            }
        }
    }

    /// How many values a list has.
    pub fn count_of(&self, list: List, selection: &Selection) -> usize {
        match list {
            List::Units => self.units.tasks.len(),
            List::Leaders => self.leaders.tasks.len(),
            List::Issuers => self.issuers.tasks.len(),
            List::Years => selection.years.len(),
            List::Headings => self.headings.tasks.len(),
        }
    }

    /// Whether some tasks have a measurable target and others none.
    pub fn has_targets(&self) -> bool {
        (1..self.tasks).contains(&self.aimed)
    }

    /// Whether any unit leads any task.
    pub fn has_leads(&self) -> bool {
        self.has_leads
    }
}

impl Selection {
    /// Counts a row that fails in no group, or in `fails` alone, in the lists of units and leaders; `roles` are those of its
    /// units that count. Where all that are chosen must be there, a row without them has nothing to choose further.
    fn count(&mut self, own: &Own, fails: u16, roles: u8, plan: &Plan) {
        let Query { all_units, all_leaders, .. } = plan.query.tasks;
        if fails & !(group::UNITS | group::ROLE) == 0 && !(all_units && fails & group::UNITS != 0) {
            for unit in own.units {
                if !unit.again && plan.role_with(unit.weightiest, roles) {
                    let [count, lead] = &mut self.units[unit.unit as usize];
                    *count += 1;
                    *lead += u32::from(unit.weightiest == UnitRole::Lead);
                }
            }
        }
        if fails & !group::LEADERS == 0 && !(all_leaders && fails & group::LEADERS != 0) {
            for person in own.leaders.iter().filter(|person| !person.again) {
                self.leaders[person.leader as usize][0] += 1;
            }
        }
    }
}

impl Plan<'_> {
    /// The roles of the units that count (of those chosen, where any are), and how many units these are.
    fn roles_of(&self, units: &[UnitMention]) -> (u8, usize) {
        let (mut roles, mut count) = (0, 0);
        for unit in units {
            if !unit.again && fits(&self.units, unit.unit) {
                roles |= bit(unit.weightiest);
                count += 1;
            }
        }
        (roles, count)
    }

    /// The groups that a row by itself fails in, of whose units so many count, in these roles.
    fn fails_of_row(&self, own: &Own, roles: u8, units: usize) -> u16 {
        let tasks = &self.query.tasks;
        let leaders =
            || own.leaders.iter().filter(|person| !person.again && fits(&self.leaders, person.leader)).count();
        let passes = |places: &Option<Vec<bool>>, place: usize| places.as_ref().is_none_or(|places| places[place]);
        let mut fails = 0;
        for (group, passed) in [
            (group::UNITS, self.units.as_ref().is_none_or(|chosen| units >= chosen.wanted)),
            (group::ROLE, tasks.role.is_none_or(|role| does(roles, role))),
            (group::LEADERS, self.leaders.as_ref().is_none_or(|chosen| leaders() >= chosen.wanted)),
            (group::DUES, passes(&self.deadlines, own.deadline)),
            (group::HEADINGS, passes(&self.sections, own.section)),
            (group::TARGETS, tasks.has_target.is_none_or(|wanted| wanted == own.row.has_target)),
            (group::CHECKS, self.checks == 0 || self.checks & own.row.checks != 0),
        ] {
            if !passed {
                fails |= group;
            }
        }
        fails
    }

    /// Whether the role filter lets a row through once a unit that has this role in it is chosen: alone, or with all that
    /// are chosen already, whose `roles` these are.
    fn role_with(&self, own: UnitRole, roles: u8) -> bool {
        self.query.tasks.role.is_none_or(|role| {
            let alone = does(bit(own), role);
            match role {
                _ if !self.query.tasks.all_units || self.units.is_none() => alone,
                RoleFilter::NotLead => alone && does(roles, role),
                _ => alone || does(roles, role),
            }
        })
    }
}

/// What is counted of each row by its roles, its things to check, its deadline and its section, and summed up in the end.
struct Tally {
    /// By roles and things to check as bits.
    roles: [usize; 8],
    checks: [usize; CHECKS],
    any_check: [usize; CHECKS],
    /// By number, and behind them rows without one.
    deadlines: Vec<u32>,
    sections: Vec<u32>,
}

impl Tally {
    fn count(&mut self, own: &Own, fails: u16, roles: u8) {
        let counts = |group: u16| fails & !group == 0;
        self.roles[roles as usize] += usize::from(counts(group::ROLE));
        self.checks[own.row.checks as usize] += usize::from(counts(group::CHECKS));
        self.deadlines[own.deadline] += u32::from(counts(group::DUES));
        self.sections[own.section] += u32::from(counts(group::HEADINGS));
    }
}

/// How many sets of things to check there are.
const CHECKS: usize = 1 << Check::ALL.len();

/// How many of the rows have bits that fit.
fn sum(tally: &[usize], fits: impl Fn(u8) -> bool) -> usize {
    tally.iter().zip(0_u8..).filter(|&(_, bits)| fits(bits)).map(|(count, _)| count).sum()
}

/// A role as a bit.
fn bit(role: UnitRole) -> u8 {
    match role {
        UnitRole::Lead => 1,
        UnitRole::Support => 2,
        UnitRole::Responsible => 4,
    }
}

/// Whether units of these roles do what `role` asks.
fn does(roles: u8, role: RoleFilter) -> bool {
    match role {
        RoleFilter::Lead => roles & bit(UnitRole::Lead) != 0,
        RoleFilter::NotLead => roles & bit(UnitRole::Lead) == 0,
        RoleFilter::Responsible => roles & bit(UnitRole::Responsible) != 0,
        RoleFilter::Support => roles & bit(UnitRole::Support) != 0,
    }
}

/// What a row has of its own.
struct Own<'a> {
    row: &'a Row,
    /// Numbers of its deadline and its section; where it has none, how many there are.
    deadline: usize,
    section: usize,
    units: &'a [UnitMention],
    leaders: &'a [LeaderMention],
}

/// Whether a name is chosen, or none is.
#[inline]
fn fits(chosen: &Option<Chosen>, number: u32) -> bool {
    chosen.as_ref().is_none_or(|chosen| chosen.names[number as usize])
}

/// The names of a pool that are chosen, of which a row must have `all` or any; `None` where there are none. One that is not
/// known matches nothing.
fn chosen(pool: &Pool, names: &[String], all: bool) -> Option<Chosen> {
    let mut chosen = (!names.is_empty()).then(|| vec![false; pool.tasks.len()])?;
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

/// The values of a pool: those chosen, then the `most` first of those that hold what is `sought`.
fn pooled(pool: &Pool, counts: &[[u32; 2]], chosen: &[String], sought: &str, most: usize) -> Choices {
    let numbers = |name: &String| pool.names.numbers.get(name).copied();
    let mut values: Vec<Value> =
        chosen.iter().map(|name| value(name, numbers(name).map_or([0; 2], |number| counts[number]), chosen)).collect();
    let mut others: Vec<u64> = (0..pool.tasks.len())
        .filter(|&number| sought.is_empty() || pool.folded[number].contains(sought))
        .filter(|&number| !chosen.contains(&pool.names.list[number]))
        // Most tasks first, then in the order of first mention.
        .map(|number| u64::from(u32::MAX - pool.tasks[number]) << 32 | number as u64)
        .collect();
    others.sort_unstable();
    let left_out = others.len().saturating_sub(most);
    values.extend(others.into_iter().take(most).map(|key| {
        let number = (key & u64::from(u32::MAX)) as usize;
        value(&pool.names.list[number], counts[number], chosen)
    }));
    Choices { values, left_out }
}
