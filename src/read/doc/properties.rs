//! What paragraphs and characters are like ([MS-DOC], 2.4.6, 2.6 and 2.8): lists of changes to the usual, each by a number of
//! two bytes with an operand.

use std::ops::Range;

/// Bytes of a page of runs.
const PAGE: usize = 512;

/// Runs of paragraphs or characters with the same properties, by their places in the file.
pub(super) struct Runs<'a> {
    main: &'a [u8],
    /// Where pages of runs begin, one place more than pages; then which page of the file each is.
    list: &'a [u8],
    /// Bytes that a page has for each run.
    width: usize,
    /// The last answer: mostly it is the next one too.
    last: Option<(Range<usize>, &'a [u8])>,
}

impl<'a> Runs<'a> {
    pub fn of_paragraphs(main: &'a [u8], list: &'a [u8]) -> Self {
        Self { main, list, width: 13, last: None }
    }

    pub fn of_characters(main: &'a [u8], list: &'a [u8]) -> Self {
        Self { main, list, width: 1, last: None }
    }

    /// The bytes of the run that holds the byte `at` of the file, and its properties: of a paragraph with its style in front.
    pub fn at(&mut self, at: usize) -> (Range<usize>, &'a [u8]) {
        match &self.last {
            Some((range, properties)) if range.contains(&at) => (range.clone(), properties),
            _ => {
                let found = self.find(at).unwrap_or((at..at + 1, &[]));
                self.last = Some(found.clone());
                found
            }
        }
    }

    fn find(&self, at: usize) -> Option<(Range<usize>, &'a [u8])> {
        let count = self.list.len().checked_sub(4)? / 8;
        let (_, here) = between(&self.list[..4 * (count + 1)], at)?;
        let number = u32_at(self.list, 4 * (count + 1 + here))? & 0x3f_ffff;
        let page = self.main.get(number * PAGE..(number + 1) * PAGE)?;
        let count = usize::from(page[PAGE - 1]);
        let places = page.get(..4 * (count + 1))?;
        let (range, here) = between(places, at)?;
        let start = 2 * usize::from(*page.get(places.len() + here * self.width)?);
        if start == 0 {
            return Some((range, &[]));
        }
        let properties = if self.width == 1 {
            page.get(start + 1..)?.get(..usize::from(page[start]))?
        } else {
            // The length is counted in pairs of bytes, its own byte among them; with a zero in front it is not.
            match *page.get(start)? {
                0 => page.get(start + 2..)?.get(..2 * usize::from(*page.get(start + 1)?))?,
                pairs => page.get(start + 1..)?.get(..2 * usize::from(pairs) - 1)?,
            }
        };
        Some((range, properties))
    }
}

/// Of places in ascending order, four bytes each, the two that `at` stands between, and the position of the first.
fn between(places: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let (mut low, mut high) = (0, places.len() / 4);
    while low < high {
        let middle = low.midpoint(high);
        if u32_at(places, 4 * middle)? <= at { low = middle + 1 } else { high = middle }
    }
    let first = low.checked_sub(1)?;
    let range = u32_at(places, 4 * first)?..u32_at(places, 4 * low)?;
    range.contains(&at).then_some((range, first))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

/// Changes of properties ([MS-DOC], 2.6): the number of each with its operand, without the length that some begin with.
pub(super) struct Changes<'a>(pub &'a [u8]);

impl<'a> Iterator for Changes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (&number, rest) = self.0.split_first_chunk()?;
        let number = u16::from_le_bytes(number);
        // The upper three bits say how long the operand is.
        let (skipped, length) = match number >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if number == change::TABLE => {
                (2, usize::from(u16::from_le_bytes(*rest.first_chunk()?)).saturating_sub(1))
            }
            // Tab stops that are too many for a byte: what is deleted has four bytes each, what is added three.
            _ if number == change::TABS && rest.first() == Some(&0xff) => {
                let deleted = 4 * usize::from(*rest.get(1)?);
                (0, 3 + deleted + 3 * usize::from(*rest.get(2 + deleted)?))
            }
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skipped..skipped + length)?;
        self.0 = &rest[skipped + length..];
        Some((number, operand))
    }
}

/// Numbers of changes.
mod change {
    pub const DELETED: u16 = 0x0800;
    pub const INSERTED: u16 = 0x0801;
    pub const HIDDEN: u16 = 0x083c;
    pub const SYMBOL: u16 = 0x6a09;
    pub const ON_NEW_PAGE: u16 = 0x2407;
    pub const IN_TABLE: u16 = 0x2416;
    pub const ENDS_ROW: u16 = 0x2417;
    pub const ENDS_INNER_CELL: u16 = 0x244b;
    pub const ENDS_INNER_ROW: u16 = 0x244c;
    pub const LEVEL: u16 = 0x260a;
    pub const HEADER_ROW: u16 = 0x3404;
    pub const LIST: u16 = 0x460b;
    pub const MERGED: u16 = 0x5624;
    pub const DEPTH: u16 = 0x6649;
    /// All else stands elsewhere: in the stream `Data`.
    pub const ELSEWHERE: u16 = 0x6646;
    pub const ROW_ELSEWHERE: u16 = 0x646b;
    pub const TABS: u16 = 0xc615;
    pub const TABLE: u16 = 0xd608;
    pub const MERGED_DOWN: u16 = 0xd62b;
}

/// What a character is like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Character {
    pub deleted: bool,
    pub inserted: bool,
    pub hidden: bool,
    /// It stands for this one of a symbol font.
    pub symbol: Option<u16>,
}

impl Character {
    pub fn of(properties: &[u8]) -> Self {
        let mut all = Self::default();
        for (number, operand) in Changes(properties) {
            // The lowest bit says yes or no, also where another says that the style may have it otherwise.
            let on = operand.first().is_some_and(|value| value & 1 == 1);
            match number {
                change::DELETED => all.deleted = on,
                change::INSERTED => all.inserted = on,
                change::HIDDEN => all.hidden = on,
                change::SYMBOL => all.symbol = operand.get(2..4).map(|code| u16::from_le_bytes([code[0], code[1]])),
                _ => {}
            }
        }
        all
    }
}

/// What a paragraph is like, and what the row is that its end may be.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub style: u16,
    pub on_new_page: bool,
    /// Tables that it stands in, each within the next.
    pub depth: usize,
    pub ends_row: bool,
    /// It ends a cell of a table within a table, where no character of its own says so.
    pub ends_cell: bool,
    /// The use of a list, from 1; 0 takes it out of the list of its style.
    pub list: Option<u16>,
    pub level: Option<u8>,
    pub row: RowShape,
}

/// The shape of a row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct RowShape {
    pub header: bool,
    /// The left edges of its cells and the right edge of the last, in twentieths of a point.
    pub edges: Vec<i16>,
    /// How each cell is merged; there may be fewer than cells.
    pub merges: Vec<CellMerge>,
}

/// How a cell of a row is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellMerge {
    /// 0 where it is not merged with its neighbours; else 1 or 2, of which the first of a set has one and the others the other.
    pub across: u8,
    /// 0 where it is not merged with the cells above and below; 1 goes on with the one above, 3 begins.
    pub down: u8,
}

impl Paragraph {
    /// From its properties in the file; `elsewhere` gives further ones by their place in the stream `Data`.
    pub fn of<'a>(properties: &'a [u8], mut elsewhere: impl FnMut(usize) -> &'a [u8]) -> Self {
        let mut all = Self::default();
        let Some((style, changes)) = properties.split_first_chunk() else { return all };
        all.style = u16::from_le_bytes(*style);
        let (mut in_table, mut depth) = (false, None);
        let mut pending = vec![Changes(changes)];
        // The paragraph's own and those of its row; what stands elsewhere leads nowhere else.
        let mut leads = 2;
        while let Some(changes) = pending.pop() {
            for (number, operand) in changes {
                let on = operand.first().is_some_and(|value| value & 1 == 1);
                let wide = || u32_at(operand, 0).unwrap_or(0);
                match number {
                    change::IN_TABLE => in_table = on,
                    change::ENDS_ROW | change::ENDS_INNER_ROW => all.ends_row |= on,
                    change::ENDS_INNER_CELL => all.ends_cell = on,
                    change::DEPTH => depth = Some(wide()),
                    change::ON_NEW_PAGE => all.on_new_page = on,
                    change::LIST => all.list = operand.first_chunk().map(|use_| u16::from_le_bytes(*use_)),
                    change::LEVEL => all.level = operand.first().copied(),
                    change::ELSEWHERE | change::ROW_ELSEWHERE if leads > 0 => {
                        leads -= 1;
                        pending.push(Changes(elsewhere(wide())));
                    }
                    _ => all.row.change(number, operand),
                }
            }
        }
        all.depth = depth.unwrap_or(usize::from(in_table));
        all
    }
}

impl RowShape {
    fn change(&mut self, number: u16, operand: &[u8]) {
        match (number, operand) {
            (change::HEADER_ROW, [on, ..]) => self.header = *on != 0,
            (change::TABLE, [count, rest @ ..]) => {
                /// Bytes of a cell's description; the first two say how it is merged.
                const CELL: usize = 20;
                let edges = 2 * (usize::from(*count) + 1);
                let (edges, cells) = rest.split_at(edges.min(rest.len()));
                self.edges = edges.chunks_exact(2).map(|edge| i16::from_le_bytes([edge[0], edge[1]])).collect();
                self.merges = cells
                    .chunks_exact(CELL)
                    .map(|cell| CellMerge { across: cell[0] & 3, down: cell[0] >> 5 & 3 })
                    .collect();
            }
            (change::MERGED, &[first, end, ..]) => {
                for at in usize::from(first)..usize::from(end) {
                    self.merge(at, |merge| merge.across = if at == usize::from(first) { 1 } else { 2 });
                }
            }
            (change::MERGED_DOWN, &[at, how, ..]) => self.merge(usize::from(at), |merge| merge.down = how),
            _ => {}
        }
    }

    /// Changes how a cell is merged, if the row has it.
    fn merge(&mut self, at: usize, change: impl FnOnce(&mut CellMerge)) {
        if at + 1 < self.edges.len() {
            if self.merges.len() <= at {
                self.merges.resize(at + 1, CellMerge::default());
            }
            change(&mut self.merges[at]);
        }
    }
}
