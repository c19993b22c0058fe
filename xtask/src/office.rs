//! What fenjie exports, opened in the programs that people use, and what those programs write, opened in fenjie.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{browser, root, wasm};

/// Exit code of the scripts where they could not try everything.
const NOT_ALL: i32 = 3;

/// Runs tests/spreadsheets.py on the command line, which must be built; says whether it could try everything.
pub fn test() -> Result<bool> {
    let fenjie = wasm::target_directory()?.join("debug/fenjie");
    let script = root().join("tests/spreadsheets.py");
    let status = Command::new(python()?).arg(script).arg(fenjie).status().context("running python3")?;
    match status.code() {
        Some(0) => Ok(true),
        Some(NOT_ALL) => Ok(false),
        _ => bail!("a spreadsheet program reads something else than was exported"),
    }
}

/// Runs tests/formats/score.sh on the command line, which must be built; says whether it could try everything.
pub fn score_formats() -> Result<bool> {
    let python = python()?;
    if !has_libraries(&python) {
        println!("there is no Python with python-docx, openpyxl and reportlab, which make the documents");
        return Ok(false);
    }
    let fenjie = wasm::target_directory()?.join("debug/fenjie");
    let mut script = Command::new("bash");
    script.arg(root().join("tests/formats/score.sh")).arg(fenjie).env("PYTHON", python);
    match browser::chromium() {
        Ok(chromium) => _ = script.env("CHROMIUM", chromium),
        Err(lack) => println!("{lack:#}"),
    }
    match script.status().context("running bash")?.code() {
        Some(0) => Ok(true),
        Some(NOT_ALL) => Ok(false),
        _ => bail!("a document of some format is read otherwise than the text that it was made from"),
    }
}

/// A Python with openpyxl, python-docx and reportlab: the one on the path, or one of our own below target/ that has them.
/// Where neither can be had, the one on the path without.
fn python() -> Result<PathBuf> {
    let usual = PathBuf::from("python3");
    let folder = wasm::target_directory()?.join("python");
    let own = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python3" });
    if let Some(python) = [&usual, &own].into_iter().find(|python| has_libraries(python)) {
        return Ok(python.clone());
    }
    println!("installing openpyxl, python-docx and reportlab below target/");
    let made = quiet(&usual, &["-m", "venv", &folder.to_string_lossy()])
        && quiet(&own, &["-m", "pip", "install", "--quiet", "openpyxl", "python-docx", "reportlab"]);
    Ok(if made { own } else { usual })
}

fn has_libraries(python: &Path) -> bool {
    quiet(python, &["-c", "import openpyxl, docx, reportlab"])
}

/// Whether a program does well, with all that it says left unsaid.
fn quiet(program: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
