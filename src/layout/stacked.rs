//! *Stacked*: every cell is a paragraph, as when a web page is copied as text.

use crate::Span;
use crate::layout::Proposal;

pub(super) fn propose(_text: &str, _paragraphs: &[Span], _at: usize) -> Option<Proposal> {
    None
}
