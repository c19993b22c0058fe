//! Names of units that are none: sentences, names cut off, run together or put together from pieces of two.

use std::collections::{HashMap, HashSet};

use super::names::mended;
use super::{Finding, words};
use crate::Span;
use crate::lexicon::units;
use crate::model::{Severity, Task, Unit};
use crate::order;
use crate::text::{fold, is_space};

/// Names longer than this are sentences or lists, in characters: the longest of real organisations, brackets included,
/// have some thirty.
const LONGEST_UNIT: usize = 40;

/// A name of so many characters is more than the common beginning of several: where it stands once and begins another
/// one, it is rather cut off than a unit of its own.
const LONG_BEGINNING: usize = 6;

/// Ends of names of fewer characters are words that many units share: 管委会, 服务中心.
const LONG_ENDING: usize = 6;

/// Names that do not end as units do have fewer characters: 市残联, 青屿海关.
const LONG_OTHER: usize = 8;

/// A name that stands so often is what one of its pieces, standing once, is left of.
const COMMON: usize = 5;

const OPENING: [char; 2] = ['（', '('];

/// Ends of fewer characters are shared by many names even where a line begins with them.
const SHORT_ENDING: usize = 4;

/// A name that stands among others in so many lists and alone in none does not stand alone.
const OFTEN_AMONG: usize = 20;

/// An end that begins in a bracket and has fewer characters is common to many names: 区）政府, 街道）.
const LONG_IN_BRACKET: usize = 5;

/// The names of persons have two to four characters.
const PERSON: std::ops::RangeInclusive<usize> = 2..=4;

/// Says which units do not look like any.
pub(super) fn names(text: &str, tasks: &[Task], found: &mut Vec<Finding>) {
    headless(tasks, found);
    let known = Known::of(text, tasks);
    for (index, task) in tasks.iter().enumerate() {
        if let Some(behind) = behind_list(text, &task.spans.units) {
            let name = behind.of(text);
            found.push(Finding::new(
                "unit-behind-list",
                Severity::Warning,
                format!("“{name}” stands on a line behind a list that 等 closes: it may be no part of the list."),
                format!("“{name}”在以“等”结尾的名单之后另起一行，可能不属于此名单。"),
                behind,
                vec![index],
            ));
        }
        for unit in &task.units {
            let Some(oddity) = known.oddities.get(unit.name.as_str()) else { continue };
            let name = &unit.name;
            let (code, english, chinese) = match oddity {
                Oddity::NoUnit => {
                    ("unit-odd", format!("“{name}” does not look like a unit."), format!("“{name}”不像单位名称。"))
                }
                Oddity::Begins(whole) => (
                    "unit-cut",
                    format!("“{name}” is how “{whole}” begins: the rest may be cut off."),
                    format!("“{name}”似为“{whole}”之前半，可能有缺漏。"),
                ),
                Oddity::Ends(whole) => (
                    "unit-cut",
                    format!("“{name}” is how “{whole}” ends: the beginning may be cut off."),
                    format!("“{name}”似为“{whole}”之后半，可能有缺漏。"),
                ),
                Oddity::Joined => (
                    "unit-joined",
                    format!("“{name}” seems to be two names run together, with or without a loss between them."),
                    format!("“{name}”似由两个名称相连而成，其间可能有缺漏。"),
                ),
            };
            let span = unit.spans.first().copied().unwrap_or_default();
            found.push(Finding::new(code, Severity::Warning, english, chinese, span, vec![index]));
        }
    }
}

/// The unit that stands on a line of its own behind a list that 等 closes, unless it is a collective one as behind
/// 市水利局等: who signs the notice.
fn behind_list(text: &str, units: &[Span]) -> Option<Span> {
    let closes = |gap: &str| gap.trim_start().starts_with('等') && gap.contains(['\n', '\r']);
    let behind = units.windows(2).find(|pair| text.get(pair[0].end..pair[1].start).is_some_and(closes))?[1];
    let name = behind.of(text);
    (!is_collective(name) && !name.starts_with(['市', '县', '省'])).then_some(behind)
}

/// Lists of which nothing is left but a name that stands in many others and alone in none.
fn headless(tasks: &[Task], found: &mut Vec<Finding>) {
    let mut lists: HashMap<&str, (usize, usize)> = HashMap::new();
    for (task, unit) in tasks.iter().flat_map(|task| task.units.iter().map(move |unit| (task, unit))) {
        let (alone, among) = lists.entry(&unit.name).or_default();
        *if task.units.len() == 1 { alone } else { among } += 1;
    }
    for (index, task) in tasks.iter().enumerate() {
        let [unit] = &task.units[..] else { continue };
        let (1, OFTEN_AMONG..) = lists[unit.name.as_str()] else { continue };
        let name = &unit.name;
        found.push(Finding::new(
            "unit-list-headless",
            Severity::Warning,
            format!("“{name}” stands alone here and nowhere else: units before it may be lost."),
            format!("“{name}”在别处都与其他单位并列，此处单列，其前可能缺漏单位。"),
            unit.spans.first().copied().unwrap_or_default(),
            vec![index],
        ));
    }
}

/// What is odd about a name.
enum Oddity<'a> {
    NoUnit,
    /// It is the beginning of another one.
    Begins(&'a str),
    /// It is the end of another one.
    Ends(&'a str),
    /// It consists of pieces of two.
    Joined,
}

/// The names of a notice held against each other.
struct Known<'a> {
    oddities: HashMap<&'a str, Oddity<'a>>,
}

impl<'a> Known<'a> {
    fn of(text: &str, tasks: &'a [Task]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut broken: HashMap<&str, &Unit> = HashMap::new();
        for unit in tasks.iter().flat_map(|task| &task.units) {
            *counts.entry(&unit.name).or_default() += 1;
            if unit.spans.len() > 1 {
                broken.insert(&unit.name, unit);
            }
        }
        let people: HashSet<&str> =
            tasks.iter().flat_map(|task| &task.leaders).map(|leader| leader.name.as_str()).collect();
        let mut oddities = HashMap::new();
        let mut names: Vec<&str> = counts.keys().copied().collect();
        // In order, a name that begins with another follows it directly, or others that begin with it do.
        order::sort_by_key(&mut names, |name| *name);
        for pair in names.windows(2) {
            // What is no name by itself is cut off however often.
            let cut = || lacks_kind(pair[0], pair[1]) || !units::is_unit(pair[0]);
            if pair[1].starts_with(pair[0]) && (cut() || counts[pair[0]] == 1 && is_beginning(pair[0], pair[1])) {
                oddities.insert(pair[0], Oddity::Begins(pair[1]));
            }
        }
        order::sort_by_key(&mut names, |name| name.chars().rev().collect::<String>());
        for pair in names.windows(2) {
            let common = || counts[pair[1]] >= COMMON && is_collective(pair[0]);
            if counts[pair[0]] == 1 && pair[1].ends_with(pair[0]) && (!is_placed(pair[0]) || common()) {
                oddities.insert(pair[0], Oddity::Ends(pair[1]));
            }
        }
        let pieces = Pieces::of(&counts);
        for &name in &names {
            let letters = name.chars().count();
            if name.contains(['。', '；', '：'])
                || holds_title(name)
                || is_doubled(name)
                || holds_collective(name)
                || is_government_of_nothing(name)
                || is_misread(name)
                || holds_closing(name)
                || name.ends_with(|c: char| fold(c).is_ascii_digit())
                || letters >= LONG_OTHER && !units::is_unit(name)
                || !words::is_paired(name)
                || letters > LONGEST_UNIT
                || letters == 1
            {
                oddities.insert(name, Oddity::NoUnit);
            } else if counts[name] == 1
                && (holds_person(name, &people)
                    || pieces.make(name)
                    || broken.get(name).is_some_and(|unit| pieces.meet(name, breaks(text, unit))))
            {
                oddities.insert(name, Oddity::Joined);
            }
        }
        Self { oddities }
    }
}

/// Whether `short`, with which `whole` begins, is all of it but the kind of unit.
fn lacks_kind(short: &str, whole: &str) -> bool {
    let rest = &whole[short.len()..];
    rest == "会" && short.ends_with("管委")
        || ["局", "委", "厅", "办"].contains(&rest) && short.chars().count() >= LONG_BEGINNING - 1
}

/// Whether `short`, with which `whole` begins, is rather cut off than a unit of its own: long, or broken off where the whole has a bracket. A bracket that ends the whole holds a second name of the unit.
fn is_beginning(short: &str, whole: &str) -> bool {
    let rest = &whole[short.len()..];
    let second_name = rest.starts_with(OPENING) && rest.ends_with(['）', ')']);
    !second_name && (rest.starts_with(OPENING) || short.chars().count() >= LONG_BEGINNING)
}

/// Whether a name begins with the kind of place it belongs to or with a word for several, as whole names do.
fn is_placed(name: &str) -> bool {
    is_collective(name) || name.starts_with(['省', '市', '县', '区', '镇', '乡'])
}

/// Whether a name is one for several units, which may be put together freely: 各乡镇（街道）, 有关县（市、区）政府.
fn is_collective(name: &str) -> bool {
    name.starts_with(['各', '有', '相'])
}

/// Whether a name says the same twice around 等: a line of the cell was doubled.
fn is_doubled(name: &str) -> bool {
    name.split_once('等').is_some_and(|(front, back)| !front.is_empty() && front == back)
}

/// Whether the end of a collective name (各县（市、区）政府) stands behind something else: a line between the two is lost.
fn holds_collective(name: &str) -> bool {
    let at = ["县（市、区）", "县(市、区)"].iter().find_map(|tail| name.find(tail));
    at.is_some_and(|at| {
        at > 0 && !is_collective(name) && !name[..at].ends_with(['各', '关', '他', '市', '省', '、', '全'])
    })
}

/// Whether the title of a leader stands in a name: 副县长县财政局, of two cells.
fn holds_title(name: &str) -> bool {
    ["副市长", "副县", "副区长", "副州长"].iter().any(|title| name.contains(title))
}

/// Whether a name ends in 政府 behind what is no place: 市林业政府, of which the middle is lost.
fn is_government_of_nothing(name: &str) -> bool {
    const PLACES: &[char] = &[
        '省', '市', '县', '区', '州', '盟', '旗', '乡', '镇', '村', '城', '地', '方', '级', '民', '关', '央', '国',
        '）', ')', '道',
    ];
    name.strip_suffix("政府").is_some_and(|place| place.chars().count() > 1 && !place.ends_with(PLACES))
}

/// Whether what stands at the end of a notice (GB/T 9704-2012, 7.3 and 7.4) stuck to a name: who signs it, a remark in brackets.
fn holds_closing(name: &str) -> bool {
    let signed = name.find("人民政府").is_some_and(|at| name[..at].contains(['局', '厅', '委', '办']));
    signed || ["（此件", "(此件", "（共", "(共", "（续", "(续"].iter().any(|remark| name.contains(remark))
}

/// Whether a name would be one of a unit, or begin as one, if characters were those that look like them: 巿水利局, 市水利同.
fn is_misread(name: &str) -> bool {
    mended(name).is_some_and(|mended| {
        units::is_unit(&mended) && !units::is_unit(name)
            || units::begins_like_unit(&mended) && !units::begins_like_unit(name)
    })
}

/// Whether a name holds that of a person and goes on behind it: of two characters at its beginning, longer ones anywhere.
fn holds_person(name: &str, people: &HashSet<&str>) -> bool {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let held = |from: usize, letters: usize| {
        ends.get(from + letters).is_some_and(|&to| people.contains(&name[ends[from]..to]))
    };
    (0..ends.len())
        .any(|from| PERSON.filter(|letters| from == 0 || letters > PERSON.start()).any(|letters| held(from, letters)))
}

/// Where in the name of `unit` its lines meet, in bytes; nowhere where the name is not just what is printed.
fn breaks(text: &str, unit: &Unit) -> Vec<usize> {
    let mut name = String::new();
    let mut breaks = Vec::new();
    for span in &unit.spans {
        breaks.push(name.len());
        name.extend(span.of(text).chars().filter(|&c| !is_space(c)));
    }
    if name == unit.name { breaks.split_off(1) } else { Vec::new() }
}

/// The beginnings and ends of names that stand more than once.
struct Pieces<'a> {
    whole: HashSet<&'a str>,
    beginnings: HashSet<&'a str>,
    ends: HashSet<&'a str>,
}

impl<'a> Pieces<'a> {
    fn of(counts: &HashMap<&'a str, usize>) -> Self {
        let short = |name: &&str| name.chars().count() <= LONGEST_UNIT;
        let whole: HashSet<&str> =
            counts.iter().filter(|&(_, &count)| count > 1).map(|(&name, _)| name).filter(short).collect();
        let cuts = |name: &'a str| name.char_indices().skip(1).map(move |(at, _)| name.split_at(at));
        let beginnings = whole.iter().flat_map(|name| cuts(name)).map(|(front, _)| front).collect();
        let ends = whole.iter().flat_map(|name| cuts(name)).map(|(_, back)| back).collect();
        Self { whole, beginnings, ends }
    }

    /// Whether `name`, of which lines meet at `breaks`, begins there as another name does or ends as one does: whoever stands
    /// once and is broken just where it leaves the words of a known one is rather put together from two.
    fn meet(&self, name: &str, breaks: Vec<usize>) -> bool {
        breaks.into_iter().map(|at| name.split_at(at)).any(|(front, back)| {
            self.beginnings.contains(front) && front.chars().count() > 1
                || self.ends.contains(back) && back.chars().count() >= SHORT_ENDING && !is_placed(back)
        })
    }

    /// Whether `name` is two whole names, or the beginning of one and the end of another that meet where no name of its
    /// own would: in a bracket, before the end of a list, before a place, or with a long end that is no whole name.
    fn make(&self, name: &str) -> bool {
        name.char_indices().skip(1).map(|(at, _)| name.split_at(at)).any(|(front, back)| {
            if self.whole.contains(front) {
                return self.whole.contains(back) || back.starts_with('等');
            }
            // 市铁区（高新区、南湖）管委会: no other name has just this end, with its bracket, behind other words.
            if back.contains(OPENING) && self.ends.contains(back) && !is_placed(back) && !is_collective(name) {
                return true;
            }
            if !self.beginnings.contains(front) {
                return false;
            }
            let (front_letters, back_letters) = (front.chars().count(), back.chars().count());
            if self.whole.contains(back) {
                return is_placed(front) && is_placed(back) && front_letters > 1;
            }
            let in_bracket = || front.matches(OPENING).count() > front.matches(['）', ')']).count();
            self.ends.contains(back)
                && (back_letters >= LONG_ENDING && !is_collective(front)
                    || in_bracket() && (back_letters >= LONG_IN_BRACKET || front_letters >= LONG_ENDING))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::Span;
    use crate::model::{Person, UnitRole};

    fn found(rows: &[&[&str]], people: &[&str]) -> Vec<(&'static str, Vec<usize>)> {
        let unit = |name: &&str| Unit {
            name: (*name).to_owned(),
            role: UnitRole::Responsible,
            aliases: Vec::new(),
            spans: Vec::new(),
        };
        let person = |name: &&str| Person { name: (*name).to_owned(), title: None, spans: Vec::new() };
        let task = |names: &&[&str]| Task {
            units: names.iter().map(unit).collect(),
            leaders: people.iter().map(person).collect(),
            ..Task::default()
        };
        let mut found = Vec::new();
        names("", &rows.iter().map(task).collect::<Vec<_>>(), &mut found);
        found.into_iter().map(|finding| (finding.code, finding.tasks)).collect()
    }

    #[test]
    fn sentences_and_bare_endings_are_no_units() {
        assert_eq!(found(&[&["植树。市林业局"], &["局"]], &[]), [("unit-odd", vec![0]), ("unit-odd", vec![1])]);
        assert_eq!(found(&[&["市“三河共治”办"]], &[]), []);
    }

    #[test]
    fn names_cut_off_at_either_end_are_found() {
        assert_eq!(found(&[&["市水"], &["市水利局"], &["市水利局"]], &[]), [("unit-cut", vec![0])]);
        assert_eq!(found(&[&["各县"], &["各县（市、区）政府"]], &[]), [("unit-cut", vec![0])]);
        assert_eq!(found(&[&["河道管理中心"], &["青屿县河道管理中心"]], &[]), [("unit-cut", vec![0])]);
        assert_eq!(found(&[&["市委"], &["市委办"], &["团市委"]], &[]), []);
        assert_eq!(found(&[&["市政府办公室"], &["市政府办公室（市外事办）"]], &[]), []);
    }

    #[test]
    fn what_is_no_name_is_cut_off_however_often() {
        assert_eq!(
            found(&[&["市治堵"], &["市治堵"], &["市治堵办"]], &[]),
            [("unit-cut", vec![0]), ("unit-cut", vec![1])]
        );
        assert_eq!(found(&[&["青屿经开区管委"], &["青屿经开区管委"], &["青屿经开区管委会"]], &[]).len(), 2);
    }

    #[test]
    fn what_closes_a_notice_and_what_is_misread_is_no_unit() {
        for name in
            ["市建设局青屿市人民政府办公室", "市建设局（此件公开发布）", "台1", "形成湾区六大产业体系", "巿林业局"]
        {
            assert_eq!(found(&[&[name]], &[]), [("unit-odd", vec![0])], "{name}");
        }
        assert_eq!(found(&[&["市人民政府办公室", "市残联", "青屿海关"]], &[]), []);
    }

    #[test]
    fn an_end_with_a_bracket_belongs_to_one_name() {
        let whole = "青屿湾集聚区（高新区、南湖）管委会";
        assert_eq!(found(&[&[whole], &[whole], &["市铁区（高新区、南湖）管委会"]], &[]), [("unit-joined", vec![2])]);
        assert_eq!(found(&[&["有关乡镇（街道）"], &["有关乡镇（街道）"], &["各乡镇（街道）"]], &[]), []);
    }

    #[test]
    fn a_name_on_a_line_behind_a_closed_list_is_found() {
        let behind = |text: &str| {
            let span = |name: &str| text.find(name).map(|at| Span::new(at, at + name.len())).expect("in the text");
            behind_list(text, &[span("市水利局"), span(text.split('\n').next_back().unwrap_or_default())])
        };
        assert!(behind("市水利局等\n青屿市人民政府办公室").is_some());
        assert!(behind("市水利局等\n各县政府").is_none());
        assert!(behind("市水利局、\n青屿海关").is_none());
    }

    #[test]
    fn names_that_hold_a_person_or_govern_no_place_are_found() {
        assert_eq!(found(&[&["市何思远市林业局"]], &["何思远"]), [("unit-joined", vec![0])]);
        assert_eq!(found(&[&["市林业政府"]], &[]), [("unit-odd", vec![0])]);
        assert_eq!(found(&[&["常务副县长县林业局"]], &[]), [("unit-odd", vec![0])]);
        assert_eq!(found(&[&["各县（市、区）政府", "属地政府", "市人民政府"]], &[]), []);
    }

    #[test]
    fn a_name_broken_where_it_leaves_a_known_one_is_found() {
        let text = "市水务集团，市水⏎贸中心";
        let at = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len())).expect("in the text");
        let broken = Unit {
            name: "市水贸中心".into(),
            role: UnitRole::Responsible,
            aliases: Vec::new(),
            spans: vec![Span::new(text.rfind("市水").unwrap(), text.rfind('⏎').unwrap()), at("贸中心")],
        };
        let whole = Unit { name: "市水务集团".into(), spans: vec![at("市水务集团")], ..broken.clone() };
        let rows = [vec![whole.clone()], vec![whole], vec![broken]];
        let rows: Vec<Task> = rows.into_iter().map(|units| Task { units, ..Task::default() }).collect();
        let mut found = Vec::new();
        names(text, &rows, &mut found);
        assert_eq!(
            found.into_iter().map(|finding| (finding.code, finding.tasks)).collect::<Vec<_>>(),
            [("unit-joined", vec![2])]
        );
    }

    #[test]
    fn a_list_of_which_only_its_usual_end_is_left_is_found() {
        let whole: &[&str] = &["市水利局", "各县（市、区）政府"];
        let mut rows = vec![whole; 24];
        rows.push(&["各县（市、区）政府"]);
        assert_eq!(found(&rows, &[]), [("unit-list-headless", vec![24])]);
        rows.push(&["各县（市、区）政府"]);
        assert_eq!(found(&rows, &[]), []);
    }

    #[test]
    fn names_put_together_from_two_are_found() {
        let rows: &[&[&str]] = &[
            &["各县（市、心）管委会"],
            &["各县（市、区）政府", "青屿新城（高新区、绿心）管委会"],
            &["各县（市、区）政府", "青屿新城（高新区、绿心）管委会"],
            &["市水利局市林业局"],
            &["市水利局", "市林业局"],
            &["市水利局", "市林业局"],
        ];
        assert_eq!(found(rows, &[]), [("unit-joined", vec![0]), ("unit-joined", vec![3])]);
        assert_eq!(found(&[&["柳青市水利局"], &["市水利局"]], &["柳青"]), [("unit-joined", vec![0])]);
        let rows: &[&[&str]] = &[&["市河道管市水利局"], &["市水利局", "市河道管理处"], &["市水利局", "市河道管理处"]];
        assert_eq!(found(rows, &[]), [("unit-joined", vec![0])]);
        // A unit of its own may share its beginning with one and its end with another.
        let rows: &[&[&str]] = &[&["市交通集团"], &["市交通运输局", "市水务集团"], &["市交通运输局", "市水务集团"]];
        assert_eq!(found(rows, &[]), []);
    }
}
