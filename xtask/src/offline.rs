//! The service worker: `www/sw.js` with the list of the files that it keeps.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::single;

/// The service worker's file.
pub const NAME: &str = "sw.js";

/// Completes the service worker of the site in `dist`, which must be complete otherwise.
pub fn write(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(dist, dist, &mut files)?;
    files.sort();
    let mut release = Sha256::new();
    // A release is another one where any of its files is, the service worker among them.
    for file in files.iter().map(String::as_str).chain([NAME]) {
        release.update(file);
        release.update(fs::read(dist.join(file))?);
    }
    let release: String = release.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    // The page is asked for by the folder's address.
    let files: Vec<&str> = files.iter().map(|file| if file == "index.html" { "./" } else { file }).collect();
    let site = serde_json::json!({ "release": release, "files": files });
    let path = dist.join(NAME);
    let script = fs::read_to_string(&path).context("reading sw.js")?;
    Ok(fs::write(&path, format!("const SITE = {site};\n{script}"))?)
}

/// The files below `folder` that the service worker keeps, as paths below `dist` with slashes.
fn collect(dist: &Path, folder: &Path, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            collect(dist, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(dist)?.components().map(|part| part.as_os_str().to_string_lossy());
        let name = name.collect::<Vec<_>>().join("/");
        if name != NAME && name != single::NAME {
            files.push(name);
        }
    }
    Ok(())
}
