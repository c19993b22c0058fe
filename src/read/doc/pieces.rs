//! The characters of a document, which stand in pieces all over the file ([MS-DOC], 2.4.1 and 2.8.35).

use std::ops::Range;

use super::numbers;
use crate::read::Unreadable;

/// The pieces in the order of the text.
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    /// A piece reaches beyond the end of the file.
    pub cut_short: bool,
}

struct Piece {
    /// Its first character, counted through the whole text.
    first: usize,
    /// How many it has.
    count: usize,
    /// Where it begins in the file.
    at: usize,
    /// Bytes of a character: two of UTF-16, or one of Windows-1252.
    width: usize,
}

/// A character of UTF-16, or half of one.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// Its position in the text.
    pub position: usize,
    /// The bytes that it takes in the file.
    pub start: usize,
    pub end: usize,
    pub unit: u16,
}

impl Pieces {
    /// Reads the list of pieces of a file of `size` bytes; `None` where there is none.
    pub fn read(clx: &[u8], size: usize) -> Option<Result<Self, Unreadable>> {
        /// What a block of properties begins with, and the list of pieces.
        const PROPERTIES: u8 = 1;
        const LIST: u8 = 2;
        let mut rest = clx;
        let list = loop {
            match rest {
                [PROPERTIES, low, high, after @ ..] => {
                    rest = after.get(usize::from(u16::from_le_bytes([*low, *high]))..)?;
                }
                [LIST, a, b, c, d, after @ ..] => {
                    let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
                    break &after[..length.min(after.len())];
                }
                _ => return None,
            }
        };
        // One place more than pieces; then eight bytes for each piece.
        let count = list.len().checked_sub(4)? / 12;
        let (places, described) = list.split_at(4 * (count + 1));
        let places = numbers(places);
        let mut all = Self { pieces: Vec::with_capacity(count), cut_short: false };
        let mut total = 0;
        for (ends, piece) in places.windows(2).zip(described.chunks_exact(8)) {
            let place = u32::from_le_bytes([piece[2], piece[3], piece[4], piece[5]]) as usize;
            // One bit says how wide characters are; where they are narrow the place is counted in halves.
            let (width, at) = if place & (1 << 30) == 0 { (2, place) } else { (1, (place & !(3 << 30)) / 2) };
            let claimed = ends[1].saturating_sub(ends[0]);
            let there = size.saturating_sub(at) / width;
            all.cut_short |= claimed > there;
            let count = claimed.min(there);
            if count > 0 {
                all.pieces.push(Piece { first: total, count, at, width });
            }
            total += count;
            // Every character stands in a byte of its own, so pieces that say more share their bytes.
            if total > size {
                return Some(Err(Unreadable::TooMuch));
            }
        }
        Some(Ok(all))
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.first + piece.count)
    }

    /// The characters of this range, from the bytes of the file.
    pub fn units<'a>(&'a self, main: &'a [u8], range: Range<usize>) -> impl Iterator<Item = Unit> + 'a {
        let from = self.pieces.partition_point(|piece| piece.first + piece.count <= range.start);
        self.pieces[from..].iter().take_while(move |piece| piece.first < range.end).flat_map({
            let range = range.clone();
            move |piece| {
                let positions = range.start.max(piece.first)..range.end.min(piece.first + piece.count);
                positions.map(move |position| {
                    let start = piece.at + (position - piece.first) * piece.width;
                    let unit = match main.get(start..start + piece.width) {
                        Some([low, high]) => u16::from_le_bytes([*low, *high]),
                        Some([byte]) => windows_1252(*byte),
                        _ => 0,
                    };
                    Unit { position, start, end: start + piece.width, unit }
                })
            }
        })
    }
}

/// A character of one byte ([MS-DOC], 2.9.73).
fn windows_1252(byte: u8) -> u16 {
    /// What stands from 0x82 to 0x9F, where it is not what Latin-1 has there.
    const SPECIAL: [u16; 30] = [
        0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0, 0, 0, 0x2018,
        0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0, 0x0178,
    ];
    let special = byte.checked_sub(0x82).and_then(|at| SPECIAL.get(usize::from(at))).copied().unwrap_or(0);
    if special == 0 { u16::from(byte) } else { special }
}
