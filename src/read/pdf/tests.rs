use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{blank, bounds};
use crate::Span;
use crate::read::{Block, BuiltIn, KnownFormat, Manuscript, Unreadable, open_with, sniff};

/// A file of these objects, numbered from 1; the first is its catalog.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", bytes.len()).expect("memory takes it");
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF"
    );
    bytes.extend(end.bytes());
    bytes
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{dictionary} /Length {}>>\nstream\n", data.len()).into_bytes();
    bytes.extend(data);
    bytes.extend(b"\nendstream");
    bytes
}

/// A Chinese font that is not in the file.
const SONG: &str = "<</Type/Font /Subtype/Type0 /BaseFont/STSong-Light /Encoding/UniGB-UCS2-H /DescendantFonts [<</Type/Font \
                    /Subtype/CIDFontType0 /BaseFont/STSong-Light /CIDSystemInfo <</Registry(Adobe) /Ordering(GB1) /Supplement 4>> \
                    /DW 1000>>]>>";

/// A document whose pages show these contents in the font `F`, each page 400 wide and 300 high; `more` objects follow from
/// number 4 on.
fn document(font: &str, attributes: &str, contents: &[&str], more: &[Vec<u8>]) -> Vec<u8> {
    let first = 4 + more.len();
    let kids: String = (0..contents.len()).map(|at| format!("{} 0 R ", first + 2 * at)).collect();
    let mut objects = vec![
        b"<</Type/Catalog /Pages 2 0 R /OCProperties <</OCGs [9 0 R] /D <</OFF [9 0 R]>>>>>>".to_vec(),
        format!("<</Type/Pages /Count {} /Kids [{kids}]>>", contents.len()).into_bytes(),
        font.as_bytes().to_vec(),
    ];
    objects.extend(more.iter().cloned());
    for (at, content) in contents.iter().enumerate() {
        let resources = "<</Font <</F 3 0 R>> /XObject <</X 4 0 R>> /Properties <</L 9 0 R>>>>";
        let content_at = first + 2 * at + 1;
        objects.push(
            format!(
                "<</Type/Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources {resources} /Contents {content_at} 0 R {attributes}>>"
            )
            .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects, "")
}

/// Words in letters of 10 points from a place on, counted from the lower left corner.
fn text(x: f64, y: f64, words: &str) -> String {
    let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// A table of two columns: its first line is drawn, the others are thin rectangles that are filled.
fn table(rows: &[(&str, &str)], top: f64) -> String {
    let mut out = format!("q 0.5 w 20 {top} m 320 {top} l S Q\n");
    for (at, (left, right)) in rows.iter().enumerate() {
        let y = top - 20.0 * (at + 1) as f64;
        writeln!(out, "20 {y} 300 0.5 re f 20 {y} 0.5 20 re 120 {y} 0.5 20 re 320 {y} 0.5 20 re f*").expect("memory");
        out += &text(24.0, y + 6.0, left);
        out += &text(124.0, y + 6.0, right);
    }
    out
}

fn open(bytes: &[u8]) -> Result<Manuscript, Unreadable> {
    open_with(bytes, "a.pdf", &BuiltIn)
}

fn words(bytes: &[u8]) -> String {
    open(bytes).expect("readable").text
}

#[test]
fn text_and_tables_in_a_font_that_is_not_in_the_file() {
    let rows = [("重点工作", "责任单位"), ("疏浚护城河", "市水利局")];
    let content = text(150.0, 270.0, "关于修渠的通知") + &table(&rows, 200.0) + &text(24.0, 100.0, "附则");
    let bytes = document(SONG, "", &[&content], &[]);
    assert_eq!(sniff(&bytes), Some(KnownFormat::Pdf));
    let manuscript = open(&bytes).expect("readable");
    assert_eq!(manuscript.text, "关于修渠的通知\n重点工作\t责任单位\n疏浚护城河\t市水利局\n附则\n");
    assert_eq!(manuscript.source.media_type, "application/pdf");
    let kinds: Vec<&str> = manuscript
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(_) => "paragraph",
            Block::Table(_) => "table",
            Block::Furniture(_) => "furniture",
            Block::PageBreak(_) => "break",
        })
        .collect();
    assert_eq!(kinds, ["paragraph", "table", "paragraph", "break"]);
}

#[test]
fn a_page_that_is_turned_is_read_upright() {
    // 300 wide and 400 high once it is turned.
    let content = "BT /F 10 Tf 0 1 -1 0 50 40 Tm <4FEE6E20> Tj 0 1 -1 0 70 40 Tm <690D6811> Tj ET";
    assert_eq!(words(&document(SONG, "/Rotate 90", &[content], &[])), "修渠\n植树\n");
    // The same without a word on how the page is held.
    assert_eq!(words(&document(SONG, "", &[content], &[])), "修渠\n植树\n");
}

#[test]
fn encodings_of_chinese_fonts() {
    let named = |encoding: &str| SONG.replace("UniGB-UCS2-H", encoding);
    let show = |codes: &str| format!("BT /F 10 Tf 20 200 Td <{codes}> Tj ET");
    assert_eq!(words(&document(&named("GBK-EUC-H"), "", &[&show("D0DEC7FE31")], &[])), "修渠1\n");
    assert_eq!(words(&document(&named("GB-EUC-H"), "", &[&show("D0DEC7FE")], &[])), "修渠\n");
    assert_eq!(words(&document(&named("GBK2K-H"), "", &[&show("D0DEC7FE")], &[])), "修渠\n");
    assert_eq!(words(&document(&named("UniGB-UTF16-H"), "", &[&show("4FEE6E20")], &[])), "修渠\n");
    // A character that the collection lacks is still the one whose code stands there.
    assert_eq!(words(&document(SONG, "", &[&show("4FEE00B76E20")], &[])), "修·渠\n");
    // In the file, without a map to characters: the collection that it is of says what its glyphs are.
    let embedded = named("GBK-EUC-H").replace("/DW 1000", "/DW 1000 /FontDescriptor <</FontFile2 4 0 R>>");
    let font = stream("", &blank::font());
    assert_eq!(words(&document(&embedded, "", &[&show("D0DEC7FE")], &[font])), "修渠\n");
}

#[test]
fn a_map_to_characters_says_what_is_shown_and_radicals_are_characters() {
    let map = "/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 3 beginbfchar \
               <0001> <2F6F> <0002> <2ED3> <0003> <00660066> endbfchar endcmap end";
    let font = SONG
        .replace("UniGB-UCS2-H", "Identity-H")
        .replace("/DW", "/Was")
        .replace("/Encoding", "/ToUnicode 4 0 R /Encoding");
    let font = font.replace("/Ordering(GB1)", "/Ordering(Identity)");
    let show = "BT /F 10 Tf 20 200 Td <0001000200030009> Tj ET";
    // The last code is not in the map: something is shown, and nobody says what.
    assert_eq!(words(&document(&font, "", &[show], &[stream("", map.as_bytes())])), "石长ff\u{fffd}\n");
}

#[test]
fn spacing_and_rise_and_forms_place_text() {
    // TJ moves back by thousandths, Tc goes between letters, ' goes to the next line, and a form has its own matrix.
    let form = stream(
        "/Type/XObject /Subtype/Form /BBox [0 0 400 300] /Matrix [1 0 0 1 0 -40] /Resources <</Font <</F 3 0 R>>>>",
        text(20.0, 200.0, "丙").as_bytes(),
    );
    let content = "BT /F 10 Tf 12 TL 20 200 Td [<7532> -4000 <4E59>] TJ 2 Tc <4E5962>' ET q /X Do Q";
    assert_eq!(words(&document(SONG, "", &[content], &[form])), "甲    乙\n乙\n丙\n");
}

#[test]
fn what_is_not_shown_is_not_read() {
    let layer = b"<</Type/OCG /Name(x)>>".to_vec();
    let filler = b"null".to_vec();
    let more = [filler.clone(), filler.clone(), filler.clone(), filler.clone(), filler, layer];
    let content = format!(
        "{}/OC /L BDC {} EMC q 0 0 400 100 re W n {} Q {}",
        text(20.0, 200.0, "甲"),
        text(20.0, 180.0, "藏"),
        text(20.0, 160.0, "裁"),
        text(900.0, 140.0, "外"),
    );
    assert_eq!(words(&document(SONG, "", &[&content], &more)), "甲\n");
}

#[test]
fn headers_and_footers_are_furniture() {
    let page = |n: usize, words: &str| {
        let number = char::from_digit(n as u32, 10).expect("a digit");
        text(20.0, 280.0, "岚州市政府公报") + &text(20.0, 200.0, words) + &text(190.0, 20.0, &format!("- {number} -"))
    };
    let marked =
        format!("{}/Artifact <</Type/Pagination /Subtype/Footer>> BDC {} EMC", page(3, "丙"), text(20.0, 40.0, "密件"));
    let bytes = document(SONG, "", &[&page(1, "甲"), &page(2, "乙"), &marked], &[]);
    let manuscript = open(&bytes).expect("readable");
    let paragraphs: Vec<&str> = manuscript
        .blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(span) = block { Some(span.of(&manuscript.text)) } else { None })
        .collect();
    assert_eq!(paragraphs, ["甲", "乙", "丙"]);
}

#[test]
fn files_without_words_say_why() {
    let scan =
        stream("/Type/XObject /Subtype/Image /Width 1 /Height 1 /ColorSpace/DeviceGray /BitsPerComponent 8", b"\0");
    assert_eq!(open(&document(SONG, "", &["q 400 0 0 300 0 0 cm /X Do Q"], &[scan])), Err(Unreadable::NoText));
    let key = "00".repeat(32);
    let locked = file(
        &[b"<</Type/Catalog /Pages 2 0 R>>".to_vec(), b"<</Type/Pages /Kids [] /Count 0>>".to_vec()],
        &format!("/Encrypt <</Filter/Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4>> /ID [<00><00>]"),
    );
    assert_eq!(open(&locked), Err(Unreadable::Locked));
    let damaged = Err(Unreadable::Format(KnownFormat::Pdf));
    assert_eq!(open(b"%PDF-1.4\nnothing"), damaged);
    let whole = document(SONG, "", &[&text(20.0, 200.0, "甲")], &[]);
    assert_eq!(open(&whole[..whole.len() / 3]), damaged);
    // The list of objects at the end is gone; the objects are found all the same.
    let end = whole.windows(4).position(|window| window == b"xref").expect("it is there");
    assert_eq!(words(&whole[..end]), "甲\n");
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn a_stream_that_unpacks_to_too_much_is_not_unpacked() {
    const MOST: u64 = 1 << 20;
    let zeros = packed(&vec![b' '; 2 << 20]);
    let refused = |dictionary: &str, data: &[u8]| bounds::check(&file(&[stream(dictionary, data)], ""), MOST);
    assert_eq!(refused("/Filter/FlateDecode", &zeros), Err(Unreadable::TooMuch));
    assert_eq!(refused("/Filter[/FlateDecode/FlateDecode]", &packed(&zeros)), Err(Unreadable::TooMuch));
    let digits: String = packed(&zeros).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        refused("/Filter[/ASCIIHexDecode/FlateDecode/FlateDecode]", digits.as_bytes()),
        Err(Unreadable::TooMuch)
    );
    // 256 begins anew, and from then on each code stands for one more of the same byte.
    let codes = std::iter::once(256).chain([0]).chain(258..4000);
    let (mut bits, mut lzw) = (String::new(), Vec::new());
    for (at, code) in codes.enumerate() {
        let width = if at < 255 {
            9
        } else if at < 767 {
            10
        } else if at < 1791 {
            11
        } else {
            12
        };
        write!(bits, "{code:0width$b}").expect("memory takes it");
    }
    for byte in bits.as_bytes().chunks_exact(8) {
        lzw.push(byte.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0')));
    }
    assert_eq!(refused("/Filter/LZWDecode", &lzw), Err(Unreadable::TooMuch));
    // A picture is not unpacked.
    assert_eq!(refused("/Subtype/Image /Filter/FlateDecode", &zeros), Ok(()));
    assert_eq!(refused("/Filter/FlateDecode", &packed(b"q Q")), Ok(()));
    assert_eq!(refused("/Filter/RunLengthDecode", &[0x81; 20_000]), Err(Unreadable::TooMuch));
}

#[test]
fn forms_that_draw_each_other_end() {
    // Each draws the next twenty times: twenty to the power of their depth in all.
    let form = |next: usize| {
        let resources = format!("/Resources <</XObject <</X {next} 0 R>>>>");
        stream(&format!("/Type/XObject /Subtype/Form /BBox [0 0 400 300] {resources}"), "/X Do ".repeat(20).as_bytes())
    };
    let forms: Vec<Vec<u8>> = (5..30).map(form).collect();
    let read = super::read_within(&document(SONG, "", &["/X Do"], &forms), 1 << 20);
    assert_eq!(read.err(), Some(Unreadable::TooMuch));
    // One that draws itself goes as deep as forms may.
    let content = text(20.0, 200.0, "甲") + "/X Do";
    let own = "/Resources <</XObject <</X 4 0 R>>>>";
    let itself = stream(&format!("/Type/XObject /Subtype/Form /BBox [0 0 400 300] {own}"), b"/X Do");
    assert_eq!(words(&document(SONG, "", &[&content], &[itself])), "甲\n");
}

#[test]
fn fonts_that_ask_for_billions_of_widths() {
    let content = text(20.0, 200.0, "甲");
    for widths in ["/W [0 4294967295 500]", "/W [0 65535 500 0 65535 500 0 65535 500]", "/W2 [0 99999999 1 2 3]"] {
        let font = SONG.replace("/DW 1000", widths);
        let read = open(&document(&font, "", &[&content], &[]));
        assert!(matches!(read, Err(Unreadable::NoText) | Ok(_)), "{widths}");
    }
    let font =
        "<</Type/Font /Subtype/TrueType /BaseFont/Song /FirstChar 99999999999 /LastChar 99999999999 /Widths [1]>>";
    assert_eq!(open(&document(font, "", &["BT /F 10 Tf (a) Tj ET"], &[])), Err(Unreadable::NoText));
}

#[test]
fn trees_of_pages_that_loop_or_claim_millions() {
    let page =
        b"<</Type/Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources <</Font <</F 4 0 R>>>> /Contents 5 0 R>>";
    let tree = |kids: &str| {
        let objects = [
            b"<</Type/Catalog /Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages /Count 1000000 /Kids [{kids}]>>").into_bytes(),
            page.to_vec(),
            SONG.as_bytes().to_vec(),
            stream("", text(20.0, 200.0, "甲").as_bytes()),
        ];
        file(&objects, "")
    };
    assert_eq!(words(&tree("3 0 R 2 0 R")), "甲\n");
    assert_eq!(words(&tree(&"3 0 R ".repeat(1000))), "甲\n");
    let direct = String::from_utf8_lossy(page).repeat(2_001);
    assert_eq!(open(&tree(&direct)), Err(Unreadable::TooMuch));
}

#[test]
fn nonsense_does_no_harm() {
    let deep = "[".repeat(100_000) + "BT /F 10 Tf <4FEE> Tj ET";
    let odd = [
        "BT /F 1e30 Tf 1e300 0 0 1e300 0 0 Tm <4FEE> Tj ET",
        "BT /F 0 Tf 0 0 0 0 0 0 Tm <4FEE> Tj ET 0 0 0 0 0 0 cm 0 0 m 1 1 l S",
        "l c h re S f B* W n Q Q Q EMC ET Tj TJ ' \" Do gs",
        "q q q 1e308 1e308 1e308 1e308 1e308 1e308 cm 0 0 1e308 1e308 re W n 0 0 m 9 9 l b*",
        &deep,
    ];
    for content in odd {
        let _ = open(&document(SONG, "", &[content], &[]));
    }
}

/// The places of words on the pages, as page, left, top, right and bottom in points.
fn place(manuscript: &Manuscript, words: &str) -> Vec<(usize, [u16; 4])> {
    let start = manuscript.text.find(words).expect("its words");
    let span = Span::new(start, start + words.len());
    let areas = manuscript.pages.areas(&manuscript.text, span);
    areas.map(|(page, area)| (page, [area.left, area.top, area.right, area.bottom].map(|n| n / 10))).collect()
}

#[test]
fn words_keep_their_places_on_the_pages() {
    let rows = [("重点工作", "责任单位"), ("疏浚护城河", "市水利局")];
    let first = text(150.0, 270.0, "关于修渠的通知") + &table(&rows, 200.0);
    let second = text(24.0, 100.0, "附则") + "BT /F 10 Tf 1 1 -1 1 200 100 Tm <7A3F> Tj ET";
    let manuscript = open(&document(SONG, "", &[&first, &second], &[])).expect("readable");
    assert_eq!(manuscript.pages.sizes, [(4000, 3000); 2]);
    // The lower left corner of the letters stands 30 above that of the page's height of 300, less what reaches below it.
    assert_eq!(place(&manuscript, "关于修渠的通知"), [(0, [150, 21, 220, 31])]);
    assert_eq!(place(&manuscript, "修渠"), [(0, [170, 21, 190, 31])]);
    assert_eq!(place(&manuscript, "市水利局"), [(0, [124, 125, 164, 135])]);
    assert_eq!(place(&manuscript, "附则"), [(1, [24, 191, 44, 201])]);
    // What stands askew is in no line.
    assert_eq!(place(&manuscript, "稿"), []);
    let placed: Vec<&str> = manuscript.pages.places.iter().map(|place| place.span.of(&manuscript.text)).collect();
    assert_eq!(placed, ["关于修渠的通知", "重点工作", "责任单位", "疏浚护城河", "市水利局", "附则"]);
}

#[test]
fn columns_of_a_line_have_places_of_their_own() {
    let content = text(20.0, 200.0, "修渠")
        + &text(200.0, 200.0, "市水利局")
        + &text(20.0, 150.0, "植树")
        + &text(200.0, 150.0, "市林业局");
    let manuscript = open(&document(SONG, "", &[&content], &[])).expect("readable");
    assert_eq!(place(&manuscript, "市水利局"), [(0, [200, 91, 240, 101])]);
}

#[test]
fn on_a_turned_page_words_stand_where_it_shows_them() {
    let content = "BT /F 10 Tf 0 1 -1 0 50 40 Tm <4FEE6E20> Tj ET";
    // Shown upright, 300 wide and 400 high: from the left 40, from the top 50.
    let upright = open(&document(SONG, "/Rotate 90", &[content], &[])).expect("readable");
    assert_eq!(upright.pages.sizes, [(3000, 4000)]);
    assert_eq!(place(&upright, "修渠"), [(0, [40, 41, 60, 51])]);
    // As the file has it the words run upwards, and so does their place.
    let sideways = open(&document(SONG, "", &[content], &[])).expect("readable");
    assert_eq!(sideways.pages.sizes, [(4000, 3000)]);
    assert_eq!(place(&sideways, "修渠"), [(0, [41, 240, 51, 260])]);
}

#[test]
fn a_plain_picture_has_the_letters_and_lines_of_its_page() {
    let content = text(150.0, 270.0, "修渠") + &table(&[("<甲>", "乙")], 200.0);
    let pages = super::draw::Pages::open(&document(SONG, "", &[&content, ""], &[])).expect("readable");
    let svg = pages.draw(0, true).expect("a page");
    assert!(svg.contains(r#"viewBox="0 0 400 300""#), "{svg}");
    assert!(svg.contains(r##"<text x="150 160" y="30" font-size="10" fill="#000000">修渠</text>"##), "{svg}");
    assert!(svg.contains("&lt;甲&gt;") && svg.contains(r#"d="M20 100L320 100""#), "{svg}");
    assert!(!pages.draw(1, true).expect("an empty page").contains("<text"));
    assert_eq!(pages.draw(2, true), None);
    assert!(super::draw::Pages::open(b"%PDF-1.7 and no more").is_err());
}
