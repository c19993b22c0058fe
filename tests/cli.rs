//! The command line as people and scripts call it.
#![cfg(feature = "cli")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const NOTICE: &str = "序号\t重点工作\t责任单位\n1\t=cmd()修渠。\t*市水利局、市财政局\n2\t植树，造林。\t市林业局等\n";

fn fenjie(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fenjie"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).ok();
    child.wait_with_output().expect("the binary ends")
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).expect("UTF-8")
}

/// A file of its own for the calling test.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, NOTICE).expect("the folder for tests can be written");
    path
}

#[test]
fn standard_input_gives_one_json_object() {
    let output = fenjie(&["parse"], NOTICE);
    assert!(output.status.success());
    let notice: fenjie::Notice = serde_json::from_str(stdout(&output)).expect("a notice");
    assert_eq!(notice.tasks.len(), 2);
    assert_eq!(notice.source.name, "stdin");
    assert_eq!(notice.tasks[0].units[1].name, "市财政局");
}

#[test]
fn the_json_has_every_key_of_the_contract() {
    let output = fenjie(&["parse", "--format", "json"], "");
    let notice: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    for key in [
        "schema",
        "source",
        "header",
        "outline",
        "tasks",
        "indicators",
        "targets",
        "units",
        "people",
        "diagnostics",
        "segments",
        "coverage",
    ] {
        assert!(notice.get(key).is_some(), "{key}");
    }
    for key in [
        "issuer",
        "doc_number",
        "title",
        "addressees",
        "signatory",
        "date",
        "disclosure",
        "index_number",
        "attachments",
        "cc",
        "printed_by",
        "printed_on",
    ] {
        assert!(notice["header"].get(key).is_some(), "header.{key}");
    }
}

#[test]
fn several_files_give_an_array_or_a_line_each() {
    let (one, two) = (file("several-1.txt"), file("several-2.txt"));
    let paths = [one.to_str().expect("UTF-8"), two.to_str().expect("UTF-8")];
    let output = fenjie(&["parse", paths[0], paths[1]], "");
    let notices: Vec<fenjie::Notice> = serde_json::from_str(stdout(&output)).expect("an array");
    assert_eq!(notices[1].source.name, "several-2.txt");
    let output = fenjie(&["parse", "--format", "ndjson", paths[0], paths[1]], "");
    assert_eq!(stdout(&output).lines().count(), 2);
    for line in stdout(&output).lines() {
        serde_json::from_str::<fenjie::Notice>(line).expect("a notice a line");
    }
}

#[test]
fn a_bad_path_is_named_and_the_others_still_come_out() {
    let good = file("good.txt");
    let output = fenjie(&["parse", "--format", "ndjson", "no-such-file.txt", good.to_str().expect("UTF-8")], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stderr(&output).contains("no-such-file.txt: no such file"), "{}", stderr(&output));
    assert!(stderr(&output).contains("1 of 2 files"), "{}", stderr(&output));
}

#[test]
fn a_folder_is_refused_with_advice() {
    let output = fenjie(&["parse", env!("CARGO_TARGET_TMPDIR")], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("is a folder"), "{}", stderr(&output));
}

#[test]
fn a_file_that_is_no_text_is_told_and_still_gives_a_notice() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scan.pdf");
    std::fs::write(&path, b"%PDF-1.7\n1 0 obj\n").expect("the folder for tests can be written");
    let output = fenjie(&["parse", path.to_str().expect("UTF-8")], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("damaged"), "{}", stderr(&output));
    serde_json::from_str::<fenjie::Notice>(stdout(&output)).expect("a notice all the same");
}

#[test]
fn a_wrong_option_is_told_from_a_bad_file() {
    assert_eq!(fenjie(&["parse", "--format", "pdf"], "").status.code(), Some(2));
}

#[test]
fn csv_opens_in_a_spreadsheet_and_cannot_run() {
    let output = fenjie(&["parse", "--format", "csv"], NOTICE);
    assert!(output.stdout.starts_with(b"\xef\xbb\xbf"), "a byte order mark tells Excel that this is UTF-8");
    let mut reader = csv::Reader::from_reader(&output.stdout[3..]);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("well-formed");
    assert_eq!(rows.len(), 2);
    let cells: Vec<&str> = rows.iter().flat_map(|row| row.iter()).collect();
    assert!(cells.contains(&"'=cmd()修渠。"), "{cells:?}");
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
}

/// The corrections that a reader made to [`NOTICE`]: as in `docs/corrections.md`.
fn corrections(id: &str, deadline_was: &str) -> String {
    let notice = serde_json::json!({
        "schema": "fenjie.corrections/1",
        "notice": {
            "key": fenjie::book::key_of(NOTICE.as_bytes()), "name": "任务.txt", "title": null, "bytes": NOTICE.len()
        },
        "rows": { id: {
            "origin": { "parsed": { "id": id, "text": "植树，造林。", "place": [] } },
            "cells": [
                { "was": { "deadline": serde_json::Value::Null }, "now": { "deadline": "4月底前" } },
                { "was": { "note": deadline_was }, "now": { "note": "急" } }
            ]
        } }
    });
    notice.to_string()
}

#[test]
fn corrections_are_applied_and_those_that_no_longer_fit_are_told() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("任务.fenjie.json");
    std::fs::write(&path, corrections("0000", "缓")).expect("the folder for tests can be written");
    let path = path.to_str().expect("UTF-8");
    let output = fenjie(&["parse", "--corrections", path], NOTICE);
    assert!(output.status.success(), "{}", stderr(&output));
    let notice: fenjie::Notice = serde_json::from_str(stdout(&output)).expect("a notice");
    assert_eq!(notice.tasks[1].deadline.as_deref(), Some("4月底前"));
    assert_eq!(notice.tasks[1].corrected, [fenjie::model::Field::Deadline]);
    assert_eq!(notice.tasks[1].note, None);
    assert!(
        stderr(&output).contains("植树，造林。”: the correction of its note no longer fits"),
        "{}",
        stderr(&output)
    );

    let other = fenjie(&["parse", "--corrections", path], "别的通知");
    assert!(!other.status.success() && stderr(&other).contains("任务.txt"), "{}", stderr(&other));

    std::fs::write(path, "{\"schema\": \"fenjie.corrections/9\"}").expect("the folder for tests can be written");
    let newer = fenjie(&["parse", "--corrections", path], NOTICE);
    assert!(!newer.status.success() && stderr(&newer).contains("later version"), "{}", stderr(&newer));
    assert_eq!(stdout(&newer), "");
}

/// Runs the command line so that it writes a file of its own for the calling test, and gives that.
fn written(name: &str, arguments: &[&str]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let path = path.to_str().expect("UTF-8");
    let output = fenjie(&[arguments, &["-o", path]].concat(), NOTICE);
    assert!(output.status.success() && output.stdout.is_empty(), "{}", stderr(&output));
    std::fs::read(path).expect("it was written")
}

#[test]
fn a_workbook_has_a_sheet_for_each_unit() {
    use calamine::Reader;
    let bytes = written("units.xlsx", &["parse", "--format", "xlsx"]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["概要", "任务", "单位", "市水利局", "市财政局", "市林业局"]);
    let tasks = book.worksheet_range("任务").expect("a sheet");
    assert!(tasks.used_cells().any(|(_, _, cell)| *cell == "=cmd()修渠。"), "{tasks:?}");
    assert!(book.worksheet_formula("任务").expect("a sheet").is_empty());
}

#[test]
fn a_report_stands_by_itself_in_either_language() {
    let zh = String::from_utf8(written("report.html", &["report"])).expect("UTF-8");
    assert!(zh.starts_with("<!DOCTYPE html>") && zh.contains("<h2>按单位</h2>") && !zh.contains("<script"), "{zh}");
    let output = fenjie(&["report", "--lang", "en"], NOTICE);
    assert!(stdout(&output).contains("<h2>By units</h2>"), "{}", stdout(&output));
}

#[test]
fn rows_of_several_notices_have_the_same_columns() {
    let (one, two) = (file("columns-1.txt"), file("columns-2.txt"));
    std::fs::write(&two, NOTICE.replace("责任单位", "责任单位\t资金来源").replace("局\n", "局\t自筹\n"))
        .expect("the folder for tests can be written");
    let paths = [one.to_str().expect("UTF-8"), two.to_str().expect("UTF-8")];
    let output = fenjie(&["parse", "--format", "tsv", paths[0], paths[1]], "");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(output.stdout.as_slice());
    let head = reader.headers().expect("headings").clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("of the same length");
    let column = |name: &str| head.iter().position(|heading| heading == name).expect("the column");
    let cells = |name: &str| rows.iter().map(|row| row[column(name)].to_owned()).collect::<Vec<_>>();
    assert_eq!(cells("文件"), ["columns-1.txt", "columns-1.txt", "columns-2.txt", "columns-2.txt"]);
    assert!(cells("其他栏目").contains(&"资金来源：自筹".to_owned()), "{:?}", cells("其他栏目"));
    let output = fenjie(&["parse", "--format", "tasks", paths[0], paths[1]], "");
    assert_eq!(stdout(&output).lines().count(), 4);
    let output = fenjie(&["parse", "--format", "md", paths[1]], "");
    assert!(stdout(&output).contains("| 资金来源 |"), "{}", stdout(&output));
}

#[test]
fn what_is_read_is_never_written_over() {
    let path = file("same.txt");
    let path = path.to_str().expect("UTF-8");
    let output = fenjie(&["report", path, "-o", path], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("one of the files to read"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(path).expect("still there"), NOTICE);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let output = fenjie(&["report", "-o", "no-such-folder/report.html"], NOTICE);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no-such-folder"), "{}", stderr(&output));
}

#[test]
fn an_encoding_can_be_named() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("encoding.txt");
    std::fs::write(&path, encoding_rs::BIG5.encode("一、清淤河道。（責任單位：縣水利局）\n").0).expect("written");
    let path = path.to_str().expect("UTF-8");
    let read = |arguments: &[&str]| {
        let output = fenjie(&[&["parse"], arguments, &[path]].concat(), "");
        let notice: fenjie::Notice = serde_json::from_str(stdout(&output)).expect("a notice");
        (notice.source.encoding, notice.diagnostics.iter().any(|found| found.code == "unreadable"))
    };
    assert_eq!(read(&[]), ("Big5".into(), false));
    assert_eq!(read(&["--encoding", "BIG5"]), ("Big5".into(), false));
    // Bytes that are no text in it are said.
    assert_eq!(read(&["--encoding", "utf-8"]), ("UTF-8".into(), true));
    let output = fenjie(&["parse", "--encoding", "ebcdic", path], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("gb18030"), "{}", stderr(&output));
}
