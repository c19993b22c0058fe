//! The npm package: what is committed in `pkg/` and the build beside it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::wasm;

/// The package's entries. They instantiate the wasm in the way of their host, so that an import is all a caller
/// writes; everything else is the same for both.
const ENTRIES: &[(&str, &str)] = &[
    ("node.js", include_str!("pkg/node.js")),
    ("web.js", include_str!("pkg/web.js")),
    ("index.d.ts", include_str!("pkg/index.d.ts")),
];

/// Where the package stands.
pub fn folder() -> PathBuf {
    crate::root().join("pkg")
}

/// Builds the package.
pub fn build() -> Result<()> {
    wasm::build(&wasm::NPM, &folder())?;
    for (name, text) in ENTRIES {
        fs::write(folder().join(name), text).with_context(|| format!("writing pkg/{name}"))?;
    }
    Ok(())
}
