//! The library's filters. Its lists are long: they show what is most frequent and what is sought.

use maud::{Markup, html};

use super::link::{FIND_HEADING, FIND_ISSUER};
use super::words::{self, words};
use super::{Link, Scene};
use crate::book::library::{List, UNSTATED};
use crate::book::{Query, RoleFilter};
use crate::page::facets::{self, all_or_any, role_choice, said_role};
use crate::page::more::tools;
use crate::page::route::{FIND, Route, check_name, role_name};
use crate::page::text::{shortened, visible};
use crate::page::words::number;

/// Most values of a list that are shown.
const SHOWN: usize = 40;

/// Longest list without a search box of its own.
const SHORT_LIST: usize = 8;

/// Most characters of a notice's title on a filter in use.
const CHIP_TITLE: usize = 24;

/// What the form of filters adds to its own values.
pub(super) fn state(scene: &Scene) -> Markup {
    let action = scene.link(|route| {
        route.query = Query { sort: route.query.sort, ..Query::default() };
        route.find = Default::default();
        route.library = Link { notices: std::mem::take(&mut route.library.notices), ..Link::default() };
    });
    html! { a #filters-action href=(action) {} }
}

/// Whether the chosen units lead. The two kinds of other units are told apart in a notice, and by links made there.
pub(super) fn roles(scene: &Scene) -> Markup {
    if !scene.shelf.library.has_leads() {
        return html! {};
    }
    let (shared, chosen) = (scene.lang.words(), scene.route.query.role);
    let shown = |role| chosen == Some(role) || matches!(role, RoleFilter::Lead | RoleFilter::NotLead);
    html! {
        fieldset.roles {
            legend { (shared.facet_role) }
            (role_choice("", shared.role_any, scene.selection.any_role, chosen.is_none()))
            @for (role, count) in RoleFilter::ALL.into_iter().zip(scene.selection.roles).filter(|(role, _)| shown(*role)) {
                (role_choice(role_name(role), said_role(scene.route, scene.lang, role), count, chosen == Some(role)))
            }
        }
    }
}

/// The lists of issuers, years, units, leaders and headings.
pub(super) fn lists(scene: &Scene, regions: &mut Vec<(&'static str, Markup)>) {
    let route = scene.route;
    regions.push((
        "facet-issuer",
        list(scene, List::Issuers, "issuer", &route.library.issuers, FIND_ISSUER, &route.library.find_issuer),
    ));
    regions.push(("facet-year", list(scene, List::Years, "year", &route.library.years, "", "")));
    let query = &route.query;
    let units = html! {
        (all_or_any(scene.lang, "units", query.all_units, query.units.len()))
        (list(scene, List::Units, "unit", &query.units, FIND[0], &route.find[0]))
    };
    regions.push(("facet-unit", units));
    let leaders = html! {
        (all_or_any(scene.lang, "leaders", query.all_leaders, query.leaders.len()))
        (list(scene, List::Leaders, "leader", &query.leaders, FIND[1], &route.find[1]))
    };
    regions.push(("facet-leader", leaders));
    regions.push((
        "facet-heading",
        list(scene, List::Headings, "heading", &route.library.headings, FIND_HEADING, &route.library.find_heading),
    ));
}

/// Periods of deadlines, and whether tasks have a measurable target.
pub(super) fn further(scene: &Scene) -> Markup {
    let (selection, chosen) = (scene.selection, scene.route.query.has_target);
    html! {
        (tools::dues(scene.lang, &selection.dues))
        @if chosen.is_some() || scene.shelf.library.has_targets() {
            (tools::targets(scene.lang, chosen, selection.targets))
        }
    }
}

fn list(scene: &Scene, list: List, name: &str, chosen: &[String], finder: &str, typed: &str) -> Markup {
    let (lang, shared) = (scene.lang, scene.lang.words());
    let library = &scene.shelf.library;
    let choices = library.choices(list, scene.selection, chosen, typed, SHOWN);
    html! {
        @if library.count_of(list) > SHORT_LIST && !finder.is_empty() {
            input.find type="search" id=(finder) name=(finder) value=(typed) autocomplete="off" spellcheck="false"
                placeholder=(shared.find_in_list) aria-label=(shared.find_in_list);
        }
        @if choices.values.is_empty() && !typed.is_empty() { p.quiet { (shared.nothing_in_list) " “" (visible(typed)) "”" } }
        ul.choices id={ "choices-" (name) } {
            @for (at, value) in choices.values.iter().enumerate() {
                li { label.none[value.count == 0 && !value.chosen] {
                    input type="checkbox" id={ (name) "-" (at) } name=(name) value=(value.name) checked[value.chosen];
                    @if value.name == UNSTATED { span.name { (words(lang).unstated) } }
                    @else { span.name lang="zh-CN" { (visible(&value.name)) } }
                    span.count {
                        @if value.lead > 0 {
                            span.led title=(lang.led(value.lead)) { (lang.pick("牵头", "lead")) " " (number(value.lead)) } " "
                        }
                        (number(value.count))
                    }
                } }
            }
        }
        @if choices.left_out > 0 { p.quiet { (words::more_values(lang, choices.left_out)) } }
    }
}

/// Things to check.
pub(super) fn checks(scene: &Scene) -> Markup {
    html! {
        @if !scene.selection.checks.is_empty() {
            details.facet open {
                summary { (scene.lang.words().facet_checks) }
                ul.choices #choices-check {
                    @for (check, count, chosen) in &scene.selection.checks {
                        li { label.none[*count == 0 && !chosen] {
                            input type="checkbox" id={ "check-" (check_name(*check)) } name="check"
                                value=(check_name(*check)) checked[*chosen];
                            span.name { (scene.lang.check(*check)) }
                            span.count { (number(*count)) }
                        } }
                    }
                }
            }
        }
    }
}

/// The filters in use: what is filtered by, the value, and where the link without it leads.
pub(super) fn in_use(scene: &Scene) -> Vec<(&'static str, String, Route)> {
    let (route, lang, own) = (scene.route, scene.lang, words(scene.lang));
    let shared = lang.words();
    // What is taken off leads to the first page of what is left.
    let route = &route.with(|route| route.library.page = 0);
    let mut chips: Vec<(&str, String, Route)> = Vec::new();
    if !route.query.terms().is_empty() {
        let without = route.with(|route| route.query.search.clear());
        chips.push((shared.search, route.query.search.clone(), without));
    }
    if let Some(role) = route.query.role {
        let name = said_role(route, lang, role).to_owned();
        chips.push((shared.facet_role, name, route.with(|route| route.query.role = None)));
    }
    type List = fn(&mut Route) -> &mut Vec<String>;
    let lists: [(&str, List); 6] = [
        (own.notice, |route| &mut route.library.notices),
        (own.issuers, |route| &mut route.library.issuers),
        (own.years, |route| &mut route.library.years),
        (shared.facet_units, |route| &mut route.query.units),
        (shared.facet_leaders, |route| &mut route.query.leaders),
        (shared.facet_sections, |route| &mut route.library.headings),
    ];
    for (kind, list) in lists {
        for value in list(&mut route.clone()).iter() {
            let without = route.with(|route| list(route).retain(|other| other != value));
            let notice = scene.shelf.library.line_of(value).filter(|_| kind == own.notice);
            let name = match notice {
                Some(notice) => shortened(notice.title, CHIP_TITLE),
                None if value == UNSTATED => own.unstated.to_owned(),
                None => value.clone(),
            };
            chips.push((kind, name, without));
        }
    }
    chips.extend(tools::chips(route, lang));
    for &check in &route.query.checks {
        let without = route.with(|route| route.query.checks.retain(|&other| other != check));
        chips.push((shared.facet_checks, lang.check(check).to_owned(), without));
    }
    chips
}

/// The filters in use, each with a link that takes it off, and one that takes off all.
pub(super) fn chips(scene: &Scene) -> Markup {
    let cleared = scene.link(|route| {
        route.query = Query { sort: route.query.sort, ..Query::default() };
        route.find = Default::default();
        route.library = Link::default();
    });
    facets::list(&in_use(scene), &cleared, scene.lang)
}
