//! What stands around a chosen task: the rules that say something of it, and its neighbours.

use maud::{Markup, html};

use crate::model::{Rule, RuleKind, Task, UnitRole};
use crate::page::Scene;
use crate::page::detail::row_link;
use crate::page::source::line_number;
use crate::page::text::{lines, shortened, visible};

/// Most characters of a neighbouring task.
const NEIGHBOUR: usize = 32;

/// Both, as entries of the list of details.
pub(in crate::page) fn around(scene: &Scene, position: usize) -> Markup {
    html! {
        (rules(scene, &scene.document.notice.tasks[position]))
        (neighbours(scene, position))
    }
}

/// The rules that say something of this row: those of leads where it has one, of leaders where it has any. Of a rule
/// that the notice repeats, for each table say, the nearest.
fn rules(scene: &Scene, task: &Task) -> Markup {
    let leads = task.units.iter().any(|unit| unit.role == UnitRole::Lead);
    let applies = |kind| match kind {
        RuleKind::MarkedLeads | RuleKind::FirstLeads | RuleKind::ResponsibleLeads => leads,
        RuleKind::AllRowsConcern => true,
        RuleKind::SuccessorTakesOver => !task.leaders.is_empty(),
    };
    let at = task.spans.text.first().map_or(0, |span| span.start);
    let mut rules: Vec<&Rule> = Vec::new();
    for rule in scene.document.notice.rules.iter().filter(|rule| applies(rule.kind)) {
        match rules.iter_mut().find(|other| other.kind == rule.kind) {
            Some(other) if other.span.start.abs_diff(at) > rule.span.start.abs_diff(at) => *other = rule,
            Some(_) => {}
            None => rules.push(rule),
        }
    }
    let lines = lines(&scene.document.text);
    html! {
        @if !rules.is_empty() {
            dt { (scene.lang.words().rules) }
            dd { @for rule in rules {
                p { span lang="zh-CN" { (visible(&rule.text)) } " " (line_number(scene, &lines, rule.span.start)) }
            } }
        }
    }
}

/// The tasks before and after it under the same heading, whatever is filtered.
fn neighbours(scene: &Scene, position: usize) -> Markup {
    let tasks = &scene.document.notice.tasks;
    let own = &tasks[position];
    let near = [position.checked_sub(1), Some(position + 1)];
    let near = near.map(|at| {
        at.and_then(|at| Some((at, tasks.get(at)?)))
            .filter(|(_, task)| task.section == own.section && task.attachment == own.attachment)
    });
    html! {
        @if near.iter().any(Option::is_some) {
            dt { (scene.lang.words().neighbours) }
            dd.neighbours {
                @for (at, task) in near.into_iter().flatten() {
                    p { a href=(row_link(scene, at)) lang="zh-CN" {
                        @if let Some(seq) = &task.seq { (visible(seq)) " " }
                        (visible(&shortened(&task.text, NEIGHBOUR)))
                    } }
                }
            }
        }
    }
}
