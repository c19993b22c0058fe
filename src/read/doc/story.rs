//! A story of a document, such as its main text, from characters to paragraphs and tables.

use std::ops::Range;

use super::pieces::{Pieces, Unit};
use super::properties::{CellMerge, Character, Paragraph, RowShape, Runs};
use crate::read::Note;
use crate::read::docx::{mark, symbol};
use crate::read::grid::MOST_COLUMNS;
use crate::read::numbering::{Numbering, Place};
use crate::read::parts::{Contents, DEEPEST_TABLE, Part, Table};
use crate::read::word_table::{CellOpen, Merge, RowOpen, TableOpen};

/// Bytes of properties that stand in the stream `Data`, each time that a paragraph refers to them: they are the shapes of rows
/// with many columns, at the most some thousand bytes a row.
const MOST_ELSEWHERE: usize = 64 << 20;

/// Edges of cells that lie no further apart, in twentieths of a point (2 mm), are one: rows that were drawn by hand never quite
/// meet, and no column holds a character in so little room.
const SAME_EDGE: i32 = 114;

/// A note at the foot of a page or at the end.
pub(super) struct NoteAt {
    /// Position of its mark in the text.
    pub at: usize,
    /// Its own characters.
    pub text: Range<usize>,
}

/// Reads the stories of a document one after the other; lists count through all of them.
pub(super) struct Story<'a> {
    main: &'a [u8],
    data: &'a [u8],
    pieces: &'a Pieces,
    paragraphs: Runs<'a>,
    characters: Runs<'a>,
    numbering: Numbering,
    /// By the position of their marks.
    notes: Vec<NoteAt>,
    /// Of these the ones whose marks stand in the text, in its order.
    noted: Vec<usize>,
    contents: &'a mut Contents,
    /// Bytes of [`MOST_ELSEWHERE`] that are left.
    left: usize,
    /// What stands outside of tables.
    flow: Vec<Part>,
    /// The tables that are open, each within the one before.
    tables: Vec<OpenTable>,
    /// The words of the paragraph that is open.
    words: String,
    /// Half of a character that UTF-16 writes in two.
    half: Option<u16>,
    /// A page ends in the paragraph.
    breaks: bool,
}

/// A table while it is read.
#[derive(Default)]
struct OpenTable {
    rows: Vec<Row>,
    /// The cells of the row that is open.
    cells: Vec<Vec<Part>>,
    /// The parts of the cell that is open.
    parts: Vec<Part>,
}

struct Row {
    cells: Vec<Vec<Part>>,
    shape: RowShape,
}

/// Where a field begins, what it shows begins, and it ends (Word's codes, [MS-DOC], 2.8.25).
const FIELD: u16 = 0x13;
const SHOWN: u16 = 0x14;
const FIELD_END: u16 = 0x15;

impl<'a> Story<'a> {
    #[expect(clippy::too_many_arguments, reason = "they are the parts of a file, made once")]
    pub fn new(
        main: &'a [u8],
        data: &'a [u8],
        pieces: &'a Pieces,
        paragraphs: Runs<'a>,
        characters: Runs<'a>,
        numbering: Numbering,
        notes: Vec<NoteAt>,
        contents: &'a mut Contents,
    ) -> Self {
        Self {
            main,
            data,
            pieces,
            paragraphs,
            characters,
            numbering,
            notes,
            noted: Vec::new(),
            contents,
            left: MOST_ELSEWHERE,
            flow: Vec::new(),
            tables: Vec::new(),
            words: String::new(),
            half: None,
            breaks: false,
        }
    }

    /// The parts of the story in this range of characters.
    pub fn read(&mut self, range: Range<usize>) -> Vec<Part> {
        let fields = fields(self.pieces.units(self.main, range.clone()));
        // For each field that is open whether it is at what it shows, and how many are not.
        let mut open: Vec<bool> = Vec::new();
        let mut instructions = 0;
        let mut known: Option<(Range<usize>, Character)> = None;
        let mut last = None;
        for unit in self.pieces.units(self.main, range) {
            if matches!(unit.unit, FIELD | SHOWN | FIELD_END) && fields.binary_search(&unit.position).is_ok() {
                let shown = if unit.unit == FIELD { None } else { open.pop() };
                if shown == Some(false) {
                    instructions -= 1;
                }
                match unit.unit {
                    FIELD => {
                        open.push(false);
                        instructions += 1;
                    }
                    SHOWN => open.push(true),
                    _ => {}
                }
                continue;
            }
            let character = match &known {
                Some((run, character)) if run.contains(&unit.start) => *character,
                _ => {
                    let (run, properties) = self.characters.at(unit.start);
                    let character = Character::of(properties);
                    known = Some((run, character));
                    character
                }
            };
            if character.deleted || character.inserted {
                self.contents.note(Note::TrackedChanges);
            }
            // Ends of cells and rows stay, or the table would be another.
            let left_out = character.deleted && unit.unit != CELL || instructions > 0;
            if !left_out {
                last = Some(unit);
                self.take(unit, character);
            }
        }
        // The end of a file that breaks off.
        if let Some(unit) = last.filter(|_| !self.words.is_empty()) {
            self.end(unit);
        }
        while !self.tables.is_empty() {
            self.close_table();
        }
        std::mem::take(&mut self.flow)
    }

    /// The notes whose marks stood in what was read, each with its mark.
    pub fn notes(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (at, note) in std::mem::take(&mut self.noted).into_iter().enumerate() {
            self.words = mark(at + 1);
            parts.extend(self.read(self.notes[note].text.clone()));
        }
        parts
    }

    /// Notes that the file breaks off.
    pub fn cut_short(&mut self) {
        self.contents.note(Note::CutShort);
    }

    /// Takes a character that is there.
    fn take(&mut self, unit: Unit, character: Character) {
        if let Some(c) = character.symbol.and_then(|code| symbol(u32::from(code))) {
            self.put(c, character);
            return;
        }
        match unit.unit {
            PARAGRAPH | CELL => self.end(unit),
            PAGE => {
                // It stands within a paragraph, or ends a section and with it a paragraph.
                self.breaks = true;
                if self.paragraphs.at(unit.start).0.end <= unit.end {
                    self.end(unit);
                }
            }
            LINE | COLUMN => self.put('\n', character),
            TAB => self.put('\t', character),
            HYPHEN => self.put('-', character),
            NOTE => {
                let note = self.notes.partition_point(|note| note.at < unit.position);
                if self.notes.get(note).is_some_and(|note| note.at == unit.position) && !character.hidden {
                    self.noted.push(note);
                    mark(self.noted.len()).chars().for_each(|c| self.put(c, character));
                }
            }
            // Pictures, drawings, marks of comments, places where a word may be parted.
            ..0x20 => {}
            code @ 0xd800..0xdc00 => self.half = Some(code),
            code => {
                let units = self.half.take().into_iter().chain([code]);
                for c in char::decode_utf16(units).flatten() {
                    self.put(c, character);
                }
            }
        }
    }

    fn put(&mut self, c: char, character: Character) {
        if !character.hidden {
            self.words.push(c);
        } else if !c.is_whitespace() {
            self.contents.note(Note::HiddenText);
        }
    }

    /// Ends the paragraph that is open; `unit` is its last character, which says where it stands.
    fn end(&mut self, unit: Unit) {
        let (_, properties) = self.paragraphs.at(unit.start);
        let (data, left) = (self.data, &mut self.left);
        let paragraph = Paragraph::of(properties, |at| {
            let all = data.get(at..).unwrap_or_default();
            let Some((length, properties)) = all.split_first_chunk() else { return &[] };
            let length = usize::from(u16::from_le_bytes(*length)).min(properties.len()).min(*left);
            *left -= length;
            &properties[..length]
        });
        let depth = paragraph.depth.min(DEEPEST_TABLE);
        while self.tables.len() > depth {
            self.close_table();
        }
        self.tables.resize_with(depth, OpenTable::default);
        let words = std::mem::take(&mut self.words);
        if !paragraph.ends_row {
            if paragraph.on_new_page {
                self.add(Part::PageBreak);
            }
            let list = paragraph.list.map(|list| list.to_string());
            let place = Place { list, level: paragraph.level.map(usize::from) };
            let number = self.numbering.next(&place, Some(&paragraph.style.to_string()));
            if !(words.is_empty() && number.is_empty()) {
                self.add(Part::Paragraph(number + &words));
            }
        }
        if std::mem::take(&mut self.breaks) {
            self.add(Part::PageBreak);
        }
        if let Some(table) = self.tables.last_mut() {
            if paragraph.ends_row {
                table.end_row(paragraph.row);
            } else if unit.unit == CELL || paragraph.ends_cell {
                table.cells.push(std::mem::take(&mut table.parts));
            }
        }
    }

    /// Closes the innermost table and puts it where it stands.
    fn close_table(&mut self) {
        if let Some(mut table) = self.tables.pop() {
            table.end_row(RowShape::default());
            self.add(Part::Table(table.finish()));
        }
    }

    fn add(&mut self, part: Part) {
        match self.tables.last_mut() {
            Some(table) => table.parts.push(part),
            None => self.flow.push(part),
        }
    }
}

const NOTE: u16 = 0x02;
const CELL: u16 = 0x07;
const TAB: u16 = 0x09;
const LINE: u16 = 0x0b;
const PAGE: u16 = 0x0c;
const PARAGRAPH: u16 = 0x0d;
const COLUMN: u16 = 0x0e;
const HYPHEN: u16 = 0x1e;

/// The positions of characters that belong to a field with beginning and end, in order: what has no end hides nothing.
fn fields(units: impl Iterator<Item = Unit>) -> Vec<usize> {
    // For each field that is open where it begins, and where what it shows begins.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut all = Vec::new();
    for unit in units {
        match unit.unit {
            FIELD => open.push((unit.position, None)),
            SHOWN => {
                if let Some((_, shown @ None)) = open.last_mut() {
                    *shown = Some(unit.position);
                }
            }
            FIELD_END => {
                if let Some((start, shown)) = open.pop() {
                    all.push(start);
                    all.extend(shown);
                    all.push(unit.position);
                }
            }
            _ => {}
        }
    }
    all.sort_unstable();
    all
}

impl OpenTable {
    /// Ends a row, with what an end without its mark left open.
    fn end_row(&mut self, shape: RowShape) {
        if !self.parts.is_empty() {
            self.cells.push(std::mem::take(&mut self.parts));
        }
        if !self.cells.is_empty() {
            self.rows.push(Row { cells: std::mem::take(&mut self.cells), shape });
        }
    }

    /// The table of its rows, whose columns lie between all the edges that their cells have.
    fn finish(self) -> Table {
        let mut all: Vec<i32> =
            self.rows.iter().flat_map(|row| &row.shape.edges).map(|&edge| i32::from(edge)).collect();
        all.sort_unstable();
        all.dedup();
        let mut edges: Vec<i32> = Vec::new();
        for edge in all {
            if edges.last().is_none_or(|last| edge - last > SAME_EDGE) {
                edges.push(edge);
            }
        }
        let column = |edge: i16| edges.partition_point(|&other| other <= i32::from(edge)).saturating_sub(1);
        let mut table = TableOpen::default();
        for row in self.rows {
            let ends: Vec<usize> = row.shape.edges.iter().map(|&edge| column(edge)).collect();
            // A row that does not say where its cells are has them side by side.
            let known = ends.len() > row.cells.len();
            let mut open = RowOpen { header: row.shape.header, ..RowOpen::default() };
            open.before = if known { ends[0].min(MOST_COLUMNS) } else { 0 };
            let mut first = 0;
            for (at, parts) in row.cells.into_iter().enumerate() {
                let merge = row.shape.merges.get(at).copied().unwrap_or_default();
                let neighbour =
                    at.checked_sub(1).and_then(|at| row.shape.merges.get(at)).map_or(0, |merge| merge.across);
                if neighbour == 0 {
                    first = merge.across;
                }
                let across = if known { ends[at + 1].saturating_sub(ends[at]) } else { 1 };
                open.cells.push(CellOpen {
                    parts,
                    across: across.clamp(1, MOST_COLUMNS),
                    down: merge.down(),
                    // Which of the two values is that of the first cell the documentation of 1997 and that of today see
                    // differently: it is the one that the set begins with.
                    left: if merge.across == 0 || merge.across == first { Merge::None } else { Merge::GoesOn },
                });
            }
            table.add(open);
        }
        table.finish()
    }
}

impl CellMerge {
    fn down(self) -> Merge {
        match self.down {
            0 => Merge::None,
            1 => Merge::GoesOn,
            _ => Merge::Begins,
        }
    }
}
