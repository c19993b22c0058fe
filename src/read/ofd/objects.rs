//! The objects on a page: texts and paths (GB/T 33190-2016, 9 and 11).

use crate::read::ruled::{Glyph, Page, Rule};
use crate::read::xml::{Node, Tag, Xml};

/// What a page says besides its objects.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Ids of the pages that lie under it.
    pub templates: Vec<String>,
    pub cut_short: bool,
}

/// Places to the page: first two numbers for x, two for y, then what is added.
#[derive(Clone, Copy, Debug)]
struct Transform {
    matrix: [f64; 6],
    origin: (f64, f64),
}

impl Transform {
    /// What a graphic object's `Boundary` and `CTM` say.
    fn of(tag: &Tag) -> Self {
        let boundary = numbers(&tag.get("Boundary").unwrap_or_default());
        let origin = (boundary.first().copied().unwrap_or(0.0), boundary.get(1).copied().unwrap_or(0.0));
        let given = numbers(&tag.get("CTM").unwrap_or_default());
        Self { matrix: <[f64; 6]>::try_from(given).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), origin }
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (a * x + c * y + e + self.origin.0, b * x + d * y + f + self.origin.1)
    }
}

/// Puts the objects of a page's XML onto `page`.
pub(super) fn read(text: &str, page: &mut Page) -> Used {
    let mut used = Used::default();
    let mut xml = Xml::new(text);
    let mut text_object: Option<(Transform, f64)> = None;
    let mut path: Option<Transform> = None;
    while let Some(node) = xml.next() {
        match node {
            Node::Open(tag) => match tag.name() {
                "Template" => used.templates.extend(tag.get("TemplateID")),
                "TextObject" if tag.get("Visible").as_deref() != Some("false") => {
                    let size = tag.get("Size").and_then(|size| size.trim().parse().ok()).unwrap_or(0.0);
                    text_object = Some((Transform::of(&tag), size));
                }
                "PathObject" if tag.get("Visible").as_deref() != Some("false") => path = Some(Transform::of(&tag)),
                "TextCode" => {
                    let code = Code::of(&tag);
                    let words = xml.text();
                    if let Some((transform, size)) = &text_object {
                        code.put(&words, transform, *size, page);
                    }
                }
                "AbbreviatedData" => {
                    let data = xml.text();
                    if let Some(transform) = &path {
                        draw(&data, transform, page);
                    }
                }
                // What a shape is cut out with is not drawn.
                "Clips" => xml.skip(),
                _ => {}
            },
            Node::Close(name) => match name.as_str() {
                "TextObject" => text_object = None,
                "PathObject" => path = None,
                _ => {}
            },
            Node::Text(_) => {}
        }
    }
    used.cut_short = xml.cut_short;
    used
}

/// Where the characters of a text stand (11.3).
struct Code {
    x: f64,
    y: f64,
    across: Vec<f64>,
    down: Vec<f64>,
}

impl Code {
    fn of(tag: &Tag) -> Self {
        let number = |name| tag.get(name).and_then(|number| number.trim().parse().ok()).unwrap_or(0.0);
        let steps = |name| steps(&tag.get(name).unwrap_or_default());
        Self { x: number("X"), y: number("Y"), across: steps("DeltaX"), down: steps("DeltaY") }
    }

    fn put(&self, words: &str, transform: &Transform, size: f64, page: &mut Page) {
        let (mut x, mut y) = (self.x, self.y);
        let chars: Vec<char> = words.trim_matches(['\n', '\r', '\t']).chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            let wide = if c.is_ascii() { 0.5 } else { 1.0 };
            // The last step goes on for the characters that have none of their own.
            let step = self.across.get(at).or(self.across.last()).copied();
            let width = step.filter(|step| *step > 0.0).map_or(size * wide, |step| step.min(size * wide));
            let (left, base) = transform.place(x, y);
            let (right, _) = transform.place(x + width, y);
            let (_, top) = transform.place(x, y - size);
            page.glyph(Glyph {
                c,
                left: left.min(right),
                right: left.max(right),
                base,
                size: (base - top).abs(),
                furniture: false,
            });
            match self.down.get(at).or(self.down.last()) {
                Some(step) if self.across.is_empty() => y += step,
                _ => x += step.unwrap_or(size * wide),
            }
        }
    }
}

/// Steps from character to character; `g 5 3.2` stands for five of 3.2.
fn steps(list: &str) -> Vec<f64> {
    /// No line of text is longer, in characters.
    const MOST: usize = 10_000;
    let mut steps: Vec<f64> = Vec::new();
    let mut words = list.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words.next().and_then(|count| count.parse().ok()).unwrap_or(0usize);
            let step = words.next().and_then(|step| step.parse().ok()).unwrap_or(0.0);
            let count = count.min(MOST.saturating_sub(steps.len()));
            steps.extend(std::iter::repeat_n(step, count));
        } else if steps.len() < MOST {
            steps.push(word.parse().unwrap_or(0.0));
        }
    }
    steps
}

fn numbers(list: &str) -> Vec<f64> {
    list.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Draws the straight lines of a path (9.1): `S` and `M` begin, `L` goes on, `C` closes; curves are passed over.
fn draw(data: &str, transform: &Transform, page: &mut Page) {
    let mut words = data.split_ascii_whitespace();
    let mut start = (0.0, 0.0);
    let mut here = (0.0, 0.0);
    while let Some(operator) = words.next() {
        let operands = match operator {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let numbers: Vec<f64> = words.by_ref().take(operands).map(|word| word.parse().unwrap_or(f64::NAN)).collect();
        let next = match numbers.as_slice() {
            [.., x, y] => transform.place(*x, *y),
            _ => start,
        };
        match operator {
            "S" | "M" => start = next,
            "L" | "C" => page.rule(Rule { from: here, to: next }),
            _ => {}
        }
        here = next;
    }
}
