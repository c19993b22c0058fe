//! The same notice in every format gives the same tasks, and a damaged file breaks no promise.
#![cfg(feature = "cli")]

mod compound;
mod invariants;

use std::io::{Cursor, Write};

use fenjie::Notice;

/// Headers, and rows of a table: a heading over the whole width, or number, task, leader (`〃` goes on with the one
/// above) and units.
const HEADERS: [&str; 4] = ["序号", "重点工作", "责任领导", "责任单位"];
const ROWS: [&[&str]; 6] = [
    &["一、水利建设"],
    &["1", "疏浚护城河三公里。", "柳承泽", "市水利局（牵头）、市财政局"],
    &["2", "加固病险水库12座。", "〃", "市水利局、市应急局等"],
    &["二、教育"],
    &["3", "新增学位800个；\n招聘教师120名。", "白芷若", "市教育局"],
    &["4", "修缮校舍。", "白芷若", "市教育局，各镇（街道）"],
];
const ABOVE: [&str; 2] = ["岚州市人民政府关于印发重点工作分工的通知", "各县（市、区）人民政府："];

fn archive(members: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a new member");
        zip.write_all(contents.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// Rows that the leader's cell of row `at` spans.
fn down(at: usize) -> usize {
    1 + ROWS[at + 1..].iter().take_while(|row| row.get(2) == Some(&"〃")).count()
}

fn html() -> Vec<u8> {
    let mut out = String::from("<!DOCTYPE html><meta charset=gb2312><nav>首页 &gt; 公文</nav>");
    ABOVE.iter().for_each(|line| out.push_str(&format!("<p>{line}</p>")));
    out.push_str("<table><tr>");
    HEADERS.iter().for_each(|header| out.push_str(&format!("<th>{header}")));
    for (at, row) in ROWS.iter().enumerate() {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| **cell != "〃") {
            let span = match (row.len(), column) {
                (1, _) => "colspan=4".to_owned(),
                (_, 2) => format!("rowspan={}", down(at)),
                _ => String::new(),
            };
            out.push_str(&format!("<td {span}>{}", cell.replace('\n', "<br>")));
        }
    }
    encoding_rs::GB18030.encode(&out).0.into_owned()
}

fn docx() -> Vec<u8> {
    let p = |words: &str| {
        let lines: Vec<String> = words.split('\n').map(|line| format!("<w:t>{line}</w:t>")).collect();
        format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
    };
    let cell = |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words));
    let mut body: String = ABOVE.iter().map(|line| p(line)).collect();
    body.push_str("<w:tbl><w:tr>");
    HEADERS.iter().for_each(|header| body.push_str(&cell("", header)));
    for row in ROWS {
        body.push_str("</w:tr><w:tr>");
        for (column, words) in row.iter().enumerate() {
            body.push_str(&match (row.len(), column, *words) {
                (1, ..) => cell(r#"<w:gridSpan w:val="4"/>"#, words),
                (_, 2, "〃") => cell("<w:vMerge/>", ""),
                (_, 2, _) => cell(r#"<w:vMerge w:val="restart"/>"#, words),
                _ => cell("", words),
            });
        }
    }
    body.push_str("</w:tr></w:tbl>");
    archive(&[("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

fn xlsx() -> Vec<u8> {
    let cell = |column: usize, row: usize, words: &str| {
        let name = format!("{}{row}", ["A", "B", "C", "D"][column]);
        match words.parse::<u32>() {
            Ok(number) => format!(r#"<c r="{name}"><v>{number}</v></c>"#),
            Err(_) => format!(r#"<c r="{name}" t="inlineStr"><is><t>{words}</t></is></c>"#),
        }
    };
    let (mut rows, mut merged) = (String::new(), String::new());
    let mut add = |number: usize, cells: &[&str]| {
        let cells = cells.iter().enumerate().filter(|(_, words)| **words != "〃");
        let cells: String = cells.map(|(column, words)| cell(column, number, words)).collect();
        rows.push_str(&format!(r#"<row r="{number}">{cells}</row>"#));
    };
    ABOVE.iter().enumerate().for_each(|(at, line)| add(at + 1, &[line]));
    add(3, &HEADERS);
    for (at, row) in ROWS.iter().enumerate() {
        add(at + 4, row);
        if row.len() == 1 {
            merged.push_str(&format!(r#"<mergeCell ref="A{0}:D{0}"/>"#, at + 4));
        } else if row[2] != "〃" && down(at) > 1 {
            merged.push_str(&format!(r#"<mergeCell ref="C{}:C{}"/>"#, at + 4, at + 3 + down(at)));
        }
    }
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
    let workbook = r#"<workbook><sheets><sheet name="一"/></sheets></workbook>"#.to_owned();
    archive(&[("xl/workbook.xml", workbook), ("xl/worksheets/sheet1.xml", sheet)])
}

/// The same as Word 97 writes it: a cell that goes on with the one above, edges of columns.
fn doc() -> Vec<u8> {
    const EDGES: [i16; 5] = [0, 600, 4000, 5500, 9000];
    let mut word = compound::Word::default();
    ABOVE.iter().for_each(|line| _ = word.paragraph(line, '\r', &[]));
    word.row(&HEADERS, &EDGES, &[0; 4]);
    for row in ROWS {
        let lines: Vec<String> = row.iter().map(|words| words.replace('\n', "\u{b}").replace('〃', "")).collect();
        let cells: Vec<&str> = lines.iter().map(String::as_str).collect();
        match row {
            [_] => word.row(&cells, &[EDGES[0], EDGES[4]], &[0]),
            [_, _, "〃", _] => word.row(&cells, &EDGES, &[0, 0, 0x20, 0]),
            _ => word.row(&cells, &EDGES, &[0, 0, 0x60, 0]),
        };
    }
    word.file()
}

/// The same as Excel 97 writes it.
fn xls() -> Vec<u8> {
    let mut records = Vec::new();
    let mut add = |row: usize, cells: &[&str]| {
        for (column, words) in cells.iter().enumerate().filter(|(_, words)| **words != "〃") {
            records.extend(match words.parse() {
                Ok(number) => compound::number(row as u16, column as u16, 0, number),
                Err(_) => compound::label(row as u16, column as u16, words),
            });
        }
    };
    ABOVE.iter().enumerate().for_each(|(at, line)| add(at, &[line]));
    add(2, &HEADERS);
    ROWS.iter().enumerate().for_each(|(at, row)| add(at + 3, row));
    for (at, row) in ROWS.iter().enumerate() {
        let first = at as u16 + 3;
        if row.len() == 1 {
            records.extend(compound::merged([first, first, 0, 3]));
        } else if row[2] != "〃" && down(at) > 1 {
            records.extend(compound::merged([first, first + down(at) as u16 - 1, 2, 2]));
        }
    }
    compound::sheet(&[], records)
}

/// Two pages, the table on both: its headers are repeated, and the leader's cell is closed where the page ends.
fn pages(text: &dyn Fn(f64, f64, &str) -> String, line: &dyn Fn(f64, f64, f64, f64) -> String) -> Vec<String> {
    const XS: [f64; 5] = [10.0, 25.0, 85.0, 110.0, 200.0];
    let mut pages = Vec::new();
    let mut page: String = ABOVE.iter().zip([10.0, 20.0]).map(|(words, y)| text(30.0, y, words)).collect();
    let mut y = 30.0;
    let mut row = |page: &mut String, cells: &[&str], closed: bool| {
        let xs: &[f64] = if cells.len() == 1 { &[XS[0], XS[4]] } else { &XS };
        for (column, words) in cells.iter().enumerate().filter(|(_, words)| **words != "〃") {
            for (at, words) in words.split('\n').enumerate() {
                page.push_str(&text(XS[column] + 1.0, y + 1.0 + 5.0 * at as f64, words));
            }
        }
        xs.iter().for_each(|&x| page.push_str(&line(x, y, x, y + 12.0)));
        y += 12.0;
        if closed {
            page.push_str(&line(XS[0], y, XS[4], y));
        } else {
            page.push_str(&line(XS[0], y, XS[2], y));
            page.push_str(&line(XS[3], y, XS[4], y));
        }
    };
    page.push_str(&line(XS[0], 30.0, XS[4], 30.0));
    row(&mut page, &HEADERS, true);
    row(&mut page, ROWS[0], true);
    row(&mut page, ROWS[1], true);
    page.push_str(&text(100.0, 280.0, "— 1 —"));
    pages.push(std::mem::take(&mut page));
    page.push_str(&line(XS[0], 78.0 - 12.0, XS[4], 78.0 - 12.0));
    row(&mut page, &HEADERS, true);
    ROWS[2..].iter().for_each(|cells| row(&mut page, cells, true));
    pages.push(page);
    pages
}

fn ofd() -> Vec<u8> {
    let text = |x: f64, y: f64, words: &str| {
        format!(
            r#"<TextObject Boundary="{x} {y} 90 4" Size="4"><TextCode X="0" Y="3.5">{words}</TextCode></TextObject>"#
        )
    };
    let line = |x0: f64, y0: f64, x1: f64, y1: f64| {
        format!(
            r#"<PathObject Boundary="0 0 210 297"><AbbreviatedData>M {x0} {y0} L {x1} {y1}</AbbreviatedData></PathObject>"#
        )
    };
    let pages = pages(&text, &line);
    let listed: String = (0..pages.len()).map(|n| format!(r#"<Page ID="{n}" BaseLoc="{n}.xml"/>"#)).collect();
    let mut members = vec![
        ("OFD.xml", "<OFD><DocBody><DocRoot>Doc/Document.xml</DocRoot></DocBody></OFD>".to_owned()),
        ("Doc/Document.xml", format!("<Document><Pages>{listed}</Pages></Document>")),
    ];
    let names = ["Doc/0.xml", "Doc/1.xml"];
    members
        .extend(names.into_iter().zip(pages.into_iter().map(|page| format!("<Page><Content>{page}</Content></Page>"))));
    archive(&members)
}

/// The same pages as PDF, in a font that is not in the file.
fn pdf() -> Vec<u8> {
    let text = |x: f64, y: f64, words: &str| {
        let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /F 4 Tf 1 0 0 -1 {x} {} Tm <{codes}> Tj ET\n", y + 3.5)
    };
    let line = |x0: f64, y0: f64, x1: f64, y1: f64| format!("{x0} {y0} m {x1} {y1} l S\n");
    let mut objects = vec![
        "<</Type/Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type/Pages /Count 2 /Kids [4 0 R 6 0 R]>>".to_owned(),
        "<</Type/Font /Subtype/Type0 /BaseFont/STSong-Light /Encoding/UniGB-UCS2-H /DescendantFonts [<</Type/Font \
         /Subtype/CIDFontType0 /BaseFont/STSong-Light /CIDSystemInfo <</Registry(Adobe) /Ordering(GB1) /Supplement 4>>>>]>>"
            .to_owned(),
    ];
    for content in pages(&text, &line) {
        // In millimetres from the upper left corner.
        let content = format!("2.835 0 0 -2.835 0 842 cm\n{content}");
        let number = objects.len() + 2;
        let page = "/Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>>";
        objects.push(format!("<<{page} /Contents {number} 0 R>>"));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    let numbered = objects.iter().enumerate();
    let body: String = numbered.map(|(at, object)| format!("{} 0 obj\n{object}\nendobj\n", at + 1)).collect();
    format!("%PDF-1.7\n{body}trailer\n<</Root 1 0 R>>").into_bytes()
}

fn parsed(bytes: &[u8]) -> Notice {
    invariants::check(&fenjie::read(bytes, "notice"))
}

/// What a clerk looks at: section, number, task, leaders and units of each row.
fn rows(notice: &Notice) -> Vec<String> {
    notice
        .tasks
        .iter()
        .map(|task| {
            let leaders: Vec<&str> = task.leaders.iter().map(|person| person.name.as_str()).collect();
            let units: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
            let text = &task.text;
            format!("{} {:?} {text} {} {}", task.section.join("/"), task.seq, leaders.join(","), units.join(","))
        })
        .collect()
}

#[test]
fn every_format_gives_the_same_tasks() {
    let expected = rows(&parsed(&docx()));
    assert_eq!(expected.len(), 4);
    assert_eq!(expected[1], "一、水利建设 Some(\"2\") 加固病险水库12座。 柳承泽 市水利局,市应急局");
    for (format, bytes) in [("html", html()), ("xlsx", xlsx()), ("doc", doc()), ("xls", xls())] {
        let notice = parsed(&bytes);
        assert_eq!(rows(&notice), expected, "{format}");
        assert_eq!(notice.header.title.as_deref(), Some(ABOVE[0]), "{format}");
        assert_eq!(notice.coverage.unassigned, 0, "{format}");
    }
    // Where a page ends the words of a merged cell stand on one side of it alone.
    let paged = rows(&parsed(&ofd()));
    assert_eq!(rows(&parsed(&pdf())), paged);
    let without_leader: Vec<String> = expected.iter().map(|row| row.replace("柳承泽", "")).collect();
    assert_eq!(paged.iter().map(|row| row.replace("柳承泽", "")).collect::<Vec<_>>(), without_leader);
}

#[test]
fn damaged_files_keep_every_promise() {
    for bytes in [html(), docx(), xlsx(), doc(), xls(), ofd(), pdf()] {
        for part in 1..12 {
            parsed(&bytes[..bytes.len() * part / 12]);
        }
        for at in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let mut hurt = bytes.clone();
            hurt[at] ^= 0x41;
            parsed(&hurt);
        }
    }
}

#[test]
fn a_table_may_stand_between_other_things_in_the_same_grid() {
    let page = "<!doctype html><table>
        <tr><td colspan=3>附件1</td></tr><tr><td colspan=3>2031年防汛任务分工表</td></tr><tr><td>填报：市防指</td><td></td><td>单位：座</td></tr>
        <tr><td>序号<td>工作任务<td>责任单位<tr><td>1<td>加固水库。<td>市水利局
        <tr><td colspan=3>附件2</td></tr><tr><td colspan=3>2031年造林任务分工表</td></tr>
        <tr><td>序号<td>工作任务<td>牵头单位<tr><td>1<td>植树千亩。<td>市林业局
        <tr><td>2<td>造防护林。<td><tr><td colspan=3>市有关部门、各县（市、区）参照执行。<tr><td>注：面积以验收为准。</table>";
    let notice = parsed(page.as_bytes());
    let tasks: Vec<_> = notice.tasks.iter().map(|task| (task.attachment.as_deref(), task.text.as_str())).collect();
    assert_eq!(tasks, [(Some("附件1"), "加固水库。"), (Some("附件2"), "植树千亩。"), (Some("附件2"), "造防护林。")]);
    assert!(notice.tasks.iter().all(|task| task.section.is_empty()), "titles are no sections");
}

#[test]
fn a_table_in_pieces_is_one() {
    let page = "<!doctype html><table><tr><td>序号<td>工作任务<td>责任单位<tr><td>1<td>加固水库。<td>市水利局</table>
        <p>— 3 —</p><table><tr><td>2<td>植树千亩。<td>市林业局</table>
        <table><tr><td>序号<td>工作任务<td>责任单位<tr><td>3<td>修路。<td>市交通局</table>";
    let notice = parsed(page.as_bytes());
    let tasks: Vec<_> = notice.tasks.iter().map(|task| (task.seq.as_deref(), task.units[0].name.as_str())).collect();
    assert_eq!(tasks, [(Some("1"), "市水利局"), (Some("2"), "市林业局"), (Some("3"), "市交通局")]);
    assert_eq!(notice.coverage.unassigned, 0);
}
