//! Every file made from a notice can be read back and says the same: for the notices of all spec cases, and for what
//! harms files (quotes, line ends, control characters, formulas). The fuzz target `exports` tries the rest.
#![cfg(feature = "cli")]

#[path = "exports/back.rs"]
mod back;
mod cases;

use std::path::Path;

use fenjie::Notice;

fn read_back(notice: &Notice) {
    for (name, read_back) in back::EXPORTS {
        println!("{name}");
        read_back(notice);
    }
}

#[test]
fn the_notices_of_all_spec_cases_can_be_read_back() {
    let mut tasks = 0;
    for file in cases::folder(Path::new(env!("CARGO_MANIFEST_DIR"))).read_dir().expect("tests/forms") {
        let path = file.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        for case in cases::read(&std::fs::read_to_string(&path).expect("UTF-8")).expect("cases") {
            println!("{}: {}", path.display(), case.name);
            let notice = fenjie::parse(&fenjie::read(case.input.as_bytes(), "case.txt"));
            tasks += notice.tasks.len();
            read_back(&notice);
        }
    }
    assert!(tasks > 100, "only {tasks} tasks were read back");
}

#[test]
fn what_harms_files_can_be_read_back() {
    let cells = ["=1+1", "＝1", "\u{feff}@x", "-5", "\"甲\"，乙", "甲\u{0}乙", "甲\u{b}乙", "甲;乙,丙", "'甲", "𠮷"];
    let rows = cells.map(|cell| format!("1\t{cell}修渠\t市{cell}局、{cell}\t{cell}\n")).concat();
    let text = format!("序号\t重点工作\t责任单位\t备注\n{rows}");
    let notice = fenjie::parse(&fenjie::read(text.as_bytes(), "=cmd,\"\".txt"));
    assert!(notice.tasks.len() > 5, "{:?}", notice.tasks);
    read_back(&notice);
}

#[test]
fn a_column_called_as_one_of_ours_can_be_read_back() {
    let text = "序号\t重点工作\t责任单位\t附件\n1\t修渠10公里。\t市水利局\t清单1\n2\t植树。\t市林业局\t清单2\n";
    let notice = fenjie::parse(&fenjie::read(text.as_bytes(), "a.txt"));
    assert_eq!(notice.tasks[0].other, [("附件".to_owned(), "清单1".to_owned())]);
    read_back(&notice);
}
