//! From a laid-out manuscript to a [`Notice`].

mod clauses;
mod draft;
mod glyphs;
mod header;
mod indicators;
mod labels;
mod outline;
mod people;
mod segments;
mod targets;
mod unit_list;

use crate::layout::{self, Element};
use crate::model::{Notice, SCHEMA};
use crate::read::Manuscript;

/// Reads what a manuscript means. Never fails; what is not understood is in segments of role
/// [`Unassigned`](crate::model::SegmentRole::Unassigned).
pub fn parse(manuscript: &Manuscript) -> Notice {
    let text = manuscript.text.as_str();
    let elements = layout::lay_out(manuscript);
    let mut marks = segments::Marks::default();
    let header = header::read(text, &elements, &mut marks);
    let outline = outline::read(text, &elements, &mut marks);
    let ids: Vec<String> = Vec::new();
    let (segments, coverage) = marks.partition(text, &ids);
    let _ = Element::Paragraph;
    Notice {
        schema: SCHEMA.to_owned(),
        source: manuscript.source.clone(),
        header,
        outline,
        tasks: Vec::new(),
        indicators: Vec::new(),
        targets: Vec::new(),
        units: Vec::new(),
        people: Vec::new(),
        diagnostics: Vec::new(),
        segments,
        coverage,
        rules: Vec::new(),
    }
}
