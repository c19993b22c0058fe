//! Totals that a notice declares of itself: 共146项, 8个方面79项, 一是…方面（15项） (FORMS.md, Totals).

use std::collections::{HashMap, HashSet};

use crate::Span;
use crate::layout::Element;
use crate::lexicon::numbering;
use crate::model::Task;
use crate::text::{fold, is_space, squeeze};

/// A declared total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Total {
    /// What it is the total of: the words of the heading or part that it is printed with; `None` for the whole.
    pub scope: Option<Span>,
    /// How many.
    pub count: u32,
    /// Where the number with its words stands.
    pub span: Span,
}

/// What is counted: 项重点工作, 条措施, 件实事.
const COUNTED: &[char] = &['项', '項', '条', '件'];

/// Words that open a total, directly before its number.
const OPENINGS: &[&str] = &[
    "共",
    "共计",
    "总共",
    "合计",
    "总计",
    "共有",
    "共分解",
    "分解为",
    "分解成",
    "细化为",
    "分为",
    "梳理出",
    "梳理为",
    "共梳理",
    "共安排",
    "共确定",
    "共列",
    "共提出",
    "涉及",
];

/// What the counted things are called.
const TASKS: &[&str] = &["任务", "工作", "目标", "措施", "举措", "事项", "实事", "项目", "清单", "政策", "内容"];

/// The totals in the paragraphs, in order.
pub(super) fn read(text: &str, elements: &[Element]) -> Vec<Total> {
    let mut totals = Vec::new();
    for element in elements {
        let Element::Paragraph(paragraph) = element else { continue };
        let words = paragraph.of(text);
        for (at, unit) in words.match_indices(COUNTED) {
            totals.extend(total(words, at, at + unit.len()).map(|total| Total {
                scope: total.scope.map(|scope| paragraph.sub(scope.start, scope.end)),
                span: paragraph.sub(total.span.start, total.span.end),
                ..total
            }));
        }
    }
    totals
}

/// The totals that do not agree with the tasks that were read, each with the number read. A total of the whole may be
/// that of all tasks, of an attachment or of a chapter; one of a part is that of the section its words name.
pub(super) fn differing(text: &str, totals: Vec<Total>, tasks: &[Task]) -> Vec<(Total, usize)> {
    let Some(begin) = tasks.iter().filter_map(|task| task.spans.text.first()).map(|span| span.start).min() else {
        return Vec::new();
    };
    let mut wholes = HashSet::from([tasks.len()]);
    wholes.extend(tasks.chunk_by(|a, b| a.attachment == b.attachment).map(<[Task]>::len));
    wholes.extend(tasks.chunk_by(|a, b| a.section.first() == b.section.first()).map(<[Task]>::len));
    let parts = if totals.iter().any(|total| total.scope.is_some()) { count_parts(tasks) } else { HashMap::new() };
    totals
        .into_iter()
        .filter_map(|total| match total.scope {
            // Behind the first task a number of things done belongs to a task.
            None if total.span.start < begin => {
                let agrees = wholes.contains(&(total.count as usize));
                (!agrees).then_some((total, tasks.len()))
            }
            None => None,
            Some(scope) => {
                let read = *parts.get(name_of_part(&squeeze(scope.of(text))))?;
                (read != total.count as usize).then_some((total, read))
            }
        })
        .collect()
}

/// How many tasks stand under headings of each name.
fn count_parts(tasks: &[Task]) -> HashMap<&str, usize> {
    let mut parts = HashMap::new();
    for task in tasks {
        let names: HashSet<&str> = task.section.iter().map(|title| name_of_part(title)).collect();
        for name in names {
            *parts.entry(name).or_default() += 1;
        }
    }
    parts
}

/// The words of a part or heading without its number, its 方面 and its own count, to know one by the other.
fn name_of_part(words: &str) -> &str {
    let words = &words[numbering::leading(words).map_or(0, |number| number.len)..];
    let words = words.split(['（', '(']).next().unwrap_or_default();
    let words = words.trim_start_matches('在');
    words.strip_suffix("方面").unwrap_or(words).trim_end_matches('。')
}

/// The total whose 项 stands at `unit..after` of a paragraph.
fn total(words: &str, unit: usize, after: usize) -> Option<Total> {
    let number = digits_before(&words[..unit])?;
    let count = numbering::alone(number.of(words))?.0;
    let before = words[..number.start].trim_end_matches(is_space);
    let behind = words[after..].trim_start_matches(is_space);
    // （15项） closes the words that it counts for.
    if let Some(open) = before.char_indices().next_back().filter(|&(_, c)| fold(c) == '(') {
        let close = behind.chars().next().filter(|&c| fold(c) == ')')?;
        let scope = part_before(&words[..open.0]);
        let end = words.len() - behind.len() + close.len_utf8();
        return (!scope.is_empty()).then_some(Total { scope: Some(scope), count, span: Span::new(open.0, end) });
    }
    let parts = parts_before(before);
    // 共分解任务85项: what is counted stands before the number.
    let noun = TASKS.iter().find_map(|task| before.strip_suffix(task));
    let opening = parts.or(noun).unwrap_or(before);
    let opening = opening.strip_suffix("重点").unwrap_or(opening);
    let opening = opening.strip_suffix("主要").unwrap_or(opening);
    let opened = OPENINGS.iter().filter(|word| opening.ends_with(**word)).map(|word| word.len()).max();
    if parts.is_none() && opened.is_none() {
        return None;
    }
    let called = TASKS.iter().any(|task| behind.chars().take(8).collect::<String>().contains(task));
    let ended = behind.chars().next().is_none_or(|c| matches!(fold(c), '.' | ',' | ';' | ')' | '、' | ':'));
    let start = opening.len() - opened.unwrap_or(0);
    (called || ended).then_some(Total { scope: None, count, span: Span::new(start, after) })
}

/// The number at the end of `words`: Arabic digits, or Chinese numerals.
fn digits_before(words: &str) -> Option<Span> {
    let words = words.trim_end_matches(is_space);
    let digit = |c: char| fold(c).is_ascii_digit();
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    let arabic = words.trim_end_matches(digit);
    let front = if arabic.len() < words.len() { arabic } else { words.trim_end_matches(numeral) };
    // 第3项 and 2.5项 count nothing.
    let counts =
        front.len() < words.len() && words.len() - front.len() <= 18 && !front.ends_with(['第', '.', '．', '-', '—']);
    counts.then(|| Span::new(front.len(), words.len()))
}

/// `words` without the count of parts at its end: 8个方面, 五大类.
fn parts_before(words: &str) -> Option<&str> {
    let front = ["个方面", "大方面", "方面", "大类", "个大类", "类", "个领域", "大领域", "个部分", "大板块"]
        .iter()
        .find_map(|part| words.trim_end_matches(['、', '，', ',', '共']).strip_suffix(part))?;
    let number = digits_before(front)?;
    Some(front[..number.start].trim_end_matches(is_space))
}

/// The words since the last stop: 推动高质量发展方面.
fn part_before(words: &str) -> Span {
    let stop = |c: char| matches!(fold(c), '.' | ';' | ',' | ':' | ')' | '、');
    let start = words.rfind(stop).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    Span::new(start, words.len()).trim(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Option<&str>, u32, &str)> {
        let totals = read(text, &[Element::Paragraph(Span::new(0, text.len()))]);
        totals
            .into_iter()
            .map(|total| (total.scope.map(|scope| scope.of(text)), total.count, total.span.of(text)))
            .collect()
    }

    #[test]
    fn totals_are_read_with_their_scope() {
        assert_eq!(found("《责任分解》共 38 项，请抓好落实。"), [(None, 38, "共 38 项")]);
        assert_eq!(found("今年重点工作共8个方面79项任务。"), [(None, 79, "共8个方面79项")]);
        assert_eq!(found("将报告分解为一百二十项重点工作"), [(None, 120, "分解为一百二十项")]);
        assert_eq!(
            found("一是稳定增长方面（15项），二是改善民生方面（9项）。"),
            [(Some("一是稳定增长方面"), 15, "（15项）"), (Some("二是改善民生方面"), 9, "（9项）")]
        );
        assert_eq!(found("三、改善民生（12项）"), [(Some("改善民生"), 12, "（12项）")]);
    }

    #[test]
    fn totals_are_held_against_the_tasks() {
        let text = "共3项。一是水库建设方面（2项），二是河道整治方面（2项）。加固 新建 整治";
        let task = |words: &str, section: &str| Task {
            section: vec![section.to_owned()],
            spans: crate::model::TaskSpans {
                text: vec![Span::new(text.find(words).unwrap(), text.len())],
                ..Default::default()
            },
            ..Task::default()
        };
        let tasks = [task("加固", "一、水库建设"), task("新建", "一、水库建设"), task("整治", "二、河道整治")];
        let totals = read(text, &[Element::Paragraph(Span::new(0, text.len()))]);
        let odd: Vec<_> =
            differing(text, totals, &tasks).into_iter().map(|(total, read)| (total.span.of(text), read)).collect();
        assert_eq!(odd, [("（2项）", 1)]);
    }

    #[test]
    fn counts_inside_tasks_are_no_totals() {
        for text in ["完成改革15项。", "第3项", "新增专利2.5项", "各项工作", "一项重要任务", "实施（二期）项目"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
