//! The site: `www/` and the wasm, in `dist/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context, Result, anyhow};

use crate::{browser, bundle, minify, offline, pack, single, wasm};

/// Where the built site stands.
pub fn dist() -> PathBuf {
    crate::root().join("dist")
}

/// Where the builds that it holds are made.
pub fn built() -> Result<PathBuf> {
    Ok(wasm::target_directory()?.join("site"))
}

/// The builds that the page starts with.
const FIRST: [&wasm::Build; 2] = [&wasm::PAGE, &wasm::UNPACK];

/// Those that it fetches when something first needs them.
pub const FURTHER: [&wasm::Build; 5] = [&wasm::WHOLE, &wasm::SHEETS, &wasm::READER, &wasm::PDF, &wasm::DRAWER];

/// The builds that the site holds.
pub fn builds() -> impl Iterator<Item = &'static wasm::Build> {
    FIRST.into_iter().chain(FURTHER)
}

/// The styles of what only the whole engine shows, fetched with it.
pub const WHOLE_STYLES: &str = "more.css";

/// The modules that the page fetches when the whole engine takes over, when the library is first shown, and when a file is first
/// opened that needs a reader or whose pages are shown; and the licence of what the reader of PDF holds.
const LATER: [&str; 9] =
    ["edit.js", "save.js", "alter.js", "many.js", "storage.js", "entries.js", "readers.js", "pages.js", NOTICES];

/// The licences of what others made that a build holds, which go with it.
pub const NOTICES: &str = "third-party.txt";

/// Builds the site anew.
pub fn build() -> Result<()> {
    let dist = dist();
    if dist.exists() {
        fs::remove_dir_all(&dist).context("removing the old dist/")?;
    }
    copy(&crate::root().join("www"), &dist)?;
    let built = built()?;
    build_all(&built)?;
    for file in builds().flat_map(files_of) {
        copy(&built.join(&file), &dist.join(&file))?;
    }
    bundle::write(&dist)?;
    minify::folder(&dist)?;
    single::write(&dist)?;
    offline::write(&dist)?;
    // Not for the site: worker.js is checked against these declarations.
    let types = wasm::WHOLE.types();
    fs::create_dir_all(browser::generated())?;
    copy(&built.join(&types), &browser::generated().join(&types))
}

/// Makes the builds, those of one profile beside those of the other: the optimiser has only one core's work, and cargo lets
/// one build at a time into a profile's folder.
fn build_all(built: &Path) -> Result<()> {
    wasm::have_target()?;
    let profiles: BTreeSet<&str> = builds().map(|build| build.profile).collect();
    thread::scope(|scope| {
        let build = |profile| builds().filter(|b| b.profile == profile).try_for_each(|b| make(b, built));
        let threads: Vec<_> = profiles.into_iter().map(|profile| scope.spawn(move || build(profile))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("a build panicked"))?)
    })
}

fn make(build: &wasm::Build, built: &Path) -> Result<()> {
    wasm::build(build, built)?;
    pack::pack(&built.join(build.wasm()), &built.join(build.packed()), build.packing)
}

/// What the site ships of a build.
pub fn files_of(build: &wasm::Build) -> [String; 2] {
    [build.packed(), build.script()]
}

/// The files that opening the page fetches: all but the samples, the further builds, the modules for later and the single file,
/// which are fetched when asked for, and the service worker, which comes after the page is there.
pub fn first_load() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist())? {
        let entry = entry?;
        let further = FURTHER.into_iter().flat_map(files_of);
        let mut later =
            further.chain([WHOLE_STYLES, single::NAME, offline::NAME].into_iter().chain(LATER).map(str::to_owned));
        let later = later.any(|name| entry.file_name() == name.as_str());
        if entry.file_type()?.is_file() && !later {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Copies a file, or a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        copy(&from.join(&name), &to.join(&name))?;
    }
    Ok(())
}
