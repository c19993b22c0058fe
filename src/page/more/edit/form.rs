//! The forms: the cells of a row, its parts, a new row.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{Attempt, Body, printed};
use crate::book::Document;
use crate::book::corrections::{NamedUnit, NamedUnits, Value};
use crate::model::{Field, Task, UnitRole};
use crate::page::Scene;
use crate::page::route::{Edit, Route};
use crate::page::text::visible;
use crate::page::words::EditWords;

/// The roles as forms name them.
const ROLES: [(&str, UnitRole); 3] =
    [("lead", UnitRole::Lead), ("responsible", UnitRole::Responsible), ("support", UnitRole::Support)];

fn role(name: &str) -> UnitRole {
    ROLES.iter().find(|(known, _)| *known == name).map_or(UnitRole::Responsible, |&(_, role)| role)
}

/// The form that the link asks for.
pub(in crate::page) fn form(scene: &Scene) -> Markup {
    let chosen = scene.route.row.as_deref().and_then(|row| scene.document.task(row)).map(|(_, task)| task);
    match (scene.route.further.edit, chosen) {
        (Edit::Row, Some(task)) => row(scene, task),
        (Edit::Split, Some(task)) => split(scene, task),
        (Edit::Add, _) => add(scene, chosen),
        _ => html! {},
    }
}

/// A form being filled in: what was sent with something wrong in it, or else what stands there.
struct Draft<'a> {
    words: &'static EditWords,
    attempt: Option<&'a Attempt>,
}

impl<'a> Draft<'a> {
    fn new(scene: &Scene<'a>, row: &str) -> Self {
        let attempt = scene.bench.attempt.as_ref();
        let attempt = attempt.filter(|attempt| attempt.edit == scene.route.further.edit && attempt.row == row);
        Self { words: scene.lang.edit_words(), attempt }
    }

    fn value(&self, name: &str, present: String) -> String {
        self.attempt.map_or(present, |attempt| attempt.body.get(name).to_owned())
    }

    /// What is wrong with a field, beside it.
    fn complaint(&self, name: &str) -> Option<&'static str> {
        self.attempt.filter(|attempt| attempt.wrong == name).map(|_| match name {
            "parts" => self.words.split_needed,
            _ => self.words.text_needed,
        })
    }
}

/// A form's frame: its title, a way out, the fields.
fn frame(scene: &Scene, task: Option<&Task>, title: &str, action: &str, fields: Markup) -> Markup {
    let words = scene.lang.edit_words();
    let out = scene.route.with(|route: &mut Route| {
        route.further.edit = Edit::None;
        route.further.words.clear();
    });
    let row = task.map_or("", |task| task.id.as_str());
    html! {
        header {
            h2 { (title) @if let Some(seq) = task.and_then(|task| task.seq.as_deref()) { " " span.number { (visible(seq)) } } }
            nav {
                a.icon #edit-close data-dismiss href=(out.href()) aria-label=(words.cancel) title=(words.cancel) { "×" }
            }
        }
        form.editor id={ "form-" (action) "-" (row) } data-edit novalidate {
            input type="hidden" name="do" value=(action);
            input type="hidden" name="row" value=(row);
            (fields)
            div.actions {
                button.primary type="submit" { (words.save) }
                a.button href=(out.href()) { (words.cancel) }
            }
        }
    }
}

/// A labelled field; `control` has the id `edit-NAME`.
fn field(name: &str, label: &str, hint: Option<&str>, complaint: Option<&str>, control: Markup) -> Markup {
    html! {
        div.field {
            label for={ "edit-" (name) } { (label) }
            (control)
            @if let Some(complaint) = complaint { p.wrong id={ "wrong-" (name) } role="alert" { (complaint) } }
            @if let Some(hint) = hint { p.quiet id={ "hint-" (name) } { (hint) } }
        }
    }
}

/// A box for one line.
fn line(name: &str, label: &str, hint: Option<&str>, value: &str, list: Option<&str>) -> Markup {
    let described = hint.map(|_| format!("hint-{name}"));
    let control = html! {
        input id={ "edit-" (name) } type="text" name=(name) value=(value) list=[list] autocomplete="off" lang="zh-CN"
            aria-describedby=[described];
    };
    field(name, label, hint, None, control)
}

/// A box for several lines that must not stay empty.
fn lines(name: &str, label: &str, hint: Option<&str>, complaint: Option<&str>, value: &str, rows: usize) -> Markup {
    let described: Vec<String> =
        complaint.map(|_| format!("wrong-{name}")).into_iter().chain(hint.map(|_| format!("hint-{name}"))).collect();
    let control = html! {
        textarea id={ "edit-" (name) } name=(name) rows=(rows) lang="zh-CN" required aria-invalid=(complaint.is_some())
            aria-describedby=[(!described.is_empty()).then(|| described.join(" "))] { (value) }
    };
    field(name, label, hint, complaint, control)
}

/// The fields of all cells, with what stands in `task`.
fn cells(scene: &Scene, task: &Task, draft: &Draft) -> Markup {
    let (lang, words) = (scene.lang, draft.words);
    let shown = |field, name: &str| draft.value(name, printed::value(&Value::of(field, task), lang));
    html! {
        (lines("text", lang.field(Field::Text), None, draft.complaint("text"), &shown(Field::Text, "text"), 4))
        div.pair {
            (line("seq", lang.field(Field::Seq), None, &shown(Field::Seq, "seq"), None))
            (line("deadline", lang.field(Field::Deadline), None, &shown(Field::Deadline, "deadline"), None))
        }
        (line("leaders", lang.field(Field::Leaders), Some(words.leaders_hint), &shown(Field::Leaders, "leaders"), None))
        (units(scene, task, draft))
        (line("note", lang.field(Field::Note), None, &shown(Field::Note, "note"), None))
        (line("section", lang.field(Field::Section), Some(words.section_hint), &shown(Field::Section, "section"),
            Some("known-sections")))
        datalist #known-sections {
            @for section in known_sections(scene.document) { option value=(section) {} }
        }
    }
}

/// The units, each with its role, and a place for more.
fn units(scene: &Scene, task: &Task, draft: &Draft) -> Markup {
    let (lang, words) = (scene.lang, draft.words);
    let Value::Units(present) = Value::of(Field::Units, task) else { return html! {} };
    let rows: Vec<(String, UnitRole)> = match draft.attempt {
        Some(attempt) => sent_units(&attempt.body).map(|(name, role)| (name.to_owned(), role)).collect(),
        None => present.list.iter().map(|unit| (unit.name.clone(), unit.role)).collect(),
    };
    let open_ended = draft.attempt.map_or(present.open_ended, |attempt| !attempt.body.get("open").is_empty());
    let roles = |id: &str, name: &str, label: &str, chosen: UnitRole| {
        html! {
            select id=(id) name=(name) aria-label=(label) {
                @for (value, role) in ROLES { option value=(value) selected[role == chosen] { (lang.role(role)) } }
            }
        }
    };
    html! {
        fieldset.field {
            legend { (lang.field(Field::Units)) }
            @for (at, (name, chosen)) in rows.iter().enumerate() {
                @let number = at + 1;
                div.unit {
                    input id={ "edit-unit-" (number) } type="text" name="unit" value=(name) list="known-units" lang="zh-CN"
                        autocomplete="off" aria-label={ (words.unit_name) " " (number) };
                    (roles(&format!("edit-role-{number}"), "role", &format!("{} {number}", words.unit_role), *chosen))
                }
            }
            div.unit {
                input id="edit-more-units" type="text" name="more-units" value=(draft.value("more-units", String::new()))
                    list="known-units" lang="zh-CN" autocomplete="off" placeholder=(words.more_units)
                    aria-label=(words.more_units);
                @let chosen = draft.attempt.map_or(UnitRole::Responsible, |attempt| role(attempt.body.get("more-role")));
                (roles("edit-more-role", "more-role", words.more_units_role, chosen))
            }
            @if !rows.is_empty() { p.quiet { (words.units_hint) } }
            label.tick-box {
                input type="checkbox" name="open" value="1" checked[open_ended]; " " (words.open_ended)
            }
            datalist #known-units {
                @for unit in &scene.document.notice.units { option value=(unit.name) {} }
            }
        }
    }
}

/// Names and roles of units as they were sent.
fn sent_units(body: &Body) -> impl Iterator<Item = (&str, UnitRole)> {
    body.all("unit").zip(body.all("role").map(role))
}

/// The sections of the notice as a cell prints them.
fn known_sections(document: &Document) -> Vec<String> {
    let mut known: Vec<&Vec<String>> = document.notice.tasks.iter().map(|task| &task.section).collect();
    known.dedup();
    known.into_iter().filter(|section| !section.is_empty()).map(|section| section.join(" › ")).collect()
}

fn row(scene: &Scene, task: &Task) -> Markup {
    let words = scene.lang.edit_words();
    let draft = Draft::new(scene, &task.id);
    let open = |edit| scene.route.with(|route: &mut Route| route.further.edit = edit).href();
    let next = scene.document.task(&task.id).and_then(|(at, _)| scene.document.notice.tasks.get(at + 1));
    html! {
        (frame(scene, Some(task), scene.lang.words().correct, "save", cells(scene, task, &draft)))
        div.actions.row-actions {
            a.button #split href=(open(Edit::Split)) { (words.split) }
            @if let Some(next) = next {
                button #join type="button" data-edit={ "do=join&row=" (task.id) } title=(visible(&next.text)) { (words.join) }
            }
            button #remove type="button" data-edit={ "do=remove&row=" (task.id) } { (words.remove) }
        }
    }
}

fn split(scene: &Scene, task: &Task) -> Markup {
    let words = scene.lang.edit_words();
    let draft = Draft::new(scene, &task.id);
    let value = draft.value("parts", one_line(&task.text));
    let fields = lines("parts", words.split_label, Some(words.split_hint), draft.complaint("parts"), &value, 8);
    frame(scene, Some(task), words.split_title, "split", fields)
}

/// A new row: where the words that it begins with stand in the source, or else below the chosen row, or the last.
fn add(scene: &Scene, chosen: Option<&Task>) -> Markup {
    let document = scene.document;
    let draft = Draft::new(scene, "");
    let place = document.find(&scene.route.further.words, 0);
    let below = match place {
        Some(place) => document.row_before(place.start),
        None => chosen.or(document.notice.tasks.last()),
    };
    let blank = Task {
        text: one_line(&scene.route.further.words),
        section: below.map(|task| task.section.clone()).unwrap_or_default(),
        ..Task::default()
    };
    let fields = html! {
        input type="hidden" name="below" value=(below.map_or("", |task| task.id.as_str()));
        (cells(scene, &blank, &draft))
    };
    frame(scene, None, draft.words.new_row, "add", fields)
}

/// What a form says of the cells of a row (`row` empty for a new one): those that it changes, or the name of the field
/// that something is wrong with.
pub(super) fn read(document: &Document, row: &str, body: &Body) -> Result<Vec<Value>, &'static str> {
    let blank = Task::default();
    let task = document.task(row).map_or(&blank, |(_, task)| task);
    let text = one_line(body.get("text"));
    if text.is_empty() {
        return Err("text");
    }
    let some = |name: &str| Some(body.get(name).trim().to_owned()).filter(|value| !value.is_empty());
    let values = [
        Value::Text(text),
        Value::Seq(some("seq")),
        Value::Section(printed::read_section(body.get("section"))),
        Value::Leaders(printed::read_leaders(body.get("leaders"))),
        Value::Units(read_units(document, task, body)),
        Value::Deadline(some("deadline")),
        Value::Note(some("note")),
    ];
    // A cell that still reads as it was shown was not changed, whatever its words would be read as.
    let same = |value: &Value| {
        let present = Value::of(value.field(), task);
        let shown = |value| printed::value(value, crate::page::words::Lang::Zh);
        present == *value || shown(&present) == shown(value) && !matches!(value, Value::Units(_))
    };
    Ok(values.into_iter().filter(|value| !same(value)).collect())
}

fn read_units(document: &Document, task: &Task, body: &Body) -> NamedUnits {
    let mut known: HashMap<String, NamedUnit> = HashMap::new();
    // The row's own reading of a name comes before that of others.
    for task in std::iter::once(task).chain(&document.notice.tasks) {
        if let Value::Units(units) = Value::of(Field::Units, task) {
            for unit in units.list {
                known.entry(unit.name.clone()).or_insert(unit);
            }
        }
    }
    let named = |name: &str, role| match known.get(name) {
        Some(unit) => NamedUnit { role, ..unit.clone() },
        None => NamedUnit { name: name.to_owned(), role, aliases: Vec::new() },
    };
    let mut list = Vec::new();
    for (typed, role) in sent_units(body) {
        // A name that is known as a whole may hold separators.
        let typed = typed.trim();
        if known.contains_key(typed) {
            list.push(named(typed, role));
        } else {
            list.extend(printed::read_units(typed).iter().map(|name| named(name, role)));
        }
    }
    let more = role(body.get("more-role"));
    list.extend(printed::read_units(body.get("more-units")).iter().map(|name| named(name, more)));
    NamedUnits { list, open_ended: !body.get("open").is_empty() }
}

/// Typed words as one line: line ends vanish, but for a space between Latin words.
fn one_line(typed: &str) -> String {
    crate::text::join(typed, &[crate::Span::new(0, typed.len())])
}
