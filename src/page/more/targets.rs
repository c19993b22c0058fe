//! Measurable targets: the notice's own and those of its tasks, and the indicator tables.

use maud::{Markup, html};

use super::indicators;
use crate::Span;
use crate::model::Target;
use crate::page::Scene;
use crate::page::text::{lines, visible};
use crate::page::words::number;

/// The view.
pub(super) fn view(scene: &Scene) -> Markup {
    let words = scene.lang.more();
    let targets = scene.document.targets(&scene.route.query, scene.found);
    let (own, of_tasks): (Vec<_>, Vec<_>) = targets.into_iter().partition(|(task, _)| task.is_none());
    html! {
        @if own.is_empty() && of_tasks.is_empty() && scene.document.notice.indicators.is_empty() {
            div.state { h2 { (words.no_targets) } }
        }
        (table(scene, words.own_targets, "", &own))
        (table(scene, words.task_targets, "", &of_tasks))
        (indicators::indicators(scene))
    }
}

/// The targets of the tasks of someone, or nothing where they have none.
pub(super) fn of_tasks(scene: &Scene, whose: &str, tasks: &[usize]) -> Markup {
    let targets = scene.document.targets(&scene.route.query, tasks);
    let targets: Vec<_> = targets.into_iter().filter(|(task, _)| task.is_some()).collect();
    table(scene, scene.lang.words().targets, whose, &targets)
}

/// `whose`: of whom, where several such tables stand on the page.
fn table(scene: &Scene, title: &str, whose: &str, targets: &[(Option<usize>, &Target)]) -> Markup {
    let words = scene.lang.more();
    let lines = lines(&scene.document.text);
    let of_tasks = targets.iter().any(|(task, _)| task.is_some());
    let due = targets.iter().any(|(_, target)| target.due.is_some());
    html! {
        @if !targets.is_empty() {
            h3.targets-title { (title) " " small { (number(targets.len())) } }
            div.scroll role="region" tabindex="0" aria-label={ (visible(whose)) " " (title) } {
                table.data.targets {
                    thead { tr {
                        th scope="col" { (words.target_subject) }
                        th scope="col" { (words.target_measure) }
                        th.value scope="col" { (words.target_value) }
                        th scope="col" { (words.target_unit) }
                        @if due { th scope="col" { (words.target_due) } }
                        th scope="col" { (if of_tasks { words.target_task } else { words.target_words }) }
                    } }
                    tbody lang="zh-CN" { @for (task, target) in targets { (row(scene, &lines, *task, target, due)) } }
                }
            }
        }
    }
}

fn row(scene: &Scene, lines: &[Span], task: Option<usize>, target: &Target, due: bool) -> Markup {
    let (sign, said) = scene.lang.comparator(target.comparator);
    html! {
        tr {
            th scope="row" { (visible(target.subject.as_deref().unwrap_or("—"))) }
            td { (visible(target.measure.as_deref().unwrap_or_default())) }
            td.value {
                span.sign title=(said) aria-hidden="true" { (sign) }
                span.unseen lang=(scene.lang.tag()) { (said) }
                " " (visible(&target.value))
            }
            td { (visible(target.unit.as_deref().unwrap_or_default())) }
            @if due { td { (visible(target.due.as_deref().unwrap_or_default())) } }
            td.words {
                @match task {
                    Some(task) => (scene.task_link(task)),
                    None => (visible(&target.text)),
                }
                " " (scene.line_number(lines, target.span.start))
            }
        }
    }
}
