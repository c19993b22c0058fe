//! The modules that the page starts with as one: it is asked for once, and all are there when the first is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The module of the main thread.
const MAIN: &str = "main.js";

/// The modules that it imports from the start, none of which imports another; they know of no name of each other.
const STARTING: [&str; 4] = ["store.js", "engine.js", "files.js", "offline.js"];

/// Puts these modules of the site in `dist` into the main thread's. The others there import from that what they had from them.
pub fn write(dist: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).with_context(|| format!("reading {name}"));
    let mut all = String::new();
    for name in STARTING.into_iter().chain([MAIN]) {
        all.push_str(&without_imports(name, &read(name)?, &STARTING)?);
    }
    fs::write(dist.join(MAIN), all)?;
    for name in STARTING {
        fs::remove_file(dist.join(name))?;
    }
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let text = fs::read_to_string(&path)?;
            fs::write(&path, STARTING.iter().fold(text, |text, name| text.replace(&from(name), &from(MAIN))))?;
        }
    }
    Ok(())
}

/// A module's text without its imports, which must be of modules that are `held` beside it.
pub fn without_imports(name: &str, text: &str, held: &[&str]) -> Result<String> {
    let mut rest = String::new();
    for line in text.lines() {
        if line.starts_with("import ") {
            let known = held.iter().any(|module| line.ends_with(&from(module)));
            ensure!(known, "{name} imports what does not stand beside it: {line}");
            continue;
        }
        rest.push_str(line);
        rest.push('\n');
    }
    Ok(rest)
}

/// How a line that imports from a module ends.
fn from(module: &str) -> String {
    format!(" from \"./{module}\";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_of_what_stands_beside_are_left_out() {
        let text = "import { load } from \"./files.js\";\nload(\"import it\");\n";
        assert_eq!(without_imports("main.js", text, &["files.js"]).unwrap(), "load(\"import it\");\n");
        assert!(without_imports("main.js", text, &["store.js"]).is_err());
    }
}
