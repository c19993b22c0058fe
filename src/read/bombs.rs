//! Small files that ask for much more than they are: each is refused, or read within its limits.

use std::fmt::Write as _;

use super::container::tests::archive;
use super::encoding::BuiltIn;
use super::old_files::{
    self, ELSEWHERE, TEXT, Word, change, compound, label, merged, pieces, place, record, row, string,
};
use super::{Block, KnownFormat, Manuscript, Note, Unreadable, open_with, sniff};

fn open(bytes: &[u8]) -> Result<Manuscript, Unreadable> {
    open_with(bytes, "a", &BuiltIn)
}

/// A workbook of one sheet.
fn workbook(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='一'/></sheets></workbook>"),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// Rows of cells that all hold `cell`.
fn sheet(rows: usize, columns: usize, cell: &str) -> String {
    let row = format!("<row>{}</row>", cell.repeat(columns));
    format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(rows))
}

#[test]
fn a_part_that_unpacks_to_gigabytes() {
    // Of zeros nothing but their number is left when they are packed.
    let bytes = archive(&[("word/document.xml", &" ".repeat(8 << 20))]);
    assert!(bytes.len() < 20_000);
    assert_eq!(sniff(&bytes), Some(KnownFormat::Docx));
    assert_eq!(open(&bytes), Err(Unreadable::TooMuch));
}

#[test]
fn one_part_linked_again_and_again() {
    let header = format!("<w:hdr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>", "眉".repeat(200_000));
    let links: String =
        (0..2000).map(|n| format!("<Relationship Id='r{n}' Type='http://x/header' Target='header1.xml'/>")).collect();
    let bytes = archive(&[
        ("word/document.xml", "<w:document><w:body/></w:document>"),
        ("word/_rels/document.xml.rels", &format!("<Relationships>{links}</Relationships>")),
        ("word/header1.xml", &header),
    ]);
    assert_eq!(open(&bytes), Err(Unreadable::TooMuch));
}

#[test]
fn a_shared_string_in_every_cell() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "甲".repeat(30_000));
    let bytes = workbook(&sheet(200, 20, "<c t='s'><v>0</v></c>"), &strings, "");
    assert!(bytes.len() < 10_000);
    assert_eq!(open(&bytes), Err(Unreadable::TooMuch));
}

#[test]
fn a_format_that_writes_a_book_for_every_number() {
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='\"{}\"0'/></numFmts><cellXfs><xf numFmtId='200'/></cellXfs></styleSheet>",
        "册".repeat(100_000)
    );
    let text = open(&workbook(&sheet(100, 10, "<c s='0'><v>7</v></c>"), "", &styles)).unwrap().text;
    assert_eq!(text.chars().filter(|&c| c == '7').count(), 1000);
    assert!(text.len() < 4000);
}

#[test]
fn places_that_say_they_are_a_million_rows_apart() {
    let mut cells = String::new();
    for row in [1, 500_000, 1_048_576, 9_999_999_999_usize] {
        write!(cells, "<row r='{row}'><c r='XFD{row}' t='str'><v>角</v></c><c t='str'><v>落</v></c></row>").unwrap();
    }
    let bytes = workbook(
        &format!("<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{cells}</sheetData></worksheet>"),
        "",
        "",
    );
    let text = open(&bytes).unwrap().text;
    assert_eq!(text.matches('角').count(), 4);
    assert!(text.len() < 100, "empty rows and columns are nothing: {text}");
}

#[test]
fn sheets_that_are_large_and_nearly_empty() {
    // A cell a row, in as many columns as a table may have: little to read, but a grid of 64 places for every cell.
    let mut cells = String::new();
    for row in 1..=11_000 {
        let column = char::from(b'A' + (row % 26) as u8);
        let half = ["", "A", "B"][row % 3];
        write!(cells, "<row r='{row}'><c r='{half}{column}{row}' t='str'><v>角</v></c></row>").unwrap();
    }
    let one = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let open_so_many = |count: usize| {
        let sheets: Vec<String> = (1..=count).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
        let names: String = sheets.iter().map(|name| format!("<sheet name='{name}'/>")).collect();
        let workbook = format!("<workbook><sheets>{names}</sheets></workbook>");
        let mut members = vec![("xl/workbook.xml", workbook.as_str())];
        members.extend(sheets.iter().map(|name| (name.as_str(), one.as_str())));
        open(&archive(&members)).map(|_| ())
    };
    assert_eq!(open_so_many(1), Ok(()));
    assert_eq!(open_so_many(4), Err(Unreadable::TooMuch));
}

#[test]
fn cells_merged_over_the_whole_sheet() {
    let merges = "<mergeCell ref='A1:XFD1048576'/>".repeat(20_000);
    let body = sheet(500, 40, "<c t='str'><v>一</v></c>");
    let body = body.replace("</worksheet>", &format!("<mergeCells>{merges}</mergeCells></worksheet>"));
    let manuscript = open(&workbook(&body, "", "")).unwrap();
    assert!(manuscript.text.len() < body.len());
    let cells = manuscript.blocks.iter().map(|block| match block {
        Block::Table(grid) => grid.rows.iter().map(|row| row.cells.len()).sum(),
        _ => 0,
    });
    assert!(cells.sum::<usize>() <= 500 * 64 + 500);
}

#[test]
fn cells_of_a_web_page_that_span_everything() {
    let page =
        format!("<!doctype html><table>{}", "<tr><td rowspan=0 colspan=99999>甲<td rowspan=65534>乙".repeat(3000));
    let manuscript = open(page.as_bytes()).unwrap();
    let pieces: usize = manuscript
        .blocks
        .iter()
        .map(|block| match block {
            Block::Table(grid) => grid.rows.iter().flat_map(|row| &row.cells).map(|cell| 1 + cell.pieces.len()).sum(),
            _ => 1,
        })
        .sum();
    assert!(pieces < page.len() * 8, "{pieces} for {} bytes", page.len());
}

#[test]
fn elements_within_elements_without_end() {
    let deep = |open: &str, close: &str, count: usize| format!("{}底{}", open.repeat(count), close.repeat(count));
    let page = format!("<!doctype html>{}", deep("<table><tr><td>", "</table>", 30_000));
    assert_eq!(open(page.as_bytes()).unwrap().text.matches('底').count(), 1);
    let page = format!("<!doctype html>{}", deep("<div><ol><li>", "</ol></div>", 30_000));
    assert_eq!(open(page.as_bytes()).unwrap().text.matches('底').count(), 1);
    let body = format!(
        "<w:document><w:body><w:p><w:r><w:t>面</w:t></w:r></w:p>{}",
        deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 30_000)
    );
    let manuscript = open(&archive(&[("word/document.xml", &body)])).unwrap();
    assert_eq!((manuscript.text.as_str(), manuscript.notes), ("面\n", vec![Note::CutShort]));
}

#[test]
fn entities_that_stand_for_each_other() {
    let declared: String =
        (1..20).map(|n| format!("<!ENTITY e{n} '{}'>", format!("&e{};", n - 1).repeat(10))).collect();
    let body = format!(
        "<!DOCTYPE d [<!ENTITY e0 '笑'>{declared}]><w:document><w:body><w:p><w:r><w:t>一&e19;二</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(open(&archive(&[("word/document.xml", &body)])).unwrap().text, "一二\n");
}

#[test]
fn numbers_of_lists_as_long_as_books() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='{}%1'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        "第".repeat(100_000)
    );
    let item =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>";
    let bytes = archive(&[
        ("word/document.xml", &format!("<w:document><w:body>{}</w:body></w:document>", item.repeat(2000))),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/numbering' Target='numbering.xml'/></Relationships>",
        ),
        ("word/numbering.xml", &numbering),
    ]);
    let text = open(&bytes).unwrap().text;
    assert_eq!(text.lines().count(), 2000);
    assert!(text.len() < 2000 * 64 * 4);
}

#[test]
fn pages_without_end() {
    let root = "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>";
    let document = format!("<Document><Pages>{}</Pages></Document>", "<Page ID='1' BaseLoc='P.xml'/>".repeat(5000));
    let page = "<Page><TextObject Boundary='0 0 9 9' Size='4'><TextCode X='0' Y='4'>页</TextCode></TextObject></Page>";
    let bytes = archive(&[("OFD.xml", root), ("D/Document.xml", &document), ("D/P.xml", page)]);
    assert_eq!(open(&bytes), Err(Unreadable::TooMuch));
}

#[test]
fn sectors_that_follow_each_other_in_circles() {
    let whole = compound(&[("Workbook", &old_files::workbook(&[], &[("一", false, label(0, 0, &"甲".repeat(4000)))]))]);
    // The first sector of entries for sectors; each entry in turn leads back to the sector before it, or to itself.
    let entries = 512 * (1 + u32::from_le_bytes(whole[76..80].try_into().unwrap()) as usize);
    for at in 0..whole.len() as u32 / 512 {
        for back in [at, at.saturating_sub(1), 0] {
            let mut hurt = whole.clone();
            let place = entries + 4 * at as usize;
            hurt[place..place + 4].copy_from_slice(&back.to_le_bytes());
            _ = open(&hurt);
        }
    }
}

#[test]
fn a_list_of_sectors_that_names_one_again_and_again() {
    let mut bytes = compound(&[("Workbook", &[0; 5000])]);
    let entries = u32::from_le_bytes(bytes[76..80].try_into().unwrap());
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    // Further sectors of the list, each of which names that one 127 times and leads to the next: 500 bytes for 65 000.
    let first = bytes.len() as u32 / 512 - 1;
    for at in first..first + 2000 {
        bytes.extend(entries.to_le_bytes().repeat(127));
        bytes.extend((at + 1).to_le_bytes());
    }
    bytes[68..72].copy_from_slice(&first.to_le_bytes());
    assert_eq!(open(&bytes), Err(Unreadable::TooMuch));
}

#[test]
fn a_text_whose_pieces_are_all_the_same() {
    let mut word = Word::default();
    word.paragraph(&"一".repeat(20_000), '\r', &[]);
    word.pieces = Some(pieces(&vec![(20_000, TEXT as u32); 10_000]));
    assert_eq!(open(&word.file()), Err(Unreadable::TooMuch));
}

#[test]
fn pieces_pages_and_parts_that_point_anywhere() {
    let mut word = Word::default();
    word.row(&["甲", "乙"], &[0, 2000, 4000], &[0x60, 1]).paragraph("完", '\r', &[]);
    let whole = word.file();
    assert!(open(&whole).is_ok());
    // Each number of four bytes in turn says as much as it can, or nearly.
    for at in (512..whole.len() - 4).step_by(14) {
        for value in [u32::MAX, i32::MAX as u32, 0x00ff_ffff] {
            let mut hurt = whole.clone();
            hurt[at..at + 4].copy_from_slice(&value.to_le_bytes());
            _ = open(&hurt);
        }
    }
}

#[test]
fn the_shape_of_every_row_is_the_same_book() {
    let mut word = Word::default();
    // Fields of four bytes that change nothing, and among them what leads to them once more.
    word.data = [&0xfff8_u16.to_le_bytes()[..], &change(ELSEWHERE, &[0; 4]).repeat(10_922)].concat();
    let shape = [row(&[0, 2000], &[0]), change(ELSEWHERE, &[0; 4])].concat();
    for _ in 0..3000 {
        word.paragraph("行", '\u{7}', &change(old_files::IN_TABLE, &[1])).paragraph("", '\u{7}', &shape);
    }
    assert_eq!(open(&word.file()).unwrap().text.matches('行').count(), 3000);
}

#[test]
fn sheets_that_are_all_the_same_one() {
    let mut stream = old_files::workbook(&[], &[("一", false, record(0x1b6, &[0; 1000]).repeat(2000))]);
    // The list of sheets once more for each.
    let listed = stream.windows(2).position(|bytes| bytes == [0x85, 0]).unwrap();
    let length = 4 + usize::from(stream[listed + 2]);
    let again = stream[listed..listed + length].repeat(300);
    let at = u32::from_le_bytes(stream[listed + 4..listed + 8].try_into().unwrap()) + again.len() as u32;
    stream.splice(listed..listed, again);
    for sheet in 0..=300 {
        stream[listed + sheet * length + 4..][..4].copy_from_slice(&at.to_le_bytes());
    }
    assert_eq!(open(&compound(&[("Workbook", &stream)])), Err(Unreadable::TooMuch));
}

#[test]
fn an_old_shared_string_in_every_cell() {
    let strings = record(0xfc, &[&[0; 4][..], &1_u32.to_le_bytes(), &string(&"甲".repeat(4000))].concat());
    let cell = |row, column| record(0xfd, &[place(row, column, 0), vec![0; 4]].concat());
    let cells: Vec<u8> = (0..200).flat_map(|row| (0..40).flat_map(move |column| cell(row, column))).collect();
    assert_eq!(open(&old_files::sheet(&strings, cells)), Err(Unreadable::TooMuch));
}

#[test]
fn old_cells_merged_over_the_whole_sheet() {
    let cells: Vec<u8> = (0..100).flat_map(|row| label(row, row % 50, "一")).collect();
    let manuscript = open(&old_files::sheet(&[], [cells, merged([0, 0xffff, 0, 0xff]).repeat(5000)].concat())).unwrap();
    assert!(manuscript.text.len() < 100 * 64 * 2, "{}", manuscript.text.len());
}

#[test]
fn a_page_with_more_on_it_than_was_ever_printed() {
    let root = "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>";
    let document = "<Document><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
    let line = |y: usize| {
        let words = "字".repeat(1000);
        format!(
            "<TextObject Boundary='0 {y} 900 1' Size='1'><TextCode X='0' Y='1' DeltaX='g 999 0.9'>{words}</TextCode></TextObject>"
        )
    };
    let page: String = format!("<Page>{}</Page>", (0..201).map(line).collect::<String>());
    let manuscript = open(&archive(&[("OFD.xml", root), ("D/Document.xml", document), ("D/P.xml", &page)])).unwrap();
    assert_eq!(manuscript.notes, [Note::CrowdedPages]);
    assert_eq!(manuscript.text.matches('字').count(), 200_000);
}

#[test]
fn fields_within_fields_without_end() {
    let mut word = Word::default();
    word.paragraph(&"\u{13}".repeat(100_000), '\r', &[]).paragraph(&"字".repeat(100_000), '\r', &[]);
    word.paragraph(&"\u{15}".repeat(100_000), '\r', &[]).paragraph("完", '\r', &[]);
    assert_eq!(open(&word.file()).unwrap().text, "完\n");
}

#[test]
fn notes_that_are_all_the_same_one() {
    const NOTES: u32 = 20_000;
    let mut word = Word::default();
    word.paragraph(&"\u{2}".repeat(NOTES as usize), '\r', &[]);
    let main = word.len();
    word.paragraph(&"注".repeat(50_000), '\r', &[]);
    word.stories[1] = word.len() - main;
    let marks: Vec<u8> = (0..=NOTES).flat_map(u32::to_le_bytes).chain(vec![0; 2 * NOTES as usize]).collect();
    let texts = (0..=NOTES).flat_map(|at| if at % 2 == 0 { 0 } else { 50_000_u32 }.to_le_bytes()).collect();
    word.parts = vec![(2, marks), (3, texts)];
    assert_eq!(open(&word.file()).unwrap().text.matches('注').count(), 50_000);
}
