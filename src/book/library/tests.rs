//! The library against the notices one by one.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::book::{Document, Query, RoleFilter, Sort, SortKey};

const UNITS: [&str; 4] = ["市教育局", "市水利局", "青屿县政府", "团市委"];
const LEADERS: [&str; 3] = ["柳承泽", "白芷若", "顾北辰"];
const WORDS: [&str; 4] = ["新建小学２所。", "加固堤防 12公里。", "改造校舍，补齐短板。", "完成R&D投入。"];
const DEADLINES: [&str; 4] = ["6月底前", "年底前", "长期坚持", "按上级要求"];
const HEADINGS: [&str; 4] = ["一、民生", "三、民生（共2项）", "二、水利建设", "（一）"];
const ISSUERS: [&str; 2] = ["云川市人民政府", "望溪区人民政府办公室"];
const TERMS: [&str; 7] = ["学", "小学", "堤防12", "教育", "白芷", "r&d", "底前"];

fn pick<T: Copy + std::fmt::Debug + 'static>(from: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(from)
}

fn task() -> impl Strategy<Value = Task> {
    let role = pick(&[UnitRole::Lead, UnitRole::Support, UnitRole::Responsible]);
    let units = prop::collection::vec((pick(&UNITS), role, prop::option::of(pick(&["市地震局"]))), 0..4);
    let leaders = prop::sample::subsequence(&LEADERS, 0..3);
    let certainty = pick(&[Certainty::Certain, Certainty::Likely, Certainty::Doubtful]);
    let headings = prop::sample::subsequence(&HEADINGS, 0..3);
    let said = (prop::option::of(pick(&DEADLINES)), certainty, any::<bool>(), any::<bool>());
    let corrected = prop::sample::subsequence(&[Field::Text, Field::Note], 0..2);
    (units, leaders, pick(&WORDS), headings, said, corrected).prop_map(
        |(units, leaders, text, headings, (deadline, certainty, noted, aimed), corrected)| Task {
            corrected,
            section: headings.into_iter().map(str::to_owned).collect(),
            targets: if aimed { vec![0] } else { vec![] },
            text: text.to_owned(),
            units: units
                .into_iter()
                .map(|(name, role, alias)| Unit {
                    name: name.to_owned(),
                    role,
                    aliases: alias.into_iter().map(str::to_owned).collect(),
                    spans: vec![],
                })
                .collect(),
            leaders: leaders
                .into_iter()
                .map(|name| Person { name: (*name).to_owned(), title: Some("副市长".into()), spans: vec![] })
                .collect(),
            deadline: deadline.map(str::to_owned),
            certainty,
            note: noted.then(|| "年内开工".to_owned()),
            other: noted.then(|| ("资金来源".to_owned(), "市级 财政".to_owned())).into_iter().collect(),
            diagnostics: if noted { vec![0] } else { vec![] },
            open_ended: noted,
            ..Task::default()
        },
    )
}

fn notice() -> impl Strategy<Value = Notice> {
    let header = (prop::option::of(pick(&ISSUERS)), prop::option::of(pick(&["2025-03-09", "2026-01-20"])));
    (header, prop::collection::vec(task(), 0..8)).prop_map(|((issuer, date), mut tasks)| {
        for (at, task) in tasks.iter_mut().enumerate() {
            task.id = format!("t{at}");
            task.seq = Some((at + 1).to_string());
        }
        let mut notice = crate::parse(&crate::read(b"", ""));
        notice.header.issuer = issuer.map(str::to_owned);
        notice.header.date = date.map(str::to_owned);
        notice.diagnostics = vec![Diagnostic {
            code: "unit-near-miss".into(),
            severity: Severity::Warning,
            message: "Compare.".into(),
            message_zh: "请核对。".into(),
            span: Span::new(0, 0),
            task: None,
        }];
        notice.tasks = tasks;
        notice
    })
}

fn some<T: Copy + std::fmt::Debug + 'static>(from: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop::sample::subsequence(from, 0..=1)
}

/// Names, and whether all of them are asked for.
fn named(from: &'static [&'static str]) -> impl Strategy<Value = (Vec<String>, bool)> {
    (prop::sample::subsequence(from, 0..=2).prop_map(owned), any::<bool>())
}

fn owned(values: Vec<&str>) -> Vec<String> {
    values.into_iter().map(str::to_owned).collect()
}

fn query() -> impl Strategy<Value = LibraryQuery> {
    const DUES: [Due; 4] = [Due::Quarter(2026, 2), Due::Quarter(0, 4), Due::Unread, Due::Missing];
    let role = prop::option::of(pick(&RoleFilter::ALL));
    let keys = pick(&[SortKey::Order, SortKey::Unit, SortKey::Leader, SortKey::Deadline]);
    let of_rows = (named(&UNITS), named(&LEADERS), some(&Check::ALL), some(&DUES), prop::option::of(any::<bool>()));
    let of_notices = (some(&ISSUERS), some(&["2026", UNSTATED]), some(&["民生", "水利建设", "(一)"]));
    (some(&TERMS), role, of_rows, of_notices, keys, any::<bool>()).prop_map(
        |(terms, role, of_rows, (issuers, years, headings), key, descending)| {
            let ((units, all_units), (leaders, all_leaders), checks, dues, has_target) = of_rows;
            LibraryQuery {
                tasks: Query {
                    search: terms.join(" "),
                    units,
                    all_units,
                    role,
                    leaders,
                    all_leaders,
                    checks,
                    dues,
                    has_target,
                    sort: Sort { key, descending },
                    ..Query::default()
                },
                issuers: owned(issuers),
                years: owned(years),
                headings: owned(headings),
                notices: Vec::new(),
            }
        },
    )
}

/// The positions of the rows under one of the headings chosen, and the notice with these alone.
fn under(notice: &Notice, headings: &[String]) -> (Vec<usize>, Notice) {
    let fits = |task: &Task| {
        let name = task.section.first().map(|heading| common_heading(heading));
        headings.is_empty() || name.is_some_and(|name| headings.contains(&name))
    };
    let rows: Vec<usize> = (0..notice.tasks.len()).filter(|&row| fits(&notice.tasks[row])).collect();
    let tasks = rows.iter().map(|&row| notice.tasks[row].clone()).collect();
    (rows, Notice { tasks, ..notice.clone() })
}

fn document(at: usize, notice: &Notice) -> Document {
    Document::new(format!("k{at}"), crate::read(b"", ""), notice.clone())
}

/// Whether all rows of a notice fall out by what is said of it as a whole.
fn left_out(notice: &Notice, query: &LibraryQuery, issuers: bool, years: bool) -> bool {
    let issuer = notice.header.issuer.as_deref().unwrap_or(UNSTATED);
    let year = notice.header.date.as_deref().map_or(UNSTATED, |date| &date[..4]);
    let fails = |list: &[String], value: &str| !list.is_empty() && !list.iter().any(|other| other == value);
    issuers && fails(&query.issuers, issuer) || years && fails(&query.years, year)
}

/// What a query asks of one list alone, for each list.
fn alone(query: &LibraryQuery) -> Vec<LibraryQuery> {
    let Query { search, units, role, leaders, checks, dues, has_target, all_units, all_leaders, .. } =
        query.tasks.clone();
    let none = Query { sort: query.tasks.sort, ..Query::default() };
    let of_rows = [
        Query { search, ..none.clone() },
        Query { units, all_units, ..none.clone() },
        Query { role, ..none.clone() },
        Query { leaders, all_leaders, ..none.clone() },
        Query { checks, ..none.clone() },
        Query { dues, ..none.clone() },
        Query { has_target, ..none.clone() },
    ];
    let of_rows = of_rows.into_iter().map(|tasks| LibraryQuery { tasks, ..LibraryQuery::default() });
    let of_notices = [
        LibraryQuery { issuers: query.issuers.clone(), ..LibraryQuery::default() },
        LibraryQuery { years: query.years.clone(), ..LibraryQuery::default() },
        LibraryQuery { headings: query.headings.clone(), ..LibraryQuery::default() },
    ];
    of_rows.chain(of_notices).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn many_notices_answer_as_each_would(
        notices in prop::collection::vec(notice(), 0..5),
        corrected_later in prop::option::of(notice()),
        asked in prop::collection::vec(query(), 1..4),
    ) {
        let mut queries = asked;
        queries.extend(alone(&queries[0]));
        let mut library = Library::default();
        for (at, notice) in notices.iter().enumerate() {
            // Some are added after the first searches.
            if at == 2 {
                library.select(&queries[0]);
            }
            if let Some(before) = corrected_later.as_ref().filter(|_| at % 2 == 1) {
                library.add(&format!("k{at}"), &format!("{at}.txt"), before, 0).unwrap();
                library.select(&queries[0]);
            }
            library.add(&format!("k{at}"), &format!("{at}.txt"), notice, 0).unwrap();
        }
        for query in &queries {
            let selection = library.select(query);
            let unsorted = Query { sort: Sort::default(), ..query.tasks.clone() };
            let mut expected = Vec::new();
            let (mut units, mut leaders) = (HashMap::new(), HashMap::new());
            let (mut dues, mut targets) = (BTreeMap::new(), [0; 2]);
            let (mut any_role, mut roles) = (0, [0; RoleFilter::ALL.len()]);
            let mut led = 0;
            for (number, notice) in notices.iter().enumerate() {
                let (rows, notice) = &under(notice, &query.headings);
                let document = document(number, notice);
                if !left_out(notice, query, true, true) {
                    let found = document.select(&unsorted);
                    led += document.led(&unsorted, &found);
                    prop_assert_eq!(found.len(), selection.by_notice[number] as usize);
                    expected.extend(found.into_iter().map(|row| (number as u32, rows[row] as u32)));
                    let count = |change: &dyn Fn(&mut Query)| {
                        let mut query = unsorted.clone();
                        change(&mut query);
                        document.select(&query).len()
                    };
                    for (due, _, chosen) in &selection.dues {
                        prop_assert_eq!(*chosen, query.tasks.dues.contains(due));
                        *dues.entry(*due).or_insert(0) += count(&|query| query.dues = vec![*due]);
                    }
                    for (sum, wanted) in targets.iter_mut().zip([true, false]) {
                        *sum += count(&|query| query.has_target = Some(wanted));
                    }
                    let facets = document.facets(&query.tasks);
                    for value in facets.units {
                        let sum: &mut (usize, usize) = units.entry(value.name).or_default();
                        *sum = (sum.0 + value.count, sum.1 + value.lead);
                    }
                    for value in facets.leaders {
                        *leaders.entry(value.name).or_insert(0) += value.count;
                    }
                    any_role += facets.any_role;
                    roles.iter_mut().zip(facets.roles).for_each(|(sum, count)| *sum += count);
                }
            }
            prop_assert_eq!(led, selection.led);
            prop_assert_eq!((any_role, roles), (selection.any_role, selection.roles));
            prop_assert_eq!(targets, selection.targets);
            for (due, count, _) in &selection.dues {
                prop_assert_eq!(*count, dues.get(due).copied().unwrap_or_default(), "{:?}", due);
            }
            for value in library.choices(List::Units, &selection, &query.tasks.units, "", 99).values {
                prop_assert_eq!((value.count, value.lead), units.get(&value.name).copied().unwrap_or_default());
            }
            for value in library.choices(List::Leaders, &selection, &query.tasks.leaders, "", 99).values {
                prop_assert_eq!(value.count, leaders.get(&value.name).copied().unwrap_or_default());
            }
            for (list, of_query) in [
                (List::Issuers, (|query| &mut query.issuers) as fn(&mut LibraryQuery) -> &mut Vec<String>),
                (List::Years, |query| &mut query.years),
                (List::Headings, |query| &mut query.headings),
            ] {
                let mut only = query.clone();
                let chosen = std::mem::take(of_query(&mut only));
                for value in library.choices(list, &selection, &chosen, "", 99).values {
                    *of_query(&mut only) = vec![value.name.clone()];
                    prop_assert_eq!(value.count, library.select(&only).found.len(), "{:?} {}", list, value.name);
                }
            }
            let mut found: Vec<_> = selection.found.iter().map(|found| (found.notice, found.row)).collect();
            if query.tasks.sort == Sort::default() {
                prop_assert_eq!(&found, &expected);
            }
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_task_comes_back_as_it_was(mut notice in notice()) {
        notice.tasks.iter_mut().step_by(2).for_each(|task| task.checked = true);
        let mut library = Library::default();
        library.add("k", "云川/a.txt", &notice, 0).unwrap();
        let back = library.excerpt(0, 0..notice.tasks.len() as u32);
        prop_assert_eq!(&back.header.issuer, &notice.header.issuer);
        for (task, back_task) in notice.tasks.iter().zip(&back.tasks) {
            let own: Vec<_> = back_task.diagnostics.iter().map(|&at| &back.diagnostics[at]).collect();
            prop_assert_eq!(own, task.diagnostics.iter().map(|&at| &notice.diagnostics[at]).collect::<Vec<_>>());
            // Positions of its notice; targets are not kept.
            let (diagnostics, targets) = (task.diagnostics.clone(), task.targets.clone());
            let back_task = Task { diagnostics, targets, ..back_task.clone() };
            prop_assert_eq!(task, &back_task);
        }
    }
}

fn plain(text: &str, unit: &str, deadline: Option<&str>) -> Task {
    Task {
        text: text.into(),
        units: vec![Unit { name: unit.into(), role: UnitRole::Lead, aliases: vec![], spans: vec![] }],
        deadline: deadline.map(str::to_owned),
        ..Task::default()
    }
}

fn with_tasks(tasks: Vec<Task>) -> Notice {
    let mut notice = crate::parse(&crate::read(b"", ""));
    notice.tasks = tasks;
    notice
}

fn texts(library: &Library, selection: &Selection) -> Vec<String> {
    let task = |found: &Found| library.excerpt(found.notice, [found.row]).tasks.remove(0);
    selection.found.iter().map(|found| task(found).text).collect()
}

#[test]
fn rows_sort_over_all_notices() {
    let mut library = Library::default();
    library
        .add("a", "a.txt", &with_tasks(vec![plain("甲", "市教育局", Some("年底前")), plain("乙", "市水利局", None)]), 0)
        .unwrap();
    library
        .add(
            "b",
            "b.txt",
            &with_tasks(vec![plain("丙", "市水利局", Some("6月底前")), plain("丁", "市教育局", Some("3月底前"))]),
            0,
        )
        .unwrap();
    let mut sorted = |key, descending| {
        let tasks = Query { sort: Sort { key, descending }, ..Query::default() };
        let selection = library.select(&LibraryQuery { tasks, ..LibraryQuery::default() });
        texts(&library, &selection).concat()
    };
    assert_eq!(sorted(SortKey::Order, true), "丁丙乙甲");
    assert_eq!(sorted(SortKey::Unit, false), "甲丁乙丙");
    assert_eq!(sorted(SortKey::Unit, true), "乙丙甲丁");
    assert_eq!(sorted(SortKey::Deadline, false), "丁丙甲乙");
    assert_eq!(sorted(SortKey::Deadline, true), "甲丙丁乙");
}

#[test]
fn a_notice_is_found_by_its_title_and_file() {
    let mut library = Library::default();
    let mut notice = with_tasks(vec![plain("甲", "市教育局", None)]);
    notice.header.title = Some("青屿县2026年重点工作责任分解".into());
    notice.header.doc_number = Some("青政发〔2026〕7号".into());
    library.add("a", "各县/青屿.txt", &notice, 0).unwrap();
    library.add("b", "b.txt", &with_tasks(vec![plain("乙", "市水利局", None)]), 0).unwrap();
    for search in ["青屿 甲", "各县", "[2026]7"] {
        let tasks = Query { search: search.into(), ..Query::default() };
        let selection = library.select(&LibraryQuery { tasks, ..LibraryQuery::default() });
        assert_eq!(texts(&library, &selection), ["甲"], "{search}");
    }
    let selection = library.select(&LibraryQuery { years: vec!["2026".into()], ..LibraryQuery::default() });
    assert_eq!(texts(&library, &selection), ["甲"], "the year stands in the number");
}

#[test]
fn like_headings_of_many_notices_are_one() {
    for (heading, common) in [
        ("一、经济发展", "经济发展"),
        ("第三部分 经济发展", "经济发展"),
        ("（二）经济发展（9项）", "经济发展"),
        ("5．经济发展(共12条)：", "经济发展"),
        ("二、Ｒ＆Ｄ投入", "R&D投入"),
        ("三、城市更新（老旧小区）", "城市更新(老旧小区)"),
        ("一、（3项）", "一、(3项)"),
        ("一、", "一、"),
        ("", ""),
    ] {
        assert_eq!(common_heading(heading), common, "{heading}");
    }
}

#[test]
fn deadlines_are_told_where_any_task_has_one() {
    let mut library = Library::default();
    library.add("a", "a.txt", &with_tasks(vec![plain("甲", "市教育局", None)]), 0).unwrap();
    let dues = |library: &mut Library, dues: &[Due]| {
        let tasks = Query { dues: dues.to_vec(), ..Query::default() };
        library.select(&LibraryQuery { tasks, ..LibraryQuery::default() }).dues
    };
    assert_eq!(dues(&mut library, &[]), []);
    assert_eq!(dues(&mut library, &[Due::Missing]), [(Due::Missing, 1, true)]);
    library.add("b", "b.txt", &with_tasks(vec![plain("乙", "市教育局", Some("长期坚持"))]), 0).unwrap();
    assert_eq!(dues(&mut library, &[]), [(Due::Ongoing, 1, false), (Due::Missing, 1, false)]);
    let unknown = Due::Quarter(2031, 1);
    assert_eq!(
        dues(&mut library, &[unknown]),
        [(unknown, 0, true), (Due::Ongoing, 1, false), (Due::Missing, 1, false)]
    );
}

#[test]
fn a_long_list_shows_what_is_most_frequent_or_sought() {
    let mut library = Library::default();
    let tasks = (0..40).flat_map(|unit| (0..=unit).map(move |_| plain("甲", &format!("第{unit}中学"), None)));
    library.add("a", "a.txt", &with_tasks(tasks.collect()), 0).unwrap();
    let selection = library.select(&LibraryQuery::default());
    let chosen = ["第3中学".to_owned(), "没有的单位".to_owned()];
    let choices = library.choices(List::Units, &selection, &chosen, "", 2);
    let names: Vec<_> = choices.values.iter().map(|value| (value.name.as_str(), value.count)).collect();
    assert_eq!(names, [("第3中学", 4), ("没有的单位", 0), ("第39中学", 40), ("第38中学", 39)]);
    assert_eq!(choices.left_out, 37);
    let choices = library.choices(List::Units, &selection, &[], "第１ 2", 2);
    assert_eq!(choices.values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>(), ["第12中学"]);
}

#[test]
fn a_full_library_says_so_and_keeps_what_it_has() {
    let mut library = Library::with_limit(20_000);
    let notice = with_tasks((0..50).map(|_| plain("新建小学2所。", "市教育局", None)).collect());
    let added = (0..100).take_while(|at| library.add(&at.to_string(), "a.txt", &notice, 0).is_ok()).count();
    assert!((2..10).contains(&added), "{added}");
    assert_eq!((library.len(), library.tasks()), (added, added * 50));
    assert_eq!(library.select(&LibraryQuery::default()).found.len(), added * 50);
}
