use super::*;
use crate::read::{Block, Manuscript, read as read_file};

fn page(html: &str) -> Manuscript {
    read_file(format!("<!doctype html>{html}").as_bytes(), "a.html")
}

/// Blocks, one a line: paragraphs as they are, furniture in braces, rows with bars and `*` for the rest of merged cells.
fn shown(html: &str) -> String {
    let manuscript = page(html);
    let text = &manuscript.text;
    let mut out = String::new();
    for block in &manuscript.blocks {
        match block {
            Block::Paragraph(span) => out.push_str(&format!("{}\n", span.of(text))),
            Block::Furniture(span) => out.push_str(&format!("{{{}}}\n", span.of(text))),
            Block::PageBreak(_) => out.push_str("---\n"),
            Block::Table(grid) => {
                for row in &grid.rows {
                    let cell = |c: &crate::read::Cell| {
                        let pieces: Vec<&str> = c.pieces.iter().map(|piece| piece.of(text)).collect();
                        format!("{}{}", pieces.join("/"), if c.merged { "*" } else { "" })
                    };
                    let cells: Vec<String> = row.cells.iter().map(cell).collect();
                    let mark = if row.kind == crate::read::RowKind::Header { "# " } else { "" };
                    out.push_str(&format!("{mark}{}\n", cells.join("|")));
                }
            }
        }
    }
    out
}

#[test]
fn blocks_are_paragraphs_and_white_space_is_one_space() {
    assert_eq!(
        shown("<body><h1>关于修渠\n的通知</h1><p>各县&nbsp;政府：<b>请</b>\n于 6 月<br>完成。</p>尾<div>一</div>"),
        "关于修渠的通知\n各县\u{a0}政府：请于 6 月\n完成。\n尾\n一\n"
    );
}

#[test]
fn cells_span_rows_and_columns_and_hold_paragraphs() {
    assert_eq!(
        shown(
            "<table><thead><tr><th>序号<th>任务<th colspan=2>分工</thead>
             <tr><td rowspan='2'>1<td><p>修渠；</p><p>清淤。</p><td>甲局<td>乙局
             <tr><td>种树<td colspan=\"2\">丙局&amp;丁局</table>"
        ),
        "# 序号|任务|分工|分工*\n1|修渠；/清淤。|甲局|乙局\n1*|种树|丙局&丁局|丙局&丁局*\n"
    );
}

#[test]
fn tables_that_place_the_page_are_taken_apart() {
    let inner = "<table><tr><td>1</td><td>修渠</td></tr><tr><td>2</td><td>种树</td></tr></table>";
    let html = format!("<table width=900><tr><td>栏目</td><td><p>关于修渠的通知</p>{inner}</td></tr></table>");
    assert_eq!(shown(&html), "栏目\n关于修渠的通知\n1|修渠\n2|种树\n");
}

#[test]
fn what_frames_the_page_is_furniture_and_what_is_hidden_is_left_out() {
    let html = "<head><title>标题栏</title><script>if (a<b) '甲'</script><style>p{}</style></head>
        <header>某市人民政府门户网站</header><div class='w breadcrumb'>首页 &gt; 公文<div>子</div></div>
        <article><header><h1>关于修渠的通知</h1></header><p style='display: none'>隐</p><p>正文。</p></article>
        <footer>备案号<table><tr><td>甲</td><td>乙</td></tr></table></footer>";
    assert_eq!(
        shown(html),
        "{某市人民政府门户网站}\n{首页 > 公文}\n{子}\n关于修渠的通知\n正文。\n{备案号}\n{甲}\n{乙}\n"
    );
    assert_eq!(page(html).notes, [Note::HiddenText]);
}

#[test]
fn a_frame_that_never_ends_gives_back_the_text() {
    assert_eq!(shown("<nav><p>首页</p><p>正文。</p>"), "首页\n正文。\n");
}

#[test]
fn numbers_of_lists_are_part_of_the_text() {
    assert_eq!(
        shown("<ol start=3><li>修渠</li><li><p>种树</p></li></ol><ul><li>养鱼</ul><ol type=a><li>采茶</ol>"),
        "3. 修渠\n4. 种树\n养鱼\na. 采茶\n"
    );
}

#[test]
fn tags_in_any_order_lose_no_words() {
    assert_eq!(shown("</td>甲</table><td>乙<table>丙<td>丁</tr><td>戊"), "甲\n乙\n丙\n丁\n戊\n");
    assert_eq!(shown("<table><tr><td>甲<td>乙<tr><td>丙<td>丁"), "甲|乙\n丙|丁\n");
}

#[test]
fn tables_in_tables_without_end_do_no_harm() {
    let deep = "<table><tr><td>甲<td>乙".repeat(3000);
    assert!(page(&deep).text.matches('甲').count() == 3000);
    let wide = "<table><tr><td rowspan=0 colspan=99999>甲</td>".repeat(50);
    page(&wide);
}

#[test]
fn the_encoding_that_the_page_declares_is_used() {
    let html = "<html><meta charset=gb2312><p>市水利局</p>";
    let (bytes, ..) = encoding_rs::GB18030.encode(html);
    let manuscript = read_file(&bytes, "a.txt");
    assert_eq!((manuscript.text.as_str(), manuscript.source.encoding.as_str()), ("市水利局\n", "gb18030"));
    assert_eq!(manuscript.source.media_type, "text/html");
}
