//! Headings and attachments: rows may stand under the wrong one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Finding, MOST_UNNUMBERED, beside, place, runs, under_one_heading};
use crate::Span;
use crate::lexicon::numbering::{self, Style};
use crate::model::{Heading, Severity, Task, TaskSpans};
use crate::notice::attachments::Attachment;
use crate::order;
use crate::text::{is_han, squeeze};

/// Headings longer than this are not searched for a second one, in characters: they are sentences.
const LONGEST_HEADING: usize = 120;

/// A heading of fewer characters may end as another does without being a part of it.
const SHORTEST_FRAGMENT: usize = 4;

/// Outer headings that are repeated fewer times do not show what stands below them.
const FEWEST_REPEATS: usize = 3;

/// So many headings that end alike show how headings end here.
const FEWEST_ALIKE: usize = 4;

type Numbered = Option<(Style, u32)>;

fn number(title: &str) -> Numbered {
    numbering::leading(title).map(|number| (number.style, number.value))
}

/// Whether two tasks share their attachment and the outermost `depth` headings, so far as they have as many.
fn together(one: &Task, other: &Task, depth: usize) -> bool {
    one.attachment == other.attachment
        && one.section.len().min(depth) == other.section.len().min(depth)
        && one.section.iter().zip(&other.section).take(depth).all(|(left, right)| left == right)
}

/// Holes and steps back in the numbers of the headings. A heading of the `outline` is none that is missing: it stands
/// over prose without tasks.
///
/// A notice that is not `whole` may begin at any heading.
pub(super) fn sequence(tasks: &[Task], outline: &[Heading], whole: bool, found: &mut Vec<Finding>) {
    // The last number met at each depth, under the headings that are open.
    let mut last: Vec<Numbered> = Vec::new();
    let attached = tasks.iter().any(|task| task.attachment.is_some());
    let nested = nested(outline);
    let mut said_until = 0;
    let mut run = 0;
    for index in 0..tasks.len() {
        let task = &tasks[index];
        let same_attachment = index > 0 && tasks[index - 1].attachment == task.attachment;
        if same_attachment && tasks[index - 1].section == task.section {
            continue;
        }
        let start_of_run = std::mem::replace(&mut run, index);
        let depth = if same_attachment {
            tasks[index - 1].section.iter().zip(&task.section).take_while(|(left, right)| left == right).count()
        } else {
            0
        };
        last.truncate(if same_attachment { depth + 1 } else { 0 });
        last.resize(task.section.len().max(last.len()), None);
        for (at, title) in task.section.iter().enumerate().skip(depth) {
            let Some((style, value)) = number(title) else { continue };
            let before = last[at].replace((style, value));
            // What stands before numbered attachments is no whole notice either.
            if index == 0 && !attached && !whole {
                continue;
            }
            let before = match before {
                Some((same, before)) if same == style => before,
                Some(_) => continue,
                None => 0,
            };
            if value > before + 1 {
                let from = index.checked_sub(1).map_or(0, |above| place(&tasks[above]).start);
                let above = &tasks[..if same_attachment { index } else { 0 }];
                if are_printed(outline, style, before + 1..value, from..place(task).start)
                    || task.seq.as_deref() == Some("1") && is_next(above, style, value)
                {
                    continue;
                }
                let back = (0..index).rev().take_while(|&row| same_attachment && within(tasks, row, index, at));
                let start = back.last().unwrap_or(index);
                // Where this is the first of its kind under an outer heading, or in an attachment, that is in doubt too.
                let shared = if before == 0 && (index > 0 || attached) { at } else { at + 1 };
                let ahead = (index..tasks.len()).take_while(|&row| together(&tasks[row], task, shared)).count();
                let start = if at > depth { start.min(start_of_run) } else { start };
                found.push(Finding::new(
                    "heading-gap",
                    Severity::Warning,
                    format!("A heading seems to be missing before “{title}”: rows above may belong under it."),
                    format!("“{title}”之前似缺标题，其上各行可能属于所缺的标题。"),
                    place(task),
                    (start..index + ahead).collect(),
                ));
            } else if value == 1 && nested.contains(&style) {
                // 二、, and under it the tables 一、 and 一、.
            } else if before > 0 && value <= before && index >= said_until {
                let rest = (index..tasks.len()).take_while(|&row| together(&tasks[row], task, at)).count();
                said_until = index + rest;
                // Where the order broke is not known: under the outer heading, or since this number should have come.
                let outer = &tasks[index - 1];
                let late = |row: usize| {
                    let number = tasks[row].section.get(at).and_then(|title| number(title));
                    value > 1 && number.is_some_and(|(same, number)| same == style && number >= value)
                };
                let doubted = |row: &usize| {
                    together(&tasks[*row], outer, at) && (late(*row) || together(&tasks[*row], outer, depth.max(1)))
                };
                let start = (0..index).rev().take_while(doubted).last().unwrap_or(start_of_run);
                let rows = neighbourhood(tasks, start, index + rest);
                found.push(Finding::new(
                    "heading-order",
                    Severity::Warning,
                    format!("“{title}” does not follow the heading before it: rows or pages may be out of order."),
                    format!("“{title}”与前一标题的序号不相接，行或页的次序可能有误。"),
                    place(task),
                    rows.collect(),
                ));
            }
        }
    }
}

/// Whether a heading's number follows that of the last numbered task: 1. and 2. are tasks, 3. has tasks of its own; or （一） and
/// （二） are, and （三）.
fn is_next(above: &[Task], style: Style, value: u32) -> bool {
    let mut numbers = above.iter().rev().take(MOST_UNNUMBERED + 1).filter_map(|task| task.seq.as_deref());
    numbers.next().is_some_and(|last| {
        let arabic = last.starts_with(|c: char| c.is_ascii_digit());
        let alike = if arabic { style == Style::Arabic } else { matches!(style, Style::Han | Style::HanBracket) };
        alike && numbering::alone(last).is_some_and(|(last, _)| last + 1 == value)
    })
}

/// The styles of number that headings have within one of the same style: 一、 stands directly under 二、.
fn nested(outline: &[Heading]) -> HashSet<Style> {
    let inner = |pair: &[Heading]| {
        let adjacent = pair[1].span.start <= pair[0].span.end + LONGEST_LINE_END;
        let (style, value) = number(&pair[1].title).filter(|_| adjacent)?;
        let within = number(&pair[0].title).is_some_and(|(outer, above)| outer == style && above > 1);
        (value == 1 && within).then_some(style)
    };
    outline.windows(2).filter_map(inner).collect()
}

/// What can stand between two headings of which nothing parts the second from the first, in bytes.
const LONGEST_LINE_END: usize = 8;

/// Tasks that have swallowed a heading: a piece of one begins with a number of the style that headings have here and ends as
/// none of its sentences do. What stands around it may belong under that heading.
pub(super) fn swallowed(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let styles: HashSet<Style> =
        tasks.iter().flat_map(|task| &task.section).filter_map(|title| number(title)).map(|(style, _)| style).collect();
    let is_heading = |piece: &str| {
        numbering::leading(piece).is_some_and(|number| styles.contains(&number.style) && number.style.level().is_some())
            && !piece.trim_end().ends_with(['。', '；', '，', '、'])
            && piece.chars().count() <= LONGEST_HEADING
    };
    let begins_within = |task: &Task| {
        task.text.match_indices('等').any(|(at, list)| {
            let behind = &task.text[at + list.len()..];
            let number = || numbering::leading(behind).filter(|number| styles.contains(&number.style));
            behind.starts_with(|c: char| c.is_ascii_digit())
                && number().is_some_and(|number| behind[number.len..].starts_with(is_han))
        })
    };
    let mut said_until = 0;
    for (index, task) in tasks.iter().enumerate() {
        let piece = || task.spans.text.iter().skip(1).find(|piece| is_heading(piece.of(text))).copied();
        let in_text = piece().or_else(|| begins_within(task).then(|| place(task)));
        let Some(piece) = in_text.or_else(|| behind_number(text, &task.spans, &styles)) else { continue };
        if index < said_until {
            continue;
        }
        // Between units it stands where its rows begin; in a task, which words of which row are before it is not known.
        let depth = if in_text.is_some() { 1 } else { usize::MAX };
        let start = (0..index).rev().take_while(|&row| together(&tasks[row], task, depth)).last().unwrap_or(index);
        let end = index + tasks[index..].iter().take_while(|next| together(next, task, depth)).count();
        said_until = end;
        let rows = if depth == 1 { neighbourhood(tasks, start, end) } else { start..end };
        found.push(Finding::new(
            "heading-swallowed",
            Severity::Warning,
            "A heading seems to stand in this task: the rows around may belong under it.".into(),
            "此项中似混入标题，前后各行可能属于该标题。".into(),
            piece,
            rows.collect(),
        ));
    }
}

/// What of a list of units stands behind a number of a style that headings have, where the list itself is not numbered from 1 on:
/// the next heading, on the line of the last units or in their place. The number of the row itself is none.
fn behind_number(text: &str, spans: &TaskSpans, styles: &HashSet<Style>) -> Option<Span> {
    let number_in = |from: usize, to: usize| {
        let gap = text.get(from..to).filter(|gap| gap.len() <= LONGEST_GAP)?;
        let number = |(at, _)| {
            numbering::leading(&text[from + at..])
                .filter(|number| at + number.len == gap.len() && styles.contains(&number.style))
                .map(|number| number.value)
        };
        gap.char_indices().find_map(number)
    };
    let first = *spans.units.first()?;
    let before = &text[..first.start];
    if before.trim_end().ends_with(['.', '、', '．', ')', '）']) {
        let from = before.rfind('\n').map_or(0, |end| end + 1);
        let of_row = spans.seq.iter().any(|seq| seq.end > from && seq.end <= first.start);
        return number_in(from, first.start).filter(|&value| value > 1 && !of_row).map(|_| first);
    }
    spans.units.windows(2).find(|pair| number_in(pair[0].end, pair[1].start).is_some()).map(|pair| pair[1])
}

/// What stands between two units of a list is no longer, in bytes.
const LONGEST_GAP: usize = 24;

/// Whether `outline` has headings with all the numbers `values` of a style within the bytes `range`.
fn are_printed(outline: &[Heading], style: Style, values: Range<u32>, range: Range<usize>) -> bool {
    let first = outline.partition_point(|heading| heading.span.start < range.start);
    let within = outline[first..].iter().take_while(|heading| heading.span.start < range.end);
    let mut wanted = values;
    for heading in within {
        let next = number(&heading.title).filter(|&(own, value)| own == style && value == wanted.start);
        wanted.start += u32::from(next.is_some());
    }
    wanted.is_empty()
}

/// The rows `start..end`, in which headings are out of order, with those that may be misplaced with them: where pages
/// changed places, what stood at the head of one now follows the heading above it, and what follows the other one has lost
/// its own. How long the pages are is not known; it is taken to the end of the next outermost section.
fn neighbourhood(tasks: &[Task], start: usize, end: usize) -> Range<usize> {
    let alike = |row: &usize| tasks[*row].section == tasks[start - 1].section;
    let first = (0..start).rev().take_while(alike).last().unwrap_or(start);
    let after = tasks[end..].iter().take_while(|task| together(task, &tasks[end], 1)).count();
    first..end + after
}

/// Whether the task at `row` stands under the same outer headings as the one before `index`, and under the same
/// heading at `depth` or under one without a number.
fn within(tasks: &[Task], row: usize, index: usize, depth: usize) -> bool {
    let before = &tasks[index - 1];
    let title = |task: usize| tasks[task].section.get(depth);
    let bare = |task: usize| title(task).is_none_or(|title| number(title).is_none());
    together(&tasks[row], before, depth) && (title(row) == title(index - 1) || bare(row) && bare(index - 1))
}

/// Marks of attachments that are missing or out of order: the rows on both sides may belong to another one.
pub(super) fn attachments(tasks: &[Task], attachments: &[Attachment], found: &mut Vec<Finding>) {
    let marked = attachments.iter().any(|attachment| attachment.label.is_some());
    let bare: Vec<usize> = (0..tasks.len()).filter(|&row| tasks[row].attachment.is_none()).collect();
    if let Some(&first) = bare.first().filter(|_| marked && attachments.iter().any(|one| one.label.is_none())) {
        found.push(Finding::new(
            "attachment-order",
            Severity::Warning,
            "An attachment here has no number, others have: it may be lost.".into(),
            "此处附件没有序号，其他附件都有：可能有缺漏。".into(),
            place(&tasks[first]),
            bare,
        ));
    }
    let mut before: Option<(u32, &str)> = None;
    for attachment in attachments {
        let Some(label) = attachment.label.as_deref() else { continue };
        let digits = label.trim_start_matches(['附', '件', '表']).split(['-', '—']).next().unwrap_or_default();
        let Some((value, _)) = numbering::alone(digits) else { continue };
        let last = before.replace((value, label));
        let expected = last.map_or(1, |(last, _)| last + 1);
        if value == expected || last.is_some_and(|(last, _)| last == value) {
            continue;
        }
        let concerns = |task: &Task| {
            let own = task.attachment.as_deref();
            own == Some(label) || own == last.map(|(_, label)| label)
        };
        let rows: Vec<usize> = (0..tasks.len()).filter(|&row| concerns(&tasks[row])).collect();
        if let Some(&first) = rows.first() {
            found.push(Finding::new(
                "attachment-order",
                Severity::Warning,
                format!("{label} does not follow the attachment before it: a mark may be lost, or pages out of order."),
                format!("{label}与前一附件的序号不相接：可能缺附件标记，或页的次序有误。"),
                place(&tasks[first]),
                rows,
            ));
        }
    }
}

/// Headings that stand where none of their kind can: in one of the same or an inner rank, without a number among
/// numbered ones, or two in one.
pub(super) fn kinds(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut index = 0;
    for run in tasks.chunk_by(|one, next| one.section == next.section && one.attachment == next.attachment) {
        let rows = index..index + run.len();
        index = rows.end;
        let section = &run[0].section;
        let mut say = |code, english: String, chinese: String| {
            found.push(Finding::new(code, Severity::Warning, english, chinese, place(&run[0]), rows.clone().collect()));
        };
        for pair in section.windows(2) {
            if let (Some((outer, _)), Some((inner, _))) = (number(&pair[0]), number(&pair[1]))
                && inner <= outer
            {
                say(
                    "heading-rank",
                    format!(
                        "“{}” cannot stand under “{}”: a heading or an attachment's mark may be lost.",
                        pair[1], pair[0]
                    ),
                    format!("“{}”不应在“{}”之下：可能缺标题或附件标记。", pair[1], pair[0]),
                );
            }
        }
        if let Some(title) = section.iter().find(|title| numbering::alone(title.trim_end_matches('、')).is_some()) {
            say(
                "heading-bare",
                format!("Of the heading “{title}” only the number is left."),
                format!("标题“{title}”只剩序号。"),
            );
        }
        if let Some(title) = section.iter().find(|title| is_doubled(title)) {
            say(
                "heading-doubled",
                format!("“{title}” says something twice: a line of the heading may have been doubled or moved."),
                format!("“{title}”有重复的文字，标题的某行可能重复或错位。"),
            );
        }
        if let Some(title) = section.iter().find(|title| is_joined(title)) {
            say(
                "heading-joined",
                format!("“{title}” seems to be a heading run together with other text."),
                format!("“{title}”似为标题与其他文字连排。"),
            );
        }
    }
    unnumbered(tasks, found);
    unlike(tasks, found);
    names(tasks, found);
    fragments(tasks, found);
    shallow(tasks, found);
}

/// Whether the end of a heading stands there twice in a row: 做强特色产业做强特色产业.
fn is_doubled(title: &str) -> bool {
    let letters: Vec<char> = title.chars().rev().take(LONGEST_HEADING).collect();
    (SHORTEST_FRAGMENT..=letters.len() / 2).any(|length| letters[..length] == letters[length..2 * length])
}

/// Rows directly under a heading whose earlier rows stand under headings of its own: theirs may be lost. A numbered row
/// there may be an item beside those headings.
fn shallow(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut index = 0;
    let mut before: &[String] = &[];
    for run in tasks.chunk_by(|one, next| one.section == next.section && one.attachment == next.attachment) {
        let rows = index..index + run.len();
        index = rows.end;
        let task = &run[0];
        let above = std::mem::replace(&mut before, &task.section);
        let same_attachment = rows.start > 0 && tasks[rows.start - 1].attachment == task.attachment;
        let dropped = same_attachment && above.len() > task.section.len() && above.starts_with(&task.section);
        if let Some(outer) = task.section.last()
            && dropped
            && task.seq.is_none()
        {
            found.push(Finding::new(
                "heading-missing",
                Severity::Warning,
                format!("The rows before stand under a heading within “{outer}”, these do not: theirs may be lost."),
                format!("“{outer}”下前面各行另有下级标题，这些行没有，可能有缺漏。"),
                place(task),
                rows.collect(),
            ));
        }
    }
}

/// Rows behind an outer heading that is repeated without the inner one, where every other time the inner one stands there too, as
/// at the head of each page: another inner heading is lost.
pub(super) fn repeated(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let gap = |index: usize| {
        let (above, task) = (&tasks[index - 1].spans, &tasks[index].spans);
        let end = [&above.text, &above.leaders, &above.units].into_iter().flatten().map(|span| span.end).max()?;
        let start = task.seq.iter().chain(&task.text).map(|span| span.start).min()?;
        text.get(end..start).filter(|gap| gap.len() <= LONGEST_HEADING * 8 && !gap.trim().is_empty())
    };
    let (mut both, mut lacking) = (0, Vec::new());
    for index in 1..tasks.len() {
        let (above, task) = (&tasks[index - 1], &tasks[index]);
        let [outer, inner, ..] = &task.section[..] else { continue };
        if above.section.first() != Some(outer) || above.attachment != task.attachment {
            continue;
        }
        let Some(words) = gap(index).map(squeeze).filter(|words| words.contains(outer)) else { continue };
        if words.contains(inner) {
            both += 1;
        } else {
            lacking.push(index);
        }
    }
    if both < FEWEST_REPEATS || lacking.len() * 4 > both {
        return;
    }
    let mut said_until = 0;
    for index in lacking {
        if index < said_until {
            continue;
        }
        let rows = tasks[index..].iter().take_while(|task| together(task, &tasks[index], usize::MAX)).count();
        said_until = index + rows;
        found.push(Finding::new(
            "heading-missing",
            Severity::Warning,
            "The outer heading is repeated above this row without an inner one, as it is nowhere else: one may be lost.".into(),
            "此行之上只重复了上级标题，别处其下都有下级标题，可能有缺漏。".into(),
            place(&tasks[index]),
            (index..said_until).collect(),
        ));
    }
}

/// Headings that are only the beginning or the end of another one: broken over lines, a part was lost or moved.
fn fragments(tasks: &[Task], found: &mut Vec<Finding>) {
    for rows in runs(tasks, beside) {
        let (first, part) = (rows.start, &tasks[rows]);
        let distinct: HashSet<&str> = part.iter().flat_map(|task| &task.section).map(String::as_str).collect();
        let mut titles: Vec<&str> = distinct.into_iter().collect();
        // In order, a title that begins with another follows it directly, or others that begin with it do.
        order::sort_by_key(&mut titles, |title| *title);
        let front = |pair: &[&str]| pair[1].starts_with(pair[0]) && number(pair[0]).is_some();
        // Of two with one number the longer one may as well hold what does not belong to it.
        let alike = titles.windows(2).filter(|pair| front(pair)).flat_map(|pair| [pair[0], pair[1]]);
        let mut parts: Vec<&str> = alike.collect();
        parts.dedup();
        order::sort_by_key(&mut titles, |title| title.chars().rev().collect::<String>());
        let back = |pair: &[&str]| {
            pair[1].ends_with(pair[0]) && number(pair[0]).is_none() && pair[0].chars().count() >= SHORTEST_FRAGMENT
        };
        parts.extend(titles.windows(2).filter(|pair| back(pair)).map(|pair| pair[0]));
        for title in parts {
            let rows: Vec<usize> = (0..part.len())
                .filter(|&row| part[row].section.iter().any(|own| own == title))
                .map(|row| first + row)
                .collect();
            found.push(Finding::new(
                "heading-fragment",
                Severity::Warning,
                format!("“{title}” is only a part of another heading: the rest may be lost or misplaced."),
                format!("“{title}”只是另一标题的一部分，其余可能缺漏或错位。"),
                rows.first().map_or(Span::default(), |&row| place(&tasks[row])),
                rows,
            ));
        }
    }
}

/// Headings without a number where their neighbours under the same outer heading have one.
fn unnumbered(tasks: &[Task], found: &mut Vec<Finding>) {
    for rows in runs(tasks, beside) {
        let (first, part) = (rows.start, &tasks[rows]);
        let depths = part.iter().map(|task| task.section.len()).max().unwrap_or(0);
        for depth in 0..depths {
            let bare = |task: &Task| task.section.get(depth).is_some_and(|title| number(title).is_none());
            let lacking: Vec<usize> = (0..part.len()).filter(|&row| bare(&part[row])).collect();
            let having = part.iter().filter(|task| task.section.len() > depth).count() - lacking.len();
            if lacking.is_empty() || having < lacking.len() * 4 {
                continue;
            }
            for rows in lacking.chunk_by(|&one, &next| one + 1 == next && part[one].section == part[next].section) {
                let title = &part[rows[0]].section[depth];
                found.push(Finding::new(
                    "heading-unnumbered",
                    Severity::Warning,
                    format!("“{title}” has no number, its neighbours have: something may be lost or misread here."),
                    format!("“{title}”没有序号，而相邻标题都有：此处可能有缺漏或误读。"),
                    place(&part[rows[0]]),
                    rows.iter().map(|&row| first + row).collect(),
                ));
            }
        }
    }
}

/// Headings that do not end as nearly all beside them do: 三、柳青副市长牵头 among 一、何思远市长牵头重点工作, of which the end is on
/// another line or lost.
fn unlike(tasks: &[Task], found: &mut Vec<Finding>) {
    for rows in runs(tasks, beside) {
        let depths = tasks[rows.clone()].iter().map(|task| task.section.len()).max().unwrap_or(0);
        for depth in 0..depths {
            let titles: HashSet<&str> = rows
                .clone()
                .filter_map(|row| title(tasks, row, depth))
                .filter(|title| number(title).is_some())
                .collect();
            let mut ends: HashMap<&str, usize> = HashMap::new();
            titles.iter().filter_map(|title| end(title)).for_each(|end| *ends.entry(end).or_default() += 1);
            let Some((usual, count)) = ends.into_iter().max_by_key(|&(_, count)| count) else { continue };
            if count < FEWEST_ALIKE || (titles.len() - count) * 4 > titles.len() {
                continue;
            }
            for odd in titles.into_iter().filter(|title| end(title) != Some(usual)) {
                let rows: Vec<usize> = rows.clone().filter(|&row| title(tasks, row, depth) == Some(odd)).collect();
                found.push(Finding::new(
                    "heading-unfinished",
                    Severity::Warning,
                    format!(
                        "“{odd}” does not end in “{usual}” as the headings beside it: its end may be lost or misplaced."
                    ),
                    format!("“{odd}”不像相邻标题以“{usual}”结尾，其后半可能缺漏或错位。"),
                    place(&tasks[rows[0]]),
                    rows,
                ));
            }
        }
    }
}

fn title(tasks: &[Task], row: usize, depth: usize) -> Option<&str> {
    tasks[row].section.get(depth).map(String::as_str)
}

/// The last characters of a heading.
fn end(title: &str) -> Option<&str> {
    title.char_indices().rev().nth(SHORTEST_FRAGMENT - 1).map(|(at, _)| &title[at..])
}

/// Headings that are nothing but the name of a leader or unit of the notice: a cell was taken for them.
fn names(tasks: &[Task], found: &mut Vec<Finding>) {
    let leaders = tasks.iter().flat_map(|task| &task.leaders).map(|leader| leader.name.as_str());
    let names: HashSet<&str> =
        leaders.chain(tasks.iter().flat_map(|task| &task.units).map(|unit| unit.name.as_str())).collect();
    for rows in runs(tasks, under_one_heading) {
        let task = &tasks[rows.start];
        let Some(title) = task.section.iter().find(|title| names.contains(title.as_str())) else { continue };
        found.push(Finding::new(
            "heading-odd",
            Severity::Warning,
            format!("The heading “{title}” is a name that stands in rows elsewhere: a cell may be misplaced."),
            format!("标题“{title}”是别处各行中的名称：可能有单元格错位。"),
            place(task),
            rows.collect(),
        ));
    }
}

/// Whether a heading holds a second number behind its words, or a sentence and more.
fn is_joined(title: &str) -> bool {
    if title.chars().count() > LONGEST_HEADING {
        return true;
    }
    let start = numbering::leading(title).map_or(0, |number| number.len);
    let words = &title[start..];
    let mut before = ' ';
    words.char_indices().any(|(at, c)| {
        let opens = is_han(before) && (c.is_ascii_digit() || c == '（');
        let sentence = before == '。';
        before = c;
        let second = || numbering::leading(&words[at..]).filter(|number| number.style.level().is_some());
        sentence || opens && second().is_some_and(|number| words[at + number.len..].starts_with(is_han))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(sections: &[&[&str]]) -> Vec<Task> {
        let section = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect();
        sections.iter().map(|titles| Task { section: section(titles), ..Task::default() }).collect()
    }

    /// The codes that a check finds, each with the rows it concerns.
    fn found(check: impl Fn(&[Task], &mut Vec<Finding>), sections: &[&[&str]]) -> Vec<(&'static str, Vec<usize>)> {
        let mut found = Vec::new();
        check(&tasks(sections), &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    fn order(tasks: &[Task], found: &mut Vec<Finding>) {
        sequence(tasks, &[], false, found);
    }

    #[test]
    fn headings_in_order_are_left_alone() {
        let sections: &[&[&str]] =
            &[&["一、农业", "（一）种植"], &["一、农业", "（二）养殖"], &["二、民生"], &["二、民生", "（一）托育"]];
        assert_eq!(found(order, sections), []);
        assert_eq!(found(kinds, sections), []);
    }

    #[test]
    fn a_missing_heading_puts_the_rows_on_both_sides_in_doubt() {
        assert_eq!(found(order, &[&["一、农业"], &["三、民生"]]), [("heading-gap", vec![0, 1])]);
        assert_eq!(
            found(order, &[&["一、农业", "（一）种植"], &["二、民生", "（二）养老"]]),
            [("heading-gap", vec![0, 1])]
        );
    }

    #[test]
    fn a_step_back_puts_in_doubt_what_came_too_early() {
        let sections: &[&[&str]] = &[&["一、农业"], &["二、工业"], &["三、民生"], &["二、生态"]];
        assert_eq!(found(order, sections), [("heading-order", vec![0, 1, 2, 3])]);
    }

    #[test]
    fn headings_of_the_wrong_kind_are_found() {
        assert_eq!(found(kinds, &[&["八、其他", "一、卫生"]]), [("heading-rank", vec![0])]);
        assert_eq!(found(kinds, &[&["二、工业1.园区"]]), [("heading-joined", vec![0])]);
        assert_eq!(found(kinds, &[&["二、新增5G基站"]]), []);
        let one_bare: &[&[&str]] = &[&["一、农业"], &["二、工业"], &["三、民生"], &["四、生态"], &["交通"]];
        assert_eq!(found(kinds, one_bare), [("heading-unnumbered", vec![4])]);
    }

    #[test]
    fn a_heading_in_the_place_of_units_or_behind_them_is_found() {
        let heading = |text: &str, seq: &[&str], units: &[&str]| {
            let spans = |words: &[&str]| {
                let place =
                    |words: &&str| text.find(words).map(|at| Span::new(at, at + words.len())).expect("in the text");
                words.iter().map(place).collect()
            };
            let spans = TaskSpans { seq: spans(seq), units: spans(units), ..TaskSpans::default() };
            behind_number(text, &spans, &HashSet::from([Style::Arabic])).map(|span| span.of(text).to_owned())
        };
        assert_eq!(heading("修渠\n5.民生改善", &[], &["民生改善"]).as_deref(), Some("民生改善"));
        assert_eq!(heading("市水利局 5.民生改善", &[], &["市水利局", "民生改善"]).as_deref(), Some("民生改善"));
        assert_eq!(heading("修渠\n1.市水利局 2.市财政局", &[], &["市水利局", "市财政局"]), None);
        assert_eq!(heading("5.市水利局", &["5"], &["市水利局"]), None);
    }

    #[test]
    fn a_heading_that_ends_otherwise_than_those_beside_it_is_found() {
        let sections: &[&[&str]] = &[
            &["一、柳青牵头重点工作"],
            &["二、何思远牵头重点工作"],
            &["三、林书远牵头"],
            &["四、赵一鸣牵头重点工作"],
            &["五、共同推进重点工作"],
        ];
        assert_eq!(found(kinds, sections), [("heading-unfinished", vec![2])]);
        assert_eq!(found(kinds, &sections[..3]), [], "too few to tell");
    }

    #[test]
    fn a_heading_that_is_a_leader_is_found() {
        let mut rows = tasks(&[&["一、水利"], &["柳青"]]);
        rows[0].leaders.push(crate::model::Person { name: "柳青".into(), title: None, spans: Vec::new() });
        let mut found = Vec::new();
        kinds(&rows, &mut found);
        assert_eq!(
            found.iter().map(|finding| (finding.code, &finding.tasks[..])).collect::<Vec<_>>(),
            [("heading-odd", &[1][..])]
        );
    }

    #[test]
    fn a_heading_that_says_something_twice_is_found() {
        assert_eq!(found(kinds, &[&["一、做强特色产业做强特色产业"]]), [("heading-doubled", vec![0])]);
        // Short words may well stand twice: 人人, 点点滴滴.
        assert_eq!(found(kinds, &[&["一、建设人人共享家园家园"]]), []);
    }

    #[test]
    fn rows_that_lost_an_inner_heading_are_found() {
        let sections: &[&[&str]] = &[&["一、农业", "（一）种植"], &["一、农业"], &["二、工业"]];
        assert_eq!(found(kinds, sections), [("heading-missing", vec![1])]);
    }

    #[test]
    fn tables_under_one_heading_may_each_start_at_one() {
        let heading = |title: &str, start: usize| Heading {
            title: title.to_owned(),
            span: Span::new(start, start + title.len()),
            level: 1,
        };
        let [outer, inner] = ["二、任务", "一、农业"];
        let close = [heading(outer, 0), heading(inner, outer.len() + 1)];
        assert_eq!(nested(&close), HashSet::from([Style::Han]));
        let apart = [heading(outer, 0), heading(inner, outer.len() + 90)];
        assert!(nested(&apart).is_empty(), "a text stands between them");
    }

    #[test]
    fn a_heading_on_the_line_of_the_last_units_is_found() {
        let swallowed_in = |text: &str, names: &[&str]| {
            let mut rows = tasks(&[&["一、民生", "1.就业"], &["一、民生", "1.就业"], &["一、民生", "2.教育"]]);
            let span = |name: &&str| text.find(name).map(|at| Span::new(at, at + name.len()));
            rows[0].spans.units = names.iter().filter_map(span).collect();
            let mut found = Vec::new();
            swallowed(text, &rows, &mut found);
            found.into_iter().map(|finding| finding.tasks).collect::<Vec<_>>()
        };
        assert_eq!(
            swallowed_in("市民政局、市残联等3. 建设平安青屿", &["市民政局", "市残联", "建设平安青屿"]),
            [[0, 1]]
        );
        // A numbered list of units.
        assert!(swallowed_in("1. 市民政局 2. 市残联", &["市民政局", "市残联"]).is_empty());
    }

    #[test]
    fn an_outer_heading_repeated_alone_has_lost_the_inner_one() {
        let mut text = String::new();
        let mut rows = Vec::new();
        for (row, inner) in ["1.就业", "1.就业", "1.就业", "1.就业", "1.就业", ""].into_iter().enumerate() {
            text.push_str(&format!("一、民生\n{inner}\n"));
            let words = format!("修渠{row}里。");
            let span = Span::new(text.len(), text.len() + words.len());
            text.push_str(&words);
            let mut row = tasks(&[&["一、民生", "1.就业"]]).remove(0);
            row.spans.text = vec![span];
            rows.push(row);
        }
        let mut found = Vec::new();
        repeated(&text, &rows, &mut found);
        assert_eq!(found.iter().map(|finding| &finding.tasks[..]).collect::<Vec<_>>(), [[5]]);
    }

    #[test]
    fn parts_of_headings_are_found() {
        let sections: &[&[&str]] = &[&["一、聚力"], &["一、聚力大产业"]];
        // Which of two with one number is whole cannot be told.
        assert_eq!(found(kinds, sections), [("heading-fragment", vec![0]), ("heading-fragment", vec![1])]);
        assert_eq!(found(kinds, &[&["种植业"], &["种植业和养殖业"]]), []);
    }

    #[test]
    fn marks_of_attachments_out_of_order_are_found() {
        let mark = |label: &str| Attachment { element: 0, label: Some(label.into()), title: Span::default() };
        let rows: Vec<Task> =
            ["附件1", "附件3"].map(|label| Task { attachment: Some(label.into()), ..Task::default() }).into();
        let mut lost = Vec::new();
        attachments(&rows, &[mark("附件1"), mark("附件3")], &mut lost);
        assert_eq!(lost.iter().map(|finding| &finding.tasks[..]).collect::<Vec<_>>(), [[0, 1]]);
        let mut bare = Vec::new();
        let unmarked = [rows[0].clone(), Task::default()];
        attachments(&unmarked, &[mark("附件1"), Attachment { label: None, ..mark("") }], &mut bare);
        assert_eq!(bare.iter().map(|finding| &finding.tasks[..]).collect::<Vec<_>>(), [[1]]);
        // An attachment without tasks is no gap.
        let mut none = Vec::new();
        attachments(&rows, &[mark("附件1"), mark("附件2"), mark("附件3")], &mut none);
        assert!(none.is_empty());
    }
}
