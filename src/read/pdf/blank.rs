//! A font without any shapes.
//!
//! A PDF may name a font and leave it to the reader's program to have it, as most with Chinese text once did. Their
//! characters and widths stand in the file all the same; but without some font program to hand out, the library leaves
//! such text out altogether.

/// The tables of an OpenType font that cannot do without them, each with its length in bytes (OpenType 1.9, "Required
/// tables", for TrueType outlines). All their fields are 0 but for those in [`FIELDS`].
const TABLES: [(&[u8; 4], usize); 6] =
    [(b"cmap", 4), (b"head", 54), (b"hhea", 36), (b"hmtx", 4), (b"loca", 4), (b"maxp", 6)];

/// Numbers of two bytes that are not 0: table, where in it, and what.
const FIELDS: [(usize, usize, u16); 9] = [
    // head: version 1.0, magic number, 1000 units per em.
    (1, 0, 1),
    (1, 12, 0x5f0f),
    (1, 14, 0x3cf5),
    (1, 18, 1000),
    // hhea: version 1.0, one width; hmtx: that of .notdef.
    (2, 0, 1),
    (2, 34, 1),
    (3, 0, 1000),
    // maxp: version 0.5, one glyph.
    (5, 2, 0x5000),
    (5, 4, 1),
];

/// The font file: one glyph, `.notdef`, without an outline.
pub(super) fn font() -> Vec<u8> {
    let mut file = vec![0, 1, 0, 0, 0, TABLES.len() as u8];
    // Sizes by which a program could search faster.
    file.extend([0; 6]);
    let mut starts = Vec::with_capacity(TABLES.len());
    let mut at = file.len() + 16 * TABLES.len();
    for (name, length) in TABLES {
        starts.push(at);
        file.extend(name);
        // No checksum: nobody holds embedded fonts to them.
        file.extend([0; 4]);
        file.extend((at as u32).to_be_bytes());
        file.extend((length as u32).to_be_bytes());
        at += length.next_multiple_of(4);
    }
    file.resize(at, 0);
    for (table, place, number) in FIELDS {
        let place = starts[table] + place;
        file[place..place + 2].copy_from_slice(&number.to_be_bytes());
    }
    file
}
