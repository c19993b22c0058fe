//! The filters: lists to choose from with counts, and the choices made.

use maud::{Markup, html};

use super::Scene;
use super::route::{FIND, Place, Route, View, check_name, role_name};
use super::text::visible;
use super::words::{Lang, number};
#[cfg(feature = "more")]
use crate::book::pinyin;
use crate::book::{Facets, PATH_SEPARATOR, RoleFilter, Value};
use crate::model::UnitRole;
use crate::text::{fold, is_space, last};

/// Longest list without a search box of its own.
const SHORT_LIST: usize = 8;

/// Where the form of filters leads: the view that is shown, or the table where it has no filters, with all of the link
/// that is not in the form.
pub(super) fn state(scene: &Scene) -> Markup {
    let action = scene.route.with(|route| {
        route.query = crate::book::Query { sort: route.query.sort, ..Default::default() };
        route.find = Default::default();
        route.line = None;
        if let Place::Document(_, view @ (View::Source | View::Checks)) = &mut route.place {
            *view = View::Table;
        }
    });
    html! { a #filters-action href=(action.href()) {} }
}

/// Whether the chosen units lead.
pub(super) fn roles(scene: &Scene, facets: &Facets) -> Markup {
    let words = scene.lang.words();
    if !scene.document.has_leads() {
        return html! {};
    }
    // A lead and all others is what is asked most; the two kinds of others are told apart on request.
    let chosen = scene.route.query.role;
    let all = cfg!(feature = "more") && facets.roles[2] > 0 && facets.roles[3] > 0;
    let shown = |role| all || chosen == Some(role) || matches!(role, RoleFilter::Lead | RoleFilter::NotLead);
    let roles = RoleFilter::ALL.into_iter().zip(facets.roles).filter(|(role, _)| shown(*role));
    html! {
        fieldset.roles {
            legend { (words.facet_role) }
            (role_choice("", words.role_any, facets.any_role, chosen.is_none()))
            @for (role, count) in roles {
                (role_choice(role_name(role), said_role(scene.route, scene.lang, role), count, chosen == Some(role)))
            }
        }
    }
}

/// A choice of roles; `value` is its value in links.
pub(super) fn role_choice(value: &str, said: &str, count: usize, chosen: bool) -> Markup {
    html! {
        label {
            input type="radio" id={ "role-" (value) } name="role" value=(value) checked[chosen];
            span { (said) " " small { (number(count)) } }
        }
    }
}

/// What a choice of roles is called: of the chosen units, or of units at all.
pub(super) fn said_role(route: &Route, lang: Lang, role: RoleFilter) -> &'static str {
    let words = lang.words();
    match (role, route.query.units.is_empty()) {
        (RoleFilter::Lead, true) => words.role_some_lead,
        (RoleFilter::NotLead, true) => words.role_no_lead,
        (RoleFilter::Lead, false) => words.role_lead,
        (RoleFilter::NotLead, false) => words.role_other,
        (RoleFilter::Responsible, _) => lang.role(UnitRole::Responsible),
        (RoleFilter::Support, _) => lang.role(UnitRole::Support),
    }
}

/// Units.
pub(super) fn units(scene: &Scene, facets: &Facets) -> Markup {
    html! {
        (all_or_any(scene.lang, "units", scene.route.query.all_units, scene.route.query.units.len()))
        (values(scene, "unit", 0, &facets.units))
    }
}

/// Leaders.
pub(super) fn leaders(scene: &Scene, facets: &Facets) -> Markup {
    html! {
        (all_or_any(scene.lang, "leaders", scene.route.query.all_leaders, scene.route.query.leaders.len()))
        (values(scene, "leader", 1, &facets.leaders))
    }
}

/// Whether a row must have all of the chosen values of a list, where there are several.
pub(super) fn all_or_any(lang: Lang, name: &str, all: bool, chosen: usize) -> Markup {
    html! {
        @if cfg!(feature = "more") && (all || chosen > 1) {
            label.all-of {
                input type="checkbox" id={ "all-" (name) } name=(name) value="all" checked[all];
                span { (lang.words().all_of_them) }
            }
        }
    }
}

fn values(scene: &Scene, name: &str, find: usize, values: &[Value]) -> Markup {
    let typed = &scene.route.find[find];
    let shown: Vec<&Value> = values.iter().filter(|value| value.chosen || holds(&value.name, typed)).collect();
    html! {
        (finder(scene, find, values.len()))
        @if shown.is_empty() { (nothing(scene, typed)) }
        ul.choices id={ "choices-" (name) } {
            @for (at, value) in shown.iter().enumerate() {
                li { label.none[value.count == 0 && !value.chosen] {
                    input type="checkbox" id={ (name) "-" (at) } name=(name) value=(value.name) checked[value.chosen];
                    span.name lang="zh-CN" { (visible(&value.name)) }
                    span.count {
                        @if value.lead > 0 {
                            span.led title=(scene.lang.led(value.lead)) { (scene.lang.pick("牵头", "lead")) " " (number(value.lead)) }
                            " "
                        }
                        (number(value.count))
                    }
                } }
            }
        }
    }
}

/// Sections.
pub(super) fn sections(scene: &Scene, facets: &Facets) -> Markup {
    let typed = &scene.route.find[2];
    let shown: Vec<_> =
        facets.sections.iter().filter(|section| section.chosen || holds(&section.title, typed)).collect();
    html! {
        (finder(scene, 2, facets.sections.len()))
        @if shown.is_empty() { (nothing(scene, typed)) }
        ul.choices #choices-section {
            @for (at, section) in shown.iter().enumerate() {
                li class={ "depth-" (section.depth.min(4)) } { label.none[section.count == 0 && !section.chosen] {
                    input type="checkbox" id={ "section-" (at) } name="section" value=(section.path) checked[section.chosen];
                    span.name lang="zh-CN" { (visible(&section.title)) }
                    span.count { (number(section.count)) }
                } }
            }
        }
    }
}

/// Things to check.
pub(super) fn checks(scene: &Scene, facets: &Facets) -> Markup {
    html! {
        @if !facets.checks.is_empty() {
            details.facet open {
                summary { (scene.lang.words().facet_checks) }
                ul.choices #choices-check {
                    @for (check, count, chosen) in &facets.checks {
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

/// The search box of a long list.
fn finder(scene: &Scene, find: usize, len: usize) -> Markup {
    let words = scene.lang.words();
    html! {
        @if len > SHORT_LIST {
            input.find type="search" id=(FIND[find]) name=(FIND[find]) value=(scene.route.find[find]) autocomplete="off"
                spellcheck="false" placeholder=(words.find_in_list) aria-label=(words.find_in_list);
        }
    }
}

fn nothing(scene: &Scene, typed: &str) -> Markup {
    html! { p.quiet { (scene.lang.words().nothing_in_list) " “" (visible(typed)) "”" } }
}

/// Whether `name` holds what was typed, white space, width and case aside, or has it as its initials.
fn holds(name: &str, typed: &str) -> bool {
    let folded = |text: &str| -> String {
        text.chars().filter(|&c| !is_space(c)).map(|c| fold(c).to_ascii_lowercase()).collect()
    };
    let typed = folded(typed);
    #[cfg(feature = "more")]
    if pinyin::is_initials(&typed) && pinyin::found(name, &typed) {
        return true;
    }
    folded(name).contains(&typed)
}

/// The filters in use: what is filtered by, the value, and where the link without it leads.
pub(super) fn in_use(scene: &Scene) -> Vec<(&'static str, String, Route)> {
    let (route, words) = (scene.route, scene.lang.words());
    let query = &route.query;
    let mut chips: Vec<(&str, String, Route)> = Vec::new();
    if !query.terms().is_empty() {
        chips.push((words.search, query.search.clone(), route.with(|route| route.query.search.clear())));
    }
    for unit in &query.units {
        let without = route.with(|route| route.query.units.retain(|other| other != unit));
        chips.push((words.facet_units, unit.clone(), without));
    }
    if let Some(role) = query.role {
        let name = said_role(route, scene.lang, role).to_owned();
        chips.push((words.facet_role, name, route.with(|route| route.query.role = None)));
    }
    for leader in &query.leaders {
        let without = route.with(|route| route.query.leaders.retain(|other| other != leader));
        chips.push((words.facet_leaders, leader.clone(), without));
    }
    for section in &query.sections {
        let title = last(section, PATH_SEPARATOR).map_or(0, |at| at + PATH_SEPARATOR.len());
        let without = route.with(|route| route.query.sections.retain(|other| other != section));
        chips.push((words.facet_sections, section[title..].to_owned(), without));
    }
    #[cfg(feature = "more")]
    chips.extend(super::more::chips(route, scene.lang));
    for &check in &query.checks {
        let without = route.with(|route| route.query.checks.retain(|&other| other != check));
        chips.push((words.facet_checks, scene.lang.check(check).to_owned(), without));
    }
    chips
}

/// The filters in use, each with a link that takes it off, and one that takes off all.
pub(super) fn chips(scene: &Scene) -> Markup {
    let cleared = scene.route.with(|route| {
        route.query = crate::book::Query { sort: route.query.sort, ..Default::default() };
        route.find = Default::default();
    });
    list(&in_use(scene), &cleared.href(), scene.lang)
}

/// Filters in use, by their kind and value, each with the link without it; and the link without any.
pub(super) fn list(chips: &[(&str, String, Route)], cleared: &str, lang: Lang) -> Markup {
    let words = lang.words();
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label=(words.active_filters) {
                @for (at, (kind, value, without)) in chips.iter().enumerate() {
                    li { a.chip id={ "chip-" (at) } href=(without.href()) title=(words.remove_filter) {
                        span.kind { (kind) } " " span.value lang="zh-CN" { (visible(value)) }
                        span.remove aria-hidden="true" { "×" }
                        span.unseen { "（" (words.remove_filter) "）" }
                    } }
                }
                li { a.clear #clear-all href=(cleared) { (words.clear_all) } }
            }
        }
    }
}
