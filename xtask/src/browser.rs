//! Node.js, its packages, and the browser that the tests drive.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use crate::{pkg, root, serve, site};

/// The oldest Node.js that the tests and the npm package are run with.
const NODE_MAJOR: u32 = 20;

/// What Chromium is called on the machines that have it, in the order to try.
const CHROMIUM_NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Debian's packages: the browser, and a font without which every Chinese character is drawn as a box.
const DEBIAN_PACKAGES: &[&str] = &["chromium", "fonts-noto-cjk"];

/// Where the browser tests and their packages stand.
pub fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// What builds and scripts leave for the browser tests.
pub fn generated() -> PathBuf {
    folder().join("out")
}

/// A Node.js command in [`folder`].
pub fn node() -> Result<Command> {
    let version = Command::new("node").arg("--version").output();
    let version = version.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => {}
        Some(_) => bail!("Node.js {} is too old: version {NODE_MAJOR} or later is needed", version.trim()),
        None => bail!("Node.js was not found: install version {NODE_MAJOR} or later, with npm"),
    }
    let mut node = Command::new("node");
    node.current_dir(folder());
    Ok(node)
}

/// Installs the packages of the lock file, unless they are what is installed.
pub fn install_packages() -> Result<()> {
    node()?;
    let lock = fs::read(folder().join("package-lock.json")).context("reading tests/browser/package-lock.json")?;
    let installed = folder().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let status = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .current_dir(folder())
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .status()
        .context("npm was not found: install it beside Node.js")?;
    ensure!(status.success(), "`npm ci` failed in tests/browser");
    Ok(fs::write(installed, lock)?)
}

/// Runs every `.test.mjs` of [`folder`] with Node's test runner, whose closing lines CI reads.
pub fn test() -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(name);
        }
    }
    files.sort();
    let mut node = node()?;
    node.args(["--test", "--test-reporter=spec"]).args(files);
    run(&mut node)
}

/// Builds the site and runs a script of [`folder`] against it in the browser.
pub fn script(name: &str, arguments: &[String]) -> Result<()> {
    site::build()?;
    install_packages()?;
    let mut node = node()?;
    node.arg(name).args(arguments);
    run(&mut node)
}

/// Runs a Node.js command that sees the built site and package in the browser: the variables that
/// tests/browser/chromium.mjs reads.
fn run(node: &mut Command) -> Result<()> {
    // Below a folder of their host, as a project's site on GitHub Pages is.
    let serve = |folder: &Path, base| -> Result<String> {
        let server = serve::Server::bind(folder, base, Some(0))?;
        let address = server.address();
        thread::spawn(move || server.run());
        Ok(address)
    };
    node.env("FENJIE_URL", serve(&site::dist(), "/fenjie/")?);
    node.env("FENJIE_PKG_URL", serve(&pkg::folder(), "/npm/fenjie/")?);
    node.env("CHROMIUM", chromium()?);
    let status = node.status()?;
    ensure!(status.success(), "what ran in tests/browser failed");
    Ok(())
}

/// The browser: the one that the variable CHROMIUM names, else one on the path, else a fresh one from Debian.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        ensure!(named.exists(), "the variable CHROMIUM names {}, which does not exist", named.display());
        return Ok(named);
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    install_chromium()?;
    find_chromium().context("Chromium was installed but is not on the path")
}

fn find_chromium() -> Option<PathBuf> {
    CHROMIUM_NAMES.iter().find_map(|name| on_path(name))
}

/// The file that `name` names on the search path, or itself if it is absolute.
fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn install_chromium() -> Result<()> {
    const ADVICE: &str = "Chromium was not found: install it (Debian: apt-get install chromium fonts-noto-cjk), or name \
                          it in the variable CHROMIUM";
    ensure!(on_path("apt-get").is_some(), ADVICE);
    let quiet = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()
    };
    let root = quiet("id", &["-u"]).is_some_and(|output| output.stdout.trim_ascii() == b"0");
    let sudo = !root && quiet("sudo", &["-n", "true"]).is_some_and(|output| output.status.success());
    ensure!(root || sudo, ADVICE);
    println!("installing Chromium and a Chinese font from Debian");
    let apt = |arguments: &[&str]| -> Result<()> {
        let as_root: &[&str] = if sudo { &["sudo", "-n", "env"] } else { &["env"] };
        let mut command = Command::new(as_root[0]);
        command.args(&as_root[1..]).args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]).args(arguments);
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        ensure!(done.success(), "`apt-get {}` failed. {ADVICE}", arguments.join(" "));
        Ok(())
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], DEBIAN_PACKAGES].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every machine has its own registry settings.
    #[test]
    fn the_lock_file_names_no_download_address() {
        let lock = fs::read_to_string(folder().join("package-lock.json")).unwrap();
        assert!(!lock.contains("\"resolved\""), "run npm with omit-lockfile-registry-resolved=true");
    }

    #[test]
    fn programs_are_found_on_the_path_only_as_files() {
        assert!(on_path("no-such-program-as-this").is_none());
        let here = env::current_exe().unwrap();
        assert_eq!(on_path(here.to_str().unwrap()).as_deref(), Some(Path::new(&here)));
    }
}
