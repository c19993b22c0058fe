//! Pages as pictures.

use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

use super::sheet::Sheet;
use super::{bounds, content, hidden_layers};
use crate::read::Unreadable;
use crate::read::draw::{BLACK, Drawing, Letter, Shape};

/// How thick the lines of a plain picture are, in points.
const LINE: f64 = 0.5;

/// A document whose pages are drawn.
pub struct Pages(Pdf);

impl Pages {
    /// Opens a document.
    pub fn open(bytes: &[u8]) -> Result<Self, Unreadable> {
        bounds::check(bytes, bounds::MOST)?;
        super::open(bytes).map(Self)
    }

    /// A page by its position as SVG; nothing where there is none. `plain`: only its letters, in the browser's fonts, and its
    /// ruling lines.
    ///
    /// Without that it is drawn by hayro, as far as its fonts are in the file. That cannot be stopped: a page may take as
    /// long as it likes.
    pub fn draw(&self, page: usize, plain: bool) -> Option<String> {
        let page = self.0.pages().get(page)?;
        let mut sheet = Sheet::default();
        // What was found before the page asked for too much is drawn.
        let _ = content::Reader::new(hidden_layers(&self.0), content::MOST_CONTENT).page(page, &mut sheet);
        let mut drawing = Drawing::new(sheet.size);
        if let Some(picture) = if plain { None } else { picture(page) } {
            drawing = drawing.over(picture);
            sheet.letters.retain(|letter| !letter.embedded);
            sheet.rules.clear();
        }
        for rule in sheet.rules {
            let [(x0, y0), (x1, y1)] = [rule.from, rule.to];
            let path = format!("M{x0} {y0}L{x1} {y1}");
            let place = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
            drawing.shape(Shape { path, place, fill: None, stroke: Some((BLACK, LINE)) });
        }
        for letter in sheet.letters {
            let (at, up) = (letter.from, letter.up);
            drawing.letter(Letter { c: letter.c, at: (at.x, at.y), up: (up.x, up.y), ink: BLACK });
        }
        Some(drawing.svg())
    }
}

/// A page as hayro draws it, an SVG without the letters of fonts that are not in the file.
#[cfg(feature = "pdf-drawer")]
fn picture<'a>(page: &'a Page<'a>) -> Option<String> {
    use hayro_svg::{RenderCache, SvgRenderSettings, convert, hayro_interpret::InterpreterSettings};
    use std::sync::Arc;

    /// The longest picture that is shown, in bytes: a browser on an old desktop must lay it out. A page of text takes some
    /// hundred thousand, one with a photograph a few million.
    const LONGEST: usize = 32 << 20;

    let blank = Arc::new(super::blank::font());
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |_| Some((blank.clone(), 0))),
        ..InterpreterSettings::default()
    };
    Some(convert(page, &RenderCache::new(), &settings, &SvgRenderSettings::default()))
        .filter(|svg| svg.len() <= LONGEST)
}

/// This build has no hayro.
#[cfg(not(feature = "pdf-drawer"))]
fn picture(_: &Page) -> Option<String> {
    None
}
