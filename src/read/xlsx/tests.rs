use crate::read::container::tests::archive;
use crate::read::encoding::BuiltIn;
use crate::read::{Block, KnownFormat, Manuscript, Note, Unreadable, open_with, read as read_file, sniff};

const WORKBOOK: &str = r#"<workbook xmlns:r="x"><sheets>
    <sheet name="分工" sheetId="1" r:id="rId7"/><sheet name="说明" sheetId="2" r:id="rId8"/>
    <sheet name="选项" sheetId="3" state="hidden" r:id="rId9"/></sheets></workbook>"#;

const LINKS: &str = r#"<Relationships>
    <Relationship Id="rId7" Type="http://x/worksheet" Target="worksheets/sheet9.xml"/>
    <Relationship Id="rId8" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
    <Relationship Id="rId1" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
    <Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;

const STRINGS: &str = "<sst><si><t>序号</t></si><si><r><t>任</t></r><r><t>务</t></r><rPh><t>renwu</t></rPh></si><si><t>时限</t></si></sst>";

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月底&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="180"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

fn workbook(first: &str, second: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet9.xml", &format!("<worksheet>{first}</worksheet>")),
        ("xl/worksheets/sheet2.xml", &format!("<worksheet>{second}</worksheet>")),
    ])
}

/// The rows of all tables, cells that repeat a merged one with a star.
pub fn rows(manuscript: &Manuscript) -> Vec<String> {
    let cell =
        |cell: &crate::read::Cell| format!("{}{}", cell.squeezed(&manuscript.text), if cell.merged { "*" } else { "" });
    let grids =
        manuscript.blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None });
    grids.flat_map(|grid| &grid.rows).map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn cells_show_what_a_sheet_shows() {
    let bytes = workbook(
        r#"<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="E2" t="s"><v>2</v></c></row>
        <row r="5"><c r="B5"><f>ROW()-4</f><v>1</v></c><c r="C5" t="inlineStr"><is><t>修渠&lt;二期&gt;
分段实施</t></is></c><c r="E5" s="1"><v>47999</v></c></row>
        <row><c t="b"><v>1</v></c><c/><c r="E6" s="2"><v>0.125</v></c></row></sheetData>"#,
        "",
    );
    assert_eq!(sniff(&bytes), Some(KnownFormat::Xlsx));
    let manuscript = read_file(&bytes, "a.xlsx");
    // A sheet begins at its first column with words; those without any are left out.
    assert_eq!(rows(&manuscript), ["|序号|任务|时限", "|1|修渠<二期>分段实施|2031年5月底", "TRUE|||12.50%"]);
    assert_eq!(manuscript.notes, [Note::HiddenSheets]);
}

#[test]
fn merged_ranges_are_repeated() {
    let bytes = workbook(
        r#"<sheetData><row r="1"><c r="A1" t="str"><v>分工表</v></c></row>
        <row r="3"><c r="A3" t="str"><v>水利</v></c><c r="B3" t="str"><v>修渠</v></c><c r="C3" t="str"><v>甲局</v></c></row>
        <row r="4"><c r="B4" t="str"><v>清淤</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/><mergeCell ref="C3:C1048576"/><mergeCell ref="X1:A1"/></mergeCells>"#,
        "",
    );
    assert_eq!(rows(&read_file(&bytes, "a")), ["分工表|分工表*|分工表*", "水利|修渠|甲局", "水利*|清淤|甲局*"]);
}

#[test]
fn several_sheets_are_told_apart_and_hidden_cells_are_noted() {
    let cell = |name: &str, words: &str| format!(r#"<c r="{name}" t="str"><v>{words}</v></c>"#);
    let first = format!(
        r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">{}{}</row></sheetData>"#,
        cell("A1", "甲"),
        cell("B1", "乙")
    );
    let second = format!(
        r#"<sheetData><row r="1">{}</row><row r="2">{}</row></sheetData>"#,
        cell("A1", "一、说明"),
        cell("A2", "二、其他")
    );
    let manuscript = read_file(&workbook(&first, &second), "a.xlsx");
    assert_eq!(manuscript.text, "分工\n甲\t乙\n说明\n一、说明\n二、其他\n");
    assert_eq!(manuscript.notes, [Note::HiddenCells, Note::HiddenSheets]);
    assert!(matches!(manuscript.blocks[0], Block::Furniture(_)));
    // A single column is no table.
    assert!(matches!(manuscript.blocks[4], Block::Paragraph(_)));
}

#[test]
fn cells_in_far_corners_take_no_room() {
    let far = r#"<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>乙</v></c></row>
        <row r="99999999999"><c r="ZZZZ9" t="str"><v>丙</v></c></row></sheetData>"#;
    assert_eq!(rows(&read_file(&workbook(far, ""), "a")).len(), 2);
}

#[test]
fn more_columns_than_a_table_can_have_lose_no_words() {
    let cells: String = (0..200).map(|n| format!("<c t=\"str\"><v>列{n}</v></c>")).collect();
    let text = read_file(&workbook(&format!("<sheetData><row>{cells}</row></sheetData>"), ""), "a").text;
    assert!((0..200).all(|n| text.contains(&format!("列{n}"))), "{text}");
}

#[test]
fn too_many_cells_are_refused() {
    // As far apart as they can be: each has its row and its column.
    let name = |n: usize| format!("{}{}", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"][n % 10], n + 1);
    let cells: String = (0..220_000).map(|n| format!("<row><c r=\"{}\"><v>1</v></c></row>", name(n))).collect();
    let bytes = workbook(&format!("<sheetData>{cells}</sheetData>"), "");
    assert_eq!(open_with(&bytes, "a", &BuiltIn).err(), Some(Unreadable::TooMuch));
}
