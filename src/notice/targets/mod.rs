//! Measurable goals in tasks and in prose: 生产总值增长7.5%以上.
//!
//! A sentence is read clause by clause, a clause number by number. What stands before a number decides what it is:
//! - a verb of level (达到, 增长, 控制在): the words before the verb are the subject;
//! - a verb of doing with its object (新建公园3个) or with the object behind the number (新建3个公园);
//! - an indicator's name alone (粮食总产量62万吨), where the clause says that it is a goal.
//!
//! A number that none of these explains is part of a name, a threshold, a date or a rule, and no goal. Neither is what
//! has been done already ([`tense`]).

mod quantity;
mod tense;
mod words;

use crate::Span;
use crate::layout::Element;
use crate::lexicon::measures::{self, Kind};
use crate::lexicon::numbering::{self, Style};
use crate::model::{Comparator, Target};
use crate::text::is_han;

use quantity::Quantity;
use words::Words;

/// Longest subject with its verb in characters: what stands further before a number than this does not belong to it.
/// Also bounds the work a number takes.
const LONGEST_HEAD: usize = 80;

/// Longest heading in characters.
const LONGEST_HEADING: usize = 40;

/// The goals of a task whose words are `pieces` of `text`, in order. `year` is the year of the notice, if known: what
/// an earlier year saw is history. [`Target::task`] is left to the caller.
pub(crate) fn find(text: &str, pieces: &[Span], year: Option<u32>) -> Vec<Target> {
    Reader::new(text, pieces, year, Part::Outlook).read()
}

/// The goals of the running text among `elements`, in order. Headings tell what looks back (工作回顾) and what looks
/// forward (主要目标).
pub(crate) fn in_prose(text: &str, elements: &[Element], year: Option<u32>) -> Vec<Target> {
    let mut parts = Parts::default();
    let mut targets = Vec::new();
    for element in elements {
        let Element::Paragraph(span) = element else { continue };
        let part = parts.enter(span.of(text));
        if part != Part::Review {
            targets.extend(Reader::new(text, &[*span], year, part).read());
        }
    }
    targets
}

/// What a part of a notice talks about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// What has been done, and how things stand.
    Review,
    /// What is to be done.
    Outlook,
    /// No heading says.
    #[default]
    Unknown,
}

/// Words in headings of parts that look back or describe how things stand.
const REVIEW: &[&str] = &[
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
const OUTLOOK: &[&str] = &[
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
const IMPERATIVES: &[&str] = &[
    "坚持", "构建", "发挥", "打造", "推进", "加快", "强化", "深化", "全面", "着力", "聚焦", "围绕", "实施", "加强",
    "提升", "建设", "健全", "完善", "优化", "培育", "发展", "推动", "促进", "积极", "大力", "持续", "聚力", "突出",
    "抓好", "扎实", "统筹", "增强", "扩大", "做大", "做强", "做优", "争创", "创新", "保障", "落实", "切实", "深入",
    "拓展", "激发", "巩固", "倡导", "筑", "畅通", "改善", "提高", "壮大", "补齐", "支持", "夯实",
];

/// What headings without a number end in; other short lines may be the end of a broken paragraph.
const HEADING_ENDS: &[&str] = &[
    "回顾", "总结", "情况", "成就", "成效", "成绩", "基础", "现状", "目标", "任务", "安排", "打算", "思路", "展望",
    "形势",
];

/// The headings that a paragraph stands under.
#[derive(Debug, Default)]
struct Parts {
    open: Vec<(Style, Part)>,
}

impl Parts {
    /// Takes the next paragraph, and says what it talks about.
    fn enter(&mut self, paragraph: &str) -> Part {
        let words = paragraph.trim_matches(|c: char| crate::text::is_space(c) || matches!(c, '#' | '*' | '—' | '-'));
        let number = numbering::leading(words);
        // A numbered paragraph may run on behind its heading: （一）抓创新。新建…
        let first = words.split(['。', '；', '！']).next().unwrap_or(words);
        let short = first.chars().take(LONGEST_HEADING + 1).count() <= LONGEST_HEADING;
        let own = part_of(first);
        if let Some(number) = number
            && number.style.level().is_some()
            && short
        {
            // 二、goes on with what stood before a line that looked like a heading.
            let outermost = number.style <= Style::Han && number.value > 1;
            let inherited = self.under(if outermost { Style::Part } else { number.style });
            let calls = IMPERATIVES.iter().any(|word| words[number.len..].starts_with(word));
            let part = match (own, inherited) {
                (Part::Unknown, Part::Unknown) if calls => Part::Outlook,
                (Part::Unknown, _) => inherited,
                _ => own,
            };
            self.open.push((number.style, part));
        } else if short && own != Part::Unknown && HEADING_ENDS.iter().any(|end| words.ends_with(end)) {
            // A heading without a number starts a part of its own.
            self.open.clear();
            self.open.push((Style::Part, own));
        }
        let opening: String = words.chars().take(12).collect();
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
    let has = |marks: &[&str]| marks.iter().any(|mark| heading.contains(mark));
    match (has(REVIEW), has(OUTLOOK)) {
        (true, false) => Part::Review,
        (false, true) => Part::Outlook,
        _ => Part::Unknown,
    }
}

/// What the target before leaves to the next one in the sentence.
#[derive(Clone, Debug)]
struct Last {
    subject: Option<String>,
    /// Verb of doing, which the items of a list share: 新建A 3个、B 5个.
    deed: Option<String>,
    /// One past its last character.
    end: usize,
}

/// Reads the goals of one run of words.
struct Reader<'a> {
    text: &'a str,
    words: Words,
    year: Option<u32>,
    part: Part,
    /// Set in this sentence: what has been done is told.
    history: bool,
    /// Set in this sentence: a goal is set.
    aim: bool,
    /// The time that this sentence sets, in characters.
    due: Option<(usize, usize)>,
    last: Option<Last>,
    targets: Vec<Target>,
}

/// A goal before it is written down, in characters.
struct Found {
    subject: Option<String>,
    measure: Option<String>,
    deed: Option<String>,
    start: usize,
    end: usize,
    comparator: Option<Comparator>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, pieces: &[Span], year: Option<u32>, part: Part) -> Self {
        Self {
            text,
            words: Words::of(text, pieces),
            year,
            part,
            history: false,
            aim: false,
            due: None,
            last: None,
            targets: Vec::new(),
        }
    }

    fn read(mut self) -> Vec<Target> {
        let mut start = 0;
        for at in 0..=self.words.chars.len() {
            if at < self.words.chars.len() && self.stop(at) != Some(Stop::Sentence) {
                continue;
            }
            // Most sentences have no number, and so no goal.
            let sentence = &self.words.chars[start..at];
            if sentence.iter().any(|&c| c.is_ascii_digit() || c == '翻' || c == '同') {
                self.sentence(start, at);
            }
            start = at + 1;
        }
        self.targets
    }

    fn sentence(&mut self, mut start: usize, end: usize) {
        (self.history, self.aim, self.due, self.last) = (false, false, None, None);
        for at in start..=end {
            if at == end || self.stop(at).is_some() {
                self.clause(start, at);
                start = at + 1;
            }
        }
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        if self.words.aside[at] { None } else { stop(self.words.chars[at], &self.words.chars, at) }
    }

    fn clause(&mut self, start: usize, end: usize) {
        let tense = tense::of(&self.words, start, end, self.year);
        if tense.history {
            self.history = true;
            self.aim = false;
        }
        if tense.aim {
            self.history = false;
            self.aim = true;
        }
        let mut dues = Vec::new();
        let mut at = start;
        while at < end {
            match tense::due_at(&self.words.chars[..end], start, at) {
                Some(len) => {
                    dues.push((at, at + len));
                    // A bare year dates history as well as goals.
                    let year_alone = tense::four_digits(&self.words.chars, at).is_some() && len == 5;
                    self.aim |= !self.history && !year_alone;
                    at += len;
                }
                None => at += 1,
            }
        }
        if tense::is_rule(&self.words, start, end) {
            self.last = None;
            return;
        }
        let mut dues = dues.into_iter().peekable();
        let mut from = start;
        let mut at = start;
        while at < end {
            if let Some((due_start, due_end)) = dues.next_if(|&(due_start, _)| due_start <= at) {
                self.due = Some((due_start, due_end));
                if due_end > at {
                    (at, from) = (due_end, due_end);
                }
                continue;
            }
            if let Some(times) = self.doubling(from, at, end) {
                at = times;
                from = times;
                continue;
            }
            let Some(quantity) = quantity::at(&self.words, at, end) else {
                at += 1;
                continue;
            };
            at = quantity.end;
            if self.history || self.part == Part::Unknown && !self.aim {
                continue;
            }
            if let Some(done) = self.quantity(start, from, &quantity, end) {
                (from, at) = (done, done);
            }
        }
        self.keeping_pace(start, end);
    }

    /// Decides on a number: what it measures, or `None` where it is no goal. Gives one past the goal's last character.
    fn quantity(&mut self, clause: usize, from: usize, quantity: &Quantity, end: usize) -> Option<usize> {
        let chars = &self.words.chars[..end];
        let from = from.max(quantity.start.saturating_sub(LONGEST_HEAD));
        let approach = measures::approach_at_end(&chars[from..quantity.start]);
        let head = quantity.start - approach.map_or(0, |(len, _)| len);
        let from_list = from > clause && self.last.as_ref().is_some_and(|last| last.end == from);
        let start = self.lead(from, head, from_list);
        let aimed = measures::aim_at_end(&chars[from..start]);
        if measures::ends(&chars[start..head], "等").is_some() || measures::ends(&chars[start..head], "的").is_some()
        {
            return None;
        }
        let comparator = quantity.bound.or(approach.and_then(|(_, comparator)| comparator));
        let found = if self.is_followed_by_noun(quantity.end, end) {
            self.counted(from, start, head, quantity, end).or_else(|| self.shared(start, head, aimed, quantity, end))?
        } else {
            let mut found = self
                .levelled(start, head, quantity)
                .or_else(|| self.related(start, head, quantity))
                .or_else(|| self.done(start, head, quantity, from_list))
                .or_else(|| self.named(start, head, quantity, comparator.is_some(), aimed, from_list))?;
            found.end = quantity.end;
            found
        };
        let mut values = vec![quantity.clone()];
        let mut last_end = found.end;
        // 分别增长8%和8.5%: the values of one verb.
        while found.deed.is_none() && found.end == quantity.end {
            let seam = list_seam(&chars[last_end..]);
            let Some(next) = (seam > 0).then(|| quantity::at(&self.words, last_end + seam, end)).flatten() else {
                break;
            };
            if self.is_followed_by_noun(next.end, end) {
                break;
            }
            last_end = next.end;
            values.push(next);
        }
        let subjects = self.share(found.subject.as_deref(), values.len());
        for (value, subject) in values.iter().zip(subjects) {
            let own = if values.len() > 1 { value.bound.or(found.comparator) } else { comparator.or(found.comparator) };
            self.push(
                Found {
                    subject,
                    start: found.start,
                    end: last_end,
                    comparator: own,
                    measure: found.measure.clone(),
                    deed: None,
                },
                value,
            );
        }
        self.last = Some(Last { subject: found.subject, deed: found.deed, end: last_end });
        Some(last_end)
    }

    /// Past the words in front of a goal that are neither subject nor verb: 、 of a list, aims (力争), adverbs before
    /// a verb.
    fn lead(&self, from: usize, head: usize, from_list: bool) -> usize {
        let chars = &self.words.chars;
        let mut at = from;
        if from_list {
            at += list_seam(&chars[at..head]);
        }
        loop {
            let rest = &chars[at..head];
            if let Some(len) = measures::starts(rest, "其中:").or_else(|| measures::starts(rest, "其中")) {
                at += len;
            } else if let Some(len) = measures::aim_at_start(rest) {
                at += len;
            } else if let Some(len) = measures::adverb_at_start(rest)
                && (is_verb(&rest[len..]) || rest.len() == len)
            {
                at += len;
            } else {
                return at;
            }
        }
    }

    /// Whether what a number measures or counts stands behind it.
    fn is_followed_by_noun(&self, at: usize, end: usize) -> bool {
        let chars = &self.words.chars[..end];
        let Some(&next) = chars.get(at) else { return false };
        if list_seam(&chars[at..]) > 0 || next == '(' {
            return false;
        }
        is_han(next) || next.is_ascii_alphanumeric() || matches!(next, '“' | '《' | '‘' | '「')
    }

    /// 新建3个公园: the noun behind the number is counted. The verb stands right before the number, or before the list.
    fn counted(&self, from: usize, start: usize, head: usize, quantity: &Quantity, end: usize) -> Option<Found> {
        let chars = &self.words.chars[..end];
        if quantity.kind != Some(Kind::Counter) || chars.get(quantity.end) == Some(&'的') {
            return None;
        }
        // 突破60家企业, but not 稳增长20条措施.
        let counts = ["达到", "达", "新增", "净增", "完成", "实现"];
        let level = measures::level_at_end(&chars[from..head]).filter(|(_, comparator)| {
            comparator.is_some() || counts.iter().any(|word| measures::ends(&chars[from..head], word).is_some())
        });
        let mut verb = head - level.map_or(0, |(len, _)| len);
        while let Some(len) = measures::deed_at_end(&chars[from..verb]) {
            verb -= len;
        }
        let inherited =
            self.last.as_ref().filter(|last| last.end == from && start == head).and_then(|last| last.deed.clone());
        let measure = if verb < head { Some(self.words.printed(self.text, verb, head)) } else { Some(inherited?) };
        let noun_end = self.noun_end(quantity.end, end);
        Some(Found {
            subject: Some(self.words.printed(self.text, quantity.end, noun_end)),
            deed: measure.clone(),
            measure,
            start: verb,
            end: noun_end,
            comparator: level.and_then(|(_, comparator)| comparator),
        })
    }

    /// 80%以上行政村建成文化礼堂: so large a share of the noun behind the number reaches something.
    fn shared(&self, start: usize, head: usize, aimed: usize, quantity: &Quantity, end: usize) -> Option<Found> {
        let end = end.min(quantity.end + LONGEST_HEAD);
        let chars = &self.words.chars[..end];
        if chars.get(quantity.unit.0) != Some(&'%') || start != head {
            return None;
        }
        let noun = quantity.end + usize::from(chars.get(quantity.end) == Some(&'的'));
        let verbs = ["实现", "达到", "建成", "完成", "创成", "通过", "覆盖"];
        let verb = verbs
            .iter()
            .filter_map(|verb| find_in(&chars[noun..], verb).filter(|&at| at > 1).map(|at| (at, verb)))
            .min();
        if verb.is_none() && aimed == 0 {
            return None;
        }
        Some(Found {
            subject: Some(self.words.printed(self.text, noun, verb.map_or(end, |(at, _)| noun + at))),
            measure: verb.map(|(_, verb)| (*verb).to_owned()),
            deed: None,
            start: quantity.start,
            end,
            comparator: None,
        })
    }

    /// Where the noun that begins at `at` ends: before the next item of a list that has a number, or with the clause.
    fn noun_end(&self, at: usize, end: usize) -> usize {
        let end = end.min(at + LONGEST_HEAD);
        let chars = &self.words.chars[..end];
        for here in at + 1..end {
            let seam = if self.words.aside[here] { 0 } else { list_seam(&chars[here..]) };
            if seam > 0 && (chars[here] == '、' || chars.get(here + seam).is_some_and(char::is_ascii_digit)) {
                return here;
            }
        }
        end
    }

    /// 生产总值增长8%: a verb of level right before the number.
    fn levelled(&self, start: usize, head: usize, quantity: &Quantity) -> Option<Found> {
        let words = &self.words.chars[start..head];
        let (len, comparator) = measures::level_at_end(words)?;
        let mut verb = head - len;
        // 压减不低于5%: the verb in front says what happens.
        if let Some((len, _)) = measures::level_at_end(&self.words.chars[start..verb]) {
            verb -= len;
        }
        let mut comparator = comparator;
        let mut subject_end = verb;
        loop {
            let words = &self.words.chars[start..subject_end];
            if let Some((len, least)) =
                measures::approach_at_end(words).filter(|(_, least)| *least == Some(Comparator::AtLeast))
            {
                // 至少下降0.5个百分点.
                comparator = comparator.or(least);
                subject_end -= len;
                continue;
            }
            let filler = [
                "分别", "均", "年均", "平均", "累计", "同比", "每年", "都", "力争", "确保", "实现", "总体", ",", "、",
                "也", "需", "要", "将", "应",
            ];
            if let Some(len) = filler.iter().find_map(|word| measures::ends(words, word)) {
                subject_end -= len;
            } else if let Some(at) = base(words) {
                subject_end = start + at;
            } else {
                break;
            }
        }
        let measure = self.words.printed(self.text, verb, head);
        if quantity.kind == Some(Kind::Time) && ["实现", "完成", "新增", "进入", "增加"].contains(&measure.as_str())
        {
            return None;
        }
        let subject = &self.words.chars[start..subject_end];
        // 不超过 limits as often as it aims: 次数不超过3次. Only what indicators are named like is a goal.
        let limits = ["不超过", "不高于", "低于", "少于", "占"].contains(&measure.as_str());
        if limits && !measures::ends_like_indicator(subject) && !self.aim && quantity.bound.is_none() {
            return None;
        }
        if quantity.kind.is_none() && subject.is_empty() {
            return None;
        }
        let (subject, start) = if subject.is_empty() {
            (self.last.as_ref().filter(|last| last.deed.is_none()).and_then(|last| last.subject.clone()), verb)
        } else {
            (Some(self.words.printed(self.text, start, subject_end)), start)
        };
        Some(Found { subject, measure: Some(measure), deed: None, start, end: head, comparator })
    }

    /// 研发投入占生产总值2.5%, 相当于生产总值的3%: a verb that relates the number to something between them.
    fn related(&self, start: usize, head: usize, quantity: &Quantity) -> Option<Found> {
        let words = &self.words.chars[start..head];
        if self.words.chars.get(quantity.unit.0) != Some(&'%') || !self.aim && quantity.bound.is_none() {
            return None;
        }
        let (verb, len) =
            ["相当于", "占"].iter().find_map(|verb| Some((find_in(words, verb)?, verb.chars().count())))?;
        (verb > 0)
            .then(|| Found {
                subject: Some(self.words.printed(self.text, start, start + verb)),
                measure: Some(self.words.printed(self.text, start + verb, start + verb + len)),
                deed: None,
                start,
                end: head,
                comparator: None,
            })
            .filter(|_| !measures::ends_like_indicator(words) || !words.ends_with(&['占', '比']))
    }

    /// 新建公园3个: a verb of doing with its object.
    fn done(&self, start: usize, head: usize, quantity: &Quantity, from_list: bool) -> Option<Found> {
        quantity.kind.filter(|&kind| kind != Kind::Time)?;
        let chars = &self.words.chars[..head];
        // The last item of the list before the number that begins with a verb; items that are nothing else (新建、改造
        // 道路) belong to the next.
        let mut best = None;
        let mut item = start;
        while item < head {
            let item_end = (item..head).find(|&at| chars[at] == '、' && !self.words.aside[at]).unwrap_or(head);
            let verb = self.lead(item, item_end, false);
            if let Some(len) = measures::deed_at_start(&chars[verb..item_end]) {
                best = match best {
                    Some((first, _, last)) if last + 1 == item => Some((first, verb, verb + len)),
                    _ => Some((verb, verb, verb + len)),
                };
            }
            item = item_end + 1;
        }
        let (text_start, verb, verb_end) = match best {
            Some(best) => best,
            // Words that a list goes on with have the verb of the list.
            None if from_list => return None,
            None => self.buried_deed(start, head)?,
        };
        let len = verb_end - verb;
        let mut object = verb + len;
        // 开工建设, 改造提升, 引进和孵化: verbs in a row are one.
        loop {
            let seam = measures::starts(&chars[object..], "和").unwrap_or(0);
            match measures::further_deed_at_start(&chars[object + seam..]) {
                Some(more) if object + seam + more < head => object += seam + more,
                _ => break,
            }
        }
        let object_words = &chars[object..head];
        let dimension =
            ["长度", "宽度", "高度", "深度", "口径"].iter().any(|word| measures::starts(object_words, word).is_some());
        if dimension || object_words.first() == Some(&'的') {
            return None;
        }
        // 新建、改造: one measure; 城镇新增: the verb is part of a name.
        let buried = text_start < verb && chars[verb - 1] != '、';
        let measure = self.words.printed(self.text, if buried { verb } else { text_start }, object);
        // 其中建成2个: what was named before.
        let subject = if object_words.is_empty() {
            self.last.as_ref().and_then(|last| last.subject.clone())
        } else {
            Some(self.words.printed(self.text, if buried { text_start } else { object }, head))
        };
        if subject.is_none() && !self.aim && quantity.bound.is_none() {
            return None;
        }
        Some(Found {
            subject,
            deed: Some(measure.clone()),
            measure: Some(measure),
            start: text_start,
            end: head,
            comparator: None,
        })
    }

    /// The verb of doing that words begin with behind a preposition (在公园配置座椅20张), or that stands in the name of
    /// what is counted (城镇新增就业8万人): where the goal's words start, and the verb's place.
    fn buried_deed(&self, start: usize, head: usize) -> Option<(usize, usize, usize)> {
        let words = &self.words.chars[start..head];
        let prepositions = ["在", "为", "对", "向", "从", "通过", "依托", "面向", "给", "由"];
        if prepositions.iter().any(|word| measures::starts(words, word).is_some()) {
            let verb = (1..words.len()).find(|&at| {
                !self.words.aside[start + at]
                    && measures::deed_at_start(&words[at..]).is_some_and(|len| at + len < words.len())
            })?;
            return Some((start + verb, start + verb, start + verb + measures::deed_at_start(&words[verb..])?));
        }
        let verbs = ["新增", "新建", "新改", "建成", "创建", "引进", "培育"];
        let verb = verbs.iter().filter_map(|word| find_in(words, word)).min()?;
        Some((start, start + verb, start + verb + measures::deed_at_start(&words[verb..])?))
    }

    /// 粮食总产量62万吨: no verb, but the name of an indicator or the words of a goal.
    fn named(
        &self,
        start: usize,
        head: usize,
        quantity: &Quantity,
        bounded: bool,
        aimed: usize,
        from_list: bool,
    ) -> Option<Found> {
        let kind = quantity.kind.filter(|&kind| kind != Kind::Time)?;
        let words = &self.words.chars[start..head];
        if measures::deed_at_start(words).is_some() {
            return None;
        }
        let han = words.iter().filter(|&&c| is_han(c)).count();
        if han < 2 || !words.first().is_some_and(|&c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '('))
        {
            return None;
        }
        let inherited = self.last.as_ref().and_then(|last| last.deed.clone());
        let indicator = measures::ends_like_indicator(words);
        let goal = if from_list {
            inherited.is_some() || indicator || bounded
        } else {
            indicator && (bounded || self.aim) || aimed > 0 || self.last.is_some() && (bounded || kind == Kind::Counter)
        };
        goal.then(|| Found {
            subject: Some(self.words.printed(self.text, start, head)),
            measure: if from_list { inherited.clone() } else { None },
            deed: inherited,
            start,
            end: head,
            comparator: None,
        })
    }

    /// 翻番, 翻一番, 翻两番 at `at`: twice or four times as much. Gives one past the words.
    fn doubling(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let chars = &self.words.chars[..end];
        if chars[at] != '翻' || self.words.aside[at] {
            return None;
        }
        let rest = &chars[at..];
        let (value, len) = [("翻番", "2"), ("翻一番", "2"), ("翻两番", "4")]
            .iter()
            .find_map(|&(word, value)| Some((value, measures::starts(rest, word)?)))?;
        if self.history || self.part == Part::Unknown && !self.aim {
            return Some(at + len);
        }
        let from = from.max(at.saturating_sub(LONGEST_HEAD));
        let start = self.lead(from, at, false);
        let mut subject_end = at;
        loop {
            let words = &chars[start..subject_end];
            if let Some(len) =
                ["实现", "均", "力争", "年均", "分别"].iter().find_map(|word| measures::ends(words, word))
            {
                subject_end -= len;
            } else if let Some(base) = base(words) {
                subject_end = start + base;
            } else {
                break;
            }
        }
        let subject = if subject_end > start {
            Some(self.words.printed(self.text, start, subject_end))
        } else {
            self.last.as_ref().and_then(|last| last.subject.clone())
        };
        let span = self.words.span(start, at + len);
        self.targets.push(Target {
            subject,
            measure: Some(self.words.printed(self.text, at, at + len)),
            comparator: Comparator::Times,
            value: value.to_owned(),
            unit: None,
            due: self.due.map(|(start, end)| self.words.printed(self.text, start, end)),
            text: crate::text::join(self.text, &[span]),
            span,
            task: None,
        });
        Some(at + len)
    }

    /// 居民收入增长与经济增长同步: a goal measured against another figure.
    fn keeping_pace(&mut self, start: usize, end: usize) {
        let chars = &self.words.chars[..end];
        if self.history || self.part == Part::Unknown && !self.aim {
            return;
        }
        let Some(len) = measures::ends(&chars[start..], "基本同步").or_else(|| measures::ends(&chars[start..], "同步"))
        else {
            return;
        };
        let from = self.lead(start.max(end.saturating_sub(LONGEST_HEAD)), end, false);
        let Some(with) = find_in(&chars[from..end - len], "与") else { return };
        let with = from + with;
        if !chars[from..with].windows(2).any(|pair| pair == ['增', '长'] || pair == ['增', '速'])
            || with + 1 >= end - len
        {
            return;
        }
        let span = self.words.span(from, end);
        self.targets.push(Target {
            subject: Some(self.words.printed(self.text, from, with)),
            measure: Some("同步".to_owned()),
            comparator: if len > 2 { Comparator::About } else { Comparator::Equal },
            value: self.words.printed(self.text, with + 1, end - len),
            unit: None,
            due: self.due.map(|(start, end)| self.words.printed(self.text, start, end)),
            text: crate::text::join(self.text, &[span]),
            span,
            task: None,
        });
    }

    /// The subjects of so many values: the items of a list of as many indicators, or the whole for each.
    fn share(&self, subject: Option<&str>, values: usize) -> Vec<Option<String>> {
        if let Some(list) = subject
            && values > 1
        {
            let items: Vec<&str> = list.split(['、', '和', '与', '及']).collect();
            let named = |item: &&str| measures::ends_like_indicator(&item.chars().collect::<Vec<_>>());
            if items.len() == values && items.iter().all(named) {
                return items.into_iter().map(|item| Some(item.to_owned())).collect();
            }
        }
        vec![subject.map(str::to_owned); values]
    }

    fn push(&mut self, found: Found, quantity: &Quantity) {
        let numbers: Vec<String> =
            quantity.numbers.iter().flatten().map(|&(start, end)| self.words.printed(self.text, start, end)).collect();
        let unit = self.words.printed(self.text, quantity.unit.0, quantity.unit.1);
        let comparator = match (&quantity.numbers[1], found.comparator) {
            (Some(_), _) => Comparator::Range,
            (None, Some(comparator)) => comparator,
            (None, None) if unit.ends_with('倍') => Comparator::Times,
            (None, None) => Comparator::Equal,
        };
        let span = self.words.span(found.start, found.end);
        self.targets.push(Target {
            subject: found.subject.filter(|subject| !subject.is_empty()),
            measure: found.measure,
            comparator,
            value: numbers.join("—"),
            unit: (!unit.is_empty()).then_some(unit),
            due: self.due.map(|(start, end)| self.words.printed(self.text, start, end)),
            text: crate::text::join(self.text, &[span]),
            span,
            task: None,
        });
    }
}

/// What ends a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Clause,
    Sentence,
}

fn stop(c: char, chars: &[char], at: usize) -> Option<Stop> {
    let digits = at > 0 && chars[at - 1].is_ascii_digit() && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    match c {
        '。' | '！' | '？' | '!' | '?' => Some(Stop::Sentence),
        '.' if !digits => Some(Stop::Sentence),
        '；' | ';' | '，' | ':' => Some(Stop::Clause),
        ',' if !digits => Some(Stop::Clause),
        _ => None,
    }
}

/// Length of what separates the items of a list, where `chars` starts with it.
fn list_seam(chars: &[char]) -> usize {
    ["、其中", "、", "以及", "及", "和", "与", "并"].iter().find_map(|word| measures::starts(chars, word)).unwrap_or(0)
}

fn is_verb(chars: &[char]) -> bool {
    measures::aim_at_start(chars).or(measures::deed_at_start(chars)).or(measures::level_at_start(chars)).is_some()
        || measures::adverb_at_start(chars).is_some_and(|len| len < chars.len() && is_verb(&chars[len..]))
}

/// Where the base of a comparison begins that ends the words: 较2020年, 比上年, 在2020年基础上.
fn base(words: &[char]) -> Option<usize> {
    let at = words.iter().rposition(|c| matches!(c, '较' | '比' | '在'))?;
    let rest = &words[at + 1..];
    let closes = ["年", "年度", "年底", "年末", "基期", "同期", "上年", "去年", "基础上", "期末"]
        .iter()
        .any(|word| measures::ends(rest, word).is_some());
    closes.then_some(at)
}

/// Where `word` first stands in `chars`.
fn find_in(chars: &[char], word: &str) -> Option<usize> {
    (0..chars.len()).find(|&at| measures::starts(&chars[at..], word).is_some())
}

#[cfg(test)]
mod tests;
