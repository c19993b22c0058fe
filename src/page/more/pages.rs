//! The pages of the source, for files whose pages are fixed: a place for the picture of each, and over it the words of
//! the tasks marked where they stand. The pictures are drawn when their pages come into sight (`www/pages.js`).

use std::collections::HashMap;
use std::fmt::Write;

use maud::{Markup, html};

use crate::model::{SegmentRole, Task};
use crate::page::Scene;
use crate::page::route::{Place, Route, View};
use crate::page::source::{class, ids, spans, tasks_of_segments};
use crate::page::text::{shortened, visible};
use crate::read::{Area, KnownFormat};

/// Most characters of a task's words in the name of its mark.
const WORDS: usize = 40;

/// Roles whose marks need explaining.
const LEGEND: [SegmentRole; 4] = [SegmentRole::Task, SegmentRole::Leader, SegmentRole::Unit, SegmentRole::Deadline];

/// The choice between the source as text and as its pages; nothing where it has none.
pub(in crate::page) fn switch(scene: &Scene) -> Markup {
    let (words, further) = (scene.lang.more(), &scene.route.further);
    if drawer(scene).is_none() {
        return html! {};
    }
    let task = scene.route.row.as_deref().and_then(|row| scene.document.task(row));
    let first = task.and_then(|(_, task)| pages_of(scene, task).first().copied()).unwrap_or(0) + 1;
    let as_page = |page| scene.route.with(|route| (route.further.page, route.line) = (page, None));
    let of_size = |actual| scene.route.with(|route| route.further.actual_size = actual);
    let option = |id, on: bool, link: Route, said| {
        html! { a.button role="button" id=(id) href=(link.href()) aria-pressed=(if on { "true" } else { "false" }) { (said) } }
    };
    html! {
        div.switch role="group" aria-label=(words.show_as) {
            (option("as-text", further.page.is_none(), as_page(None), words.as_text))
            (option("as-pages", further.page.is_some(), as_page(further.page.or(Some(first))), words.as_pages))
        }
        @if further.page.is_some() {
            div.switch role="group" aria-label=(words.page_size) {
                (option("fit-width", !further.actual_size, of_size(false), words.fit_width))
                (option("actual-size", further.actual_size, of_size(true), words.actual_size))
            }
            (legend(scene))
        }
    }
}

/// How the words of each role are marked, and what is not drawn.
fn legend(scene: &Scene) -> Markup {
    let used =
        |role| scene.document.notice.segments.iter().any(|segment| segment.role == role && segment.task.is_some());
    html! {
        p.about {
            @for role in LEGEND.into_iter().filter(|&role| used(role)) {
                span class={ "swatch " (class(role)) } { (scene.lang.segment(role)) } " "
            }
            @if drawer(scene) != Some(PDF_DRAWER) { small { (scene.lang.more().letters_only) } }
        }
    }
}

/// The pages, where the link asks for them. The same whatever is chosen and filtered, so that they are sent once.
pub(in crate::page) fn pages(scene: &Scene) -> Markup {
    let (lang, words) = (scene.lang, scene.lang.more());
    let (Some(drawer), Some(_)) = (drawer(scene), scene.route.further.page) else { return html! {} };
    let sizes = &scene.document.pages.sizes;
    let tasks = tasks_of_segments(&scene.document.notice);
    let marks = marks(scene, &tasks);
    html! {
        div.sheets #sheets role="region" tabindex="0" aria-label=(words.pages) data-of=(scene.document.key) data-drawer=(drawer) {
            @for (at, (&(width, height), marks)) in sizes.iter().zip(&marks).enumerate() {
                @let number = at + 1;
                figure.page id={ "page-" (number) } data-sheet=(number) {
                    figcaption {
                        (lang.page(number)) " " small.plain-page { (words.plain_page) } small.no-picture { (words.no_picture) }
                    }
                    div.sheet {
                        svg.paper viewBox={ "0 0 " (width) " " (height) } width=(pixels(width)) height=(pixels(height)) aria-hidden="true" {}
                        div.over {
                            img.facsimile hidden alt=(lang.picture_of(number, sizes.len()));
                            @if !marks.is_empty() {
                                svg.marks viewBox={ "0 0 " (width) " " (height) } role="group" aria-label=(lang.marks_on(number)) {
                                    @for mark in marks { (drawn(scene, mark)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What draws pages of PDF; others draw no pictures and seals.
const PDF_DRAWER: &str = "drawer";

/// The build that draws the document's pages, where it has such.
fn drawer(scene: &Scene) -> Option<&'static str> {
    let drawer = KnownFormat::drawer(&scene.document.notice.source.media_type);
    drawer.filter(|_| !scene.document.pages.sizes.is_empty())
}

/// Tenths of a point in CSS pixels, of which 96 are 72 points.
fn pixels(tenths: u16) -> u32 {
    u32::from(tenths) * 96 / 720
}

/// The words on one page that belong to the same tasks.
struct Mark<'a> {
    /// Positions of the tasks: those of a merged cell belong to several.
    tasks: &'a [usize],
    /// Each role that they have, with the path around them.
    paths: Vec<(SegmentRole, String)>,
}

/// The marks of each page. `tasks` are those of each segment.
fn marks<'a>(scene: &Scene, tasks: &'a [Vec<usize>]) -> Vec<Vec<Mark<'a>>> {
    let document = scene.document;
    let mut marks: Vec<Vec<Mark>> = std::iter::repeat_with(Vec::new).take(document.pages.sizes.len()).collect();
    let mut known: HashMap<(usize, &[usize]), usize> = HashMap::new();
    let of_tasks = document.notice.segments.iter().zip(tasks).filter(|(_, tasks)| !tasks.is_empty());
    for (segment, tasks) in of_tasks {
        let span = crate::Span::new(segment.start, segment.end);
        for (page, Area { left, top, right, bottom }) in document.pages.areas(&document.text, span) {
            let Some(on_page) = marks.get_mut(page) else { continue };
            let at = *known.entry((page, tasks)).or_insert_with(|| {
                on_page.push(Mark { tasks, paths: Vec::new() });
                on_page.len() - 1
            });
            let paths = &mut on_page[at].paths;
            let own = paths.iter().position(|(role, _)| *role == segment.role).unwrap_or_else(|| {
                paths.push((segment.role, String::new()));
                paths.len() - 1
            });
            write!(paths[own].1, "M{left} {top}H{right}V{bottom}H{left}Z").expect("a String takes anything");
        }
    }
    marks
}

/// A mark: a press of it chooses its task. Words of several tasks are only for the pointer: with keys each is reached by its
/// own words.
fn drawn(scene: &Scene, mark: &Mark) -> Markup {
    let notice = &scene.document.notice;
    let paths = html! { @for (role, path) in &mark.paths { path class=(class(*role)) d=(path) {} } };
    match mark.tasks {
        [task] => {
            let task = &notice.tasks[*task];
            let words = shortened(&task.text, WORDS);
            let name = task.seq.iter().map(String::as_str).chain([words.as_str()]).collect::<Vec<_>>().join(" ");
            html! { g role="button" tabindex="0" data-task=(task.id) aria-label=(visible(&name)) { (paths) } }
        }
        tasks => html! { g data-task=(ids(notice, tasks)) aria-hidden="true" { (paths) } },
    }
}

/// The pages on which words of a task stand, as positions in order.
fn pages_of(scene: &Scene, task: &Task) -> Vec<usize> {
    let document = scene.document;
    let mut pages: Vec<usize> =
        spans(task).flat_map(|span| document.pages.areas(&document.text, span)).map(|(page, _)| page).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// In the details of a task, links to the pages on which it stands.
pub(in crate::page) fn of_task(scene: &Scene, task: &Task) -> Markup {
    let pages = if drawer(scene).is_some() { pages_of(scene, task) } else { Vec::new() };
    html! {
        @if !pages.is_empty() {
            dt { (scene.lang.more().stand_on) }
            dd { @for page in pages {
                @let link = scene.route.with(|route| {
                    route.place = Place::Document(scene.document.key.clone(), View::Source);
                    (route.further.page, route.line) = (Some(page + 1), None);
                });
                a.page-link href=(link.href()) data-sheet=(page + 1) { (scene.lang.page(page + 1)) } " "
            } }
        }
    }
}
