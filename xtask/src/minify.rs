//! Scripts and styles without what only their developers read.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

/// Minifies the scripts and styles in a folder, where they stand.
pub fn folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let small: fn(&str) -> Result<String> = match path.extension().and_then(|extension| extension.to_str()) {
            Some("js") => script,
            Some("css") => styles,
            _ => continue,
        };
        let text = fs::read_to_string(&path)?;
        fs::write(&path, small(&text).with_context(|| format!("minifying {}", path.display()))?)?;
    }
    Ok(())
}

/// A script without comments and white space; names stay, so that what a browser reports can be found.
pub fn script(text: &str) -> Result<String> {
    Ok(minifier::js::minify(text).map_err(|error| anyhow!(error))?.to_string())
}

/// Styles without comments and white space.
fn styles(text: &str) -> Result<String> {
    Ok(minifier::css::minify(text).map_err(|error| anyhow!(error))?.to_string())
}
