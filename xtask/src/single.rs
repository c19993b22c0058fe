//! The site as one HTML file, which works from disk: styles and scripts stand in the page, everything that the page fetches
//! stands in it as base64.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use crate::{bundle, minify, site};

/// The single file.
pub const NAME: &str = "fenjie.html";

/// The modules of the main thread, each after those that it imports.
const MODULES: [&str; 13] = [
    "store.js",
    "edit.js",
    "alter.js",
    "engine.js",
    "files.js",
    "save.js",
    "offline.js",
    "storage.js",
    "entries.js",
    "many.js",
    "readers.js",
    "pages.js",
    "main.js",
];

/// What has the browser fetch the small engine before a script asks for it: the single file has none.
const EARLY: &str =
    "<link rel=\"preload\" href=\"fenjie_bg.wasm.lzma.bin\" as=\"fetch\" crossorigin fetchpriority=\"low\">\n";

/// How a module is imported when it is first needed, before its name and behind it.
const LATER: [&str; 2] = ["await import(\"./", "\")"];

/// Writes the single file of the site in `dist` beside the others, whose scripts and styles are small by then. The page's
/// modules are taken from where they were written: a small one has no lines.
pub fn write(dist: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).with_context(|| format!("reading {name}"));
    let styles = read("style.css")? + &read(site::WHOLE_STYLES)?;
    let theme = read("theme.js")?;
    let modules = MODULES.map(|name| (name, fs::read_to_string(crate::root().join("www").join(name))));
    let modules = modules.into_iter().map(|(name, text)| Ok((name, text.with_context(|| format!("reading {name}"))?)));
    let modules: BTreeMap<&str, String> = modules.collect::<Result<_>>()?;
    check_names(&modules)?;
    let main = MODULES.iter().map(|name| flat(name, &modules)).collect::<Result<String>>()?;
    let main = minify::script(&main)?;
    // Where a script says it, the browser would end the element there.
    for (name, text, end) in
        [("the style sheets", &styles, "</style"), ("theme.js", &theme, "</script"), ("main.js", &main, "</script")]
    {
        ensure!(!text.contains(end), "{name} holds {end}: the single file cannot");
    }

    let mut page = read("index.html")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; img-src data: blob:; \
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
    replace(&mut page, EARLY, "")?;
    replace(&mut page, "<link rel=\"stylesheet\" href=\"style.css\">", &format!("<style>{styles}</style>"))?;
    replace(&mut page, "<script src=\"theme.js\"></script>", &format!("<script>{theme}</script>"))?;
    let module = "<script src=\"main.js\" type=\"module\"></script>";
    replace(&mut page, module, &format!("<script type=\"module\">{main}</script>"))?;

    // The small engine is for the first load of a site.
    let mut held: Vec<String> = site::FURTHER.into_iter().flat_map(site::files_of).collect();
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
    let notices = read(site::NOTICES)?;
    ensure!(!notices.contains("--"), "{} cannot stand in a comment", site::NOTICES);
    replace(&mut page, "</body>", &format!("{elements}<!--\n{notices}-->\n</body>"))?;
    Ok(fs::write(dist.join(NAME), page)?)
}

/// A module's text in the one scope that all of them share in the single file.
fn flat(name: &str, modules: &BTreeMap<&str, String>) -> Result<String> {
    let mut text = String::new();
    for line in bundle::without_imports(name, &modules[name], &MODULES)?.lines() {
        text.push_str(line.strip_prefix("export ").unwrap_or(line));
        text.push('\n');
    }
    // What the page fetches when it is first needed is here from the start.
    while let Ok(module) = between(&text, LATER[0], LATER[1]) {
        let held = modules
            .get(module)
            .with_context(|| format!("{name} imports what the single file does not hold: {module}"))?;
        let import = LATER.join(module);
        text = text.replace(&import, &format!("await {{ {} }}", exports(held).join(", ")));
    }
    Ok(text)
}

/// Fails where two modules declare the same name: in the one scope the browser would run neither.
fn check_names(modules: &BTreeMap<&str, String>) -> Result<()> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for (module, text) in modules {
        for line in text.lines().map(|line| line.strip_prefix("export ").unwrap_or(line)) {
            let line = line.strip_prefix("async ").unwrap_or(line);
            let declared = ["class ", "const ", "function ", "let "].iter().find_map(|word| line.strip_prefix(word));
            let name =
                declared.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(rest));
            if let Some(other) = name.filter(|name| !name.is_empty()).and_then(|name| known.insert(name, module)) {
                ensure!(other == *module, "{other} and {module} both declare what this line does: {line}");
            }
        }
    }
    Ok(())
}

/// The names that a module exports.
fn exports(module: &str) -> Vec<&str> {
    let declared = module.lines().filter_map(|line| line.strip_prefix("export "));
    let words = |line| str::split(line, |c: char| !c.is_alphanumeric() && c != '_');
    declared
        .filter_map(|line| words(line).find(|word| !["async", "class", "const", "function", "let"].contains(word)))
        .collect()
}

/// A text's hash as a Content-Security-Policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let start = text.find(before).with_context(|| format!("no `{before}`"))? + before.len();
    let length = text[start..].find(after).with_context(|| format!("no `{after}`"))?;
    Ok(&text[start..start + length])
}

fn replace(page: &mut String, what: &str, with: &str) -> Result<()> {
    ensure!(page.matches(what).count() == 1, "index.html must hold this once: {what}");
    *page = page.replacen(what, with, 1);
    Ok(())
}
