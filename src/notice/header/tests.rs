//! Notices of every kind, all invented.

use crate::model::Header;

fn header(text: &str) -> Header {
    crate::parse(&crate::read(text.as_bytes(), "notice.txt")).header
}

fn some(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

const MODEL: &str = "岚州市人民政府文件

岚政发〔2022〕8 号　　　　签发人：王东

岚州市人民政府关于印发岚州市
2022年重点工作责任分解方案的通知

各县（市、区）人民政府，市政府各部门、
各直属单位：

《岚州市2022年重点工作责任分解方案》已经市政府同意，现印发给你们，请认真贯彻执行。

附件：1. 岚州市2022年重点工作责任
分解方案
2. 岚州市2022年民生实事清单
3．督查办法

岚州市人民政府
2022年3月5日

（此件公开发布）

附件 1

岚州市2022年重点工作责任分解方案

一、总体要求
坚持稳中求进。

抄送：市委各部门，市人大常委会、市政协办公室，
市法院，市检察院。

岚州市人民政府办公室　　　　　2022年3月7日印发
";

#[test]
fn a_printed_notice_shows_every_element() {
    assert_eq!(
        header(MODEL),
        Header {
            issuer: some("岚州市人民政府"),
            doc_number: some("岚政发〔2022〕8号"),
            title: some("岚州市人民政府关于印发岚州市2022年重点工作责任分解方案的通知"),
            addressees: list(&["各县（市、区）人民政府", "市政府各部门", "各直属单位"]),
            signatory: some("岚州市人民政府"),
            date: some("2022-03-05"),
            disclosure: some("此件公开发布"),
            index_number: None,
            attachments: list(&["岚州市2022年重点工作责任分解方案", "岚州市2022年民生实事清单", "督查办法"]),
            cc: list(&["市委各部门", "市人大常委会", "市政协办公室", "市法院", "市检察院"]),
            printed_by: some("岚州市人民政府办公室"),
            printed_on: some("2022-03-07"),
        }
    );
}

#[test]
fn full_width_characters_and_wide_spaces_change_nothing() {
    let wide = MODEL.replace("2022", "２０２２").replace(' ', "\u{3000}").replace('，', ",");
    let (wide, model) = (header(&wide), header(MODEL));
    assert_eq!((wide.date, wide.printed_on, wide.addressees), (model.date, model.printed_on, model.addressees));
    assert_eq!(wide.doc_number, some("岚政发〔２０２２〕8号"));
}

#[test]
fn a_web_page_has_a_card_and_chrome() {
    let text = "当前位置：首页 > 政务公开 > 文件
索 引 号：003/2022-17　　公开方式：主动公开
发布机构：市政府办公室　　成文日期：2022-03-01
文　　号：岚政办发〔2022〕3号
[有效]岚州市人民政府办公室关于做好防汛工作的通知
发布时间：2022-03-09 10:20　来源：市政府办　浏览次数：
字号：【大 中 小】
各县（市、区）人民政府：
现将防汛工作通知如下：
一、落实责任
各地要落实责任。
打印本页 关闭窗口
";
    let header = header(text);
    assert_eq!(header.index_number, some("003/2022-17"));
    assert_eq!(header.title, some("岚州市人民政府办公室关于做好防汛工作的通知"));
    assert_eq!(header.doc_number, some("岚政办发〔2022〕3号"));
    assert_eq!(header.addressees, ["各县（市、区）人民政府"]);
    assert_eq!(header.issuer, some("岚州市人民政府办公室"));
    assert_eq!(header.disclosure, some("主动公开"));
    // 成文日期 of the card, not the day of publication, as the text has none.
    assert_eq!(header.date, some("2022-03-01"));
}

#[test]
fn a_card_may_have_its_values_on_lines_of_their_own_or_in_cells() {
    for text in [
        "索引号：\n003/2022-17\n发文字号：\n岚政发〔2022〕4号\n浏览次数：\n各县人民政府：\n请抓好落实。\n",
        "| 索引号 | 003/2022-17 | 发文字号 | 岚政发〔2022〕4号 |\n各县人民政府：\n请抓好落实。\n",
        "索引号 003/2022-17\n文号 岚政发〔2022〕4号\n各县人民政府：\n请抓好落实。\n",
        "索引号\t003/2022-17\n文号\t岚政发〔2022〕4号\n各县人民政府：\n请抓好落实。\n",
    ] {
        let header = header(text);
        assert_eq!(header.index_number, some("003/2022-17"), "{text}");
        assert_eq!(header.doc_number, some("岚政发〔2022〕4号"), "{text}");
        assert_eq!(header.addressees, ["各县人民政府"], "{text}");
        assert_eq!(header.title, None, "{text}");
    }
}

#[test]
fn the_text_says_more_than_the_card() {
    let text = "索引号：003/2022-17 成文日期：2022-03-09 发布机构：市政府办公室\n岚州市人民政府关于春耕的通知\n各县人民政府：\n请抓好春耕。\n岚州市人民政府\n2022年3月5日\n";
    let header = header(text);
    assert_eq!((header.date, header.issuer), (some("2022-03-05"), some("岚州市人民政府")));
}

#[test]
fn a_notice_on_one_line_keeps_its_elements() {
    let text = "岚州市人民政府办公室关于印发防汛工作方案的通知 各县（市、区）人民政府，市级有关部门： 《岚州市防汛工作方案》已经市政府同意，现印发给你们，请结合实际认真组织实施。 附件：防汛工作任务分解表 岚州市人民政府办公室 2022年3月5日 （此件公开发布） 岚州市防汛工作方案 一、总体要求 坚持人民至上、生命至上，全面落实防汛责任。 二、重点任务 （一）排查隐患。对水库、山塘逐一检查。";
    let found = header(text);
    assert_eq!(found.title, some("岚州市人民政府办公室关于印发防汛工作方案的通知"));
    assert_eq!(found.addressees, ["各县（市、区）人民政府", "市级有关部门"]);
    assert_eq!(found.signatory, some("岚州市人民政府办公室"));
    assert_eq!(found.date, some("2022-03-05"));
    assert_eq!(found.disclosure, some("此件公开发布"));
    assert_eq!(found.attachments, ["防汛工作任务分解表"]);
    // And without a single space.
    let bare = header(&text.replace(' ', ""));
    assert_eq!(bare, found);
}

#[test]
fn a_fragment_has_no_header() {
    for text in [
        "二、加强组织领导\n各县（市、区）要加强领导。\n责任单位：市水利局\n",
        "3.推进水库除险加固。完成除险加固10座。（牵头单位：市水利局；责任单位：市财政局）\n",
        "序号\t重点工作\t责任单位\n1\t完成水库除险加固方案\t市水利局\n",
        "今年要实现生产总值增长5%，根据2022年3月5日通过的关于经济工作的意见，抓好落实。\n",
        "根据《岚州市人民政府关于春耕的通知》（岚政发〔2022〕4号）要求，现提出如下措施：\n一、抓好备耕。",
        "",
    ] {
        assert_eq!(header(text), Header::default(), "{text}");
    }
}

#[test]
fn a_letter_has_its_organ_over_the_number() {
    let text = "岚州市人民政府办公室\n\n岚政办函〔2022〕11号\n\n岚州市人民政府办公室\n关于同意设立工作专班的函\n\n市水利局：\n\n你局来文收悉，经研究，同意设立。\n\n岚州市人民政府办公室\n二〇二二年三月五日\n";
    let header = header(text);
    assert_eq!(header.issuer, some("岚州市人民政府办公室"));
    assert_eq!(header.doc_number, some("岚政办函〔2022〕11号"));
    assert_eq!(header.title, some("岚州市人民政府办公室关于同意设立工作专班的函"));
    assert_eq!(header.addressees, ["市水利局"]);
    assert_eq!(header.date, some("2022-03-05"));
}

#[test]
fn an_order_is_signed_by_a_person() {
    let text = "岚州市人民政府令\n第12号\n《岚州市防汛管理办法》已经市政府第3次常务会议通过，现予公布，自2022年5月1日起施行。\n市　长　李雨桐\n2022年3月5日\n";
    let header = header(text);
    assert_eq!(header.issuer, some("岚州市人民政府"));
    assert_eq!(header.doc_number, some("第12号"));
    assert_eq!(header.signatory, some("市长李雨桐"));
    assert_eq!((header.date, header.title), (some("2022-03-05"), None));
}

#[test]
fn several_organs_may_issue_and_sign() {
    let text = "岚州市水利局\n岚州市财政局文件\n岚水〔2022〕3号\n岚州市水利局 岚州市财政局\n关于下达水利资金的通知\n各县水利局、财政局：\n现将资金下达给你们。\n岚州市水利局　　岚州市财政局\n2022年3月5日\n";
    let header = header(text);
    assert_eq!(header.issuer, some("岚州市水利局、岚州市财政局"));
    assert_eq!(header.title, some("岚州市水利局岚州市财政局关于下达水利资金的通知"));
    assert_eq!(header.signatory, some("岚州市水利局、岚州市财政局"));
    assert_eq!(header.addressees, ["各县水利局", "财政局"]);
}

#[test]
fn several_organs_may_stand_in_the_title_alone() {
    let text =
        "中共岚州市委 岚州市人民政府\n关于推进水利改革的实施意见\n（2022年3月5日）\n为推进水利改革，提出如下意见。\n";
    let header = header(text);
    assert_eq!(header.issuer, some("中共岚州市委、岚州市人民政府"));
    assert_eq!(header.title, some("中共岚州市委岚州市人民政府关于推进水利改革的实施意见"));
    assert_eq!(header.date, some("2022-03-05"));
}

#[test]
fn traditional_characters_change_nothing() {
    let text = "嵐州市人民政府關於印發防汛任務分解的通知\n各縣（市、區）人民政府，市級各部門：\n請認真貫徹執行。\n嵐州市人民政府\n2022年3月5日\n";
    let header = header(text);
    assert_eq!(header.title, some("嵐州市人民政府關於印發防汛任務分解的通知"));
    assert_eq!(header.addressees, ["各縣（市、區）人民政府", "市級各部門"]);
    assert_eq!(header.signatory, some("嵐州市人民政府"));
}

#[test]
fn lines_of_a_pdf_may_break_anywhere() {
    let text = "岚州市人民政府办公室关于印发 2022 年 \n度重点工作任务责任分解的 \n通     知 \n \n各县（市、区）人民政府，市政府各部门， \n各直属单位： \n《2022 年度重点工作任务责任分解》已经市政府同意，现印 \n发给你们。 \n \n— 1 — \n \n岚州市人民政府办公室 \n— 2 — \n2022 年 3 月 5 日 \n";
    let header = header(text);
    assert_eq!(header.title, some("岚州市人民政府办公室关于印发2022年度重点工作任务责任分解的通知"));
    assert_eq!(header.addressees, ["各县（市、区）人民政府", "市政府各部门", "各直属单位"]);
    assert_eq!((header.signatory, header.date), (some("岚州市人民政府办公室"), some("2022-03-05")));
}

#[test]
fn opinions_may_go_without_addressees_number_and_date() {
    let text = "关于加快水利改革的实施意见（试行）\n为加快水利改革，现提出如下意见：\n一、总体要求\n坚持节水优先。\n";
    let header = header(text);
    assert_eq!(header.title, some("关于加快水利改革的实施意见（试行）"));
    assert_eq!(header, Header { title: header.title.clone(), ..Header::default() });
}

#[test]
fn a_meeting_passes_a_decision_on_a_day() {
    let text = "岚州市人民代表大会关于防汛工作的决议\n（2022年3月5日岚州市第六届人民代表大会第二次会议通过）\n会议听取了报告，决定批准。\n";
    assert_eq!(header(text).date, some("2022-03-05"));
}

#[test]
fn titles_stand_over_several_lines_with_spaces_inside() {
    let text = "岚州市人民政府关于转发市发改委\n2022 年 经济工作要点\n的 通 知\n各县人民政府：\n请抓好落实。\n";
    assert_eq!(header(text).title, some("岚州市人民政府关于转发市发改委2022年经济工作要点的通知"));
    let text = "岚州市人民政府关于分解2022年政府工作报告\n目标任务的通知\n各县人民政府：\n请抓好落实。\n";
    assert_eq!(header(text).title, some("岚州市人民政府关于分解2022年政府工作报告目标任务的通知"));
}

#[test]
fn a_number_in_brackets_behind_the_title_is_no_part_of_it() {
    let text = "岚州市发展和改革委员会关于粮食收储的通知（岚发改〔2022〕6号）\n各县人民政府：\n请抓好落实。\n";
    let header = header(text);
    assert_eq!(header.title, some("岚州市发展和改革委员会关于粮食收储的通知"));
    assert_eq!(header.doc_number, some("岚发改〔2022〕6号"));
}

#[test]
fn copies_and_printing_take_many_shapes() {
    let notice = |end: &str| {
        format!("岚州市人民政府关于春耕的通知\n各县人民政府：\n请抓好春耕。\n岚州市人民政府\n2022年3月5日\n{end}")
    };
    for (end, cc, by) in [
        (
            "抄送：市委办公室，市人大常委会。 岚州市人民政府办公室 2022年3月7日印发\n",
            &["市委办公室", "市人大常委会"][..],
            true,
        ),
        (
            "抄 送：市委办公室、市人大常委会\n岚州市人民政府办公室\n2022年3月7日印发\n",
            &["市委办公室", "市人大常委会"],
            true,
        ),
        ("抄送:市委办公室。\n\n---\n\n岚州市人民政府办公室\n\n2022年3月7日印发\n", &["市委办公室"], true),
        ("抄送：各县（市、区）委，\n市委办公室\n", &["各县（市、区）委", "市委办公室"], false),
        ("岚州市人民政府办公室 2022年3月7日 印发\n", &[], true),
    ] {
        let header = header(&notice(end));
        assert_eq!(header.cc, cc, "{end}");
        assert_eq!(header.printed_by, by.then(|| "岚州市人民政府办公室".to_owned()), "{end}");
        assert_eq!(header.printed_on, by.then(|| "2022-03-07".to_owned()), "{end}");
        assert_eq!(header.date, some("2022-03-05"), "{end}");
    }
}

#[test]
fn attachments_are_listed_in_many_shapes() {
    let notice = |list: &str| {
        format!("岚州市人民政府关于春耕的通知\n各县人民政府：\n请抓好春耕。\n{list}\n岚州市人民政府\n2022年3月5日\n")
    };
    for (printed, names) in [
        ("附件：春耕任务分解表", &["春耕任务分解表"][..]),
        ("附件:1.任务清单 2.责任清单", &["任务清单", "责任清单"]),
        ("- 附件：1. 任务清单\n2. 责任清单", &["任务清单", "责任清单"]),
        ("附　件：\n1、任务清单；\n2、责任清单。", &["任务清单", "责任清单"]),
        ("附件：1.2022年任务清单2.2022年责任清单", &["2022年任务清单", "2022年责任清单"]),
        ("附：任务清单", &["任务清单"]),
        ("附件1：任务清单\n附件2：责任清单", &["任务清单", "责任清单"]),
    ] {
        let header = header(&notice(printed));
        assert_eq!(header.attachments, names, "{printed}");
        assert_eq!(header.signatory, some("岚州市人民政府"), "{printed}");
    }
}

#[test]
fn who_fills_in_a_form_is_no_addressee() {
    for line in ["填报单位：区督查室　填报日期：2032年3月5日", "| 填报单位：区督查室 | 填报日期：2032年3月5日 |"]
    {
        let header = header(&format!("云岭区2032年重点任务台账\n{line}\n序号\t任务\t责任单位\n1\t修渠。\t区水利局\n"));
        assert_eq!(header.addressees, [""; 0], "{line}");
    }
}

#[test]
fn a_reports_address_is_no_addressee() {
    let text = "政 府 工 作 报 告\n2022年2月5日在岚州市\n第六届人民代表大会第二次会议上\n市长 李雨桐\n各位代表：\n现在，我报告工作。\n";
    let header = header(text);
    assert_eq!(header.addressees, [""; 0]);
    assert_eq!((header.date, header.signatory), (None, None));
}
