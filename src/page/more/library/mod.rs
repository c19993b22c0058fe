//! The library: many notices at a time, read one after the other.

mod export;
mod facets;
mod frame;
mod link;
mod rows;
mod state;
mod words;

use std::collections::{HashMap, HashSet};

use maud::Markup;

pub(in crate::page) use link::Link;

use crate::book::corrections;
use crate::book::key_of;
use crate::book::library::{Found, Library, Selection};
use crate::page::route::{LibraryView, Place, Route};
use crate::page::words::Lang;
use crate::page::{Answer, LARGEST_FILE, Session, reader_of};
use crate::read::archive::ArchiveError;
use crate::read::{self, Decoder, KnownFormat, Manuscript, Unreadable};

/// Rows of a page. More would make the page slow to lay out, on old desktops above all.
const PAGE: usize = 50;

/// The library with what is said of how it was filled.
#[derive(Debug, Default)]
pub(in crate::page) struct Shelf {
    library: Library,
    failures: Vec<Failure>,
    desk: Desk,
    /// The reader's corrections as the browser keeps them, by the key of their notice.
    corrections: HashMap<String, String>,
    /// The notices that were added with other corrections.
    outdated: HashSet<String>,
}

/// A file that was not added.
#[derive(Debug)]
struct Failure {
    /// Its name with the folders above it.
    name: String,
    why: Why,
}

/// Why a file was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no text in it, or none that can be had.
    File(Unreadable),
    /// It is bigger than [`LARGEST_FILE`].
    TooBig,
    /// A file of this name with the same contents is there already.
    Same(String),
    /// The system's or a program's own, not the reader's.
    Hidden,
    /// The library holds as much as it may.
    Full,
    /// The archive, or the file in it, cannot be unpacked.
    Archive(ArchiveError),
    /// The browser could not read it.
    Unreadable,
    /// The engine failed at it.
    Crashed,
    /// The reader stopped the engine at it.
    Stopped,
}

/// What became of a file for the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelved {
    /// It was added under this key.
    Added {
        /// [`key_of`] its bytes.
        key: String,
    },
    /// A further build must read it, and [`Session::shelve_read`] take what that made of it.
    Unread {
        /// [`key_of`] its bytes.
        key: String,
        /// The build, by the stem of its files.
        reader: &'static str,
    },
}

/// What the page's main thread knows of the files that the reader gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Files given, those in archives that were opened among them.
    pub total: usize,
    /// Of these, files still to be read.
    pub left: usize,
    /// Whether they are being read now.
    pub running: bool,
    /// Files as the reader gave them, an archive counting as one.
    pub sources: usize,
    /// Of these, files that the browser keeps.
    pub stored: usize,
    /// Whether the reader asked to keep them, and what became of it.
    pub keep: Keep,
}

/// Whether files are kept in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The reader did not ask.
    #[default]
    No,
    /// All of them.
    Yes,
    /// Storage ran out.
    Quota,
    /// There is no storage.
    Unavailable,
}

impl Session {
    /// Reads a file and adds it to the library. `name` is its name with the folders above it.
    ///
    /// # Errors
    /// When it is not added.
    pub fn shelve(&mut self, bytes: &[u8], name: &str, decoder: &dyn Decoder) -> Result<Shelved, Why> {
        let hidden = |part: &str| part.starts_with('.') || matches!(part, "__MACOSX" | "Thumbs.db" | "desktop.ini");
        if name.split('/').any(hidden) {
            return Err(Why::Hidden);
        }
        if bytes.is_empty() {
            return Err(Why::File(Unreadable::Format(KnownFormat::Empty)));
        }
        if bytes.len() > LARGEST_FILE {
            return Err(Why::TooBig);
        }
        let key = key_of(bytes);
        if let Some(known) = self.shelf.library.line_of(&key)
            && !self.shelf.outdated.contains(&key)
        {
            return Err(Why::Same(known.name.to_owned()));
        }
        if let Some(reader) = reader_of(bytes, None) {
            return Ok(Shelved::Unread { key, reader });
        }
        let read = read::open_with(bytes, name, decoder);
        self.shelve_read(&key, name, read)?;
        Ok(Shelved::Added { key })
    }

    /// Adds a file to the library that another build read, with the reader's corrections; `key` is that of
    /// [`Shelved::Unread`].
    ///
    /// # Errors
    /// When it is not added.
    pub fn shelve_read(&mut self, key: &str, name: &str, read: Result<Manuscript, Unreadable>) -> Result<(), Why> {
        let mut manuscript = read.map_err(Why::File)?;
        read::file_name(name).clone_into(&mut manuscript.source.name);
        let (mut notice, mut removed) = (crate::parse(&manuscript), 0);
        // What cannot be read the document itself tells of.
        let kept = self.shelf.corrections.get(key).and_then(|kept| corrections::File::read(kept).ok());
        if let Some(kept) = kept {
            notice = corrections::apply(&manuscript.text, &notice, &kept.rows).0;
            removed = kept.rows.removed(&notice);
        }
        self.shelf.outdated.remove(key);
        self.shelf.library.add(key, name, &notice, removed).map_err(|_| Why::Full)
    }

    /// Takes the reader's corrections as the browser keeps them, all of them, by the key of their notice: what is added from
    /// now on gets them. Gives the keys of the notices that have others, whose files are to be added once more.
    pub fn set_corrections(&mut self, kept: HashMap<String, String>) -> Vec<String> {
        let shelf = &mut self.shelf;
        let before = std::mem::replace(&mut shelf.corrections, kept);
        let changed = shelf.library.keys().filter(|&key| before.get(key) != shelf.corrections.get(key));
        shelf.outdated.extend(changed.map(str::to_owned));
        shelf.outdated.iter().cloned().collect()
    }

    /// Notes that a file was not added.
    pub fn not_shelved(&mut self, name: &str, why: Why) {
        self.shelf.failures.push(Failure { name: name.to_owned(), why });
    }

    /// Takes note of what the main thread knows.
    pub fn set_desk(&mut self, desk: Desk) {
        self.shelf.desk = desk;
    }

    /// Empties the library.
    pub fn forget_library(&mut self) {
        let corrections = std::mem::take(&mut self.shelf.corrections);
        self.shelf = Shelf { corrections, ..Shelf::default() };
    }

    /// How many notices the library has.
    pub(in crate::page) fn shelved(&self) -> usize {
        self.shelf.library.len()
    }

    /// Whether the library has the notice with this key: its file is to be opened to show it.
    pub(in crate::page) fn is_shelved(&self, key: &str) -> bool {
        self.shelf.library.line_of(key).is_some()
    }

    /// What a link to the library shows. Gives the view that its frame is made for.
    pub(in crate::page) fn show_library(
        &mut self,
        view: LibraryView,
        route: &Route,
        lang: Lang,
        answer: &mut Answer,
        regions: &mut Vec<(&'static str, Markup)>,
    ) -> LibraryView {
        answer.view = "library";
        answer.title = lang.words().library.to_owned();
        if self.shelf.library.is_empty() {
            regions.push(("view", frame::start(lang)));
            regions.push(("library-state", state::state(&self.shelf, lang)));
            return LibraryView::Start;
        }
        let route = &link::known(route);
        let selection = self.shelf.library.select(&link::query(route));
        let scene = Scene { shelf: &self.shelf, selection: &selection, route, view, lang };
        answer.announce = frame::counted(&scene);
        regions.push(("view", frame::frame(lang)));
        regions.push(("library-state", state::state(&self.shelf, lang)));
        regions.push(("state", facets::state(&scene)));
        regions.push(("facet-role", facets::roles(&scene)));
        facets::lists(&scene, regions);
        regions.push(("facet-more", facets::further(&scene)));
        regions.push(("facet-check", facets::checks(&scene)));
        regions.push(("tabs", frame::tabs(&scene)));
        regions.push(("count", frame::count(&scene)));
        regions.push(("chips", facets::chips(&scene)));
        let [table, pages] = match view {
            LibraryView::Notices => rows::notices(&scene),
            _ => rows::tasks(&scene),
        };
        regions.push(("table", table));
        regions.push(("pages", pages));
        view
    }
}

/// Rows of one notice as a notice of their own.
fn excerpt(library: &Library, rows: &[Found]) -> crate::Notice {
    library.excerpt(rows[0].notice, rows.iter().map(|found| found.row))
}

/// The library under a link, as its views see it.
#[derive(Clone, Copy)]
struct Scene<'a> {
    shelf: &'a Shelf,
    selection: &'a Selection,
    route: &'a Route,
    view: LibraryView,
    lang: Lang,
}

impl Scene<'_> {
    /// A link to this view with something changed, at its first page.
    fn link(&self, change: impl FnOnce(&mut Route)) -> String {
        let first = self.route.with(|route| route.library.page = 0);
        first.with(change).href()
    }

    /// How many filters are set.
    fn filters(&self) -> usize {
        self.route.query.filters() + self.route.library.filters()
    }

    fn place(view: LibraryView) -> Place {
        Place::Library(view)
    }
}

#[cfg(test)]
mod tests;
