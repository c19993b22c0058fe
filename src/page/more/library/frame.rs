//! The library's frame: what does not change with the filters, and the counts above the rows.

use maud::{Markup, html};

use super::words::{self, words};
use super::{Scene, export};
use crate::page::route::LibraryView;
use crate::page::words::Lang;

/// An empty library.
pub(super) fn start(lang: Lang) -> Markup {
    let words = words(lang);
    html! {
        main.home.library-start #middle tabindex="-1" {
            h1 { (lang.words().library) }
            div.dropzone {
                p.dropzone-text { (words.intro) }
                div.actions {
                    button.primary type="button" data-many="folder" { (words.pick_folder) }
                    button type="button" data-pick { (words.pick_files) }
                }
                p.quiet.private { (lang.words().privacy) }
            }
            div #library-state {}
        }
    }
}

/// The frame, with places for the parts that change with the link.
pub(super) fn frame(lang: Lang) -> Markup {
    let words = words(lang);
    let shared = lang.words();
    let list = |id: &str, name: &str| html! { details.facet open { summary { (name) } div id=(id) {} } };
    html! {
        div.document.library {
            aside.filters aria-label=(shared.filters) {
                details.filters-fold data-wide-open {
                    summary.fold { (shared.show_filters) }
                    form #filters data-filters {
                        div #state hidden {}
                        div #facet-role {}
                        (list("facet-issuer", words.issuers))
                        (list("facet-year", words.years))
                        (list("facet-unit", shared.facet_units))
                        (list("facet-leader", shared.facet_leaders))
                        div #facet-more {}
                        (list("facet-heading", shared.facet_sections))
                        div #facet-check {}
                    }
                }
            }
            main.middle #middle tabindex="-1" {
                header.card.library-card {
                    h1 { (shared.library) }
                    div.actions {
                        button type="button" data-many="folder" { (words.add_folder) }
                        button type="button" data-pick { (words.add_files) }
                    }
                }
                div #library-state {}
                nav.tabs #tabs aria-label=(shared.views) {}
                section.results aria-label=(shared.library) {
                    div.toolbar {
                        div.search {
                            input #q type="search" name="q" form="filters" autocomplete="off" spellcheck="false" placeholder=(words.search_hint)
                                aria-label=(shared.search) aria-keyshortcuts="/";
                        }
                        div #count {}
                    }
                    div #chips {}
                    div #table {}
                    div #pages {}
                }
            }
        }
    }
}

/// The library's views.
pub(super) fn tabs(scene: &Scene) -> Markup {
    let words = words(scene.lang);
    html! {
        @for (view, id, name) in [
            (LibraryView::Tasks, "tab-tasks", words.view_tasks),
            (LibraryView::Notices, "tab-notices", words.view_notices),
        ] {
            a.tab id=(id) href=(scene.link(|route| route.place = Scene::place(view)))
                aria-current=[(scene.view == view).then_some("page")] { (name) }
        }
    }
}

/// What is found, in words.
pub(super) fn counted(scene: &Scene) -> String {
    let (lang, selection, library) = (scene.lang, scene.selection, &scene.shelf.library);
    let notices = selection.by_notice.iter().filter(|&&count| count > 0).count();
    let notices = if scene.filters() == 0 { library.len() } else { notices };
    let tasks = words::found(lang, selection.found.len(), library.tasks());
    let mut counted = format!("{}{}{tasks}", words::notices(lang, notices), comma(lang));
    if !scene.route.query.units.is_empty() && library.has_leads() && !selection.found.is_empty() {
        counted.push_str(comma(lang));
        counted.push_str(&lang.led(selection.led));
    }
    counted
}

fn comma(lang: Lang) -> &'static str {
    lang.pick("，", ", ")
}

/// The count beside the search, and the export.
pub(super) fn count(scene: &Scene) -> Markup {
    html! {
        p.counted { (counted(scene)) }
        @if !scene.selection.found.is_empty() { (export::menu(scene)) }
    }
}
