//! *HTML* pasted as text: the tags of a `<table>` stand between the words.
//!
//! Only the table's own tags are read (HTML Living Standard, 4.9): rows, cells, `rowspan` and `colspan`. Any other tag
//! ends a piece of text and says nothing. Tags that are never closed, cells without a row and tables without an end
//! are read as browsers do.

use super::Proposal;
use super::assemble::{self, RawRow};
use crate::Span;
use crate::read::Cell;
use crate::read::grid::{Hanging, MOST_COLUMNS, MOST_ROWS_SPANNED, place};
use crate::text::is_space;

/// Longest tag that is looked for, in bytes: what Word saves in `style` attributes is long.
const LONGEST_TAG: usize = 8192;

/// Most tables within each other: where the innermost begins, the outermost is taken to be without its end.
const MOST_NESTED: usize = 12;

/// How far behind `<table>` the first cell has to stand, in bytes: past a caption and what editors put before it.
const FAR: usize = 16_384;

/// Proposes a table that starts with `paragraphs[at]`, of which only tags may stand before it.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let line = paragraphs[at].trim(text);
    if !line.of(text).starts_with('<') {
        return None;
    }
    let start = opening(text, line)?;
    let limit = paragraphs[paragraphs.len() - 1].end;
    let head = Span::new(start, floor(text, limit.min(start + FAR)));
    let mut tags = Tags { text, at: head.start, end: head.end }.skip(1);
    let first = tags.find(|tag| matches!(tag.name, Name::Cell | Name::Heading | Name::Table));
    if first.is_none_or(|tag| tag.name == Name::Table) {
        return None;
    }
    let mut scan = Scan::new(text);
    let mut tags = Tags { text, at: start, end: limit };
    let mut from = start;
    for tag in tags.by_ref() {
        let opens = tag.name == Name::Table && !tag.closing;
        // A table that begins outside of a cell ends the one before, as in browsers (HTML Living Standard, 13.2.6.4.9).
        if opens && (scan.depth == MOST_NESTED || scan.depth == 1 && !scan.in_cell) {
            break;
        }
        scan.words(Span::new(from, tag.span.start));
        from = tag.span.end;
        scan.tag(&tag);
        if scan.depth == 0 {
            break;
        }
    }
    // A table that never ends does so with the line of its last tag.
    if scan.depth > 0 {
        let line = paragraphs[at..].partition_point(|paragraph| paragraph.end < from) + at;
        scan.words(Span::new(from, paragraphs.get(line).map_or(limit, |paragraph| paragraph.end)));
    }
    let end = if scan.depth == 0 { from } else { scan.last };
    let taken = paragraphs[at..].iter().take_while(|paragraph| paragraph.start < end).count().max(1);
    let last = paragraphs[at + taken - 1];
    if scan.depth == 0 && !only_tags(text, Span::new(end.min(last.end), last.end)) {
        return None;
    }
    let rows = scan.rows(paragraphs[at].start, last.end);
    (!rows.is_empty()).then(|| Proposal { grid: assemble::grid(text, rows, true), taken, cost: 0 })
}

/// The parts of a paragraph: a table in it, and what stands in front of it and behind it.
pub(super) fn apart(text: &str, paragraph: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = paragraph.start;
    // Behind it stands nothing but white space, which is not to be gone through at each tag.
    let last = paragraph.trim(text).end;
    let mut depth = 0usize;
    for tag in (Tags { text, at: paragraph.start, end: paragraph.end }) {
        if tag.name != Name::Table {
            continue;
        }
        let seam = if tag.closing {
            depth = depth.saturating_sub(1);
            tag.span.end
        } else {
            depth += 1;
            // Words that only mention a table have words behind the tag.
            let behind = text[tag.span.end..paragraph.end].trim_start_matches(is_space);
            if depth > 1 || !behind.is_empty() && !behind.starts_with('<') {
                continue;
            }
            tag.span.start
        };
        let blank = Span::new(start, seam).trim(text).is_empty();
        if depth == usize::from(!tag.closing) && !blank && seam < last {
            parts.push(Span::new(start, seam));
            start = seam;
        }
    }
    parts.push(Span::new(start, paragraph.end));
    parts
}

/// Where the `<table>` of a line starts, if nothing but tags stands before it.
fn opening(text: &str, line: Span) -> Option<usize> {
    let mut from = line.start;
    for tag in (Tags { text, at: line.start, end: line.end }) {
        if !Span::new(from, tag.span.start).trim(text).is_empty() {
            return None;
        }
        if tag.name == Name::Table && !tag.closing {
            return Some(tag.span.start);
        }
        from = tag.span.end;
    }
    None
}

fn only_tags(text: &str, rest: Span) -> bool {
    let mut from = rest.start;
    let mut tags = Tags { text, at: rest.start, end: rest.end };
    let blank = |from, to| Span::new(from, to).trim(text).is_empty();
    let between = tags.all(|tag| blank(std::mem::replace(&mut from, tag.span.end), tag.span.start));
    between && blank(from, rest.end)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The tags that a table is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Table,
    Row,
    Cell,
    Heading,
    /// `<style>` and `<script>`: what stands up to their end is no text.
    Hidden,
    Other,
}

struct Tag {
    name: Name,
    closing: bool,
    span: Span,
    rowspan: usize,
    colspan: usize,
}

/// The tags and comments of a stretch of text.
struct Tags<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let start = self.at + self.text[self.at..self.end].find('<')?;
            self.at = start + 1;
            if let Some(tag) = self.tag(start) {
                self.at = tag.span.end;
                return Some(tag);
            }
        }
    }
}

impl Tags<'_> {
    /// The tag that starts with the `<` at `start`, or `None` where that is only a sign.
    fn tag(&self, start: usize) -> Option<Tag> {
        let rest = &self.text[start..floor(self.text, self.end.min(start + LONGEST_TAG))];
        if rest.starts_with("<!--") {
            let end = start + rest.find("-->")? + "-->".len();
            return Some(Tag {
                name: Name::Other,
                closing: false,
                span: Span::new(start, end),
                rowspan: 1,
                colspan: 1,
            });
        }
        let closing = rest.starts_with("</");
        let inner = &rest[if closing { 2 } else { 1 }..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let close = end_of_tag(inner)?;
        let inside = &inner[..close];
        let name = inside.find(|c: char| !c.is_ascii_alphanumeric()).map_or(inside, |end| &inside[..end]);
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        let name = match () {
            () if is("table") => Name::Table,
            () if is("tr") => Name::Row,
            () if is("td") => Name::Cell,
            () if is("th") => Name::Heading,
            () if is("style") || is("script") => Name::Hidden,
            () => Name::Other,
        };
        let span = Span::new(start, start + (rest.len() - inner.len()) + close + 1);
        let (rowspan, colspan) = (attribute(inside, "rowspan"), attribute(inside, "colspan"));
        Some(Tag {
            name,
            closing,
            span,
            rowspan: rowspan.map_or(1, |n| if n == 0 { MOST_ROWS_SPANNED } else { n.min(MOST_ROWS_SPANNED) }),
            colspan: colspan.unwrap_or(1).clamp(1, MOST_COLUMNS),
        })
    }
}

/// Where the `>` of a tag stands, one inside quotes passed over. Without it the next `<` shows that this is no tag.
fn end_of_tag(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('>', None) => return Some(at),
            ('<', None) => return None,
            _ => {}
        }
    }
    None
}

/// The number that a tag gives `name`, quoted or not.
fn attribute(inside: &str, name: &str) -> Option<usize> {
    let at = inside.as_bytes().windows(name.len()).position(|part| part.eq_ignore_ascii_case(name.as_bytes()))?;
    let value = inside[at + name.len()..].trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'', '“', '”']).trim_start();
    let digits = value.find(|c: char| !c.is_ascii_digit()).map_or(value, |end| &value[..end]);
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// A row while its cells are read.
#[derive(Debug, Default)]
struct Open {
    start: usize,
    cells: Vec<(Cell, usize, usize)>,
    headings: usize,
}

/// Reads the rows of a table tag by tag.
struct Scan<'a> {
    text: &'a str,
    depth: usize,
    hidden: bool,
    in_cell: bool,
    row: Option<Open>,
    done: Vec<Open>,
    /// End of the last tag or words that belong to a row.
    last: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, depth: 0, hidden: false, in_cell: false, row: None, done: Vec::new(), last: 0 }
    }

    fn words(&mut self, span: Span) {
        if self.hidden || !self.in_cell {
            return;
        }
        if let Some(row) = &mut self.row
            && let Some((cell, ..)) = row.cells.last_mut()
        {
            push_words(self.text, span, &mut cell.pieces);
            self.last = self.last.max(span.end);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match (tag.name, tag.closing) {
            (Name::Table, false) => self.depth += 1,
            (Name::Table, true) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_row();
                }
            }
            (Name::Hidden, closing) => self.hidden = !closing,
            // A table inside a cell is part of its words.
            _ if self.depth > 1 => {}
            (Name::Row, closing) => {
                self.end_row();
                if !closing {
                    self.row = Some(Open { start: tag.span.start, ..Open::default() });
                }
            }
            (Name::Cell | Name::Heading, false) => {
                let row = self.row.get_or_insert_with(|| Open { start: tag.span.start, ..Open::default() });
                row.cells.push((Cell::default(), tag.rowspan, tag.colspan));
                row.headings += usize::from(tag.name == Name::Heading);
                self.in_cell = true;
                self.last = tag.span.end;
            }
            (Name::Cell | Name::Heading, true) => {
                self.in_cell = false;
                self.last = tag.span.end;
            }
            (Name::Other, _) => {}
        }
    }

    fn end_row(&mut self) {
        self.in_cell = false;
        self.done.extend(self.row.take().filter(|row| !row.cells.is_empty()));
    }

    /// The rows with their merged cells repeated, together covering the text from `start` to `end`.
    fn rows(mut self, start: usize, end: usize) -> Vec<RawRow> {
        self.end_row();
        let starts: Vec<usize> = self.done.iter().map(|row| row.start).collect();
        let mut hanging: Vec<Hanging> = Vec::new();
        let mut left = end - start;
        let mut out = Vec::with_capacity(self.done.len());
        for (at, row) in self.done.into_iter().enumerate() {
            let from = if at == 0 { start } else { starts[at] };
            let span = Span::new(from, starts.get(at + 1).copied().unwrap_or(end)).trim(self.text);
            let marked_header = row.headings == row.cells.len() && row.headings > 1 && at < 3;
            out.push(RawRow {
                cells: place(row.cells, &mut hanging, &mut left),
                span,
                marked_header,
                ..RawRow::default()
            });
        }
        out
    }
}

/// Adds the words of a stretch between two tags, a piece a line; entities that stand for white space are none.
fn push_words(text: &str, span: Span, pieces: &mut Vec<Span>) {
    let words = span.of(text);
    let mut start = 0;
    let mut at = 0;
    let mut push = |start, end| {
        let piece = span.sub(start, end).trim(text);
        if !piece.is_empty() {
            pieces.push(piece);
        }
    };
    while let Some(found) = words[at..].find(['&', '\n', '\r']) {
        at += found;
        let skip = match words.as_bytes()[at] {
            b'&' => blank_entity(&words[at..]),
            _ => Some(1),
        };
        match skip {
            Some(skip) => {
                push(start, at);
                at += skip;
                start = at;
            }
            None => at += 1,
        }
    }
    push(start, words.len());
}

/// Length of an entity that stands for white space at the start of `rest`.
fn blank_entity(rest: &str) -> Option<usize> {
    ["&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&nbsp"]
        .iter()
        .find(|name| rest.starts_with(**name))
        .map(|n| n.len())
        .or_else(|| {
            let inner = &rest[..rest.char_indices().take(9).find(|&(_, c)| c == ';')?.0];
            let code = match inner.strip_prefix("&#")? {
                hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
                decimal => decimal.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| is_space(c)).map(|_| inner.len() + 1)
        })
}
