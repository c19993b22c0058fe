//! The reader's work through the forms and buttons of the page.

use super::*;
use crate::model::Field;

/// Sends a form or button of the page and returns the link to show then.
fn edit(session: &mut Session, path: &str, body: &str) -> String {
    session.edit(path, body).path
}

fn shown(session: &mut Session, path: &str, id: &str) -> String {
    session.frame = None;
    let answer = session.show(path);
    answer.regions.into_iter().find(|(region, _)| *region == id).map(|(_, html)| html).unwrap_or_default()
}

#[test]
fn a_row_is_corrected_through_its_form_and_says_what_was_read() {
    let mut session = session();
    let form = shown(&mut session, "/doc/k/table?row=t2&edit=row", "edit");
    for part in ["新增学位800个。", "value=\"白芷若\"", "value=\"市教育局\"", "二、民生"] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let body = "do=save&row=t2&text=新增学位900个。&seq=1&leaders=白芷若&unit=市教育局&role=support&more-units=市财政局、\
        各县（市、区）政府&more-role=lead&deadline=&note=急&section=二、民生";
    let edited = session.edit("/doc/k/table?row=t2&edit=row", body);
    assert_eq!(edited.path, "/doc/k/table?row=t2");
    assert!(edited.stored.unwrap().contains("新增学位900个。"));
    let task = &session.book.document("k").unwrap().notice.tasks[2];
    assert_eq!(task.corrected, [Field::Text, Field::Units, Field::Note]);
    let units: Vec<_> = task.units.iter().map(|unit| (unit.name.as_str(), unit.role)).collect();
    assert_eq!(
        units,
        [("市教育局", UnitRole::Support), ("市财政局", UnitRole::Lead), ("各县（市、区）政府", UnitRole::Lead)]
    );
    let table = shown(&mut session, "/doc/k/table", "table");
    assert!(table.contains("title=\"识别为：新增学位800个。\""), "{table}");
    assert!(table.contains("title=\"识别为：（空）\""), "the note's column is there now");
    let detail = shown(&mut session, "/doc/k/table?row=t2", "detail");
    assert!(detail.contains("do=take-back&amp;row=t2&amp;part=units"), "{detail}");
    edit(&mut session, "/doc/k/table?row=t2", "do=take-back&row=t2&part=text");
    assert_eq!(session.book.document("k").unwrap().notice.tasks[2].text, "新增学位800个。");
    assert!(shown(&mut session, "/doc/k/checks", "more").contains("<ins lang=\"zh-CN\">急</ins>"));
}

#[test]
fn a_form_sent_unchanged_corrects_nothing() {
    let text = "序号\t重点工作\t责任单位\t完成时限\n1\t修渠。\t*市水利局（市河长办）、各县（市、区）政府等\t6月底前\n";
    let mut session = Session::new(Lang::Zh);
    let opening = Opening { bytes: text.as_bytes(), name: "a.txt", path: "/", ..Opening::default() };
    let key = session.open(opening, &Utf8).key;
    let path = format!("/doc/{key}/table");
    let document = session.book.document(&key).unwrap();
    let task = document.notice.tasks[0].clone();
    assert_eq!(task.units[0].aliases, ["市河长办"]);
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("do", "save").append_pair("row", &task.id).append_pair("text", &task.text);
    body.append_pair("seq", "1").append_pair("deadline", "6月底前").append_pair("open", "1");
    body.append_pair("unit", "市水利局（市河长办）").append_pair("role", "lead");
    for unit in &task.units[1..] {
        body.append_pair("unit", &unit.name).append_pair("role", "responsible");
    }
    let edited = session.edit(&path, &body.finish());
    assert_eq!(edited.stored, None);
    assert_eq!(session.book.document(&key).unwrap().notice.tasks[0], task);
}

#[test]
fn what_is_wrong_with_a_form_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let mut session = session();
    let path = "/doc/k/table?edit=row&row=t0";
    let next = edit(&mut session, path, "do=save&row=t0&text=&note=加急&unit=市审计局&role=lead");
    assert_eq!(next, path);
    let form = shown(&mut session, path, "edit");
    assert!(form.contains("aria-invalid=\"true\"") && form.contains("请填写任务内容"), "{form}");
    assert!(form.contains("value=\"加急\"") && form.contains("value=\"市审计局\""), "{form}");
    assert!(!shown(&mut session, "/doc/k/table?row=t1&edit=row", "edit").contains("加急"), "another row's form");
    let path = "/doc/k/table?row=t0&edit=split";
    edit(&mut session, path, "do=split&row=t0&parts=一行");
    assert!(shown(&mut session, path, "edit").contains("至少要有两行"));
}

#[test]
fn rows_are_split_joined_removed_and_added_and_all_of_it_is_undone() {
    let mut session = session();
    let count = |session: &Session| session.book.document("k").unwrap().notice.tasks.len();
    assert!(!shown(&mut session, "/doc/k/table", "work").contains("undo"), "before any work nothing is in the way");
    let path = "/doc/k/table?row=t1";
    edit(&mut session, path, "do=split&row=t1&parts=建成中心。%0D%0A%0D%0A建成实验室。");
    assert_eq!(count(&session), 5);
    edit(&mut session, path, "do=join&row=t2");
    edit(&mut session, path, "do=remove&row=t0");
    assert_eq!(count(&session), 3);
    let added = edit(&mut session, path, "do=add&below=t1&text=看不懂的话&more-units=市水利局&more-role=lead");
    let row = Route::read(&added).row.unwrap();
    let document = session.book.document("k").unwrap();
    let task = document.task(&row).unwrap().1;
    assert_eq!(task.spans.text[0].of(&document.text), "看不懂的话", "the words lead to their place");
    assert!(shown(&mut session, path, "work").contains("更正 6 行"), "{}", shown(&mut session, path, "work"));
    for _ in 0..4 {
        edit(&mut session, path, "do=undo");
    }
    assert_eq!(count(&session), 4);
    assert_eq!(session.edit(path, "do=undo").stored, None, "nothing is left to be kept");
    edit(&mut session, path, "do=redo");
    assert_eq!(count(&session), 5);
}

#[test]
fn checked_rows_are_counted_filtered_and_no_longer_in_doubt() {
    let mut session = session();
    edit(&mut session, "/doc/k/table", "do=check&row=t3");
    let work = shown(&mut session, "/doc/k/table", "work");
    assert!(work.contains("已核对 1 / 4 项"), "{work}");
    let found = |session: &Session, query: &str| {
        session.book.document("k").unwrap().select(&Route::read(&format!("/doc/k/table?{query}")).query)
    };
    assert_eq!(found(&session, "check=checked"), [3]);
    assert_eq!(found(&session, "check=unchecked"), [0, 1, 2]);
    assert_eq!(found(&session, "check=doubtful"), [0; 0]);
    edit(&mut session, "/doc/k/table", "do=uncheck&row=t3");
    assert_eq!(found(&session, "check=doubtful"), [3]);
    assert_eq!(shown(&mut session, "/doc/k/table", "facet-check").matches("check-unchecked").count(), 0);
}

#[test]
fn corrections_travel_as_a_file_and_wait_for_their_notice() {
    let text = "二、抓好防汛备汛。\n（责任单位：市水利局、市应急局）\n";
    let opening = |bytes: &'static [u8]| Opening { bytes, name: "a.txt", path: "/", ..Opening::default() };
    let mut one = Session::new(Lang::Zh);
    let key = one.open(opening(text.as_bytes()), &Utf8).key;
    let path = format!("/doc/{key}/table");
    let id = one.book.document(&key).unwrap().notice.tasks[0].id.clone();
    edit(&mut one, &path, &format!("do=check&row={id}"));
    let file = one.edit(&path, "do=file").file.unwrap();
    assert_eq!(file.name, "a.fenjie.json");
    let bytes: &'static [u8] = file.bytes.leak();

    let mut other = Session::new(Lang::Zh);
    let opened = other.open(opening(bytes), &Utf8);
    assert!(!opened.open && opened.path.starts_with("/message/corrections-wait?name=a.txt"), "{opened:?}");
    assert!(shown(&mut other, &opened.path, "view").contains("a.txt"));
    let key = other.open(opening(text.as_bytes()), &Utf8).key;
    let restored = other.restore(&key, "");
    assert!(restored.stored.unwrap().contains(&id));
    assert_eq!(other.book.document(&key).unwrap().checked(), 1);

    let mut third = Session::new(Lang::Zh);
    third.open(opening(text.as_bytes()), &Utf8);
    assert!(third.open(opening(bytes), &Utf8).stored.is_some());
    assert_eq!(third.book.document(&key).unwrap().checked(), 1);
    edit(&mut third, &path, "do=undo");
    assert_eq!(third.book.document(&key).unwrap().checked(), 0, "taking a file in is a step like others");

    let newer = third.open(opening(b"{\"schema\": \"fenjie.corrections/7\"}"), &Utf8);
    assert_eq!(newer.path, "/message/corrections-newer");
    assert!(third.restore(&key, "{}").unread, "what cannot be read must not be overwritten");
    assert!(shown(&mut third, &path, "work").contains("读不出来"));
}

#[test]
fn corrections_that_no_longer_fit_are_listed_with_what_can_be_done() {
    let mut session = session();
    edit(&mut session, "/doc/k/table", "do=save&row=t0&text=新增企业30家。&seq=1");
    edit(&mut session, "/doc/k/table", "do=check&row=t1");
    let kept = session.book.document("k").unwrap().corrections_file().unwrap().write();
    let mut later = document();
    later.notice.tasks[0].text = "新增企业25家。".into();
    later.notice.tasks[1].deadline = Some("8月底前".into());
    let mut session = Session::new(Lang::Zh);
    session.book.open(later);
    session.restore("k", &kept);
    let list = shown(&mut session, "/doc/k/checks", "more");
    for words in ["不再适用", "新增企业30家。", "新增企业25家。", "8月底前", "do=insist&amp;row=t0&amp;part=text"]
    {
        assert!(list.contains(words), "{words} in {list}");
    }
    edit(&mut session, "/doc/k/checks", "do=insist&row=t0&part=text");
    edit(&mut session, "/doc/k/checks", "do=take-back&row=t1&part=checked");
    assert_eq!(session.book.document("k").unwrap().notice.tasks[0].text, "新增企业30家。");
    assert!(!shown(&mut session, "/doc/k/checks", "more").contains("不再适用"));
}
