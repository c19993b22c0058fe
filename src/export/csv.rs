//! The assignment table as CSV that spreadsheet programs open without harm and without garbled Chinese.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use crate::Notice;
use crate::model::{Task, UnitRole};
use crate::text::{fold, is_space};

/// Column headers in Chinese.
pub const HEADERS_ZH: [&str; COLUMNS] = [
    "附件",
    "章节",
    "序号",
    "任务",
    "责任领导",
    "牵头单位",
    "配合单位",
    "责任单位",
    "单位未列尽",
    "完成时限",
    "备注",
    "核对提示",
];

/// Column headers in English.
pub const HEADERS_EN: [&str; COLUMNS] = [
    "Attachment",
    "Section",
    "No.",
    "Task",
    "Leaders",
    "Lead units",
    "Supporting units",
    "Responsible units",
    "List left open",
    "Deadline",
    "Note",
    "To check",
];

/// How many columns there are.
pub const COLUMNS: usize = 12;

/// The byte order mark, by which spreadsheet programs know UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Writes tasks as they come, those of several notices below each other: UTF-8 with a byte order mark and CRLF. No cell
/// can run as a formula: see [`inert`].
pub struct Table<W: Write> {
    writer: Writer<W>,
    chinese: bool,
    files: bool,
}

impl<W: Write> Table<W> {
    /// Writes the column headers; with `files` a first column names each task's file.
    ///
    /// # Errors
    /// When `out` does not take the bytes.
    pub fn new(mut out: W, headers: &[&str; COLUMNS], files: bool) -> io::Result<Self> {
        out.write_all(BOM)?;
        // Every cell in quotes, since where the list separator is a semicolon an unquoted one would start a new cell.
        let writer = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(out);
        let chinese = headers == &HEADERS_ZH;
        let mut table = Self { writer, chinese, files };
        let file = if chinese { "文件" } else { "File" };
        table.record(files.then_some(file), headers)?;
        Ok(table)
    }

    /// Adds the tasks at these positions of `notice.tasks`, in this order. Positions that the notice does not have are
    /// left out.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    pub fn add(&mut self, notice: &Notice, rows: impl IntoIterator<Item = usize>) -> io::Result<()> {
        for task in rows.into_iter().filter_map(|row| notice.tasks.get(row)) {
            let cells = cells(notice, task, self.chinese);
            self.record(self.files.then_some(&notice.source.name), &cells)?;
        }
        self.writer.flush()
    }

    fn record(&mut self, file: Option<&str>, cells: &[impl AsRef<str>]) -> io::Result<()> {
        let cells = file.into_iter().chain(cells.iter().map(AsRef::as_ref));
        self.writer.write_record(cells.map(inert)).map_err(io::Error::from)
    }
}

/// The tasks at these positions of `notice.tasks`, in this order, as a whole file.
pub fn table(notice: &Notice, rows: &[usize], headers: &[&str; COLUMNS]) -> Vec<u8> {
    let mut out = Vec::new();
    let written = Table::new(&mut out, headers, false).and_then(|mut table| table.add(notice, rows.iter().copied()));
    written.expect("a vector takes every byte");
    out
}

fn cells(notice: &Notice, task: &Task, chinese: bool) -> [String; COLUMNS] {
    let units = |role| {
        let names = task.units.iter().filter(|unit| unit.role == role);
        names.map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let leaders: Vec<String> =
        task.leaders.iter().map(|person| person.title.clone().unwrap_or_default() + &person.name).collect();
    let notes = task.diagnostics.iter().filter_map(|&number| notice.diagnostics.get(number));
    let notes: Vec<&str> = notes.map(|note| if chinese { note.message_zh.as_str() } else { &note.message }).collect();
    [
        task.attachment.clone().unwrap_or_default(),
        task.section.join(" / "),
        task.seq.clone().unwrap_or_default(),
        task.text.clone(),
        leaders.join("、"),
        units(UnitRole::Lead),
        units(UnitRole::Support),
        units(UnitRole::Responsible),
        if task.open_ended { "等".to_owned() } else { String::new() },
        task.deadline.clone().unwrap_or_default(),
        task.note.clone().unwrap_or_default(),
        notes.join("\n"),
    ]
}

/// `cell` so that no spreadsheet program takes it for a formula: one that begins with `= + - @`, in either width and
/// after any white space, or with a tab or line end, gets an apostrophe in front. Control characters, which no cell
/// can hold, become spaces, all but tabs and line feeds.
fn inert(cell: &str) -> String {
    let clean: String = cell
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c.is_control() && !matches!(c, '\t' | '\n') { ' ' } else { c })
        .collect();
    let runs = clean.starts_with(['\t', '\n', '\r'])
        || clean.trim_start_matches(is_space).starts_with(|c| matches!(fold(c), '=' | '+' | '-' | '@'));
    if runs { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Person, Unit};

    fn written(tasks: Vec<Task>) -> String {
        let mut notice = crate::parse(&crate::read(b"", "empty.txt"));
        let rows: Vec<usize> = (0..tasks.len()).collect();
        notice.tasks = tasks;
        String::from_utf8(table(&notice, &rows, &HEADERS_ZH)).unwrap()
    }

    #[test]
    fn a_row_is_a_line_with_units_by_role() {
        let unit = |name: &str, role| Unit { name: name.into(), role, aliases: vec![], spans: vec![] };
        let csv = written(vec![Task {
            section: vec!["一、稳增长".into(), "（一）工业".into()],
            seq: Some("1".into()),
            text: "新增“小升规”企业20家, 其中\"专精特新\"5家。".into(),
            leaders: vec![Person { name: "柳承泽".into(), title: Some("副市长".into()), spans: vec![] }],
            units: vec![unit("市经信局", UnitRole::Lead), unit("市科技局", UnitRole::Support)],
            open_ended: true,
            ..Task::default()
        }]);
        let mut lines = csv.split_terminator("\r\n");
        assert!(lines.next().unwrap().starts_with("\u{feff}\"附件\",\"章节\",\"序号\""));
        assert_eq!(
            lines.next().unwrap(),
            "\"\",\"一、稳增长 / （一）工业\",\"1\",\"新增“小升规”企业20家, 其中\"\"专精特新\"\"5家。\",\
             \"副市长柳承泽\",\"市经信局\",\"市科技局\",\"\",\"等\",\"\",\"\",\"\""
        );
        assert_eq!(lines.next(), None);
    }

    #[test]
    fn no_cell_runs_as_a_formula() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
            "\u{3000}＝1",
            "\u{feff}=1",
            "\t=1",
            "\u{0}=1",
            "\r=1",
            "\n=1",
            "\tx",
        ] {
            assert!(inert(cell).starts_with('\''), "{cell:?} became {:?}", inert(cell));
        }
        for cell in ["", "增长5%", "（一）=", "5-6月", "'=1"] {
            assert_eq!(inert(cell), cell);
        }
        assert_eq!(inert("a\u{7}b\r\nc"), "a b\nc");
    }
}
