//! Notices for the tests of the writers.

use crate::Notice;
use crate::model::{Certainty, Comparator, Diagnostic, Person, Severity, Target, Task, Unit, UnitRole};
use crate::span::Span;

/// Words that a spreadsheet program takes for formulas where it may.
pub const FORMULAS: [&str; 11] = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1+1",
    "\r=1+1",
    " =HYPERLINK(\"x\")",
];

/// A task with nothing but its words.
pub fn row(text: &str) -> Task {
    Task { text: text.into(), id: format!("t-{text}"), ..Task::default() }
}

/// A notice whose tasks, units and notes are [`FORMULAS`].
pub fn formulas() -> Notice {
    let mut notice = crate::parse(&crate::read(b"", "=1.txt"));
    notice.tasks = FORMULAS
        .iter()
        .map(|formula| Task {
            note: Some((*formula).into()),
            units: vec![unit(formula, UnitRole::Lead)],
            other: vec![("=栏".into(), (*formula).into())],
            ..row(formula)
        })
        .collect();
    notice
}

fn unit(name: &str, role: UnitRole) -> Unit {
    Unit { name: name.into(), role, aliases: vec![], spans: vec![] }
}

/// A notice of three tasks: one with everything, one in doubt, one with a unit of the first.
pub fn notice() -> Notice {
    let mut notice = crate::parse(&crate::read(b"", "云川.txt"));
    notice.header.title = Some("关于印发重点工作责任分解的通知".into());
    notice.header.issuer = Some("云川市人民政府".into());
    notice.header.date = Some("2026-03-09".into());
    let person =
        |name: &str, title: Option<&str>| Person { name: name.into(), title: title.map(str::to_owned), spans: vec![] };
    let target = |text: &str| Target {
        subject: None,
        measure: None,
        comparator: Comparator::AtLeast,
        value: "5".into(),
        unit: None,
        due: None,
        text: text.into(),
        span: Span::new(0, 0),
        task: Some("t0".into()),
    };
    let note = |code: &str, severity, task: Option<&str>| Diagnostic {
        code: code.into(),
        severity,
        message: "No unit is named.".into(),
        message_zh: "没有写明单位。".into(),
        span: Span::new(0, 0),
        task: task.map(str::to_owned),
    };
    notice.targets = vec![target("新增规上企业20家"), target("产值增长5%")];
    notice.diagnostics = vec![note("total", Severity::Info, None), note("no-unit", Severity::Warning, Some("t1"))];
    let section = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    notice.tasks = vec![
        Task {
            id: "t0".into(),
            attachment: Some("附件1".into()),
            section: section(&["一、工业", "（一）企业"]),
            seq: Some("1".into()),
            leaders: vec![person("柳承泽", Some("副市长")), person("白芷若", None)],
            units: vec![
                unit("市经信局", UnitRole::Lead),
                unit("市科技局", UnitRole::Support),
                unit("市财政局", UnitRole::Support),
            ],
            open_ended: true,
            deadline: Some("年底前".into()),
            other: vec![("任务来源".into(), "市长工作会".into())],
            targets: vec![0, 1],
            ..row("新增规上企业20家, 产值增长5%，培育\"专精特新\"。")
        },
        Task {
            id: "t1".into(),
            attachment: Some("附件1".into()),
            section: section(&["二、民生"]),
            seq: Some("2".into()),
            certainty: Certainty::Doubtful,
            diagnostics: vec![1],
            ..row("修缮敬老院。")
        },
        Task {
            id: "t2".into(),
            attachment: Some("附件1".into()),
            section: section(&["二、民生"]),
            seq: Some("3".into()),
            units: vec![unit("市经信局", UnitRole::Responsible)],
            ..row("改造菜市场。")
        },
    ];
    notice
}
