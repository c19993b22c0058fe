//! Corrections over a parsed notice, and over the same notice read otherwise.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::book::{Check, Document, key_of};
use crate::model::{Diagnostic, Notice, Severity, Target, UnitRole};

const NOTICE: &str = "序号\t重点工作\t责任领导\t责任单位\t完成时限\n\
    1\t修缮水渠12公里。建成泵站2座。\t柳承泽\t*县水利局、县财政局\t9月底前\n\
    2\t植树造林500亩。\t白芷若\t县林业局\t\n\
    3\t招聘教师120名，\t白芷若\t县教育局\t年底前\n\
    4\t新增学位800个。\t何思远\t县教育局、县住建局\t\n";

fn document_of(text: &str) -> Document {
    let manuscript = crate::read(text.as_bytes(), "任务.txt");
    let notice = crate::parse(&manuscript);
    Document::new(key_of(text.as_bytes()), manuscript, notice)
}

fn document() -> Document {
    let document = document_of(NOTICE);
    assert_eq!(document.notice.tasks.len(), 4, "the table is read");
    document
}

fn id(document: &Document, row: usize) -> String {
    document.notice.tasks[row].id.clone()
}

fn texts(document: &Document) -> Vec<&str> {
    document.notice.tasks.iter().map(|task| task.text.as_str()).collect()
}

fn deadline(words: &str) -> Value {
    Value::Deadline(Some(words.to_owned()))
}

fn unit(name: &str, role: UnitRole) -> NamedUnit {
    NamedUnit { name: name.to_owned(), role, aliases: vec![] }
}

/// The same bytes as a better or worse parser reads them: `change` says how.
fn reread(document: &Document, change: impl FnOnce(&mut Notice)) -> Document {
    let mut notice = document.parsed().clone();
    change(&mut notice);
    let manuscript = crate::read(document.text.as_bytes(), "任务.txt");
    let mut other = Document::new(document.key.clone(), manuscript, notice);
    other.restore(document.corrections().cloned().unwrap_or_default());
    other
}

fn unfit(document: &Document) -> Vec<Part> {
    document.report().map(|report| report.unfit.iter().map(|unfit| unfit.part).collect()).unwrap_or_default()
}

fn satisfied(document: &Document) -> Vec<Part> {
    document.report().map(|report| report.satisfied.iter().map(|(_, part)| *part).collect()).unwrap_or_default()
}

#[test]
fn a_corrected_cell_counts_everywhere_and_keeps_its_place() {
    let mut document = document();
    let row = id(&document, 1);
    let place = document.notice.tasks[1].spans.clone();
    let units = vec![unit("县林业局", UnitRole::Lead), unit("县财政局", UnitRole::Support)];
    document.correct(&row, vec![Value::Units(NamedUnits { list: units, open_ended: false }), deadline("6月底前")]);
    let task = &document.notice.tasks[1];
    assert_eq!(task.corrected, [Field::Units, Field::Deadline]);
    assert_eq!((task.units[0].role, task.units[1].name.as_str()), (UnitRole::Lead, "县财政局"));
    assert_eq!(task.spans, place);
    assert!(!task.units[0].spans.is_empty(), "the unit that was there still leads to its words");
    let total = document.notice.units.iter().find(|unit| unit.name == "县财政局").unwrap();
    assert_eq!((total.tasks.len(), total.support), (2, 1));
    let facets = document.facets(&crate::book::Query { checks: vec![Check::Corrected], ..Default::default() });
    assert_eq!(facets.units.iter().filter(|unit| unit.count > 0).count(), 2);
    document.take_back(&row, Part::Cell(Field::Units));
    assert_eq!(document.notice.tasks[1].corrected, [Field::Deadline]);
    document.correct(&row, vec![Value::Deadline(None)]);
    assert_eq!(document.notice, *document.parsed(), "what the parser reads is no correction");
    assert!(document.corrections().unwrap().is_empty());
}

#[test]
fn a_row_is_split_and_its_parts_lead_to_their_own_words() {
    let mut document = document();
    let row = id(&document, 0);
    document.split(&row, &["修缮水渠12公里。".into(), "建成泵站2座。".into()]);
    assert_eq!(texts(&document)[..3], ["修缮水渠12公里。", "建成泵站2座。", "植树造林500亩。"]);
    let part = &document.notice.tasks[1];
    assert_eq!(part.spans.text.iter().map(|span| span.of(&document.text)).collect::<String>(), "建成泵站2座。");
    assert_eq!(part.units, document.notice.tasks[0].units);
    assert_eq!(document.notice.units[0].tasks.len(), 2);
    assert!(document.undo());
    assert_eq!(document.notice, *document.parsed());
    assert!(document.redo());
    assert_eq!(document.notice.tasks.len(), 5);
}

#[test]
fn rows_are_joined_with_all_that_they_hold() {
    let mut document = document();
    let (first, second) = (id(&document, 2), id(&document, 3));
    let places = document.notice.tasks[3].spans.text.clone();
    assert!(document.join(&first));
    let task = &document.notice.tasks[2];
    assert_eq!(task.text, "招聘教师120名，新增学位800个。");
    assert_eq!(task.leaders.len(), 2);
    assert_eq!(task.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["县教育局", "县住建局"]);
    assert!(places.iter().all(|place| task.spans.text.contains(place)), "the words of both");
    assert!(document.task(&second).is_none());
    let tasks: Vec<_> = document.notice.segments.iter().filter_map(|segment| segment.task.as_deref()).collect();
    assert!(!tasks.contains(&second.as_str()), "a click on the words of the second leads to the first");
    assert!(!document.join(&first), "there is no next row");
}

#[test]
fn rows_are_added_removed_and_restored() {
    let mut document = document();
    let row = id(&document, 1);
    document.remove(&row);
    assert_eq!(document.notice.tasks.len(), 3);
    document.take_back(&row, Part::Removed);
    assert_eq!(document.notice.tasks.len(), 4);
    let text = |words: &str| vec![Value::Text(words.to_owned())];
    let one = document.add(Some(&row), text("补种果树。"), vec![]);
    let two = document.add(Some(&one), text("修剪果树。"), vec![]);
    document.add(Some(&row), text("先整地。"), vec![]);
    document.add(None, text("总则。"), vec![]);
    assert_eq!(texts(&document)[2..5], ["植树造林500亩。", "先整地。", "补种果树。"]);
    assert_eq!(texts(&document)[0], "总则。");
    document.check(&two, true);
    document.take_back(&one, Part::Added);
    assert_eq!(texts(&document)[2..5], ["植树造林500亩。", "先整地。", "修剪果树。"]);
    assert_eq!(document.checked(), 1);
}

#[test]
fn what_a_correction_settles_is_no_longer_in_question() {
    let mut document = document();
    let row = id(&document, 1);
    document.notice.diagnostics = vec![
        Diagnostic {
            code: "unit-near-miss".into(),
            severity: Severity::Warning,
            message: String::new(),
            message_zh: String::new(),
            span: Span::new(0, 0),
            task: Some(row.clone()),
        },
        Diagnostic {
            code: "person-near-miss".into(),
            severity: Severity::Warning,
            message: String::new(),
            message_zh: String::new(),
            span: Span::new(0, 0),
            task: Some(row.clone()),
        },
    ];
    document.notice.tasks[1].diagnostics = vec![0, 1];
    document.correct(&row, vec![Value::Units(NamedUnits::default())]);
    assert_eq!(document.notice.tasks[1].diagnostics, [0]);
    assert_eq!(document.notice.diagnostics[0].code, "person-near-miss");
    assert!(document.falls_under(1, Check::Noted));
    document.check(&row, true);
    assert!(!document.falls_under(1, Check::Noted), "who checked it has seen to it");
    document.remove(&row);
    assert!(document.notice.diagnostics.is_empty());
}

#[test]
fn corrections_find_their_rows_when_the_ids_change() {
    let mut document = document();
    let (first, third) = (id(&document, 0), id(&document, 2));
    document.correct(&first, vec![deadline("10月底前")]);
    document.check(&third, true);
    document.remove(&id(&document, 3));
    let mut other = reread(&document, |notice| {
        for task in &mut notice.tasks {
            task.id = format!("0{}", task.id);
        }
    });
    assert_eq!(other.notice.tasks[0].deadline.as_deref(), Some("10月底前"));
    assert!(other.notice.tasks[2].checked);
    assert_eq!(other.notice.tasks.len(), 3);
    assert_eq!(unfit(&other), []);
    // The next correction moves the others to the new id.
    let now = id(&other, 0);
    other.correct(&now, vec![Value::Note(Some("急".into()))]);
    assert_eq!(other.notice.tasks[0].corrected, [Field::Deadline, Field::Note]);
    assert!(other.corrections().unwrap().row(&first).is_none());
    assert!(other.undo());
    assert_eq!(other.notice.tasks[0].corrected, [Field::Deadline]);
}

#[test]
fn what_the_parser_reads_by_itself_now_is_satisfied() {
    let mut document = document();
    let row = id(&document, 0);
    document.correct(&row, vec![deadline("10月底前")]);
    document.split(&row, &["修缮水渠12公里。".into(), "建成泵站2座。".into()]);
    let better = document.notice.clone();
    let other = reread(&document, |notice| {
        *notice = better;
        notice.tasks[1].id = "0123".into();
        notice.tasks.iter_mut().for_each(|task| task.corrected.clear());
    });
    assert_eq!(texts(&other), texts(&document));
    assert_eq!(unfit(&other), []);
    assert_eq!(satisfied(&other), [Part::Cell(Field::Deadline), Part::Cell(Field::Text), Part::Added]);
    assert!(other.notice.tasks.iter().all(|task| task.corrected.is_empty()));
}

#[test]
fn what_no_longer_fits_is_kept_and_told_and_can_be_held_on_to() {
    let mut document = document();
    let (first, second, third) = (id(&document, 0), id(&document, 1), id(&document, 2));
    document.correct(&first, vec![deadline("10月底前")]);
    document.check(&first, true);
    document.correct(&second, vec![deadline("6月底前")]);
    document.remove(&third);
    let mut other = reread(&document, |notice| {
        notice.tasks[0].deadline = Some("11月底前".into());
        notice.tasks[2].text = "招聘教师120名，其中乡村教师40名。".into();
        notice.tasks[2].id = "0123".into();
        notice.tasks.remove(1);
    });
    assert_eq!(other.notice.tasks[0].deadline.as_deref(), Some("11月底前"), "the parser's words stand");
    assert!(!other.notice.tasks[0].checked);
    let deadlines = Part::Cell(Field::Deadline);
    let mut parts = unfit(&other);
    parts.sort_unstable();
    assert_eq!(parts, [deadlines, deadlines, Part::Removed, Part::Checked]);
    assert_eq!(other.corrections(), document.corrections(), "nothing is dropped");
    other.insist(&first, deadlines);
    assert_eq!(other.notice.tasks[0].deadline.as_deref(), Some("10月底前"));
    other.insist(&third, Part::Removed);
    assert!(other.task("0123").is_none());
    assert_eq!(unfit(&other), [deadlines], "the row that is gone");
    other.take_back(&second, deadlines);
    assert_eq!(unfit(&other), []);
    assert!(other.notice.tasks[0].checked, "it reads as when it was checked");
}

#[test]
fn an_added_row_that_the_parser_reads_otherwise_is_told() {
    let mut document = document();
    let row = id(&document, 3);
    document.add(Some(&row), vec![Value::Text("扩建校舍。".into()), deadline("5月底前")], vec![]);
    let added = id(&document, 4);
    let mut other = reread(&document, |notice| {
        let mut task = notice.tasks[3].clone();
        (task.id, task.text) = ("0123".into(), "扩建校舍。".into());
        notice.tasks.push(task);
    });
    assert_eq!(unfit(&other), [Part::Cell(Field::Deadline)]);
    other.insist(&added, Part::Cell(Field::Deadline));
    assert_eq!(other.notice.tasks[4].deadline.as_deref(), Some("5月底前"));
    assert_eq!(other.notice.tasks[4].corrected, [Field::Deadline]);
    assert_eq!(unfit(&other), []);
}

#[test]
fn a_file_reads_back_and_others_are_refused() {
    let mut document = document();
    document.correct(&id(&document, 0), vec![deadline("10月底前")]);
    document.check(&id(&document, 1), true);
    document.split(&id(&document, 0), &["修缮水渠12公里。".into(), "建成泵站2座。".into()]);
    let file = document.corrections_file().unwrap();
    let json = file.write();
    assert!(crate::page::is_corrections(json.as_bytes()), "{json}");
    assert_eq!(File::read(&json), Ok(file));
    assert_eq!(File::read(&format!("\u{feff}{json}")).unwrap().notice.key, document.key);
    assert_eq!(File::read(&json.replace("corrections/1", "corrections/2")), Err(Refusal::Newer));
    for damaged in ["", "{", "[]", "{\"schema\":\"fenjie.notice/1\"}", &json.replace("added-", ""), &json[..200]] {
        assert!(matches!(File::read(damaged), Err(Refusal::Damaged(_))), "{damaged}");
    }
    assert!(!crate::page::is_corrections("关于印发 fenjie 说明的通知".as_bytes()));
}

#[test]
fn words_are_found_whatever_their_white_space() {
    let document = document_of("甲乙\n甲 乙丙\n甲乙丙");
    let at = |words, from| document.find(words, from).map(|span| span.of(&document.text));
    assert_eq!(at("乙 丙", 0), Some("乙丙"));
    assert_eq!(at("甲乙丙", 0), Some("甲 乙丙"));
    assert_eq!(at("甲乙丙", 12), Some("甲乙丙"));
    assert_eq!(at("甲甲", 0), None);
    assert_eq!(at("", 0), None);
}

#[test]
fn rows_joined_in_a_circle_by_a_file_made_by_hand_do_no_harm() {
    let mut document = document();
    let ids: Vec<String> = (0..4).map(|row| id(&document, row)).collect();
    ids.iter().for_each(|row| document.check(row, true));
    let mut all = document.corrections().cloned().unwrap();
    for (at, row) in ids.iter().enumerate() {
        let was = document.parsed().tasks[at].text.clone();
        all.rows.get_mut(row).unwrap().removed = Some(Removal { was, into: Some(ids[(at + 1) % 4].clone()) });
    }
    document.restore(all);
    check(&document);
    assert!(document.notice.tasks.is_empty());
}

/// What holds of every corrected notice.
fn check(document: &Document) {
    let Document { notice, text, .. } = document;
    let mut ids: Vec<&str> = notice.tasks.iter().map(|task| task.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "ids are unique: {ids:?}");
    let known = |id: &Option<String>| id.as_deref().is_none_or(|id| ids.binary_search(&id).is_ok());
    assert!(notice.diagnostics.iter().all(|diagnostic| known(&diagnostic.task)));
    assert!(notice.targets.iter().all(|Target { task, .. }| known(task)));
    assert!(notice.segments.iter().all(|segment| known(&segment.task)));
    for task in &notice.tasks {
        let spans = &task.spans;
        let own = [&spans.seq, &spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note];
        let people = task.leaders.iter().flat_map(|person| &person.spans);
        let units = task.units.iter().flat_map(|unit| &unit.spans);
        for span in own.into_iter().flatten().chain(people).chain(units) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} is no place of the text");
        }
        assert!(task.diagnostics.iter().all(|&at| at < notice.diagnostics.len()));
        assert!(task.targets.iter().all(|&at| notice.targets[at].task.as_deref() == Some(task.id.as_str())));
    }
    let parsed = document.parsed();
    assert!(
        notice
            .segments
            .iter()
            .zip(&parsed.segments)
            .all(|(one, other)| { (one.start, one.end, one.role) == (other.start, other.end, other.role) })
    );
}

/// Something that a reader does, to a row by its position.
#[derive(Clone, Debug)]
enum Deed {
    Text(usize, String),
    Units(usize, bool),
    Check(usize, bool),
    Remove(usize),
    Join(usize),
    Split(usize, usize),
    Add(Option<usize>, (usize, usize)),
    TakeBack(usize, Part),
    Insist(usize),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let row = 0..6_usize;
    let part = prop_oneof![
        Just(Part::Added),
        Just(Part::Removed),
        Just(Part::Checked),
        Just(Part::Cell(Field::Text)),
        Just(Part::Cell(Field::Units)),
    ];
    prop_oneof![
        (row.clone(), "[修渠造林。]{0,4}").prop_map(|(row, text)| Deed::Text(row, text)),
        (row.clone(), any::<bool>()).prop_map(|(row, any)| Deed::Units(row, any)),
        (row.clone(), any::<bool>()).prop_map(|(row, on)| Deed::Check(row, on)),
        row.clone().prop_map(Deed::Remove),
        row.clone().prop_map(Deed::Join),
        (row.clone(), 0..12_usize).prop_map(|(row, at)| Deed::Split(row, at)),
        (proptest::option::of(row.clone()), (0..500_usize, 0..500_usize))
            .prop_map(|(row, place)| Deed::Add(row, place)),
        (row.clone(), part).prop_map(|(row, part)| Deed::TakeBack(row, part)),
        row.prop_map(Deed::Insist),
        Just(Deed::Undo),
        Just(Deed::Redo),
    ]
}

fn perform(document: &mut Document, deed: &Deed) {
    let row = |at: usize| document.notice.tasks.get(at).map(|task| task.id.clone()).unwrap_or_default();
    let corrected = |at: usize| {
        let ids = document.corrections().map(|all| all.rows.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        ids.get(at).cloned().unwrap_or_default()
    };
    match deed {
        Deed::Text(at, text) => document.correct(&row(*at), vec![Value::Text(text.clone())]),
        Deed::Units(at, any) => {
            let list = if *any { vec![unit("县水利局", UnitRole::Support)] } else { vec![] };
            document.correct(&row(*at), vec![Value::Units(NamedUnits { list, open_ended: *any })]);
        }
        Deed::Check(at, on) => document.check(&row(*at), *on),
        Deed::Remove(at) => document.remove(&row(*at)),
        Deed::Join(at) => {
            document.join(&row(*at));
        }
        Deed::Split(at, place) => {
            let Some(task) = document.notice.tasks.get(*at) else { return };
            let parts = [task.text.chars().take(*place).collect(), task.text.chars().skip(*place).collect()];
            document.split(&row(*at), &parts);
        }
        Deed::Add(at, (start, end)) => {
            let below = at.map(row);
            let text = vec![Value::Text("扩建校舍。".into())];
            document.add(below.as_deref(), text, vec![Span::new(*start, *end)]);
        }
        Deed::TakeBack(at, part) => document.take_back(&corrected(*at), *part),
        Deed::Insist(at) => {
            let unfit = document.report().and_then(|report| report.unfit.get(*at)).cloned();
            if let Some(unfit) = unfit {
                document.insist(&unfit.row, unfit.part);
            }
        }
        Deed::Undo => {
            document.undo();
        }
        Deed::Redo => {
            document.redo();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // The same in every run, unless asked otherwise.
        rng_seed: RngSeed::Fixed(std::env::var("FENJIE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)),
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    })]

    #[test]
    fn any_work_keeps_the_notice_whole_and_can_be_taken_back(
        deeds in proptest::collection::vec(deed(), 0..14),
        dropped in proptest::collection::vec(0..4_usize, 0..3),
    ) {
        let mut document = document();
        prop_assert_eq!(&apply(&document.text, &document.notice, &Corrections::default()).0, &document.notice);
        for deed in &deeds {
            perform(&mut document, deed);
            check(&document);
        }
        if let Some(file) = document.corrections_file() {
            prop_assert_eq!(File::read(&file.write()), Ok(file));
        }
        // A parser that loses rows and gives the others new ids.
        let mut other = reread(&document, |notice| {
            for row in dropped {
                if row < notice.tasks.len() {
                    notice.tasks.remove(row);
                }
            }
            let ids: Vec<String> = notice.tasks.iter().map(|task| task.id.clone()).collect();
            notice.targets.iter_mut().for_each(|target| target.task = target.task.take().filter(|id| ids.contains(id)));
            notice.segments.iter_mut().for_each(|part| part.task = part.task.take().filter(|id| ids.contains(id)));
            notice.diagnostics.iter_mut().for_each(|note| note.task = note.task.take().filter(|id| ids.contains(id)));
        });
        check(&other);
        for deed in deeds.iter().rev() {
            perform(&mut other, deed);
            check(&other);
        }
        let done = document.notice.clone();
        while document.undo() {}
        prop_assert_eq!(&document.notice, document.parsed());
        while document.redo() {}
        // Steps that the reader had taken back may come again; without them it is the same work.
        if !deeds.iter().any(|deed| matches!(deed, Deed::Undo)) {
            prop_assert_eq!(document.notice, done);
        }
    }
}
