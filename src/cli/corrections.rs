//! Corrections that a reader made on the page, laid over what is parsed here.

use std::path::Path;

use fenjie::book::corrections::{Corrections, File, Part, Unfit, apply};
use fenjie::book::key_of;
use fenjie::{Manuscript, Notice};

/// Reads a file of corrections.
///
/// # Errors
/// When it cannot be read, or is none that is known here: what is wrong and what to do about it.
pub fn read(path: &Path) -> Result<File, String> {
    let told = |what: String| format!("{}: {what}", path.display());
    let json = std::fs::read_to_string(path).map_err(|error| told(super::advice(&error)))?;
    File::read(&json).map_err(|refusal| told(refusal.to_string()))
}

/// Takes those of `files` that were made for these bytes and lays them over the notice; hands a line on each correction
/// that no longer fits to `tell`.
pub fn lay(
    files: &mut Vec<File>,
    bytes: &[u8],
    manuscript: &Manuscript,
    mut notice: Notice,
    tell: impl Fn(String),
) -> Notice {
    if files.is_empty() {
        return notice;
    }
    let key = key_of(bytes);
    for file in files.extract_if(.., |file| file.notice.key == key) {
        let (corrected, report) = apply(&manuscript.text, &notice, &file.rows);
        notice = corrected;
        report.unfit.iter().for_each(|unfit| tell(told(unfit, &file.rows)));
    }
    notice
}

/// That a file's notice was not among those that were read.
pub fn left_over(file: &File) -> String {
    let notice = &file.notice;
    let about = notice.title.as_ref().unwrap_or(&notice.name);
    format!("no file given is the notice that these corrections belong to: {about} ({})", notice.name)
}

/// A correction that no longer fits.
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
