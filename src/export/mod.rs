//! Files made from a notice.

pub mod csv;
