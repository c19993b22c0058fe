//! Small helpers on characters and on text that is broken into pieces.

use std::borrow::Cow;

use crate::Span;

/// White space in the wide sense of pasted documents: Unicode white space and the invisible characters
/// that editors leave behind (zero-width space and joiners, byte order mark, soft hyphen, word joiner).
pub fn is_space(c: char) -> bool {
    match c {
        // Nearly every character of a notice: told before the tables of Unicode are asked.
        '!'..='~' | '\u{3001}'..='\u{fefe}' => false,
        _ => c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}'),
    }
}

/// Whether nothing but white space stands in `text`.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// `text` without any white space: for names, numbers and titles, whose inner spaces carry no meaning.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    squeeze_into(&mut out, text);
    out
}

fn squeeze_into(out: &mut String, text: &str) {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            out.push_str(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    out.push_str(&text[start..]);
}

/// [`squeeze`] without a copy where there is no white space.
pub fn squeezed(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_space) { squeeze(text).into() } else { text.into() }
}

/// Folds full-width ASCII to half width, so that `（` compares equal to `(`, and brackets of
/// other shapes to those that mean the same: 各县〈市、区〉 within （） is 各县(市、区). Length in bytes is not kept.
pub fn fold(c: char) -> char {
    match c {
        // Most characters, told first.
        '\u{4e00}'..='\u{9fff}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '〈' => '(',
        '〉' => ')',
        '。' => '.',
        _ => c,
    }
}

/// A Chinese character (the unified ideographs and their first extension).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A letter of the scripts that are written in China. Of all that GB 18030 and Big5 write in two bytes it says what
/// [`char::is_alphabetic`] does, whose tables of every script would be 1 KB of the first load.
pub fn is_letter(c: char) -> bool {
    is_han(c)
        || c.is_ascii_alphabetic()
        || matches!(c,
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2cd}' // Latin
            | '\u{370}'..='\u{1fff}' // from Greek to Mongolian
            | '\u{212b}' | '\u{2160}'..='\u{2188}' | '\u{249c}'..='\u{24e9}' // Å, Roman numbers, letters in brackets
            | '\u{3005}' | '\u{3006}' | '\u{3021}'..='\u{3029}' // 々, 〆, merchants' numbers
            | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' // kana, bopomofo
            | '\u{a000}'..='\u{a48c}' | '\u{ac00}'..='\u{d7a3}' // Yi, Hangul
            | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}') // of full width
}

/// A letter or digit, no sign: the same for [`char::is_alphanumeric`].
pub fn is_wordy(c: char) -> bool {
    is_letter(c)
        || c.is_ascii_digit()
        || matches!(c,
            '\u{2150}'..='\u{215f}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' // fractions, numbers in circles
            | '\u{3220}'..='\u{3229}' | '\u{ff10}'..='\u{ff19}') // in brackets, of full width
}

/// Where `words` last hold `needle`, in bytes. The standard library's search from behind is several times this code.
pub fn last(words: &str, needle: &str) -> Option<usize> {
    let first = needle.chars().next()?;
    let found = words.char_indices().rev().find(|&(at, c)| c == first && words[at..].starts_with(needle));
    found.map(|(at, _)| at)
}

/// Columns of the screen that a character takes: two for a Chinese one; strokes of boxes count as narrow.
pub fn width(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The words of several pieces as one line of text: line breaks inside a piece and the seams between
/// pieces vanish between Chinese characters and become one space between Latin words or numbers.
pub fn join(text: &str, pieces: &[Span]) -> String {
    let mut out = String::with_capacity(pieces.iter().map(|p| p.len()).sum());
    for piece in pieces {
        for line in piece.of(text).split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
            let line = line.trim_matches(is_space);
            if line.is_empty() {
                continue;
            }
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if latin(out.chars().next_back()) && latin(line.chars().next()) {
                out.push(' ');
            }
            // What nobody sees is no part of the words.
            out.extend(line.split(|c| is_space(c) && !c.is_whitespace()));
        }
    }
    out
}

/// [`join`] followed by [`squeeze`].
pub fn join_squeezed(text: &str, pieces: &[Span]) -> String {
    let mut out = String::with_capacity(pieces.iter().map(|p| p.len()).sum());
    for piece in pieces {
        squeeze_into(&mut out, piece.of(text));
    }
    out
}

/// A line that only numbers a page: `7`, `— 7 —`, `- 7 -`, `第 7 页`, `第7页 共12页`.
pub(crate) fn is_page_number(line: &str) -> bool {
    let mut digits = 0;
    for c in line.chars().map(fold) {
        match c {
            _ if c.is_ascii_digit() => digits += 1,
            '—' | '-' | '–' | '―' | '─' | '·' | '/' | '第' | '页' | '共' | '頁' | ',' => {}
            _ if is_space(c) => {}
            _ => return false,
        }
    }
    (1..=6).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that a Chinese document of before Unicode can have.
    #[cfg(feature = "encodings")]
    #[test]
    fn wordy_are_the_letters_and_digits_of_chinese_encodings() {
        let mut count = 0;
        for encoding in [encoding_rs::GB18030, encoding_rs::BIG5] {
            for pair in (0x8140_u16..=0xfeff).map(u16::to_be_bytes) {
                let text = encoding.decode_without_bom_handling_and_without_replacement(&pair);
                for c in text.iter().flat_map(|text| text.chars()) {
                    assert_eq!(is_wordy(c), c.is_alphanumeric(), "{c} U+{:04x}", u32::from(c));
                    assert_eq!(is_letter(c), c.is_alphabetic(), "{c} U+{:04x}", u32::from(c));
                    count += 1;
                }
            }
        }
        assert!(count > 30_000, "{count}");
        assert!(('\0'..='\u{7f}').all(|c| is_wordy(c) == c.is_alphanumeric() && is_letter(c) == c.is_alphabetic()));
    }

    #[test]
    fn white_space_is_squeezed_out_wherever_it_stands() {
        for (text, squeezed) in [("", ""), (" \u{3000}", ""), ("甲局", "甲局"), (" 甲\u{200b} 局\n", "甲局")] {
            assert_eq!(squeeze(text), squeezed);
        }
        assert_eq!(join_squeezed("甲 局，乙\n局", &[Span::new(0, 7), Span::new(10, 17)]), "甲局乙局");
    }

    #[test]
    fn the_last_of_several_is_found() {
        assert_eq!(last("主送：甲市，抄送：乙县", "送："), Some(21));
        assert_eq!(last("主送：甲市", "主送："), Some(0));
        assert_eq!(last("主送：甲市", "抄送"), None);
        assert_eq!(last("", "抄送"), None);
    }

    #[test]
    fn characters_take_the_place_that_terminals_give_them() {
        assert_eq!("序1（。Ａ".chars().map(width).collect::<Vec<_>>(), [2, 1, 2, 2, 2]);
    }
}
