//! What a number measures: a level, a deed, a share, a named indicator, or nothing.

use crate::lexicon::affixes;
use crate::lexicon::measures::{self, Kind};
use crate::model::{Comparator, Target};
use crate::text::is_han;

use super::parts::Part;
use super::quantity::{self, Quantity};
use super::{Last, Reader};

/// Longest subject with its verb in characters: what stands further before a number than this does not belong to it.
/// Also bounds the work a number takes.
const LONGEST_HEAD: usize = 80;

/// A goal before it is written down, in characters.
pub(super) struct Found {
    pub subject: Option<String>,
    pub measure: Option<String>,
    pub deed: Option<String>,
    pub start: usize,
    pub end: usize,
    pub comparator: Option<Comparator>,
}

impl Reader<'_> {
    /// Decides on a number: what it measures, or `None` where it is no goal. Gives one past the goal's last character.
    pub(super) fn quantity(&mut self, clause: usize, from: usize, quantity: &Quantity, end: usize) -> Option<usize> {
        let chars = &self.words.chars[..end];
        let from = from.max(quantity.start.saturating_sub(LONGEST_HEAD));
        let approach = measures::approach_at_end(&chars[from..quantity.start]);
        let head = quantity.start - approach.map_or(0, |(len, _)| len);
        let from_list = from > clause && self.last.as_ref().is_some_and(|last| last.end == from);
        let start = self.lead(from, head, from_list);
        let aimed = measures::aim_at_end(&chars[from..start]);
        if affixes::ends(&chars[start..head], "等").is_some() || affixes::ends(&chars[start..head], "的").is_some() {
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
            self.write_quantity(
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
            if let Some(len) = affixes::starts(rest, "其中:").or_else(|| affixes::starts(rest, "其中")) {
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
        // 30个5亿元以上项目: the number behind belongs to the noun; 线路3条18班次: it does not.
        let own = chars.get(at).is_some_and(char::is_ascii_digit);
        let at = if own { quantity::at(&self.words, at, end).map_or(at, |next| next.end) } else { at };
        let Some(&next) = chars.get(at) else { return false };
        if list_seam(&chars[at..]) > 0 || next == '(' {
            return false;
        }
        is_han(next) || next.is_ascii_alphabetic() || matches!(next, '“' | '《' | '‘' | '「')
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
            comparator.is_some() || counts.iter().any(|word| affixes::ends(&chars[from..head], word).is_some())
        });
        let mut verb = head - level.map_or(0, |(len, _)| len);
        while let Some(len) = measures::deed_at_end(&chars[from..verb]) {
            verb -= len;
        }
        let inherited =
            self.last.as_ref().filter(|last| last.end == from && start == head).and_then(|last| last.deed.clone());
        let measure = if verb < head { Some(self.words.printed(self.text, verb, head)) } else { Some(inherited?) };
        if measures::is_uncounted(&chars[quantity.end..]) {
            return None;
        }
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
        let (subject_end, least) = self.subject_end(start, verb);
        let comparator = comparator.or(least);
        let measure = self.words.printed(self.text, verb, head);
        if quantity.kind == Some(Kind::Time) && ["实现", "完成", "新增", "进入", "增加"].contains(&measure.as_str())
        {
            return None;
        }
        let subject = &self.words.chars[start..subject_end];
        let plain = comparator.is_none() && quantity.bound.is_none();
        if plain && measures::is_description(subject) {
            return None;
        }
        // 不超过 limits as often as it aims: 次数不超过3次. Only what indicators are named like is a goal.
        let limits = ["不超过", "不高于", "低于", "少于", "占"].contains(&measure.as_str());
        if limits && !measures::ends_like_indicator(subject) && !self.aim && quantity.bound.is_none() {
            return None;
        }
        if quantity.kind.is_none() && subject.is_empty() {
            return None;
        }
        let (subject, start) = if subject.is_empty() {
            (self.last.as_ref().filter(|last| last.deed.is_none()).and_then(|last| last.subject.clone()), start)
        } else {
            (Some(self.words.printed(self.text, start, subject_end)), start)
        };
        Some(Found { subject, measure: Some(measure), deed: None, start, end: head, comparator })
    }

    /// Where the subject in front of a verb ends, before fillers (年均, 分别), a base (较上年) and 至少, which tells the
    /// comparator.
    fn subject_end(&self, start: usize, verb: usize) -> (usize, Option<Comparator>) {
        let mut end = verb;
        let mut comparator = None;
        loop {
            let words = &self.words.chars[start..end];
            if let Some((len, Some(Comparator::AtLeast))) = measures::approach_at_end(words) {
                comparator = Some(Comparator::AtLeast);
                end -= len;
            } else if let Some(len) = measures::filler_at_end(words) {
                // 较2020年均翻番: every one of them, and not a yearly mean.
                let base_year =
                    words.ends_with(&['年', '均']) && words.len() > 2 && words[words.len() - 3].is_ascii_digit();
                end -= if base_year { 1 } else { len };
            } else if let Some(base) = base(words).or_else(|| level_before(words)) {
                end = start + base;
            } else {
                return (end, comparator);
            }
        }
    }

    /// 研发投入占生产总值2.5%, 增速高于全省1个百分点: a verb that relates the number to something between them.
    fn related(&self, start: usize, head: usize, quantity: &Quantity) -> Option<Found> {
        let words = &self.words.chars[start..head];
        let unit = &self.words.chars[quantity.unit.0..quantity.unit.1];
        let verbs = match unit {
            ['%'] if self.aim || quantity.bound.is_some() => &["相当于", "占"][..],
            [.., '分', '点'] => &["高于", "快于", "低于"],
            _ => return None,
        };
        let (verb, len) = verbs.iter().find_map(|verb| Some((find_in(words, verb)?, verb.chars().count())))?;
        // 占比50% names a share; 占…比重50% does too.
        if verb == 0 || words.get(verb + len).is_none_or(|&c| c == '比') {
            return None;
        }
        Some(Found {
            subject: Some(self.words.printed(self.text, start, start + verb)),
            measure: Some(self.words.printed(self.text, start + verb, start + verb + len)),
            deed: None,
            start,
            end: head,
            comparator: None,
        })
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
            let seam = affixes::starts(&chars[object..], "和").unwrap_or(0);
            match measures::further_deed_at_start(&chars[object + seam..]) {
                Some(more) if object + seam + more < head => object += seam + more,
                _ => break,
            }
        }
        let object_words = &chars[object..head];
        if measures::is_description(object_words) || object_words.first() == Some(&'的') {
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
        if prepositions.iter().any(|word| affixes::starts(words, word).is_some()) {
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
        let described = measures::is_description(words);
        if described || measures::deed_at_start(words).is_some() {
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
            let rate = self.part == Part::Outlook && words.ends_with(&['率']);
            indicator && (bounded || self.aim || rate)
                || aimed > 0
                || self.last.is_some() && (bounded || kind == Kind::Counter)
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
    pub(super) fn doubling(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let chars = &self.words.chars[..end];
        if chars[at] != '翻' || self.words.aside[at] {
            return None;
        }
        let rest = &chars[at..];
        let (value, len) = [("翻番", "2"), ("翻一番", "2"), ("翻两番", "4")]
            .iter()
            .find_map(|&(word, value)| Some((value, affixes::starts(rest, word)?)))?;
        if !self.sets_goals() {
            return Some(at + len);
        }
        let from = from.max(at.saturating_sub(LONGEST_HEAD));
        let start = self.lead(from, at, false);
        let (subject_end, _) = self.subject_end(start, at);
        let subject = if subject_end > start {
            Some(self.words.printed(self.text, start, subject_end))
        } else {
            self.last.as_ref().and_then(|last| last.subject.clone())
        };
        self.last = Some(Last { subject: subject.clone(), deed: None, end: at + len });
        let measure = Some(self.words.printed(self.text, at, at + len));
        let comparator = Some(Comparator::Times);
        self.write(Found { subject, measure, deed: None, start, end: at + len, comparator }, value.to_owned(), None);
        Some(at + len)
    }

    /// 居民收入增长与经济增长同步: a goal measured against another figure.
    pub(super) fn keeping_pace(&mut self, start: usize, end: usize) {
        let chars = &self.words.chars[..end];
        if !self.sets_goals() {
            return;
        }
        let Some(len) = affixes::ends(&chars[start..], "基本同步").or_else(|| affixes::ends(&chars[start..], "同步"))
        else {
            return;
        };
        let from = self.lead(start.max(end.saturating_sub(LONGEST_HEAD)), end, false);
        let pace = &chars[from..end - len];
        let Some(with) = find_in(pace, "与").or_else(|| find_in(pace, "和")) else { return };
        let with = from + with;
        if !chars[from..with].windows(2).any(|pair| pair == ['增', '长'] || pair == ['增', '速'])
            || with + 1 >= end - len
        {
            return;
        }
        let found = Found {
            subject: Some(self.words.printed(self.text, from, with)),
            measure: Some("同步".to_owned()),
            deed: None,
            start: from,
            end,
            comparator: Some(if len > 2 { Comparator::About } else { Comparator::Equal }),
        };
        let figure = self.words.printed(self.text, with + 1, end - len);
        self.write(found, figure, None);
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

    /// Writes down what was found about a number.
    pub(super) fn write_quantity(&mut self, found: Found, quantity: &Quantity) {
        let numbers: Vec<String> =
            quantity.numbers.iter().flatten().map(|&(start, end)| self.words.printed(self.text, start, end)).collect();
        let unit = self.words.printed(self.text, quantity.unit.0, quantity.unit.1);
        let comparator = match (&quantity.numbers[1], found.comparator) {
            (Some(_), _) => Comparator::Range,
            (None, Some(comparator)) => comparator,
            (None, None) if unit.ends_with('倍') => Comparator::Times,
            (None, None) => Comparator::Equal,
        };
        let unit = (!unit.is_empty()).then_some(unit);
        self.write(Found { comparator: Some(comparator), ..found }, numbers.join("—"), unit);
    }

    fn write(&mut self, found: Found, value: String, unit: Option<String>) {
        self.targets.push(Target {
            subject: found.subject.filter(|subject| !subject.is_empty()),
            measure: found.measure,
            comparator: found.comparator.unwrap_or(Comparator::Equal),
            value,
            unit,
            due: self.due.map(|(start, end)| self.words.printed(self.text, start, end)),
            text: self.words.spaced_out(self.text, found.start, found.end),
            span: self.words.span(found.start, found.end),
            task: None,
        });
    }
}

/// Length of what separates the items of a list, where `chars` starts with it.
fn list_seam(chars: &[char]) -> usize {
    ["、其中", "、", "以及", "及", "和", "与", "并"].iter().find_map(|word| affixes::starts(chars, word)).unwrap_or(0)
}

fn is_verb(chars: &[char]) -> bool {
    measures::aim_at_start(chars).or(measures::deed_at_start(chars)).or(measures::level_at_start(chars)).is_some()
        || measures::adverb_at_start(chars).is_some_and(|len| len < chars.len() && is_verb(&chars[len..]))
}

/// Where the base of a comparison begins that ends the words: 较2020年, 比上年, 在2020年基础上.
fn base(words: &[char]) -> Option<usize> {
    let at = words.iter().rposition(|c| matches!(c, '较' | '比' | '在'))?;
    let rest = &words[at + 1..];
    let closes =
        ["年", "年度", "年底", "末", "基期", "同期", "基础上"].iter().any(|word| affixes::ends(rest, word).is_some());
    closes.then_some(at)
}

/// Where the level begins that ends the words, from which it goes up or down: 由20个工作日.
fn level_before(words: &[char]) -> Option<usize> {
    let at = words.iter().rposition(|c| matches!(c, '由' | '从'))?;
    words.get(at + 1).is_some_and(char::is_ascii_digit).then_some(at)
}

/// Where `word` first stands in `chars`.
fn find_in(chars: &[char], word: &str) -> Option<usize> {
    (0..chars.len()).find(|&at| affixes::starts(&chars[at..], word).is_some())
}
