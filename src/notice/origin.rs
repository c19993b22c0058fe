//! What a reader should know of the file that a text was had from.

use crate::Span;
use crate::model::{Diagnostic, Severity};
use crate::read::Note;

/// A note on the file as a diagnostic, which stands at the start of the text.
pub(super) fn diagnostic(note: Note) -> Diagnostic {
    let (code, severity, chinese, english) = match note {
        Note::TrackedChanges => (
            "tracked-changes",
            Severity::Info,
            "文件带有修订痕迹，这里按全部接受修订后的文字读取。",
            "The file has tracked changes; it is read as if all were accepted.",
        ),
        Note::HiddenText => (
            "hidden-text",
            Severity::Info,
            "文件里有隐藏的文字，未读取。",
            "The file has hidden text, which was left out.",
        ),
        Note::HiddenCells => (
            "hidden-cells",
            Severity::Info,
            "工作表里有隐藏的行或列，也一并读取了。",
            "The worksheet has hidden rows or columns, which were read with the others.",
        ),
        Note::HiddenSheets => (
            "hidden-sheets",
            Severity::Info,
            "工作簿里有隐藏的工作表，未读取。",
            "The workbook has hidden worksheets, which were left out.",
        ),
        Note::CutShort => (
            "file-cut-short",
            Severity::Error,
            "文件不完整，缺损之后的内容没有读到，请核对原件。",
            "The file is incomplete: what follows the damage was not read. Check the original.",
        ),
        Note::CrowdedPages => (
            "page-too-full",
            Severity::Error,
            "有的页面上字或线条多得出奇，超出的部分没有读取，请核对原件。",
            "A page holds so many characters or lines that some were not read. Check the original.",
        ),
    };
    Diagnostic {
        code: code.to_owned(),
        severity,
        message: english.to_owned(),
        message_zh: chinese.to_owned(),
        span: Span::default(),
        task: None,
    }
}
