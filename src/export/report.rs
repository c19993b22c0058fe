//! Notices as one web page that stands by itself: no script, no request, good on paper.

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Selection;
use super::columns::{Column, clean, filled, runs};
use super::groups::{By, Group, groups};
use super::summary::{diagnostics, facts, provenance, title};
use crate::model::{Task, UnitRole};
use crate::page::words::{Lang, number};

/// What the page may do: show its own styles.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// One page of all the selections: each with its facts, its table, which rows fall to which unit and leader, and what is
/// to be checked.
pub fn page(selections: &[Selection], lang: Lang) -> String {
    let name = match selections {
        [one] => title(one),
        _ => lang.pick("任务分解", "Assigned tasks").to_owned(),
    };
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (name) }
                style { (PreEscaped(include_str!("report.css"))) }
            }
            body {
                @if selections.len() > 1 {
                    nav {
                        h1 { (name) }
                        ol { @for (at, selection) in selections.iter().enumerate() {
                            li { a href={ "#n" (at) } lang="zh-CN" { (words(&title(selection))) } }
                        } }
                    }
                }
                @for (at, selection) in selections.iter().enumerate() { (Article { selection, at, lang }.html()) }
            }
        }
    };
    page.into_string()
}

/// One notice.
struct Article<'a> {
    selection: &'a Selection<'a>,
    /// Which of the page's notices it is: ids of rows must differ.
    at: usize,
    lang: Lang,
}

impl Article<'_> {
    fn html(&self) -> Markup {
        let (selection, lang) = (self.selection, self.lang);
        let fixed = lang.words();
        let notes = diagnostics(selection);
        html! {
            article id={ "n" (self.at) } {
                h1 lang="zh-CN" { (words(&title(selection))) }
                dl { @for (name, value) in facts(selection, lang) { dt { (name) } dd lang="zh-CN" { (words(&value)) } } }
                h2 { (fixed.view_table) }
                (self.tasks())
                (self.index(fixed.facet_units, &groups(selection, By::Units)))
                (self.index(fixed.facet_leaders, &groups(selection, By::Leaders)))
                @if !notes.is_empty() {
                    h2 { (fixed.diagnostics) }
                    ul.notes { @for (note, row) in notes {
                        li {
                            b.severity { (lang.severity(note.severity)) }
                            (words(lang.pick(&note.message_zh, &note.message)))
                            @if let Some(row) = row { " " (self.link(row)) }
                        }
                    } }
                }
                @if !selection.notice.rules.is_empty() {
                    h2 { (fixed.rules) }
                    ul.notes lang="zh-CN" { @for rule in &selection.notice.rules { li { (words(&rule.text)) } } }
                }
                p.origin { (provenance(selection, lang)) }
            }
        }
    }

    /// The table: in the notice's order its headings stand between the rows, in another each row names its own.
    fn tasks(&self) -> Markup {
        let (selection, lang) = (self.selection, self.lang);
        let mut columns = filled(selection, lang);
        let banded = selection.is_in_order();
        if banded {
            columns.retain(|column| !matches!(column, Column::Attachment | Column::Section));
        }
        let mut before: Option<&Task> = None;
        html! {
            div.scroll { table {
                thead { tr { @for column in &columns { th scope="col" class=[class(column)] { (words(&column.heading(lang))) } } } }
                tbody {
                    @for (row, task) in selection.tasks() {
                        @if banded {
                            (self.band(task, before.replace(task), columns.len()))
                        }
                        tr id=(self.id(row)) {
                            @for column in &columns {
                                td class=[class(column)] lang="zh-CN" { (words(&column.cell(selection.notice, task, lang))) }
                            }
                        }
                    }
                }
            } }
        }
    }

    /// The headings above `task`, where they are not those of the task before it.
    fn band(&self, task: &Task, before: Option<&Task>, columns: usize) -> Markup {
        let path = |task: &Task| {
            let cells = [Column::Attachment, Column::Section]
                .map(|column| column.cell(self.selection.notice, task, self.lang).into_owned());
            cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" / ")
        };
        let own = path(task);
        html! {
            @if !own.is_empty() && before.map(path).as_ref() != Some(&own) {
                tr.section { th scope="rowgroup" colspan=(columns) lang="zh-CN" { (words(&own)) } }
            }
        }
    }

    /// Which rows fall to each of a kind.
    fn index(&self, kind: &str, groups: &[Group]) -> Markup {
        let lang = self.lang;
        let roles: Vec<UnitRole> = [UnitRole::Lead, UnitRole::Support, UnitRole::Responsible]
            .into_iter()
            .filter(|role| groups.iter().any(|group| group.count(*role) > 0))
            .collect();
        html! {
            @if !groups.is_empty() {
                h2 { (lang.pick("按", "By ")) (lang.pick(kind.to_owned(), kind.to_lowercase())) }
                div.scroll { table {
                    thead { tr {
                        th scope="col" { (kind) }
                        th.short scope="col" { (lang.pick("任务数", "Tasks")) }
                        @for role in &roles { th.short scope="col" { (lang.role(*role)) } }
                        th scope="col" { (lang.pick("各项任务", "Which")) }
                    } }
                    tbody { @for group in groups {
                        tr {
                            th scope="row" lang="zh-CN" { (words(group.name)) }
                            td.count { (number(group.rows.len())) }
                            @for role in &roles { td.count { (number(group.count(*role))) } }
                            td { @for (at, (row, role)) in group.rows.iter().enumerate() {
                                @if at > 0 { "、" }
                                @if *role == Some(UnitRole::Lead) { span.lead { (self.link(*row)) } } @else { (self.link(*row)) }
                            } }
                        }
                    } }
                } }
            }
        }
    }

    /// A link to a row of the table: its number, or else its first words.
    fn link(&self, row: usize) -> Markup {
        let task = &self.selection.notice.tasks[row];
        let name = task.seq.clone().unwrap_or_else(|| task.text.chars().take(8).chain(['…']).collect());
        html! { a href={ "#" (self.id(row)) } lang="zh-CN" title=(words(&task.text)) { (words(&name)) } }
    }

    fn id(&self, row: usize) -> String {
        format!("n{}-r{row}", self.at)
    }
}

/// Words of a notice. Spreadsheet programs open web pages too, and take words for formulas there: those that they might get
/// a space without width in front.
fn words(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if runs(&text) { Cow::Owned(format!("\u{200b}{text}")) } else { text }
}

/// How a column is set.
fn class(column: &Column) -> Option<&'static str> {
    match column {
        Column::Task => Some("task"),
        Column::Seq => Some("short"),
        Column::Units(UnitRole::Lead) => Some("lead"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{FORMULAS, formulas, notice};

    #[test]
    fn a_report_names_every_row_unit_leader_and_doubt() {
        let notice = notice();
        let page = page(&[Selection::of(&notice, &[0, 1, 2])], Lang::Zh);
        for words in [
            "<title>关于印发重点工作责任分解的通知</title>",
            "<h2>按单位</h2>",
            "<h2>按责任领导</h2>",
            "附件1 / 一、工业 / （一）企业",
            "<tr id=\"n0-r0\">",
            "href=\"#n0-r2\"",
            "市长工作会",
            "没有写明单位。",
            "Content-Security-Policy",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert_eq!(page.matches("附件1 / 二、民生").count(), 1, "a heading stands once");
        assert!(!page.contains("<th scope=\"col\">章节</th>"));
    }

    #[test]
    fn rows_in_another_order_name_their_sections() {
        let notice = notice();
        let page = page(&[Selection::of(&notice, &[2, 0])], Lang::En);
        assert!(page.contains("<th scope=\"col\">Section</th>") && !page.contains("rowgroup"), "{page}");
    }

    #[test]
    fn several_notices_share_a_page_with_a_list_and_no_id() {
        let notice = notice();
        let page = page(&[Selection::of(&notice, &[0]), Selection::of(&notice, &[0])], Lang::Zh);
        for words in ["<a href=\"#n1\"", "id=\"n0-r0\"", "id=\"n1-r0\""] {
            assert_eq!(page.matches(words).count(), 1, "{words}");
        }
    }

    #[test]
    fn nothing_of_a_notice_is_markup_and_nothing_runs_in_a_spreadsheet() {
        let mut notice = formulas();
        notice.header.title = Some("<script>alert(1)</script>".into());
        notice.tasks[0].text = "<img src=x onerror=alert(2)>\u{0}".into();
        let rows: Vec<usize> = (0..FORMULAS.len()).collect();
        let page = page(&[Selection::of(&notice, &rows)], Lang::Zh);
        for markup in ["<script", "<img", "\u{0}"] {
            assert!(!page.contains(markup), "{markup:?}");
        }
        for formula in FORMULAS[1..].iter().map(|formula| clean(formula)) {
            assert!(!page.contains(&format!(">{formula}")), "{formula}");
        }
    }
}
