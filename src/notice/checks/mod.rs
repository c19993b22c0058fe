//! What a reader should look at: the notice held against itself.

mod headings;
mod midway;
mod names;
mod nearby;
mod numbers;
mod rows;
mod units;
mod unreadable;
mod words;

use std::ops::Range;

use super::attachments::Attachment;
use super::totals::{self, Total};
use crate::Span;
use crate::model::{Certainty, Diagnostic, Heading, Severity, Task};
use crate::order;

/// What of the notice the tasks are held against.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// Whether it has a title: an excerpt may begin at any heading.
    pub whole: bool,
    /// Its headings outside of tables.
    pub outline: &'a [Heading],
    /// Its attachments.
    pub attachments: &'a [Attachment],
    /// The totals that it declares.
    pub declared: Vec<Total>,
}

/// Whether two tasks stand in the same attachment.
fn beside(one: &Task, other: &Task) -> bool {
    one.attachment == other.attachment
}

/// Whether they stand under the same headings too.
fn under_one_heading(one: &Task, other: &Task) -> bool {
    beside(one, other) && one.section == other.section
}

/// The rows in runs, in each of which every one is `alike` the next.
fn runs(tasks: &[Task], alike: fn(&Task, &Task) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    tasks.chunk_by(alike).map(move |run| {
        end += run.len();
        end - run.len()..end
    })
}

/// Most tasks without a number behind one that is numbered: the further sentences of its paragraph.
const MOST_UNNUMBERED: usize = 4;

/// Checks the tasks and returns what there is to say, in document order; each diagnostic of a task is also entered in
/// [`Task::diagnostics`].
pub(super) fn check(text: &str, tasks: &mut [Task], context: Context) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbers::numbers(text, tasks, &mut found);
    headings::sequence(tasks, context.outline, context.whole, &mut found);
    headings::swallowed(text, tasks, &mut found);
    headings::repeated(text, tasks, &mut found);
    headings::attachments(tasks, context.attachments, &mut found);
    headings::kinds(tasks, &mut found);
    rows::rows(text, tasks, &mut found);
    units::names(text, tasks, &mut found);
    words::words(text, tasks, &mut found);
    midway::midway(text, tasks, &mut found);
    nearby::nearby(tasks, &mut found);
    names::names(tasks, &mut found);
    unreadable::unreadable(text, tasks, &mut found);
    totals(text, tasks, context.declared, &mut found);
    order::sort_by_key(&mut found, |finding| finding.span.start);
    let ids: Vec<String> = tasks.iter().map(|task| task.id.clone()).collect();
    found
        .into_iter()
        .enumerate()
        .map(|(place, finding)| {
            for &task in &finding.tasks {
                tasks[task].diagnostics.push(place);
                if finding.doubts {
                    tasks[task].certainty = tasks[task].certainty.max(Certainty::Likely);
                }
            }
            Diagnostic {
                code: finding.code.to_owned(),
                severity: finding.severity,
                message: finding.english,
                message_zh: finding.chinese,
                span: finding.span,
                task: finding.tasks.first().map(|&task| ids[task].clone()),
            }
        })
        .collect()
}

/// Totals that the notice declares of itself and the tasks do not bear out.
fn totals(text: &str, tasks: &[Task], declared: Vec<Total>, found: &mut Vec<Finding>) {
    for (total, read) in totals::differing(text, declared, tasks) {
        let count = total.count;
        found.push(Finding {
            code: "declared-total",
            severity: Severity::Warning,
            english: format!("The notice declares {count} here, but {read} were read."),
            chinese: format!("此处称共 {count} 项，读出 {read} 项。"),
            span: total.span,
            tasks: Vec::new(),
            doubts: false,
        });
    }
}

/// A diagnostic whose tasks are still positions.
struct Finding {
    code: &'static str,
    severity: Severity,
    english: String,
    chinese: String,
    span: Span,
    tasks: Vec<usize>,
    /// Whether the rows may be read wrongly; otherwise the finding is on what the notice itself says.
    doubts: bool,
}

impl Finding {
    fn new(
        code: &'static str,
        severity: Severity,
        english: String,
        chinese: String,
        span: Span,
        tasks: Vec<usize>,
    ) -> Self {
        Self { code, severity, english, chinese, span, tasks, doubts: true }
    }
}

/// Where a task begins, for findings on the whole of it.
fn place(task: &Task) -> Span {
    let first = |spans: &[Span]| spans.first().copied();
    let spans = &task.spans;
    [&spans.seq, &spans.text, &spans.units].into_iter().find_map(|spans| first(spans)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Person, Unit, UnitRole};

    fn task(seq: &str, units: &[&str], leaders: &[&str]) -> Task {
        Task {
            id: seq.to_owned(),
            seq: (!seq.is_empty()).then(|| seq.to_owned()),
            text: format!("修渠{seq}里。"),
            units: units
                .iter()
                .map(|name| Unit {
                    name: (*name).to_owned(),
                    role: UnitRole::Responsible,
                    aliases: Vec::new(),
                    spans: Vec::new(),
                })
                .collect(),
            leaders: leaders
                .iter()
                .map(|name| Person { name: (*name).to_owned(), title: None, spans: Vec::new() })
                .collect(),
            ..Task::default()
        }
    }

    fn codes(mut tasks: Vec<Task>) -> Vec<String> {
        check("", &mut tasks, Context::default()).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn holes_and_repeats_in_the_numbers_are_found() {
        let row =
            |(at, seq): (usize, &&str)| Task { text: format!("修渠{at}里。"), ..task(seq, &["市水利局"], &[]) };
        let rows = |numbers: &[&str]| numbers.iter().enumerate().map(row).collect::<Vec<_>>();
        assert_eq!(codes(rows(&["1", "2", "3", "1", "2"])), [""; 0]);
        assert_eq!(codes(rows(&["1", "2", "4"])), ["seq-gap"]);
        assert_eq!(codes(rows(&["1", "2", "2", "3"])), ["seq-repeat"]);
        assert_eq!(codes(rows(&["5", "6", "3"])), ["seq-order"]);
        assert_eq!(codes(rows(&["一", "二", "四"])), ["seq-gap"]);
    }

    #[test]
    fn rows_without_units_or_leaders_are_found() {
        assert_eq!(codes(vec![task("1", &[], &[])]), ["task-without-unit"]);
        let mut rows: Vec<Task> = (1..=10).map(|n| task(&n.to_string(), &["市水利局"], &["柳青"])).collect();
        rows[4].leaders.clear();
        assert_eq!(codes(rows.clone()), ["task-without-leader"]);
        rows.extend((11..=30).map(|n| task(&n.to_string(), &["市水利局"], &["柳青"])));
        rows[5].leaders.clear();
        assert_eq!(codes(rows), ["task-without-leader"], "neighbours under one heading are told once");
    }

    #[test]
    fn near_misses_are_found_and_different_bureaus_are_not() {
        let mut rows: Vec<Task> = (1..=6).map(|n| task(&n.to_string(), &["市农业农村局"], &["何思远"])).collect();
        rows[3] = task("4", &["市农村农村局"], &["何恩远"]);
        assert_eq!(codes(rows), ["unit-near-miss", "person-near-miss"]);
        let rows = vec![
            task("1", &["市教育局", "市体育局"], &[]),
            task("2", &["市教育局"], &[]),
            task("3", &["市教育局"], &[]),
        ];
        assert_eq!(codes(rows), [""; 0]);
    }

    #[test]
    fn parts_of_a_leader_and_characters_that_look_alike_are_found() {
        let mut rows: Vec<Task> = (1..=6).map(|n| task(&n.to_string(), &["市水利局"], &["何思远"])).collect();
        rows[2] = task("3", &["市水利局"], &["何思"]);
        assert_eq!(codes(rows), ["person-near-miss"]);
        let rows = vec![task("1", &["市建设局"], &[]), task("2", &["市建没局"], &[])];
        assert_eq!(codes(rows), ["unit-near-miss"]);
    }

    #[test]
    fn short_names_of_a_unit_are_found() {
        assert_eq!(codes(vec![task("1", &["市人力社保局", "市人社局"], &[])]), ["unit-two-names"]);
        assert_eq!(codes(vec![task("1", &["市水利局", "市水务集团"], &[])]), [""; 0]);
    }

    #[test]
    fn what_could_not_be_decoded_is_found() {
        let found = check("甲\u{fffd}\u{fffd}乙", &mut [], Context::default());
        assert_eq!((found[0].code.as_str(), found[0].span), ("unreadable", Span::new(3, 9)));
    }
}
