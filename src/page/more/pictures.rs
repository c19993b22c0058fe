//! Pictures: who carries how much, which units work together, how tasks spread over sections.

use maud::{Markup, html};

use super::links::view_of;
use super::{bars, dossier};
use crate::book::{Load, Party};
use crate::order;
use crate::page::Scene;
use crate::page::route::View;
use crate::page::text::{shortened, visible};
use crate::page::words::number;

/// Most bars of a picture; the list has the rest.
const BARS: usize = 15;

/// Most units of the matrix: as many as can be read on a sheet of paper.
const UNITS: usize = 12;

/// Most characters of a name in the matrix.
const NAME: usize = 12;

/// The view.
pub(super) fn view(scene: &Scene) -> Markup {
    let words = scene.lang.more();
    html! {
        (bars::patterns())
        (workload(scene, Party::Unit, words.by_unit, words.all_units))
        (workload(scene, Party::Leader, words.by_leader, words.all_leaders))
        (matrix(scene))
        (sections(scene))
    }
}

/// The loads of those who carry most.
fn most_loaded(scene: &Scene, party: Party) -> Vec<Load> {
    let mut loads = scene.document.loads(party, scene.found);
    order::sort_by_key(&mut loads, |load| std::cmp::Reverse(load.total()));
    loads
}

fn workload(scene: &Scene, party: Party, title: &str, all: &str) -> Markup {
    let lang = scene.lang;
    let loads = most_loaded(scene, party);
    let most = loads.first().map_or(0, Load::total);
    html! {
        @if !loads.is_empty() {
            section.picture {
                h3 { (title) }
                (bars::legend(lang, party, &loads))
                ul.bars {
                    @for load in loads.iter().take(BARS) {
                        li { a href=(scene.rows_of(party, &load.name, None).href()) title=(bars::said(lang, party, load)) {
                            span.name lang="zh-CN" { (visible(&load.name)) }
                            (bars::bar(&load.parts, most))
                            span.count { (number(load.total())) }
                            span.unseen { "（" (bars::said(lang, party, load)) "）" }
                        } }
                    }
                }
                @if loads.len() > BARS {
                    p.quiet { (lang.rest(loads.len() - BARS)) " " a href=(scene.to(view_of(party)).href()) { (all) } }
                }
            }
        }
    }
}

/// How many tasks each two of the units with most tasks share.
fn matrix(scene: &Scene) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.more());
    let loads = most_loaded(scene, Party::Unit);
    let units: Vec<String> = loads.iter().take(UNITS).map(|load| load.name.clone()).collect();
    if units.len() < 2 {
        return html! {};
    }
    let shared = scene.document.shared(&units, scene.found);
    let pairs = shared.iter().enumerate().flat_map(|(at, row)| row[..at].iter().copied());
    let most = pairs.max().unwrap_or(0);
    html! {
        section.picture {
            h3 { (words.matrix) }
            p.quiet { (words.matrix_hint) }
            div.scroll role="region" tabindex="0" aria-label=(words.matrix) {
                table.matrix {
                    thead lang="zh-CN" { tr {
                        td {}
                        @for unit in &units { th scope="col" title=(visible(unit)) { span { (visible(&shortened(unit, NAME))) } } }
                    } }
                    tbody lang="zh-CN" { @for (one, row) in units.iter().zip(&shared) {
                        tr {
                            th scope="row" title=(visible(one)) { (visible(&shortened(one, NAME))) }
                            @for (other, &count) in units.iter().zip(row) {
                                @if one == other {
                                    td.own { (number(count)) }
                                } @else {
                                    td { (cell(scene, one, other, count, most, lang.shared(one, other, count))) }
                                }
                            }
                        }
                    } }
                }
            }
            @if loads.len() > UNITS {
                p.quiet { (lang.rest(loads.len() - UNITS)) " " a href=(scene.to(View::Units).href()) { (words.all_units) } }
            }
        }
    }
}

/// A cell of the matrix: its number, on a square as large as its share.
fn cell(scene: &Scene, one: &str, other: &str, count: usize, most: usize, said: String) -> Markup {
    // In percent of the cell's side, from 20 for a single task of many.
    let side = 20 + 80 * count / most.max(1);
    html! {
        @if count > 0 {
            a href=(dossier::both(scene, (Party::Unit, one), (Party::Unit, other))) aria-label=(visible(&said)) title=(visible(&said)) {
                svg width="100%" height="100%" aria-hidden="true" focusable="false" {
                    rect x={ ((100 - side) / 2) "%" } y={ ((100 - side) / 2) "%" } width={ (side) "%" } height={ (side) "%" } rx="3" {}
                }
                span { (number(count)) }
            }
        }
    }
}

/// The outermost headings that tell tasks apart, with how many each has.
fn sections(scene: &Scene) -> Markup {
    let counts = scene.document.section_counts(scene.found);
    let sections: Vec<_> = scene.document.sections().map(|(section, _)| section).zip(counts).collect();
    let at_depth = |depth| sections.iter().filter(move |(section, count)| section.depth == depth && *count > 0);
    // One attachment holds everything: the headings in it say more.
    let depth = usize::from(at_depth(0).count() < 2 && at_depth(1).count() > 1);
    let shown: Vec<_> = at_depth(depth).collect();
    let most = shown.iter().map(|(_, count)| *count).max().unwrap_or(0);
    html! {
        @if shown.len() > 1 {
            section.picture {
                h3 { (scene.lang.more().by_section) }
                ul.bars {
                    @for (section, count) in shown {
                        @let link = scene.to(View::Table).with(|route| route.query.sections = vec![section.path.clone()]);
                        li { a href=(link.href()) {
                            span.name lang="zh-CN" { (visible(&section.title)) }
                            (bars::bar(&[*count], most))
                            span.count { (number(*count)) }
                        } }
                    }
                }
            }
        }
    }
}
