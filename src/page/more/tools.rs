//! What filters and arranges the table beyond what it opens with.

use maud::{Markup, html};

use crate::book::{Due, Facets, Grouping};
use crate::page::Scene;
use crate::page::route::{Column, Place, Route, due_name};
use crate::page::table::{Columns, Line, line};
use crate::page::text::{GOES_ON, Parts, visible};
use crate::page::words::{Lang, number};

/// The menu of groups and columns, beside the table that they are of.
pub(super) fn display(scene: &Scene) -> Markup {
    if !matches!(&scene.route.place, Place::Document(_, view) if view.is_first()) {
        return html! {};
    }
    let (lang, words) = (scene.lang, scene.lang.more());
    let filled = Columns::filled(&scene.document.notice.tasks);
    let (units, leaders, _) = scene.document.counts();
    let groupings = [
        (Grouping::Section, true),
        (Grouping::Unit, units > 0),
        (Grouping::Leader, leaders > 0),
        (Grouping::Due, filled.deadline),
    ];
    let columns = [
        (Column::Leaders, filled.leaders, lang.sort(crate::book::SortKey::Leader)),
        (Column::Units, filled.units, lang.sort(crate::book::SortKey::Unit)),
        (Column::Deadline, filled.deadline, lang.sort(crate::book::SortKey::Deadline)),
        (Column::Note, filled.note, lang.words().column_note),
    ];
    html! {
        details.menu #display-menu open[scene.route.further.open == "display"] {
            summary.button { (lang.words().display) }
            div.menu-body {
                div.choice role="group" aria-label=(words.group_by) {
                    span.choice-name aria-hidden="true" { (words.group_by) }
                    @for (by, _) in groupings.into_iter().filter(|(_, there)| *there) {
                        @let chosen = scene.route.further.grouping == by;
                        (toggle(scene, chosen, &format!("group-{by:?}"), lang.grouping(by), |route| route.further.grouping = by))
                    }
                }
                @if columns.iter().any(|(_, there, _)| *there) {
                    div.choice role="group" aria-label=(words.columns) {
                        span.choice-name aria-hidden="true" { (words.columns) }
                        @for (column, _, name) in columns.into_iter().filter(|(_, there, _)| *there) {
                            @let shown = !scene.route.further.hidden.contains(&column);
                            (toggle(scene, shown, &format!("column-{}", column.name()), name, |route| {
                                if shown { route.further.hidden.push(column) } else { route.further.hidden.retain(|&other| other != column) }
                            }))
                        }
                    }
                }
            }
        }
    }
}

/// Of the columns, those that the reader left.
pub(in crate::page) fn left(scene: &Scene, columns: Columns) -> Columns {
    let left = |column| !scene.route.further.hidden.contains(&column);
    Columns {
        leaders: columns.leaders && left(Column::Leaders),
        units: columns.units && left(Column::Units),
        deadline: columns.deadline && left(Column::Deadline),
        note: columns.note && left(Column::Note),
    }
}

/// A link that is on or off.
fn toggle(scene: &Scene, on: bool, id: &str, name: &str, change: impl FnOnce(&mut Route)) -> Markup {
    let link = scene.route.with(|route| {
        route.further.open.clear();
        change(route);
    });
    html! { a.button role="button" id=(id) href=(link.href()) aria-pressed=(if on { "true" } else { "false" }) { (name) } }
}

/// The filters of deadlines and targets.
pub(super) fn filters(scene: &Scene, facets: &Facets) -> Markup {
    let chosen = scene.route.query.has_target;
    let has_target = || (0..scene.document.notice.tasks.len()).map(|task| scene.document.has_target(task));
    let differ = [true, false].iter().all(|wanted| has_target().any(|has| has == *wanted));
    html! {
        (dues(scene.lang, &facets.dues))
        @if chosen.is_some() || differ { (targets(scene.lang, chosen, facets.targets)) }
    }
}

/// The periods of deadlines, each with how many tasks it leaves and whether it is chosen.
pub(super) fn dues(lang: Lang, dues: &[(Due, usize, bool)]) -> Markup {
    html! {
        @if !dues.is_empty() {
            details.facet #facet-due open {
                summary { (lang.more().facet_due) }
                ul.choices #choices-due { @for &(due, count, chosen) in dues {
                    (choice("checkbox", "due", &due_name(due), &lang.due(due), count, chosen))
                } }
            }
        }
    }
}

/// Whether tasks must have a measurable target or none, and how many do.
pub(super) fn targets(lang: Lang, chosen: Option<bool>, counts: [usize; 2]) -> Markup {
    let words = lang.more();
    let targets = [("yes", true, words.with_target), ("no", false, words.without_target)];
    html! {
        details.facet #facet-target open {
            summary { (words.facet_target) }
            ul.choices #choices-target {
                (choice("radio", "target", "", lang.words().role_any, counts.iter().sum(), chosen.is_none()))
                @for ((value, wanted, name), count) in targets.into_iter().zip(counts) {
                    (choice("radio", "target", value, name, count, chosen == Some(wanted)))
                }
            }
        }
    }
}

fn choice(kind: &str, name: &str, value: &str, said: &str, count: usize, chosen: bool) -> Markup {
    html! {
        li { label.none[count == 0 && !chosen] {
            input type=(kind) id={ (name) "-" (value) } name=(name) value=(value) checked[chosen];
            span.name { (said) }
            span.count { (number(count)) }
        } }
    }
}

/// The chips of these filters: what each is, its value, and the link without it.
pub(in crate::page) fn chips(route: &Route, lang: Lang) -> Vec<(&'static str, String, Route)> {
    let words = lang.more();
    let due = |&due: &Due| {
        let without = route.with(|route| route.query.dues.retain(|&other| other != due));
        (words.facet_due, lang.due(due), without)
    };
    let target = route.query.has_target.map(|wanted| {
        let said = if wanted { words.with_target } else { words.without_target };
        (words.facet_target, said.to_owned(), route.with(|route| route.query.has_target = None))
    });
    route.query.dues.iter().map(due).chain(target).collect()
}

/// The table's rows, put together as the reader asks.
pub(in crate::page) fn grouped(scene: &Scene, columns: Columns, terms: &[String]) -> Markup {
    let groups = scene.document.groups(scene.route.further.grouping, &scene.route.query, scene.found);
    // A row of several units or leaders stands on the page as often; its first place has its id.
    let mut met = vec![false; scene.document.notice.tasks.len()];
    let mut parts = Parts::default();
    html! {
        @for group in groups {
            @for (at, (cut, rows)) in parts.of(&group.rows).into_iter().enumerate() {
                (cut)
                tbody class=[(at > 0).then_some(GOES_ON)] {
                    @if at == 0 { tr.section.depth-0 {
                        th scope="rowgroup" colspan=(columns.count()) {
                            @match (&group.name, group.due) {
                                (Some(name), _) => span lang="zh-CN" { (visible(name)) },
                                (None, Some(due)) => (scene.lang.due(due)),
                                (None, None) => (scene.lang.more().nobody_named),
                            }
                            " " small { (scene.lang.tasks(group.rows.len())) }
                        }
                    } }
                    @for &row in rows {
                        @let first = !std::mem::replace(&mut met[row], true);
                        (line(scene, row, Line { alone: true, first, columns, terms }))
                    }
                }
            }
        }
    }
}
