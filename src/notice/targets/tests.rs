//! Cases of goals, and of numbers that are none. Cities, plans and figures are invented.

use super::*;
use crate::read::Manuscript;

/// `subject|measure|comparator|value|unit|due`, `-` for what is not said.
fn show(target: &Target) -> String {
    let comparator = match target.comparator {
        Comparator::AtLeast => ">=",
        Comparator::MoreThan => ">",
        Comparator::AtMost => "<=",
        Comparator::LessThan => "<",
        Comparator::Equal => "=",
        Comparator::About => "~",
        Comparator::Range => "range",
        Comparator::Times => "x",
    };
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    [
        &or_dash(&target.subject),
        &or_dash(&target.measure),
        comparator,
        &target.value,
        &or_dash(&target.unit),
        &or_dash(&target.due),
    ]
    .join("|")
}

fn goals(words: &str) -> Vec<String> {
    find(words, &[Span::new(0, words.len())], Some(2024)).iter().map(show).collect()
}

/// Words of a task, and the goals in them.
const CASES: &[(&str, &[&str])] = &[
    // Verbs of level.
    ("全县生产总值增长6.5%以上。", &["全县生产总值|增长|>=|6.5|%|-"]),
    ("居民消费价格涨幅2.5%左右。", &["居民消费价格涨幅|-|~|2.5|%|-"]),
    ("登记失业率控制在4.2%以内。", &["登记失业率|控制在|<=|4.2|%|-"]),
    ("城区绿化覆盖率达到43%。", &["城区绿化覆盖率|达到|=|43|%|-"]),
    ("挂牌企业总数突破80家。", &["挂牌企业总数|突破|>|80|家|-"]),
    ("税收占比不低于85%。", &["税收占比|不低于|>=|85|%|-"]),
    ("单位能耗下降3%。", &["单位能耗|下降|=|3|%|-"]),
    ("一般性支出压减12%以上。", &["一般性支出|压减|>=|12|%|-"]),
    ("办公经费压减不低于6%。", &["办公经费|压减不低于|>=|6|%|-"]),
    ("垃圾回收利用率提高到62%。", &["垃圾回收利用率|提高到|=|62|%|-"]),
    ("粮食播种面积稳定在35万亩以上。", &["粮食播种面积|稳定在|>=|35|万亩|-"]),
    ("审批时间压缩至15个工作日以内。", &["审批时间|压缩至|<=|15|个工作日|-"]),
    ("人均预期寿命达到81.5岁。", &["人均预期寿命|达到|=|81.5|岁|-"]),
    ("城乡居民收入倍差缩小到1.6以内。", &["城乡居民收入倍差|缩小到|<=|1.6|-|-"]),
    ("全员劳动生产率达18万元/人。", &["全员劳动生产率|达|=|18|万元/人|-"]),
    ("细颗粒物平均浓度不高于28微克/立方米。", &["细颗粒物平均浓度|不高于|<=|28|微克/立方米|-"]),
    ("物流费用占生产总值比重降低0.4个百分点。", &["物流费用占生产总值比重|降低|=|0.4|个百分点|-"]),
    ("贷款综合成本较上年至少下降0.3个百分点。", &["贷款综合成本|下降|>=|0.3|个百分点|-"]),
    ("优良水体比例≥91.5%。", &["优良水体比例|-|>=|91.5|%|-"]),
    ("规上工业增加值增长5%—6%。", &["规上工业增加值|增长|range|5—6|%|-"]),
    ("港口吞吐量达3-4万吨。", &["港口吞吐量|达|range|3—4|万吨|-"]),
    ("全市游客接待量超900万人次。", &["全市游客接待量|超|>|900|万人次|-"]),
    ("营商便利度排名进入全省前10位。", &["营商便利度排名|进入|<=|10|位|-"]),
    ("科研投入相当于生产总值2.6%左右。", &["科研投入|相当于|~|2.6|%|-"]),
    // Several values, several subjects.
    ("城乡居民人均收入分别增长7%和8.2%。", &["城乡居民人均收入|增长|=|7|%|-", "城乡居民人均收入|增长|=|8.2|%|-"]),
    (
        "工业总产值、服务业总收入分别突破600亿元、90亿元。",
        &["工业总产值|突破|>|600|亿元|-", "服务业总收入|突破|>|90|亿元|-"],
    ),
    ("亩均税收、亩均增加值均增长5%以上。", &["亩均税收、亩均增加值|增长|>=|5|%|-"]),
    ("财政收入完成26亿元，增长4%。", &["财政收入|完成|=|26|亿元|-", "财政收入|增长|=|4|%|-"]),
    // Verbs of doing.
    ("新建社区食堂12个以上。", &["社区食堂|新建|>=|12|个|-"]),
    ("新增充电桩1.5万个。", &["充电桩|新增|=|1.5|万个|-"]),
    ("新增800个停车位。", &["停车位|新增|=|800|个|-"]),
    ("新增200辆公交车和36个站点。", &["公交车|新增|=|200|辆|-", "站点|新增|=|36|个|-"]),
    (
        "新认定高新技术企业45家、科技型中小企业160家。",
        &["高新技术企业|新认定|=|45|家|-", "科技型中小企业|新认定|=|160|家|-"],
    ),
    ("新增营收5000万元以上服务业企业9家。", &["营收5000万元以上服务业企业|新增|=|9|家|-"]),
    ("加快实施30个5亿元以上产业项目。", &["5亿元以上产业项目|实施|=|30|个|-"]),
    ("引进20亿元以上项目8个以上。", &["20亿元以上项目|引进|>=|8|个|-"]),
    ("新建、改造供水管网60公里。", &["供水管网|新建、改造|=|60|公里|-"]),
    ("引进和孵化电商企业40家。", &["电商企业|引进和孵化|=|40|家|-"]),
    ("完成山塘加固(5座)、堤防整修(2处)。", &["山塘加固|完成|=|5|座|-", "堤防整修|完成|=|2|处|-"]),
    ("新(改、扩)建村级卫生室18所。", &["村级卫生室|新(改、扩)建|=|18|所|-"]),
    ("在公共场所配置急救设备25台。", &["急救设备|配置|=|25|台|-"]),
    ("城镇新增就业3.2万人以上。", &["城镇新增就业|新增|>=|3.2|万人|-"]),
    ("开工保障性住房900套、建成400套。", &["保障性住房|开工|=|900|套|-", "保障性住房|建成|=|400|套|-"]),
    ("推出50项“一键直达”事项。", &["“一键直达”事项|推出|=|50|项|-"]),
    ("减轻企业负担18亿元以上。", &["企业负担|减轻|>=|18|亿元|-"]),
    ("实现2000家小微企业进园区。", &["小微企业进园区|实现|=|2000|家|-"]),
    ("实现低效用地再开发700亩以上。", &["低效用地再开发|-|>=|700|亩|-"]),
    ("确保60%以上行政村建成文化礼堂。", &["行政村|建成|>=|60|%|-"]),
    ("粮食生产保持稳定，确保粮食总产量11万吨。", &["粮食总产量|-|=|11|万吨|-"]),
    ("力争新增上市企业3家，“专板”挂牌企业6家。", &["上市企业|新增|=|3|家|-", "“专板”挂牌企业|-|=|6|家|-"]),
    // Twice as much, and as much as something else.
    ("力争签约项目落地数翻番。", &["签约项目落地数|翻番|x|2|-|-"]),
    ("旅游总收入较2020年翻两番。", &["旅游总收入|翻两番|x|4|-|-"]),
    ("居民收入增长与经济增长基本同步。", &["居民收入增长|同步|~|经济增长|-|-"]),
    // When it is due.
    ("到2027年城镇化率达65%。", &["城镇化率|达|=|65|%|到2027年"]),
    (
        "力争到2026年底，贷款余额突破700亿元，存款余额突破900亿元。",
        &["贷款余额|突破|>|700|亿元|到2026年底", "存款余额|突破|>|900|亿元|到2026年底"],
    ),
    ("2025年9月底前建成公园4个。", &["公园|建成|=|4|个|2025年9月底前"]),
    ("年底前完成旧房改造300户。", &["旧房改造|完成|=|300|户|年底前"]),
    ("三年内新增绿道120公里。", &["绿道|新增|=|120|公里|三年内"]),
    ("到“十五五”末，吞吐量突破500万吨。", &["吞吐量|突破|>|500|万吨|到“十五五”末"]),
    ("今年开工产业园7个。", &["产业园|开工|=|7|个|今年"]),
    // Widths, spaces, broken lines, traditional characters.
    ("研发投入强度达到 ２．４％ 左右。", &["研发投入强度|达到|~|２．４|％|-"]),
    ("新增基站 3 000 个。", &["基站|新增|=|3000|个|-"]),
    ("新增基站3,000个。", &["基站|新增|=|3,000|个|-"]),
    ("新增服务业企业1\n20家以\n上。", &["服务业企业|新增|>=|120|家|-"]),
    ("生產總值增長6%以上。", &["生產總值|增長|>=|6|%|-"]),
    ("去年覆盖率已达50%，力争年底前达到70%。", &["-|达到|=|70|%|年底前"]),
    // What has been done.
    ("去年全县生产总值增长6.1%。", &[]),
    ("已建成公园12个。", &[]),
    ("五年来新增公园30个。", &[]),
    ("完成了老旧小区改造60个。", &[]),
    ("2022年新增就业2.1万人。", &[]),
    ("截至目前，累计建成充电站45座。", &[]),
    // Names and numbers of things.
    ("实施“3315”人才工程。", &[]),
    ("推进5G网络建设，深化“10+N”行动。", &[]),
    ("创建国家4A级景区、5A级景区。", &[]),
    ("建成228国道改建工程和S3线。", &[]),
    ("推广审批平台3.0版。", &[]),
    ("推进220千伏输变电工程建设。", &[]),
    ("落实《关于促进发展的20条意见》。", &[]),
    ("根据政发〔2023〕15号文件要求抓好落实。", &[]),
    ("贯彻《条例》第12条规定。", &[]),
    ("开展2024台球公开赛系列活动。", &[]),
    ("确保项目审批“最多60天”。", &[]),
    ("打造15分钟生活圈。", &[]),
    ("庆祝建市40周年。", &[]),
    // Thresholds, counts of what was listed, ages.
    ("支持年产值20亿元以上企业做大做强。", &[]),
    ("为70周岁以上老人提供体检。", &[]),
    ("推进甲河、乙河等4条河道整治。", &[]),
    ("开工实验小学迁建等9个项目。", &[]),
    ("在500人以上的行政村推广。", &[]),
    ("高效推进新增的30个改造项目。", &[]),
    ("建设管道，长度约3公里。", &[]),
    ("加强对25度以上坡地的治理。", &[]),
    // Rules that a policy sets.
    ("贷款额度最高不超过200万元，期限最长不超过3年。", &[]),
    ("给予每户补贴5000元。", &[]),
    ("首付款比例下调至20%。", &[]),
    ("按设备投资额5%的比例给予奖补。", &[]),
    ("招用人数达到职工人数25%的，可申请贷款。", &[]),
    ("每人提取次数不得超过2次。", &[]),
    ("最高可申请15万元创业贷款。", &[]),
];

#[test]
fn cases() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter(|(words, expected)| goals(words) != *expected)
        .map(|(words, expected)| format!("{words}\n  expected {expected:?}\n  got      {:?}", goals(words)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
    assert!(CASES.iter().filter(|(_, goals)| goals.is_empty()).count() >= 25);
}

#[test]
fn text_runs_from_the_subject_to_the_comparator() {
    let words = "加快转型，力争到2027年全县生产总值增长6.5%以上，确保稳定。";
    let target = &find(words, &[Span::new(0, words.len())], None)[0];
    assert_eq!(target.text, "全县生产总值增长6.5%以上");
    assert_eq!(target.span.of(words), target.text);
}

#[test]
fn a_goal_broken_over_cells_of_lines_is_one() {
    let words = "新增公园绿|市公园局|地30公顷以上";
    let pieces = [Span::new(0, 15), Span::new(29, words.len())];
    assert_eq!(pieces[0].of(words), "新增公园绿");
    let targets = find(words, &pieces, None);
    assert_eq!(targets.iter().map(show).collect::<Vec<_>>(), ["公园绿地|新增|>=|30|公顷|-"]);
}

fn prose(text: &str) -> Vec<String> {
    let manuscript: Manuscript = crate::read(text.as_bytes(), "t.txt");
    in_prose(&manuscript.text, &crate::layout::lay_out(&manuscript), None)
        .into_iter()
        .map(|target| target.text)
        .collect()
}

#[test]
fn headings_tell_what_looks_back() {
    let text = "政府工作报告\n一、上年工作回顾\n（一）产业提质。生产总值增长5.2%，新增企业30家。\n二、今后五年目标任务\n\
                生产总值增长6%左右。\n（一）抓创新。新增企业40家以上。\n三、全面加强自身建设\n公用经费压减5%。";
    assert_eq!(prose(text), ["生产总值增长6%左右", "新增企业40家以上", "公用经费压减5%"]);
}

#[test]
fn without_headings_a_sentence_has_to_say_that_it_sets_a_goal() {
    assert_eq!(prose("全市公共预算收入增长9.1%。"), [""; 0]);
    assert_eq!(
        prose("今年主要预期目标是：公共预算收入增长9.1%，粮食产量稳定在30万吨以上。"),
        ["公共预算收入增长9.1%", "粮食产量稳定在30万吨以上"]
    );
    assert_eq!(prose("一年来，我们攻坚克难。力争的目标全部实现，公共预算收入增长9.1%。"), [""; 0]);
}

#[test]
fn a_heading_without_a_number_opens_a_part_until_the_next() {
    let text = "工作回顾\n新增公园8个。\n主要目标\n新增公园9个。";
    assert_eq!(prose(text), ["新增公园9个"]);
}

#[test]
fn any_text_has_places_on_character_boundaries() {
    // Cuts and doublings of a text with every form, to reach states that no notice has.
    let text: String = CASES.iter().map(|(words, _)| *words).collect();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for step in [1, 7, 13] {
        for window in chars.windows(60).step_by(step * 11) {
            let pieces: Vec<Span> = window
                .chunks(step + 2)
                .map(|chunk| Span::new(chunk[0].0, chunk[0].0 + chunk[0].1.len_utf8()))
                .collect();
            for target in find(&text, &pieces, Some(2024)) {
                assert!(text.get(target.span.start..target.span.end).is_some());
            }
        }
    }
    for odd in [
        "",
        "%",
        "1",
        "(",
        "(1",
        "“",
        "“1",
        "到",
        "年",
        "1年",
        "翻",
        "同步",
        "与同步",
        "新增1",
        "增长",
        "≥",
        "1—",
        "1—2",
        "——",
        "1.2.3",
        "1,",
        "9999999999999999999999家",
    ] {
        find(odd, &[Span::new(0, odd.len())], None);
    }
}

#[test]
fn time_grows_with_the_text_and_not_faster() {
    let time = |times: usize| {
        // Nothing here closes a clause, a bracket or a list.
        let words = "新增产值5亿元以上企业和3家乙及（“到2025年占".repeat(times);
        let start = std::time::Instant::now();
        find(&words, &[Span::new(0, words.len())], None);
        start.elapsed()
    };
    let (small, large) = (time(300), time(2400));
    assert!(large < small * 24, "{small:?} for 500, {large:?} for 4000");
}
