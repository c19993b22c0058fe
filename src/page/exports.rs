//! The menu of what a reader can take away of a view.

use maud::{Markup, html};

use super::Scene;
use super::words::Lang;

/// What can be made of the rows that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A workbook with a sheet for each unit.
    UnitSheets,
    /// A workbook with a sheet for each leader.
    LeaderSheets,
    Csv,
    /// A table on the clipboard.
    Copy,
    /// A web page that stands by itself.
    Report,
    Markdown,
    /// The whole notice, whatever is shown, as the contract has it.
    Json,
    /// One task a line.
    TaskLines,
}

impl Format {
    /// In the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::UnitSheets,
        Self::LeaderSheets,
        Self::Csv,
        Self::Copy,
        Self::Report,
        Self::Markdown,
        Self::Json,
        Self::TaskLines,
    ];

    /// What requests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnitSheets => "unit-sheets",
            Self::LeaderSheets => "leader-sheets",
            Self::Csv => "csv",
            Self::Copy => "copy",
            Self::Report => "report",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::TaskLines => "tasks",
        }
    }

    /// What the menu calls it, and what it is for.
    fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::UnitSheets => lang.pick(("Excel 台账", "每个单位一张表"), ("Excel", "a sheet for each unit")),
            Self::LeaderSheets => lang.pick(("Excel 台账", "每位领导一张表"), ("Excel", "a sheet for each leader")),
            Self::Csv => lang.pick(("CSV", "一张表"), ("CSV", "one table")),
            Self::Copy => lang.pick(("复制", "粘贴到 Excel、WPS"), ("Copy", "to paste into Excel or WPS")),
            Self::Report => lang.pick(("网页报告", "可打印、可存档"), ("Report", "a web page to print or keep")),
            Self::Markdown => ("Markdown", lang.pick("一张表", "one table")),
            Self::Json => ("JSON", lang.pick("整份通知", "the whole notice")),
            Self::TaskLines => ("NDJSON", lang.pick("每行一项任务", "one task a line")),
        }
    }
}

/// The button and its menu.
pub(super) fn menu(scene: &Scene) -> Markup {
    let (lang, notice) = (scene.lang, &scene.document.notice);
    // Which row is chosen changes nothing: the menu stays as it is.
    let path = scene.route.with(|route| (route.row, route.line) = (None, None)).path();
    let entries = html! {
        @for format in Format::ALL {
            @if format != Format::LeaderSheets || !notice.people.is_empty() {
                (entry(&path, format.name(), format.words(lang)))
            }
        }
    };
    menu_of(lang, &lang.shown(scene.found.len(), notice.tasks.len()), &entries)
}

/// A menu of exports; `said` is which rows they will have.
pub(super) fn menu_of(lang: Lang, said: &str, entries: &Markup) -> Markup {
    html! {
        output #exported {}
        details.menu #export {
            summary.button { (lang.words().export) }
            div.menu-body { p.quiet { (said) } (entries) }
        }
    }
}

/// What makes a file of the rows that a link shows: its format, as requests call it, and as the reader does.
pub(super) fn entry(path: &str, format: &str, (name, what): (&str, &str)) -> Markup {
    html! { button type="button" data-export=(path) data-format=(format) { (name) " " small { (what) } } }
}
