//! What is past and what is to come: history is no goal.

use crate::lexicon::affixes::{Beginnings, beginnings, ends, starts};

use super::words::Words;

/// Words that tell what has been done. 较上年, 比去年 name a base and are passed over.
static HISTORY: Beginnings = beginnings![
    "已",
    "去年",
    "上年",
    "往年",
    "历年",
    "年来",
    "以来",
    "过去",
    "截至",
    "截止",
    "曾",
    "回顾",
    "累计完成了",
    "目前",
    "超额完成",
    "圆满完成",
    "顺利完成",
    "如期完成",
    "成功创成",
    "成功创建",
    "位列",
    "荣获",
    "获评",
    "获批",
    "跃居",
    "前三季度",
];

/// Words that set a goal, also behind a word of history.
static AIMS: Beginnings = beginnings!["力争", "争取", "确保", "努力", "力求", "必保", "下一步", "明年", "力爭", "確保"];

/// Words that set a goal where nothing before them is history: a report on a plan names it.
static HINTS: Beginnings = beginnings!["目标", "预期", "计划", "要", "将"];

/// Words of rates, limits and allowances that a policy grants: numbers of a rule, not of a goal.
static RULES: Beginnings = beginnings![
    "补助",
    "补贴",
    "奖励",
    "奖补",
    "奖金",
    "给予",
    "贴息",
    "减按",
    "税率",
    "契税",
    "不得",
    "保证金",
    "首付",
    "额度",
    "金额",
    "折旧",
    "税前",
    "期限",
    "罚款",
    "免征",
    "缴纳",
    "缴存",
    "缴费",
    "扣除",
    "返还",
    "租金",
    "一次性",
    "最高",
    "最长",
    "最多",
    "上浮",
    "下浮",
    "下调",
    "计征",
    "扣减",
    "分期",
    "有效期",
];

/// What a stretch of words says of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tense {
    /// Something in it has been done.
    pub history: bool,
    /// It sets a goal; behind the history, where there is both.
    pub aim: bool,
}

/// The tense of the characters from `start` to `end`. `year` is the year of the notice: what an earlier one saw is
/// history.
pub(super) fn of(words: &Words, start: usize, end: usize, year: Option<u32>) -> Tense {
    let chars = &words.chars[..end];
    let mut tense = Tense::default();
    for at in start..end {
        if words.aside[at] {
            continue;
        }
        let rest = &chars[at..];
        let hint = !tense.history && HINTS.begin_chars(rest) && !is_part_of_word(chars, at);
        tense.aim |= hint || AIMS.begin_chars(rest);
        if HISTORY.begin_chars(rest) && !is_base(&chars[start..at])
            || chars[at] == '了' && is_aspect(chars, start, at)
            || is_past_year(chars, start, at, year)
            || chars[at] == '月' && are_months(&chars[start..at])
        {
            tense = Tense { history: true, aim: false };
        }
    }
    tense
}

/// Whether the words up to here end in 较, 比, 以: what follows is the base of a comparison. 同比增长 is none.
fn is_base(before: &[char]) -> bool {
    before.last().is_some_and(|c| matches!(c, '较' | '比' | '以' | '于' | '在' | '按'))
}

/// 要素, 重要, 需要, 主要; 将军, 即将 is an aim.
fn is_part_of_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at]);
    let after = chars.get(at + 1);
    match chars[at] {
        '要' => {
            matches!(before, Some('重' | '主' | '需' | '必' | '纲' | '首' | '只'))
                || matches!(after, Some('素' | '求' | '点'))
        }
        '将' => matches!(before, Some('大' | '名' | '强')) || matches!(after, Some('军')),
        _ => false,
    }
}

/// 完成了, 建成了; not 为了, 了解, 除了, 了结.
fn is_aspect(chars: &[char], start: usize, at: usize) -> bool {
    at > start
        && !matches!(chars[at - 1], '为' | '除' | '不' | '得' | '明')
        && !chars.get(at + 1).is_some_and(|c| matches!(c, '解' | '结' | '却' | '然' | '如' | '不' | '望'))
}

/// 1—5月: months of which figures are reported.
fn are_months(before: &[char]) -> bool {
    let digits = |chars: &[char]| chars.iter().rev().take(2).take_while(|c| c.is_ascii_digit()).count();
    let last = digits(before);
    let rest = &before[..before.len() - last];
    match rest {
        [first @ .., '—' | '-' | '–' | '~' | '至'] => last > 0 && digits(first) > 0,
        _ => false,
    }
}

fn is_past_year(chars: &[char], start: usize, at: usize, year: Option<u32>) -> bool {
    let Some(year) = year else { return false };
    let Some(printed) = four_digits(chars, at) else { return false };
    let digit_before = at > start && chars[at - 1].is_ascii_digit();
    chars.get(at + 4) == Some(&'年') && !digit_before && printed < year && !is_base(&chars[start..at])
}

/// The number that four digits at `at` make.
pub(super) fn four_digits(chars: &[char], at: usize) -> Option<u32> {
    let digits = chars.get(at..at + 4)?;
    digits.iter().try_fold(0, |sum, c| Some(sum * 10 + c.to_digit(10)?))
}

/// Whether the characters state a rule and not a goal, or a condition (…的，).
pub(super) fn is_rule(words: &Words, start: usize, end: usize) -> bool {
    let chars = &words.chars[..end];
    // 最低生活保障, 最高法院: only what bounds a number is a rule.
    let rules = |at: usize| RULES.begin_chars(&chars[at..]) && (chars[at] != '最' || bounds_number(&chars[at + 2..]));
    ends(chars, "的").is_some() || (start..end).any(|at| !words.aside[at] && rules(at))
}

fn bounds_number(after: &[char]) -> bool {
    let verb =
        ["不超过", "不得超过", "可达", "可", "为", "达"].iter().find_map(|word| starts(after, word)).unwrap_or(0);
    verb > 0 || after.get(verb).is_some_and(char::is_ascii_digit)
}

/// A point in time by which something is due, at character `at`: 到2025年, 2026年9月底前, 年底前, 三年内, 到“十五五”末.
/// Gives its length in characters.
pub(super) fn due_at(chars: &[char], start: usize, at: usize) -> Option<usize> {
    if is_base(&chars[start..at]) || at > start && chars[at - 1].is_ascii_digit() {
        return None;
    }
    let caption = usize::from(matches!(chars.get(at), Some('到' | '至' | '于')));
    let rest = &chars[at + caption..];
    let may_begin =
        |&c: &char| c.is_ascii_digit() || han_digit(c) || matches!(c, '“' | '今' | '明' | '本' | '全' | '当' | '年');
    if !rest.first().is_some_and(may_begin) {
        return None;
    }
    let len = plan(rest).or_else(|| date(rest)).or_else(|| (caption == 0).then(|| spell(rest)).flatten())?;
    Some(caption + len)
}

/// “十五五”末, “十五五”期间.
fn plan(chars: &[char]) -> Option<usize> {
    if chars.first() != Some(&'“') {
        return None;
    }
    let close = chars.iter().take(8).position(|&c| c == '”')?;
    let five = &chars[1..close];
    if five.len() < 2 || five.last() != Some(&'五') || !five.iter().all(|c| han_digit(*c)) {
        return None;
    }
    let after = &chars[close + 1..];
    let tail = ["末期", "期末", "期间", "时期末", "时期", "末"].iter().filter_map(|word| starts(after, word)).max()?;
    Some(close + 1 + tail)
}

/// 2025年, 2025年底前, 2026年9月底前, 9月底前, 年底前, 今年, 今年底.
fn date(chars: &[char]) -> Option<usize> {
    let mut at = 0;
    let mut fixed = false;
    if (four_digits(chars, 0).is_some() || chars.len() > 4 && chars[..4].iter().all(|&c| han_digit(c)))
        && chars.get(4) == Some(&'年')
    {
        at = 5;
        fixed = true;
    } else if let Some(len) = ["今年", "明年", "本年度", "全年", "当年"].iter().find_map(|word| starts(chars, word))
    {
        at = len;
        fixed = true;
    }
    let digits = chars[at..].iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 && chars.get(at + digits) == Some(&'月') {
        let mut day = at + digits + 1;
        let days = chars[day..].iter().take(2).take_while(|c| c.is_ascii_digit()).count();
        if days > 0 && matches!(chars.get(day + days), Some('日' | '号')) {
            day += days + 1;
        }
        // A month or a day is due only where it says so: 6月底前. Else it dates what happened.
        let tail = closing(&chars[day..]);
        return (tail > 0).then_some(day + tail);
    }
    if digits > 0 {
        // 今年1—5月.
        return None;
    }
    if !fixed {
        let year = starts(chars, "年")?;
        let tail = closing(&chars[year..]);
        return (tail > 0).then_some(year + tail);
    }
    // 2025年度 is a name as often as a time; 2025年 alone will do.
    if let Some(tail) =
        ["上半年", "下半年", "年底前", "年末", "年底"].iter().find_map(|word| starts(&chars[at..], word))
    {
        return Some(at + tail + closing(&chars[at + tail..]));
    }
    Some(at + closing(&chars[at..]))
}

/// 底前, 末, 前, 内 behind a date.
fn closing(chars: &[char]) -> usize {
    let words = ["底前", "底之前", "底以前", "末前", "底", "末", "前", "之前", "以前", "内"];
    words.iter().filter_map(|word| starts(chars, word)).max().unwrap_or(0)
}

/// 三年内, 3年内, 5年左右的时间内 is left alone.
fn spell(chars: &[char]) -> Option<usize> {
    let number = chars.iter().take(2).take_while(|c| c.is_ascii_digit() || han_digit(**c)).count();
    let unit = ["年内", "年之内", "年时间内", "个月内"].iter().find_map(|word| starts(&chars[number..], word))?;
    (number > 0).then_some(number + unit)
}

fn han_digit(c: char) -> bool {
    matches!(c, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两')
}
