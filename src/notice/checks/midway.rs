//! Tasks and lists of units that begin and headings that end within a word: 善信用制度 where the line that ended in 完 is lost.
//!
//! The notice itself shows it: 善 stands in it often, never where a sentence or clause begins, and behind few characters, 完 and
//! 改, but before many. A character that begins words stands behind many and before few: 精 before 准 and 神.

use std::collections::{HashMap, HashSet};

use super::words::TASK_BEGINNINGS;
use super::{Finding, place};
use crate::lexicon::measures;
use crate::model::{Severity, Task};
use crate::text::{is_han, is_space, is_wordy};

/// A character that stands within words fewer times may as well begin or end one.
const OFTEN: usize = 6;

/// Says which tasks begin within a word and which stand under a heading that ends in one.
pub(super) fn midway(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    // What just one task begins with, or just one heading ends in.
    let mut firsts = HashMap::new();
    tasks.iter().filter_map(|task| first(&task.text)).for_each(|first| *firsts.entry(first).or_insert(0) += 1);
    let titles: HashSet<&str> = tasks.iter().flat_map(|task| &task.section).map(String::as_str).collect();
    let mut lasts = HashMap::new();
    titles.iter().filter_map(|title| last(title)).for_each(|last| *lasts.entry(last).or_insert(0) += 1);
    // Names that begin just one list.
    let mut names: HashMap<&str, usize> = HashMap::new();
    let units = || tasks.iter().filter_map(|task| task.units.first()).map(|unit| unit.name.as_str());
    units().for_each(|name| *names.entry(name).or_default() += 1);
    let rare: HashMap<char, usize> =
        names.iter().filter(|&(_, &count)| count == 1).filter_map(|(name, _)| first(name)).map(|c| (c, 1)).collect();
    let once = |counts: HashMap<char, usize>| counts.into_iter().filter(|&(_, count)| count == 1).map(|(c, _)| c);
    let mut places: HashMap<char, Places> =
        once(firsts).chain(once(lasts)).chain(once(rare)).map(|letter| (letter, Places::default())).collect();
    look(text, &mut places);
    let within = |words: &str| first(words).and_then(|first| places.get(&first)).is_some_and(Places::begin_no_word);
    let begins = |task: &&Task| within(&task.text) && !begins_with_deed(task);
    let ends = |title: &str| last(title).and_then(|last| places.get(&last)).is_some_and(Places::end_no_word);
    let broken: HashSet<&str> = titles.into_iter().filter(|title| ends(title)).collect();
    for (index, task) in tasks.iter().enumerate() {
        let mut say = |code, english: String, chinese: String| {
            found.push(Finding::new(code, Severity::Warning, english, chinese, place(task), vec![index]));
        };
        if begins(&task) {
            say(
                "task-begins-midway",
                "This task begins within a word: its beginning may be lost.".into(),
                "此项似从词语中间开始，开头可能有缺漏。".into(),
            );
        }
        if let Some(unit) = task.units.first().filter(|unit| names[unit.name.as_str()] == 1 && within(&unit.name)) {
            let name = &unit.name;
            say(
                "unit-cut",
                format!("“{name}” begins within a word: the beginning may be cut off."),
                format!("“{name}”似从词语中间开始，开头可能有缺漏。"),
            );
        }
        if let Some(title) = task.section.iter().find(|title| broken.contains(title.as_str())) {
            say(
                "heading-unfinished",
                format!("“{title}” ends within a word: the rest of the heading may be lost or misplaced."),
                format!("“{title}”似在词语中间结束，标题的其余部分可能缺漏或错位。"),
            );
        }
    }
}

/// Slots of the table that tells at once that most characters of the text are not asked about.
const SIEVE: usize = 4096;

/// Notes in `places` what stands around their characters in `text`, white space left out.
fn look(text: &str, places: &mut HashMap<char, Places>) {
    let mut sieve = [false; SIEVE];
    places.keys().for_each(|&letter| sieve[letter as usize % SIEVE] = true);
    let (mut before, mut last, mut gap) = (' ', ' ', true);
    // Whether `last` is asked about.
    let mut asked = false;
    for c in text.chars() {
        if is_space(c) {
            gap = true;
            continue;
        }
        if asked && let Some(places) = places.get_mut(&last) {
            places.add(before, c, gap);
        }
        asked = sieve[c as usize % SIEVE];
        if asked
            && !(gap || is_wordy(last))
            && let Some(places) = places.get_mut(&c)
        {
            places.begin = true;
        }
        (before, last, gap) = (last, c, false);
    }
}

/// What stands around a character.
#[derive(Default)]
struct Places {
    within: usize,
    before: HashSet<char>,
    behind: HashSet<char>,
    /// Whether it begins a clause somewhere, or ends one.
    begin: bool,
    end: bool,
}

impl Places {
    fn add(&mut self, before: char, behind: char, gap: bool) {
        if is_han(before) {
            self.within += 1;
            self.before.insert(before);
        }
        if is_han(behind) {
            self.behind.insert(behind);
        } else if !gap && !is_wordy(behind) {
            self.end = true;
        }
    }

    /// Whether words do not begin here: far fewer characters stand before it than behind it.
    fn begin_no_word(&self) -> bool {
        !self.begin && self.within >= OFTEN && self.before.len() * 5 <= self.behind.len() * 2
    }

    /// Whether words do not end here: far fewer characters stand behind it than before it.
    fn end_no_word(&self) -> bool {
        !self.end && self.within >= OFTEN && self.behind.len() * 5 <= self.before.len() * 2
    }
}

/// The Chinese character that `words` begin with.
fn first(words: &str) -> Option<char> {
    words.trim_start().chars().next().filter(|&c| is_han(c))
}

/// Whether a task begins as tasks do, or with a verb of change: 建成, though 建 stands behind 新 wherever else it is met.
fn begins_with_deed(task: &Task) -> bool {
    let words = task.text.trim_start();
    let letters: Vec<char> = words.chars().take(LONGEST_DEED).collect();
    TASK_BEGINNINGS.begin(words) || measures::deed_at_start(&letters).is_some()
}

/// Verbs of change have no more characters.
const LONGEST_DEED: usize = 8;

/// The Chinese character that a heading ends in.
fn last(title: &str) -> Option<char> {
    title.chars().next_back().filter(|&c| is_han(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str]) -> Vec<usize> {
        let task = |text: &&str| Task { text: (*text).to_owned(), ..Task::default() };
        let tasks: Vec<Task> = texts.iter().map(task).collect();
        let mut found = Vec::new();
        midway(&texts.join("\n"), &tasks, &mut found);
        found.into_iter().flat_map(|finding| finding.tasks).collect()
    }

    #[test]
    fn a_task_that_begins_within_a_word_is_found() {
        let many = "完善路网，改善水质，完善账册，改善住房，完善制度，改善民生。";
        assert_eq!(found(&[many, "善信用体系。"]), [1]);
        assert_eq!(found(&[many, "清查，善用存量。", "善信用体系。"]), [0; 0], "a clause begins with it");
        assert_eq!(found(&["完善路网，改善水质。", "善信用体系。"]), [0; 0], "too few to tell");
        assert_eq!(found(&[many, "善信用体系。", "善后事宜。"]), [0; 0], "another task begins so");
    }

    #[test]
    fn what_begins_words_may_begin_a_task() {
        let many = "推精准扶贫，抓精准施策，重精神文明，育精神家园，促精准招商，倡精神互助。";
        assert_eq!(found(&[many, "精准服务。"]), [0; 0]);
    }

    #[test]
    fn a_list_of_units_that_begins_within_a_word_is_found() {
        let text = "完善路网，改善水质，完善账册，改善住房，完善制度，改善民生。";
        let unit = |name: &str| crate::model::Unit {
            name: name.into(),
            role: crate::model::UnitRole::Responsible,
            aliases: Vec::new(),
            spans: Vec::new(),
        };
        let row = |name: &str| Task { text: "修渠。".into(), units: vec![unit(name)], ..Task::default() };
        let mut found = Vec::new();
        midway(text, &[row("善办公室"), row("市水利局"), row("市水利局")], &mut found);
        assert_eq!(
            found.iter().map(|finding| (finding.code, &finding.tasks[..])).collect::<Vec<_>>(),
            [("unit-cut", &[0][..])]
        );
    }

    #[test]
    fn a_heading_that_ends_within_a_word_is_found() {
        let text = "一、优化服\n便民服务、为农服务、惠企服务、助老服务、助残服务、家政服务。";
        let rows = ["一、优化服", "二、优化政务"].map(|title| Task { section: vec![title.into()], ..Task::default() });
        let mut found = Vec::new();
        midway(text, &rows, &mut found);
        assert_eq!(
            found.iter().map(|finding| (finding.code, &finding.tasks[..])).collect::<Vec<_>>(),
            [("heading-unfinished", &[0][..])]
        );
    }
}
