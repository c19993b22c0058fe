//! The site as one HTML file, which works from disk: styles and scripts stand in the page, everything that the page fetches
//! stands in it as base64.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use crate::site;

/// The single file.
pub const NAME: &str = "fenjie.html";

/// The modules of the main thread, each after those that it imports.
const MODULES: [&str; 10] = [
    "store.js",
    "edit.js",
    "engine.js",
    "files.js",
    "offline.js",
    "storage.js",
    "entries.js",
    "many.js",
    "readers.js",
    "main.js",
];

/// How modules are imported that the page fetches when they are first needed, and what that gives in the single file, where
/// they are from the start.
const LATER: [(&str, &str); 2] =
    [("await import(\"./many.js\")", "await { Many }"), ("await import(\"./readers.js\")", "await { Readers }")];

/// Writes the single file of the site in `dist` beside the others.
pub fn write(dist: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).with_context(|| format!("reading {name}"));
    let styles = read("style.css")? + &read(site::WHOLE_STYLES)?;
    let theme = read("theme.js")?;
    let main = MODULES.iter().map(|name| flat(name, &read(name)?)).collect::<Result<String>>()?;
    // Where a script says it, the browser would end the element there.
    for (name, text, end) in
        [("the style sheets", &styles, "</style"), ("theme.js", &theme, "</script"), ("main.js", &main, "</script")]
    {
        ensure!(!text.contains(end), "{name} holds {end}: the single file cannot");
    }

    let mut page = read("index.html")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(&theme),
        hash(&main),
        hash(&styles)
    );
    let old_policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")?.to_owned();
    let icon = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(read("favicon.svg")?));
    replace(&mut page, &old_policy, &policy)?;
    replace(&mut page, "<html ", "<html data-single ")?;
    replace(&mut page, "href=\"favicon.svg\"", &format!("href=\"{icon}\""))?;
    replace(&mut page, "<link rel=\"manifest\" href=\"manifest.webmanifest\">\n", "")?;
    replace(&mut page, "<link rel=\"stylesheet\" href=\"style.css\">", &format!("<style>{styles}</style>"))?;
    replace(&mut page, "<script src=\"theme.js\"></script>", &format!("<script>{theme}</script>"))?;
    let module = "<script src=\"main.js\" type=\"module\"></script>";
    replace(&mut page, module, &format!("<script type=\"module\">{main}</script>"))?;

    // The small engine is for the first load of a site.
    let mut held: Vec<String> = site::BUILDS[1..].iter().flat_map(|build| [build.wasm(), build.script()]).collect();
    held.push("worker.js".to_owned());
    for sample in fs::read_dir(dist.join("samples"))? {
        held.push(format!("samples/{}", sample?.file_name().to_string_lossy()));
    }
    held.sort();
    let mut elements = String::new();
    for name in held {
        let bytes = fs::read(dist.join(&name)).with_context(|| format!("reading {name}"))?;
        let text = BASE64_STANDARD.encode(bytes);
        elements.push_str(&format!("<script type=\"text/plain\" id=\"file:{name}\">{text}</script>\n"));
    }
    replace(&mut page, "</body>", &format!("{elements}</body>"))?;
    Ok(fs::write(dist.join(NAME), page)?)
}

/// A module's text in the one scope that all of them share in the single file.
fn flat(name: &str, module: &str) -> Result<String> {
    let mut text = String::new();
    for line in module.lines() {
        if line.starts_with("import ") {
            let known = MODULES.iter().any(|module| line.ends_with(&format!(" from \"./{module}\";")));
            ensure!(known, "{name} imports what the single file does not hold: {line}");
            continue;
        }
        text.push_str(line.strip_prefix("export ").unwrap_or(line));
        text.push('\n');
    }
    for (import, given) in LATER {
        text = text.replace(import, given);
    }
    ensure!(!text.contains("await import("), "{name} imports another module later");
    Ok(text)
}

/// A text's hash as a Content-Security-Policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let start = text.find(before).with_context(|| format!("index.html has no `{before}`"))? + before.len();
    let length = text[start..].find(after).with_context(|| format!("index.html has no `{after}`"))?;
    Ok(&text[start..start + length])
}

fn replace(page: &mut String, what: &str, with: &str) -> Result<()> {
    ensure!(page.matches(what).count() == 1, "index.html must hold this once: {what}");
    *page = page.replacen(what, with, 1);
    Ok(())
}
