//! Makes Word and Excel files of before 2007, as small as they can be ([MS-CFB], [MS-DOC], [MS-XLS]).
#![allow(dead_code, reason = "each test that includes this needs a part of it")]

use std::io::{Cursor, Write};

/// A compound file with these streams; a name may have folders in front.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("memory takes it");
    for (name, bytes) in streams {
        if let Some((folder, _)) = name.rsplit_once('/') {
            file.create_storage_all(folder).expect("a new folder");
        }
        file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("memory takes it");
    }
    file.flush().expect("memory takes it");
    file.into_inner().into_inner()
}

/// Properties of a paragraph or of characters: a number and its operand.
pub fn change(number: u16, operand: &[u8]) -> Vec<u8> {
    [&number.to_le_bytes(), operand].concat()
}

/// Numbers of changes.
pub const DELETED: u16 = 0x0800;
pub const HIDDEN: u16 = 0x083c;
pub const IN_TABLE: u16 = 0x2416;
pub const ENDS_ROW: u16 = 0x2417;
pub const DEPTH: u16 = 0x6649;
pub const ENDS_INNER_CELL: u16 = 0x244b;
pub const ENDS_INNER_ROW: u16 = 0x244c;
pub const LEVEL: u16 = 0x260a;
pub const LIST: u16 = 0x460b;
pub const ELSEWHERE: u16 = 0x6646;

/// The properties of the end of a row whose cells have these edges, in twentieths of a point; each cell says how it is merged
/// (1 begins and 2 goes on across, 0x60 begins and 0x20 goes on down).
pub fn row(edges: &[i16], merges: &[u8]) -> Vec<u8> {
    let mut shape = vec![merges.len() as u8];
    shape.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for &merge in merges {
        shape.push(merge);
        shape.extend([0; 19]);
    }
    let length = (shape.len() as u16 + 1).to_le_bytes();
    [change(IN_TABLE, &[1]), change(ENDS_ROW, &[1]), change(0xd608, &[&length[..], &shape].concat())].concat()
}

/// A Word document while it is made.
#[derive(Default)]
pub struct Word {
    text: Vec<u16>,
    /// Where each paragraph ends in the text, and its properties.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Where each run of characters ends, and its properties.
    characters: Vec<(usize, Vec<u8>)>,
    /// Characters of the stories behind the main text, from the second on; the first is what `pieces` have beyond the text.
    pub stories: [u32; 8],
    /// Parts of the second stream by number.
    pub parts: Vec<(usize, Vec<u8>)>,
    /// The list of pieces, if it is not just the text.
    pub pieces: Option<Vec<u8>>,
    /// The stream `Data`.
    pub data: Vec<u8>,
    /// Flags of the file.
    pub flags: u16,
}

/// Where the text stands in the stream.
pub const TEXT: usize = 1024;

impl Word {
    /// Adds words with these properties.
    pub fn words(&mut self, words: &str, properties: &[u8]) -> &mut Self {
        self.text.extend(words.encode_utf16());
        self.characters.push((self.text.len(), properties.to_vec()));
        self
    }

    /// Adds words and the mark that ends their paragraph, which has these properties.
    pub fn paragraph(&mut self, words: &str, mark: char, properties: &[u8]) -> &mut Self {
        self.words(&format!("{words}{mark}"), &[]);
        self.paragraphs.push((self.text.len(), properties.to_vec()));
        self
    }

    /// Adds a row of a table with cells of the same width.
    pub fn row(&mut self, cells: &[&str], edges: &[i16], merges: &[u8]) -> &mut Self {
        for cell in cells {
            self.paragraph(cell, '\u{7}', &change(IN_TABLE, &[1]));
        }
        self.paragraph("", '\u{7}', &row(edges, merges))
    }

    /// Characters so far.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    pub fn file(&self) -> Vec<u8> {
        let mut main = vec![0; TEXT];
        main.extend(self.text.iter().flat_map(|unit| unit.to_le_bytes()));
        let pages = |main: &mut Vec<u8>, runs: &[(usize, Vec<u8>)], of_paragraphs: bool| {
            let (mut places, mut numbers) = (Vec::new(), Vec::new());
            let mut start = TEXT;
            for (end, properties) in runs {
                main.resize(main.len().next_multiple_of(512), 0);
                numbers.extend((main.len() as u32 / 512).to_le_bytes());
                let mut page = vec![0; 512];
                let end = TEXT + 2 * end;
                for (at, place) in [start, end].into_iter().enumerate() {
                    page[4 * at..4 * at + 4].copy_from_slice(&(place as u32).to_le_bytes());
                }
                // A style in front, of paragraphs alone, and the length, which is of pairs of bytes there.
                let described = if of_paragraphs {
                    let mut described = vec![0, (properties.len() + 2).div_ceil(2) as u8, 0, 0];
                    described.extend(properties);
                    described
                } else {
                    [&[properties.len() as u8], &properties[..]].concat()
                };
                let at = (510 - described.len()) / 2 * 2;
                page[at..at + described.len()].copy_from_slice(&described);
                page[8] = (at / 2) as u8;
                page[511] = 1;
                main.extend(page);
                places.extend((start as u32).to_le_bytes());
                start = end;
            }
            places.extend((start as u32).to_le_bytes());
            [places, numbers].concat()
        };
        let paragraphs = pages(&mut main, &self.paragraphs, true);
        let characters = pages(&mut main, &self.characters, false);
        let pieces = self.pieces.clone().unwrap_or_else(|| pieces(&[(self.len(), TEXT as u32)]));
        let mut table = Vec::new();
        for (which, part) in [(12, characters), (13, paragraphs), (33, pieces)].iter().chain(&self.parts) {
            let at = 154 + 8 * which;
            main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            main[at + 4..at + 8].copy_from_slice(&(part.len() as u32).to_le_bytes());
            table.extend(part);
        }
        main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        main[10..12].copy_from_slice(&(self.flags | 0x200).to_le_bytes());
        let behind: u32 = self.stories[1..].iter().sum();
        for (at, length) in [self.len() + self.stories[0] - behind].iter().chain(&self.stories[1..]).enumerate() {
            main[76 + 4 * at..80 + 4 * at].copy_from_slice(&length.to_le_bytes());
        }
        compound(&[("WordDocument", &main), ("1Table", &table), ("Data", &self.data)])
    }
}

/// A list of pieces: how many characters each has, and its place.
pub fn pieces(all: &[(u32, u32)]) -> Vec<u8> {
    let mut places = vec![0_u32];
    places.extend(all.iter().scan(0_u32, |end, (count, _)| {
        *end = end.saturating_add(*count);
        Some(*end)
    }));
    let mut list: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
    list.extend(all.iter().flat_map(|(_, at)| [&[0, 0], &at.to_le_bytes()[..], &[0, 0]].concat()));
    [&[2], &(list.len() as u32).to_le_bytes()[..], &list].concat()
}

/// A record of a workbook.
pub fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(bytes.len() as u16).to_le_bytes(), bytes].concat()
}

/// A string of a workbook in Unicode, its length in two bytes.
pub fn string(words: &str) -> Vec<u8> {
    let units: Vec<u16> = words.encode_utf16().collect();
    let mut bytes = (units.len() as u16).to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// The place of a cell and the number of its format.
pub fn place(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A cell of words.
pub fn label(row: u16, column: u16, words: &str) -> Vec<u8> {
    record(0x204, &[place(row, column, 0), string(words)].concat())
}

/// A cell with a number.
pub fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(0x203, &[&place(row, column, format)[..], &value.to_le_bytes()].concat())
}

/// A range of merged cells: first and last row, first and last column.
pub fn merged(range: [u16; 4]) -> Vec<u8> {
    let numbers: Vec<u8> = [1].iter().chain(&range).flat_map(|number: &u16| number.to_le_bytes()).collect();
    record(0xe5, &numbers)
}

/// The stream of a workbook: what it says of all its sheets, and each with its name, whether it is hidden, and its records.
pub fn workbook(of_all: &[u8], sheets: &[(&str, bool, Vec<u8>)]) -> Vec<u8> {
    let begin = record(0x809, &[0, 6, 5, 0]);
    let end = record(0x0a, &[]);
    let listed: Vec<(Vec<u8>, &Vec<u8>)> = sheets
        .iter()
        .map(|(name, hidden, records)| {
            // The length of a name takes one byte.
            let mut name = string(name);
            name.remove(1);
            ([&[u8::from(*hidden), 0], &name[..]].concat(), records)
        })
        .collect();
    let mut at = begin.len() + of_all.len() + listed.iter().map(|(name, _)| 8 + name.len()).sum::<usize>() + end.len();
    let mut stream = [&begin[..], of_all].concat();
    for (name, records) in &listed {
        stream.extend(record(0x85, &[&(at as u32).to_le_bytes()[..], name].concat()));
        at += begin.len() + records.len() + end.len();
    }
    stream.extend(&end);
    for (_, records) in listed {
        stream.extend([&begin[..], records, &end].concat());
    }
    stream
}

/// A workbook of one sheet.
pub fn sheet(of_all: &[u8], records: Vec<u8>) -> Vec<u8> {
    compound(&[("Workbook", &workbook(of_all, &[("一", false, records)]))])
}
