//! From a laid-out manuscript to a [`Notice`].

mod clauses;
mod draft;
mod header;
mod indicators;
mod outline;
mod segments;
mod targets;
mod unit_list;

use crate::layout;
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
    let indicators = indicators::read(text, &elements, &mut marks);
    let ids: Vec<String> = Vec::new();
    let (segments, coverage) = marks.partition(text, &ids);
    let year = header.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
    let targets = targets::in_prose(text, &elements, year);
    Notice {
        schema: SCHEMA.to_owned(),
        source: manuscript.source.clone(),
        header,
        outline,
        tasks: Vec::new(),
        indicators,
        targets,
        units: Vec::new(),
        people: Vec::new(),
        diagnostics: Vec::new(),
        segments,
        coverage,
        rules: Vec::new(),
    }
}
