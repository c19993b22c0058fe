//! Workbooks, written and read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::*;
use crate::export::tests::{FORMULAS, formulas, notice};
use crate::model::{Task, Unit};
use crate::sheets::write;

type Read = Xlsx<Cursor<Vec<u8>>>;

fn read(workbook: &Workbook) -> Read {
    open_workbook_from_rs(Cursor::new(write(workbook).unwrap())).unwrap()
}

fn cells(read: &mut Read, sheet: &str) -> Vec<Vec<String>> {
    let range = read.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_sheet_for_each_unit_says_what_it_does() {
    let notice = notice();
    let mut read = read(&of_one(&Selection::of(&notice, &[0, 1, 2]), By::Units, Lang::Zh));
    assert_eq!(read.sheet_names(), ["概要", "任务", "核对", "单位", "市经信局", "市科技局", "市财政局"]);
    assert_eq!(cells(&mut read, "概要")[0][0], "关于印发重点工作责任分解的通知");
    assert_eq!(cells(&mut read, "任务").len(), 4);
    let index = cells(&mut read, "单位");
    assert_eq!(index[0], ["单位", "任务数", "牵头", "配合", "责任"]);
    assert_eq!(index[1], ["市经信局", "2", "1", "0", "1"]);
    let own = cells(&mut read, "市经信局");
    assert_eq!(own.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["角色", "牵头", "责任"]);
    let task = own[0].iter().position(|heading| heading == "任务").unwrap();
    assert_eq!(own[2][task], "改造菜市场。");
    assert!(own[0].contains(&"任务来源".to_owned()) && own[0].contains(&"量化目标".to_owned()), "{:?}", own[0]);
    assert_eq!(cells(&mut read, "核对")[1][..3], ["存疑", "2", "没有写明单位。"]);
}

#[test]
fn a_sheet_for_each_leader_has_their_rows() {
    let notice = notice();
    let mut read = read(&of_one(&Selection::of(&notice, &[0, 1]), By::Leaders, Lang::En));
    assert_eq!(read.sheet_names(), ["Summary", "Tasks", "Checks", "Leaders", "柳承泽", "白芷若"]);
    assert_eq!(cells(&mut read, "白芷若").len(), 2);
    assert!(cells(&mut read, "Summary").iter().any(|row| row[1].contains("Parsed by fenjie")));
}

#[test]
fn no_cell_is_a_formula_and_words_stay_as_printed() {
    let notice = formulas();
    let rows: Vec<usize> = (0..FORMULAS.len()).collect();
    let mut read = read(&of_one(&Selection::of(&notice, &rows), By::Units, Lang::Zh));
    let task = cells(&mut read, "任务")[0].iter().position(|heading| heading == "任务").unwrap();
    for (row, formula) in cells(&mut read, "任务")[1..].iter().zip(FORMULAS) {
        assert_eq!(row[task], clean(formula));
    }
    for sheet in read.sheet_names() {
        assert!(read.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
        let counts = sheet == "单位";
        for cell in read.worksheet_range(&sheet).unwrap().used_cells() {
            assert!(matches!(cell.2, Data::String(_)) || counts, "{sheet}: {cell:?}");
        }
    }
}

#[test]
fn units_of_any_name_and_number_have_sheets_that_can_be_opened() {
    let mut notice = notice();
    let unit = |name: String| Unit { name, role: UnitRole::Lead, aliases: vec![], spans: vec![] };
    let many = (0..MOST_SHEETS + 20)
        .map(|number| unit(format!("各县（市、区）人民政府及市政府直属各单位、垂直管理部门第{number}处")));
    let odd = ["a/b:c", "A/B:C", "'甲'", "History", "概要", "a&b<c>\"", &"𠮷".repeat(40)];
    notice.tasks = vec![Task {
        units: odd.iter().map(|name| unit((*name).into())).chain(many).collect(),
        ..notice.tasks[0].clone()
    }];
    let workbook = of_one(&Selection::of(&notice, &[0]), By::Units, Lang::Zh);
    let mut read = read(&workbook);
    let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(read.sheet_names(), names);
    let sheets = names.iter().filter(|name| cells(&mut read, name)[0][0] == "角色").count();
    assert_eq!(sheets, MOST_SHEETS);
    assert_eq!(cells(&mut read, "单位").len(), MOST_SHEETS + 20 + odd.len() + 1);
}

#[test]
fn words_longer_than_a_cell_are_cut() {
    let mut notice = notice();
    notice.tasks[0].text = "长".repeat(40_000);
    let mut read = read(&of_one(&Selection::of(&notice, &[0]), By::Units, Lang::Zh));
    let longest = cells(&mut read, "任务").into_iter().flatten().map(|cell| cell.chars().count()).max();
    assert_eq!(longest, Some(32_767));
}

#[test]
fn several_notices_stand_below_each_other() {
    let (one, mut other) = (notice(), notice());
    other.source.name = "别处.txt".into();
    let mut read = read(&of_several(&[Selection::of(&one, &[0, 1]), Selection::of(&other, &[2])], Lang::Zh));
    assert_eq!(read.sheet_names(), ["通知", "任务"]);
    assert_eq!(cells(&mut read, "通知")[1][5], "2");
    let rows = cells(&mut read, "任务");
    assert_eq!(
        rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["文件", "云川.txt", "云川.txt", "别处.txt"]
    );
    assert!(rows[1].contains(&"任务来源：市长工作会".to_owned()));
}
