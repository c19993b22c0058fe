//! The lists of a document, whose numbers Word puts in front of paragraphs ([MS-DOC], 2.9.131, 2.9.147 and 2.9.150), and the
//! styles that use them.

use crate::read::numbering::{LEVELS, LONGEST_PATTERN, Level, List, Numbering, ParagraphStyle, Place, Use};
use crate::read::numerals::Style;

use super::properties::Paragraph;

/// No style at all.
const NO_STYLE: u16 = 0xfff;

/// Reads styles, lists with what stands behind them, and the uses of lists.
pub(super) fn read(styles: &[u8], lists: &[u8], uses: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    read_styles(styles, &mut numbering);
    read_lists(lists, &mut numbering);
    read_uses(uses, &mut numbering);
    numbering
}

/// Takes fields from bytes; behind their end all are zero.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        let bytes = self.bytes(N);
        array[..bytes.len()].copy_from_slice(bytes);
        array
    }

    fn u8(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }
}

/// Styles ([MS-DOC], 2.9.271): a header, then each with its length.
fn read_styles(bytes: &[u8], numbering: &mut Numbering) {
    let mut fields = Fields(bytes);
    let length = usize::from(fields.u16());
    let mut header = Fields(fields.bytes(length));
    let (_count, base) = (header.u16(), usize::from(header.u16()));
    let mut id = 0_u16;
    while !fields.0.is_empty() {
        let length = usize::from(fields.u16());
        let style = fields.bytes(length);
        // Each is at an even place, its length before it.
        if length % 2 == 1 {
            fields.u8();
        }
        if !style.is_empty() {
            let mut start = Fields(style);
            let (_, kind, sets) = (start.u16(), start.u16(), start.u16());
            let (is_paragraph, based_on) = (kind & 0xf == 1, kind >> 4);
            let mut rest = Fields(style.get(base..).unwrap_or_default());
            let name = usize::from(rest.u16());
            rest.bytes(2 * (name + 1));
            // The first set of properties of such a style is that of paragraphs.
            if is_paragraph && sets & 0xf > 0 {
                let length = usize::from(rest.u16());
                let paragraph = Paragraph::of(rest.bytes(length), |_| &[]);
                numbering.styles.insert(
                    id.to_string(),
                    ParagraphStyle {
                        based_on: (based_on != NO_STYLE).then(|| based_on.to_string()),
                        place: Place {
                            list: paragraph.list.map(|list| list.to_string()),
                            level: paragraph.level.map(usize::from),
                        },
                    },
                );
            }
        }
        let Some(next) = id.checked_add(1) else { break };
        id = next;
    }
}

/// Lists: first what each is, then the levels of all ([MS-DOC], 2.9.147).
fn read_lists(bytes: &[u8], numbering: &mut Numbering) {
    let mut fields = Fields(bytes);
    let mut known = Vec::new();
    for _ in 0..fields.u16() {
        let id = fields.u32();
        fields.bytes(4);
        let styles: [u16; LEVELS] = std::array::from_fn(|_| fields.u16());
        let simple = fields.u8() & 1 == 1;
        fields.u8();
        known.push((id, styles, if simple { 1 } else { LEVELS }));
        if fields.0.is_empty() {
            break;
        }
    }
    for (id, styles, count) in known {
        let levels = styles.into_iter().take(count).map(|style| {
            let style = (style != NO_STYLE).then(|| style.to_string());
            Level { paragraph_style: style, ..level(&mut fields) }
        });
        numbering.lists.insert(id.to_string(), List::of(levels.collect()));
    }
}

/// A level of a list ([MS-DOC], 2.9.150).
fn level(fields: &mut Fields) -> Level {
    let start = fields.u32() as usize;
    let style = style(fields.u8());
    let flags = fields.u8();
    let numbered: [u8; LEVELS] = fields.array();
    fields.bytes(9);
    let (of_characters, of_paragraphs) = (usize::from(fields.u8()), usize::from(fields.u8()));
    let restart = usize::from(fields.u8());
    fields.u8();
    fields.bytes(of_paragraphs + of_characters);
    let length = usize::from(fields.u16());
    let text: Vec<u16> =
        fields.bytes(2 * length).chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    let mut pattern = String::new();
    // Where the number of a level belongs stands the level, from 0; these places are counted from 1.
    for (at, &unit) in text.iter().take(LONGEST_PATTERN).enumerate() {
        if numbered.iter().any(|&place| usize::from(place) == at + 1) {
            pattern.push('%');
            pattern.push_str(&unit.saturating_add(1).to_string());
        } else {
            pattern.push(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}'));
        }
    }
    Level {
        start,
        style,
        pattern,
        legal: flags & 4 != 0,
        restart: (flags & 8 != 0).then_some(restart),
        paragraph_style: None,
    }
}

/// Uses of lists, from 1: which list, and which of its levels are otherwise ([MS-DOC], 2.9.132).
fn read_uses(bytes: &[u8], numbering: &mut Numbering) {
    let mut fields = Fields(bytes);
    let mut known = Vec::new();
    for id in 1..=fields.u32() {
        let list = fields.u32();
        fields.bytes(8);
        let changed = fields.u8();
        fields.bytes(3);
        known.push((id, list, changed));
        if fields.0.is_empty() {
            break;
        }
    }
    for (id, list, changed) in known {
        fields.bytes(4);
        let mut used = Use::of(list.to_string());
        for _ in 0..changed {
            let (start, flags) = (fields.u32() as usize, fields.u32());
            let at = (flags & 0xf) as usize;
            if flags & 0x20 != 0 {
                let level = level(&mut fields);
                used.starts.extend((flags & 0x10 != 0).then_some((at, level.start)));
                used.levels.insert(at, level);
            } else if flags & 0x10 != 0 {
                used.starts.push((at, start));
            }
        }
        numbering.uses.insert(id.to_string(), used);
    }
}

/// How numbers are written ([MS-OSHARED], 2.2.1.3).
fn style(code: u8) -> Style {
    match code {
        1 => Style::UpperRoman,
        2 => Style::LowerRoman,
        3 => Style::UpperLetter,
        4 => Style::LowerLetter,
        0x0a | 0x11 | 0x24 | 0x28 => Style::ChineseDigits,
        0x0b | 0x21 | 0x23 | 0x25 | 0x27 => Style::Chinese,
        0x0e | 0x13 => Style::FullWidth,
        0x10 | 0x22 | 0x26 => Style::ChineseLegal,
        0x12 | 0x1c => Style::Circled,
        0x16 => Style::DecimalZero,
        0x17 | 0xff => Style::Nothing,
        0x1a => Style::Stopped,
        0x1b => Style::Bracketed,
        0x1d => Style::ChineseBracketed,
        0x1e => Style::Stems,
        0x1f | 0x20 => Style::Branches,
        _ => Style::Decimal,
    }
}
