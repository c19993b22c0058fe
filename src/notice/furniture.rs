//! Page numbers, rules across the page and what a web page puts around a text.

use super::segments::Marks;
use crate::layout::Element;
use crate::lexicon::web;
use crate::model::SegmentRole;
use crate::read::{Block, Manuscript};

/// Paints the furniture among the paragraphs, and what the file itself sets apart.
pub(super) fn read(manuscript: &Manuscript, elements: &[Element], marks: &mut Marks) {
    let text = manuscript.text.as_str();
    for block in &manuscript.blocks {
        if let Block::Furniture(span) = block {
            marks.ground(*span, SegmentRole::Furniture, None);
        }
    }
    for element in elements {
        let Element::Paragraph(paragraph) = element else { continue };
        let words = paragraph.of(text);
        if web::is_page_number(words) || web::is_rule(words) || web::is_chrome(words) {
            marks.ground(paragraph.trim(text), SegmentRole::Furniture, None);
        }
    }
}
