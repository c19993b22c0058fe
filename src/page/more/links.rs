//! Links from the further views to the rows behind what they show, and between them.

use maud::{Markup, html};

use crate::Span;
use crate::book::{Party, RoleFilter};
use crate::page::route::{Of, Place, Route, View};
use crate::page::text::{shortened, visible};
use crate::page::{Scene, source};

/// Most characters of a task's words in a link to it.
const WORDS: usize = 60;

impl Scene<'_> {
    /// A view of the document under the same filters, with nothing chosen in it.
    pub(super) fn to(&self, view: View) -> Route {
        let place = Place::Document(self.document.key.clone(), view);
        self.route.with(|route| {
            route.place = place;
            route.line = None;
            route.of = Of::List;
            route.row = None;
            route.further.open.clear();
        })
    }

    /// The dossier of a unit or leader.
    pub(super) fn dossier(&self, party: Party, name: &str) -> String {
        self.to(view_of(party)).with(|route| route.of = Of::One(name.to_owned())).href()
    }

    /// The rows behind a count: those of the filters that a unit or leader has too, in this role. Besides several of
    /// which any may fit, no filter can ask for one more: these give way.
    pub(super) fn rows_of(&self, party: Party, name: &str, role: Option<RoleFilter>) -> Route {
        self.to(View::Table).with(|route| {
            let query = &mut route.query;
            query.role = role.or(query.role);
            let (names, all) = match party {
                Party::Unit => (&mut query.units, &mut query.all_units),
                Party::Leader => (&mut query.leaders, &mut query.all_leaders),
            };
            if names.iter().any(|own| own == name) && names.len() == 1 {
                return;
            }
            if names.len() > 1 && !*all {
                names.clear();
            }
            *all = !names.is_empty();
            if !names.iter().any(|own| own == name) {
                names.push(name.to_owned());
            }
        })
    }

    /// A link that chooses a task where it stands, in this view.
    pub(super) fn task_link(&self, row: usize) -> Markup {
        let task = &self.document.notice.tasks[row];
        let link = self.route.with(|route| {
            route.row = Some(task.id.clone());
            route.line = None;
        });
        html! {
            a.to-task href=(link.href()) lang="zh-CN" {
                @if let Some(seq) = &task.seq { span.seq { (visible(seq)) } " " }
                (visible(&shortened(&task.text, WORDS)))
            }
        }
    }

    /// The number of the line of byte `at`, as a link to it.
    pub(super) fn line_number(&self, lines: &[Span], at: usize) -> Markup {
        source::line_number(self, lines, at)
    }
}

/// The view of units or leaders.
pub(super) fn view_of(party: Party) -> View {
    match party {
        Party::Unit => View::Units,
        Party::Leader => View::Leaders,
    }
}

/// What asks for the tasks in which a unit has this part ([`Load::parts`](crate::book::Load::parts)).
pub(super) fn role_of(party: Party, part: usize) -> Option<RoleFilter> {
    match (party, part) {
        (Party::Unit, 0) => Some(RoleFilter::Lead),
        (Party::Unit, 1) => Some(RoleFilter::Responsible),
        (Party::Unit, _) => Some(RoleFilter::Support),
        (Party::Leader, _) => None,
    }
}
