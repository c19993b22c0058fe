//! Numbers with their units: 7.5%以上, 5%—6%, 1.2万个.

use crate::lexicon::measures::{self, Kind};
use crate::model::Comparator;
use crate::text::is_han;

use super::words::Words;

/// Longest number in characters: 1,234,567,890.12.
const LONGEST_NUMBER: usize = 16;

/// A number with its unit, in characters of [`Words`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// First character of the number, or of the bracket around it.
    pub start: usize,
    /// One past the last character: behind 以上, behind the bracket.
    pub end: usize,
    /// The number, and the second one of a range.
    pub numbers: [Option<(usize, usize)>; 2],
    /// The unit; empty where there is none.
    pub unit: (usize, usize),
    /// What the unit counts; `None` without a unit.
    pub kind: Option<Kind>,
    /// What 以上, 以内, 左右 behind the unit say.
    pub bound: Option<Comparator>,
}

/// Whether `c` is a Chinese numeral.
fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '两' | '〇')
}

/// Units that no year is followed by, so that 2000家企业 is a number of firms.
const COUNTED: &[char] = &['个', '家', '人', '名', '户', '条', '套', '亩', '座', '项', '件', '辆', '所'];

/// The quantity that starts at character `at`, which ends before `limit`.
pub(super) fn at(words: &Words, at: usize, limit: usize) -> Option<Quantity> {
    let chars = &words.chars[..limit];
    if chars.get(at) == Some(&'(') {
        // 山塘加固(2座): a bracket that holds a quantity and nothing else.
        let mut inner = bare(words, at + 1, limit)?;
        if chars.get(inner.end) != Some(&')') {
            return None;
        }
        inner.start = at;
        inner.end += 1;
        return Some(inner);
    }
    if at >= limit || words.aside[at] {
        return None;
    }
    bare(words, at, limit)
}

fn bare(words: &Words, at: usize, limit: usize) -> Option<Quantity> {
    let chars = &words.chars[..limit];
    let before = at.checked_sub(1).map(|at| chars[at]);
    // 第3, A3, S2, 1.5 from its middle, 2—3 from its end, 8:30.
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '第' | '.' | '#' | '+' | '_' | '$' | '№')) {
        return None;
    }
    let first = number(words, at, limit)?;
    let mut end = first;
    let mut numbers = [Some((at, first)), None];
    let mut unit = measures::unit(&chars[first..]);
    let after_unit = first + unit.map_or(0, |(len, _)| len);
    let mark = if chars.get(first).is_some_and(is_range) { first } else { after_unit };
    if chars.get(mark).is_some_and(is_range) {
        let mut second = mark + 1;
        // —— is written for — as well.
        second += usize::from(chars.get(second) == chars.get(mark));
        if let Some(last) = number(words, second, limit) {
            numbers[1] = Some((second, last));
            unit = measures::unit(&chars[last..]);
            end = last;
        }
    }
    let unit_start = end;
    end += unit.map_or(0, |(len, _)| len);
    // 5G, 4A, 2.0版, 5×8 and dates are no quantities.
    let odd = |c: &char| c.is_ascii_alphabetic() || matches!(c, '×' | '+' | ':' | '.' | '-' | '#');
    // 2.8:1 is a ratio, though a colon ends the clause.
    let ratio = words.chars.get(end) == Some(&':') && words.chars.get(end + 1).is_some_and(char::is_ascii_digit);
    if unit.is_none() && (ratio || chars.get(end).is_some_and(odd)) || is_date(chars, &numbers, unit_start, end) {
        return None;
    }
    // 2031云川文化年: a year in a name, not so many machines.
    if is_year(chars, (at, first))
        && end == unit_start + 1
        && !COUNTED.contains(&chars[unit_start])
        && chars.get(end).is_some_and(|&c| is_han(c))
    {
        return None;
    }
    // 压缩至1个工作日内; 三年内建成 is a time by which.
    let within = || {
        let last = !chars.get(end + 1).is_some_and(|&c| is_han(c));
        let time = unit.is_some_and(|(_, kind)| kind == Kind::Time);
        (time && last && chars.get(end) == Some(&'内')).then_some((1, Comparator::AtMost))
    };
    let bound = measures::bound_at_start(&chars[end..]).or_else(within);
    Some(Quantity {
        start: at,
        end: end + bound.map(|(len, _)| len).or(measures::landmark_at_start(&chars[end..])).unwrap_or(0),
        numbers,
        unit: (unit_start, end),
        kind: unit.map(|(_, kind)| kind),
        bound: bound.map(|(_, comparator)| comparator),
    })
}

fn is_range(c: &char) -> bool {
    matches!(c, '—' | '–' | '-' | '~' | '～' | '－' | '−' | '至' | '到')
}

/// 2025年, 9月, 15日 and the like: a year of four digits, or a unit that is followed by more of a date.
fn is_date(chars: &[char], numbers: &[Option<(usize, usize)>; 2], unit: usize, end: usize) -> bool {
    let year = numbers.iter().flatten().copied().any(|number| is_year(chars, number));
    match chars.get(unit) {
        Some('年') => year || chars.get(end).is_some_and(char::is_ascii_digit),
        Some('月' | '日' | '号' | '时') => true,
        _ => false,
    }
}

/// A number from 1900 to 2099.
fn is_year(chars: &[char], (start, end): (usize, usize)) -> bool {
    end - start == 4 && matches!(&chars[start..start + 2], ['1', '9'] | ['2', '0']) && !chars[start..end].contains(&'.')
}

/// One past a number in Chinese numerals, where it cannot be taken for part of a word: at least two of them, one of
/// which is 十, 百 or 千 (十二家, 三百个), and not behind 第.
fn han_number(chars: &[char], at: usize) -> Option<usize> {
    let len = chars[at..].iter().take(LONGEST_NUMBER).take_while(|&&c| is_han_digit(c)).count();
    let run = &chars[at..at + len];
    let before = at.checked_sub(1).map(|at| chars[at]);
    let ordinal = before.is_some_and(|c| c == '第' || is_han_digit(c));
    let whole = run.iter().any(|c| matches!(c, '十' | '百' | '千')) && !run.contains(&'〇');
    (len >= 2 && whole && !ordinal).then_some(at + len)
}

/// One past a number: Chinese numerals, or digits, with commas between groups of three and one decimal point.
fn number(words: &Words, at: usize, limit: usize) -> Option<usize> {
    let chars = &words.chars[..limit];
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if !digit(at) {
        return han_number(chars, at);
    }
    let mut end = at + 1;
    let mut point = false;
    // A group of three digits, behind a comma or a space of a PDF: 13,000 and 13 000.
    let group = |at: usize| (at..at + 3).all(digit) && !digit(at + 3) && (at + 1..at + 3).all(|at| !words.spaced[at]);
    while end < limit && end - at < LONGEST_NUMBER {
        if digit(end) && (!words.spaced[end] || chars[end - 1] == '.' || !point && group(end)) {
            end += 1;
        } else if chars[end] == '.' && !point && digit(end + 1) {
            point = true;
            end += 1;
        } else if chars[end] == ',' && !point && group(end + 1) {
            end += 4;
        } else {
            break;
        }
    }
    Some(end)
}
