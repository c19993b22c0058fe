//! Names found by the first letters of how their characters are read: 市教育局 by `sjyj`.

use crate::text::fold;

/// `LETTERS` and `READINGS`, which build.rs makes: for each character from [`FIRST`] on the position of its letters in
/// `READINGS`.
mod table {
    include!(concat!(env!("OUT_DIR"), "/pinyin.rs"));
}

/// The first character of the table: U+4E00, the first of the CJK unified ideographs.
const FIRST: u32 = 0x4e00;

/// Whether a word of a search (folded) may be meant as initials: two letters or more and nothing else.
pub(crate) fn is_initials(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether `letters` (lower case) are the initials of a stretch of `name`.
pub(crate) fn found(name: &str, letters: &str) -> bool {
    name.char_indices().any(|(at, _)| stretch(&name[at..], letters).is_some())
}

/// How many bytes at the start of `text` have `letters` as their initials. Brackets and stops inside are passed over.
pub(crate) fn stretch(text: &str, letters: &str) -> Option<usize> {
    let mut wanted = letters.chars();
    let mut next = wanted.next()?;
    for (at, c) in text.char_indices() {
        let passed = at > 0 && !c.is_alphanumeric();
        if passed {
            continue;
        }
        if !starts_with(c, next) {
            return None;
        }
        match wanted.next() {
            Some(letter) => next = letter,
            None => return Some(at + c.len_utf8()),
        }
    }
    None
}

/// Whether a reading of `c` begins with `letter`; letters and digits are read as themselves.
fn starts_with(c: char, letter: char) -> bool {
    let at = (c as u32).checked_sub(FIRST).and_then(|at| table::LETTERS.get(at as usize));
    match at {
        Some(&at) => table::READINGS[usize::from(at)].contains(letter),
        None => fold(c).to_ascii_lowercase() == letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_initials() {
        assert!(found("市教育局", "sjyj") && found("市教育局", "jyj") && found("市教育局", "jy"));
        assert!(!found("市教育局", "sjj") && !found("市教育局", "sjyjx"));
        assert!(found("各县（市、区）政府", "gxsqzf"), "brackets are passed over");
        assert!(found("市12345热线办", "s12345rxb"), "digits are read as themselves");
        assert_eq!(stretch("教育局、市", "jy"), Some("教育".len()));
    }

    #[test]
    fn a_character_of_several_readings_has_the_initials_of_each() {
        for (c, letters) in [("重", ["z", "c"]), ("长", ["z", "c"]), ("行", ["x", "h"]), ("乐", ["l", "y"])] {
            assert!(letters.iter().all(|letter| found(c, letter)), "{c}");
        }
    }

    #[test]
    fn only_words_of_letters_are_initials() {
        assert!(is_initials("sj"));
        for word in ["", "s", "r&d", "50", "市jy", "SJ"] {
            assert!(!is_initials(word), "{word}");
        }
    }
}
