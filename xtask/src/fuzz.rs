//! `cargo xtask fuzz`: runs a fuzz target from seeds made of the spec cases, the samples and, where they are, the shared
//! notices.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};

use crate::wasm::{cargo, target_directory};
use crate::{cases, root};

/// Largest input that is tried, in bytes: some pages of a notice. Larger ones only take longer.
const LARGEST: usize = 16 * 1024;

/// Whole notices are cut into seeds of about so many bytes, at ends of lines: small ones are tried sooner.
const SEED: usize = 8 * 1024;

/// Longest time for one input, in seconds, before it counts as found. Real ones take milliseconds.
const PATIENCE: u32 = 10;

/// Fuzzes a target for so many seconds, from what earlier runs found on; installs cargo-fuzz where it is missing.
pub fn run(target: &str, seconds: u64) -> Result<()> {
    let targets = targets()?;
    ensure!(targets.iter().any(|name| name == target), "no fuzz target is called `{target}`: {}", targets.join(", "));
    if !has_cargo_fuzz() {
        println!("installing cargo-fuzz");
        let status = cargo(&root()).args(["install", "cargo-fuzz", "--locked"]).status()?;
        ensure!(status.success(), "`cargo install cargo-fuzz` failed");
    }
    fuzz(target, seconds, &root().join("fuzz/corpus").join(target))
}

/// Fuzzes every target for so many seconds, always from the seeds alone.
pub fn smoke(seconds: u64) -> Result<()> {
    for target in targets()? {
        let corpus = target_directory()?.join("fuzz/smoke").join(&target);
        if corpus.exists() {
            fs::remove_dir_all(&corpus)?;
        }
        fuzz(&target, seconds, &corpus)?;
    }
    Ok(())
}

/// What this machine lacks to fuzz, if anything.
pub fn lacks() -> Option<&'static str> {
    if !has_cargo_fuzz() {
        return Some("cargo-fuzz is not installed: `cargo install cargo-fuzz --locked`");
    }
    lacks_compiler()
}

/// What this machine lacks to compile the targets, if anything.
pub fn lacks_compiler() -> Option<&'static str> {
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    (!answers(Command::new(compiler).arg("--version"))).then_some("there is no C++ compiler, which libFuzzer needs")
}

/// The targets' names, in order.
pub fn targets() -> Result<Vec<String>> {
    let names = files(&root().join("fuzz/fuzz_targets"))?;
    Ok(names.iter().filter_map(|file| file.file_stem()?.to_str().map(str::to_owned)).collect())
}

/// Runs a target; what it learns is kept in `corpus`.
///
/// Without a sanitizer: fenjie has no unsafe code that one could watch, runs twice as fast without, and needs no nightly
/// compiler. Overflow and debug assertions are on.
fn fuzz(target: &str, seconds: u64, corpus: &Path) -> Result<()> {
    fs::create_dir_all(corpus)?;
    let made = target_directory()?.join("fuzz");
    let (seeds, words) = (made.join("seeds"), made.join("words.dict"));
    println!("{target}: {} seeds, {seconds} s", write_seeds(&seeds)?);
    fs::write(&words, dictionary(&cases::pieces(&root())))?;
    let mut dictionary = OsString::from("-dict=");
    dictionary.push(&words);
    let command = |verb: &str| {
        let mut command = cargo(&root());
        command.args(["fuzz", verb, "--sanitizer", "none", "--target-dir"]).arg(&made).arg(target);
        command
    };
    // Apart from the run, which cargo-fuzz ends in the same way for both.
    ensure!(command("build").status()?.success(), "the fuzz target `{target}` does not build");
    let status = command("run")
        .args([corpus, &seeds])
        .arg("--")
        .arg(dictionary)
        .args([format!("-max_total_time={seconds}"), format!("-max_len={LARGEST}"), format!("-timeout={PATIENCE}")])
        .args(["-print_final_stats=1", "-verbosity=0"])
        .status()?;
    ensure!(
        status.success(),
        "the fuzz target `{target}` found an input that breaks a promise: it stands in fuzz/artifacts/{target}"
    );
    Ok(())
}

fn has_cargo_fuzz() -> bool {
    answers(cargo(&root()).args(["fuzz", "--version"]))
}

fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Writes the seeds into `folder` and says how many there are.
fn write_seeds(folder: &Path) -> Result<usize> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut seeds = Vec::new();
    for path in files(&cases::folder(&root()))?.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let cases = cases::read(&read(path)?).map_err(|error| anyhow!("{}:{error}", path.display()))?;
        seeds.extend(cases.into_iter().map(|case| case.input));
    }
    for notices in ["www/samples", "../shared/notices", "../shared/excerpts/notices"].map(|name| root().join(name)) {
        if !notices.is_dir() {
            println!("no seeds from {}: it is not here", notices.display());
            continue;
        }
        for path in files(&notices)? {
            seeds.extend(parts(&read(&path)?));
        }
    }
    for (at, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("{at:05}")), seed)?;
    }
    Ok(seeds.len())
}

/// A text cut after each line that makes a part longer than [`SEED`].
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let last = parts.last_mut().expect("never empty");
        last.push_str(line);
        if last.len() > SEED {
            parts.push(String::new());
        }
    }
    parts
}

/// Words as libFuzzer's dictionary: in quotes, a line each, every byte as a number, since it takes no other than ASCII.
fn dictionary(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        out.push('"');
        word.bytes().for_each(|byte| write!(out, "\\x{byte:02x}").expect("a string takes everything"));
        out.push_str("\"\n");
    }
    out
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_whole_text_cut_at_lines() {
        let text = "一、抓好春耕。\n".repeat(1000);
        let parts = parts(&text);
        assert!(parts.len() > 2);
        assert!(parts.iter().all(|part| part.len() <= SEED + 100 && (part.is_empty() || part.ends_with('\n'))));
        assert_eq!(parts.concat(), text);
    }

    #[test]
    fn a_dictionary_is_ascii() {
        assert_eq!(dictionary(&["局".to_owned(), "\t".to_owned()]), "\"\\xe5\\xb1\\x80\"\n\"\\x09\"\n");
    }
}
