//! Words that say what a unit does for a task: labels before a colon, verbs after the name (FORMS.md, Clauses).

use super::affixes::{Beginnings, Endings, beginnings, endings};
use super::columns::{self, Column};
use super::units;
use crate::model::UnitRole;

/// Longest label in characters: 牵头组织实施单位及责任人.
pub(crate) const LONGEST_LABEL: usize = 12;

/// Labels that no table has as a column header. Simplified characters.
static OWN_LABELS: Beginnings<Column> = beginnings![
    "牵头" => Column::Lead,
    "主办" => Column::Lead,
    "配合" => Column::Support,
    "协办" => Column::Support,
    "协助" => Column::Support,
    "参与" => Column::Support,
    "责任" => Column::Responsible,
    "负责" => Column::Responsible,
    "落实" => Column::Responsible,
    "承办" => Column::Responsible,
    "会办" => Column::Support,
    "会办单位" => Column::Support,
    "会同单位" => Column::Support,
    "联合单位" => Column::Support,
    "协调单位" => Column::Support,
    "支撑单位" => Column::Support,
    "牵头协调单位" => Column::Lead,
    "分工单位" => Column::Responsible,
    "工作分工" => Column::Responsible,
    "时限" => Column::Deadline,
    "提请时间" => Column::Deadline,
    "送审时间" => Column::Deadline,
    "报审时间" => Column::Deadline,
    "提请审议时间" => Column::Deadline,
    "备注" => Column::Note,
    "指导单位" => Column::Support,
    "指导部门" => Column::Support,
    "支持单位" => Column::Support,
    "服务单位" => Column::Responsible,
    "帮扶单位" => Column::Responsible,
    "包联单位" => Column::Responsible,
    "包保单位" => Column::Responsible,
    "挂钩领导" => Column::Leader,
    "挂联领导" => Column::Leader,
    "挂点领导" => Column::Leader,
    "包保领导" => Column::Leader,
    "包抓领导" => Column::Leader,
    "部门分工" => Column::Responsible,
    "责任分工" => Column::Responsible,
    "任务分工" => Column::Responsible,
    "职责分工" => Column::Responsible,
];

/// Labels that are clear enough to stand without a colon before white space.
static FULL_LABELS: Beginnings = beginnings![
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

/// The words that labels are put together from, before the one they end in: 牵头 + 责任 + 单位, 分管 + 市 + 领导.
static LABEL_WORDS: Beginnings = beginnings![
    "牵头", "主办", "主要", "主责", "责任", "配合", "协办", "协同", "协作", "协助", "参与", "参加", "其他", "落实",
    "实施", "承办", "负责", "组织", "完成", "承担", "汇总", "第一", "共同", "具体", "分管", "联系", "包联", "主管",
    "督办", "整改", "工作", "任务", "项目", "办结", "进度", "时间", "时限", "省", "市", "县", "区", "州", "级", "副",
    "直", "起草", "包保", "挂帅", "领衔", "计划", "预计", "目标", "序时", "校", "院", "厅", "局", "委", "镇", "政府",
    "单位", "部门", "主体", "监管", "监督", "督导", "指导", "属地", "行业", "直接", "技术", "和", "及", "与", "/",
];

/// The words that labels end in.
static LABEL_ENDS: Endings = endings![
    "单位",
    "部门",
    "主体",
    "机构",
    "科室",
    "处室",
    "领导",
    "领导同志",
    "负责同志",
    "市长",
    "县长",
    "区长",
    "负责人",
    "责任人",
    "牵头人",
    "河长",
    "林长",
    "链长",
    "日期",
    "时限",
    "时间",
    "节点",
    "期限",
    "安排",
    "进度",
    "要求",
];

/// Whether `words` consist of nothing but words of labels. A unit in front of a label (市财政局 责任单位) is no part of it.
fn is_label_only(words: &str) -> bool {
    let mut depth = 0usize;
    let plain: String = words
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let outside = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            outside
        })
        .collect();
    let mut rest = plain.as_str();
    while !(LABEL_ENDS.hold(rest) || rest.len() < plain.len() && units::is_kind(rest)) {
        match LABEL_WORDS.of(rest).next() {
            Some((word, ())) => rest = &rest[word.len()..],
            None => return false,
        }
    }
    true
}

/// What a label before a colon announces: units of a role, leaders or a deadline. `words` are simplified and squeezed.
pub(crate) fn label(words: &str) -> Option<Column> {
    if let Some((_, column)) = OWN_LABELS.of(words).find(|(short, _)| *short == words) {
        return Some(column);
    }
    columns::role(words).filter(|_| is_label_only(words)).filter(|column| match column {
        Column::Lead | Column::Support | Column::Responsible | Column::Leader => true,
        // A web page's 发布时间 and a service's 受理期限 are no deadlines of a task.
        Column::Deadline => ["完成", "整改", "办结", "进度", "节点", "时限", "时间要求", "时间安排"]
            .iter()
            .any(|mark| words.contains(mark)),
        _ => false,
    })
}

/// The label that `words` begin with, among those clear enough to stand without a colon.
pub(crate) fn full_label(words: &str) -> Option<&'static str> {
    FULL_LABELS.of(words).next().map(|(full, ())| full)
}

/// Whether a label that is clear enough to stand without a colon begins with this character.
pub(crate) fn may_begin_label(first: char) -> bool {
    FULL_LABELS.know(first)
}

/// The label that `words` end with, among those clear enough to stand right behind a name.
pub(crate) fn full_label_at_end(words: &str) -> Option<&'static str> {
    FULL_LABELS.words().find(|full| words.ends_with(full))
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
static VERBS: Endings<UnitRole> = endings![
    "为牵头单位" => UnitRole::Lead,
    "为牵头部门" => UnitRole::Lead,
    "为配合单位" => UnitRole::Support,
    "为责任单位" => UnitRole::Responsible,
    "总牵头" => UnitRole::Lead,
    "负总责" => UnitRole::Lead,
    "总负责" => UnitRole::Lead,
    "牵头统筹" => UnitRole::Lead,
    "牵头协调" => UnitRole::Lead,
    "牵头组织" => UnitRole::Lead,
    "牵头" => UnitRole::Lead,
    "主办" => UnitRole::Lead,
    "主抓" => UnitRole::Lead,
    "抓总" => UnitRole::Lead,
    "配合" => UnitRole::Support,
    "协助" => UnitRole::Support,
    "协办" => UnitRole::Support,
    "协同" => UnitRole::Support,
    "协作" => UnitRole::Support,
    "支持" => UnitRole::Support,
    "指导" => UnitRole::Support,
    "督导" => UnitRole::Support,
    "监督" => UnitRole::Support,
    "参与" => UnitRole::Support,
    "参加" => UnitRole::Support,
    "负责" => UnitRole::Responsible,
    "抓落实" => UnitRole::Responsible,
    "落实" => UnitRole::Responsible,
    "实施" => UnitRole::Responsible,
    "承办" => UnitRole::Responsible,
    "起草" => UnitRole::Responsible,
    "办理" => UnitRole::Responsible,
    "推进" => UnitRole::Responsible,
    "承担" => UnitRole::Responsible,
    "完成" => UnitRole::Responsible,
    "统筹协调" => UnitRole::Responsible,
    "各负其责" => UnitRole::Responsible,
    "分工协作" => UnitRole::Responsible,
];

/// What a unit does its part in, behind the verb: 配合做好相关工作.
static OBJECTS: Endings = endings!["相关工作", "有关工作", "具体工作", "各项工作", "工作"];

/// Words between the list and its verb.
static ADVERBS: Endings = endings![
    "按照各自职责分工",
    "按照职能职责",
    "按职能职责",
    "按照工作职责",
    "按工作职责",
    "依法依职责",
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
    "分头",
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
    "督促",
    "抓好",
    "做好",
    "贯彻",
    "本辖区内",
    "本辖区",
    "本行政区域内",
    "本行政区域",
    "本地区",
    "本地",
    "本行业",
    "本领域",
    "辖区内",
    "相关",
    "有关",
];

/// Whether a verb that [`verb_at_end`] finds ends with this character.
pub(crate) fn may_end_verb(last: char) -> bool {
    VERBS.know(last) || OBJECTS.know(last)
}

/// The role that the verb at the end of `words` gives, and the bytes of `words` before it with its adverbs:
/// `甲局、乙局按职责分工负责`, `甲局牵头负责`. A stronger role wins: 牵头负责 leads, 配合落实 supports.
pub(crate) fn verb_at_end(words: &str) -> Option<(UnitRole, usize)> {
    let mut role: Option<UnitRole> = None;
    let object = OBJECTS.of(words).next();
    let mut rest = object.map_or(words, |(object, ())| &words[..words.len() - object.len()]);
    loop {
        if let Some((verb, found)) = VERBS.of(rest).next() {
            rest = &rest[..rest.len() - verb.len()];
            // Lead comes first, then Support, in the order of the roles.
            role = Some(role.map_or(found, |role| role.min(found)));
        } else if (object.is_some() || role.is_some())
            && let Some((adverb, ())) = ADVERBS.of(rest).next()
            // 各级党组织负责: no adverb.
            && !["党组织", "群团组织", "社会组织"].iter().any(|unit| rest.ends_with(unit))
        {
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
            ("市民政局配合做好相关工作", UnitRole::Support, "市民政局"),
            ("各镇政府负责本辖区内落实", UnitRole::Responsible, "各镇政府"),
            ("市民政局总牵头", UnitRole::Lead, "市民政局"),
        ] {
            assert_eq!(verb_at_end(words), Some((role, left.len())), "{words}");
        }
        assert_eq!(verb_at_end("市民政局"), None);
        assert_eq!(verb_at_end("市民政局开展相关工作"), None);
    }

    #[test]
    fn labels_are_headers_or_short_words() {
        assert_eq!(label("牵头责任单位"), Some(Column::Lead));
        assert_eq!(label("配合"), Some(Column::Support));
        assert_eq!(label("完成时限"), Some(Column::Deadline));
        assert_eq!(label("如下"), None);
        assert_eq!(label("发布时间"), None);
        assert_eq!(label("重点任务"), None);
        assert_eq!(label("市财政局责任单位"), None);
        assert_eq!(label("头责任单位"), None);
        assert_eq!(label("牵头(主办)单位"), Some(Column::Lead));
        assert_eq!(label("责任单位(部门)"), Some(Column::Responsible));
    }
}
