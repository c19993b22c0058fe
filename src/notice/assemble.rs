//! From drafts to the notice's tasks and totals.

use std::collections::HashMap;

use super::draft::Draft;
use super::segments::Marks;
use super::targets;
use crate::Span;
use crate::lexicon::columns::{self, Column};
use crate::model::{PersonTotal, SegmentRole, Target, Task, TaskSpans, UnitRole, UnitTotal};
use crate::order;
use crate::text::join;

/// Gives the drafts their ids and paints their places.
pub(super) fn tasks(text: &str, drafts: Vec<Draft>, marks: &mut Marks) -> Vec<Task> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| {
            paint(&draft, index, marks);
            let words = join(text, &draft.text);
            let hash = fingerprint(&draft, &words);
            let count = seen.entry(hash).or_default();
            *count += 1;
            let id = if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") };
            task(text, draft, words, id)
        })
        .collect()
}

fn task(text: &str, draft: Draft, words: String, id: String) -> Task {
    let printed = |pieces: &[Span]| (!pieces.is_empty()).then(|| join(text, pieces));
    let spans_of_leaders = draft.leaders.iter().flat_map(|leader| leader.spans.iter().copied()).collect();
    let spans_of_units = draft.units.iter().flat_map(|unit| unit.spans.iter().copied()).collect();
    Task {
        id,
        text: words,
        deadline: printed(&draft.deadline),
        note: printed(&draft.note),
        other: draft.other.iter().map(|(header, pieces)| (header.clone(), join(text, pieces))).collect(),
        spans: TaskSpans {
            seq: draft.seq.iter().map(|(_, span)| *span).collect(),
            text: draft.text,
            leaders: spans_of_leaders,
            units: spans_of_units,
            deadline: draft.deadline,
            note: draft.note,
        },
        attachment: draft.attachment,
        section: draft.section,
        seq: draft.seq.map(|(digits, _)| digits),
        leaders: draft.leaders,
        units: draft.units,
        open_ended: draft.open_ended,
        targets: Vec::new(),
        diagnostics: Vec::new(),
        certainty: draft.certainty,
        corrected: Vec::new(),
        checked: false,
    }
}

/// What makes a task the same when the notice is parsed again: where it stands and what it says, not its position.
fn fingerprint(draft: &Draft, words: &str) -> u64 {
    // FNV-1a: short, stable over platforms and releases, and nothing here is an adversary's key.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |part: &str| {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(draft.attachment.as_deref().unwrap_or_default());
    draft.section.iter().for_each(|title| add(title));
    add(draft.seq.as_ref().map_or("", |(digits, _)| digits));
    add(words);
    hash
}

fn paint(draft: &Draft, task: usize, marks: &mut Marks) {
    let mut paint = |spans: &[Span], role| spans.iter().for_each(|&span| marks.paint_task(span, role, Some(task)));
    let seq: Vec<Span> = draft.seq.iter().map(|(_, span)| *span).collect();
    paint(&seq, SegmentRole::Seq);
    paint(&draft.text, SegmentRole::Task);
    paint(&draft.deadline, SegmentRole::Deadline);
    paint(&draft.note, SegmentRole::Note);
    for (_, pieces) in &draft.other {
        paint(pieces, SegmentRole::Body);
    }
    for leader in &draft.leaders {
        paint(&leader.spans, SegmentRole::Leader);
    }
    for unit in &draft.units {
        paint(&unit.spans, SegmentRole::Unit);
    }
    paint(&draft.section_cells, SegmentRole::Heading);
    // What is left of the row or the clause: separators, brackets, labels.
    for &span in draft.clause.iter().chain([&draft.row]) {
        marks.ground(span, SegmentRole::Clause, Some(task));
    }
}

/// The goals that tables have columns for, task by task.
pub(super) fn goals(text: &str, drafts: &[Draft], year: Option<u32>) -> Vec<Vec<Target>> {
    let read = |draft: &Draft| {
        let is_unit = |header: &str| columns::role(header) == Some(Column::Measure);
        let unit = draft.other.iter().find(|(header, _)| is_unit(header)).map(|(_, pieces)| join(text, pieces));
        let cells = draft.other.iter().filter(|(header, _)| columns::sets_goals(header));
        let found = cells.flat_map(|(header, pieces)| {
            let (task, unit) = (&join(text, &draft.text), unit.as_deref().unwrap_or_default());
            targets::cell::find(text, &targets::cell::Cell { header, pieces, task, unit }, year)
        });
        found.collect()
    };
    drafts.iter().map(|draft| if draft.other.is_empty() { Vec::new() } else { read(draft) }).collect()
}

/// The targets of the tasks (`goals` of each, and those in its words) and those of the prose around them, in document order, each task told its own.
pub(super) fn targets(
    text: &str,
    tasks: &mut [Task],
    goals: Vec<Vec<Target>>,
    prose: Vec<Target>,
    year: Option<u32>,
) -> Vec<Target> {
    let mut own: Vec<Span> = tasks.iter().flat_map(|task| task.spans.text.iter().copied()).collect();
    order::sort_by_key(&mut own, |&span| span);
    let mut all: Vec<(Target, Option<usize>)> = Vec::new();
    for target in prose {
        let before = own.partition_point(|piece| piece.start <= target.span.start);
        let within = before.checked_sub(1).is_some_and(|at| own[at].end > target.span.start);
        // ① of a task's number is in front of its words, and may be read with them here.
        let reaches = own.get(before).is_some_and(|piece| piece.start < target.span.end);
        if !within && !reaches {
            all.push((target, None));
        }
    }
    for (index, (task, goals)) in tasks.iter().zip(goals).enumerate() {
        for mut target in targets::find(text, &task.spans.text, year).into_iter().chain(goals) {
            target.task = Some(task.id.clone());
            all.push((target, Some(index)));
        }
    }
    order::sort_by_key(&mut all, |(target, _)| target.span.start);
    all.into_iter()
        .enumerate()
        .map(|(place, (target, task))| {
            if let Some(task) = task {
                tasks[task].targets.push(place);
            }
            target
        })
        .collect()
}

/// Units and leaders in order of first mention with the tasks of each.
pub(crate) fn totals(tasks: &[Task]) -> (Vec<UnitTotal>, Vec<PersonTotal>) {
    let mut units: Vec<UnitTotal> = Vec::new();
    let mut unit_at: HashMap<&str, usize> = HashMap::new();
    let mut people: Vec<PersonTotal> = Vec::new();
    let mut person_at: HashMap<&str, usize> = HashMap::new();
    for task in tasks {
        for unit in &task.units {
            let at = *unit_at.entry(&unit.name).or_insert_with(|| {
                units.push(UnitTotal {
                    name: unit.name.clone(),
                    lead: 0,
                    support: 0,
                    responsible: 0,
                    tasks: Vec::new(),
                });
                units.len() - 1
            });
            let total = &mut units[at];
            // A unit named twice in one task counts once, in the first role.
            if total.tasks.last() == Some(&task.id) {
                continue;
            }
            match unit.role {
                UnitRole::Lead => total.lead += 1,
                UnitRole::Support => total.support += 1,
                UnitRole::Responsible => total.responsible += 1,
            }
            total.tasks.push(task.id.clone());
        }
        for leader in &task.leaders {
            let at = *person_at.entry(&leader.name).or_insert_with(|| {
                people.push(PersonTotal { name: leader.name.clone(), title: None, tasks: Vec::new() });
                people.len() - 1
            });
            let total = &mut people[at];
            if total.title.is_none() {
                total.title.clone_from(&leader.title);
            }
            if total.tasks.last() != Some(&task.id) {
                total.tasks.push(task.id.clone());
            }
        }
    }
    (units, people)
}
