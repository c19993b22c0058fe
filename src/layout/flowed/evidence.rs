//! What the words look like: leaders, lists of units, tasks. Everything here is a cost: the less a word is like a
//! column's, the more it costs to put it there. The figures were weighed against each other on real and made-up
//! tables; what matters is their order: a broken bracket is worse than a missing cell, a missing cell worse than an odd
//! line end.

use super::words::{Gap, Stream, Word};
use crate::lexicon::affixes::{Beginnings, beginnings};
use crate::lexicon::{people, units};
use crate::text::{fold, is_han, is_space};
use std::collections::{HashMap, HashSet};

/// Characters between a bracket and its partner at the most.
const LONGEST_BRACKET: usize = 60;

/// Bytes of one item of a list at the most; a longer one is a sentence.
const LONGEST_ITEM: usize = 360;

/// Characters of the name of a unit that is known again at the most.
const LONGEST_UNIT: usize = 24;

/// Gaps that the name of a unit can have inside: it is broken over two lines, at its worst three.
const MOST_GAPS: usize = 4;

/// What a piece of a list looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Nothing like a unit.
    #[default]
    Other,
    /// Ends as units do.
    UnitLike,
    /// A unit that is met elsewhere in this notice.
    Known,
}

/// What the two sides of a gap look like. The gap is that before a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sides {
    /// The best that ends at the gap.
    pub tail: Class,
    /// What ends at the gap is a list of units closed by 等.
    pub closed: bool,
    /// The best that begins at the gap.
    pub head: Class,
    /// A unit of this notice stands across the gap.
    pub bridged: bool,
    /// A bracket or quotation is open.
    pub inside: bool,
}

/// Costs of a word in the different kinds of columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordCosts {
    pub prose: u32,
    pub units: u32,
    pub people: u32,
    pub number: u32,
    pub time: u32,
    pub note: u32,
    /// It is a deadline and nothing else.
    pub dated: bool,
}

/// What all words and gaps look like.
#[derive(Debug)]
pub(super) struct Evidence {
    pub words: Vec<WordCosts>,
    /// One more than there are words: the last is the end of the table.
    pub gaps: Vec<Sides>,
}

impl Evidence {
    pub fn of(text: &str, stream: &Stream) -> Self {
        let mut words: Vec<WordCosts> = stream.words.iter().map(|word| alone(text, stream, word)).collect();
        let mut counts: HashMap<String, u32> = HashMap::new();
        each_item(text, stream, |item| {
            if let Some(word) = item.unit(&words) {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        });
        let known = counts.into_iter().filter(|&(_, count)| count >= 2).map(|(word, _)| word).collect();

        let mut gaps = vec![Sides::default(); stream.words.len() + 1];
        each_item(text, stream, |item| item.weigh(&known, &mut gaps, &mut words));
        mark_brackets(text, stream, &mut gaps);
        number_chain(text, stream, &mut words);
        Self { words, gaps }
    }
}

/// What a word costs whatever stands around it.
fn alone(text: &str, stream: &Stream, word: &Word) -> WordCosts {
    let words = crate::text::squeezed(word.span.of(text));
    let people = people_cost(&words, &stream.leaders);
    let digits = words.contains(|c: char| c.is_ascii_digit() || c == '%');
    WordCosts {
        prose: 0,
        units: u32::from(digits) * 2,
        people,
        number: if crate::lexicon::numbering::alone(&words).is_some() { 2 } else { 30 },
        time: time_cost(&words),
        note: 3 + (word.count / 4) as u32,
        dated: words.ends_with(['前', '底', '月', '日', '末'])
            && words.chars().all(|c| fold(c).is_ascii_digit() || "年月日底前末".contains(c)),
    }
}

/// How unlike names of leaders a word is.
fn people_cost(words: &str, leaders: &HashSet<String>) -> u32 {
    const NONE: u32 = 14;
    if words.len() > 72 {
        return NONE;
    }
    let mut worst = None;
    for item in words.split(['、', '，', ',', '；', ';', '/', '／']).filter(|item| !item.is_empty()) {
        // A title broken over lines: 常务⏎副县长, 副⏎县长, 副县⏎长.
        let mut name = if item == "长" { "" } else { item };
        for rest in ["副县", "副市", "副区", "副", "常务"] {
            name = name.strip_suffix(rest).unwrap_or(name);
        }
        while let Some(title) = people::title_at_end(name) {
            name = &name[..name.len() - title.len()];
        }
        while let Some(title) = people::title_at_start(name) {
            name = &name[title.len()..];
        }
        let titled = name.len() < item.len();
        let cost = if leaders.contains(name) || titled && (name.is_empty() || people::is_name(name)) {
            0
        } else if run_together(name, leaders) {
            1
        } else if people::is_name(name) {
            2
        } else if ["领导", "负责人", "责任人"].iter().any(|end| name.ends_with(end)) {
            3
        } else {
            NONE
        };
        worst = worst.max(Some(cost));
    }
    worst.unwrap_or(NONE)
}

/// Whether these are two names without anything between them, at least one of them a leader's.
fn run_together(words: &str, leaders: &HashSet<String>) -> bool {
    let short = words.len() <= 2 * people::LONGEST * char::MAX.len_utf8();
    short
        && words.char_indices().skip(2).take(people::LONGEST - 1).any(|(at, _)| {
            let (first, second) = words.split_at(at);
            (leaders.contains(first) && people::is_name(second)) || (people::is_name(first) && leaders.contains(second))
        })
}

/// How unlike a deadline a word is.
fn time_cost(words: &str) -> u32 {
    let time = words.chars().count() <= 24
        && (words.chars().all(|c| fold(c).is_ascii_digit())
            || words.contains(['年', '月', '季', '旬', '日', '汛'])
            || words.ends_with('底')
            || ["长期", "持续", "常态", "按"].iter().any(|mark| words.contains(mark)));
    if time { 0 } else { 10 }
}

/// Where a number column is, its numbers go up by one. Numbers that are links of a chain cost nothing.
fn number_chain(text: &str, stream: &Stream, words: &mut [WordCosts]) {
    let values: Vec<Option<u32>> = stream
        .words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            // On the line of another cell, not among the words of a task: 建成泵站 3 座.
            let behind_cell = || {
                let before = stream.words[at - 1].span.of(text);
                words[at - 1].dated || words[at - 1].people == 0 || super::words::ends_cell(before)
            };
            let alone = words[at].number < 30 && (stream.begins_line(at) || word.gap == Gap::Space && behind_cell());
            alone.then(|| crate::lexicon::numbering::alone(word.span.of(text)).map(|(value, _)| value)).flatten()
        })
        .collect();
    let mut before: HashMap<u32, u32> = HashMap::new();
    let mut length = vec![0u32; words.len()];
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = *value {
            let links = if value <= 1 { 1 } else { before.get(&(value - 1)).copied().unwrap_or(0) + 1 };
            length[at] += links;
            before.entry(value).and_modify(|longest| *longest = links.max(*longest)).or_insert(links);
        }
    }
    let mut after: HashMap<u32, u32> = HashMap::new();
    for (at, value) in values.iter().enumerate().rev() {
        if let Some(value) = *value {
            let links = after.get(&(value + 1)).copied().unwrap_or(0) + 1;
            length[at] += links;
            after.entry(value).and_modify(|longest| *longest = links.max(*longest)).or_insert(links);
        }
    }
    let longest = length.iter().copied().max().unwrap_or(0);
    for (at, links) in length.into_iter().enumerate() {
        if links * 2 > longest && links > 2 {
            words[at].number = 0;
        }
    }
}

/// Marks the gaps between a bracket or quotation mark and its partner.
fn mark_brackets(text: &str, stream: &Stream, gaps: &mut [Sides]) {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut count = 0;
    for (at, word) in stream.words.iter().enumerate() {
        for c in word.span.of(text).chars() {
            count += 1;
            let c = fold(c);
            if let Some(close) = partner(c) {
                open.push((close, at, count));
                // Brackets are nested twice at the most; more is damage.
                if open.len() > 4 {
                    open.remove(0);
                }
            } else if let Some(found) = open.iter().rposition(|&(close, ..)| close == c) {
                let (_, start, from) = open[found];
                open.truncate(found);
                if count - from <= LONGEST_BRACKET {
                    gaps[start + 1..=at].iter_mut().for_each(|gap| gap.inside = true);
                }
            }
        }
    }
}

fn partner(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '“' => '”',
        '《' => '》',
        _ => return None,
    })
}

/// One item of a list, or one clause of a sentence: what stands between two separators, across gaps.
struct Item<'a> {
    /// Its characters without white space.
    words: &'a str,
    /// Gaps inside and at its ends: where in `words`, and before which word.
    gaps: &'a [(usize, usize)],
    /// The word that it ends in.
    end: usize,
    /// A full stop and a gap are before it.
    begins: bool,
    /// The separator after it; `None` at the end of the table or where it was cut for its length.
    separator: Option<char>,
}

impl Item<'_> {
    /// The unit that the item is, or begins with: without a gap inside, a leader in front of it left out; behind a full
    /// stop up to the first gap, for there stands what follows a task.
    fn unit(&self, words: &[WordCosts]) -> Option<&str> {
        let inner = || self.gaps.iter().filter(|&&(at, _)| at > 0 && at < self.words.len());
        let piece = match (inner().next(), inner().count()) {
            (None, _) => self.words,
            (Some(&(at, gap)), 1) if words[gap - 1].people == 0 => &self.words[at..],
            (Some(&(at, _)), _) if self.begins => &self.words[..at],
            _ => return None,
        };
        let word = piece.trim_end_matches('等').trim_start_matches(['*', '＊', '★']);
        let count = word.chars().count();
        ((3..=LONGEST_UNIT).contains(&count) && units::is_unit(word)).then_some(word)
    }

    /// What each piece of the item between two gaps looks like, told to the gaps at its ends and to those inside.
    fn weigh(&self, known: &HashSet<String>, gaps: &mut [Sides], words: &mut [WordCosts]) {
        let starts = std::iter::once((0, None)).chain(self.gaps.iter().map(|&(at, gap)| (at, Some(gap))));
        let mut best = Class::Other;
        for (number, (start, gap)) in starts.enumerate() {
            let inner = &self.gaps[number.min(self.gaps.len())..];
            for (passed, &(end, after)) in inner.iter().take(MOST_GAPS).enumerate() {
                if end <= start {
                    continue;
                }
                let (class, closed) = classify(&self.words[start..end], known);
                gaps[after].tail = gaps[after].tail.max(class);
                gaps[after].closed |= closed;
                if let Some(gap) = gap {
                    gaps[gap].head = gaps[gap].head.max(class);
                }
                if class == Class::Known {
                    inner[..passed].iter().for_each(|&(_, across)| gaps[across].bridged = true);
                }
            }
            if start < self.words.len() && inner.len() <= MOST_GAPS {
                let (class, _) = classify(&self.words[start..], known);
                best = best.max(class);
                if let Some(gap) = gap {
                    gaps[gap].head = gaps[gap].head.max(class);
                }
                if class == Class::Known {
                    inner.iter().filter(|&&(at, _)| at > start).for_each(|&(_, across)| gaps[across].bridged = true);
                }
            }
        }
        let Some(separator) = self.separator.filter(|_| !self.words.is_empty()) else { return };
        let cost = &mut words[self.end];
        cost.prose += match best {
            Class::Known => 2,
            Class::UnitLike if self.words.starts_with(begins_unit) => 1,
            _ => 0,
        };
        cost.units += match (separator, best) {
            ('。' | '：' | ':' | '！' | '？', Class::Other) => 12,
            ('。' | '：' | ':' | '！' | '？', _) => 6,
            (_, Class::Other) => 4,
            (_, Class::UnitLike | Class::Known) => 0,
        };
    }
}

/// What a piece looks like, and whether it is a unit that 等 closes.
fn classify(piece: &str, known: &HashSet<String>) -> (Class, bool) {
    let word = piece.trim_start_matches(['*', '＊', '★']);
    let open = word.trim_end_matches('等');
    // Whatever is longer than a unit is not looked up.
    let class = if open.len() <= LONGEST_UNIT * char::MAX.len_utf8() && known.contains(open) {
        Class::Known
    } else if (9..=120).contains(&open.len()) && units::is_unit(open) {
        Class::UnitLike
    } else {
        Class::Other
    };
    (class, class > Class::Other && open.len() < word.len())
}

/// Goes over the items of the whole stream.
fn each_item(text: &str, stream: &Stream, mut tell: impl FnMut(&Item)) {
    let mut words = String::new();
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut depth = 0usize;
    let mut opened = 0;
    let mut stopped = false;
    for (at, word) in stream.words.iter().enumerate() {
        gaps.push((words.len(), at));
        for c in word.span.of(text).chars().filter(|&c| !is_space(c)) {
            match fold(c) {
                '(' | '[' => {
                    if depth == 0 {
                        opened = words.len();
                    }
                    depth += 1;
                }
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            // A bracket that was never closed holds nothing together for long.
            if depth > 0 && words.len() - opened > LONGEST_BRACKET {
                depth = 0;
            }
            let stop = matches!(c, '。' | '：' | ':' | '！' | '？');
            let separator = stop || depth == 0 && matches!(c, '、' | '，' | ',' | '；' | ';');
            if separator || words.len() > LONGEST_ITEM {
                let ended = separator.then_some(c);
                let begins = stopped && gaps.first().is_some_and(|&(at, _)| at == 0);
                tell(&Item { words: &words, gaps: &gaps, end: at, begins, separator: ended });
                stopped = c == '。';
                words.clear();
                gaps.clear();
                depth = 0;
            }
            if !separator {
                words.push(c);
            }
        }
    }
    gaps.push((words.len(), stream.words.len()));
    let end = stream.words.len().saturating_sub(1);
    tell(&Item { words: &words, gaps: &gaps, end, begins: false, separator: None });
}

/// Whether a gap is white space that an extractor puts around digits and Latin letters: `新增 5G 基站 600 个`.
pub(super) fn around_digits(before: Option<char>, after: Option<char>) -> bool {
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '％' | '+' | '.'));
    narrow(before) || narrow(after)
}

/// Whether nothing can end with this character: the list or the bracket goes on.
pub(super) fn goes_on(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '（' | '(' | '〔' | '[' | '“' | '《' | '：')
}

/// Whether nothing can begin with this character.
pub(super) fn cannot_begin(c: char) -> bool {
    matches!(
        c,
        '、' | '，'
            | ','
            | '；'
            | ';'
            | '。'
            | '）'
            | ')'
            | '”'
            | '》'
            | '〕'
            | ']'
            | '%'
            | '％'
            | '等'
            | '的'
            | '和'
            | '与'
            | '及'
    )
}

/// Whether most units of a local government begin so: 市财政局, 各县（市、区）政府.
pub(super) fn begins_unit(c: char) -> bool {
    matches!(c, '市' | '县' | '区' | '省' | '州' | '各')
}

/// Whether a task is likely to begin so: most begin with a verb or what goes before one.
pub(super) fn begins_like_task(words: &str) -> bool {
    static HEADS: Beginnings = beginnings![
        "推进",
        "推动",
        "加快",
        "加强",
        "加大",
        "深化",
        "实施",
        "完善",
        "健全",
        "建立",
        "建设",
        "开展",
        "落实",
        "强化",
        "提升",
        "提高",
        "优化",
        "做好",
        "做强",
        "做大",
        "抓好",
        "确保",
        "力争",
        "争取",
        "全面",
        "积极",
        "坚持",
        "持续",
        "大力",
        "支持",
        "着力",
        "深入",
        "扎实",
        "切实",
        "完成",
        "组织",
        "培育",
        "发展",
        "引进",
        "引导",
        "创新",
        "创建",
        "探索",
        "启动",
        "打造",
        "打好",
        "保障",
        "保持",
        "促进",
        "扩大",
        "新增",
        "新建",
        "改造",
        "严格",
        "严厉",
        "进一步",
        "稳定",
        "稳步",
        "统筹",
        "规范",
        "鼓励",
        "编制",
        "制定",
        "出台",
        "巩固",
        "拓展",
        "充分",
        "发挥",
        "围绕",
        "继续",
        "有序",
        "聚焦",
        "构建",
    ];
    words.starts_with(|c: char| !is_han(c)) || HEADS.begin(words)
}
