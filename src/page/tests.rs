//! The views over a notice made by hand.

mod pages;
mod work;

use super::text::CUT;
use super::*;
use crate::Span;
use crate::book::{Due, Query};
use crate::model::{
    Certainty, Comparator, Coverage, Diagnostic, Header, Notice, Person, SCHEMA, Segment, SegmentRole, Severity,
    Source, Target, Task, TaskSpans, Unit, UnitRole,
};
use crate::read::Encoding;

/// No encoding beyond those that every build reads.
struct Utf8;

impl Decoder for Utf8 {
    fn decode(&self, _: &[u8], _: Encoding) -> Option<String> {
        None
    }
}

/// A row: section, number, text, leader, units with `*` for the lead, deadline.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str], Option<&'static str>);

const LINES: [Line; 4] = [
    ("一、工业", "1", "新增<b>规上</b>企业20家。", "柳承泽", &["*市经信局", "市教育局"], Some("年底前")),
    ("一、工业", "2", "建成Ｒ＆Ｄ中心。", "柳承泽", &["市教育局", "市科技局"], Some("6月底前")),
    ("二、民生", "1", "新增学位800个。", "白芷若", &["*市教育局"], None),
    ("二、民生", "2", "修缮敬老院。", "白芷若", &[], Some("9月底前")),
];

fn document() -> Document {
    let mut text = String::new();
    let mut segments = Vec::new();
    let mut put = |words: &str, role, task: Option<&str>| {
        let start = text.len();
        text.push_str(words);
        segments.push(Segment { start, end: text.len(), role, task: task.map(str::to_owned) });
        vec![Span::new(start, text.len())]
    };
    let mut tasks = Vec::new();
    for (at, (section, seq, words, leader, units, deadline)) in LINES.iter().enumerate() {
        let id = format!("t{at}");
        let spans = TaskSpans { text: put(words, SegmentRole::Task, Some(&id)), ..TaskSpans::default() };
        put("\n", SegmentRole::Space, None);
        let unit = |name: &&str| Unit {
            name: name.trim_start_matches('*').to_owned(),
            role: if name.starts_with('*') { UnitRole::Lead } else { UnitRole::Responsible },
            aliases: vec![],
            spans: vec![],
        };
        tasks.push(Task {
            id,
            attachment: Some("附件1".into()),
            section: vec![(*section).into()],
            seq: Some((*seq).into()),
            text: (*words).into(),
            leaders: vec![Person { name: (*leader).into(), title: None, spans: vec![] }],
            units: units.iter().map(unit).collect(),
            deadline: deadline.map(str::to_owned),
            spans,
            ..Task::default()
        });
    }
    // The first task has a target of its own date; another is the notice's.
    let goal = |value: &str, due: Option<&str>, task: Option<&str>| Target {
        subject: Some("<i>规上企业".into()),
        measure: Some("新增".into()),
        comparator: Comparator::AtLeast,
        value: value.into(),
        unit: Some("家".into()),
        due: due.map(str::to_owned),
        text: format!("新增规上企业{value}家以上"),
        span: Span::new(0, 1),
        task: task.map(str::to_owned),
    };
    let targets = vec![goal("20", Some("第三季度"), Some("t0")), goal("90", None, None)];
    tasks[0].targets = vec![0];
    tasks[3].certainty = Certainty::Doubtful;
    tasks[3].diagnostics = vec![0];
    let unread = put("看不懂的话", SegmentRole::Unassigned, None)[0];
    let notice = Notice {
        schema: SCHEMA.to_owned(),
        source: Source { name: "<img src=x>.txt".into(), ..Source::default() },
        header: Header {
            title: Some("关于<script>alert(1)</script>的通知".into()),
            date: Some("2026-03-09".into()),
            attachments: vec!["任务分解".into()],
            ..Header::default()
        },
        outline: vec![],
        tasks,
        indicators: vec![],
        targets,
        units: vec![],
        people: vec![],
        diagnostics: vec![Diagnostic {
            code: "no-unit".into(),
            severity: Severity::Warning,
            message: "No unit is named.".into(),
            message_zh: "没有写明单位。".into(),
            span: unread,
            task: Some("t3".into()),
        }],
        segments,
        coverage: Coverage { characters: 1000, unassigned: 5 },
        rules: vec![],
    };
    let mut manuscript = crate::read(b"", "");
    manuscript.text = text;
    Document::new("k".into(), manuscript, notice)
}

fn session() -> Session {
    let mut session = Session::new(Lang::Zh);
    session.book.open(document());
    session
}

/// A region of what a link shows, as if the page were new.
fn region(path: &str, id: &str) -> String {
    let answer = session().show(path);
    let found = answer.regions.into_iter().find(|(region, _)| *region == id);
    found.unwrap_or_else(|| panic!("{path} has no region {id}")).1
}

/// The texts of the chosen rows, in order.
fn rows(query: &str) -> Vec<String> {
    let document = document();
    let found = document.select(&Route::read(&format!("/doc/k/table?{query}")).query);
    found.into_iter().map(|row| document.notice.tasks[row].id.clone()).collect()
}

/// The units with their counts under a query.
fn unit_counts(query: &str) -> Vec<(String, usize, usize)> {
    let facets = document().facets(&Route::read(&format!("/doc/k/table?{query}")).query);
    facets.units.into_iter().map(|unit| (unit.name, unit.count, unit.lead)).collect()
}

/// Every view of a document, as links name them.
const VIEWS: [&str; 10] = [
    "table",
    "units",
    "units?of=市教育局",
    "leaders",
    "leaders?of=*",
    "timeline",
    "targets",
    "pictures",
    "source",
    "checks",
];

#[test]
fn nothing_of_a_notice_is_markup() {
    for view in VIEWS.into_iter().chain(["table?q=<i>&row=t0", "units?of=<i>", "table?group=deadline"]) {
        for (id, html) in &session().show(&format!("/doc/k/{view}")).regions {
            for tag in ["<script", "<img", "<b>规", "<i>"] {
                assert!(!html.contains(tag), "{tag} in {id} of {view}: {html}");
            }
        }
    }
    assert!(region("/doc/k/table", "card").contains("关于&lt;script&gt;alert(1)&lt;/script&gt;的通知"));
    assert!(region("/doc/k/table", "table").contains("新增&lt;b&gt;规上&lt;/b&gt;企业20家。"));
}

#[test]
fn filters_work_on_cells_of_several_values() {
    assert_eq!(rows(""), ["t0", "t1", "t2", "t3"]);
    assert_eq!(rows("unit=市教育局"), ["t0", "t1", "t2"]);
    assert_eq!(rows("unit=市教育局&role=lead"), ["t2"]);
    assert_eq!(rows("unit=市教育局&role=other"), ["t0", "t1"]);
    assert_eq!(rows("unit=市经信局&unit=市科技局"), ["t0", "t1"]);
    assert_eq!(rows("role=other"), ["t1", "t3"]);
    assert_eq!(rows("leader=白芷若&check=no-unit"), ["t3"]);
    assert_eq!(rows("section=附件1 › 二、民生"), ["t2", "t3"]);
    assert_eq!(rows("section=附件1"), ["t0", "t1", "t2", "t3"]);
    assert_eq!(rows("unit=没有的局"), [""; 0]);
}

#[test]
fn search_folds_width_case_and_space_and_looks_everywhere() {
    assert_eq!(rows("q=r%26d"), ["t1"]);
    assert_eq!(rows("q=柳承泽+学"), [""; 0]);
    assert_eq!(rows("q=民生+9月"), ["t3"]);
    assert_eq!(rows("q=科技局"), ["t1"]);
}

#[test]
fn rows_sort_by_rank_and_time_with_the_missing_last() {
    assert_eq!(rows("sort=order-desc"), ["t3", "t2", "t1", "t0"]);
    assert_eq!(rows("sort=deadline"), ["t1", "t3", "t0", "t2"]);
    assert_eq!(rows("sort=deadline-desc"), ["t0", "t3", "t1", "t2"]);
    assert_eq!(rows("sort=unit"), ["t0", "t1", "t2", "t3"]);
    assert_eq!(rows("sort=unit-desc"), ["t1", "t2", "t0", "t3"]);
}

#[test]
fn counts_of_a_facet_leave_out_its_own_filter_only() {
    let count = |name: &str, count, lead| (name.to_owned(), count, lead);
    let all = [count("市教育局", 3, 1), count("市经信局", 1, 1), count("市科技局", 1, 0)];
    assert_eq!(unit_counts(""), all);
    assert_eq!(unit_counts("unit=市经信局"), all);
    assert_eq!(unit_counts("role=lead"), [count("市教育局", 1, 1), count("市经信局", 1, 1), count("市科技局", 0, 0)]);
    assert_eq!(
        unit_counts("leader=白芷若"),
        [count("市教育局", 1, 1), count("市经信局", 0, 0), count("市科技局", 0, 0)]
    );
    let facets = document().facets(&Route::read("/doc/k/table?unit=市教育局&role=lead").query);
    assert_eq!((facets.any_role, facets.roles), (3, [1, 2, 2, 0]));
    assert_eq!(facets.leaders.iter().map(|leader| leader.count).collect::<Vec<_>>(), [0, 1]);
    let sections: Vec<_> = facets.sections.iter().map(|s| (s.title.as_str(), s.depth, s.count)).collect();
    assert_eq!(sections, [("附件1　任务分解", 0, 1), ("一、工业", 1, 0), ("二、民生", 1, 1)]);
}

#[test]
fn every_count_is_the_number_of_rows_that_its_choice_leaves() {
    for query in ["", "role=lead", "leader=柳承泽", "q=新增", "check=doubtful&role=other"] {
        for (name, count, _) in unit_counts(query) {
            assert_eq!(rows(&format!("{query}&unit={name}")).len(), count, "{name} under {query}");
        }
    }
}

#[test]
fn leads_are_set_apart_by_words_and_chosen_units_marked() {
    let table = region("/doc/k/table?unit=市教育局", "table");
    assert!(table.contains(
        r#"<p class="by-role lead"><span class="role-name">牵头</span> <mark class="chosen">市教育局</mark></p>"#
    ));
    assert!(table.contains(r#"<p class="by-role responsible"><mark class="chosen">市教育局</mark>、市科技局</p>"#));
    assert!(!table.contains("敬老院"));
    assert!(region("/doc/k/table?unit=市教育局", "count").contains("3 项任务，全文共 4 项，其中牵头 1 项"));
}

#[test]
fn a_table_has_scopes_sort_and_only_the_columns_that_have_words() {
    let table = region("/doc/k/table?sort=deadline-desc", "table");
    assert!(table.contains(r#"<th class="deadline" scope="col" aria-sort="descending">"#));
    assert!(!table.contains("备注"));
    assert!(!table.contains(r#"scope="rowgroup""#), "sorted rows stand under no heading");
    let table = region("/doc/k/table", "table");
    assert_eq!(table.matches(r#"scope="rowgroup""#).count(), 3);
    assert_eq!(table.matches("附件1　任务分解").count(), 1, "a heading stands once");
}

#[test]
fn chips_take_off_one_filter_each() {
    let chips = region("/doc/k/table?unit=市教育局&role=lead&q=学位&lang=zh", "chips");
    let without_unit = Route::read("/doc/k/table?q=学位&role=lead&lang=zh").path().replace('&', "&amp;");
    assert!(chips.contains(&format!("href=\"#{without_unit}\"")), "{chips}");
    assert!(chips.contains("href=\"#/doc/k/table?lang=zh\""), "{chips}");
}

#[test]
fn only_what_changed_is_sent() {
    let mut session = session();
    assert!(session.show("/doc/k/table").regions.iter().any(|(id, _)| *id == "view"));
    let ids = |answer: Answer| answer.regions.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(session.show("/doc/k/table")), [""; 0]);
    let again = ids(session.show("/doc/k/table?unit=市科技局"));
    assert!(again.contains(&"table") && !again.contains(&"view"), "{again:?}");
    let english = ids(session.show("/doc/k/table?unit=市科技局&lang=en"));
    assert!(english.contains(&"view") && english.contains(&"facet-unit"), "{english:?}");
}

/// A region whose element is missing would stop the main thread.
#[test]
fn every_region_that_is_sent_has_its_place() {
    let mut session = session();
    let plain = "关于放假的通知\n\n明日放假一天。\n（责任单位：市府办）";
    let keys = ["没有任务的话", plain].map(|text| {
        let opening = Opening { bytes: text.as_bytes(), name: "a.txt", path: "/", ..Opening::default() };
        session.open(opening, &Utf8).key
    });
    // What www/index.html itself has.
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/index.html")).unwrap();
    for key in keys.iter().map(String::as_str).chain(["k"]) {
        let mut answer = session.show(&format!("/doc/{key}/table"));
        answer.regions.extend(session.show(&format!("/doc/{key}/checks")).regions);
        let view = answer.regions.iter().find(|(id, _)| *id == "view").map(|(_, html)| html.as_str()).unwrap_or("");
        for (id, _) in &answer.regions {
            let place = format!("id=\"{id}\"");
            assert!(page.contains(&place) || view.contains(&place), "{id} of {key}");
        }
    }
}

#[test]
fn indicators_stand_in_tables_of_their_own() {
    let mut document = document();
    let indicator = |name: &str, value: (&str, &str)| crate::model::Indicator {
        table: Some("表1 主要指标".into()),
        category: None,
        seq: None,
        name: name.into(),
        sub_name: None,
        unit: Some("%".into()),
        values: vec![(value.0.into(), value.1.into())],
        attribute: None,
        span: Span::new(0, 1),
    };
    document.notice.indicators =
        vec![indicator("<u>入学率", ("2025年", "98.5")), indicator("达标率", ("2030年", "99"))];
    let mut session = Session::new(Lang::Zh);
    session.book.open(document);
    let answer = session.show("/doc/k/targets");
    let view = &answer.regions.iter().find(|(id, _)| *id == "more").unwrap().1;
    assert!(view.contains("<caption>表1 主要指标</caption>") && view.contains("&lt;u&gt;入学率"));
    assert!(view.contains(r#"<td class="value">98.5</td><td class="value"></td>"#));
    assert!(!view.contains("属性"), "a column without words is left out");
}

#[test]
fn the_source_names_the_tasks_of_each_stretch() {
    let view = region("/doc/k/table", "source-text");
    assert!(
        view.contains(
            r#"<div class="line" id="line-3"><span class="r-task" data-task="t2">新增学位800个。</span></div>"#
        )
    );
    assert!(view.contains(r#"<span class="r-unassigned">看不懂的话</span>"#));
    assert!(region("/doc/k/table", "card").contains("99.5%"));
}

/// The page puts them in place one after the other (`extend` in www/main.js).
#[test]
fn a_long_notice_comes_in_parts() {
    let row = |section: usize, row: usize| format!("{row}\t整治第{section}片区河道{row}条。\t区水利局\n");
    let header = "序号\t重点工作\t责任单位\n";
    let text: String = [3, 60, 4, 30]
        .into_iter()
        .zip(1..)
        .map(|(rows, at)| format!("第{at}章 片区\n\n{header}{}\n", (1..=rows).map(|n| row(at, n)).collect::<String>()))
        .collect();
    let mut session = Session::new(Lang::Zh);
    let opened =
        session.open(Opening { bytes: text.as_bytes(), name: "a.txt", path: "/", ..Opening::default() }, &Utf8);
    let answer = session.show(&opened.path);
    let parts = |wanted: &str| {
        let html = &answer.regions.iter().find(|(id, _)| *id == wanted).unwrap().1;
        html.split(&CUT.0).map(str::to_owned).collect::<Vec<_>>()
    };
    let rows: Vec<usize> = parts("table").iter().map(|part| part.matches("<tr data-task=").count()).collect();
    assert_eq!(rows, [23, 20, 20, 24, 10]);
    for part in &parts("table")[1..] {
        assert!(part.starts_with("<tbody"), "a part is whole bodies: {part}");
    }
    let go_on: Vec<usize> =
        parts("table").iter().map(|part| part.matches("<tbody class=\"goes-on\">").count()).collect();
    assert_eq!(go_on, [0, 1, 1, 0, 1], "the second section has three bodies, the last two");
    let lines: Vec<usize> = parts("source-text").iter().map(|part| part.matches("id=\"line-").count()).collect();
    assert_eq!(lines, [100, text.lines().count() - 100]);
    for (id, html) in &answer.regions {
        let parted = ["table", "source-text"].contains(id);
        assert!(parted || !html.contains(CUT.0), "{id} is put in place whole");
    }
}

#[test]
fn details_quote_the_source_and_say_what_is_in_doubt() {
    let detail = region("/doc/k/table?row=t3", "detail");
    for words in ["修缮敬老院。", "第 4 行", "没有写明单位。", "由残缺内容还原"] {
        assert!(detail.contains(words), "{words} in {detail}");
    }
    assert!(region("/doc/k/checks", "more").contains("看不懂的话"));
    assert!(region("/doc/k/checks?lang=en", "more").contains("No unit is named."));
}

#[test]
fn the_language_follows_the_link_and_else_the_browser() {
    assert_eq!(session().show("/doc/k/table").language, "zh-CN");
    assert_eq!(Session::new(Lang::En).show("/").language, "en");
    let answer = session().show("/doc/k/table?unit=市教育局&lang=en");
    assert_eq!((answer.language, answer.announce.as_str()), ("en", "3 of 4 tasks, 1 as lead"));
}

#[test]
fn a_link_to_a_notice_that_is_not_open_waits_for_its_file() {
    let mut session = Session::new(Lang::Zh);
    let text = "关于印发方案的通知\n一、抓好春耕。（责任单位：市农业农村局）\n";
    let path = format!("/doc/{}/checks?lang=en", key_of(text.as_bytes()));
    assert_eq!(session.show(&path).view, "message");
    let opened =
        session.open(Opening { bytes: text.as_bytes(), name: "a.txt", path: &path, ..Opening::default() }, &Utf8);
    assert_eq!((opened.path.as_str(), opened.open), (path.as_str(), true));
    assert_eq!(session.show(&path).view, "checks");
    let other =
        session.open(Opening { bytes: "别的".as_bytes(), name: "b.txt", path: &path, ..Opening::default() }, &Utf8);
    assert!(other.path.ends_with("/table?lang=en"));
    assert_eq!(session.close(&other.key, &other.path), path.replace("checks", "table"));
    assert_eq!(session.close(&opened.key, &path), "/?lang=en");
}

#[test]
fn files_without_text_are_named_and_opened_only_on_request() {
    let mut session = Session::new(Lang::Zh);
    let mut open = |bytes: &[u8], anyway| {
        session.open(Opening { bytes, name: "x.doc", path: "/", anyway, ..Opening::default() }, &Utf8)
    };
    let doc = open(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false);
    assert!(!doc.open && doc.path.starts_with("/message/old-office?name=x.doc&key="));
    assert!(open(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", true).open);
    assert!(!open(b"", true).open, "there is nothing in it to open");
    let answer = session.show(&doc.path);
    let html = &answer.regions.iter().find(|(id, _)| *id == "view").unwrap().1;
    assert!(html.contains("旧版 Office") && html.contains(&format!("data-anyway=\"{}\"", doc.key)));
}

#[test]
fn what_is_not_read_says_what_it_is_and_what_to_do() {
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain([0; 504])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let files: [(&[u8], &str, &str); 9] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office", "（.docx）"),
        (b"PK\x03\x04....[Content_Types].xml....xl/workbook.bin", "旧版", "（.xlsx）"),
        (b"PK\x03\x04....mimetype....content.xml", "OpenDocument", "（.docx）"),
        (b"{\\rtf1\\ansi", "RTF", "（.docx）"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"\r\n", ".mht", "（.html）"),
        (b"%PDF-1.7", "损坏", "另存"),
        (&locked, "密码", "取消密码"),
        (b"Rar!\x1a\x07", "压缩包", "解压"),
        (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "已损坏", "重新下载"),
    ];
    for (bytes, what, advice) in files {
        let mut session = Session::new(Lang::Zh);
        // The name is no help, nor in the way.
        let opened = session.open(Opening { bytes, name: "通知.txt", path: "/", ..Opening::default() }, &Utf8);
        assert!(!opened.open, "{what}");
        let answer = session.show(&opened.path);
        let html = &answer.regions.iter().find(|(id, _)| *id == "view").unwrap().1;
        assert!(answer.title.contains(what) && html.contains(advice), "{what}: {html}");
        assert!(html.contains("通知.txt"));
    }
}

#[test]
fn a_text_is_read_in_the_encoding_that_is_chosen() {
    struct Latin;
    impl Decoder for Latin {
        fn decode(&self, bytes: &[u8], _: Encoding) -> Option<String> {
            Some(bytes.iter().copied().map(char::from).collect())
        }
    }
    let bytes = "一、抓好春耕。（责任单位：县农业农村局）\n".as_bytes();
    let mut session = Session::new(Lang::Zh);
    let mut source = |encoding| {
        let opened = session.open(Opening { bytes, name: "a.txt", path: "/", encoding, ..Opening::default() }, &Latin);
        let answer = session.show(&opened.path);
        answer.regions.into_iter().map(|(_, html)| html).collect::<String>()
    };
    let html = source(None);
    assert!(html.contains("抓好春耕") && html.contains("<option value=\"\">自动：UTF-8</option>"), "{html}");
    let html = source(Some(Encoding::Big5));
    assert!(!html.contains("抓好春耕"));
    assert!(html.contains("<option value=\"\">自动</option>"), "{html}");
    assert!(html.contains("<option value=\"Big5\" selected>Big5</option>"), "{html}");
}

#[cfg(feature = "formats")]
#[test]
fn a_web_page_is_read_in_the_encoding_that_is_chosen() {
    struct Twice;
    impl Decoder for Twice {
        fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
            (encoding == Encoding::Big5).then(|| String::from_utf8_lossy(bytes).replace("春耕", "秋收"))
        }
    }
    let page = "<!doctype html><meta charset=utf-8><table><tr><th>序号<th>重点工作<th>责任单位<tr><td>1<td>抓好春耕。<td>县农业局</table>";
    let mut session = Session::new(Lang::Zh);
    let mut task = |encoding| {
        let opening = Opening { bytes: page.as_bytes(), name: "a.html", path: "/", encoding, ..Opening::default() };
        let opened = session.open(opening, &Twice);
        let document = session.book.document(&opened.key).unwrap();
        (document.encoding, document.notice.tasks.first().map(|task| task.text.clone()))
    };
    assert_eq!(task(None), (None, Some("抓好春耕。".to_owned())));
    assert_eq!(task(Some(Encoding::Big5)), (Some(Encoding::Big5), Some("抓好秋收。".to_owned())));
}

#[cfg(feature = "formats")]
#[test]
fn what_a_reader_made_of_a_file_is_opened_under_the_name_of_the_file() {
    let page = "<!doctype html><table><tr><th>序号<th>重点工作<th>责任单位<tr><td>1<td>清淤河道。<td>县水利局</table>";
    let bytes = page.as_bytes();
    let read = Some(read::open_with(bytes, "", &Utf8));
    let mut session = Session::new(Lang::Zh);
    let opened = session.open(Opening { bytes, name: "县/河道.docx", path: "/", read, ..Opening::default() }, &Utf8);
    let document = session.book.document(&opened.key).unwrap();
    assert_eq!(document.notice.source.name, "河道.docx");
    assert_eq!(document.notice.tasks.len(), 1);
    let answer = session.show(&opened.path);
    assert!(answer.regions.iter().any(|(_, html)| html.contains("data-encoding")), "a web page may be misread");
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let bytes = vec![b' '; LARGEST_FILE + 1];
    let opened = Session::new(Lang::Zh)
        .open(Opening { bytes: &bytes, name: "big.txt", path: "/", anyway: true, ..Opening::default() }, &Utf8);
    assert!(!opened.open && opened.path.starts_with("/message/too-big?"));
}

#[test]
fn every_kind_of_message_has_its_page() {
    let mut session = Session::new(Lang::En);
    for kind in [
        "too-big",
        "crashed",
        "stopped",
        "unreadable",
        "pdf",
        "nothing",
        "docx",
        "locked",
        "no-text",
        "too-much",
        "binary",
    ] {
        let answer = session.show(&format!("/message/{kind}?name=%3Cb%3E&key=1&detail=%3Cb%3E"));
        assert_eq!(answer.view, "message");
        assert!(answer.regions.iter().all(|(_, html)| !html.contains("<b>")), "{kind}");
    }
    for path in ["/nowhere", "/doc/none/table"] {
        assert_eq!(session.show(path).view, "message");
    }
}

#[test]
fn the_view_is_saved_as_it_is_shown() {
    let path = "/doc/k/table?unit=市教育局&role=lead";
    let export = |format| session().export(path, format).unwrap();
    let csv = export("csv");
    assert_eq!(csv.name, "关于scriptalert(1)script的通知.csv");
    let text = String::from_utf8(csv.bytes).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("新增学位800个。") && text.starts_with('\u{feff}'));
    let copy = export("copy");
    assert_eq!((copy.step, copy.said.as_str()), (Step::Copy, "已复制 1 项，可以粘贴了"));
    let report = String::from_utf8(export("report").bytes).unwrap();
    assert!(report.contains("单位：市教育局") && report.contains("1 项任务，全文共 4 项"), "{report}");
    assert!(!report.contains("市经信局"), "no row of the view names it");
    let workbook = crate::sheets::Workbook::from_json(&export("unit-sheets").bytes).unwrap();
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["概要", "任务", "单位", "市教育局"]);
    let notice: Notice = serde_json::from_slice(&export("json").bytes).unwrap();
    assert_eq!(notice.tasks.len(), 4, "the whole notice");
    assert_eq!(String::from_utf8(export("tasks").bytes).unwrap().lines().count(), 1);
}

#[test]
fn every_choice_of_the_menu_makes_a_file() {
    let menu = region("/doc/k/table?sort=deadline", "count");
    let names: Vec<_> = menu.split("data-format=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names.len(), 7, "a notice of which no list of leaders was made has no sheets of leaders");
    for name in names {
        assert!(!session().export("/doc/k/table?sort=deadline", name).unwrap().bytes.is_empty(), "{name}");
    }
    assert!(menu.contains("共 4 项任务"));
    assert!(!region("/doc/k/table?q=没有", "count").contains("data-format"));
    assert!(session().export("/", "csv").is_none() && session().export("/doc/k/table", "doc").is_none());
}

#[test]
fn samples_are_found_by_their_links() {
    let mut session = Session::new(Lang::Zh);
    let path = "/doc/sample-tabbed/table?unit=市教育局";
    let file = session.show(path).sample.expect("a sample is to be fetched");
    let bytes = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(file)).unwrap();
    let opened = session.open(Opening { bytes: &bytes, name: file, path, ..Opening::default() }, &Utf8);
    assert_eq!(opened.path, Route::read(path).path());
    let answer = session.show(path);
    assert_eq!((answer.view, answer.sample), ("table", None));
}

/// The samples are what a reader sees first: they must be long, and read without a gap.
#[test]
fn every_sample_is_understood() {
    for (file, least) in [("yunchuan.txt", 51), ("qingyu.txt", 45), ("wangxi.txt", 40)] {
        let bytes =
            std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples").join(file)).unwrap();
        let notice = crate::parse(&crate::read(&bytes, file));
        assert_eq!(notice.tasks.len(), least, "{file}");
        assert_eq!(notice.coverage.unassigned, 0, "{file}");
        assert!(notice.tasks.iter().all(|task| !task.units.is_empty()), "{file}");
        assert!(notice.tasks.iter().all(|task| !task.id.contains(char::is_whitespace)), "ids stand in lists of words");
    }
}

#[test]
fn all_of_several_names_is_asked_for_or_any() {
    assert_eq!(rows("unit=市教育局&unit=市科技局"), ["t0", "t1", "t2"]);
    assert_eq!(rows("unit=市教育局&unit=市科技局&units=all"), ["t1"]);
    assert_eq!(rows("unit=市教育局&unit=没有的局&units=all"), [""; 0]);
    assert_eq!(rows("unit=市教育局&unit=市经信局&units=all&role=lead"), ["t0"]);
    assert_eq!(rows("unit=市教育局&unit=市经信局&units=all&role=other"), [""; 0]);
    assert_eq!(rows("leader=柳承泽&leader=白芷若"), ["t0", "t1", "t2", "t3"]);
    assert_eq!(rows("leader=柳承泽&leader=白芷若&leaders=all"), [""; 0]);
}

#[test]
fn where_all_must_fit_a_count_says_what_one_more_choice_leaves() {
    let chosen = "unit=市教育局&units=all";
    let count = |name: &str, count, lead| (name.to_owned(), count, lead);
    assert_eq!(unit_counts(chosen), [count("市教育局", 3, 1), count("市经信局", 1, 1), count("市科技局", 1, 0)]);
    for query in [chosen.to_owned(), format!("{chosen}&role=lead"), format!("{chosen}&role=other")] {
        for (name, count, _) in unit_counts(&query) {
            assert_eq!(rows(&format!("{query}&unit={name}")).len(), count, "{name} under {query}");
        }
    }
}

#[test]
fn roles_are_told_apart() {
    assert_eq!(rows("unit=市教育局&role=responsible"), ["t0", "t1"]);
    assert_eq!(rows("role=support"), [""; 0]);
    for (name, count, _) in unit_counts("role=responsible") {
        assert_eq!(rows(&format!("role=responsible&unit={name}")).len(), count, "{name}");
    }
}

#[test]
fn deadlines_and_targets_filter_with_counts() {
    assert_eq!(rows("due=2026-2&due=none"), ["t1", "t2"]);
    assert_eq!(rows("target=yes"), ["t0"]);
    assert_eq!(rows("target=no&due=2026-4"), [""; 0]);
    let facets = document().facets(&Route::read("/doc/k/table?due=2026-2&target=no").query);
    let due = |quarter, count, chosen| (Due::Quarter(2026, quarter), count, chosen);
    assert_eq!(facets.dues, [due(2, 1, true), due(3, 1, false), due(4, 0, false), (Due::Missing, 1, false)]);
    assert_eq!(facets.targets, [0, 1]);
    let chips = region("/doc/k/table?due=2026-2&target=no", "chips");
    assert!(chips.contains("2026年第二季度") && chips.contains("没有量化目标"), "{chips}");
}

#[test]
fn names_are_found_by_their_initials_and_marked() {
    assert_eq!(rows("q=sjyj"), ["t0", "t1", "t2"]);
    assert_eq!(rows("q=bzr+学位"), ["t2"]);
    assert_eq!(rows("q=xzxw"), [""; 0], "of the words of a task there are no initials");
    assert!(region("/doc/k/table?q=kjj", "table").contains("市<mark>科技局</mark>"));
    let listed = facets::units(
        &Scene {
            document: &document(),
            route: &Route::read("/doc/k/table?find-unit=jx"),
            lang: Lang::Zh,
            found: &[],
            bench: &more::Bench::default(),
        },
        &document().facets(&Query::default()),
    );
    assert!(listed.into_string().contains("市经信局"));
}

#[test]
fn rows_are_grouped_by_what_they_share() {
    let table = region("/doc/k/table?group=unit", "table");
    let place = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words} in {table}"));
    assert!(place(">市经信局</span> <small>1 项") < place(">市教育局</span> <small>3 项"));
    assert!(place(">市教育局</span> <small>3 项") < place("未写明 <small>1 项"));
    assert_eq!(table.matches(r#"id="row-t0""#).count(), 1, "an id stands once");
    assert_eq!(table.matches(r#"data-row="t0""#).count(), 2, "under each of its units");
    let table = region("/doc/k/table?group=unit&unit=市教育局", "table");
    assert!(!table.contains(">市经信局</span>"), "of chosen units only these");
    let table = region("/doc/k/table?group=deadline", "table");
    let place = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words} in {table}"));
    assert!(place("2026年第二季度") < place("2026年第三季度") && place("2026年第四季度") < place("未写时限"));
}

#[test]
fn columns_are_left_out_on_request() {
    let table = region("/doc/k/table?hide=leaders&hide=deadline", "table");
    assert!(!table.contains("柳承泽") && !table.contains("年底前") && table.contains("市教育局"));
}

#[test]
fn the_list_of_units_counts_parts_and_leads_to_the_rows() {
    let list = region("/doc/k/units", "more");
    let place = |words: &str| list.find(words).unwrap_or_else(|| panic!("{words} in {list}"));
    assert!(place(">市教育局</a>") < place(">市经信局</a>"), "most tasks first");
    let link = Route::read("/doc/k/table?unit=市教育局&role=lead").href().replace('&', "&amp;");
    assert!(list.contains(&format!(r#"<a href="{link}" aria-label="市教育局 牵头 1">1</a>"#)), "{list}");
    let list = region("/doc/k/units?by=rank", "more");
    assert!(list.find(">市经信局</a>") < list.find(">市教育局</a>"));
    assert!(list.contains(r#"aria-sort="ascending""#));
    let list = region("/doc/k/units?section=附件1 › 二、民生", "more");
    assert!(!list.contains("市经信局") && list.contains("市教育局"), "filters hold in every view");
}

#[test]
fn a_dossier_says_what_with_whom_and_under_whom() {
    let dossier = region("/doc/k/units?of=市教育局", "more");
    let place = |words: &str| dossier.find(words).unwrap_or_else(|| panic!("{words} in {dossier}"));
    assert!(place("<h3>牵头") < place("新增学位800个。") && place("新增学位800个。") < place("<h3>责任 <small"));
    assert!(!dossier.contains("敬老院"));
    let both = Route::read("/doc/k/table?unit=市教育局&unit=市科技局&units=all").href().replace('&', "&amp;");
    assert!(dossier.contains(&both), "{dossier}");
    assert!(dossier.contains(r#"aria-label="柳承泽 2 项""#));
    assert!(dossier.contains("&lt;i&gt;规上企业"), "targets of its tasks");
    let all = region("/doc/k/units?of=*", "more");
    assert_eq!(all.matches("<article").count(), 3);
    assert!(!all.contains(r#"id="row-"#), "tasks stand in several dossiers");
    assert!(region("/doc/k/units?of=没有的局", "more").contains("没有可列的内容"));
}

#[test]
fn the_timeline_has_deadlines_and_dated_targets_and_counts_the_rest() {
    let timeline = region("/doc/k/timeline", "more");
    let place = |words: &str| timeline.rfind(words).unwrap_or_else(|| panic!("{words} in {timeline}"));
    assert!(place("2026年第二季度") < place("2026年第三季度") && place("2026年第三季度") < place("2026年第四季度"));
    assert!(timeline.contains("新增规上企业20家以上"), "a target by its own date");
    assert!(timeline.contains("另有 1 项任务未写时限"));
}

#[test]
fn targets_of_the_notice_give_way_to_a_filter() {
    let targets = region("/doc/k/targets", "more");
    assert!(targets.contains("正文提出的目标") && targets.contains("各项任务的目标"));
    let targets = region("/doc/k/targets?unit=市经信局", "more");
    assert!(!targets.contains("正文提出的目标") && targets.contains("各项任务的目标"));
}

#[test]
fn pictures_lead_to_the_rows_behind_them() {
    let pictures = region("/doc/k/pictures", "more");
    let both = Route::read("/doc/k/table?unit=市教育局&unit=市经信局&units=all").href().replace('&', "&amp;");
    assert!(pictures.contains(&format!(r#"href="{both}" aria-label="市教育局、市经信局：共 1 项""#)), "{pictures}");
    assert!(pictures.contains("（牵头 1，责任 2）"), "what a bar shows is said");
    let section = Route::read("/doc/k/table?section=附件1 › 一、工业").href();
    assert!(pictures.contains(&section), "the headings of the only attachment: {pictures}");
}

#[test]
fn details_lead_on_to_neighbours_and_lines() {
    let detail = region("/doc/k/table?row=t2", "detail");
    assert!(detail.contains("修缮敬老院。") && !detail.contains("Ｒ＆Ｄ"), "neighbours under the same heading");
    assert!(detail.contains(r#"data-line="3""#));
}

#[test]
fn filters_keep_the_view_and_all_that_is_not_in_their_form() {
    let state = region("/doc/k/units?unit=市教育局&of=市教育局&by=rank&row=t0&lang=zh", "state");
    let action = Route::read("/doc/k/units?of=市教育局&by=rank&row=t0&lang=zh").href().replace('&', "&amp;");
    assert!(state.contains(&action), "{state}");
    assert!(region("/doc/k/checks", "state").contains("#/doc/k/table"), "a view without filters gives way");
}

#[test]
fn a_notice_without_tasks_opens_on_what_it_has() {
    let mut session = Session::new(Lang::Zh);
    let mut open = |text: &str| {
        session.open(Opening { bytes: text.as_bytes(), name: "a.txt", path: "/", ..Opening::default() }, &Utf8).path
    };
    let plan = "关于印发规划的通知\n\n一、目标\n到2030年，森林覆盖率达到62%以上，新增就业3万人。\n";
    assert!(open(plan).ends_with("/targets"));
    assert!(open("关于放假的通知\n\n明日放假一天。\n").ends_with("/table"));
}

#[test]
fn the_sheet_of_keys_stands_over_any_view() {
    for path in ["/?help=1", "/doc/k/pictures?help=1"] {
        assert!(region(path, "help").contains("sjyj"), "{path}");
    }
    assert_eq!(region("/", "help"), "");
}

#[test]
fn tabs_are_of_views_that_have_something() {
    let tabs = region("/doc/k/table", "tabs");
    for view in ["table", "units", "leaders", "timeline", "targets", "pictures", "source", "checks"] {
        assert!(tabs.contains(&format!("id=\"tab-{view}\"")), "{view}");
    }
    let mut session = Session::new(Lang::Zh);
    let bytes = "二、抓好防汛备汛。\n（责任单位：区水利局、区应急局）\n".as_bytes();
    let path = session.open(Opening { bytes, name: "a.txt", path: "/", ..Opening::default() }, &Utf8).path;
    let answer = session.show(&path);
    let tabs = &answer.regions.iter().find(|(id, _)| *id == "tabs").unwrap().1;
    assert!(tabs.contains("tab-units") && !tabs.contains("tab-leaders") && !tabs.contains("tab-timeline"));
}
