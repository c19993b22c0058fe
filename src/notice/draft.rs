//! A task while it is being put together, before it has an id.

use crate::Span;
use crate::model::{Certainty, Person, Unit};

/// What a table row or a responsibility clause says, every value with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    /// The row's own number: printed digits and their place.
    pub seq: Option<(String, Span)>,
    /// The task's words.
    pub text: Vec<Span>,
    /// 责任领导.
    pub leaders: Vec<Person>,
    /// Units with their roles.
    pub units: Vec<Unit>,
    /// The unit list ends in 等.
    pub open_ended: bool,
    /// 完成时限.
    pub deadline: Vec<Span>,
    /// 备注.
    pub note: Vec<Span>,
    /// Where the responsibility clause stands, brackets and labels included (empty for table rows).
    pub clause: Vec<Span>,
    /// How sure the reader is.
    pub certainty: Certainty,
}
