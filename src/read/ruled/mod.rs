//! Pages on which every character has its place, and lines are drawn: paragraphs by how lines of text stand, tables by
//! their ruling lines.

mod lattice;
mod line;
mod margins;
mod pieces;

use super::Note;
use super::pages::{Area, Standing};
use super::parts::{Contents, Part};
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

/// How a page is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    /// Width and height of the page as it is shown, in the unit of what stands on it.
    pub size: (f64, f64),
    /// Points in that unit.
    pub unit: f64,
    /// The quarter turns, clockwise, by which its text is turned there. What stands on a [`Page`] is upright.
    pub turns: usize,
}

impl Frame {
    /// Its width and height in tenths of a point.
    fn tenths(&self) -> (u16, u16) {
        (self.tenth(self.size.0), self.tenth(self.size.1))
    }

    fn tenth(&self, length: f64) -> u16 {
        (length * self.unit * 10.0).round() as u16
    }

    /// A rectangle between two upright points as it is shown; nothing of it beyond the page.
    fn area(&self, from: (f64, f64), to: (f64, f64)) -> Area {
        let shown = |(x, y): (f64, f64)| match self.turns {
            0 => (x, y),
            1 => (-y, x),
            2 => (-x, -y),
            _ => (y, -x),
        };
        let ((x0, y0), (x1, y1)) = (shown(from), shown(to));
        let across = |x: f64| self.tenth(x.clamp(0.0, self.size.0));
        let down = |y: f64| self.tenth(y.clamp(0.0, self.size.1));
        Area { left: across(x0.min(x1)), top: down(y0.min(y1)), right: across(x0.max(x1)), bottom: down(y0.max(y1)) }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    glyphs: Vec<Glyph>,
    rules: Vec<Rule>,
    aside: String,
    width: f64,
    frame: Frame,
    /// More characters or lines were added than are kept.
    pub crowded: bool,
}

impl Page {
    /// The page is shown like this.
    pub fn shown(self, frame: Frame) -> Self {
        Self { frame, ..self }
    }

    /// Text runs as far as on the other pages of this width.
    #[cfg(feature = "pdf")]
    pub fn of_width(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// How far to the right and down what stands on it reaches.
    #[cfg(feature = "formats")]
    pub fn reach(&self) -> (f64, f64) {
        let of_glyphs = self.glyphs.iter().map(|glyph| (glyph.right, glyph.base));
        let of_rules = self.rules.iter().flat_map(|rule| [rule.from, rule.to]);
        of_glyphs.chain(of_rules).fold((0.0, 0.0), |far, point| (point.0.max(far.0), point.1.max(far.1)))
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
        let mut laid = Laid { aside: self.aside, width: self.width, frame: self.frame, ..Laid::default() };
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
    frame: Frame,
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

/// What stands on the pages of a document, each from top to bottom and with its end marked, and where it stands. A
/// paragraph that goes on on the next page is one.
pub(super) fn contents(pages: Vec<Page>) -> Contents {
    let sizes = pages.iter().map(|page| page.frame.tenths()).collect();
    let crowded = pages.iter().any(|page| page.crowded);
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
    let notes = if crowded { vec![Note::CrowdedPages] } else { Vec::new() };
    Contents { parts: flow.parts, notes, sizes, standing: flow.standing, ..Contents::default() }
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
    /// Where the words of the parts stand.
    standing: Vec<Standing>,
    /// How many pages were added.
    pages: usize,
}

/// How far a line of Chinese characters reaches above the line that it stands on, and below it, in sizes of a character.
const REACH: (f64, f64) = (0.9, 0.16);

impl Flow {
    /// Adds a page whose lines stand between `left` and `right`.
    fn page(&mut self, page: Laid, left: f64, right: f64) {
        let spread = spread(&page);
        let mut new_page = true;
        for (item, spread) in page.items.into_iter().zip(spread) {
            match &item {
                Item::Line(line) => self.stand(line, &page.frame),
                Item::Table(table) => table.lines().for_each(|line| self.stand(line, &page.frame)),
            }
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
            let characters = page.aside.chars().filter(|c| !is_space(*c)).count();
            self.standing.push(Standing { characters, place: None });
            self.parts.push(Part::Furniture(page.aside));
        }
        self.parts.push(Part::PageBreak);
        self.pages += 1;
    }

    /// Notes down where a line stands, which is the next to become words.
    fn stand(&mut self, line: &Line, frame: &Frame) {
        for (characters, left, right) in line.stretches() {
            let area = frame.area((left, line.base - line.size * REACH.0), (right, line.base + line.size * REACH.1));
            self.standing.push(Standing { characters, place: Some((self.pages, area)) });
        }
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
