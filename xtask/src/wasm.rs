//! From the crate to WebAssembly and the JavaScript around it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use crate::pack::Packing;
use crate::site;

const TARGET: &str = "wasm32-unknown-unknown";

/// One of the builds.
pub struct Build {
    /// The cargo feature that makes it.
    pub feature: &'static str,
    /// What its files are called, without their endings.
    pub stem: &'static str,
    /// How its JavaScript is loaded.
    pub loading: Loading,
    /// The cargo profile that optimises it.
    pub profile: &'static str,
    /// How the site packs it.
    pub packing: Packing,
}

/// How the JavaScript around the wasm is loaded.
#[derive(Clone, Copy)]
pub enum Loading {
    /// As a classic script, which a worker made from a Blob URL can hold.
    Script,
    /// As an ES module.
    Module,
}

/// The worker behind the page as it starts.
pub const PAGE: Build =
    Build { feature: "page", stem: "fenjie", loading: Loading::Script, profile: "wasm", packing: Packing::Lzma };

/// What unpacks that one, which the page fetches beside it.
pub const UNPACK: Build =
    Build { feature: "unpack", stem: "unpack", loading: Loading::Script, profile: "wasm", packing: Packing::Gzip };

/// The worker behind the page with everything, which the page fetches when something first needs it.
pub const WHOLE: Build =
    Build { feature: "whole", stem: "whole", loading: Loading::Script, profile: "fast", packing: Packing::Gzip };

/// What writes spreadsheets, which the page fetches with the first of them.
pub const SHEETS: Build =
    Build { feature: "sheets", stem: "sheets", loading: Loading::Script, profile: "wasm", packing: Packing::Gzip };

/// What reads Word, Excel and OFD files and web pages for the page, which fetches it with the first of them.
pub const READER: Build =
    Build { feature: "reader", stem: "reader", loading: Loading::Script, profile: "wasm", packing: Packing::Gzip };

/// What reads PDF for it: apart, for it weighs several times as much.
pub const PDF: Build =
    Build { feature: "pdf-reader", stem: "pdf", loading: Loading::Script, profile: "wasm", packing: Packing::Gzip };

/// What draws pages of PDF for it.
pub const DRAWER: Build =
    Build { feature: "pdf-drawer", stem: "drawer", loading: Loading::Script, profile: "wasm", packing: Packing::Gzip };

/// The npm package.
pub const NPM: Build =
    Build { feature: "npm", stem: "fenjie", loading: Loading::Module, profile: "wasm", packing: Packing::Gzip };

/// The parser whose work is counted.
pub const METER: Build =
    Build { feature: "meter", stem: "fenjie", loading: Loading::Module, profile: "meter", packing: Packing::Gzip };

impl Build {
    /// The WebAssembly that it writes.
    pub fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.stem)
    }

    /// The same as the site ships it, packed.
    pub fn packed(&self) -> String {
        format!("{}.{}", self.wasm(), self.packing.ending())
    }

    /// The JavaScript around it.
    pub fn script(&self) -> String {
        format!("{}.js", self.stem)
    }

    /// The TypeScript declarations of that.
    pub fn types(&self) -> String {
        format!("{}.d.ts", self.stem)
    }
}

/// Builds the wasm and writes it with its JavaScript into `out`.
pub fn build(build: &Build, out: &Path) -> Result<()> {
    let wasm = compile(build, &crate::root(), &target_directory()?)?;
    bind(build, &wasm, out)
}

/// What selects a build among cargo's arguments, its target being installed.
pub fn selection(build: &Build) -> Result<[&str; 5]> {
    have_target()?;
    Ok(["--target", TARGET, "--no-default-features", "--features", build.feature])
}

/// Compiles the crate at `root` and says where the wasm stands. Its bytes depend on none of the folders.
fn compile(build: &Build, root: &Path, target_dir: &Path) -> Result<PathBuf> {
    let status = cargo(root)
        .args([
            "rustc",
            "--locked",
            "--package",
            "fenjie",
            "--lib",
            "--crate-type",
            "cdylib",
            "--profile",
            build.profile,
        ])
        .args(selection(build)?)
        .arg("--target-dir")
        .arg(target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root)?)
        .status()?;
    ensure!(status.success(), "the wasm build for `{}` failed", build.feature);
    Ok(target_dir.join(TARGET).join(build.profile).join("fenjie.wasm"))
}

/// Runs wasm-bindgen over compiled wasm.
fn bind(build: &Build, wasm: &Path, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(build.stem)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    match build.loading {
        // Without a default path: a worker made from a Blob has no address to look beside.
        Loading::Script => bindgen.no_modules(true)?.omit_default_module_path(true),
        Loading::Module => bindgen.web(true)?.omit_default_module_path(false),
    };
    bindgen.generate(out).context("wasm-bindgen")
}

/// A cargo command in `root`.
pub fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}

/// Sees to it that the standard library for wasm is installed.
pub fn have_target() -> Result<()> {
    let libraries = PathBuf::from(rustc(&["--print", "target-libdir", "--target", TARGET])?);
    if libraries.exists() {
        return Ok(());
    }
    println!("adding the Rust target {TARGET}");
    match Command::new("rustup").current_dir(crate::root()).args(["target", "add", TARGET]).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => bail!("`rustup target add {TARGET}` failed; fenjie's page cannot be built without that target"),
        Err(_) => bail!(
            "Rust's target {TARGET} is missing and rustup was not found: install that target the way Rust was \
             installed here, or install Rust by rustup"
        ),
    }
}

/// Compiler flags that keep this machine's folders out of the wasm: panic messages name source files.
fn flags(root: &Path) -> Result<OsString> {
    let metadata = metadata(root)?;
    let mut renamed = vec![(root.to_owned(), "fenjie".to_owned())];
    let registries: BTreeSet<&Path> = metadata
        .packages
        .iter()
        .filter(|package| package.source.is_some())
        .filter_map(|package| package.manifest_path.parent()?.parent())
        .collect();
    renamed.extend(registries.into_iter().map(|folder| (folder.to_owned(), "crates".to_owned())));
    // Where the standard library's source is installed, its files are named by this folder and not by the commit.
    let library = Path::new(&rustc(&["--print", "sysroot"])?).join("lib/rustlib/src/rust");
    let version = rustc(&["-vV"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    renamed.push((library, format!("/rustc/{commit}")));

    let mut flags = OsString::new();
    for (from, to) in renamed {
        if !flags.is_empty() {
            // What cargo splits the variable at, so that a folder's name may hold spaces.
            flags.push("\x1f");
        }
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    Ok(flags)
}

fn rustc(arguments: &[&str]) -> Result<String> {
    let output = Command::new("rustc").current_dir(crate::root()).args(arguments).output().context("running rustc")?;
    ensure!(output.status.success(), "rustc {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// Where cargo builds.
pub fn target_directory() -> Result<PathBuf> {
    Ok(metadata(&crate::root())?.target_directory)
}

/// Fails if a file in `folder` that `build` wrote names a folder of this machine.
pub fn check_names_no_folder(build: &Build, folder: &Path) -> Result<()> {
    let here = crate::root();
    let home = std::env::home_dir();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let rust = PathBuf::from(rustc(&["--print", "sysroot"])?);
    let folders = [Some(here), home, cargo_home, Some(rust)].into_iter().flatten();
    // A home at the root of the file system is in every path.
    let folders: Vec<PathBuf> = folders.filter(|folder| folder.parent().is_some()).collect();
    for file in [build.wasm(), build.script()] {
        let file = folder.join(file);
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        for folder in &folders {
            let name = folder.as_os_str().as_encoded_bytes();
            let named = bytes.windows(name.len()).any(|window| window == name);
            ensure!(!named, "{} names the folder {}", file.display(), folder.display());
        }
    }
    Ok(())
}

/// Fails if the same source gives other wasm in another folder.
pub fn check_same_elsewhere(build: &Build) -> Result<()> {
    let target = target_directory()?;
    let elsewhere = target.join("elsewhere");
    let copy = elsewhere.join("another folder");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    let sources = ["Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml", "benches", "src", "xtask"];
    for source in sources {
        site::copy(&crate::root().join(source), &copy.join(source))?;
    }
    let here = fs::read(compile(build, &crate::root(), &target)?)?;
    let there = fs::read(compile(build, &copy, &elsewhere.join("target"))?)?;
    ensure!(here == there, "the wasm built in {} differs from the one built here", copy.display());
    Ok(())
}

/// What `cargo metadata` says of the workspace, as far as it is needed here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    source: Option<String>,
    manifest_path: PathBuf,
}

fn metadata(root: &Path) -> Result<Metadata> {
    let output = cargo(root).args(["metadata", "--format-version", "1", "--locked"]).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}
