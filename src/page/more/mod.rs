//! What the whole engine shows and makes beyond what a notice opens with.

mod checks;
pub(super) mod edit;

use maud::Markup;

use super::route::{Place, Route};
use super::{Scene, Session};
use crate::export::csv;
pub(super) use edit::Desk;
pub use edit::{Edited, Restored};

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

/// Adds the regions of the further views.
pub(super) fn render(scene: &Scene, regions: &mut Vec<(&'static str, Markup)>) {
    regions.push(("checks", checks::checks(scene)));
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
