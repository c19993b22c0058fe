//! Names held against each other: slips, second names, names cut off.

use std::collections::HashMap;

use super::Finding;
use crate::Span;
use crate::model::{Severity, Task};
use crate::order;

/// Names longer than this are not compared with others, in characters: they are lists or sentences.
const LONGEST_NAME: usize = 24;

/// Names in one group of like beginnings and ends that are compared pair by pair; what goes beyond is left out, so
/// that a hostile list of names stays linear.
const MOST_PAIRED: usize = 64;

/// Characters this far apart in Unicode mostly share their radical, which orders its ideographs: 烨 and 焯 do, 烨 and 东
/// do not. Of two names of two characters nothing else says that one is a slip for the other.
const SAME_RADICAL: u32 = 0x100;

/// A name counts as a slip for another when the other stands so many times as often.
const TIMES_AS_OFTEN: usize = 3;

/// Characters that look alike, in pairs: whoever reads a scan takes one for the other. No two names differ in just these.
const LOOK_ALIKE: [(char, char); 11] = [
    ('己', '已'),
    ('曰', '日'),
    ('巿', '市'),
    ('末', '未'),
    ('士', '土'),
    ('千', '干'),
    ('入', '人'),
    ('同', '局'),
    ('季', '委'),
    ('没', '设'),
    ('衣', '农'),
];

/// Names that are nearly the same: slips and second names.
pub(super) fn names(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut units = Census::default();
    let mut people = Census::default();
    for (index, task) in tasks.iter().enumerate() {
        for unit in &task.units {
            units.count(&unit.name, unit.spans.first().copied().unwrap_or_default(), index);
        }
        for leader in &task.leaders {
            people.count(&leader.name, leader.spans.first().copied().unwrap_or_default(), index);
        }
    }
    for (rare, common) in units.slips(6) {
        found.push(units.finding(
            rare,
            "unit-near-miss",
            Severity::Warning,
            format!("“{}” is nearly “{}”, which stands elsewhere: a slip?", rare.name, common.name),
            format!("“{}”与别处的“{}”几乎相同，是否笔误？", rare.name, common.name),
        ));
    }
    for (rare, common) in people.slips(2).into_iter().chain(people.parts()) {
        found.push(people.finding(
            rare,
            "person-near-miss",
            Severity::Warning,
            format!("“{}” is nearly “{}”, who stands elsewhere: a slip?", rare.name, common.name),
            format!("“{}”与别处的“{}”几乎相同，是否笔误？", rare.name, common.name),
        ));
    }
    for (short, long) in units.abbreviations() {
        let finding = units.finding(
            short,
            "unit-two-names",
            Severity::Info,
            format!("“{}” may be short for “{}”: are they the same unit?", short.name, long.name),
            format!("“{}”可能是“{}”的简称，是否同一单位？", short.name, long.name),
        );
        found.push(Finding { doubts: false, ..finding });
    }
}

/// How often each name stands.
#[derive(Default)]
struct Census {
    names: Vec<Name>,
    at: HashMap<String, usize>,
}

struct Name {
    name: String,
    letters: Vec<char>,
    count: usize,
    first: Span,
    tasks: Vec<usize>,
}

impl Census {
    fn count(&mut self, name: &str, span: Span, task: usize) {
        if let Some(&at) = self.at.get(name) {
            let name = &mut self.names[at];
            name.count += 1;
            if name.tasks.last() != Some(&task) {
                name.tasks.push(task);
            }
            return;
        }
        self.at.insert(name.to_owned(), self.names.len());
        let letters = name.chars().collect();
        self.names.push(Name { name: name.to_owned(), letters, count: 1, first: span, tasks: vec![task] });
    }

    fn finding(
        &self,
        name: &Name,
        code: &'static str,
        severity: Severity,
        english: String,
        chinese: String,
    ) -> Finding {
        Finding::new(code, severity, english, chinese, name.first, name.tasks.clone())
    }

    /// Pairs of a rare name and a common one of the same length that differ in one character, not the first; of several
    /// common ones the one whose character looks most alike. Names shorter than `shortest` characters are not
    /// compared: 市教育局 and 市体育局 are two bureaus; but those that differ in nothing but characters that look alike.
    fn slips(&self, shortest: usize) -> Vec<(&Name, &Name)> {
        // Names that differ in one place share what is left without it.
        let mut without: HashMap<(usize, Vec<char>), Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            let letters = &name.letters;
            if !(shortest..=LONGEST_NAME).contains(&letters.len()) {
                continue;
            }
            for skipped in 1..letters.len() {
                let rest = letters.iter().enumerate().filter(|&(place, _)| place != skipped).map(|(_, &c)| c).collect();
                without.entry((skipped, rest)).or_default().push(at);
            }
        }
        let mut best: HashMap<usize, (u32, usize)> = HashMap::new();
        for ((skipped, rest), group) in &without {
            let apart = |a: usize, b: usize| {
                let letter = |at: usize| self.names[at].letters[*skipped] as u32;
                letter(a).abs_diff(letter(b))
            };
            for &rare in group.iter().take(MOST_PAIRED) {
                let closest = group
                    .iter()
                    .take(MOST_PAIRED)
                    .filter(|&&other| self.names[other].count >= TIMES_AS_OFTEN * self.names[rare].count)
                    .map(|&other| (apart(rare, other), other))
                    .filter(|&(distance, _)| rest.len() > 1 || distance <= SAME_RADICAL)
                    .min();
                if let Some(closest) = closest {
                    best.entry(rare).and_modify(|kept| *kept = closest.min(*kept)).or_insert(closest);
                }
            }
        }
        let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            alike.entry(name.letters.iter().copied().map(usual).collect()).or_default().push(at);
        }
        for group in alike.into_values().filter(|group| group.len() > 1) {
            let slips = |at: usize| self.names[at].letters.iter().filter(|&&c| usual(c) != c).count();
            let right = group.iter().copied().min_by_key(|&at| (slips(at), at)).unwrap_or_default();
            group.into_iter().filter(|&at| at != right).for_each(|at| {
                best.insert(at, (0, right));
            });
        }
        let mut pairs: Vec<(usize, usize)> = best.into_iter().map(|(rare, (_, common))| (rare, common)).collect();
        order::sort_by_key(&mut pairs, |&pair| pair);
        pairs.into_iter().map(|(rare, common)| (&self.names[rare], &self.names[common])).collect()
    }

    /// Pairs of a rare name and a common one of which it is the beginning or the end: 柳 of 柳青 stands in another cell.
    fn parts(&self) -> Vec<(&Name, &Name)> {
        let mut wholes: HashMap<&[char], usize> = HashMap::new();
        for (at, name) in self.names.iter().enumerate().filter(|(_, name)| name.letters.len() > 2) {
            let letters = &name.letters[..name.letters.len().min(LONGEST_NAME)];
            for cut in 1..letters.len() {
                wholes.insert(&letters[..cut], at);
                wholes.insert(&letters[cut..], at);
            }
        }
        let whole = |part: &Name| wholes.get(&part.letters[..]).map(|&at| &self.names[at]);
        let pairs = self.names.iter().filter_map(|part| Some((part, whole(part)?)));
        pairs.filter(|(part, whole)| whole.count >= TIMES_AS_OFTEN * part.count).collect()
    }

    /// Pairs of a name and a longer one with the same first and last characters whose characters it has, in order:
    /// 市人社局 in 市人力社保局.
    fn abbreviations(&self) -> Vec<(&Name, &Name)> {
        let mut alike: HashMap<(char, char, char), Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            if let [first, second, .., last] = name.letters[..]
                && (4..=LONGEST_NAME).contains(&name.letters.len())
                && !name.name.contains(['（', '(', '各'])
            {
                let group = alike.entry((first, second, last)).or_default();
                if group.len() < MOST_PAIRED {
                    group.push(at);
                }
            }
        }
        let mut pairs = Vec::new();
        for group in alike.values() {
            for &short in group {
                let long = group.iter().copied().find(|&long| {
                    let (short, long) = (&self.names[short].letters, &self.names[long].letters);
                    long.len() > short.len() && is_within(short, long)
                });
                if let Some(long) = long {
                    pairs.push((short, long));
                }
            }
        }
        order::sort_by_key(&mut pairs, |&pair| pair);
        pairs.into_iter().map(|(short, long)| (&self.names[short], &self.names[long])).collect()
    }
}

/// `name` with the characters that names have for those that only look like them; `None` where it has none of these.
pub(super) fn mended(name: &str) -> Option<String> {
    name.chars().any(|c| usual(c) != c).then(|| name.chars().map(usual).collect())
}

/// Of two characters that look alike the one that names have.
fn usual(c: char) -> char {
    LOOK_ALIKE.iter().find_map(|&(slip, usual)| (c == slip).then_some(usual)).unwrap_or(c)
}

/// Whether all of `short` stands in `long`, in order.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut long = long.iter();
    short.iter().all(|wanted| long.any(|c| c == wanted))
}
