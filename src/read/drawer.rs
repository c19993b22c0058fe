//! Pages of a file as pictures, for those formats whose pages are fixed.

use super::{KnownFormat, sniff};

/// A file whose pages are drawn.
pub enum Drawer {
    /// An OFD file.
    #[cfg(feature = "formats")]
    Ofd(Vec<u8>),
    /// A PDF.
    #[cfg(feature = "pdf")]
    Pdf(Box<super::pdf::draw::Pages>),
}

impl Drawer {
    /// Opens a file; nothing where this build draws none of its format, or it is damaged.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        match sniff(bytes)? {
            #[cfg(feature = "formats")]
            KnownFormat::Ofd => Some(Self::Ofd(bytes.to_vec())),
            #[cfg(feature = "pdf")]
            KnownFormat::Pdf => super::pdf::draw::Pages::open(bytes).ok().map(|pages| Self::Pdf(Box::new(pages))),
            _ => None,
        }
    }

    /// The page at this position, counted from 0, as an SVG document; nothing where it cannot be drawn. `plain`: nothing but
    /// its words and lines, which no file makes take long.
    #[cfg_attr(not(feature = "pdf"), expect(unused_variables, reason = "OFD is drawn in one way only"))]
    pub fn draw(&self, page: usize, plain: bool) -> Option<String> {
        match self {
            #[cfg(feature = "formats")]
            Self::Ofd(bytes) => super::ofd::draw(bytes, page).ok().flatten(),
            #[cfg(feature = "pdf")]
            Self::Pdf(pages) => pages.draw(page, plain),
        }
    }
}
