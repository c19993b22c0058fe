//! Word documents of before 2007 ([MS-DOC], Word 97 to 2003), as Word, WPS and LibreOffice write them.
//!
//! A document is one long run of characters, in pieces that stand anywhere in the file (`pieces`); what each paragraph and
//! each character is like says a list of runs over places in the file (`properties`). The text of pages comes first, that of
//! notes, headers and text boxes behind it. Tables are paragraphs whose ends are ends of cells and of rows (`story`).

mod lists;
mod pieces;
mod properties;
mod story;

use std::collections::HashSet;
use std::ops::Range;

use super::compound::Compound;
use super::parts::{Contents, Part, words};
use super::{KnownFormat, Unreadable};
use pieces::Pieces;
use properties::Runs;
use story::{NoteAt, Story};

/// Name of the stream that is the document.
pub(super) const STREAM: &str = "WordDocument";

/// What it begins with, and the first version of it that Word 97 writes ([MS-DOC], 2.5.1 and 2.5.2).
const MAGIC: u16 = 0xa5ec;
const WORD_97: u16 = 0xc1;

/// Reads a document: headers of pages, text, notes, footers.
pub(super) fn read(file: &mut Compound) -> Result<Contents, Unreadable> {
    let main = file.stream(STREAM);
    let fib = Fib { main: &main };
    if fib.u16(0) != Some(MAGIC) || fib.u16(2).is_none_or(|version| version < WORD_97) {
        // Word 6 and 95, whose structures are others.
        return Err(Unreadable::Format(KnownFormat::OldOffice));
    }
    let flags = fib.u16(Fib::FLAGS).unwrap_or(0);
    if flags & Fib::ENCRYPTED != 0 {
        return Err(Unreadable::Locked);
    }
    let table = file.stream(if flags & Fib::TABLE_1 != 0 { "1Table" } else { "0Table" });
    let data = file.stream("Data");
    let damaged = Unreadable::Format(KnownFormat::Doc);
    let pieces = Pieces::read(fib.part(&table, part::PIECES), main.len()).ok_or(damaged)??;
    let stories = fib.stories(pieces.len());
    let [text, footnotes, headers, _comments, endnotes, boxes, boxes_of_headers] = stories;

    let mut notes: Vec<NoteAt> = Vec::new();
    for (references, texts, story) in
        [(part::FOOTNOTE_MARKS, part::FOOTNOTES, footnotes), (part::ENDNOTE_MARKS, part::ENDNOTES, endnotes)]
    {
        // Behind the places of marks stand two bytes for each; of the texts there are places alone.
        let marks = fib.part(&table, references);
        let count = (marks.len() / 4).min(marks.len().saturating_sub(4) / 6);
        let marks = numbers(marks).into_iter().take(count);
        notes.extend(marks.zip(ranges(fib.part(&table, texts), &story)).map(|(at, text)| NoteAt { at, text }));
    }
    notes.sort_by_key(|note| note.at);

    let mut contents = Contents::default();
    let mut story = Story::new(
        &main,
        &data,
        &pieces,
        Runs::of_paragraphs(&main, fib.part(&table, part::PARAGRAPHS)),
        Runs::of_characters(&main, fib.part(&table, part::CHARACTERS)),
        lists::read(
            fib.part(&table, part::STYLES),
            // What stands behind the lists is theirs too, and the length does not count it.
            fib.part_and_rest(&table, part::LISTS),
            fib.part(&table, part::USES_OF_LISTS),
        ),
        notes,
        &mut contents,
    );
    let body = story.read(text);
    let mut told = HashSet::new();
    let mut furniture = |parts: Vec<Part>| {
        let words = words(&parts);
        // Of what stands on every page each text is kept once: first pages and even ones often repeat the others.
        (!words.trim().is_empty() && told.insert(words.clone())).then_some(Part::Furniture(words))
    };
    let mut above = Vec::new();
    let mut below = Vec::new();
    // The first six are lines that part notes from the text; then each section has headers of even and odd pages, footers of
    // even and odd pages, header and footer of its first page ([MS-DOC], 2.3.3).
    for (at, range) in ranges(fib.part(&table, part::HEADERS), &headers).into_iter().enumerate().skip(6) {
        let parts = story.read(range);
        let place = if matches!(at % 6, 2 | 3 | 5) { &mut below } else { &mut above };
        place.extend(furniture(parts));
    }
    let notes = story.notes();
    let boxes = story.read(boxes);
    above.extend(furniture(story.read(boxes_of_headers)));
    if pieces.cut_short {
        story.cut_short();
    }
    let mut parts = above;
    parts.extend(body);
    parts.extend(boxes);
    parts.extend(notes);
    parts.extend(below);
    contents.parts = parts;
    Ok(contents)
}

/// The texts that a story holds one behind the other, from the list of their places, which count from its beginning. No two of
/// them share a character, whatever the list says.
fn ranges(list: &[u8], story: &Range<usize>) -> Vec<Range<usize>> {
    let mut places = numbers(list).into_iter().map(|place| story.start.saturating_add(place).min(story.end));
    let Some(mut start) = places.next() else { return Vec::new() };
    places
        .map(|end| {
            let range = start..end.max(start);
            start = range.end;
            range
        })
        .collect()
}

/// Numbers of four bytes, one behind the other.
fn numbers(bytes: &[u8]) -> Vec<usize> {
    bytes
        .chunks_exact(4)
        .map(|number| u32::from_le_bytes([number[0], number[1], number[2], number[3]]) as usize)
        .collect()
}

/// Which of the places that the document begins with ([MS-DOC], 2.5.6) says where something stands.
mod part {
    pub const STYLES: usize = 1;
    pub const FOOTNOTE_MARKS: usize = 2;
    pub const FOOTNOTES: usize = 3;
    pub const HEADERS: usize = 11;
    pub const CHARACTERS: usize = 12;
    pub const PARAGRAPHS: usize = 13;
    pub const PIECES: usize = 33;
    pub const ENDNOTE_MARKS: usize = 46;
    pub const ENDNOTES: usize = 47;
    pub const LISTS: usize = 73;
    pub const USES_OF_LISTS: usize = 74;
}

/// The file information block, which a document begins with ([MS-DOC], 2.5.1).
struct Fib<'a> {
    main: &'a [u8],
}

impl Fib<'_> {
    const FLAGS: usize = 10;
    const ENCRYPTED: u16 = 0x100;
    /// Of the two streams with all else the second is the one.
    const TABLE_1: u16 = 0x200;
    /// How many characters the stories have that stand one behind the other.
    const LENGTHS: usize = 76;
    /// Pairs of place and length of what stands in the other stream.
    const PARTS: usize = 154;

    fn u16(&self, at: usize) -> Option<u16> {
        self.main.get(at..at + 2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&self, at: usize) -> usize {
        self.main.get(at..at + 4).map_or(0, |bytes| numbers(bytes)[0])
    }

    /// The characters of the main text, footnotes, headers and footers, comments, endnotes, text boxes, and text boxes in
    /// headers, of `all` characters in the file.
    fn stories(&self, all: usize) -> [Range<usize>; 7] {
        let mut start = 0;
        // The fourth is of macros, which no file has.
        [0, 1, 2, 4, 5, 6, 7].map(|at| {
            let end = self.u32(Self::LENGTHS + 4 * at).saturating_add(start).min(all);
            std::mem::replace(&mut start, end)..end
        })
    }

    /// A part of the other stream; nothing where it is not there.
    fn part<'t>(&self, table: &'t [u8], which: usize) -> &'t [u8] {
        let length = self.u32(Self::PARTS + 8 * which + 4);
        let rest = self.part_and_rest(table, which);
        &rest[..length.min(rest.len())]
    }

    /// A part with all that stands behind it; nothing where it has no length.
    fn part_and_rest<'t>(&self, table: &'t [u8], which: usize) -> &'t [u8] {
        let (start, length) = (self.u32(Self::PARTS + 8 * which), self.u32(Self::PARTS + 8 * which + 4));
        if length == 0 { &[] } else { table.get(start..).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests;
