//! The contract as files. Spans count UTF-8 bytes, as those of the command line do.

use std::io::{self, Write};

use serde::Serialize;

use super::Selection;
use crate::Notice;
use crate::model::{Diagnostic, Target, Task};

/// One line of [`tasks`]: a task with what it needs to be understood away from its notice.
#[derive(Serialize)]
struct Line<'a> {
    /// Name of the notice's file.
    source: &'a str,
    title: Option<&'a str>,
    doc_number: Option<&'a str>,
    /// As in [`Notice::tasks`].
    task: &'a Task,
    /// What the positions in `task.targets` mean, in the same order.
    targets: Vec<&'a Target>,
    /// The same for `task.diagnostics`.
    diagnostics: Vec<&'a Diagnostic>,
}

/// A notice as one object and a line end.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn notice(notice: &Notice, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, notice)?;
    out.write_all(b"\n")
}

/// The tasks of a selection, one object a line: `source`, `title` and `doc_number` of the notice, `task`, and the
/// `targets` and `diagnostics` that the task's positions mean.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn tasks(selection: &Selection, mut out: impl Write) -> io::Result<()> {
    let notice = selection.notice;
    for (_, task) in selection.tasks() {
        let line = Line {
            source: &notice.source.name,
            title: notice.header.title.as_deref(),
            doc_number: notice.header.doc_number.as_deref(),
            task,
            targets: task.targets.iter().filter_map(|&number| notice.targets.get(number)).collect(),
            diagnostics: task.diagnostics.iter().filter_map(|&number| notice.diagnostics.get(number)).collect(),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::notice;

    #[test]
    fn the_contract_reads_back() {
        let notice = notice();
        let mut out = Vec::new();
        super::notice(&notice, &mut out).unwrap();
        assert_eq!(serde_json::from_slice::<Notice>(&out).unwrap(), notice);
    }

    #[test]
    fn a_line_tells_all_about_its_task() {
        let notice = notice();
        let mut out = Vec::new();
        tasks(&Selection::of(&notice, &[1, 0]), &mut out).unwrap();
        let lines: Vec<serde_json::Value> =
            str::from_utf8(&out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["diagnostics"][0]["code"], "no-unit");
        assert_eq!(lines[1]["source"], "云川.txt");
        assert_eq!(lines[1]["targets"][1]["text"], "产值增长5%");
        let task: Task = serde_json::from_value(lines[1]["task"].clone()).unwrap();
        assert_eq!(task, notice.tasks[0]);
    }
}
