//! Which parts of a narrative notice look back and which look forward.

use crate::lexicon::affixes::{Beginnings, Endings, beginnings, endings};
use crate::lexicon::numbering::{self, Style};

/// Longest heading in characters.
const LONGEST_HEADING: usize = 40;

/// What a part of a notice talks about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// What has been done, and how things stand.
    Review,
    /// What is to be done.
    Outlook,
    /// No heading says.
    #[default]
    Unknown,
}

/// Words in headings of parts that look back or describe how things stand.
static REVIEW: Beginnings = beginnings![
    "回顾",
    "总结",
    "成就",
    "成效",
    "完成情况",
    "发展基础",
    "现状",
    "工作情况",
    "过去",
    "成绩",
    "存在",
    "困难",
    "形势",
    "机遇",
    "挑战",
    "发展环境",
    "背景",
    "取得",
];

/// Words in headings of parts that look forward.
static OUTLOOK: Beginnings = beginnings![
    "目标",
    "任务",
    "安排",
    "展望",
    "打算",
    "思路",
    "预期",
    "下一步",
    "下步",
    "措施",
    "愿景",
    "开局",
    "建议",
    "重点工作",
    "行动",
    "规划布局",
];

/// What headings begin with that call for something to be done: 加快建设…, 坚持创新驱动.
static IMPERATIVES: Beginnings = beginnings![
    "坚持", "坚定", "全力", "奋力", "用心", "构建", "发挥", "打造", "推进", "加快", "强化", "深化", "全面", "着力",
    "聚焦", "围绕", "实施", "加强", "提升", "建设", "健全", "完善", "优化", "培育", "发展", "推动", "促进", "积极",
    "大力", "持续", "聚力", "突出", "抓好", "扎实", "统筹", "增强", "扩大", "做大", "做强", "做优", "争创", "创新",
    "保障", "落实", "切实", "深入", "拓展", "激发", "巩固", "倡导", "筑", "畅通", "改善", "提高", "壮大", "补齐",
    "支持", "夯实",
];

/// What headings without a number end in; other short lines may be the end of a broken paragraph.
static HEADING_ENDS: Endings = endings![
    "回顾", "总结", "情况", "成就", "成效", "成绩", "基础", "现状", "目标", "任务", "安排", "打算", "思路", "展望",
    "形势",
];

/// The headings that a paragraph stands under.
#[derive(Debug, Default)]
pub(super) struct Parts {
    open: Vec<(Style, Part)>,
}

impl Parts {
    /// Takes the next paragraph, and says what it talks about.
    pub fn enter(&mut self, paragraph: &str) -> Part {
        let words = paragraph.trim_matches(|c: char| crate::text::is_space(c) || matches!(c, '#' | '*' | '—' | '-'));
        let number = numbering::leading(words);
        // A numbered paragraph may run on behind its heading: （一）抓创新。新建…
        let first = words.split(['。', '；', '！']).next().unwrap_or(words);
        let short = first.chars().take(LONGEST_HEADING + 1).count() <= LONGEST_HEADING;
        let own = || part_of(first);
        if let Some(number) = number
            && number.style.level().is_some()
            && short
        {
            // 二、goes on with what stood before a line that looked like a heading.
            let outermost = number.style <= Style::Han && number.value > 1;
            let inherited = self.under(if outermost { Style::Part } else { number.style });
            let calls = IMPERATIVES.begin(&words[number.len..]);
            let part = match (own(), inherited) {
                (Part::Unknown, Part::Unknown) if calls => Part::Outlook,
                (Part::Unknown, _) => inherited,
                (own, _) => own,
            };
            self.open.push((number.style, part));
        } else if short
            && HEADING_ENDS.end(words)
            && let own = own()
            && own != Part::Unknown
        {
            // A heading without a number starts a part of its own.
            self.open.clear();
            self.open.push((Style::Part, own));
        }
        let opening = &words[..words.char_indices().nth(12).map_or(words.len(), |(end, _)| end)];
        if ["年来，", "年来,", "过去五年", "过去一年", "过去的"].iter().any(|mark| opening.contains(mark))
        {
            return Part::Review;
        }
        self.open.last().map_or(Part::Unknown, |&(_, part)| part)
    }

    /// Closes headings of `style` and of those inside it; what the one around them talks about.
    fn under(&mut self, style: Style) -> Part {
        while self.open.last().is_some_and(|&(open, _)| open >= style) {
            self.open.pop();
        }
        self.open.last().map_or(Part::Unknown, |&(_, part)| part)
    }
}

fn part_of(heading: &str) -> Part {
    match (REVIEW.stand_in(heading), OUTLOOK.stand_in(heading)) {
        (true, false) => Part::Review,
        (false, true) => Part::Outlook,
        _ => Part::Unknown,
    }
}
