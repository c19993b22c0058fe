//! Notices of every kind, all invented.
