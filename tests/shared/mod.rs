//! Where the real notices and their gold stand: `../shared` beside the repository.

use std::path::{Path, PathBuf};

/// The folder `name` of `../shared`, or `None`, said aloud, where it is absent. A run that sets
/// `FENJIE_REQUIRE_SHARED` fails instead, so that nothing is skipped unseen where it must be there.
pub fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("FENJIE_REQUIRE_SHARED").is_none(), "../shared/{name} is absent but required");
    println!("SKIPPED: ../shared/{name} is absent");
    None
}

/// The files of a folder, in the order of their names.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        folder.read_dir().expect("readable").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files
}

/// A figure of `tests/ratchets.toml` by table and key.
pub fn ratchets() -> impl Fn(&str, &str) -> f64 {
    let text = include_str!("../ratchets.toml");
    let ratchets: toml::Table = text.parse().expect("tests/ratchets.toml is TOML");
    move |table, key| {
        let value = &ratchets[table][key];
        value.as_float().or(value.as_integer().map(|value| value as f64)).expect("a number")
    }
}
