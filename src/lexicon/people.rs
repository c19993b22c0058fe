//! Names and titles of people.

use super::affixes::{self, Beginnings, Endings, beginnings, endings};

/// Surnames of two characters.
static DOUBLE: Beginnings = beginnings![
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "端木", "轩辕", "南宫", "西门", "独孤", "申屠",
];

/// Surnames of one character that people in public office bear.
const SINGLES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仝付肖闫佟楚卿仉覃谌岳帅亢况郤有琴商牟佘佴伯赏墨哈谯笪年爱阳代旦占麦植苟衣修玄揭操由税晋矫官买撒肇靖鄢稂";

/// The same in the order of Unicode, where one is found in few steps. All of them take two bytes there, three in UTF-8.
static SINGLE: [u16; SINGLES.len() / 3] = in_order(SINGLES);

const fn in_order<const N: usize>(words: &str) -> [u16; N] {
    let mut sorted = [0; N];
    let mut count = 0;
    while count < N {
        let c = affixes::decode(words.as_bytes(), 3 * count, 3 * count + 3) as u16;
        let mut at = count;
        while at > 0 && sorted[at - 1] > c {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = c;
        count += 1;
    }
    sorted
}

/// Titles that stand before or after a name (FORMS.md, People), in a list of the kind that is named.
macro_rules! titles {
    ($list:ident) => {
        $list![
            "常务副市长",
            "常务副县长",
            "常务副区长",
            "常务副省长",
            "常务副州长",
            "副市长",
            "副县长",
            "副区长",
            "副省长",
            "副州长",
            "副主席",
            "副书记",
            "副主任",
            "副秘书长",
            "秘书长",
            "市委常委",
            "县委常委",
            "区委常委",
            "省委常委",
            "党组成员",
            "党组副书记",
            "党组书记",
            "市委书记",
            "县委书记",
            "区委书记",
            "市长",
            "县长",
            "区长",
            "省长",
            "州长",
            "主席",
            "书记",
            "主任",
            "常委",
            "同志",
            "部长",
            "局长",
            "副局长",
            "厅长",
            "院长",
            "总经理助理",
            "副总经理",
            "总经理",
            "总会计师",
            "总工程师",
            "总经济师",
            "副镇长",
            "镇长",
            "副乡长",
            "乡长",
            "副校长",
            "校长",
            "副院长",
            "处长",
            "科长",
            "董事长",
            "调研员",
            "巡视员",
        ]
    };
}

static TITLES_BEFORE: Beginnings = titles!(beginnings);

static TITLES_BEHIND: Endings = titles!(endings);

/// Words of two to four characters that begin with a surname but are no names in an assignment table.
static NOT_NAMES: Beginnings = beginnings![
    "全年",
    "全市",
    "全县",
    "全区",
    "全省",
    "年底",
    "年底前",
    "平台",
    "平安",
    "平时",
    "都市",
    "和谐",
    "成立",
    "成果",
    "文化",
    "文明",
    "文件",
    "文旅",
    "农业",
    "农村",
    "农民",
    "国家",
    "国企",
    "国资",
    "国庆",
    "经济",
    "经费",
    "通过",
    "通知",
    "通报",
    "金融",
    "金额",
    "公安",
    "公开",
    "公共",
    "公路",
    "公司",
    "计划",
    "计量",
    "强化",
    "强市",
    "安全",
    "安排",
    "安置",
    "广泛",
    "广场",
    "关于",
    "关键",
    "关闭",
    "高质量",
    "高新区",
    "高效",
    "高速",
    "高铁",
    "高等",
    "任务",
    "任务书",
    "时间",
    "时限",
    "常态",
    "常态化",
    "常规",
    "水利",
    "水务",
    "水平",
    "水库",
    "华东",
    "江南",
    "项目",
    "项目名",
    "管理",
    "管委会",
    "管网",
    "支持",
    "支部",
    "应急",
    "应急办",
    "单位",
    "单元",
    "房产",
    "房屋",
    "车站",
    "车辆",
    "宣传",
    "景区",
    "白天",
    "连续",
    "利用",
    "容量",
    "师资",
    "官网",
    "商务",
    "商业",
    "商贸",
    "年度",
    "年内",
    "阳光",
    "代表",
    "修订",
    "有关",
    "有序",
    "有效",
    "相关",
    "巩固",
    "后续",
    "红色",
    "游客",
    "权力",
    "简化",
    "明确",
    "申报",
    "党建",
    "党委",
    "双方",
    "能力",
    "能源",
    "向上",
    "古城",
    "东部",
    "越来越",
    "融合",
    "那些",
    "空间",
    "空气",
    "养老",
    "须知",
    "丰富",
    "居民",
    "居家",
    "步行",
    "满意",
    "满足",
    "充分",
    "温室",
    "尚未",
    "边界",
    "别墅",
    "牛奶",
    "主要",
    "家庭",
    "家政",
    "富民",
    "山区",
    "山海",
    "全面",
    "班子",
    "秋季",
    "谷物",
    "井盖",
    "松材",
    "封控",
    "荣誉",
    "石油",
    "包装",
    "包容",
    "诸多",
    "左右",
    "程序",
    "程度",
    "路网",
    "路面",
    "路灯",
    "危房",
    "危险",
    "危化品",
    "江河",
    "季度",
    "蓝天",
    "席位",
    "舒适",
    "熊猫",
    "谈判",
    "贝类",
    "米面",
    "毛利",
    "余额",
    "余热",
    "元旦",
    "汤圆",
    "史料",
    "方案",
    "方式",
    "方面",
    "花卉",
    "苗木",
    "马路",
    "章程",
    "云计算",
    "云平台",
    "施工",
    "施策",
    "许可",
    "何时",
    "金属",
    "陶瓷",
    "严格",
    "严禁",
    "严控",
    "严肃",
    "责任人",
    "责任",
    "宁可",
    "牧区",
    "甘蔗",
    "司法",
    "司法局",
    "万家",
    "万元",
    "管理局",
    "政府办",
    "市府办",
    "县府办",
    "区府办",
    "全部",
    "暂无",
    "明年",
    "时节",
    "经营",
    "成员",
    "路段",
    "水质",
    "国土",
    "解决",
    "解读",
    "应当",
];

/// Longest name in characters, a compound surname with two more.
pub(crate) const LONGEST: usize = 4;

/// Whether `word`, without white space, can be a person's name: two to four characters that begin with a surname.
pub(crate) fn is_name(word: &str) -> bool {
    let count = word.chars().take(LONGEST + 1).count();
    if !(2..=LONGEST).contains(&count) || !word.chars().all(crate::text::is_han) {
        return false;
    }
    let double = DOUBLE.begin(word);
    let single = word
        .chars()
        .next()
        .and_then(|c| u16::try_from(u32::from(c)).ok())
        .is_some_and(|c| SINGLE.binary_search(&c).is_ok());
    (double && count >= 3 || single && count <= 3) && !NOT_NAMES.hold(word) && !super::units::ends_like_unit(word)
}

/// Whether `word` means someone in office without the name: 分管副市长, 县政府主要领导.
pub(crate) fn is_office(word: &str) -> bool {
    const WHOSE: &[&str] = &["分管", "协管", "各", "省", "市", "县", "区", "州", "旗", "乡", "镇"];
    let title = title_at_end(word).is_some() || ["领导", "领导同志"].iter().any(|end| word.ends_with(end));
    title && WHOSE.iter().any(|whose| word.starts_with(whose))
}

/// The title that `text` ends with.
pub(crate) fn title_at_end(text: &str) -> Option<&'static str> {
    TITLES_BEHIND.of(text).map(|(title, ())| title).max_by_key(|title| title.len())
}

/// The title that `text` starts with.
pub(crate) fn title_at_start(text: &str) -> Option<&'static str> {
    TITLES_BEFORE.of(text).map(|(title, ())| title).max_by_key(|title| title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_stands_for_who_holds_it() {
        assert!(is_office("分管副市长") && is_office("县政府主要领导"));
        assert!(!is_office("项目部主任") && !is_office("市教育局"));
    }

    #[test]
    fn names_begin_with_a_surname_and_are_short() {
        for name in ["李雨桐", "王东", "欧阳明月", "芮宏"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["全市", "市发改委", "王", "推进项目建设", "公安局", "abc"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
