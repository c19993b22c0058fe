//! What the readers of formats find in a file, in order, and how it becomes a [`Manuscript`].

use super::encoding::Encoding;
use super::grid::{Hanging, MOST_COLUMNS, place};
use super::pages::{Pages, Standing};
use super::{Block, Cell, Grid, KnownFormat, Manuscript, Note, Row, RowKind};
use crate::Span;
use crate::text::is_blank;

/// Tables within tables that are kept apart. Deeper ones are words of the cell that they stand in: web pages of the
/// nineties go down to six or seven.
#[cfg(feature = "formats")]
pub(super) const DEEPEST_TABLE: usize = 12;

/// Rows of a table, from the first, that may hold its headers: some files mark all rows.
const HEADER_ROWS: usize = 3;

/// What a reader made of a file.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub parts: Vec<Part>,
    pub notes: Vec<Note>,
    /// The encoding of the text in the file, for formats that leave a choice.
    pub encoding: Option<Encoding>,
    /// Of a format of fixed pages their sizes, as in [`Pages`], and all words of the parts in their order.
    pub sizes: Vec<(u16, u16)>,
    pub standing: Vec<Standing>,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A paragraph. Lines that are broken by hand are held apart by `\n`.
    Paragraph(String),
    /// What the format sets apart from the text.
    Furniture(String),
    Table(Table),
    PageBreak,
}

/// A table as a format marks it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub rows: Vec<TableRow>,
    /// Its first row that is no header is the rest of the row that ends the table before: the end of a page cut it.
    pub goes_on: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TableRow {
    /// The cells that begin in this row.
    pub cells: Vec<TableCell>,
    /// The format says that the row holds the headers of the columns.
    pub header: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableCell {
    pub parts: Vec<Part>,
    /// Columns that it spans.
    pub across: usize,
    /// Rows that it spans.
    pub down: usize,
    /// Its words stand in the last row of the table before, from which the end of a page cut it off.
    pub goes_on: bool,
}

impl Default for TableCell {
    fn default() -> Self {
        Self { parts: Vec::new(), across: 1, down: 1, goes_on: false }
    }
}

impl TableCell {
    fn weight(&self) -> usize {
        weight(&self.parts)
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| if let Part::Table(table) = part { Some(table) } else { None })
    }
}

/// Bytes of text.
fn weight(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::Paragraph(words) | Part::Furniture(words) => words.trim().len(),
            Part::Table(table) => table.weight(),
            Part::PageBreak => 0,
        })
        .sum()
}

impl Table {
    fn weight(&self) -> usize {
        self.cells().map(TableCell::weight).sum()
    }

    fn cells(&self) -> impl Iterator<Item = &TableCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// Whether it only puts things in their places on the page: a single column, or a cell that holds a whole table and
    /// most of the text.
    fn is_frame(&self) -> bool {
        let single = self.rows.iter().all(|row| row.cells.iter().filter(|cell| cell.weight() > 0).count() <= 1)
            && self.cells().all(|cell| cell.down == 1);
        let whole = |table: &Table| {
            table.rows.len() > 1 && table.rows.iter().any(|row| row.cells.len() > 1) || table.is_frame()
        };
        // What the end of a page left of a row may be a single cell.
        !self.goes_on && single || {
            let total = self.weight();
            self.cells().any(|cell| cell.tables().any(whole) && cell.weight() * 2 >= total)
        }
    }
}

/// Adds the words of `parts`, a line each, to `lines`: tables too.
fn lines(parts: &[Part], lines: &mut Vec<String>) {
    for part in parts {
        match part {
            Part::Paragraph(words) | Part::Furniture(words) => lines.extend(words.split('\n').map(str::to_owned)),
            Part::Table(table) => table.cells().for_each(|cell| self::lines(&cell.parts, lines)),
            Part::PageBreak => {}
        }
    }
}

/// The words of parts, a line each.
#[cfg(any(test, feature = "formats"))]
pub(super) fn words(parts: &[Part]) -> String {
    let mut all = Vec::new();
    lines(parts, &mut all);
    all.join("\n")
}

impl Contents {
    /// Notes something, once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Writes the parts down as one readable text: a paragraph a line, a row a line with tabs between its cells and the
    /// lines of a cell under each other.
    pub fn manuscript(self, bytes: &[u8], name: &str, format: KnownFormat) -> Manuscript {
        let mut writer = Writer::default();
        writer.parts(&self.parts);
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        let source = super::source(bytes, name, format.media_type(), encoding);
        let mut notes = self.notes;
        notes.sort();
        let pages = Pages::of(self.sizes, &self.standing, &writer.text);
        Manuscript { source, text: writer.text, blocks: writer.blocks, notes, pages }
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
}

impl Writer {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Paragraph(words) => self.block(words, Block::Paragraph),
                Part::Furniture(words) => self.block(words, Block::Furniture),
                Part::PageBreak => self.blocks.push(Block::PageBreak(self.text.len())),
                Part::Table(table) if table.is_frame() => {
                    for cell in table.cells() {
                        self.parts(&cell.parts);
                    }
                }
                Part::Table(table) => self.table(table),
            }
        }
    }

    fn block(&mut self, words: &str, block: fn(Span) -> Block) {
        for line in words.split('\n').filter(|line| !is_blank(line)) {
            let span = self.put(line.trim_end());
            self.text.push('\n');
            self.blocks.push(block(span));
        }
    }

    fn put(&mut self, words: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(words);
        Span::new(start, self.text.len())
    }

    fn table(&mut self, table: &Table) {
        let mut hanging: Vec<Hanging> = Vec::new();
        // A full row of copies for each row, and what the words weigh.
        let mut left = table.rows.len() * MOST_COLUMNS + table.weight();
        let mut grid = Grid { merges_known: true, goes_on: table.goes_on, ..Grid::default() };
        for (at, row) in table.rows.iter().enumerate() {
            let start = self.text.len();
            let mut cells = Vec::with_capacity(row.cells.len());
            for (at, cell) in row.cells.iter().enumerate() {
                if at > 0 {
                    self.text.push('\t');
                }
                cells.push((Cell { merged: cell.goes_on, ..self.cell(cell) }, cell.down, cell.across));
            }
            let span = Span::new(start, self.text.len()).trim(&self.text);
            self.text.push('\n');
            let kind = if row.header && at < HEADER_ROWS { RowKind::Header } else { RowKind::Body };
            let cells = place(cells, &mut hanging, &mut left);
            if cells.iter().any(|cell| !cell.is_empty()) {
                grid.rows.push(Row { kind, cells, span, ..Row::default() });
            } else {
                // Nothing shows that the row was there.
                self.text.truncate(start);
            }
        }
        grid.columns = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if grid.columns > 0 {
            self.blocks.push(Block::Table(grid));
        }
    }

    fn cell(&mut self, cell: &TableCell) -> Cell {
        let mut all = Vec::new();
        lines(&cell.parts, &mut all);
        let mut pieces = Vec::new();
        for line in all.iter().filter(|line| !is_blank(line)) {
            if !pieces.is_empty() {
                self.text.push('\n');
            }
            // A tab would look like the end of the cell.
            let span = self.put(&line.replace('\t', " ")).trim(&self.text);
            pieces.push(span);
        }
        Cell { pieces, merged: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl TableCell {
        /// A cell of one row and column.
        fn of(words: &str) -> Self {
            Self { parts: vec![Part::Paragraph(words.to_owned())], ..Self::default() }
        }
    }

    fn table(rows: &[&[TableCell]]) -> Table {
        Table {
            rows: rows.iter().map(|cells| TableRow { cells: cells.to_vec(), header: false }).collect(),
            goes_on: false,
        }
    }

    fn written(parts: Vec<Part>) -> Manuscript {
        Contents { parts, ..Contents::default() }.manuscript(b"", "a.docx", KnownFormat::Docx)
    }

    fn grids(manuscript: &Manuscript) -> Vec<Vec<Vec<String>>> {
        let text = &manuscript.text;
        let shown = |cell: &Cell| format!("{}{}", cell.squeezed(text), if cell.merged { "*" } else { "" });
        let rows = |grid: &Grid| grid.rows.iter().map(|row| row.cells.iter().map(shown).collect()).collect();
        manuscript
            .blocks
            .iter()
            .filter_map(|b| if let Block::Table(grid) = b { Some(rows(grid)) } else { None })
            .collect()
    }

    #[test]
    fn rows_are_lines_and_merged_cells_are_repeated() {
        let wide = TableCell { across: 2, ..TableCell::of("甲") };
        let tall = TableCell { down: 2, ..TableCell::of("乙\n丙") };
        let manuscript =
            written(vec![Part::Table(table(&[&[wide, tall], &[TableCell::of("1"), TableCell::of("2\t3")]]))]);
        assert_eq!(manuscript.text, "甲\t乙\n丙\n1\t2 3\n");
        assert_eq!(grids(&manuscript), [[["甲", "甲*", "乙丙"], ["1", "23", "乙丙*"]]]);
    }

    #[test]
    fn a_table_that_only_places_things_is_taken_apart() {
        let inner =
            table(&[&[TableCell::of("序号"), TableCell::of("任务")], &[TableCell::of("1"), TableCell::of("修渠")]]);
        let middle = TableCell {
            parts: vec![Part::Paragraph("关于修渠的通知".into()), Part::Table(inner)],
            ..TableCell::default()
        };
        let manuscript = written(vec![Part::Table(table(&[&[TableCell::of("导航"), middle]]))]);
        assert_eq!(manuscript.text, "导航\n关于修渠的通知\n序号\t任务\n1\t修渠\n");
        assert_eq!(grids(&manuscript), [[["序号", "任务"], ["1", "修渠"]]]);
    }

    #[test]
    fn a_small_table_in_a_cell_is_part_of_its_words() {
        let inner = table(&[
            &[TableCell::of("一季度"), TableCell::of("20%")],
            &[TableCell::of("二季度"), TableCell::of("50%")],
        ]);
        let cell =
            TableCell { parts: vec![Part::Paragraph("进度：".into()), Part::Table(inner)], ..TableCell::default() };
        let long = TableCell::of("完成全市十二座病险水库的除险加固，汛前全部投入使用，并落实巡查责任人和抢险队伍。");
        let manuscript = written(vec![Part::Table(table(&[
            &[TableCell::of("任务"), TableCell::of("进度")],
            &[long.clone(), cell],
            &[long, TableCell::of("年底")],
        ]))]);
        assert_eq!(grids(&manuscript)[0][1][1], "进度：一季度20%二季度50%");
    }

    #[test]
    fn furniture_and_page_breaks_keep_their_places() {
        let manuscript = written(vec![
            Part::Furniture("首页\n正文页".into()),
            Part::Paragraph("一、总则\n二、分工".into()),
            Part::PageBreak,
        ]);
        let kinds: Vec<String> = manuscript
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(span) => format!("P {}", span.of(&manuscript.text)),
                Block::Furniture(span) => format!("F {}", span.of(&manuscript.text)),
                Block::PageBreak(at) => format!("B {at}"),
                Block::Table(_) => "T".to_owned(),
            })
            .collect();
        let end = manuscript.text.len();
        assert_eq!(kinds, ["F 首页", "F 正文页", "P 一、总则", "P 二、分工", &format!("B {end}")]);
    }
}
