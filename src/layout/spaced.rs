//! *Spaced*: columns held apart by runs of spaces only, a row a line or with its cells wrapped on indented lines below.
//!
//! A gap is two columns of the screen wide or wider. Which column words stand in is told by their order where a row has
//! all its cells, and else by where they start on the screen and by what they say.

use super::assemble::{self, Content, RawRow};
use super::{Proposal, centred, header_row, is_page_number};
use crate::Span;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{numbering, units};
use crate::model::Certainty;
use crate::read::Cell;
use crate::text::{is_han, is_space, width};

/// Narrowest gap between columns, in columns of the screen: one space stands between words.
const GAP: usize = 2;

/// Widest space between cut words and the next column, in columns of the screen: the gap and half a Chinese character.
const WIDEST_RAG: usize = 5;

/// Lines behind the headers in which the first row has to begin.
const FIRST_ROW: usize = 12;

/// Lines between two rows of a table without headers that are looked at to find the second.
const SECOND_ROW: usize = 8;

/// Lines of the row above that are looked at to see whether its list of units is whole.
const LAST_LINES: usize = 4;

/// Headings that may follow each other between rows, and the line behind them.
const MOST_HEADINGS: usize = 4;

/// Rows that may be lost between two numbers.
const MOST_LOST: u32 = 20;

/// Proposes a table that starts with `paragraphs[at]`: with headers, or with two rows that end in the same kind of
/// cell, units or people.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    if !has_gap(paragraphs[at].of(text)) {
        return None;
    }
    let first = Line::of(text, paragraphs[at])?;
    if first.words.len() < 2 {
        return None;
    }
    let mut table = match Table::under_header(text, paragraphs, at, &first) {
        Some(table) => table,
        None => Table::without_header(text, paragraphs, at, &first)?,
    };
    table.collect(text, paragraphs, at);
    let taken = table.taken;
    let headed = table.headed;
    let rows = table.rows(text);
    if rows.len() <= usize::from(headed) {
        return None;
    }
    let mut grid = assemble::grid(text, rows, false);
    centred::spread(text, &mut grid);
    let doubtful = grid.rows.iter().filter(|row| row.certainty == Certainty::Doubtful);
    let unexplained: usize = doubtful.map(|row| row.span.of(text).chars().filter(|&c| !is_space(c)).count()).sum();
    Some(Proposal { grid, taken, cost: unexplained + usize::from(!headed) })
}

/// Whether a gap stands between words: most paragraphs have none.
fn has_gap(words: &str) -> bool {
    let mut gap = 0;
    words.trim_matches(is_space).chars().any(|c| {
        gap = if is_space(c) { gap + width(c) } else { 0 };
        gap >= GAP
    })
}

/// Words between two gaps.
#[derive(Clone, Copy, Debug)]
struct Word {
    span: Span,
    /// Where they start and end on the screen, a Chinese character taking two columns.
    x: (usize, usize),
}

/// A line as words between gaps.
#[derive(Clone, Debug)]
struct Line {
    span: Span,
    words: Vec<Word>,
}

impl Line {
    /// Splits a line at its gaps. A line with a tab, or with more gaps than a table has columns, is none.
    fn of(text: &str, line: Span) -> Option<Self> {
        let mut words: Vec<Word> = Vec::new();
        let (mut x, mut gap) = (0, GAP);
        for (at, c) in line.of(text).char_indices() {
            let (start, end) = (line.start + at, line.start + at + c.len_utf8());
            let wide = width(c);
            if is_space(c) {
                if c == '\t' {
                    return None;
                }
                gap += wide;
            } else {
                match words.last_mut() {
                    Some(word) if gap < GAP => {
                        *word = Word { span: Span::new(word.span.start, end), x: (word.x.0, x + wide) }
                    }
                    _ => words.push(Word { span: Span::new(start, end), x: (x, x + wide) }),
                }
                if words.len() > assemble::MOST_COLUMNS {
                    return None;
                }
                gap = 0;
            }
            x += wide;
        }
        Some(Self { span: line, words: joined(text, words) })
    }

    fn of_header(&self, text: &str) -> bool {
        header_row::is_header(self.words.iter().map(|word| word.span.of(text)))
    }

    fn shown(&self, text: &str) -> String {
        crate::text::squeeze(self.span.of(text))
    }
}

/// Joins single Chinese characters that stand next to each other: 备  注, 张  兵 are one word each, spread out to the
/// width of the words above and below.
fn joined(text: &str, words: Vec<Word>) -> Vec<Word> {
    let single = |word: &Word| word.span.len() <= 4 && word.span.of(text).chars().all(is_han);
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        let lone = single(&word) && word.span.of(text).chars().count() == 1;
        // Wider gaps hold columns apart even here.
        match out.last_mut() {
            Some(before) if open && lone && word.x.0 - before.x.1 <= 4 => {
                *before = Word { span: before.span.join(word.span), x: (before.x.0, word.x.1) };
            }
            _ => out.push(word),
        }
        open = lone;
    }
    out
}

/// A column as the headers, or the first row, show it.
#[derive(Clone, Copy, Debug)]
struct Place {
    role: Option<Column>,
    /// Where it starts on the screen.
    x: usize,
}

/// What a line of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Header,
    Band,
    /// The line of a row that has its number, or its first line.
    Start,
    /// Another line of a row.
    More,
}

/// A table while its lines are collected.
struct Table {
    places: Vec<Place>,
    /// The column of numbers.
    number: Option<usize>,
    headed: bool,
    /// The headers' words without white space.
    heading: String,
    /// Numbers stand in the middle of their rows: lines come before the first.
    middle: bool,
    /// The words of rows start where the headers do, so that their places say more than what they say.
    aligned: bool,
    lines: Vec<(Kind, Line)>,
    taken: usize,
}

impl Table {
    /// A table whose headers are the line at `at`, and perhaps the one below it.
    fn under_header(text: &str, paragraphs: &[Span], at: usize, first: &Line) -> Option<Self> {
        if !first.of_header(text) {
            return None;
        }
        let mut header = vec![(Kind::Header, first.clone())];
        let mut words = first.words.clone();
        if let Some(second) = paragraphs.get(at + 1).and_then(|&next| Line::of(text, next))
            && let Some(both) = below(text, &words, &second)
        {
            words = both;
            header.push((Kind::Header, second));
        }
        let places: Vec<Place> =
            words.iter().map(|word| Place { role: columns::role(word.span.of(text)), x: word.x.0 }).collect();
        let number = places.iter().position(|place| place.role == Some(Column::Number));
        let taken = header.len();
        let table = Self {
            places,
            number,
            headed: true,
            heading: first.shown(text),
            middle: false,
            aligned: false,
            lines: header,
            taken,
        };
        let mut body = paragraphs[at + taken..].iter().take(FIRST_ROW).map_while(|&span| Line::of(text, span));
        body.any(|line| line.words.len() > 1 && table.starts(text, &line, 0).is_some()).then_some(table)
    }

    /// A table whose first row is the line at `at`. Its columns are known by what they hold.
    fn without_header(text: &str, paragraphs: &[Span], at: usize, first: &Line) -> Option<Self> {
        let roles = row_by_content(text, first)?;
        let second = paragraphs[at + 1..].iter().take(SECOND_ROW).map_while(|&span| Line::of(text, span));
        let alike = |line: Line| row_by_content(text, &line).is_some_and(|other| other.last() == roles.last());
        // Without numbers the rows have to follow each other, so that prose is not taken for them.
        let numbered = roles[0] == Some(Column::Number);
        if !second.take(if numbered { SECOND_ROW } else { 2 }).any(alike) {
            return None;
        }
        let places: Vec<Place> =
            roles.into_iter().zip(&first.words).map(|(role, word)| Place { role, x: word.x.0 }).collect();
        let number = numbered.then_some(0);
        Some(Self {
            places,
            number,
            headed: false,
            heading: String::new(),
            middle: false,
            aligned: false,
            lines: Vec::new(),
            taken: 0,
        })
    }

    /// Parts words that stand a single space from the words before them where a column starts.
    fn split_at_columns(&self, text: &str, mut line: Line) -> Line {
        if line.words.len() >= self.places.len() {
            return line;
        }
        let mut words = Vec::with_capacity(line.words.len());
        for mut word in std::mem::take(&mut line.words) {
            let (start, mut x, mut space) = (word.span.start, word.x.0, false);
            for (at, c) in word.span.of(text).char_indices() {
                if space && !is_space(c) && self.starts_of_columns(x - 1) == Some(x) {
                    let at = start + at;
                    words.push(Word { span: Span::new(word.span.start, at).trim(text), x: (word.x.0, x - 1) });
                    word = Word { span: Span::new(at, word.span.end), x: (x, word.x.1) };
                }
                space = is_space(c);
                x += width(c);
            }
            words.push(word);
        }
        line.words = words;
        line
    }

    fn collect(&mut self, text: &str, paragraphs: &[Span], at: usize) {
        let mut last = 0;
        while let Some(&span) = paragraphs.get(at + self.taken) {
            let Some(line) = Line::of(text, span) else { break };
            let line = self.split_at_columns(text, line);
            let kind = if line.words.len() > 1 && line.of_header(text) {
                if line.shown(text) != self.heading {
                    break;
                }
                Kind::Header
            } else if let Some(number) = self.starts(text, &line, last) {
                last = number;
                Kind::Start
            } else if is_page_number(span.of(text)) {
                let resumes = paragraphs.get(at + self.taken + 1).and_then(|&next| Line::of(text, next));
                if !resumes.is_some_and(|next| self.goes_on(text, &next, last)) {
                    break;
                }
                self.taken += 1;
                continue;
            } else if self.is_band(text, paragraphs, at + self.taken, &line, last) {
                Kind::Band
            } else if self.continues(text, &line) && self.row_is_open(text, paragraphs, at + self.taken, last) {
                Kind::More
            } else {
                break;
            };
            self.lines.push((kind, line));
            self.taken += 1;
        }
        self.middle = self.numbers_in_the_middle(text);
        let rows = || self.lines.iter().filter(|(kind, _)| *kind == Kind::Start).flat_map(|(_, line)| &line.words);
        let in_place = rows().filter(|word| self.places.iter().any(|place| place.x.abs_diff(word.x.0) <= 1)).count();
        self.aligned = in_place * 10 >= rows().count() * 9;
        // Lines before a number that never came are no rows.
        let ended = self.lines.iter().rposition(|(kind, _)| *kind == Kind::Start).map_or(0, |last| last + 1);
        let tail = &self.lines[ended..];
        let back = tail.iter().rev().take_while(|(kind, _)| matches!(kind, Kind::Band | Kind::Header)).count();
        self.lines.truncate(self.lines.len() - back);
        self.taken -= back;
    }

    /// The number of the row that begins with a line (0 where rows have none), or `None` where no row does.
    fn starts(&self, text: &str, line: &Line, last: u32) -> Option<u32> {
        let Some(column) = self.number else {
            return self.starts_unnumbered(text, line).then_some(0);
        };
        let next_column = self.places.get(column + 1).map_or(usize::MAX, |place| place.x);
        let follows = |value: u32| value == 1 || (last < value && value <= last + MOST_LOST) || last == 0;
        for word in line.words.iter().take(column + 1) {
            let words = word.span.of(text);
            if let Some((value, _)) = numbering::alone(words)
                && follows(value)
                && (word.x.1 <= next_column.saturating_add(1) || line.words.len() >= self.places.len())
            {
                return Some(value);
            }
        }
        let glued = line.words.first().and_then(|word| glued_number(text, word.span));
        let value = glued.and_then(|(number, _)| Some(numbering::alone(number.of(text))?.0));
        match value {
            Some(value) if line.words.len() > 1 && follows(value) && line.words[0].x.0 < next_column => Some(value),
            _ => self.starts_whole(text, line).then_some(last),
        }
    }

    /// A row that lacks its number, as where one number stands for several tasks, is told by a whole task and its units
    /// below a whole row.
    fn starts_whole(&self, text: &str, line: &Line) -> bool {
        let whole = |line: &Line| {
            let mut words = line.words.iter().map(|word| word.span);
            words.clone().any(|word| word.of(text).ends_with(['。', '；']) && word.of(text).chars().count() > 6)
                && words.any(|word| is_assigned(text, word) && !open_end(text, word))
        };
        whole(line)
            && self.lines.last().is_none_or(|(kind, above)| matches!(kind, Kind::Header | Kind::Band) || whole(above))
    }

    /// Without numbers a row begins with a line that has words in the first column and more beside them, if the row
    /// before it is complete.
    fn starts_unnumbered(&self, text: &str, line: &Line) -> bool {
        let begins = |line: &Line| line.words.first().is_some_and(|word| word.x.0 <= self.places[0].x + GAP);
        if line.words.len() < 2 || !begins(line) {
            return false;
        }
        let row = self.lines.iter().rev().take_while(|(kind, _)| matches!(kind, Kind::Start | Kind::More));
        let row: Vec<&Line> = row.map(|(_, line)| line).take(LAST_LINES).collect();
        if row.is_empty() {
            return true;
        }
        // A list that breaks off, or whose last word is no whole name, goes on below.
        let last_place = line.words[line.words.len() - 1].x.0;
        let list: Vec<Span> = row
            .iter()
            .rev()
            .filter_map(|line| {
                line.words.last().filter(|word| word.x.0.abs_diff(last_place) <= 1).map(|word| word.span)
            })
            .collect();
        let list = crate::text::join_squeezed(text, &list);
        let last = units::items(&list).last().unwrap_or_default();
        let whole = list.is_empty()
            || last.ends_with('等')
            || !list.ends_with(['、', '，', ',']) && (units::is_unit(last) || super::are_names(last));
        let Some(task) = row.iter().find(|line| begins(line)).map(|line| line.words[0]) else { return whole };
        let ended = task.span.of(text).ends_with(['。', '；', '！']);
        whole && (ended || !self.is_cut(&task))
    }

    /// Whether words come so near to the next column that they may have been cut there.
    fn is_cut(&self, word: &Word) -> bool {
        self.starts_of_columns(word.x.0 + 1).is_some_and(|next| word.x.1 + WIDEST_RAG >= next)
    }

    /// Whether the table goes on with this line behind a page number.
    fn goes_on(&self, text: &str, line: &Line, last: u32) -> bool {
        line.shown(text) == self.heading
            || self.starts(text, line, last).is_some()
            || (line.words.len() > 1 && self.continues(text, line))
    }

    /// Whether there is a row that more lines may belong to: the one above, or one whose number is still to come.
    fn row_is_open(&self, text: &str, paragraphs: &[Span], at: usize, last: u32) -> bool {
        match self.lines.last() {
            Some((Kind::Start | Kind::More, _)) => true,
            _ => paragraphs[at + 1..]
                .iter()
                .take(SECOND_ROW)
                .map_while(|&span| Line::of(text, span))
                .any(|line| self.number.is_some() && self.starts(text, &line, last).is_some()),
        }
    }

    /// A heading between rows: a numbered line without gaps and with a row, the headers or another heading behind it.
    fn is_band(&self, text: &str, paragraphs: &[Span], at: usize, line: &Line, last: u32) -> bool {
        let heading = |line: &Line| {
            line.words.len() == 1 && line.words[0].span.len() < 240 && assemble::is_heading(line.words[0].span.of(text))
        };
        let mut behind =
            paragraphs[at + 1..].iter().take(MOST_HEADINGS).map_while(|&next| Line::of(text, next)).skip_while(heading);
        heading(line)
            && behind.next().is_some_and(|next| {
                next.shown(text) == self.heading || next.words.len() > 1 && self.starts(text, &next, last).is_some()
            })
    }

    /// Whether a line without a number carries on a row: its words are indented, and none of them runs into the next
    /// column.
    fn continues(&self, text: &str, line: &Line) -> bool {
        let Some(first) = line.words.first() else { return false };
        if first.x.0 < GAP {
            // Only a first column of tasks goes on without an indent, and only up to a heading.
            let task_first = self.number.is_none() && self.places[0].role == Some(Column::Task);
            let above = self.lines.iter().rev().find(|(_, line)| line.words.first().is_some_and(|word| word.x.0 < GAP));
            let cut = above.is_some_and(|(_, line)| self.is_cut(&line.words[0]));
            return task_first && cut && self.fits(line) && !assemble::is_heading(first.span.of(text));
        }
        if !self.fits(line) {
            return false;
        }
        // Behind a row that has all it needs only what fits well is more of it.
        let complete = self.lines.last().is_some_and(|(_, above)| {
            above.words.len() >= self.places.len() && above.words.iter().all(|word| !open_end(text, word.span))
        });
        !complete || line.words.len() > 1 || self.places.iter().any(|place| place.x.abs_diff(first.x.0) <= 1)
    }

    /// Whether the words of a line stay within the columns they start in.
    fn fits(&self, line: &Line) -> bool {
        let starts = |x: usize| self.starts_of_columns(x);
        line.words.iter().all(|word| starts(word.x.0 + 1).is_none_or(|next| word.x.1 <= next + GAP))
    }

    /// Where the first column behind `x` starts, as the row above shows it, or the headers.
    fn starts_of_columns(&self, x: usize) -> Option<usize> {
        let above = self.lines.iter().rev().take(8).find(|(kind, _)| *kind == Kind::Start);
        match above {
            Some((_, line)) if line.words.len() >= self.places.len() => {
                line.words.iter().map(|word| word.x.0).find(|&start| start > x)
            }
            _ => self.places.iter().map(|place| place.x).find(|&start| start > x),
        }
    }

    /// The rows.
    fn rows(self, text: &str) -> Vec<RawRow> {
        let mut rows = Vec::new();
        let mut at = 0;
        let (starts, _) = self.share_out(text, self.middle);
        let mut header_above = false;
        while at < self.lines.len() {
            let (kind, line) = &self.lines[at];
            match kind {
                Kind::Header => {
                    let cells = if header_above { self.place(text, line, None) } else { self.header_cells(text, at) };
                    rows.push(RawRow { cells, span: line.span, marked_header: true, ..RawRow::default() });
                    header_above = true;
                    at += 1;
                    continue;
                }
                Kind::Band => {
                    let cells = vec![Cell::of(text, line.span)];
                    rows.push(RawRow { cells, span: line.span, ..RawRow::default() });
                    at += 1;
                }
                Kind::Start | Kind::More => {
                    let end = (at + 1..self.lines.len())
                        .find(|&next| starts[next] || matches!(self.lines[next].0, Kind::Header | Kind::Band))
                        .unwrap_or(self.lines.len());
                    rows.push(self.row(text, &self.lines[at..end]));
                    at = end;
                }
            }
            header_above = false;
        }
        self.doubt_broken_rows(text, &mut rows);
        rows
    }

    /// Where nearly all tasks end as sentences do, one that does not, or that begins behind a sentence's start, was cut
    /// at the wrong line.
    fn doubt_broken_rows(&self, text: &str, rows: &mut [RawRow]) {
        let Some(task) = self.places.iter().position(|place| place.role == Some(Column::Task)) else { return };
        let words =
            |row: &RawRow| row.cells.get(task).map(|cell| cell.squeezed(text)).filter(|words| !words.is_empty());
        let ends = |words: &str| words.trim_end_matches(['”', '）', ')']).ends_with(['。', '；', '！', '.']);
        let tasks = rows.iter().filter(|row| !row.marked_header).filter_map(&words);
        let (ended, all) = tasks.fold((0, 0), |(ended, all), words| (ended + usize::from(ends(&words)), all + 1));
        let sentences = ended * 2 > all;
        for row in rows.iter_mut().filter(|row| !row.marked_header) {
            let Some(words) = words(row) else { continue };
            if (sentences && !ends(&words)) || words.starts_with(['，', '、', '。', '；', '）', '”']) {
                row.certainty = Certainty::Doubtful;
            }
        }
    }

    /// Whether numbers stand in the middle of their rows, as PDF viewers copy them: sharing out the lines between two
    /// numbers leaves clearly fewer rows that stop inside a sentence than giving all of them to the row above.
    fn numbers_in_the_middle(&self, text: &str) -> bool {
        let lines_first = self.lines.iter().position(|(kind, _)| *kind == Kind::More)
            < self.lines.iter().position(|(kind, _)| *kind == Kind::Start);
        let (_, below) = self.share_out(text, false);
        let (_, shared) = self.share_out(text, true);
        self.number.is_some() && (lines_first && shared <= below || below >= 2 && shared * 2 < below)
    }

    /// For every line whether a row begins with it, and how many rows stop inside a sentence. Where numbers stand in the
    /// middle, a row has about as many lines above its number as below.
    fn share_out(&self, text: &str, middle: bool) -> (Vec<bool>, usize) {
        let mut starts = vec![false; self.lines.len()];
        let mut broken = 0;
        let mut above = 0;
        let mut at = 0;
        while at < self.lines.len() {
            if self.lines[at].0 != Kind::Start {
                // Lines before the first number.
                above = if self.lines[at].0 == Kind::More { above + 1 } else { 0 };
                starts[at] = above == 1;
                at += 1;
                continue;
            }
            starts[at] |= above == 0;
            let end =
                (at + 1..self.lines.len()).find(|&next| self.lines[next].0 != Kind::More).unwrap_or(self.lines.len());
            let between = end - at - 1;
            let next_is_row = self.lines.get(end).is_some_and(|(kind, _)| *kind == Kind::Start);
            // The last words of a task decide whether it ends with this line.
            let mut ended = self.task_ends(text, &self.lines[at].1).unwrap_or(true);
            let mut best = (usize::MAX, 0, ended);
            for own in 0..=between {
                ended = if own == 0 { ended } else { self.task_ends(text, &self.lines[at + own].1).unwrap_or(ended) };
                let off = own.abs_diff(above);
                // An odd line may stand above the number or below.
                let score = off.saturating_sub(1) * 4 + usize::from(off > 0) + if ended { 0 } else { 8 };
                let allowed = own == between || (middle && next_is_row);
                if allowed && (score < best.0 || !middle || !next_is_row) {
                    best = (score, own, ended);
                }
            }
            broken += usize::from(!best.2);
            above = between - best.1;
            if above > 0 {
                starts[at + best.1 + 1] = true;
            }
            at = end;
        }
        (starts, broken)
    }

    /// Whether the words that a line has in the column of tasks end a sentence; `None` where it has none there.
    fn task_ends(&self, text: &str, line: &Line) -> Option<bool> {
        let task = self.places.iter().find(|place| place.role == Some(Column::Task))?;
        let word = line.words.iter().find(|word| word.x.0.abs_diff(task.x) <= 3)?;
        Some(word.span.of(text).trim_end_matches(['”', '"', '）', ')']).ends_with(['。', '；', '！', '.']))
    }

    /// The headers' cells: where two rows of them stand, the upper ones over all columns that the lower ones name.
    fn header_cells(&self, text: &str, at: usize) -> Vec<Cell> {
        let line = &self.lines[at].1;
        if line.words.len() == self.places.len() {
            return line.words.iter().map(|word| Cell::of(text, word.span)).collect();
        }
        let mut cells = vec![Cell::default(); self.places.len()];
        let mut from = 0;
        for (index, word) in line.words.iter().enumerate() {
            let nearest = |place: &Place| {
                (0..line.words.len()).min_by_key(|&other| line.words[other].x.0.abs_diff(place.x)).unwrap_or(0)
            };
            let column = (from..self.places.len())
                .find(|&column| nearest(&self.places[column]) == index)
                .unwrap_or(from.min(self.places.len() - 1));
            cells[column] = Cell::of(text, word.span);
            from = column + 1;
        }
        cells
    }

    /// A row from its lines.
    fn row(&self, text: &str, lines: &[(Kind, Line)]) -> RawRow {
        let start = lines.iter().position(|(kind, _)| *kind == Kind::Start).unwrap_or(0);
        let main = self.split_number(text, &lines[start].1);
        let own = self.place(text, &main, None);
        let mut columns: Vec<Option<usize>> = vec![None; self.places.len()];
        for word in &main.words {
            let column = own.iter().position(|cell| cell.pieces.contains(&word.span));
            if let Some(column) = column.filter(|&column| column < columns.len()) {
                columns[column] = Some(word.x.0);
            }
        }
        let mut cells: Vec<Cell> = vec![Cell::default(); own.len()];
        for (at, (_, line)) in lines.iter().enumerate() {
            let placed = if at == start { own.clone() } else { self.place(text, line, Some(&columns)) };
            for (cell, more) in cells.iter_mut().zip(placed) {
                cell.pieces.extend(more.pieces);
            }
        }
        let span = lines[0].1.span.join(lines[lines.len() - 1].1.span);
        let exact = main.words.len() == self.places.len();
        let certainty = if exact { Certainty::Certain } else { Certainty::Likely };
        let trailing = self
            .places
            .iter()
            .zip(&cells)
            .all(|(place, cell)| !cell.is_empty() || matches!(place.role, Some(Column::Note | Column::Support)));
        RawRow { cells, span, marked_header: false, certainty: if trailing { Certainty::Certain } else { certainty } }
    }

    /// Parts a number from the words it stands before with a single space, where numbers have a column of their own.
    fn split_number(&self, text: &str, line: &Line) -> Line {
        let mut line = line.clone();
        if line.words.len() < self.places.len()
            && self.number == Some(0)
            && let Some(word) = line.words.first().copied()
            && let Some((number, rest)) = glued_number(text, word.span)
        {
            let behind = word.x.0 + number.of(text).chars().map(width).sum::<usize>();
            line.words[0] = Word { span: rest, x: (behind + 1, word.x.1) };
            line.words.insert(0, Word { span: number, x: (word.x.0, behind) });
        }
        line
    }

    /// The words of a line in their columns; `above` are the places of the words in the row's own first line, for
    /// one that goes on below it.
    fn place(&self, text: &str, line: &Line, above: Option<&[Option<usize>]>) -> Vec<Cell> {
        let cells: Vec<Cell> = line.words.iter().map(|word| Cell::of(text, word.span)).collect();
        if (above.is_none() && cells.len() == self.places.len()) || cells.len() > self.places.len() {
            return cells;
        }
        let roles: Vec<Option<Column>> = self.places.iter().map(|place| place.role).collect();
        let scores: Vec<Vec<i32>> = cells
            .iter()
            .zip(&line.words)
            .map(|(cell, word)| {
                let said = if above.is_none() { assemble::fitness(text, cell, &roles) } else { vec![0; roles.len()] };
                (0..roles.len())
                    .map(|column| {
                        let own = above.and_then(|above| above[column]);
                        let near = match own.unwrap_or(self.places[column].x).abs_diff(word.x.0) {
                            0..=1 => 3,
                            2..=3 => 2,
                            4..=6 => 1,
                            _ => 0,
                        };
                        // Where the row itself shows the column its place weighs more than the headers'.
                        let role = roles[column];
                        let likely = i32::from(role == Some(Column::Task))
                            + 2 * i32::from(is_unit_role(role) && units::are_units(word.span.of(text), 80));
                        let weight = match own {
                            Some(_) => 3,
                            None if self.aligned => 4,
                            None => 1,
                        };
                        said[column] * 2 + near * weight + if above.is_some() { likely } else { 0 }
                    })
                    .collect()
            })
            .collect();
        let (_, columns_of, _) = assemble::align(&scores, roles.len());
        let mut out = vec![Cell::default(); roles.len()];
        for (cell, &column) in cells.into_iter().zip(&columns_of) {
            out[column] = cell;
        }
        out
    }
}

fn is_unit_role(role: Option<Column>) -> bool {
    matches!(role, Some(Column::Lead | Column::Support | Column::Responsible))
}

/// Whether words break off inside a list or a sentence.
fn open_end(text: &str, words: Span) -> bool {
    words.of(text).ends_with(['、', '，', '；', ','])
}

/// The columns of two header lines: a header that stands over two or more others gives way to them. `None` where the
/// second line holds no headers.
fn below(text: &str, upper: &[Word], lower: &Line) -> Option<Vec<Word>> {
    let known = lower.words.iter().filter(|word| columns::role(word.span.of(text)).is_some()).count();
    if lower.words.len() < 2 || known < lower.words.len() || lower.words.len() > upper.len() * 4 {
        return None;
    }
    let centre = |word: &Word| word.x.0 + word.x.1;
    let mut under: Vec<Vec<Word>> = vec![Vec::new(); upper.len()];
    for word in &lower.words {
        let nearest = (0..upper.len()).min_by_key(|&at| centre(&upper[at]).abs_diff(centre(word)))?;
        under[nearest].push(*word);
    }
    let merged = upper.iter().zip(under).flat_map(|(word, under)| if under.is_empty() { vec![*word] } else { under });
    Some(merged.collect())
}

/// A number and what stands behind it, held apart by one space or a mark: `3 修渠`, `3.修渠`.
fn glued_number(text: &str, word: Span) -> Option<(Span, Span)> {
    let words = word.of(text);
    let digits = words.find(|c: char| !c.is_ascii_digit()).filter(|&end| (1..=3).contains(&end))?;
    let rest = words[digits..].trim_start_matches(|c| is_space(c) || matches!(c, '.' | '、' | '．'));
    let parted = rest.len() < words.len() - digits && rest.starts_with(|c: char| is_han(c) || c == '“' || c == '《');
    parted.then(|| (word.sub(0, digits), word.sub(words.len() - rest.len(), words.len())))
}

fn is_assigned(text: &str, words: Span) -> bool {
    matches!(Content::of(text, &Cell::of(text, words)), Content::Units | Content::People)
}

/// The columns of a row told by what it holds: a number and a text or a text alone, and behind it units or people.
fn row_by_content(text: &str, line: &Line) -> Option<Vec<Option<Column>>> {
    let kinds: Vec<Content> = line.words.iter().map(|word| Content::of(text, &Cell::of(text, word.span))).collect();
    let numbered = kinds.first() == Some(&Content::Number);
    let body = &kinds[usize::from(numbered)..];
    let assigned = |kind: &Content| matches!(kind, Content::Units | Content::People);
    let text_first = match body.first()? {
        Content::Sentence => true,
        // A number in front is enough of a mark for a short task.
        Content::Words => numbered,
        _ => false,
    };
    if body.len() < 2 || !text_first || !body[1..].iter().any(assigned) || body.len() > 8 {
        return None;
    }
    let role = |kind: &Content| match kind {
        Content::Number => Some(Column::Number),
        Content::People => Some(Column::Leader),
        Content::Units => Some(Column::Responsible),
        Content::Time => Some(Column::Deadline),
        Content::Sentence => Some(Column::Task),
        Content::Words => None,
    };
    let mut roles: Vec<Option<Column>> = kinds.iter().map(role).collect();
    roles[usize::from(numbered)] = Some(Column::Task);
    Some(roles)
}
