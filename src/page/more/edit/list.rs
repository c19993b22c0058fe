//! How far the reader has come, and the list of all corrections.

use maud::{Markup, html};

use super::{or_nothing, order, printed};
use crate::Span;
use crate::book::Check;
use crate::book::corrections::{Cell, Cells, Origin, Part, RowCorrection, Unfit, Value};
use crate::model::{Field, Task};
use crate::page::route::View;
use crate::page::text::{line_of, lines, shortened, visible};
use crate::page::words::number;
use crate::page::{Place, Scene};

/// Most characters of a row's words.
const QUOTE: usize = 80;

/// Above the table: progress, steps back and forth, and what the reader must know of their work.
pub(in crate::page) fn bar(scene: &Scene) -> Markup {
    let words = scene.lang.edit_words();
    let document = scene.document;
    let (back, forth) = document.steps();
    let unread = scene.bench.unread.contains(&document.content);
    if document.corrections().is_none_or(|all| all.is_empty()) && back + forth == 0 && !unread {
        return html! {};
    }
    let (checked, all) = (document.checked(), document.notice.tasks.len());
    let corrected = corrected_rows(scene);
    let unfit = document.unfit();
    let list = scene.route.with(|route| {
        // Where there is little room the details would stand before the list.
        (route.place, route.row) = (Place::Document(document.key.clone(), View::Checks), None);
    });
    let list = list.href();
    let left = scene.route.with(|route| route.query.checks = vec![Check::Unchecked]).href();
    html! {
        div.work-bar role="group" aria-label=(words.corrections) {
            span.progress {
                progress max=(all.max(1)) value=(checked) aria-label=(scene.lang.check(Check::Checked)) {}
                " "
                @if checked > 0 && checked < all { a #left href=(left) { (scene.lang.progress(checked, all)) } }
                @else { (scene.lang.progress(checked, all)) }
            }
            a #see-corrections href=(list) {
                (if corrected > 0 { scene.lang.rows_corrected(corrected) } else { words.see_all.to_owned() })
            }
            @if unfit > 0 { a.wrong href=(list) { (words.unfit) " " (number(unfit)) } }
            span.steps {
                button #undo type="button" data-edit="do=undo" disabled[back == 0] aria-keyshortcuts="Control+Z"
                    title={ (words.undo) " Ctrl+Z" } { "↶ " (words.undo) }
                button #redo type="button" data-edit="do=redo" disabled[forth == 0] aria-keyshortcuts="Control+Shift+Z"
                    title={ (words.redo) " Ctrl+Shift+Z" } { "↷ " (words.redo) }
                button #save-corrections type="button" data-edit="do=file" { (words.save_file) }
            }
            @if scene.bench.unkept { p.wrong role="alert" { (words.not_kept) } }
            @if unread { p.wrong role="alert" { (words.unread) } }
        }
    }
}

/// How many rows were changed, added or taken out.
fn corrected_rows(scene: &Scene) -> usize {
    let notice = &scene.document.notice;
    let removed = scene.document.corrections().map_or(0, |all| all.removed(notice));
    removed + notice.tasks.iter().filter(|task| !task.corrected.is_empty()).count()
}

/// All corrections, those that no longer fit first.
pub(in crate::page) fn list(scene: &Scene) -> Markup {
    let words = scene.lang.edit_words();
    let (Some(all), Some(report)) = (scene.document.corrections(), scene.document.report()) else { return html! {} };
    if all.is_empty() {
        return html! {};
    }
    let source = lines(&scene.document.text);
    let satisfied = report.satisfied.iter().filter(|(_, part)| *part != Part::Checked).count();
    // What fits and changes something.
    let idle = |row: &str, part| {
        report.unfit.iter().any(|unfit| unfit.row == row && unfit.part == part)
            || report.satisfied.iter().any(|(other, done)| other == row && *done == part)
    };
    let rows = all.rows();
    html! {
        section #corrections aria-label=(words.corrections) {
            h2 { (words.corrections) }
            p.quiet.kept-here { (words.kept_here) }
            div.actions {
                button type="button" data-edit="do=file" { (words.save_file) }
                button #forget type="button" data-edit="do=clear" { (words.forget) }
                details.forget-all {
                    summary { (words.forget_all) }
                    p { (words.forget_all_hint) }
                    button type="button" data-edit="do=forget-all" { (words.forget_all.trim_end_matches('…')) }
                }
            }
            @if !report.unfit.is_empty() {
                h3 { (words.unfit) " " small { (number(report.unfit.len())) } }
                p.quiet { (words.unfit_hint) }
                ul.notes #unfit { @for unfit in &report.unfit {
                    @if let Some(row) = all.row(&unfit.row) { (outdated(scene, &source, unfit, row)) }
                } }
            }
            ul.notes { @for (id, row) in &rows {
                @let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !idle(id, Part::Cell(cell.now.field()))).collect();
                @if matches!(row.origin, Origin::Added(_)) && !idle(id, Part::Added) {
                    li {
                        (place(scene, &source, id, row))
                        p { b { (words.added) } " " (button(words.take_out, "take-back", id, Part::Added)) }
                    }
                } @else if row.removed.is_some() && !idle(id, Part::Removed) {
                    li {
                        (place(scene, &source, id, row))
                        @let joined = row.removed.as_ref().is_some_and(|removal| removal.into.is_some());
                        p {
                            b { (if joined { words.joined } else { words.removed }) } " "
                            (button(words.restore_row, "take-back", id, Part::Removed))
                        }
                    }
                } @else if !cells.is_empty() && matches!(row.origin, Origin::Parsed(_)) {
                    li {
                        (place(scene, &source, id, row))
                        @for cell in cells {
                            @let field = cell.now.field();
                            p.change {
                                (change(scene, field, cell.was.as_ref(), &cell.now))
                                (button(words.take_back, "take-back", id, Part::Cell(field)))
                            }
                        }
                    }
                }
            } }
            @if satisfied > 0 { p.quiet { (scene.lang.satisfied(satisfied)) } }
        }
    }
}

/// A correction that no longer fits, with what can be done.
fn outdated(scene: &Scene, source: &[Span], unfit: &Unfit, row: &RowCorrection) -> Markup {
    let words = scene.lang.edit_words();
    let read = unfit.now.as_deref().and_then(|id| scene.document.parsed_task(id));
    html! {
        li.note-warning {
            (place(scene, source, unfit.now.as_deref().unwrap_or(&unfit.row), row))
            @match (unfit.part, read) {
                (Part::Cell(field), _) => {
                    @if let Some(cell) = row.cell(field) {
                        p.change { (change(scene, field, read.map(|task| Value::of(field, task)).as_ref(), &cell.now)) }
                    }
                }
                (part, Some(task)) => {
                    p { b { (scene.lang.corrected_part(part)) } }
                    (since(scene, row, task))
                }
                (part, None) => p { b { (scene.lang.corrected_part(part)) } },
            }
            @if read.is_none() { p { (words.gone) } }
            p.actions {
                @if read.is_some() { (button(words.insist, "insist", &unfit.row, unfit.part)) }
                (button(words.drop_it, "take-back", &unfit.row, unfit.part))
            }
        }
    }
}

/// What a row reads otherwise than when it was corrected.
fn since(scene: &Scene, row: &RowCorrection, task: &Task) -> Markup {
    let now = scene.document.task(&task.id).map_or(task, |(_, shown)| shown);
    let before = |field| match (&row.checked, &row.removed) {
        (Some(seen), _) => Some(seen.get(field).cloned().unwrap_or(Value::empty(field))),
        (None, Some(removal)) if field == Field::Text => Some(Value::Text(removal.was.clone())),
        _ => None,
    };
    let now = Cells::of(now);
    html! {
        @for field in Field::ALL {
            @let present = now.get(field).cloned().unwrap_or(Value::empty(field));
            @if let Some(before) = before(field).filter(|before| *before != present) {
                p.change { (change(scene, field, Some(&before), &present)) }
            }
        }
    }
}

/// One cell before and after.
fn change(scene: &Scene, field: Field, before: Option<&Value>, after: &Value) -> Markup {
    let shown = |value: &Value| printed::value(value, scene.lang);
    html! {
        b { (scene.lang.field(field)) } " "
        @if let Some(before) = before {
            del lang="zh-CN" { (visible(or_nothing(&shown(before), scene.lang))) } " "
            span aria-hidden="true" { "→" } " "
        }
        ins lang="zh-CN" { (visible(or_nothing(&shown(after), scene.lang))) }
    }
}

fn button(name: &str, what: &str, row: &str, part: Part) -> Markup {
    html! { button type="button" data-edit=(order(what, row, part)) { (name) } }
}

/// The words of a row, leading to it and to its place in the source.
fn place(scene: &Scene, source: &[Span], id: &str, row: &RowCorrection) -> Markup {
    let line = row.place().first().map(|span| line_of(source, span.start) + 1);
    let link = scene.route.with(|route| {
        route.place = Place::Document(scene.document.key.clone(), View::Source);
        route.line = line;
        route.row = Some(id.to_owned());
    });
    html! {
        a.place href=(link.href()) {
            @if let Some(line) = line {
                span.line-number { (scene.lang.pick(format!("第 {line} 行"), format!("line {line}"))) } " "
            }
            q lang="zh-CN" { (visible(&shortened(row.words(), QUOTE))) }
        }
    }
}
