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
mod origin;
mod outline;
mod people;
mod prose;
mod rules;
mod sections;
mod segments;
mod targets;
mod tasks;
mod totals;
mod unit_list;

#[cfg(feature = "more")]
pub(crate) use assemble::totals as totals_of;

use crate::Span;
use crate::layout::{self, Element};
use crate::model::{Notice, SCHEMA, SegmentRole};
use crate::read::{Grid, MARKED, Manuscript, Row, RowKind};
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
    let lines = lines::all(text, &elements);
    let header = header::read(text, &elements, &lines, &mut marks);
    let outline = outline::read(text, &elements, &mut marks);
    let rules = rules::read(text, &mut marks);
    let indicators = indicators::read(text, &elements, &mut marks);
    let attachments = attachments::read(text, &lines, &mut marks);
    let mut drafts = drafts(text, &elements, &attachments, &mut marks);
    drafts.iter_mut().for_each(|draft| rules::release(text, &rules, &mut draft.note));
    // The year the notice speaks from: what an earlier one saw is no goal.
    let year = header.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
    let goals = assemble::goals(text, &drafts, year);
    let mut tasks = assemble::tasks(text, drafts, &mut marks);
    rules::apply(&rules, &mut tasks);
    let prose = targets::in_prose(text, &elements, year);
    let targets = assemble::targets(text, &mut tasks, goals, prose, year);
    let context = checks::Context {
        whole: header.title.is_some(),
        outline: &outline,
        attachments: &attachments,
        elements: &elements,
        declared: totals::read(text, &elements),
    };
    let mut diagnostics = checks::check(text, &mut tasks, context);
    // At the end: tasks name theirs by position.
    if MARKED {
        diagnostics.extend(manuscript.notes.iter().map(|note| origin::diagnostic(*note)));
    }
    let (units, people) = assemble::totals(&tasks);
    let ids: Vec<String> = tasks.iter().map(|task| task.id.clone()).collect();
    furniture::read(manuscript, &elements, &mut marks);
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
        rules,
    }
}

/// The tasks of all tables and paragraphs, in document order.
fn drafts(text: &str, elements: &[Element], attachments: &[Attachment], marks: &mut Marks) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut sections = Sections::default();
    let mut attachment = None;
    let marked: Vec<usize> = attachments.iter().map(|attachment| attachment.element).collect();
    let mut attachments = attachments.iter().peekable();
    let mut run: Vec<Span> = Vec::new();
    let flush = |run: &mut Vec<Span>, sections: &mut Sections, attachment: &Option<String>| {
        let mut found = prose::read(text, run, sections);
        run.clear();
        found.iter_mut().for_each(|draft| draft.attachment.clone_from(attachment));
        found
    };
    for (index, element) in elements.iter().enumerate() {
        while let Some(begun) = attachments.next_if(|begun| begun.element <= index) {
            drafts.append(&mut flush(&mut run, &mut sections, &attachment));
            attachment.clone_from(&begun.label);
            sections.clear();
        }
        match element {
            // The line 附件 1 itself says nothing else.
            Element::Paragraph(_) if marked.binary_search(&index).is_ok() => {}
            Element::Paragraph(span) => run.push(*span),
            // An indicator table says how much, not who.
            Element::Table(grid) if indicators::is_indicator_grid(text, grid) => {}
            Element::Table(grid) => {
                drafts.append(&mut flush(&mut run, &mut sections, &attachment));
                paint_table(text, grid, marks);
                let mut found = tasks::read(text, grid, &mut sections, marks);
                found.iter_mut().for_each(|draft| draft.attachment.clone_from(&attachment));
                drafts.append(&mut found);
            }
        }
    }
    drafts.append(&mut flush(&mut run, &mut sections, &attachment));
    drafts
}

/// Paints what is not data in a table: headings, headers, and what a page break left there (page numbers, headers
/// repeated).
fn paint_table(text: &str, grid: &Grid, marks: &mut Marks) {
    let mut above: Option<&Row> = None;
    let mut headed = false;
    for row in &grid.rows {
        let continued = above.is_none_or(|above| above.kind == RowKind::Header);
        match row.kind {
            RowKind::Band => marks.paint(row.span, SegmentRole::Heading),
            RowKind::Header if headed && !continued => marks.paint(row.span, SegmentRole::Furniture),
            RowKind::Header => marks.paint(row.span, SegmentRole::ColumnHeader),
            RowKind::Body if tasks::is_aside(text, row) => marks.paint(row.span, SegmentRole::Body),
            RowKind::Body => {}
        }
        headed |= row.kind == RowKind::Header;
        if let Some(above) = above {
            marks.ground(Span::new(above.span.end, row.span.start), SegmentRole::Furniture, None);
        }
        above = Some(row);
    }
}
