//! How far the table reaches: its header, the header's repetitions, and what of its lines is furniture.

use crate::Span;
use crate::layout::is_page_number;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{numbering, units};
use crate::text::{fold, is_space};

/// Lines that a header may be broken over.
const MOST_HEADER_LINES: usize = 8;

/// Words that a header may have: twelve columns, half of them with an inner space.
const MOST_HEADER_WORDS: usize = 24;

/// Words that one column header may be broken into: 责 任 单 位, or four with a remark in brackets.
const MOST_WORDS_OF_A_COLUMN: usize = 6;

/// What a header that a list has is worth where one that no list has is worth 1.
const KNOWN: usize = 3;

/// Headers without a row between them, after the first.
const MOST_IDLE_HEADERS: usize = 2;

/// After so many lines without a short line or a list of units the table has ended: a cell is shorter.
const LONGEST_CELL: usize = 40;

/// The number of a page has no more digits.
const LONGEST_PAGE: usize = 3;

/// The column headers.
#[derive(Debug)]
pub(super) struct Header {
    /// What the columns hold, from left to right, with the places of their headers.
    pub columns: Vec<(Column, Vec<Span>)>,
    /// All words of the header, white space removed, to know it again on the next page.
    squeezed: String,
    /// How many paragraphs it takes.
    lines: usize,
}

impl Header {
    /// The header that begins with `paragraphs[at]`: every word of it belongs to a column header that FORMS.md knows,
    /// at least two of them on the first line, among them a task and someone to do it. Where numbers come first and
    /// a first number or a heading follows, up to two thirds of the headers may be such as no list has.
    pub fn read(text: &str, paragraphs: &[Span], at: usize) -> Option<Self> {
        Self::made_of(text, paragraphs, at, false).or_else(|| Self::made_of(text, paragraphs, at, true))
    }

    fn made_of(text: &str, paragraphs: &[Span], at: usize, odd: bool) -> Option<Self> {
        let mut words: Vec<Span> = Vec::new();
        let mut found: Option<Self> = None;
        for (lines, &paragraph) in paragraphs[at..].iter().take(MOST_HEADER_LINES).enumerate() {
            let line = paragraph.of(text);
            if line.len() > MOST_HEADER_WORDS * 20 || line.contains(['\t', '|', '│', '。']) {
                break;
            }
            words.extend(split(text, paragraph));
            // 序⏎号.
            if words.len() == 1 && words[0].of(text) == "序" {
                continue;
            }
            if words.len() < 2
                || words.len() > MOST_HEADER_WORDS
                || !begins_like_header(text, &words)
                || odd && columns::role(words[0].of(text)) != Some(Column::Number)
            {
                break;
            }
            let whole = words[0].join(words[words.len() - 1]).of(text);
            if is_balanced(whole)
                && (!odd || begins_rows(text, paragraphs, at + lines + 1))
                && let Some(columns) = partition(text, &words, odd)
                && is_useful(&columns)
            {
                // What follows a useful header may be the rest of it, but hardly what stands on its left.
                let left = |&(column, _): &(Column, _)| {
                    matches!(column, Column::Number | Column::Category | Column::Group | Column::Task)
                };
                let known = found.as_ref().map_or(columns.len(), |found| found.columns.len());
                if columns.len() < known || columns[known..].iter().any(left) {
                    break;
                }
                found = Some(Self { columns, squeezed: crate::text::squeeze(whole), lines: lines + 1 });
            }
        }
        found
    }

    /// Where in `line` this header stands, in bytes, if it does: damage can join it with its neighbours.
    fn find(&self, line: &str) -> Option<(usize, usize)> {
        let first = self.squeezed.chars().next()?;
        // A joined line is searched at the few places where the header could begin.
        line.match_indices(first).take(8).find_map(|(start, _)| {
            let mut rest = line[start..].char_indices().filter(|&(_, c)| !is_space(c));
            let mut end = start;
            for wanted in self.squeezed.chars() {
                let (at, c) = rest.next()?;
                if c != wanted {
                    return None;
                }
                end = start + at + c.len_utf8();
            }
            Some((start, end))
        })
    }
}

/// Whether the first one to six words can be a column header: rules out prose before anything costly is tried.
fn begins_like_header(text: &str, words: &[Span]) -> bool {
    (1..=words.len().min(MOST_WORDS_OF_A_COLUMN))
        .any(|count| columns::role(words[0].join(words[count - 1]).of(text)).is_some())
}

/// Whether every bracket is closed.
fn is_balanced(words: &str) -> bool {
    words.matches(['（', '(']).count() == words.matches(['）', ')']).count()
}

/// The words between white space.
fn split(text: &str, line: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in line.of(text).char_indices().chain([(line.len(), ' ')]) {
        match (is_space(c), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(line.sub(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether columns are held apart by runs of spaces, in the header and in a third of the lines below it: another form.
pub(super) fn is_spaced(text: &str, paragraphs: &[Span], at: usize) -> bool {
    let apart = |line: &Span| {
        let mut run = 0;
        line.trim(text).of(text).chars().any(|c| {
            run = if is_space(c) { run + if c == '\u{3000}' { 2 } else { 1 } } else { 0 };
            run >= 2
        })
    };
    let below = &paragraphs[at + 1..paragraphs.len().min(at + 9)];
    apart(&paragraphs[at]) && below.iter().filter(|line| apart(line)).count() * 3 >= below.len()
}

/// Groups the words into the most column headers that use them all: 责任领导 责任单位 are two, although together they
/// could pass for one.
fn partition(text: &str, words: &[Span], odd: bool) -> Option<Vec<(Column, Vec<Span>)>> {
    let mut best: Vec<Option<(usize, usize, Column)>> = vec![None; words.len() + 1];
    for start in 0..words.len() {
        let count = match (start, best[start]) {
            (0, _) => 0,
            (_, Some((count, ..))) => count,
            _ => continue,
        };
        for end in start + 1..=words.len().min(start + MOST_WORDS_OF_A_COLUMN) {
            // A known header tells more than one that no list has, and than half of another.
            if best[end].is_some_and(|(most, ..)| most >= count + KNOWN) {
                continue;
            }
            let header = crate::text::join_squeezed(text, &words[start..end]);
            let role = columns::role(&header).filter(|_| is_balanced(&header)).map(|role| (KNOWN, role));
            let other = || {
                let whole = odd && start > 0 && may_be_odd(&header, end - start);
                whole.then(|| (usize::from(header.chars().nth(2).is_some()), Column::Other))
            };
            if let Some((worth, column)) = role.or_else(other)
                && best[end].is_none_or(|(most, ..)| most < count + worth)
            {
                best[end] = Some((count + worth, start, column));
            }
        }
    }
    let mut columns = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let (_, start, column) = best[end]?;
        columns.push((column, lines_of(text, &words[start..end])));
        end = start;
    }
    columns.reverse();
    let words = |pieces: &[Span]| crate::text::join_squeezed(text, pieces);
    let roles: Vec<Column> = columns.iter().map(|&(column, _)| column).collect();
    let over =
        columns.iter().position(|(column, pieces)| *column == Column::Other && columns::spans_units(&words(pieces)));
    if let Some((over, hanging)) = columns::hanging(&roles, over) {
        columns::hang(&mut columns, over, hanging);
        columns.pop();
    }
    Some(columns)
}

/// Whether words can be a header that no list has: one word, or one with a remark in brackets behind it.
fn may_be_odd(header: &str, words: usize) -> bool {
    columns::may_head(header)
        && (words == 1 || words == 2 && header.ends_with(['）', ')']) && !header.starts_with(['（', '(']))
}

/// Whether the first row of a numbered table, or a heading above it, begins with `paragraphs[at]`.
fn begins_rows(text: &str, paragraphs: &[Span], at: usize) -> bool {
    let Some(line) = paragraphs.get(at).map(|span| span.of(text)) else { return false };
    let first = line.split_whitespace().next().unwrap_or_default();
    numbering::alone(first).is_some_and(|(value, _)| value == 1)
        || numbering::leading(line).is_some_and(|number| number.value == 1 && number.style.level().is_some())
}

/// One piece for the words on each line.
fn lines_of(text: &str, words: &[Span]) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    for &word in words {
        match pieces.last_mut() {
            Some(last) if !text[last.end..word.start].contains(['\n', '\r']) => *last = last.join(word),
            _ => pieces.push(word),
        }
    }
    pieces
}

fn is_useful(columns: &[(Column, Vec<Span>)]) -> bool {
    let has = |wanted: &[Column]| columns.iter().any(|(column, _)| wanted.contains(column));
    has(&[Column::Task, Column::Group])
        && has(&[Column::Leader, Column::Lead, Column::Support, Column::Responsible])
        && !has(&[Column::IndicatorName, Column::Measure, Column::Attribute, Column::Value])
        && columns.iter().filter(|&&(column, _)| column == Column::Other).count() * 3 <= columns.len() * 2
}

/// A line of the table's body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its words; white space at its end is kept, for it can mean something.
    pub span: Span,
    /// Which of the paragraphs it is, or is part of.
    pub paragraph: usize,
    /// A page begins with it.
    pub page: bool,
}

/// A title before a header.
enum Title {
    Repeated(Line),
    New(Line),
}

/// A line that is no data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Furniture {
    /// Its words.
    pub span: Span,
    /// The body line that it stands before.
    pub before: usize,
    /// It repeats the header; else it numbers the page.
    pub header: bool,
}

/// The lines among which the table is.
#[derive(Debug)]
pub(super) struct Region {
    pub header: Header,
    pub lines: Vec<Line>,
    pub furniture: Vec<Furniture>,
    /// Up to this body line the table goes on, for its header is repeated there.
    pub least: usize,
    /// The first paragraph behind the region.
    end: usize,
}

impl Region {
    /// The lines from the header in `paragraphs[at]` on to the next thing that is surely not of this table.
    pub fn gather(text: &str, paragraphs: &[Span], at: usize, header: Header) -> Self {
        let mut region = Self { lines: Vec::new(), furniture: Vec::new(), least: 0, end: paragraphs.len(), header };
        let mut next = at + region.header.lines;
        let (mut barren, mut idle) = (0, 0);
        let mut page = false;
        while next < paragraphs.len() {
            let paragraph = paragraphs[next];
            let line = paragraph.of(text);
            page |= next > 0 && text[paragraphs[next - 1].end..paragraph.start].contains('\u{c}');
            if let Some((first, last, taken)) = region.repeated(text, paragraphs, next) {
                let title = region.title(text, paragraphs, at);
                // A header may be doubled by damage, but pages without rows are no pages of this table; its title is none.
                let rows = region.lines.len() - usize::from(title.is_some());
                idle = if rows <= region.least { idle + 1 } else { 0 };
                if idle > MOST_IDLE_HEADERS {
                    region.end = next;
                    break;
                }
                match title {
                    Some(Title::Repeated(line)) => {
                        region.lines.pop();
                        let before = region.lines.len();
                        region.furniture.push(Furniture { span: line.span.trim(text), before, header: false });
                    }
                    Some(Title::New(line)) => {
                        region.lines.pop();
                        region.end = line.paragraph;
                        return region;
                    }
                    None => {}
                }
                region.push(text, Line { span: Span::new(paragraph.start, first), paragraph: next, page });
                let before = region.lines.len();
                region.furniture.push(Furniture { span: Span::new(first, last), before, header: true });
                region.least = before;
                let end = paragraphs[next + taken - 1].end;
                let rest = Line { span: Span::new(last, end), paragraph: next + taken - 1, page: true };
                page = !region.push(text, rest);
                barren = 0;
                next += taken;
                continue;
            }
            if ends(text, paragraphs, next) {
                region.end = next;
                break;
            }
            if region.is_furniture(text, paragraphs, next) {
                region.furniture.push(Furniture {
                    span: paragraph.trim(text),
                    before: region.lines.len(),
                    header: false,
                });
                page = true;
                next += 1;
                continue;
            }
            barren = if is_fruitful(line) { 0 } else { barren + 1 };
            if barren > LONGEST_CELL {
                region.end = next + 1 - barren;
                region.lines.retain(|line| line.paragraph < region.end);
                break;
            }
            region.push(text, Line { span: paragraph, paragraph: next, page });
            page = false;
            next += 1;
        }
        region
    }

    /// Adds a line unless it is blank; says whether it did.
    fn push(&mut self, text: &str, line: Line) -> bool {
        let filled = !line.span.trim(text).is_empty();
        if filled {
            self.lines.push(line);
        }
        filled
    }

    /// The place of a repetition of the header that begins in `paragraphs[next]`, and how many paragraphs it takes.
    fn repeated(&self, text: &str, paragraphs: &[Span], next: usize) -> Option<(usize, usize, usize)> {
        let taken = self.header.lines.min(paragraphs.len() - next);
        let whole = Span::new(paragraphs[next].start, paragraphs[next + taken - 1].end);
        if whole.len() > self.header.squeezed.len() + 600 {
            return None;
        }
        let (start, end) = self.header.find(whole.of(text))?;
        Some((whole.start + start, whole.start + end, taken))
    }

    /// The last line, where it is the title of a table whose header follows: of this one, repeated on each page, or of
    /// another that happens to have the same columns.
    fn title(&self, text: &str, paragraphs: &[Span], at: usize) -> Option<Title> {
        let line = *self.lines.last()?;
        let words = crate::text::squeeze(line.span.of(text));
        let first = at.checked_sub(1).map(|before| crate::text::squeeze(paragraphs[before].of(text)));
        if first.is_some_and(|first| first == words) {
            return Some(Title::Repeated(line));
        }
        let names_a_table = ["分解", "分解表", "分工", "分工表", "清单", "一览表", "任务表", "责任表", "计划表"];
        let new = words.chars().count() >= 8 && names_a_table.iter().any(|end| words.ends_with(end));
        new.then_some(Title::New(line))
    }

    /// Whether a line only numbers a page, says that the table goes on, or repeats the table's title before its
    /// repeated header. A bare number could also be that of a row where rows are numbered, or a year in a column of
    /// deadlines: then it must stand before a header.
    fn is_furniture(&self, text: &str, paragraphs: &[Span], next: usize) -> bool {
        let line = paragraphs[next].of(text);
        let marked = |line: &str| line.chars().any(|c| matches!(c, '—' | '-' | '–' | '―' | '─' | '页' | '/'));
        let before_header = || next + 1 < paragraphs.len() && self.repeated(text, paragraphs, next + 1).is_some();
        if is_page_number(line) {
            let unnumbered = !self.header.columns.iter().any(|&(column, _)| column == Column::Number);
            return marked(line) || unnumbered && line.trim().len() <= LONGEST_PAGE || before_header();
        }
        line.len() < 30
            && matches!(crate::text::squeeze(line).as_str(), "（续表）" | "(续表)" | "续表" | "（续）" | "续")
    }

    /// The first paragraph that a table does not take whose last body line is before `line`.
    pub fn taken(&self, line: usize) -> usize {
        match self.lines.get(line) {
            Some(next) => next.paragraph,
            None if line == 0 => self.end,
            None => self.lines[line - 1].paragraph + 1,
        }
    }
}

/// Whether the table has surely ended before `paragraphs[next]`: another form of table, another header, an attachment,
/// a note to the table, 附注 (GB/T 9704-2012, 7.3.7) and 版记 (7.4).
fn ends(text: &str, paragraphs: &[Span], next: usize) -> bool {
    let line = paragraphs[next].of(text);
    if line.contains('│') || line.matches(['\t', '|']).count() >= 2 {
        return true;
    }
    let mut words = line.chars().filter(|&c| !is_space(c)).map(fold);
    match (words.next(), words.next(), words.next()) {
        (Some('抄'), Some('送'), Some(':')) | (Some('('), Some('此'), Some('件')) => return true,
        (Some('注'), Some(':'), _) | (Some('备'), Some('注'), Some(':')) => return true,
        (Some('附'), Some('件'), None | Some(':' | '0'..='9' | '一'..='十')) if line.len() < 200 => return true,
        _ => {}
    }
    let printed = line.len() < 150 && line.trim_end_matches(is_space).ends_with("印发") && line.contains('日');
    printed || Header::read(text, paragraphs, next).is_some()
}

/// Whether a line is such as tables have and long prose has not: short, or with a list of units.
fn is_fruitful(line: &str) -> bool {
    line.len() <= 48 || line.len() < 600 && units::are_units(line, 50)
}
