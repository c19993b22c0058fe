//! The assignment table.

use maud::{Markup, html};

use super::text::{GOES_ON, Parts, marked, marked_name, visible};
use super::{Scene, edit};
use crate::book::{Check, Sort, SortKey};
use crate::model::{Field, Task, Unit, UnitRole};

/// Which columns are shown.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub leaders: bool,
    pub units: bool,
    pub deadline: bool,
    pub note: bool,
}

impl Columns {
    /// Those that the notice has anything for.
    pub fn filled(tasks: &[Task]) -> Self {
        Self {
            leaders: tasks.iter().any(|task| !task.leaders.is_empty()),
            units: tasks.iter().any(|task| !task.units.is_empty()),
            deadline: tasks.iter().any(|task| task.deadline.is_some()),
            note: tasks.iter().any(|task| task.note.is_some()),
        }
    }

    /// Of those, the ones that the reader left.
    pub fn of(scene: &Scene) -> Self {
        let filled = Self::filled(&scene.document.notice.tasks);
        #[cfg(feature = "more")]
        let filled = super::more::left(scene, filled);
        filled
    }

    pub fn count(&self) -> usize {
        2 + [self.leaders, self.units, self.deadline, self.note].into_iter().filter(|&column| column).count()
    }
}

/// The table, or what to do where it has no rows.
pub(super) fn table(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let tasks = &scene.document.notice.tasks;
    if tasks.is_empty() {
        return html! {
            div.state {
                h2 { (words.no_tasks) }
                p { (words.no_tasks_hint) }
                a.button.primary.to-source href=(source_link(scene)) { (words.see_source) }
            }
        };
    }
    if scene.found.is_empty() {
        return html! { div.state { h2 { (words.nothing_found) } p { (words.nothing_found_hint) } } };
    }
    let columns = Columns::of(scene);
    let terms = scene.route.query.terms();
    html! {
        table.tasks {
            caption.unseen { (words.view_table) }
            thead {
                tr {
                    (heading(scene, SortKey::Order, "number"))
                    th.task scope="col" { (words.column_task) }
                    @if columns.leaders { (heading(scene, SortKey::Leader, "leaders")) }
                    @if columns.units { (heading(scene, SortKey::Unit, "units")) }
                    @if columns.deadline { (heading(scene, SortKey::Deadline, "deadline")) }
                    @if columns.note { th.note scope="col" { (words.column_note) } }
                }
            }
            (bodies(scene, columns, &terms))
        }
    }
}

/// The rows, under the headings of the notice or as the reader groups them.
fn bodies(scene: &Scene, columns: Columns, terms: &[String]) -> Markup {
    #[cfg(feature = "more")]
    if scene.route.further.grouping != crate::book::Grouping::Section {
        return super::more::grouped(scene, columns, terms);
    }
    // Out of the notice's order the headings would be repeated from row to row: each row then names its own.
    let grouped = scene.route.query.sort == Sort::default();
    let mut parts = Parts::default();
    let mut before: Option<usize> = None;
    html! {
        @for group in groups(scene, grouped) {
            @for (at, (cut, rows)) in parts.of(group).into_iter().enumerate() {
                (cut)
                tbody class=[(at > 0).then_some(GOES_ON)] {
                    @if grouped && at == 0 { (band(scene, before.replace(group[0]), group[0], columns)) }
                    @for &row in rows { (line(scene, row, Line { alone: !grouped, first: true, columns, terms })) }
                }
            }
        }
    }
}

/// How a row is shown.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// It stands under no heading of the notice, and names its own.
    pub alone: bool,
    /// No other row before it on the page is of the same task.
    pub first: bool,
    pub columns: Columns,
    /// The words of the search.
    pub terms: &'a [String],
}

fn source_link(scene: &Scene) -> String {
    let place = super::Place::Document(scene.document.key.clone(), super::View::Source);
    scene.route.with(|route| route.place = place).href()
}

/// Runs of rows under the same headings.
fn groups<'a>(scene: &Scene<'a>, grouped: bool) -> Vec<&'a [usize]> {
    let path = |row: usize| {
        let task = &scene.document.notice.tasks[row];
        (&task.attachment, &task.section)
    };
    scene.found.chunk_by(|&a, &b| !grouped || path(a) == path(b)).collect()
}

/// A column's heading, which sorts.
fn heading(scene: &Scene, key: SortKey, class: &str) -> Markup {
    let sort = scene.route.query.sort;
    let current = sort.key == key;
    let next = Sort { key, descending: current && !sort.descending };
    let direction = match (current, sort.descending) {
        (false, _) => None,
        (true, false) => Some("ascending"),
        (true, true) => Some("descending"),
    };
    html! {
        th class=(class) scope="col" aria-sort=[direction] {
            a id={ "sort-" (class) } href=(scene.route.with(|route| route.query.sort = next).href()) {
                (scene.lang.sort(key))
                span.arrow aria-hidden="true" { (match direction {
                    None => "",
                    Some("ascending") => "↑",
                    Some(_) => "↓",
                }) }
            }
        }
    }
}

/// The headings above a group of rows, those that stand above a row of the group `before` it left out.
fn band(scene: &Scene, before: Option<usize>, first: usize, columns: Columns) -> Markup {
    let path = scene.document.sections_of(first);
    let before = before.map(|row| scene.document.sections_of(row)).unwrap_or_default();
    let same = path.iter().zip(&before).take_while(|(own, other)| own.path == other.path).count();
    html! {
        @for section in path.iter().skip(same) {
            tr class={ "section depth-" (section.depth.min(4)) } {
                th scope="rowgroup" colspan=(columns.count()) lang="zh-CN" { (visible(&section.title)) }
            }
        }
    }
}

/// A row of a table of tasks.
pub(super) fn line(scene: &Scene, row: usize, Line { alone, first, columns, terms }: Line) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.words());
    let task = &scene.document.notice.tasks[row];
    let check = [Check::Doubtful, Check::Noted].into_iter().any(|check| scene.document.falls_under(row, check));
    // What the parser read in each cell that was corrected.
    let parsed = |field| edit::parsed(scene, task, field);
    let [seq, text] = [Field::Seq, Field::Text].map(parsed);
    let [leaders, parties, deadline, note] = [Field::Leaders, Field::Units, Field::Deadline, Field::Note].map(parsed);
    html! {
        tr data-task=(task.id) {
            th.number scope="row" title=[&seq] {
                button.row type="button" id=[first.then(|| format!("row-{}", task.id))] data-row=(task.id)
                    aria-label={ (words.details) " " (task.seq.as_deref().unwrap_or("")) } {
                    (visible(task.seq.as_deref().unwrap_or("·")))
                }
                (edit::sign(seq.as_ref())) (edit::tick(scene, task))
                @if check { span.flag title=(words.to_check) { "!" span.unseen { (words.to_check) } } }
            }
            td.task lang="zh-CN" title=[&text] {
                @if alone && let Some(section) = scene.document.sections_of(row).last() {
                    span.where { (visible(&section.title)) }
                }
                (marked(&task.text, terms)) (edit::sign(text.as_ref()))
            }
            @if columns.leaders {
                td.leaders data-label=(lang.sort(SortKey::Leader)) lang="zh-CN" title=[&leaders] {
                    @for person in &task.leaders {
                        span.person {
                            @if let Some(title) = &person.title { small { (visible(title)) } }
                            (name(&person.name, &scene.route.query.leaders, terms))
                        }
                        " "
                    }
                    (edit::sign(leaders.as_ref()))
                }
            }
            @if columns.units {
                td.units data-label=(lang.sort(SortKey::Unit)) lang="zh-CN" title=[&parties] {
                    (edit::sign(parties.as_ref())) (units(scene, task, terms))
                }
            }
            @if columns.deadline {
                td.deadline data-label=(lang.sort(SortKey::Deadline)) lang="zh-CN" title=[&deadline] {
                    (marked(task.deadline.as_deref().unwrap_or_default(), terms)) (edit::sign(deadline.as_ref()))
                }
            }
            @if columns.note {
                td.note data-label=(words.column_note) lang="zh-CN" title=[&note] {
                    (marked(task.note.as_deref().unwrap_or_default(), terms)) (edit::sign(note.as_ref()))
                }
            }
        }
    }
}

/// Units by role, leads first. Responsible units are named as such only beside others.
pub(super) fn units(scene: &Scene, task: &Task, terms: &[String]) -> Markup {
    let of = |role| task.units.iter().filter(move |unit| unit.role == role).collect::<Vec<&Unit>>();
    let roles = [UnitRole::Lead, UnitRole::Responsible, UnitRole::Support].map(|role| (role, of(role)));
    let last = roles.iter().rposition(|(_, units)| !units.is_empty());
    html! {
        @for (at, (role, units)) in roles.iter().enumerate() {
            @if !units.is_empty() {
                p class={ "by-role " (role_class(*role)) } {
                    @if !only_responsible(task) { span.role-name { (scene.lang.role(*role)) } " " }
                    @for (number, unit) in units.iter().enumerate() {
                        @if number > 0 { "、" }
                        (name(&unit.name, &scene.route.query.units, terms))
                    }
                    @if task.open_ended && last == Some(at) { span.quiet { (scene.lang.pick("", " ")) (scene.lang.words().open_ended) } }
                }
            }
        }
    }
}

/// Whether no unit's role needs naming.
pub(super) fn only_responsible(task: &Task) -> bool {
    task.units.iter().all(|unit| unit.role == UnitRole::Responsible)
}

/// The class of a role, also in the details.
pub(super) fn role_class(role: UnitRole) -> &'static str {
    match role {
        UnitRole::Lead => "lead",
        UnitRole::Support => "support",
        UnitRole::Responsible => "responsible",
    }
}

/// A unit's or leader's name, set apart where it is one that the reader chose.
pub(super) fn name(name: &str, chosen: &[String], terms: &[String]) -> Markup {
    html! {
        @if chosen.iter().any(|other| other == name) { mark.chosen { (visible(name)) } }
        @else { (marked_name(name, terms)) }
    }
}
