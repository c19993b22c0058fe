//! A selection as a workbook: what it is, all its rows, what is to be checked, and a sheet for each unit or leader.

use super::Selection;
use super::columns::{Column, clean, filled, of_any_notice};
use super::groups::{By, Group, groups};
use super::summary::{diagnostics, facts, provenance, title};
use crate::model::UnitRole;
use crate::order;
use crate::page::words::Lang;
use crate::sheets::{Cell, Names, Sheet, Workbook};

/// Most units or leaders that get a sheet of their own, those with most rows. Through more tabs nobody goes; the list of
/// all of them says how much each has all the same.
const MOST_SHEETS: usize = 200;

/// A workbook of one notice's rows, with a sheet for each unit or each leader.
pub fn of_one(selection: &Selection, by: By, lang: Lang) -> Workbook {
    let mut names = Names::default();
    let columns = filled(selection, lang);
    let all: Vec<_> = selection.rows.iter().map(|&row| (row, None)).collect();
    let mut sheets = vec![
        summary(names.give(lang.pick("概要", "Summary")), selection, lang),
        tasks(names.give(lang.pick("任务", "Tasks")), selection, &columns, &all, lang),
    ];
    let notes = notes(selection, lang);
    if notes.len() > 1 {
        sheets.push(Sheet::table(names.give(lang.view("checks")), notes));
    }
    let groups = groups(selection, by);
    if !groups.is_empty() {
        let kind = match by {
            By::Units => lang.words().facet_units,
            By::Leaders => lang.words().facet_leaders,
        };
        let list = names.give(kind);
        let own: Vec<Option<String>> =
            groups.iter().zip(with_sheets(&groups)).map(|(group, has)| has.then(|| names.give(group.name))).collect();
        sheets.push(Sheet::table(list, index(kind, &groups, &own, lang)));
        for (group, name) in groups.iter().zip(own) {
            sheets.extend(name.map(|name| tasks(name, selection, &columns, &group.rows, lang)));
        }
    }
    Workbook { title: title(selection), sheets }
}

/// A workbook of several notices: which they are, and all their rows below each other.
pub fn of_several(selections: &[Selection], lang: Lang) -> Workbook {
    let words = lang.words();
    let columns = of_any_notice();
    let head = [
        words.file,
        lang.pick("标题", "Title"),
        words.issuer,
        words.doc_number,
        words.date,
        lang.pick("任务数", "Tasks"),
    ];
    let mut notices = vec![head.map(text).to_vec()];
    let mut rows = vec![headings(&columns, lang)];
    for selection in selections {
        let header = &selection.notice.header;
        let fields = [&header.title, &header.issuer, &header.doc_number, &header.date];
        let mut cells = vec![text(&selection.notice.source.name)];
        cells.extend(fields.map(|field| text(field.as_deref().unwrap_or_default())));
        cells.push(Cell::Count(selection.tasks().count()));
        notices.push(cells);
        let all: Vec<_> = selection.rows.iter().map(|&row| (row, None)).collect();
        rows.extend(lines(selection, &columns, &all, lang));
    }
    let mut names = Names::default();
    let sheets = vec![
        Sheet::table(names.give(lang.pick("通知", "Notices")), notices),
        Sheet::table(names.give(lang.pick("任务", "Tasks")), rows),
    ];
    Workbook { title: lang.pick("任务分解", "Assigned tasks").to_owned(), sheets }
}

fn text(words: &str) -> Cell {
    Cell::Text(clean(words).into_owned())
}

fn headings(columns: &[Column], lang: Lang) -> Vec<Cell> {
    columns.iter().map(|column| Cell::Text(column.heading(lang).into_owned())).collect()
}

/// Title, facts, and where it all comes from.
fn summary(name: String, selection: &Selection, lang: Lang) -> Sheet {
    let mut rows = vec![vec![Cell::Title(title(selection))], vec![]];
    let mut fact = |name: &str, value: String| rows.push(vec![Cell::Name(name.to_owned()), Cell::Text(value)]);
    facts(selection, lang).into_iter().for_each(|(name, value)| fact(name, value));
    fact(lang.pick("来源", "Origin"), provenance(selection, lang));
    Sheet { name, widths: vec![20, 100], rows, table: false }
}

/// A table of tasks, after what a unit does in each where that is told.
fn tasks(
    name: String,
    selection: &Selection,
    columns: &[Column],
    rows: &[(usize, Option<UnitRole>)],
    lang: Lang,
) -> Sheet {
    let mut cells = vec![headings(columns, lang)];
    if rows.iter().any(|(_, role)| role.is_some()) {
        cells[0].insert(0, text(lang.pick("角色", "Role")));
    }
    cells.extend(lines(selection, columns, rows, lang));
    Sheet::table(name, cells)
}

fn lines(
    selection: &Selection,
    columns: &[Column],
    rows: &[(usize, Option<UnitRole>)],
    lang: Lang,
) -> impl Iterator<Item = Vec<Cell>> {
    rows.iter().filter_map(move |&(row, role)| {
        let task = selection.notice.tasks.get(row)?;
        let role = role.map(|role| text(lang.role(role)));
        let cells = columns.iter().map(|column| Cell::Text(column.cell(selection.notice, task, lang).into_owned()));
        Some(role.into_iter().chain(cells).collect())
    })
}

/// What is to be checked, under its headings.
fn notes(selection: &Selection, lang: Lang) -> Vec<Vec<Cell>> {
    let head =
        [lang.pick("程度", "Severity"), lang.pick("序号", "No."), lang.words().diagnostics, lang.pick("任务", "Task")];
    let notes = diagnostics(selection).into_iter().map(|(note, row)| {
        let task = row.and_then(|row| selection.notice.tasks.get(row));
        vec![
            text(lang.severity(note.severity)),
            text(task.and_then(|task| task.seq.as_deref()).unwrap_or_default()),
            text(lang.pick(&note.message_zh, &note.message)),
            text(task.map_or("", |task| &task.text)),
        ]
    });
    std::iter::once(head.map(text).to_vec()).chain(notes).collect()
}

/// Which groups get a sheet of their own.
fn with_sheets(groups: &[Group]) -> Vec<bool> {
    let mut ranked: Vec<usize> = (0..groups.len()).collect();
    order::sort_by_key(&mut ranked, |&group| std::cmp::Reverse(groups[group].rows.len()));
    let mut has = vec![false; groups.len()];
    ranked.into_iter().take(MOST_SHEETS).for_each(|group| has[group] = true);
    has
}

/// All the groups with how much each carries, leading to their sheets.
fn index(kind: &str, groups: &[Group], sheets: &[Option<String>], lang: Lang) -> Vec<Vec<Cell>> {
    let roles: Vec<UnitRole> = [UnitRole::Lead, UnitRole::Support, UnitRole::Responsible]
        .into_iter()
        .filter(|&role| groups.iter().any(|group| group.count(role) > 0))
        .collect();
    let mut rows = vec![vec![text(kind), text(lang.pick("任务数", "Tasks"))]];
    rows[0].extend(roles.iter().map(|&role| text(lang.role(role))));
    for (group, sheet) in groups.iter().zip(sheets) {
        let name = clean(group.name).into_owned();
        let mut cells = vec![match sheet {
            Some(sheet) => Cell::Link(name, sheet.clone()),
            None => Cell::Text(name),
        }];
        cells.push(Cell::Count(group.rows.len()));
        cells.extend(roles.iter().map(|&role| Cell::Count(group.count(role))));
        rows.push(cells);
    }
    rows
}

#[cfg(test)]
mod tests;
