//! Figures that must not get worse, held against `tests/ratchets.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::write::GzEncoder;
use serde::Deserialize;

use crate::{pack, pkg, root, site, wasm};

/// The figures of several things: name of the thing, name of the figure, value.
type Figures = BTreeMap<String, BTreeMap<String, f64>>;

/// The tables of `tests/ratchets.toml` that are read here; native tests read others.
#[derive(Deserialize)]
struct Ratchets {
    /// Most bytes, by what is shipped and how it is packed.
    size: Figures,
    /// Least figures of score.py, by document of `../shared/gold`.
    gold: Figures,
    /// The same for `../shared/excerpts/gold`.
    excerpts: Figures,
}

/// Scores the command line on the gold tables of `shared` and holds the figures against their minimums.
pub fn check_gold(shared: &Path) -> Result<()> {
    let limits = read()?;
    let whole = score(shared, &[])?;
    let excerpts = shared.join("excerpts");
    let parts = score(shared, &["--gold".into(), excerpts.join("gold"), "--docs".into(), excerpts.join("notices")])?;
    let worse = compare("gold", &limits.gold, &whole, Bound::Least)?
        + compare("excerpts", &limits.excerpts, &parts, Bound::Least)?;
    ensure!(worse == 0, "{worse} figures are under their minimum in tests/ratchets.toml");
    Ok(())
}

/// Measures what is shipped and holds it against its limits.
pub fn check_sizes() -> Result<()> {
    let mut sizes = Figures::new();
    let mut add = |name: &str, bytes: &[u8], packing: &str, packed: usize| -> Result<()> {
        let figures = [("raw", bytes.len()), (packing, packed), ("brotli", brotli(bytes)?)];
        sizes.insert(name.to_owned(), figures.map(|(figure, size)| (figure.to_owned(), size as f64)).into());
        Ok(())
    };
    for (name, build) in [
        ("page wasm", &wasm::PAGE),
        ("unpack wasm", &wasm::UNPACK),
        ("whole wasm", &wasm::WHOLE),
        ("sheets wasm", &wasm::SHEETS),
        ("reader wasm", &wasm::READER),
        ("pdf wasm", &wasm::PDF),
        ("drawer wasm", &wasm::DRAWER),
    ] {
        let packed = bytes_of(&site::dist().join(build.packed()))?;
        add(name, &pack::unpack(&packed, build.packing)?, build.packing.name(), packed.len())?;
    }
    let npm = bytes_of(&pkg::folder().join(wasm::NPM.wasm()))?;
    add("npm wasm", &npm, "gzip", gzip(&npm)?)?;
    let first_load = site::first_load()?.iter().map(|file| transferred(file)).sum::<Result<usize>>()?;
    sizes.insert("first load".to_owned(), [("gzip".to_owned(), first_load as f64)].into());
    let worse = compare("size", &read()?.size, &sizes, Bound::Most)?;
    ensure!(worse == 0, "{worse} sizes are over their limit in tests/ratchets.toml");
    Ok(())
}

/// On which side of a limit a figure may be.
#[derive(Clone, Copy)]
enum Bound {
    Least,
    Most,
}

/// Prints each figure beside its limit; counts those on the wrong side.
fn compare(title: &str, limits: &Figures, found: &Figures, bound: Bound) -> Result<usize> {
    let mut worse = 0;
    for (thing, limits) in limits {
        for (figure, &limit) in limits {
            let value = *found
                .get(thing)
                .and_then(|figures| figures.get(figure))
                .with_context(|| format!("tests/ratchets.toml asks for `{figure}` of {title} `{thing}`: unknown"))?;
            let (bad, name) = match bound {
                Bound::Least => (value < limit, "at least"),
                Bound::Most => (value > limit, "at most"),
            };
            worse += usize::from(bad);
            let verdict = if bad { "  WORSE" } else { "" };
            println!("{title:9} {thing:28} {figure:12} {:>10}, {name} {}{verdict}", short(value), short(limit));
        }
    }
    Ok(worse)
}

/// A figure as it is written in the file: four decimals, rounded towards the worse, or none.
fn short(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{:.4}", (value * 1e4).floor() / 1e4) }
}

fn read() -> Result<Ratchets> {
    let file = root().join("tests/ratchets.toml");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    toml::from_str(&text).context("tests/ratchets.toml")
}

/// What score.py says of the command line, as figures by document.
fn score(shared: &Path, arguments: &[PathBuf]) -> Result<Figures> {
    let output = Command::new("python3")
        .arg(shared.join("score.py"))
        .args(["--json", "--min", "0"])
        .args(arguments)
        .arg("--")
        .arg(wasm::target_directory()?.join("debug/fenjie"))
        .args(["parse", "--format", "json"])
        .output()
        .context("running python3, which score.py needs")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "score.py: {said}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&said).context("the figures of score.py")
}

/// What a host sends for a file, in bytes: one that the build packed as it is, any other packed by the host.
fn transferred(file: &Path) -> Result<usize> {
    let bytes = bytes_of(file)?;
    let is_packed = site::builds().any(|build| file.ends_with(build.packed()));
    if is_packed { Ok(bytes.len()) } else { gzip(&bytes) }
}

fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

/// Size in bytes after gzip at the level that static hosts use.
fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Size in bytes after the strongest brotli.
fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(value: f64) -> Figures {
        [("云川市".to_owned(), [("perfect".to_owned(), value)].into())].into()
    }

    #[test]
    fn only_the_wrong_side_of_a_limit_counts() {
        let count = |value, limit, bound| compare("gold", &figures(limit), &figures(value), bound).unwrap();
        assert_eq!(count(0.9, 0.8, Bound::Least), 0);
        assert_eq!(count(0.7, 0.8, Bound::Least), 1);
        assert_eq!(count(0.7, 0.8, Bound::Most), 0);
        assert_eq!(count(0.9, 0.8, Bound::Most), 1);
        assert_eq!(count(0.8, 0.8, Bound::Most) + count(0.8, 0.8, Bound::Least), 0);
    }

    #[test]
    fn a_figure_that_nobody_measures_is_an_error() {
        assert!(compare("gold", &figures(0.5), &Figures::new(), Bound::Least).is_err());
    }

    #[test]
    fn the_file_can_be_read() {
        read().unwrap();
    }
}
