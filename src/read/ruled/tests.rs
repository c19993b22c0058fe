use super::*;
use crate::read::parts::{Table, words};

/// Writes words from a point on, each character as wide as it is high.
fn write(page: &mut Page, words: &str, x: f64, y: f64) {
    for (at, c) in words.chars().enumerate() {
        let left = x + 10.0 * at as f64;
        page.glyph(Glyph { c, left, right: left + 10.0, base: y, size: 10.0 });
    }
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
    assert_eq!(page.parts(), expected.map(|words| Part::Paragraph(words.into())));
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
    let parts = page.parts();
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
    let parts = page.parts();
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
    assert_eq!(page.parts(), ["岚州市文件", "正文"].map(|words| Part::Paragraph(words.into())));
}

#[test]
fn nonsense_places_do_no_harm() {
    let mut page = Page::default();
    page.glyph(Glyph { c: '甲', left: f64::NAN, right: 1.0, base: 1.0, size: 1.0 });
    page.glyph(Glyph { c: '乙', left: -1e300, right: 1e300, base: 0.0, size: 1e-300 });
    draw(&mut page, &[(f64::INFINITY, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0)]);
    assert_eq!(page.parts(), [Part::Paragraph("乙".into())]);
    assert!(Page::default().parts().is_empty());
}
