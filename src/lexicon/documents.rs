//! The words of a document's frame: kinds of documents, 发文字号, what a title is made of.

use crate::Span;
use crate::text::{fold, is_han, is_space, last};

/// The kinds of official documents (党政机关公文处理工作条例, 第八条). A title that announces another text
/// (印发, 转发) ends in one of these.
const OFFICIAL: &[&str] = &[
    "通知", "意见", "决定", "决议", "命令", "公报", "公告", "通告", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要", "令",
];

/// Other texts that governments give titles to.
const OTHERS: &[&str] = &[
    "方案",
    "办法",
    "措施",
    "细则",
    "规定",
    "规划",
    "纲要",
    "要点",
    "计划",
    "清单",
    "分工",
    "分解",
    "分解表",
    "任务书",
    "一览表",
    "任务表",
    "汇总表",
    "台账",
    "规则",
    "制度",
    "条例",
    "章程",
    "指南",
    "目录",
    "行动",
    "实施",
    "安排",
    "名单",
    "建议",
    "政策",
    "规程",
    "标准",
    "预案",
    "工程",
    "通稿",
    "答复",
    "意见书",
    "指引",
    "若干规定",
    "责任制",
    "实事",
];

/// Words with which a title goes over from who issues to what is issued.
const TURNS: &[&str] = &["关于", "印发", "转发", "批转", "公布", "發布", "關於", "发布"];

/// Longest title in characters. The longest seen in practice have about ninety.
const LONGEST_TITLE: usize = 150;

/// Whether `words` (without white space) end in any kind of document.
pub(crate) fn ends_like_document(words: &str) -> bool {
    ends_with_any(words, OFFICIAL) || ends_with_any(words, OTHERS)
}

/// Whether `words` (without white space) close a title beyond doubt: …的通知. Other kinds may be part of the name
/// of what is announced (…政府工作报告责任分解的通知).
pub(crate) fn closes_title(words: &str) -> bool {
    let core = strip_remark(words);
    OFFICIAL.iter().any(|kind| core.strip_suffix(kind).is_some_and(|front| front.ends_with('的')))
}

fn ends_with_any(words: &str, kinds: &[&str]) -> bool {
    let core = words.trim_end_matches(['》', '”', '"', '〉']);
    let core = strip_remark(core);
    kinds.iter().any(|kind| core.ends_with(kind))
}

/// `words` without a remark in brackets at the end: …的通知（试行）.
fn strip_remark(words: &str) -> &str {
    match words.chars().next_back().map(fold) {
        Some(')' | ']') => words.rfind(['（', '(', '〔', '[', '【']).map_or(words, |at| &words[..at]),
        _ => words,
    }
}

/// The issuer part of a title and the rest, if `title` (without white space) is built as one: 甲市人民政府 + 关于….
/// The issuer part is empty where the title begins with 关于.
pub(crate) fn split_title(title: &str) -> Option<(&str, &str)> {
    let at = TURNS.iter().filter_map(|turn| title.find(turn)).min()?;
    let (issuer, rest) = title.split_at(at);
    (issuer.is_empty() || is_issuer(issuer)).then_some((issuer, rest))
}

/// Whether `words` (without white space, of either script) can be an organ that issues documents.
pub(crate) fn is_issuer(words: &str) -> bool {
    let count = words.chars().count();
    (3..=60).contains(&count)
        && words.chars().all(|c| is_han(c) || matches!(fold(c), '(' | ')' | '、'))
        && !words.starts_with(['各', '为', '经', '由', '请', '将', '对'])
        && super::units::ends_like_unit(&simplified(words))
}

/// `words` in simplified characters as far as the lexicon needs them, to be compared with its words.
pub(crate) fn simplified(words: &str) -> String {
    words.chars().map(super::columns::simplify).collect()
}

/// Whether `words` (without white space) are the title of an official document: who, 关于 what, which kind.
pub(crate) fn is_title(words: &str) -> bool {
    is_short_line(words) && ends_like_document(words) && split_title(words).is_some_and(|(_, rest)| rest.len() > 12)
}

/// Whether `words` (without white space) are short and without the stops of a sentence.
pub(crate) fn is_short_line(words: &str) -> bool {
    words.chars().count() <= LONGEST_TITLE
        && !words.contains(['。', '；', ';', '！', '？', '\t', '|'])
        && !words.ends_with(['：', ':', '，', ',', '、'])
}

/// 发文字号 in `text`: 甲政发〔2021〕3号 with brackets of any shape and spaces anywhere. The first one, and where it
/// stands in bytes. GB/T 9704-2012, 7.2.5: 发文机关代字、年份、发文顺序号.
pub(crate) fn doc_number(text: &str) -> Option<Span> {
    // Most paragraphs have none.
    if !text.contains(['号', '號']) {
        return None;
    }
    let chars: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| !is_space(c)).collect();
    let folded = |at: usize| chars.get(at).map(|&(_, c)| fold(c));
    let is_open = |at: usize| matches!(folded(at), Some('(' | '[' | '﹝' | '〈' | '{'));
    for open in (0..chars.len()).filter(|&at| is_open(at)) {
        let year: String = (open + 1..open + 5).filter_map(folded).filter(char::is_ascii_digit).collect();
        let close = matches!(folded(open + 5), Some(')' | ']' | '﹞' | '〉' | '}'));
        if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) || !close {
            continue;
        }
        let mut end = open + 6;
        if folded(end) == Some('第') {
            end += 1;
        }
        let digits = (end..).take_while(|&at| folded(at).is_some_and(|c| c.is_ascii_digit())).take(6).count();
        end += digits;
        if digits == 0 || !matches!(folded(end), Some('号' | '號')) {
            continue;
        }
        let mut code = 0;
        while code < open.min(MOST_CODE) && is_han(chars[open - code - 1].1) {
            let c = chars[open - code - 1];
            // White space inside a code holds its few letters apart; before a whole code it ends another word.
            if code >= 3 && c.0 + c.1.len_utf8() < chars[open - code].0 {
                break;
            }
            code += 1;
        }
        if code >= 2 {
            let start = chars[open - code].0;
            let words = &text[start..chars[open].0];
            // A mast or a label may run straight into the number: …文件甲政发〔…〕.
            let label = BEFORE_CODE.iter().filter_map(|word| last(words, word).map(|at| at + word.len())).max();
            let stop = chars[end];
            return Some(Span::new(start + label.unwrap_or(0), stop.0 + stop.1.len_utf8()));
        }
    }
    None
}

/// Words that end where a 发文字号 begins.
const BEFORE_CODE: &[&str] = &["文件", "文号", "字号", "编号", "通知", "意见"];

/// Most characters in a 发文机关代字.
const MOST_CODE: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_are_found_whatever_their_brackets() {
        for (text, number) in [
            ("岚政办发〔2022〕5号", "岚政办发〔2022〕5号"),
            ("岚政发[2022]15 号　签发人：王东", "岚政发[2022]15 号"),
            ("（岚发改〔2022〕 第 5 号）", "岚发改〔2022〕 第 5 号"),
            ("岚政函【2022】5号", "岚政函【2022】5号"),
            ("岚政办（2022）5号", "岚政办（2022）5号"),
            ("岚州市人民政府 岚政发〔2022〕5号", "岚政发〔2022〕5号"),
            ("岚州市人民政府文件岚政发〔2022〕5号", "岚政发〔2022〕5号"),
            ("岚 政 发 〔２０２２〕 ５ 号", "岚 政 发 〔２０２２〕 ５ 号"),
        ] {
            assert_eq!(doc_number(text).map(|span| span.of(text)), Some(number), "{text}");
        }
        for text in ["〔2022〕5号", "岚政发〔202〕5号", "岚政发〔2022〕号", "岚政发2022年5号", "（2022）"]
        {
            assert_eq!(doc_number(text), None, "{text}");
        }
    }

    #[test]
    fn titles_are_told_by_issuer_turn_and_kind() {
        for title in [
            "岚州市人民政府关于印发2022年重点工作责任分解的通知",
            "关于做好春耕生产工作的意见",
            "岚州市教育局岚州市财政局关于调整收费标准的函",
            "岚州市人民政府办公室转发市水利局防汛工作方案的通知（试行）",
        ] {
            assert!(is_title(title), "{title}");
        }
        for other in [
            "最新消息关于印发方案的通知",
            "根据关于做好春耕生产工作的意见",
            "现就有关事项通知",
            "关于通知",
            "关于做好春耕生产工作",
            "为贯彻关于春耕的意见，现通知如下。",
        ] {
            assert!(!is_title(other), "{other}");
        }
        assert!(closes_title("岚州市人民政府关于印发2022年重点工作责任分解的通知（试行）"));
        assert!(!closes_title("岚州市人民政府关于印发2022年政府工作报告"));
    }
}
