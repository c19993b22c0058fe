//! Tables with separators: CSV that spreadsheet programs open without harm and without garbled Chinese, and TSV to paste.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::Selection;
use super::columns::{Column, inert};
use crate::page::words::Lang;

/// The byte order mark, by which spreadsheet programs know UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// How cells are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// For files that are double-clicked: commas, every cell in quotes, CRLF, a byte order mark.
    Csv,
    /// For the clipboard: tabs, and one line a row, since a program that knows no quotes, such as Word, would take a line
    /// end in a cell for the end of the row.
    Tsv,
}

/// Writes the column headings, before rows of as many notices as there are.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn head(mut out: impl Write, dialect: Dialect, columns: &[Column], lang: Lang) -> io::Result<()> {
    if dialect == Dialect::Csv {
        out.write_all(BOM)?;
    }
    let mut writer = dialect.writer(out);
    record(&mut writer, dialect, columns.iter().map(|column| column.heading(lang)))?;
    writer.flush()
}

/// Writes the rows of a selection. No cell can run as a formula: see [`inert`].
///
/// # Errors
/// When `out` does not take the bytes.
pub fn rows(
    out: impl Write,
    dialect: Dialect,
    columns: &[Column],
    selection: &Selection,
    lang: Lang,
) -> io::Result<()> {
    let mut writer = dialect.writer(out);
    for (_, task) in selection.tasks() {
        record(&mut writer, dialect, columns.iter().map(|column| column.cell(selection.notice, task, lang)))?;
    }
    writer.flush()
}

/// A selection as a whole table.
pub fn table(selection: &Selection, dialect: Dialect, columns: &[Column], lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    let written =
        head(&mut out, dialect, columns, lang).and_then(|()| rows(&mut out, dialect, columns, selection, lang));
    written.expect("a vector takes every byte");
    out
}

impl Dialect {
    fn writer<W: Write>(self, out: W) -> Writer<W> {
        let mut builder = WriterBuilder::new();
        match self {
            // In quotes, since where the list separator is a semicolon an unquoted one would start a new cell.
            Self::Csv => builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF),
            Self::Tsv => builder.delimiter(b'\t'),
        };
        builder.from_writer(out)
    }
}

fn record<'a, W: Write>(
    writer: &mut Writer<W>,
    dialect: Dialect,
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for cell in cells.map(inert) {
        match dialect {
            Dialect::Csv => writer.write_field(cell.as_bytes())?,
            Dialect::Tsv => writer.write_field(cell.replace(['\t', '\n'], " "))?,
        }
    }
    writer.write_record(None::<&[u8]>).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::columns::of_notice;
    use crate::export::tests::{FORMULAS, formulas, notice};

    fn read(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(bytes);
        let rows: Result<Vec<_>, _> = reader.records().collect();
        rows.unwrap().iter().map(|row| row.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn csv_has_a_line_a_row_and_every_cell_in_quotes() {
        let notice = notice();
        let bytes = table(&Selection::of(&notice, &[0, 7]), Dialect::Csv, &of_notice(&notice), Lang::Zh);
        let text = String::from_utf8(bytes).unwrap();
        let mut lines = text.split_terminator("\r\n");
        assert!(lines.next().unwrap().starts_with("\u{feff}\"附件\",\"章节\",\"序号\""));
        assert_eq!(
            lines.next().unwrap(),
            "\"附件1\",\"一、工业 / （一）企业\",\"1\",\"新增规上企业20家, 产值增长5%，培育\"\"专精特新\"\"。\",\
             \"副市长柳承泽、白芷若\",\"市经信局\",\"市科技局、市财政局\",\"\",\"等\",\"年底前\",\"\",\"市长工作会\",\
             \"新增规上企业20家；产值增长5%\",\"\",\"\""
        );
        assert_eq!(lines.next(), None, "a position that the notice does not have is left out");
    }

    #[test]
    fn tsv_has_a_line_a_row_whatever_the_cells_hold() {
        let mut notice = notice();
        notice.tasks[0].note = Some("一行\r\n两行\t制表 \"引号\"".into());
        let bytes = table(&Selection::of(&notice, &[0, 1]), Dialect::Tsv, &of_notice(&notice), Lang::En);
        assert_eq!(str::from_utf8(&bytes).unwrap().lines().count(), 3);
        let rows = read(&bytes, b'\t');
        assert_eq!(rows[0][3], "Task");
        assert_eq!(rows[1][10], "一行 两行 制表 \"引号\"");
        assert_eq!(rows[1].len(), rows[2].len());
    }

    #[test]
    fn no_cell_of_either_runs() {
        let notice = formulas();
        let rows: Vec<usize> = (0..notice.tasks.len()).collect();
        for (dialect, delimiter) in [(Dialect::Csv, b','), (Dialect::Tsv, b'\t')] {
            let read = read(&table(&Selection::of(&notice, &rows), dialect, &of_notice(&notice), Lang::Zh), delimiter);
            assert_eq!(read.len(), FORMULAS.len() + 1);
            for cell in read.iter().flatten() {
                let first = cell.trim_start_matches(crate::text::is_space).chars().next();
                assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{dialect:?}: {cell:?}");
            }
            assert_eq!(read[1][3], format!("'{}", FORMULAS[0]));
        }
    }
}
