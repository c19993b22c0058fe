//! Rules that a notice states once for every row (FORMS.md, Rules that a notice states once).

use super::segments::Marks;
use crate::Span;
use crate::lexicon::affixes::{Beginnings, beginnings};
use crate::model::{Rule, RuleKind, SegmentRole, Task, UnitRole};
use crate::order;
use crate::text::{fold, is_blank, is_space, last};

/// Words that say what a mark or a place in a list makes of a unit: 为牵头单位, 表示牵头单位.
const COPULAS: &[&str] = &["为", "為", "是", "系", "即", "表示", "代表", "指"];

/// Marks of a lead unit.
const MARKS: &[&str] = &["*", "★", "☆", "▲", "△", "●", "※", "◆", "星号", "五角星", "黑体", "加粗"];

/// How the first place in a list is named.
const FIRSTS: &[&str] = &[
    "第一位",
    "首位",
    "第一个",
    "首个",
    "名第一",
    "排第一",
    "列第一",
    "第一名",
    "最前",
    "第一家",
    "第一责任单位",
    "首家",
    "第1位",
    "排首",
    "列首",
    "打头",
];

/// How a notice says that no lead is named.
const NO_LEAD: &[&str] = &[
    "无牵头",
    "無牽頭",
    "没有牵头",
    "未明确牵头",
    "没有明确牵头",
    "未标牵头",
    "未标明牵头",
    "未标注牵头",
    "未注明牵头",
    "未列牵头",
    "未列出牵头",
    "未设牵头",
    "未确定牵头",
    "未指定牵头",
    "没有标明牵头",
    "不设牵头",
    "未单列牵头",
];

/// Whom a rule for all rows concerns.
const EVERYONE: &[&str] =
    &["各县", "各区", "各市", "各乡", "各镇", "各地", "各街道", "各级", "县(市、区)", "均涉及", "均为", "均由", "均需"];

/// How a change of office is named.
const CHANGES: &[&str] = &["变动", "调整", "变更", "调动", "调离", "更替", "變動"];
const OFFICES: &[&str] = &["领导", "责任人", "职务", "人员", "负责人", "分工", "領導"];

/// What the words that state a rule are about.
#[derive(Clone, Copy)]
enum Cue {
    /// Who leads.
    Lead,
    /// What is not printed with each row.
    NotListed,
    /// Who follows someone in office.
    Successor,
}

/// The words that state a rule.
static CUES: Beginnings<Cue> = beginnings![
    "牵头" => Cue::Lead,
    "牽頭" => Cue::Lead,
    "主办单位" => Cue::Lead,
    "不再单独列" => Cue::NotListed,
    "不再一一列" => Cue::NotListed,
    "不再逐一列" => Cue::NotListed,
    "不再逐项列" => Cue::NotListed,
    "不再另行列" => Cue::NotListed,
    "不再重复列" => Cue::NotListed,
    "不再列" => Cue::NotListed,
    "不单独列" => Cue::NotListed,
    "不一一列" => Cue::NotListed,
    "不逐一列" => Cue::NotListed,
    "不再单独标" => Cue::NotListed,
    "不再一一标" => Cue::NotListed,
    "不再逐一标" => Cue::NotListed,
    "不再单独注" => Cue::NotListed,
    "不再一一注" => Cue::NotListed,
    "不再逐项注" => Cue::NotListed,
    "未一一列" => Cue::NotListed,
    "未单独列" => Cue::NotListed,
    "未逐一列" => Cue::NotListed,
    "不另列" => Cue::NotListed,
    "不再單獨列" => Cue::NotListed,
    "继任" => Cue::Successor,
    "接任" => Cue::Successor,
    "接替" => Cue::Successor,
    "新任" => Cue::Successor,
    "继续负责" => Cue::Successor,
    "繼任" => Cue::Successor,
    "顺延" => Cue::Successor,
];

/// Longest clause before the word that states a rule, in characters.
const REACH: usize = 40;

/// Finds the rules in order and paints them.
pub(super) fn read(text: &str, marks: &mut Marks) -> Vec<Rule> {
    let flat = Flat::new(text);
    let mut rules: Vec<Rule> = Vec::new();
    let mut found = Vec::new();
    CUES.all_in(&flat.words).for_each(|(at, (words, cue))| {
        found.extend(match cue {
            Cue::Lead => lead_rule(&flat, at, at + words.len()),
            Cue::NotListed => all_rows(&flat, at, at + words.len()),
            Cue::Successor => successor(&flat, at, at + words.len()),
        });
    });
    order::sort_by_key(&mut found, |&(span, kind)| (span.start, kind as u8));
    for (clause, kind) in found {
        let span = flat.place(clause);
        // One sentence can say 牵头 twice.
        if rules.iter().rev().take(2).any(|rule| rule.span.end > span.start && rule.kind == kind) {
            continue;
        }
        marks.paint(Span::new(note_start(text, span.start), span.end), SegmentRole::Rule);
        rules.push(Rule { kind, text: span.of(text).to_owned(), span });
    }
    rules
}

/// A text without white space, folded to half width, and where it stands in the text.
struct Flat<'a> {
    text: &'a str,
    words: String,
    /// Where a stretch begins that is as long in the words as in the text: its first byte in each.
    places: Vec<(usize, usize)>,
    breaks: Vec<usize>,
}

impl<'a> Flat<'a> {
    fn new(text: &'a str) -> Self {
        let mut flat = Self { text, words: String::with_capacity(text.len()), places: Vec::new(), breaks: Vec::new() };
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let (space, folded) = (is_space(c), fold(c));
            if !space && folded == c {
                continue;
            }
            flat.add(start, at);
            start = at + c.len_utf8();
            if c == '\n' {
                flat.breaks.push(flat.words.len());
            }
            if !space {
                flat.places.push((flat.words.len(), at));
                flat.words.push(folded);
            }
        }
        flat.add(start, text.len());
        flat
    }

    /// Adds a stretch of the text that is the same in the words.
    fn add(&mut self, start: usize, end: usize) {
        if start < end {
            self.places.push((self.words.len(), start));
            self.words.push_str(&self.text[start..end]);
        }
    }

    /// The place in the text of a stretch of the flat words.
    fn place(&self, flat: Span) -> Span {
        match flat.of(&self.words).char_indices().next_back() {
            Some((last, _)) => {
                let last = self.place_of(flat.start + last);
                let end = last + self.text[last..].chars().next().map_or(0, char::len_utf8);
                Span::new(self.place_of(flat.start), end)
            }
            None => Span::default(),
        }
    }

    /// The place in the text of the character at byte `at` of the flat words.
    fn place_of(&self, at: usize) -> usize {
        let (flat, place) = self.places[self.places.partition_point(|&(flat, _)| flat <= at) - 1];
        place + (at - flat)
    }

    /// Up to [`REACH`] characters before `at`, back to a stop.
    fn before(&self, at: usize) -> &str {
        let start = self.words[..at]
            .char_indices()
            .rev()
            .take(REACH)
            .take_while(|&(_, c)| !matches!(c, '.' | ';' | '!'))
            .last()
            .map_or(at, |(start, _)| start);
        &self.words[start..at]
    }

    /// Up to [`REACH`] characters from `at` on, up to a stop.
    fn after(&self, at: usize) -> &str {
        let end = self.words[at..].char_indices().take(REACH).find(|&(_, c)| matches!(c, '.' | ';' | '!')).map_or_else(
            || self.words[at..].char_indices().nth(REACH).map_or(self.words.len(), |(end, _)| at + end),
            |(end, _)| at + end,
        );
        &self.words[at..end]
    }

    /// The clause around `core`: from the stop, comma, bracket or line end before it to the one behind it, a following
    /// 下同 included.
    fn clause(&self, core: Span) -> Span {
        let is_edge = |c: char| matches!(c, '.' | ';' | ',' | '(' | ')' | '[' | ']' | '!' | ':');
        // A clause that goes on beyond reach is cut there, so that a text without any stop stays linear.
        let reach = |(at, c): (usize, char)| at + c.len_utf8();
        let line = self.breaks[..self.breaks.partition_point(|&at| at <= core.start)].last().copied().unwrap_or(0);
        let before = self.words[line..core.start].char_indices().rev().take(REACH);
        let start = line
            + before
                .clone()
                .find(|&(_, c)| is_edge(c))
                .map(reach)
                .or(before.last().map(|(at, _)| at))
                .unwrap_or(core.start - line);
        let next = self.breaks.partition_point(|&at| at < core.end);
        let line = self.breaks.get(next).copied().unwrap_or(self.words.len());
        let mut behind = self.words[core.end..line].char_indices().take(REACH);
        let cut = behind.clone().last().map_or(0, reach);
        let mut end = core.end + behind.find(|&(_, c)| is_edge(c)).map_or(cut, |(at, _)| at);
        for same in [",下同", "、下同", ";下同"] {
            if self.words[end..].starts_with(same) {
                end += same.len();
            }
        }
        Span::new(start, end)
    }
}

/// `words` after its last `needle`s, with where it begins in `words`.
fn last_of<'n>(words: &str, needles: &[&'n str]) -> Option<(usize, &'n str)> {
    needles.iter().filter_map(|needle| last(words, needle).map(|at| (at, *needle))).max_by_key(|&(at, _)| at)
}

fn count(words: &str) -> usize {
    words.chars().count()
}

/// A rule about who leads, from its 牵头 at `lead..after`.
fn lead_rule(flat: &Flat, lead: usize, after: usize) -> Option<(Span, RuleKind)> {
    let before = flat.before(lead);
    let origin = lead - before.len();
    if let Some((verb, copula)) = last_of(before, COPULAS)
        && count(&before[verb + copula.len()..]) <= 5
    {
        let head = &before[..verb];
        let near = |(at, needle): (usize, &str)| count(&head[at + needle.len()..]) <= 14;
        if let Some((at, _)) = last_of(head, NO_LEAD).filter(|_| head.contains("责任") || head.contains("責任")) {
            return Some((flat.clause(Span::new(origin + at, after)), RuleKind::ResponsibleLeads));
        }
        if let Some((at, _)) = last_of(head, MARKS).filter(|&found| near(found)) {
            return Some((flat.clause(Span::new(origin + at, after)), RuleKind::MarkedLeads));
        }
        if let Some((at, _)) = last_of(head, FIRSTS).filter(|&found| near(found)) {
            return Some((flat.clause(Span::new(origin + at, after)), RuleKind::FirstLeads));
        }
    }
    // 列首位的单位牵头, without a verb between.
    if let Some((at, first)) = last_of(before, FIRSTS) {
        let between = &before[at + first.len()..];
        if between.starts_with('的') && count(between) <= 8 && !between.contains(',') {
            return Some((flat.clause(Span::new(origin + at, after)), RuleKind::FirstLeads));
        }
    }
    // The other way round: 牵头单位排在首位, 牵头单位用*标注.
    let behind = flat.after(after);
    let rest = ["责任单位", "单位", "部门"].iter().find_map(|unit| behind.strip_prefix(unit))?;
    let window = rest.char_indices().nth(12).map_or(rest, |(end, _)| &rest[..end]);
    let kinds = [
        (FIRSTS, &["为", "是", "列", "排", "居", "在", "位"][..], RuleKind::FirstLeads),
        (MARKS, &["用", "以", "加", "带", "标", "打", "前", "后", "名称"][..], RuleKind::MarkedLeads),
    ];
    kinds.into_iter().find_map(|(needles, openings, kind)| {
        let opens = openings.iter().any(|opening| rest.starts_with(opening));
        let at = needles.iter().filter_map(|needle| window.find(needle).map(|at| at + needle.len())).min()?;
        let end = after + (behind.len() - rest.len()) + at;
        opens.then(|| (flat.clause(Span::new(lead, end)), kind))
    })
}

/// 各县（市、区）均涉及，不再单独列出.
fn all_rows(flat: &Flat, at: usize, after: usize) -> Option<(Span, RuleKind)> {
    let before = flat.before(at);
    let first = EVERYONE.iter().filter_map(|word| before.find(word)).min()?;
    Some((flat.clause(Span::new(at - before.len() + first, after)), RuleKind::AllRowsConcern))
}

/// 责任领导职务变动的，由继任者接任.
fn successor(flat: &Flat, at: usize, after: usize) -> Option<(Span, RuleKind)> {
    let before = flat.before(at);
    let (change, _) = last_of(before, CHANGES)?;
    let start = OFFICES.iter().filter_map(|office| before[..change].find(office)).min()?;
    Some((flat.clause(Span::new(at - before.len() + start, after)), RuleKind::SuccessorTakesOver))
}

/// Where the label 注： or 说明： in front of a rule begins; `start` if there is none.
fn note_start(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches(is_space);
    let Some(label) = before.strip_suffix(['：', ':']) else { return start };
    let label = label.trim_end_matches(is_space);
    ["备注", "说明", "注"].iter().find_map(|word| label.strip_suffix(word)).map_or(start, str::len)
}

/// Takes a rule out of the note of a row: a line under the table (注：标记*的为牵头单位) that came to stand in its last cell,
/// alone or behind the row's own words. What does not follow such a label is the row's own, whatever it says.
pub(super) fn release(text: &str, rules: &[Rule], note: &mut Vec<Span>) {
    let (Some(&first), Some(&last)) = (note.first(), note.last()) else { return };
    let following = rules.partition_point(|rule| rule.span.start < first.start);
    let Some(rule) = rules.get(following).filter(|rule| rule.span.start < last.end) else { return };
    let start = note_start(text, rule.span.start);
    if start == rule.span.start {
        return;
    }
    note.retain(|piece| piece.start < start);
    if let Some(last) = note.last_mut() {
        *last = Span::new(last.start, last.end.min(start)).trim(text);
    }
    note.retain(|piece| !is_blank(piece.of(text)));
}

/// Gives the units of the tasks the roles that the rules mean. A lead that a row names itself stays the only one.
pub(super) fn apply(rules: &[Rule], tasks: &mut [Task]) {
    let stated = |kind| rules.iter().any(|rule| rule.kind == kind);
    let first = stated(RuleKind::FirstLeads);
    let responsible = stated(RuleKind::ResponsibleLeads);
    for task in tasks {
        if task.units.iter().any(|unit| unit.role == UnitRole::Lead) {
            continue;
        }
        let mut followers = task.units.iter_mut().filter(|unit| unit.role == UnitRole::Responsible);
        if first {
            followers.by_ref().take(1).for_each(|unit| unit.role = UnitRole::Lead);
        } else if responsible {
            followers.for_each(|unit| unit.role = UnitRole::Lead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(RuleKind, String)> {
        read(text, &mut Marks::default()).into_iter().map(|rule| (rule.kind, rule.text)).collect()
    }

    #[test]
    fn each_rule_is_found_in_its_phrasings() {
        use RuleKind::{AllRowsConcern, FirstLeads, MarkedLeads, ResponsibleLeads, SuccessorTakesOver};
        for (text, kind, words) in [
            ("注：标记*的为牵头单位", MarkedLeads, "标记*的为牵头单位"),
            ("带★的单位为牵头单位。", MarkedLeads, "带★的单位为牵头单位"),
            ("说明：1.单位前加 ＊ 的为牵头 责任单位", MarkedLeads, "单位前加 ＊ 的为牵头 责任单位"),
            ("（★表示牵头单位）", MarkedLeads, "★表示牵头单位"),
            ("牵头单位用▲标注。", MarkedLeads, "牵头单位用▲标注"),
            ("责任单位中列第一位的为牵头单位", FirstLeads, "责任单位中列第一位的为牵头单位"),
            ("（甲局、乙局负责，排在第一位的部门为牵头部门，下同）", FirstLeads, "排在第一位的部门为牵头部门，下同"),
            ("各项任务排名第一的责任单位为牵头单位。", FirstLeads, "各项任务排名第一的责任单位为牵头单位"),
            ("由列首位的单位牵头。", FirstLeads, "由列首位的单位牵头"),
            ("牵头单位排在首位。", FirstLeads, "牵头单位排在首位"),
            ("無牽頭單位的，責任單位即為牽頭單位。", ResponsibleLeads, "無牽頭單位的，責任單位即為牽頭單位"),
            ("未明确牵头单位的，责任单位即为牵头单位", ResponsibleLeads, "未明确牵头单位的，责任单位即为牵头单位"),
            (
                "以下各项均涉及各县（市、区），不再单独列出。",
                AllRowsConcern,
                "以下各项均涉及各县（市、区），不再单独列出",
            ),
            ("各乡镇（街道）均为责任单位，不再一一列出", AllRowsConcern, "各乡镇（街道）均为责任单位，不再一一列出"),
            ("责任领导职务变动的，由继任者接任。", SuccessorTakesOver, "责任领导职务变动的，由继任者接任"),
            ("如遇领导分工调整，由接替的领导负责。", SuccessorTakesOver, "如遇领导分工调整，由接替的领导负责"),
        ] {
            assert_eq!(found(text), [(kind, words.to_owned())], "{text}");
        }
    }

    #[test]
    fn tasks_about_leading_are_no_rules() {
        for text in [
            "*甲局、乙局",
            "牵头单位：*甲局",
            "综合实力跃居全省首位，牵头制定国家标准3项。",
            "甲局为牵头单位，乙局配合。",
            "（第一责任人：王东）",
            "优化调整产业结构，实现新旧动能接续转换。",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn rules_change_the_roles_of_rows_without_a_lead() {
        use UnitRole::{Lead, Responsible, Support};
        let roles = |words: &str| -> Vec<Vec<UnitRole>> {
            let text = format!(
                "{words}\n1. 修渠。（责任单位：市水利局、市财政局）\n2. 植树。（牵头单位：市林业局；责任单位：市财政局）\n\
                 3. 修路。（责任单位：市交通局；配合单位：市财政局）\n"
            );
            let notice = crate::parse(&crate::read(text.as_bytes(), "rules.txt"));
            notice.tasks.iter().map(|task| task.units.iter().map(|unit| unit.role).collect()).collect()
        };
        assert_eq!(roles(""), [vec![Responsible, Responsible], vec![Lead, Responsible], vec![Responsible, Support]]);
        let first = roles("注：列第一位的责任单位为牵头单位。");
        assert_eq!(first, [vec![Lead, Responsible], vec![Lead, Responsible], vec![Lead, Support]]);
        let all = roles("注：无牵头单位的，责任单位即为牵头单位。");
        assert_eq!(all, [vec![Lead, Lead], vec![Lead, Responsible], vec![Lead, Support]]);
    }
}
