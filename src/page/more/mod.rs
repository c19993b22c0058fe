//! What the whole engine shows and makes beyond what a notice opens with.

mod around;
mod bars;
mod checks;
mod contents;
mod dossier;
pub(super) mod edit;
mod indicators;
mod links;
mod loads;
mod pictures;
mod targets;
mod timeline;
mod tools;

use maud::{Markup, html};

use super::route::{Of, Place, Route, View};
use super::text::visible;
use super::words::Lang;
use super::{Scene, Session};
use crate::book::{Facets, Party};
use crate::export::csv;
pub(super) use around::around;
pub(super) use contents::contents;
pub(super) use edit::Desk;
pub use edit::{Edited, Restored};
pub(super) use tools::{chips, grouped, left};

/// A file that a view makes for the reader to keep.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Adds the regions of the further filters and the menu of the table.
pub(super) fn tools(scene: &Scene, facets: &Facets, regions: &mut Vec<(&'static str, Markup)>) {
    regions.push(("facet-more", tools::filters(scene, facets)));
    regions.push(("display", tools::display(scene)));
}

/// What stands in the middle for one of the further views.
pub(super) fn view(scene: &Scene, view: View) -> Markup {
    html! {
        section id=(view.name()) aria-label=(scene.lang.view(view.name())) {
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

impl Session {
    /// The rows that a document's link shows, as a file.
    pub fn export(&self, path: &str) -> Option<File> {
        let route = Route::read(path);
        let Place::Document(key, _) = &route.place else { return None };
        let document = self.book.document(key)?;
        let headers = route.lang.unwrap_or(self.language).pick(&csv::HEADERS_ZH, &csv::HEADERS_EN);
        Some(File {
            name: format!("{}.csv", file_name(document.title())),
            media_type: "text/csv",
            bytes: csv::table(&document.notice, &document.select(&route.query), headers),
        })
    }
}

/// `title` as the name of a file, without what file systems refuse and without an ending of its own.
fn file_name(title: &str) -> String {
    let title = title.strip_suffix(".txt").unwrap_or(title);
    let kept: String = title.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect();
    let kept = kept.trim_matches([' ', '.']);
    if kept.is_empty() { "fenjie".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_make_harmless_file_names() {
        assert_eq!(file_name("关于印发《方案》的通知: a/b\\c?.txt"), "关于印发《方案》的通知 abc");
        assert_eq!(file_name(" .. "), "fenjie");
    }
}
