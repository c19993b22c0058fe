//! *Tabbed*: cells split by tabs.

use crate::Span;
use crate::layout::Proposal;

pub(super) fn propose(_text: &str, _paragraphs: &[Span], _at: usize) -> Option<Proposal> {
    None
}
