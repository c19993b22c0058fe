//! Tasks that begin within a word: 善信用制度 where the line that ended in 完 is lost.
//!
//! The notice itself shows it: 善 stands in it often, never where a sentence or clause begins, and behind few characters, 完 and
//! 改, but before many. A character that begins words stands behind many and before few: 精 before 准 and 神.

use std::collections::{HashMap, HashSet};

use super::words::TASK_BEGINNINGS;
use super::{Finding, place};
use crate::model::{Severity, Task};
use crate::text::is_han;

/// A character that stands within words fewer times may as well begin one.
const OFTEN: usize = 6;

/// Says which tasks begin within a word.
pub(super) fn midway(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    let mut met: HashMap<char, usize> = HashMap::new();
    let mut sieve = [false; SIEVE];
    for first in tasks.iter().filter_map(first) {
        *met.entry(first).or_default() += 1;
        sieve[first as usize % SIEVE] = true;
    }
    // What no other task begins with.
    let alone = met.into_iter().filter(|&(_, count)| count == 1);
    let mut places: HashMap<char, Places> = alone.map(|(first, _)| (first, Places::default())).collect();
    let (mut before, mut last, mut gap) = (' ', ' ', false);
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if sieve[last as usize % SIEVE]
            && let Some(places) = places.get_mut(&last)
        {
            places.add(before, c);
        }
        let begins = !gap && !last.is_alphanumeric();
        if sieve[c as usize % SIEVE] && begins && last != ' ' {
            places.remove(&c);
        }
        (before, last, gap) = (last, c, false);
    }
    for (index, task) in tasks.iter().enumerate() {
        let inner = first(task).and_then(|first| places.get(&first)).is_some_and(Places::are_within_words);
        if inner && !TASK_BEGINNINGS.begin(task.text.trim_start()) {
            found.push(Finding::new(
                "task-begins-midway",
                Severity::Warning,
                "This task begins within a word: its beginning may be lost.".into(),
                "此项似从词语中间开始，开头可能有缺漏。".into(),
                place(task),
                vec![index],
            ));
        }
    }
}

/// Slots of the table that tells at once that no task begins with most characters of the text.
const SIEVE: usize = 512;

/// What stands around a character.
#[derive(Default)]
struct Places {
    within: usize,
    before: HashSet<char>,
    behind: HashSet<char>,
}

impl Places {
    fn add(&mut self, before: char, behind: char) {
        if is_han(before) {
            self.within += 1;
            self.before.insert(before);
        }
        if is_han(behind) {
            self.behind.insert(behind);
        }
    }

    /// Whether words seldom begin here: far fewer characters stand before it than behind it.
    fn are_within_words(&self) -> bool {
        self.within >= OFTEN && self.before.len() * 5 <= self.behind.len() * 2
    }
}

/// The Chinese character that a task begins with.
fn first(task: &Task) -> Option<char> {
    task.text.trim_start().chars().next().filter(|&c| is_han(c))
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
        assert_eq!(found(&[many, "清查，善用存量。", "善信用体系。"]), [], "a clause begins with it");
        assert_eq!(found(&["完善路网，改善水质。", "善信用体系。"]), [], "too few to tell");
        assert_eq!(found(&[many, "善信用体系。", "善后事宜。"]), [], "another task begins so");
    }

    #[test]
    fn what_begins_words_may_begin_a_task() {
        let many = "推精准扶贫，抓精准施策，重精神文明，育精神家园，促精准招商，倡精神互助。";
        assert_eq!(found(&[many, "精准服务。"]), []);
    }
}
