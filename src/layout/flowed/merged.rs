//! From a reading to a [`Grid`]: the headings of the left columns are spread over the rows that they span.

use std::collections::HashMap;

use super::reading::{Heading, Reading};
use super::region::Region;
use super::words::{Gap, Stream};
use super::{DOUBTFUL, LIKELY};
use crate::Span;
use crate::lexicon::columns::Column;
use crate::lexicon::numbering::{self, Style};
use crate::model::Certainty;
use crate::order;
use crate::read::{Cell, Grid, Row, RowKind};

/// A line of at least this many bytes that stands there twice looks doubled; a name may well follow itself.
const DOUBLED: usize = 10;

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// The header's column at this position.
    Header(usize),
    /// Headings of this level, 0 the outermost, under the header at this position.
    Level(usize, usize),
}

/// The grid of a reading. `usual` is what a row costs as a rule.
pub(super) fn grid(text: &str, region: &Region, stream: &Stream, reading: &Reading, usual: u32) -> Grid {
    let levels = Levels::of(region, reading);
    let slots = slots(region, levels.count);
    let spread = Spread::of(text, stream, reading, &levels);
    let mut rows = vec![header_row(region, &slots, None)];
    let unparted = hides_group(region);
    let mostly_whole = reading.rows.iter().filter(|row| row.whole).count() * 2 > reading.rows.len();
    let mut furniture = region.furniture.iter().peekable();
    for (at, row) in reading.rows.iter().enumerate() {
        let (first, last) = (stream.words[row.start].line, stream.words[row.end - 1].line);
        let mut noise: Option<Span> = None;
        while let Some(found) = furniture.next_if(|found| found.before <= first) {
            if found.header {
                rows.push(header_row(region, &slots, Some(noise.take().map_or(found.span, |n| n.join(found.span)))));
            } else {
                noise = Some(noise.map_or(found.span, |noise| noise.join(found.span)));
            }
        }
        // What stands between the lines of the row is part of its span, and so is a page number before the next.
        while furniture.next_if(|found| found.before <= last).is_some() {}
        if let (Some(noise), Some(before)) = (noise, rows.last_mut()) {
            before.span = before.span.join(noise);
        }
        for band in row.headings.iter().filter(|heading| heading.band) {
            let cell = Cell { pieces: stream.pieces(band.start, band.end), merged: false };
            let span = stream.words[band.start].span.join(stream.words[band.end - 1].span);
            rows.push(Row { kind: RowKind::Band, cells: vec![cell], span, certainty: Certainty::Certain });
        }
        let start = row.headings.iter().filter(|heading| heading.band).map(|band| band.end).max().unwrap_or(row.start);
        if start == row.end {
            continue;
        }
        let mut certainty = match row.cost.saturating_sub(usual) {
            DOUBTFUL.. => Certainty::Doubtful,
            LIKELY.. => Certainty::Likely,
            _ => Certainty::Certain,
        };
        certainty = certainty.max(spread.certainty[at]);
        let cells = slots
            .iter()
            .map(|slot| match *slot {
                Slot::Level(level, _) => spread.cell(text, stream, at, level),
                Slot::Header(column) => {
                    let found = row.cells.iter().find(|cell| cell.column == column);
                    let runs = found.map_or(&[][..], |cell| &cell.runs);
                    let pieces = runs.iter().flat_map(|&(start, end)| stream.pieces(start, end)).collect();
                    Cell { pieces, merged: false }
                }
            })
            .collect::<Vec<Cell>>();
        let doubled = (first..=last).any(|line| is_doubled(text, region, line));
        let seam = |at: usize| stream.words[at].gap == Gap::Seam;
        let seamed = row.cells.iter().flat_map(|cell| &cell.runs).any(|&(start, _)| seam(start));
        let lacking = mostly_whole && !row.whole;
        if unparted
            || row.unsure
            || seamed
            || lacking
            || doubled
            || cells.iter().any(|cell| has_open_bracket(text, cell))
        {
            certainty = certainty.max(Certainty::Likely);
        }
        let span = stream.words[start].span.join(stream.words[row.end - 1].span);
        rows.push(Row { kind: RowKind::Body, cells, span, certainty });
    }
    Grid { columns: slots.len(), rows, merges_known: true, ..Grid::default() }
}

/// The columns of the grid: those of the header, and before the task one for each level of headings that the header
/// does not name.
fn slots(region: &Region, levels: usize) -> Vec<Slot> {
    let columns = &region.header.columns;
    let task = task_column(region);
    let mut level = 0;
    let mut slots = Vec::with_capacity(columns.len() + levels);
    for (at, &(column, _)) in columns.iter().enumerate() {
        if at == task {
            slots.extend((level..levels).map(|level| Slot::Level(level, at)));
            slots.push(Slot::Header(at));
        } else if at < task && groups(&column) {
            slots.push(Slot::Level(level, at));
            level += 1;
        } else {
            slots.push(Slot::Header(at));
        }
    }
    slots
}

/// Whether a column of groups stands between the numbers and the tasks: what is in it follows the number of a row and
/// cannot be told from the beginning of its task. Nor can what stands in a column whose header no list has.
fn hides_group(region: &Region) -> bool {
    if region.header.columns.iter().any(|&(column, _)| column == Column::Other) {
        return true;
    }
    let before = &region.header.columns[..task_column(region)];
    let number = before.iter().position(|&(column, _)| column == Column::Number).unwrap_or(before.len());
    let behind = &region.header.columns[task_column(region)..];
    before[number..].iter().any(|(column, _)| groups(column))
        || behind[1..].iter().any(|(column, _)| groups(column))
        || before.iter().any(|&(column, _)| column == Column::Task)
}

/// Whether a column groups tasks where it stands left of theirs.
fn groups(column: &Column) -> bool {
    matches!(column, Column::Category | Column::Group | Column::Task)
}

/// The last column of tasks; without one the last of groups.
pub(super) fn task_column(region: &Region) -> usize {
    let columns = &region.header.columns;
    let last = |wanted: Column| columns.iter().rposition(|&(column, _)| column == wanted);
    last(Column::Task).or(last(Column::Group)).unwrap_or(0)
}

/// The header, or its repetition at `place`. A header that spans columns of headings is repeated over them.
fn header_row(region: &Region, slots: &[Slot], place: Option<Span>) -> Row {
    let columns = &region.header.columns;
    let first = columns.first().and_then(|(_, pieces)| pieces.first()).copied().unwrap_or_default();
    let last = columns.last().and_then(|(_, pieces)| pieces.last()).copied().unwrap_or_default();
    let task = task_column(region);
    let cells = slots.iter().map(|slot| match (*slot, place) {
        // Which word is which in a repetition does not matter: what the columns hold is known.
        (_, Some(_)) => Cell::default(),
        (Slot::Header(at), None) => Cell { pieces: columns[at].1.clone(), merged: false },
        (Slot::Level(_, at), None) => Cell { pieces: columns[at].1.clone(), merged: at == task },
    });
    let mut cells: Vec<Cell> = cells.collect();
    if let (Some(place), Some(cell)) = (place, cells.first_mut()) {
        cell.pieces.push(place);
    }
    Row { kind: RowKind::Header, cells, span: place.unwrap_or(first.join(last)), certainty: Certainty::Certain }
}

/// Whether a line stands there twice, as in a damaged file.
fn is_doubled(text: &str, region: &Region, line: usize) -> bool {
    let words = |line: usize| region.lines.get(line).map(|line| line.span.trim(text).of(text));
    let same = |a: Option<&str>, b: Option<&str>| a.is_some_and(|a| a.len() >= DOUBLED) && a == b;
    same(words(line), words(line + 1)) || line > 0 && same(words(line - 1), words(line))
}

/// Whether a bracket or quotation in a cell has lost its partner, as where a line is missing.
fn has_open_bracket(text: &str, cell: &Cell) -> bool {
    let (mut brackets, mut quotations) = (0isize, 0isize);
    for c in cell.pieces.iter().flat_map(|piece| piece.of(text).chars()) {
        match c {
            '（' | '(' => brackets += 1,
            '）' | ')' => brackets -= 1,
            '“' => quotations += 1,
            '”' => quotations -= 1,
            _ => {}
        }
    }
    brackets != 0 || quotations != 0
}

/// Which level the headings have: numbered ones by the style of their number, those without are the innermost.
struct Levels {
    styles: Vec<Style>,
    named: usize,
    count: usize,
}

impl Levels {
    fn of(region: &Region, reading: &Reading) -> Self {
        let headings = || reading.rows.iter().flat_map(|row| &row.headings).filter(|heading| !heading.band);
        let mut styles: Vec<Style> = headings().filter_map(|heading| heading.style).collect();
        order::sort_by_key(&mut styles, |&style| style);
        styles.dedup();
        let task = task_column(region);
        let named = region.header.columns.iter().enumerate();
        let named = named.filter(|&(at, (column, _))| at < task && groups(column));
        let named = named.count();
        let plain = usize::from(headings().any(|heading| heading.style.is_none()));
        let count = named.max(styles.len() + plain);
        Self { styles, named, count }
    }

    /// The level of each heading of a row.
    fn of_row(&self, headings: &[Heading]) -> Vec<Own> {
        let columns: Vec<Heading> = headings.iter().filter(|heading| !heading.band).copied().collect();
        let plain = columns.iter().filter(|heading| heading.style.is_none()).count();
        let mut met = 0;
        let mut out = Vec::with_capacity(columns.len());
        for heading in columns {
            let level = match heading.style {
                Some(style) => self.styles.iter().position(|&known| known == style).unwrap_or(0),
                None => {
                    met += 1;
                    // Several without a number stand side by side in the columns that the header names.
                    if self.named >= plain { self.count - 1 - (plain - met) } else { self.count - 1 }
                }
            };
            out.push(Own { level, heading, mended: false, swallows: false });
        }
        out
    }
}

/// A heading before a row.
#[derive(Clone, Copy, Debug)]
struct Own {
    level: usize,
    heading: Heading,
    /// What is printed here is damaged: `heading` is the same one on another page.
    mended: bool,
    /// The last lines of another heading stood behind its own: that one has lost its number.
    swallows: bool,
}

/// A heading in a cell.
#[derive(Clone, Copy, Debug)]
struct Held {
    heading: Heading,
    /// Its words stand before this row.
    here: bool,
}

/// The headings that each row has at each level.
struct Spread {
    cells: Vec<Vec<Vec<Held>>>,
    certainty: Vec<Certainty>,
}

impl Spread {
    fn of(text: &str, stream: &Stream, reading: &Reading, levels: &Levels) -> Self {
        let rows = &reading.rows;
        let mut own: Vec<Vec<Own>> = rows.iter().map(|row| levels.of_row(&row.headings)).collect();
        // Rows of one page, and under one band, go together.
        let mut blocks: Vec<usize> = Vec::with_capacity(rows.len());
        let mut block = 0;
        let mut at = 0;
        for row in rows {
            block += stream.words[at..=row.start].iter().filter(|word| word.page).count();
            block += usize::from(row.headings.iter().any(|heading| heading.band));
            at = row.start + 1;
            blocks.push(block);
        }
        let mut spread = Self {
            cells: vec![vec![Vec::new(); levels.count]; rows.len()],
            certainty: vec![Certainty::Certain; rows.len()],
        };
        let backward = headings_close(&own, &blocks);
        part_tails(text, stream, &mut own);
        for level in 0..levels.count {
            mend(text, stream, &mut own, level);
            if backward {
                spread.backward(text, stream, &own, &blocks, level);
            } else {
                spread.forward(&own, &blocks, level);
            }
        }
        spread
    }

    /// Each heading stands before the last row that it spans on its page.
    fn backward(&mut self, text: &str, stream: &Stream, own: &[Vec<Own>], blocks: &[usize], level: usize) {
        let mut from = 0;
        let mut last: Option<Vec<Held>> = None;
        for row in 0..own.len() {
            let here = held(&own[row], level, true);
            if !here.is_empty() {
                let page = (from..=row).find(|&above| blocks[above] == blocks[row]).unwrap_or(row);
                let elsewhere = held(&own[row], level, false);
                // Rows at the end of the page before, whose heading is not there: only an outermost one surely was.
                if level == 0 {
                    let number = |held: &[Held]| held.first().map(|held| number(&title(text, stream, held.heading)));
                    let same = last.as_deref().is_some_and(|last| number(last) == number(&here));
                    for above in from..page {
                        self.cells[above][level].clone_from(&elsewhere);
                        self.doubt(above, if same { Certainty::Likely } else { Certainty::Doubtful });
                    }
                }
                for above in page..row {
                    self.cells[above][level].clone_from(&elsewhere);
                }
                if own[row].iter().any(|own| own.level == level && own.swallows) {
                    (from..=row).for_each(|above| self.doubt(above, Certainty::Doubtful));
                }
                if own[row].iter().any(|own| own.level == level && own.mended) {
                    (page..=row).for_each(|above| self.doubt(above, Certainty::Likely));
                }
                self.cells[row][level] = here;
                last = Some(elsewhere);
            }
            if own[row].iter().any(|own| own.level <= level) {
                from = row + 1;
            }
        }
        if let Some(last) = last.filter(|_| level == 0) {
            for row in from..own.len() {
                self.cells[row][level].clone_from(&last);
                self.doubt(row, Certainty::Doubtful);
            }
        }
    }

    /// Each heading stands before the first row that it spans, and holds until the next of its level or one further out.
    fn forward(&mut self, own: &[Vec<Own>], blocks: &[usize], level: usize) {
        let mut open: Vec<Held> = Vec::new();
        let (mut mended, mut swallows) = (false, false);
        for row in 0..own.len() {
            if own[row].iter().any(|own| own.level <= level) {
                open = held(&own[row], level, false);
                mended = own[row].iter().any(|own| own.level == level && own.mended);
                swallows = own[row].iter().any(|own| own.level == level && own.swallows);
                self.cells[row][level] = held(&own[row], level, true);
            } else {
                self.cells[row][level].clone_from(&open);
                if open.is_empty() && level == 0 && blocks[row] == blocks[0] {
                    self.doubt(row, Certainty::Likely);
                }
            }
            if mended {
                self.doubt(row, Certainty::Likely);
            }
            if swallows {
                self.doubt(row, Certainty::Doubtful);
            }
        }
    }

    fn doubt(&mut self, row: usize, certainty: Certainty) {
        self.certainty[row] = self.certainty[row].max(certainty);
    }

    fn cell(&self, text: &str, stream: &Stream, row: usize, level: usize) -> Cell {
        let held = &self.cells[row][level];
        let pieces = held.iter().flat_map(|held| pieces(text, stream, held.heading)).collect();
        Cell { pieces, merged: !held.is_empty() && held.iter().all(|held| !held.here) }
    }
}

/// What the cell of a row holds at a level; `here` says whether it is the row that the headings stand before.
fn held(own: &[Own], level: usize, here: bool) -> Vec<Held> {
    let own = own.iter().filter(|own| own.level == level);
    own.map(|own| Held { heading: own.heading, here: here && !own.mended }).collect()
}

/// The lines of a heading; one that stands there twice, once.
fn pieces(text: &str, stream: &Stream, heading: Heading) -> Vec<Span> {
    let mut pieces = stream.pieces(heading.start, heading.end);
    pieces.dedup_by(|next, before| next.of(text) == before.of(text));
    pieces
}

/// The words of a heading, white space removed.
fn title(text: &str, stream: &Stream, heading: Heading) -> String {
    crate::text::join_squeezed(text, &pieces(text, stream, heading))
}

/// The number of a heading, or its words where it has none.
fn number(title: &str) -> String {
    numbering::leading(title).map_or_else(|| title.to_owned(), |number| number.digits)
}

/// Takes the lines off the end of a heading that are the last lines of one of another level on another page: where that
/// one lost its first line with its number, the rest of it runs on from the heading before.
fn part_tails(text: &str, stream: &Stream, own: &mut [Vec<Own>]) {
    let words = |pieces: &[Span]| crate::text::join_squeezed(text, pieces);
    let mut tails: HashMap<String, usize> = HashMap::new();
    for own in own.iter().flatten().filter(|own| own.heading.style.is_some()) {
        let pieces = pieces(text, stream, own.heading);
        for tail in 1..pieces.len().min(MOST_TAIL + 1) {
            tails.insert(words(&pieces[pieces.len() - tail..]), own.level);
        }
    }
    for own in own.iter_mut().flatten().filter(|own| own.heading.style.is_some()) {
        let pieces = pieces(text, stream, own.heading);
        let longest = (1..pieces.len().min(MOST_TAIL + 1)).rev().find(|&tail| {
            let tail = words(&pieces[pieces.len() - tail..]);
            tail.chars().count() >= SHORTEST_TAIL && tails.get(&tail).is_some_and(|&level| level != own.level)
        });
        let Some(tail) = longest else { continue };
        let start = pieces[pieces.len() - tail].start;
        let heading = own.heading;
        if let Some(end) = (heading.start..heading.end).find(|&word| stream.words[word].span.start >= start) {
            own.heading.end = end;
            own.swallows = true;
        }
    }
}

/// Most lines of a heading that are looked for at the end of another.
const MOST_TAIL: usize = 3;

/// Fewest characters that show whose end they are.
const SHORTEST_TAIL: usize = 3;

/// Headings are repeated on each page. Where two that follow each other have the same number and one lacks some of the
/// characters of the other, lines were lost or joined on one of the pages: both mean the same.
fn mend(text: &str, stream: &Stream, own: &mut [Vec<Own>], level: usize) {
    let mut last: Option<(Heading, String, Vec<usize>)> = None;
    for row in 0..own.len() {
        for at in 0..own[row].len() {
            if own[row][at].level != level {
                continue;
            }
            let heading = own[row][at].heading;
            let words = title(text, stream, heading);
            if let Some((known, title, rows)) = &mut last {
                let (short, long) = if words.len() < title.len() { (&words, &*title) } else { (&*title, &words) };
                let same = number(short) == number(long) && short.len() * 2 >= long.len() && is_within(short, long);
                if same && words != *title {
                    // Joined with the heading below it, the longer one is the damaged one.
                    let joined =
                        long.strip_prefix(short.as_str()).is_some_and(|rest| numbering::leading(rest).is_some());
                    if (words == *short) == joined {
                        for &row in rows.iter() {
                            for own in own[row].iter_mut().filter(|own| own.level == level) {
                                (own.heading, own.mended) = (heading, true);
                            }
                        }
                        (*known, *title) = (heading, words);
                        rows.clear();
                    } else {
                        (own[row][at].heading, own[row][at].mended) = (*known, true);
                    }
                    rows.push(row);
                    continue;
                }
                if same {
                    rows.push(row);
                    continue;
                }
            }
            last = Some((heading, words, vec![row]));
        }
    }
}

/// Whether `short` is `long` with characters left out.
fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// Whether headings stand before the last row that they span, as Word writes them, rather than before the first: the last
/// rows of the pages have headings, the first have none.
fn headings_close(own: &[Vec<Own>], blocks: &[usize]) -> bool {
    let headed = |row: usize| !own[row].is_empty();
    let ends = |row: &usize| blocks.get(row + 1) != Some(&blocks[*row]);
    let begins = |row: &usize| *row == 0 || blocks[row - 1] != blocks[*row];
    let at_ends = (0..own.len()).filter(ends).filter(|&row| headed(row)).count();
    let at_begins = (0..own.len()).filter(begins).filter(|&row| headed(row)).count();
    if at_ends != at_begins {
        return at_ends > at_begins;
    }
    let before_first = (0..own.len()).take_while(|&row| !headed(row)).count();
    let after_last = (0..own.len()).rev().take_while(|&row| !headed(row)).count();
    after_last <= before_first
}
