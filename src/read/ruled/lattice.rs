//! Tables from the lines that are drawn around their cells.

use super::line::{Line, lines};
use super::{Glyph, Rule};
use crate::read::grid::MOST_COLUMNS;
use crate::read::parts::{Part, Table, TableCell, TableRow};

/// Rows of a table on one page, at the most.
const MOST_ROWS: usize = 400;

/// Lines that cross or touch each other, and the characters between them.
#[derive(Debug)]
pub(super) struct Lattice {
    /// Where lines run: from left to right, from top to bottom.
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Whether a line stands left of the cell in this row and column, and above it; one more of each at the end.
    left: Vec<Vec<bool>>,
    above: Vec<Vec<bool>>,
    glyphs: Vec<Vec<Vec<Glyph>>>,
}

/// A stretch along one side of the page, at `at` on the other.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    at: f64,
    from: f64,
    to: f64,
}

/// The lattices that lines make; what is no further apart than `near` touches.
pub(super) fn all(rules: &[Rule], near: f64) -> Vec<Lattice> {
    let mut across = Vec::new();
    let mut down = Vec::new();
    for rule in rules {
        let (dx, dy) = ((rule.from.0 - rule.to.0).abs(), (rule.from.1 - rule.to.1).abs());
        if dx > near && dy < near / 2.0 {
            let (from, to) = (rule.from.0.min(rule.to.0), rule.from.0.max(rule.to.0));
            across.push(Stretch { at: (rule.from.1 + rule.to.1) / 2.0, from, to });
        } else if dy > near && dx < near / 2.0 {
            let (from, to) = (rule.from.1.min(rule.to.1), rule.from.1.max(rule.to.1));
            down.push(Stretch { at: (rule.from.0 + rule.to.0) / 2.0, from, to });
        }
    }
    let (across, down) = (joined(across, near), joined(down, near));
    // Which lines hang together: numbers of their groups, lines from side to side first.
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    for (a, horizontal) in across.iter().enumerate() {
        for (d, vertical) in down.iter().enumerate() {
            let meets = vertical.at > horizontal.from - near
                && vertical.at < horizontal.to + near
                && horizontal.at > vertical.from - near
                && horizontal.at < vertical.to + near;
            if meets {
                let (one, other) = (root(&mut group, a), root(&mut group, across.len() + d));
                group[other] = one;
            }
        }
    }
    let mut members: std::collections::BTreeMap<usize, (Vec<Stretch>, Vec<Stretch>)> = Default::default();
    for at in 0..group.len() {
        let key = root(&mut group, at);
        let entry = members.entry(key).or_default();
        match across.get(at) {
            Some(stretch) => entry.0.push(*stretch),
            None => entry.1.push(down[at - across.len()]),
        }
    }
    members.into_values().filter_map(|(across, down)| Lattice::of(&across, &down, near)).collect()
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// Stretches that lie on one line and touch each other as one: a line may be drawn cell by cell, and as the four sides
/// of a thin box.
fn joined(mut stretches: Vec<Stretch>, near: f64) -> Vec<Stretch> {
    stretches.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut start = 0;
    let mut out: Vec<Stretch> = Vec::new();
    while start < stretches.len() {
        let at = stretches[start].at;
        let count = stretches[start..].iter().take_while(|stretch| stretch.at - at < near).count();
        let row = &mut stretches[start..start + count];
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for stretch in row.iter() {
            match out[first..].last_mut() {
                Some(last) if stretch.from < last.to + near => last.to = last.to.max(stretch.to),
                _ => out.push(Stretch { at, ..*stretch }),
            }
        }
        start += count;
    }
    out
}

/// The different places among `all`, in order.
fn places(mut all: Vec<f64>, near: f64) -> Vec<f64> {
    all.sort_by(f64::total_cmp);
    all.dedup_by(|next, kept| *next - *kept < near);
    all
}

/// The space between two lines that holds `at`.
fn between(lines: &[f64], at: f64) -> Option<usize> {
    let after = lines.partition_point(|&line| line <= at);
    (after > 0 && after < lines.len()).then(|| after - 1)
}

impl Lattice {
    fn of(across: &[Stretch], down: &[Stretch], near: f64) -> Option<Self> {
        // The ends of lines close cells whose sides are open, as in tables without lines at the left and the right.
        let ends = |of: &[Stretch]| -> Vec<f64> {
            let first = of.iter().map(|stretch| stretch.from).fold(f64::INFINITY, f64::min);
            let last = of.iter().map(|stretch| stretch.to).fold(f64::NEG_INFINITY, f64::max);
            [first, last].into_iter().filter(|end| end.is_finite()).collect()
        };
        let xs = places(down.iter().map(|line| line.at).chain(ends(across)).collect(), near);
        let ys = places(across.iter().map(|line| line.at).chain(ends(down)).collect(), near);
        if xs.len() < 2 || ys.len() < 2 || xs.len() > MOST_COLUMNS + 1 || ys.len() > MOST_ROWS + 1 {
            return None;
        }
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut left = vec![vec![false; columns + 1]; rows];
        let mut above = vec![vec![false; columns]; rows + 1];
        let nearest = |lines: &[f64], at: f64| lines.iter().position(|&line| (line - at).abs() < near);
        for line in down {
            let Some(column) = nearest(&xs, line.at) else { continue };
            for row in 0..rows {
                let middle = (ys[row] + ys[row + 1]) / 2.0;
                left[row][column] |= line.from < middle && middle < line.to;
            }
        }
        for line in across {
            let Some(row) = nearest(&ys, line.at) else { continue };
            for column in 0..columns {
                let middle = (xs[column] + xs[column + 1]) / 2.0;
                above[row][column] |= line.from < middle && middle < line.to;
            }
        }
        let glyphs = vec![vec![Vec::new(); columns]; rows];
        Some(Self { xs, ys, left, above, glyphs })
    }

    /// Whether this point lies within its outermost lines.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        between(&self.xs, x).is_some() && between(&self.ys, y).is_some()
    }

    /// Adds a character whose middle is here.
    pub fn put(&mut self, glyph: Glyph, (x, y): (f64, f64)) {
        if let (Some(column), Some(row)) = (between(&self.xs, x), between(&self.ys, y)) {
            self.glyphs[row][column].push(glyph);
        }
    }

    /// How much of the page it takes.
    pub fn area(&self) -> f64 {
        let length = |lines: &[f64]| lines[lines.len() - 1] - lines[0];
        length(&self.xs) * length(&self.ys)
    }

    /// Whether it has at least two rows and columns that hold words; or three columns at all, of which the end of a page
    /// may have left a single row.
    pub fn is_table(&self) -> bool {
        let cells = self.cells();
        let filled: Vec<&Region> = cells.iter().filter(|region| !region.glyphs.is_empty()).collect();
        let distinct = |of: fn(&Region) -> usize| {
            let mut all: Vec<usize> = filled.iter().map(|region| of(region)).collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let columns = distinct(|region| region.column);
        distinct(|region| region.row) > 1 && columns > 1 || self.xs.len() > 3 && columns > 0
    }

    pub fn into_glyphs(self) -> Vec<Glyph> {
        self.glyphs.into_iter().flatten().flatten().collect()
    }

    /// The cells, each with the rows and columns between which no line stands.
    fn cells(&self) -> Vec<Region> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let mut taken = vec![vec![false; columns]; rows];
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken[row][column] {
                    continue;
                }
                let more = (column + 1..columns).take_while(|&next| !self.left[row][next] && !taken[row][next]);
                let across = more.count() + 1;
                let whole = column..column + across;
                // The rest of a cell that the end of a page cut may lack its lower line, but hardly both its sides.
                let as_wide = |next: usize| {
                    [column, column + across].into_iter().any(|side| self.left[next][side] == self.left[row][side])
                };
                let more = (row + 1..rows).take_while(|&next| {
                    as_wide(next) && whole.clone().all(|c| !self.above[next][c] && !taken[next][c])
                });
                let down = more.count() + 1;
                let mut glyphs = Vec::new();
                for (taken, cells) in taken.iter_mut().zip(&self.glyphs).skip(row).take(down) {
                    taken[whole.clone()].fill(true);
                    cells[whole.clone()].iter().for_each(|words| glyphs.extend_from_slice(words));
                }
                cells.push(Region { row, column, across, down, glyphs });
            }
        }
        cells
    }

    /// The table that it draws.
    pub fn drawn(&self) -> Drawn {
        let cells = self.cells().into_iter().map(|region| {
            let Region { row, column, across, down, glyphs } = region;
            DrawnCell { row, column, across, down, lines: lines(glyphs), goes_on: false }
        });
        let (columns, rows) = (self.xs.clone(), self.ys.len() - 1);
        Drawn { columns, rows, top: self.ys[0], cells: cells.collect(), goes_on: false }.without_blank_rows()
    }
}

struct Region {
    row: usize,
    column: usize,
    across: usize,
    down: usize,
    glyphs: Vec<Glyph>,
}

/// A table as it is drawn on one page.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Where its columns begin, and where the last ends.
    pub columns: Vec<f64>,
    pub rows: usize,
    /// The height of its first line.
    pub top: f64,
    /// Row by row, from left to right.
    pub cells: Vec<DrawnCell>,
    /// As [`Table::goes_on`].
    pub goes_on: bool,
}

#[derive(Debug)]
pub(super) struct DrawnCell {
    pub row: usize,
    pub column: usize,
    pub across: usize,
    pub down: usize,
    pub lines: Vec<Line>,
    /// As [`TableCell::goes_on`].
    pub goes_on: bool,
}

impl Drawn {
    /// Leaves out the rows in which no words begin: there is nothing in them, and where a cell over several rows is cut
    /// by the end of a page, what is left of it may end next to the last row's lower line.
    fn without_blank_rows(mut self) -> Self {
        let mut filled = vec![false; self.rows];
        for cell in self.cells.iter().filter(|cell| !cell.lines.is_empty()) {
            filled[cell.row] = true;
        }
        // Where each row stands among those that stay.
        let mut kept = Vec::with_capacity(self.rows + 1);
        let mut count = 0;
        for &filled in &filled {
            kept.push(count);
            count += usize::from(filled);
        }
        kept.push(count);
        // What begins in a row that is left out and goes on below it is the rest of the cell above.
        for at in 0..self.cells.len() {
            let DrawnCell { row, column, across, down, .. } = self.cells[at];
            if !filled[row] && kept[row + down] > kept[row] {
                let above =
                    |cell: &&mut DrawnCell| (cell.column, cell.across, cell.row + cell.down) == (column, across, row);
                if let Some(above) = self.cells.iter_mut().find(above) {
                    above.down += down;
                    self.cells[at].down = 0;
                }
            }
        }
        for cell in &mut self.cells {
            (cell.row, cell.down) = (kept[cell.row], kept[cell.row + cell.down] - kept[cell.row]);
        }
        self.cells.retain(|cell| cell.down > 0);
        // A blank cell may now begin below others of its row.
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.rows = count;
        self
    }

    /// Its lines of text in the order in which they are words of the table.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.cells.iter().flat_map(|cell| &cell.lines)
    }

    pub fn into_table(self) -> Table {
        let mut rows = vec![TableRow::default(); self.rows];
        for DrawnCell { row, across, down, lines, goes_on, .. } in self.cells {
            let parts = lines.iter().map(|line| Part::Paragraph(line.words())).collect();
            rows[row].cells.push(TableCell { parts, across, down, goes_on });
        }
        Table { rows, goes_on: self.goes_on }
    }
}
