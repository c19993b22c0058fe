//! What single rows lack, and what stands in them twice or in the wrong cell.

use std::collections::{HashMap, HashSet};

use super::{Finding, beside, place, runs, under_one_heading};
use crate::Span;
use crate::lexicon::units;
use crate::model::{Certainty, Severity, Task, TaskSpans};
use crate::text::is_space;

/// What stands at the end of a notice (GB/T 9704-2012, 7.4.2).
const CLOSING: &str = "抄送";

/// Fewer headings than this do not show whether headings stand over rows with leaders.
const FEWEST_HEADINGS: usize = 5;

/// Beginnings and ends of tasks that are as long do not stand in two rows, in characters.
const LONG_PART: usize = 16;

/// Fewer tasks than this do not show how the lists of units end here.
const FEWEST_LISTS: usize = 10;

/// Where nearly every row names a leader, those that do not have probably lost it: said once for neighbours that stand
/// under the same heading, whose leader it may be.
fn leaders(tasks: &[Task], found: &mut Vec<Finding>) {
    let led = tasks.iter().filter(|task| !task.leaders.is_empty()).count();
    // The headings of an attachment may name them: one that does not stands over many rows.
    let headings: Vec<_> =
        runs(tasks, under_one_heading).filter(|rows| !tasks[rows.start].section.is_empty()).collect();
    let leading = headings.iter().filter(|rows| !tasks[rows.start].leaders.is_empty()).count();
    if led * 10 < tasks.len() * 9 && (leading * 5 < headings.len() * 4 || headings.len() < FEWEST_HEADINGS) {
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
            found.push(Finding::new(
                "task-without-leader",
                Severity::Warning,
                english,
                chinese,
                place(task),
                (index..index + count).collect(),
            ));
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
            found.push(Finding::new(code, severity, english, chinese, span, vec![index]));
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
        if task.other.iter().any(|(header, _)| header.is_empty()) {
            say(
                "cell-without-header",
                Severity::Warning,
                place(task),
                "A cell of this row has no column header: what it means is not known.",
                "此行有单元格无表头，含义不明。",
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
        if [&task.text, task.note.as_deref().unwrap_or_default()]
            .iter()
            .any(|words| words.trim_start().starts_with(CLOSING))
        {
            say(
                "row-holds-closing",
                Severity::Warning,
                place(task),
                "What closes a notice stands in this row: it is no part of the table.",
                "此行混入了文末的抄送等内容。",
            );
        }
        if task.certainty == Certainty::Likely && !is_merged(tasks, index) {
            say(
                "row-likely",
                Severity::Info,
                place(task),
                "This row could be read in more than one way: compare it with the source.",
                "此行有不止一种读法，请与原文核对。",
            );
        }
    }
    repeats(tasks, found);
    inherited(tasks, found);
    merged(tasks, found);
    unclosed(tasks, found);
    ending(text, tasks, found);
}

/// Whether the row at `index` has its leaders or units from the row above.
fn is_merged(tasks: &[Task], index: usize) -> bool {
    index > 0 && shares_cell(&tasks[index - 1].spans, &tasks[index].spans)
}

/// Rows whose empty cells were taken for the rest of merged ones: said once for neighbours.
fn merged(tasks: &[Task], found: &mut Vec<Finding>) {
    let likely: Vec<usize> =
        (0..tasks.len()).filter(|&row| tasks[row].certainty == Certainty::Likely && is_merged(tasks, row)).collect();
    for rows in likely.chunk_by(|&one, &next| one + 1 == next && shares_cell(&tasks[one].spans, &tasks[next].spans)) {
        found.push(Finding::new(
            "row-likely",
            Severity::Info,
            "These rows have empty cells and take what stands above, as in a merged cell: compare them with the source.".into(),
            "这些行有空单元格，按合并单元格沿用上一行，请与原文核对。".into(),
            place(&tasks[rows[0]]),
            rows.to_vec(),
        ));
    }
}

/// Whether two rows have a cell of leaders or of units in common.
fn shares_cell(one: &TaskSpans, other: &TaskSpans) -> bool {
    [(&one.leaders, &other.leaders), (&one.units, &other.units)]
        .into_iter()
        .any(|(one, other)| !one.is_empty() && one.first() == other.first())
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
    let mut parts: HashMap<(Option<&str>, usize, [char; LONG_PART]), usize> = HashMap::new();
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
        // A page that stands there twice begins and ends within rows.
        let letters: Vec<char> = task.text.chars().filter(|&c| !is_space(c)).collect();
        let ends = [letters.first_chunk::<LONG_PART>(), letters.last_chunk::<LONG_PART>()];
        for (end, part) in ends.into_iter().enumerate() {
            let Some(&part) = part else { continue };
            if let Some(first) = parts
                .insert((task.attachment.as_deref(), end, part), index)
                .filter(|&first| tasks[first].text != task.text)
            {
                found.push(Finding::new(
                    "task-repeated",
                    Severity::Warning,
                    "A long part of this task stands in another one too: lines may have been doubled.".into(),
                    "此项与另一项有很长的相同文字：可能有几行重复。".into(),
                    place(task),
                    vec![first, index],
                ));
            }
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

/// Rows whose leaders or units are those of the row above because their own cell is empty, where that is rare or where no
/// merged cell reaches: into another section, or beside a new cell of leaders. There the cell is rather lost than merged.
fn inherited(tasks: &[Task], found: &mut Vec<Finding>) {
    let leaders = leaders_by_unit(tasks);
    let other_leader = |_: &Task, task: &Task| {
        let usual = task.units.first().and_then(|unit| leaders.get(unit.name.as_str()));
        let own = task.leaders.first().map(|leader| leader.name.as_str());
        usual.is_some_and(|usual| usual.len() == 1 && own.is_some_and(|own| !usual.contains(own)))
    };
    for rows in runs(tasks, beside) {
        from_above(
            tasks,
            rows.clone(),
            |task| task.spans.leaders.first(),
            found,
            other_leader,
            |row| {
                Finding::new(
                    "leader-from-above",
                    Severity::Warning,
                    "This row names no leader and has that of the row above: its own may be lost.".into(),
                    "此行未列责任领导，沿用上一行，或有缺漏，请核对。".into(),
                    place(&tasks[row]),
                    vec![row],
                )
            },
        );
        let beside_new_leader = |above: &Task, task: &Task| {
            task.spans.leaders.first().is_some_and(|own| Some(own) != above.spans.leaders.first())
        };
        from_above(
            tasks,
            rows,
            |task| task.spans.units.first(),
            found,
            beside_new_leader,
            |row| {
                Finding::new(
                    "unit-from-above",
                    Severity::Warning,
                    "This row names no unit and has those of the row above: its own may be lost.".into(),
                    "此行未列责任单位，沿用上一行，或有缺漏，请核对。".into(),
                    place(&tasks[row]),
                    vec![row],
                )
            },
        );
    }
}

/// Under which leaders a unit stands first, in rows whose leader is not that of the row above.
fn leaders_by_unit(tasks: &[Task]) -> HashMap<&str, HashSet<&str>> {
    let mut leaders: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (index, task) in tasks.iter().enumerate() {
        let place = task.spans.leaders.first();
        let inherited = index > 0 && place == tasks[index - 1].spans.leaders.first();
        if let (Some(leader), Some(unit), false) =
            (task.leaders.first(), task.units.first(), inherited && task.certainty != Certainty::Certain)
        {
            leaders.entry(&unit.name).or_default().insert(&leader.name);
        }
    }
    leaders
}

/// Says of the rows among `rows` whose cell (its place given by `cell`) is that of the row above, where that is odd, and
/// of those below that take it on in turn.
fn from_above(
    tasks: &[Task],
    rows: std::ops::Range<usize>,
    cell: impl Fn(&Task) -> Option<&Span>,
    found: &mut Vec<Finding>,
    elsewhere: impl Fn(&Task, &Task) -> bool,
    finding: impl Fn(usize) -> Finding,
) {
    let filled = |row: usize| {
        let own = cell(&tasks[row]);
        own.is_some() && own == cell(&tasks[row - 1]) && tasks[row].certainty != Certainty::Certain
    };
    let all: Vec<usize> = (rows.start + 1..rows.end).filter(|&row| filled(row)).collect();
    let rare = all.len() * 20 <= rows.len();
    let mut odd = None;
    for row in all {
        let (above, task) = (&tasks[row - 1], &tasks[row]);
        if rare || above.section != task.section || elsewhere(above, task) || odd == Some(row - 1) {
            found.push(finding(row));
            odd = Some(row);
        }
    }
}

/// Lists of units that do not end in 等 where nearly all do: the end may be cut off.
fn unclosed(tasks: &[Task], found: &mut Vec<Finding>) {
    let lists = tasks.iter().filter(|task| !task.units.is_empty()).count();
    let open = tasks.iter().filter(|task| task.open_ended).count();
    if lists < FEWEST_LISTS || open * 20 < lists * 19 {
        return;
    }
    for (index, task) in tasks.iter().enumerate().filter(|(_, task)| !task.units.is_empty() && !task.open_ended) {
        found.push(Finding::new(
            "unit-list-unclosed",
            Severity::Warning,
            "Nearly every other list of units ends in 等, this one does not: its end may be lost.".into(),
            "其他各项责任单位几乎都以“等”结尾，此项没有，可能有缺漏。".into(),
            task.spans.units.last().copied().unwrap_or_default(),
            vec![index],
        ));
    }
}

/// A text that ends within its last row: what followed may be cut off.
fn ending(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let Some(task) = tasks.last() else { return };
    let spans = &task.spans;
    let fields = [&spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note];
    let Some(last) = fields.into_iter().flatten().max_by_key(|span| span.end) else { return };
    // A row that ends with its task and takes its units from above may have lost its own.
    let lacks_units = spans.text.last() == Some(last)
        && tasks.len() > 1
        && spans.units.first().is_some_and(|own| Some(own) == tasks[tasks.len() - 2].spans.units.first());
    let broken = lacks_units || !last.of(text).ends_with(['。', '；', '！', '？']);
    if broken && text[last.end..].trim_matches([' ', '\u{3000}']).is_empty() {
        found.push(Finding::new(
            "text-ends-in-row",
            Severity::Info,
            "The text ends with this row, without the end of a line: something may be cut off.".into(),
            "全文在此行中断，未见行尾，可能有缺漏。".into(),
            *last,
            vec![tasks.len() - 1],
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::{Person, Unit, UnitRole};

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
    fn a_long_part_of_another_task_is_found() {
        let whole = "以国家渔港改革为统领，加强避风渔港和渔港经济区建设。";
        let rows = [task(whole, &["市水利局"]), task("领，加强避风渔港和渔港经济区建设。", &["市水利局"])];
        assert_eq!(found(&rows), [("task-repeated", vec![0, 1])]);
        assert_eq!(found(&[task(whole, &["市水利局"]), task("加强渔港建设。", &["市水利局"])]), []);
    }

    #[test]
    fn what_closes_a_notice_is_no_note() {
        let row = Task { note: Some("抄送：市委办公室。".into()), ..task("修渠。", &["市水利局"]) };
        assert_eq!(found(&[row]), [("row-holds-closing", vec![0])]);
    }

    #[test]
    fn rows_under_the_one_heading_without_a_leader_are_found() {
        let rows = |title: &str, led: bool| {
            let leader = Person { name: "柳青".into(), title: None, spans: Vec::new() };
            let row = Task {
                section: vec![title.into()],
                leaders: vec![leader; usize::from(led)],
                ..task("", &["市水利局"])
            };
            vec![row; 2]
        };
        let mut all: Vec<Task> = ["一", "二", "三", "四"].iter().flat_map(|title| rows(title, true)).collect();
        all.extend(rows("五", false));
        assert_eq!(found(&all), [("task-without-leader", vec![8, 9])]);
    }

    fn from_above(tasks: &[Task]) -> Vec<(&'static str, Vec<usize>)> {
        let mut found = Vec::new();
        inherited(tasks, &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    #[test]
    fn a_unit_taken_from_above_is_said_where_no_merged_cell_reaches() {
        let unit = |row: usize, section: &str, leader: usize, units: usize| Task {
            section: vec![section.into()],
            spans: TaskSpans {
                leaders: vec![Span::new(leader, leader + 6)],
                units: vec![Span::new(units, units + 15)],
                ..TaskSpans::default()
            },
            certainty: Certainty::Likely,
            ..task(&format!("修渠{row}里。"), &["市水利局"])
        };
        let merged = [unit(0, "一", 0, 0), unit(1, "一", 0, 0), unit(2, "一", 0, 0), unit(3, "二", 90, 90)];
        assert_eq!(from_above(&merged), []);
        let lost = [unit(0, "一", 0, 0), unit(1, "一", 0, 0), unit(2, "一", 60, 0), unit(3, "一", 60, 0)];
        assert_eq!(from_above(&lost), [("unit-from-above", vec![2]), ("unit-from-above", vec![3])]);
    }

    #[test]
    fn a_list_left_open_stands_out_among_closed_ones() {
        let mut rows: Vec<Task> =
            (0..30).map(|at| Task { open_ended: true, ..task(&format!("修渠{at}里。"), &["市水利局"]) }).collect();
        rows[9].open_ended = false;
        assert_eq!(found(&rows), [("unit-list-unclosed", vec![9])]);
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
        assert_eq!(from_above(&rows), [("leader-from-above", vec![7])]);
        for at in 8..20 {
            rows[at].spans = rows[6].spans.clone();
            rows[at].certainty = Certainty::Likely;
        }
        assert_eq!(from_above(&rows), []);
    }

    #[test]
    fn a_row_read_with_doubt_says_so_those_of_a_merged_cell_together() {
        let likely = |units: usize| Task {
            spans: TaskSpans { units: vec![Span::new(units, units + 3)], ..TaskSpans::default() },
            certainty: Certainty::Likely,
            ..task(&format!("修渠{units}里。"), &["市水利局"])
        };
        let mut rows = vec![likely(0), likely(0), likely(0), likely(9)];
        rows[0].certainty = Certainty::Certain;
        let mut found = Vec::new();
        super::rows("甲乙丙丁戊己庚", &rows, &mut found);
        let likely: Vec<_> =
            found.iter().filter(|finding| finding.code == "row-likely").map(|finding| &finding.tasks[..]).collect();
        assert_eq!(likely, [&[3][..], &[1, 2]]);
    }

    #[test]
    fn a_leader_from_above_who_never_leads_the_unit_is_said() {
        let led = |row: usize, leader: (usize, &str), unit: &str| Task {
            leaders: vec![Person { name: leader.1.into(), title: None, spans: Vec::new() }],
            spans: TaskSpans { leaders: vec![Span::new(leader.0, leader.0 + 6)], ..TaskSpans::default() },
            certainty: Certainty::Likely,
            ..task(&format!("修渠{row}里。"), &[unit])
        };
        let (willow, he) = ((0, "柳青"), (60, "何思远"));
        let rows = [
            led(0, he, "市水利局"),
            led(1, willow, "市林业局"),
            led(2, willow, "市林业局"),
            led(3, willow, "市水利局"),
        ];
        assert_eq!(from_above(&rows), [("leader-from-above", vec![3])]);
    }
}
