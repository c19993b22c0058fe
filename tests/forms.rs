//! Runs the spec cases of `tests/forms/*.txt`: each a piece of a notice and the table it means.
//! The format of the files is told in `tests/forms/README.md`.
//!
//! `FENJIE_CASE=页码 cargo test --test forms` runs the cases whose name contains 页码.

mod cases;
mod invariants;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cases::unescape;
use fenjie::Notice;
use fenjie::model::{Certainty, Comparator, Task, UnitRole};

/// One test for each file, and a test that no file lies there unread.
macro_rules! files {
    ($($name:ident)*) => {
        const FILES: &[&str] = &[$(stringify!($name)),*];
        $(#[test] fn $name() { run(stringify!($name)); })*
    };
}

files! {
    basics boxed checks clauses clauses_counties clauses_more clauses_offices clauses_habits clauses_provinces flowed headers markup piped spaced stacked
    tabbed
    tables_offices tables_counties tables_columns tables_habits
}

#[test]
fn every_case_file_is_run() {
    let mut unread: Vec<String> = std::fs::read_dir(folder())
        .expect("tests/forms")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
        .filter(|name| !FILES.contains(&name.as_str()))
        .collect();
    unread.sort();
    assert!(unread.is_empty(), "add to files! in tests/forms.rs: {unread:?}");
}

/// Cases hurt at random: characters and lines dropped, doubled or moved. What comes out is unknown, but nothing panics,
/// no character is lost and every place can be sliced.
#[test]
fn hurt_cases_keep_every_promise() {
    // A linear congruential generator (Knuth, MMIX): the same on every machine.
    let mut state = 20_250_301_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit.max(1)
    };
    for file in FILES {
        let source = std::fs::read_to_string(folder().join(format!("{file}.txt"))).expect(file);
        for case in cases::read(&source).expect(file) {
            for _ in 0..HURT_VARIANTS {
                let mut parts: Vec<char> = case.input.chars().collect();
                for _ in 0..1 + below(6) {
                    let (from, to) = (below(parts.len()), below(parts.len()));
                    match below(4) {
                        0 if !parts.is_empty() => drop(parts.remove(from)),
                        1 if from < to => drop(parts.drain(from..to.min(from + 40))),
                        2 if from < to => parts.extend_from_within(from..to.min(from + 200)),
                        _ if !parts.is_empty() => parts.swap(from, to),
                        _ => {}
                    }
                }
                let text: String = parts.into_iter().collect();
                let manuscript = fenjie::read(text.as_bytes(), "case.txt");
                let notice = std::panic::catch_unwind(|| fenjie::parse(&manuscript));
                let notice = notice.unwrap_or_else(|_| panic!("{file}, {}: panics on\n{text}", case.name));
                if let Some(promise) = invariants::broken(&notice, &manuscript.text) {
                    panic!("{file}, {}: {promise}\n{text}", case.name);
                }
            }
        }
    }
}

/// Hurt variants of each case: enough to meet every way of hurting a form, few enough for a debug build.
const HURT_VARIANTS: usize = 12;

fn folder() -> PathBuf {
    cases::folder(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn run(file: &str) {
    let path = folder().join(format!("{file}.txt"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cases = read_cases(&source).unwrap_or_else(|e| panic!("{}:{e}", path.display()));
    let wanted = std::env::var("FENJIE_CASE").unwrap_or_default();
    let mut report = String::new();
    for case in cases.iter().filter(|case| case.written.name.contains(&wanted)) {
        if let Err(why) = case.check() {
            let cases::Case { name, line, .. } = &case.written;
            let _ = write!(report, "\n{}:{line} === {name}\n{why}", path.display());
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// A case with what its file expects understood.
#[derive(Debug)]
struct Case {
    written: cases::Case,
    expected: Expected,
}

/// What a case says of the notice. What it does not mention is not compared.
#[derive(Debug, Default)]
struct Expected {
    /// `label：value` lines, labels as in [`FACTS`], in the file's order.
    facts: Vec<(String, String)>,
    /// The task table, if there is one.
    tasks: Option<Table>,
    /// The indicator table, if there is one.
    indicators: Option<Table>,
}

/// Rows that are compared cell by cell, white space removed.
#[derive(Debug)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Columns of every task row as it is compared. A case that leaves one of them out expects it to be empty.
const TASK_COLUMNS: [&str; 8] = ["序号", "章节", "任务", "领导", "单位", "时限", "备注", "附件"];
/// Compared only where a case has the column.
const CERTAINTY: &str = "可信";
/// Columns that stand for 单位 where every role has a column of its own.
const ROLE_COLUMNS: [&str; 3] = ["牵头", "责任", "配合"];
/// Labels of single lines.
const FACTS: [&str; 20] = [
    "发文机关",
    "发文字号",
    "标题",
    "主送机关",
    "署名",
    "成文日期",
    "附注",
    "索引号",
    "附件说明",
    "抄送",
    "印发机关",
    "印发日期",
    "提纲1",
    "提纲2",
    "提纲3",
    "提纲4",
    "目标",
    "规则",
    "提示",
    "未识别",
];
/// The value of a fact that says there is nothing.
const NONE: &str = "无";

// Reading the files.

/// The cases of a file; the error starts with the line's number.
fn read_cases(source: &str) -> Result<Vec<Case>, String> {
    cases::read(source)?.into_iter().map(Case::understand).collect()
}

/// What holds for the rows that follow.
#[derive(Default)]
struct Sticky {
    section: String,
    attachment: String,
}

impl Expected {
    fn line(&mut self, line: &str, sticky: &mut Sticky) -> Result<(), String> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if let Some((label, value)) = line.split_once('：')
            && !label.contains('|')
        {
            let value = unescape(value)?.trim().to_owned();
            match label.trim() {
                "章节" => sticky.section = value,
                "附件" => sticky.attachment = value,
                "任务" if value == NONE && self.tasks.is_none() => {
                    self.tasks = Some(Table { columns: Vec::new(), rows: Vec::new() });
                }
                label if FACTS.contains(&label) => self.facts.push((label.to_owned(), canonical(label, &value))),
                label => return Err(format!("no such label: {label}")),
            }
            return Ok(());
        }
        let cells = line.split('|').map(|cell| unescape(cell).map(|cell| squeeze(&cell)));
        let cells = cells.collect::<Result<Vec<String>, String>>()?;
        if cells.iter().any(|cell| cell == "指标") {
            self.indicators = Some(Table { columns: cells, rows: Vec::new() });
        } else if cells.iter().any(|cell| cell == "任务") {
            let known = |c: &&String| {
                !(TASK_COLUMNS.contains(&c.as_str()) || ROLE_COLUMNS.contains(&c.as_str()) || *c == CERTAINTY)
            };
            if let Some(column) = cells.iter().find(known) {
                return Err(format!("no such column: {column}"));
            }
            self.tasks = Some(Table { columns: cells, rows: Vec::new() });
        } else {
            let row = |columns: &[String]| -> Result<Vec<String>, String> {
                let (wanted, got) = (columns.len(), cells.len());
                (got <= wanted).then(|| pad(cells.clone(), wanted)).ok_or(format!("{got} cells under {wanted} columns"))
            };
            match (&mut self.indicators, &mut self.tasks) {
                (Some(table), _) => table.rows.push(row(&table.columns)?),
                (None, Some(table)) => table.rows.push(task_row(&table.columns, &row(&table.columns)?, sticky)?),
                (None, None) => return Err("a row before a line that names its columns".to_owned()),
            }
        }
        Ok(())
    }
}

/// A written row with all of [`TASK_COLUMNS`], and the certainty where it is asked for.
fn task_row(columns: &[String], cells: &[String], sticky: &Sticky) -> Result<Vec<String>, String> {
    let cell = |column: &str| columns.iter().position(|c| c == column).map(|at| cells[at].as_str());
    let mut units = String::new();
    for (column, value) in columns.iter().zip(cells) {
        let value = match column.as_str() {
            "单位" => value.clone(),
            role if ROLE_COLUMNS.contains(&role) && !value.is_empty() => format!("{role}：{value}"),
            _ => continue,
        };
        if !value.is_empty() {
            let _ = write!(units, "{}{value}", if units.is_empty() { "" } else { "；" });
        }
    }
    let mut row = Vec::new();
    for column in TASK_COLUMNS {
        row.push(match column {
            "单位" => written_units(&units)?,
            "章节" => cell(column).map_or_else(|| squeeze(&sticky.section), str::to_owned),
            "附件" => cell(column).map_or_else(|| squeeze(&sticky.attachment), str::to_owned),
            _ => cell(column).unwrap_or_default().to_owned(),
        });
    }
    row.extend(cell(CERTAINTY).map(str::to_owned));
    Ok(row)
}

/// `牵头：甲局；乙局、丙局等` as [`units`] prints it: every unit with its role.
fn written_units(cell: &str) -> Result<String, String> {
    let mut out = Vec::new();
    let mut open_ended = false;
    for group in outside_brackets(cell, '；') {
        let (role, names) = match group.split_once('：') {
            Some((role, names)) if ROLE_COLUMNS.contains(&role) => (role, names),
            Some((role, _)) => return Err(format!("no such role: {role} (牵头, 责任 or 配合)")),
            None => ("责任", group.as_str()),
        };
        for name in outside_brackets(names, '、') {
            let name = name.strip_suffix('等').inspect(|_| open_ended = true).unwrap_or(&name);
            if !name.is_empty() {
                out.push(format!("{role}：{name}"));
            }
        }
    }
    if open_ended {
        out.push("等".to_owned());
    }
    Ok(out.join("；"))
}

fn outside_brackets(text: &str, separator: char) -> Vec<String> {
    let mut depth = 0i32;
    text.split(|c| {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        c == separator && depth == 0
    })
    .filter(|part| !part.is_empty())
    .map(str::to_owned)
    .collect()
}

fn pad(mut cells: Vec<String>, to: usize) -> Vec<String> {
    cells.resize(to, String::new());
    cells
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A fact's value as it is compared: white space does not count, and a target always has its six parts.
fn canonical(label: &str, value: &str) -> String {
    match label {
        _ if value == NONE => NONE.to_owned(),
        "目标" => pad(value.split('|').map(squeeze).collect(), 6).join(" | "),
        _ => squeeze(value),
    }
}

// Holding a notice against a case.

impl Case {
    fn understand(written: cases::Case) -> Result<Self, String> {
        let mut expected = Expected::default();
        let mut sticky = Sticky::default();
        for (at, line) in &written.expected {
            expected.line(line, &mut sticky).map_err(|e| format!("{at}: {e}"))?;
        }
        if expected.facts.is_empty() && expected.tasks.is_none() && expected.indicators.is_none() {
            return Err(format!("{}: the case expects nothing", written.line));
        }
        Ok(Self { written, expected })
    }

    fn check(&self) -> Result<(), String> {
        let manuscript = fenjie::read(self.written.input.as_bytes(), "case.txt");
        let notice = std::panic::catch_unwind(|| fenjie::parse(&manuscript)).map_err(|_| "the parser panicked\n")?;
        if let Some(promise) = invariants::broken(&notice, &manuscript.text) {
            return Err(promise + "\n");
        }
        let diff = self.expected.diff(&notice);
        match (&self.written.unread, diff) {
            (None, Some(diff)) => Err(diff),
            (Some(_), None) => Err("this case is read now: take its !!! line away\n".to_owned()),
            _ => Ok(()),
        }
    }
}

impl Expected {
    /// The lines that differ, or `None`.
    fn diff(&self, notice: &Notice) -> Option<String> {
        let mut out = String::new();
        let mut labels: Vec<&str> = Vec::new();
        for (label, _) in &self.facts {
            if !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        // An outline is compared as a whole.
        if labels.iter().any(|label| label.starts_with("提纲")) {
            labels.retain(|label| !label.starts_with("提纲"));
            let wanted = self.facts.iter().filter(|(label, _)| label.starts_with("提纲"));
            let wanted: Vec<String> = wanted.map(|(label, value)| format!("{label}：{value}")).collect();
            let wanted = if wanted.iter().all(|line| line.ends_with(&format!("：{NONE}"))) { vec![] } else { wanted };
            let got = notice.outline.iter().map(|h| format!("提纲{}：{}", h.level, squeeze(&h.title))).collect();
            difference(&mut out, wanted, got);
        }
        for label in labels {
            let wanted = self.facts.iter().filter(|(l, value)| l == label && value != NONE);
            let got = facts(notice, label).into_iter().map(|value| format!("{label}：{value}")).collect();
            difference(&mut out, wanted.map(|(label, value)| format!("{label}：{value}")).collect(), got);
        }
        if let Some(table) = &self.tasks {
            let certainty = table.columns.iter().any(|c| c == CERTAINTY);
            let got = notice.tasks.iter().map(|task| printed_task(task, certainty).join(" | ")).collect();
            difference(&mut out, table.rows.iter().map(|row| row.join(" | ")).collect(), got);
        }
        if let Some(table) = &self.indicators {
            let got = notice.indicators.iter().map(|row| {
                let cells = table.columns.iter().map(|column| {
                    let value = match column.as_str() {
                        "表" => row.table.as_deref(),
                        "类别" => row.category.as_deref(),
                        "序号" => row.seq.as_deref(),
                        "指标" => Some(row.name.as_str()),
                        "分项" => row.sub_name.as_deref(),
                        "单位" => row.unit.as_deref(),
                        "属性" => row.attribute.as_deref(),
                        _ => row.values.iter().find(|(name, _)| squeeze(name) == *column).map(|(_, v)| v.as_str()),
                    };
                    squeeze(value.unwrap_or_default())
                });
                cells.collect::<Vec<_>>().join(" | ")
            });
            let got = got.collect();
            difference(&mut out, table.rows.iter().map(|row| row.join(" | ")).collect(), got);
        }
        (!out.is_empty()).then_some(out)
    }
}

/// The values that the notice has for a label.
fn facts(notice: &Notice, label: &str) -> Vec<String> {
    let header = &notice.header;
    let one = |value: &Option<String>| value.iter().map(|value| squeeze(value)).collect();
    let list = |values: &[String], between: &str| match values.join(between) {
        joined if joined.is_empty() => Vec::new(),
        joined => vec![squeeze(&joined)],
    };
    match label {
        "发文机关" => one(&header.issuer),
        "发文字号" => one(&header.doc_number),
        "标题" => one(&header.title),
        "主送机关" => list(&header.addressees, "、"),
        "署名" => one(&header.signatory),
        "成文日期" => one(&header.date),
        "附注" => one(&header.disclosure),
        "索引号" => one(&header.index_number),
        "附件说明" => header.attachments.iter().map(|a| squeeze(a)).collect(),
        "抄送" => list(&header.cc, "、"),
        "印发机关" => one(&header.printed_by),
        "印发日期" => one(&header.printed_on),
        "目标" => notice
            .targets
            .iter()
            .map(|t| {
                let or_empty = |value: &Option<String>| squeeze(value.as_deref().unwrap_or_default());
                [
                    or_empty(&t.subject),
                    or_empty(&t.measure),
                    comparator(t.comparator).to_owned(),
                    squeeze(&t.value),
                    or_empty(&t.unit),
                    or_empty(&t.due),
                ]
                .join(" | ")
            })
            .collect(),
        "规则" => notice.rules.iter().map(|rule| squeeze(&rule.text)).collect(),
        "提示" => notice.diagnostics.iter().map(|diagnostic| diagnostic.code.clone()).collect(),
        "未识别" => match notice.coverage.unassigned {
            0 => Vec::new(),
            some => vec![some.to_string()],
        },
        _ => unreachable!("{label} is not in FACTS"),
    }
}

fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => ">=",
        Comparator::MoreThan => ">",
        Comparator::AtMost => "<=",
        Comparator::LessThan => "<",
        Comparator::Equal => "=",
        Comparator::About => "~",
        Comparator::Range => "range",
        Comparator::Times => "x",
    }
}

fn printed_task(task: &Task, certainty: bool) -> Vec<String> {
    let leaders = task.leaders.iter().map(|p| match &p.title {
        Some(title) => format!("{}（{title}）", p.name),
        None => p.name.clone(),
    });
    let mut row = vec![
        task.seq.clone().unwrap_or_default(),
        task.section.join("›"),
        task.text.clone(),
        leaders.collect::<Vec<_>>().join("、"),
        units(task),
        task.deadline.clone().unwrap_or_default(),
        task.note.clone().unwrap_or_default(),
        task.attachment.clone().unwrap_or_default(),
    ];
    if certainty {
        row.push(
            match task.certainty {
                Certainty::Certain => "确定",
                Certainty::Likely => "可能",
                Certainty::Doubtful => "存疑",
            }
            .to_owned(),
        );
    }
    row.iter().map(|cell| squeeze(cell)).collect()
}

fn units(task: &Task) -> String {
    let units = task.units.iter().map(|unit| {
        let role = match unit.role {
            UnitRole::Lead => "牵头",
            UnitRole::Support => "配合",
            UnitRole::Responsible => "责任",
        };
        let aliases: String = unit.aliases.iter().map(|alias| format!("＝{}", squeeze(alias))).collect();
        format!("{role}：{}{aliases}", squeeze(&unit.name))
    });
    units.chain(task.open_ended.then(|| "等".to_owned())).collect::<Vec<_>>().join("；")
}

/// Appends the lines of both lists, `-` before those only wanted and `+` before those only got, if they differ.
fn difference(out: &mut String, wanted: Vec<String>, got: Vec<String>) {
    if wanted == got {
        return;
    }
    // common[i][j] is the length of the longest common subsequence of wanted[i..] and got[j..].
    let mut common = vec![vec![0usize; got.len() + 1]; wanted.len() + 1];
    for i in (0..wanted.len()).rev() {
        for j in (0..got.len()).rev() {
            common[i][j] = match wanted[i] == got[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < wanted.len() || j < got.len() {
        let (mark, line) = if i < wanted.len() && j < got.len() && wanted[i] == got[j] {
            (i, j) = (i + 1, j + 1);
            (' ', &wanted[i - 1])
        } else if j == got.len() || i < wanted.len() && common[i + 1][j] >= common[i][j + 1] {
            i += 1;
            ('-', &wanted[i - 1])
        } else {
            j += 1;
            ('+', &got[j - 1])
        };
        let _ = writeln!(out, "  {mark} {line}");
    }
}

// The harness itself.

#[test]
fn malformed_files_are_refused_with_the_line() {
    for (source, why) in [
        ("只有说明", "1: no case"),
        ("=== \n甲\n--- 期望\n任务：无", "1: a case needs a name"),
        ("=== 甲\n--- 期望\n任务：无\n=== 甲\n--- 期望\n任务：无", "4: a case needs a name"),
        ("=== 甲\n!!!\n乙\n--- 期望\n任务：无", "2: say after !!!"),
        ("=== 甲\n乙", "1: the case has no line ---"),
        ("=== 甲\n乙\n=== 丙\n丁\n--- 期望\n任务：无", "3: the case before has no line ---"),
        ("=== 甲\n乙\n--- 期待\n任务：无", "1: the case has no line ---"),
        ("=== 甲\n乙\n--- 期望", "1: the case expects nothing"),
        ("=== 甲\n乙\t丙\n--- 期望\n任务：无", "2: write a tab as ⇥"),
        ("=== 甲\n乙{U+FFFFFF}\n--- 期望\n任务：无", "2: no such character"),
        ("=== 甲\n乙\n--- 期望\n题目：无", "4: no such label: 题目"),
        ("=== 甲\n乙\n--- 期望\n1 | 丙", "4: a row before a line that names its columns"),
        ("=== 甲\n乙\n--- 期望\n任务 | 人员\n丙 | 丁", "4: no such column: 人员"),
        ("=== 甲\n乙\n--- 期望\n任务 | 单位\n丙 | 丁局 | 戊", "5: 3 cells under 2 columns"),
        ("=== 甲\n乙\n--- 期望\n任务 | 单位\n丙 | 主管：丁局", "5: no such role: 主管"),
    ] {
        let error = read_cases(source).expect_err(source);
        assert!(error.starts_with(why), "{source:?}: {error}");
    }
}

#[test]
fn a_case_that_differs_shows_both_tables() {
    let source =
        "=== 甲\n一、春耕。\n--- 期望\n序号 | 任务 | 牵头 | 配合\n1 | 备足种子。 | 乙局 | 丙局（丁、戊）、己局等";
    let case = &read_cases(source).unwrap()[0];
    let mut notice = fenjie::parse(&fenjie::read(b"", ""));
    notice.tasks = vec![Task { text: "备足种子。".into(), ..Task::default() }];
    assert_eq!(
        case.expected.diff(&notice).unwrap(),
        "  - 1 |  | 备足种子。 |  | 牵头：乙局；配合：丙局（丁、戊）；配合：己局；等 |  |  | \n  +  |  | 备足种子。 |  |  |  |  | \n"
    );
}

#[test]
fn a_known_failure_that_is_read_must_be_promoted() {
    let source = "=== 甲\n!!! 表还读不出\n乙\n--- 期望\n任务：无";
    let why = read_cases(source).unwrap()[0].check().unwrap_err();
    assert!(why.contains("take its !!! line away"), "{why}");
}

#[test]
fn invisible_characters_are_written_visibly() {
    assert_eq!(unescape("甲⇥乙␣{U+3000}{U+00A0}").unwrap(), "甲\t乙 \u{3000}\u{a0}");
}
