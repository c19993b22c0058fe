//! Where a reader's own work on rows begins: what the views show of it and the controls that both engines offer. The
//! forms stand in `more/edit`.

use maud::{Markup, html};

use super::Scene;
#[cfg(not(feature = "more"))]
use super::route::Route;
use crate::model::{CORRECTIONS, Field, Task};

/// How far into a file of corrections its schema stands, in bytes: first of all.
const NEAR: usize = 64;

/// Whether a file is one of corrections, by its first bytes.
pub fn is_corrections(bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(NEAR)];
    near.windows(CORRECTIONS.len()).any(|words| words == CORRECTIONS.as_bytes())
}

#[cfg(not(feature = "more"))]
impl super::Session {
    /// Leaves a file of corrections to the whole engine.
    pub(super) fn open_corrections(&mut self, _: &[u8], _: &Route) -> super::Opened {
        super::Opened { more: true, ..super::Opened::default() }
    }
}

/// Whether a form stands in the place of the details.
pub(super) fn is_open(scene: &Scene) -> bool {
    #[cfg(feature = "more")]
    let open = scene.route.further.edit != super::route::Edit::None;
    // The small engine shows no link that opens one.
    #[cfg(not(feature = "more"))]
    let open = scene.route.needs_more;
    open
}

/// What can be done to a row.
pub(super) fn controls(scene: &Scene, task: &Task) -> Markup {
    let words = scene.lang.words();
    let open = |form| scene.route.href_and("edit", form);
    html! {
        div.actions.work {
            button #check type="button" data-edit={ "do=" (if task.checked { "uncheck" } else { "check" }) "&row=" (task.id) }
                aria-pressed=(task.checked) { "✓ " (words.check) }
            a.button #correct href=(open("row")) { (words.correct) }
            a.button #add-row data-add href=(open("add")) title=(words.add_row_hint) { (words.add_row) }
        }
        (details(scene, task))
    }
}

/// The cells of a row that were corrected.
#[cfg(feature = "more")]
fn details(scene: &Scene, task: &Task) -> Markup {
    super::more::edit::corrected_cells(scene, task)
}

#[cfg(not(feature = "more"))]
fn details(_: &Scene, _: &Task) -> Markup {
    html! {}
}

/// What the parser read in a cell that was corrected since, in words.
#[cfg(feature = "more")]
pub(super) fn parsed(scene: &Scene, task: &Task, field: Field) -> Option<String> {
    super::more::edit::parsed(scene, task, field)
}

#[cfg(not(feature = "more"))]
pub(super) fn parsed(_: &Scene, _: &Task, _: Field) -> Option<String> {
    None
}

/// The sign of a cell that was corrected; `parsed` says what stood there.
pub(super) fn sign(parsed: Option<&String>) -> Markup {
    html! { @if let Some(parsed) = parsed { span.pencil { "✎" span.unseen { " " (parsed) } } } }
}

/// The sign of a row that was checked.
pub(super) fn tick(scene: &Scene, task: &Task) -> Markup {
    let words = scene.lang.check(crate::book::Check::Checked);
    html! { @if task.checked { span.tick title=(words) { "✓" span.unseen { (words) } } } }
}
