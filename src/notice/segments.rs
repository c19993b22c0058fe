//! The partition of the text: every character in exactly one segment.

use crate::Span;
use crate::model::{Coverage, Segment, SegmentRole};
use crate::text::is_space;

type Mark = (Span, SegmentRole, Option<usize>);

/// Places that were understood, in any order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    painted: Vec<Mark>,
    ground: Vec<Mark>,
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

    /// Says what the stretch `span` is wherever nothing is painted: the prose around a clause, the separators of a row.
    pub fn ground(&mut self, span: Span, role: SegmentRole, task: Option<usize>) {
        if !span.is_empty() {
            self.ground.push((span, role, task));
        }
    }

    /// The partition, and how much of the text it explains. `ids` are the tasks' ids.
    pub fn partition(mut self, text: &str, ids: &[String]) -> (Vec<Segment>, Coverage) {
        // Stable, so that of equal starts the one painted first comes first.
        self.painted.sort_by_key(|(span, ..)| span.start);
        self.ground.sort_by_key(|(span, ..)| span.start);
        let ground = self.ground.into_iter().peekable();
        let mut out = Partition { text, ids, segments: Vec::new(), at: 0, ground };
        for (span, role, task) in self.painted {
            if span.end <= out.at {
                continue;
            }
            let span = Span::new(span.start.max(out.at), span.end);
            out.gap(span.start);
            out.push(span, role, task);
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
    ids: &'a [String],
    segments: Vec<Segment>,
    at: usize,
    ground: std::iter::Peekable<std::vec::IntoIter<Mark>>,
}

impl Partition<'_> {
    /// What stands between painted marks: the ground, and where there is none, unassigned words.
    fn gap(&mut self, end: usize) {
        while self.at < end {
            while self.ground.next_if(|(span, ..)| span.end <= self.at).is_some() {}
            match self.ground.peek() {
                Some(&(span, role, task)) if span.start < end => {
                    self.words(span.start, SegmentRole::Unassigned, None);
                    self.words(span.end.min(end), role, task);
                }
                _ => self.words(end, SegmentRole::Unassigned, None),
            }
        }
    }

    /// From here to `end`, white space at the ends on its own.
    fn words(&mut self, end: usize, role: SegmentRole, task: Option<usize>) {
        if end <= self.at {
            return;
        }
        let stretch = Span::new(self.at, end);
        let words = stretch.trim(self.text);
        if words.is_empty() {
            self.push(stretch, SegmentRole::Space, None);
        } else {
            self.push(Span::new(stretch.start, words.start), SegmentRole::Space, None);
            self.push(words, role, task);
            self.push(Span::new(words.end, stretch.end), SegmentRole::Space, None);
        }
    }

    fn push(&mut self, span: Span, role: SegmentRole, task: Option<usize>) {
        if span.is_empty() {
            return;
        }
        self.at = span.end;
        let task = task.map(|task| self.ids[task].clone());
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

    #[test]
    fn the_ground_shows_where_nothing_is_painted() {
        let text = "（甲局负责） 乙";
        let mut marks = Marks::default();
        marks.ground(Span::new(0, 18), SegmentRole::Clause, None);
        marks.paint(Span::new(3, 9), SegmentRole::Unit);
        let (segments, _) = marks.partition(text, &[]);
        let read: Vec<_> = segments.iter().map(|s| (&text[s.start..s.end], s.role)).collect();
        use SegmentRole::{Clause, Space, Unassigned, Unit};
        assert_eq!(read, [("（", Clause), ("甲局", Unit), ("负责）", Clause), (" ", Space), ("乙", Unassigned)]);
    }
}
