//! What a list of units holds.

use crate::Span;
use crate::model::{Unit, UnitRole};

/// A list of units as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UnitList {
    /// The units in order.
    pub units: Vec<Unit>,
    /// The list ends in 等.
    pub open_ended: bool,
}

/// Reads a list of units that is broken into `pieces` of `text` (lines of a cell, or one clause). Every unit gets
/// `role` unless a mark (`*`, ★) or words of its own make it a lead.
pub(crate) fn read(_text: &str, _pieces: &[Span], _role: UnitRole) -> UnitList {
    UnitList::default()
}
