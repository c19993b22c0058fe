//! Reads the files made from a notice back with libraries that did not write them, and holds them against it.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use fenjie::Notice;
use fenjie::export::delimited::{Dialect, table};
use fenjie::export::groups::By;
use fenjie::export::{Selection, columns, json, markdown, report, workbook};
use fenjie::model::{Task, UnitRole};
use fenjie::page::words::Lang;
use fenjie::sheets;

/// A kind of file, and what fails unless a notice's file of that kind says what the notice says.
pub type Export = (&'static str, fn(&Notice));

/// Every kind of file that is made from a notice. A new one comes with its line here.
pub const EXPORTS: &[Export] = &[
    ("JSON", json),
    ("NDJSON", ndjson),
    ("CSV", csv),
    ("TSV", tsv),
    ("XLSX", xlsx),
    ("Markdown", markdown),
    ("report", report),
];

/// A file is a line, whatever line ends its text has.
fn json(notice: &Notice) {
    let mut file = Vec::new();
    json::notice(notice, &mut file).expect("a vector takes every byte");
    let lines: Vec<&[u8]> = file.split_inclusive(|&byte| byte == b'\n').collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(&serde_json::from_slice::<Notice>(&file).expect("the same JSON"), notice);
}

/// A line is a task, which is read as it is: `Value` would sort the columns that no field holds.
fn ndjson(notice: &Notice) {
    #[derive(serde::Deserialize)]
    struct Line {
        task: Task,
    }
    let mut file = Vec::new();
    json::tasks(&Selection::of(notice, &all(notice)), &mut file).expect("a vector takes every byte");
    let text = String::from_utf8(file).expect("UTF-8");
    let tasks: Vec<Task> = text
        .split_terminator('\n')
        .map(|line| serde_json::from_str::<Line>(line).expect("a line with a task").task)
        .collect();
    assert_eq!(tasks, notice.tasks);
}

fn csv(notice: &Notice) {
    for lang in Lang::ALL {
        let file = table(&Selection::of(notice, &all(notice)), Dialect::Csv, &columns::of_notice(notice), lang);
        let file = file.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark, by which Excel knows UTF-8");
        separated(notice, file, b',', lang);
    }
}

fn tsv(notice: &Notice) {
    let file = table(&Selection::of(notice, &all(notice)), Dialect::Tsv, &columns::of_notice(notice), Lang::Zh);
    separated(notice, &file, b'\t', Lang::Zh);
}

fn separated(notice: &Notice, file: &[u8], delimiter: u8, lang: Lang) {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(file);
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("as many cells").iter().map(str::to_owned).collect()).collect();
    for cell in rows.iter().flatten() {
        assert!(!runs(cell), "a spreadsheet program would run {cell:?}");
    }
    says(notice, &rows, lang);
}

fn xlsx(notice: &Notice) {
    for by in [By::Units, By::Leaders] {
        let book = workbook::of_one(&Selection::of(notice, &all(notice)), by, Lang::Zh);
        let file = sheets::write(&book).expect("a workbook");
        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).expect("XLSX");
        for name in read.sheet_names() {
            assert!(read.worksheet_formula(&name).expect("a sheet").is_empty(), "{name} has a formula");
        }
        let range = read.worksheet_range("任务").expect("a sheet");
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        says(notice, &rows, Lang::Zh);
    }
}

fn markdown(notice: &Notice) {
    let file = markdown::document(&Selection::of(notice, &all(notice)), Lang::Zh);
    let rows = file.lines().filter(|line| line.starts_with('|')).count();
    assert_eq!(rows, notice.tasks.len() + 2, "headings, a line below them, and a line a task");
}

fn report(notice: &Notice) {
    let page = report::page(&[Selection::of(notice, &all(notice))], Lang::En);
    assert_eq!(page.matches("<tr id=").count(), notice.tasks.len());
    assert!(!page.contains("<script"), "a report has none of its own, and words of a notice are no markup");
}

fn all(notice: &Notice) -> Vec<usize> {
    (0..notice.tasks.len()).collect()
}

/// Holds a table against the notice. Where none of the tasks has anything a column may be left out.
fn says(notice: &Notice, rows: &[Vec<String>], lang: Lang) {
    let (head, rows) = rows.split_first().expect("a row of headings");
    assert_eq!(rows.len(), notice.tasks.len());
    for (row, task) in rows.iter().zip(&notice.tasks) {
        for (heading, value) in printed(task) {
            match head.iter().position(|other| other == lang.pick(heading.0, heading.1)) {
                Some(column) => assert_eq!(seen(&row[column]), seen(&value), "column {}", heading.0),
                None => assert_eq!(seen(&value), "", "no column {}", heading.0),
            }
        }
    }
}

/// What a task says in the columns that need no words of ours, with their headings in Chinese and English.
fn printed(task: &Task) -> Vec<((&'static str, &'static str), String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let leaders = task.leaders.iter().map(|leader| text(&leader.title) + &leader.name);
    let units = |role: UnitRole| {
        let names = task.units.iter().filter(|unit| unit.role == role).map(|unit| unit.name.as_str());
        names.collect::<Vec<_>>().join("、")
    };
    vec![
        (("附件", "Attachment"), text(&task.attachment)),
        (("章节", "Section"), task.section.join(" / ")),
        (("序号", "No."), text(&task.seq)),
        (("任务", "Task"), task.text.clone()),
        (("责任领导", "Leaders"), leaders.collect::<Vec<_>>().join("、")),
        (("牵头单位", "Lead units"), units(UnitRole::Lead)),
        (("配合单位", "Supporting units"), units(UnitRole::Support)),
        (("责任单位", "Responsible units"), units(UnitRole::Responsible)),
        (("完成时限", "Deadline"), text(&task.deadline)),
        (("备注", "Note"), text(&task.note)),
    ]
}

/// Whether a spreadsheet program may take a cell for a formula (OWASP, CSV injection), in either width: Excel for
/// Chinese also takes the wide ones.
fn runs(cell: &str) -> bool {
    let first = cell.chars().find(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{feff}');
    cell.starts_with(['\t', '\r', '\n']) || first.is_some_and(|c| "=+-@＝＋－＠".contains(c))
}

/// A cell without the apostrophe that keeps it from running and without characters that no cell can hold.
fn seen(cell: &str) -> String {
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    cell.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
