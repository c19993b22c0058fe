//! Finding rows again in a notice that the parser has read anew.

use std::collections::HashMap;

use super::Anchor;
use crate::Span;
use crate::model::Notice;
use crate::order;
use crate::text::{is_space, squeeze};

/// How many rows are looked at for one anchor: a notice has the same words in a few rows at most, and a file made to
/// do harm must not cost more than its length.
const TRIES: usize = 32;

/// The rows of a notice by id, by words and by place.
pub(super) struct Finder<'a> {
    notice: &'a Notice,
    by_id: HashMap<&'a str, usize>,
    by_text: HashMap<String, Vec<usize>>,
    /// Pieces of the rows' words, in the order of the source.
    by_place: Vec<(Span, usize)>,
}

impl<'a> Finder<'a> {
    pub fn new(notice: &'a Notice) -> Self {
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_place = Vec::new();
        for (row, task) in notice.tasks.iter().enumerate() {
            by_text.entry(squeeze(&task.text)).or_default().push(row);
            by_place.extend(task.spans.text.iter().map(|&span| (span, row)));
        }
        order::sort_by_key(&mut by_place, |&(span, _)| span);
        let by_id = notice.tasks.iter().enumerate().map(|(row, task)| (task.id.as_str(), row)).collect();
        Self { notice, by_id, by_text, by_place }
    }

    /// The row with this id.
    pub fn id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The free row that these words at this place mean: one of the same words, the nearest of several.
    pub fn words(&self, text: &str, place: &[Span], free: impl Fn(usize) -> bool) -> Option<usize> {
        let rows = self.by_text.get(&squeeze(text))?;
        let start = place.first().map_or(0, |span| span.start);
        let at = rows.partition_point(|&row| self.start(row) < start);
        let near = rows[at..].iter().take(TRIES).chain(rows[..at].iter().rev().take(TRIES));
        near.copied().filter(|&row| free(row)).min_by_key(|&row| self.start(row).abs_diff(start))
    }

    /// The free row whose words stand where these did and are much the same.
    pub fn place(&self, text: &str, place: &[Span], free: impl Fn(usize) -> bool) -> Option<usize> {
        let mut shared: Vec<(usize, usize)> = Vec::new();
        for span in place.iter().take(TRIES) {
            let first = self.by_place.partition_point(|(piece, _)| piece.end <= span.start);
            for &(piece, row) in
                self.by_place[first..].iter().take(TRIES).take_while(|(piece, _)| piece.start < span.end)
            {
                let bytes = piece.end.min(span.end).saturating_sub(piece.start.max(span.start));
                match shared.iter_mut().find(|(other, _)| *other == row) {
                    Some((_, sum)) => *sum += bytes,
                    None => shared.push((row, bytes)),
                }
            }
        }
        let best = shared.into_iter().filter(|&(row, _)| free(row)).max_by_key(|&(_, bytes)| bytes);
        best.map(|(row, _)| row).filter(|&row| alike(text, &self.notice.tasks[row].text))
    }

    /// The last row that begins at or before this place.
    pub fn before(&self, place: &[Span]) -> Option<usize> {
        let start = place.first()?.start;
        let after = self.by_place.partition_point(|(piece, _)| piece.start <= start);
        after.checked_sub(1).map(|at| self.by_place[at].1)
    }

    /// The row that an anchor means, whether or not another means it too.
    pub fn any(&self, anchor: &Anchor) -> Option<usize> {
        self.id(&anchor.id)
            .or_else(|| self.words(&anchor.text, &anchor.place, |_| true))
            .or_else(|| self.place(&anchor.text, &anchor.place, |_| true))
    }

    fn start(&self, row: usize) -> usize {
        self.notice.tasks[row].spans.text.first().map_or(0, |span| span.start)
    }

    /// The row that each anchor means: no row is given twice, and a better likeness goes first.
    pub fn all(&self, anchors: &[&Anchor]) -> Vec<Option<usize>> {
        let mut taken = vec![false; self.notice.tasks.len()];
        let mut found = vec![None; anchors.len()];
        type Look<'a, 'b> = &'b dyn Fn(&Anchor, &[bool]) -> Option<usize>;
        let by_id: Look = &|anchor, taken| self.id(&anchor.id).filter(|&row| !taken[row]);
        let by_row: Look = &|anchor, taken| {
            let free = |row: usize| !taken[row] && self.notice.tasks[row].seq == anchor.seq;
            self.words(&anchor.text, &anchor.place, free)
        };
        let by_words: Look = &|anchor, taken| self.words(&anchor.text, &anchor.place, |row| !taken[row]);
        let by_place: Look = &|anchor, taken| self.place(&anchor.text, &anchor.place, |row| !taken[row]);
        for look in [by_id, by_row, by_words, by_place] {
            for (anchor, found) in anchors.iter().zip(&mut found) {
                if found.is_none()
                    && let Some(row) = look(anchor, &taken)
                {
                    taken[row] = true;
                    *found = Some(row);
                }
            }
        }
        found
    }
}

/// Whether of two texts the shorter has most of its characters in the other.
fn alike(one: &str, other: &str) -> bool {
    let mut counts: HashMap<char, usize> = HashMap::new();
    let kept = |c: &char| !is_space(*c);
    one.chars().filter(kept).for_each(|c| *counts.entry(c).or_default() += 1);
    let (mut shared, mut length) = (0, 0);
    for c in other.chars().filter(kept) {
        length += 1;
        if let Some(count) = counts.get_mut(&c).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let shorter = length.min(one.chars().filter(kept).count());
    shorter > 0 && shared * 3 >= shorter * 2
}
