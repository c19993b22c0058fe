//! From the bytes of a file to a [`Manuscript`].

#[cfg(any(feature = "formats", feature = "more"))]
pub mod archive;
#[cfg(all(test, feature = "formats"))]
mod bombs;
#[cfg(feature = "formats")]
mod compound;
#[cfg(feature = "formats")]
mod container;
#[cfg(feature = "formats")]
mod doc;
#[cfg(feature = "formats")]
mod docx;
#[cfg(feature = "draw")]
mod draw;
#[cfg(feature = "draw")]
pub mod drawer;
mod encoding;
pub(crate) mod grid;
#[cfg(feature = "handover")]
pub mod handover;
#[cfg(feature = "formats")]
mod html;
#[cfg(feature = "formats")]
mod numbering;
#[cfg(feature = "formats")]
mod numerals;
#[cfg(feature = "formats")]
mod ofd;
#[cfg(all(test, feature = "formats"))]
#[path = "../../tests/compound/mod.rs"]
mod old_files;
#[cfg(feature = "formats")]
mod package;
#[cfg(any(feature = "formats", feature = "handover", feature = "more", feature = "pdf"))]
mod pages;
#[cfg(any(feature = "formats", feature = "pdf"))]
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "formats", feature = "pdf"))]
mod ruled;
#[cfg(feature = "formats")]
mod sheet;
mod sniff;
#[cfg(feature = "formats")]
mod word_table;
#[cfg(feature = "formats")]
mod xls;
#[cfg(feature = "formats")]
mod xlsx;
#[cfg(feature = "formats")]
mod xml;

pub use encoding::{BuiltIn, Decoder, Encoding};
pub use grid::{Cell, Grid, Row, RowKind};
#[cfg(any(feature = "formats", feature = "handover", feature = "more", feature = "pdf"))]
pub use pages::{Area, Pages, Place};
pub use sniff::{KnownFormat, sniff};

#[cfg(feature = "handover")]
use serde::{Deserialize, Serialize};

use crate::Span;
use crate::model::Source;

/// The media type of plain text.
pub const PLAIN_TEXT: &str = "text/plain";

/// A file as text, with what its format says of paragraphs and tables.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Manuscript {
    /// Name, media type, encoding and size of the file.
    pub source: Source,
    /// The decoded text. Every span of a notice points into it.
    pub text: String,
    /// Paragraphs, tables and page breaks in order. Blocks do not overlap; between them stand only
    /// line ends and what the format adds.
    pub blocks: Vec<Block>,
    /// What the reader should know of how the text was had from the file.
    pub notes: Vec<Note>,
    /// Where the words stand on the pages of the file, if those are fixed.
    #[cfg(any(feature = "formats", feature = "handover", feature = "more", feature = "pdf"))]
    pub pages: Pages,
}

/// Whether manuscripts of this build may hold what plain text does not: tables, furniture, notes. Where none can, the code for
/// them is left out, which the first load gains by.
pub(crate) const MARKED: bool = cfg!(any(feature = "formats", feature = "handover"));

/// A part of a manuscript.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub enum Block {
    /// A line of plain text or a paragraph, without its line end.
    Paragraph(Span),
    /// A table that the format itself marks as one.
    Table(Grid),
    /// What the format itself sets apart from the text: headers and footers of pages, the navigation of a web page.
    Furniture(Span),
    /// The page ends here.
    PageBreak(usize),
}

/// What the text of a file leaves out or adds, against what a program that shows the file may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub enum Note {
    /// Changes were tracked: the text is as if all were accepted.
    TrackedChanges,
    /// Hidden text was left out.
    HiddenText,
    /// Hidden rows or columns of a worksheet are in the text.
    HiddenCells,
    /// Hidden worksheets were left out.
    HiddenSheets,
    /// The file ends early or breaks off: what was read up to there is all there is.
    CutShort,
    /// A page has more characters, or lines, than any that was printed: those beyond were left out.
    CrowdedPages,
}

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub enum Unreadable {
    /// It is of a format that is not read, or it is one that is, and damaged.
    Format(KnownFormat),
    /// A password is needed.
    Locked,
    /// There are no words in it, only pictures of pages.
    NoText,
    /// It unpacks to more than any notice holds, or claims to.
    TooMuch,
}

/// Reads a file with the decoders of this build. Never fails: bytes that are no text in the encoding found
/// become U+FFFD, and a file that [`open_with`] refuses is read as text.
pub fn read(bytes: &[u8], name: &str) -> Manuscript {
    read_with(bytes, name, &encoding::BuiltIn)
}

/// [`read`] with the caller's own `decoder` for encodings other than UTF-8 and UTF-16, such as the browser's.
pub fn read_with(bytes: &[u8], name: &str, decoder: &dyn Decoder) -> Manuscript {
    open_with(bytes, name, decoder).unwrap_or_else(|_| read_as_text(bytes, name, decoder))
}

/// Reads a file by what its content says it is, or says why there is no text in it.
pub fn open_with(bytes: &[u8], name: &str, decoder: &dyn Decoder) -> Result<Manuscript, Unreadable> {
    let Some(format) = sniff(bytes) else { return Ok(read_as_text(bytes, name, decoder)) };
    #[cfg(feature = "formats")]
    if format == KnownFormat::OldOffice {
        let (parts, format) = open_compound(bytes, decoder)?;
        return Ok(parts.manuscript(bytes, name, format));
    }
    #[cfg(any(feature = "formats", feature = "pdf"))]
    let parts = match format {
        #[cfg(feature = "formats")]
        KnownFormat::Docx => Some(docx::read(bytes)?),
        #[cfg(feature = "formats")]
        KnownFormat::Xlsx => Some(xlsx::read(bytes)?),
        #[cfg(feature = "formats")]
        KnownFormat::Html => Some(html::read(bytes, decoder)),
        #[cfg(feature = "formats")]
        KnownFormat::Ofd => Some(ofd::read(bytes)?),
        #[cfg(feature = "pdf")]
        KnownFormat::Pdf => Some(pdf::read(bytes)?),
        _ => None,
    };
    #[cfg(any(feature = "formats", feature = "pdf"))]
    if let Some(parts) = parts {
        return Ok(parts.manuscript(bytes, name, format));
    }
    match format {
        // Without its reader the source of a web page is still text.
        KnownFormat::Html | KnownFormat::Empty => Ok(read_as_text(bytes, name, decoder)),
        KnownFormat::Locked => Err(Unreadable::Locked),
        _ => Err(Unreadable::Format(format)),
    }
}

/// Reads a file of before 2007 as what stands in it, and says what that is.
#[cfg(feature = "formats")]
fn open_compound(bytes: &[u8], decoder: &dyn Decoder) -> Result<(parts::Contents, KnownFormat), Unreadable> {
    let other = Unreadable::Format(KnownFormat::OldOffice);
    let mut file = compound::Compound::open(bytes, other)?;
    if file.has(doc::STREAM) {
        Ok((doc::read(&mut file)?, KnownFormat::Doc))
    } else if xls::STREAMS.into_iter().any(|name| file.has(name)) {
        Ok((xls::read(&mut file, decoder)?, KnownFormat::Xls))
    } else {
        Err(other)
    }
}

/// Reads a file as plain text, whatever it is.
pub fn read_as_text(bytes: &[u8], name: &str, decoder: &dyn Decoder) -> Manuscript {
    text_in(bytes, name, encoding::detect(bytes), decoder)
}

/// Reads a file in `encoding`: a web page as what it shows, all else as plain text. Bytes that are no text in it become
/// U+FFFD.
pub fn read_in(bytes: &[u8], name: &str, encoding: Encoding, decoder: &dyn Decoder) -> Manuscript {
    #[cfg(feature = "formats")]
    if sniff(bytes) == Some(KnownFormat::Html) {
        return html::read_in(bytes, encoding, decoder).manuscript(bytes, name, KnownFormat::Html);
    }
    text_in(bytes, name, encoding, decoder)
}

/// Reads a file as plain text in `encoding`, whatever it is. Bytes that are no text in it become U+FFFD.
pub fn text_in(bytes: &[u8], name: &str, encoding: Encoding, decoder: &dyn Decoder) -> Manuscript {
    let (text, encoding) = encoding::decode_as(bytes, encoding, decoder);
    let blocks = paragraphs(&text);
    let source = source(bytes, name, PLAIN_TEXT, encoding);
    Manuscript {
        source,
        text,
        blocks,
        notes: Vec::new(),
        #[cfg(any(feature = "formats", feature = "handover", feature = "more", feature = "pdf"))]
        pages: Pages::default(),
    }
}

fn source(bytes: &[u8], name: &str, media_type: &str, encoding: Encoding) -> Source {
    Source {
        name: file_name(name).to_owned(),
        media_type: media_type.to_owned(),
        encoding: encoding.name().to_owned(),
        bytes: bytes.len(),
    }
}

/// A name without the folders above it.
pub(crate) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The lines of plain text, blank ones left out, with a page break at each form feed.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter(|&(_, c)| ends_line(c));
    for (at, end) in ends.chain([(text.len(), '\n')]) {
        if at > start && !crate::text::is_blank(&text[start..at]) {
            blocks.push(Block::Paragraph(Span::new(start, at)));
        }
        if end == '\u{c}' {
            blocks.push(Block::PageBreak(at));
        }
        start = at + end.len_utf8();
    }
    blocks
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
