//! Reads the spec case files of `tests/forms`, and `tests/pieces.txt`, which writes characters that would not be seen in
//! the same way. What a case expects is for `tests/forms.rs` to understand.

#![allow(dead_code, reason = "no user of this file needs all of it")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One case of a file.
#[derive(Debug)]
pub struct Case {
    /// What is special about it; met once in its file.
    pub name: String,
    /// Line of the file that names the case, from 1.
    pub line: usize,
    /// Why the case is known to fail, if it is.
    pub unread: Option<String>,
    /// The piece of a notice.
    pub input: String,
    /// What is expected: lines with their numbers, from 1.
    pub expected: Vec<(usize, String)>,
}

/// The line between a case's notice and what is expected of it. Tables have lines of dashes, so it is taken at its word.
const DIVIDER: &str = "--- 期望";

/// Tables have lines of `=` too, but none with a space behind three.
fn starts_case(line: &str) -> bool {
    line == "===" || line.starts_with("=== ")
}

/// `tests/forms` of the repository at `root`.
pub fn folder(root: &Path) -> PathBuf {
    root.join("tests/forms")
}

/// The cases of a file; the error starts with the line's number.
pub fn read(source: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut names = HashSet::new();
    let mut lines = source.lines().enumerate().map(|(at, line)| (at + 1, line)).peekable();
    // What stands before the first case is a note to the reader.
    while lines.next_if(|(_, line)| !starts_case(line)).is_some() {}
    while let Some((at, line)) = lines.next() {
        let name = line.trim_start_matches('=').trim();
        if name.is_empty() || !names.insert(name.to_owned()) {
            return Err(format!("{at}: a case needs a name of its own after ==="));
        }
        let unread = lines.next_if(|(_, line)| line.starts_with("!!!")).map(|(_, line)| line[3..].trim().to_owned());
        if unread.as_deref() == Some("") {
            return Err(format!("{}: say after !!! why the case is not read yet", at + 1));
        }
        let mut input = Vec::new();
        while let Some((at, line)) = lines.next_if(|(_, line)| line.trim_end() != DIVIDER) {
            if starts_case(line) {
                return Err(format!("{at}: the case before has no line {DIVIDER}"));
            }
            input.push(unescape(line).map_err(|e| format!("{at}: {e}"))?);
        }
        if lines.next().is_none() {
            return Err(format!("{at}: the case has no line {DIVIDER}"));
        }
        let mut expected = Vec::new();
        while let Some((at, line)) = lines.next_if(|(_, line)| !starts_case(line)) {
            expected.push((at, line.to_owned()));
        }
        // A file ends with the end of a line.
        let input = format!("{}\n", input.join("\n").trim_matches('\n'));
        cases.push(Case { name: name.to_owned(), line: at, unread, input, expected });
    }
    if cases.is_empty() {
        return Err("1: no case: a case starts with === and its name".to_owned());
    }
    Ok(cases)
}

/// `⇥` is a tab, `␣` a space (for ends of lines) and `{U+00A0}` any character. A tab itself would not be seen.
pub fn unescape(line: &str) -> Result<String, String> {
    if line.contains('\t') {
        return Err("write a tab as ⇥".to_owned());
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("{U+") {
        let end = rest[at..].find('}').ok_or("{U+ without }")? + at;
        let code = u32::from_str_radix(&rest[at + 3..end], 16).ok().and_then(char::from_u32);
        out.push_str(&rest[..at]);
        out.push(code.ok_or_else(|| format!("no such character: {}", &rest[at..=end]))?);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Ok(out.replace('⇥', "\t").replace('␣', " "))
}

/// What notices are made of, a piece a line in `tests/pieces.txt` of the repository at `root`: with them arbitrary input
/// meets the recognisers and does not only pass by.
pub fn pieces(root: &Path) -> Vec<String> {
    let file = root.join("tests/pieces.txt");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    text.lines().map(|line| unescape(line).expect("as in a spec case")).collect()
}
