//! What stands around the views: the top of the page and a document's frame.

use maud::{Markup, html};

use super::route::{DENSE, LibraryView, Of, Place, Route, View};
use super::text::{shortened, visible};
use super::words::{Lang, number};
use super::{Scene, exports, source};
use crate::book::Book;
use crate::model::Severity;

/// Most characters of a title in the list of open documents.
const TAB_TITLE: usize = 22;

/// The top of the page: product, library if it has so many notices, open documents, language and appearance.
pub(super) fn top(book: &Book, shelved: usize, route: &Route, lang: Lang) -> Markup {
    let words = lang.words();
    let shown = match &route.place {
        Place::Document(key, _) => Some(key.as_str()),
        _ => None,
    };
    html! {
        a.brand href=(route.bare(Place::Home).href()) { span.seal aria-hidden="true" { "分" } (words.product) }
        @if shelved > 0 || matches!(route.place, Place::Library(_)) {
            a.button.to-library href=(route.bare(Place::Library(LibraryView::Tasks)).href())
                aria-current=[matches!(route.place, Place::Library(_)).then_some("page")] {
                (words.library) @if shelved > 0 { " " small { (number(shelved)) } }
            }
        }
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
            (appearance(lang))
            @for other in Lang::ALL {
                @if other != lang {
                    a.button #other-language href=(route.with(|route| route.lang = Some(other)).href())
                        lang=(other.tag()) hreflang=(other.tag()) { (other.name()) }
                }
            }
        }
    }
}

/// The choices of how the page looks, which the browser remembers: `www/theme.js` sets them before anything is painted.
fn appearance(lang: Lang) -> Markup {
    let words = lang.words();
    let themes = [("auto", words.theme_auto), ("light", words.theme_light), ("dark", words.theme_dark)];
    let choices = [
        ("theme", words.theme, themes.as_slice()),
        ("text", words.text_size, &[("auto", words.text_normal), ("large", words.text_large)]),
        ("contrast", words.contrast, &[("auto", words.contrast_normal), ("high", words.contrast_high)]),
        ("rows", words.row_height, &[("auto", words.rows_roomy), (DENSE, words.rows_dense)]),
    ];
    html! {
        details.menu #appearance {
            summary.button title=(words.appearance) { span aria-hidden="true" { "Aa" } span.unseen { (words.appearance) } }
            div.menu-body {
                @for (name, title, values) in choices {
                    div.choice role="group" aria-label=(title) {
                        span.choice-name aria-hidden="true" { (title) }
                        @for (value, said) in values {
                            button type="button" id={ (name) "-" (value) } data-look=(name) value=(value) { (said) }
                        }
                    }
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
                        form #filters data-filters {
                            div #state hidden {}
                            div #facet-role {}
                            @for (id, name, count) in lists {
                                details.facet open hidden[count == 0] { summary { (name) } div id=(id) {} }
                            }
                            div #facet-check {}
                            div #facet-more {}
                        }
                    }
                }
            }
            main.middle #middle tabindex="-1" {
                header.card #card {}
                nav.tabs #tabs aria-label=(words.views) {}
                div.results {
                    @if has_tasks {
                        div.tools {
                            div.toolbar {
                                div.search {
                                    input #q type="search" name="q" form="filters" autocomplete="off" spellcheck="false"
                                        value=(scene.route.query.search) placeholder=(words.search_hint)
                                        aria-label=(words.search) aria-keyshortcuts="/";
                                }
                                div #display {}
                                div #count {}
                            }
                            div #chips {}
                            div #work {}
                        }
                    }
                    section.panel-table #table aria-label=(words.view_table) {}
                    div.panel-more #more {}
                }
            }
            aside.side {
                section.detail #detail aria-label=(words.details) tabindex="-1" {}
                section.detail #edit aria-label=(words.correct) tabindex="-1" {}
                (source::source(scene))
            }
        }
    }
}

/// The views of a document, those that it has anything for.
pub(super) fn tabs(scene: &Scene) -> Markup {
    let checks = to_check(scene);
    html! {
        @for view in View::ALL.into_iter().filter(|&view| has(scene, view)) {
            @let current = matches!(&scene.route.place, Place::Document(_, shown) if *shown == view);
            @let place = Place::Document(scene.document.key.clone(), view);
            @let link = scene.route.with(|route| {
                route.place = place;
                route.line = None;
                route.of = Of::List;
            });
            a class={ "tab tab-" (view.name()) } id={ "tab-" (view.name()) } href=(link.href())
                aria-current=[current.then_some("page")] {
                (scene.lang.view(view.name()))
                @if view == View::Checks && checks > 0 { " " span.badge { (checks) } }
            }
        }
    }
}

/// Whether the notice has anything for a view.
fn has(scene: &Scene, view: View) -> bool {
    let notice = &scene.document.notice;
    let (units, leaders, _) = scene.document.counts();
    match view {
        View::Units => units > 0,
        View::Leaders => leaders > 0,
        View::Timeline => {
            notice.tasks.iter().any(|task| task.deadline.is_some())
                || notice.targets.iter().any(|target| target.due.is_some())
        }
        View::Targets => !notice.targets.is_empty() || !notice.indicators.is_empty(),
        View::Pictures => units > 0 || leaders > 0,
        View::Table | View::Source | View::Checks => true,
    }
}

/// Links in the places of what only the whole engine has; with them it takes over.
#[cfg(not(feature = "more"))]
pub(super) fn offers(scene: &Scene, regions: &mut Vec<(&'static str, Markup)>) {
    let words = scene.lang.words();
    regions.push(("display", html! { a.button href=(scene.route.href_to_open("display")) { (words.display) } }));
    regions.push(("facet-more", html! { a.offer href=(scene.route.href_to_open("filters")) { (words.more_filters) } }));
}

/// How many things there are to check.
fn to_check(scene: &Scene) -> usize {
    let document = scene.document;
    // Who has checked a row has seen to what was said of it.
    let checked = |id: &String| document.checked() > 0 && document.task(id).is_some_and(|(_, task)| task.checked);
    let open = document
        .notice
        .diagnostics
        .iter()
        .filter(|note| note.severity > Severity::Info && !note.task.as_ref().is_some_and(checked));
    open.count() + document.unfit() + usize::from(document.notice.coverage.unassigned > 0)
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
    html! {
        p.counted { (counted(scene)) }
        @if !scene.found.is_empty() { (exports::menu(scene)) }
    }
}
