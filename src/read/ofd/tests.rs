use crate::read::container::tests::archive;
use crate::read::{Block, KnownFormat, Unreadable, open_with, read as read_file, sniff};

const ROOT: &str = r#"<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;

fn document(pages: usize) -> String {
    let page = |n| format!(r#"<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>"#);
    let pages: String = (0..pages).map(page).collect();
    format!(
        r#"<ofd:Document xmlns:ofd="x"><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"#
    )
}

fn page(objects: &str) -> String {
    format!(
        r#"<ofd:Page xmlns:ofd="x"><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"#
    )
}

fn text(x: f64, y: f64, words: &str) -> String {
    let steps = words.chars().count().saturating_sub(1);
    format!(
        r#"<ofd:TextObject Boundary="{x} {y} 80 5" Size="4"><ofd:TextCode X="0" Y="3.5" DeltaX="g {steps} 4">{words}</ofd:TextCode></ofd:TextObject>"#
    )
}

fn path(data: &str) -> String {
    format!(
        r#"<ofd:PathObject Boundary="20 40 100 100" LineWidth="0.3"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"#
    )
}

fn file(pages: &[String]) -> Vec<u8> {
    let document = document(pages.len());
    let template = format!("<ofd:Page><ofd:Content>{}</ofd:Content></ofd:Page>", text(90.0, 280.0, "页脚"));
    let names: Vec<String> = (0..pages.len()).map(|n| format!("Doc_0/Pages/Page_{n}/Content.xml")).collect();
    let mut members =
        vec![("OFD.xml", ROOT), ("Doc_0/Document.xml", &document), ("Doc_0/Tpls/Tpl_0/Content.xml", &template)];
    members.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    archive(&members)
}

#[test]
fn characters_and_lines_become_paragraphs_and_tables() {
    let table = [
        path("M 0 0 L 60 0 L 60 20 L 0 20 C M 0 10 L 60 10 M 20 0 L 20 20"),
        text(22.0, 42.0, "序号"),
        text(42.0, 42.0, "任务"),
        text(22.0, 52.0, "1"),
        text(42.0, 52.0, "修渠"),
    ]
    .concat();
    let bytes = file(&[page(&(text(50.0, 20.0, "关于修渠的通知") + &table)), page(&text(20.0, 20.0, "附则"))]);
    assert_eq!(sniff(&bytes), Some(KnownFormat::Ofd));
    let manuscript = read_file(&bytes, "a.ofd");
    assert_eq!(manuscript.text, "关于修渠的通知\n序号\t任务\n1\t修渠\n页脚\n附则\n页脚\n");
    assert_eq!(manuscript.source.media_type, "application/ofd");
    let breaks = manuscript.blocks.iter().filter(|block| matches!(block, Block::PageBreak(_))).count();
    let tables = manuscript.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!((breaks, tables), (2, 1));
}

#[test]
fn a_transform_moves_and_scales() {
    let object = r#"<ofd:TextObject Boundary="10 10 80 5" Size="2" CTM="2 0 0 2 5 0"><ofd:TextCode X="0" Y="2" DeltaX="2 2">甲乙丙</ofd:TextCode></ofd:TextObject>"#;
    let far = text(80.0, 9.8, "丁");
    let manuscript = read_file(&file(&[page(&(object.to_owned() + &far))]), "a.ofd");
    assert_eq!(manuscript.text, "甲乙丙    丁\n页脚\n");
}

#[test]
fn pictures_of_pages_have_no_text() {
    let bytes = archive(&[
        ("OFD.xml", ROOT),
        ("Doc_0/Document.xml", &document(1)),
        ("Doc_0/Pages/Page_0/Content.xml", "<Page><Content><ImageObject ResourceID='1'/></Content></Page>"),
    ]);
    let opened = open_with(&bytes, "a.ofd", &crate::read::encoding::BuiltIn);
    assert_eq!(opened.err(), Some(Unreadable::NoText));
}

#[test]
fn steps_that_repeat_without_end_are_bounded() {
    let object = r#"<ofd:TextObject Boundary="0 0 80 5" Size="4"><ofd:TextCode X="0" Y="3" DeltaX="g 99999999999999 4 g 9999999999 1">甲乙</ofd:TextCode></ofd:TextObject>"#;
    assert!(read_file(&file(&[page(object)]), "a.ofd").text.starts_with("甲乙"));
}

#[test]
fn a_page_under_every_page_counts_each_time() {
    let pages: Vec<String> = (0..30).map(|n| page(&text(20.0, 20.0, &format!("第{n}页")))).collect();
    let bytes = file(&pages);
    let all = pages.iter().map(String::len).sum::<usize>();
    assert!(super::read_within(&bytes, all * 3).is_ok());
    assert_eq!(super::read_within(&bytes, all + 20).err(), Some(Unreadable::TooMuch));
}

#[test]
fn words_keep_their_places_and_pages_their_sizes() {
    let wide = r#"<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area><ofd:Content>"#
        .to_owned()
        + &text(25.4, 50.8, "修渠植树")
        + "</ofd:Content></ofd:Page>";
    let manuscript = read_file(&file(&[page(&text(20.0, 20.0, "附则")), wide]), "a.ofd");
    // 210 mm are 595.3 points.
    assert_eq!(manuscript.pages.sizes, [(5953, 8419), (8419, 5953)]);
    let start = manuscript.text.find("植树").expect("its words");
    let span = crate::Span::new(start, start + "植树".len());
    let areas: Vec<_> = manuscript.pages.areas(&manuscript.text, span).collect();
    // From 25.4 + 8 mm on, 8 wide; the letters stand on the line at 50.8 + 3.5.
    let area = crate::read::Area { left: 947, top: 1437, right: 1174, bottom: 1557 };
    assert_eq!(areas, [(1, area)]);
}

#[test]
fn a_page_that_says_no_size_holds_what_stands_on_it() {
    let manuscript = read_file(&file(&[page(&text(260.0, 20.0, "修渠"))]), "a.ofd");
    assert_eq!(manuscript.pages.sizes, [(7597, 8419)], "268 mm wide");
}

#[test]
fn a_picture_has_letters_lines_and_colours_over_what_lies_under_the_page() {
    let red =
        text(20.0, 20.0, "岚州市文件").replace("<ofd:TextCode", "<ofd:FillColor Value=\"255 0 0\"/><ofd:TextCode");
    let filled = path("M 0 0 L 60 0 B 1 2 3 4 5 6 C").replace("LineWidth", "Fill=\"true\" Stroke=\"false\" LineWidth");
    let bytes = file(&[page(&(red + &filled + &path("M 0 0 L 60 0"))), page("")]);
    let svg = super::draw(&bytes, 0).expect("readable").expect("a page");
    for part in [
        r#"viewBox="0 0 210 297""#,
        r##"<text x="20 24 28 32 36" y="23.5" font-size="4" fill="#ff0000">岚州市文件</text>"##,
        r##"<path d="M0 0 L60 0 C1 2 3 4 5 6 Z" transform="matrix(1 0 0 1 20 40)" fill="#000000"></path>"##,
        r##"<path d="M0 0 L60 0 " transform="matrix(1 0 0 1 20 40)" stroke="#000000" stroke-width="0.3"></path>"##,
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(svg.find("页脚").expect("the template") < svg.find("岚州市").expect("the page"));
    assert_eq!(super::draw(&bytes, 2), Ok(None));
}

#[test]
fn what_a_path_says_is_numbers_or_left_out() {
    let hostile = path("M 0 0 L NaN \"/&gt;&lt;script&gt; B x 1e999 C \"onload=\" Q 1 2 3 4");
    let svg = super::draw(&file(&[page(&hostile)]), 0).expect("readable").expect("a page");
    assert!(!svg.contains("script") && !svg.contains("onload") && !svg.contains("NaN"), "{svg}");
}

#[test]
fn a_page_that_is_missing_is_counted() {
    let second = page(&text(20.0, 20.0, "乙"));
    let bytes = archive(&[
        ("OFD.xml", ROOT),
        ("Doc_0/Document.xml", &document(2)),
        ("Doc_0/Pages/Page_1/Content.xml", &second),
    ]);
    let manuscript = read_file(&bytes, "a.ofd");
    assert_eq!(manuscript.pages.sizes.len(), 2);
    assert!(manuscript.pages.places.iter().all(|place| place.page == 1));
}
