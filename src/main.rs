//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    let path = std::env::args().next_back().unwrap_or_default();
    let bytes = std::fs::read(&path).unwrap_or_default();
    let notice = fenjie::parse(&fenjie::read(&bytes, &path));
    println!("{}", serde_json::to_string(&notice).unwrap_or_default());
    ExitCode::SUCCESS
}
