//! Characters that say nothing: bytes that no decoder could read, signs of a font's own, the box that stands for a sign that a
//! font lacks.

use super::{Finding, place, runs, under_one_heading};
use crate::Span;
use crate::model::{Severity, Task};
use crate::text::is_han;

/// Says where they stand, and of the rows and headings that have them.
pub(super) fn unreadable(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let stretches = stretches(text);
    if stretches.is_empty() {
        return;
    }
    let first = found.len();
    found.extend(stretches.iter().map(|&span| Finding {
        doubts: true,
        ..finding(
            "Characters here cannot be read: the file's encoding or its font does not say what they are.",
            "此处有字符无法读出：文件的编码或字体未说明是何字。",
            span,
            Vec::new(),
        )
    }));
    for (row, task) in tasks.iter().enumerate() {
        let spans = &task.spans;
        for span in
            [&spans.seq, &spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note].into_iter().flatten()
        {
            let within = stretches.partition_point(|stretch| stretch.end <= span.start)..;
            for (at, stretch) in (within.start..).zip(&stretches[within]) {
                if stretch.start >= span.end {
                    break;
                }
                let rows = &mut found[first + at].tasks;
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
    }
    for rows in runs(tasks, under_one_heading) {
        let task = &tasks[rows.start];
        if task.section.iter().any(|title| !self::stretches(title).is_empty()) {
            found.push(finding(
                "The heading of these rows has characters that cannot be read.",
                "这些行的标题中有无法读出的字符。",
                place(task),
                rows.collect(),
            ));
        }
    }
}

fn finding(english: &str, chinese: &str, span: Span, rows: Vec<usize>) -> Finding {
    Finding::new("unreadable", Severity::Error, english.into(), chinese.into(), span, rows)
}

/// Most places that are named; the last one goes on over all further ones. A file in another encoding has them everywhere.
const MOST: usize = 200;

/// Where such characters stand in `text`, those of a line together.
fn stretches(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, sign) in text.match_indices(is_sign) {
        let end = at + sign.len();
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let behind = text[end..].chars().next().unwrap_or('\n');
        // A character of a word; between spaces or marks somebody may tick it.
        let ticked = sign.starts_with(BOX) && ([before, behind].contains(&' ') || !is_han(before) && !is_han(behind));
        let full = found.len() == MOST;
        match found.last_mut() {
            _ if ticked => {}
            Some(last) if full || !text[last.end..at].contains('\n') => last.end = end,
            _ => found.push(Span::new(at, end)),
        }
    }
    found
}

/// What a decoder writes for bytes that it cannot read, and the characters that each font gives a meaning of its own.
fn is_sign(c: char) -> bool {
    matches!(c, char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}' | BOX)
}

const BOX: char = '□';

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TaskSpans;

    #[test]
    fn rows_and_headings_with_signs_are_named() {
        let text = "修\u{e123}\u{fffd}。植树。";
        let row = |words: &str, title: &str| {
            let at = text.find(words).expect("in the text");
            Task {
                section: vec![title.into()],
                spans: TaskSpans { text: vec![Span::new(at, at + words.len())], ..TaskSpans::default() },
                ..Task::default()
            }
        };
        let rows = [row("修\u{e123}\u{fffd}。", "一、水利"), row("植树。", "二、林□业")];
        let mut found = Vec::new();
        unreadable(text, &rows, &mut found);
        let found: Vec<_> = found.iter().map(|finding| (finding.span, &finding.tasks[..])).collect();
        assert_eq!(found, [(Span::new(3, 9), &[0][..]), (Span::new(12, 21), &[1])]);
    }

    #[test]
    fn a_file_full_of_them_says_so_a_line_and_not_without_end() {
        assert_eq!(stretches("\u{fffd}甲\u{fffd}乙\n丙\u{fffd}"), [Span::new(0, 9), Span::new(16, 19)]);
        let text = "\u{fffd}\n".repeat(2 * MOST);
        let found = stretches(&text);
        assert_eq!((found.len(), found[MOST - 1].end), (MOST, text.len() - 1));
    }

    #[test]
    fn a_box_to_be_ticked_is_none() {
        assert_eq!(stretches("完成□ 未完成□ "), []);
    }
}
