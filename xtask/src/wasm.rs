//! From the crate to WebAssembly and the JavaScript around it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// One of the two builds.
pub struct Build {
    /// The cargo feature that makes it.
    pub feature: &'static str,
    /// How its JavaScript is loaded.
    pub loading: Loading,
}

/// How the JavaScript around the wasm is loaded.
#[derive(Clone, Copy)]
pub enum Loading {
    /// As a classic script, which a worker made from a Blob URL can hold.
    Script,
    /// As an ES module with TypeScript declarations.
    Module,
}

/// The worker behind the page: `fenjie.js` and `fenjie_bg.wasm`.
pub const PAGE: Build = Build { feature: "page", loading: Loading::Script };

/// Builds the wasm and writes it with its JavaScript into `out`.
pub fn build(build: &Build, out: &Path) -> Result<()> {
    let wasm = compile(build, &crate::root(), None)?;
    bind(build, &wasm, out)
}

/// Compiles the crate at `root` and says where the wasm stands. The bytes are the same whatever folder `root` and
/// cargo's own folders are.
pub fn compile(build: &Build, root: &Path, target_dir: Option<&Path>) -> Result<PathBuf> {
    have_target()?;
    let metadata = metadata(root)?;
    let target_dir = target_dir.map_or(metadata.target_directory.clone(), Path::to_owned);
    let status = cargo(root)
        .args(["rustc", "--locked", "--package", "fenjie", "--lib", "--crate-type", "cdylib"])
        .args(["--profile", "wasm", "--target", TARGET, "--no-default-features", "--features", build.feature])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root, &metadata)?)
        .status()?;
    ensure!(status.success(), "the wasm build for `{}` failed", build.feature);
    Ok(target_dir.join(TARGET).join("wasm").join("fenjie.wasm"))
}

/// Runs wasm-bindgen over compiled wasm.
pub fn bind(build: &Build, wasm: &Path, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("fenjie").remove_name_section(true).remove_producers_section(true);
    match build.loading {
        // Without a default path: a worker made from a Blob has no address to look beside.
        Loading::Script => bindgen.no_modules(true)?.typescript(false).omit_default_module_path(true),
        Loading::Module => bindgen.web(true)?.typescript(true).omit_default_module_path(false),
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
fn have_target() -> Result<()> {
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
fn flags(root: &Path, metadata: &Metadata) -> Result<OsString> {
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
