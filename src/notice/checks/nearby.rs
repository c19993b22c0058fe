//! Damage seldom touches one row alone: the rows beside a broken one may stand under the wrong heading or have lost a line
//! that left no trace.

use std::collections::BTreeSet;

use super::{Finding, beside, place, runs, under_one_heading};
use crate::model::{Severity, Task};

/// Findings that show that lines were lost or moved, not that the notice's author left something out.
const DAMAGE: &[&str] = &[
    "heading-bare",
    "heading-doubled",
    "heading-missing",
    "heading-odd",
    "heading-unfinished",
    "leader-from-above",
    "marks-unpaired",
    "name-repeated",
    "row-doubtful",
    "seq-stray",
    "task-begins-midway",
    "task-holds-heading",
    "task-in-pieces",
    "task-short",
    "task-unfinished",
    "unit-joined",
    "unit-odd",
    "words-repeated",
];

/// Rows on each side of a broken one that may have come under another inner heading with it, in number.
const REACH: usize = 12;

/// Rows on each side of a broken one, in number, beside which they are whatever they stand under: a line that was lost or moved
/// may be any of theirs.
const CLOSE: usize = 6;

/// Whether a finding shows that lines were lost or moved.
fn is_damage(finding: &Finding) -> bool {
    DAMAGE.contains(&finding.code)
}

/// Whether a finding may show it: one row without a leader has lost it or was never given one, several under one heading rather
/// never had one. Rows under the same heading are in doubt with it only where headings stand within headings.
fn may_be_damage(finding: &Finding) -> bool {
    finding.code == "task-without-leader" && finding.tasks.len() == 1
}

/// Says of the rows under the same heading as a broken one, and where that one is the first or the last there, of those
/// under the heading before or after. Where headings stand within headings, lines that were lost or moved may have taken one
/// with them: there the rows around are in doubt as far as the outermost heading goes.
pub(super) fn nearby(tasks: &[Task], found: &mut Vec<Finding>) {
    let rows = |wanted: fn(&Finding) -> bool| -> BTreeSet<usize> {
        found.iter().filter(|finding| wanted(finding)).flat_map(|finding| finding.tasks.iter().copied()).collect()
    };
    let (broken, maybe) = (rows(is_damage), rows(may_be_damage));
    if broken.is_empty() && maybe.is_empty() {
        return;
    }
    let runs: Vec<_> = runs(tasks, under_one_heading).collect();
    let mut near = vec![false; runs.len()];
    for (at, run) in runs.iter().enumerate() {
        let Some(first) = broken.range(run.clone()).next() else { continue };
        near[at] = true;
        if *first == run.start && at > 0 {
            near[at - 1] = true;
        }
        if broken.contains(&(run.end - 1)) && at + 1 < runs.len() {
            near[at + 1] = true;
        }
    }
    let nested = |row: usize| {
        let task = &tasks[row];
        let under_one = |other: usize| tasks[other].section.first() == task.section.first();
        let around = |reach: usize| {
            let rows = row.saturating_sub(reach)..=row + reach;
            broken.range(rows.clone()).chain(maybe.range(rows)).filter(|&&other| beside(&tasks[other], task))
        };
        task.section.len() > 1 && (around(CLOSE).next().is_some() || around(REACH).any(|&other| under_one(other)))
    };
    for (run, near) in runs.into_iter().zip(near) {
        let rows: Vec<usize> =
            run.filter(|row| !broken.contains(row) && !maybe.contains(row) && (near || nested(*row))).collect();
        let Some(&first) = rows.first() else { continue };
        found.push(Finding::new(
            "damage-nearby",
            Severity::Info,
            "A row beside these is broken: lines may be lost or misplaced here too.".into(),
            "邻近的行残缺，这些行也可能缺字或错位。".into(),
            place(&tasks[first]),
            rows,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beside_a_broken_one_are_in_doubt() {
        let rows = |titles: &[&str]| -> Vec<Task> {
            titles.iter().map(|title| Task { section: vec![(*title).to_owned()], ..Task::default() }).collect()
        };
        let near = |code: &'static str, row: usize| -> Vec<Vec<usize>> {
            let broken =
                Finding::new(code, Severity::Warning, String::new(), String::new(), Default::default(), vec![row]);
            let mut found = vec![broken];
            nearby(&rows(&["一", "一", "一", "二", "二", "三"]), &mut found);
            found.into_iter().skip(1).map(|finding| finding.tasks).collect()
        };
        assert_eq!(near("row-doubtful", 1), [vec![0, 2]]);
        assert_eq!(near("row-doubtful", 4), [vec![3], vec![5]]);
        assert!(near("unit-near-miss", 1).is_empty());
    }

    #[test]
    fn a_lost_leader_may_be_damage_and_a_section_without_any_is_not() {
        let finding = |rows: &[usize]| {
            Finding::new(
                "task-without-leader",
                Severity::Warning,
                String::new(),
                String::new(),
                Default::default(),
                rows.to_vec(),
            )
        };
        assert!(may_be_damage(&finding(&[3])) && !may_be_damage(&finding(&[3, 4])));
    }

    #[test]
    fn rows_close_to_a_broken_one_are_in_doubt_under_other_headings_too() {
        let row = |outer: &str, inner: &str| Task { section: vec![outer.into(), inner.into()], ..Task::default() };
        let mut rows = vec![row("一", "1"); 5];
        rows.extend(vec![row("二", "1"); 9]);
        let broken =
            Finding::new("row-doubtful", Severity::Warning, String::new(), String::new(), Default::default(), vec![8]);
        let mut found = vec![broken];
        nearby(&rows, &mut found);
        assert_eq!(found[1].tasks, [2, 3, 4], "the first two rows are further away");
    }
}
