use crate::read::encoding::BuiltIn;
use crate::read::old_files::*;
use crate::read::{KnownFormat, Manuscript, Note, Unreadable, open_with, read as read_file, sniff};

fn rows(manuscript: &Manuscript) -> Vec<String> {
    crate::read::xlsx::tests::rows(manuscript)
}

/// A format of numbers, and the style of a cell that has one.
fn format(id: u16, code: &str) -> Vec<u8> {
    record(0x41e, &[&id.to_le_bytes()[..], &string(code)].concat())
}

fn style(format: u16) -> Vec<u8> {
    record(0xe0, &[&[0, 0], &format.to_le_bytes()[..], &[0; 16]].concat())
}

#[test]
fn cells_show_what_a_sheet_shows() {
    let of_all = [format(180, "yyyy\"年\"m\"月底\""), style(0), style(180), style(10)].concat();
    let small = |value: u32| value.to_le_bytes();
    let formula = |row, column, value: [u8; 8]| record(6, &[&place(row, column, 0)[..], &value, &[0; 8]].concat());
    let cells = [
        label(1, 1, "序号"),
        label(1, 2, "任务"),
        label(1, 4, "时限"),
        // 1 as an integer, 0.5 in hundredths of one; both in one record.
        record(0xbd, &[&[2, 0, 1, 0][..], &[0, 0], &small(1 << 2 | 2), &[0, 0], &small(50 << 2 | 3), &[2, 0]].concat()),
        number(2, 4, 1, 47_999.0),
        record(0x205, &[&place(3, 1, 0)[..], &[1, 0]].concat()),
        record(0x205, &[&place(3, 2, 0)[..], &[7, 1]].concat()),
        record(0x27e, &[&place(3, 4, 2)[..], &small((0.125_f64.to_bits() >> 32) as u32)].concat()),
        // Words that a formula gives stand behind it.
        formula(4, 1, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        record(0x4bc, &[0; 10]),
        record(0x207, &string("合计𠮷")),
        formula(4, 2, 3.5_f64.to_le_bytes()),
        formula(4, 4, [1, 0, 0, 0, 0, 0, 0xff, 0xff]),
    ]
    .concat();
    let bytes = sheet(&of_all, cells);
    assert_eq!(sniff(&bytes), Some(KnownFormat::OldOffice));
    let manuscript = read_file(&bytes, "a.doc");
    assert_eq!(rows(&manuscript), ["序号|任务|时限", "1|0.5|2031年5月底", "TRUE|#DIV/0!|12.50%", "合计𠮷|3.5|FALSE"]);
    assert_eq!(manuscript.source.media_type, "application/vnd.ms-excel");
}

#[test]
fn shared_strings_go_on_in_the_next_record() {
    let units = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    // Two strings; the first has two runs of formats and four bytes of pronunciation, and its words break off.
    let first = [&[0; 8][..4], &2_u32.to_le_bytes(), &[6, 0, 0xd, 2, 0, 4, 0, 0, 0], &units("加固水")].concat();
    let second = [&[1][..], &units("库"), &[], &[0; 0]].concat();
    // One byte for each character from here on.
    let third = [&[0][..], b"12", &[0; 8], &[0; 4], &[2, 0, 0], b"ab"].concat();
    let of_all = [record(0xfc, &first), record(0x3c, &second), record(0x3c, &third)].concat();
    let shared = |column, which: u32| record(0xfd, &[&place(0, column, 0)[..], &which.to_le_bytes()].concat());
    let bytes = sheet(&of_all, [shared(0, 0), shared(1, 1), shared(2, 9), label(1, 0, "甲")].concat());
    assert_eq!(rows(&read_file(&bytes, "a")), ["加固水库12|ab", "甲|"]);
}

#[test]
fn merged_hidden_and_several() {
    let first = [
        record(0x7d, &[1, 0, 1, 0, 0, 0, 0, 0, 1, 0]),
        label(0, 0, "分工表"),
        merged([0, 0, 0, 1]),
        label(2, 0, "水利"),
        label(2, 1, "修渠"),
        label(3, 1, "清淤"),
        merged([2, 3, 0, 0]),
        // A chart stands in the sheet.
        record(0x809, &[0, 6, 0x20, 0]),
        label(9, 9, "图"),
        record(0x0a, &[]),
        label(4, 0, "尾"),
        label(4, 1, "完"),
    ]
    .concat();
    let stream = workbook(
        &[],
        &[
            ("分工", false, first),
            ("选项", true, label(0, 0, "藏")),
            ("说明", false, [label(0, 0, "一"), label(0, 1, "二")].concat()),
        ],
    );
    let manuscript = read_file(&compound(&[("Workbook", &stream)]), "a.xls");
    assert_eq!(rows(&manuscript), ["分工表|分工表*", "水利|修渠", "水利*|清淤", "尾|完", "一|二"]);
    assert_eq!(manuscript.notes, [Note::HiddenCells, Note::HiddenSheets]);
    assert!(manuscript.text.starts_with("分工\n") && manuscript.text.contains("\n说明\n"), "{}", manuscript.text);
}

#[test]
fn words_of_excel_95_are_in_a_code_page() {
    let gbk = |words: &str| encoding_rs::GB18030.encode(words).0.into_owned();
    let begin = record(0x809, &[0, 5, 5, 0]);
    let cell = |column, words: &str| {
        let words = gbk(words);
        record(0x204, &[&place(0, column, 0)[..], &(words.len() as u16).to_le_bytes(), &words].concat())
    };
    let cells = [&begin[..], &cell(0, "疏浚"), &cell(1, "市水利局"), &record(0x0a, &[])].concat();
    let page = record(0x42, &936_u16.to_le_bytes());
    let name = [&[0, 0][..], &[4], &gbk("分工")].concat();
    let at = begin.len() + page.len() + 8 + name.len() + 4;
    let listed = record(0x85, &[&(at as u32).to_le_bytes()[..], &name].concat());
    let stream = [begin, page, listed, record(0x0a, &[]), cells].concat();
    assert_eq!(rows(&read_file(&compound(&[("Book", &stream)]), "a")), ["疏浚|市水利局"]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let open = |stream: &[u8]| open_with(&compound(&[("Workbook", stream)]), "a", &BuiltIn);
    assert_eq!(open(b"").err(), Some(Unreadable::Format(KnownFormat::Xls)));
    assert_eq!(open(&workbook(&record(0x2f, &[0; 6]), &[])).err(), Some(Unreadable::Locked));
    // One that breaks off still says what it has.
    let whole = workbook(&[], &[("一", false, [label(0, 0, "甲"), label(0, 1, "乙")].concat())]);
    let cut = open(&whole[..whole.len() - 5]).expect("its beginning is there");
    assert_eq!((cut.text.as_str(), cut.notes), ("甲\n", vec![Note::CutShort]));
}
