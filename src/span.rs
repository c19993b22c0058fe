//! Places in a text.

use serde::{Deserialize, Serialize};

/// A half-open range of a manuscript's text, in UTF-8 bytes. Serialised as `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(type = "[number, number]"))]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The words at this place of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without white space at its ends (as [`crate::text::is_space`] sees it).
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let left = words.trim_start_matches(crate::text::is_space);
        let start = self.end - left.len();
        let inner = left.trim_end_matches(crate::text::is_space);
        Self::new(start, start + inner.len())
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The part of `self` that `relative`, counted from its start, names.
    pub const fn sub(self, start: usize, end: usize) -> Self {
        Self::new(self.start + start, self.start + end)
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}
