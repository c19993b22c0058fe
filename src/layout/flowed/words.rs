//! The words of a table and the gaps between them.

use super::evidence;
use super::region::Region;
use crate::Span;
use crate::lexicon::{people, units};
use crate::order;
use crate::text::{is_han, is_space};
use std::collections::HashSet;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end. `marked` where white space stands before it: Word writes one for the end of a paragraph, and every
    /// cell ends with a paragraph.
    Line { marked: bool },
    /// White space inside a line: between cells, but also around digits and in justified lines.
    Space,
    /// Nothing: a place where a cell could begin if lines were joined.
    Seam,
}

/// A word, as far as cells are concerned: nothing in it begins a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span,
    /// Which of the region's lines it stands on.
    pub line: usize,
    /// What is before it.
    pub gap: Gap,
    /// A page begins with it.
    pub page: bool,
    /// Its characters without white space.
    pub count: usize,
}

/// The words of the region in order.
#[derive(Debug)]
pub(super) struct Stream {
    pub words: Vec<Word>,
    /// Whether white space at a line's end says that a cell ends: neither hardly ever nor nearly always there.
    pub marks: bool,
    /// The leaders of this notice.
    pub leaders: HashSet<String>,
    /// Characters on each of the region's lines.
    pub lengths: Vec<usize>,
    /// Characters on a line that is longer than most.
    pub width: usize,
}

impl Stream {
    pub fn of(text: &str, region: &Region) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut marked = false;
        let (mut ends, mut marks) = (0usize, 0usize);
        let mut lengths = Vec::with_capacity(region.lines.len());
        for (line, place) in region.lines.iter().enumerate() {
            let mut gap = Gap::Line { marked };
            let mut page = place.page;
            let mut length = 0;
            for span in spaced(text, place.span) {
                let count = span.of(text).chars().filter(|&c| !is_space(c)).count();
                length += count;
                words.push(Word { span, line, gap, page, count });
                gap = Gap::Space;
                page = false;
            }
            marked = place.span.of(text).ends_with(is_space);
            ends += 1;
            marks += usize::from(marked);
            lengths.push(length);
        }
        let leaders = leaders(text, &words);
        let words = words.into_iter().flat_map(|word| seams(text, word, &leaders)).collect();
        let mut sorted = lengths.clone();
        order::sort_by_key(&mut sorted, |&item| item);
        let width = sorted.get(sorted.len() * 7 / 10).copied().unwrap_or_default();
        // Of the lines of a table of this form a quarter to a half end a cell.
        Self { words, marks: marks * 10 >= ends && marks * 10 <= ends * 8, leaders, lengths, width }
    }

    /// Whether the word at `at` is the first of its line.
    pub fn begins_line(&self, at: usize) -> bool {
        matches!(self.words[at].gap, Gap::Line { .. })
    }

    /// From the first word to the last of `words[start..end]`, a piece for each line.
    pub fn pieces(&self, start: usize, end: usize) -> Vec<Span> {
        let mut pieces: Vec<Span> = Vec::new();
        for (at, word) in self.words[start..end].iter().enumerate() {
            match pieces.last_mut() {
                Some(last) if at > 0 && !self.begins_line(start + at) => *last = last.join(word.span),
                _ => pieces.push(word.span),
            }
        }
        pieces
    }
}

/// The stretches of a line between white space. Single characters held apart by spaces are one stretch: a justified
/// line (推 动 民) or a name of two characters (张 三).
fn spaced(text: &str, line: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut start = None;
    let single = |span: Span| {
        let mut chars = span.of(text).chars();
        matches!((chars.next_back(), chars.next()), (Some(c), None) if is_han(c) || matches!(c, '“' | '”' | '、'))
    };
    let mut lone = false;
    for (at, c) in line.of(text).char_indices().chain([(line.len(), ' ')]) {
        // Characters without width part nothing.
        match (c.is_whitespace(), start) {
            (false, None) if !is_space(c) => start = Some(at),
            (true, Some(from)) => {
                let span = line.sub(from, at);
                let alone = single(span);
                match out.last_mut() {
                    Some(last) if lone && alone => *last = last.join(span),
                    _ => out.push(span),
                }
                lone = alone;
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// The names that stand alone beside what a name in a table can stand beside: another name, a list of
/// units, the end of a task. A line of a heading (强 发 展) may look like a name, too.
fn leaders(text: &str, words: &[Word]) -> HashSet<String> {
    let names: Vec<Vec<String>> = words.iter().map(|word| names(word.span.of(text))).collect();
    let mut once = HashSet::new();
    let mut leaders = HashSet::new();
    for at in (0..words.len()).filter(|&at| !names[at].is_empty()) {
        let before = at > 0 && (!names[at - 1].is_empty() || ends_cell(words[at - 1].span.of(text)));
        let listed = |at: usize| {
            words.get(at).is_some_and(|word| {
                let word = word.span.of(text);
                word.starts_with(evidence::begins_unit) && begins_list(word)
            })
        };
        let named = names.get(at + 1).is_some_and(|names| !names.is_empty());
        let after = named || words.get(at + 1).is_some_and(|word| begins_list(word.span.of(text)));
        for name in names[at].iter().filter(|_| before || after) {
            // Between a task and a list, or before one that begins like most, there is no doubt; else once is not enough.
            if before && after || listed(at + 1) || !once.insert(name.clone()) {
                leaders.insert(name.clone());
            }
        }
    }
    leaders
}

/// The names that a word consists of, if it consists of names. In a column of names those of two characters are
/// spaced (张 三), those of three are not.
fn names(word: &str) -> Vec<String> {
    if word.len() > 60 || word.chars().filter(|&c| is_space(c)).count() > 1 {
        return Vec::new();
    }
    let squeezed = crate::text::squeezed(word);
    let names = squeezed.split(['、', '，', ',']);
    if names.clone().all(people::is_name) { names.map(str::to_owned).collect() } else { Vec::new() }
}

/// Whether a word ends as a task or a list of units does.
pub(super) fn ends_cell(word: &str) -> bool {
    word.ends_with(['。', '；', '等']) || units::items(word).last().is_some_and(units::is_unit)
}

/// Whether a word begins as a list of units does.
fn begins_list(word: &str) -> bool {
    units::items(word).next().is_some_and(units::is_unit)
}

/// Splits a word where a cell could begin if two lines were joined: behind a full stop, behind 等, and around a
/// leader at either end of what is left.
fn seams(text: &str, word: Word, leaders: &HashSet<String>) -> Vec<Word> {
    let words = word.span.of(text);
    let mut cuts = Vec::new();
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '。' | '等')
            && let Some(&(_, next)) = chars.peek()
            && is_han(next)
        {
            cuts.push(at + c.len_utf8());
        }
    }
    let mut from = 0;
    let mut out = Vec::with_capacity(cuts.len() + 1);
    for to in cuts.into_iter().chain([words.len()]) {
        let part = &words[from..to];
        let head = leader_len(part.char_indices().map(|(at, c)| at + c.len_utf8()), |end| &part[..end], leaders);
        let tail = leader_len(part.char_indices().rev().map(|(at, _)| at), |start| &part[start..], leaders);
        let inner = [head.filter(|&at| at < part.len()), tail.filter(|&at| at > head.unwrap_or(0))];
        for at in inner.into_iter().flatten() {
            out.push(from + at);
        }
        out.push(to);
        from = to;
    }
    if out.len() == 1 {
        return vec![word];
    }
    let mut start = 0;
    out.into_iter()
        .map(|end| {
            let span = word.span.sub(start, end);
            let gap = if start == 0 { word.gap } else { Gap::Seam };
            let count = span.of(text).chars().filter(|&c| !is_space(c)).count();
            let page = word.page && start == 0;
            start = end;
            Word { span, gap, count, page, ..word }
        })
        .collect()
}

/// The place among the first of `places`, one a character, at which `part` is a leader's name.
fn leader_len<'a>(
    places: impl Iterator<Item = usize>,
    part: impl Fn(usize) -> &'a str,
    leaders: &HashSet<String>,
) -> Option<usize> {
    // No name has one character.
    places.take(people::LONGEST).skip(1).find(|&at| leaders.contains(part(at)))
}
