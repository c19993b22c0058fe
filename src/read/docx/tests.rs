use crate::read::container::tests::archive;
use crate::read::{Block, KnownFormat, Manuscript, Note, read as read_file, sniff};

const LINKS: &str = r#"<Relationships>
    <Relationship Id="r1" Type="http://x/relationships/numbering" Target="numbering.xml"/>
    <Relationship Id="r2" Type="http://x/relationships/styles" Target="styles.xml"/>
    <Relationship Id="r3" Type="http://x/relationships/header" Target="header1.xml"/>
    <Relationship Id="r4" Type="http://x/relationships/footer" Target="/word/footer1.xml"/>
    <Relationship Id="r5" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
    <Relationship Id="r6" Type="http://x/relationships/image" Target="http://elsewhere/" TargetMode="External"/>
</Relationships>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

fn document(body: &str) -> Vec<u8> {
    let body = format!(r#"<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{body}</w:body></w:document>"#);
    let footnotes = format!(
        r#"<w:footnotes><w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="7">{}</w:footnote><w:footnote w:id="8">{}</w:footnote></w:footnotes>"#,
        p("线"),
        p("指市级部门。"),
        p("已删。")
    );
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", LINKS),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", "<w:styles/>"),
        ("word/header1.xml", &format!("<w:hdr>{}</w:hdr>", p("内部资料"))),
        ("word/footer1.xml", &format!("<w:ftr>{}</w:ftr>", p("— 1 —"))),
        ("word/footnotes.xml", &footnotes),
    ])
}

fn read(body: &str) -> Manuscript {
    read_file(&document(body), "a.docx")
}

/// The text of a document with this body, without its header and footer.
fn text(body: &str) -> String {
    let text = read(body).text;
    let inner = text.strip_prefix("内部资料\n").and_then(|text| text.strip_suffix("— 1 —\n"));
    inner.expect("a header and a footer").to_owned()
}

fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

fn tc(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// The rows of the first table, `*` for the rest of merged cells.
fn rows(body: &str) -> Vec<String> {
    let manuscript = read(body);
    let grid =
        manuscript.blocks.iter().find_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None });
    let cell =
        |cell: &crate::read::Cell| format!("{}{}", cell.squeezed(&manuscript.text), if cell.merged { "*" } else { "" });
    let row = |row: &crate::read::Row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
    grid.expect("a table").rows.iter().map(row).collect()
}

#[test]
fn a_document_is_its_headers_text_notes_and_footers() {
    let reference = r#"<w:r><w:footnoteReference w:id="7"/></w:r>"#;
    let manuscript = read(&format!("<w:p>{}{reference}{}</w:p>", r("各部门"), r("：")));
    assert_eq!(sniff(&document("")), Some(KnownFormat::Docx));
    assert_eq!(manuscript.text, "内部资料\n各部门¹：\n¹指市级部门。\n— 1 —\n");
    assert!(matches!(manuscript.blocks[0], Block::Furniture(_)));
    assert!(matches!(manuscript.blocks[3], Block::Furniture(_)));
    assert!(manuscript.source.media_type.ends_with("wordprocessingml.document"));
}

#[test]
fn numbers_that_word_makes_are_part_of_the_text() {
    let item = |level: usize, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#,
            r(words)
        )
    };
    let body = [item(0, "总则"), item(1, "修渠"), item(1, "种树"), item(0, "附则"), item(1, "甲")].concat();
    assert_eq!(text(&body), "一、总则\n1. 修渠\n2. 种树\n二、附则\n1. 甲\n");
}

#[test]
fn rows_that_word_numbers_have_their_numbers() {
    let number = r#"<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>"#;
    let row = |words: &str| tr(&[number.to_owned(), tc("", words)]);
    assert_eq!(rows(&format!("<w:tbl>{}{}</w:tbl>", row("修渠"), row("种树"))), ["1.|修渠", "2.|种树"]);
}

#[test]
fn breaks_tabs_and_symbols_are_kept() {
    let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">甲 </w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/></w:r></w:p>
        <w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
    assert_eq!(text(body), "甲 \t乙\n丙☑-\n");
    assert!(read(body).blocks.iter().any(|block| matches!(block, Block::PageBreak(_))));
}

#[test]
fn cells_are_merged_over_columns_and_rows() {
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        tr(&[tc("", "类别"), tc("", "任务"), tc(r#"<w:gridSpan w:val="2"/>"#, "分工")]),
        tr(&[tc(r#"<w:vMerge w:val="restart"/>"#, "水利"), tc("", "修渠"), tc("", "甲局"), tc("", "乙局")]),
        tr(&[tc("<w:vMerge/>", ""), tc("", "清淤"), tc("", "丙局"), tc("", "")]),
    );
    assert_eq!(rows(&body), ["类别|任务|分工|分工*", "水利|修渠|甲局|乙局", "水利*|清淤|丙局|"]);
}

#[test]
fn rows_that_begin_further_right_keep_their_columns() {
    let short = format!(r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr>"#, tc("", "修渠"));
    let body = format!("<w:tbl>{}{short}</w:tbl>", tr(&[tc("", "类别"), tc("", "任务")]));
    assert_eq!(rows(&body), ["类别|任务", "|修渠"]);
}

#[test]
fn tables_in_cells_belong_to_their_cells() {
    let inner = format!("<w:tbl>{}</w:tbl>", tr(&[tc("", "上半年"), tc("", "下半年")]));
    let outer = format!("<w:tc>{}{inner}{}</w:tc>", p("分期："), p("完。"));
    let long = "疏浚城区河道十二公里，完成两岸护坡整治，同步建设步道和管护用房。";
    let body = format!("<w:tbl>{}{}</w:tbl>", tr(&[tc("", "任务"), tc("", "进度")]), tr(&[tc("", long), outer]));
    assert_eq!(rows(&body)[1], format!("{long}|分期：上半年下半年完。"));
}

#[test]
fn text_boxes_are_read_once_and_behind_their_paragraph() {
    let shape = format!("<w:txbxContent>{}</w:txbxContent>", p("框内"));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        r("前"),
        r("后")
    );
    assert_eq!(text(&body), "前后\n框内\n");
}

#[test]
fn tracked_changes_are_accepted_and_hidden_text_is_left_out() {
    let deleted = format!("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{}</w:ins>", r("新"));
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>";
    let body = format!("<w:p>{}{deleted}{hidden}{}</w:p>", r("甲"), r("乙"));
    let manuscript = read(&body);
    assert!(manuscript.text.contains("甲新乙\n"), "{}", manuscript.text);
    assert_eq!(manuscript.notes, [Note::TrackedChanges, Note::HiddenText]);
    // The end of the first paragraph was deleted, and so was a row.
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("甲"), p("乙"));
    assert_eq!(text(&joined), "甲乙\n");
    let row = format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", tc("", "删"), tc("", "除"));
    let table = format!("<w:tbl>{}{row}</w:tbl>", tr(&[tc("", "甲"), tc("", "乙")]));
    assert_eq!(text(&table), "甲\t乙\n");
}

#[test]
fn fields_show_their_results() {
    let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \@ yyyy</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2031年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    assert_eq!(text(body), "2031年\n");
}

#[test]
fn a_document_that_breaks_off_gives_what_there_is() {
    let whole = format!(r#"<w:document><w:body>{}<w:tbl>{}"#, p("甲"), tr(&[tc("", "乙"), tc("", "丙")]));
    let bytes = archive(&[("word/document.xml", &whole[..whole.len() - 12])]);
    let manuscript = read_file(&bytes, "a.docx");
    assert_eq!(manuscript.text, "甲\n乙\t丙\n");
    assert_eq!(manuscript.notes, [Note::CutShort]);
}

#[test]
fn tables_nested_without_end_do_no_harm() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(60) + &p("甲");
    assert!(read(&deep).text.contains('甲'));
    let deeper = "<w:tbl><w:tr><w:tc>".repeat(50_000) + &p("甲");
    assert_eq!(read(&deeper).notes, [Note::CutShort]);
}
