//! From a laid-out manuscript to a [`Notice`].

mod assemble;
mod attachments;
mod body;
mod checks;
mod clauses;
mod dates;
mod draft;
mod furniture;
mod glyphs;
mod header;
mod indicators;
mod labels;
mod lines;
mod outline;
mod people;
mod sections;
mod segments;
mod targets;
mod tasks;
mod unit_list;

use crate::layout::{self, Element};
use crate::lexicon::numbering;
use crate::model::{Notice, SCHEMA, SegmentRole};
use crate::read::{Manuscript, RowKind};
use attachments::Attachment;
use draft::Draft;
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
    let indicators = indicators::read(text, &elements, &mut marks);
    let attachments = attachments::read(text, &elements, &mut marks);
    let drafts = drafts(text, &elements, &attachments, &mut marks);
    let mut tasks = assemble::tasks(text, drafts, &mut marks);
    // The year the notice speaks from: what an earlier one saw is no goal.
    let year = header.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
    let prose = targets::in_prose(text, &elements, year);
    let targets = assemble::targets(text, &mut tasks, prose, year);
    let diagnostics = checks::check(text, &mut tasks);
    let (units, people) = assemble::totals(&tasks);
    let ids: Vec<String> = tasks.iter().map(|task| task.id.clone()).collect();
    furniture::read(text, &elements, &mut marks);
    body::read(text, &elements, &header, &outline, &mut marks);
    let (segments, coverage) = marks.partition(text, &ids);
    Notice {
        schema: SCHEMA.to_owned(),
        source: manuscript.source.clone(),
        header,
        outline,
        tasks,
        indicators,
        targets,
        units,
        people,
        diagnostics,
        segments,
        coverage,
        rules: Vec::new(),
    }
}

/// The tasks of all tables and paragraphs, in document order.
fn drafts(text: &str, elements: &[Element], attachments: &[Attachment], marks: &mut Marks) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut sections = Sections::default();
    let mut attachment = None;
    let mut attachments = attachments.iter().peekable();
    for (index, element) in elements.iter().enumerate() {
        while let Some(begun) = attachments.next_if(|begun| begun.element <= index) {
            attachment.clone_from(&begun.label);
            sections.clear();
        }
        match element {
            Element::Paragraph(span) => {
                let words = span.of(text);
                if numbering::leading(words).is_some_and(|number| number.style.level().is_some())
                    && words.chars().count() <= 60
                    && !words.trim_end().ends_with('。')
                {
                    sections.enter(words, sections::leaders(text, &[*span]));
                }
            }
            Element::Table(grid) if indicators::is_indicator_grid(text, grid) => {}
            Element::Table(grid) => {
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
    drafts
}
