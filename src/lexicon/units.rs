//! What marks the name of an organisation.

use super::affixes::{Beginnings, Endings, beginnings, endings};
use crate::text::{fold, is_space};

/// Endings of units. A name ends in one of these, before a bracket.
static ENDINGS: Endings = endings![
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "会",
    "署",
    "处",
    "科",
    "室",
    "中心",
    "公司",
    "集团",
    "政府",
    "管委会",
    "街道",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "州",
    "社",
    "站",
    "队",
    "支队",
    "大队",
    "总队",
    "行",
    "支行",
    "分行",
    "校",
    "学校",
    "大学",
    "学院",
    "医院",
    "协会",
    "联合会",
    "商会",
    "海关",
    "法院",
    "检察院",
    "委员会",
    "指挥部",
    "领导小组",
    "专班",
    "单位",
    "部门",
    "各地",
    "机构",
    "组织",
    "企业",
    "电台",
    "报社",
    "台",
    "馆",
    "所",
    "库",
    "场",
    "团",
    "党委",
    "党组",
    "工委",
    "办事处",
    "分局",
    "办公室",
    "人民团体",
    "公安",
    "税务",
    "消防",
    "总工会",
    "残联",
    "文联",
    "科协",
    "侨联",
    "社科联",
    "工商联",
    "妇联",
    "团委",
    "红十字会",
    "银行",
    "基金",
    "厂",
    "园",
    "园区",
    "新区",
    "开发区",
    "度假区",
    "集聚区",
    "示范区",
    "联社",
    "供销社",
    "邮政",
    "铁塔",
    "电信",
    "移动",
    "联通",
    "电力",
    "武警",
    "军分区",
    "人武部",
    "纪委",
    "监委",
    "编办",
    "总局",
    "总署",
    "联盟",
    "政数局",
    "服务中心",
    "地区",
    "主体",
    "医共体",
    "村",
    "社区",
    "平台",
    "水务",
    "中支",
    "镇街",
    "国企",
    "央企",
    "热电",
    "供电",
    "燃气",
    "分公司",
];

/// Beginnings of collective names: 各县（市、区）政府, 市级相关部门, 有关乡镇.
static COLLECTIVES: Beginnings = beginnings!["各", "有关", "相关", "其他有关", "其他相关"];

/// Whether `word` (without white space) ends as units do, a closing bracket and what is in it passed over.
pub(crate) fn ends_like_unit(word: &str) -> bool {
    let core = without_brackets(word);
    ENDINGS.end(core) && !is_count(core)
}

/// Whether `word` ends in a number and what it counts: 整治排污口46处, 新建幼儿园12所.
fn is_count(word: &str) -> bool {
    word.chars().nth_back(1).is_some_and(|c| fold(c).is_ascii_digit())
}

/// Whether one item of a list reads as the name of a unit: ends as one, is not long and has no punctuation of a sentence.
pub(crate) fn is_unit(word: &str) -> bool {
    (ends_like_unit(word) || COLLECTIVES.begin(word))
        && (2..=40).contains(&word.chars().filter(|&c| !is_space(c)).count())
        && !word.contains(['。', '：', ':', '；', '！', '？', '%'])
}

/// Whether `word` is nothing but such an ending (管委会, 办公室): the second half of a name, not a name.
pub(crate) fn is_ending(word: &str) -> bool {
    ENDINGS.hold(word)
}

/// Whether `word` is made of nothing but such endings: 站所, 乡镇, 处室, kinds of organisations and not one of them.
pub(crate) fn is_kind(word: &str) -> bool {
    let mut rest = word;
    while let Some((ending, ())) = ENDINGS.of(rest).max_by_key(|(ending, ())| ending.len()) {
        rest = &rest[..rest.len() - ending.len()];
    }
    rest.is_empty() && !word.is_empty()
}

/// Whether `word` begins as the short names of units do in an assignment table: 市教育局, 各县, 国家税务总局.
pub(crate) fn begins_like_unit(word: &str) -> bool {
    static OTHERS: Beginnings = beginnings!["市", "县", "区", "省", "州", "旗", "国家", "中国", "人民", "其他"];
    OTHERS.begin(word) || COLLECTIVES.begin(word)
}

/// What kind of area a name without the word for its authority names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// 省 区 县 市 州 旗 镇 乡: it has a government.
    Local,
    /// 开发区 新区 园区: it has a committee.
    Functional,
    /// 街道: it has an office.
    Street,
}

/// Endings of functional areas, which end like local ones.
static FUNCTIONAL: Endings = endings![
    "开发区",
    "新区",
    "园区",
    "集聚区",
    "示范区",
    "度假区",
    "高新区",
    "经开区",
    "保税区",
    "港区",
    "试验区",
    "实验区",
    "景区",
    "名胜区",
    "合作区",
    "先行区",
    "工业区",
    "管理区",
    "产业区",
    "产业园",
    "科技园",
    "综保区",
    "新城",
    "科学城",
];

/// The kind of area that `word` names, a bracket at its end (县（区）) passed over; `None` for other units.
pub(crate) fn area(word: &str) -> Option<Area> {
    let core = without_brackets(word);
    if FUNCTIONAL.end(core) {
        Some(Area::Functional)
    } else if core.ends_with("街道") {
        Some(Area::Street)
    } else if core.ends_with("社区") || core.ends_with("小区") {
        None
    } else {
        core.ends_with(['区', '县', '市', '州', '旗', '盟', '镇', '乡', '省']).then_some(Area::Local)
    }
}

/// The area in front of the word for its authority (石桥区政府: 石桥区), and its kind.
pub(crate) fn authority(word: &str) -> Option<(&str, Area)> {
    const AUTHORITIES: &[&str] = &["党委和政府", "人民政府", "政府", "管理委员会", "管委会", "党工委", "办事处"];
    let core = AUTHORITIES.iter().find_map(|end| word.strip_suffix(end))?;
    // 海港区政府 is that of a district, whatever the area's name ends in.
    let local = word.ends_with("政府") && core.ends_with('区');
    Some((core, area(core).map(|area| if local { Area::Local } else { area })?))
}

/// `word` without brackets at its end.
fn without_brackets(word: &str) -> &str {
    let mut core = word;
    while core.chars().next_back().is_some_and(|c| matches!(fold(c), ')' | ']')) {
        match core.rfind(['（', '(', '〔', '[', '〈']) {
            Some(at) if at > 0 => core = &core[..at],
            _ => break,
        }
    }
    core
}

/// How much of a text reads as a list of units, from 0 to 100: the share of its items that are units, by characters.
pub(crate) fn unit_share(text: &str) -> usize {
    share_of_units(text, usize::MAX)
}

/// Whether [`unit_share`] is at least `percent`. Of prose only so much is read as tells.
pub(crate) fn are_units(text: &str, percent: usize) -> bool {
    let most = text.chars().count() * (100 - percent) / 100;
    share_of_units(text, most) >= percent
}

/// The same, or 0 as soon as more than `most` characters are those of other items.
fn share_of_units(text: &str, most: usize) -> usize {
    let (mut all, mut units) = (0, 0);
    for item in items(text) {
        let word = crate::text::squeezed(item);
        let word = word.trim_start_matches(['*', '★', '＊']).trim_end_matches('等').trim_end_matches('。');
        let count = word.chars().count();
        all += count;
        if is_unit(word) {
            units += count;
        }
        if all - units > most {
            return 0;
        }
    }
    (units * 100).checked_div(all).unwrap_or(0)
}

/// The items of a list: split at 、，,；; and line ends outside brackets.
pub(crate) fn items(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0i32;
    text.split(move |c| {
        match fold(c) {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ => {}
        }
        depth == 0 && matches!(c, '、' | '，' | ',' | '；' | ';' | '\n')
    })
    .filter(|item| !crate::text::is_blank(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_their_endings() {
        for unit in [
            "市发改委",
            "各县（市、区）政府",
            "市财政局(市地税局)",
            "恩泽医疗中心(集团)",
            "市直有关单位",
            "有关乡镇(街道)",
        ] {
            assert!(is_unit(unit), "{unit}");
        }
        for other in ["推进项目建设。", "李雨桐", "增长5%", "整治排污口46处"] {
            assert!(!is_unit(other), "{other}");
        }
    }

    #[test]
    fn a_list_of_units_is_told_from_a_sentence() {
        assert_eq!(unit_share("市发改委、市经信局，各县（市、区）政府等"), 100);
        assert!(unit_share("加快产业升级，建设一批园区、平台，推动企业做大做强。") < 60);
        for text in ["市发改委、修渠", "修渠、市发改委等", "市发改委", "修渠", ""] {
            for percent in [1, 50, 60, 61, 80, 100] {
                assert_eq!(are_units(text, percent), unit_share(text) >= percent, "{text} {percent}");
            }
        }
    }
}
