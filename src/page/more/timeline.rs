//! What is due when: the deadlines of tasks and the dates of targets, by quarter.

use maud::{Markup, html};

use super::bars;
use crate::book::{Dated, Due};
use crate::page::Scene;
use crate::page::route::View;
use crate::page::text::{lines, visible};
use crate::page::words::number;

/// The view.
pub(super) fn view(scene: &Scene) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.more());
    let dated = scene.document.dated(&scene.route.query, scene.found);
    let undated = scene.found.iter().filter(|&&row| !dated.iter().any(|item| item.task == Some(row))).count();
    let periods: Vec<&[Dated]> = dated.chunk_by(|a, b| a.due == b.due).collect();
    let most = periods.iter().map(|period| period.len()).max().unwrap_or(0);
    html! {
        @if periods.is_empty() {
            div.state { h2 { (words.no_dates) } }
        } @else {
            (bars::patterns())
            p.quiet { (words.timeline_hint) }
            ol.bars {
                @for (at, period) in periods.iter().enumerate() {
                    li { button type="button" data-jump={ "period-" (at) } {
                        span.name { (lang.due(period[0].due)) }
                        (bars::bar(&[period.len()], most))
                        span.count { (number(period.len())) }
                    } }
                }
            }
        }
        @if undated > 0 {
            p.undated {
                (lang.undated(undated)) " "
                @if scene.document.notice.tasks.iter().any(|task| task.deadline.is_some()) {
                    @let link = scene.to(View::Table).with(|route| route.query.dues = vec![Due::Missing]);
                    a href=(link.href()) { (words.in_table) }
                }
            }
        }
        @for (at, period) in periods.iter().enumerate() { (section(scene, at, period)) }
    }
}

fn section(scene: &Scene, at: usize, period: &[Dated]) -> Markup {
    let words = scene.lang.more();
    let lines = lines(&scene.document.text);
    html! {
        section.period aria-labelledby={ "period-" (at) } {
            h3 id={ "period-" (at) } tabindex="-1" {
                (scene.lang.due(period[0].due)) " " small { (number(period.len())) }
            }
            ul {
                // What one task has in a period stands together.
                @for items in period.chunk_by(|a, b| a.task.is_some() && a.task == b.task) {
                    li {
                        @for item in items {
                            span.when {
                                span.tag { (if item.target.is_some() { words.target_tag } else { words.deadline_tag }) }
                                " " span lang="zh-CN" { (visible(item.words)) }
                            }
                            p.what {
                                @if let Some(target) = item.target {
                                    span lang="zh-CN" { (visible(&target.text)) } " " (scene.line_number(&lines, target.span.start))
                                } @else if let Some(row) = item.task {
                                    (scene.task_link(row))
                                }
                            }
                        }
                        @if let Some(row) = items[0].task {
                            div.whose {
                                @if items.iter().all(|item| item.target.is_some()) { (scene.task_link(row)) }
                                (who(scene, row))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The units of a task, those that lead first.
fn who(scene: &Scene, row: usize) -> Markup {
    let task = &scene.document.notice.tasks[row];
    let mut units: Vec<_> = task.units.iter().collect();
    crate::order::sort_by_key(&mut units, |unit| unit.role != crate::model::UnitRole::Lead);
    let names: Vec<&str> = units.into_iter().map(|unit| unit.name.as_str()).collect();
    html! { @if !names.is_empty() { p.quiet lang="zh-CN" { (visible(&names.join("、"))) } } }
}
