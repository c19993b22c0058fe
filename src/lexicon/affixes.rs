//! Lists of words that are looked for at the beginning or the end of a text.
//!
//! Readers ask at nearly every character whether one of dozens of words stands there. To compare each of them took more
//! time than all else; these lists know which words begin or end with a character, and mostly there is none.

/// Words to find at the beginning of a text, each with what it means. Made by [`beginnings!`].
pub(crate) struct Beginnings<V: 'static = ()> {
    entries: &'static [(&'static str, V)],
    chains: Chains,
}

/// Words to find at the end of a text, each with what it means. Made by [`endings!`].
pub(crate) struct Endings<V: 'static = ()> {
    entries: &'static [(&'static str, V)],
    chains: Chains,
}

/// A static list of [`Beginnings`]: `beginnings!["甲", "乙"]`, or with meanings `beginnings!["甲" => 1, "乙" => 2]`. No
/// more than 255 words.
macro_rules! beginnings {
    ($($list:tt)*) => { $crate::lexicon::affixes::list!(Beginnings first $($list)*) };
}

/// A static list of [`Endings`], written as [`beginnings!`] are.
macro_rules! endings {
    ($($list:tt)*) => { $crate::lexicon::affixes::list!(Endings last $($list)*) };
}

macro_rules! list {
    ($kind:ident $edge:ident $($word:literal),+ $(,)?) => {
        $crate::lexicon::affixes::list!($kind $edge $($word => ()),+)
    };
    ($kind:ident $edge:ident $($word:literal => $meaning:expr),+ $(,)?) => {{
        const EDGES: &[char] = &[$($crate::lexicon::affixes::$edge($word)),+];
        const NEXT: &[u8] = &$crate::lexicon::affixes::next::<{ EDGES.len() }>(EDGES);
        $crate::lexicon::affixes::$kind::new(
            &[$(($word, $meaning)),+],
            $crate::lexicon::affixes::Chains::new(EDGES, NEXT),
        )
    }};
}

pub(crate) use {beginnings, endings, list};

impl<V> Beginnings<V> {
    pub(crate) const fn new(entries: &'static [(&'static str, V)], chains: Chains) -> Self {
        Self { entries, chains }
    }

    /// The words that `text` begins with and what they mean, in the order of the list.
    pub(crate) fn of(&self, text: &str) -> impl Iterator<Item = &'static (&'static str, V)> {
        let here = self.chains.at(text.chars().next());
        here.map(|at| &self.entries[at]).filter(move |(word, _)| text.starts_with(word))
    }

    /// The same for a run of characters: lengths in characters and what the words mean.
    pub(crate) fn of_chars(&self, chars: &[char]) -> impl Iterator<Item = (usize, &'static V)> {
        let here = self.chains.at(chars.first().copied());
        here.filter_map(move |at| Some((starts(chars, self.entries[at].0)?, &self.entries[at].1)))
    }

    /// The length in characters of the longest word that `chars` begin with.
    pub(crate) fn longest(&self, chars: &[char]) -> Option<usize> {
        self.of_chars(chars).map(|(len, _)| len).max()
    }

    /// Whether `word` is one of the words.
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.of(word).any(|(held, _)| *held == word)
    }

    /// All words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|&(word, _)| word)
    }

    /// Whether `text` begins with one of the words.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }

    /// Whether `chars` begin with one of the words.
    pub(crate) fn begin_chars(&self, chars: &[char]) -> bool {
        self.of_chars(chars).next().is_some()
    }

    /// Whether one of the words stands anywhere in `text`.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.all_in(text).next().is_some()
    }

    /// All places in `text`, in bytes, where one of the words stands, with the word and what it means, in order.
    pub(crate) fn all_in(&self, text: &str) -> impl Iterator<Item = (usize, &'static (&'static str, V))> {
        let may_begin = |&(_, c): &(usize, char)| self.chains.heads[chain(c)] != 0;
        text.char_indices().filter(may_begin).flat_map(|(at, _)| self.of(&text[at..]).map(move |entry| (at, entry)))
    }
}

impl<V> Endings<V> {
    pub(crate) const fn new(entries: &'static [(&'static str, V)], chains: Chains) -> Self {
        Self { entries, chains }
    }

    /// The words that `text` ends with and what they mean, in the order of the list.
    pub(crate) fn of(&self, text: &str) -> impl Iterator<Item = &'static (&'static str, V)> {
        let here = self.chains.at(text.chars().next_back());
        here.map(|at| &self.entries[at]).filter(move |(word, _)| text.ends_with(word))
    }

    /// The same for a run of characters: lengths in characters and what the words mean.
    pub(crate) fn of_chars(&self, chars: &[char]) -> impl Iterator<Item = (usize, &'static V)> {
        let here = self.chains.at(chars.last().copied());
        here.filter_map(move |at| Some((ends(chars, self.entries[at].0)?, &self.entries[at].1)))
    }

    /// Whether `word` is one of the words.
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.of(word).any(|(held, _)| *held == word)
    }

    /// All words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|&(word, _)| word)
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

/// A character that begins no word of a list should seldom share a chain with one that does; each list takes so many
/// bytes of the page's first load.
const CHAINS: usize = 64;

/// The positions of a list's words, in a chain for each remainder of the character at their edge. Positions count from
/// one; a chain ends with zero.
pub(crate) struct Chains {
    heads: [u8; CHAINS],
    /// For each word the next of its chain.
    next: &'static [u8],
}

impl Chains {
    /// `next` is what [`next`] makes of the same characters.
    pub(crate) const fn new(edges: &[char], next: &'static [u8]) -> Self {
        let mut heads = [0; CHAINS];
        let mut at = edges.len();
        while at > 0 {
            heads[chain(edges[at - 1])] = at as u8;
            at -= 1;
        }
        Self { heads, next }
    }

    fn at(&self, edge: Option<char>) -> impl Iterator<Item = usize> {
        let mut here = edge.map_or(0, |c| self.heads[chain(c)]);
        std::iter::from_fn(move || {
            let at = usize::from(here).checked_sub(1)?;
            here = self.next[at];
            Some(at)
        })
    }
}

/// For each of the characters the position of the next one of its chain.
pub(crate) const fn next<const N: usize>(edges: &[char]) -> [u8; N] {
    assert!(N <= u8::MAX as usize, "a list of too many words");
    let mut heads = [0; CHAINS];
    let mut next = [0; N];
    let mut at = N;
    while at > 0 {
        let chain = chain(edges[at - 1]);
        next[at - 1] = heads[chain];
        heads[chain] = at as u8;
        at -= 1;
    }
    next
}

const fn chain(edge: char) -> usize {
    edge as usize % CHAINS
}

/// The first character of a word.
pub(crate) const fn first(word: &str) -> char {
    let bytes = word.as_bytes();
    let mut end = 1;
    while !word.is_char_boundary(end) {
        end += 1;
    }
    decode(bytes, 0, end)
}

/// The last character of a word.
pub(crate) const fn last(word: &str) -> char {
    let bytes = word.as_bytes();
    let mut start = bytes.len() - 1;
    while !word.is_char_boundary(start) {
        start -= 1;
    }
    decode(bytes, start, bytes.len())
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
    fn edges_are_whole_characters() {
        for word in ["建", "a", "é建", "建é", "𠀀甲", "甲𠀀"] {
            assert_eq!(
                (Some(first(word)), Some(last(word))),
                (word.chars().next(), word.chars().next_back()),
                "{word}"
            );
        }
    }

    #[test]
    fn all_words_at_an_edge_are_found_in_the_order_of_the_list() {
        let words: Vec<&str> = ACTS.of("新建成道路").map(|&(word, _)| word).collect();
        assert_eq!(words, ["新", "新建", "新建成"]);
        let chars: Vec<char> = "新建道路".chars().collect();
        assert_eq!(ACTS.of_chars(&chars).map(|(len, _)| len).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(ORGANS.of("市公安分局").map(|&(_, meaning)| meaning).collect::<Vec<_>>(), [1, 2]);
        assert!(ORGANS.end("市医院") && !ORGANS.end("市医院长") && !ORGANS.end(""));
        assert!(!ACTS.begin("") && !ACTS.begin_chars(&[]));
    }

    #[test]
    fn words_are_found_anywhere() {
        let found: Vec<_> = ACTS.all_in("改建，新建").map(|(at, &(word, ()))| (at, word)).collect();
        assert_eq!(found, [(0, "改"), ("改建，".len(), "新"), ("改建，".len(), "新建")]);
        assert!(!ACTS.stand_in("全年建成"));
    }
}
