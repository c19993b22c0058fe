//! The prose of a notice: what stands in its paragraphs and is nothing else.

use super::segments::Marks;
use crate::Span;
use crate::layout::Element;
use crate::model::{Header, Heading, SegmentRole};

/// Says that the paragraphs behind the title and addressees, or behind the first heading, are the text of the
/// notice wherever nothing else is made of them. In a text without either nothing is claimed: what is not understood
/// shall show as such.
pub(super) fn read(text: &str, elements: &[Element], header: &Header, outline: &[Heading], marks: &mut Marks) {
    let header_end = marks
        .end_of(SegmentRole::Addressees)
        .or_else(|| marks.end_of(SegmentRole::Title).filter(|_| header.title.is_some()));
    let Some(start) = header_end.or_else(|| outline.first().map(|heading| heading.span.start)) else { return };
    for element in elements {
        if let Element::Paragraph(paragraph) = element
            && paragraph.end > start
        {
            marks.rest(Span::new(paragraph.start.max(start), paragraph.end).trim(text), SegmentRole::Body);
        }
    }
}
