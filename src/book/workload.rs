//! Who carries how much, with whom, and when: what the views of units, leaders, deadlines and pictures count.

use super::{Document, Due, Query, year_of};
use crate::model::{Target, UnitRole};
use crate::order;

/// Whose tasks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Units.
    Unit,
    /// Leaders.
    Leader,
}

/// How many tasks a unit or leader has, by its part in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Its name.
    pub name: String,
    /// A unit: tasks that it leads, is responsible for, supports. A leader: tasks under this leader alone, tasks shared
    /// with other leaders, and always zero.
    pub parts: [usize; 3],
}

impl Load {
    /// All of its tasks.
    pub fn total(&self) -> usize {
        self.parts.iter().sum()
    }
}

/// Those who have tasks in common with someone, each with how many, most first.
pub type Together = Vec<(String, usize)>;

/// Something that is due: a task by its deadline, or a target by its own words.
#[derive(Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// When.
    pub due: Due,
    /// The words that say so.
    pub words: &'a str,
    /// Position of the task, if it is one's.
    pub task: Option<usize>,
    /// The target, where it is one that is due.
    pub target: Option<&'a Target>,
}

impl Document {
    /// What everyone among `found` carries, in order of first mention; who carries nothing is left out.
    pub fn loads(&self, party: Party, found: &[usize]) -> Vec<Load> {
        let names = self.names(party);
        let mut parts = vec![[0; 3]; names.len()];
        for &task in found {
            for (who, part) in self.parts_of(party, task) {
                parts[who][part] += 1;
            }
        }
        let loads = names.iter().zip(parts).map(|(name, parts)| Load { name: name.clone(), parts });
        loads.filter(|load| load.total() > 0).collect()
    }

    /// The tasks among `found` that someone has, by part as in [`Load::parts`].
    pub fn tasks_of(&self, party: Party, name: &str, found: &[usize]) -> [Vec<usize>; 3] {
        let mut tasks = [const { Vec::new() }; 3];
        if let Some(wanted) = self.names(party).iter().position(|own| own == name) {
            for &task in found {
                for (_, part) in self.parts_of(party, task).into_iter().filter(|&(who, _)| who == wanted) {
                    tasks[part].push(task);
                }
            }
        }
        tasks
    }

    /// Who has part in `tasks`, without `name` itself.
    pub fn together(&self, party: Party, name: &str, tasks: &[usize]) -> Together {
        let others = self.loads(party, tasks).into_iter().filter(|load| load.name != name);
        let counted = |load: Load| {
            let total = load.total();
            (load.name, total)
        };
        let mut together: Together = others.map(counted).collect();
        order::sort_by_key(&mut together, |&(_, count)| std::cmp::Reverse(count));
        together
    }

    /// How many tasks of `found` each two of `units` share, symmetric, with each unit's own total on the diagonal.
    pub fn shared(&self, units: &[String], found: &[usize]) -> Vec<Vec<usize>> {
        let mut shared = vec![vec![0; units.len()]; units.len()];
        for &task in found {
            let own: Vec<usize> = (0..units.len())
                .filter(|&at| self.rows[task].units.iter().any(|&(unit, _)| self.units.list[unit] == units[at]))
                .collect();
            for &one in &own {
                own.iter().for_each(|&other| shared[one][other] += 1);
            }
        }
        shared
    }

    /// How many tasks of `found` each section has, those below it included, in the notice's order.
    pub fn section_counts(&self, found: &[usize]) -> Vec<usize> {
        let mut counts = vec![0; self.sections.len()];
        for &task in found {
            let lineage = std::iter::successors(self.rows[task].section, |&at| self.sections[at].parent);
            lineage.for_each(|at| counts[at] += 1);
        }
        counts
    }

    /// What is due, in the order of time and then of the notice: the deadlines of `found` and the targets with a date of
    /// their own; the notice's own targets too, unless a filter is set.
    pub fn dated(&self, query: &Query, found: &[usize]) -> Vec<Dated<'_>> {
        let year = year_of(&self.notice);
        let mut dated: Vec<Dated> = Vec::new();
        for &row in found {
            if let Some(words) = &self.notice.tasks[row].deadline {
                dated.push(Dated { due: self.rows[row].due, words, task: Some(row), target: None });
            }
        }
        for (task, target) in self.targets(query, found) {
            if let Some(words) = &target.due {
                dated.push(Dated { due: Due::of(Some(words), year), words, task, target: Some(target) });
            }
        }
        order::sort_by_key(&mut dated, |item| (item.due, item.task));
        dated
    }

    /// The targets of `found` with the positions of their tasks; before them the notice's own, unless a filter is set.
    pub fn targets(&self, query: &Query, found: &[usize]) -> Vec<(Option<usize>, &Target)> {
        let targets = &self.notice.targets;
        let own = targets.iter().filter(|target| target.task.is_none() && query.filters() == 0);
        let tasks = found.iter().flat_map(|&row| {
            self.notice.tasks[row]
                .targets
                .iter()
                .filter_map(move |&at| targets.get(at))
                .map(move |target| (Some(row), target))
        });
        own.map(|target| (None, target)).chain(tasks).collect()
    }

    fn names(&self, party: Party) -> &[String] {
        match party {
            Party::Unit => &self.units.list,
            Party::Leader => &self.leaders.list,
        }
    }

    /// Who has part in a task, and which.
    fn parts_of(&self, party: Party, task: usize) -> Vec<(usize, usize)> {
        let row = &self.rows[task];
        match party {
            Party::Unit => {
                let part = |role| match role {
                    UnitRole::Lead => 0,
                    UnitRole::Responsible => 1,
                    UnitRole::Support => 2,
                };
                row.units.iter().map(|&(unit, role)| (unit, part(role))).collect()
            }
            Party::Leader => row.leaders.iter().map(|&leader| (leader, usize::from(row.leaders.len() > 1))).collect(),
        }
    }
}
