//! What stands around the views: the top of the page and a document's frame.

use maud::{Markup, html};

use super::route::{Place, Route, View};
use super::text::{shortened, visible};
use super::words::Lang;
use super::{Scene, indicators, source};
use crate::book::Book;
use crate::model::Severity;

/// Most characters of a title in the list of open documents.
const TAB_TITLE: usize = 22;

/// The top of the page: product, open documents, language and appearance.
pub(super) fn top(book: &Book, route: &Route, lang: Lang) -> Markup {
    let words = lang.words();
    let shown = match &route.place {
        Place::Document(key, _) => Some(key.as_str()),
        _ => None,
    };
    html! {
        a.brand href=(route.bare(Place::Home).href()) { span.seal aria-hidden="true" { "分" } (words.product) }
        @if !book.documents().is_empty() {
            nav.documents aria-label=(words.documents) {
                ul {
                    @for document in book.documents() {
                        @let current = shown == Some(&document.key);
                        @let place = Place::Document(document.key.clone(), View::Table);
                        @let title = visible(document.title());
                        li.current[current] {
                            a href=(if current { route.href() } else { route.bare(place).href() })
                                aria-current=[current.then_some("page")] title=(title) lang="zh-CN" {
                                (shortened(subject(&title), TAB_TITLE))
                            }
                            button.icon type="button" data-close=(document.key)
                                aria-label={ (words.close) " " (title) } title=(words.close) { "×" }
                        }
                    }
                }
            }
        }
        div.settings {
            @if shown.is_some() { button #open-another type="button" data-pick { (words.open_another) } }
            div.choice role="group" aria-label=(words.theme) {
                @for (theme, name, sign) in [
                    ("auto", words.theme_auto, "◐"), ("light", words.theme_light, "☀"), ("dark", words.theme_dark, "☾"),
                ] {
                    button.icon id={ "theme-" (theme) } type="button" data-theme-choice=(theme) aria-label=(name) title=(name) {
                        (sign)
                    }
                }
            }
            @for other in Lang::ALL {
                @if other != lang {
                    a.button #other-language href=(route.with(|route| route.lang = Some(other)).href())
                        lang=(other.tag()) hreflang=(other.tag()) { (other.name()) }
                }
            }
        }
    }
}

/// What a title is about: a notice's title names its issuer first, which notices open side by side often share
/// (GB/T 9704-2012, 7.3.1: 发文机关名称、事由和文种).
fn subject(title: &str) -> &str {
    let subject = title.split_once("关于").map_or(title, |(_, subject)| subject);
    let subject = subject.strip_prefix("印发").unwrap_or(subject);
    if subject.is_empty() { title } else { subject }
}

/// A document's frame: the parts that do not change with the link, and places for those that do.
pub(super) fn frame(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let action = scene.route.bare(Place::Document(scene.document.key.clone(), View::Table)).href();
    let (units, leaders, sections) = scene.document.counts();
    let lists = [
        ("facet-unit", words.facet_units, units),
        ("facet-leader", words.facet_leaders, leaders),
        ("facet-section", words.facet_sections, sections),
    ];
    let has_tasks = !scene.document.notice.tasks.is_empty();
    html! {
        div.document.without-tasks[!has_tasks] {
            @if has_tasks {
                aside.filters aria-label=(words.filters) {
                    details.filters-fold data-wide-open {
                        summary.fold { (words.show_filters) }
                        form #filters action=(action) data-filters {
                            div #state hidden {}
                            div #facet-role {}
                            @for (id, name, count) in lists {
                                details.facet open hidden[count == 0] { summary { (name) } div id=(id) {} }
                            }
                            div #facet-check {}
                        }
                    }
                }
            }
            main.middle #middle tabindex="-1" {
                header.card #card {}
                nav.tabs #tabs aria-label=(words.views) {}
                section.results.panel-table aria-label=(words.view_table) {
                    @if has_tasks {
                        div.toolbar {
                            div.search {
                                input #q type="search" name="q" form="filters" autocomplete="off" spellcheck="false"
                                    value=(scene.route.query.search) placeholder=(words.search_hint)
                                    aria-label=(words.search) aria-keyshortcuts="/";
                            }
                            div #count {}
                        }
                        div #chips {}
                        div #work {}
                    }
                    div #table {}
                    (indicators::indicators(scene))
                }
                section.panel-checks #checks aria-label=(words.view_checks) {}
            }
            aside.side {
                section.detail #detail aria-label=(words.details) tabindex="-1" {}
                section.detail #edit aria-label=(words.correct) tabindex="-1" {}
                (source::source(scene))
            }
        }
    }
}

/// The views of a document, for where not all fit beside each other.
pub(super) fn tabs(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let checks = to_check(scene);
    html! {
        @for view in View::ALL {
            @let current = matches!(&scene.route.place, Place::Document(_, shown) if *shown == view);
            @let place = Place::Document(scene.document.key.clone(), view);
            @let link = scene.route.with(|route| { route.place = place; route.line = None; });
            a class={ "tab tab-" (view.name()) } id={ "tab-" (view.name()) } href=(link.href())
                aria-current=[current.then_some("page")] {
                (match view {
                    View::Table => words.view_table,
                    View::Source => words.view_source,
                    View::Checks => words.view_checks,
                })
                @if view == View::Checks && checks > 0 { " " span.badge { (checks) } }
            }
        }
    }
}

/// How many things there are to check.
fn to_check(scene: &Scene) -> usize {
    let grave = scene.document.notice.diagnostics.iter().filter(|note| note.severity > Severity::Info);
    grave.count() + usize::from(scene.document.notice.coverage.unassigned > 0)
}

/// What is shown, in words.
pub(super) fn counted(scene: &Scene) -> String {
    let all = scene.document.notice.tasks.len();
    let mut words = match all {
        0 => scene.lang.words().no_tasks.to_owned(),
        _ => scene.lang.shown(scene.found.len(), all),
    };
    if scene.document.has_leads() && !scene.route.query.units.is_empty() && !scene.found.is_empty() {
        let led = scene.document.led(&scene.route.query, scene.found);
        words.push_str(scene.lang.pick("，", ", "));
        words.push_str(&scene.lang.led(led));
    }
    words
}

/// The count beside the search, and the export.
pub(super) fn count(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    html! {
        p.counted { (counted(scene)) }
        @if !scene.found.is_empty() {
            button #export type="button" data-export=(scene.route.path()) title=(words.export_hint) { (words.export_csv) }
        }
    }
}
