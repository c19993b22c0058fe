//! What single rows lack, and what stands in them twice or in the wrong cell.

use std::collections::{HashMap, HashSet};

use super::{Finding, place, words};
use crate::Span;
use crate::lexicon::units;
use crate::model::{Certainty, Severity, Task};
use crate::order;

/// Names of units longer than this are sentences or lists, in characters: the longest of real organisations, brackets
/// included, have some thirty.
const LONGEST_UNIT: usize = 40;

/// Where nearly every row names a leader, those that do not have probably lost it: said once for neighbours that stand
/// under the same heading, whose leader it may be.
fn leaders(tasks: &[Task], found: &mut Vec<Finding>) {
    let led = tasks.iter().filter(|task| !task.leaders.is_empty()).count();
    if led * 10 < tasks.len() * 9 {
        return;
    }
    let mut index = 0;
    while index < tasks.len() {
        let task = &tasks[index];
        let alike = |next: &&Task| {
            next.leaders.is_empty() && next.attachment == task.attachment && next.section == task.section
        };
        let count = tasks[index..].iter().take_while(alike).count();
        if count > 0 {
            let (english, chinese) = if count == 1 {
                (
                    "Nearly every other task names a leader, this one does not: check the source.".to_owned(),
                    "其他各项几乎都有责任领导，此项没有，请核对原文。".to_owned(),
                )
            } else {
                (
                    format!(
                        "Nearly every other task names a leader, these {count} under one heading do not: check the source."
                    ),
                    format!("其他各项几乎都有责任领导，同一标题下这{count}项没有，请核对原文。"),
                )
            };
            found.push(Finding {
                code: "task-without-leader",
                severity: Severity::Warning,
                english,
                chinese,
                span: place(task),
                tasks: (index..index + count).collect(),
            });
        }
        index += count.max(1);
    }
}

/// What single rows lack.
pub(super) fn rows(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    leaders(tasks, found);
    for (index, task) in tasks.iter().enumerate() {
        let mut say = |code, severity, span, english: &str, chinese: &str| {
            let (english, chinese) = (english.to_owned(), chinese.to_owned());
            found.push(Finding { code, severity, english, chinese, span, tasks: vec![index] });
        };
        if task.units.is_empty() {
            let span = place(task);
            say(
                "task-without-unit",
                Severity::Warning,
                span,
                "No unit is named for this task: check the source.",
                "此项未见责任单位，请核对原文。",
            );
        }
        if let (Some(&last), Some(unit)) = (task.spans.units.last(), task.units.last())
            && (unfinished(text, last) || text[last.end..].trim().is_empty() && !units::is_unit(&unit.name))
        {
            say(
                "unit-cell-unfinished",
                Severity::Warning,
                last,
                "The list of units ends in the middle: something may be cut off.",
                "责任单位似未写完，可能有缺漏。",
            );
        }
        if task.certainty == Certainty::Doubtful {
            say(
                "row-doubtful",
                Severity::Warning,
                place(task),
                "This row was recovered from a damaged or unusual table: compare it with the source.",
                "此行由残缺或少见的表格还原，请与原文核对。",
            );
        }
    }
    repeats(tasks, found);
    inherited(tasks, found);
    unit_names(tasks, found);
}

/// Whether a list of units that ends at `last` breaks off: behind it stands a separator and nothing of the list, or a
/// bracket in it is not closed.
fn unfinished(text: &str, last: Span) -> bool {
    let words = last.of(text);
    let opened = words.matches(['（', '(']).count();
    let closed = words.matches(['）', ')']).count();
    opened > closed || text[last.end..].trim_start_matches([' ', '\u{3000}']).starts_with('、')
}

/// Rows that say the same as another, and names that stand twice in one row.
fn repeats(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut seen: HashMap<(Option<&str>, &str), usize> = HashMap::new();
    for (index, task) in tasks.iter().enumerate() {
        if !task.text.is_empty()
            && let Some(first) = seen.insert((task.attachment.as_deref(), &task.text), index)
        {
            found.push(Finding::new(
                "task-repeated",
                Severity::Warning,
                "The same task stands twice.".into(),
                "同一任务出现两次。".into(),
                place(task),
                vec![first, index],
            ));
        }
        let mut names = HashSet::new();
        let leaders = task.leaders.iter().map(|leader| &leader.name);
        if let Some(name) = leaders.chain(task.units.iter().map(|unit| &unit.name)).find(|name| !names.insert(*name)) {
            found.push(Finding::new(
                "name-repeated",
                Severity::Warning,
                format!("“{name}” is named twice for this task."),
                format!("此项中“{name}”出现两次。"),
                place(task),
                vec![index],
            ));
        }
    }
}

/// Rows whose leaders are those of the row above because their own cell is empty, where that is rare: there the cell is
/// rather lost than merged.
fn inherited(tasks: &[Task], found: &mut Vec<Finding>) {
    let filled = |index: usize| {
        let spans = &tasks[index].spans;
        let above = tasks[index - 1].spans.leaders.first();
        spans.leaders.first().is_some_and(|own| Some(own) == above) && tasks[index].certainty != Certainty::Certain
    };
    let rows: Vec<usize> = (1..tasks.len()).filter(|&index| filled(index)).collect();
    if rows.len() * 20 > tasks.len() {
        return;
    }
    for index in rows {
        found.push(Finding::new(
            "leader-from-above",
            Severity::Warning,
            "This row names no leader and has that of the row above; the other rows here name their own.".into(),
            "此行未列责任领导，沿用上一行；其他各行均自列，请核对。".into(),
            place(&tasks[index]),
            vec![index],
        ));
    }
}

/// Units that are none: sentences, names cut off, names with a bracket open.
fn unit_names(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    tasks.iter().flat_map(|task| &task.units).for_each(|unit| *counts.entry(&unit.name).or_default() += 1);
    let mut sorted: Vec<&str> = counts.keys().copied().collect();
    order::sort_by_key(&mut sorted, |name| *name);
    // In order, names that begin with another follow it directly.
    let cut: HashMap<&str, &str> = sorted
        .windows(2)
        .filter(|pair| pair[1].starts_with(pair[0]) && counts[pair[0]] == 1 && !units::is_unit(pair[0]))
        .map(|pair| (pair[0], pair[1]))
        .collect();
    for (index, task) in tasks.iter().enumerate() {
        for unit in &task.units {
            let span = unit.spans.first().copied().unwrap_or_default();
            let name = &unit.name;
            if name.contains(['。', '；', '：']) || !words::is_paired(name) || name.chars().count() > LONGEST_UNIT {
                found.push(Finding::new(
                    "unit-odd",
                    Severity::Warning,
                    format!("“{name}” does not look like a unit."),
                    format!("“{name}”不像单位名称。"),
                    span,
                    vec![index],
                ));
            } else if let Some(whole) = cut.get(name.as_str()) {
                found.push(Finding::new(
                    "unit-cut",
                    Severity::Warning,
                    format!("“{name}” is how “{whole}” begins: the rest may be cut off."),
                    format!("“{name}”似为“{whole}”之前半，可能有缺漏。"),
                    span,
                    vec![index],
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::{Person, TaskSpans, Unit, UnitRole};

    fn task(text: &str, names: &[&str]) -> Task {
        let unit = |name: &&str| Unit {
            name: (*name).to_owned(),
            role: UnitRole::Responsible,
            aliases: Vec::new(),
            spans: Vec::new(),
        };
        Task { text: text.to_owned(), units: names.iter().map(unit).collect(), ..Task::default() }
    }

    fn found(tasks: &[Task]) -> Vec<(&'static str, Vec<usize>)> {
        let mut found = Vec::new();
        rows("", tasks, &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    #[test]
    fn repeated_rows_and_names_are_found() {
        let rows = [task("修渠。", &["市水利局"]), task("修渠。", &["市林业局"])];
        assert_eq!(found(&rows), [("task-repeated", vec![0, 1])]);
        assert_eq!(found(&[task("修渠。", &["市水利局", "市水利局"])]), [("name-repeated", vec![0])]);
    }

    #[test]
    fn names_that_are_none_are_found() {
        assert_eq!(found(&[task("修渠。", &["植树。市林业局"])]), [("unit-odd", vec![0])]);
        assert_eq!(found(&[task("修渠。", &["市“三河共治”办"])]), []);
        let rows = [task("修渠。", &["市水"]), task("植树。", &["市水利局"]), task("护林。", &["市水利局"])];
        assert_eq!(found(&rows), [("unit-cut", vec![0])]);
    }

    #[test]
    fn a_leader_taken_from_above_is_said_where_that_is_rare() {
        let led = |at: usize| Task {
            leaders: vec![Person { name: "柳青".into(), title: None, spans: Vec::new() }],
            spans: TaskSpans { leaders: vec![Span::new(at, at + 6)], ..TaskSpans::default() },
            ..task(&format!("修渠{at}里。"), &["市水利局"])
        };
        let mut rows: Vec<Task> = (0..30).map(|at| led(at * 10)).collect();
        rows[7].spans = rows[6].spans.clone();
        rows[7].certainty = Certainty::Likely;
        assert_eq!(found(&rows), [("leader-from-above", vec![7])]);
        for at in 8..20 {
            rows[at].spans = rows[6].spans.clone();
            rows[at].certainty = Certainty::Likely;
        }
        assert_eq!(found(&rows), []);
    }
}
