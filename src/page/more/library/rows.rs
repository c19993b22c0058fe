//! The library's rows: tasks of all notices, and the notices themselves.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::words::{self, words};
use super::{PAGE, Scene, excerpt};
use crate::book::library::NoticeLine;
use crate::book::{Check, Document, Sort, SortKey};
use crate::order;
use crate::page::edit;
use crate::page::route::{LibraryView, Place, Route, View};
use crate::page::table;
use crate::page::text::{GOES_ON, Parts, marked, shortened, visible};
use crate::page::words::number;

/// Rows that are laid out with the first frame: more than a window shows of rows that have two lines and more.
const FIRST: usize = 12;

/// Most characters of a notice's title in a row.
const TITLE: usize = 60;

/// A page of tasks, and the links to the others. In their own order they stand under their notices; in another each names its
/// notice.
pub(super) fn tasks(scene: &Scene) -> [Markup; 2] {
    let shared = scene.lang.words();
    let found = &scene.selection.found;
    if found.is_empty() {
        return [nothing(scene), html! {}];
    }
    let (page, shown) = page(scene, found);
    let grouped = scene.route.query.sort == Sort::default();
    let mut parts = Parts::beginning_with(FIRST);
    let table = html! {
        table.tasks.of-library {
            caption.unseen { (words(scene.lang).view_tasks) }
            thead { tr {
                (heading(scene, SortKey::Order, "number"))
                th.task scope="col" { (shared.column_task) }
                (heading(scene, SortKey::Leader, "leaders"))
                (heading(scene, SortKey::Unit, "units"))
                (heading(scene, SortKey::Deadline, "deadline"))
            } }
            @for rows in shown.chunk_by(|one, next| one.notice == next.notice) {
                @let notice = scene.shelf.library.line(rows[0].notice);
                // Its own index gives each row its headings.
                @let document = Document::new(notice.key.to_owned(), crate::read(b"", ""), excerpt(&scene.shelf.library, rows));
                @let numbers = (0..rows.len()).collect::<Vec<_>>();
                @for (at, (cut, rows)) in parts.of(&numbers).into_iter().enumerate() {
                    (cut)
                    tbody class=[(at > 0).then_some(GOES_ON)] {
                        @if grouped && at == 0 { tr.section.depth-0 { th scope="rowgroup" colspan="5" {
                            a href=(opened(scene, &notice, None)) lang="zh-CN" { (visible(&shortened(notice.title, TITLE))) }
                            " " small.quiet { (about(scene, &notice)) } (corrected(scene, &notice))
                        } } }
                        @for &row in rows { (line(scene, &document, &notice, row, grouped)) }
                    }
                }
            }
        }
    };
    [table, pages(scene, page, found.len())]
}

fn nothing(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    html! { div.state { h2 { (words.nothing_found) } p { (words.nothing_found_hint) } } }
}

fn line(scene: &Scene, document: &Document, notice: &NoticeLine, row: usize, grouped: bool) -> Markup {
    let (lang, shared) = (scene.lang, scene.lang.words());
    let task = &document.notice.tasks[row];
    let terms = scene.route.query.terms();
    let bench = crate::page::more::Bench::default();
    let of_notice = crate::page::Scene { document, route: scene.route, lang, found: &[], bench: &bench };
    let check = [Check::Doubtful, Check::Noted].into_iter().any(|check| document.falls_under(row, check));
    html! {
        tr {
            th.number scope="row" {
                a.row href=(opened(scene, notice, Some(&task.id))) title=(words(lang).open_here)
                    aria-label={ (words(lang).open_here) " " (task.seq.as_deref().unwrap_or("")) } {
                    (visible(task.seq.as_deref().unwrap_or("·")))
                }
                @if check { span.flag title=(shared.to_check) { "!" span.unseen { (shared.to_check) } } }
                @if !task.corrected.is_empty() { (edit::sign(Some(&lang.check(Check::Corrected).to_owned()))) }
                (edit::tick(&of_notice, task))
            }
            td.task lang="zh-CN" {
                @if !grouped { span.where { (visible(&shortened(notice.title, TITLE))) } }
                @if let Some(section) = document.sections_of(row).last() { span.where { (visible(&section.title)) } }
                (marked(&task.text, &terms))
            }
            td.leaders data-label=(lang.sort(SortKey::Leader)) lang="zh-CN" {
                @for person in &task.leaders {
                    span.person {
                        @if let Some(title) = &person.title { small { (visible(title)) } }
                        (table::name(&person.name, &scene.route.query.leaders, &terms))
                    }
                    " "
                }
            }
            td.units data-label=(lang.sort(SortKey::Unit)) lang="zh-CN" { (table::units(&of_notice, task, &terms)) }
            td.deadline data-label=(lang.sort(SortKey::Deadline)) lang="zh-CN" {
                (marked(task.deadline.as_deref().unwrap_or_default(), &terms))
            }
        }
    }
}

/// A column's heading, which sorts.
fn heading(scene: &Scene, key: SortKey, class: &str) -> Markup {
    let sort = scene.route.query.sort;
    let current = sort.key == key;
    let next = Sort { key, descending: current && !sort.descending };
    let (direction, arrow) = match (current, sort.descending) {
        (false, _) => (None, ""),
        (true, false) => (Some("ascending"), "↑"),
        (true, true) => (Some("descending"), "↓"),
    };
    html! {
        th class=(class) scope="col" aria-sort=[direction] {
            a id={ "sort-" (class) } href=(scene.link(|route| route.query.sort = next)) {
                (scene.lang.sort(key)) span.arrow aria-hidden="true" { (arrow) }
            }
        }
    }
}

/// A page of the notices that have rows among those found, and the links to the others; without any filter also those that have
/// no tasks at all. The latest first, those without a date behind.
pub(super) fn notices(scene: &Scene) -> [Markup; 2] {
    let (lang, own, shared) = (scene.lang, words(scene.lang), scene.lang.words());
    let all = scene.filters() == 0;
    let counts = scene.selection.by_notice.iter().zip(0_u32..);
    let mut found: Vec<_> = counts
        .filter(|&(&count, _)| all || count > 0)
        .map(|(&count, number)| (scene.shelf.library.line(number), count))
        .collect();
    if found.is_empty() {
        return [nothing(scene), html! {}];
    }
    order::sort_by_key(&mut found, |(notice, _)| (notice.date.is_none(), Reverse(notice.date)));
    let (page, shown) = page(scene, &found);
    let table = html! {
        table.tasks.notices {
            caption.unseen { (own.view_notices) }
            thead { tr {
                th.task scope="col" { (own.notice) }
                th.issuer scope="col" { (shared.issuer) }
                th.date scope="col" { (shared.date) }
                th.figure scope="col" { (shared.column_task) }
                th.figure scope="col" { (shared.to_check) }
            } }
            tbody { @for (notice, count) in shown { tr {
                th.task scope="row" lang="zh-CN" {
                    a href=(opened(scene, notice, None)) { (visible(notice.title)) } (corrected(scene, notice))
                    span.where { @if let Some(number) = notice.number { (visible(number)) " · " } (visible(notice.name)) }
                }
                td.issuer data-label=(shared.issuer) lang="zh-CN" { (visible(notice.issuer.unwrap_or_default())) }
                td.date data-label=(shared.date) { (notice.date.map(|date| lang.date(date)).unwrap_or_default()) }
                td.figure data-label=(shared.column_task) {
                    @if *count > 0 { a href=(tasks_of(scene, notice)) { (number(*count as usize)) } } @else { "0" }
                    @if *count as usize != notice.tasks { small.quiet { " / " (number(notice.tasks)) } }
                }
                td.figure data-label=(shared.to_check) { (number(notice.to_check)) }
            } } }
        }
    };
    [table, pages(scene, page, found.len())]
}

/// Issuer, number and date of a notice.
fn about(scene: &Scene, notice: &NoticeLine) -> String {
    let date = notice.date.map(|date| scene.lang.date(date));
    let parts = [notice.issuer, notice.number, date.as_deref()];
    visible(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).into_owned()
}

/// The mark of a notice that the reader corrected, and how many of its rows.
fn corrected(scene: &Scene, notice: &NoticeLine) -> Markup {
    html! {
        @if notice.corrected > 0 {
            " " span.reworked lang=(scene.lang.tag()) {
                span.pencil aria-hidden="true" { "✎" } " " (scene.lang.rows_corrected(notice.corrected))
            }
        }
    }
}

/// A link to the notice itself, at a task, with what was sought in it.
fn opened(scene: &Scene, notice: &NoticeLine, task: Option<&str>) -> String {
    let place = Place::Document(notice.key.to_owned(), View::Table);
    Route { row: task.map(str::to_owned), ..scene.route.bare(place) }.href()
}

/// A link to the tasks of one notice among those found.
fn tasks_of(scene: &Scene, notice: &NoticeLine) -> String {
    scene.link(|route| {
        route.place = Scene::place(LibraryView::Tasks);
        route.library.notices = vec![notice.key.to_owned()];
    })
}

/// The number of the page that is shown, and what stands on it.
fn page<'a, T>(scene: &Scene, all: &'a [T]) -> (usize, &'a [T]) {
    let page = scene.route.library.page.min(all.len().saturating_sub(1) / PAGE);
    (page, &all[page * PAGE..all.len().min((page + 1) * PAGE)])
}

/// Links to the other pages.
fn pages(scene: &Scene, page: usize, all: usize) -> Markup {
    let words = words(scene.lang);
    let last = all.saturating_sub(1) / PAGE;
    let link = |page: usize| scene.route.with(|route| route.library.page = page).href();
    html! {
        @if last > 0 {
            nav.pages aria-label=(words.pages) {
                @if page > 0 { a.button #page-before href=(link(page - 1)) { "‹ " (words.previous_page) } }
                span { (words::range(scene.lang, page * PAGE + 1, all.min((page + 1) * PAGE), all)) }
                @if page < last { a.button #page-after href=(link(page + 1)) { (words.next_page) " ›" } }
            }
        }
    }
}
