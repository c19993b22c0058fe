//! The frame of web pages and printed pages: page numbers, chrome, the card of a government information page.

use super::affixes::{Beginnings, beginnings};
use crate::text::{fold, is_space, squeezed};

/// What a label on the card of a government information page (政府信息公开目录) names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// 索引号.
    Index,
    /// 发布机构, 发文机关.
    Issuer,
    /// 文号.
    DocNumber,
    /// 成文日期. The day of publication on the page is another one: [`Label::Other`].
    Date,
    /// 公开方式.
    Disclosure,
    /// 名称, 标题.
    Title,
    /// 浏览次数, 字号: what the page fills in by script, so that in a copy often nothing follows.
    Counter,
    /// Any other line of the card.
    Other,
}

/// Labels of cards, without white space. A longer label is listed before one that it begins with.
static LABELS: Beginnings<Label> = beginnings![
    "信息索引号" => Label::Index,
    "索引号" => Label::Index,
    "索取号" => Label::Index,
    "发布机构" => Label::Issuer,
    "发文机构" => Label::Issuer,
    "发文机关" => Label::Issuer,
    "发文单位" => Label::Issuer,
    "公开机构" => Label::Issuer,
    "制发机关" => Label::Issuer,
    "发文字号" => Label::DocNumber,
    "发文文号" => Label::DocNumber,
    "文件编号" => Label::DocNumber,
    "文件字号" => Label::DocNumber,
    "文件文号" => Label::DocNumber,
    "公文编号" => Label::DocNumber,
    "文号" => Label::DocNumber,
    "文件日期" => Label::Date,
    "成文日期" => Label::Date,
    "成文时间" => Label::Date,
    "发文日期" => Label::Date,
    "发文时间" => Label::Date,
    "生成日期" => Label::Date,
    "制发日期" => Label::Date,
    "印发日期" => Label::Date,
    "公开方式" => Label::Disclosure,
    "公开属性" => Label::Disclosure,
    "公开形式" => Label::Disclosure,
    "信息名称" => Label::Title,
    "文件名称" => Label::Title,
    "名称" => Label::Title,
    "标题" => Label::Title,
    "发布日期" => Label::Other,
    "发布时间" => Label::Other,
    "公开日期" => Label::Other,
    "公开时间" => Label::Other,
    "公开时限" => Label::Other,
    "公开范围" => Label::Other,
    "公开类型" => Label::Other,
    "公开类别" => Label::Other,
    "更新时间" => Label::Other,
    "信息来源" => Label::Other,
    "信息分类" => Label::Other,
    "信息类别" => Label::Other,
    "来源" => Label::Other,
    "作者" => Label::Other,
    "主题分类" => Label::Other,
    "主题词" => Label::Other,
    "关键词" => Label::Other,
    "体裁分类" => Label::Other,
    "组配分类" => Label::Other,
    "公文种类" => Label::Other,
    "文件类型" => Label::Other,
    "服务对象" => Label::Other,
    "统一编号" => Label::Other,
    "登记号" => Label::Other,
    "规范性文件编号" => Label::Other,
    "有效性" => Label::Other,
    "时效性" => Label::Other,
    "文件状态" => Label::Other,
    "是否有效" => Label::Other,
    "生效日期" => Label::Other,
    "实施日期" => Label::Other,
    "施行日期" => Label::Other,
    "失效日期" => Label::Other,
    "废止日期" => Label::Other,
    "内容概述" => Label::Other,
    "浏览次数" => Label::Counter,
    "浏览量" => Label::Counter,
    "阅读次数" => Label::Counter,
    "阅读量" => Label::Counter,
    "访问次数" => Label::Counter,
    "访问量" => Label::Counter,
    "点击量" => Label::Counter,
    "点击数" => Label::Counter,
    "点击率" => Label::Counter,
    "字号" => Label::Counter,
    "字体" => Label::Counter,
];

/// The label of a card that `words` (simplified or traditional, white space removed) begin with, and its length in
/// bytes.
pub(crate) fn label(words: &str) -> Option<(Label, usize)> {
    LABELS.of(words).next().map(|(label, kind)| (kind, label.len()))
}

/// What stands around a text on a web page and never in a notice, white space removed.
static CHROME: Beginnings = beginnings![
    "打印本页",
    "打印本文",
    "打印此页",
    "打印页面",
    "关闭窗口",
    "关闭本页",
    "关闭页面",
    "收藏本页",
    "加入收藏",
    "设为首页",
    "返回顶部",
    "返回上一页",
    "返回首页",
    "返回列表",
    "网站首页",
    "扫一扫在手机打开当前页",
    "扫一扫在手机上查看当前页面",
    "扫一扫在手机打开",
    "扫一扫手机打开当前页",
    "扫一扫",
    "在手机打开当前页",
    "手机查看",
    "微信扫一扫",
    "分享到",
    "分享",
    "朋友圈",
    "微信好友",
    "新浪微博",
    "微博",
    "微信",
    "QQ空间",
    "大中小",
    "大",
    "中",
    "小",
    "打印",
    "关闭",
    "收藏",
    "纠错",
    "上一篇",
    "下一篇",
    "没有了",
    "相关链接",
    "相关文档",
    "相关文件",
    "相关附件",
    "相关解读",
    "政策解读",
    "图解",
    "原文下载",
    "附件下载",
    "下载文件",
    "下载",
    "文件下载",
    "浏览次数",
    "浏览量",
    "阅读次数",
    "点击量",
    "点击数",
    "访问量",
    "字号",
    "字体",
    "保护视力色",
    "默认",
    "首页",
    "政务公开",
    "政府信息公开",
    "政策文件",
    "服务资讯",
    "网站地图",
    "联系我们",
    "关于我们",
    "无障碍",
    "无障碍浏览",
    "长者模式",
    "繁体",
    "简体",
    "English",
    "登录",
    "注册",
    "搜索",
    "TOP",
    "次",
];

/// How a line of chrome begins when the rest of it is free text.
static CHROME_STARTS: Beginnings = beginnings![
    "当前位置",
    "您的位置",
    "你的位置",
    "所在位置",
    "您当前的位置",
    "您现在的位置",
    "您所在的位置",
    "现在位置",
    "首页>",
    "上一篇:",
    "上一篇：",
    "下一篇:",
    "下一篇：",
    "版权所有",
    "网站标识码",
    "备案号",
    "责任编辑:",
    "责任编辑：",
    "主办单位:",
    "技术支持:",
    "扫一扫",
    "【打印",
    "[打印",
    "【字",
    "[字",
];

/// Whether a line is chrome of a web page: built of its words alone, or a breadcrumb.
pub(crate) fn is_chrome(line: &str) -> bool {
    // Most lines are told by their first character.
    let begins = |c| CHROME_STARTS.know(c) || CHROME.know(c) || is_divider(c) || c.is_ascii_digit();
    let may_link = |letter| line.as_bytes().contains(letter);
    if !line.chars().find(|&c| !is_space(c)).is_some_and(begins) && !may_link(&b'i') && !may_link(&b'I') {
        return false;
    }
    let words = squeezed(line);
    if CHROME_STARTS.begin(&words) && words.chars().count() <= 200 {
        return true;
    }
    if words.starts_with(['>', '＞', '»']) || words.contains("index.html") || words.contains("ICP备") {
        return true;
    }
    let mut rest = &*words;
    let mut hits = 0;
    while !rest.is_empty() {
        let passed = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_divider(c));
        if passed.len() < rest.len() {
            rest = passed;
            continue;
        }
        match CHROME.of(rest).max_by_key(|(word, ())| word.len()) {
            Some((word, ())) => rest = &rest[word.len()..],
            None => return false,
        }
        hits += 1;
    }
    // 大, 中, 小 and 次 alone are too little to go by.
    hits > 0 && words.chars().count() >= 2
}

fn is_divider(c: char) -> bool {
    matches!(fold(c), '[' | ']' | '(' | ')' | '|' | ':' | '/' | '>' | '<' | '-' | ',' | '»' | '·' | '、' | '+')
}

/// Whether a line is a page number: — 7 —, - 7 -, 第 7 页, 第7页共12页, 7 / 12 (GB/T 9704-2012, 7.5). A bare number
/// is none: in a copied table it is a row's own.
pub(crate) fn is_page_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '‐' | '―' | '─' | '·' | '~' | '_');
    // Most lines are words, and told by their ends.
    let mut shown = line.chars().filter(|&c| !is_space(c)).map(fold);
    let at_end = |c: char| dash(c) || c.is_ascii_digit() || matches!(c, '第' | '页');
    if !(shown.clone().next().is_some_and(at_end) && shown.next_back().is_some_and(at_end)) {
        return false;
    }
    let words: String = line.chars().filter(|&c| !is_space(c)).map(fold).collect();
    let number = |part: &str| (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    let inner = words.trim_matches(dash);
    if number(inner) {
        return words.starts_with(dash) && words.ends_with(dash);
    }
    if let Some(rest) = inner.strip_prefix('第') {
        let Some((page, rest)) = rest.split_once('页') else { return false };
        let rest = rest.trim_start_matches([',', '，', '/', '、']);
        let total = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        return number(page) && (rest.is_empty() || total.is_some_and(number));
    }
    match inner.split_once('/') {
        Some((page, total)) => {
            let read = |part: &str| if number(part) { part.parse::<u32>().ok() } else { None };
            matches!((read(page), read(total)), (Some(page), Some(total)) if page <= total)
        }
        None => false,
    }
}

/// Whether a line is a rule drawn across the page (---, ＊＊＊, ────) or a Markdown heading without words.
pub(crate) fn is_rule(line: &str) -> bool {
    let marks = || line.chars().filter(|&c| !is_space(c)).map(fold);
    let ruled = marks().all(|c| matches!(c, '-' | '—' | '–' | '─' | '━' | '=' | '_' | '*' | '~'));
    ruled && marks().count() >= 3 || marks().next().is_some() && marks().all(|c| c == '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_have_dashes_or_words() {
        for line in ["— 7 —", "- 12 -", "—7—", "第 3 页", "第3页 共 12 页", "3/12", "－１０－"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["7", "第三页", "—", "2021", "13/12", "7. 建设", "第3页说明", "- 项目"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn chrome_is_told_from_text() {
        for line in [
            "打印本页 关闭窗口",
            "当前位置:首页 > 政务公开",
            " > 专题专栏  > 工作报告",
            "字号：【大 中 小】",
            "浏览次数： 1024 次",
            "分享：",
            "扫一扫在手机打开当前页",
            "【打印】【关闭】",
        ] {
            assert!(is_chrome(line), "{line}");
        }
        for line in ["打印本页的规定", "大力推进首页建设", "中", "首先分享经验", "2021", "政策文件汇编工作方案"]
        {
            assert!(!is_chrome(line), "{line}");
        }
    }

    #[test]
    fn rules_are_lines_of_marks() {
        for line in ["---", "* * *", "────", "##"] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["-", "*", "——甲", ""] {
            assert!(!is_rule(line), "{line}");
        }
    }

    #[test]
    fn longer_labels_win() {
        assert_eq!(label("索引号:001/2022"), Some((Label::Index, "索引号".len())));
        assert_eq!(label("发布日期：2022-01-01"), Some((Label::Other, "发布日期".len())));
        assert_eq!(label("责任单位：市发改委"), None);
    }
}
