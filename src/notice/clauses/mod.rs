//! Responsibility clauses in running text (FORMS.md, Clauses in running text): where they stand in a paragraph, and
//! with [`body`] what they say.

mod body;

use super::glyphs::{self, Gap, Glyph};
use super::labels::{self, Label};
use crate::lexicon::columns::Column;
use crate::lexicon::{roles, units};
use crate::model::{Certainty, UnitRole};

pub(super) use body::{Body, leaders_of, people_cell};

/// A clause in a paragraph, by positions in the paragraph's run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    /// Its first character: the bracket, or the label's first.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it says.
    pub body: Body,
    /// How sure it is that this is a clause.
    pub certainty: Certainty,
    /// It is a bracket with the name of one unit and nothing else, or with more right behind a word. Only beside other
    /// clauses in brackets is it one.
    pub lone: bool,
}

/// Longest clause that is looked at, in characters. A list of all units of a province stays below.
const LONGEST_CLAUSE: usize = 1500;

/// Longest sentence that is tried as a clause without brackets, in characters.
const LONGEST_SENTENCE: usize = 120;

/// Signs that close a sentence or a part of one.
pub(super) fn closes_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '！' | '？' | '!' | '?' | '．')
}

/// The brackets of a paragraph.
struct Brackets {
    /// The closing bracket of every opening one, by position in the run.
    partners: Vec<Option<usize>>,
    /// Closing brackets that were never opened.
    unopened: Vec<bool>,
}

impl Brackets {
    fn of(run: &[Glyph]) -> Self {
        let partners = glyphs::brackets(run);
        let mut unopened: Vec<bool> = run.iter().map(|glyph| matches!(glyph.key, ')' | ']')).collect();
        partners.iter().flatten().for_each(|&close| unopened[close] = false);
        Self { partners, unopened }
    }
}

/// The clauses of the paragraph `run`, in order and apart.
pub(super) fn find(text: &str, run: &[Glyph]) -> Vec<Clause> {
    let brackets = Brackets::of(run);
    let labels = labels::find(run);
    let mut next_label = 0;
    let mut clauses: Vec<Clause> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        while labels.get(next_label).is_some_and(|label| label.start < at) {
            next_label += 1;
        }
        // 整治河道。——甲局牵头，乙局配合: the dash belongs to the clause.
        let dashed = run[at].c != '—' && at > 0 && run[at - 1].c == '—';
        let opens =
            if dashed { run[..at].iter().rposition(|glyph| glyph.c != '—').map_or(0, |last| last + 1) } else { at };
        let after_clause = clauses.last().is_some_and(|clause| clause.end == at);
        let label = labels.get(next_label).filter(|label| label.start == at);
        let found = if let Some(label) = label.filter(|label| starts_statement(run, label, after_clause)) {
            Some(after_labels(text, run, &brackets, &labels[next_label..], label))
        } else if matches!(run[at].key, '(' | '[') {
            in_brackets(text, run, &brackets.partners, &labels[next_label..], at)
        } else if opens > 0 && (closes_sentence(run[opens - 1].c) || after_clause) {
            sentence(text, run, &brackets, at)
        } else if at == 0 && !closes_sentence(run[run.len() - 1].c) {
            // A line of its own, below the task: 甲局牵头，乙局配合
            sentence(text, run, &brackets, 0).filter(|clause| clause.body.named())
        } else if at > 0 && run[at - 1].key == ',' && run[at].key == '由' {
            // 编制规划，由甲局牵头，乙局配合。: the whole rest of the paragraph says who leads, or by when.
            sentence(text, run, &brackets, at).filter(|clause| {
                let leads = clause.body.units.iter().any(|unit| unit.role == UnitRole::Lead);
                // A report ends like this too: 会议要求，由甲局牵头。
                let told = || run[..at].iter().any(|glyph| glyph.c == '。') && !begins_number(text, run, 0);
                clause.end == run.len() && clause.body.named() && (leads || !clause.body.deadline.is_empty()) && !told()
            })
        } else {
            None
        };
        match found {
            Some(mut clause) => {
                clause.start = clause.start.min(opens);
                at = clause.end;
                clauses.push(clause);
            }
            None => at += 1,
        }
    }
    clauses
}

/// Whether a label in running text opens a clause: a header such as 责任单位 where a sentence may begin, or a short word
/// such as 牵头 at the head of a line or right after another label's clause.
fn starts_statement(run: &[Glyph], label: &Label, after_clause: bool) -> bool {
    let at = label.start;
    if at == 0 || after_clause {
        return true;
    }
    let before = run[at - 1].c;
    // 责任单位 behind the mark of a list item.
    let listed = run[at - 1].gap == Gap::Seam && is_list_mark(before);
    if matches!(run[label.end - 1].key, '为' | '是') {
        // 使用模板，责任单位为市大数据局 is a sentence about it.
        return closes_sentence(before);
    }
    if label.full {
        listed || run[at].gap != Gap::None || closes_sentence(before) || matches!(before, '，' | ',' | ')' | '）' | '*')
    } else {
        closes_sentence(before) && announces_units(run, label)
    }
}

/// Whether what a short label announces up to the end of its sentence, or to the next label, is units and nothing else:
/// 。主办：甲局。协办：乙局。 and 。牵头：甲局，配合：乙局。
fn announces_units(run: &[Glyph], label: &Label) -> bool {
    let ahead = &run[label.end..run.len().min(label.end + LONGEST_SENTENCE)];
    let mut end = ahead.iter().position(|glyph| closes_sentence(glyph.c) || glyph.key == ':').unwrap_or(ahead.len());
    if ahead.get(end).is_some_and(|glyph| glyph.key == ':') {
        end = ahead[..end].iter().rposition(|glyph| glyph.key == ',').unwrap_or(end);
    }
    let words = &ahead[..end];
    roles::role_of(label.column).is_some() && units::are_units(&glyphs::keys(words), 100)
}

/// Signs that stand in front of list items without numbers.
fn is_list_mark(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '·' | '•' | '●' | '■' | '◆' | '+' | '>' | '☆' | '★')
}

/// A clause of labels without brackets: it ends with the sentence, or where what follows white space names no unit any
/// more.
fn after_labels(text: &str, run: &[Glyph], brackets: &Brackets, labels: &[Label], first: &Label) -> Clause {
    let start = first.start;
    let limit = run.len().min(start + LONGEST_CLAUSE);
    let mut end = first.end;
    let mut label = first;
    let mut ahead = labels[1..].iter();
    loop {
        let stop = ahead.clone().next().map_or(limit, |next| next.start.min(limit));
        end = end.max(list_end(text, run, &brackets.partners, label, stop));
        match ahead.next() {
            // The next label goes on with the clause where nothing else stands between.
            Some(next)
                if next.start <= end || run[end..next.start.min(limit)].iter().all(is_stop) && next.start < limit =>
            {
                label = next;
                end = label.end.min(limit);
            }
            _ => break,
        }
    }
    let body_end = end;
    // The second half of a bracket whose first is lost: 。责任单位：甲局）2.….
    end += usize::from(brackets.unopened.get(end) == Some(&true));
    if run.get(end).is_some_and(is_stop) {
        end += 1;
    }
    let body = body::read(text, &run[start..body_end]);
    let certainty = if body.guess { Certainty::Likely } else { Certainty::Certain };
    Clause { start, end, body, certainty, lone: false }
}

fn is_stop(glyph: &Glyph) -> bool {
    matches!(glyph.c, '。' | '；' | ';' | '．')
}

/// A run without the stop at its end.
fn without_stop(run: &[Glyph]) -> &[Glyph] {
    match run {
        [words @ .., last] if is_stop(last) => words,
        _ => run,
    }
}

/// Where the words of a label without brackets end, `stop` at the latest.
fn list_end(text: &str, run: &[Glyph], partners: &[Option<usize>], label: &Label, stop: usize) -> usize {
    let mut at = label.end;
    let mut part = at;
    let counted = counts_unit(text, run, label.end, stop);
    if label.column == Column::Note {
        let end = (at + 1..stop).find(|&at| run[at].gap != Gap::None && begins_number(text, run, at));
        return end.unwrap_or(stop);
    }
    while at < stop {
        let glyph = run[at];
        let numbered = || begins_number(text, run, at) && !(counted && counts_unit(text, run, at, stop));
        if glyph.c == '。' || matches!(glyph.key, ')' | ']') || at > label.end && numbered() {
            return at;
        }
        let separates = matches!(glyph.key, '、' | ',' | ';');
        if at > label.end && part < at && glued_number(text, run, part, at) {
            return at;
        }
        if at > label.end && glyph.gap != Gap::None && part < at && !separates {
            let next = run[at + 1..stop]
                .iter()
                .position(|glyph| glyph.gap != Gap::None || matches!(glyph.key, '、' | ',' | ';' | '.'))
                .map_or(stop, |length| at + 1 + length);
            if !body::goes_on(label.column, &run[part..at], &run[at..next]) {
                return at;
            }
        }
        if separates {
            part = at + 1;
        }
        match partners[at] {
            Some(close) if close < stop => at = close + 1,
            _ => at += 1,
        }
    }
    stop
}

/// Whether a number of a heading or item stands here, after white space or a sign.
fn begins_number(text: &str, run: &[Glyph], at: usize) -> bool {
    use crate::lexicon::numbering::{self, Style};
    let apart = at == 0 || run[at].gap != Gap::None || closes_sentence(run[at - 1].c);
    apart
        && numbering::leading(&text[run[at].at..]).is_some_and(|number| number.style != Style::Shi)
        // 2025年 6 月 after PDF extraction is no number, and neither is 1. 5.
        && !(at > 0 && run[at - 1].c.is_ascii_digit())
}

/// Whether a number in front of the name of a unit stands here: 责任单位：1.甲局；2.乙局.
fn counts_unit(text: &str, run: &[Glyph], at: usize, stop: usize) -> bool {
    let ahead = &run[at..stop.min(at + LONGEST_NAME).max(at)];
    let Some(number) = ahead.first().and_then(|first| crate::lexicon::numbering::leading(&text[first.at..])) else {
        return false;
    };
    let named = ahead.partition_point(|glyph| glyph.at < ahead[0].at + number.len);
    let ends = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.');
    let name = &ahead[named..];
    let name = glyphs::keys(&name[..name.iter().position(ends).unwrap_or(name.len())]);
    units::is_unit(&name) && (units::begins_like_unit(&name) || units::ends_like_unit(&name))
}

/// Whether the number of the next item stands right behind the name of a unit that begins at `part`, where a line end was
/// lost: 责任单位：甲局（二）….
fn glued_number(text: &str, run: &[Glyph], part: usize, at: usize) -> bool {
    use crate::lexicon::numbering::{self, Style};
    let name = &run[part..at];
    // 市一、二院 and 各县（一）区: an area alone is no full name.
    name.len() >= 3
        && name.len() <= LONGEST_NAME
        && (run[at].key == '(' || run[at].key.is_ascii_digit() || "一二三四五六七八九十".contains(run[at].key))
        && numbering::leading(&text[run[at].at..]).is_some_and(|number| number.style != Style::Shi)
        && {
            let name = glyphs::keys(name);
            units::ends_like_unit(&name) && units::area(&name).is_none()
        }
}

/// Longest name of a unit in characters.
const LONGEST_NAME: usize = 40;

/// The clause in the bracket that opens at `open`, if it is one.
fn in_brackets(text: &str, run: &[Glyph], partners: &[Option<usize>], labels: &[Label], open: usize) -> Option<Clause> {
    let at_start = labels.iter().take(2).any(|label| label.start == open + 1);
    let (inner, mut end, mut certainty) = match partners[open] {
        Some(close) => (open + 1..close, close + 1, Certainty::Certain),
        // A bracket that is never closed is a clause all the same where a label stands in it, or a verb at the end of
        // the paragraph.
        None => {
            let limit = if at_start { LONGEST_CLAUSE } else { LONGEST_SENTENCE };
            let ahead = &run[open..run.len().min(open + limit)];
            let stop =
                ahead.iter().position(|glyph| glyph.c == '。').map_or(open + ahead.len(), |length| open + length);
            if !at_start && (stop + 1 < run.len() || !body::may_say_role(&run[open + 1..stop])) {
                return None;
            }
            (open + 1..stop, stop, Certainty::Likely)
        }
    };
    if inner.is_empty() || inner.len() > LONGEST_CLAUSE {
        return None;
    }
    let labelled = at_start
        || labels.iter().take_while(|label| label.start < inner.end).any(|label| label.full && label.end <= inner.end);
    let inner = &run[inner];
    if !labelled && !body::may_say_role(inner) && !body::may_list_units(inner) {
        return None;
    }
    let mut body = body::read(text, inner);
    if body.is_empty() {
        return None;
    }
    // （甲局）6月底前完成。: the deadline behind the bracket belongs to the clause.
    let behind = without_stop(&run[end..]);
    if behind.len() <= LONGEST_DEADLINE
        && let Some(range) = body::deadline_in(behind)
    {
        body.deadline.extend(glyphs::spans(&behind[range]));
        end = run.len();
    }
    let dated = !body.deadline.is_empty();
    let opens_behind = open == 0 || closes_sentence(run[open - 1].c) || matches!(run[open - 1].key, ')' | ']');
    let closes = run.get(end).is_none_or(|glyph| closes_sentence(glyph.c) || matches!(glyph.key, '(' | '['))
        || begins_number(text, run, end);
    let taken = if labelled {
        certainty = certainty.max(if body.guess { Certainty::Likely } else { Certainty::Certain });
        true
    } else if body.verb {
        if !body.all_units() {
            certainty = Certainty::Likely;
        }
        // （市场监管、版权、公安等部门按职责分工负责） names lines of work.
        let fields = || opens_behind && closes && body.open_ended;
        (body.only_units() || fields()) && (opens_behind || closes || run[end].key == ',' && body.named())
    } else {
        // Units alone: only such as an assignment names, behind a full sentence or at the end of all.
        certainty = Certainty::Likely;
        // （市城区） is part of a task.
        let organ = |unit: &crate::model::Unit| units::area(&unit.name).is_none();
        let several =
            body.units.len() > 1 || body.units.first().is_some_and(|unit| dated || organ(unit) && end < run.len());
        let units = body.all_units() || opens_behind && body.named() && body.units.len() > 2 && body.only_units();
        let stops = run.get(end).is_none_or(|glyph| closes_sentence(glyph.c));
        units && closes && (opens_behind || several && stops && body.named())
    };
    let lone = !labelled && !body.verb && !(body.named() && (dated || body.units.len() > 1 && opens_behind));
    taken.then_some(Clause { start: open, end, body, certainty, lone })
}

/// Longest deadline behind a bracket, in characters.
const LONGEST_DEADLINE: usize = 24;

/// The sentence that begins at `start`, where it says nothing but who does the task before it:
/// `由市教育局牵头，市财政局配合。`
fn sentence(text: &str, run: &[Glyph], brackets: &Brackets, start: usize) -> Option<Clause> {
    let ahead = &run[start..run.len().min(start + LONGEST_SENTENCE)];
    // The second half of a bracket whose first is lost closes the clause as a full stop does.
    let length = (0..ahead.len()).find(|&at| ahead[at].c == '。' || brackets.unopened[start + at]);
    let words = &ahead[..length.unwrap_or(ahead.len())];
    let prefix = ["此项工作", "该项工作", "本项工作", "以上工作", "此项任务", "该项任务"]
        .iter()
        .find(|prefix| glyphs::starts_with(words, prefix) && glyphs::starts_with(&words[4..], "由"))
        .map_or(0, |prefix| prefix.chars().count());
    let words = &words[prefix..];
    // 。甲局、乙局负责。 closes its paragraph.
    let lists = words.iter().any(|glyph| glyph.key == '、');
    let said = glyphs::starts_with(words, "由")
        || units::begins_like_unit(&glyphs::keys(&words[..words.len().min(4)]))
            && (body::names_a_lead(words)
                || body::divides_work(words)
                || (start == 0 || lists && start + words.len() + 1 >= run.len()) && glyphs::ends_with(words, "负责"));
    // 由某局负责日常工作 is a sentence of its own, not who does the task before it.
    if glyphs::ends_with(words, "工作") {
        return None;
    }
    if !said || length.is_none() && start + prefix + words.len() < run.len() {
        return None;
    }
    let body = body::read(text, words);
    let end = start + prefix + words.len() + usize::from(length.is_some());
    (body.verb && body.all_units() && !body.is_empty()).then_some(Clause {
        start,
        end,
        body,
        certainty: Certainty::Likely,
        lone: false,
    })
}

#[cfg(test)]
mod tests;
