//! What a list of units holds (FORMS.md, What a list of units can hold).

use std::ops::Range;

use super::glyphs::{self, Gap, Glyph};
use super::labels;
use crate::Span;
use crate::lexicon::units::Area;
use crate::lexicon::{roles, units};
use crate::model::{Unit, UnitRole};
use crate::text::{is_han, is_letter};

/// A list of units as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UnitList {
    /// The units in order.
    pub units: Vec<Unit>,
    /// The list ends in 等.
    pub open_ended: bool,
}

/// Reads a list of units that is broken into `pieces` of `text` (lines of a cell, or one clause). Every unit gets
/// `role` unless a mark (`*`, ★), a label (`配合单位：`) or a verb (`甲局牵头`) gives it another.
pub(crate) fn read(text: &str, pieces: &[Span], role: UnitRole) -> UnitList {
    let run = glyphs::run(text, pieces);
    let partners = glyphs::brackets(&run);
    let mut list = UnitList::default();
    let mut read = |range: Range<usize>, role| {
        if let Some((run, role)) = run.get(range).zip(role) {
            read_group(run, role, &mut list);
        }
    };
    // What is read next begins here, and has this role.
    let (mut start, mut current) = (0, Some(role));
    // 甲局（配合单位：乙局）、丙局: where the bracket around a label closes, and the role before it, which goes on then.
    let mut aside: Option<(usize, Option<UnitRole>)> = None;
    for label in labels::find(&run) {
        if let Some((close, before)) = aside.take_if(|(close, _)| *close < label.end) {
            read(start..close, current);
            (start, current) = (close + 1, before);
        }
        let open = label.start.checked_sub(1).filter(|&at| partners[at] >= Some(label.end));
        read(start..open.unwrap_or(label.start), current);
        aside = aside.or(open.and_then(|at| Some((partners[at]?, current))));
        (start, current) = (label.end, roles::role_of(label.column));
    }
    if let Some((close, before)) = aside {
        read(start..close, current);
        (start, current) = (close + 1, before);
    }
    read(start..run.len(), current);
    list
}

/// A name in the list, before shorthand is expanded.
struct Item<'a> {
    name: &'a [Glyph],
    /// A role of its own, which no verb changes.
    role: Option<UnitRole>,
    /// The role that the verb after it gives.
    verb: Option<UnitRole>,
    /// Number of the statement it stands in: shorthand does not reach over ；.
    sentence: usize,
}

/// Reads the units between two labels and says whether a verb gave any of them its role.
pub(super) fn read_group(run: &[Glyph], role: UnitRole, list: &mut UnitList) -> bool {
    let mut items: Vec<Item> = Vec::new();
    // Names up to here have their verb.
    let mut settled = 0;
    let mut said = false;
    let mut sentence = 0;
    let partners = glyphs::brackets(run);
    let (mut at, mut start) = (0, 0);
    // Where a bracket closes whose units have a verb of their own.
    let mut inner = None;
    let mut separated = false;
    let mut parts = Vec::new();
    while at <= run.len() {
        let key = run.get(at).map(|glyph| glyph.key);
        if matches!(key, None | Some('、' | ',' | ';' | '.' | '\u{ff64}')) {
            parts.push((start..at, key));
            separated |= key.is_some() && at + 1 < run.len();
            start = at + 1;
        } else if at > start && (unsigned_seam(run, start, at) || joined(run, start, at)) {
            parts.push((start..at, None));
            start = at;
        } else if inner == Some(at) {
            parts.push((start..at, key));
            (start, inner) = (at + 1, None);
        } else if let Some(close) = partners[at] {
            if inner.is_none() && names_with_verb(&run[at + 1..close]) {
                parts.push((start..at, key));
                start = at + 1;
                inner = Some(close);
            } else {
                at = close;
            }
        }
        at += 1;
    }
    for (range, end) in parts {
        let Part { name, role, verb } = peel(&run[range]);
        let first = items.len();
        if name.is_empty() {
            // `甲局、乙局，按职责分工负责`: a verb on its own.
        } else {
            list.open_ended |= split(name, separated, &mut |name| {
                items.push(Item { name, role: None, verb: None, sentence });
            });
        }
        // A mark is for the name that it stands beside: ★甲局 乙局.
        let marked = match role {
            Some((_, Beside::First)) => items.get_mut(first),
            _ => items[first..].last_mut(),
        };
        if let Some((item, (role, _))) = marked.zip(role) {
            item.role = Some(role);
        }
        if verb.is_some() {
            said = true;
            items[settled..].iter_mut().for_each(|item| item.verb = verb);
            settled = items.len();
        }
        if let Some('(' | '[' | ')' | ']') = end {
            settled = items.len();
        }
        sentence += usize::from(matches!(end, Some(';' | '.' | '(' | '[' | ')' | ']')));
    }
    let suffixes = shorthand(&items);
    for (item, suffix) in items.iter().zip(suffixes) {
        let mut name = glyphs::word(item.name);
        let mut spans = glyphs::spans(item.name);
        if let Some(suffix) = suffix {
            name.push_str(&glyphs::word(suffix));
            spans.extend(glyphs::spans(suffix));
        }
        let role = item.role.or(item.verb).unwrap_or(role);
        list.units.push(Unit { aliases: aliases(item.name), name, role, spans });
    }
    said
}

/// Whether a new name begins at `at` though no sign stands there: 甲局会同乙局负责, 甲局牵头市乙局配合.
fn unsigned_seam(run: &[Glyph], start: usize, at: usize) -> bool {
    let before = || glyphs::keys(&run[start.max(at.saturating_sub(LONGEST_NAME))..at]);
    let acts = |words: &str| roles::verb_at_end(words).is_some_and(|(_, left)| units::ends_like_unit(&words[..left]));
    if glyphs::starts_with(&run[at..], "会同") {
        let before = before();
        return units::ends_like_unit(&before) || acts(&before);
    }
    run[at - 1].key == '头'
        && units::begins_like_unit(&glyphs::keys(&run[at..run.len().min(at + 2)]))
        && acts(&before())
}

/// Whether a word or sign that joins two names stands at `at`: 甲局和乙局, 甲局以及各县政府, 甲局/乙局. With a collective name
/// they are one as printed: 银保监会及各地区, 省有关部门和各市.
fn joined(run: &[Glyph], start: usize, at: usize) -> bool {
    let length = match run[at].key {
        '以' if glyphs::starts_with(&run[at..], "以及") => 2,
        '和' | '及' | '与' | '/' | '+' => 1,
        _ => return false,
    };
    let after = &run[at + length..run.len().min(at + length + LONGEST_NAME)];
    let end = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.' | '/' | '+');
    let after = glyphs::keys(&after[..after.iter().position(end).unwrap_or(after.len())]);
    let after = roles::verb_at_end(&after).map_or(after.as_str(), |(_, left)| &after[..left]);
    let collective = |name: &str| ["各", "有关", "相关"].iter().any(|all| name.contains(all));
    let kept = |name: &str| length == 1 && is_han(run[at].c) && collective(name);
    units::begins_like_unit(after) && units::is_unit(after.trim_end_matches('等')) && !kept(after) && {
        let before = glyphs::keys(&run[start.max(at.saturating_sub(LONGEST_NAME))..at]);
        units::ends_like_unit(&before) && !kept(&before)
    }
}

/// Whether a bracket behind a name says what others do: 甲局（乙局、丙局配合）. 乙局负责 alone would be no more than which part of
/// 甲局 does.
fn names_with_verb(inner: &[Glyph]) -> bool {
    let words = glyphs::keys(inner);
    roles::verb_at_end(&words)
        .is_some_and(|(role, left)| role != UnitRole::Responsible && units::ends_like_unit(&words[..left]))
}

/// A stretch between separators without what is no part of names.
struct Part<'a> {
    name: &'a [Glyph],
    /// The role that a mark or a bracket gives, and the name that it stands beside.
    role: Option<(UnitRole, Beside)>,
    verb: Option<UnitRole>,
}

/// Which of several names in a stretch a mark belongs to.
#[derive(Clone, Copy)]
enum Beside {
    First,
    Last,
}

/// Takes marks, brackets that say the role, leading 由 and the verb off a stretch between separators.
fn peel(mut run: &[Glyph]) -> Part<'_> {
    let mut role = None;
    let mut verb = None;
    loop {
        let before = run.len();
        while let [first, rest @ ..] = run
            && (is_mark(first.key) || matches!(first.key, ':' | '-' | '·' | '>' | ' ' | '/' | '+'))
        {
            role = if is_mark(first.key) { Some((UnitRole::Lead, Beside::First)) } else { role };
            run = rest;
        }
        while let [rest @ .., last] = run
            && (is_mark(last.key) || last.key == ':')
        {
            role = if is_mark(last.key) { Some((UnitRole::Lead, Beside::Last)) } else { role };
            run = rest;
        }
        run = &run[item_number(run)..];
        for word in ["会同", "以及", "由", "和", "及", "与", "并"] {
            let count = word.chars().count();
            // 和平街道 is a name.
            let joins = || word != "和" || units::begins_like_unit(&glyphs::keys(&run[1..run.len().min(4)]));
            if glyphs::starts_with(run, word) && run.len() > count + 1 && joins() {
                run = &run[count..];
            }
        }
        if let Some((open, inner)) = last_bracket(run)
            && open > 0
            && let Some(found) = role_in_bracket(inner)
        {
            role = Some((found, Beside::Last));
            run = &run[..open];
        }
        // Verbs are looked for once: 市推进办 after 负责 is a name.
        if verb.is_none() && run.last().is_some_and(|last| roles::may_end_verb(last.key)) {
            let head = run.len().saturating_sub(LONGEST_VERB);
            let words = glyphs::keys(&run[head..]);
            if let Some((found, left)) = roles::verb_at_end(&words) {
                verb = Some(found);
                run = &run[..head + words[..left].chars().count()];
            }
        }
        if run.len() == before {
            return Part { name: run, role, verb };
        }
    }
}

/// Longest verb with its adverbs that is looked for, in characters: 根据职责分工分别负责组织实施 has fourteen.
const LONGEST_VERB: usize = 24;

/// Most lines of a narrow cell that a name is broken over.
const MOST_LINES: usize = 3;

/// Longest name that is looked at when white space or 等 may part units, in characters.
const LONGEST_NAME: usize = 40;

/// How many characters the number in brackets or a circle takes that counts a unit: （1）甲局 ②乙局.
fn item_number(run: &[Glyph]) -> usize {
    if matches!(run, [first, _, ..] if matches!(first.c, '①'..='⑳')) {
        return 1;
    }
    let inner = run.iter().skip(1).take_while(|glyph| glyph.key.is_ascii_digit()).count();
    let closed = run.len() > inner + 2 && run[0].key == '(' && run[inner + 1].key == ')';
    if closed && inner > 0 { inner + 2 } else { 0 }
}

/// A mark that makes its unit the lead.
fn is_mark(key: char) -> bool {
    matches!(key, '*' | '★' | '☆' | '▲' | '△' | '●' | '※' | '◆')
}

/// The bracket that a run ends with: where it opens, and what it holds.
fn last_bracket(run: &[Glyph]) -> Option<(usize, &[Glyph])> {
    if !matches!(run.last()?.key, ')' | ']') {
        return None;
    }
    let open = run.iter().rposition(|glyph| matches!(glyph.key, '(' | '['))?;
    Some((open, &run[open + 1..run.len() - 1]))
}

fn role_in_bracket(inner: &[Glyph]) -> Option<UnitRole> {
    let words = glyphs::keys(inner);
    match roles::verb_at_end(&words) {
        Some((role, 0)) => Some(role),
        _ => roles::label(&words).and_then(roles::role_of),
    }
}

/// What 等 closes without naming anyone.
const UNNAMED: &[&str] = &["部门", "单位", "部门和单位", "部门单位", "地", "地方", "有关方面", "机构"];

/// Splits a stretch between separators where 等 or white space does, hands each name to `push` and says whether 等
/// leaves the list open.
fn split<'a>(run: &'a [Glyph], separated: bool, push: &mut impl FnMut(&'a [Glyph])) -> bool {
    let mut open_ended = false;
    let mut rest = run;
    if let Some(at) = closing(run) {
        let (names, after) = (&run[..at], &run[at + 1..]);
        split_spaces(names, separated, push);
        let words = glyphs::keys(after);
        // 等8个部门, 等部门.
        let counted =
            words.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十多余家个".contains(c));
        if counted.is_empty() || UNNAMED.contains(&counted) {
            return true;
        }
        rest = after;
        // 等部门和各县政府: the list stays open and one more unit follows.
        for word in ["部门和", "部门及", "部门以及", "部门与", "单位和", "单位及", "单位以及", "单位与"]
        {
            if glyphs::starts_with(rest, word) {
                rest = &rest[word.chars().count()..];
                open_ended = true;
            }
        }
    }
    split_spaces(rest, separated, push);
    open_ended
}

/// The 等 that closes the names before it. In 高等学校 or 中等专业学校 it is part of a word.
fn closing(run: &[Glyph]) -> Option<usize> {
    (1..run.len()).rev().find(|&at| {
        run[at].key == '等' && {
            let before = glyphs::keys(&run[at.saturating_sub(LONGEST_NAME)..at]);
            at + 1 == run.len() && !before.ends_with(['高', '平', '优', '同']) || units::ends_like_unit(&before)
        }
    })
}

/// Splits a stretch at white space where units evidently stand on both sides. In a list that prints its separators
/// (`separated`) white space is mostly a wrapped line or an accident, and more is asked of the right side.
fn split_spaces<'a>(run: &'a [Glyph], separated: bool, push: &mut impl FnMut(&'a [Glyph])) {
    let mut start = 0;
    for at in 1..run.len() {
        if run[at].gap != Gap::None {
            let left = glyphs::keys(&run[start.max(at.saturating_sub(LONGEST_NAME))..at]);
            // The name that follows may be broken over lines itself.
            let gaps = (at + 1..run.len()).filter(|&end| run[end].gap != Gap::None);
            let mut ends = gaps.chain([run.len()]).take(MOST_LINES);
            if ends.any(|end| parts_units(&left, &glyphs::keys(&run[at..end]), separated)) {
                push(&run[start..at]);
                start = at;
            }
        }
    }
    if start < run.len() && run[start..].iter().any(|glyph| is_letter(glyph.c)) {
        push(&run[start..]);
    }
}

/// Whether white space between these two parts two units.
fn parts_units(left: &str, right: &str, separated: bool) -> bool {
    let long = |word: &str| word.chars().count() >= 3;
    if !long(left) || !long(right) || right.starts_with('(') || !units::is_unit(right) || units::is_ending(right) {
        return false;
    }
    // 国务院 | 相关部门: a collective word may as well go on with the name before it.
    let fresh = units::begins_like_unit(right) && !right.starts_with(['相', '有', '其']);
    if units::area(left).is_some() {
        // 柳镇 桥镇: alike; but 临江市 教育局 is one name.
        return !separated && left.chars().next_back() == right.chars().next_back();
    }
    units::ends_like_unit(left) && (fresh || !separated)
}

/// What shorthand leaves out of each name: in 甲区、乙区政府 the 政府 of the second belongs to the first too.
fn shorthand<'a>(items: &[Item<'a>]) -> Vec<Option<&'a [Glyph]>> {
    let mut suffixes = vec![None; items.len()];
    let mut ahead = None;
    for (at, item) in items.iter().enumerate().rev() {
        let words = glyphs::keys(item.name);
        if let Some((core, area)) = units::authority(&words) {
            ahead = Some((&item.name[core.chars().count()..], area, item.sentence));
        } else if let Some((suffix, area, sentence)) = ahead
            && sentence == item.sentence
            && units::area(&words) == Some(area)
        {
            suffixes[at] = Some(suffix);
        } else if let Some((suffix, Area::Local, sentence)) = ahead
            && sentence == item.sentence
            && is_bare_place(&words)
            && let Some(area) = items.get(at + 1).and_then(|next| local_suffix(next.name, suffix))
        {
            suffixes[at] = Some(area);
            ahead = Some((area, Area::Local, sentence));
        } else {
            ahead = None;
        }
    }
    suffixes
}

/// Whether a name can be a place without the word for its kind: 甲 in 甲、乙市政府.
fn is_bare_place(words: &str) -> bool {
    (2..=3).contains(&words.chars().count()) && !units::is_unit(words) && !units::begins_like_unit(words)
}

/// 市政府 of 乙市政府, with the word for the kind of place; where the name has lost it to shorthand itself, what it was
/// given.
fn local_suffix<'a>(name: &'a [Glyph], suffix: &'a [Glyph]) -> Option<&'a [Glyph]> {
    if is_bare_place(&glyphs::keys(name)) {
        return Some(suffix);
    }
    let core = name.len().checked_sub(suffix.len())?;
    (core > 2 && glyphs::keys(&name[core..]) == glyphs::keys(suffix)).then(|| &name[core - 1..])
}

/// Organisations named in the bracket after a name: its former or second name.
fn aliases(name: &[Glyph]) -> Vec<String> {
    let Some((_, inner)) = last_bracket(name) else { return Vec::new() };
    let names: Vec<&[Glyph]> = inner.split(|glyph| matches!(glyph.key, '、' | ',')).collect();
    let organisation = |name: &[Glyph]| {
        let words = glyphs::keys(name);
        // （含开发区管委会） says how far the name reaches.
        let part = words.starts_with(['含', '除', '不']) || words.starts_with("包括");
        name.len() >= 3 && !part && units::is_unit(&words) && !units::is_ending(&words) && units::area(&words).is_none()
    };
    if names.iter().all(|name| organisation(name)) { names.into_iter().map(glyphs::word).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of a list, leads marked with `*`, supporting units with `+`, an open list with `…`.
    fn names(text: &str) -> String {
        let list = read(text, &[Span::new(0, text.len())], UnitRole::Responsible);
        for unit in &list.units {
            assert_eq!(unit.name, crate::text::join_squeezed(text, &unit.spans), "spans of {text}");
        }
        let mark = |role| match role {
            UnitRole::Lead => "*",
            UnitRole::Support => "+",
            UnitRole::Responsible => "",
        };
        let mut all: Vec<String> = list.units.iter().map(|unit| mark(unit.role).to_owned() + &unit.name).collect();
        all.extend(list.open_ended.then(|| "…".to_owned()));
        all.join(" ")
    }

    #[test]
    fn separators_and_white_space_part_units() {
        for text in [
            "市林草局、市水利局，县文旅局",
            "市林草局;市水利局；县文旅局。",
            "市林草局 市水利局
县文旅局",
            "市林草局、市水利局
县文旅局",
        ] {
            assert_eq!(names(text), "市林草局 市水利局 县文旅局", "{text}");
        }
        assert_eq!(names("云溪镇 石桥镇"), "云溪镇 石桥镇");
        assert_eq!(names("市 林 草 局、市水利局"), "市林草局 市水利局");
    }

    #[test]
    fn a_name_broken_over_lines_is_one_name() {
        assert_eq!(
            names(
                "市林草局、市自然资源
和规划局、云溪湾集聚
区（高新区、
绿洲）管委会"
            ),
            "市林草局 市自然资源和规划局 云溪湾集聚区（高新区、绿洲）管委会"
        );
        assert_eq!(
            names(
                "各县（市、
区）政府、云州 海关"
            ),
            "各县（市、区）政府 云州海关"
        );
        assert_eq!(names("临江市 教育局"), "临江市教育局");
        assert_eq!(names("县住建局\n县综合\n执法局"), "县住建局 县综合执法局");
        assert_eq!(
            names("县住建局、县综合\n执法局\n县自然资源\n和规划\n局"),
            "县住建局 县综合执法局 县自然资源和规划局"
        );
    }

    #[test]
    fn deng_closes_a_list_or_joins_a_collective_unit() {
        for (text, read) in [
            ("市林草局、市水利局等", "市林草局 市水利局 …"),
            ("市林草局等，各县（市、区）政府", "市林草局 各县（市、区）政府 …"),
            ("市林草局等市级相关部门", "市林草局 市级相关部门"),
            ("市林草局、市水利局等部门负责", "市林草局 市水利局 …"),
            ("市林草局等8个单位", "市林草局 …"),
            ("市林草局等部门和各县政府", "市林草局 各县政府 …"),
            ("市林草局、云州高等专科学校", "市林草局 云州高等专科学校"),
            ("国务院相关部门及各地区", "国务院相关部门及各地区"),
        ] {
            assert_eq!(names(text), read, "{text}");
        }
    }

    #[test]
    fn shorthand_is_expanded_between_areas_of_one_kind() {
        for (text, read) in [
            ("云溪区、石桥区政府", "云溪区政府 石桥区政府"),
            ("云溪县、石桥区、河口市人民政府", "云溪县人民政府 石桥区人民政府 河口市人民政府"),
            ("各市、县（区）人民政府", "各市人民政府 县（区）人民政府"),
            ("云溪开发区、石桥新区管委会", "云溪开发区管委会 石桥新区管委会"),
            ("云溪区、市财政局", "云溪区 市财政局"),
            ("云溪区；石桥区政府", "云溪区 石桥区政府"),
            ("柳溪镇、北桥镇", "柳溪镇 北桥镇"),
            ("市教育局、市财政局", "市教育局 市财政局"),
            ("云溪、石桥、河口市政府", "云溪市政府 石桥市政府 河口市政府"),
            ("市教育局，云溪、石桥市政府", "市教育局 云溪市政府 石桥市政府"),
            ("云溪区、滨海新区管委会", "云溪区 滨海新区管委会"),
        ] {
            assert_eq!(names(text), read, "{text}");
        }
    }

    #[test]
    fn marks_verbs_and_labels_give_roles() {
        for (text, read) in [
            ("*市林草局、市水利局", "*市林草局 市水利局"),
            ("★市林草局，市水利局★", "*市林草局 *市水利局"),
            ("▲市林草局、市水利局", "*市林草局 市水利局"),
            ("市林草局（牵头）、市水利局（配合）、市残联", "*市林草局 +市水利局 市残联"),
            ("牵头：市林草局；配合：市水利局、市残联", "*市林草局 +市水利局 +市残联"),
            ("市林草局、市水利局牵头，市残联配合", "*市林草局 *市水利局 +市残联"),
            ("由市林草局牵头负责，各乡镇（街道）按职责分工落实", "*市林草局 各乡镇（街道）"),
            ("市林草局牵头，会同市水利局", "*市林草局 市水利局"),
            ("市林草局、市水利局，按职责分工负责", "市林草局 市水利局"),
            ("市林草局会同市水利局、市残联负责", "市林草局 市水利局 市残联"),
            ("市林草局牵头会同市水利局负责", "*市林草局 市水利局"),
            ("市林草局牵头市水利局配合", "*市林草局 +市水利局"),
            (
                "市林草局（市水利局、市残联配合）、市体育局（市总工会配合）、市医保局",
                "市林草局 +市水利局 +市残联 市体育局 +市总工会 市医保局",
            ),
            ("市林草局、市水利局（市残联牵头）；市总工会", "市林草局 市水利局 *市残联 市总工会"),
            ("市林草局（配合单位：市水利局、市残联）、市总工会", "市林草局 +市水利局 +市残联 市总工会"),
            ("牵头：市林草局（配合：市水利局）、市残联；责任：市总工会", "*市林草局 +市水利局 *市残联 市总工会"),
            ("（牵头单位：市林草局；配合单位：市水利局）", "*市林草局 +市水利局"),
            ("市公安局（消防支队负责）", "市公安局（消防支队负责）"),
            (
                "牵头单位：市林草局
责任单位：市水利局",
                "*市林草局 市水利局",
            ),
        ] {
            assert_eq!(names(text), read, "{text}");
        }
    }

    #[test]
    fn a_second_name_stays_in_the_name_and_is_an_alias() {
        let text = "市发改委（市物价局）、市公安局（消防）、云溪医疗中心(集团)、乡镇(街道)";
        let list = read(text, &[Span::new(0, text.len())], UnitRole::Responsible);
        let read: Vec<_> = list.units.iter().map(|unit| (unit.name.as_str(), unit.aliases.join(" "))).collect();
        let expected = [
            ("市发改委（市物价局）", "市物价局"),
            ("市公安局（消防）", ""),
            ("云溪医疗中心(集团)", ""),
            ("乡镇(街道)", ""),
        ];
        assert_eq!(read, expected.map(|(name, alias)| (name, alias.to_owned())));
    }

    #[test]
    fn cells_without_a_name_give_no_unit() {
        for text in ["", "—", " / ", "、，；"] {
            assert_eq!(names(text), "", "{text}");
        }
    }
}
