use crate::read::encoding::BuiltIn;
use crate::read::old_files::*;
use crate::read::{Block, KnownFormat, Manuscript, Note, Unreadable, open_with, read as read_file};

fn rows(manuscript: &Manuscript) -> Vec<String> {
    crate::read::xlsx::tests::rows(manuscript)
}

#[test]
fn paragraphs_and_tables() {
    let mut word = Word::default();
    word.paragraph("关于防汛的通知", '\r', &[])
        .row(&["序号", "任务", "单位"], &[0, 800, 4000, 6000], &[0, 0, 0])
        .row(&["一、水利"], &[0, 6005], &[0])
        .row(&["1", "疏浚", "市水利局"], &[-5, 801, 4002, 6000], &[0, 0, 0x60])
        // A cell of two paragraphs, and one that goes on with that above.
        .paragraph("2", '\u{7}', &change(IN_TABLE, &[1]))
        .paragraph("加固\u{b}大坝", '\r', &change(IN_TABLE, &[1]))
        .paragraph("分段", '\u{7}', &change(IN_TABLE, &[1]))
        .paragraph("", '\u{7}', &change(IN_TABLE, &[1]))
        .paragraph("", '\u{7}', &row(&[0, 800, 4000, 6000], &[0, 0, 0x20]))
        // Merged across by marks alone.
        .row(&["合计", "", "二项"], &[0, 800, 4000, 6000], &[1, 2, 0])
        .paragraph("附件", '\u{c}', &[])
        .paragraph("完", '\r', &[]);
    let manuscript = read_file(&word.file(), "a.wps");
    assert_eq!(manuscript.source.media_type, "application/msword");
    assert_eq!(
        rows(&manuscript),
        [
            "序号|任务|单位",
            "一、水利|一、水利*|一、水利*",
            "1|疏浚|市水利局",
            "2|加固大坝分段|市水利局*",
            "合计|合计*|二项"
        ]
    );
    assert!(manuscript.text.starts_with("关于防汛的通知\n序号\t"), "{}", manuscript.text);
    assert!(manuscript.text.ends_with("附件\n完\n"), "{}", manuscript.text);
    assert!(matches!(manuscript.blocks[2..], [Block::Paragraph(_), Block::PageBreak(_), Block::Paragraph(_)]));
}

#[test]
fn a_table_in_a_cell() {
    let inner = [change(IN_TABLE, &[1]), change(DEPTH, &[2, 0, 0, 0])].concat();
    let cell = [&inner[..], &change(ENDS_INNER_CELL, &[1])].concat();
    let end = [&inner[..], &change(ENDS_INNER_CELL, &[1]), &change(ENDS_INNER_ROW, &[1])].concat();
    let mut word = Word::default();
    word.row(&["任务", "进度"], &[0, 3000, 6000], &[0, 0])
        .paragraph("修渠", '\u{7}', &change(IN_TABLE, &[1]))
        .paragraph("一季度", '\r', &cell)
        .paragraph("20%", '\r', &cell)
        .paragraph("", '\r', &end)
        .paragraph("以上", '\u{7}', &change(IN_TABLE, &[1]))
        .paragraph("", '\u{7}', &row(&[0, 3000, 6000], &[0, 0]));
    assert_eq!(rows(&read_file(&word.file(), "a")), ["任务|进度", "修渠|一季度20%以上"]);
}

#[test]
fn only_what_is_shown_is_text() {
    let mut word = Word::default();
    word.words("甲", &[])
        .words("删去", &change(DELETED, &[1]))
        .words("藏起", &change(HIDDEN, &[1]))
        .words("\u{13} PAGE \\* Arabic \u{14}12\u{15}乙\u{13}没有结果\u{15}\u{1}\u{1e}", &[])
        .paragraph("\u{13}没有结尾", '\r', &[]);
    let manuscript = read_file(&word.file(), "a");
    assert_eq!(manuscript.text, "甲12乙-没有结尾\n");
    assert_eq!(manuscript.notes, [Note::TrackedChanges, Note::HiddenText]);
}

#[test]
fn pieces_of_both_widths_in_any_order() {
    let mut word = Word::default();
    word.words("后半", &[]).words("前半", &[]);
    // Two bytes of the text are four characters of one byte: “A”.
    word.words("\u{4193}\u{0d94}", &[]);
    let at = TEXT as u32;
    word.stories[0] = 2;
    word.pieces = Some(pieces(&[(2, at + 4), (2, at), (4, ((at + 8) * 2) | (1 << 30))]));
    assert_eq!(read_file(&word.file(), "a").text, "前半后半“A”\n");
}

#[test]
fn notes_and_what_stands_on_every_page() {
    let mut word = Word::default();
    word.paragraph("正文\u{2}继续", '\r', &[]);
    let main = word.len();
    word.paragraph("\u{2} 按实有人数。", '\r', &[]);
    let notes = word.len() - main;
    word.paragraph("岚州市文件", '\r', &[]).paragraph("", '\r', &[]).paragraph("— 1 —", '\r', &[]);
    let headers = word.len() - main - notes;
    word.stories[1] = notes;
    word.stories[2] = headers;
    let numbers = |all: &[u32]| all.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let (header, footer) = (6, headers - 1);
    word.parts = vec![
        (2, [numbers(&[2, main]), vec![0, 0]].concat()),
        (3, numbers(&[0, notes, notes])),
        // Six lines that part notes; then even and odd headers, even and odd footers, those of first pages.
        (11, numbers(&[0, 0, 0, 0, 0, 0, 0, header, header, footer, footer, footer, footer])),
    ];
    let manuscript = read_file(&word.file(), "a");
    assert_eq!(manuscript.text, "岚州市文件\n正文¹继续\n¹ 按实有人数。\n— 1 —\n");
    assert!(matches!(manuscript.blocks[0], Block::Furniture(_)) && matches!(manuscript.blocks[3], Block::Furniture(_)));
}

#[test]
fn numbers_that_word_makes_are_text() {
    // A list of one level, 一、 with Chinese numbers, and its use.
    let pattern = [0_u16, '、' as u16];
    let level = [
        &1_u32.to_le_bytes()[..],
        &[0x27, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0; 9],
        &[0, 0, 0, 0],
        &2_u16.to_le_bytes(),
        &pattern.map(u16::to_le_bytes).concat(),
    ]
    .concat();
    let lists = [&1_u16.to_le_bytes()[..], &7_u32.to_le_bytes(), &[0; 4], &[0xff, 0x0f].repeat(9), &[1, 0]].concat();
    let uses = [&1_u32.to_le_bytes()[..], &7_u32.to_le_bytes(), &[0; 12], &[0; 4]].concat();
    let item = [change(LEVEL, &[0]), change(LIST, &[1, 0])].concat();
    let mut word = Word::default();
    word.paragraph("总则", '\r', &item).paragraph("说明", '\r', &[]).paragraph("分工", '\r', &item);
    // The levels stand behind the lists; uses come before them here, so that nothing else does.
    word.parts = vec![(74, uses), (73, [lists, level].concat())];
    assert_eq!(read_file(&word.file(), "a").text, "一、总则\n说明\n二、分工\n");
}

#[test]
fn what_cannot_be_read_is_told() {
    let mut word = Word::default();
    word.flags = 0x100;
    word.paragraph("甲", '\r', &[]);
    let open = |bytes: &[u8]| open_with(bytes, "a", &BuiltIn).err();
    assert_eq!(open(&word.file()), Some(Unreadable::Locked));
    word.flags = 0;
    word.pieces = Some(Vec::new());
    assert_eq!(open(&word.file()), Some(Unreadable::Format(KnownFormat::Doc)));
    // Word 95 begins otherwise.
    let old = [&[0xdc, 0xa5, 0x68, 0][..], &[0; 900]].concat();
    assert_eq!(open(&compound(&[("WordDocument", &old)])), Some(Unreadable::Format(KnownFormat::OldOffice)));
    assert_eq!(open(&compound(&[("PowerPoint Document", &old)])), Some(Unreadable::Format(KnownFormat::OldOffice)));
}

#[test]
fn a_document_that_breaks_off_keeps_its_beginning() {
    let mut word = Word::default();
    word.paragraph("甲乙", '\r', &[]);
    word.pieces = Some(pieces(&[(3, TEXT as u32), (9, 1 << 20)]));
    let manuscript = read_file(&word.file(), "a");
    assert_eq!((manuscript.text.as_str(), manuscript.notes), ("甲乙\n", vec![Note::CutShort]));
}
