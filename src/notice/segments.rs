//! The partition of the text: every character in exactly one segment.

use crate::Span;
use crate::model::{Coverage, Segment, SegmentRole};
use crate::text::is_space;

/// Places that were understood, in any order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    painted: Vec<(Span, SegmentRole, Option<usize>)>,
}

impl Marks {
    /// Says what stands at `span`. Of two marks that overlap the one that starts first keeps its place, of two with the
    /// same start the one painted first.
    pub fn paint(&mut self, span: Span, role: SegmentRole) {
        self.paint_task(span, role, None);
    }

    /// [`paint`](Self::paint) for a part of the task at this position among the tasks.
    pub fn paint_task(&mut self, span: Span, role: SegmentRole, task: Option<usize>) {
        if !span.is_empty() {
            self.painted.push((span, role, task));
        }
    }

    /// The partition, and how much of the text it explains. `ids` are the tasks' ids.
    pub fn partition(mut self, text: &str, ids: &[String]) -> (Vec<Segment>, Coverage) {
        // Stable, so that of equal starts the one painted first comes first.
        self.painted.sort_by_key(|(span, ..)| span.start);
        let mut out = Partition { text, segments: Vec::new(), at: 0 };
        for (span, role, task) in self.painted {
            if span.end <= out.at {
                continue;
            }
            let span = Span::new(span.start.max(out.at), span.end);
            out.gap(span.start);
            out.push(span, role, task.map(|task| ids[task].clone()));
        }
        out.gap(text.len());
        let mut coverage = Coverage::default();
        for segment in &out.segments {
            let count = text[segment.start..segment.end].chars().filter(|&c| !is_space(c)).count();
            coverage.characters += count;
            if segment.role == SegmentRole::Unassigned {
                coverage.unassigned += count;
            }
        }
        (out.segments, coverage)
    }
}

struct Partition<'a> {
    text: &'a str,
    segments: Vec<Segment>,
    at: usize,
}

impl Partition<'_> {
    /// What stands between marks: white space on its own, anything else unassigned.
    fn gap(&mut self, end: usize) {
        let gap = Span::new(self.at, end);
        let words = gap.trim(self.text);
        if words.is_empty() {
            self.push(gap, SegmentRole::Space, None);
        } else {
            self.push(Span::new(gap.start, words.start), SegmentRole::Space, None);
            self.push(words, SegmentRole::Unassigned, None);
            self.push(Span::new(words.end, gap.end), SegmentRole::Space, None);
        }
    }

    fn push(&mut self, span: Span, role: SegmentRole, task: Option<String>) {
        if span.is_empty() {
            return;
        }
        self.at = span.end;
        self.segments.push(Segment { start: span.start, end: span.end, role, task });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_and_gaps_still_make_a_partition() {
        let text = "一二 三四五六";
        let mut marks = Marks::default();
        marks.paint(Span::new(7, 13), SegmentRole::Title);
        marks.paint(Span::new(10, 16), SegmentRole::Body);
        let (segments, coverage) = marks.partition(text, &[]);
        let read: Vec<_> = segments.iter().map(|s| (&text[s.start..s.end], s.role)).collect();
        assert_eq!(
            read,
            [
                ("一二", SegmentRole::Unassigned),
                (" ", SegmentRole::Space),
                ("三四", SegmentRole::Title),
                ("五", SegmentRole::Body),
                ("六", SegmentRole::Unassigned)
            ]
        );
        assert_eq!((coverage.characters, coverage.unassigned), (6, 3));
    }
}
