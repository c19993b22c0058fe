//! What was found on a page, and how it is turned so that its text reads from left to right.

use hayro_font::kurbo::{Point, Vec2};

use crate::read::ruled::{Frame, Glyph, Page, Rule};

/// How far text may lean and still be taken for upright: the sine of some three degrees, as of a page scanned askew.
const LEAN: f64 = 0.05;

/// A character where it stands, in points from the upper left corner of the page.
pub(super) struct Letter {
    pub c: char,
    /// Where it begins on the line that it stands on, and where it ends.
    pub from: Point,
    pub to: Point,
    /// From the line to its top.
    pub up: Vec2,
    /// The file says that it belongs to the page and not to the text.
    pub furniture: bool,
    /// Its shape is in the file.
    #[cfg_attr(not(feature = "draw"), expect(dead_code, reason = "matters only where pages are drawn"))]
    pub embedded: bool,
}

impl Letter {
    pub fn middle(&self) -> Point {
        self.from.midpoint(self.to) + self.up / 3.0
    }

    /// The quarter turns, clockwise, by which its line is turned, or `None` where it runs askew.
    fn turns(&self) -> Option<usize> {
        // Upwards from the line, for a letter may be narrow or even have no width.
        let up = self.up / self.up.hypot();
        [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
            .into_iter()
            .position(|(x, y)| (up.x - x).abs() < LEAN && (up.y - y).abs() < LEAN)
    }
}

/// What was found on a page.
#[derive(Default)]
pub(super) struct Sheet {
    pub letters: Vec<Letter>,
    pub rules: Vec<Rule>,
    /// Its width and height in points.
    pub size: (f64, f64),
}

impl Sheet {
    /// The page, turned as most of its text is: a wide table may lie on an upright page. Text that runs askew, such as
    /// a watermark, is none of the lines and comes as words of its own.
    pub fn into_page(self) -> Page {
        let mut counts = [0usize; 4];
        for turns in self.letters.iter().filter_map(Letter::turns) {
            counts[turns] += 1;
        }
        let usual = (0..4).rev().max_by_key(|&turns| counts[turns]).unwrap_or(0);
        let upright = |p: Point| match usual {
            0 => (p.x, p.y),
            1 => (p.y, -p.x),
            2 => (-p.x, -p.y),
            _ => (-p.y, p.x),
        };
        let frame = Frame { size: self.size, unit: 1.0, turns: usual };
        let mut page = Page::default().shown(frame).of_width(self.size.0);
        let mut askew = String::new();
        for letter in self.letters {
            let Some(turns) = letter.turns() else {
                askew.push(letter.c);
                continue;
            };
            let size = letter.up.hypot();
            let (from, to) = (upright(letter.from), upright(letter.to));
            let glyph = if turns == usual {
                Glyph { c: letter.c, left: from.0, right: to.0, base: from.1, size, furniture: letter.furniture }
            } else {
                // Each character for itself, about where it is seen.
                let (x, y) = upright(letter.middle());
                let (left, right) = (x - size / 2.0, x + size / 2.0);
                Glyph { c: letter.c, left, right, base: y + size / 3.0, size, furniture: letter.furniture }
            };
            page.glyph(glyph);
        }
        for rule in self.rules {
            let [from, to] = [rule.from, rule.to].map(|p| upright(p.into()));
            page.rule(Rule { from, to });
        }
        page.aside(&askew);
        page
    }
}
