use super::*;
use crate::read::parts::{Table, words};

/// Writes words from a point on, each character as wide as it is high.
fn write(page: &mut Page, words: &str, x: f64, y: f64) {
    for (at, c) in words.chars().enumerate() {
        let left = x + 10.0 * at as f64;
        page.glyph(Glyph { c, left, right: left + 10.0, base: y, size: 10.0, furniture: false });
    }
}

/// What stands on pages.
fn parts(pages: Vec<Page>) -> Vec<Part> {
    contents(pages).parts
}

/// What stands on a single page.
fn parts_of(page: Page) -> Vec<Part> {
    let mut parts = parts(vec![page]);
    assert_eq!(parts.pop(), Some(Part::PageBreak));
    parts
}

fn draw(page: &mut Page, lines: &[(f64, f64, f64, f64)]) {
    for &(x0, y0, x1, y1) in lines {
        page.rule(Rule { from: (x0, y0), to: (x1, y1) });
    }
}

/// Cells as `down×across words`, those of a span of one with their words alone.
fn shown(table: &Table) -> Vec<Vec<String>> {
    let cell = |cell: &crate::read::parts::TableCell| match (cell.down, cell.across) {
        (1, 1) => words(&cell.parts),
        (down, across) => format!("{down}×{across} {}", words(&cell.parts)),
    };
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
}

#[test]
fn lines_run_on_where_they_are_full() {
    let mut page = Page::default();
    write(&mut page, "关于修渠的通知", 80.0, 20.0);
    write(&mut page, "一二三四五六七八九十一二三四五六七八", 20.0, 40.0);
    write(&mut page, "一二三四五六七八九十一二三四五六七八九十", 0.0, 56.0);
    write(&mut page, "完。", 0.0, 72.0);
    write(&mut page, "下一段。", 20.0, 88.0);
    let expected = [
        "关于修渠的通知",
        "一二三四五六七八九十一二三四五六七八一二三四五六七八九十一二三四五六七八九十完。",
        "下一段。",
    ];
    assert_eq!(parts_of(page), expected.map(|words| Part::Paragraph(words.into())));
}

#[test]
fn lines_around_cells_make_a_table_with_its_merged_cells() {
    let mut page = Page::default();
    draw(
        &mut page,
        &[
            (0.0, 20.0, 200.0, 20.0),
            (0.0, 40.0, 200.0, 40.0),
            (50.0, 60.0, 200.0, 60.0),
            (0.0, 80.0, 200.0, 80.0),
            (0.0, 20.0, 0.0, 80.0),
            // Drawn in two pieces.
            (50.0, 40.0, 50.0, 60.0),
            (50.0, 60.0, 50.0, 80.0),
            (200.0, 20.0, 200.0, 80.0),
        ],
    );
    write(&mut page, "分工表", 60.0, 12.0);
    write(&mut page, "责任单位", 60.0, 33.0);
    write(&mut page, "水利", 10.0, 63.0);
    write(&mut page, "修渠", 60.0, 53.0);
    write(&mut page, "清淤", 60.0, 73.0);
    write(&mut page, "尾", 0.0, 100.0);
    let parts = parts_of(page);
    let [Part::Paragraph(above), Part::Table(table), Part::Paragraph(below)] = parts.as_slice() else {
        panic!("{parts:?}")
    };
    assert_eq!((above.as_str(), below.as_str()), ("分工表", "尾"));
    assert_eq!(shown(table), [vec!["1×2 责任单位"], vec!["2×1 水利", "修渠"], vec!["清淤"]]);
}

#[test]
fn sides_that_are_left_open_are_closed_by_the_ends_of_lines() {
    let mut page = Page::default();
    draw(
        &mut page,
        &[(0.0, 0.0, 100.0, 0.0), (0.0, 20.0, 100.0, 20.0), (0.0, 40.0, 100.0, 40.0), (50.0, 0.0, 50.0, 40.0)],
    );
    for (words, x, y) in [("甲", 10.0, 13.0), ("乙", 60.0, 13.0), ("丙", 10.0, 33.0), ("丁", 60.0, 33.0)] {
        write(&mut page, words, x, y);
    }
    let parts = parts_of(page);
    let [Part::Table(table)] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!(shown(table), [["甲", "乙"], ["丙", "丁"]]);
}

#[test]
fn a_frame_and_a_line_under_words_are_no_table() {
    let mut page = Page::default();
    draw(
        &mut page,
        &[
            (0.0, 0.0, 200.0, 0.0),
            (0.0, 200.0, 200.0, 200.0),
            (0.0, 0.0, 0.0, 200.0),
            (200.0, 0.0, 200.0, 200.0),
            (20.0, 52.0, 80.0, 52.0),
        ],
    );
    write(&mut page, "岚州市文件", 20.0, 50.0);
    write(&mut page, "正文", 20.0, 80.0);
    assert_eq!(parts_of(page), ["岚州市文件", "正文"].map(|words| Part::Paragraph(words.into())));
}

#[test]
fn nonsense_places_do_no_harm() {
    let mut page = Page::default();
    page.glyph(Glyph { c: '甲', left: f64::NAN, right: 1.0, base: 1.0, size: 1.0, furniture: false });
    page.glyph(Glyph { c: '乙', left: -1e300, right: 1e300, base: 0.0, size: 1e-300, furniture: false });
    draw(&mut page, &[(f64::INFINITY, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0)]);
    assert_eq!(parts_of(page), [Part::Paragraph("乙".into())]);
    assert!(parts_of(Page::default()).is_empty());
}

/// A table of columns that begin at 0, 40 and 240 and end at 340, its rows 20 high from `top` on. A cell's lines are
/// held apart by `\n`; `〃` is the same cell as the one above it.
fn ruled(page: &mut Page, top: f64, rows: &[[&str; 3]]) {
    const XS: [f64; 4] = [0.0, 40.0, 240.0, 340.0];
    let bottom = top + 40.0 * rows.len() as f64;
    XS.iter().for_each(|&x| draw(page, &[(x, top, x, bottom)]));
    draw(page, &[(XS[0], bottom, XS[3], bottom)]);
    for (at, row) in rows.iter().enumerate() {
        let y = top + 40.0 * at as f64;
        for (column, words) in row.iter().enumerate() {
            if *words == "〃" {
                continue;
            }
            draw(page, &[(XS[column], y, XS[column + 1], y)]);
            for (line, words) in words.split('\n').enumerate() {
                write(page, words, XS[column], y + 14.0 + 16.0 * line as f64);
            }
        }
    }
}

/// The tables on these pages, each with whether it goes on with the last row of the one before.
fn tables(pages: Vec<Page>) -> Vec<(Vec<Vec<String>>, bool)> {
    let table = |part: &Part| if let Part::Table(table) = part { Some((shown(table), table.goes_on)) } else { None };
    parts(pages).iter().filter_map(table).collect()
}

#[test]
fn a_row_that_the_end_of_a_page_cut_goes_on() {
    let headers = ["序号", "任务", "单位"];
    let mut pages = [Page::default(), Page::default(), Page::default()];
    let [first, second, third] = &mut pages;
    ruled(
        first,
        100.0,
        &[
            headers,
            ["1", "疏浚护城河。", "市水利局"],
            [
                "2",
                "加固病险水库十二座，汛前完成全部工程并验收合格投入\n使用，落实巡查责任人员和抢险救灾队伍以及各类物资的",
                "市水利局",
            ],
        ],
    );
    write(first, "— 1 —", 150.0, 400.0);
    ruled(second, 20.0, &[headers, ["", "储备。", ""], ["3", "植树千亩。", "市林业局"]]);
    // Nothing breaks off above this one.
    ruled(third, 20.0, &[headers, ["", "修路。", "市交通局"]]);
    let tables = tables(pages.to_vec());
    assert_eq!(tables.iter().map(|(_, goes_on)| *goes_on).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(tables[1].0[1], ["", "储备。", ""]);
}

#[test]
fn a_cell_over_rows_of_two_pages_goes_on() {
    let headers = ["任务", "目标", "单位"];
    let mut pages = [Page::default(), Page::default()];
    let [first, second] = &mut pages;
    ruled(first, 100.0, &[headers, ["水利", "疏浚护城河。", "市水利局"], ["〃", "加固水库。", "市水利局"]]);
    ruled(second, 20.0, &[headers, ["", "清淤。", "市水利局"], ["〃", "筑堤。", ""]]);
    let rests: Vec<bool> = parts(pages.to_vec())
        .iter()
        .filter_map(|part| if let Part::Table(table) = part { Some(table) } else { None })
        .flat_map(|table| table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.goes_on))
        .collect();
    // Of the second page only the group's cell; that a row has no unit may be so.
    let expected: Vec<bool> = (0..rests.len()).map(|at| at == rests.len() - 5).collect();
    assert_eq!(rests, expected);
}

#[test]
fn rows_without_words_are_left_out_and_cells_over_them_grow_no_further() {
    let mut page = Page::default();
    ruled(&mut page, 20.0, &[["任务", "目标", "单位"], ["水利", "疏浚。", "市水利局"], ["〃", "", ""]]);
    assert_eq!(
        tables(vec![page]),
        [(
            vec![
                vec!["任务".to_owned(), "目标".into(), "单位".into()],
                vec!["水利".into(), "疏浚。".into(), "市水利局".into()]
            ],
            false
        )]
    );
}

#[test]
fn the_mark_of_an_attachment_is_no_header() {
    let page = |mark: &str, body: &str| {
        let mut page = Page::default();
        write(&mut page, "云岭县工作简报", 20.0, 20.0);
        write(&mut page, mark, 20.0, 40.0);
        write(&mut page, body, 20.0, 80.0);
        page
    };
    let pages = vec![page("附件1", "甲方案"), page("附件2", "乙方案"), page("附件2", "续乙方案")];
    let kept: Vec<Part> = parts(pages).into_iter().filter(|part| matches!(part, Part::Paragraph(_))).collect();
    let expected = ["附件1", "甲方案", "附件2", "乙方案", "续乙方案"];
    assert_eq!(kept, expected.map(|words| Part::Paragraph(words.into())));
}

#[test]
fn columns_held_apart_by_white_space_keep_their_places() {
    let mut page = Page::default();
    for (y, cells) in [(20.0, ["序号", "任务", "单位"]), (40.0, ["1", "修渠", "水利局"])] {
        for (words, x) in cells.into_iter().zip([0.0, 60.0, 160.0]) {
            write(&mut page, words, x, y);
        }
    }
    write(&mut page, "清淤", 60.0, 56.0);
    let lines = ["序号        任务                单位", "1           修渠                水利局", "            清淤"];
    assert_eq!(parts_of(page), lines.map(|words| Part::Paragraph(words.into())));
}

#[test]
fn a_paragraph_goes_on_on_the_next_page() {
    let mut pages = [Page::default().of_width(500.0), Page::default().of_width(500.0)];
    write(&mut pages[0], "一二三四五六七八九十一二三四五六七八九十一二三四五", 20.0, 20.0);
    write(&mut pages[0], "- 1 -", 100.0, 300.0);
    write(&mut pages[1], "完。", 20.0, 20.0);
    write(&mut pages[1], "下一段。", 40.0, 36.0);
    let parts = parts(pages.to_vec());
    assert_eq!(parts[0], Part::Paragraph("一二三四五六七八九十一二三四五六七八九十一二三四五完。".into()));
    assert_eq!(parts[1..3], [Part::Furniture("- 1 -".into()), Part::PageBreak]);
    assert_eq!(parts[3], Part::Paragraph("下一段。".into()));
}

#[test]
fn letters_that_are_written_twice_to_be_bold_are_read_once() {
    let mut page = Page::default();
    write(&mut page, "修渠渠首", 20.0, 20.0);
    write(&mut page, "修渠渠首", 20.4, 20.0);
    assert_eq!(parts_of(page), [Part::Paragraph("修渠渠首".into())]);
}
