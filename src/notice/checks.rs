//! What a reader should look at: the notice held against itself.

use std::collections::HashMap;

use super::totals::{self, Total};
use crate::Span;
use crate::lexicon::numbering;
use crate::model::{Certainty, Diagnostic, Severity, Task};
use crate::order;

/// Names longer than this are not compared with others, in characters: they are lists or sentences.
const LONGEST_NAME: usize = 24;

/// Names in one group of like beginnings and ends that are compared pair by pair; what goes beyond is left out, so
/// that a hostile list of names stays linear.
const MOST_PAIRED: usize = 64;

/// Characters this far apart in Unicode mostly share their radical, which orders its ideographs: 烨 and 焯 do, 烨 and 东
/// do not. Of two names of two characters nothing else says that one is a slip for the other.
const SAME_RADICAL: u32 = 0x100;

/// A name counts as a slip for another when the other stands so many times as often.
const TIMES_AS_OFTEN: usize = 3;

/// Checks the tasks and returns what there is to say, in document order; each diagnostic of a task is also entered in
/// [`Task::diagnostics`].
pub(super) fn check(text: &str, tasks: &mut [Task], declared: Vec<Total>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbers(tasks, &mut found);
    headings(tasks, &mut found);
    rows(text, tasks, &mut found);
    names(tasks, &mut found);
    unreadable(text, &mut found);
    totals(text, tasks, declared, &mut found);
    order::sort_by_key(&mut found, |finding| finding.span.start);
    let ids: Vec<String> = tasks.iter().map(|task| task.id.clone()).collect();
    found
        .into_iter()
        .enumerate()
        .map(|(place, finding)| {
            for &task in &finding.tasks {
                tasks[task].diagnostics.push(place);
                if finding.severity > Severity::Info {
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
}

/// Where a task begins, for findings on the whole of it.
fn place(task: &Task) -> Span {
    let first = |spans: &[Span]| spans.first().copied();
    first(&task.spans.seq).or(first(&task.spans.text)).unwrap_or_default()
}

/// Holes and repeats in 序号. A number that starts again at 1 begins a new count.
fn numbers(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut before: Option<(usize, u32)> = None;
    let mut said_until = 0;
    for (index, task) in tasks.iter().enumerate() {
        let Some((value, _)) = task.seq.as_deref().and_then(numbering::alone) else { continue };
        let last = before.replace((index, value));
        let Some((previous, last)) = last.filter(|&(previous, _)| tasks[previous].attachment == task.attachment) else {
            continue;
        };
        if value == last + 1 {
            continue;
        }
        // In another section another count may start at any number; only a step back within one is odd there.
        let same_section = tasks[previous].section == task.section;
        if value == 1 && last > 1 && same_section && !task.section.is_empty() && index >= said_until {
            let rest = tasks[index..].iter().take_while(|next| next.section == task.section).count();
            found.push(Finding {
                code: "seq-restart",
                severity: Severity::Warning,
                english: "The numbers start again under the same heading: a heading may be lost above this row.".into(),
                chinese: "同一标题下序号重新开始：此行之上可能缺一个标题。".into(),
                span: place(task),
                tasks: (index..index + rest).collect(),
            });
            said_until = index + rest;
        }
        if value == 1 {
            continue;
        }
        let (code, english, chinese) = if value == last {
            ("seq-repeat", format!("Number {value} stands twice."), format!("序号 {value} 出现两次。"))
        } else if value > last {
            let missing =
                if value == last + 2 { format!("{}", last + 1) } else { format!("{}–{}", last + 1, value - 1) };
            (
                "seq-gap",
                format!("Number {missing} is missing before {value}: a row may be lost or read as part of another."),
                format!("序号 {value} 之前缺 {missing}：可能漏了一行，或并入了别的行。"),
            )
        } else if same_section {
            (
                "seq-order",
                format!("Number {value} comes after {last}: rows may be out of order."),
                format!("序号 {value} 排在 {last} 之后：行的次序可能有误。"),
            )
        } else {
            continue;
        };
        let span = place(task);
        found.push(Finding { code, severity: Severity::Warning, english, chinese, span, tasks: vec![index] });
    }
}

/// Holes and steps back in the numbers of the headings: rows may stand under the wrong one.
fn headings(tasks: &[Task], found: &mut Vec<Finding>) {
    let number = |task: &Task, depth: usize| {
        task.section.get(depth).and_then(|title| numbering::leading(title)).map(|number| (number.style, number.value))
    };
    // Tasks from `from` on, forwards or backwards, that share the heading at `depth` and all above it.
    let under = |at: usize, depth: usize, task: &Task| {
        tasks[at].attachment == task.attachment
            && tasks[at].section.len().min(depth + 1) == task.section.len().min(depth + 1)
            && tasks[at].section.iter().zip(&task.section).take(depth + 1).all(|(left, right)| left == right)
    };
    let mut said_until = 0;
    for index in 1..tasks.len() {
        let (before, task) = (&tasks[index - 1], &tasks[index]);
        if before.attachment != task.attachment || before.section == task.section {
            continue;
        }
        let depth = before.section.iter().zip(&task.section).take_while(|(left, right)| left == right).count();
        let Some((style, value)) = number(task, depth) else { continue };
        let last = match number(before, depth) {
            Some((same, last)) if same == style => last,
            Some(_) => continue,
            None if before.section.len() == depth => 0,
            None => continue,
        };
        let title = &task.section[depth];
        if value > last + 1 {
            let start = (0..index).rev().take_while(|&at| under(at, depth, before)).last().unwrap_or(index - 1);
            found.push(Finding {
                code: "heading-gap",
                severity: Severity::Warning,
                english: format!("A heading seems to be missing before “{title}”: rows above may belong under it."),
                chinese: format!("“{title}”之前似缺标题，其上各行可能属于所缺的标题。"),
                span: place(task),
                tasks: (start..index).collect(),
            });
        } else if value <= last && index >= said_until {
            let rest = (index..tasks.len()).take_while(|&at| depth == 0 || under(at, depth - 1, task)).count();
            said_until = index + rest;
            found.push(Finding {
                code: "heading-order",
                severity: Severity::Warning,
                english: format!("“{title}” does not follow the heading before it: rows or pages may be out of order."),
                chinese: format!("“{title}”与前一标题的序号不相接，行或页的次序可能有误。"),
                span: place(task),
                tasks: (index..index + rest).collect(),
            });
        }
    }
}

/// What single rows lack.
fn rows(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let led = tasks.iter().filter(|task| !task.leaders.is_empty()).count();
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
        // Where nearly every row names a leader, one that does not has probably lost it.
        if task.leaders.is_empty() && led * 10 >= tasks.len() * 9 {
            say(
                "task-without-leader",
                Severity::Warning,
                place(task),
                "Nearly every other task names a leader, this one does not: check the source.",
                "其他各项几乎都有责任领导，此项没有，请核对原文。",
            );
        }
        if let Some(&last) = task.spans.units.last()
            && unfinished(text, last)
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
}

/// Whether a list of units that ends at `last` breaks off: behind it stands a separator and nothing of the list, or a
/// bracket in it is not closed.
fn unfinished(text: &str, last: Span) -> bool {
    let words = last.of(text);
    let opened = words.matches(['（', '(']).count();
    let closed = words.matches(['）', ')']).count();
    opened > closed || text[last.end..].trim_start_matches([' ', '\u{3000}']).starts_with('、')
}

/// Names that are nearly the same: slips and second names.
fn names(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut units = Census::default();
    let mut people = Census::default();
    for (index, task) in tasks.iter().enumerate() {
        for unit in &task.units {
            units.count(&unit.name, unit.spans.first().copied().unwrap_or_default(), index);
        }
        for leader in &task.leaders {
            people.count(&leader.name, leader.spans.first().copied().unwrap_or_default(), index);
        }
    }
    for (rare, common) in units.slips(6) {
        found.push(units.finding(
            rare,
            "unit-near-miss",
            Severity::Warning,
            format!(
                "“{}” differs in one character from “{}”, which stands more often: a slip?",
                rare.name, common.name
            ),
            format!("“{}”与出现更多的“{}”只差一字，是否笔误？", rare.name, common.name),
        ));
    }
    for (rare, common) in people.slips(2) {
        found.push(people.finding(
            rare,
            "person-near-miss",
            Severity::Warning,
            format!("“{}” differs in one character from “{}”, who stands more often: a slip?", rare.name, common.name),
            format!("“{}”与出现更多的“{}”只差一字，是否笔误？", rare.name, common.name),
        ));
    }
    for (short, long) in units.abbreviations() {
        found.push(units.finding(
            short,
            "unit-two-names",
            Severity::Info,
            format!("“{}” may be short for “{}”: are they the same unit?", short.name, long.name),
            format!("“{}”可能是“{}”的简称，是否同一单位？", short.name, long.name),
        ));
    }
}

/// How often each name stands.
#[derive(Default)]
struct Census {
    names: Vec<Name>,
    at: HashMap<String, usize>,
}

struct Name {
    name: String,
    letters: Vec<char>,
    count: usize,
    first: Span,
    task: usize,
}

impl Census {
    fn count(&mut self, name: &str, span: Span, task: usize) {
        if let Some(&at) = self.at.get(name) {
            self.names[at].count += 1;
            return;
        }
        self.at.insert(name.to_owned(), self.names.len());
        self.names.push(Name { name: name.to_owned(), letters: name.chars().collect(), count: 1, first: span, task });
    }

    fn finding(
        &self,
        name: &Name,
        code: &'static str,
        severity: Severity,
        english: String,
        chinese: String,
    ) -> Finding {
        Finding { code, severity, english, chinese, span: name.first, tasks: vec![name.task] }
    }

    /// Pairs of a rare name and a common one of the same length that differ in one character, not the first; of several
    /// common ones the one whose character looks most alike. Names shorter than `shortest` characters are not
    /// compared: 市教育局 and 市体育局 are two bureaus.
    fn slips(&self, shortest: usize) -> Vec<(&Name, &Name)> {
        // Names that differ in one place share what is left without it.
        let mut without: HashMap<(usize, Vec<char>), Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            let letters = &name.letters;
            if !(shortest..=LONGEST_NAME).contains(&letters.len()) {
                continue;
            }
            for skipped in 1..letters.len() {
                let rest = letters.iter().enumerate().filter(|&(place, _)| place != skipped).map(|(_, &c)| c).collect();
                without.entry((skipped, rest)).or_default().push(at);
            }
        }
        let mut best: HashMap<usize, (u32, usize)> = HashMap::new();
        for ((skipped, rest), group) in &without {
            let apart = |a: usize, b: usize| {
                let letter = |at: usize| self.names[at].letters[*skipped] as u32;
                letter(a).abs_diff(letter(b))
            };
            for &rare in group.iter().take(MOST_PAIRED) {
                let closest = group
                    .iter()
                    .take(MOST_PAIRED)
                    .filter(|&&other| self.names[other].count >= TIMES_AS_OFTEN * self.names[rare].count)
                    .map(|&other| (apart(rare, other), other))
                    .filter(|&(distance, _)| rest.len() > 1 || distance <= SAME_RADICAL)
                    .min();
                if let Some(closest) = closest {
                    best.entry(rare).and_modify(|kept| *kept = closest.min(*kept)).or_insert(closest);
                }
            }
        }
        let mut pairs: Vec<(usize, usize)> = best.into_iter().map(|(rare, (_, common))| (rare, common)).collect();
        order::sort_by_key(&mut pairs, |&pair| pair);
        pairs.into_iter().map(|(rare, common)| (&self.names[rare], &self.names[common])).collect()
    }

    /// Pairs of a name and a longer one with the same first and last characters whose characters it has, in order:
    /// 市人社局 in 市人力社保局.
    fn abbreviations(&self) -> Vec<(&Name, &Name)> {
        let mut alike: HashMap<(char, char, char), Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            if let [first, second, .., last] = name.letters[..]
                && (4..=LONGEST_NAME).contains(&name.letters.len())
                && !name.name.contains(['（', '(', '各'])
            {
                let group = alike.entry((first, second, last)).or_default();
                if group.len() < MOST_PAIRED {
                    group.push(at);
                }
            }
        }
        let mut pairs = Vec::new();
        for group in alike.values() {
            for &short in group {
                let long = group.iter().copied().find(|&long| {
                    let (short, long) = (&self.names[short].letters, &self.names[long].letters);
                    long.len() > short.len() && is_within(short, long)
                });
                if let Some(long) = long {
                    pairs.push((short, long));
                }
            }
        }
        order::sort_by_key(&mut pairs, |&pair| pair);
        pairs.into_iter().map(|(short, long)| (&self.names[short], &self.names[long])).collect()
    }
}

/// Whether all of `short` stands in `long`, in order.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut long = long.iter();
    short.iter().all(|wanted| long.any(|c| c == wanted))
}

/// Stretches that no decoder could read.
fn unreadable(text: &str, found: &mut Vec<Finding>) {
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if c == '\u{fffd}' {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            found.push(Finding {
                code: "unreadable",
                severity: Severity::Error,
                english: "These bytes are no text in the file's encoding.".to_owned(),
                chinese: "此处字节无法按文件编码读出。".to_owned(),
                span: Span::new(from, at),
                tasks: Vec::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Person, Unit, UnitRole};

    fn task(seq: &str, units: &[&str], leaders: &[&str]) -> Task {
        Task {
            id: seq.to_owned(),
            seq: (!seq.is_empty()).then(|| seq.to_owned()),
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
        check("", &mut tasks, Vec::new()).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn holes_and_repeats_in_the_numbers_are_found() {
        let rows = |numbers: &[&str]| numbers.iter().map(|seq| task(seq, &["市水利局"], &[])).collect::<Vec<_>>();
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
        assert_eq!(codes(rows), ["task-without-leader"]);
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
    fn short_names_of_a_unit_are_found() {
        assert_eq!(codes(vec![task("1", &["市人力社保局", "市人社局"], &[])]), ["unit-two-names"]);
        assert_eq!(codes(vec![task("1", &["市水利局", "市水务集团"], &[])]), [""; 0]);
    }

    #[test]
    fn what_could_not_be_decoded_is_found() {
        let found = check("甲\u{fffd}\u{fffd}乙", &mut [], Vec::new());
        assert_eq!((found[0].code.as_str(), found[0].span), ("unreadable", Span::new(3, 9)));
    }
}
