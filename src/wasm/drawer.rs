//! The door of the builds that draw pages for the page.

use wasm_bindgen::prelude::*;

use crate::read::drawer::Drawer;

/// A file whose pages are drawn.
#[wasm_bindgen]
pub struct Pages(Drawer);

#[wasm_bindgen]
impl Pages {
    /// Opens a file, or gives nothing where its pages cannot be drawn.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        Drawer::open(bytes).map(Self)
    }

    /// The page at this position as an SVG document, as [`Drawer::draw`] has it.
    pub fn draw(&self, page: usize, plain: bool) -> Option<String> {
        self.0.draw(page, plain)
    }
}
