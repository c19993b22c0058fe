//! The rows of a view as a file.

use crate::export::delimited::{self, Dialect};
use crate::export::groups::By;
use crate::export::{Selection, columns, json, markdown, report, workbook};
use crate::page::exports::Format;
use crate::page::facets::in_use;
use crate::page::route::{Place, Route};
use crate::page::words::Lang;
use crate::page::{Scene, Session};

/// A file that a view makes for the reader to keep.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is to be done with them.
    pub step: Step,
    /// What to tell the reader when that is done.
    pub said: String,
}

/// What is still to be done with the bytes of a [`File`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// They are the file.
    Save,
    /// They are text for the clipboard, or where that cannot be had, a file.
    Copy,
    /// They are a [`Workbook`](crate::sheets::Workbook) as JSON, from which the build that writes spreadsheets makes the
    /// file.
    Write,
}

impl Step {
    /// What the page calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Copy => "copy",
            Self::Write => "write",
        }
    }
}

impl Session {
    /// The rows that a document's or the library's link shows, in the format of this name. `None` for a link that shows no
    /// document that is open, and for a format that there is not.
    pub fn export(&mut self, path: &str, format: &str) -> Option<File> {
        let route = Route::read(path);
        if let Place::Library(view) = route.place {
            return self.export_library(view, &route, format);
        }
        let format = Format::ALL.into_iter().find(|known| known.name() == format)?;
        let Place::Document(key, _) = &route.place else { return None };
        let document = self.book.document(key)?;
        let lang = route.lang.unwrap_or(self.language);
        let found = document.select(&route.query);
        let scene = Scene { document, route: &route, lang, found: &found, bench: &self.bench };
        let filters: Vec<_> = in_use(&scene).into_iter().map(|(kind, value, _)| (kind.to_owned(), value)).collect();
        let selection = Selection {
            notice: &document.notice,
            rows: &found,
            filters: &filters,
            units: &route.query.units,
            leaders: &route.query.leaders,
        };
        let (ending, media_type, step) = kind(format);
        let name = format!("{}{ending}", file_name(document.title()));
        let rows = if format == Format::Json { document.notice.tasks.len() } else { found.len() };
        Some(File { bytes: bytes(format, &selection, lang), media_type, step, said: said(step, rows, lang), name })
    }
}

/// Ending of the file's name, media type, and what is to be done with the bytes.
pub(super) fn kind(format: Format) -> (&'static str, &'static str, Step) {
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    match format {
        Format::UnitSheets | Format::LeaderSheets => (".xlsx", xlsx, Step::Write),
        Format::Csv => (".csv", "text/csv", Step::Save),
        Format::Copy => (".tsv", "text/tab-separated-values", Step::Copy),
        Format::Report => (".html", "text/html", Step::Save),
        Format::Markdown => (".md", "text/markdown", Step::Save),
        Format::Json => (".json", "application/json", Step::Save),
        Format::TaskLines => (".ndjson", "application/x-ndjson", Step::Save),
    }
}

fn bytes(format: Format, selection: &Selection, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    let written = match format {
        Format::UnitSheets => workbook::of_one(selection, By::Units, lang).to_json(&mut out),
        Format::LeaderSheets => workbook::of_one(selection, By::Leaders, lang).to_json(&mut out),
        Format::Csv => return delimited::table(selection, Dialect::Csv, &columns::of_notice(selection.notice), lang),
        Format::Copy => return delimited::table(selection, Dialect::Tsv, &columns::filled(selection, lang), lang),
        Format::Report => return report::page(&[*selection], lang).into_bytes(),
        Format::Markdown => return markdown::document(selection, lang).into_bytes(),
        Format::Json => json::notice(selection.notice, &mut out),
        Format::TaskLines => json::tasks(selection, &mut out),
    };
    written.expect("a vector takes every byte, and every key of the JSON is text");
    out
}

pub(super) fn said(step: Step, rows: usize, lang: Lang) -> String {
    let tasks = lang.tasks(rows);
    match step {
        Step::Copy => lang.pick(format!("已复制 {tasks}，可以粘贴了"), format!("Copied {tasks}: now paste")),
        Step::Save | Step::Write => lang.pick(format!("已导出 {tasks}"), format!("Exported {tasks}")),
    }
}

/// `title` as the name of a file, without what file systems refuse and without an ending of its own.
pub(super) fn file_name(title: &str) -> String {
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
