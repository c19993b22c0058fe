//! What fenjie exports, opened in the programs that people use.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{root, wasm};

/// Exit code of tests/spreadsheets.py where it could not try everything.
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

/// A Python with openpyxl: the one on the path, or one of our own below target/ that has it. Where neither can be had, the
/// one on the path without.
fn python() -> Result<PathBuf> {
    let quiet = |python: &PathBuf, arguments: &[&str]| {
        let mut command = Command::new(python);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let usual = PathBuf::from("python3");
    let folder = wasm::target_directory()?.join("python");
    let own = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python3" });
    let has = |python: &PathBuf| quiet(python, &["-c", "import openpyxl"]);
    if let Some(python) = [&usual, &own].into_iter().find(|python| has(python)) {
        return Ok(python.clone());
    }
    println!("installing openpyxl below target/");
    let made = quiet(&usual, &["-m", "venv", &folder.to_string_lossy()])
        && quiet(&own, &["-m", "pip", "install", "--quiet", "openpyxl"]);
    Ok(if made { own } else { usual })
}
