//! One task in full.

use maud::{Markup, html};

#[cfg(feature = "more")]
use super::more::{around, of_task};
use super::route::{Of, Place, Route, View};
use super::source::line_number;
use super::text::{line_of, lines, severity_class, visible};
use super::{Scene, edit, table};
use crate::Span;
use crate::model::{Certainty, Task};

/// The chosen task, or a hint to choose one.
pub(super) fn detail(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let chosen = scene.route.row.as_deref().and_then(|row| scene.document.task(row));
    let Some((position, task)) = chosen else {
        return html! {
            @if !scene.document.notice.tasks.is_empty() { p.quiet.hint { (words.details_hint) } }
        };
    };
    if edit::is_open(scene) {
        // The form stands in the place of the details.
        return html! {};
    }
    let at = scene.found.iter().position(|&row| row == position);
    let neighbour = |at: Option<usize>| at.and_then(|at| scene.found.get(at)).map(|&row| row_link(scene, row));
    let before = neighbour(at.and_then(|at| at.checked_sub(1)));
    let after = neighbour(at.map(|at| at + 1));
    html! {
        header {
            h2 { (words.details) @if let Some(seq) = &task.seq { " " span.number { (visible(seq)) } } }
            nav {
                (step("detail-previous", before, "↑", words.previous))
                (step("detail-next", after, "↓", words.next))
                a.icon #detail-close data-dismiss href=(scene.route.with(|route| route.row = None).href())
                    aria-label=(words.close) title=(words.close) { "×" }
            }
        }
        @let path = scene.document.sections_of(position);
        @if !path.is_empty() {
            p.path lang="zh-CN" {
                @for (at, section) in path.iter().enumerate() { @if at > 0 { " › " } (visible(&section.title)) }
            }
        }
        p.full lang="zh-CN" { (visible(&task.text)) }
        (edit::controls(scene, task))
        dl {
            @if !task.leaders.is_empty() {
                dt { (scene.lang.sort(crate::book::SortKey::Leader)) }
                dd lang="zh-CN" { ul.plain { @for person in &task.leaders {
                    li {
                        (visible(&person.name))
                        @if let Some(title) = &person.title { " " small { (visible(title)) } }
                        (only(scene, View::Leaders, &person.name, |route| route.query.leaders.push(person.name.clone())))
                    }
                } } }
            }
            @if !task.units.is_empty() {
                dt { (scene.lang.sort(crate::book::SortKey::Unit)) }
                dd lang="zh-CN" {
                    ul.plain { @for unit in &task.units {
                        li {
                            @if !table::only_responsible(task) {
                                span class={ "role-name " (table::role_class(unit.role)) } lang=(scene.lang.tag()) {
                                    (scene.lang.role(unit.role))
                                }
                                " "
                            }
                            (visible(&unit.name))
                            @if !unit.aliases.is_empty() {
                                small { "（" span lang=(scene.lang.tag()) { (words.aliases) } " " (visible(&unit.aliases.join("、"))) "）" }
                            }
                            (only(scene, View::Units, &unit.name, |route| route.query.units.push(unit.name.clone())))
                        }
                    } }
                    @if task.open_ended { p.quiet { (words.open_ended) } }
                }
            }
            @for (name, value) in
                [(scene.lang.sort(crate::book::SortKey::Deadline), &task.deadline), (words.column_note, &task.note)]
            {
                @if let Some(value) = value { dt { (name) } dd lang="zh-CN" { (visible(value)) } }
            }
            @for (name, value) in &task.other { dt lang="zh-CN" { (visible(name)) } dd lang="zh-CN" { (visible(value)) } }
            @let targets = task.targets.iter().filter_map(|&number| scene.document.notice.targets.get(number));
            @let targets: Vec<_> = targets.collect();
            @if !targets.is_empty() {
                dt { (words.targets) }
                dd lang="zh-CN" { ul.plain { @for target in targets { li { (visible(&target.text)) } } } }
            }
            (certainty(scene, task))
            (around(scene, position))
            (of_task(scene, task))
            @let source = lines(&scene.document.text);
            @let quotes = quotes(&source, task);
            @if !quotes.is_empty() {
                dt { (words.quoted) }
                dd.quotes { @for quote in quotes {
                    p lang="zh-CN" {
                        (line_number(scene, &source, quote.start)) " " (visible(quote.of(&scene.document.text)))
                    }
                } }
            }
        }
    }
}

/// In the place of rules and neighbours, which only the whole engine has, a link to them.
#[cfg(not(feature = "more"))]
fn around(scene: &Scene, _: usize) -> Markup {
    let words = scene.lang.words();
    html! {
        dt { (words.neighbours) }
        dd { a href=(scene.route.href_to_open("detail")) { (words.show) } }
    }
}

/// Only the whole engine is given files that have pages.
#[cfg(not(feature = "more"))]
fn of_task(_: &Scene, _: &Task) -> Markup {
    html! {}
}

fn certainty(scene: &Scene, task: &Task) -> Markup {
    let words = scene.lang.words();
    let notes: Vec<_> =
        task.diagnostics.iter().filter_map(|&number| scene.document.notice.diagnostics.get(number)).collect();
    html! {
        @if task.certainty != Certainty::Certain {
            dt { (words.certainty) }
            dd { (scene.lang.certainty(task.certainty)) }
        }
        @if !notes.is_empty() {
            dt { (words.diagnostics) }
            dd { ul.notes { @for note in notes {
                li class={ "note-" (severity_class(note.severity)) } {
                    b.severity { (scene.lang.severity(note.severity)) }
                    p { (visible(scene.lang.pick(&note.message_zh, &note.message))) }
                }
            } } }
        }
    }
}

/// Where the lines that the task stands in have its words, each from the first to the last.
fn quotes(lines: &[Span], task: &Task) -> Vec<Span> {
    let fields = &task.spans;
    let mut quotes: Vec<Option<Span>> = vec![None; lines.len()];
    for span in [&fields.seq, &fields.text, &fields.leaders, &fields.units, &fields.deadline, &fields.note]
        .into_iter()
        .flatten()
        .filter(|span| !span.is_empty())
    {
        for (at, line) in
            lines.iter().enumerate().take(line_of(lines, span.end - 1) + 1).skip(line_of(lines, span.start))
        {
            let part = Span::new(span.start.max(line.start), span.end.min(line.end));
            if part.start < part.end {
                quotes[at] = Some(quotes[at].map_or(part, |quote| quote.join(part)));
            }
        }
    }
    quotes.into_iter().flatten().collect()
}

/// Links to the tasks of one unit or leader alone, in the table and as its dossier.
fn only(scene: &Scene, view: View, name: &str, choose: impl FnOnce(&mut Route)) -> Markup {
    let words = scene.lang.words();
    let key = &scene.document.key;
    let alone = scene.route.bare(Place::Document(key.clone(), View::Table)).with(|route| {
        route.query.sort = scene.route.query.sort;
        route.row.clone_from(&scene.route.row);
        choose(route);
    });
    let dossier =
        scene.route.bare(Place::Document(key.clone(), view)).with(|route| route.of = Of::One(name.to_owned()));
    html! {
        span.only lang=(scene.lang.tag()) {
            " " a href=(alone.href()) { (words.only_this) } " " a href=(dossier.href()) { (words.dossier) }
        }
    }
}

/// The link that chooses a row, in the view that is shown.
pub(super) fn row_link(scene: &Scene, row: usize) -> String {
    let id = scene.document.notice.tasks[row].id.clone();
    scene.route.with(|route| route.row = Some(id)).href()
}

fn step(id: &str, link: Option<String>, sign: &str, name: &str) -> Markup {
    html! {
        @if let Some(link) = link {
            a.icon id=(id) href=(link) aria-label=(name) title=(name) { (sign) }
        } @else {
            span.icon.disabled aria-hidden="true" { (sign) }
        }
    }
}
