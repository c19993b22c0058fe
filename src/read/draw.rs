//! A page as a picture: SVG of shapes, and of letters in whatever fonts the browser has.
//!
//! The page shows it as an image, in which nothing runs and nothing is fetched; and `maud` escapes all that a file says.

use maud::{Markup, PreEscaped, html};

/// What the marks on one page may take, in bytes as SVG, about; a page of text takes some hundred thousand.
const MOST_DRAWN: usize = 8 << 20;

/// About what a letter, and a shape besides its path, take of that.
const LETTER: usize = 24;
const SHAPE: usize = 160;

/// In the style of printed notices, where the browser has it.
const FONTS: &str =
    "FangSong, STFangsong, SimSun, STSong, 'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', serif";

/// Red, green and blue.
pub(super) type Ink = [u8; 3];

/// The ink of what names no colour.
#[cfg(feature = "pdf")]
pub(super) const BLACK: Ink = [0; 3];

/// A letter where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub c: char,
    /// Where it begins on the line that it stands on, to the right and down from the upper left corner of the page.
    pub at: (f64, f64),
    /// From that line to its top, as long as the letter is high.
    pub up: (f64, f64),
    pub ink: Ink,
}

/// A shape.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Its path as in SVG, made of nothing but letters and numbers.
    pub path: String,
    /// From what the path counts in to the page: the six numbers of a matrix.
    pub place: [f64; 6],
    pub fill: Option<Ink>,
    /// The ink of its outline, and how thick that is in what the path counts in.
    pub stroke: Option<(Ink, f64)>,
}

#[derive(Debug)]
enum Mark {
    /// Upright letters of one size and ink on one line: their places along it and the letters.
    Line {
        base: f64,
        size: f64,
        ink: Ink,
        places: Vec<f64>,
        words: String,
    },
    Letter(Letter),
    Shape(Shape),
}

/// A page that is being drawn, in any unit.
#[derive(Debug)]
pub(super) struct Drawing {
    size: (f64, f64),
    /// A picture of the same page as SVG, which all else is drawn over.
    under: Option<String>,
    marks: Vec<Mark>,
    left: usize,
}

impl Drawing {
    /// An empty page of this width and height.
    pub fn new(size: (f64, f64)) -> Self {
        Self { size, under: None, marks: Vec::new(), left: MOST_DRAWN }
    }

    /// Draws over this picture of the page, an SVG of the same width and height.
    #[cfg(feature = "pdf")]
    pub fn over(self, under: String) -> Self {
        Self { under: Some(under), ..self }
    }

    /// Draws a letter.
    pub fn letter(&mut self, letter: Letter) {
        let Letter { c, at, up, ink } = letter;
        let size = up.0.hypot(up.1);
        let placed = [at.0, at.1, size].iter().all(|n| n.is_finite()) && size > 0.0;
        if !placed || c.is_whitespace() || !is_xml(c) || !self.afford(LETTER) {
            return;
        }
        // A character of two UTF-16 units would take two of the places of a line.
        if up.0 != 0.0 || up.1 > 0.0 || c.len_utf16() > 1 {
            return self.marks.push(Mark::Letter(letter));
        }
        match self.marks.last_mut() {
            Some(Mark::Line { base, size: same, ink: with, places, words })
                if (*base, *same, *with) == (at.1, size, ink) =>
            {
                places.push(at.0);
                words.push(c);
            }
            _ => self.marks.push(Mark::Line { base: at.1, size, ink, places: vec![at.0], words: c.into() }),
        }
    }

    /// Draws a shape.
    pub fn shape(&mut self, shape: Shape) {
        let placed = shape.place.iter().all(|n| n.is_finite());
        if placed && self.afford(SHAPE + shape.path.len()) {
            self.marks.push(Mark::Shape(shape));
        }
    }

    fn afford(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// The page as an SVG document.
    pub fn svg(self) -> String {
        let (width, height) = (number(self.size.0), number(self.size.1));
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
                @if let Some(under) = self.under { (PreEscaped(under)) }
                g font-family=(FONTS) fill="none" { @for mark in &self.marks { (drawn(mark)) } }
            }
        };
        picture.into_string()
    }
}

fn drawn(mark: &Mark) -> Markup {
    match mark {
        Mark::Line { base, size, ink, places, words } => {
            let places: Vec<String> = places.iter().map(|&place| number(place)).collect();
            html! {
                text x=(places.join(" ")) y=(number(*base)) font-size=(number(*size)) fill=(colour(*ink)) { (words) }
            }
        }
        Mark::Letter(Letter { c, at, up, ink }) => {
            let size = up.0.hypot(up.1);
            let (x, y) = (up.0 / size, up.1 / size);
            html! {
                text transform=(matrix([-y, x, -x, -y, at.0, at.1])) font-size=(number(size)) fill=(colour(*ink)) { (c) }
            }
        }
        Mark::Shape(Shape { path, place, fill, stroke }) => html! {
            path d=(path) transform=(matrix(*place)) fill=[fill.map(colour)] stroke=[stroke.map(|(ink, _)| colour(ink))]
                stroke-width=[stroke.map(|(_, thick)| number(thick))] {}
        },
    }
}

fn colour([red, green, blue]: Ink) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn matrix(numbers: [f64; 6]) -> String {
    format!("matrix({})", numbers.map(number).join(" "))
}

/// A number to a thousandth: of a millimetre that is finer than any printer.
pub(super) fn number(n: f64) -> String {
    // No minus before nothing.
    let text = format!("{:.3}", n + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether a document may hold the character (XML 1.0, 2.2): one that it may not would end the picture.
fn is_xml(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(c: char, x: f64) -> Letter {
        Letter { c, at: (x, 20.0), up: (0.0, -10.0), ink: [0; 3] }
    }

    #[test]
    fn letters_of_a_line_are_one_text_and_others_stand_alone() {
        let mut drawing = Drawing::new((100.0, 50.5));
        drawing.letter(letter('修', 10.0));
        drawing.letter(letter(' ', 20.0));
        drawing.letter(letter('渠', 30.25));
        drawing.letter(Letter { up: (10.0, 0.0), ..letter('侧', 5.0) });
        drawing.letter(Letter { ink: [255, 0, 10], ..letter('红', 1.0) });
        let svg = drawing.svg();
        for part in [
            r#"viewBox="0 0 100 50.5""#,
            r##"<text x="10 30.25" y="20" font-size="10" fill="#000000">修渠</text>"##,
            r##"<text transform="matrix(0 1 -1 0 5 20)" font-size="10" fill="#000000">侧</text>"##,
            r##"<text x="1" y="20" font-size="10" fill="#ff000a">红</text>"##,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn what_a_file_says_is_never_markup() {
        let mut drawing = Drawing::new((10.0, 10.0));
        for c in "</text><script>&\"\u{0}\u{1b}\u{fffe}\u{ffff}x".chars() {
            drawing.letter(letter(c, 1.0));
        }
        drawing.letter(Letter { at: (f64::NAN, 1.0), ..letter('甲', 0.0) });
        drawing.letter(Letter { up: (0.0, 0.0), ..letter('乙', 0.0) });
        let svg = drawing.svg();
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&amp;&quot;x</text>"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains(['甲', '乙']));
    }

    #[test]
    fn a_page_takes_no_more_than_it_may() {
        let mut drawing = Drawing::new((10.0, 10.0));
        for at in 0..2 * MOST_DRAWN / LETTER {
            drawing.letter(letter('甲', at as f64));
        }
        let path = "M 0 0 L 1 1".to_owned();
        drawing.shape(Shape { path, place: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], fill: None, stroke: Some(([0; 3], 1.0)) });
        let svg = drawing.svg();
        assert!(svg.len() < 2 * MOST_DRAWN, "{}", svg.len());
    }
}
