//! The site: `www/` and the wasm, in `dist/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::wasm;

/// Where the built site stands.
pub fn dist() -> PathBuf {
    crate::root().join("dist")
}

/// Builds the site anew.
pub fn build() -> Result<()> {
    let dist = dist();
    if dist.exists() {
        fs::remove_dir_all(&dist).context("removing the old dist/")?;
    }
    copy(&crate::root().join("www"), &dist)?;
    wasm::build(&wasm::PAGE, &dist)
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    Ok(())
}
