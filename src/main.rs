//! The command line: reads files, prints what they say.

use std::io::{BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use fenjie::Notice;
use fenjie::book::corrections::{self, Corrections, Part, Unfit};
use fenjie::book::key_of;
use fenjie::export::csv;
use fenjie::page::words::Lang;
use fenjie::read::{KnownFormat, sniff};

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
    /// the others still come out). 2: the command line is wrong.
    Parse {
        /// How to print. json: one object for one file, an array for several. ndjson: one object a line.
        /// csv: one task a row, with a byte order mark so that Excel opens it; with several files the first column
        /// names the file.
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
        /// Corrections that a reader made on the page and saved (`*.fenjie.json`), applied to the notice whose bytes they
        /// were made for; may be given several times. Those that no longer fit are told on standard error.
        #[arg(long, value_name = "FILE")]
        corrections: Vec<PathBuf>,
        /// Files to read; `-`, or none at all, is standard input.
        files: Vec<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Ndjson,
    Csv,
}

/// From this many files on a progress bar is drawn, if standard error is a terminal.
const MANY: usize = 4;

fn main() -> ExitCode {
    let Command::Parse { format, corrections, files } = Cli::parse().command;
    let corrections = match corrections.iter().map(|path| read_corrections(path)).collect::<Result<Vec<_>, _>>() {
        Ok(corrections) => corrections,
        Err(complaint) => {
            eprintln!("fenjie: {complaint}");
            return ExitCode::FAILURE;
        }
    };
    let files = if files.is_empty() { vec![PathBuf::from("-")] } else { files };
    match parse(format, corrections, &files) {
        Ok(code) => code,
        // A closed pipe (`fenjie parse … | head`) is the reader's wish, not an error.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fenjie: cannot write the output: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(format: Format, mut corrections: Vec<corrections::File>, files: &[PathBuf]) -> std::io::Result<ExitCode> {
    let mut out = Printer::new(format, files.len() > 1, std::io::stdout().lock())?;
    let bar = if files.len() >= MANY && std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new(files.len() as u64).with_style(
            indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {eta} {msg}")
                .expect("the template is constant"),
        )
    } else {
        indicatif::ProgressBar::hidden()
    };
    let mut failed = 0;
    for path in files {
        bar.set_message(path.display().to_string());
        match read(path) {
            Ok(bytes) => {
                let name = if is_stdin(path) { "stdin".into() } else { path.to_string_lossy() };
                // What is no text still gives a notice, as everything does, but its reader should know.
                if let Some(format) = sniff(&bytes).filter(|format| *format != KnownFormat::Empty) {
                    failed += 1;
                    let (what, _) = Lang::En.format(format);
                    bar.suspend(|| eprintln!("fenjie: {name}: {what}, not text; save its text as .txt and parse that"));
                }
                let manuscript = fenjie::read(&bytes, &name);
                let mut notice = fenjie::parse(&manuscript);
                let key = if corrections.is_empty() { String::new() } else { key_of(&bytes) };
                for file in corrections.extract_if(.., |file| file.notice.key == key) {
                    let (corrected, report) = corrections::apply(&manuscript.text, &notice, &file.rows);
                    notice = corrected;
                    for unfit in &report.unfit {
                        bar.suspend(|| eprintln!("fenjie: {name}: {}", told(unfit, &file.rows)));
                    }
                }
                out.print(&notice)?;
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
        eprintln!("fenjie: {failed} of {} files could not be read as text", files.len());
    }
    for file in &corrections {
        failed += 1;
        let about = file.notice.title.as_ref().unwrap_or(&file.notice.name);
        eprintln!(
            "fenjie: no file given is the notice that these corrections belong to: {about} ({})",
            file.notice.name
        );
    }
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read_corrections(path: &Path) -> Result<corrections::File, String> {
    let told = |what: String| format!("{}: {what}", path.display());
    let json = std::fs::read_to_string(path).map_err(|error| told(advice(&error)))?;
    corrections::File::read(&json).map_err(|refusal| told(refusal.to_string()))
}

/// A correction that no longer fits, for the reader of standard error.
fn told(unfit: &Unfit, corrections: &Corrections) -> String {
    let words: String = corrections.row(&unfit.row).map_or("", |row| row.words()).chars().take(40).collect();
    let part = match unfit.part {
        Part::Cell(field) => format!("the correction of its {}", format!("{field:?}").to_lowercase()),
        Part::Removed => "its removal".to_owned(),
        Part::Checked => "that it was checked".to_owned(),
        Part::Added => "its addition".to_owned(),
    };
    let why = if unfit.now.is_some() { "the row is read otherwise now" } else { "the row is no longer found" };
    format!("“{words}”: {part} no longer fits and was not applied: {why}")
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

/// What is wrong and what to do about it.
fn advice(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    match error.kind() {
        NotFound => "no such file; check the path".to_owned(),
        PermissionDenied => "permission denied; check who may read it".to_owned(),
        IsADirectory => "is a folder; name the files in it, for example with /*".to_owned(),
        _ => error.to_string(),
    }
}

/// Prints notices one after the other in a format.
enum Printer<W: Write> {
    Json { out: BufWriter<W>, several: bool, printed: usize },
    Ndjson(BufWriter<W>),
    Csv(Box<csv::Table<BufWriter<W>>>),
}

impl<W: Write> Printer<W> {
    fn new(format: Format, several: bool, out: W) -> std::io::Result<Self> {
        let out = BufWriter::new(out);
        Ok(match format {
            Format::Json => Self::Json { out, several, printed: 0 },
            Format::Ndjson => Self::Ndjson(out),
            Format::Csv => Self::Csv(Box::new(csv::Table::new(out, &csv::HEADERS_ZH, several)?)),
        })
    }

    /// Prints a notice and flushes: what is done can be read before the next file is.
    fn print(&mut self, notice: &Notice) -> std::io::Result<()> {
        match self {
            Self::Json { out, several, printed } => {
                if *several {
                    out.write_all(if *printed == 0 { b"[\n" } else { b",\n" })?;
                }
                *printed += 1;
                serde_json::to_writer(&mut *out, notice)?;
                if !*several {
                    out.write_all(b"\n")?;
                }
                out.flush()
            }
            Self::Ndjson(out) => {
                serde_json::to_writer(&mut *out, notice)?;
                out.write_all(b"\n")?;
                out.flush()
            }
            Self::Csv(table) => table.add(notice, 0..notice.tasks.len()),
        }
    }

    fn finish(self) -> std::io::Result<()> {
        if let Self::Json { mut out, several: true, printed } = self {
            out.write_all(if printed == 0 { b"[]\n" } else { b"\n]\n" })?;
            out.flush()?;
        }
        Ok(())
    }
}
