//! What is said above a table: where its rows come from, how many there are, what is in doubt.

use std::collections::{HashMap, HashSet};

use super::Selection;
use super::columns::clean;
use super::groups::{By, groups};
use crate::model::{Diagnostic, Severity};
use crate::page::words::{Lang, number};

/// Name and value, in order.
pub type Facts = Vec<(&'static str, String)>;

/// What the notice is and which of its tasks these are. What there is nothing to say of is left out.
pub fn facts(selection: &Selection, lang: Lang) -> Facts {
    let (notice, words) = (selection.notice, lang.words());
    let header = &notice.header;
    let found = selection.tasks().count();
    let counted = |by| Some(groups(selection, by).len()).filter(|&count| count > 0).map(number);
    let targets: HashSet<usize> = selection.tasks().flat_map(|(_, task)| task.targets.iter().copied()).collect();
    let filters = selection.filters.iter().map(|(kind, value)| format!("{kind}{}{value}", lang.pick("：", ": ")));
    let facts = [
        (words.issuer, header.issuer.clone()),
        (words.doc_number, header.doc_number.clone()),
        (words.date, header.date.as_deref().map(|date| lang.date(date))),
        (lang.pick("任务", "Tasks"), Some(lang.shown(found, notice.tasks.len()))),
        (words.active_filters, Some(filters.collect::<Vec<_>>().join(lang.pick("；", "; ")))),
        (words.facet_units, counted(By::Units)),
        (words.facet_leaders, counted(By::Leaders)),
        (words.targets, Some(targets.len()).filter(|&count| count > 0).map(number)),
        (words.diagnostics, Some(in_doubt(selection, lang))),
        (words.coverage, Some(coverage(selection, lang))),
        (words.file, Some(format!("{} · {}", notice.source.name, notice.source.encoding))),
    ];
    let said = facts.into_iter().filter_map(|(name, value)| Some((name, clean(&value?).into_owned())));
    said.filter(|(_, value)| !value.is_empty()).collect()
}

/// The notice's title, or else the name of its file.
pub fn title(selection: &Selection) -> String {
    let notice = selection.notice;
    clean(notice.header.title.as_deref().unwrap_or(&notice.source.name)).into_owned()
}

/// Who read this from what.
pub fn provenance(selection: &Selection, lang: Lang) -> String {
    let (version, file) = (env!("CARGO_PKG_VERSION"), clean(&selection.notice.source.name));
    lang.pick(
        format!("由 fenjie 分解 {version} 从“{file}”读出；以通知原文为准。"),
        format!("Parsed by fenjie {version} from “{file}”; the notice itself is what counts."),
    )
}

/// Who read the rows of many notices.
pub fn provenance_of_many(lang: Lang) -> String {
    let version = env!("CARGO_PKG_VERSION");
    lang.pick(
        format!("由 fenjie 分解 {version} 从各份通知读出；以通知原文为准。"),
        format!("Parsed by fenjie {version} from the notices listed; the notices themselves are what counts."),
    )
}

/// The diagnostics that concern the rows or the notice as a whole, gravest first, each with the position of its task.
pub fn diagnostics<'a>(selection: &Selection<'a>) -> Vec<(&'a Diagnostic, Option<usize>)> {
    let rows: HashMap<&str, usize> = selection.tasks().map(|(row, task)| (task.id.as_str(), row)).collect();
    let mut found: Vec<_> = selection
        .notice
        .diagnostics
        .iter()
        .filter_map(|note| match note.task.as_deref() {
            None => Some((note, None)),
            Some(task) => rows.get(task).map(|&row| (note, Some(row))),
        })
        .collect();
    crate::order::sort_by_key(&mut found, |(note, _)| std::cmp::Reverse(note.severity));
    found
}

fn in_doubt(selection: &Selection, lang: Lang) -> String {
    let notes = diagnostics(selection);
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = notes.iter().filter(|(note, _)| note.severity == severity).count();
        (count > 0).then(|| format!("{} {}", lang.severity(severity), number(count)))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "))
}

fn coverage(selection: &Selection, lang: Lang) -> String {
    let coverage = selection.notice.coverage;
    if coverage.unassigned == 0 {
        return lang.words().all_understood.to_owned();
    }
    lang.pick(
        format!("有 {} 字未识别", number(coverage.unassigned)),
        format!("{} characters not understood", number(coverage.unassigned)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::notice;

    #[test]
    fn only_what_there_is_to_say_is_said() {
        let notice = notice();
        let filters = [("单位".to_owned(), "市经信局".to_owned())];
        let selection = Selection { filters: &filters, ..Selection::of(&notice, &[0]) };
        let facts = facts(&selection, Lang::Zh);
        let fact = |name: &str| facts.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str());
        assert_eq!(fact("发文机关"), Some("云川市人民政府"));
        assert_eq!(fact("任务"), Some("1 项任务，全文共 3 项"));
        assert_eq!(fact("当前条件"), Some("单位：市经信局"));
        assert_eq!(fact("单位"), Some("3"));
        assert_eq!(fact("量化目标"), Some("2"));
        assert_eq!(fact(Lang::Zh.words().doc_number), None);
        assert_eq!(fact("核对提示"), Some("提示 1"), "of another row's diagnostics nothing is said");
        assert!(provenance(&selection, Lang::En).contains("from “云川.txt”"));
    }

    #[test]
    fn the_gravest_come_first() {
        let notice = notice();
        let found = diagnostics(&Selection::of(&notice, &[1]));
        assert_eq!(
            found.iter().map(|(note, row)| (note.code.as_str(), *row)).collect::<Vec<_>>(),
            [("no-unit", Some(1)), ("total", None)]
        );
    }
}
