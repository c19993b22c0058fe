use super::*;
use crate::Span;
use crate::notice::glyphs::word;

/// The clauses of a paragraph, as printed.
fn clauses(text: &str) -> Vec<String> {
    let run = glyphs::run(text, &[Span::new(0, text.len())]);
    find(text, &run).into_iter().map(|clause| word(&run[clause.start..clause.end])).collect()
}

#[test]
fn brackets_are_clauses_by_what_they_say() {
    for clause in [
        "（责任单位：市水利局）",
        "(牵头单位:市水利局;配合单位:各县(市、区)政府)",
        "〔市水利局负责〕",
        "（市水利局、市财政局等按职责分工负责）",
        "（由市水利局牵头，各镇政府配合，年底前完成）",
        "（钱伟副市长牵头，市水利局负责）",
        "（完成时限：6月底前）",
        "（责任领导：钱伟）",
    ] {
        assert_eq!(clauses(&format!("修渠。{clause}")), [clause]);
        assert_eq!(clauses(&format!("修渠{clause}。")), [clause]);
    }
}

#[test]
fn brackets_that_belong_to_the_task_are_none() {
    for text in [
        "新建各县（市、区）中心。",
        "建成公寓（二期）。",
        "购买住宅（含二手房）的给予补贴。",
        "设备安装（由建设单位负责）后投产。",
        "根据通知（云政发〔2031〕5号）精神。",
        "完善制度。（以下简称“责任制”）",
        "建成后移交。（下同）",
        "在一年（12月底前）内归还。",
    ] {
        assert_eq!(clauses(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn labels_without_brackets_end_where_no_unit_follows() {
    for (text, clause) in [
        ("修渠。责任单位：市水利局。后面还有话。", "责任单位：市水利局。"),
        ("修渠。 责任单位：市水利局 本意见自印发之日起施行。", "责任单位：市水利局"),
        ("修渠。 责任单位：市水利局、市财政局 二、修路", "责任单位：市水利局、市财政局"),
        (
            "牵头单位：市水利局 配合单位：各镇政府 完成时限：6月底",
            "牵头单位：市水利局配合单位：各镇政府完成时限：6月底",
        ),
        ("修渠，责任单位：市水 利局", "责任单位：市水利局"),
    ] {
        assert_eq!(clauses(text), [clause], "{text}");
    }
    assert_eq!(clauses("各地要明确责任单位：谁主管谁负责。"), Vec::<String>::new());
}

#[test]
fn a_sentence_is_a_clause_where_it_names_nothing_but_who_does_it() {
    assert_eq!(clauses("修渠。由市水利局牵头，各镇政府配合。"), ["由市水利局牵头，各镇政府配合。"]);
    assert_eq!(clauses("修渠。市水利局牵头，各镇政府配合。"), ["市水利局牵头，各镇政府配合。"]);
    for text in [
        "修渠。由市水利局制定方案，各镇政府配合。",
        "修渠。各镇政府要落实责任，市水利局牵头开展巡查。",
        "由市水利局牵头，各镇政府配合。",
    ] {
        assert_eq!(clauses(text), Vec::<String>::new(), "{text}");
    }
}
