//! Pages on which every character has its place, and lines are drawn: paragraphs by how lines of text stand, tables by
//! their ruling lines.

mod lattice;
mod line;
mod margins;
mod pieces;

use super::parts::Part;
use crate::text::is_space;
use lattice::{Drawn, Lattice};
use line::{Line, lines};

/// Characters of a page, at the most; a page in the smallest print has some five thousand.
const MOST_GLYPHS: usize = 200_000;

/// Ruling lines of a page, at the most; a table of a page has some hundred, drawn cell by cell some thousand.
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
    /// The file says that it belongs to the page and not to the text: its number, its header.
    pub furniture: bool,
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
    aside: String,
    width: f64,
    /// More characters or lines were added than are kept.
    pub crowded: bool,
}

impl Page {
    /// A page of which it is known how wide it is, as of PDF: text runs as far as on the other pages of this width.
    #[cfg(feature = "pdf")]
    pub fn of_width(width: f64) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a character, unless it stands nowhere.
    pub fn glyph(&mut self, glyph: Glyph) {
        let placed = [glyph.left, glyph.right, glyph.base, glyph.size].iter().all(|n| n.is_finite());
        if placed && glyph.size > 0.0 {
            if self.glyphs.len() < MOST_GLYPHS { self.glyphs.push(glyph) } else { self.crowded = true }
        }
    }

    /// Adds a drawn line. Only those along the sides of the page matter.
    pub fn rule(&mut self, rule: Rule) {
        let placed = [rule.from.0, rule.from.1, rule.to.0, rule.to.1].iter().all(|n| n.is_finite());
        if placed {
            if self.rules.len() < MOST_RULES { self.rules.push(rule) } else { self.crowded = true }
        }
    }

    /// Adds words that stand in none of its lines.
    #[cfg(feature = "pdf")]
    pub fn aside(&mut self, words: &str) {
        self.aside.push_str(words);
    }

    /// Whether it has any words.
    pub fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| is_space(glyph.c))
    }

    /// Parts the page into its tables and the lines around them.
    fn lay_out(mut self) -> Laid {
        self.glyphs.retain(|glyph| !is_space(glyph.c) || glyph.c == ' ');
        let mut sizes: Vec<f64> = self.glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let mut laid = Laid { aside: self.aside, width: self.width, ..Laid::default() };
        let Some(&usual) = sizes.get(sizes.len() / 2) else { return laid };
        laid.usual = usual;
        // The innermost first: the frame around a page holds all that stands on it.
        let mut lattices = lattice::all(&self.rules, usual / 4.0);
        lattices.sort_by(|a, b| a.area().total_cmp(&b.area()));
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
        laid.items = lines(free).into_iter().map(Item::Line).collect();
        laid.items.extend(tables.into_iter().map(|table| Item::Table(table.drawn())));
        laid.items.sort_by(|a, b| a.height().total_cmp(&b.height()));
        laid
    }
}

/// A page in lines and tables, from top to bottom.
#[derive(Debug, Default)]
struct Laid {
    items: Vec<Item>,
    aside: String,
    width: f64,
    /// The size of most of its characters.
    usual: f64,
}

#[derive(Debug)]
enum Item {
    Line(Line),
    Table(Drawn),
}

impl Item {
    fn height(&self) -> f64 {
        match self {
            Self::Line(line) => line.base,
            Self::Table(table) => table.top,
        }
    }

    fn line(&self) -> Option<&Line> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }
}

impl Laid {
    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(Item::line)
    }

    /// Between which its lines of text stand.
    fn edges(&self) -> (f64, f64) {
        self.lines().filter(|line| !line.furniture).fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), line| {
            (left.min(line.left), right.max(line.right))
        })
    }
}

/// What stands on the pages of a document, each from top to bottom and with its end marked. A paragraph that goes on
/// on the next page is one.
pub(super) fn parts(pages: Vec<Page>) -> Vec<Part> {
    let mut pages: Vec<Laid> = pages.into_iter().map(Page::lay_out).collect();
    margins::mark(&mut pages);
    pieces::mend(&mut pages);
    let edges: Vec<(f64, f64)> = pages.iter().map(Laid::edges).collect();
    // A page may hold no full line.
    let right = |at: usize| {
        let alike = |other: &usize| *other == at || pages[at].width > 0.0 && pages[*other].width == pages[at].width;
        (0..pages.len()).filter(alike).map(|other| edges[other].1).fold(f64::NEG_INFINITY, f64::max)
    };
    let mut widths: Vec<(f64, f64)> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if page.width > 0.0 && !widths.iter().any(|(width, _)| *width == page.width) {
            widths.push((page.width, right(at)));
        }
    }
    let mut flow = Flow::default();
    for (page, (left, own)) in pages.into_iter().zip(edges) {
        let right = widths.iter().find(|(width, _)| *width == page.width).map_or(own, |(_, right)| *right);
        flow.page(page, left, right);
    }
    flow.parts
}

/// A full line of text has at least so many letters; on a page of short lines one that is as long as any is not full.
const SHORTEST: f64 = 12.0;

/// Lines as they become paragraphs.
#[derive(Default)]
struct Flow {
    parts: Vec<Part>,
    /// The line of text that came last, if nothing but the margins of the page followed it: the part that it ends, and
    /// whether it is full.
    last: Option<(usize, Line, bool)>,
}

impl Flow {
    /// Adds a page whose lines stand between `left` and `right`.
    fn page(&mut self, page: Laid, left: f64, right: f64) {
        let spread = spread(&page);
        let mut new_page = true;
        for (item, spread) in page.items.into_iter().zip(spread) {
            match item {
                Item::Line(line) if line.furniture => self.parts.push(Part::Furniture(line.words())),
                Item::Line(line) if spread => {
                    self.parts.push(Part::Paragraph(line.spread(left, page.usual / 2.0)));
                    self.last = None;
                    new_page = false;
                }
                Item::Line(line) => {
                    self.line(line, left, right, new_page);
                    new_page = false;
                }
                Item::Table(table) => {
                    self.parts.push(Part::Table(table.into_table()));
                    self.last = None;
                    new_page = false;
                }
            }
        }
        if !page.aside.trim().is_empty() {
            self.parts.push(Part::Furniture(page.aside));
        }
        self.parts.push(Part::PageBreak);
    }

    /// Adds a line. It goes on with the one before if that is full, that is ends at the right edge of the text, and if
    /// this one begins at the left edge with letters as large and no further below than lines are.
    fn line(&mut self, line: Line, left: f64, right: f64, new_page: bool) {
        let full = line.right > right - line.size * 1.6 && line.right - line.left > line.size * SHORTEST;
        let runs_on = self.last.take().filter(|(_, last, full)| {
            *full
                && line.left < left + line.size * 0.8
                && (line.size / last.size - 1.0).abs() < 0.1
                && (new_page || line.base - last.base < line.size * 2.6)
        });
        let words = line.words();
        let part = match runs_on.map(|(part, ..)| part) {
            Some(part) => {
                if let Part::Paragraph(above) = &mut self.parts[part] {
                    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                    if latin(above.chars().next_back()) && latin(words.chars().next()) {
                        above.push(' ');
                    }
                    above.push_str(&words);
                }
                part
            }
            None => {
                self.parts.push(Part::Paragraph(words));
                self.parts.len() - 1
            }
        };
        self.last = Some((part, line, full));
    }
}

/// Lines between two lines with gaps, at the most, for the columns to go on: the wrapped cells of a row.
const MOST_BETWEEN: usize = 8;

/// Which items of a page are lines of columns held apart by nothing but white space: from one with a gap to the next.
/// There the white space is kept, for it is all that tells the columns.
fn spread(page: &Laid) -> Vec<bool> {
    let mut spread = vec![false; page.items.len()];
    let mut before: Option<usize> = None;
    for (at, item) in page.items.iter().enumerate() {
        match item {
            Item::Table(..) => before = None,
            Item::Line(line) if !line.furniture && line.has_gap() => {
                if let Some(before) = before.filter(|before| at - before <= MOST_BETWEEN) {
                    spread[before..=at].fill(true);
                }
                before = Some(at);
            }
            Item::Line(_) => {}
        }
    }
    // The last row's cells may be wrapped too: as far as its lines stand as close as lines do, and begin further right.
    for at in 1..spread.len() {
        if let (true, Some(above), Some(line)) = (spread[at - 1], page.items[at - 1].line(), page.items[at].line()) {
            spread[at] |= !line.furniture
                && line.base - above.base < line.size * 2.0
                && line.left > page.edges().0 + line.size * 0.8;
        }
    }
    spread
}

#[cfg(test)]
mod tests;
