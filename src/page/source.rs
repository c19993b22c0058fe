//! The source text, coloured by what each stretch of it is.

use maud::{Markup, html};

use super::Scene;
use super::route::{Place, View};
use super::text::{CUT, line_of, lines, visible};
use crate::Span;
use crate::model::{Notice, SegmentRole, Task};
use crate::read::{Encoding, KnownFormat, PLAIN_TEXT};

/// The colours that need explaining.
const LEGEND: [SegmentRole; 10] = [
    SegmentRole::Heading,
    SegmentRole::Task,
    SegmentRole::Leader,
    SegmentRole::Unit,
    SegmentRole::Deadline,
    SegmentRole::Note,
    SegmentRole::Indicator,
    SegmentRole::Rule,
    SegmentRole::Furniture,
    SegmentRole::Unassigned,
];

/// The source with its legend.
pub(super) fn source(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let notice = &scene.document.notice;
    let used = |role| notice.segments.iter().any(|segment| segment.role == role);
    html! {
        div.source {
            header {
                h2 { (words.source) }
                (encoding(scene))
                @if cfg!(feature = "more") { div #source-as {} }
                div #contents-place {}
                @if !notice.tasks.is_empty() { p.quiet.hint { (words.source_hint) } }
                ul.legend {
                    @for role in LEGEND.into_iter().filter(|&role| used(role)) {
                        li { span class=(class(role)) { (scene.lang.segment(role)) } }
                    }
                }
            }
            @if cfg!(feature = "more") { div #pages {} }
            div.text #source-text role="region" tabindex="0" lang="zh-CN" aria-label=(words.source) {}
        }
    }
}

/// In which encoding a text file or web page was read, and a choice of others.
fn encoding(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let source = &scene.document.notice.source;
    if source.media_type != PLAIN_TEXT && source.media_type != KnownFormat::Html.media_type() {
        return html! {};
    }
    let chosen = scene.document.encoding;
    let found = Encoding::named(&source.encoding).map_or("", Encoding::title);
    html! {
        label.encoding {
            (words.encoding) " "
            select data-encoding=(scene.document.key) {
                option value="" {
                    (words.automatic)
                    @if chosen.is_none() { (scene.lang.pick("：", ": ")) (found) }
                }
                @for encoding in Encoding::ALL {
                    option value=(encoding.name()) selected[chosen == Some(encoding)] { (encoding.title()) }
                }
            }
        }
    }
}

/// In the place of the contents, which only the whole engine has, a link to them.
#[cfg(not(feature = "more"))]
pub(super) fn offer_contents(scene: &Scene) -> Markup {
    html! {
        @if !scene.document.notice.outline.is_empty() || scene.document.counts().2 > 0 {
            a.offer href=(scene.route.href_to_open("contents")) { (scene.lang.words().contents) }
        }
    }
}

/// A link to a place in the source. Where the source stands beside the view it is shown there, and the view stays
/// (`data-line`); else the link leads to it. With `task`, that task is chosen too.
pub(super) fn to_line(scene: &Scene, line: usize, task: Option<&str>, class: &str, said: Markup) -> Markup {
    let place = Place::Document(scene.document.key.clone(), View::Source);
    let link = scene.route.with(|route| {
        route.place = place;
        route.line = Some(line);
        #[cfg(feature = "more")]
        {
            route.further.page = None;
        }
        route.row = task.map(str::to_owned).or(route.row.take());
    });
    html! { a class=(class) href=(link.href()) data-line=(line) data-of=[task] { (said) } }
}

/// A link to the line of byte `at`, as its number.
pub(super) fn line_number(scene: &Scene, lines: &[Span], at: usize) -> Markup {
    let line = line_of(lines, at) + 1;
    let said = scene.lang.pick(format!("第 {line} 行"), format!("line {line}"));
    to_line(scene, line, None, "line-number", html! { (said) })
}

/// A stretch of a line, of one segment.
struct Piece<'a> {
    words: &'a str,
    role: SegmentRole,
    tasks: &'a [usize],
}

/// Lines of the source that make a part of it, as [`CUT`] parts them.
const PART: usize = 100;

/// The source itself.
pub(super) fn text(scene: &Scene) -> Markup {
    let notice = &scene.document.notice;
    let tasks = tasks_of_segments(notice);
    let pages = page_numbers(scene);
    html! {
        @for (number, pieces) in pieces_by_line(&scene.document.text, notice, &tasks).into_iter().enumerate() {
            @if number > 0 && number % PART == 0 { (CUT) }
            @if let Some(page) = pages.get(&number) {
                div.page-number { (scene.lang.pick(format!("第 {page} 页"), format!("page {page}"))) }
            }
            div.line id={ "line-" (number + 1) } {
                @for piece in pieces {
                    @if piece.role == SegmentRole::Space {
                        (visible(piece.words))
                    } @else {
                        span class=(class(piece.role))
                            data-task=[(!piece.tasks.is_empty()).then(|| ids(notice, piece.tasks))] {
                            (visible(piece.words))
                        }
                    }
                }
            }
        }
    }
}

/// The lines that begin pages, counted from 0, each with the number of its page; none where there is but one page.
#[cfg(feature = "more")]
fn page_numbers(scene: &Scene) -> std::collections::BTreeMap<usize, usize> {
    let text = &scene.document.text;
    let lines = lines(text);
    let mut begins = std::collections::BTreeMap::new();
    for (at, &end) in scene.document.page_ends.iter().enumerate() {
        let line = lines.partition_point(|line| line.start < end);
        if line < lines.len() && lines[line].start < text.trim_end().len() {
            // Of pages without words the last one counts.
            begins.insert(line, at + 2);
        }
    }
    if !begins.is_empty() {
        begins.entry(0).or_insert(1);
    }
    begins
}

/// Only the whole engine is given files that have pages.
#[cfg(not(feature = "more"))]
fn page_numbers(_: &Scene) -> std::collections::BTreeMap<usize, usize> {
    std::collections::BTreeMap::new()
}

/// The segments cut at line ends.
fn pieces_by_line<'a>(text: &'a str, notice: &Notice, tasks: &'a [Vec<usize>]) -> Vec<Vec<Piece<'a>>> {
    let mut at = 0;
    let mut by_line = Vec::new();
    for line in lines(text) {
        let mut pieces = Vec::new();
        while let Some(segment) = notice.segments.get(at).filter(|segment| segment.start < line.end) {
            let part = Span::new(segment.start.max(line.start), segment.end.min(line.end));
            if part.start < part.end {
                pieces.push(Piece { words: part.of(text), role: segment.role, tasks: &tasks[at] });
            }
            if segment.end > line.end {
                break;
            }
            at += 1;
        }
        by_line.push(pieces);
    }
    by_line
}

/// The ids of tasks, as `data-task` names them.
pub(super) fn ids(notice: &Notice, tasks: &[usize]) -> String {
    tasks.iter().map(|&task| notice.tasks[task].id.as_str()).collect::<Vec<_>>().join(" ")
}

/// For each segment the tasks that have words in it: the words of a merged cell belong to every row it spans.
pub(super) fn tasks_of_segments(notice: &Notice) -> Vec<Vec<usize>> {
    let segments = &notice.segments;
    let mut tasks = vec![Vec::new(); segments.len()];
    for (number, task) in notice.tasks.iter().enumerate() {
        for span in spans(task) {
            let first = segments.partition_point(|segment| segment.end <= span.start);
            for at in (first..segments.len()).take_while(|&at| segments[at].start < span.end) {
                if segments[at].role != SegmentRole::Space && tasks[at].last() != Some(&number) {
                    tasks[at].push(number);
                }
            }
        }
    }
    tasks
}

/// Where the words of a task stand in the text.
pub(super) fn spans(task: &Task) -> impl Iterator<Item = Span> {
    let spans = &task.spans;
    [&spans.seq, &spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note]
        .into_iter()
        .flatten()
        .copied()
        .filter(|span| !span.is_empty())
}

/// The class that colours a role.
pub(super) fn class(role: SegmentRole) -> &'static str {
    match role {
        SegmentRole::Issuer => "r-issuer",
        SegmentRole::Title => "r-title",
        SegmentRole::DocNumber
        | SegmentRole::Addressees
        | SegmentRole::AttachmentList
        | SegmentRole::Signatory
        | SegmentRole::Date
        | SegmentRole::Disclosure
        | SegmentRole::Cc
        | SegmentRole::Printed => "r-header",
        SegmentRole::Attachment => "r-attachment",
        SegmentRole::Body => "r-body",
        SegmentRole::Heading => "r-heading",
        SegmentRole::Rule => "r-rule",
        SegmentRole::Seq => "r-seq",
        SegmentRole::Task => "r-task",
        SegmentRole::Leader => "r-leader",
        SegmentRole::Unit => "r-unit",
        SegmentRole::Deadline => "r-deadline",
        SegmentRole::Note => "r-note",
        SegmentRole::Clause => "r-clause",
        SegmentRole::Indicator => "r-indicator",
        SegmentRole::ColumnHeader | SegmentRole::Contents | SegmentRole::Card | SegmentRole::Furniture => "r-furniture",
        SegmentRole::Space => "r-space",
        SegmentRole::Unassigned => "r-unassigned",
    }
}
