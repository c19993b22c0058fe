//! How many rows have each value that can be chosen: of the whole library, counted once when a notice is added, and of the
//! rows that a query leaves.

use std::collections::BTreeMap;

use super::select::{Own, Plan, group};
use super::{LeaderMention, Library, Row, Shelved, UnitMention};
use crate::book::query::{Check, RoleFilter};
use crate::model::UnitRole;

/// The place of notices without a year.
pub(super) const NO_YEAR: u16 = 0;

/// How many sets of things to check there are.
const CHECKS: usize = 1 << Check::ALL.len();

/// Counts of rows. What is said "by slot" has those without the thing first, then each number.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// By number, the rows that have a unit, and those that it leads.
    pub units: Vec<[u32; 2]>,
    /// By number; the second of each pair is 0, as for all that cannot lead.
    pub leaders: Vec<[u32; 2]>,
    /// By slot.
    pub issuers: Vec<[u32; 2]>,
    /// By year, [`NO_YEAR`] for none.
    pub years: BTreeMap<u16, u32>,
    /// By slot.
    pub deadlines: Vec<u32>,
    /// By slot.
    pub sections: Vec<u32>,
    /// With a measurable target, and without.
    pub targets: [usize; 2],
    /// By the roles of their units, as bits.
    roles: [usize; 8],
    /// By things to check, as in [`Row::checks`].
    checks: Checks,
}

#[derive(Clone, Debug)]
struct Checks([usize; CHECKS]);

impl Default for Checks {
    fn default() -> Self {
        Self([0; CHECKS])
    }
}

/// The slot of a number, which may be [`NONE`](super::NONE).
pub(super) fn slot(number: u32) -> usize {
    number.wrapping_add(1) as usize
}

impl Counts {
    /// Nothing counted yet of all that the library has.
    pub fn none_of(library: &Library) -> Self {
        let mut counts = Self::default();
        counts.make_room(library);
        counts.years = library.whole.years.keys().map(|&year| (year, 0)).collect();
        counts
    }

    /// All rows of notices of the library.
    pub fn of(library: &Library, notices: &[Shelved]) -> Self {
        let mut counts = Self::default();
        counts.count_all(library, notices);
        counts
    }

    fn make_room(&mut self, library: &Library) {
        self.units.resize(library.units.names.list.len(), [0; 2]);
        self.leaders.resize(library.leaders.names.list.len(), [0; 2]);
        self.issuers.resize(library.issuers.names.list.len() + 1, [0; 2]);
        self.deadlines.resize(library.deadlines.len() + 1, 0);
        self.sections.resize(library.sections.len() + 1, 0);
    }

    /// Counts all rows of further notices.
    pub fn count_all(&mut self, library: &Library, notices: &[Shelved]) {
        self.make_room(library);
        let plan = Plan::default();
        for notice in notices {
            for own in notice.each() {
                self.count(&own, 0, plan.roles_of(own.units).0, &plan);
            }
            let rows = notice.rows.len() as u32;
            self.count_notice(notice, rows, rows);
        }
    }

    /// Counts a row that fails in no group, or in `fails` alone, in the lists of that group; `roles` are those of its units that
    /// count.
    pub fn count(&mut self, own: &Own, fails: u16, roles: u8, plan: &Plan) {
        let counts = |group: u16| fails & !group == 0;
        self.roles[roles as usize] += usize::from(counts(group::ROLE));
        self.checks.0[own.row.checks as usize] += usize::from(counts(group::CHECKS));
        self.deadlines[slot(own.row.deadline)] += u32::from(counts(group::DUES));
        self.sections[slot(own.row.section)] += u32::from(counts(group::HEADINGS));
        self.targets[usize::from(!own.row.has_target)] += usize::from(counts(group::TARGETS));
        // Where all that are chosen must be there, a row without them has nothing to choose further.
        if counts(group::UNITS | group::ROLE) && !(plan.all_units && fails & group::UNITS != 0) {
            for unit in own.units.iter().filter(|unit| !unit.again && plan.role_with(unit.weightiest, roles)) {
                let [count, lead] = &mut self.units[unit.unit as usize];
                *count += 1;
                *lead += u32::from(unit.weightiest == UnitRole::Lead);
            }
        }
        if counts(group::LEADERS) && !(plan.all_leaders && fails & group::LEADERS != 0) {
            for person in own.leaders.iter().filter(|person| !person.again) {
                self.leaders[person.leader as usize][0] += 1;
            }
        }
    }

    /// Counts the rows of a notice that count in the lists of issuers and years.
    pub fn count_notice(&mut self, notice: &Shelved, in_issuer: u32, in_year: u32) {
        self.issuers[slot(notice.issuer)][0] += in_issuer;
        *self.years.entry(notice.year.unwrap_or(NO_YEAR)).or_insert(0) += in_year;
    }

    /// The lists of a group in which alone something is chosen: nothing else takes rows from them, so they are those of the
    /// `whole` library.
    pub fn take_over(&mut self, group: u16, whole: &Self) {
        match group {
            group::UNITS => self.units.clone_from(&whole.units),
            group::LEADERS => self.leaders.clone_from(&whole.leaders),
            group::ISSUERS => self.issuers.clone_from(&whole.issuers),
            group::YEARS => self.years.clone_from(&whole.years),
            group::DUES => self.deadlines.clone_from(&whole.deadlines),
            group::HEADINGS => self.sections.clone_from(&whole.sections),
            group::TARGETS => self.targets = whole.targets,
            group::CHECKS => self.checks = whole.checks.clone(),
            _ => {}
        }
    }

    /// All rows.
    pub fn rows(&self) -> usize {
        self.targets.iter().sum()
    }

    /// The rows with any roles, where no role is chosen.
    pub fn any_role(&self) -> usize {
        self.roles.iter().sum()
    }

    /// The rows whose units do what `role` asks.
    pub fn with_role(&self, role: RoleFilter) -> usize {
        sum(&self.roles, |roles| does(roles, role))
    }

    /// The rows that fall under a check, by its position in [`Check::ALL`].
    pub fn with_check(&self, at: usize) -> usize {
        sum(&self.checks.0, |checks| checks >> at & 1 == 1)
    }

    /// By number of the outermost heading.
    pub fn headings(&self, library: &Library) -> Vec<[u32; 2]> {
        let mut headings = vec![[0; 2]; library.headings.names.list.len()];
        for (section, count) in library.sections.iter().zip(self.sections.iter().skip(1)) {
            headings[section.heading as usize][0] += count;
        }
        headings
    }
}

impl Shelved {
    /// Its rows.
    pub(super) fn each(&self) -> impl Iterator<Item = Own<'_>> {
        let (mut units, mut leaders) = (0, 0);
        self.rows.iter().map(move |row: &Row| {
            let own_units: &[UnitMention] = &self.units[units..row.units as usize];
            let own_leaders: &[LeaderMention] = &self.leaders[leaders..row.leaders as usize];
            (units, leaders) = (row.units as usize, row.leaders as usize);
            Own { row, units: own_units, leaders: own_leaders }
        })
    }
}

/// How many of the rows have bits that fit.
fn sum(tally: &[usize], fits: impl Fn(u8) -> bool) -> usize {
    tally.iter().zip(0_u8..).filter(|&(_, bits)| fits(bits)).map(|(count, _)| count).sum()
}

/// A role as a bit.
pub(super) fn bit(role: UnitRole) -> u8 {
    match role {
        UnitRole::Lead => 1,
        UnitRole::Support => 2,
        UnitRole::Responsible => 4,
    }
}

/// Whether units of these roles do what `role` asks.
pub(super) fn does(roles: u8, role: RoleFilter) -> bool {
    match role {
        RoleFilter::Lead => roles & bit(UnitRole::Lead) != 0,
        RoleFilter::NotLead => roles & bit(UnitRole::Lead) == 0,
        RoleFilter::Responsible => roles & bit(UnitRole::Responsible) != 0,
        RoleFilter::Support => roles & bit(UnitRole::Support) != 0,
    }
}
