//! Reads the names of leaders.

use crate::Span;
use crate::model::Person;

/// Reads the leaders that a cell or a clause names.
pub(crate) fn read(_text: &str, _pieces: &[Span]) -> Vec<Person> {
    Vec::new()
}
