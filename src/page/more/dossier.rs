//! The dossier (台账) of a unit or leader: its tasks by part, with whom, under whom, and what is to be reached.

use maud::{Markup, html};

use super::links::view_of;
use super::{nothing, of_notice, targets};
use crate::book::{Party, Together};
use crate::page::Scene;
use crate::page::table::{Columns, Line, line};
use crate::page::text::visible;
use crate::page::words::number;

/// Most others that are listed before the rest is folded up.
const SHORT_LIST: usize = 10;

/// One dossier.
pub(super) fn one(scene: &Scene, party: Party, name: &str) -> Markup {
    let words = scene.lang.more();
    html! {
        nav.view-head {
            a.button #to-list href=(scene.to(view_of(party)).href()) { "← " (words.back_to_list) }
            a.button href=(scene.rows_of(party, name, None).href()) { (words.in_table) }
            button type="button" data-print { (words.print) }
        }
        (dossier(scene, party, name, true))
    }
}

/// Everyone's, in order of rank.
pub(super) fn all(scene: &Scene, party: Party) -> Markup {
    let words = scene.lang.more();
    let loads = scene.document.loads(party, scene.found);
    html! {
        nav.view-head {
            a.button #to-list href=(scene.to(view_of(party)).href()) { "← " (words.back_to_list) }
            button type="button" data-print { (words.print) }
            p.quiet { (words.print_all_hint) }
        }
        @if loads.is_empty() { (nothing(scene)) }
        @for load in &loads { (dossier(scene, party, &load.name, false)) }
    }
}

/// `alone`: no other dossier stands on the page.
fn dossier(scene: &Scene, party: Party, name: &str, alone: bool) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.more());
    let parts = scene.document.tasks_of(party, name, scene.found);
    let tasks: Vec<usize> = parts.iter().flatten().copied().collect();
    let (of_units, of_leaders) = match party {
        Party::Unit => (words.with_units, words.under_leaders),
        Party::Leader => (words.units_under, words.with_leaders),
    };
    html! {
        article.dossier {
            header {
                (of_notice(scene))
                h2 lang="zh-CN" { (visible(name)) }
                p.figures {
                    b { (lang.tasks(tasks.len())) }
                    @for (part, rows) in parts.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
                        span { (lang.part(party, part)) " " b { (number(rows.len())) } }
                    }
                }
            }
            @if tasks.is_empty() { (nothing(scene)) }
            div.together-lists {
                (others(scene, Party::Unit, of_units, party, name, &scene.document.together(Party::Unit, name, &tasks)))
                (others(scene, Party::Leader, of_leaders, party, name, &scene.document.together(Party::Leader, name, &tasks)))
            }
            @for (part, rows) in parts.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
                h3 { (lang.part(party, part)) " " small { (number(rows.len())) } }
                (rows_table(scene, lang.part(party, part), rows, alone))
            }
            (targets::of_tasks(scene, name, &tasks))
        }
    }
}

/// Others who have part in the same tasks, each with how many and a link to them.
fn others(scene: &Scene, of: Party, title: &str, party: Party, name: &str, others: &Together) -> Markup {
    let list = |some: &[(String, usize)]| {
        html! {
            ul { @for (other, count) in some {
                li {
                    a href=(scene.dossier(of, other)) lang="zh-CN" { (visible(other)) } " "
                    @let rows = both(scene, (party, name), (of, other));
                    a.count href=(rows) aria-label={ (visible(other)) " " (scene.lang.tasks(*count)) } { (number(*count)) }
                }
            } }
        }
    };
    let (shown, rest) = others.split_at(others.len().min(SHORT_LIST));
    html! {
        @if !others.is_empty() {
            section.together {
                h3 { (title) " " small { (number(others.len())) } }
                (list(shown))
                @if !rest.is_empty() { details { summary { (scene.lang.rest(rest.len())) } (list(rest)) } }
            }
        }
    }
}

/// The rows that two have in common.
pub(super) fn both(scene: &Scene, (party, name): (Party, &str), (of, other): (Party, &str)) -> String {
    scene
        .rows_of(party, name, None)
        .with(|route| {
            let query = &mut route.query;
            let (names, all) = match of {
                Party::Unit => (&mut query.units, &mut query.all_units),
                Party::Leader => (&mut query.leaders, &mut query.all_leaders),
            };
            if !names.iter().any(|own| own == other) {
                names.push(other.to_owned());
            }
            *all = names.len() > 1;
        })
        .href()
}

fn rows_table(scene: &Scene, title: &str, rows: &[usize], alone: bool) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.words());
    let columns = Columns::filled(&scene.document.notice.tasks);
    let terms = scene.route.query.terms();
    html! {
        table.tasks {
            caption.unseen { (title) }
            thead { tr {
                th.number scope="col" { (lang.sort(crate::book::SortKey::Order)) }
                th.task scope="col" { (words.column_task) }
                @if columns.leaders { th.leaders scope="col" { (lang.sort(crate::book::SortKey::Leader)) } }
                @if columns.units { th.units scope="col" { (lang.sort(crate::book::SortKey::Unit)) } }
                @if columns.deadline { th.deadline scope="col" { (lang.sort(crate::book::SortKey::Deadline)) } }
                @if columns.note { th.note scope="col" { (words.column_note) } }
            } }
            tbody { @for &row in rows { (line(scene, row, Line { alone: true, first: alone, columns, terms: &terms })) } }
        }
    }
}
