//! Column headers by role (FORMS.md, Tables).

use super::affixes::{Beginnings, Endings, beginnings, endings};
use super::{numbering, units};
use crate::text::{fold, is_space};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    /// 序号, 编号.
    Number,
    /// 类别, 领域, 专题.
    Category,
    /// 项目名称: what groups tasks, left of them.
    Group,
    /// 重点工作, 工作任务: the task itself.
    Task,
    /// 责任领导, 牵头领导.
    Leader,
    /// 牵头单位.
    Lead,
    /// 配合单位.
    Support,
    /// 责任单位.
    Responsible,
    /// 完成时限.
    Deadline,
    /// 备注.
    Note,
    /// 指标, 指标名称.
    IndicatorName,
    /// 单位 of an indicator table: the unit of measure.
    Measure,
    /// 属性: 预期性 or 约束性.
    Attribute,
    /// A header that names a year, a plan or a result: a column of values in an indicator table.
    Value,
    /// A header that no list has, among others that one has: 存在问题, 总投资.
    Other,
}

/// Longest header that is looked at, in characters: longer cells are text.
pub(crate) const LONGEST_HEADER: usize = 20;

/// Headers in full, white space removed, folded to half width and simplified characters.
static HEADERS: Beginnings<Column> = beginnings![
    "序号" => Column::Number,
    "编号" => Column::Number,
    "序" => Column::Number,
    "项次" => Column::Number,
    "类别" => Column::Category,
    "领域" => Column::Category,
    "专题" => Column::Category,
    "分类" => Column::Category,
    "类型" => Column::Category,
    "项目名称" => Column::Group,
    "项目" => Column::Group,
    "工程名称" => Column::Group,
    "行动名称" => Column::Group,
    "实事名称" => Column::Group,
    "实事项目" => Column::Group,
    "工作目标" => Column::Group,
    "任务目标" => Column::Group,
    "工作名称" => Column::Group,
    "事项名称" => Column::Group,
    "目标任务" => Column::Task,
    "重点工作" => Column::Task,
    "重点工作任务" => Column::Task,
    "重点任务" => Column::Task,
    "工作任务" => Column::Task,
    "主要任务" => Column::Task,
    "任务" => Column::Task,
    "任务内容" => Column::Task,
    "任务清单" => Column::Task,
    "任务名称" => Column::Task,
    "具体任务" => Column::Task,
    "工作内容" => Column::Task,
    "主要内容" => Column::Task,
    "内容" => Column::Task,
    "项目内容" => Column::Task,
    "具体内容" => Column::Task,
    "具体举措" => Column::Task,
    "主要举措" => Column::Task,
    "工作举措" => Column::Task,
    "工作措施" => Column::Task,
    "具体措施" => Column::Task,
    "工作事项" => Column::Task,
    "工作要求" => Column::Task,
    "重点事项" => Column::Task,
    "事项" => Column::Task,
    "整改任务" => Column::Task,
    "整改措施" => Column::Task,
    "建议任务" => Column::Task,
    "主要工作" => Column::Task,
    "具体工作" => Column::Task,
    "具体要求" => Column::Task,
    "目标要求" => Column::Task,
    "工作清单" => Column::Task,
    "任务细化" => Column::Task,
    "测评标准" => Column::Task,
    "创建标准" => Column::Task,
    "政策条款" => Column::Task,
    "意见建议" => Column::Task,
    "任务分解" => Column::Task,
    "目标任务及措施" => Column::Task,
    "责任人" => Column::Leader,
    "第一责任人" => Column::Leader,
    "负责人" => Column::Leader,
    "责任人员" => Column::Leader,
    "责任部门及人员" => Column::Leader,
    "责任单位及人员" => Column::Leader,
    "牵头人" => Column::Leader,
    "责任单位" => Column::Responsible,
    "牵头" => Column::Lead,
    "主办" => Column::Lead,
    "配合" => Column::Support,
    "协办" => Column::Support,
    "备注" => Column::Note,
    "说明" => Column::Note,
    "指标" => Column::IndicatorName,
    "指标名称" => Column::IndicatorName,
    "主要指标" => Column::IndicatorName,
    "单位" => Column::Measure,
    "计量单位" => Column::Measure,
    "属性" => Column::Attribute,
    "指标属性" => Column::Attribute,
];

/// The role of a column with this header, or `None` where it is no header. Inner spaces (分 管 县领导), width and
/// traditional characters do not matter; a bracketed remark such as （排名第一的为牵头单位） is passed over.
pub(crate) fn role(header: &str) -> Option<Column> {
    let mut words = String::with_capacity(3 * LONGEST_HEADER + 3);
    let mut depth = 0usize;
    let mut count = 0;
    for c in header.chars().filter(|&c| !is_space(c)).map(|c| simplify(fold(c))) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '*' | ':' => {}
            _ if depth == 0 => {
                words.push(c);
                count += 1;
                if count > LONGEST_HEADER {
                    return None;
                }
            }
            _ => {}
        }
    }
    if let Some((_, column)) = HEADERS.of(&words).find(|(name, _)| *name == words) {
        return Some(column);
    }
    compound(&words)
}

/// Headers put together from a role word and what it applies to: 牵头 + 责任 + 单位, 分管 + 副 + 县长.
fn compound(words: &str) -> Option<Column> {
    // A whole line of headers.
    if words.starts_with("序号") || !may_be_compound(words) {
        return None;
    }
    let has = |marks: &[&str]| marks.iter().any(|mark| words.contains(mark));
    // 责任站所, 牵头处室, 责任村: whatever organisations a township, a school or a company is made of.
    let kind = || ROLES.of(words).any(|(role, ())| units::is_kind(&words[role.len()..]));
    if (UNIT_ENDS.end(words) || kind()) && words.chars().count() <= 10 {
        // The rest of 责任⏎领导 beside 责任单位.
        if words.matches("责任").count() > 1 && !words.contains(AND) {
            return None;
        }
        // 责任领导及单位, 责任科室及责任人: people are read with the units among them.
        if has(&["领导", "责任人", "负责人"]) {
            return Some(Column::Leader);
        }
        // 具体措施及责任单位: the units stand in clauses behind the words.
        let front = words.split(['及', '和', '与', '、']).next().unwrap_or_default();
        if front.len() < words.len() && TASK_ENDS.end(front) {
            return Some(Column::Task);
        }
        let supports = has(&[
            "配合",
            "协办",
            "协作",
            "协同",
            "参与",
            "参加",
            "协助",
            "成员",
            "其他责任",
            "监督",
            "督导",
            "督办",
            "指导",
        ]);
        let leads = has(&["牵头", "主办", "主要责任", "汇总", "主责"]);
        // 牵头/配合单位 does not say which is which.
        return if supports && !leads {
            Some(Column::Support)
        } else if leads && !supports {
            Some(Column::Lead)
        } else if leads || has(&["责任", "落实", "实施", "承办", "负责", "完成", "承担", "监管", "主管", "起草"])
        {
            Some(Column::Responsible)
        } else {
            None
        };
    }
    // 责任人及电话, 分管领导姓名.
    let named = PERSON_TAILS.of(words).map(|(tail, ())| tail.len()).max().unwrap_or(0);
    let whose = &words[..words.len() - named];
    if PERSON_ENDS.end(whose) && words.chars().count() <= 12 {
        const WHOSE: &[&str] = &[
            "责任", "牵头", "分管", "联系", "包联", "包保", "包抓", "挂钩", "挂联", "挂点", "主管", "负责", "督办",
            "市", "县", "区", "级",
        ];
        return (has(WHOSE) || whose.ends_with("领导")).then_some(Column::Leader);
    }
    if CHIEFS.end(whose) && words.chars().count() <= 6 {
        return Some(Column::Leader);
    }
    if TIME_ENDS.end(words) && words.chars().count() <= 8 {
        // 形象进度, 开工时间: how far it is, and when it begins. 责任分工 has a column of its own.
        let other = has(&["形象", "目前", "当前", "开工", "开始", "启动", "分工"]);
        let named = has(&["完成", "时间", "整改", "进度", "办结", "时限", "期限"]);
        return (named && !other).then_some(Column::Deadline);
    }
    // 重点领域, 项目类别.
    if CATEGORY_ENDS.end(words) && words.chars().count() <= 6 {
        return Some(Column::Category);
    }
    // 建设内容及目标, 工作任务和要求: what the task is to reach stands in its own column.
    let core = &words[..words.len() - AIM_ENDS.of(words).map(|(aim, ())| aim.len()).max().unwrap_or(0)];
    let core = core.trim_end_matches(AND);
    if is_made_of(core, &TASK_ENDS) {
        return Some(Column::Task);
    }
    is_made_of(words, &GROUP_ENDS).then_some(Column::Group)
}

/// Whether words may be put together to a header: told by their first and their last character, for most are none.
fn may_be_compound(words: &str) -> bool {
    let ends: [&Endings; 9] = [
        &UNIT_ENDS,
        &PERSON_TAILS,
        &PERSON_ENDS,
        &CHIEFS,
        &TIME_ENDS,
        &CATEGORY_ENDS,
        &AIM_ENDS,
        &TASK_ENDS,
        &GROUP_ENDS,
    ];
    let last = words.chars().next_back();
    last.is_some_and(|last| AND.contains(&last) || ends.iter().any(|ends| ends.know(last))) || ROLES.begin(words)
}

/// Words between two things that one column holds.
const AND: [char; 3] = ['及', '和', '与'];

/// What headers of units end in.
static UNIT_ENDS: Endings = endings!["单位", "部门", "主体", "机构", "科室", "处室", "股室"];

/// What headers of deadlines end in.
static TIME_ENDS: Endings =
    endings!["时限", "时间", "日期", "节点", "期限", "安排", "进度", "时限要求", "时间要求", "进度要求", "完成要求"];

/// What headers of the kinds of things end in.
static CATEGORY_ENDS: Endings = endings!["领域", "类别", "板块"];

/// What a task is to reach, behind the words for tasks.
static AIM_ENDS: Endings = endings!["目标", "要求", "规模", "标准"];

/// Roles that the name of a kind of organisation may follow.
static ROLES: Beginnings =
    beginnings!["责任", "牵头", "主责", "主办", "承办", "协办", "配合", "协同", "参与", "落实", "实施",];

/// What headers of people end in.
static PERSON_ENDS: Endings = endings!["领导", "负责同志", "市长", "县长", "区长", "负责人", "责任人", "领导同志"];

/// Offices made for one task: 县级河长, 链长, 专班组长.
static CHIEFS: Endings =
    endings!["河长", "湖长", "林长", "田长", "路长", "链长", "段长", "楼长", "组长", "指挥长", "总指挥", "召集人"];

/// What else a column of people may hold.
static PERSON_TAILS: Endings = endings!["姓名", "及电话", "及联系电话", "及联系方式", "及职务", "、电话", "、联系电话"];

/// What headers of tasks end in.
static TASK_ENDS: Endings = endings!["任务", "事项", "举措", "措施", "内容", "要点", "重点工作"];

/// What stands in front of it: 督查 + 事项, 细化 + 落实 + 举措.
static TASK_WORDS: Beginnings = beginnings![
    "重点", "主要", "具体", "工作", "改革", "整改", "年度", "建设", "实施", "推进", "督查", "督办", "落实", "细化",
    "目标", "分解", "交办", "承办", "办理", "攻坚", "创建", "提升", "民生", "行动", "服务", "项目", "规模", "专项",
    "重大", "工程", "实事", "任务", "整治", "治理", "一级", "二级", "三级", "政策", "测评", "问题", "议定", "及", "和",
    "与", "、",
];

/// What headers of groups of tasks end in: 重点项目, 攻坚行动, 民生实事.
static GROUP_ENDS: Endings =
    endings!["项目", "行动", "工程", "实事", "实事项目名称", "项目名称", "行动名称", "工程名称"];

/// Whether words can be a header that no list has, among others that one has: few, and no sentence.
pub(crate) fn may_head(words: &str) -> bool {
    words.chars().take(LONGEST_HEADER + 1).count() <= LONGEST_HEADER
        && !words.is_empty()
        && !words.contains(['。', '；', '，', '、'])
        && numbering::alone(words).is_none()
}

/// Whether a header may stand over several for units: 责任分工 over 牵头单位 and 配合单位.
pub(crate) fn spans_units(header: &str) -> bool {
    header.ends_with("分工") || header.ends_with("责任落实")
}

/// The second row of headers is copied behind the first: how many columns of units at the end hang from the header at `over`,
/// and that place.
pub(crate) fn hanging(roles: &[Column], over: Option<usize>) -> Option<(usize, usize)> {
    let units = |role: &&Column| matches!(role, Column::Lead | Column::Support | Column::Responsible);
    let hanging = roles.iter().rev().take_while(units).count();
    over.filter(|over| hanging > 1 && over + hanging < roles.len()).map(|over| (over, hanging))
}

/// Moves what stands at `over` to the end, and the `hanging` columns from there to its place.
pub(crate) fn hang<T>(columns: &mut [T], over: usize, hanging: usize) {
    let last = columns.len() - 1;
    for at in over..last {
        columns.swap(at, at + 1);
    }
    for moved in 0..hanging {
        for at in (over + moved..last - hanging + moved).rev() {
            columns.swap(at, at + 1);
        }
    }
}

/// Whether a header reads as one of tasks where no other does: 清淤任务, 帮扶措施.
pub(crate) fn may_head_tasks(header: &str) -> bool {
    let words: String = header.chars().map(|c| simplify(fold(c))).collect();
    words.chars().count() <= 8 && (TASK_ENDS.end(&words) || GROUP_ENDS.end(&words))
}

/// Whether the cells under a header say what is to be reached: 年度目标, 2026年目标值.
pub(crate) fn sets_goals(header: &str) -> bool {
    let words: String = header.chars().map(|c| simplify(fold(c))).collect();
    ["目标", "指标值", "任务量", "任务数", "计划数", "预期"].iter().any(|goal| words.contains(goal))
        && !["实际", "上年", "完成情况"].iter().any(|past| words.contains(past))
}

/// Whether a label says who made or checked a table, and when.
pub(crate) fn signs(label: &str) -> bool {
    SIGNATURES.end(label)
}

static SIGNATURES: Endings = endings![
    "审核人",
    "审核",
    "审签",
    "审批",
    "制表人",
    "制表",
    "填表人",
    "填报人",
    "填表",
    "经办人",
    "联系人",
    "联系电话",
    "填报单位",
    "填表单位",
    "填报时间",
    "填表时间",
    "制表时间",
    "填报日期",
    "填表日期",
    "制表日期",
    "签字",
];

/// Whether a header is put together from nothing but words for tasks, and then one of `ends`.
fn is_made_of(words: &str, ends: &Endings) -> bool {
    let mut rest = words;
    while !ends.hold(rest) {
        match TASK_WORDS.of(rest).next() {
            Some((word, ())) => rest = &rest[word.len()..],
            None => return false,
        }
    }
    rest.len() < words.len()
}

/// The simplified form of the traditional characters that headers and role words are written with.
pub(crate) fn simplify(c: char) -> char {
    match c {
        '責' => '责',
        '單' => '单',
        '牽' => '牵',
        '頭' => '头',
        '領' => '领',
        '導' => '导',
        '務' => '务',
        '備' => '备',
        '註' => '注',
        '號' => '号',
        '編' => '编',
        '類' => '类',
        '別' => '别',
        '項' => '项',
        '內' => '内',
        '標' => '标',
        '時' => '时',
        '間' => '间',
        '節' => '节',
        '點' => '点',
        '實' => '实',
        '協' => '协',
        '辦' => '办',
        '與' => '与',
        '參' => '参',
        '門' => '门',
        '體' => '体',
        '舉' => '举',
        '專' => '专',
        '題' => '题',
        '負' => '负',
        '聯' => '联',
        '繫' => '系',
        '縣' => '县',
        '區' => '区',
        '長' => '长',
        '屬' => '属',
        '進' => '进',
        '爲' | '為' => '为',
        '數' => '数',
        '關' => '关',
        '鄉' => '乡',
        '鎮' => '镇',
        '會' => '会',
        '廳' => '厅',
        '發' => '发',
        '條' => '条',
        '總' => '总',
        '後' => '后',
        '開' => '开',
        '確' => '确',
        '達' => '达',
        '萬' => '万',
        '億' => '亿',
        '業' => '业',
        '產' => '产',
        '國' => '国',
        '動' => '动',
        '運' => '运',
        '監' => '监',
        '財' => '财',
        '農' => '农',
        '環' => '环',
        '衛' => '卫',
        '設' => '设',
        '團' => '团',
        '黨' => '党',
        '書' => '书',
        '記' => '记',
        '職' => '职',
        '級' => '级',
        '據' => '据',
        '統' => '统',
        '籌' => '筹',
        '調' => '调',
        '組' => '组',
        '織' => '织',
        '銀' => '银',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_whatever_their_spaces_width_and_script() {
        for (header, column) in [
            ("分 管 县领导", Column::Leader),
            ("責任單位", Column::Responsible),
            ("牵头责任单位", Column::Lead),
            ("责任（配合）单位", Column::Responsible),
            ("其他责任单位", Column::Support),
            ("完 成 时 限", Column::Deadline),
            ("工作任务", Column::Task),
            ("督查事项", Column::Task),
            ("细化落实举措", Column::Task),
            ("任务目标", Column::Group),
            ("二级任务", Column::Task),
        ] {
            assert_eq!(role(header), Some(column), "{header}");
        }
        assert_eq!(role("市发改委"), None);
        assert_eq!(role("一、重点任务"), None);
        assert_eq!(role("推进重点工作责任单位联动机制建设取得实效"), None);
    }
}
