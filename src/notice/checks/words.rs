//! The words of the tasks: sentences that break off, begin in the middle, or hold another cell.

use std::collections::{HashMap, HashSet};

use super::{Finding, place};
use crate::lexicon::affixes::{Beginnings, beginnings};
use crate::lexicon::units;
use crate::model::{Severity, Task};
use crate::order;
use crate::text::{fold, is_han, is_wordy, squeezed};

/// Fewer tasks than this do not show how tasks end here.
const FEWEST_TASKS: usize = 5;

/// No task has fewer letters and digits.
const SHORTEST_TASK: usize = 2;

/// What one row in so many has is rare.
const RARE: usize = 20;

/// Names are not looked for beyond so many characters of a sentence.
const LONGEST_NAME: usize = 40;

/// Stretches shorter than this may well stand twice in a row, in characters.
const LONG_REPEAT: usize = 12;

/// Of a doubled line so many characters at its ends may be in another cell, once or twice.
const MOST_BETWEEN: usize = 3;

/// Sentences and lines shorter than this may well stand twice in a task, in characters.
const SHORTEST_REPEAT: usize = 6;

/// Checks the words of every task.
pub(super) fn words(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let ended = |task: &Task| task.text.trim_end().ends_with(['。', '；', ';', '！', '？', '.', '…']);
    let many = tasks.iter().filter(|task| ended(task)).count();
    let all_ended = tasks.len() >= FEWEST_TASKS && many * 10 >= tasks.len() * 9;
    let names = Names::of(tasks);
    let pieces = tasks.iter().filter(|task| task.spans.text.len() > 1).count();
    let in_one_piece = tasks.len() >= FEWEST_TASKS && pieces * 20 <= tasks.len();
    // Where tasks seldom begin with a unit, one that does holds the end of another cell.
    let begun: Vec<bool> = tasks.iter().map(|task| begins_with_units(task.text.trim(), &names)).collect();
    let seldom = begun.iter().filter(|begun| **begun).count() * RARE <= tasks.len();
    for (index, (task, begun)) in tasks.iter().zip(begun).enumerate() {
        let words = task.text.trim();
        let mut say = |code, english: &str, chinese: &str| {
            let (english, chinese) = (english.to_owned(), chinese.to_owned());
            found.push(Finding::new(code, Severity::Warning, english, chinese, place(task), vec![index]));
        };
        if all_ended && !ended(task) {
            say(
                "task-unfinished",
                "Nearly every other task ends in a full stop, this one does not: its end may be lost.",
                "其他任务几乎都以句号结束，此项没有，可能有缺漏。",
            );
        }
        if words.starts_with(|c| matches!(fold(c), ',' | '、' | '。' | '.' | ';' | ')' | '”' | '》' | '%' | '等'))
        {
            say(
                "task-begins-midway",
                "This task begins in the middle of a sentence: its beginning may be lost.",
                "此项似从句中开始，开头可能有缺漏。",
            );
        }
        if words.chars().filter(|&c| is_wordy(c)).take(SHORTEST_TASK).count() < SHORTEST_TASK {
            say("task-short", "Hardly anything is left of this task.", "此项任务内容所剩无几，可能有缺漏。");
        }
        if in_one_piece && task.spans.text.len() > 1 {
            say(
                "task-in-pieces",
                "This task is put together from several pieces, nearly every other one is in one: two may be mixed.",
                "此项由几段拼成，其他各项几乎都是一段，可能混入了别的内容。",
            );
        }
        if is_spread(words) {
            say(
                "task-holds-heading",
                "Words stand spread out in this task as in a narrow cell: a piece of a heading may be mixed in.",
                "此项中有如窄列标题般分散的文字，可能混入了标题的一部分。",
            );
        }
        if !is_paired(words) {
            say(
                "marks-unpaired",
                "A bracket or quotation mark in this task has no partner: words may be lost or misplaced.",
                "此项中括号或引号不成对，可能有缺漏或错位。",
            );
        }
        if holds_name(&squeezed(words), &names) || seldom && begun {
            say(
                "task-holds-names",
                "A leader or unit named elsewhere begins a sentence of this task: another cell may be mixed in.",
                "此项句首为别处列出的领导或单位，可能混入了其他单元格。",
            );
        }
        let lines = task.spans.text.windows(2).any(|pair| is_same(pair[0].of(text), pair[1].of(text)));
        let mut seen = HashSet::new();
        let sentences = || words.split(['。', '；']).filter(|part| part.chars().count() >= SHORTEST_REPEAT);
        if lines || sentences().any(|part| !seen.insert(part)) || has_repeat(words) {
            say(
                "words-repeated",
                "Words stand twice in this task: a line may have been doubled.",
                "此项中有重复的文字，可能某行重复。",
            );
        }
    }
}

/// The leaders and units of all tasks.
struct Names<'a> {
    all: HashSet<&'a str>,
    /// The characters that they begin with.
    firsts: HashSet<char>,
    /// Each from its end, in order.
    backwards: Vec<String>,
}

impl<'a> Names<'a> {
    fn of(tasks: &'a [Task]) -> Self {
        let all: HashSet<&str> = tasks
            .iter()
            .flat_map(|task| {
                let leaders = task.leaders.iter().map(|leader| leader.name.as_str());
                leaders.chain(task.units.iter().map(|unit| unit.name.as_str()))
            })
            .collect();
        let firsts = all.iter().filter_map(|name| name.chars().next()).collect();
        let mut backwards: Vec<String> = all.iter().map(|name| backward(name)).collect();
        order::sort_by_key(&mut backwards, |name| name.clone());
        Self { all, firsts, backwards }
    }

    /// Whether one of the names may begin where `words` do.
    fn may_begin(&self, words: &str) -> bool {
        words.chars().next().is_some_and(|first| self.firsts.contains(&first))
    }

    /// Whether one of the names ends in `words`.
    fn end_in(&self, words: &str) -> bool {
        let words = backward(words);
        let first = self.backwards.partition_point(|name| *name < words);
        self.backwards.get(first).is_some_and(|name| name.starts_with(&words))
    }
}

fn backward(words: &str) -> String {
    words.chars().rev().collect()
}

/// Whether a Chinese character stands alone between spaces and others, as in words of narrow cells that are spread over
/// the width: 项 目 建设.
fn is_spread(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.windows(3).any(|three| {
        let mut letters = three[1].chars();
        letters.next().is_some_and(is_han)
            && letters.next().is_none()
            && three[0].ends_with(is_han)
            && three[2].starts_with(is_han)
    })
}

/// Whether a long stretch of `words` stands in them twice in a row, as a doubled line does. A phrase that comes again further
/// on is a way of speaking.
fn has_repeat(words: &str) -> bool {
    if !may_repeat(words) {
        return false;
    }
    let letters: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let mut last: HashMap<&[char], usize> = HashMap::new();
    let (mut apart, mut run) = (0, 0);
    letters.windows(LONG_REPEAT).enumerate().any(|(at, stretch)| {
        let distance = last.insert(stretch, at).map_or(0, |before| at - before);
        run = if distance == apart { run + 1 } else { 1 };
        apart = distance;
        distance > 0 && run + LONG_REPEAT + MOST_BETWEEN > distance
    })
}

/// Whether each pair of letters in some stretch of [`LONG_REPEAT`] may have stood in `words` before: said in one pass
/// without a copy, and nearly always no.
fn may_repeat(words: &str) -> bool {
    // A bit for the pairs of each remainder: few of the words of a task share one.
    let mut met = [0u64; 64];
    let (mut run, mut before) = (0, 0);
    words.chars().filter(|c| !c.is_whitespace()).map(u32::from).any(|c| {
        let pair = (before * 31 + c) as usize % (64 * 64);
        let (place, bit) = (&mut met[pair / 64], 1 << (pair % 64));
        run = if *place & bit == 0 { 0 } else { run + 1 };
        *place |= bit;
        before = c;
        run + 1 == LONG_REPEAT
    })
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim() == other.trim() && one.trim().chars().count() >= SHORTEST_REPEAT
}

/// Whether brackets and quotation marks in `words` come in pairs. The bracket behind a number, 1）, needs none.
pub(super) fn is_paired(words: &str) -> bool {
    let mut open = Vec::new();
    let mut before = ' ';
    for c in words.chars().map(fold) {
        let partner = match c {
            '(' | '“' | '《' | '〔' | '【' => {
                open.push(c);
                None
            }
            ')' => Some('('),
            '”' => Some('“'),
            '》' => Some('《'),
            '〕' => Some('〔'),
            '】' => Some('【'),
            _ => None,
        };
        if let Some(partner) = partner
            && open.pop_if(|last| *last == partner).is_none()
            && !(c == ')' && before.is_ascii_digit())
        {
            return false;
        }
        before = c;
    }
    open.is_empty()
}

/// Whether a sentence of `words` starts with a known name and a separator, as cells of units do, or is nothing but one.
/// The name may hold separators of its own: 各县（市、区）政府.
fn holds_name(words: &str, names: &Names) -> bool {
    if ends_list(words, names) {
        return true;
    }
    words.split(['。', '；']).any(|sentence| {
        let sentence = sentence.trim();
        let ends = sentence.char_indices().take(LONGEST_NAME).filter(|&(_, c)| matches!(c, '、' | '，' | ','));
        names.all.contains(sentence) || ends.into_iter().any(|(end, _)| names.all.contains(sentence[..end].trim()))
    })
}

/// Whether the end of a list of units stands in `words`: a separator, a known name, a 等 and the beginning of a task.
fn ends_list(words: &str, names: &Names) -> bool {
    // 河新区管委会等加快植树: the text begins with the last words of the list.
    let front = words.char_indices().take(LONGEST_NAME).find(|&(_, c)| c == '等').map_or("", |(at, _)| &words[..at]);
    if !front.is_empty() && names.end_in(front) {
        return true;
    }
    words.match_indices('等').any(|(end, sign)| {
        let begins =
            words[..end].char_indices().rev().take(LONGEST_NAME).filter(|&(_, c)| matches!(c, '、' | '，' | ','));
        TASK_BEGINNINGS.begin(&words[end + sign.len()..])
            && begins.into_iter().any(|(at, sign)| names.all.contains(words[at + sign.len_utf8()..end].trim()))
    })
}

/// How tasks begin.
pub(super) static TASK_BEGINNINGS: Beginnings = beginnings![
    "加强",
    "加快",
    "推动",
    "推进",
    "完善",
    "实施",
    "建设",
    "开展",
    "深化",
    "落实",
    "做好",
    "抓好",
    "强化",
    "提升",
    "优化",
    "健全",
    "建立",
    "打造",
    "培育",
    "创建",
    "全面",
    "深入",
    "大力",
    "积极",
    "持续",
    "进一步",
    "确保",
    "力争",
    "完成",
    "争取",
    "启动",
    "促进",
    "扩大",
    "规范",
    "严格",
    "统筹",
    "探索",
    "新建",
    "改建",
    "打好",
];

/// How names of organisations end that nothing else does.
const WHOLE_UNITS: &[&str] = &["管委会", "人民政府", "委员会", "指挥部", "办公室", "管理局", "集团公司"];

/// Fewer characters are the end of many names.
const SHORTEST_NAME_END: usize = 5;

/// Whether `words` begin as a list of units does: with a known name, or with two items that read as units. `部，各县政府` is the
/// rest of one.
fn begins_with_units(words: &str, names: &Names) -> bool {
    let near = words.char_indices().nth(LONGEST_NAME).map_or(words, |(end, _)| &words[..end]);
    let known = names.may_begin(near)
        && near.char_indices().skip(SHORTEST_NAME_END).any(|(end, _)| names.all.contains(&near[..end]));
    let mut items = units::items(near);
    let (first, second) = (items.next(), items.next());
    let alone = first.zip(second).is_some_and(|(first, _)| {
        first.chars().count() > SHORTEST_NAME_END && WHOLE_UNITS.iter().any(|end| first.ends_with(end))
    });
    known
        || alone
        || first.zip(second).is_some_and(|(first, second)| {
            let rest = first.chars().count() <= 2 && units::is_unit(second);
            (units::is_unit(first) && units::is_unit(second) && units::begins_like_unit(second) || rest)
                && !first.starts_with(['各', '有', '相'])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str], units: &[&str]) -> Vec<(&'static str, Vec<usize>)> {
        let unit = |name: &&str| crate::model::Unit {
            name: (*name).to_owned(),
            role: crate::model::UnitRole::Responsible,
            aliases: Vec::new(),
            spans: Vec::new(),
        };
        let task =
            |text: &&str| Task { text: (*text).to_owned(), units: units.iter().map(unit).collect(), ..Task::default() };
        let mut found = Vec::new();
        words("", &texts.iter().map(task).collect::<Vec<_>>(), &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    #[test]
    fn a_sentence_without_an_end_stands_out_among_those_with_one() {
        let mut texts = vec!["修渠。"; 9];
        texts.push("植树");
        assert_eq!(found(&texts, &[]), [("task-unfinished", vec![9])]);
        assert_eq!(found(&["修渠", "植树", "护林", "清淤", "筑路"], &[]), []);
    }

    #[test]
    fn words_that_are_lost_doubled_or_of_another_cell_are_found() {
        assert_eq!(found(&["渠。"], &[]), [("task-short", vec![0])]);
        assert_eq!(found(&["“双百”行 动 方案修渠。"], &[]), [("task-holds-heading", vec![0])]);
        assert_eq!(found(&["2025 年 4 月修渠。"], &[]), []);
        assert_eq!(found(&["各县（市、区）政府，修渠。"], &["各县（市、区）政府"]), [("task-holds-names", vec![0])]);
        assert_eq!(found(&["、植树造林。"], &[]), [("task-begins-midway", vec![0])]);
        assert_eq!(found(&["推进“双百行动。"], &[]), [("marks-unpaired", vec![0])]);
        assert_eq!(found(&["1）修渠；2）植树（含补植）。"], &[]), []);
        assert_eq!(found(&["整治河道三十里。整治河道三十里。"], &[]), [("words-repeated", vec![0])]);
        assert_eq!(
            found(&["整治城北河道三十里和湖岸，整治城北河道三十里和湖岸。"], &[]),
            [("words-repeated", vec![0])]
        );
        assert_eq!(found(&["市水利局、市林业局修渠。"], &["市水利局"]), [("task-holds-names", vec![0])]);
        assert_eq!(found(&["支持市水利局修渠。"], &["市水利局"]), []);
        for (text, unit) in [
            ("修渠，市水利局等加快植树。", "市水利局"),
            ("河新区管委会等加快植树。", "云河新区管委会"),
            ("市教育局、市体育局、市推进修渠。", "市水利局"),
            ("部，各县政府，植树。", "市水利局"),
        ] {
            let mut texts = vec!["修渠。"; 19];
            texts.push(text);
            assert!(found(&texts, &[unit]).contains(&("task-holds-names", vec![19])), "{text}");
        }
        assert_eq!(found(&["加快市体育馆、市水利局等单位建设。"], &["市水利局"]), []);
    }
}
