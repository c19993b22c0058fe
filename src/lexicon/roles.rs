//! Words that say what a unit does for a task: labels before a colon, verbs after the name (FORMS.md, Clauses).

use super::columns::{self, Column};
use crate::model::UnitRole;

/// Longest label in characters: 牵头组织实施单位及责任人.
pub(crate) const LONGEST_LABEL: usize = 12;

/// Labels that are too short for a column header. Simplified characters.
const SHORT_LABELS: &[(&str, Column)] = &[
    ("牵头", Column::Lead),
    ("主办", Column::Lead),
    ("配合", Column::Support),
    ("协办", Column::Support),
    ("协助", Column::Support),
    ("参与", Column::Support),
    ("责任", Column::Responsible),
    ("负责", Column::Responsible),
    ("落实", Column::Responsible),
    ("承办", Column::Responsible),
    ("时限", Column::Deadline),
];

/// Labels that are clear enough to stand without a colon before white space.
const FULL_LABELS: &[&str] = &[
    "牵头责任单位",
    "主要责任单位",
    "牵头单位",
    "牵头部门",
    "主办单位",
    "配合单位",
    "配合部门",
    "协办单位",
    "参与单位",
    "责任单位",
    "责任部门",
    "责任领导",
    "牵头领导",
    "完成时限",
    "完成时间",
];

/// Words that change what a label means when they stand before it: `牵头 责任单位`.
const MODIFIERS: &[&str] = &["牵头", "主要", "配合", "协办", "协同", "协作", "其他", "参与", "第一", "责任"];

/// What a label before a colon announces: units of a role, leaders or a deadline. `words` are simplified and squeezed.
pub(crate) fn label(words: &str) -> Option<Column> {
    if let Some(&(_, column)) = SHORT_LABELS.iter().find(|(short, _)| *short == words) {
        return Some(column);
    }
    columns::role(words).filter(|column| {
        matches!(column, Column::Lead | Column::Support | Column::Responsible | Column::Leader | Column::Deadline)
    })
}

/// The label that `words` begin with, among those clear enough to stand without a colon.
pub(crate) fn full_label(words: &str) -> Option<&'static str> {
    FULL_LABELS.iter().find(|full| words.starts_with(**full)).copied()
}

/// Whether `words` only qualify the label that follows them.
pub(crate) fn is_modifier(words: &str) -> bool {
    MODIFIERS.contains(&words)
}

/// The role that a label or column gives to units.
pub(crate) fn role_of(column: Column) -> Option<UnitRole> {
    match column {
        Column::Lead => Some(UnitRole::Lead),
        Column::Support => Some(UnitRole::Support),
        Column::Responsible => Some(UnitRole::Responsible),
        _ => None,
    }
}

/// Verbs that close a list of units.
const VERBS: &[(&str, UnitRole)] = &[
    ("为牵头单位", UnitRole::Lead),
    ("为牵头部门", UnitRole::Lead),
    ("为配合单位", UnitRole::Support),
    ("为责任单位", UnitRole::Responsible),
    ("牵头", UnitRole::Lead),
    ("主办", UnitRole::Lead),
    ("主抓", UnitRole::Lead),
    ("抓总", UnitRole::Lead),
    ("配合", UnitRole::Support),
    ("协助", UnitRole::Support),
    ("协办", UnitRole::Support),
    ("协同", UnitRole::Support),
    ("协作", UnitRole::Support),
    ("参与", UnitRole::Support),
    ("参加", UnitRole::Support),
    ("负责", UnitRole::Responsible),
    ("落实", UnitRole::Responsible),
    ("实施", UnitRole::Responsible),
    ("承办", UnitRole::Responsible),
    ("办理", UnitRole::Responsible),
    ("推进", UnitRole::Responsible),
    ("承担", UnitRole::Responsible),
    ("完成", UnitRole::Responsible),
];

/// Words between the list and its verb.
const ADVERBS: &[&str] = &[
    "按照各自职责分工",
    "按照各自职责",
    "按各自职责分工",
    "按各自职责",
    "按照职责分工",
    "根据职责分工",
    "依据职责分工",
    "依职责分工",
    "按职责分工",
    "按照职责",
    "根据职责",
    "依职责",
    "按职责",
    "按照分工",
    "按分工",
    "分工",
    "分别",
    "共同",
    "联合",
    "具体",
    "组织",
    "统筹",
    "密切",
    "积极",
    "主要",
    "各自",
    "全程",
    "抓好",
    "做好",
    "贯彻",
];

/// The role that the verb at the end of `words` gives, and the bytes of `words` before it with its adverbs:
/// `甲局、乙局按职责分工负责`, `甲局牵头负责`. A stronger role wins: 牵头负责 leads, 配合落实 supports.
pub(crate) fn verb_at_end(words: &str) -> Option<(UnitRole, usize)> {
    let mut role: Option<UnitRole> = None;
    let mut rest = words;
    loop {
        if let Some((verb, found)) = VERBS.iter().find(|(verb, _)| rest.ends_with(verb)) {
            rest = &rest[..rest.len() - verb.len()];
            // Lead comes first, then Support, in the order of the roles.
            role = Some(role.map_or(*found, |role| role.min(*found)));
        } else if let Some(adverb) = ADVERBS.iter().find(|adverb| role.is_some() && rest.ends_with(**adverb)) {
            rest = &rest[..rest.len() - adverb.len()];
        } else {
            return role.map(|role| (role, rest.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_peeled_with_their_adverbs() {
        for (words, role, left) in [
            ("市教育局牵头", UnitRole::Lead, "市教育局"),
            ("市教育局牵头负责", UnitRole::Lead, "市教育局"),
            ("各地区按职责分工负责", UnitRole::Responsible, "各地区"),
            ("市水利局密切配合落实", UnitRole::Support, "市水利局"),
            ("市民政局具体组织实施", UnitRole::Responsible, "市民政局"),
            ("按职责分工负责", UnitRole::Responsible, ""),
        ] {
            assert_eq!(verb_at_end(words), Some((role, left.len())), "{words}");
        }
        assert_eq!(verb_at_end("市民政局"), None);
    }

    #[test]
    fn labels_are_headers_or_short_words() {
        assert_eq!(label("牵头责任单位"), Some(Column::Lead));
        assert_eq!(label("配合"), Some(Column::Support));
        assert_eq!(label("完成时限"), Some(Column::Deadline));
        assert_eq!(label("如下"), None);
        assert_eq!(label("重点任务"), None);
    }
}
