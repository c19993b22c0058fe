//! What the reader should look at: diagnostics, text that was not understood, and the rules that the notice states.

use maud::{Markup, html};

use crate::Span;
use crate::model::SegmentRole;
use crate::order;
use crate::page::route::View;
use crate::page::source::to_line;
use crate::page::text::{line_of, lines, severity_class, shortened, visible};
use crate::page::words::number;
use crate::page::{Place, Scene};

/// Most characters of a passage that are quoted.
const QUOTE: usize = 120;

/// The view.
pub(super) fn checks(scene: &Scene) -> Markup {
    let (words, more) = (scene.lang.words(), scene.lang.more());
    let notice = &scene.document.notice;
    let lines = lines(&scene.document.text);
    let passages: Vec<Span> = notice
        .segments
        .iter()
        .filter(|segment| segment.role == SegmentRole::Unassigned)
        .map(|segment| Span::new(segment.start, segment.end))
        .collect();
    let mut diagnostics: Vec<_> = notice.diagnostics.iter().collect();
    order::sort_by_key(&mut diagnostics, |note| std::cmp::Reverse(note.severity));
    html! {
        (super::edit::list(scene))
        @if diagnostics.is_empty() && passages.is_empty() {
            div.state { h2 { (more.no_checks) } p { (words.all_understood) } }
        }
        @if !diagnostics.is_empty() {
            h2 { (words.diagnostics) " " small { (number(diagnostics.len())) } }
            ul.notes {
                @for note in diagnostics {
                    li class={ "note-" (severity_class(note.severity)) } {
                        b.severity { (scene.lang.severity(note.severity)) }
                        p { (visible(scene.lang.pick(&note.message_zh, &note.message))) }
                        (place(scene, &lines, note.span, note.task.as_deref()))
                    }
                }
            }
        }
        @if !passages.is_empty() {
            h2 { (more.not_understood) " " small { (number(passages.len())) } }
            p.quiet { (more.not_understood_hint) }
            ul.notes { @for passage in passages { li { (place(scene, &lines, passage, None)) } } }
        }
        @if !notice.rules.is_empty() {
            h2 { (words.rules) }
            p.quiet { (more.rules_hint) }
            ul.notes { @for rule in &notice.rules { li { (place(scene, &lines, rule.span, None)) } } }
        }
    }
}

/// A link to where something stands in the source, with its words, and one to its row.
fn place(scene: &Scene, lines: &[Span], span: Span, task: Option<&str>) -> Markup {
    let line = line_of(lines, span.start) + 1;
    let row = task.and_then(|id| scene.document.task(id)).map(|(_, task)| task);
    // A task is known by its own words; what a diagnostic points at in it may be as little as its number.
    let quote = shortened(row.map_or_else(|| span.of(&scene.document.text).trim(), |task| task.text.as_str()), QUOTE);
    let said = html! {
        span.line-number { (scene.lang.pick(format!("第 {line} 行"), format!("line {line}"))) }
        @if !quote.is_empty() { " " q lang="zh-CN" { (visible(&quote)) } }
    };
    html! {
        (to_line(scene, line, task, "place", said))
        @if let Some(task) = row {
            @let link = scene.route.bare(Place::Document(scene.document.key.clone(), View::Table));
            a.to-row href=(link.with(|route| route.row = Some(task.id.clone())).href()) { (scene.lang.more().to_row) }
        }
    }
}
