//! *Boxed*: drawn with `│ ├ ─`, or with `| + -`; words are cut at the column's width and cells run over several lines.
//!
//! A line is read as parts between upright strokes, each part either words or a stretch of a rule. Where a rule runs
//! through a column one cell ends and the next begins; a column that it leaves out holds a cell merged downwards. A
//! line with fewer parts than there are columns holds cells merged sideways: which ones, the places of its strokes
//! say, a Chinese character taking two columns of the screen.

use super::assemble::{self, RawRow};
use super::{Proposal, header_row, is_page_number};
use crate::Span;
use crate::lexicon::columns::Column;
use crate::lexicon::numbering;
use crate::model::Certainty;
use crate::read::Cell;
use crate::text::{is_blank, is_space, width};

/// Lines that may stand between the halves of a table that a page break cuts: page numbers.
const LONGEST_BREAK: usize = 3;

/// Characters from which on a line without an end is taken for the beginning of a sentence.
const CUT: usize = 12;

/// Proposes a table that starts with `paragraphs[at]`: a rule with a row below it, a row with a rule below it, or two
/// rows.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    // Most paragraphs have no stroke.
    if !paragraphs[at].of(text).contains(|c| is_upright(c) || is_level(c)) {
        return None;
    }
    let first = Line::of(text, paragraphs[at])?;
    let second = Line::of(text, *paragraphs.get(at + 1)?)?;
    // Bars of ASCII alone are the piped form: it takes a crossing to make a box.
    let row = |line: &Line| line.parts.len() > 1 && line.parts.iter().all(|part| !part.rule);
    if !(first.drawn || second.drawn) || !(row(&first) || row(&second)) {
        return None;
    }
    let (lines, taken) = collect(text, paragraphs, at);
    let table = Table::of(text, lines)?;
    Some(Proposal { grid: table.grid(text), taken, cost: 0 })
}

/// A part of a line between two upright strokes.
#[derive(Clone, Copy, Debug)]
struct Part {
    span: Span,
    /// It is a stretch of a rule.
    rule: bool,
    /// Where the strokes before and behind it stand, in columns of the screen with narrow strokes, and how many strokes
    /// (which some fonts draw wide) stand before each.
    left: (usize, usize),
    right: (usize, usize),
}

/// A line of a box.
#[derive(Debug)]
struct Line {
    span: Span,
    parts: Vec<Part>,
    /// Its strokes are more than `|`: characters for boxes, or a rule `+---+`.
    drawn: bool,
}

impl Line {
    /// Reads a line, or says that it is none of a box.
    fn of(text: &str, line: Span) -> Option<Self> {
        let words = line.of(text);
        let inner = line.trim(text);
        let first = inner.of(text).chars().next()?;
        let mut parts: Vec<Part> = Vec::new();
        let (mut start, mut left) = (line.start, (0, 0));
        let (mut x, mut count) = (0, 0);
        let mut drawn = false;
        let mut before = ' ';
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |&(_, c)| c);
            let at = line.start + at;
            if is_upright(c) || (c == '+' && (is_dash(before) || is_dash(next))) {
                drawn |= c != '|';
                parts.push(Part::of(text, Span::new(start, at), left, (x, count)));
                if parts.len() > assemble::MOST_COLUMNS + 1 {
                    return None;
                }
                (start, left) = (at + c.len_utf8(), (x, count));
            }
            drawn |= is_level(c) && !is_dash(c);
            count += usize::from(is_drawn(c));
            x += width(c);
            before = c;
        }
        parts.push(Part::of(text, Span::new(start, line.end), left, (x, count)));
        if parts.len() == 1 || !(drawn || first == '|' && inner.of(text).ends_with('|')) {
            // A rule without any crossing holds a table together only where it is drawn.
            let plain =
                parts.len() == 1 && parts[0].rule && drawn && words.chars().filter(|&c| is_level(c)).count() >= 8;
            if !plain {
                return None;
            }
        }
        // What stands outside the outer strokes is not a cell.
        let blank = |part: &Part| is_blank(part.span.of(text));
        if parts.len() > 1 && blank(&parts[0]) && (is_upright(first) || first == '+') {
            parts.remove(0);
        }
        if parts.len() > 1 && parts.last().is_some_and(blank) {
            parts.pop();
        }
        Some(Self { span: line, parts, drawn })
    }

    /// Whether a rule and nothing else stands in it.
    fn is_rule(&self) -> bool {
        self.parts.iter().all(|part| part.rule)
    }
}

impl Part {
    fn of(text: &str, span: Span, left: (usize, usize), right: (usize, usize)) -> Self {
        let words = span.of(text).trim_matches(is_space);
        let drawn = words.chars().all(is_level) && !words.is_empty();
        // A single - in a cell says that there is nothing to say.
        let rule = drawn && (words.len() > 1 && words.len() == span.len() || !words.starts_with(is_dash));
        Self { span, rule, left, right }
    }
}

fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}')
}

/// Strokes that run level: `─ ━ ═` and their dashed kinds, `-` and `=`.
fn is_level(c: char) -> bool {
    matches!(c, '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' | '╴' | '╶' | '╸' | '╺' | '╼' | '╾') || is_dash(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=')
}

/// Upright strokes, and crossings and corners, which have an upright part.
fn is_upright(c: char) -> bool {
    c == '|' || c == '￨' || (is_drawn(c) && !is_level(c))
}

/// The lines of the box that starts at `at`, page numbers left out, and how many paragraphs they take. A box that ends
/// and begins again below with the same headers, or with none, is one table.
fn collect(text: &str, paragraphs: &[Span], at: usize) -> (Vec<Line>, usize) {
    let mut lines: Vec<Line> = Vec::new();
    let mut next = at;
    let mut heading: Option<String> = None;
    while let Some(&span) = paragraphs.get(next) {
        let Some(line) = Line::of(text, span) else {
            let numbers =
                paragraphs[next..].iter().take(LONGEST_BREAK).take_while(|line| is_page_number(line.of(text)));
            let numbers = numbers.count();
            let resumes =
                numbers > 0 && paragraphs.get(next + numbers).is_some_and(|&line| Line::of(text, line).is_some());
            if !resumes {
                break;
            }
            next += numbers;
            continue;
        };
        let below_rule = lines.last().is_some_and(Line::is_rule);
        if below_rule && line.is_rule() {
            // A line drawn across the page below a box is not part of it.
            if line.parts.len() == 1 {
                break;
            }
            let opening = paragraphs.get(next + 1).and_then(|&below| Line::of(text, below));
            let other = opening
                .and_then(|opening| header_words(text, &opening))
                .is_some_and(|words| heading.as_ref().is_some_and(|heading| *heading != words));
            if other {
                break;
            }
        }
        if heading.is_none() {
            heading = header_words(text, &line);
        }
        lines.push(line);
        next += 1;
    }
    (lines, next - at)
}

/// The words of a line, if they are headers.
fn header_words(text: &str, line: &Line) -> Option<String> {
    let words: Vec<String> = line.parts.iter().map(|part| crate::text::squeeze(part.span.of(text))).collect();
    header_row::is_header(words.iter().map(String::as_str)).then(|| words.join("|"))
}

/// A line's part over the columns that it covers.
#[derive(Clone, Copy, Debug)]
struct Placed {
    first: usize,
    /// One past the last.
    end: usize,
    words: Span,
    rule: bool,
    /// The words come up to the stroke on their right: they may have been cut there.
    full: bool,
    /// Columns of the screen between its strokes.
    width: usize,
}

/// The lines between two rules, the rule above included.
#[derive(Debug, Default)]
struct Block {
    span: Span,
    /// Parts of the rule above: where it has words, a merged cell runs through it.
    rule: Vec<Placed>,
    lines: Vec<(Span, Vec<Placed>)>,
    /// The box was closed above it and begins again.
    reopened: bool,
}

/// The blocks of a box.
struct Table {
    columns: usize,
    blocks: Vec<Block>,
    /// There are rules between the rows.
    ruled: bool,
}

impl Table {
    fn of(text: &str, lines: Vec<Line>) -> Option<Self> {
        let pattern = pattern(&lines)?;
        let columns = pattern.parts.len();
        if columns < 2 {
            return None;
        }
        let wide = strokes_are_wide(pattern, &lines);
        let place = |(x, strokes): (usize, usize)| x + if wide { strokes } else { 0 };
        let mut edges: Vec<usize> = vec![place(pattern.parts[0].left)];
        edges.extend(pattern.parts.iter().map(|part| place(part.right)));
        let mut blocks: Vec<Block> = Vec::new();
        let mut below_rule = true;
        for line in &lines {
            let placed = place_parts(text, line, &edges, &place);
            if placed.iter().any(|part| part.rule) {
                match blocks.last_mut() {
                    // A box that closes and opens again has two rules together.
                    Some(block) if block.lines.is_empty() => {
                        block.rule = placed;
                        block.reopened = true;
                        block.span = block.span.join(line.span);
                    }
                    _ => blocks.push(Block { span: line.span, rule: placed, ..Block::default() }),
                }
                below_rule = false;
                continue;
            }
            if below_rule {
                blocks.push(Block { span: line.span, ..Block::default() });
                below_rule = false;
            }
            if let Some(block) = blocks.last_mut() {
                block.span = block.span.join(line.span);
                block.lines.push((line.span, placed));
            }
        }
        // The rule that closes the box belongs to the last row.
        while let Some(last) = blocks.pop_if(|block| block.lines.is_empty()) {
            blocks.last_mut()?.span.end = last.span.end;
        }
        let bodies = blocks.len().saturating_sub(1);
        Some(Self { columns, ruled: bodies > 1 || blocks.first()?.lines.len() > 1, blocks })
    }

    fn grid(self, text: &str) -> crate::read::Grid {
        let (columns, ruled) = (self.columns, self.ruled);
        let header = self.blocks.iter().position(|block| {
            let cells = block_cells(text, &block.lines, columns);
            assemble::is_header(text, &cells)
        });
        let number = header.and_then(|at| {
            let cells = block_cells(text, &self.blocks[at].lines, columns);
            cells.iter().position(|cell| crate::lexicon::columns::role(&cell.squeezed(text)) == Some(Column::Number))
        });
        let mut merges_known = ruled;
        let mut before = 0;
        let mut blocks: Vec<Block> = Vec::with_capacity(self.blocks.len());
        for (at, block) in self.blocks.into_iter().enumerate() {
            let is_body = header.is_none_or(|header| at > header);
            let starts =
                if is_body { row_starts(text, &block, number.unwrap_or(0), &mut before, ruled) } else { vec![0] };
            merges_known &= starts.len() == 1;
            split(block, &starts, &mut blocks);
        }
        let rows = Weaver { text, columns, cells: Vec::new(), rows: Vec::new() }.weave(&blocks, number);
        assemble::grid(text, rows, merges_known)
    }
}

/// The line that shows all columns: of the lines with most parts a rule, or else the first row. Bars in the words
/// of a cell can make a row longer than any rule, so that rules are asked first.
fn pattern(lines: &[Line]) -> Option<&Line> {
    let widest =
        |lines: &mut dyn Iterator<Item = &'_ Line>| lines.map(|line| line.parts.len()).max().filter(|&parts| parts > 1);
    let rules = widest(&mut lines.iter().filter(|line| line.is_rule()));
    let wanted = rules.or_else(|| widest(&mut lines.iter()))?;
    let all = || lines.iter().filter(|line| line.parts.len() == wanted);
    all().find(|line| line.is_rule()).or_else(|| all().next())
}

/// Whether strokes take two columns of the screen, as Chinese fonts draw them: then the strokes of rows stand below
/// those of the rules.
fn strokes_are_wide(pattern: &Line, lines: &[Line]) -> bool {
    let (mut narrow, mut wide) = (0, 0);
    let end = |line: &Line| line.parts.last().map_or((0, 0), |part| part.right);
    let (x, strokes) = end(pattern);
    for line in lines.iter().filter(|line| line.is_rule() != pattern.is_rule()).take(50) {
        let (other, others) = end(line);
        narrow += usize::from(x == other);
        wide += usize::from(x + strokes == other + others);
    }
    wide > narrow
}

/// A line's parts over the table's columns: one each where the numbers agree, else by the places of the strokes.
fn place_parts(text: &str, line: &Line, edges: &[usize], place: &dyn Fn((usize, usize)) -> usize) -> Vec<Placed> {
    let columns = edges.len() - 1;
    let exact = line.parts.len() == columns;
    let mut out: Vec<Placed> = Vec::with_capacity(line.parts.len());
    let mut first = 0;
    for (at, part) in line.parts.iter().enumerate() {
        let x = place(part.right);
        let end = if exact {
            at + 1
        } else if at + 1 == line.parts.len() {
            columns
        } else {
            (1..=columns).min_by_key(|&edge| edges[edge].abs_diff(x)).unwrap_or(columns)
        };
        let words = part.span.trim(text);
        // A space is put before the stroke, and one is left where a Chinese character is too wide for the last place.
        let full = !words.is_empty() && part.span.end <= words.end + 2;
        if end <= first && !out.is_empty() {
            // A stroke that stands in the words of a cell.
            let last = out.len() - 1;
            out[last].words = out[last].words.join(words);
            continue;
        }
        let end = end.max(first + 1).min(columns);
        if first < columns {
            let width = part.right.0.saturating_sub(part.left.0);
            out.push(Placed { first, end, words, rule: part.rule, full, width });
        }
        first = end;
    }
    out
}

/// The cells of a block taken as one row.
fn block_cells(text: &str, lines: &[(Span, Vec<Placed>)], columns: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); columns];
    // A header is a few lines high.
    for part in lines.iter().take(8).flat_map(|(_, parts)| parts) {
        if !part.words.trim(text).is_empty() {
            cells[part.first].pieces.push(part.words);
        }
    }
    cells
}

/// The lines of a block that begin a row: the first, and where no rules stand between rows those with the number that
/// comes next. Without numbers each line is a row that does not go on from a cell cut at its column's end.
fn row_starts(text: &str, block: &Block, number: usize, before: &mut u32, ruled: bool) -> Vec<usize> {
    let in_column = |parts: &[Placed]| {
        let part = parts.iter().find(|part| part.first == number)?;
        numbering::alone(part.words.of(text)).map(|(value, _)| value)
    };
    let numbers: Vec<(usize, u32)> =
        block.lines.iter().enumerate().filter_map(|(at, (_, parts))| Some((at, in_column(parts)?))).collect();
    let last = std::mem::replace(before, numbers.last().map_or(*before, |&(_, value)| value));
    let in_order = numbers.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    if numbers.len() > 1 && in_order && (!ruled || numbers[0].1 == last + 1) {
        return [0].into_iter().chain(numbers[1..].iter().map(|&(at, _)| at)).collect();
    }
    if ruled || !numbers.is_empty() {
        return vec![0];
    }
    let goes_on = |parts: &[Placed]| {
        let ends = |part: &Placed, marks: &[char]| part.words.of(text).ends_with(marks);
        // The widest column holds the tasks.
        let widest = parts.iter().max_by_key(|part| part.width);
        widest.is_some_and(|part| part.full && !ends(part, &['。', '；', '！']))
            || parts.iter().any(|part| ends(part, &['、', '，']))
    };
    let blank = |parts: &[Placed]| parts.iter().filter(|part| part.words.is_empty()).count();
    let mut starts = vec![0];
    for (at, pair) in block.lines.windows(2).enumerate() {
        if !goes_on(&pair[0].1) && blank(&pair[1].1) <= blank(&block.lines[0].1) {
            starts.push(at + 1);
        }
    }
    starts
}

/// Cuts a block before the lines at `starts`.
fn split(block: Block, starts: &[usize], out: &mut Vec<Block>) {
    let mut rule = block.rule;
    let mut lines = block.lines.into_iter().enumerate().peekable();
    let mut from = block.span.start;
    for (at, _) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(usize::MAX);
        let mut own = Vec::new();
        while let Some((_, line)) = lines.next_if(|&(line, _)| line < end) {
            own.push(line);
        }
        let last = if end == usize::MAX { block.span.end } else { own.last().map_or(from, |(span, _)| span.end) };
        let reopened = block.reopened && at == 0;
        out.push(Block { span: Span::new(from, last), rule: std::mem::take(&mut rule), lines: own, reopened });
        from = lines.peek().map_or(last, |(_, (span, _))| span.start);
    }
}

/// A row of cells, each a position among all cells.
struct Woven {
    cells: Vec<usize>,
    span: Span,
    header: bool,
    certainty: Certainty,
}

/// Puts blocks together to rows.
struct Weaver<'a> {
    text: &'a str,
    columns: usize,
    /// The pieces of all cells.
    cells: Vec<Vec<Span>>,
    rows: Vec<Woven>,
}

impl Weaver<'_> {
    fn fresh(&mut self) -> usize {
        self.cells.push(Vec::new());
        self.cells.len() - 1
    }

    fn weave(mut self, blocks: &[Block], number: Option<usize>) -> Vec<RawRow> {
        let mut reopened = false;
        for block in blocks {
            let cells = self.begin(block);
            let header = assemble::is_header(self.text, &block_cells(self.text, &block.lines, self.columns));
            let row = Woven { cells, span: block.span, header, certainty: Certainty::Certain };
            reopened |= block.reopened;
            if !header {
                let rest = reopened
                    && number.is_some_and(|column| self.cells[row.cells[column]].is_empty())
                    && self.breaks_off();
                reopened = false;
                if rest && self.append(&row) {
                    continue;
                }
            }
            self.rows.push(row);
        }
        self.raw()
    }

    /// The cells of a block: those that the rule above leaves out go on, the others are new.
    fn begin(&mut self, block: &Block) -> Vec<usize> {
        let mut row: Vec<usize> = Vec::with_capacity(self.columns);
        for column in 0..self.columns {
            let part = block.rule.iter().find(|part| part.first <= column && column < part.end);
            let above = self.rows.last().map(|above| above.cells[column]);
            let cell = match (part.filter(|part| !part.rule), above) {
                (Some(part), Some(above)) => {
                    if part.first == column && !part.words.is_empty() {
                        self.cells[above].push(part.words);
                    }
                    above
                }
                _ => self.fresh(),
            };
            row.push(cell);
        }
        for part in block.lines.iter().flat_map(|(_, parts)| parts) {
            // A stroke below a cell merged sideways parts it again.
            if part.first > 0 && row[part.first] == row[part.first - 1] {
                row[part.first] = self.fresh();
            }
            for column in part.first + 1..part.end {
                row[column] = row[part.first];
            }
            if !part.words.is_empty() {
                self.cells[row[part.first]].push(part.words);
            }
        }
        row
    }

    /// Whether the last row stops inside a sentence or a list.
    fn breaks_off(&self) -> bool {
        let Some(last) = self.rows.iter().rfind(|row| !row.header) else { return false };
        let open = |cell: &usize| {
            let end = self.cells[*cell].last().map_or("", |piece| piece.of(self.text));
            end.ends_with(['，', '、', '；', ','])
                || end.chars().count() >= CUT && !end.ends_with(['。', '！', '）', ')', '等'])
        };
        last.cells.iter().any(open)
    }

    /// Adds the rest of a row that a page break cut in two to the row before it; headers repeated between them go with
    /// it.
    fn append(&mut self, rest: &Woven) -> bool {
        let Some(last) = self.rows.iter().rposition(|row| !row.header) else { return false };
        self.rows.truncate(last + 1);
        let row = &mut self.rows[last];
        for (&to, &from) in row.cells.iter().zip(&rest.cells) {
            let pieces = std::mem::take(&mut self.cells[from]);
            self.cells[to].extend(pieces);
        }
        row.span = row.span.join(rest.span);
        row.certainty = Certainty::Likely;
        true
    }

    fn raw(self) -> Vec<RawRow> {
        let mut seen = vec![false; self.cells.len()];
        let mut out = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let cells = row.cells.iter().map(|&cell| {
                let merged = std::mem::replace(&mut seen[cell], true);
                let most = if merged { assemble::MOST_REPEATED } else { usize::MAX };
                Cell { pieces: self.cells[cell].iter().copied().take(most).collect(), merged }
            });
            let (cells, span) = (cells.collect(), row.span.trim(self.text));
            out.push(RawRow { cells, span, marked_header: false, certainty: row.certainty });
        }
        out
    }
}
