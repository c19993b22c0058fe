//! Lists of words that are looked for at the beginning or the end of a text.
//!
//! Readers ask at nearly every character whether one of dozens of words stands there. To compare each of them took more
//! time than all else; these lists know which words begin or end with a character, and mostly there is none.

use std::sync::OnceLock;

/// Words to find at the beginning of a text, each with what it means. Made by [`beginnings!`].
pub(crate) struct Beginnings<V: 'static = ()> {
    words: List,
    meanings: &'static [V],
}

/// Words to find at the end of a text, each with what it means. Made by [`endings!`].
pub(crate) struct Endings<V: 'static = ()> {
    words: List,
    meanings: &'static [V],
}

/// A static list of [`Beginnings`]: `beginnings!["甲", "乙"]`, or with meanings `beginnings!["甲" => 1, "乙" => 2]`.
macro_rules! beginnings {
    ($($list:tt)*) => { $crate::lexicon::affixes::list!(Beginnings $($list)*) };
}

/// A static list of [`Endings`], written as [`beginnings!`] are.
macro_rules! endings {
    ($($list:tt)*) => { $crate::lexicon::affixes::list!(Endings $($list)*) };
}

macro_rules! list {
    ($kind:ident $($word:literal),+ $(,)?) => {
        $crate::lexicon::affixes::list!($kind $($word => ()),+)
    };
    ($kind:ident $($word:literal => $meaning:expr),+ $(,)?) => {
        $crate::lexicon::affixes::$kind::new(concat!($($word, "\n"),+), &[$($meaning),+])
    };
}

pub(crate) use {beginnings, endings, list};

impl<V: Copy> Beginnings<V> {
    /// `words`, a line each, mean `meanings`.
    pub(crate) const fn new(words: &'static str, meanings: &'static [V]) -> Self {
        Self { words: List::new(words, |word| word.chars().next()), meanings }
    }

    /// The words that `text` begins with and what they mean, in the order of the list.
    pub(crate) fn of(&self, text: &str) -> impl Iterator<Item = (&'static str, V)> {
        let here = self.words.at(text.chars().next()).filter(move |(_, word)| text.starts_with(word));
        here.map(|(at, word)| (word, self.meanings[at]))
    }

    /// The same for a run of characters: lengths in characters and what the words mean.
    pub(crate) fn of_chars(&self, chars: &[char]) -> impl Iterator<Item = (usize, &'static V)> {
        let here = self.words.at(chars.first().copied());
        here.filter_map(move |(at, word)| Some((starts(chars, word)?, &self.meanings[at])))
    }

    /// The length in characters of the longest word that `chars` begin with.
    pub(crate) fn longest(&self, chars: &[char]) -> Option<usize> {
        self.of_chars(chars).map(|(len, _)| len).max()
    }

    /// Whether `word` is one of the words.
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.of(word).any(|(held, _)| held == word)
    }

    /// All words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.text.lines()
    }

    /// Whether `text` begins with one of the words.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }

    /// Whether `chars` begin with one of the words.
    pub(crate) fn begin_chars(&self, chars: &[char]) -> bool {
        self.of_chars(chars).next().is_some()
    }

    /// Whether one of the words begins with the character `first`.
    pub(crate) fn know(&self, first: char) -> bool {
        self.words.at(Some(first)).next().is_some()
    }

    /// Whether one of the words stands anywhere in `text`.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.all_in(text).next().is_some()
    }

    /// All places in `text`, in bytes, where one of the words stands, with the word and what it means, in order.
    pub(crate) fn all_in(&self, text: &str) -> impl Iterator<Item = (usize, (&'static str, V))> {
        let index = self.words.index();
        let may_begin = |&(_, c): &(usize, char)| index.heads[chain(c)] != 0;
        text.char_indices().filter(may_begin).flat_map(|(at, _)| self.of(&text[at..]).map(move |entry| (at, entry)))
    }
}

impl Endings {
    /// The words of `list`, to find them at the end of a text as well.
    pub(crate) const fn also(list: &Beginnings) -> Self {
        Self::new(list.words.text, list.meanings)
    }
}

impl<V: Copy> Endings<V> {
    /// `words`, a line each, mean `meanings`.
    pub(crate) const fn new(words: &'static str, meanings: &'static [V]) -> Self {
        Self { words: List::new(words, |word| word.chars().next_back()), meanings }
    }

    /// The words that `text` ends with and what they mean, in the order of the list.
    pub(crate) fn of(&self, text: &str) -> impl Iterator<Item = (&'static str, V)> {
        let here = self.words.at(text.chars().next_back()).filter(move |(_, word)| text.ends_with(word));
        here.map(|(at, word)| (word, self.meanings[at]))
    }

    /// The same for a run of characters: lengths in characters and what the words mean.
    pub(crate) fn of_chars(&self, chars: &[char]) -> impl Iterator<Item = (usize, &'static V)> {
        let here = self.words.at(chars.last().copied());
        here.filter_map(move |(at, word)| Some((ends(chars, word)?, &self.meanings[at])))
    }

    /// Whether `word` is one of the words.
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.of(word).any(|(held, _)| held == word)
    }

    /// All words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.text.lines()
    }

    /// Whether one of the words ends with the character `last`.
    pub(crate) fn know(&self, last: char) -> bool {
        self.words.at(Some(last)).next().is_some()
    }

    /// Whether `text` ends with one of the words.
    pub(crate) fn end(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }

    /// Whether `chars` end with one of the words.
    pub(crate) fn end_chars(&self, chars: &[char]) -> bool {
        self.of_chars(chars).next().is_some()
    }
}

/// Length of `word` in characters where `chars` begins with it.
pub(crate) fn starts(chars: &[char], word: &str) -> Option<usize> {
    let mut len = 0;
    for c in word.chars() {
        if chars.get(len) != Some(&c) {
            return None;
        }
        len += 1;
    }
    Some(len)
}

/// Length of `word` in characters where `chars` ends with it.
pub(crate) fn ends(chars: &[char], word: &str) -> Option<usize> {
    let mut left = chars.len();
    for c in word.chars().rev() {
        if left == 0 || chars[left - 1] != c {
            return None;
        }
        left -= 1;
    }
    Some(chars.len() - left)
}

/// Words as the program holds them, a line each: a table of them would be twice as much of the page's first load. It is
/// made when a list is first asked.
struct List {
    text: &'static str,
    edge: fn(&str) -> Option<char>,
    /// Apart, for a list stands in the program as it is before: with an empty index, zeros that would be loaded.
    index: OnceLock<Box<Index>>,
}

/// A word with the character at its edge, and the next of its chain.
struct Entry {
    edge: Option<char>,
    word: &'static str,
    next: u16,
}

/// A character that is at the edge of no word of a list should seldom share a chain with one that is.
const CHAINS: usize = 256;

/// The words, in a chain for each remainder of the character at their edge. Positions count from one; a chain ends with
/// zero.
struct Index {
    heads: [u16; CHAINS],
    words: Box<[Entry]>,
}

impl List {
    const fn new(text: &'static str, edge: fn(&str) -> Option<char>) -> Self {
        Self { text, edge, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let entry = |word| Entry { edge: (self.edge)(word), word, next: 0 };
            let mut words: Box<[_]> = self.text.lines().map(entry).collect();
            let mut heads = [0; CHAINS];
            for (at, entry) in words.iter_mut().enumerate().rev() {
                let head = &mut heads[entry.edge.map_or(0, chain)];
                entry.next = *head;
                *head = at as u16 + 1;
            }
            Box::new(Index { heads, words })
        })
    }

    /// The words whose character at the edge is `edge`, with their positions.
    fn at(&self, edge: Option<char>) -> impl Iterator<Item = (usize, &'static str)> {
        let index = self.index();
        let mut here = edge.map_or(0, |c| index.heads[chain(c)]);
        std::iter::from_fn(move || {
            loop {
                let at = usize::from(here).checked_sub(1)?;
                let entry = &index.words[at];
                here = entry.next;
                if entry.edge == edge {
                    return Some((at, entry.word));
                }
            }
        })
    }
}

const fn chain(edge: char) -> usize {
    edge as usize % CHAINS
}

/// The character whose UTF-8 stands from `start` to `end`.
pub(crate) const fn decode(bytes: &[u8], start: usize, end: usize) -> char {
    let mut code = match end - start {
        1 => bytes[start] as u32,
        2 => bytes[start] as u32 & 0x1f,
        3 => bytes[start] as u32 & 0x0f,
        _ => bytes[start] as u32 & 0x07,
    };
    let mut at = start + 1;
    while at < end {
        code = code << 6 | bytes[at] as u32 & 0x3f;
        at += 1;
    }
    char::from_u32(code).expect("the characters of a str")
}

#[cfg(test)]
mod tests {
    use super::*;

    static ACTS: Beginnings = beginnings!["新", "新建", "改", "(修)", "a", "新建成"];
    static ORGANS: Endings<u8> = endings!["局" => 1, "分局" => 2, "院" => 3];

    #[test]
    fn all_words_at_an_edge_are_found_in_the_order_of_the_list() {
        let words: Vec<&str> = ACTS.of("新建成道路").map(|(word, _)| word).collect();
        assert_eq!(words, ["新", "新建", "新建成"]);
        let chars: Vec<char> = "新建道路".chars().collect();
        assert_eq!(ACTS.of_chars(&chars).map(|(len, _)| len).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(ORGANS.of("市公安分局").map(|(_, meaning)| meaning).collect::<Vec<_>>(), [1, 2]);
        assert!(ORGANS.end("市医院") && !ORGANS.end("市医院长") && !ORGANS.end(""));
        assert!(!ACTS.begin("") && !ACTS.begin_chars(&[]));
    }

    #[test]
    fn a_list_is_found_at_both_ends_and_knows_its_edges() {
        static ENDS: Endings = Endings::also(&ACTS);
        let words: Vec<&str> = ENDS.of("道路新建").map(|(word, ())| word).collect();
        assert_eq!(words, ["新建"]);
        assert!(ACTS.know('新') && !ACTS.know('建') && ENDS.know('建') && ENDS.know(')') && !ENDS.know('('));
    }

    #[test]
    fn words_are_found_anywhere() {
        let found: Vec<_> = ACTS.all_in("改建，新建").map(|(at, (word, ()))| (at, word)).collect();
        assert_eq!(found, [(0, "改"), ("改建，".len(), "新"), ("改建，".len(), "新建")]);
        assert!(!ACTS.stand_in("全年建成"));
    }
}
