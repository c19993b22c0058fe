//! Units of measure, and the words around the number of a measurable goal (FORMS.md, Names and numbers).

use super::affixes::{Beginnings, Endings, beginnings, endings, starts};
use crate::model::Comparator;

/// How what a unit counts may stand to its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 家, 个, 人: counts things, which may follow it: 新建3个公园.
    Counter,
    /// %, 亿元, 公里: a size. Words that follow it are measured by it and not counted: 5亿元以上项目.
    Size,
    /// 天, 年, 岁: a stretch of time. A goal only where a verb says so: 压缩至5天.
    Time,
}

/// Units that counted things follow or precede.
static COUNTERS: Beginnings = beginnings![
    "个",
    "家",
    "人",
    "名",
    "位",
    "户",
    "项",
    "所",
    "条",
    "座",
    "处",
    "栋",
    "幢",
    "套",
    "台",
    "辆",
    "艘",
    "架",
    "张",
    "件",
    "例",
    "场",
    "场次",
    "次",
    "人次",
    "班",
    "班次",
    "批",
    "批次",
    "只",
    "头",
    "羽",
    "株",
    "棵",
    "册",
    "本",
    "部",
    "篇",
    "片",
    "块",
    "间",
    "宗",
    "单",
    "笔",
    "款",
    "种",
    "类",
    "对",
    "支",
    "组",
    "列",
    "口",
    "眼",
    "盏",
    "孔",
    "门",
    "车次",
    "架次",
    "艘次",
    "标箱",
    "标准箱",
    "箱",
    "台套",
    "台次",
    "户次",
    "枚",
    "面",
    "根",
    "起",
    "箇",
    "個",
    "戶",
    "項",
    "條",
    "處",
    "臺",
    "輛",
    "張",
    "場",
    "類",
    "種",
];

/// Units of size.
static SIZES: Beginnings = beginnings![
    "%",
    "‰",
    "个百分点",
    "百分点",
    "個百分點",
    "元",
    "美元",
    "欧元",
    "港元",
    "人民币",
    "亩",
    "畝",
    "公顷",
    "平方米",
    "平方公里",
    "公頃",
    "立方米",
    "立方",
    "方",
    "平方",
    "公里",
    "千米",
    "海里",
    "米",
    "厘米",
    "毫米",
    "吨",
    "噸",
    "公斤",
    "斤",
    "千克",
    "克",
    "毫克",
    "微克",
    "升",
    "毫升",
    "千瓦",
    "千瓦时",
    "兆瓦",
    "兆瓦时",
    "吉瓦",
    "瓦",
    "度",
    "千伏安",
    "兆伏安",
    "千伏",
    "吨标煤",
    "吨标准煤",
    "分贝",
    "倍",
    "成",
    "载重吨",
    "总吨",
    "卡",
    "焦",
    "比特",
    "字节",
];

/// Latin units of size, which no letter may follow.
static LATIN: Beginnings = beginnings![
    "km", "m", "cm", "mm", "kg", "g", "t", "kW", "KW", "kw", "MW", "GW", "kWh", "MWh", "GWh", "kV", "KV", "kVA", "MVA",
    "dB", "TEU", "Mbps", "Gbps", "TB", "PB", "Tbps", "P",
];

/// Units of time.
static TIMES: Beginnings = beginnings![
    "天",
    "年",
    "岁",
    "歲",
    "小时",
    "小時",
    "分钟",
    "分鐘",
    "秒",
    "个月",
    "個月",
    "个工作日",
    "工作日",
    "日",
    "周"
];

/// Words between the number and its unit: 1.2万个, 300余家.
const MAGNITUDES: &[char] = &['十', '百', '千', '万', '亿', '萬', '億', '余', '多'];

/// A unit of measure at the start of `chars`, magnitude included (万人, 亿元, 微克/立方米): its length in characters and
/// its kind. White space must have been removed and full-width signs folded.
pub(crate) fn unit(chars: &[char]) -> Option<(usize, Kind)> {
    let mut at = chars.iter().take_while(|c| MAGNITUDES.contains(c)).count().min(4);
    let magnitude = at;
    let Some((len, mut kind)) = simple(&chars[at..]) else {
        // 5000万 and 3亿 stand for themselves where nothing follows that could be a unit.
        let alone = at > 0 && !chars[at - 1..].starts_with(&['余']) && !chars[at - 1..].starts_with(&['多']);
        return alone.then_some((at, Kind::Size));
    };
    at += len;
    // 人/亿元, 件每万人.
    if let Some('/' | '每') = chars.get(at) {
        let per = at + 1;
        let scale = chars[per..].iter().take_while(|c| MAGNITUDES.contains(c)).count().min(4);
        if let Some((len, _)) = simple(&chars[per + scale..]) {
            at = per + scale + len;
            kind = Kind::Size;
        }
    }
    // 5亿年 is no age: a magnitude in front of a time is as rare as it is unlikely to be a goal.
    (magnitude == 0 || kind != Kind::Time).then_some((at, kind))
}

fn simple(chars: &[char]) -> Option<(usize, Kind)> {
    let sizes = SIZES.longest(chars).map(|len| (len, Kind::Size));
    let counters = COUNTERS.longest(chars).map(|len| (len, Kind::Counter));
    let times = TIMES.longest(chars).map(|len| (len, Kind::Time));
    let latin = LATIN
        .of_chars(chars)
        .map(|(len, ())| len)
        .filter(|&len| !chars.get(len).is_some_and(char::is_ascii_alphanumeric))
        .max()
        .map(|len| (len, Kind::Size));
    [sizes, times, latin, counters].into_iter().flatten().max_by_key(|&(len, _)| len)
}

/// Whether `word` is a unit of measure and nothing else, as in the unit column of an indicator table.
pub(crate) fn is_unit(word: &str) -> bool {
    let chars: Vec<char> = word.chars().map(crate::text::fold).filter(|&c| !crate::text::is_space(c)).collect();
    let parts = chars.split(|&c| c == '、' || c == ',');
    chars.len() <= 20 && parts.into_iter().all(whole_unit)
}

fn whole_unit(chars: &[char]) -> bool {
    // 吨/日·人, 人/亿元, 万吨标煤; 1=100 and — are seen in unit columns as well but name no unit.
    let mut at = 0;
    while let Some((len, _)) = unit(&chars[at..]) {
        at += len;
        match chars.get(at) {
            None => return true,
            Some('/' | '·' | '(' | ')') => at += 1,
            Some(_) => return false,
        }
    }
    at > 0 && at == chars.len()
}

/// Verbs that stand right before the number, after what is measured: 增长8%. Those before 到, 至 and 在 as well.
static LEVELS: Endings<Option<Comparator>> = endings![
    "增长" => None,
    "增长到" => None,
    "增加" => None,
    "增加到" => None,
    "增加至" => None,
    "提高" => None,
    "提高到" => None,
    "提高至" => None,
    "提升" => None,
    "提升到" => None,
    "提升至" => None,
    "上升" => None,
    "上升到" => None,
    "扩大到" => None,
    "扩大至" => None,
    "扩容到" => None,
    "达到" => None,
    "达" => None,
    "到达" => None,
    "力达" => None,
    "实现" => None,
    "完成" => None,
    "保持" => None,
    "保持在" => None,
    "维持在" => None,
    "稳定在" => None,
    "稳定到" => None,
    "下降" => None,
    "下降到" => None,
    "下降至" => None,
    "降低" => None,
    "降低到" => None,
    "降低至" => None,
    "降到" => None,
    "降至" => None,
    "减少" => None,
    "减少到" => None,
    "减少至" => None,
    "压减" => None,
    "压减到" => None,
    "压减至" => None,
    "压缩" => None,
    "压缩到" => None,
    "压缩至" => None,
    "缩短" => None,
    "缩短到" => None,
    "缩短至" => None,
    "缩减" => None,
    "缩减至" => None,
    "缩小到" => None,
    "缩小至" => None,
    "削减" => None,
    "精简" => None,
    "占" => None,
    "相当于" => None,
    "位居" => None,
    "进入" => None,
    "跻身" => None,
    "跃升至" => None,
    "新增" => None,
    "净增" => None,
    "年增" => None,
    "突破" => Some(Comparator::MoreThan),
    "迈上" => Some(Comparator::AtLeast),
    "跨上" => Some(Comparator::AtLeast),
    "站上" => Some(Comparator::AtLeast),
    "超过" => Some(Comparator::MoreThan),
    "超" => Some(Comparator::MoreThan),
    "高于" => Some(Comparator::MoreThan),
    "大于" => Some(Comparator::MoreThan),
    "多于" => Some(Comparator::MoreThan),
    "不低于" => Some(Comparator::AtLeast),
    "不少于" => Some(Comparator::AtLeast),
    "不小于" => Some(Comparator::AtLeast),
    "不超过" => Some(Comparator::AtMost),
    "不高于" => Some(Comparator::AtMost),
    "不大于" => Some(Comparator::AtMost),
    "不突破" => Some(Comparator::AtMost),
    "控制在" => Some(Comparator::AtMost),
    "控制到" => Some(Comparator::AtMost),
    "低于" => Some(Comparator::LessThan),
    "小于" => Some(Comparator::LessThan),
    "少于" => Some(Comparator::LessThan),
];

/// The level verb that `chars` ends with: its length in characters and the comparator it carries.
pub(crate) fn level_at_end(chars: &[char]) -> Option<(usize, Option<Comparator>)> {
    LEVELS.of_chars(chars).map(|(len, &comparator)| (len, comparator)).max_by_key(|&(len, _)| len)
}

/// Verbs of doing, whose object is counted: 新建公园3个, 新建3个公园.
static DEEDS: Beginnings = beginnings![
    "新增",
    "净增",
    "新建",
    "新改扩建",
    "新改建",
    "新扩建",
    "新(改、扩)建",
    "新(扩)建",
    "新(改)建",
    "改扩建",
    "扩建",
    "改建",
    "建成",
    "建成投用",
    "建设",
    "改造",
    "改造提升",
    "提升改造",
    "提标改造",
    "完成",
    "引进",
    "新引进",
    "招引",
    "引育",
    "引培",
    "培育",
    "培养",
    "培训",
    "轮训",
    "创建",
    "创成",
    "争创",
    "打造",
    "新认定",
    "认定",
    "新设",
    "设立",
    "开工",
    "开工建设",
    "启动",
    "启动建设",
    "启动实施",
    "实施",
    "谋划实施",
    "组织实施",
    "推出",
    "盘活",
    "消化",
    "减轻",
    "发放",
    "招聘",
    "招录",
    "招收",
    "开展",
    "举办",
    "承办",
    "投放",
    "配置",
    "配备",
    "落地",
    "签约",
    "新签约",
    "新开工",
    "竣工",
    "投产",
    "投用",
    "推广",
    "推广应用",
    "制定",
    "制(修)订",
    "制修订",
    "修订",
    "发布",
    "建立",
    "组建",
    "新购置",
    "购置",
    "新购",
    "更新",
    "种植",
    "栽植",
    "新栽",
    "造林",
    "治理",
    "整治",
    "修复",
    "清理",
    "整理",
    "拆除",
    "淘汰",
    "关停",
    "腾退",
    "收储",
    "供应",
    "处置",
    "回收",
    "化解",
    "解决",
    "安置",
    "转移",
    "转移就业",
    "帮扶",
    "资助",
    "救助",
    "争取",
    "争取到",
    "到位",
    "实现",
    "确保",
    "推进",
    "推动",
    "支持",
    "打通",
    "开通",
    "新开通",
    "开行",
    "新辟",
    "优化",
    "增设",
    "增加",
    "增建",
    "增派",
    "创新",
    "孵化",
    "遴选",
    "选派",
    "选树",
    "评选",
    "命名",
    "储备",
    "谋划",
    "包装",
    "募集",
    "发行",
    "带动",
    "吸引",
    "接待",
    "输送",
    "扶持",
    "减排",
    "减免",
    "兑现",
    "落实",
    "抓好",
    "抢抓",
    "突破",
    "攻克",
    "攻关",
    "转化",
    "取得",
    "获得",
    "形成",
    "培育形成",
    "累计培育",
    "通过",
    "参与",
    "牵头",
    "制订",
    "新评",
    "新吸纳",
    "吸纳",
    "动员",
    "覆盖",
    "铺设",
    "敷设",
    "铺装",
    "安装",
    "绿化",
    "新植",
    "疏浚",
    "加固",
    "除险加固",
    "硬化",
    "养护",
    "提升",
    "提档升级",
    "巩固",
    "巩固提升",
    "压减",
    "压降",
    "减少",
    "退出",
    "搬迁",
    "筹集",
    "筹建",
    "分配",
    "提供",
    "新设置",
    "设置",
    "开设",
    "开办",
    "招商",
    "招商引资",
    "上线",
    "接入",
    "归集",
    "推行",
    "服务",
    "走访",
    "办好",
    "办成",
    "排查",
    "检查",
    "抽检",
    "检测",
    "筛查",
    "免费筛查",
    "救治",
    "调解",
    "办理",
    "审结",
    "新上",
    "技改",
    "实训",
    "评定",
    "申报",
    "申请",
    "授权",
    "登记",
    "验收",
    "力争",
    "下达",
    "拨付",
    "投入",
    "安排",
];

static DEED_ENDS: Endings = Endings::also(&DEEDS);

/// The deed that `chars` starts with, in characters.
pub(crate) fn deed_at_start(chars: &[char]) -> Option<usize> {
    DEEDS.longest(chars)
}

/// Deeds that follow another one as part of it: 开工建设, 引进和孵化. The others begin a noun there: 新增服务业企业.
static FURTHER_DEEDS: Beginnings = beginnings![
    "建设",
    "建成",
    "投用",
    "改造",
    "改扩建",
    "提升",
    "实施",
    "形成",
    "设置",
    "优化",
    "孵化",
    "引进",
    "培育",
    "认定",
    "启动",
    "竣工",
    "投产",
    "推广",
    "制定",
    "制订",
    "修订",
    "制(修)订",
    "扩建",
    "改建",
    "组建",
    "更新",
    "完成",
    "新建",
    "新增",
    "巩固",
];

/// The further deed that `chars` starts with, in characters.
pub(crate) fn further_deed_at_start(chars: &[char]) -> Option<usize> {
    FURTHER_DEEDS.longest(chars)
}

/// The deed that `chars` ends with, in characters.
pub(crate) fn deed_at_end(chars: &[char]) -> Option<usize> {
    DEED_ENDS.of_chars(chars).map(|(len, _)| len).max()
}

/// Words right before the number, behind the verb: 达到约5%, 至少10家.
static APPROACHES: Endings<Option<Comparator>> = endings![
    "约" => Some(Comparator::About),
    "约为" => Some(Comparator::About),
    "大约" => Some(Comparator::About),
    "近" => Some(Comparator::About),
    "至少" => Some(Comparator::AtLeast),
    "最少" => Some(Comparator::AtLeast),
    "≥" => Some(Comparator::AtLeast),
    ">=" => Some(Comparator::AtLeast),
    ">" => Some(Comparator::MoreThan),
    "≤" => Some(Comparator::AtMost),
    "<=" => Some(Comparator::AtMost),
    "<" => Some(Comparator::LessThan),
    "=" => None,
    "累计" => None,
    "全国前" => Some(Comparator::AtMost),
    "全省前" => Some(Comparator::AtMost),
    "前" => Some(Comparator::AtMost),
];

/// The approach that `chars` ends with: its length and the comparator it carries.
pub(crate) fn approach_at_end(chars: &[char]) -> Option<(usize, Option<Comparator>)> {
    APPROACHES.of_chars(chars).map(|(len, &comparator)| (len, comparator)).max_by_key(|&(len, _)| len)
}

/// Words right behind number and unit: 5%以上.
static BOUNDS: Beginnings<Comparator> = beginnings![
    "以上" => Comparator::AtLeast,
    "及以上" => Comparator::AtLeast,
    "(含)以上" => Comparator::AtLeast,
    "以内" => Comparator::AtMost,
    "之内" => Comparator::AtMost,
    "以下" => Comparator::AtMost,
    "及以下" => Comparator::AtMost,
    "(含)以下" => Comparator::AtMost,
    "左右" => Comparator::About,
    "上下" => Comparator::About,
];

/// The bound that `chars` starts with: its length and the comparator it carries.
pub(crate) fn bound_at_start(chars: &[char]) -> Option<(usize, Comparator)> {
    BOUNDS.of_chars(chars).map(|(len, &comparator)| (len, comparator)).max_by_key(|&(len, _)| len)
}

/// What a level is called behind its number: 突破600亿元大关.
static LANDMARKS: Beginnings = beginnings!["新台阶", "台阶", "大关", "关口"];

/// The landmark that `chars` start with, in characters.
pub(crate) fn landmark_at_start(chars: &[char]) -> Option<usize> {
    LANDMARKS.longest(chars)
}

/// What a measured subject ends in: 覆盖率, 总产值.
static INDICATORS: Endings = endings![
    "率",
    "额",
    "值",
    "总量",
    "产量",
    "收入",
    "支出",
    "比重",
    "占比",
    "比例",
    "涨幅",
    "增幅",
    "增速",
    "强度",
    "能耗",
    "浓度",
    "面积",
    "里程",
    "规模",
    "投资",
    "营收",
    "税收",
    "利润",
    "人数",
    "户数",
    "家数",
    "件数",
    "床位数",
    "总数",
    "用量",
    "排放",
    "能力",
    "吞吐量",
    "存栏",
    "出栏",
    "就业",
    "寿命",
    "年限",
    "指数",
    "水平",
    "价格",
    "存量",
    "增量",
    "流量",
    "数量",
    "消费",
    "贷款",
    "融资",
    "存款",
    "余额",
    "外资",
    "出口",
    "进口",
    "用电",
    "游客",
    "标准",
];

/// Whether `chars` end as the name of an indicator does.
pub(crate) fn ends_like_indicator(chars: &[char]) -> bool {
    INDICATORS.end_chars(chars)
}

/// Words in front of a clause that set a goal and belong to neither verb nor subject.
static AIMS: Beginnings = beginnings![
    "力争",
    "力争实现",
    "争取",
    "确保",
    "确保实现",
    "努力",
    "努力实现",
    "实现",
    "力求",
    "必保",
    "力爭",
    "確保"
];

static AIM_ENDS: Endings = Endings::also(&AIMS);

/// The aim that `chars` starts with, in characters.
pub(crate) fn aim_at_start(chars: &[char]) -> Option<usize> {
    AIMS.longest(chars)
}

/// The aim that `chars` ends with: its length in characters, 0 without one.
pub(crate) fn aim_at_end(chars: &[char]) -> usize {
    AIM_ENDS.of_chars(chars).map(|(len, _)| len).max().unwrap_or(0)
}

/// Words in front of a verb that are not part of it. Only what follows tells them from the beginning of a subject
/// (重点支持, but 重点企业; 要达到, but 要素).
static ADVERBS: Beginnings = beginnings![
    "加快",
    "大力",
    "积极",
    "持续",
    "深入",
    "全面",
    "高标准",
    "高质量",
    "高水平",
    "高效",
    "全力",
    "着力",
    "扎实",
    "稳步",
    "有序",
    "统筹",
    "继续",
    "进一步",
    "抓紧",
    "尽快",
    "逐步",
    "重点",
    "优先",
    "分别",
    "均",
    "再",
    "共",
    "累计",
    "全市域",
    "全域",
    "并",
    "同时",
    "每年",
    "不断",
    "切实",
    "牢牢",
    "严格",
    "合理",
    "我们",
    "我市",
    "按时",
    "率先",
    "要",
    "将",
    "拟",
    "计划",
    "目标",
    "预期",
    "的",
    "为",
    "是",
    "到",
    "至",
    "使",
    "科学",
    "精准",
    "联动",
    "协同",
    "深化",
];

/// The adverb that `chars` starts with, in characters.
pub(crate) fn adverb_at_start(chars: &[char]) -> Option<usize> {
    ADVERBS.longest(chars)
}

/// The level verb that `chars` starts with, in characters.
pub(crate) fn level_at_start(chars: &[char]) -> Option<usize> {
    LEVELS.words().filter_map(|word| starts(chars, word)).max()
}

/// What is numbered in notices without being a goal: 5个方面, 20条措施.
static UNCOUNTED: Beginnings = beginnings![
    "方面",
    "环节",
    "层面",
    "维度",
    "阶段",
    "步骤",
    "原则",
    "要求",
    "目标",
    "重点",
    "措施",
    "意见",
    "政策",
    "举措",
    "工作日",
    "问题",
    "部门",
    "单位",
];

/// Whether `chars` start with a noun that is numbered without being a goal.
pub(crate) fn is_uncounted(chars: &[char]) -> bool {
    UNCOUNTED.begin_chars(chars)
}

/// What describes a project: 总投资5亿元, 占地80亩. No goal unless something more is said.
static DESCRIPTIONS: Beginnings = beginnings![
    "总投资",
    "项目总投资",
    "计划总投资",
    "估算",
    "概算",
    "占地",
    "建筑面积",
    "总建筑面积",
    "用地面积",
    "规划面积",
    "全长",
    "总长",
    "建设规模",
    "规模",
    "长度",
    "宽度",
    "高度",
    "深度",
    "口径",
    "路线",
    "红线",
];

/// Whether `chars` start with words that describe a project. 规模以上工业增加值 and 规模工业增加值 are indicators.
pub(crate) fn is_description(chars: &[char]) -> bool {
    DESCRIPTIONS.begin_chars(chars) && (chars.len() == 2 || starts(chars, "规模").is_none())
}

/// Words between a subject and its verb of level.
static FILLERS: Endings = endings![
    "分别",
    "均",
    "年均",
    "平均",
    "累计",
    "同比",
    "同口径",
    "每年",
    "都",
    "力争",
    "确保",
    "实现",
    "总体",
    ",",
    "、",
    "也",
    "需",
    "要",
    "将",
    "应",
];

/// The filler that `chars` ends with, in characters.
pub(crate) fn filler_at_end(chars: &[char]) -> Option<usize> {
    FILLERS.of_chars(chars).map(|(len, ())| len).max()
}
