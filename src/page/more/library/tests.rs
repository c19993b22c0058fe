//! The library's views, and what becomes of each kind of file.

use super::*;
use crate::page::Opening;
use crate::page::more::save;
use crate::read::Encoding;
use crate::sheets::Cell;

struct Utf8;

impl Decoder for Utf8 {
    fn decode(&self, _: &[u8], _: Encoding) -> Option<String> {
        None
    }
}

const YUNCHUAN: &str = "关于印发《云川市2026年民生实事责任分解》的通知\n\n云政发〔2026〕3号\n\n附件\n\n一、教育\n\n\
    序号\t重点工作\t责任单位\t完成时限\n1\t新建小学<b>2</b>所。\t*市教育局、市住建局\t8月底前\n\
    2\t招聘教师120名。\t*市人社局、市教育局\t6月底前\n\n注：标记*的为牵头单位\n";
const WANGXI: &str = "关于望溪区防汛备汛工作的通知\n\n一、加固堤防。\n（责任单位：区水利局、区应急局）\n";

fn session() -> Session {
    let mut session = Session::new(Lang::Zh);
    session.shelve(YUNCHUAN.as_bytes(), "云川/民生.txt", &Utf8).unwrap();
    session.shelve(WANGXI.as_bytes(), "望溪/防汛.txt", &Utf8).unwrap();
    session
}

fn regions(session: &mut Session, path: &str) -> Vec<(&'static str, String)> {
    session.show(path).regions
}

/// A region of what a link shows, as if the page were new.
fn region(path: &str, id: &str) -> String {
    let found = regions(&mut session(), path).into_iter().find(|(region, _)| *region == id);
    found.unwrap_or_else(|| panic!("{path} has no region {id}")).1
}

#[test]
fn tasks_of_all_notices_stand_under_their_notices() {
    let table = region("/library", "table");
    assert_eq!(table.matches("<td class=\"task\"").count(), 3);
    assert!(table.contains("新建小学&lt;b&gt;2&lt;/b&gt;所。") && table.contains("加固堤防"), "{table}");
    assert!(table.contains("云川市2026年民生实事") && table.contains("望溪区防汛备汛"));
    assert!(region("/library", "count").contains("2 份通知，共 3 项任务"));
}

#[test]
fn corrections_are_in_the_rows_and_said_in_the_list() {
    let mut session = session();
    let (key, wangxi) = (key_of(YUNCHUAN.as_bytes()), key_of(WANGXI.as_bytes()));
    let opening = Opening { bytes: YUNCHUAN.as_bytes(), name: "民生.txt", path: "/library", ..Opening::default() };
    session.open(opening, &Utf8);
    let path = format!("/doc/{key}/table");
    let task = session.book.document(&key).unwrap().notice.tasks[1].id.clone();
    let other = session.book.document(&key).unwrap().notice.tasks[0].id.clone();
    session.edit(&path, &format!("do=remove&row={other}"));
    let done = session.edit(&path, &format!("do=save&row={task}&text=招聘教师150名。&seq=2"));
    let kept = HashMap::from([(key.clone(), done.stored.unwrap())]);
    assert_eq!(session.set_corrections(kept.clone()), std::slice::from_ref(&key), "its file is to be read again");
    assert!(matches!(session.shelve(YUNCHUAN.as_bytes(), "云川/民生.txt", &Utf8), Ok(Shelved::Added { .. })));
    assert!(session.set_corrections(kept.clone()).is_empty(), "nothing has changed");
    assert!(session.shelve(YUNCHUAN.as_bytes(), "云川/民生.txt", &Utf8).is_err(), "it is not there twice");
    let shown = |session: &mut Session, path: &str| {
        session.frame = None;
        regions(session, path).into_iter().find(|(id, _)| *id == "table").unwrap().1
    };
    let tasks = shown(&mut session, "/library");
    assert!(tasks.contains("招聘教师150名") && !tasks.contains("新建小学") && tasks.contains("加固堤防"), "{tasks}");
    assert!(shown(&mut session, "/library/notices").contains("更正 2 行"));
    assert!(shown(&mut session, "/library/notices?lang=en").contains("2 rows corrected"));
    assert_eq!(shown(&mut session, "/library?check=corrected").matches("<td class=\"task\"").count(), 1);
    let csv = session.export("/library?q=150", "csv").unwrap();
    assert!(String::from_utf8_lossy(&csv.bytes).contains("更正"), "exports tell corrected from parsed");
    // Forgotten, and others that are kept when a file is added for the first time.
    assert_eq!(session.set_corrections(HashMap::new()), std::slice::from_ref(&key));
    session.forget_library();
    assert!(session.set_corrections(kept).is_empty());
    session.shelve(YUNCHUAN.as_bytes(), "云川/民生.txt", &Utf8).unwrap();
    session.shelve(WANGXI.as_bytes(), "望溪/防汛.txt", &Utf8).unwrap();
    let notices = shown(&mut session, "/library/notices");
    assert_eq!(notices.matches("更正").count(), 1, "{notices}");
    assert!(!session.shelf.outdated.contains(&wangxi));
}

#[test]
fn filters_work_over_all_notices() {
    assert!(
        region("/library?unit=市教育局&role=lead", "count")
            .contains("1 份通知，1 项任务（全库共 3 项），其中牵头 1 项")
    );
    assert!(region("/library?q=望溪", "table").contains("加固堤防"));
    assert!(region("/library?year=2026", "chips").contains("2026"));
    let units = region("/library", "facet-unit");
    assert!(units.find("市教育局") < units.find("区水利局"), "most tasks first: {units}");
    assert!(region("/library?q=没有的词", "table").contains("没有符合条件的任务"));
    let sorted = region("/library?sort=deadline", "table");
    assert!(sorted.find("招聘教师") < sorted.find("新建小学"), "{sorted}");
}

#[test]
fn deadlines_targets_and_headings_are_filters_too() {
    let more = region("/library", "facet-more");
    for (value, count) in [("2026-2", 1), ("2026-3", 1), ("none", 1), ("yes", 1), ("no", 2)] {
        let choice = more.split("<li>").find(|choice| choice.contains(&format!("value=\"{value}\""))).unwrap();
        assert!(choice.contains(&format!("<span class=\"count\">{count}</span>")), "{value}: {choice}");
    }
    assert!(region("/library?due=2026-2&target=yes", "table").contains("招聘教师"));
    assert!(region("/library?due=ongoing", "table").contains("没有符合条件的任务"));
    let headings = region("/library", "facet-heading");
    assert!(headings.contains("value=\"教育\"") && headings.contains(">2<"), "{headings}");
    let chips = region("/library?heading=教育&due=none&target=no&lang=en", "chips");
    for chip in ["教育", "No deadline", "Without a target", "heading=", "due=none"] {
        assert!(chips.contains(chip), "{chip}: {chips}");
    }
    assert!(chips.contains("href=\"#/library?lang=en\""), "all is cleared: {chips}");
    // What is not in the form stays in the link, and what is in it does not.
    let state = region("/library?heading=教育&due=none&target=no&units=all&notice=1", "state");
    assert!(state.contains("href=\"#/library?notice=1\""), "{state}");
}

#[test]
fn all_of_several_units_or_leaders_are_asked_for_or_any() {
    assert!(!region("/library?unit=市教育局", "facet-unit").contains("all-units"), "nothing to ask for one");
    let two = "/library?unit=市教育局&unit=市人社局";
    assert!(region(two, "facet-unit").contains("all-units"));
    assert!(region(two, "count").contains("2 项任务"));
    assert!(region(&format!("{two}&units=all"), "count").contains("1 项任务"));
    let facet = region(&format!("{two}&units=all"), "facet-unit");
    let other = facet.split("<li>").find(|choice| choice.contains("市住建局")).unwrap();
    assert!(other.contains("<span class=\"count\">0</span>"), "no row has all three: {other}");
}

#[test]
fn the_list_of_notices_counts_what_is_found() {
    let list = region("/library/notices?unit=市教育局", "table");
    assert!(list.contains("民生实事") && !list.contains("防汛"), "{list}");
    assert!(list.contains("云政发〔2026〕3号"));
    assert_eq!(region("/library/notices", "table").matches("<th class=\"task\" scope=\"row\"").count(), 2);
}

#[test]
fn a_row_leads_to_its_notice_whose_file_is_asked_for() {
    let mut session = session();
    let table = session.show("/library?q=小学").regions.into_iter().find(|(id, _)| *id == "table").unwrap().1;
    let link = table.split("href=\"#").find(|link| link.contains("row=")).unwrap().split('"').next().unwrap();
    let answer = session.show(link);
    assert_eq!(answer.reopen.as_deref(), Some(key_of(YUNCHUAN.as_bytes()).as_str()));
    let opening = Opening { bytes: YUNCHUAN.as_bytes(), name: "民生.txt", path: link, ..Opening::default() };
    let opened = session.open(opening, &Utf8);
    assert_eq!(opened.path, link);
    let shown = session.show(link);
    assert!(shown.reopen.is_none());
    let row = shown.row.unwrap();
    let table = shown.regions.into_iter().find(|(id, _)| *id == "table").unwrap().1;
    assert!(table.contains(&format!("data-task=\"{row}\"")), "the row is there: {row}");
}

#[test]
fn what_is_not_added_says_why() {
    let mut session = session();
    let mut not = |bytes: &[u8], name| session.shelve(bytes, name, &Utf8).unwrap_err();
    assert_eq!(not(b"", "空.txt"), Why::File(Unreadable::Format(KnownFormat::Empty)));
    assert_eq!(not(b"%PDF-1.7", "a.pdf"), Why::File(Unreadable::Format(KnownFormat::Pdf)));
    assert_eq!(not(b"x", "云川/.DS_Store"), Why::Hidden);
    assert_eq!(not(b"x", "__MACOSX/云川/民生.txt"), Why::Hidden);
    assert_eq!(not(WANGXI.as_bytes(), "又一份.txt"), Why::Same("望溪/防汛.txt".into()));
    session.not_shelved("<i>.txt", Why::Crashed);
    session.not_shelved("大.zip", Why::Archive(ArchiveError::Bomb));
    let state = regions(&mut session, "/library").into_iter().find(|(id, _)| *id == "library-state").unwrap().1;
    assert!(state.contains("2 个文件没有收入") && state.contains("&lt;i&gt;.txt"), "{state}");
    assert_eq!(session.shelved(), 2);
}

#[test]
fn progress_and_what_is_kept_are_said_in_both_languages() {
    let mut session = session();
    let mut state = |desk, lang| {
        session.set_desk(desk);
        session.frame = None;
        let path = format!("/library?lang={lang}");
        regions(&mut session, &path).into_iter().find(|(id, _)| *id == "library-state").unwrap().1
    };
    let running = Desk { total: 1000, left: 688, running: true, ..Desk::default() };
    assert!(state(running, "zh").contains("已处理 312 / 1,000 个文件"));
    assert!(state(Desk { running: false, ..running }, "en").contains("688 files are left"));
    let kept = Desk { sources: 9, stored: 9, keep: Keep::Yes, ..Desk::default() };
    assert!(state(kept, "en").contains("9 of 9 files"));
    assert!(state(Desk { stored: 4, keep: Keep::Quota, ..kept }, "zh").contains("存储空间不够"));
    assert!(state(Desk::default(), "zh").contains("关闭或刷新后即清空"));
}

#[test]
fn many_rows_come_in_pages() {
    let mut session = Session::new(Lang::Zh);
    let rows: String = (1..=130).map(|row| format!("{row}\t完成第{row}批改造。\t市住建局\n")).collect();
    let text = format!("关于重点工作的通知\n\n附件\n\n序号\t重点工作\t责任单位\n{rows}");
    session.shelve(text.as_bytes(), "a.txt", &Utf8).unwrap();
    let last: std::collections::BTreeMap<_, _> = regions(&mut session, "/library?page=3").into_iter().collect();
    assert_eq!(last["table"].matches("<td class=\"task\"").count(), 30);
    assert!(last["pages"].contains("第 101–130 项，共 130 项") && !last["pages"].contains("page-after"));
    assert!(last["pages"].contains("href=\"#/library?page=2\""));
    let beyond = regions(&mut session, "/library?page=99");
    assert!(!beyond.iter().any(|(id, _)| *id == "table"), "beyond the last is the last");
}

#[test]
fn the_rows_of_a_link_are_exported() {
    let mut session = session();
    let file = session.export("/library?q=教师", "csv").unwrap();
    let csv = String::from_utf8(file.bytes).unwrap();
    assert_eq!(csv.split_terminator("\r\n").count(), 2, "{csv}");
    assert!(csv.contains("云川/民生.txt") && csv.contains("招聘教师120名。") && csv.contains("云政发〔2026〕3号"));
    let file = session.export("/library?sort=deadline", "tasks").unwrap();
    let lines = String::from_utf8(file.bytes).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["task"]["text"], "招聘教师120名。");
    assert_eq!(lines[0]["doc_number"], "云政发〔2026〕3号");
    assert!(session.export("/library", "leader-sheets").is_none(), "there is no such file of the library");
}

#[test]
fn a_workbook_says_what_it_holds() {
    let mut session = session();
    let file = session.export("/library?unit=市教育局&unit=区水利局&due=2026-3&due=none", "xlsx").unwrap();
    assert_eq!((file.name.as_str(), file.step), ("文件库.xlsx", save::Step::Write));
    let workbook = crate::sheets::Workbook::from_json(&file.bytes).unwrap();
    let words = |cell: &Cell| match cell {
        Cell::Text(words) | Cell::Name(words) | Cell::Title(words) => words.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Link(..) => unreachable!("the library's sheets have no links"),
    };
    let sheets: Vec<(&str, Vec<Vec<String>>)> = (workbook.sheets.iter())
        .map(|sheet| (sheet.name.as_str(), sheet.rows.iter().map(|row| row.iter().map(words).collect()).collect()))
        .collect();
    assert_eq!(sheets.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["概要", "通知", "任务"]);
    let fact =
        |name: &str| sheets[0].1.iter().find(|row| row.first().is_some_and(|own| own == name)).unwrap()[1].clone();
    assert_eq!(fact("任务"), "2 项任务（全库共 3 项）");
    assert_eq!(fact("当前条件"), "单位：市教育局；单位：区水利局；完成时限：2026年第三季度；完成时限：未写时限");
    assert_eq!(sheets[1].1[1][..2], ["云川/民生.txt", "关于印发《云川市2026年民生实事责任分解》的通知"]);
    assert_eq!(sheets[1].1[2].last().unwrap(), "1");
    let rows = &sheets[2].1;
    let cell = |row: usize, heading: &str| {
        rows[row][rows[0].iter().position(|own| own == heading).unwrap_or_else(|| panic!("{heading}: {rows:?}"))]
            .clone()
    };
    assert_eq!(
        (rows.len(), cell(1, "发文字号"), cell(1, "完成时限")),
        (3, "云政发〔2026〕3号".into(), "8月底前".into())
    );
    assert_eq!((cell(2, "文件"), cell(2, "责任单位")), ("望溪/防汛.txt".into(), "区水利局、区应急局".into()));
    assert!(!rows[0].contains(&"责任领导".to_owned()), "no row names a leader");
}

#[test]
fn an_empty_library_says_how_to_fill_it_and_forgets() {
    let mut session = session();
    session.forget_library();
    let view = regions(&mut session, "/library/notices").into_iter().find(|(id, _)| *id == "view").unwrap().1;
    assert!(view.contains("data-many=\"folder\""));
    assert!(session.show(&format!("/doc/{}/table", key_of(WANGXI.as_bytes()))).reopen.is_none());
}

#[test]
fn a_link_to_the_library_reads_back_as_it_was_written() {
    let path = "/library/notices?q=x&unit=u&units=all&due=2026-3&due=none&target=no&issuer=%E7%94%B2&issuer=-&year=2026\
        &heading=%E6%B0%91%E7%94%9F&notice=00ff&page=4&find-issuer=y&find-heading=z";
    let route = Route::read(path);
    assert_eq!(Route::read(&route.path()), route);
    assert_eq!((route.library.page, route.library.filters(), route.query.filters()), (3, 5, 5));
    assert_eq!(Route::read("/library?page=0").library.page, 0);
}
