//! Pages on which every character has its place, and lines are drawn: paragraphs by how lines of text stand, tables by
//! their ruling lines.

mod lattice;

use super::parts::Part;
use crate::text::is_space;
use lattice::Lattice;

/// Characters of a page, at the most; a page in the smallest print has some five thousand.
const MOST_GLYPHS: usize = 200_000;

/// Ruling lines of a page, at the most; a table of a page has some hundred.
const MOST_RULES: usize = 6_000;

/// A character where it stands. Lengths are in any unit; `y` grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub c: char,
    pub left: f64,
    pub right: f64,
    /// The line that it stands on.
    pub base: f64,
    /// Its height.
    pub size: f64,
}

/// A drawn line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub from: (f64, f64),
    pub to: (f64, f64),
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    glyphs: Vec<Glyph>,
    rules: Vec<Rule>,
}

/// A line of text.
#[derive(Clone, Debug)]
struct Line {
    words: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

impl Page {
    /// Adds a character, unless it stands nowhere.
    pub fn glyph(&mut self, glyph: Glyph) {
        let placed = [glyph.left, glyph.right, glyph.base, glyph.size].iter().all(|n| n.is_finite());
        if placed && glyph.size > 0.0 && self.glyphs.len() < MOST_GLYPHS {
            self.glyphs.push(glyph);
        }
    }

    /// Adds a drawn line. Only those along the sides of the page matter.
    pub fn rule(&mut self, rule: Rule) {
        let placed = [rule.from.0, rule.from.1, rule.to.0, rule.to.1].iter().all(|n| n.is_finite());
        if placed && self.rules.len() < MOST_RULES {
            self.rules.push(rule);
        }
    }

    /// Whether it has any words.
    pub fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| is_space(glyph.c))
    }

    /// What stands on the page, from top to bottom.
    pub fn parts(mut self) -> Vec<Part> {
        self.glyphs.retain(|glyph| !is_space(glyph.c) || glyph.c == ' ');
        let mut sizes: Vec<f64> = self.glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let Some(&usual) = sizes.get(sizes.len() / 2) else { return Vec::new() };
        let mut lattices = lattice::all(&self.rules, usual / 4.0);
        let mut free = Vec::new();
        for glyph in self.glyphs {
            let middle = ((glyph.left + glyph.right) / 2.0, glyph.base - glyph.size / 3.0);
            match lattices.iter_mut().find(|lattice| lattice.holds(middle)) {
                Some(lattice) => lattice.put(glyph, middle),
                None => free.push(glyph),
            }
        }
        // Boxes around a few words, underlines and frames are no tables: their words stand on the page.
        let (tables, others): (Vec<Lattice>, Vec<Lattice>) = lattices.into_iter().partition(Lattice::is_table);
        free.extend(others.into_iter().flat_map(Lattice::into_glyphs));
        let mut placed: Vec<(f64, Part)> = paragraphs(lines(free));
        placed.extend(tables.into_iter().map(|table| (table.top(), Part::Table(table.table()))));
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        placed.into_iter().map(|(_, part)| part).collect()
    }
}

/// The characters in lines, from top to bottom, each from left to right.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
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
    rows.into_iter().map(|(_, row)| line(row)).filter(|line| !line.words.trim().is_empty()).collect()
}

fn line(mut row: Vec<Glyph>) -> Line {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut words = String::new();
    let mut end = f64::INFINITY;
    let mut size = 0.0f64;
    for glyph in &row {
        // Columns held apart by white space alone keep it: two spaces where more than two characters would fit.
        let gap = (glyph.left - end) / glyph.size;
        if gap > 0.8 && !words.ends_with(' ') {
            words.push_str(if gap > 2.0 { "    " } else { " " });
        }
        words.push(glyph.c);
        end = glyph.right;
        size = size.max(glyph.size);
    }
    let trimmed = words.trim().to_owned();
    let shown = || row.iter().filter(|glyph| !is_space(glyph.c));
    let left = shown().next().map_or(0.0, |glyph| glyph.left);
    let right = shown().next_back().map_or(left, |glyph| glyph.right);
    Line { words: trimmed, left, right, base: row[0].base, size }
}

/// Lines that run on into each other, joined: a line is full where the text's right edge is, and the next begins at the
/// left edge with letters as large and no further below than lines are. Each with its height on the page.
fn paragraphs(lines: Vec<Line>) -> Vec<(f64, Part)> {
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let mut out: Vec<(f64, String)> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        let runs_on = last.is_some_and(|last| {
            last.right > right - last.size * 1.6
                && line.left < left + line.size * 0.8
                && (line.size / last.size - 1.0).abs() < 0.1
                && line.base - last.base < line.size * 2.6
        });
        match out.last_mut() {
            Some((_, words)) if runs_on => {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if latin(words.chars().next_back()) && latin(line.words.chars().next()) {
                    words.push(' ');
                }
                words.push_str(&line.words);
            }
            _ => out.push((line.base, line.words.clone())),
        }
        last = Some(line);
    }
    out.into_iter().map(|(base, words)| (base, Part::Paragraph(words))).collect()
}

#[cfg(test)]
mod tests;
