//! Measurable goals in tasks and in prose: 生产总值增长7.5%以上.
//!
//! A sentence is read clause by clause, a clause number by number. What stands before a number decides what it is:
//! - a verb of level (达到, 增长, 控制在): the words before the verb are the subject;
//! - a verb of doing with its object (新建公园3个) or with the object behind the number (新建3个公园);
//! - an indicator's name alone (粮食总产量62万吨), where the clause says that it is a goal.
//!
//! A number that none of these explains is part of a name, a threshold, a date or a rule, and no goal. Neither is what
//! has been done already ([`tense`]).

pub(crate) mod cell;
mod goal;
mod parts;
mod quantity;
mod tense;
mod words;

use crate::Span;
use crate::layout::Element;
use crate::model::Target;
use crate::text::fold;

use parts::{Part, Parts};
use words::Words;

/// The goals of a task whose words are `pieces` of `text`, in order. `year` is the year of the notice, if known: what
/// an earlier year saw is history. [`Target::task`] is left to the caller.
pub(crate) fn find(text: &str, pieces: &[Span], year: Option<u32>) -> Vec<Target> {
    read(text, pieces, year, Part::Outlook)
}

/// The goals of the running text among `elements`, in order. Headings tell what looks back (工作回顾) and what looks
/// forward (主要目标).
pub(crate) fn in_prose(text: &str, elements: &[Element], year: Option<u32>) -> Vec<Target> {
    let mut parts = Parts::default();
    let mut targets = Vec::new();
    for element in elements {
        let Element::Paragraph(span) = element else { continue };
        let part = parts.enter(span.of(text));
        if part != Part::Review {
            targets.extend(read(text, &[*span], year, part));
        }
    }
    targets
}

fn read(text: &str, pieces: &[Span], year: Option<u32>, part: Part) -> Vec<Target> {
    if pieces.iter().any(|piece| piece.of(text).chars().map(fold).any(may_measure)) {
        Reader::new(text, pieces, year, part).read()
    } else {
        Vec::new()
    }
}

/// Whether this can be the first character of a number or of words that stand for one: most sentences have none, and so
/// no goal.
fn may_measure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '十' | '百' | '千' | '翻' | '同')
}

/// What the target before leaves to the next one in the sentence.
#[derive(Clone, Debug)]
struct Last {
    subject: Option<String>,
    /// Verb of doing, which the items of a list share: 新建A 3个、B 5个.
    deed: Option<String>,
    /// One past its last character.
    end: usize,
}

/// Reads the goals of one run of words.
struct Reader<'a> {
    text: &'a str,
    words: Words,
    year: Option<u32>,
    part: Part,
    /// Set in this sentence: what has been done is told.
    history: bool,
    /// Set in this sentence: a goal is set.
    aim: bool,
    /// The time that this sentence sets, in characters.
    due: Option<(usize, usize)>,
    last: Option<Last>,
    targets: Vec<Target>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, pieces: &[Span], year: Option<u32>, part: Part) -> Self {
        Self {
            text,
            words: Words::of(text, pieces),
            year,
            part,
            history: false,
            aim: false,
            due: None,
            last: None,
            targets: Vec::new(),
        }
    }

    fn read(mut self) -> Vec<Target> {
        let mut start = 0;
        for at in 0..=self.words.chars.len() {
            if at < self.words.chars.len() && self.stop(at) != Some(Stop::Sentence) {
                continue;
            }
            if let Some(last) = self.words.chars[start..at].iter().rposition(|&c| may_measure(c)) {
                self.sentence(start, start + last, at);
            }
            start = at + 1;
        }
        self.targets
    }

    /// Reads the sentence from character `start` to `end`, in which nothing is measured behind `last`.
    fn sentence(&mut self, start: usize, last: usize, end: usize) {
        (self.history, self.aim, self.due, self.last) = (false, false, None, None);
        let mut clause = start;
        for at in start..=end {
            if at == end || self.stop(at).is_some() {
                self.clause(clause, at);
                if at > last {
                    return;
                }
                clause = at + 1;
            }
        }
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        if self.words.aside[at] { None } else { stop(self.words.chars[at], &self.words.chars, at) }
    }

    /// Reads the clause from character `start` to `end`.
    fn clause(&mut self, start: usize, end: usize) {
        let tense = tense::of(&self.words, start, end, self.year);
        if tense.history {
            self.history = true;
            self.aim = false;
        }
        if tense.aim {
            self.history = false;
            self.aim = true;
        }
        let mut dues = Vec::new();
        let mut at = start;
        while at < end {
            match tense::due_at(&self.words.chars[..end], start, at) {
                Some(len) => {
                    dues.push((at, at + len));
                    // A bare year and a whole year date history as well as goals.
                    let bare = tense::four_digits(&self.words.chars, at).is_some() && len == 5;
                    let whole = len == 2 && self.words.chars[at + 1] == '年' && self.words.chars[at] == '全';
                    self.aim |= !self.history && !bare && !whole;
                    at += len;
                }
                None => at += 1,
            }
        }
        if tense::is_rule(&self.words, start, end) {
            self.last = None;
            return;
        }
        let mut dues = dues.into_iter().peekable();
        let mut from = start;
        let mut at = start;
        while at < end {
            if let Some((due_start, due_end)) = dues.next_if(|&(due_start, _)| due_start <= at) {
                self.due = Some((due_start, due_end));
                if due_end > at {
                    (at, from) = (due_end, due_end);
                }
                continue;
            }
            if let Some(times) = self.doubling(from, at, end) {
                at = times;
                from = times;
                continue;
            }
            let Some(quantity) = quantity::at(&self.words, at, end) else {
                at += 1;
                continue;
            };
            at = quantity.end;
            if self.sets_goals()
                && let Some(done) = self.quantity(start, from, &quantity, end)
            {
                (from, at) = (done, done);
            }
        }
        self.keeping_pace(start, end);
    }

    /// Whether what is read now speaks of what is to come. Without a heading that says so a sentence must.
    fn sets_goals(&self) -> bool {
        !self.history && (self.part == Part::Outlook || self.aim)
    }
}

/// What ends a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Clause,
    Sentence,
}

fn stop(c: char, chars: &[char], at: usize) -> Option<Stop> {
    let digits = at > 0 && chars[at - 1].is_ascii_digit() && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    match c {
        '。' | '！' | '？' | '!' | '?' => Some(Stop::Sentence),
        '.' if !digits => Some(Stop::Sentence),
        '；' | ';' | '，' | ':' => Some(Stop::Clause),
        ',' if !digits => Some(Stop::Clause),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
