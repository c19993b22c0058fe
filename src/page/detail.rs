//! One task in full.

use maud::{Markup, html};

use super::route::{Edit, Route};
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
    if scene.route.edit != Edit::None {
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
                        (only(scene, |route| route.query.leaders.push(person.name.clone())))
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
                            (only(scene, |route| route.query.units.push(unit.name.clone())))
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
            @let quotes = quotes(scene, task);
            @if !quotes.is_empty() {
                dt { (words.quoted) }
                dd.quotes lang="zh-CN" { @for (line, quote) in quotes {
                    p {
                        span.line-number lang=(scene.lang.tag()) { (scene.lang.pick(format!("第 {line} 行"), format!("line {line}"))) }
                        " " (visible(quote))
                    }
                } }
            }
        }
    }
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

/// The lines that the task stands in, each from its first word there to its last.
fn quotes<'a>(scene: &Scene<'a>, task: &Task) -> Vec<(usize, &'a str)> {
    let fields = &task.spans;
    let text = scene.document.text.as_str();
    let lines = lines(text);
    let mut quotes: Vec<Option<Span>> = vec![None; lines.len()];
    for span in [&fields.seq, &fields.text, &fields.leaders, &fields.units, &fields.deadline, &fields.note]
        .into_iter()
        .flatten()
        .filter(|span| !span.is_empty())
    {
        for (at, line) in
            lines.iter().enumerate().take(line_of(&lines, span.end - 1) + 1).skip(line_of(&lines, span.start))
        {
            let part = Span::new(span.start.max(line.start), span.end.min(line.end));
            if part.start < part.end {
                quotes[at] = Some(quotes[at].map_or(part, |quote| quote.join(part)));
            }
        }
    }
    quotes.into_iter().enumerate().filter_map(|(at, quote)| Some((at + 1, quote?.of(text)))).collect()
}

/// A link that shows the tasks of one unit or leader alone.
fn only(scene: &Scene, choose: impl FnOnce(&mut Route)) -> Markup {
    let link = scene.route.with(|route| {
        route.query = crate::book::Query { sort: route.query.sort, ..Default::default() };
        route.line = None;
        choose(route);
    });
    html! { " " a.only href=(link.href()) lang=(scene.lang.tag()) { (scene.lang.words().only_this) } }
}

fn row_link(scene: &Scene, row: usize) -> String {
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
