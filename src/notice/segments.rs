//! The partition of the text: every character in exactly one segment.

use crate::Span;
use crate::model::{Coverage, Segment, SegmentRole};
use crate::order;
use crate::text::is_space;

/// Places that were understood, in any order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The upper layer hides what the lower ones say of the same place.
    layers: [Vec<Mark>; 3],
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    role: SegmentRole,
    task: Option<usize>,
}

impl Marks {
    /// Says what stands at `span`. Of two marks that overlap the one that starts first keeps its place, of two with the
    /// same start the one painted first.
    pub fn paint(&mut self, span: Span, role: SegmentRole) {
        self.paint_task(span, role, None);
    }

    /// [`paint`](Self::paint) for a part of the task at this position among the tasks.
    pub fn paint_task(&mut self, span: Span, role: SegmentRole, task: Option<usize>) {
        self.add(0, Mark { span, role, task });
    }

    /// Says what the stretch `span` is wherever nothing is painted: the prose around a clause, the separators of a row.
    pub fn ground(&mut self, span: Span, role: SegmentRole, task: Option<usize>) {
        self.add(1, Mark { span, role, task });
    }

    /// Says what the stretch `span` is wherever there is no ground either: prose.
    pub fn rest(&mut self, span: Span, role: SegmentRole) {
        self.add(2, Mark { span, role, task: None });
    }

    fn add(&mut self, layer: usize, mark: Mark) {
        if !mark.span.is_empty() {
            self.layers[layer].push(mark);
        }
    }

    /// The painted places, in order of their starts.
    pub fn painted_spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.layers[0].iter().map(|mark| mark.span).collect();
        order::sort_by_key(&mut spans, |&span| span);
        spans
    }

    /// Where the last place painted as `role` ends.
    pub fn end_of(&self, role: SegmentRole) -> Option<usize> {
        self.layers[0].iter().filter(|mark| mark.role == role).map(|mark| mark.span.end).max()
    }

    /// The partition, and how much of the text it explains. `ids` are the tasks' ids.
    pub fn partition(mut self, text: &str, ids: &[String]) -> (Vec<Segment>, Coverage) {
        // Stable, so that of equal starts the one painted first comes first.
        self.layers.iter_mut().for_each(|layer| order::sort_by_key(layer, |mark| mark.span.start));
        let mut out = Partition { text, ids, segments: Vec::new(), at: 0 };
        let [upper, middle, lower] = &self.layers;
        out.cover(&mut [upper, middle, lower], text.len());
        let mut coverage = Coverage::default();
        for segment in out.segments.iter().filter(|segment| segment.role != SegmentRole::Space) {
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
}

impl Partition<'_> {
    /// Everything up to `end` from the first of `layers`, and between its marks from those under it. A layer is what is
    /// left of its marks: each is passed once.
    fn cover(&mut self, layers: &mut [&[Mark]], end: usize) {
        if layers.is_empty() {
            self.words(end, SegmentRole::Unassigned, None);
            return;
        }
        while let Some((mark, left)) = layers[0].split_first() {
            if mark.span.end <= self.at {
                layers[0] = left;
                continue;
            }
            if mark.span.start >= end {
                break;
            }
            self.cover(&mut layers[1..], mark.span.start.max(self.at));
            self.words(mark.span.end.min(end), mark.role, mark.task);
            if self.at == end {
                return;
            }
        }
        self.cover(&mut layers[1..], end);
    }

    /// From here to `end`, white space at the ends on its own.
    fn words(&mut self, end: usize, role: SegmentRole, task: Option<usize>) {
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
    #[test]
    fn the_rest_shows_where_there_is_no_ground() {
        let text = "一二三四五六";
        let mut marks = Marks::default();
        marks.rest(Span::new(0, 18), SegmentRole::Body);
        marks.ground(Span::new(3, 12), SegmentRole::Heading, None);
        marks.paint(Span::new(6, 9), SegmentRole::Task);
        let (segments, _) = marks.partition(text, &[]);
        let read: Vec<_> = segments.iter().map(|s| (&text[s.start..s.end], s.role)).collect();
        use SegmentRole::{Body, Heading, Task};
        assert_eq!(read, [("一", Body), ("二", Heading), ("三", Task), ("四", Heading), ("五六", Body)]);
    }
}
