//! The rows that the library shows, all pages of them, as a file.

use maud::{Markup, html};

use super::words::{self, words};
use super::{Scene, Shelf, excerpt, facets, frame, link};
use crate::export::columns::of_library;
use crate::export::delimited::{self, Dialect};
use crate::export::workbook::{self, MOST_ROWS};
use crate::export::{Selection, json};
use crate::page::Session;
use crate::page::exports;
use crate::page::more::save::{self, File, Step};
use crate::page::route::{LibraryView, Route};
use crate::page::words::Lang;

/// What can be made of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Workbook,
    Csv,
    /// One task a line.
    TaskLines,
}

impl Format {
    /// In the order of the menu.
    const ALL: [Self; 3] = [Self::Workbook, Self::Csv, Self::TaskLines];

    /// What requests call it.
    fn name(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::Csv => "csv",
            Self::TaskLines => "tasks",
        }
    }

    /// What the menu calls it, and what it is for.
    fn words(self, lang: Lang) -> (&'static str, &'static str) {
        let words = words(lang);
        match self {
            Self::Workbook => ("Excel", words.as_workbook),
            Self::Csv => ("CSV", words.as_csv),
            Self::TaskLines => ("NDJSON", words.as_lines),
        }
    }

    /// As [`save::kind`].
    fn kind(self) -> (&'static str, &'static str, Step) {
        save::kind(match self {
            Self::Workbook => exports::Format::UnitSheets,
            Self::Csv => exports::Format::Csv,
            Self::TaskLines => exports::Format::TaskLines,
        })
    }
}

/// The button and its menu.
pub(super) fn menu(scene: &Scene) -> Markup {
    let path = scene.route.path();
    let entries = html! {
        @for format in Format::ALL { (exports::entry(&path, format.name(), format.words(scene.lang))) }
    };
    exports::menu_of(scene.lang, &frame::counted(scene), &entries)
}

impl Session {
    /// The rows that a link to the library shows, in the format of this name; `None` for one that there is not.
    pub(in crate::page::more) fn export_library(
        &mut self,
        view: LibraryView,
        route: &Route,
        format: &str,
    ) -> Option<File> {
        let lang = route.lang.unwrap_or(self.language);
        let format = Format::ALL.into_iter().find(|known| known.name() == format)?;
        let route = &link::known(route);
        let selection = self.shelf.library.select(&link::query(route));
        let scene = Scene { shelf: &self.shelf, selection: &selection, route, view, lang };
        let (ending, media_type, step) = format.kind();
        let (found, name) = (selection.found.len(), format!("{}{ending}", lang.words().library));
        let said = match format {
            Format::Workbook if found > MOST_ROWS => words::written(lang, MOST_ROWS, found),
            _ => save::said(step, found, lang),
        };
        Some(File { name, media_type, bytes: bytes(format, &scene), step, said })
    }
}

fn bytes(format: Format, scene: &Scene) -> Vec<u8> {
    let (lang, mut out) = (scene.lang, Vec::new());
    let excerpts = || excerpts(scene.shelf, scene);
    let columns = of_library();
    let written = match format {
        Format::Workbook => workbook(scene).to_json(&mut out),
        Format::Csv => delimited::head(&mut out, Dialect::Csv, &columns, lang).and_then(|()| {
            excerpts().try_for_each(|notice| {
                let rows: Vec<usize> = (0..notice.tasks.len()).collect();
                delimited::rows(&mut out, Dialect::Csv, &columns, &Selection::of(&notice, &rows), lang)
            })
        }),
        Format::TaskLines => excerpts().try_for_each(|notice| {
            let rows: Vec<usize> = (0..notice.tasks.len()).collect();
            json::tasks(&Selection::of(&notice, &rows), &mut out)
        }),
    };
    written.expect("a vector takes every byte, and every key of the JSON is text");
    out
}

/// The rows found, those that follow each other in a notice together.
fn excerpts<'a>(shelf: &'a Shelf, scene: &Scene<'a>) -> impl Iterator<Item = crate::Notice> + use<'a> {
    let found = scene.selection.found.chunk_by(|one, next| one.notice == next.notice);
    found.map(|rows| excerpt(&shelf.library, rows))
}

fn workbook(scene: &Scene) -> crate::sheets::Workbook {
    let (lang, shared, own) = (scene.lang, scene.lang.words(), words(scene.lang));
    let filters: Vec<String> = facets::in_use(scene)
        .into_iter()
        .map(|(kind, value, _)| format!("{kind}{}{value}", lang.pick("：", ": ")))
        .collect();
    let counts = scene.selection.by_notice.iter().zip(0_u32..).filter(|&(&count, _)| count > 0);
    let notices: Vec<_> = counts.map(|(&count, notice)| (scene.shelf.library.line(notice), count as usize)).collect();
    let found = scene.selection.found.len();
    let mut facts = vec![
        (own.notice, crate::page::words::number(notices.len())),
        (shared.column_task, words::found(lang, found, scene.shelf.library.tasks())),
    ];
    if !filters.is_empty() {
        facts.push((shared.active_filters, filters.join(lang.pick("；", "; "))));
    }
    if found > MOST_ROWS {
        facts.push((own.left_out, words::written(lang, MOST_ROWS, found)));
    }
    workbook::of_library(shared.library, facts, &notices, excerpts(scene.shelf, scene), lang)
}
