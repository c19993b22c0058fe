//! The lists of all units and all leaders: how much each carries, in which part.

use maud::{Markup, html};

use super::links::{role_of, view_of};
use super::{bars, nothing, of_notice};
use crate::book::{Load, Party};
use crate::order;
use crate::page::Scene;
use crate::page::route::{LoadSort, Of};
use crate::page::text::{marked_name, visible};
use crate::page::words::number;

/// The list.
pub(super) fn list(scene: &Scene, party: Party) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.more());
    let mut loads = scene.document.loads(party, scene.found);
    if loads.is_empty() {
        return nothing(scene);
    }
    let by = scene.route.further.by;
    match by {
        LoadSort::Rank => {}
        LoadSort::Total => order::sort_by_key(&mut loads, |load| std::cmp::Reverse(load.total())),
        LoadSort::Part(part) => {
            order::sort_by_key(&mut loads, |load| std::cmp::Reverse((load.parts.get(part).copied(), load.total())));
        }
    }
    let most = loads.iter().map(Load::total).max().unwrap_or(0);
    let parts: Vec<usize> = (0..3).filter(|&part| loads.iter().any(|load| load.parts[part] > 0)).collect();
    let terms = scene.route.query.terms();
    let everyone = scene.to(view_of(party)).with(|route| route.of = Of::Everyone);
    html! {
        (bars::patterns())
        (of_notice(scene))
        div.view-head {
            (bars::legend(lang, party, &loads))
            p.quiet { (words.loads_hint) }
            a.button href=(everyone.href()) title=(words.print_all_hint) { (words.print_all) }
        }
        table.loads {
            caption.unseen { (words.load) }
            thead { tr {
                (heading(scene, party, LoadSort::Rank, party_name(scene, party)))
                @for &part in &parts { (heading(scene, party, LoadSort::Part(part), lang.part(party, part))) }
                (heading(scene, party, LoadSort::Total, words.total))
            } }
            tbody { @for load in &loads {
                tr {
                    th scope="row" {
                        a.name href=(scene.dossier(party, &load.name)) lang="zh-CN" { (marked_name(&load.name, &terms)) }
                        (bars::bar(&load.parts, most))
                    }
                    @for &part in &parts {
                        td {
                            @if load.parts[part] > 0 {
                                @let count = number(load.parts[part]);
                                // Whether a leader shares a task is no filter.
                                @match role_of(party, part) {
                                    None => (count),
                                    role => a href=(scene.rows_of(party, &load.name, role).href())
                                        aria-label={ (visible(&load.name)) " " (lang.part(party, part)) " " (count) } { (count) },
                                }
                            }
                        }
                    }
                    td {
                        a href=(scene.rows_of(party, &load.name, None).href())
                            aria-label={ (visible(&load.name)) " " (lang.tasks(load.total())) } { b { (number(load.total())) } }
                    }
                }
            } }
        }
    }
}

/// What a party is called at the head of a column.
fn party_name(scene: &Scene, party: Party) -> &'static str {
    match party {
        Party::Unit => scene.lang.more().unit,
        Party::Leader => scene.lang.more().leader,
    }
}

fn heading(scene: &Scene, party: Party, by: LoadSort, said: &str) -> Markup {
    let current = scene.route.further.by == by;
    let link = scene.to(view_of(party)).with(|route| route.further.by = by);
    let direction = if by == LoadSort::Rank { "ascending" } else { "descending" };
    html! {
        th scope="col" aria-sort=[current.then_some(direction)] {
            a href=(link.href()) title=[(by == LoadSort::Rank).then_some(scene.lang.more().rank)] { (said) }
            span.arrow aria-hidden="true" { @if current { (if by == LoadSort::Rank { "↑" } else { "↓" }) } }
        }
    }
}
