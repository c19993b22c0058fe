//! What a page shows: its content stream, and those that it draws in turn (ISO 32000-1, 8 and 9).
//!
//! Only what text and ruling lines need is followed. Colours, pictures, patterns and transparency are passed over.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Shape, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Face, Fonts};
use super::sheet::{Letter, Sheet};
use crate::read::Unreadable;
use crate::read::ruled::Rule;

/// Bytes of content that are followed in a whole file, each as often as it is drawn. A page of text has some ten
/// thousand; a form that draws others twice each, thirty deep, would never end.
pub(super) const MOST_CONTENT: usize = 128 << 20;

/// Forms within forms, at the most: programs nest three or four deep.
const DEEPEST_FORM: usize = 24;

/// Saved states, at the most; the standard asks for 28 (C.1).
const MOST_SAVED: usize = 512;

/// Points of a path, at the most: the frame of a table has four; maps and pictures may have as many as they like.
const LONGEST_PATH: usize = 4_096;

/// How thick a filled shape may be that stands for a line, in points.
const THICKEST_LINE: f64 = 4.0;

/// Follows pages.
pub(super) struct Reader<'a> {
    fonts: Fonts<'a>,
    /// Layers that are not shown when the file is opened (8.11).
    hidden: Vec<ObjectIdentifier>,
    /// Bytes of content that may still be followed.
    left: usize,
}

/// The graphics state (8.4), as far as it matters here.
#[derive(Clone)]
struct State<'a> {
    /// From what a stream counts in to the page as it is shown, from its upper left corner in points.
    place: Affine,
    clip: Rect,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    /// Between characters, and further at each space.
    spacing: (f64, f64),
    /// How wide characters are drawn, of their own width.
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// A stream that is being followed.
struct Run<'r, 'a, 's> {
    reader: &'r mut Reader<'a>,
    sheet: &'s mut Sheet,
    state: State<'a>,
    saved: Vec<State<'a>>,
    path: BezPath,
    /// The path becomes the clip when it is painted.
    clips: bool,
    /// Where the next character is, and where its line began (9.4.2).
    text: Affine,
    line: Affine,
    /// The fonts of the resources, by their names: each line of text names its own, and to look one up takes long.
    faces: HashMap<Vec<u8>, Option<Rc<Face<'a>>>>,
    /// What marked content (14.6) says of what it holds, innermost last.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Default)]
struct Mark {
    hidden: bool,
    furniture: bool,
}

impl<'a> Reader<'a> {
    /// Follows pages as they are when these layers are hidden, and no more than `most` bytes of content.
    pub fn new(hidden: Vec<ObjectIdentifier>, most: usize) -> Self {
        Self { fonts: Fonts::new(), hidden, left: most }
    }

    /// Puts what a page shows onto `sheet`.
    pub fn page(&mut self, page: &Page<'a>, sheet: &mut Sheet) -> Result<(), Unreadable> {
        let (width, height) = page.render_dimensions();
        sheet.size = (width.into(), height.into());
        let state = State {
            place: Affine::new(page.initial_transform(true).as_coeffs()),
            clip: Rect::new(0.0, 0.0, width.into(), height.into()),
            face: None,
            size: 1.0,
            spacing: (0.0, 0.0),
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let Some(content) = page.page_stream() else { return Ok(()) };
        Run::new(self, sheet, state).follow(content, page.resources(), 0)
    }
}

impl<'r, 'a, 's> Run<'r, 'a, 's> {
    fn new(reader: &'r mut Reader<'a>, sheet: &'s mut Sheet, state: State<'a>) -> Self {
        Self {
            reader,
            sheet,
            state,
            saved: Vec::new(),
            path: BezPath::new(),
            clips: false,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            faces: HashMap::new(),
            marks: Vec::new(),
        }
    }

    fn follow(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) -> Result<(), Unreadable> {
        self.reader.left = self.reader.left.checked_sub(content.len()).ok_or(Unreadable::TooMuch)?;
        let (saved, marks) = (self.saved.len(), self.marks.len());
        let outer = std::mem::take(&mut self.faces);
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            match op {
                Op::SaveState(_) if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
                Op::RestoreState(_) if self.saved.len() > saved => self.restore(),
                Op::Transform(m) => self.state.place *= matrix([m.0, m.1, m.2, m.3, m.4, m.5]),
                Op::SetGraphicsState(name) => {
                    let stated = resources.get_ext_g_state(name.0);
                    if let Some((font, size)) = stated.and_then(|stated| stated.get::<(Dict, f64)>(b"Font")) {
                        (self.state.face, self.state.size) = (self.reader.fonts.face(&font), size);
                    }
                }
                Op::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.object(&object, resources, depth)?;
                    }
                }
                Op::InlineImage(_) => self.image(),
                Op::BeginMarkedContent(_) => self.mark(Mark::default()),
                Op::BeginMarkedContentWithProperties(mark) => {
                    let mark = self.read_mark(mark.0, mark.1, resources);
                    self.mark(mark);
                }
                Op::EndMarkedContent(_) if self.marks.len() > marks => {
                    self.marks.pop();
                }
                op => {
                    if !self.draw(&op) {
                        self.write(&op, resources);
                    }
                }
            }
        }
        while self.saved.len() > saved {
            self.restore();
        }
        self.marks.truncate(marks);
        self.faces = outer;
        self.path = BezPath::new();
        Ok(())
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    /// Draws a form, or notes an image down.
    fn object(&mut self, object: &Stream<'a>, outer: &Resources<'a>, depth: usize) -> Result<(), Unreadable> {
        let dict = object.dict();
        if dict.get_ref(b"OC").is_some_and(|layer| self.is_hidden(layer.into(), dict.get(b"OC"))) {
            return Ok(());
        }
        match dict.get::<Name>(b"Subtype").as_deref() {
            Some(b"Image") => self.image(),
            Some(b"Form") if depth < DEEPEST_FORM => {
                let Ok(content) = object.decoded_data() else { return Ok(()) };
                let before = (self.state.clone(), self.text, self.line);
                self.state.place *= Affine::new(dict.get(b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
                if let Some([x0, y0, x1, y1]) = dict.get::<[f64; 4]>(b"BBox") {
                    self.clip(Rect::new(x0, y0, x1, y1).to_path(0.1));
                }
                let own = dict.get::<Dict>(b"Resources").map(Resources::new);
                self.follow(&content, own.as_ref().unwrap_or(outer), depth + 1)?;
                (self.state, self.text, self.line) = before;
            }
            _ => {}
        }
        Ok(())
    }

    /// An image fills the unit square; some programs draw lines as images that are one dot high.
    fn image(&mut self) {
        let shape = self.state.place * Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        self.bar(shape.bounding_box());
    }

    fn mark(&mut self, mark: Mark) {
        let outer = self.marks.last().copied().unwrap_or_default();
        // Marks that are never closed must not fill memory; the outermost ones count.
        if self.marks.len() < MOST_SAVED {
            self.marks.push(Mark { hidden: mark.hidden || outer.hidden, furniture: mark.furniture || outer.furniture });
        }
    }

    /// What a mark with properties says: it hides a layer (8.11.3.2), or it is the header or footer of the page (14.8.2.2).
    fn read_mark(&self, tag: &Name, properties: &Object, resources: &Resources) -> Mark {
        let mut mark = Mark::default();
        match (&**tag, properties) {
            (b"OC", Object::Name(name)) => {
                let layer = resources.properties.get_ref(&**name);
                mark.hidden =
                    layer.is_some_and(|layer| self.is_hidden(layer.into(), resources.properties.get(&**name)));
            }
            (b"Artifact", Object::Dict(dict)) => {
                let kind = dict.get::<Name>(b"Subtype");
                mark.furniture = matches!(kind.as_deref(), Some(b"Header" | b"Footer" | b"Watermark"))
                    || dict.get::<Name>(b"Type").as_deref() == Some(b"Pagination");
            }
            _ => {}
        }
        mark
    }

    /// Whether a layer is hidden, or all the layers of a group are (8.11.2.2).
    fn is_hidden(&self, layer: ObjectIdentifier, dict: Option<Dict>) -> bool {
        let hidden = |id: ObjectIdentifier| self.reader.hidden.contains(&id);
        let group = dict.filter(|dict| dict.get::<Name>(b"Type").as_deref() == Some(b"OCMD"));
        match group {
            Some(group) => match group.get_ref(b"OCGs") {
                Some(only) => hidden(only.into()),
                None => group.get::<Array>(b"OCGs").is_some_and(|layers| {
                    let mut ids = layers.raw_iter().filter_map(|layer| match layer {
                        MaybeRef::Ref(id) => Some(id.into()),
                        MaybeRef::NotRef(_) => None,
                    });
                    ids.next().is_some_and(|first| hidden(first) && ids.all(hidden))
                }),
            },
            None => hidden(layer),
        }
    }

    /// Does an operation on paths; says whether it was one.
    fn draw(&mut self, op: &Op) -> bool {
        let point = |x: Number, y: Number| Point::new(x.as_f64(), y.as_f64());
        let room = self.path.elements().len() < LONGEST_PATH;
        let begun = room && !self.path.elements().is_empty();
        match op {
            Op::MoveTo(m) if room => self.path.move_to(point(m.0, m.1)),
            Op::LineTo(l) if begun => self.path.line_to(point(l.0, l.1)),
            Op::CubicTo(c) if begun => self.path.curve_to(point(c.0, c.1), point(c.2, c.3), point(c.4, c.5)),
            Op::CubicStartTo(c) if begun => self.path.quad_to(point(c.0, c.1), point(c.2, c.3)),
            Op::CubicEndTo(c) if begun => self.path.quad_to(point(c.0, c.1), point(c.2, c.3)),
            Op::ClosePath(_) if begun => self.path.close_path(),
            Op::RectPath(r) if room => {
                let (from, to) = (point(r.0, r.1), Vec2::new(r.2.as_f64(), r.3.as_f64()));
                self.path.extend(Rect::from_points(from, from + to).path_elements(0.1));
            }
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clips = true,
            Op::EndPath(_) => self.end_path(),
            Op::StrokePath(_) => self.stroke(false),
            Op::CloseAndStrokePath(_) => self.stroke(true),
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => self.fill(),
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.stroke(false),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => self.stroke(true),
            _ => return false,
        }
        true
    }

    fn stroke(&mut self, close: bool) {
        if close && !self.path.elements().is_empty() {
            self.path.close_path();
        }
        for segment in (self.state.place * self.path.clone()).segments() {
            if let PathSeg::Line(line) = segment {
                self.rule(line.p0, line.p1);
            }
        }
        self.end_path();
    }

    /// Filled shapes are lines where they are thin. A frame around a cell may be one rectangle cut out of another.
    fn fill(&mut self) {
        let path = self.state.place * self.path.clone();
        let shapes: Vec<Rect> = subpaths(&path).map(|shape| shape.bounding_box()).collect();
        for (at, &shape) in shapes.iter().enumerate() {
            if self.bar(shape) {
                continue;
            }
            let around = |outer: &Rect| {
                let frame = [shape.x0 - outer.x0, shape.y0 - outer.y0, outer.x1 - shape.x1, outer.y1 - shape.y1];
                frame.iter().all(|side| (0.0..=THICKEST_LINE).contains(side)) && frame.iter().any(|&side| side > 0.0)
            };
            if shapes.len() > 1 && (at > 0 && around(&shapes[at - 1]) || shapes.get(at + 1).is_some_and(around)) {
                let [a, b, c, d] =
                    [(shape.x0, shape.y0), (shape.x1, shape.y0), (shape.x1, shape.y1), (shape.x0, shape.y1)];
                for (from, to) in [(a, b), (b, c), (c, d), (d, a)] {
                    self.rule(from.into(), to.into());
                }
            }
        }
        self.end_path();
    }

    /// A thin shape is a line; says whether it was thin.
    fn bar(&mut self, shape: Rect) -> bool {
        let (width, height) = (shape.width(), shape.height());
        let middle = shape.center();
        if height <= THICKEST_LINE && width > height {
            self.rule(Point::new(shape.x0, middle.y), Point::new(shape.x1, middle.y));
        } else if width <= THICKEST_LINE && height > width {
            self.rule(Point::new(middle.x, shape.y0), Point::new(middle.x, shape.y1));
        }
        width.min(height) <= THICKEST_LINE
    }

    /// Draws what of a line lies within the clip.
    fn rule(&mut self, from: Point, to: Point) {
        let clip = self.state.clip;
        let shown = !self.marks.last().is_some_and(|mark| mark.hidden);
        let inside = Rect::from_points(from, to).inflate(0.1, 0.1).overlaps(clip);
        if shown && inside {
            let cut = |p: Point| (p.x.clamp(clip.x0, clip.x1), p.y.clamp(clip.y0, clip.y1));
            self.sheet.rules.push(Rule { from: cut(from), to: cut(to) });
        }
    }

    fn end_path(&mut self) {
        let path = std::mem::take(&mut self.path);
        if std::mem::take(&mut self.clips) && !path.elements().is_empty() {
            self.clip(path);
        }
    }

    /// Clips to a shape, as far as the rectangle around it.
    fn clip(&mut self, path: BezPath) {
        let shape = (self.state.place * path).bounding_box();
        self.state.clip = self.state.clip.intersect(shape);
    }

    /// Does an operation on text.
    fn write(&mut self, op: &Op, resources: &Resources<'a>) {
        match op {
            Op::BeginText(_) => (self.text, self.line) = (Affine::IDENTITY, Affine::IDENTITY),
            Op::TextFont(font) => {
                if let Some(face) = self.faces.get(&**font.0) {
                    self.state.face = face.clone();
                } else {
                    self.state.face = match resources.get_font(font.0) {
                        Some(dict) => self.reader.fonts.face(&dict),
                        None => self.reader.fonts.standard(),
                    };
                    self.faces.insert(font.0.to_vec(), self.state.face.clone());
                }
                self.state.size = font.1.as_f64();
            }
            Op::CharacterSpacing(c) => self.state.spacing.0 = c.0.as_f64(),
            Op::WordSpacing(w) => self.state.spacing.1 = w.0.as_f64(),
            Op::HorizontalScaling(h) => self.state.stretch = h.0.as_f64() / 100.0,
            Op::TextLeading(l) => self.state.leading = l.0.as_f64(),
            Op::TextRise(r) => self.state.rise = r.0.as_f64(),
            Op::SetTextMatrix(m) => {
                self.line = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.text = self.line;
            }
            Op::NextLine(n) => self.next_line(n.0.as_f64(), n.1.as_f64()),
            Op::NextLineAndSetLeading(n) => {
                self.state.leading = -n.1.as_f64();
                self.next_line(n.0.as_f64(), n.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(s) => self.show(s.0.as_bytes()),
            Op::NextLineAndShowText(s) => {
                self.next_line(0.0, -self.state.leading);
                self.show(s.0.as_bytes());
            }
            Op::ShowTextWithParameters(s) => {
                self.state.spacing = (s.1.as_f64(), s.0.as_f64());
                self.next_line(0.0, -self.state.leading);
                self.show(s.2.as_bytes());
            }
            Op::ShowTexts(list) => {
                for item in list.0.iter::<Object>() {
                    match item {
                        Object::String(words) => self.show(words.as_bytes()),
                        Object::Number(gap) => self.advance(-gap.as_f64() / 1000.0 * self.state.size, 0.0),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    /// Goes on along the line by a length in text space, and a spacing that is not scaled with the letters.
    fn advance(&mut self, length: f64, spacing: f64) {
        let state = &self.state;
        let horizontal = state.face.as_ref().is_none_or(|face| face.is_horizontal());
        let way = (length + spacing) * if horizontal { state.stretch } else { 1.0 };
        self.text *= Affine::translate(if horizontal { (way, 0.0) } else { (0.0, way) });
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(face) = self.state.face.clone() else { return };
        let mark = self.marks.last().copied().unwrap_or_default();
        let mut at = 0;
        while at < bytes.len() {
            let (code, taken) = face.code(bytes, at);
            at += taken;
            let shown = face.shown(code);
            let state = &self.state;
            if !mark.hidden && !shown.characters.is_empty() {
                let letter = Affine::new([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
                let place = state.place * self.text * letter * Affine::translate(shown.displacement / 1000.0);
                // Characters of vertical text are as wide as they are high.
                let width = if face.is_horizontal() { shown.advance.x / 1000.0 } else { 1.0 };
                self.letters(&shown.characters, place, width, mark.furniture, face.is_embedded());
            }
            let (horizontal, advance) = (face.is_horizontal(), shown.advance / 1000.0);
            let length = if horizontal { advance.x } else { advance.y } * self.state.size;
            let space = if code == 32 && taken == 1 { self.state.spacing.1 } else { 0.0 };
            self.advance(length, self.state.spacing.0 + space);
        }
    }

    /// Puts the characters of one glyph side by side. `place` leads from a letter's square of 1 to the page.
    fn letters(&mut self, characters: &str, place: Affine, width: f64, furniture: bool, embedded: bool) {
        let count = characters.chars().count().max(1) as f64;
        for (at, c) in characters.chars().enumerate() {
            let corner = |x: f64, y: f64| place * Point::new(width * x / count, y);
            let from = corner(at as f64, 0.0);
            let (to, up) = (corner(at as f64 + 1.0, 0.0), corner(at as f64, 1.0) - from);
            let letter = Letter { c, from, to, up, furniture, embedded };
            if self.state.clip.inflate(1.0, 1.0).contains(letter.middle()) {
                self.sheet.letters.push(letter);
            }
        }
    }
}

fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// The shapes that a path consists of.
fn subpaths(path: &BezPath) -> impl Iterator<Item = BezPath> + '_ {
    let starts = |element: &PathEl| matches!(element, PathEl::MoveTo(_));
    let mut rest = path.elements();
    std::iter::from_fn(move || {
        let (first, others) = rest.split_first()?;
        let length = others.iter().position(starts).unwrap_or(others.len());
        let (own, next) = others.split_at(length);
        rest = next;
        Some(std::iter::once(*first).chain(own.iter().copied()).collect())
    })
}
