//! *Piped*: cells held apart by `|`. Two ways of writing it are met: a row a line (`| a | b |`, as in Markdown, with or
//! without a separator row `| --- | --- |`), and web text with one cell a line that ends in `|`.

use super::assemble::{self, RawRow};
use super::{Proposal, is_page_number};
use crate::Span;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::numbering;
use crate::model::Certainty;
use crate::read::Cell;
use crate::text::{is_blank, is_space};

/// Lines that a row broken over lines may run over.
const LONGEST_ROW: usize = 12;

/// Lines of a cell in web text with one cell a line: more are not one cell.
const LONGEST_CELL: usize = 12;

/// Proposes a table that starts with `paragraphs[at]`.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let first = paragraphs[at].of(text);
    // The first bar of a line stands in its first cell, which is a header or a number.
    let early = first.char_indices().take(columns::LONGEST_HEADER * 4).any(|(_, c)| is_bar(c));
    if !early {
        return None;
    }
    a_row_a_line(text, paragraphs, at).or_else(|| a_cell_a_line(text, paragraphs, at))
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

/// A line as a row, or `None` where it has no bar between words.
struct Line {
    cells: Vec<Span>,
    /// It starts with a bar.
    opened: bool,
    /// It ends with a bar.
    closed: bool,
}

impl Line {
    fn of(text: &str, line: Span) -> Option<Self> {
        let line = line.trim(text);
        let words = line.of(text);
        let mut bars = Vec::new();
        let mut escaped = false;
        for (at, c) in words.char_indices() {
            if is_bar(c) && !escaped {
                bars.push((at, at + c.len_utf8()));
                if bars.len() > assemble::MOST_COLUMNS {
                    return None;
                }
            }
            escaped = c == '\\' && !escaped;
        }
        let (&(first, _), &(_, last)) = (bars.first()?, bars.last()?);
        let (opened, closed) = (first == 0, last == words.len());
        let mut cells = Vec::with_capacity(bars.len() + 1);
        let mut start = 0;
        for &(bar, behind) in &bars {
            cells.push(line.sub(start, bar));
            start = behind;
        }
        cells.push(line.sub(start, words.len()));
        // The blanks before the first bar and behind the last are no cells.
        if opened {
            cells.remove(0);
        }
        if closed {
            cells.pop();
        }
        Some(Self { cells, opened, closed })
    }

    /// `| --- | :---: |` under the headers of Markdown, `|-----+-----|` in others.
    fn is_separator(&self, text: &str) -> bool {
        let dashes = |cell: &Span| {
            let words = cell.of(text);
            words.contains(['-', '=', '─', '—'])
                && words.chars().all(|c| is_space(c) || matches!(c, '-' | '=' | ':' | '+' | '─' | '—'))
        };
        !self.cells.is_empty() && self.cells.iter().all(dashes)
    }

    fn raw(&self, text: &str, span: Span) -> RawRow {
        let cells = self.cells.iter().map(|&cell| marked_cell(text, cell)).collect();
        RawRow { cells, span, ..RawRow::default() }
    }
}

/// A cell without the marks that Markdown needs inside one: `<br>` for a line's end, `\|` for a bar, `**` for emphasis.
fn marked_cell(text: &str, cell: Span) -> Cell {
    let words = cell.of(text);
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = words[at..].find(['<', '\\', '*']) {
        at += found;
        let rest = &words[at..];
        let mark = ["<br>", "<br/>", "<br />", "<BR>", "**"].iter().find(|mark| rest.starts_with(**mark));
        let skip = match mark {
            Some(mark) => mark.len(),
            None if rest.starts_with("\\|") => 1,
            None => {
                at += 1;
                continue;
            }
        };
        pieces.push(cell.sub(start, at));
        // The bar behind a backslash belongs to the words.
        start = at + skip;
        at = start + rest[skip..].chars().next().filter(|_| skip == 1).map_or(0, char::len_utf8);
    }
    pieces.push(cell.sub(start, words.len()));
    Cell {
        pieces: pieces.iter().map(|piece| piece.trim(text)).filter(|piece| !piece.is_empty()).collect(),
        merged: false,
    }
}

/// A row a line. It needs a header, a separator row, or two rows of three cells with bars on both sides.
fn a_row_a_line(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let first = Line::of(text, paragraphs[at])?;
    let second = paragraphs.get(at + 1).and_then(|&next| Line::of(text, next));
    let first_row = first.raw(text, paragraphs[at]);
    let headed = first.cells.len() >= 2 && assemble::is_header(text, &first_row.cells);
    let ruled = second.as_ref().is_some_and(|next| next.cells.len() >= 2 && next.is_separator(text));
    let framed = |line: &Line| line.opened && line.closed && line.cells.len() >= 3;
    let plain = framed(&first)
        && second.as_ref().is_some_and(|next| framed(next) && next.cells.len() == first.cells.len())
        && !first.is_separator(text);
    // A header of Markdown may be left blank, the real one standing below the separator row.
    let filled = |line: &Line| !line.is_separator(text) && line.cells.iter().any(|cell| !is_blank(cell.of(text)));
    let words_near = paragraphs[at..].iter().take(3).filter_map(|&line| Line::of(text, line)).any(|line| filled(&line));
    if first.cells.len() < 2 || !(headed || ruled || plain) || first.is_separator(text) || !words_near {
        return None;
    }
    let closed = first.closed;
    let columns = first.cells.len();
    let mut rows: Vec<RawRow> = Vec::new();
    // Lines that hold no words (separators, blank rows) go to the row before them, or to the first.
    let mut blank: Option<Span> = None;
    let mut taken = 0;
    let mut cost = if headed { 0 } else { 1 };
    while let Some(&span) = paragraphs.get(at + taken) {
        let Some(line) = Line::of(text, span) else {
            if taken > 0 && is_page_number(span.of(text)) && resumes(text, paragraphs, at + taken + 1, columns) {
                taken += 1;
                continue;
            }
            break;
        };
        if line.is_separator(text) || line.cells.iter().all(|cell| is_blank(cell.of(text))) {
            match rows.last_mut() {
                Some(row) => row.span = row.span.join(span),
                None => blank = Some(blank.map_or(span, |before| before.join(span))),
            }
            taken += 1;
            continue;
        }
        let mut row = line.raw(text, span);
        let another = rows.first().is_some_and(|header| {
            headed
                && taken > 1
                && assemble::is_header(text, &row.cells)
                && !rows.last().is_some_and(|above| assemble::is_header(text, &above.cells))
                && !same_words(text, header, &row)
        });
        if another {
            break;
        }
        taken += 1;
        if closed && !line.closed {
            let (count, rest) = broken_off(text, paragraphs, at + taken, columns, &row);
            if count > 0 {
                taken += count;
                row = rest;
                row.certainty = Certainty::Likely;
            }
        }
        // A line with a single bar between other rows is text that happens to hold one.
        if !line.opened && row.cells.len() < 2 {
            cost += 1;
        }
        if let Some(before) = blank.take() {
            row.span = row.span.join(before);
        }
        rows.push(row);
    }
    (!rows.is_empty()).then(|| Proposal { grid: assemble::grid(text, rows, false), taken, cost })
}

/// Whether the table goes on behind a page number.
fn resumes(text: &str, paragraphs: &[Span], at: usize, columns: usize) -> bool {
    paragraphs.get(at).and_then(|&next| Line::of(text, next)).is_some_and(|line| line.cells.len() == columns)
}

fn same_words(text: &str, one: &RawRow, other: &RawRow) -> bool {
    one.cells.len() == other.cells.len()
        && one.cells.iter().zip(&other.cells).all(|(one, other)| one.squeezed(text) == other.squeezed(text))
}

/// The rest of a row whose line ended inside a cell: how many lines it takes, and the whole row.
fn broken_off(text: &str, paragraphs: &[Span], at: usize, columns: usize, begun: &RawRow) -> (usize, RawRow) {
    let mut row = begun.clone();
    for (count, &span) in paragraphs[at.min(paragraphs.len())..].iter().take(LONGEST_ROW).enumerate() {
        let line = Line::of(text, span);
        if line.as_ref().is_some_and(|line| line.opened) {
            break;
        }
        let mut cells = match &line {
            Some(line) => line.raw(text, span).cells,
            None => vec![Cell::of(text, span)],
        }
        .into_iter();
        if let (Some(last), Some(rest)) = (row.cells.last_mut(), cells.next()) {
            last.pieces.extend(rest.pieces);
        }
        row.cells.extend(cells);
        row.span = row.span.join(span);
        if line.is_some_and(|line| line.closed) {
            return if row.cells.len() <= columns { (count + 1, row) } else { (0, RawRow::default()) };
        }
    }
    (0, RawRow::default())
}

/// One cell a line, each ending in a bar; a cell of several paragraphs ends with the last of them. The headers say how
/// many cells make a row; where the first of them is a number, each number that comes next in order begins a row.
fn a_cell_a_line(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let (header, mut next) = header_cells(text, paragraphs, at)?;
    let columns = header.cells.len();
    let opening = header.cells[0].squeezed(text);
    let numbered = columns::role(&opening) == Some(Column::Number);
    let mut rows = vec![header];
    let mut last_number = 0;
    // The last row is a heading.
    let mut headed = false;
    while let Some(cell) = OwnLine::of(text, paragraphs, next) {
        let words = Cell::of(text, cell.last).squeezed(text);
        let number = if numbered { follows(&words, last_number) } else { None };
        let again = words == opening;
        let full = rows.last().is_none_or(|row| row.cells.len() >= columns || row.marked_header || headed);
        // A heading over the whole width is a single cell, with the next row or heading behind it.
        if numbered && full && !again && cell.lines == 1 && assemble::is_heading(&words) && number.is_none() {
            let span = paragraphs[next];
            rows.push(RawRow { cells: vec![Cell::of(text, cell.last)], span, ..RawRow::default() });
            headed = true;
            next += 1;
            continue;
        }
        // 一 | 供水 | | above rows that are numbered 1, 2, 3.
        let chapter = || numbering::alone(&words).is_some() && !words.starts_with(|c: char| c.is_ascii_digit());
        let begins = number.is_some() || (full && (!numbered || words.is_empty() || chapter()));
        let mut own = cell.lines;
        if again || number.is_some() {
            // Neither a number nor a header has several lines: those before it stand between the rows.
            let Some(bands) = between(text, &paragraphs[next..next + cell.lines - 1]) else { break };
            rows.extend(bands);
            own = 1;
        } else if rows.len() == 1 && numbered && !words.is_empty() && !begins {
            break;
        }
        let lines = &paragraphs[next + cell.lines - own..next + cell.lines];
        if again {
            match header_cells(text, paragraphs, next + cell.lines - 1) {
                Some((repeated, behind)) if same_words(text, &rows[0], &repeated) => {
                    rows.push(repeated);
                    next = behind;
                    continue;
                }
                _ => break,
            }
        }
        if begins {
            rows.push(RawRow { span: lines[0], ..RawRow::default() });
        } else if full && cell.lines > 1 {
            break;
        }
        headed = false;
        last_number = number.unwrap_or(last_number);
        let row = rows.last_mut()?;
        let pieces = lines[..own - 1].iter().copied().chain([cell.last]).map(|line| line.trim(text));
        row.cells.push(Cell { pieces: pieces.filter(|piece| !piece.is_empty()).collect(), merged: false });
        row.span = row.span.join(lines[own - 1]);
        if row.cells.len() > assemble::MOST_COLUMNS {
            break;
        }
        next += cell.lines;
    }
    (rows.len() > 1).then(|| Proposal { grid: assemble::grid(text, rows, false), taken: next - at, cost: 0 })
}

/// The headers that stand one a line from `at` on, and where they end. Where the first is that of the numbers, the first
/// number ends them, so that some may be such as no list has.
fn header_cells(text: &str, paragraphs: &[Span], at: usize) -> Option<(RawRow, usize)> {
    let mut row = RawRow { span: paragraphs[at], marked_header: true, ..RawRow::default() };
    let mut next = at;
    while let Some(cell) = OwnLine::of(text, paragraphs, next).filter(|cell| cell.lines == 1) {
        let words = Cell::of(text, cell.last);
        // The first header again is the next page's.
        let again = row.cells.first().is_some_and(|first: &Cell| first.squeezed(text) == words.squeezed(text));
        let shown = words.squeezed(text);
        let numbered =
            row.cells.first().is_some_and(|cell| columns::role(&cell.squeezed(text)) == Some(Column::Number));
        let known =
            columns::role(&shown).is_some() || numbered && columns::may_head(&shown) && !assemble::is_heading(&shown);
        if !known || again || row.cells.len() > assemble::MOST_COLUMNS {
            break;
        }
        row.cells.push(words);
        row.span = row.span.join(paragraphs[next]);
        next += 1;
    }
    assemble::is_header(text, &row.cells).then_some((row, next))
}

/// What stands between two rows: page numbers, and headings that become bands; `None` if it is anything else.
fn between(text: &str, lines: &[Span]) -> Option<Vec<RawRow>> {
    let mut bands = Vec::new();
    for &line in lines {
        let words = line.trim(text).of(text);
        if is_page_number(words) {
            continue;
        }
        if !assemble::is_heading(words) || !bands.is_empty() {
            return None;
        }
        bands.push(RawRow { cells: vec![Cell::of(text, line)], span: line, ..RawRow::default() });
    }
    Some(bands)
}

/// The number of a row, if the words are nothing else and it comes next, begins anew, or skips a few.
fn follows(words: &str, last: u32) -> Option<u32> {
    let (value, _) = numbering::alone(words)?;
    (value == 1 || last == 0 || (last < value && value <= last + MOST_LOST)).then_some(value)
}

/// Rows that may be lost between two numbers.
const MOST_LOST: u32 = 20;

/// A cell that ends in the only bar of its last line.
struct OwnLine {
    /// How many lines it takes.
    lines: usize,
    /// The words of its last line, without the bar.
    last: Span,
}

impl OwnLine {
    fn of(text: &str, paragraphs: &[Span], at: usize) -> Option<Self> {
        for (count, line) in paragraphs[at..].iter().take(LONGEST_CELL).enumerate() {
            let line = line.trim(text);
            let words = line.of(text);
            let Some((bar, c)) = words.char_indices().find(|&(_, c)| is_bar(c)) else { continue };
            let ends = bar + c.len_utf8() == words.len();
            return ends.then(|| Self { lines: count + 1, last: line.sub(0, bar) });
        }
        None
    }
}
