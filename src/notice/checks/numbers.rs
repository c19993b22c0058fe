//! 序号: holes, repeats and steps back.

use std::collections::HashMap;

use super::{Finding, MOST_UNNUMBERED, beside, place, runs, under_one_heading};
use crate::lexicon::numbering;
use crate::model::{Severity, Task};

/// Numbers missing in a row from which on more than a single row may be lost: a page is lost or stands elsewhere, and
/// what follows may belong under another heading.
const PAGE_MISSING: u32 = 2;

/// Checks the numbers of the rows. A number that starts again at 1 begins a new count.
pub(super) fn numbers(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let values: Vec<Option<u32>> =
        tasks.iter().map(|task| task.seq.as_deref().and_then(numbering::alone).map(|(value, _)| value)).collect();
    let counted = counts_by_section(tasks, &values);
    let ends = section_ends(tasks);
    let mut before: Option<(usize, u32)> = None;
    let mut said_until = 0;
    let mut holes = Vec::new();
    for (index, task) in tasks.iter().enumerate() {
        let Some(value) = values[index] else { continue };
        let Some((previous, last)) = before.replace((index, value)) else { continue };
        if value == last + 1 {
            continue;
        }
        let same_attachment = tasks[previous].attachment == task.attachment;
        let same_section = same_attachment && tasks[previous].section == task.section;
        let to_the_end = || index..ends[index];
        let mut say = |code, english: String, chinese: String, rows: std::ops::Range<usize>| {
            // Rows that a finding on all of the section already names need no second one of this kind.
            if rows.len() > 1 && rows.start < said_until {
                found.push(Finding::new(code, Severity::Warning, english, chinese, place(task), vec![index]));
            } else {
                said_until = said_until.max(if rows.len() > 1 { rows.end } else { 0 });
                found.push(Finding::new(code, Severity::Warning, english, chinese, place(task), rows.collect()));
            }
        };
        if value == 1 {
            if last > 1 && same_section && !task.section.is_empty() {
                say(
                    "seq-restart",
                    "The numbers start again under the same heading: a heading may be lost above this row.".into(),
                    "同一标题下序号重新开始：此行之上可能缺一个标题。".into(),
                    to_the_end(),
                );
            }
        } else if !same_section && (value < last || !same_attachment) {
            if counted {
                say(
                    "seq-start",
                    format!(
                        "The rows under this heading begin with number {value}: rows or pages may be out of order."
                    ),
                    format!("本标题下各行自序号 {value} 起：行或页的次序可能有误。"),
                    to_the_end(),
                );
            }
        } else if value == last {
            say(
                "seq-repeat",
                format!("Number {value} stands twice."),
                format!("序号 {value} 出现两次。"),
                index..index + 1,
            );
        } else if value > last {
            let missing =
                if value == last + 2 { format!("{}", last + 1) } else { format!("{}–{}", last + 1, value - 1) };
            let page = value - last > PAGE_MISSING;
            if page {
                holes.push(Hole { missing: last + 1..value, before: index });
            }
            say(
                "seq-gap",
                format!("Number {missing} is missing before {value}: a row may be lost or read as part of another."),
                format!("序号 {value} 之前缺 {missing}：可能漏了一行，或并入了别的行。"),
                if page { to_the_end() } else { index..index + 1 + inheriting(tasks, index) },
            );
        } else {
            say(
                "seq-order",
                format!("Number {value} comes after {last}: rows may be out of order."),
                format!("序号 {value} 排在 {last} 之后：行的次序可能有误。"),
                to_the_end(),
            );
        }
    }
    moved(tasks, &values, &holes, found);
    missing(text, tasks, &values, found);
    stray(tasks, &values, found);
    styles(tasks, found);
}

/// Rows of which the number is Chinese where all others under the same heading are Arabic, or the other way round: it is that of
/// a heading.
fn styles(tasks: &[Task], found: &mut Vec<Finding>) {
    let is_arabic = |task: &Task| task.seq.as_deref().map(|seq| seq.contains(|c: char| c.is_ascii_digit()));
    for rows in runs(tasks, under_one_heading) {
        let of = |arabic: bool| rows.clone().filter(move |&row| is_arabic(&tasks[row]) == Some(arabic)).collect();
        let (arabic, chinese): (Vec<usize>, Vec<usize>) = (of(true), of(false));
        let (few, many) = if arabic.len() < chinese.len() { (arabic, chinese) } else { (chinese, arabic) };
        if many.len() < few.len() * 4 {
            continue;
        }
        for row in few {
            found.push(Finding::new(
                "seq-stray",
                Severity::Warning,
                "This row is numbered in another way than the others under its heading: it may be the number of a heading.".into(),
                "此行序号与同一标题下其他行的样式不同：可能是标题的序号。".into(),
                place(&tasks[row]),
                vec![row],
            ));
        }
    }
}

/// For each row the first one behind it that stands under another heading.
fn section_ends(tasks: &[Task]) -> Vec<usize> {
    let mut ends = Vec::with_capacity(tasks.len());
    runs(tasks, under_one_heading).for_each(|rows| ends.resize(rows.end, rows.end));
    ends
}

/// Rows whose numbers are missing elsewhere: where the numbers of a section break off with the last one of a hole in
/// another section, the page that is missing there stands here, however well its numbers follow those before it.
fn moved(tasks: &[Task], values: &[Option<u32>], holes: &[Hole], found: &mut Vec<Finding>) {
    let mut by_last: HashMap<u32, &Hole> = HashMap::new();
    for hole in holes {
        by_last.entry(hole.missing.end - 1).or_insert(hole);
    }
    let alike = |one: usize, other: usize| {
        tasks[one].section == tasks[other].section && tasks[one].attachment == tasks[other].attachment
    };
    for row in 0..tasks.len() {
        let Some((last, hole)) = values[row].and_then(|last| Some((last, by_last.get(&last)?))) else { continue };
        let goes_on = row + 1 < tasks.len() && alike(row, row + 1) && values[row + 1] == Some(last + 1);
        if goes_on || alike(row, hole.before) {
            continue;
        }
        let run = (0..=row).rev().zip(0..).take_while(|&(above, back)| {
            alike(above, row) && values[above] == Some(last - back) && hole.missing.contains(&(last - back))
        });
        let start = run.last().map_or(row, |(above, _)| above);
        // A few numbers may break off there by chance.
        if (row + 1 - start) * 2 < hole.missing.len() {
            continue;
        }
        found.push(Finding::new(
            "seq-moved",
            Severity::Warning,
            format!("Just these numbers, up to {last}, are missing elsewhere: a page may have changed places."),
            format!("别处恰缺至 {last} 的这些序号：可能有一页错位。"),
            place(&tasks[start]),
            (start..=row).collect(),
        ));
    }
}

/// Numbers that are missing, more than a single row.
struct Hole {
    missing: std::ops::Range<u32>,
    /// The row with the number behind them.
    before: usize,
}

/// How many rows behind `index` have its units from above, as it has: those of a merged cell that begins in the row lost
/// before it would be others.
fn inheriting(tasks: &[Task], index: usize) -> usize {
    let inherits = |row: usize| {
        let own = tasks[row].spans.units.first();
        own.is_some() && own == tasks[row - 1].spans.units.first()
    };
    if !inherits(index) {
        return 0;
    }
    (index + 1..tasks.len()).take_while(|&row| inherits(row)).count()
}

/// Whether the rows are counted under each heading or through the notice: then a section that starts at any other
/// number is odd. Where rows were sorted by leader and kept their numbers, it is not.
fn counts_by_section(tasks: &[Task], values: &[Option<u32>]) -> bool {
    let numbered: Vec<(usize, u32)> =
        values.iter().enumerate().filter_map(|(index, value)| value.map(|value| (index, value))).collect();
    let (mut starts, mut regular) = (0, 0);
    for pair in numbered.windows(2) {
        let ((previous, last), (index, value)) = (pair[0], pair[1]);
        let (previous, task) = (&tasks[previous], &tasks[index]);
        if previous.section != task.section || previous.attachment != task.attachment {
            starts += 1;
            regular += usize::from(value == 1 || value == last + 1);
        }
    }
    regular * 2 >= starts
}

/// Rows without a number among rows that nearly all have one. A further sentence of a paragraph needs none.
fn missing(text: &str, tasks: &[Task], values: &[Option<u32>], found: &mut Vec<Finding>) {
    let goes_on = |index: usize| {
        let behind = index.checked_sub(1).and_then(|above| tasks[above].spans.units.last());
        let gap = behind.and_then(|units| text.get(units.end..place(&tasks[index]).start));
        gap.is_some_and(|gap| gap.len() <= LONGEST_CLAUSE_END && gap.contains(CLOSING) && !gap.contains('\n'))
    };
    for rows in runs(tasks, beside) {
        let numbered = values[rows.clone()].iter().flatten().count();
        if numbered * 5 < rows.len() * 4 {
            continue;
        }
        for index in rows.filter(|&index| tasks[index].seq.is_none() && !goes_on(index)) {
            found.push(Finding::new(
                "seq-missing",
                Severity::Warning,
                "Nearly every other row here is numbered, this one is not: check the source.".into(),
                "此处各行几乎都有序号，此行没有，请核对原文。".into(),
                place(&tasks[index]),
                vec![index],
            ));
        }
    }
}

/// What can stand behind the units of a clause in brackets is no longer, in bytes: what they do, a deadline.
const LONGEST_CLAUSE_END: usize = 120;

/// What closes a clause.
const CLOSING: [char; 5] = ['）', ')', '〕', ']', '】'];

/// The only numbered row under a heading, with another number than 1: it may have swallowed a heading, and the rows
/// behind it belong there. Where the numbers run on under the next heading it has not: what follows are further sentences of
/// its paragraph.
fn stray(tasks: &[Task], values: &[Option<u32>], found: &mut Vec<Finding>) {
    let follows = |row: usize| {
        let above = values[..row].iter().rev().take(MOST_UNNUMBERED + 1).find_map(|value| *value);
        above.is_some() && above.map(|value| value + 1) == values[row]
    };
    for rows in runs(tasks, under_one_heading) {
        let numbered: Vec<usize> = rows.clone().filter(|&row| values[row].is_some_and(|value| value > 1)).collect();
        let all = rows.clone().filter(|&row| values[row].is_some()).count();
        if let [only] = numbered[..]
            && all == 1
            && rows.len() > 1
            && !follows(only)
        {
            found.push(Finding::new(
                "seq-stray",
                Severity::Warning,
                "This row alone is numbered under its heading: it may hold a heading that the rows below belong to."
                    .into(),
                "本标题下唯此行有序号：可能混入了标题，其下各行或属该标题。".into(),
                place(&tasks[only]),
                (only..rows.end).collect(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::model::TaskSpans;

    fn found(rows: &[(&str, &str)]) -> Vec<(&'static str, Vec<usize>)> {
        let task = |&(section, seq): &(&str, &str)| Task {
            section: vec![section.to_owned()],
            seq: (!seq.is_empty()).then(|| seq.to_owned()),
            ..Task::default()
        };
        let mut found = Vec::new();
        numbers("", &rows.iter().map(task).collect::<Vec<_>>(), &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    #[test]
    fn a_lost_page_puts_the_rest_of_the_section_in_doubt() {
        assert_eq!(found(&[("一", "1"), ("一", "6"), ("一", "7"), ("二", "1")]), [("seq-gap", vec![1, 2])]);
        assert_eq!(found(&[("一", "1"), ("一", "3"), ("一", "4")]), [("seq-gap", vec![1])]);
    }

    #[test]
    fn a_page_that_changed_places_is_found_though_its_numbers_go_on() {
        let page = [("一", "1"), ("一", "2"), ("一", "3"), ("一", "4"), ("二", "1"), ("二", "5"), ("二", "6")];
        assert_eq!(found(&page), [("seq-gap", vec![5, 6]), ("seq-moved", vec![1, 2, 3])]);
    }

    #[test]
    fn a_lost_row_may_have_held_the_units_of_those_below() {
        let task = |seq: &str, units: usize| Task {
            seq: Some(seq.to_owned()),
            spans: TaskSpans { units: vec![Span::new(units, units + 9)], ..TaskSpans::default() },
            ..Task::default()
        };
        let mut found = Vec::new();
        numbers("", &[task("1", 0), task("3", 0), task("4", 0), task("5", 50)], &mut found);
        assert_eq!(found.iter().map(|finding| &finding.tasks[..]).collect::<Vec<_>>(), [[1, 2]]);
    }

    #[test]
    fn a_section_that_starts_late_is_found_where_others_start_at_one() {
        let rows = [("一", "1"), ("一", "2"), ("二", "1"), ("二", "2"), ("二", "3"), ("三", "2"), ("三", "3")];
        assert_eq!(found(&rows), [("seq-start", vec![5, 6])]);
        // Rows sorted by leader keep their numbers.
        let sorted = [("甲", "5"), ("甲", "6"), ("乙", "3"), ("丙", "2"), ("丁", "1")];
        assert_eq!(found(&sorted), []);
    }

    #[test]
    fn rows_that_lost_their_number_and_rows_that_found_one_stand_out() {
        let lost = [("一", "1"), ("一", "2"), ("一", "3"), ("一", "4"), ("一", "")];
        assert_eq!(found(&lost), [("seq-missing", vec![4])]);
        assert_eq!(found(&[("一", ""), ("一", "3"), ("一", "")]), [("seq-stray", vec![1, 2])]);
        let counted_through = [("一", "一"), ("一", "二"), ("一", ""), ("二", "三"), ("二", "")];
        assert_eq!(found(&counted_through), []);
    }

    #[test]
    fn a_number_of_another_style_is_that_of_a_heading() {
        let rows = [("一", "一"), ("一", "2"), ("一", "3"), ("一", "4"), ("一", "5")];
        assert_eq!(found(&rows), [("seq-stray", vec![0])]);
    }
}
