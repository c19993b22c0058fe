//! The objects on a page: texts and paths (GB/T 33190-2016, 9 and 11).

#[cfg(feature = "draw")]
use crate::read::draw::{Drawing, Ink, Letter, Shape, number};
use crate::read::ruled::{Glyph, Page, Rule};
use crate::read::xml::{Node, Tag, Xml};

/// What the objects of a page are put onto.
pub(super) enum Target<'a> {
    /// A page that is to be read.
    Page(&'a mut Page),
    /// One that is to be drawn.
    #[cfg(feature = "draw")]
    Drawing(&'a mut Drawing),
}

/// What a page says besides its objects.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Ids of the pages that lie under it.
    pub templates: Vec<String>,
    /// Its width and height in millimetres, where it says them itself.
    pub size: Option<(f64, f64)>,
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

    /// All of it as one matrix.
    #[cfg(feature = "draw")]
    fn matrix(&self) -> [f64; 6] {
        let [a, b, c, d, e, f] = self.matrix;
        [a, b, c, d, e + self.origin.0, f + self.origin.1]
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (a * x + c * y + e + self.origin.0, b * x + d * y + f + self.origin.1)
    }
}

/// Width and height that a box says (7.5): left, top, width, height.
pub(super) fn size(words: &str) -> Option<(f64, f64)> {
    match numbers(words)[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((side(width), side(height))),
        _ => None,
    }
}

/// The length of a page's side, in millimetres: two metres at the most.
pub(super) fn side(length: f64) -> f64 {
    length.min(2_000.0)
}

/// Puts the objects of a page's XML onto a target.
pub(super) fn read(text: &str, target: &mut Target) -> Used {
    let mut used = Used::default();
    let mut xml = Xml::new(text);
    let mut text_object: Option<(Transform, f64)> = None;
    let mut path: Option<Transform> = None;
    let mut look = Look::default();
    while let Some(node) = xml.next() {
        match node {
            Node::Open(tag) => match tag.name() {
                "Template" => used.templates.extend(tag.get("TemplateID")),
                "PhysicalBox" => used.size = size(&xml.text()),
                "TextObject" if tag.get("Visible").as_deref() != Some("false") => {
                    let size = tag.get("Size").and_then(|size| size.trim().parse().ok()).unwrap_or(0.0);
                    text_object = Some((Transform::of(&tag), size));
                    look = Look::of(&tag, true);
                }
                "PathObject" if tag.get("Visible").as_deref() != Some("false") => {
                    path = Some(Transform::of(&tag));
                    look = Look::of(&tag, false);
                }
                "FillColor" => look.fill.colour(&tag),
                "StrokeColor" => look.stroke.colour(&tag),
                "TextCode" => {
                    let code = Code::of(&tag);
                    let words = xml.text();
                    if let Some((transform, size)) = &text_object {
                        code.put(&words, transform, *size, &look, target);
                    }
                }
                "AbbreviatedData" => {
                    let data = xml.text();
                    if let Some(transform) = &path {
                        match target {
                            Target::Page(page) => rules(&data, transform, page),
                            #[cfg(feature = "draw")]
                            Target::Drawing(drawing) => drawing.shape(shape(&data, transform, &look)),
                        }
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

/// How an object is drawn (8.5, 9.1).
#[cfg_attr(not(feature = "draw"), allow(dead_code, reason = "matters only where pages are drawn"))]
#[derive(Debug, Default)]
struct Look {
    fill: Paint,
    stroke: Paint,
    /// How thick lines are, in millimetres.
    thick: f64,
}

/// Whether a shape is filled, or its outline drawn, and in which colour.
#[cfg_attr(not(feature = "draw"), allow(dead_code, reason = "matters only where pages are drawn"))]
#[derive(Debug, Default)]
struct Paint {
    used: bool,
    ink: [u8; 3],
}

impl Look {
    fn of(tag: &Tag, is_text: bool) -> Self {
        let used = |name: &str, usual: bool| match tag.get(name).as_deref() {
            Some("true") => true,
            Some("false") => false,
            _ => usual,
        };
        Self {
            fill: Paint { used: used("Fill", is_text), ..Paint::default() },
            stroke: Paint { used: used("Stroke", !is_text), ..Paint::default() },
            thick: tag.get("LineWidth").and_then(|thick| thick.trim().parse().ok()).unwrap_or(0.353),
        }
    }
}

impl Paint {
    /// Takes up a colour (8.3): a grey, red, green and blue up to 255, or cyan, magenta, yellow and black. What is none of
    /// them, such as a pattern, is left out, but for letters.
    fn colour(&mut self, tag: &Tag) {
        let byte = |n: f64| n.clamp(0.0, 255.0) as u8;
        match numbers(&tag.get("Value").unwrap_or_default())[..] {
            [grey] => self.ink = [byte(grey); 3],
            [red, green, blue] => self.ink = [red, green, blue].map(byte),
            [cyan, magenta, yellow, black] => {
                self.ink = [cyan, magenta, yellow].map(|n| byte((255.0 - n) * (255.0 - black) / 255.0));
            }
            _ => {}
        }
    }
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

    fn put(&self, words: &str, transform: &Transform, size: f64, look: &Look, target: &mut Target) {
        let (mut x, mut y) = (self.x, self.y);
        let chars: Vec<char> = words.trim_matches(['\n', '\r', '\t']).chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            let wide = if c.is_ascii() { 0.5 } else { 1.0 };
            // The last step goes on for the characters that have none of their own.
            let step = self.across.get(at).or(self.across.last()).copied();
            let width = step.filter(|step| *step > 0.0).map_or(size * wide, |step| step.min(size * wide));
            let (left, base) = transform.place(x, y);
            let (right, _) = transform.place(x + width, y);
            let (above, top) = transform.place(x, y - size);
            match target {
                Target::Page(page) => page.glyph(Glyph {
                    c,
                    left: left.min(right),
                    right: left.max(right),
                    base,
                    size: (base - top).abs(),
                    furniture: false,
                }),
                #[cfg(feature = "draw")]
                Target::Drawing(drawing) => {
                    drawing.letter(Letter { c, at: (left, base), up: (above - left, top - base), ink: look.fill.ink });
                }
            }
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

/// The straight lines of a path (9.1): `S` and `M` begin, `L` goes on, `C` closes; curves are passed over.
fn rules(data: &str, transform: &Transform, page: &mut Page) {
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

/// A path with its curves, as SVG writes them: `Q` the same, `B` with two points between, `A` an arc.
#[cfg(feature = "draw")]
fn shape(data: &str, transform: &Transform, look: &Look) -> Shape {
    let mut path = String::new();
    let mut words = data.split_ascii_whitespace();
    while let Some(operator) = words.next() {
        let (sign, operands) = match operator {
            "S" | "M" => ("M", 2),
            "L" => ("L", 2),
            "Q" => ("Q", 4),
            "B" => ("C", 6),
            "A" => ("A", 7),
            "C" => ("Z", 0),
            _ => continue,
        };
        path.push_str(sign);
        for operand in words.by_ref().take(operands).filter_map(|word| word.parse::<f64>().ok()) {
            if operand.is_finite() {
                path.push_str(&number(operand));
                path.push(' ');
            }
        }
    }
    let ink = |paint: &Paint| -> Option<Ink> { paint.used.then_some(paint.ink) };
    Shape {
        path,
        place: transform.matrix(),
        fill: ink(&look.fill),
        stroke: ink(&look.stroke).map(|ink| (ink, look.thick)),
    }
}
