//! The words of notices: what marks a number, a column, a unit, a person.

pub(crate) mod columns;
pub(crate) mod measures;
pub(crate) mod numbering;
pub(crate) mod people;
pub(crate) mod roles;
pub(crate) mod units;
