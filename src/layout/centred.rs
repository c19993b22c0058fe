//! Merged cells whose words are printed in the middle of the rows that they span, as they stand on the page: nothing
//! but the places of the filled cells tells which rows a cell spans.

use crate::lexicon::columns::Column;
use crate::model::Certainty;
use crate::read::{Cell, Grid, Row, RowKind};

use super::header_row;

/// Most rows that one cell is tried over.
const MOST_SPANNED: usize = 64;

/// Most lines of a cell that is repeated.
const MOST_LINES: usize = 8;

/// Gives every row the merged cells that span it, where a column shows that its words are printed in the middle: its
/// first cell is empty, and with each cell in the middle of its rows the cells together span all rows. Rows that could
/// be shared out in several ways are doubtful.
pub(super) fn spread(text: &str, grid: &mut Grid) {
    let roles = header_row::roles(text, grid);
    let mut from = 0;
    while from < grid.rows.len() {
        let count = grid.rows[from..].iter().take_while(|row| row.kind == RowKind::Body).count();
        let block = &mut grid.rows[from..from + count];
        for column in (0..roles.len()).filter(|&column| spans_rows(roles[column])) {
            if block.first().is_some_and(|row| row.cell(column).is_empty()) {
                spread_column(text, block, column);
            }
        }
        from += count + 1;
    }
}

/// Whether cells with this header are merged over rows.
fn spans_rows(role: Option<Column>) -> bool {
    use Column::{Category, Deadline, Group, Lead, Leader, Responsible};
    matches!(role, Some(Category | Group | Leader | Lead | Responsible | Deadline))
}

fn spread_column(text: &str, rows: &mut [Row], column: usize) {
    let Some((tiles, alone)) = tiles(text, rows, column) else { return };
    let mut first = 0;
    for (filled, end) in tiles {
        let cell = rows[filled].cell(column).clone();
        for (_, row) in rows.iter_mut().enumerate().take(end).skip(first).filter(|(at, _)| *at != filled) {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::default());
            }
            row.cells[column] = Cell { pieces: cell.pieces.clone(), merged: true };
            row.certainty = row.certainty.max(if alone { Certainty::Likely } else { Certainty::Doubtful });
        }
        first = end;
    }
}

/// The filled rows of a column, each with the row behind the last one it spans, where every cell stands in the middle of
/// what it spans, and whether that is the only best way.
fn tiles(text: &str, rows: &[Row], column: usize) -> Option<(Vec<(usize, usize)>, bool)> {
    let filled: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].cell(column).is_empty()).collect();
    let last = *filled.last()?;
    let gaps = filled.windows(2).map(|pair| pair[1] - pair[0]).chain([filled[0] + 1, rows.len() - last]);
    if gaps.max()? > MOST_SPANNED / 2 || filled.iter().any(|&at| rows[at].cell(column).pieces.len() > MOST_LINES) {
        return None;
    }
    // The first line of each row, and the one behind the last.
    let mut lines = vec![0];
    for row in rows {
        lines.push(lines[lines.len() - 1] + row.span.of(text).lines().count().max(1));
    }
    // Twice the line in the middle of a cell's words.
    let middle = |at: usize| {
        let pieces = &rows[at].cell(column).pieces;
        let line = |place: usize| lines[at] + text[rows[at].span.start..place].matches('\n').count();
        line(pieces[0].start) + line(pieces[pieces.len() - 1].start)
    };
    // For each cell, by how far behind it its span ends: the best way to share out the rows up to there.
    let mut steps: Vec<Vec<Option<Way>>> = vec![vec![Some(Way { cost: 0, alike: 1, start: 0 })]];
    for (number, &at) in filled.iter().enumerate() {
        // Where the span of the cell before can end first.
        let before = number.checked_sub(1).map_or(0, |before| filled[before] + 1);
        let behind = filled.get(number + 1).copied().unwrap_or(rows.len());
        let middle = middle(at);
        let mut best: Vec<Option<Way>> = vec![None; behind - at];
        for start in before..=at {
            let Some(Some(Way { cost, alike, .. })) = steps[number].get(start - before) else { continue };
            for (end, best) in (at + 1..).zip(&mut best) {
                // An even number of lines has two middle ones.
                let off = (lines[start] + lines[end] - 1).abs_diff(middle);
                if off > 1 {
                    continue;
                }
                match best {
                    Some(known) if known.cost == cost + off => known.alike = known.alike.saturating_add(*alike),
                    Some(known) if known.cost < cost + off => {}
                    _ => *best = Some(Way { cost: cost + off, alike: *alike, start }),
                }
            }
        }
        steps.push(best);
    }
    let mut end = rows.len();
    let alone = steps.last()?.last()?.as_ref()?.alike == 1;
    let mut tiles = Vec::with_capacity(filled.len());
    for (number, &at) in filled.iter().enumerate().rev() {
        tiles.push((at, end));
        end = steps[number + 1][end - at - 1].as_ref()?.start;
    }
    tiles.reverse();
    Some((tiles, alone))
}

/// A way to share out rows among cells.
#[derive(Clone)]
struct Way {
    /// How many lines the cells stand off the middle, all together.
    cost: usize,
    /// How many ways cost as much.
    alike: u32,
    /// The row at which the last cell's span begins.
    start: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    /// The filled rows with where their spans end, and whether that is the only way; of a column that has a cell in the
    /// rows marked with `x`.
    fn of(marks: &str) -> Option<(Vec<(usize, usize)>, bool)> {
        let text = "甲\n".repeat(marks.len());
        let line = "甲\n".len();
        let row = |(at, mark): (usize, char)| {
            let span = Span::new(at * line, at * line + line - 1);
            let pieces = if mark == 'x' { vec![span] } else { Vec::new() };
            Row { cells: vec![Cell { pieces, merged: false }], span, ..Row::default() }
        };
        let rows: Vec<Row> = marks.chars().enumerate().map(row).collect();
        tiles(&text, &rows, 0)
    }

    #[test]
    fn cells_stand_in_the_middle_of_what_they_span() {
        assert_eq!(of(".x..x."), Some((vec![(1, 3), (4, 6)], true)));
        assert_eq!(of("..x..x.x."), Some((vec![(2, 5), (5, 6), (7, 9)], true)));
        assert_eq!(of(".x"), Some((vec![(1, 2)], true)));
        assert_eq!(of("...x"), None);
        assert_eq!(of("...."), None);
    }

    #[test]
    fn rows_that_many_ways_share_out_are_told() {
        assert!(!of(".x..x").unwrap().1);
        // More ways than any number counts.
        assert!(!of(&".x..x".repeat(400)).unwrap().1);
    }
}
