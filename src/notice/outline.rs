//! The numbered headings of the body.

use super::segments::Marks;
use crate::layout::Element;
use crate::model::Heading;

/// Reads the headings in order, without a 目录, and paints their places.
pub(super) fn read(_text: &str, _elements: &[Element], _marks: &mut Marks) -> Vec<Heading> {
    Vec::new()
}
