//! From a laid-out manuscript to a [`Notice`].

mod assemble;
mod checks;
mod clauses;
mod draft;
mod glyphs;
mod header;
mod indicators;
mod labels;
mod outline;
mod people;
mod prose;
mod sections;
mod segments;
mod targets;
mod tasks;
mod unit_list;

use crate::Span;
use crate::layout::{self, Element};
use crate::lexicon::numbering;
use crate::model::{Notice, SCHEMA, SegmentRole};
use crate::read::{Manuscript, RowKind};
use draft::Draft;
use prose::Prose;
use sections::Sections;
use segments::Marks;

/// Reads what a manuscript means. Never fails; what is not understood is in segments of role
/// [`Unassigned`](crate::model::SegmentRole::Unassigned).
pub fn parse(manuscript: &Manuscript) -> Notice {
    let text = manuscript.text.as_str();
    let elements = layout::lay_out(manuscript);
    let mut marks = Marks::default();
    let header = header::read(text, &elements, &mut marks);
    let outline = outline::read(text, &elements, &mut marks);
    let drafts = drafts(text, &elements, &mut marks);
    let mut tasks = assemble::tasks(text, drafts, &mut marks);
    let diagnostics = checks::check(text, &mut tasks);
    let (units, people) = assemble::totals(&tasks);
    let ids: Vec<String> = tasks.iter().map(|task| task.id.clone()).collect();
    let (segments, coverage) = marks.partition(text, &ids);
    Notice {
        schema: SCHEMA.to_owned(),
        source: manuscript.source.clone(),
        header,
        outline,
        tasks,
        indicators: Vec::new(),
        targets: Vec::new(),
        units,
        people,
        diagnostics,
        segments,
        coverage,
        rules: Vec::new(),
    }
}

/// The tasks of all tables and paragraphs, in document order.
fn drafts(text: &str, elements: &[Element], marks: &mut Marks) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut sections = Sections::default();
    let mut attachment = None;
    let mut prose = Prose::default();
    let mut run: Vec<Span> = Vec::new();
    let mut flush = |run: &mut Vec<Span>, sections: &mut Sections, attachment: &Option<String>| {
        let mut found = prose.read(text, run, sections);
        run.clear();
        found.iter_mut().for_each(|draft| draft.attachment.clone_from(attachment));
        found
    };
    for element in elements {
        match element {
            Element::Paragraph(span) => {
                if let Some(label) = attachment_label(span.of(text)) {
                    drafts.append(&mut flush(&mut run, &mut sections, &attachment));
                    attachment = label;
                    sections.clear();
                } else {
                    run.push(*span);
                }
            }
            Element::Table(grid) => {
                drafts.append(&mut flush(&mut run, &mut sections, &attachment));
                for row in grid.rows.iter().filter(|row| row.kind != RowKind::Body) {
                    let role = if row.kind == RowKind::Band { SegmentRole::Heading } else { SegmentRole::ColumnHeader };
                    marks.paint(row.span, role);
                }
                let mut found = tasks::read(text, grid, &mut sections);
                found.iter_mut().for_each(|draft| draft.attachment.clone_from(&attachment));
                drafts.append(&mut found);
            }
        }
    }
    drafts.append(&mut flush(&mut run, &mut sections, &attachment));
    drafts
}

/// `附件1` from a line that says only this; `None` in it where the attachment has no number.
fn attachment_label(line: &str) -> Option<Option<String>> {
    let words = crate::text::squeeze(line);
    let number = words.strip_prefix("附件")?.trim_end_matches(['：', ':']);
    if number.is_empty() {
        return Some(None);
    }
    numbering::alone(number).map(|(_, digits)| Some(format!("附件{digits}")))
}
