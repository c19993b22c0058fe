//! The command line: reads files, prints what they say.

mod corrections;
mod print;

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use fenjie::export::groups::By;
use fenjie::page::words::Lang;
use fenjie::read::{BuiltIn, Encoding, open_with, read_as_text, read_in};
use print::{Format, Manner, Printer};

/// fenjie 分解 reads the assignment table out of Chinese government notices.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Parse notices and print what they say.
    ///
    /// Exit code 0: all was read. 1: some files could not be opened or hold no text (each is named on standard error;
    /// the others still come out), or the output could not be written. 2: the command line is wrong.
    Parse {
        /// How to print. With several files json is an array, and csv, tsv and xlsx name each task's file in the first
        /// column.
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
        /// By what an xlsx of one file has a sheet each.
        #[arg(long, value_parser = by(), default_value = "units")]
        sheets: By,
        #[command(flatten)]
        files: Files,
    },
    /// Write a report on notices: one web page that stands by itself, for screen and paper.
    ///
    /// Exit codes as for parse.
    Report {
        #[command(flatten)]
        files: Files,
    },
}

/// From where to where.
#[derive(Args)]
struct Files {
    /// File to write [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language of column headings and of all that is not the notice's own words.
    #[arg(long, value_parser = lang(), default_value = "zh")]
    lang: Lang,
    /// Reads all files in this encoding, web pages as what they show and all else as text [default: told from the bytes of
    /// each].
    #[arg(long, value_parser = encoding(), ignore_case = true)]
    encoding: Option<Encoding>,
    /// Corrections that a reader made on the page and saved (`*.fenjie.json`), applied to the notice whose bytes they were
    /// made for; may be given several times. Those that no longer fit are told on standard error.
    #[arg(long, value_name = "FILE")]
    corrections: Vec<PathBuf>,
    /// Files to read; `-`, or none at all, is standard input.
    files: Vec<PathBuf>,
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    let codes = PossibleValuesParser::new(Lang::ALL.map(Lang::code));
    codes.map(|code| Lang::ALL.into_iter().find(|lang| lang.code() == code).unwrap_or_default())
}

fn encoding() -> impl TypedValueParser<Value = Encoding> {
    let names = PossibleValuesParser::new(Encoding::ALL.map(Encoding::name));
    names.map(|name| Encoding::named(&name).expect("the parser takes no other names"))
}

fn by() -> impl TypedValueParser<Value = By> {
    PossibleValuesParser::new(["units", "leaders"]).map(|by| if by == "units" { By::Units } else { By::Leaders })
}

/// From this many files on a progress bar is drawn, if standard error is a terminal.
const MANY: usize = 4;

fn main() -> ExitCode {
    let (format, by, files) = match Cli::parse().command {
        Command::Parse { format, sheets, files } => (format, sheets, files),
        Command::Report { files } => (Format::Report, By::Units, files),
    };
    match parse(format, by, files) {
        Ok(code) => code,
        // A closed pipe (`fenjie parse … | head`) is the reader's wish, not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fenjie: cannot write the output: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(format: Format, by: By, files: Files) -> io::Result<ExitCode> {
    let Files { output, lang, encoding, corrections, mut files } = files;
    let mut corrections = match corrections.iter().map(|path| corrections::read(path)).collect::<Result<Vec<_>, _>>() {
        Ok(corrections) => corrections,
        Err(complaint) => {
            eprintln!("fenjie: {complaint}");
            return Ok(ExitCode::FAILURE);
        }
    };
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    if let Some(path) = output.as_ref().filter(|path| files.iter().any(|file| is_same(file, path))) {
        return Err(io::Error::other(format!("{} is one of the files to read", path.display())));
    }
    let out: Box<dyn Write> = match &output {
        Some(path) => Box::new(File::create(path).map_err(|error| named(path, &error))?),
        None if format.is_binary() && io::stdout().is_terminal() => {
            return Err(io::Error::other("a workbook is no text: name a file with -o, for example -o tasks.xlsx"));
        }
        None => Box::new(io::stdout().lock()),
    };
    let mut out = Printer::new(Manner { format, several: files.len() > 1, lang, by }, out);
    let bar = if files.len() >= MANY && io::stderr().is_terminal() {
        indicatif::ProgressBar::new(files.len() as u64).with_style(
            indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {eta} {msg}")
                .expect("the template is constant"),
        )
    } else {
        indicatif::ProgressBar::hidden()
    };
    let mut failed = 0;
    for path in &files {
        bar.set_message(path.display().to_string());
        match read(path) {
            Ok(bytes) => {
                let name = if is_stdin(path) { "stdin".into() } else { path.to_string_lossy() };
                let opened = match encoding {
                    Some(encoding) => Ok(read_in(&bytes, &name, encoding, &BuiltIn)),
                    None => open_with(&bytes, &name, &BuiltIn),
                };
                let manuscript = opened.unwrap_or_else(|why| {
                    failed += 1;
                    let (what, advice) = Lang::En.unreadable(why);
                    bar.suspend(|| eprintln!("fenjie: {name}: {what}. {advice}"));
                    // It still gives a notice, as everything does, but its reader should know.
                    read_as_text(&bytes, &name, &BuiltIn)
                });
                let tell = |line: String| bar.suspend(|| eprintln!("fenjie: {name}: {line}"));
                let notice = fenjie::parse(&manuscript);
                out.print(corrections::lay(&mut corrections, &bytes, &manuscript, notice, tell))?;
            }
            Err(error) => {
                failed += 1;
                bar.suspend(|| eprintln!("fenjie: {}: {}", path.display(), advice(&error)));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    out.finish()?;
    if failed > 0 && files.len() > 1 {
        eprintln!("fenjie: {failed} of {} files could not be read", files.len());
    }
    for file in &corrections {
        failed += 1;
        eprintln!("fenjie: {}", corrections::left_over(file));
    }
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether both paths lead to one file that there is.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// What is wrong and what to do about it.
fn advice(error: &io::Error) -> String {
    use io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    match error.kind() {
        NotFound => "no such file; check the path".to_owned(),
        PermissionDenied => "permission denied; check who may read it".to_owned(),
        IsADirectory => "is a folder; name the files in it, for example with /*".to_owned(),
        _ => error.to_string(),
    }
}
