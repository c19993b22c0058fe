//! Measurable goals.
