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
