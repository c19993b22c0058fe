//! From the cells that a form found to a [`Grid`]: which rows are headers and bands, and which column a cell stands in
//! where a row has lost some.

use super::header_row;
use crate::Span;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{numbering, units};
use crate::model::Certainty;
pub(super) use crate::read::grid::{MOST_COLUMNS, MOST_REPEATED};
use crate::read::{Cell, Grid, Row, RowKind};
use crate::text::join_squeezed;

/// Longest heading of a band, in characters.
const LONGEST_BAND: usize = 60;

/// A row as a form found it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RawRow {
    /// As many cells as the row shows.
    pub cells: Vec<Cell>,
    /// Where it stands, borders and separators included.
    pub span: Span,
    /// The form itself marks it as a row of headers.
    pub marked_header: bool,
    /// How sure the form is of the row.
    pub certainty: Certainty,
}

/// Whether these cells are the headers of a table (see [`header_row::is_header`]).
pub(super) fn is_header(text: &str, cells: &[Cell]) -> bool {
    let shown: Vec<String> = cells
        .iter()
        // A header is short: long cells are told by their length, without copying them.
        .map(|cell| if length(cell) > columns::LONGEST_HEADER * 8 { "……".into() } else { cell.squeezed(text) })
        .collect();
    header_row::is_header(shown.iter().zip(cells).filter(|(_, cell)| !cell.merged).map(|(words, _)| words.as_str()))
}

/// Bytes in a cell.
fn length(cell: &Cell) -> usize {
    cell.pieces.iter().map(|piece| piece.len()).sum()
}

/// Puts rows together. The first row of headers says how many columns there are and what they hold, or else the width
/// that most rows have.
pub(super) fn grid(text: &str, rows: Vec<RawRow>, merges_known: bool) -> Grid {
    let headers: Vec<bool> = rows.iter().map(|row| row.marked_header || is_header(text, &row.cells)).collect();
    let columns = match headers.iter().position(|&header| header) {
        Some(first) => {
            let block = headers[first..].iter().take_while(|&&header| header).count();
            rows[first..first + block].iter().map(|row| row.cells.len()).max().unwrap_or(1)
        }
        None => usual_width(text, &rows),
    };
    let mut grid = Grid { columns, rows: Vec::with_capacity(rows.len()), merges_known, ..Grid::default() };
    for (row, &header) in rows.into_iter().zip(&headers) {
        let below_header = grid.rows.last().filter(|above| above.kind == RowKind::Header);
        let kind = if header || below_header.is_some_and(|above| hangs_from(&row.cells, &above.cells)) {
            RowKind::Header
        } else if is_band(text, &row.cells, columns) {
            RowKind::Band
        } else {
            RowKind::Body
        };
        let cells = match kind {
            RowKind::Band => vec![Cell { pieces: band_pieces(row.cells), merged: false }],
            _ => row.cells,
        };
        grid.rows.push(Row { kind, cells, span: row.span, certainty: row.certainty });
    }
    for row in grid.rows.iter_mut().filter(|row| row.kind == RowKind::Header) {
        row.cells.resize(columns, Cell::default());
    }
    if !merges_known {
        for at in 0..grid.rows.len() {
            if grid.rows[at].kind == RowKind::Header && (at == 0 || grid.rows[at - 1].kind != RowKind::Header) {
                pad(&mut grid.rows[at..], columns);
                header_row::complete(text, &mut grid.rows, at);
            }
        }
    }
    let roles = header_row::roles(text, &grid);
    for at in 0..grid.rows.len() {
        if grid.rows[at].kind == RowKind::Body {
            let cells = std::mem::take(&mut grid.rows[at].cells);
            let (cells, certainty) = fit(text, cells, &roles);
            grid.rows[at].cells = cells;
            grid.rows[at].certainty = grid.rows[at].certainty.max(certainty);
            if merges_known && certainty != Certainty::Certain && at > 0 {
                let (above, below) = grid.rows.split_at_mut(at);
                fill_left(&above[at - 1], &mut below[0], &roles);
            }
            leave_out_empty_tail(&mut grid.rows[at].cells);
        }
    }
    grid
}

/// Takes the empty cells at a row's end away, and the memory for them: under a wide header they are most of the grid.
fn leave_out_empty_tail(cells: &mut Vec<Cell>) {
    let filled = cells.iter().rposition(|cell| !cell.is_empty() || cell.merged).map_or(0, |last| last + 1);
    cells.truncate(filled);
    cells.shrink_to_fit();
}

/// Fills the rows that could continue a header up to its width, so that they can be compared with it.
fn pad(rows: &mut [Row], columns: usize) {
    for row in rows.iter_mut().take(3).filter(|row| row.kind == RowKind::Body && row.cells.len() < columns) {
        if row.cells.iter().any(Cell::is_empty) {
            row.cells.resize(columns, Cell::default());
        }
    }
}

/// The greatest width that more than a few rows have, and one more where a row has a note behind its units. A separator
/// in the words of a cell makes single rows wider.
fn usual_width(text: &str, rows: &[RawRow]) -> usize {
    let mut counts = [0usize; MOST_COLUMNS + 1];
    for row in rows {
        counts[row.cells.len().min(MOST_COLUMNS)] += 1;
    }
    let usual = (1..=MOST_COLUMNS).max_by_key(|&width| counts[width]).unwrap_or(1);
    let frequent = |&width: &usize| counts[width] > 1 && counts[width] * 10 > rows.len();
    let usual = (usual..=MOST_COLUMNS).rfind(frequent).unwrap_or(usual);
    let mut noted = rows.iter().filter(|row| row.cells.len() == usual + 1);
    usual + usize::from(noted.any(|row| Content::of(text, &row.cells[usual - 1]) == Content::Units))
}

/// Whether a row repeats a cell of the header above it: that cell is merged over both.
fn hangs_from(cells: &[Cell], above: &[Cell]) -> bool {
    cells.iter().zip(above).any(|(cell, above)| cell.merged && !cell.is_empty() && cell.pieces == above.pieces)
}

/// A single cell over the whole width, or a heading in the first cell with nothing beside it.
fn is_band(text: &str, cells: &[Cell], columns: usize) -> bool {
    if columns < 2 {
        return false;
    }
    let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty() && !cell.merged);
    let (Some((0, first)), None) = (filled.next(), filled.next()) else { return false };
    let whole = cells.len() == columns && cells[1..].iter().all(|cell| cell.merged && cell.pieces == first.pieces);
    if whole {
        return true;
    }
    if cells.iter().any(|cell| cell.merged) || length(first) > LONGEST_BAND * 4 {
        return false;
    }
    let words = first.squeezed(text);
    is_heading(&words)
        || cells.len() == 1 && words.chars().count() <= LONGEST_BAND && numbering::alone(&words).is_none()
}

/// Whether a line between the rows of a table reads as a heading: numbered, short and no sentence.
pub(super) fn is_heading(words: &str) -> bool {
    words.chars().take(LONGEST_BAND + 1).count() <= LONGEST_BAND
        && !words.ends_with(['。', '；', '，', '、'])
        && numbering::leading(words).is_some_and(|number| number.style.level().is_some())
}

fn band_pieces(cells: Vec<Cell>) -> Vec<Span> {
    cells.into_iter().find(|cell| !cell.is_empty()).map(|cell| cell.pieces).unwrap_or_default()
}

/// Gives a row whose rowspan was lost the cells that stand above its gap, where columns group what is right of them.
fn fill_left(above: &Row, row: &mut Row, roles: &[Option<Column>]) {
    if above.kind != RowKind::Body {
        return;
    }
    let first = row.cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0);
    for ((cell, above), role) in row.cells.iter_mut().zip(&above.cells).zip(roles).take(first) {
        if !matches!(role, Some(Column::Number | Column::Task)) {
            *cell = Cell { pieces: above.pieces.clone(), merged: true };
        }
    }
}

/// The cells of a row in their columns. A row that is too short has lost cells, and one whose cells do not hold what
/// their headers say while its end is empty was shifted to the left: what they hold says where they belong. A row
/// that is too long has its leftover cells joined.
pub(super) fn fit(text: &str, mut cells: Vec<Cell>, roles: &[Option<Column>]) -> (Vec<Cell>, Certainty) {
    let columns = roles.len();
    while cells.len() > columns && cells.last().is_some_and(Cell::is_empty) {
        cells.pop();
    }
    if cells.len() > columns {
        return (squash(cells, columns), Certainty::Doubtful);
    }
    let known = roles.iter().flatten().count();
    let full = cells.len() == columns;
    if known < 2 || cells.iter().any(|cell| cell.merged) || (full && !cells.last().is_some_and(Cell::is_empty)) {
        let certainty = if full { Certainty::Certain } else { Certainty::Doubtful };
        cells.resize(columns, Cell::default());
        return (cells, certainty);
    }
    while cells.last().is_some_and(Cell::is_empty) {
        cells.pop();
    }
    let scores: Vec<Vec<i32>> = cells.iter().map(|cell| fitness(text, cell, roles)).collect();
    let as_they_stand: i32 = scores.iter().enumerate().map(|(column, scores)| scores[column]).sum();
    let (best, left, right) = align(&scores, columns);
    // Cells that were not lost stay where they are unless the others fit clearly better.
    if best < as_they_stand + if full { CLEARLY } else { 1 } {
        cells.resize(columns, Cell::default());
        let certainty = if full || as_they_stand == best { Certainty::Certain } else { Certainty::Likely };
        return (cells, certainty);
    }
    let mut out = vec![Cell::default(); columns];
    for (cell, &column) in cells.into_iter().zip(&left) {
        out[column] = cell;
    }
    (out, if left == right { Certainty::Likely } else { Certainty::Doubtful })
}

/// How much better a shifted row has to fit before it is believed: more than a cell of the wrong kind costs.
const CLEARLY: i32 = 5;

/// Joins neighbours until only `columns` cells are left: the longest cell is the likeliest to have been cut by a
/// separator in its text.
fn squash(mut cells: Vec<Cell>, columns: usize) -> Vec<Cell> {
    if columns == 0 {
        return Vec::new();
    }
    // Rows of the greatest width are cut first, so that this stays short.
    if cells.len() > MOST_COLUMNS * 2 {
        let rest = cells.split_off(MOST_COLUMNS * 2);
        if let Some(last) = cells.last_mut() {
            last.pieces.extend(rest.into_iter().flat_map(|cell| cell.pieces));
        }
    }
    while cells.len() > columns {
        if let Some(blank) = (1..cells.len()).rev().find(|&at| cells[at].is_empty()) {
            cells.remove(blank);
            continue;
        }
        let longest = (0..cells.len()).max_by_key(|&at| length(&cells[at])).unwrap_or(0);
        let left = longest.min(cells.len() - 2);
        let right = cells.remove(left + 1);
        cells[left].pieces.extend(right.pieces);
    }
    cells
}

/// The best score of putting cells into columns from left to right, and the columns of each cell in the leftmost and
/// in the rightmost of the best ways.
pub(super) fn align(scores: &[Vec<i32>], columns: usize) -> (i32, Vec<usize>, Vec<usize>) {
    let cells = scores.len();
    // best[i][j]: cells i.. in columns j.. ; None where they do not fit.
    let mut best = vec![vec![None; columns + 1]; cells + 1];
    best[cells] = vec![Some(0); columns + 1];
    for i in (0..cells).rev() {
        for j in (0..columns).rev() {
            let here = best[i + 1][j + 1].map(|rest: i32| rest + scores[i][j]);
            best[i][j] = here.max(best[i][j + 1]);
        }
    }
    let walk = |leftmost: bool| {
        let (mut columns_of, mut j) = (Vec::with_capacity(cells), 0);
        for i in 0..cells {
            let takes = |j: usize| best[i + 1][j + 1].map(|rest| rest + scores[i][j]) == best[i][j];
            while j + 1 < columns && (!takes(j) || (!leftmost && best[i][j + 1] == best[i][j])) {
                j += 1;
            }
            columns_of.push(j);
            j += 1;
        }
        columns_of
    };
    (best[0][0].unwrap_or(0), walk(true), walk(false))
}

/// How well a cell's words suit each column, from -3 to 3.
pub(super) fn fitness(text: &str, cell: &Cell, roles: &[Option<Column>]) -> Vec<i32> {
    if cell.is_empty() {
        return vec![0; roles.len()];
    }
    let kind = Content::of(text, cell);
    roles.iter().map(|role| kind.suits(*role)).collect()
}

/// What the words of a cell look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing but a number.
    Number,
    /// Names of people.
    People,
    /// A list of units.
    Units,
    /// A time.
    Time,
    /// A few words.
    Words,
    /// A sentence, or a text of a sentence's length.
    Sentence,
}

/// Longest line of names, in bytes.
const LONGEST_NAMES: usize = 240;

/// Characters from which on words are taken for a task rather than for a label.
const SENTENCE: usize = 14;

impl Content {
    /// What `cell` looks like.
    pub fn of(text: &str, cell: &Cell) -> Self {
        let words = join_squeezed(text, &cell.pieces);
        let count = words.chars().take(SENTENCE * 2 + 1).count();
        if count <= 6 && numbering::alone(&words).is_some() {
            return Self::Number;
        }
        if count <= SENTENCE && is_time(&words) {
            return Self::Time;
        }
        if cell.pieces.iter().all(|piece| piece.len() <= LONGEST_NAMES && super::are_names(piece.of(text))) {
            return Self::People;
        }
        if !words.contains('。') && units::are_units(&words, 60) {
            return Self::Units;
        }
        if count >= SENTENCE || words.ends_with(['。', '；']) { Self::Sentence } else { Self::Words }
    }

    fn suits(self, role: Option<Column>) -> i32 {
        use Column::{Category, Deadline, Group, Lead, Leader, Note, Number, Responsible, Support, Task};
        match (role, self) {
            (None, _) => 0,
            (Some(Number), Self::Number) => 3,
            (Some(Number), _) => -3,
            (Some(Leader), Self::People) => 3,
            (Some(Leader), _) => -3,
            (Some(Lead | Support | Responsible), Self::Units) => 3,
            (Some(Lead | Support | Responsible), Self::Words) => -1,
            (Some(Lead | Support | Responsible), _) => -3,
            (Some(Deadline), Self::Time) => 3,
            (Some(Deadline), Self::Words) => 0,
            (Some(Deadline), _) => -2,
            (Some(Task), Self::Sentence) => 3,
            (Some(Task), Self::Words) => 1,
            (Some(Task), _) => -2,
            (Some(Category | Group), Self::Words) => 2,
            (Some(Category | Group), Self::Units) => 0,
            (Some(Category | Group), _) => -2,
            (Some(Note), Self::Words | Self::Sentence) => 0,
            (Some(_), _) => -1,
        }
    }
}

/// A date or a span of time: 6月底前, 2025年底, 全年, 长期坚持.
pub(super) fn is_time(words: &str) -> bool {
    let dated = words.contains(|c: char| c.is_ascii_digit()) && words.contains(['年', '月']);
    let by = words.ends_with("底前") || words.ends_with("底") || words.ends_with('前');
    dated
        || by && words.contains(['年', '月', '季'])
        || ["全年", "年底", "年内", "长期", "持续", "常态", "季度", "立即", "每月", "每季"]
            .iter()
            .any(|start| words.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Option<Column>; 4] =
        [Some(Column::Category), Some(Column::Number), Some(Column::Task), Some(Column::Responsible)];

    /// The cells of a line with bars between them, fitted into [`ROLES`].
    fn fitted(line: &str) -> (Vec<String>, Certainty) {
        let mut at = 0;
        let cells = line.split('|').map(|cell| {
            let span = Span::new(at, at + cell.len());
            at = span.end + 1;
            Cell::of(line, span)
        });
        let (cells, certainty) = fit(line, cells.collect(), &ROLES);
        (cells.iter().map(|cell| cell.squeezed(line)).collect(), certainty)
    }

    #[test]
    fn a_row_shifted_to_the_left_goes_back_by_what_it_says() {
        let (cells, certainty) = fitted("7|疏浚护城河三公里。|市水利局|");
        assert_eq!(cells, ["", "7", "疏浚护城河三公里。", "市水利局"]);
        assert_eq!(certainty, Certainty::Likely);
    }

    #[test]
    fn a_row_that_fits_stays_as_it_is() {
        let (cells, certainty) = fitted("水利|7|疏浚护城河三公里。|");
        assert_eq!(cells, ["水利", "7", "疏浚护城河三公里。", ""]);
        assert_eq!(certainty, Certainty::Certain);
    }

    #[test]
    fn a_row_that_is_too_long_keeps_every_word_and_says_so() {
        let (cells, certainty) = fitted("水利|7|疏浚护城河三公里，|种树千棵。|市水利局");
        assert_eq!(cells, ["水利", "7", "疏浚护城河三公里，种树千棵。", "市水利局"]);
        assert_eq!(certainty, Certainty::Doubtful);
    }

    #[test]
    fn cells_that_fit_in_two_ways_are_told_apart_from_those_that_fit_in_one() {
        // One cell, two columns that suit it alike.
        assert_eq!(align(&[vec![3, 3]], 2), (3, vec![0], vec![1]));
        assert_eq!(align(&[vec![0, 3], vec![3, 0]], 2), (0, vec![0, 1], vec![0, 1]));
    }
}
