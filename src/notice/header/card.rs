//! The card that government web pages put above a text: 索引号, 发布机构, 成文日期, 文号, 公开方式.

use super::super::dates;
use super::super::segments::Marks;
use super::Sheet;
use crate::Span;
use crate::layout::Element;
use crate::lexicon::documents;
use crate::lexicon::web::{self, Label};
use crate::model::SegmentRole;
use crate::read::Grid;
use crate::text::{fold, is_space, squeeze};

/// What a card says.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub title: Option<String>,
    pub issuer: Option<String>,
    pub doc_number: Option<String>,
    pub date: Option<String>,
    pub disclosure: Option<String>,
    pub index_number: Option<String>,
}

/// A card stands among the first lines. Navigation may come before it.
const DEEPEST: usize = 80;

/// Longest value that is looked for on the line after its label, in characters.
const LONGEST_VALUE: usize = 80;

/// Most rows of a card that is laid out as a table.
const MOST_ROWS: usize = 16;

/// Reads the card and claims its lines.
pub(super) fn read(sheet: &mut Sheet, elements: &[Element], marks: &mut Marks) -> Card {
    let mut card = Card::default();
    for element in elements.iter().take(DEEPEST) {
        if let Element::Table(grid) = element
            && card.read_table(sheet.text, grid)
        {
            marks.paint(grid.span(), SegmentRole::Card);
        }
    }
    let end = (0..sheet.len().min(DEEPEST)).find(|&at| is_prose(sheet.words(at))).unwrap_or(sheet.len().min(DEEPEST));
    let mut at = 0;
    let mut carded = false;
    while at < end {
        let line = at;
        at += 1;
        let found = pairs(sheet.of(line), carded);
        let Some(&(label, value)) = found.first() else { continue };
        sheet.claim(line, SegmentRole::Card);
        carded = true;
        // A label alone has its value on the next line.
        let below = value.is_empty() && found.len() == 1 && label != Label::Counter;
        if below
            && sheet.is_free(at)
            && at < end
            && pairs(sheet.of(at), carded).is_empty()
            && sheet.words(at).chars().count() <= LONGEST_VALUE
            && !sheet.words(at).ends_with(['：', ':'])
            && (label == Label::Title || !documents::is_title(sheet.words(at)))
        {
            card.take(label, sheet.of(at));
            sheet.claim(at, SegmentRole::Card);
            at += 1;
        }
        for (label, value) in found {
            card.take(label, value);
        }
    }
    card
}

fn is_prose(words: &str) -> bool {
    words.contains('。') && words.chars().count() > 40
}

/// The labels of a line with their values; none if the line does not begin with a label.
/// `carded`: the line stands among those of a card.
fn pairs(line: &str, carded: bool) -> Vec<(Label, &str)> {
    let mut found: Vec<(Label, Span)> = Vec::new();
    // Labels may be spaced out (索 引 号), so they are compared without white space.
    let chars: Vec<(usize, char)> = line.char_indices().filter(|&(_, c)| !is_space(c)).collect();
    let words: String = chars.iter().map(|&(_, c)| c).collect();
    let places: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let mut next = 0;
    while next < chars.len() {
        let here = next;
        next += 1;
        let start = chars[here].0;
        let apart = line[..start].chars().next_back().is_none_or(|c| is_space(c) || is_edge(c));
        let Some((label, len)) = web::label(&words[places[here]..]) else {
            if found.is_empty() && !is_edge(chars[here].1) {
                return Vec::new();
            }
            continue;
        };
        let count = words[places[here]..places[here] + len].chars().count();
        let after = chars[here + count - 1].0 + chars[here + count - 1].1.len_utf8();
        let rest = &line[after..];
        let colon = rest.trim_start_matches(|c| is_space(c) || matches!(c, '】' | ']')).chars().next();
        let marked = colon.is_some_and(|c| matches!(fold(c), ':' | '|'));
        let long = count >= 3 || label == Label::DocNumber;
        // 标题 alone on its line, among the labels of a card.
        let plain = apart
            && (long && label != Label::Title && rest.chars().next().is_none_or(is_space)
                || label == Label::Title && rest.is_empty() && carded);
        if !marked && !plain {
            if found.is_empty() {
                return Vec::new();
            }
            continue;
        }
        found.push((label, Span::new(start, after)));
        next = here + count;
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|(_, span)| span.start).chain([line.len()]).collect();
    found.iter().zip(ends).map(|(&(label, span), end)| (label, value(&line[span.end..end]))).collect()
}

fn is_edge(c: char) -> bool {
    matches!(fold(c), '|' | '[' | ']' | '·' | '-')
}

fn value(words: &str) -> &str {
    let words = words.trim_start_matches(|c: char| is_space(c) || matches!(fold(c), ':' | '|' | ']'));
    words.trim_end_matches(|c: char| is_space(c) || matches!(c, '|' | '【' | '['))
}

impl Card {
    /// Takes a value that is well formed for its label; the first one counts.
    fn take(&mut self, label: Label, value: &str) {
        let words = squeeze(value);
        match label {
            Label::Index if words.contains(|c| fold(c).is_ascii_digit()) => keep(&mut self.index_number, words),
            Label::Issuer if documents::is_issuer(&words) => keep(&mut self.issuer, words),
            Label::DocNumber => {
                if let Some(number) = documents::doc_number(value) {
                    keep(&mut self.doc_number, squeeze(number.of(value)));
                }
            }
            Label::Date => {
                if let Some(date) = dates::find_all(value).into_iter().next() {
                    keep(&mut self.date, date.iso);
                }
            }
            Label::Disclosure if (1..=20).contains(&words.chars().count()) => keep(&mut self.disclosure, words),
            Label::Title if documents::is_title(&words) => keep(&mut self.title, words),
            _ => {}
        }
    }

    /// Reads a table whose cells are labels and values by turns; false if it is none.
    fn read_table(&mut self, text: &str, grid: &Grid) -> bool {
        if grid.rows.len() > MOST_ROWS {
            return false;
        }
        let cells = || grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.merged && !cell.is_empty());
        let is_label = |words: &str| {
            let name = words.trim_end_matches(['：', ':']);
            web::label(name).is_some_and(|(_, len)| len == name.len())
        };
        let words: Vec<String> = cells().map(|cell| cell.squeezed(text)).collect();
        let labels = words.iter().filter(|words| is_label(words) || !pairs(words, false).is_empty()).count();
        // 索引号 is on every card and in no other table.
        if !words.iter().any(|words| matches!(web::label(words), Some((Label::Index, _)))) || labels * 3 < words.len() {
            return false;
        }
        let mut open = None;
        for words in &words {
            if is_label(words) {
                open = web::label(words).map(|(label, _)| label);
            } else if let Some(label) = open.take() {
                self.take(label, words);
            } else {
                for (label, value) in pairs(words, false) {
                    self.take(label, value);
                }
            }
        }
        true
    }
}

fn keep(field: &mut Option<String>, value: String) {
    field.get_or_insert(value);
}
