//! Prints notices in the format that was asked for.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use fenjie::Notice;
use fenjie::export::delimited::{self, Dialect};
use fenjie::export::groups::By;
use fenjie::export::{Selection, columns, json, markdown, report, workbook};
use fenjie::page::words::Lang;
use fenjie::sheets;

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The contract, one object
    Json,
    /// The contract, one object a line for each notice
    Ndjson,
    /// One object a line for each task, with its targets and diagnostics
    Tasks,
    /// One task a row, with a byte order mark so that Excel opens it
    Csv,
    /// One task a line, to paste or to process
    Tsv,
    /// A table with the notice's facts above it
    Md,
    /// A workbook: summary, all tasks, a sheet for each unit or leader
    Xlsx,
    /// A web page that stands by itself
    #[value(skip)]
    Report,
}

impl Format {
    /// Whether it is nothing for a terminal.
    pub fn is_binary(self) -> bool {
        self == Self::Xlsx
    }
}

/// How a [`Printer`] prints.
#[derive(Clone, Copy)]
pub struct Manner {
    /// In which format.
    pub format: Format,
    /// More than one file was named.
    pub several: bool,
    /// Of column headings and what is said around them.
    pub lang: Lang,
    /// By what a workbook has a sheet each.
    pub by: By,
}

/// Prints notices one after the other. What can be is printed at once, so that what is done can be read before the next
/// file is; a workbook or a report when all are there.
pub struct Printer<W: Write> {
    manner: Manner,
    out: BufWriter<W>,
    /// How many were printed.
    printed: usize,
    /// Those that are printed together at the end.
    kept: Vec<Notice>,
}

impl<W: Write> Printer<W> {
    /// Prints nothing yet.
    pub fn new(manner: Manner, out: W) -> Self {
        Self { manner, out: BufWriter::new(out), printed: 0, kept: Vec::new() }
    }

    /// Prints a notice, or keeps it for the end.
    pub fn print(&mut self, notice: Notice) -> io::Result<()> {
        let (out, lang) = (&mut self.out, self.manner.lang);
        let first = self.printed == 0;
        self.printed += 1;
        let rows: Vec<usize> = (0..notice.tasks.len()).collect();
        let selection = Selection::of(&notice, &rows);
        match self.manner.format {
            Format::Json if self.manner.several => {
                out.write_all(if first { b"[\n" } else { b",\n" })?;
                json::notice(&notice, &mut *out)?;
            }
            Format::Json | Format::Ndjson => json::notice(&notice, &mut *out)?,
            Format::Tasks => json::tasks(&selection, &mut *out)?,
            Format::Csv | Format::Tsv => {
                let dialect = if self.manner.format == Format::Csv { Dialect::Csv } else { Dialect::Tsv };
                let columns = if self.manner.several { columns::of_any_notice() } else { columns::of_notice(&notice) };
                if first {
                    delimited::head(&mut *out, dialect, &columns, lang)?;
                }
                delimited::rows(&mut *out, dialect, &columns, &selection, lang)?;
            }
            Format::Md => {
                out.write_all(if first { b"" } else { b"\n" })?;
                out.write_all(markdown::document(&selection, lang).as_bytes())?;
            }
            Format::Xlsx | Format::Report => self.kept.push(notice),
        }
        self.out.flush()
    }

    /// Prints what is still to come.
    pub fn finish(mut self) -> io::Result<()> {
        let Manner { format, several, lang, by } = self.manner;
        let rows: Vec<Vec<usize>> = self.kept.iter().map(|notice| (0..notice.tasks.len()).collect()).collect();
        let kept: Vec<Selection> =
            self.kept.iter().zip(&rows).map(|(notice, rows)| Selection::of(notice, rows)).collect();
        match format {
            Format::Json if several => self.out.write_all(if self.printed == 0 { b"[]\n" } else { b"]\n" })?,
            Format::Xlsx => {
                let workbook = match kept.as_slice() {
                    [one] => workbook::of_one(one, by, lang),
                    several => workbook::of_several(several, lang),
                };
                self.out.write_all(&sheets::write(&workbook).map_err(io::Error::other)?)?;
            }
            Format::Report => self.out.write_all(report::page(&kept, lang).as_bytes())?,
            _ => {}
        }
        self.out.flush()
    }
}
