//! Page numbers, rules across the page and what a web page puts around a text.

use super::segments::Marks;
use crate::layout::Element;
use crate::lexicon::web;
use crate::model::SegmentRole;

/// Paints the furniture among the paragraphs.
pub(super) fn read(text: &str, elements: &[Element], marks: &mut Marks) {
    for element in elements {
        let Element::Paragraph(paragraph) = element else { continue };
        let words = paragraph.of(text);
        if web::is_page_number(words) || web::is_rule(words) || web::is_chrome(words) {
            marks.ground(paragraph.trim(text), SegmentRole::Furniture, None);
        }
    }
}
