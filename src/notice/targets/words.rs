//! The words of a task or a paragraph as one run of characters, whatever lines they are broken over.

use crate::Span;
use crate::lexicon::columns::simplify;
use crate::text::{fold, is_space};

/// Longest quotation or bracket in characters. One that is not closed by then is taken for a lone mark, so that a
/// lost bracket does not hide the rest of the text.
const LONGEST_ASIDE: usize = 80;

/// Characters without white space, full-width digits, letters and brackets folded, each with its place in the text.
#[derive(Debug)]
pub(super) struct Words {
    /// The characters.
    pub chars: Vec<char>,
    /// Of each character: first byte in the text, one past its last byte.
    at: Vec<(usize, usize)>,
    /// Of each character: a space in the line stands before it. A digit there begins another number.
    pub spaced: Vec<bool>,
    /// Of each character: it stands in quotes or brackets, marks included.
    pub aside: Vec<bool>,
}

impl Words {
    /// The words of `pieces`, in order.
    pub fn of(text: &str, pieces: &[Span]) -> Self {
        let size = pieces.iter().map(|piece| piece.len() / 3).sum();
        let mut words = Self {
            chars: Vec::with_capacity(size),
            at: Vec::with_capacity(size),
            spaced: Vec::with_capacity(size),
            aside: Vec::new(),
        };
        for piece in pieces {
            let mut spaced = false;
            for (at, c) in piece.of(text).char_indices() {
                if is_space(c) {
                    // A line that was broken goes on; only a space inside a line parts two numbers.
                    spaced = !matches!(c, '\n' | '\r') && (spaced || !words.chars.is_empty());
                    continue;
                }
                let start = piece.start + at;
                words.chars.push(normal(c));
                words.at.push((start, start + c.len_utf8()));
                words.spaced.push(spaced);
                spaced = false;
            }
        }
        words.aside = asides(&words.chars);
        words
    }

    /// The place of the characters from `start` to `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.at.get(start), end.checked_sub(1).and_then(|last| self.at.get(last))) {
            (Some(&(first, _)), Some(&(_, last))) if start < end => Span::new(first, last),
            _ => Span::default(),
        }
    }

    /// The words from `start` to `end` as printed, with one space where the line has white space, and nothing where it
    /// was broken.
    pub fn spaced_out(&self, text: &str, start: usize, end: usize) -> String {
        let mut out = String::new();
        for here in start..end {
            if here > start && self.spaced[here] {
                out.push(' ');
            }
            out.push_str(&text[self.at[here].0..self.at[here].1]);
        }
        out
    }

    /// The words from `start` to `end` as printed, white space removed.
    pub fn printed(&self, text: &str, start: usize, end: usize) -> String {
        self.at[start..end].iter().map(|&(first, last)| &text[first..last]).collect()
    }
}

/// Folds what digits, letters and brackets are written with. Chinese punctuation stays, so that a full stop is not
/// taken for a decimal point.
fn normal(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '（' | '）' | '＞' | '＜' | '＝' | '／' | '：' => {
            fold(c)
        }
        '﹪' => '%',
        '≧' => '≥',
        '≦' => '≤',
        _ => simplify(c),
    }
}

fn asides(chars: &[char]) -> Vec<bool> {
    let mut aside = vec![false; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let close = match chars[at] {
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            '《' => '》',
            '(' => ')',
            '〔' => '〕',
            '[' => ']',
            '【' => '】',
            _ => {
                at += 1;
                continue;
            }
        };
        let open = chars[at];
        let mut depth = 0usize;
        let end = chars[at..].iter().take(LONGEST_ASIDE).position(|&c| {
            depth += usize::from(c == open);
            depth -= usize::from(c == close);
            depth == 0
        });
        match end {
            Some(len) => {
                aside[at..=at + len].fill(true);
                at += len + 1;
            }
            None => at += 1,
        }
    }
    aside
}
