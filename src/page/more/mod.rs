//! What the whole engine shows and makes beyond what a notice opens with.

mod around;
mod bars;
mod checks;
mod contents;
mod dossier;
pub(super) mod edit;
mod indicators;
mod library;
mod links;
mod loads;
mod pages;
mod pictures;
mod refusals;
mod save;
mod targets;
mod timeline;
mod tools;

use maud::{Markup, html};

pub use library::{Desk, Keep, Shelved, Why};
pub(super) use library::{Link as LibraryLink, Shelf};

use super::route::{Of, Place, Route, View};
use super::text::visible;
use super::words::Lang;
use super::{Scene, table};
use crate::book::{Facets, Party};
pub(super) use around::around;
pub(super) use contents::contents;
pub(super) use edit::Bench;
pub use edit::{Edited, Restored};
pub(super) use pages::{of_task, pages, switch};
pub(super) use refusals::{refusal, refused};
pub use save::{File, Step};
pub(super) use tools::{chips, grouped, left};

/// Adds the regions of the further filters and the menu of the table.
pub(super) fn tools(scene: &Scene, facets: &Facets, regions: &mut Vec<(&'static str, Markup)>) {
    regions.push(("facet-more", tools::filters(scene, facets)));
    regions.push(("display", tools::display(scene)));
}

/// What stands in the middle: the table or a further view. The other is empty, as a task's row has an id of its own.
pub(super) fn middle(scene: &Scene) -> [(&'static str, Markup); 2] {
    match &scene.route.place {
        Place::Document(_, shown) if !shown.is_first() => [("table", html! {}), ("more", view(scene, *shown))],
        _ => [("table", table::table(scene)), ("more", html! {})],
    }
}

/// What stands in the middle for one of the further views.
fn view(scene: &Scene, view: View) -> Markup {
    html! {
        section id=(view.name()) aria-label=(scene.lang.view(view.name())) {
            h2.unseen { (scene.lang.view(view.name())) }
            @match view {
                View::Units => (party(scene, Party::Unit)),
                View::Leaders => (party(scene, Party::Leader)),
                View::Timeline => (timeline::view(scene)),
                View::Targets => (targets::view(scene)),
                View::Pictures => (pictures::view(scene)),
                View::Checks => (checks::checks(scene)),
                View::Table | View::Source => {},
            }
        }
    }
}

fn party(scene: &Scene, party: Party) -> Markup {
    match &scene.route.of {
        Of::List => loads::list(scene, party),
        Of::One(name) => dossier::one(scene, party, name),
        Of::Everyone => dossier::all(scene, party),
    }
}

/// The notice's title, on paper: sheets of one unit or leader go their own ways.
fn of_notice(scene: &Scene) -> Markup {
    html! { p.of-notice lang="zh-CN" { (visible(scene.document.title())) } }
}

/// Said where a view has nothing under the filters.
fn nothing(scene: &Scene) -> Markup {
    let words = scene.lang.more();
    html! { div.state { h2 { (words.nobody) } p { (words.nobody_hint) } } }
}

/// The sheet of keys, where the link shows it.
pub(super) fn help(route: &Route, lang: Lang) -> Markup {
    let words = lang.more();
    html! {
        @if route.further.help {
            header {
                h2 #help-title { (words.help) }
                a.icon href=(route.with(|route| route.further.help = false).href()) data-dismiss aria-label=(lang.words().close)
                    title=(lang.words().close) { "×" }
            }
            dl { @for (key, meaning) in words.keys { div { dt { kbd { (key) } } dd { (meaning) } } } }
        }
    }
}
