//! Column headers: is a row one, and what do its columns hold?

use crate::lexicon::columns::{self, Column};
use crate::read::{Cell, Grid, Row, RowKind};
use crate::text::is_blank;

/// Whether these cells are the headers of a table: at least two are headers that FORMS.md knows, and at least half of
/// those that are not blank, or a quarter where they are three: tables of projects have columns of their own.
pub(crate) fn is_header<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut filled, mut known, mut first) = (0, 0, None);
    let mut differ = false;
    for cell in cells {
        if is_blank(cell) {
            continue;
        }
        filled += 1;
        if let Some(role) = columns::role(cell) {
            known += 1;
            differ |= *first.get_or_insert(role) != role;
        }
    }
    known >= 2 && differ && known * if known > 2 { 4 } else { 2 } >= filled
}

/// What the column under this header holds.
pub(crate) fn role(text: &str, header: &Cell) -> Option<Column> {
    columns::role(&header.squeezed(text))
}

/// Turns the rows that directly follow the header `rows` from `first` on into headers as long as they continue it: the
/// second row of a two-row header has nothing under the number and the task and only short words elsewhere. Then
/// fills the cells that span, sideways and downwards, with [`Cell::merged`] copies.
pub(crate) fn complete(text: &str, rows: &mut [Row], first: usize) {
    let Some(header) = rows.get(first) else { return };
    let roles: Vec<Option<Column>> = header.cells.iter().map(|cell| columns::role(&cell.squeezed(text))).collect();
    let mut end = first + 1;
    // GB/T 9704 tables and plans have two header rows, three at the most.
    let alike = |row: &Row| row.cells.len() == roles.len() && continues(text, &roles, row);
    while end < rows.len() && end < first + 3 && alike(&rows[end]) {
        rows[end].kind = RowKind::Header;
        end += 1;
    }
    if end == first + 1 {
        return;
    }
    let width = rows[first].cells.len();
    for at in first..end {
        for column in 1..width {
            let below_filled = rows[at + 1..end].iter().any(|row| !row.cells[column].is_empty());
            let below_left_filled = rows[at + 1..end].iter().any(|row| !row.cells[column - 1].is_empty());
            if rows[at].cells[column].is_empty() && below_filled && below_left_filled {
                let left = rows[at].cells[column - 1].pieces.clone();
                rows[at].cells[column] = Cell { pieces: left, merged: true };
            }
        }
    }
    for at in first + 1..end {
        for column in 0..width {
            if rows[at].cells[column].is_empty() {
                let above = rows[at - 1].cells[column].pieces.clone();
                rows[at].cells[column] = Cell { pieces: above, merged: true };
            }
        }
    }
}

fn continues(text: &str, roles: &[Option<Column>], row: &Row) -> bool {
    let mut known = false;
    let mut filled = false;
    let mut blank_above_key = true;
    for (column, cell) in row.cells.iter().enumerate() {
        let role = roles.get(column).copied().flatten();
        if cell.is_empty() {
            continue;
        }
        filled = true;
        let words = cell.squeezed(text);
        if matches!(role, Some(Column::Number | Column::Category | Column::IndicatorName)) {
            blank_above_key = false;
        }
        if words.chars().count() > columns::LONGEST_HEADER || words.contains(['。', '；']) {
            return false;
        }
        known |= columns::role(&words).is_some() || is_value_header(&words);
    }
    filled && known && blank_above_key
}

/// Headers of value columns in indicator tables: 2020年, 年均增幅（%）, 累计.
pub(crate) fn is_value_header(words: &str) -> bool {
    (words.contains('年') || words.contains("累计") || words.contains("增幅") || words.contains("增速"))
        && !words.contains(['，', '。'])
}

/// What each column of a grid holds according to its first header, and where in [`Grid::rows`] the body begins. The
/// lowest header row that knows a column decides.
pub(crate) fn roles(text: &str, grid: &Grid) -> Vec<Option<Column>> {
    let mut roles = vec![None; grid.columns];
    let header =
        grid.rows.iter().skip_while(|row| row.kind != RowKind::Header).take_while(|row| row.kind == RowKind::Header);
    for row in header {
        for (column, cell) in row.cells.iter().enumerate().take(grid.columns) {
            if let Some(role) = columns::role(&cell.squeezed(text)) {
                roles[column] = Some(role);
            }
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_two_known_columns() {
        assert!(is_header(["序号", "重点工作", "责任单位", "备注"]));
        assert!(is_header(["目标任务", "责任领导", ""]));
        assert!(!is_header(["1", "抓好春耕备耕。", "市农业农村局", ""]));
        assert!(!is_header(["责任单位", "责任单位"]));
        assert!(!is_header(["备注"]));
    }
}
