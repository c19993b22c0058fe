//! The page's views: functions of the open documents and a link, giving HTML. Text from a notice enters HTML only
//! through `maud`'s escaping.

mod card;
mod detail;
mod edit;
mod exports;
mod facets;
mod frame;
mod home;
mod message;
#[cfg(feature = "more")]
mod more;
mod route;
mod source;
mod table;
mod text;
pub mod words;

use std::collections::HashMap;

use maud::{Markup, html};

use crate::book::{Book, Document, key_of};
use crate::read::{self, Decoder, Encoding, KnownFormat, Manuscript, Unreadable};
pub use edit::is_corrections;
#[cfg(feature = "more")]
pub use more::{Desk, Edited, File, Keep, Restored, Shelved, Step, Why};
use route::{Place, Route, View};
use words::Lang;

/// Largest file that is opened, in bytes. Notices have some dozen KB and the longest plans with all their attachments
/// less than 1 MB; a browser on an old desktop still handles this much.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// A reader's sitting: the open documents, and what the page shows now.
#[derive(Debug, Default)]
pub struct Session {
    book: Book,
    /// The browser's language, for links that name none.
    language: Lang,
    /// The HTML that each region of the page has.
    shown: HashMap<&'static str, String>,
    /// What the outermost region was made for. When it is made anew, so are the regions inside it.
    frame: Option<(Place, Lang)>,
    /// What stands between the reader's work and where it is kept.
    #[cfg(feature = "more")]
    bench: more::Bench,
    #[cfg(feature = "more")]
    shelf: more::Shelf,
}

/// What the page is to do.
#[derive(Debug, Default)]
pub struct Answer {
    /// The title of the browser's tab.
    pub title: String,
    /// What the live region says; empty to say nothing.
    pub announce: String,
    /// BCP 47 tag of the interface's language.
    pub language: &'static str,
    /// Which part stands in the middle: `home`, `library`, `message`, or the name of a document's view in links.
    pub view: &'static str,
    /// Ids of the elements whose contents change, with their HTML, outer ones first.
    pub regions: Vec<(&'static str, String)>,
    /// Id of the chosen task.
    pub row: Option<String>,
    /// Line of the source to show, counted from 1.
    pub line: Option<usize>,
    /// The sample file that must be fetched and opened before this link can be shown.
    pub sample: Option<&'static str>,
    /// Key of the notice in the library whose file must be opened again before this link can be shown.
    pub reopen: Option<String>,
    /// The link shows something that this engine lacks: the whole one must take over first.
    pub more: bool,
}

/// A file that the reader opens.
#[derive(Clone, Debug, Default)]
pub struct Opening<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its name; empty for pasted text.
    pub name: &'a str,
    /// The link that the page stands at.
    pub path: &'a str,
    /// The reader asks to have it read as text, whatever it is.
    pub anyway: bool,
    /// The encoding in which the reader asks to have it read, as a web page where it is one and else as text.
    pub encoding: Option<Encoding>,
    /// What the build that [`Opened::reader`] asked for made of the file, in `encoding` if that is named.
    pub read: Option<Result<Manuscript, Unreadable>>,
}

/// What was made of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The link that shows it, or says why not.
    pub path: String,
    /// Its key, whether it was opened or not.
    pub key: String,
    /// Whether it is among the open documents now.
    pub open: bool,
    /// What the reader's work on the document is kept by: see [`Document::content`].
    pub content: String,
    /// The document's corrections as they are to be kept now, where opening this file changed them.
    pub stored: Option<String>,
    /// The file can be opened by the whole engine only, which must take over first.
    pub more: bool,
    /// The build that must read the file first, by the stem of its files; the file is then to be opened with what it made.
    pub reader: Option<&'static str>,
    /// Whether it is an archive, whose files go to the library.
    pub archive: bool,
}

/// The build that reads this file, where this one does not. In an encoding of the reader's choice only web pages are more than
/// plain text.
fn reader_of(bytes: &[u8], encoding: Option<Encoding>) -> Option<&'static str> {
    if cfg!(feature = "formats") {
        return None;
    }
    let format = read::sniff(bytes)?;
    if encoding.is_none() || format == KnownFormat::Html { format.reader() } else { None }
}

/// A document under a link, as the views of it see it.
#[derive(Clone, Copy)]
struct Scene<'a> {
    document: &'a Document,
    route: &'a Route,
    lang: Lang,
    /// Positions of the tasks shown.
    found: &'a [usize],
    #[cfg(feature = "more")]
    bench: &'a more::Bench,
}

impl Session {
    /// A sitting in a browser of this language.
    pub fn new(language: Lang) -> Self {
        Self { language, ..Self::default() }
    }

    /// Reads a file and adds it to the open documents, unless it holds no text.
    pub fn open(&mut self, opening: Opening, decoder: &dyn Decoder) -> Opened {
        let now = Route::read(opening.path);
        let lang = now.lang.unwrap_or(self.language);
        if is_corrections(opening.bytes) {
            return self.open_corrections(opening.bytes, &now);
        }
        let content = key_of(opening.bytes);
        let key = home::sample_key(opening.path, opening.name).unwrap_or_else(|| content.clone());
        let name = if opening.name.is_empty() { lang.words().pasted_name } else { opening.name };
        let refused = |kind: &str| {
            let place = Place::Message(kind.to_owned());
            let route = Route { name: name.to_owned(), key: key.clone(), ..now.bare(place) };
            Opened { path: route.path(), key: key.clone(), content: content.clone(), ..Opened::default() }
        };
        if opening.bytes.len() > LARGEST_FILE {
            return refused("too-big");
        }
        let read = match (opening.encoding, opening.read) {
            _ if opening.bytes.is_empty() => Err(Unreadable::Format(KnownFormat::Empty)),
            (Some(encoding), _) if opening.anyway => Ok(read::text_in(opening.bytes, name, encoding, decoder)),
            (None, _) if opening.anyway => Ok(read::read_as_text(opening.bytes, name, decoder)),
            (_, Some(read)) => read,
            (encoding, None) => match reader_of(opening.bytes, encoding) {
                Some(_) if cfg!(not(feature = "more")) => {
                    return Opened { path: now.path(), key, content, more: true, ..Opened::default() };
                }
                Some(reader) => {
                    return Opened { path: now.path(), key, content, reader: Some(reader), ..Opened::default() };
                }
                None => match encoding {
                    Some(encoding) => Ok(read::read_in(opening.bytes, name, encoding, decoder)),
                    None => read::open_with(opening.bytes, name, decoder),
                },
            },
        };
        let mut manuscript = match read {
            Ok(manuscript) => manuscript,
            #[cfg(feature = "more")]
            Err(why) => {
                let archive = why == Unreadable::Format(KnownFormat::Zip);
                return Opened { archive, ..refused(more::refusal(why)) };
            }
            // What can be done with such a file the whole engine says.
            #[cfg(not(feature = "more"))]
            Err(_) => return Opened { path: now.path(), key, content, more: true, ..Opened::default() },
        };
        read::file_name(name).clone_into(&mut manuscript.source.name);
        let notice = crate::parse(&manuscript);
        let first = View::opening(&notice);
        let mut document = Document::new(key.clone(), manuscript, notice);
        document.content.clone_from(&content);
        document.encoding = opening.encoding;
        self.book.open(document);
        self.shown.clear();
        self.frame = None;
        // The link that waited for this very file shows it as it says.
        let route = match &now.place {
            Place::Document(wanted, _) if *wanted == key => now,
            _ => now.bare(Place::Document(key.clone(), first)),
        };
        Opened { path: route.path(), key, open: true, content, ..Opened::default() }
    }

    /// Closes a document and says which link to show then, given the one that the page stands at.
    pub fn close(&mut self, key: &str, path: &str) -> String {
        self.book.close(key);
        let now = Route::read(path);
        match &now.place {
            Place::Document(shown, _) if shown == key => {
                let next = self.book.documents().last().map(|other| Place::Document(other.key.clone(), View::Table));
                now.bare(next.unwrap_or_default()).path()
            }
            _ => now.path(),
        }
    }

    /// What a link shows.
    pub fn show(&mut self, path: &str) -> Answer {
        let route = Route::read(path);
        let lang = route.lang.unwrap_or(self.language);
        let mut answer = Answer { language: lang.tag(), row: route.row.clone(), ..Answer::default() };
        let mut regions = vec![("top", frame::top(&self.book, self.shelved(), &route, lang))];
        // What the outermost region depends on: for a document not on which part of it is shown.
        let mut frame = (route.place.clone(), lang);
        let words = lang.words();
        #[cfg(not(feature = "more"))]
        if route.needs_more() {
            answer.more = true;
            return answer;
        }
        match &route.place {
            Place::Document(key, view) => {
                if let Some(document) = self.book.document(key) {
                    frame.0 = Place::Document(key.clone(), View::Table);
                    let found = document.select(&route.query);
                    let scene = Scene {
                        document,
                        route: &route,
                        lang,
                        found: &found,
                        #[cfg(feature = "more")]
                        bench: &self.bench,
                    };
                    answer.view = view.name();
                    answer.title = text::visible(document.title()).into_owned();
                    answer.line = route.line;
                    answer.announce = frame::counted(&scene);
                    scene.render(&mut regions, self.frame.as_ref() != Some(&frame));
                } else if let Some(sample) = home::sample_file(key) {
                    answer.sample = Some(sample);
                    return answer;
                } else if self.is_shelved(key) {
                    answer.reopen = Some(key.clone());
                    return answer;
                } else {
                    answer.view = "message";
                    answer.title = words.not_open.to_owned();
                    regions.push(("view", message::not_open(lang)));
                }
            }
            #[cfg(not(feature = "more"))]
            Place::Library(_) => {
                answer.more = true;
                return answer;
            }
            #[cfg(feature = "more")]
            Place::Library(view) => {
                frame.0 = Place::Library(self.show_library(*view, &route, lang, &mut answer, &mut regions));
            }
            Place::Message(kind) => {
                answer.view = "message";
                let said = || message::of_kind(kind, &route, lang);
                #[cfg(feature = "more")]
                let (title, html) = more::edit::message(kind, &route, lang)
                    .or_else(|| more::refused(kind, &route, lang))
                    .unwrap_or_else(said);
                #[cfg(not(feature = "more"))]
                let (title, html) = said();
                answer.title = title;
                regions.push(("view", html));
            }
            Place::NotFound => {
                answer.view = "message";
                answer.title = words.not_found.to_owned();
                regions.push(("view", message::not_found(&route, lang)));
            }
            Place::Home => {
                answer.view = "home";
                answer.title = words.tagline.to_owned();
                regions.push(("view", home::home(&route, lang)));
            }
        }
        if answer.announce.is_empty() {
            answer.announce.clone_from(&answer.title);
        }
        answer.title = format!("{} · {}", answer.title, words.product);
        #[cfg(feature = "more")]
        regions.push(("help", more::help(&route, lang)));
        regions.push(("busy-text", html! { (words.busy) " " button type="button" data-cancel { (words.cancel) } }));
        regions.push(("drop-text", html! { (words.drop_now) }));
        if self.frame.as_ref() != Some(&frame) {
            self.frame = Some(frame);
            self.shown.clear();
        }
        for (id, html) in regions {
            let html = html.into_string();
            if self.shown.get(id) != Some(&html) {
                self.shown.insert(id, html.clone());
                answer.regions.push((id, html));
            }
        }
        answer
    }
}

#[cfg(not(feature = "more"))]
impl Session {
    /// The library is in the whole engine alone.
    fn shelved(&self) -> usize {
        0
    }

    fn is_shelved(&self, _key: &str) -> bool {
        false
    }
}

impl Scene<'_> {
    /// `anew`: the frame is not on the page yet. What is in it depends on the document alone.
    fn render(&self, regions: &mut Vec<(&'static str, Markup)>, anew: bool) {
        if anew {
            regions.push(("view", frame::frame(self)));
            regions.push(("source-text", source::text(self)));
        }
        regions.push(("card", card::card(self)));
        regions.push(("tabs", frame::tabs(self)));
        if !self.document.notice.tasks.is_empty() {
            let facets = self.document.facets(&self.route.query);
            regions.push(("state", facets::state(self)));
            regions.push(("facet-role", facets::roles(self, &facets)));
            regions.push(("facet-unit", facets::units(self, &facets)));
            regions.push(("facet-leader", facets::leaders(self, &facets)));
            regions.push(("facet-section", facets::sections(self, &facets)));
            regions.push(("facet-check", facets::checks(self, &facets)));
            #[cfg(feature = "more")]
            more::tools(self, &facets, regions);
            #[cfg(not(feature = "more"))]
            frame::offers(self, regions);
            regions.push(("count", frame::count(self)));
            regions.push(("chips", facets::chips(self)));
            #[cfg(feature = "more")]
            regions.push(("work", more::edit::bar(self)));
        }
        #[cfg(feature = "more")]
        regions.extend(more::middle(self));
        #[cfg(not(feature = "more"))]
        regions.push(("table", table::table(self)));
        #[cfg(feature = "more")]
        regions.extend([
            ("contents-place", more::contents(self)),
            ("source-as", more::switch(self)),
            ("pages", more::pages(self)),
        ]);
        #[cfg(not(feature = "more"))]
        regions.push(("contents-place", source::offer_contents(self)));
        #[cfg(feature = "more")]
        regions.push(("edit", more::edit::form(self)));
        regions.push(("detail", detail::detail(self)));
    }
}

#[cfg(test)]
mod tests;
