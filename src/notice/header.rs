//! The elements of GB/T 9704-2012, 7.2 to 7.4, and the card above a government web page.

use super::segments::Marks;
use crate::layout::Element;
use crate::model::Header;

/// Reads the header and paints its places.
pub(super) fn read(_text: &str, _elements: &[Element], _marks: &mut Marks) -> Header {
    Header::default()
}
