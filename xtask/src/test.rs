//! `cargo xtask test`: every check, in an order that fails early.

use std::cell::OnceCell;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::wasm::{self, cargo};
use crate::{browser, fuzz, office, pkg, ratchets, root, site, work};

/// One check.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Artifacts) -> Result<Outcome>,
}

/// What came of a check that did not fail.
enum Outcome {
    Passed,
    /// Left out, for this reason.
    Skipped(&'static str),
}

const STEPS: &[Step] = &[
    Step { name: "fmt", about: "the source is formatted", run: fmt },
    Step { name: "clippy", about: "no warning, natively and for all wasm builds", run: clippy },
    Step { name: "rust", about: "native tests and documentation examples", run: rust },
    Step { name: "damage", about: "damaged notices keep their other rows and say what is wrong", run: damage },
    Step { name: "gold", about: "gold tables are read as well as before", run: gold },
    Step { name: "office", about: "exports open in openpyxl and LibreOffice, and nothing in them runs", run: office },
    Step { name: "formats", about: "documents that other programs wrote are read like their text", run: formats },
    Step { name: "site", about: "the page builds", run: |built| built.site().map(|()| Outcome::Passed) },
    Step { name: "pkg", about: "the npm package builds", run: |built| built.pkg().map(|()| Outcome::Passed) },
    Step { name: "fuzz", about: "arbitrary input breaks no promise in a short while", run: fuzz },
    Step {
        name: "work",
        about: "no input takes more time and memory than its length",
        run: |_| work::check("", work::SIZE).map(|()| Outcome::Passed),
    },
    Step { name: "size", about: "nothing shipped grew past its limit", run: size },
    Step { name: "paths", about: "the wasm does not depend on this machine's folders", run: paths },
    Step { name: "types", about: "the JavaScript passes TypeScript's strict checks", run: types },
    Step {
        name: "browser",
        about: "the page in a real browser, and the npm package there and in Node.js",
        run: in_browser,
    },
];

/// The fuzz targets' package, which is no part of the workspace.
const FUZZ: &str = "fuzz/Cargo.toml";

/// For how many seconds each target is fuzzed.
const SMOKE: u64 = 8;

/// What several steps need, each made once.
#[derive(Default)]
struct Artifacts {
    site: Artifact,
    pkg: Artifact,
    /// The browser tests' npm packages, TypeScript among them.
    packages: Artifact,
}

/// Whether something was made, or that it failed.
type Artifact = OnceCell<Result<(), ()>>;

impl Artifacts {
    fn site(&self) -> Result<()> {
        made(&self.site, "the page could not be built", site::build)
    }

    fn pkg(&self) -> Result<()> {
        made(&self.pkg, "the npm package could not be built", pkg::build)
    }

    fn packages(&self) -> Result<()> {
        made(&self.packages, "the browser tests' packages could not be installed", browser::install_packages)
    }
}

/// Makes an artifact the first time; a failure is told once and not tried again.
fn made(artifact: &Artifact, complaint: &'static str, make: fn() -> Result<()>) -> Result<()> {
    let made = artifact.get_or_init(|| make().map_err(|error| println!("{error:#}")));
    made.map_err(|()| anyhow!(complaint))
}

/// Prints the names of the steps.
pub fn list() {
    for step in STEPS {
        println!("{:8} {}", step.name, step.about);
    }
}

/// Runs the steps of these names, or all of them; goes on after a failure so that one run shows everything.
pub fn run(names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        bail!("no step is called `{unknown}`; `cargo xtask test --list` names them");
    }
    let built = Artifacts::default();
    let mut summary = Vec::new();
    for step in STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)) {
        println!("\n═══ {}: {} ═══", step.name, step.about);
        let start = Instant::now();
        let outcome = (step.run)(&built);
        if let Err(error) = &outcome {
            println!("FAILED: {error:#}");
        }
        summary.push((step, outcome, start.elapsed()));
    }
    println!("\n═══ summary ═══");
    let mut total = Duration::ZERO;
    for (step, outcome, time) in &summary {
        total += *time;
        let said = match outcome {
            Ok(Outcome::Passed) => "ok".to_owned(),
            Ok(Outcome::Skipped(why)) => format!("SKIPPED: {why}"),
            Err(error) => format!("FAILED: {error}"),
        };
        println!("{:8} {:6.1} s  {said}", step.name, time.as_secs_f64());
    }
    println!("{:8} {:6.1} s", "all", total.as_secs_f64());
    let failed = summary.iter().filter(|(_, outcome, _)| outcome.is_err()).count();
    ensure!(failed == 0, "{failed} of {} steps failed", summary.len());
    Ok(())
}

fn fmt(_: &Artifacts) -> Result<Outcome> {
    must(cargo(&root()).args(["fmt", "--all", "--check"]), "run `cargo fmt --all`")?;
    let targets = ["fmt", "--manifest-path", FUZZ, "--check"];
    must(cargo(&root()).args(targets), "run `cargo fmt --manifest-path fuzz/Cargo.toml`")
}

fn clippy(_: &Artifacts) -> Result<Outcome> {
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--locked", "--workspace", "--all-targets"];
    must(cargo(&root()).args(native).args(deny), "clippy has warnings")?;
    for build in site::builds().chain([&wasm::NPM, &wasm::METER]) {
        let mut clippy = cargo(&root());
        clippy.args(["clippy", "--locked", "--package", "fenjie", "--lib"]).args(wasm::selection(build)?).args(deny);
        must(&mut clippy, &format!("clippy has warnings for the wasm build `{}`", build.feature))?;
    }
    Ok(Outcome::Passed)
}

fn rust(_: &Artifacts) -> Result<Outcome> {
    must(cargo(&root()).args(["test", "--locked", "--workspace"]), "native tests fail")
}

/// Thousands of notices: optimised, or it takes longer than all the rest; the parser alone, which is built sooner.
fn damage(_: &Artifacts) -> Result<Outcome> {
    if !root().join("../shared/notices").exists() && std::env::var_os("FENJIE_REQUIRE_SHARED").is_none() {
        return Ok(Outcome::Skipped("../shared, with the notices to damage, is not here"));
    }
    let test = ["test", "--locked", "--package", "fenjie", "--test", "damage", "--profile", "quick"];
    let parser = ["--no-default-features", "--features", "encodings", "--", "--nocapture"];
    must(cargo(&root()).args(test).args(parser), "damaged notices come out worse than before")
}

fn fuzz(_: &Artifacts) -> Result<Outcome> {
    if std::env::var_os("FENJIE_SKIP_FUZZ").is_some() {
        if let Some(lack) = fuzz::lacks_compiler() {
            return Ok(Outcome::Skipped(lack));
        }
        // They share code with the tests, so that they may no longer compile when those do.
        must(cargo(&root()).args(["check", "--locked", "--manifest-path", FUZZ]), "the fuzz targets do not compile")?;
        return Ok(Outcome::Skipped("FENJIE_SKIP_FUZZ is set: its targets were checked, not run"));
    }
    if let Some(lack) = fuzz::lacks() {
        return Ok(Outcome::Skipped(lack));
    }
    fuzz::smoke(SMOKE)?;
    Ok(Outcome::Passed)
}

fn gold(_: &Artifacts) -> Result<Outcome> {
    let shared = root().join("../shared");
    if !shared.join("score.py").exists() {
        ensure!(std::env::var_os("FENJIE_REQUIRE_SHARED").is_none(), "../shared is missing, and this run requires it");
        return Ok(Outcome::Skipped("../shared, with the notices and their gold tables, is not here"));
    }
    command_line()?;
    ratchets::check_gold(&shared)?;
    Ok(Outcome::Passed)
}

fn office(_: &Artifacts) -> Result<Outcome> {
    command_line()?;
    Ok(if office::test()? { Outcome::Passed } else { NOT_ALL })
}

fn formats(_: &Artifacts) -> Result<Outcome> {
    if !root().join("../shared/notices").exists() && std::env::var_os("FENJIE_REQUIRE_SHARED").is_none() {
        return Ok(Outcome::Skipped("../shared, with the notices to make documents from, is not here"));
    }
    command_line()?;
    Ok(if office::score_formats()? { Outcome::Passed } else { NOT_ALL })
}

const NOT_ALL: Outcome = Outcome::Skipped("a program was not there, as said above; what was tried is well");

/// Builds the command line.
fn command_line() -> Result<Outcome> {
    must(cargo(&root()).args(["build", "--locked", "--bin", "fenjie"]), "the command line does not build")
}

fn size(built: &Artifacts) -> Result<Outcome> {
    built.site()?;
    built.pkg()?;
    ratchets::check_sizes()?;
    Ok(Outcome::Passed)
}

fn paths(built: &Artifacts) -> Result<Outcome> {
    built.site()?;
    built.pkg()?;
    for build in site::builds() {
        wasm::check_names_no_folder(build, &site::built()?)?;
    }
    wasm::check_names_no_folder(&wasm::NPM, &pkg::folder())?;
    // Of all builds the one that is made soonest; the flags are the same for all.
    wasm::check_same_elsewhere(&wasm::METER)?;
    Ok(Outcome::Passed)
}

fn types(built: &Artifacts) -> Result<Outcome> {
    built.site()?;
    built.pkg()?;
    built.packages()?;
    must(browser::node()?.arg("declare.mjs"), "the samples could not be parsed")?;
    for project in ["tsconfig.page.json", "tsconfig.worker.json", "tsconfig.node.json"] {
        let mut tsc = browser::node()?;
        tsc.args(["node_modules/typescript/bin/tsc", "--project", project]);
        must(&mut tsc, &format!("TypeScript has complaints under {project}"))?;
    }
    Ok(Outcome::Passed)
}

fn in_browser(built: &Artifacts) -> Result<Outcome> {
    built.site()?;
    built.pkg()?;
    built.packages()?;
    browser::test()?;
    Ok(Outcome::Passed)
}

/// Runs a command that has to succeed.
fn must(command: &mut Command, complaint: &str) -> Result<Outcome> {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("running {program}"))?;
    ensure!(status.success(), "{complaint}");
    Ok(Outcome::Passed)
}
