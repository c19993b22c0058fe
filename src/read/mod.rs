//! From the bytes of a file to a [`Manuscript`].

#[cfg(feature = "more")]
pub mod archive;
mod encoding;
pub(crate) mod grid;
mod sniff;

pub use encoding::{Decoder, Encoding};
pub use grid::{Cell, Grid, Row, RowKind};
pub use sniff::{KnownFormat, sniff};

use crate::Span;
use crate::model::Source;

/// A file as text, with what its format says of paragraphs and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Manuscript {
    /// Name, media type, encoding and size of the file.
    pub source: Source,
    /// The decoded text. Every span of a notice points into it.
    pub text: String,
    /// Paragraphs, tables and page breaks in order. Blocks do not overlap; between them stand only
    /// line ends and what the format adds.
    pub blocks: Vec<Block>,
}

/// A part of a manuscript.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A line of plain text or a paragraph, without its line end.
    Paragraph(Span),
    /// A table that the format itself marks as one.
    Table(Grid),
    /// The page ends here.
    PageBreak(usize),
}

/// Reads a file with the decoders of this build. Never fails: bytes that are no text in the encoding found
/// become U+FFFD.
pub fn read(bytes: &[u8], name: &str) -> Manuscript {
    read_with(bytes, name, &encoding::BuiltIn)
}

/// [`read`] with the caller's own `decoder` for encodings other than UTF-8 and UTF-16, such as the browser's.
pub fn read_with(bytes: &[u8], name: &str, decoder: &dyn Decoder) -> Manuscript {
    let (text, encoding) = encoding::decode(bytes, decoder);
    let blocks = paragraphs(&text);
    Manuscript {
        source: Source {
            name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
            media_type: "text/plain".to_owned(),
            encoding: encoding.name().to_owned(),
            bytes: bytes.len(),
        },
        text,
        blocks,
    }
}

/// The lines of plain text, blank ones left out, with a page break at each form feed.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, end) in text.match_indices(ends_line).chain([(text.len(), "")]) {
        if at > start && !crate::text::is_blank(&text[start..at]) {
            blocks.push(Block::Paragraph(Span::new(start, at)));
        }
        if end == "\u{c}" {
            blocks.push(Block::PageBreak(at));
        }
        start = at + end.len();
    }
    blocks
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
