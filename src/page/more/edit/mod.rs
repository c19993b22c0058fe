//! The reader's work on rows: what the page sends of it, and what the views show of it.

mod form;
mod list;
mod printed;

use std::collections::HashMap;

use form_urlencoded::parse;
use maud::{Markup, html};

use super::save::{File, Step, file_name};
use crate::book::Document;
use crate::book::corrections::{self, Corrections, Part, Refusal, Value};
use crate::model::{Field, Task};
use crate::page::route::{Edit, Place, Route, View};
use crate::page::text::visible;
use crate::page::words::Lang;
use crate::page::{Opened, Scene, Session};
pub(in crate::page) use form::form;
pub(in crate::page) use list::{bar, list};

/// The media type of a file of corrections.
const MEDIA_TYPE: &str = "application/json";

/// What stands between the reader's work and where it is kept.
#[derive(Debug, Default)]
pub(in crate::page) struct Bench {
    /// Corrections from files whose notice is not open, by [`Document::content`].
    waiting: HashMap<String, Corrections>,
    /// A form that was sent with something wrong in it.
    attempt: Option<Attempt>,
    /// The browser could not keep the corrections.
    unkept: bool,
    /// [`Document::content`] of those whose kept corrections could not be read.
    unread: Vec<String>,
}

/// A form that could not be accepted.
#[derive(Debug)]
struct Attempt {
    edit: Edit,
    row: String,
    body: Body,
    /// Name of the field that something is wrong with.
    wrong: &'static str,
}

/// The fields of a form as they were sent.
#[derive(Clone, Debug, Default)]
struct Body(Vec<(String, String)>);

impl Body {
    fn read(body: &str) -> Self {
        Self(parse(body.as_bytes()).into_owned().collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// What came of a piece of work.
#[derive(Debug, Default)]
pub struct Edited {
    /// The link to show.
    pub path: String,
    /// By what the document's corrections are to be kept; empty where nothing is to be.
    pub content: String,
    /// The corrections to be kept; `None` to forget them.
    pub stored: Option<String>,
    /// All that the browser keeps is to be forgotten.
    pub forget: bool,
    /// A file for the reader.
    pub file: Option<File>,
}

/// What came of corrections that were kept.
#[derive(Debug, Default)]
pub struct Restored {
    /// They could not be read; they must not be overwritten.
    pub unread: bool,
    /// The corrections to be kept from now on, where they changed.
    pub stored: Option<String>,
}

/// The names of parts in forms.
const PARTS: [(&str, Part); 10] = [
    ("section", Part::Cell(Field::Section)),
    ("seq", Part::Cell(Field::Seq)),
    ("text", Part::Cell(Field::Text)),
    ("leaders", Part::Cell(Field::Leaders)),
    ("units", Part::Cell(Field::Units)),
    ("deadline", Part::Cell(Field::Deadline)),
    ("note", Part::Cell(Field::Note)),
    ("removed", Part::Removed),
    ("checked", Part::Checked),
    ("added", Part::Added),
];

fn part_name(part: Part) -> &'static str {
    PARTS.iter().find(|(_, other)| *other == part).map_or("", |(name, _)| name)
}

/// What a button sends that does something to one part of a row's corrections.
fn order(what: &str, row: &str, part: Part) -> String {
    format!("do={what}&row={row}&part={}", part_name(part))
}

impl Session {
    /// Does what a form or button of the page says (`body` as a form's URL-encoded contents) at the link `path`.
    pub fn edit(&mut self, path: &str, body: &str) -> Edited {
        let now = Route::read(path);
        let body = Body::read(body);
        let stay = || Edited { path: now.path(), ..Edited::default() };
        match body.get("do") {
            "not-kept" => {
                self.bench.unkept = true;
                return stay();
            }
            "forget-all" => {
                self.book.documents_mut().iter_mut().for_each(Document::clear_corrections);
                (self.bench, self.frame) = (Bench::default(), None);
                return Edited { forget: true, ..stay() };
            }
            _ => {}
        }
        let Place::Document(key, _) = &now.place else { return stay() };
        let Some(document) = self.book.document_mut(key) else { return stay() };
        if body.get("do") == "file" {
            return Edited { file: corrections_file(document), ..stay() };
        }
        self.bench.attempt = None;
        let ids = |document: &Document| document.notice.tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>();
        let before = ids(document);
        let row = match perform(document, &body) {
            Ok(row) => row,
            Err(wrong) => {
                let row = body.get("row").to_owned();
                self.bench.attempt = Some(Attempt { edit: now.further.edit, row, body, wrong });
                return stay();
            }
        };
        if ids(document) != before {
            // Rows came or went: the source names them anew.
            self.frame = None;
        }
        self.bench.unkept = false;
        let next = now.with(|route| {
            (route.further.edit, route.row) = (Edit::None, row.or_else(|| now.row.clone()));
            route.further.words.clear();
        });
        let stored = document.corrections_file().map(|file| file.write());
        Edited { path: next.path(), content: document.content.clone(), stored, ..Edited::default() }
    }

    /// Takes up the corrections that were kept for a document (empty for none), and those of a file that waited for it.
    pub fn restore(&mut self, key: &str, kept: &str) -> Restored {
        let Some(document) = self.book.document_mut(key) else { return Restored::default() };
        let mut restored = Restored::default();
        match (kept.is_empty(), corrections::File::read(kept)) {
            // Another tab has forgotten them, or there are none.
            (true, _) if document.corrections().is_none() => {}
            (true, _) => document.restore(Corrections::default()),
            (false, Ok(file)) => document.restore(file.rows),
            (false, Err(_)) => {
                restored.unread = true;
                self.bench.unread.push(document.content.clone());
            }
        }
        if let Some(waiting) = self.bench.waiting.remove(&document.content) {
            document.merge(waiting);
            restored.stored = document.corrections_file().map(|file| file.write());
        }
        (self.frame, self.bench.attempt) = (None, None);
        restored
    }

    /// Opens a file of corrections: they go to their notice, or wait for it.
    pub(in crate::page) fn open_corrections(&mut self, bytes: &[u8], now: &Route) -> Opened {
        let message = |kind: &str, name: String, detail: String| {
            let route = Route { name, detail, ..now.bare(Place::Message(kind.to_owned())) };
            Opened { path: route.path(), ..Opened::default() }
        };
        let file = match corrections::File::read(&String::from_utf8_lossy(bytes)) {
            Ok(file) => file,
            Err(Refusal::Newer) => return message("corrections-newer", String::new(), String::new()),
            Err(Refusal::Damaged(why)) => return message("corrections-damaged", String::new(), why),
        };
        let open = self.book.documents_mut().iter_mut().find(|document| document.content == file.notice.key);
        let Some(document) = open else {
            let (name, title) = (file.notice.name, file.notice.title.unwrap_or_default());
            self.bench.waiting.insert(file.notice.key, file.rows);
            return message("corrections-wait", name, title);
        };
        document.merge(file.rows);
        self.frame = None;
        let stored = document.corrections_file().map(|file| file.write());
        let path = match &now.place {
            Place::Document(key, _) if *key == document.key => now.path(),
            _ => now.bare(Place::Document(document.key.clone(), View::Table)).path(),
        };
        Opened { path, content: document.content.clone(), stored, ..Opened::default() }
    }
}

/// Does to a document what a form says, and returns the id of the row to show then, or else the name of the field that
/// something is wrong with.
fn perform(document: &mut Document, body: &Body) -> Result<Option<String>, &'static str> {
    let row = body.get("row").to_owned();
    let part = PARTS.iter().find(|(name, _)| *name == body.get("part")).map(|&(_, part)| part);
    match (body.get("do"), part) {
        ("save", _) => {
            let values = form::read(document, &row, body)?;
            document.correct(&row, values);
        }
        ("add", _) => {
            let values = form::read(document, "", body)?;
            let below = body.get("below");
            let text = values.iter().find_map(|value| if let Value::Text(text) = value { Some(text) } else { None });
            let from = document.task(below).and_then(|(_, task)| task.spans.text.first()).map_or(0, |span| span.start);
            let place = text.and_then(|text| document.find(text, from));
            return Ok(Some(document.add(Some(below), values, place.into_iter().collect())));
        }
        ("split", _) => {
            let parts: Vec<String> =
                body.get("parts").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            if parts.len() < 2 {
                return Err("parts");
            }
            document.split(&row, &parts);
        }
        ("join", _) => {
            document.join(&row);
        }
        ("remove", _) => document.remove(&row),
        ("check", _) => document.check(&row, true),
        ("uncheck", _) => document.check(&row, false),
        ("undo", _) => {
            document.undo();
        }
        ("redo", _) => {
            document.redo();
        }
        ("clear", _) => document.clear_corrections(),
        ("take-back", Some(part)) => document.take_back(&row, part),
        ("insist", Some(part)) => document.insist(&row, part),
        _ => {}
    }
    Ok(None)
}

fn corrections_file(document: &Document) -> Option<File> {
    Some(File {
        name: format!("{}.fenjie.json", file_name(document.title())),
        media_type: MEDIA_TYPE,
        bytes: document.corrections_file()?.write().into_bytes(),
        step: Step::Save,
        said: String::new(),
    })
}

/// What the parser read in a cell that was corrected since.
pub(in crate::page) fn parsed(scene: &Scene, task: &Task, field: Field) -> Option<String> {
    if !task.corrected.contains(&field) {
        return None;
    }
    let words = scene.lang.edit_words();
    match scene.document.parsed_task(&task.id) {
        Some(parsed) => {
            let before = printed::value(&Value::of(field, parsed), scene.lang);
            Some(format!("{}{}{}", words.parsed, scene.lang.pick("：", ": "), or_nothing(&before, scene.lang)))
        }
        None if field == Field::Text => Some(words.added.to_owned()),
        None => None,
    }
}

fn or_nothing(value: &str, lang: Lang) -> &str {
    if value.is_empty() { lang.edit_words().nothing } else { value }
}

/// The corrected cells of a row with what the parser read there, each to be taken back.
pub(in crate::page) fn corrected_cells(scene: &Scene, task: &Task) -> Markup {
    if task.corrected.is_empty() {
        return html! {};
    }
    let words = scene.lang.edit_words();
    let known_as = scene.document.report().map_or(task.id.as_str(), |report| report.corrected_as(&task.id));
    let Some(parsed) = scene.document.parsed_task(&task.id) else {
        return html! {
            p.corrected {
                span.pencil aria-hidden="true" { "✎" } (words.added) " "
                button.as-link type="button" data-edit=(order("take-back", known_as, Part::Added)) { (words.take_out) }
            }
        };
    };
    html! {
        ul.corrected { @for &field in &task.corrected {
            li {
                span.pencil aria-hidden="true" { "✎" } (scene.lang.field(field)) " " (words.parsed)
                (scene.lang.pick("：", ": "))
                @let before = printed::value(&Value::of(field, parsed), scene.lang);
                span lang="zh-CN" { (visible(or_nothing(&before, scene.lang))) } " "
                button.as-link type="button" data-edit=(order("take-back", known_as, Part::Cell(field))) { (words.take_back) }
            }
        } }
    }
}

/// What there is to say of a file of corrections: title and contents, `None` for other messages.
pub(in crate::page) fn message(kind: &str, route: &Route, lang: Lang) -> Option<(String, Markup)> {
    let words = lang.edit_words();
    let (title, hint) = match kind {
        "corrections-wait" => (words.wait_title, words.wait_hint),
        "corrections-newer" => lang.refusal(&Refusal::Newer),
        "corrections-damaged" => lang.refusal(&Refusal::Damaged(String::new())),
        _ => return None,
    };
    let html = html! {
        main.message {
            h1 { (title) }
            p { (hint) }
            @if kind == "corrections-wait" {
                p.file-name { (visible(&route.name)) }
                @if !route.detail.is_empty() { p lang="zh-CN" { (visible(&route.detail)) } }
            } @else if !route.detail.is_empty() {
                details { summary { (lang.words().technical) } pre { (visible(&route.detail)) } }
            }
            div.actions {
                button.primary type="button" data-pick { (lang.words().open_file) }
                a.button href=(route.bare(Place::Home).href()) { (lang.words().go_home) }
            }
        }
    };
    Some((title.to_owned(), html))
}
