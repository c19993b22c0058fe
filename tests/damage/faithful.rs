//! Rows that damage changed and that are read right all the same: the damaged text is itself a text of which this is the
//! right reading.
//!
//! A line lost within a sentence, one of two leaders lost, a page cut off behind a whole name: what is left is what another
//! notice might say, and no reader can tell. A row counts as faithful when
//! - every character of it stands in the same kind of cell as in the whole notice,
//! - its leaders and units are whole, as the whole notice has them,
//! - it says all that is left of the rows it stands in, up to where the text was cut or moved, and nothing else, and
//! - it stands under their headings, but for words of a heading that are lost, or under those that stand above it now: the
//!   nearest heading above is its innermost one, and names its leaders where they come from a heading.
//!
//! Nothing here knows the parser or a notice: the rule compares places in two texts.

use std::collections::HashSet;

use fenjie::Notice;
use fenjie::Span;
use fenjie::model::{SegmentRole, Task, TaskSpans};

use super::hurt::{Piece, origins};

/// The whole notice's tasks, and where its bytes went.
pub struct Judge<'a> {
    tasks: &'a [Task],
    /// Places that several tasks have, by their first byte: merged cells, the leader whom a heading names. Which row has such a
    /// word they do not tell.
    shared: HashSet<usize>,
    /// The headings in the whole text: byte ranges, and words without white space.
    headings: Vec<((usize, usize), String)>,
    /// What the damaged text consists of.
    pieces: &'a [Piece],
    /// Byte ranges of the whole text that stand in the damaged one as they did, but for what was added between, in order.
    stretches: Vec<(usize, usize)>,
    /// What is no longer there, without white space.
    lost: String,
}

/// The fields of a task, by kind.
fn fields(spans: &TaskSpans) -> [&[Span]; 6] {
    [&spans.seq, &spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note]
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl<'a> Judge<'a> {
    /// `pieces` are those of [`super::hurt::Damaged`].
    pub fn new(text: &str, whole: &'a Notice, pieces: &'a [Piece]) -> Self {
        let headings = whole.segments.iter().filter(|segment| segment.role == SegmentRole::Heading);
        let headings = headings.map(|s| ((s.start, s.end), squeeze(&text[s.start..s.end]))).collect();
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for piece in pieces {
            match (*piece, stretches.last_mut()) {
                (Piece::Kept(start, end), Some(last)) if last.1 == start => last.1 = end,
                (Piece::Kept(start, end), _) => stretches.push((start, end)),
                (Piece::Added(_), _) => {}
            }
        }
        let mut sorted = stretches.clone();
        sorted.sort_unstable();
        let mut at = 0;
        let mut lost = String::new();
        for (start, end) in sorted.into_iter().chain([(text.len(), text.len())]) {
            lost.push_str(&squeeze(&text[at.min(start)..start]));
            at = at.max(end);
        }
        let mut met = HashSet::new();
        let mut shared = HashSet::new();
        for task in &whole.tasks {
            let own: HashSet<usize> = fields(&task.spans).into_iter().flatten().map(|span| span.start).collect();
            shared.extend(own.into_iter().filter(|start| !met.insert(*start)));
        }
        Self { tasks: &whole.tasks, shared, headings, pieces, stretches, lost }
    }

    /// Whether `task`, read from the damaged text, is faithful.
    pub fn is_faithful(&self, task: &Task) -> bool {
        let own: Vec<Vec<(usize, usize)>> = fields(&task.spans).iter().map(|spans| self.origins(spans)).collect();
        let sources: Vec<&Task> = self.tasks.iter().filter(|source| self.meets(source, &own)).collect();
        !sources.is_empty()
            && own.iter().enumerate().all(|(kind, parts)| parts.iter().all(|&part| self.is_kind(part, kind, &sources)))
            && sources.iter().all(|source| self.is_complete(source, &own))
            && self.are_whole(task, &sources)
            && (sources.iter().all(|source| self.stands_under(task, source)) || self.follows_headings(task))
    }

    /// The whole notice's tasks from whose words those of `task` come, read from the damaged text.
    pub fn sources(&self, task: &Task) -> Vec<&Task> {
        let words = [self.origins(&task.spans.text)];
        self.tasks.iter().filter(|source| self.meets(source, &words)).collect()
    }

    /// Where spans of the damaged text stood in the whole one.
    fn origins(&self, spans: &[Span]) -> Vec<(usize, usize)> {
        spans.iter().flat_map(|span| origins(self.pieces, (span.start, span.end))).collect()
    }

    fn meets(&self, source: &Task, own: &[Vec<(usize, usize)>]) -> bool {
        let parts = || own.iter().flatten();
        fields(&source.spans)
            .into_iter()
            .flatten()
            .filter(|span| !self.shared.contains(&span.start))
            .any(|span| parts().any(|&(start, end)| span.start < end && start < span.end))
    }

    /// Whether a part of the whole text lies in cells of this kind of `sources`, but for the ends of spans: separators.
    fn is_kind(&self, (start, end): (usize, usize), kind: usize, sources: &[&Task]) -> bool {
        let in_heading = kind == LEADERS && self.headings.iter().any(|((from, to), _)| *from <= start && end <= *to);
        in_heading
            || sources.iter().any(|source| {
                let spans = fields(&source.spans)[kind];
                let (first, last) =
                    (spans.iter().map(|span| span.start).min(), spans.iter().map(|span| span.end).max());
                first.is_some_and(|first| first <= start) && last.is_some_and(|last| end <= last)
            })
    }

    /// Whether the row has all of `source` that is left in the stretches of text from which it has anything.
    fn is_complete(&self, source: &Task, own: &[Vec<(usize, usize)>]) -> bool {
        let has = |part: &(usize, usize)| own.iter().flatten().any(|own| own.0 < part.1 && part.0 < own.1);
        self.stretches.iter().all(|&(start, end)| {
            let left = fields(&source.spans).into_iter().flatten().filter_map(|span| {
                let part = (span.start.max(start), span.end.min(end));
                (part.0 < part.1).then_some(part)
            });
            let left: Vec<(usize, usize)> = left.collect();
            left.iter().all(has) || !left.iter().any(has)
        })
    }

    /// Whether the leaders and units of `task` are leaders and units of `sources`, in the same roles.
    fn are_whole(&self, task: &Task, sources: &[&Task]) -> bool {
        let of_heading = |name: &str| task.section.last().is_some_and(|title| title.contains(name));
        task.leaders
            .iter()
            .all(|own| of_heading(&own.name) || sources.iter().flat_map(|s| &s.leaders).any(|one| one.name == own.name))
            && task.units.iter().all(|own| {
                sources.iter().flat_map(|s| &s.units).any(|one| one.name == own.name && one.role == own.role)
            })
    }

    /// Whether the headings of `task` are headings that stand above it in the damaged text, its innermost one directly.
    fn follows_headings(&self, task: &Task) -> bool {
        let Some(start) = task.spans.text.first().map(|span| span.start) else { return false };
        let mut above: Vec<(usize, &str)> = Vec::new();
        for ((from, to), words) in &self.headings {
            let mut at = 0;
            for piece in self.pieces {
                match *piece {
                    Piece::Kept(first, last) => {
                        if first <= *from && *to <= last && at + from - first < start {
                            above.push((at + from - first, words));
                        }
                        at += last - first;
                    }
                    Piece::Added(length) => at += length,
                }
            }
        }
        above.sort_unstable();
        above.last().map(|(_, words)| *words) == task.section.last().map(String::as_str)
            && task.section.iter().all(|title| above.iter().any(|(_, words)| words == title))
    }

    /// Whether the headings of `task` are those of `source` without words that are lost.
    fn stands_under(&self, task: &Task, source: &Task) -> bool {
        let same = |own: &str, whole: &str| {
            own == whole || without(whole, own).is_some_and(|missing| self.lost.contains(&missing))
        };
        let attachments = [task, source].map(|task| task.attachment.as_deref().unwrap_or_default());
        let mut own = task.section.iter().peekable();
        let kept = source.section.iter().all(|whole| match own.next_if(|own| same(own, whole)) {
            Some(_) => true,
            None => self.lost.contains(whole.as_str()),
        });
        attachments[0] == attachments[1] && kept && own.next().is_none()
    }
}

/// The place of the leaders in [`fields`].
const LEADERS: usize = 2;

/// What `whole` has beyond `part` in one stretch.
fn without(whole: &str, part: &str) -> Option<String> {
    let front: usize = whole.chars().zip(part.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let back = part.len() - front;
    (part.len() < whole.len() && whole.ends_with(&part[front..])).then(|| whole[front..whole.len() - back].to_owned())
}
