//! Which of the rows fall to each unit and each leader.

use std::collections::HashMap;

use super::Selection;
use crate::model::UnitRole;

/// The rows of a unit or a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// Its name.
    pub name: &'a str,
    /// Positions in the notice's tasks, in the order of the selection, each with what a unit does there (leading before
    /// all else); leaders have no roles.
    pub rows: Vec<(usize, Option<UnitRole>)>,
}

impl Group<'_> {
    /// How many rows it has in this role.
    pub fn count(&self, role: UnitRole) -> usize {
        self.rows.iter().filter(|(_, own)| *own == Some(role)).count()
    }
}

/// By what rows are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Units, whatever their role.
    Units,
    /// Leaders.
    Leaders,
}

/// The groups of a selection in the order in which its rows name them first: in a notice the order of rank.
pub fn groups<'a>(selection: &Selection<'a>, by: By) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let chosen = match by {
        By::Units => selection.units,
        By::Leaders => selection.leaders,
    };
    for (row, task) in selection.tasks() {
        let names: Vec<(&str, Option<UnitRole>)> = match by {
            By::Units => task.units.iter().map(|unit| (unit.name.as_str(), Some(unit.role))).collect(),
            By::Leaders => task.leaders.iter().map(|leader| (leader.name.as_str(), None)).collect(),
        };
        for (name, role) in names {
            if !chosen.is_empty() && !chosen.iter().any(|other| other == name) {
                continue;
            }
            let number = *known.entry(name).or_insert(groups.len());
            if number == groups.len() {
                groups.push(Group { name, rows: Vec::new() });
            }
            match groups[number].rows.last_mut() {
                // Named twice in one row.
                Some((last, own)) if *last == row => {
                    if role == Some(UnitRole::Lead) {
                        *own = role;
                    }
                }
                _ => groups[number].rows.push((row, role)),
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::notice;
    use crate::model::Unit;

    #[test]
    fn rows_fall_to_every_unit_that_they_name_once() {
        let mut notice = notice();
        let again = Unit { role: UnitRole::Lead, ..notice.tasks[0].units[1].clone() };
        notice.tasks[0].units.push(again);
        let groups = groups(&Selection::of(&notice, &[0, 1, 2]), By::Units);
        let counts: Vec<_> = groups
            .iter()
            .map(|g| (g.name, g.count(UnitRole::Lead), g.count(UnitRole::Support), g.rows.len()))
            .collect();
        assert_eq!(counts, [("市经信局", 1, 0, 2), ("市科技局", 1, 0, 1), ("市财政局", 0, 1, 1)]);
    }

    #[test]
    fn where_rows_were_chosen_by_leader_only_that_leader_counts() {
        let notice = notice();
        let chosen = ["白芷若".to_owned()];
        let selection = Selection { leaders: &chosen, ..Selection::of(&notice, &[2, 0]) };
        let groups = groups(&selection, By::Leaders);
        assert_eq!(groups, [Group { name: "白芷若", rows: vec![(0, None)] }]);
    }
}
