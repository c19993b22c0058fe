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
    assert!(stderr(&output).contains("PDF"), "{}", stderr(&output));
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
