//! Reads the files made from a notice back with libraries that did not write them, and holds them against it.

use fenjie::Notice;
use fenjie::export::csv::{COLUMNS, HEADERS_EN, HEADERS_ZH, table};
use fenjie::model::{Task, UnitRole};

/// A kind of file, and what fails unless a notice's file of that kind says what the notice says.
pub type Export = (&'static str, fn(&Notice));

/// Every kind of file that is made from a notice. A new one comes with its line here.
pub const EXPORTS: &[Export] = &[("JSON", json), ("NDJSON", ndjson), ("CSV", csv_in_both_languages)];

fn json(notice: &Notice) {
    let file = serde_json::to_vec(notice).expect("a notice is JSON");
    assert_eq!(&serde_json::from_slice::<Notice>(&file).expect("the same JSON"), notice);
}

/// A line is a notice, whatever line ends its text has.
fn ndjson(notice: &Notice) {
    let mut file = String::new();
    for _ in 0..2 {
        file += &serde_json::to_string(notice).expect("a notice is JSON");
        file.push('\n');
    }
    let lines: Vec<Notice> =
        file.split_terminator('\n').map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.iter().eq([notice, notice]));
}

fn csv_in_both_languages(notice: &Notice) {
    csv_file(notice, &HEADERS_ZH);
    csv_file(notice, &HEADERS_EN);
}

fn csv_file(notice: &Notice, headers: &[&str; COLUMNS]) {
    let rows: Vec<usize> = (0..notice.tasks.len()).collect();
    let file = table(notice, &rows, headers);
    let file = file.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark, by which Excel knows UTF-8");
    let mut reader = csv::Reader::from_reader(file);
    assert!(reader.headers().expect("a header row").iter().eq(headers.iter().copied()));
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("as many cells")).collect();
    assert_eq!(records.len(), notice.tasks.len());
    for (record, task) in records.iter().zip(&notice.tasks) {
        for cell in record {
            assert!(!runs(cell), "a spreadsheet program would run {cell:?}");
        }
        for (cell, value) in printed(task) {
            assert_eq!(seen(&record[cell]), seen(&value), "column {}", headers[cell]);
        }
    }
}

/// What the columns of a task hold that need no words of ours, with their positions.
fn printed(task: &Task) -> Vec<(usize, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let leaders = task.leaders.iter().map(|leader| text(&leader.title) + &leader.name);
    let units = |role: UnitRole| {
        let names = task.units.iter().filter(|unit| unit.role == role).map(|unit| unit.name.as_str());
        names.collect::<Vec<_>>().join("、")
    };
    vec![
        (0, text(&task.attachment)),
        (1, task.section.join(" / ")),
        (2, text(&task.seq)),
        (3, task.text.clone()),
        (4, leaders.collect::<Vec<_>>().join("、")),
        (5, units(UnitRole::Lead)),
        (6, units(UnitRole::Support)),
        (7, units(UnitRole::Responsible)),
        (9, text(&task.deadline)),
        (10, text(&task.note)),
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
    cell.chars().filter(|c| !c.is_control() && *c != ' ').collect()
}
