//! Words broken over lines and pieces as one run of characters, each knowing where it stands.
//!
//! White space carries little meaning in notices: it stands inside names (`责 任 单 位`), around digits after PDF
//! extraction and at the ends of wrapped lines. Readers therefore look at the characters between it and ask for the
//! gap only where it may separate words.

use crate::Span;
use crate::lexicon::columns::simplify;
use crate::text::{fold, is_space};

/// What stands between a character and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// White space on the same line.
    Space,
    /// Signs that are no part of the words, such as Markdown's `**`.
    Cut,
    /// A line end, or the seam between two pieces.
    Seam,
}

/// A character that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// As printed.
    pub c: char,
    /// Half width and simplified, for comparing with the lexicon.
    pub key: char,
    /// Its first byte in the text.
    pub at: usize,
    /// What stands before it. The first character of a run has [`Gap::Seam`].
    pub gap: Gap,
}

impl Glyph {
    fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }
}

/// The characters of `pieces` that are not white space, in order.
pub(crate) fn run(text: &str, pieces: &[Span]) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(pieces.iter().map(|piece| piece.len() / 3).sum());
    for piece in pieces {
        let mut gap = Gap::Seam;
        for (at, c) in piece.of(text).char_indices() {
            if is_space(c) {
                let line_end = matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
                // Zero-width characters part nothing.
                if c.is_whitespace() {
                    gap = gap.max(if line_end { Gap::Seam } else { Gap::Space });
                }
            } else {
                glyphs.push(Glyph { c, key: key(c), at: piece.start + at, gap });
                gap = Gap::None;
            }
        }
    }
    glyphs
}

/// How the lexicon writes a character. Curly brackets are square ones that someone keyed in with shift.
fn key(c: char) -> char {
    match simplify(fold(c)) {
        '{' => '[',
        '}' => ']',
        key => key,
    }
}

/// The printed characters of a run.
pub(crate) fn word(glyphs: &[Glyph]) -> String {
    collect(glyphs, |glyph| glyph.c)
}

/// The characters of a run as the lexicon writes them.
pub(crate) fn keys(glyphs: &[Glyph]) -> String {
    collect(glyphs, |glyph| glyph.key)
}

fn collect(glyphs: &[Glyph], of: impl Fn(&Glyph) -> char) -> String {
    // Chinese characters take three bytes.
    let mut words = String::with_capacity(3 * glyphs.len());
    words.extend(glyphs.iter().map(of));
    words
}

/// Where a run stands: one span for each unbroken stretch of a line, inner white space included.
pub(crate) fn spans(glyphs: &[Glyph]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for glyph in glyphs {
        match spans.last_mut() {
            Some(last) if glyph.gap < Gap::Cut => last.end = glyph.end(),
            _ => spans.push(Span::new(glyph.at, glyph.end())),
        }
    }
    spans
}

/// Whether a run begins with `words` of the lexicon.
pub(crate) fn starts_with(glyphs: &[Glyph], words: &str) -> bool {
    let mut rest = glyphs.iter();
    words.chars().all(|c| rest.next().is_some_and(|glyph| glyph.key == c))
}

/// Whether a run ends with `words` of the lexicon.
pub(crate) fn ends_with(glyphs: &[Glyph], words: &str) -> bool {
    let mut rest = glyphs.iter().rev();
    words.chars().rev().all(|c| rest.next().is_some_and(|glyph| glyph.key == c))
}

/// The closing bracket of every opening one, by position in the run. A bracket without a partner has none, so that a
/// lost one does not swallow the rest.
pub(crate) fn brackets(glyphs: &[Glyph]) -> Vec<Option<usize>> {
    let mut partner = vec![None; glyphs.len()];
    let mut open = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        match glyph.key {
            '(' | '[' => open.push(at),
            ')' | ']' => {
                // A bracket opened round and closed square is a slip of the pen, not two brackets.
                if let Some(start) = open.pop() {
                    partner[start] = Some(at);
                }
            }
            _ => {}
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_knows_its_gaps_and_places() {
        let text = "市教 育\n局（甲";
        let glyphs = run(text, &[Span::new(0, text.len())]);
        assert_eq!(word(&glyphs), "市教育局（甲");
        assert_eq!(keys(&glyphs[4..]), "(甲");
        assert_eq!(glyphs.iter().map(|g| g.gap).filter(|&g| g != Gap::None).count(), 3);
        let places: Vec<_> = spans(&glyphs).iter().map(|span| span.of(text)).collect();
        assert_eq!(places, ["市教 育", "局（甲"]);
    }

    #[test]
    fn an_unclosed_bracket_has_no_partner() {
        let text = "（甲（乙）丙";
        let partners = brackets(&run(text, &[Span::new(0, text.len())]));
        assert_eq!(partners, [None, None, Some(4), None, None, None]);
    }
}
