//! A selection as a workbook: what it is, all its rows, what is to be checked, and a sheet for each unit or leader.

use super::Selection;
use super::columns::{Column, clean, filled, of_any_notice, of_library as columns_of_library};
use super::groups::{By, Group, groups};
use super::summary::{Facts, diagnostics, facts, provenance, provenance_of_many, title};
use crate::Notice;
use crate::book::library::NoticeLine;
use crate::model::UnitRole;
use crate::order;
use crate::page::words::Lang;
use crate::sheets::{Cell, Names, Sheet, Workbook};

/// Most units or leaders that get a sheet of their own, those with most rows. Through more tabs nobody goes; the list of
/// all of them says how much each has all the same.
const MOST_SHEETS: usize = 200;

/// Most rows of a library in a workbook. A sheet holds ten times as many, but each row takes the browser some KB while the
/// file is made.
pub const MOST_ROWS: usize = 100_000;

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
    let columns = of_any_notice();
    let mut notices = vec![notices_head(lang)];
    let mut rows = vec![headings(&columns, lang)];
    for selection in selections {
        let header = &selection.notice.header;
        let fields = [&header.title, &header.issuer, &header.doc_number, &header.date].map(Option::as_deref);
        notices.push(notice_line(&selection.notice.source.name, fields, selection.tasks().count()));
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

/// A workbook of a library's rows: what they are, the notices, each with how many rows it has here, and the rows, of which
/// `excerpts` are made up, [`MOST_ROWS`] at most. Columns that none of them fills are left out.
pub fn of_library(
    title: &str,
    facts: Facts,
    notices: &[(NoticeLine, usize)],
    excerpts: impl Iterator<Item = Notice>,
    lang: Lang,
) -> Workbook {
    let columns = columns_of_library();
    let mut rows = vec![headings(&columns, lang)];
    for notice in excerpts {
        let room = MOST_ROWS + 1 - rows.len();
        let all: Vec<usize> = (0..notice.tasks.len().min(room)).collect();
        let all: Vec<_> = all.into_iter().map(|row| (row, None)).collect();
        rows.extend(lines(&Selection::of(&notice, &[]), &columns, &all, lang));
        if rows.len() > MOST_ROWS {
            break;
        }
    }
    let lines = notices.iter().map(|(notice, count)| {
        notice_line(notice.name, [Some(notice.title), notice.issuer, notice.number, notice.date], *count)
    });
    let notices = std::iter::once(notices_head(lang)).chain(lines).collect();
    let mut names = Names::default();
    let sheets = vec![
        about(names.give(lang.pick("概要", "Summary")), title.to_owned(), facts, provenance_of_many(lang), lang),
        Sheet::table(names.give(lang.pick("通知", "Notices")), notices),
        Sheet::table(names.give(lang.pick("任务", "Tasks")), without_empty_columns(rows)),
    ];
    Workbook { title: title.to_owned(), sheets }
}

/// The headings of a list of notices.
fn notices_head(lang: Lang) -> Vec<Cell> {
    let words = lang.words();
    let title = lang.pick("标题", "Title");
    [words.file, title, words.issuer, words.doc_number, words.date, lang.pick("任务数", "Tasks")].map(text).to_vec()
}

/// A notice in such a list: its file, its title, issuer, number and date, and how many tasks it has there.
fn notice_line(file: &str, fields: [Option<&str>; 4], tasks: usize) -> Vec<Cell> {
    let fields = fields.map(|field| text(field.unwrap_or_default()));
    [text(file)].into_iter().chain(fields).chain([Cell::Count(tasks)]).collect()
}

/// A table without the columns that have only their heading.
fn without_empty_columns(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let columns = rows.first().map_or(0, Vec::len);
    let empty = |cell: &Cell| matches!(cell, Cell::Text(words) if words.is_empty());
    let filled: Vec<bool> = (0..columns).map(|at| rows[1..].iter().any(|row| !empty(&row[at]))).collect();
    for row in &mut rows {
        let mut filled = filled.iter();
        row.retain(|_| filled.next().is_none_or(|filled| *filled));
    }
    rows
}

fn text(words: &str) -> Cell {
    Cell::Text(clean(words).into_owned())
}

fn headings(columns: &[Column], lang: Lang) -> Vec<Cell> {
    columns.iter().map(|column| Cell::Text(column.heading(lang).into_owned())).collect()
}

/// Title, facts, and where it all comes from.
fn summary(name: String, selection: &Selection, lang: Lang) -> Sheet {
    about(name, title(selection), facts(selection, lang), provenance(selection, lang), lang)
}

fn about(name: String, title: String, facts: Facts, origin: String, lang: Lang) -> Sheet {
    let mut rows = vec![vec![Cell::Title(title)], vec![]];
    let facts = facts.into_iter().chain([(lang.pick("来源", "Origin"), origin)]);
    rows.extend(facts.map(|(name, value)| vec![Cell::Name(name.to_owned()), text(&value)]));
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
