//! Words of a notice on their way into HTML.

use std::borrow::Cow;

use maud::{Markup, PreEscaped, html};

use crate::Span;
#[cfg(feature = "more")]
use crate::book::pinyin;
use crate::model::Severity;
use crate::text::fold;

/// What parts the HTML of a long region: the page shows what stands before it, and puts each further part in place in a frame
/// of its own, at the end of the region or of the table that is all that the region holds.
pub(super) const CUT: PreEscaped<&str> = PreEscaped("<!--cut-->");

/// Rows of a table that make a part: more than a window shows, and no more than is laid out at once without a halt.
const PART: usize = 20;

/// The class of a `tbody` whose rows belong into the one before it, where they stand under its heading.
pub(super) const GOES_ON: &str = "goes-on";

/// Parts the rows of a table.
pub(super) struct Parts {
    /// How many rows the present part has.
    rows: usize,
    /// With how many it is full.
    most: usize,
}

impl Default for Parts {
    fn default() -> Self {
        Self { rows: 0, most: PART }
    }
}

impl Parts {
    /// A first part of so many rows.
    #[cfg(feature = "more")]
    pub fn beginning_with(rows: usize) -> Self {
        Self { rows: 0, most: rows }
    }

    /// The rows of a `tbody` in bodies that stand in one part each, with what comes before each of them.
    pub fn of<'a, T>(&mut self, rows: &'a [T]) -> Vec<(Markup, &'a [T])> {
        let mut bodies = Vec::new();
        let mut left = rows;
        while !left.is_empty() {
            let full = self.rows >= self.most;
            if full {
                (self.rows, self.most) = (0, PART);
            }
            let (body, rest) = left.split_at(self.most.min(left.len()));
            self.rows += body.len();
            left = rest;
            bodies.push((html! { @if full { (CUT) } }, body));
        }
        bodies
    }
}

/// `text` with its control characters made visible (U+2400 and on), all but tabs and line ends: HTML has no others.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !text.contains(control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                _ if !control(c) => c,
                '\u{7f}' => '\u{2421}',
                _ => char::from_u32(0x2400 + c as u32).filter(|_| c < ' ').unwrap_or('\u{fffd}'),
            })
            .collect(),
    )
}

/// `text` with the words of a search (folded, without white space) marked. Of two that overlap the first is.
pub(super) fn marked(text: &str, terms: &[String]) -> Markup {
    marked_where(text, terms, matches_at)
}

fn marked_where(text: &str, terms: &[String], at_start: impl Fn(&str, &str) -> Option<usize>) -> Markup {
    let text = visible(text);
    let mut pieces = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match terms.iter().filter_map(|term| at_start(rest, term)).max() {
            Some(len) if len > 0 => {
                pieces.push((&text[done..at], &rest[..len]));
                at += len;
                done = at;
            }
            _ => at += c.len_utf8(),
        }
    }
    html! {
        @for (before, mark) in pieces { (before) mark { (mark) } }
        (text[done..])
    }
}

/// [`marked`] for the name of a unit or leader, which is also found by its initials.
pub(super) fn marked_name(name: &str, terms: &[String]) -> Markup {
    marked_where(name, terms, |rest, term| {
        let words = matches_at(rest, term);
        #[cfg(feature = "more")]
        let words = words.or_else(|| pinyin::stretch(rest, term).filter(|_| pinyin::is_initials(term)));
        words
    })
}

/// How many bytes at the start of `text` read as `term`.
fn matches_at(text: &str, term: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let mut end = 0;
    for wanted in term.chars() {
        let (at, c) = chars.next()?;
        if fold(c).to_ascii_lowercase() != wanted {
            return None;
        }
        end = at + c.len_utf8();
    }
    Some(end)
}

/// The lines of `text` without their ends, blank ones included. The same line ends as where a file is read.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            lines.push(Span::new(start, at));
            start = at + c.len_utf8();
            if c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some() {
                start += 1;
            }
        }
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// The position of the line that holds byte `at`.
pub(super) fn line_of(lines: &[Span], at: usize) -> usize {
    lines.partition_point(|line| line.start <= at).saturating_sub(1)
}

/// `text` cut after `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}……", &text[..at]),
        None => text.to_owned(),
    }
}

/// The class of a severity.
pub(super) fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_seen() {
        assert_eq!(visible("a\u{0}b\u{7f}\u{9f}\tc\n"), "a␀b␡\u{fffd}\tc\n");
    }

    #[test]
    fn found_words_are_marked_in_any_width_and_nothing_escapes() {
        let terms = ["r&d".to_owned(), "5%".to_owned()];
        assert_eq!(
            marked("Ｒ＆Ｄ占比达５％<b>", &terms).into_string(),
            "<mark>Ｒ＆Ｄ</mark>占比达<mark>５％</mark>&lt;b&gt;"
        );
        let overlapping = ["市教育".to_owned(), "教育局".to_owned()];
        assert_eq!(marked("市教育局", &overlapping).into_string(), "<mark>市教育</mark>局");
    }

    #[test]
    fn lines_end_as_in_reading() {
        let text = "甲\r\n\r乙\u{c}丙";
        let lines = lines(text);
        assert_eq!(lines.iter().map(|line| line.of(text)).collect::<Vec<_>>(), ["甲", "", "乙", "丙"]);
        assert_eq!(line_of(&lines, text.find('乙').unwrap()), 2);
    }
}
