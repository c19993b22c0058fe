//! Characters in lines.

use super::Glyph;
use crate::text::{is_space, width};

/// The gap, in sizes of a character, from which on it stands for a space.
const SPACE: f64 = 0.8;

/// The gap from which on it holds columns apart.
const GAP: f64 = 2.0;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// From left to right.
    glyphs: Vec<Glyph>,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    /// It belongs to the page and not to the text.
    pub furniture: bool,
}

/// The characters in lines, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<(f64, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            // Raised and lowered characters stand with those beside them.
            Some((base, row)) if glyph.base - *base < glyph.size.max(row[0].size) * 0.5 => {
                if glyph.size > row[0].size * 0.8 {
                    *base = glyph.base;
                }
                row.push(glyph);
            }
            _ => rows.push((glyph.base, vec![glyph])),
        }
    }
    rows.into_iter().filter_map(|(_, row)| Line::of(row)).collect()
}

impl Line {
    /// A line of these characters, unless they are all blank.
    fn of(mut glyphs: Vec<Glyph>) -> Option<Self> {
        let base = glyphs[0].base;
        glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Some programs make letters bold by writing them twice.
        glyphs.dedup_by(|next, kept| {
            next.c == kept.c
                && next.left - kept.left < (kept.right - kept.left) / 2.0
                && (next.base - kept.base).abs() < kept.size / 4.0
        });
        let shown = |glyph: &Glyph| !is_space(glyph.c);
        let first = glyphs.iter().position(shown)?;
        let last = glyphs.iter().rposition(shown)?;
        glyphs.truncate(last + 1);
        glyphs.drain(..first);
        Some(Self {
            left: glyphs[0].left,
            right: glyphs[glyphs.len() - 1].right,
            base,
            size: glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max),
            furniture: glyphs.iter().filter(|glyph| shown(glyph)).all(|glyph| glyph.furniture),
            glyphs,
        })
    }

    /// Its words. Columns held apart by white space alone keep it: four spaces where more than two characters would fit.
    pub fn words(&self) -> String {
        self.written(|gap, _, words| {
            if gap > GAP {
                words.push_str("    ");
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        })
    }

    /// Its words with as much white space as puts them where they stand, on a screen whose columns are `unit` wide and
    /// begin at `edge`.
    pub fn spread(&self, edge: f64, unit: f64) -> String {
        /// Columns of the screen, at the most.
        const WIDEST: f64 = 400.0;
        let column = |left: f64| ((left - edge) / unit).round().clamp(0.0, WIDEST) as usize;
        let indent = " ".repeat(column(self.left));
        let mut at = indent.len();
        let mut seen = 0;
        let words = self.written(|_, left, words| {
            at += words[seen..].chars().map(width).sum::<usize>();
            let spaces = column(left).saturating_sub(at).max(1);
            words.extend(std::iter::repeat_n(' ', spaces));
            at += spaces;
            seen = words.len();
        });
        indent + &words
    }

    /// Its characters, with what `space` adds to the words so far before a character that begins at its second operand
    /// after a gap of so many sizes.
    fn written(&self, mut space: impl FnMut(f64, f64, &mut String)) -> String {
        let mut words = String::new();
        let mut end = f64::INFINITY;
        for glyph in self.glyphs.iter() {
            // Spaces are seen by the gap that they leave, unless that is small.
            if glyph.c == ' ' {
                if (glyph.right - glyph.left) / glyph.size <= SPACE && !words.ends_with(' ') {
                    words.push(' ');
                    end = end.max(glyph.right);
                }
                continue;
            }
            let gap = (glyph.left - end) / glyph.size;
            if gap > SPACE {
                space(gap, glyph.left, &mut words);
            }
            words.push(glyph.c);
            end = glyph.right;
        }
        words
    }

    /// What stands in it without a gap as between columns: how many characters, white space left out, and from where to
    /// where.
    pub fn stretches(&self) -> Vec<(usize, f64, f64)> {
        let mut stretches: Vec<(usize, f64, f64)> = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| glyph.c != ' ') {
            match stretches.last_mut() {
                Some((count, _, right)) if (glyph.left - *right) / glyph.size <= GAP => {
                    *count += 1;
                    *right = right.max(glyph.right);
                }
                _ => stretches.push((1, glyph.left, glyph.right)),
            }
        }
        stretches
    }

    /// Whether it is parted by white space as between columns.
    pub fn has_gap(&self) -> bool {
        let shown: Vec<&Glyph> = self.glyphs.iter().filter(|glyph| glyph.c != ' ').collect();
        shown.windows(2).any(|pair| (pair[1].left - pair[0].right) / pair[1].size > GAP)
    }
}
