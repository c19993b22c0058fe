//! The words of notices: what marks a number, a column, a unit, a person, a document, a web page's frame.

pub(crate) mod affixes;
pub(crate) mod columns;
pub(crate) mod documents;
pub(crate) mod measures;
pub(crate) mod numbering;
pub(crate) mod people;
pub(crate) mod roles;
pub(crate) mod units;
pub(crate) mod web;
