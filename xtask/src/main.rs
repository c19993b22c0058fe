//! What developers and CI run: `cargo xtask serve` and `cargo xtask test` do everything on a fresh machine.

mod browser;
mod bundle;
#[path = "../../tests/cases/mod.rs"]
mod cases;
mod columns;
mod fuzz;
mod minify;
mod office;
mod offline;
mod order;
mod pack;
mod pkg;
mod ratchets;
mod serve;
mod single;
mod site;
mod test;
mod wasm;
mod work;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, serves and tests fenjie.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the site into dist/
    Build,
    /// Build the site and name the one file in it that holds everything: dist/fenjie.html
    Dist,
    /// Build the site and serve it on this machine
    Serve {
        /// Port to listen on [default: 8080, or any free one where that is taken]
        #[arg(long)]
        port: Option<u16>,
        /// Path that the site lives under
        #[arg(long, default_value = "/")]
        base: String,
        /// Serve dist/ as it is
        #[arg(long)]
        no_build: bool,
    },
    /// Run every check, or only those named
    Test {
        /// Names of steps
        names: Vec<String>,
        /// List the steps
        #[arg(long)]
        list: bool,
    },
    /// Build the npm package into pkg/
    Pkg,
    /// Take the README's picture of the page: docs/screenshot.png
    Screenshot,
    /// Fuzz the parser, from seeds made of the spec cases, the samples and the shared notices
    Fuzz {
        /// Name of the target: a file in fuzz/fuzz_targets
        target: String,
        /// For how long
        #[arg(default_value_t = 1800)]
        seconds: u64,
    },
    /// Count the parser's work on hostile inputs
    Work {
        /// Only inputs whose name contains this
        #[arg(default_value = "")]
        name: String,
        /// Least size in bytes; twice and four times as much are also counted
        #[arg(long, default_value_t = work::SIZE)]
        size: usize,
    },
    /// Measure the time from dropping a notice to its first row on the screen
    Measure {
        /// What tests/browser/measure.mjs takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure the library with many made-up notices
    Many {
        /// What tests/browser/many.mjs takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure how fast the page's wasm reads notices, to hold against `cargo bench`
    Throughput {
        /// What the notices are repeated to, in MB
        #[arg(default_value = "50")]
        size: String,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Build => site::build(),
        Task::Dist => {
            site::build()?;
            println!("{}", site::dist().join(single::NAME).display());
            Ok(())
        }
        Task::Serve { port, base, no_build } => {
            if !no_build {
                site::build()?;
            }
            let server = serve::Server::bind(&site::dist(), &base, port)?;
            println!("fenjie: {}  (Ctrl+C stops)", server.address());
            server.run()
        }
        Task::Test { list: true, .. } => {
            test::list();
            Ok(())
        }
        Task::Test { names, .. } => test::run(&names),
        Task::Pkg => pkg::build(),
        Task::Screenshot => browser::script("screenshot.mjs", &[]),
        Task::Fuzz { target, seconds } => fuzz::run(&target, seconds),
        Task::Work { name, size } => work::check(&name, size),
        Task::Measure { arguments } => browser::script("measure.mjs", &arguments),
        Task::Many { arguments } => browser::script("many.mjs", &arguments),
        Task::Throughput { size } => browser::script("throughput.mjs", &[size]),
    }
}

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository").to_owned()
}
