//! The contents of a notice: its headings, each leading to its line.

use maud::{Markup, html};

use crate::Span;
use crate::model::{Segment, SegmentRole};
use crate::order;
use crate::page::Scene;
use crate::page::source::to_line;
use crate::page::text::{line_of, lines, visible};
use crate::text::squeeze;

/// Segments before a section's first task among which its heading is looked for: a few rows of a table at most stand
/// between, with some segments each.
const REACH: usize = 64;

/// A heading.
struct Entry<'a> {
    /// Byte at which it starts.
    at: usize,
    /// How far it is set in.
    depth: usize,
    title: &'a str,
}

/// The contents, or nothing where the notice has no headings.
pub(in crate::page) fn contents(scene: &Scene) -> Markup {
    let entries = entries(scene);
    // The same whatever is chosen and filtered, so that it is sent once.
    let bare = scene
        .route
        .bare(scene.route.place.clone())
        .with(|route| route.further.open.clone_from(&scene.route.further.open));
    let scene = &Scene { route: &bare, ..*scene };
    let lines = lines(&scene.document.text);
    html! {
        @if !entries.is_empty() {
            details.contents #contents open[scene.route.further.open == "contents"] {
                summary { (scene.lang.words().contents) }
                ol {
                    @for entry in entries {
                        li class={ "depth-" (entry.depth.min(4)) } {
                            (to_line(scene, line_of(&lines, entry.at) + 1, None, "", html! { span lang="zh-CN" { (visible(entry.title)) } }))
                        }
                    }
                }
            }
        }
    }
}

/// The headings of the body, the attachments, and the headings of tables, in order.
fn entries<'a>(scene: &Scene<'a>) -> Vec<Entry<'a>> {
    let (text, notice) = (scene.document.text.as_str(), &scene.document.notice);
    let body = notice.outline.iter().map(|heading| Entry {
        at: heading.span.start,
        depth: usize::from(heading.level),
        title: &heading.title,
    });
    let attachments = notice.segments.iter().filter(|segment| segment.role == SegmentRole::Attachment);
    let attachments = attachments.map(|segment| {
        let words = words(text, segment).trim();
        Entry { at: segment.start, depth: 0, title: words.lines().next().unwrap_or(words) }
    });
    let tables = scene.document.sections().filter_map(|(section, first)| {
        let at = notice.tasks[first].spans.text.first()?.start;
        let before = notice.segments.partition_point(|segment| segment.start < at);
        let near = notice.segments[..before].iter().rev().take(REACH);
        let heading = near
            .filter(|segment| segment.role == SegmentRole::Heading)
            .find(|segment| squeeze(words(text, segment)) == squeeze(&section.title))?;
        Some(Entry { at: heading.start, depth: section.depth.max(1), title: &section.title })
    });
    let mut entries: Vec<Entry> = body.chain(attachments).chain(tables).collect();
    order::sort_by_key(&mut entries, |entry| entry.at);
    // A heading of the body with tasks below it is a section too.
    entries.dedup_by_key(|entry| entry.at);
    entries
}

fn words<'a>(text: &'a str, segment: &Segment) -> &'a str {
    Span::new(segment.start, segment.end).of(text)
}
